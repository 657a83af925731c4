"""Erased is erased; kept is kept: by learner, by age, and in the bytes of the files."""
from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from bot.errors import NotYours
from bot.rehearsal.mine import Mine
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING
from bot.store.models import CardRow, TalkRow
from bot.store.store import Store
from tests.conftest import everybody
from tests.rehearsal.test_rehearsals import BLAME, Reaction

WORDS = load_wording(WORDING, WHYS)
CAST = everybody()


@pytest.fixture
def log(database_url: str, keys: Any) -> Any:
    store = Store(database_url, keys)
    yield store
    store.close()


def rehearse(store: Store, learner: str, turns: int = 3) -> str:
    rehearsals = Rehearsals(store, CAST, WORDS)
    talk, _ = rehearsals.start("daily-calls", channel="test", learner=learner)
    for _ in range(turns):
        speak(rehearsals, talk)
    return talk


def speak(rehearsals: Rehearsals, talk: str, client_id: str | None = None) -> str:
    """One charge, answered as hot as she is; the id of the turn."""
    heated = rehearsals.standing(talk).state.temperature >= 70
    return str(rehearsals.say(talk, BLAME, Reaction.ESCALATE if heated else Reaction.GUILT, client_id).turn_id)


def take_along(store: Store, learner: str, talk: str) -> None:
    """A card with a line of hers, and a real talk that was told of."""
    with store.work() as work:
        work.add(CardRow(session_id=talk, saved_at=datetime.now(timezone.utc), fields={"open": "Mum, about the yellow kettle"}),
                 TalkRow(id=uuid.uuid4().hex, learner=learner, session_id=talk, day=date(2026, 12, 4), set_at=datetime.now(timezone.utc),
                         reminded="", told_at=datetime.now(timezone.utc), answers={"said": "She laughed at the yellow kettle", "was": 3}))
        work.commit()


def rows_left(database_url: str) -> dict[str, int]:
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        left = {table: connection.execute(text(f"select count(*) from {table}")).scalar() for table in ("sessions", "turns", "findings", "commands", "cards", "talks")}
    engine.dispose()
    return left


def sealed_texts(database_url: str, session_id: str) -> list[bytes]:
    """What is stored of a session's texts, as it stands in the file."""
    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        found = [bytes(value) for asked in ("select message, reply, feedback, memory from turns where session_id = :id",
                                            "select fields from cards where session_id = :id", "select answers from talks where session_id = :id")
                 for row in connection.execute(text(asked), {"id": session_id}) for value in row if value is not None]
    engine.dispose()
    return found


def test_all_of_one_learner_goes_and_nothing_of_another(log: Store, database_url: str) -> None:
    for _ in range(2):
        take_along(log, "a" * 64, rehearse(log, "a" * 64))
    hers = rehearse(log, "b" * 64)
    take_along(log, "b" * 64, hers)
    mine = Mine(log, WORDS)

    assert mine.erase_all("a" * 64) == 2

    assert [row["id"] for row in mine.sessions()] == [hers]
    left = rows_left(database_url)
    assert left["sessions"] == 1 and left["turns"] == 4 and left["findings"] == 3
    assert left["cards"] == 1 and left["talks"] == 1
    assert mine.erase_all("a" * 64) == 0


def test_no_byte_of_what_was_erased_is_left_in_the_files(tmp_path: Path, keys: Any) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    store = Store(url, keys)
    gone, stays = rehearse(store, "a" * 64, turns=8), rehearse(store, "b" * 64)
    take_along(store, "a" * 64, gone)
    sealed, kept = sealed_texts(url, gone), sealed_texts(url, stays)
    size = (tmp_path / "log.db").stat().st_size

    Mine(store, WORDS).erase([gone])

    raw = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sealed and kept
    for name, data in raw.items():
        # A token is unique from its first block on; pieces are looked for too, because a page may split it.
        assert not any(piece in data for token in sealed for piece in (token[24:80], token[-60:])), name
        assert gone.encode() not in data, name
    assert any(kept[0][24:80] in data for data in raw.values())
    assert (tmp_path / "log.db").stat().st_size < size + 1
    store.close()


def test_a_file_from_before_it_could_shrink_shrinks_now(tmp_path: Path, keys: Any) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(text("create table older (x)"))
    engine.dispose()
    store = Store(url, keys)
    talks = [rehearse(store, "a" * 64, turns=8) for _ in range(6)]
    store.sweep()
    size = (tmp_path / "log.db").stat().st_size

    Mine(store, WORDS).erase(talks)

    assert (tmp_path / "log.db").stat().st_size < size * 0.7
    store.close()


