"""What was opened of a talk is kept while it goes on, and never shows anything but what the log holds."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import event

from bot.errors import NotYours
from bot.persona.reaction import Reaction
from bot.rehearsal.branches import Branches
from bot.rehearsal.mine import Mine
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING
from bot.store.encryption import Keys
from bot.store.store import Store
from bot.store.told import Path as ToldPath
from bot.store.told import Remembered, Told
from tests.conftest import everybody
from tests.rehearsal.test_rehearsals import BLAME, SORRY

WORDS = load_wording(WORDING, WHYS)


def path(*names: str) -> ToldPath:
    return tuple(Told(name, name, {}) for name in names)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_only_the_turn_after_the_last_known_one_is_added() -> None:
    known = Remembered()
    known.keep("talk", path("a", "b"))
    assert known.up_to("talk", path("c")[0], "b") == path("a", "b", "c")
    assert known.up_to("talk", path("a")[0], None) == path("a"), "taken back"
    assert known.up_to("talk", path("d")[0], "c") is None, "a turn between was never seen here"
    assert known.up_to("other", path("c")[0], "b") is None


def test_what_is_too_old_or_too_much_goes() -> None:
    clock = Clock()
    known = Remembered(most_turns=4, untouched_s=300.0, clock=clock)
    for talk in ("first", "second"):
        known.keep(talk, path("a", "b"))
    known.keep("third", path("a"))
    assert known.up_to("first", path("b")[0], "a") is None
    assert known.up_to("second", path("b")[0], "a") == path("a", "b")
    clock.now = 301.0
    known.keep("third", path("a", "b"))
    assert known.up_to("second", path("b")[0], "a") is None
    assert known.up_to("third", path("b")[0], "a") == path("a", "b")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'log.db'}"


def test_a_view_is_the_same_as_one_that_remembers_nothing(url: str) -> None:
    keys, cast = Keys(Fernet.generate_key()), everybody()
    store = Store(url, keys)
    rehearsals, branches = Rehearsals(store, cast, WORDS), Branches(store, WORDS)
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=3)

    def check() -> dict[str, Any]:
        fresh = Rehearsals(Store(url, keys), cast, WORDS).view(talk)
        assert rehearsals.view(talk) == fresh
        return fresh

    assert check()["turns"] == []
    first = rehearsals.say(talk, BLAME, Reaction.GUILT).turn_id
    assert len(check()["turns"]) == 1
    rehearsals.say(talk, SORRY, Reaction.TEST)
    rehearsals.say(talk, SORRY, Reaction.TEST)
    assert len(check()["turns"]) == 3
    rehearsals.undo(talk, turns=2)
    assert [turn["turn"] for turn in check()["turns"]] == [first]
    rehearsals.say(talk, SORRY, Reaction.TEST)
    check()
    branches.switch(talk, 1)
    assert len(check()["turns"]) == 3
    mark = BLAME.blame[0]
    rehearsals.dismiss(talk, str(first), mark.start, mark.end)
    assert check()["turns"][0]["coach"] is None
    rehearsals.end(talk)
    assert check()["over"]


def test_a_turn_more_opens_one_turn_however_long_the_talk_is(url: str) -> None:
    store = Store(url, Keys(Fernet.generate_key()))
    rehearsals = Rehearsals(store, everybody(), WORDS)
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=3)
    for _ in range(30):
        rehearsals.say(talk, SORRY, Reaction.TEST)
    rehearsals.view(talk)
    rehearsals.say(talk, SORRY, Reaction.TEST)
    asked = []
    event.listen(store._engine, "before_cursor_execute", lambda *given: asked.append(given[2]) if "message" in given[2] else None)

    assert len(rehearsals.view(talk)["turns"]) == 31
    assert len(asked) == 1 and " IN (" not in asked[0]


def test_nothing_is_kept_of_an_erased_talk(url: str) -> None:
    store = Store(url, Keys(Fernet.generate_key()))
    rehearsals = Rehearsals(store, everybody(), WORDS)
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=3)
    rehearsals.say(talk, BLAME, Reaction.GUILT)
    rehearsals.view(talk)

    Mine(store, WORDS).erase([talk])

    assert BLAME.text not in repr(store._remembered._paths)
    with pytest.raises(NotYours):
        rehearsals.view(talk)
