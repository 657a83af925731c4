"""What is kept of chats: nothing in the clear, nothing answered twice, gone when it is erased."""
from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text
from telegram import Update

from bot.channels.telegram.arrivals import bare
from bot.rehearsal.chats import Chats, Step
from bot.rehearsal.mine import Mine
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING
from bot.store.store import Store
from tests.conftest import everybody
from tests.telegram.bot_api import BotApi

CHAT, MESSAGE, UPDATE = 771234567890, 98765, 55443322
WORDS = load_wording(WORDING, WHYS)


@pytest.fixture
def log(database_url: str, keys: Any) -> Any:
    store = Store(database_url, keys)
    yield store
    store.close()


def everything(database_url: str) -> str:
    """All that stands in the database, as it stands there."""
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        rows = [(table, [str(bytes(value) if isinstance(value, memoryview) else value) for value in row]) for table in inspect(engine).get_table_names()
                for row in connection.execute(text(f"select * from {table}"))]
    engine.dispose()
    return json.dumps(rows)


def a_talk(log: Store, chats: Chats, learner: str | None = None) -> Any:
    """A chat that stands in a rehearsal and wants notes."""
    chats.keep([(UPDATE, CHAT, {"update_id": UPDATE, "text": "the yellow kettle"})])
    _, chat = chats.begin(UPDATE, CHAT)
    chat.session_id, _ = Rehearsals(log, everybody(), WORDS).start("daily-calls", channel="telegram", learner=chat.learner)
    chat.address, chat.zone = CHAT, "Europe/Madrid"
    chat.state = {"unsaid": {"text": "the yellow kettle", "id": "x", "preparing": False}, "alive": {str(MESSAGE): [["send", "the yellow kettle"]]}}
    return chat


def test_no_id_of_telegrams_and_no_word_stands_in_the_database(log: Store, database_url: str) -> None:
    chats = Chats(log, "424242")
    chat = a_talk(log, chats)
    before = everything(database_url)
    chats.finish(UPDATE, chat, (CHAT, MESSAGE, "turn"))
    after = everything(database_url)

    for kept in (before, after):
        assert not any(secret in kept for secret in (str(CHAT), str(MESSAGE), str(UPDATE), "kettle", "424242"))
    assert chats.turn_of(CHAT, MESSAGE) == (chat.session_id, "turn") and chats.turn_of(CHAT + 1, MESSAGE) is None
    assert chats.addresses(chat.learner) == [CHAT]


def test_an_update_is_new_once_and_waits_until_it_is_done(log: Store) -> None:
    chats = Chats(log)
    body = {"update_id": UPDATE, "text": "x"}

    assert chats.keep([(UPDATE, CHAT, body)]) == [UPDATE] and chats.keep([(UPDATE, CHAT, body), (UPDATE - 1, None, {"update_id": UPDATE - 1})]) == [UPDATE - 1]
    assert [each["update_id"] for each in Chats(log).waiting()] == [UPDATE - 1, UPDATE]
    chats.reach(UPDATE, Step.DELIVERING)
    assert chats.begin(UPDATE, CHAT)[0] is Step.DELIVERING
    chats.finish(UPDATE)
    assert chats.begin(UPDATE, CHAT)[0] is Step.DONE and chats.keep([(UPDATE, CHAT, body)]) == []
    assert [each["update_id"] for each in chats.waiting()] == [UPDATE - 1]
    assert Chats(log, "another bot").keep([(UPDATE, CHAT, body)]) == [UPDATE]


def test_hashes_of_what_was_answered_go_when_telegram_cannot_offer_it_again(log: Store) -> None:
    chats = Chats(log)
    chats.keep([(UPDATE, CHAT, {"update_id": UPDATE}), (UPDATE + 1, CHAT, {"update_id": UPDATE + 1})])
    chats.finish(UPDATE)

    assert chats.tidy() == 0
    assert Chats(log, clock=lambda: datetime.now(timezone.utc) + timedelta(days=3)).tidy() == 1
    assert [each["update_id"] for each in chats.waiting()] == [UPDATE + 1]