def test_what_nobody_touched_for_the_days_that_were_set_goes(log: Store) -> None:
    now = datetime.now(timezone.utc)

    def at(days_ago: int) -> Rehearsals:
        return Rehearsals(log, CAST, WORDS, clock=lambda: now - timedelta(days=days_ago))

    old, _ = at(40).start("daily-calls", channel="test")
    came_back, _ = at(40).start("daily-calls", channel="test")
    at(3).say(came_back, BLAME, Reaction.GUILT)
    new, _ = at(1).start("daily-calls", channel="test")

    assert Mine(log, WORDS).expire(30) == 1

    assert {row["id"] for row in Mine(log, WORDS).sessions()} == {came_back, new}
    with pytest.raises(NotYours):
        at(0).view(old)


def test_an_export_holds_every_line_of_every_branch(log: Store) -> None:
    rehearsals, mine = Rehearsals(log, CAST, WORDS), Mine(log, WORDS)
    talk = rehearse(log, "a" * 64, turns=2)
    rehearsals.undo(talk)
    rehearsals.say(talk, BLAME, Reaction.DISMISS)
    turn = rehearsals.view(talk)["turns"][-1]["turn"]
    rehearsals.dismiss(talk, turn, BLAME.blame[0].start, BLAME.blame[0].end)

    told = mine.export([talk])["rehearsals"][0]

    assert [line["taken_back"] for line in told["turns"]] == [False, False, True, False] or \
        [line["taken_back"] for line in told["turns"]] == [False, False, False, True]
    assert sum(line["message"] == BLAME.text for line in told["turns"]) == 3
    assert [mark["taken_back"] for line in told["turns"] if line["id"] == turn for mark in line["marks"]] == [True]
    assert all(line["persona"] for line in told["turns"]) and told["turns"][0]["after"] is None
    assert told["started_at"].endswith("+00:00")
    page = mine.export_page([talk])
    assert page.count(BLAME.text) >= 3 and "<script" not in page and "You took this back" in page


def test_cards_and_real_talks_go_with_their_rehearsal_and_a_talk_without_one_with_its_learner(log: Store, database_url: str) -> None:
    mine, talk = Mine(log, WORDS), rehearse(log, "a" * 64)
    take_along(log, "a" * 64, talk)
    with log.work() as work:
        work.add(TalkRow(id="t" * 32, learner="a" * 64, day=date(2026, 12, 4), set_at=datetime.now(timezone.utc), reminded="", answers={"said": "x"}))
        work.commit()

    told = mine.export([talk], "a" * 64)
    assert told["rehearsals"][0]["card"] == {"open": "Mum, about the yellow kettle"}
    assert [one["rehearsal"] for one in told["talks"]].count(talk) == 1 and len(told["talks"]) == 2
    assert mine.export([talk], "b" * 64)["talks"][0]["said"] == "She laughed at the yellow kettle"
    assert "She laughed at the yellow kettle" in mine.export_page([talk])

    mine.erase([talk])
    assert (rows_left(database_url)["cards"], rows_left(database_url)["talks"]) == (0, 1)
    mine.erase_all("a" * 64)
    assert rows_left(database_url)["talks"] == 0


def test_a_rehearsal_with_a_real_talk_ahead_is_kept_until_that_is_over_so_long(log: Store, database_url: str) -> None:
    now = datetime.now(timezone.utc)
    old, _ = Rehearsals(log, CAST, WORDS, clock=lambda: now - timedelta(days=40)).start("daily-calls", channel="test", learner="a" * 64)
    with log.work() as work:
        for session_id, day in ((old, now.date() + timedelta(days=5)), (None, now.date() - timedelta(days=31))):
            work.add(TalkRow(id=uuid.uuid4().hex, learner="a" * 64, session_id=session_id, day=day, set_at=now, reminded=""))
        work.commit()

    assert Mine(log, WORDS).expire(30) == 0
    assert rows_left(database_url)["talks"] == 1, "the one that belonged to no rehearsal was old enough"
    assert Mine(log, WORDS, clock=lambda: now + timedelta(days=36)).expire(30) == 1
    assert rows_left(database_url)["talks"] == 0
