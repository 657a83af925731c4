"""Notes before the real talk: from the database, by day where she is, once, to whoever wants them, and saying nothing to anybody else."""
from __future__ import annotations

import asyncio
from datetime import date, datetime, timezone
from typing import Any, Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
from telegram.ext import ExtBot

from bot.channels.telegram.reminders import Reminders
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.words import load_telegram_words
from bot.rehearsal.chats import Chats
from bot.rehearsal.real_talk import RealTalks, load_talk_words
from bot.settings import TALK_WORDS, TELEGRAM_WORDS
from bot.store.models import TalkRow
from bot.store.store import Store
from tests.telegram.bot_api import TOKEN, BotApi

CHAT = 660_000_001
TOKYO = ZoneInfo("Asia/Tokyo")
DAY = date(2026, 12, 4)


@pytest.fixture
def log(database_url: str, keys: Any) -> Any:
    store = Store(database_url, keys)
    yield store
    store.close()


@pytest.fixture
def api() -> Iterator[BotApi]:
    api = BotApi().start()
    yield api
    api.stop()


def wants_notes(log: Store, chat_id: int = CHAT) -> str:
    """A chat that wants them, with a talk on that day in Tokyo; whose it is."""
    chats = Chats(log)
    chats.keep([(chat_id, chat_id, {"update_id": chat_id})])
    _, chat = chats.begin(chat_id, chat_id)
    chat.address = chat_id
    chats.finish(chat_id, chat)
    with log.work() as work:
        work.add(TalkRow(id=f"t{chat_id}", learner=chat.learner, day=DAY, zone="Asia/Tokyo", set_at=datetime.now(timezone.utc), reminded=""))
        work.commit()
    return chat.learner


def look(log: Store, api: BotApi, moment: datetime) -> int:
    """A bridge that has just started looks at the clock."""

    async def once() -> int:
        async with ExtBot(TOKEN, base_url=f"{api.url}/bot") as bot:
            clock: Callable[[], datetime] = lambda: moment  # noqa: E731
            talks = RealTalks(log, load_talk_words(TALK_WORDS), None, clock)
            return await Reminders(talks, Chats(log), Sender(bot), load_telegram_words(TELEGRAM_WORDS)).look()

    return asyncio.run(once())


def tokyo(day: int, hour: int) -> datetime:
    return datetime(2026, 12, day, hour, 30, tzinfo=TOKYO)


def test_a_note_comes_the_day_before_and_that_morning_once_each_across_restarts(log: Store, api: BotApi) -> None:
    wants_notes(log)

    sent = [look(log, api, tokyo(day, hour)) for day, hour in ((2, 12), (3, 10), (3, 11), (3, 19), (4, 9), (4, 10), (4, 18))]

    assert sent == [0, 1, 0, 0, 1, 0, 0]
    assert [each.text for each in api.of(CHAT)] == [
        "A note you left yourself for tomorrow. /talk opens it. /stop ends these notes.", "A note you left yourself for today. /talk opens it. /stop ends these notes."]
    assert all(each.titles == ["Open"] for each in api.of(CHAT))


def test_no_note_comes_at_night_where_she_is(log: Store, api: BotApi) -> None:
    wants_notes(log)

    assert [look(log, api, tokyo(3, hour)) for hour in (0, 3, 6, 8, 20, 23)] == [0] * 6
    assert look(log, api, tokyo(4, 9)) == 1


def test_a_note_says_nothing_that_a_lock_screen_should_not_show(log: Store, api: BotApi) -> None:
    wants_notes(log)
    for moment in (tokyo(3, 10), tokyo(4, 10), tokyo(6, 10)):
        look(log, api, moment)

    said = " ".join(each.text for each in api.of(CHAT)).lower()
    assert len(api.of(CHAT)) == 3
    assert not any(word in said for word in ("mother", "daughter", "mum", "rehears", "softstart", "talk with", "real", "practice"))


def test_who_wants_no_notes_gets_none_and_who_blocks_the_bot_is_let_go(log: Store, api: BotApi) -> None:
    learner, blocker = wants_notes(log), wants_notes(log, CHAT + 1)
    chats = Chats(log)
    chats.keep([(1, CHAT, {"update_id": 1})])
    _, chat = chats.begin(1, CHAT)
    chat.address = None
    chats.finish(1, chat)
    api.blocked.add(CHAT + 1)

    assert look(log, api, tokyo(3, 10)) == 0
    assert api.of(CHAT) == [] and chats.addresses(learner) == [] and chats.addresses(blocker) == []


def test_a_note_that_telegram_turned_back_comes_a_little_later(log: Store, api: BotApi) -> None:
    wants_notes(log)
    api.moods["sendMessage"] = __import__("collections").deque(["502"])

    assert look(log, api, tokyo(3, 10)) == 1 and len(api.of(CHAT)) == 1