def test_erasing_everything_of_hers_erases_her_chat_and_what_is_on_its_way(log: Store, database_url: str) -> None:
    chats, mine = Chats(log), Mine(log, WORDS)
    chat = a_talk(log, chats)
    chats.finish(UPDATE, chat, (CHAT, MESSAGE, "turn"))
    chats.keep([(UPDATE + 1, CHAT, {"update_id": UPDATE + 1, "text": "more of it"}), (UPDATE + 2, CHAT + 1, {"update_id": UPDATE + 2})])
    other = chats.begin(UPDATE + 2, CHAT + 1)[1]
    chats.finish(UPDATE + 2, other)
    _, busy = chats.begin(UPDATE + 1, CHAT)

    told = mine.export([chat.session_id], chat.learner)["chats"]
    assert [(one["rehearsal"], one["zone"], one["reminders"], one["unsaid"]) for one in told] == [(chat.session_id, "Europe/Madrid", True, "the yellow kettle")]
    assert mine.erase_all(chat.learner) == 1
    # Somebody was just being answered: it must not bring the chat back.
    chats.finish(UPDATE + 1, busy)

    assert chats.addresses(chat.learner) == [] and chats.turn_of(CHAT, MESSAGE) is None and chats.waiting() == []
    assert chats.begin(0, CHAT)[1].learner != chat.learner and chats.begin(0, CHAT + 1)[1].learner == other.learner
    assert mine.export([], chat.learner)["chats"] == []


def test_erasing_one_rehearsal_leaves_the_chat_and_none_of_its_words(log: Store) -> None:
    chats, mine = Chats(log), Mine(log, WORDS)
    chat = a_talk(log, chats)
    chats.finish(UPDATE, chat, (CHAT, MESSAGE, "turn"))
    _, busy = chats.begin(0, CHAT)

    mine.erase([chat.session_id])
    chats.finish(0, busy)

    left = chats.begin(0, CHAT)[1]
    assert (left.learner, left.session_id, left.state, left.zone) == (chat.learner, None, {}, "Europe/Madrid")
    assert chats.turn_of(CHAT, MESSAGE) is None


def test_chats_nobody_touches_go_with_the_days_that_were_set(log: Store) -> None:
    chats = Chats(log)
    chat = a_talk(log, chats)
    chats.finish(UPDATE, chat)

    Mine(log, WORDS, clock=lambda: datetime.now(timezone.utc) + timedelta(days=20)).expire(30)
    assert chats.addresses(chat.learner) == [CHAT]
    Mine(log, WORDS, clock=lambda: datetime.now(timezone.utc) + timedelta(days=40)).expire(30)
    assert chats.addresses(chat.learner) == []


def test_a_chat_that_cannot_be_reached_gets_no_notes_and_keeps_no_words(log: Store) -> None:
    chats = Chats(log)
    chat = a_talk(log, chats)
    chats.finish(UPDATE, chat)

    chats.close(CHAT)

    left = chats.begin(0, CHAT)[1]
    assert (left.address, left.state, left.session_id) == (None, {}, chat.session_id)


def test_names_numbers_and_places_are_not_even_kept_until_they_are_answered() -> None:
    person = BotApi.__new__(BotApi)  # only its ids are needed
    person._number, person._lock = 7, __import__("threading").RLock()
    who = person.person(CHAT)
    for content in ({"text": "hello"}, {"contact": {"phone_number": "+34600111222", "first_name": "Rosa"}}, {"location": {"latitude": 43.36, "longitude": -8.41}}):
        update = Update.de_json({"update_id": 1, "message": who.message(**content)}, None)
        assert update is not None

        kept = json.dumps(bare(update))

        assert not any(secret in kept for secret in ("Wilhelmina", "Quetzalcoatl", "wilhelmina", "600111222", "Rosa", "43.36"))
        again = Update.de_json(json.loads(kept), None)
        assert again is not None and again.effective_chat is not None and again.effective_chat.id == CHAT
        assert set(content) <= set(again.effective_message.to_dict())  # type: ignore[union-attr]


@pytest.mark.parametrize("stays_open", [False, True])
def test_only_what_need_not_outlive_a_power_cut_skips_the_wait_for_the_disk(log: Store, stays_open: bool) -> None:
    asked = text("PRAGMA synchronous" if log.kind == "sqlite" else "SHOW synchronous_commit")
    if stays_open:
        log.stay_open()

    found = []
    for lasting in (False, True, False, True):
        with log.work(lasting=lasting) as work:
            found.append(str(work._session.execute(asked).scalar()))

    assert found == (["1", "2"] * 2 if log.kind == "sqlite" else ["off", "on"] * 2)


def test_a_log_that_stays_open_is_used_by_many_threads_at_once(log: Store) -> None:
    log.stay_open()
    chats = Chats(log)

    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda number: chats.keep([(number, CHAT, {"update_id": number})]), range(40)))

    assert kept == [[number] for number in range(40)] and len(chats.waiting()) == 40
