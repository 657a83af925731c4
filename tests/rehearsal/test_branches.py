"""The tree of a talk: standing anywhere in it loses nothing, and two tries are held side by side where they part."""
from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any, Iterator

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from bot.coach.feedback import Feedback
from bot.errors import NotYours, RehearsalOver, UsageError
from bot.persona.reaction import Reaction
from bot.rehearsal.branches import Branches
from bot.rehearsal.mine import Mine
from bot.rehearsal.numbers import numbers_in
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.tries import Tries
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING
from bot.store.encryption import Cipher, Keys
from bot.store.store import Store
from tests.conftest import everybody
from tests.rehearsal.test_rehearsals import BLAME, CRISIS, SORRY

WORDS = load_wording(WORDING, WHYS)
CAST = everybody()


def hard(rehearsals: Any, talk: str) -> str:
    heated = rehearsals.standing(talk).state.temperature >= 70
    return str(rehearsals.say(talk, BLAME, Reaction.ESCALATE if heated else Reaction.GUILT).turn_id)


def kind(rehearsals: Any, talk: str) -> str:
    return str(rehearsals.say(talk, SORRY, Reaction.TEST).turn_id)


@pytest.fixture
def talk(rehearsals: Any) -> str:
    return str(rehearsals.start("daily-calls", channel="test", seed=5)[0])


def path_of(rehearsals: Any, talk: str) -> list[str]:
    return [turn["turn"] for turn in rehearsals.view(talk)["turns"]]


def test_several_turns_are_taken_back_at_once(rehearsals: Any, talk: str) -> None:
    turns = [kind(rehearsals, talk) for _ in range(4)]

    assert rehearsals.undo(talk, turns=3)

    assert path_of(rehearsals, talk) == turns[:1]


@pytest.mark.parametrize("turns", [0, -1, 4])
def test_more_than_was_said_cannot_be_taken_back(rehearsals: Any, talk: str, turns: int) -> None:
    said = [kind(rehearsals, talk) for _ in range(3)]

    with pytest.raises(UsageError, match="between 1 and 3"):
        rehearsals.undo(talk, turns=turns)
    assert path_of(rehearsals, talk) == said


def test_a_fork_goes_on_from_an_earlier_turn_and_keeps_the_other_way(rehearsals: Any, branches: Branches, talk: str) -> None:
    first, second = hard(rehearsals, talk), hard(rehearsals, talk)
    where = rehearsals.standing(talk).state

    branches.fork(talk, first)
    other = kind(rehearsals, talk)

    assert path_of(rehearsals, talk) == [first, other]
    branches.fork(talk, second)
    assert path_of(rehearsals, talk) == [first, second] and rehearsals.standing(talk).state == where


def test_one_stands_just_before_a_message_by_its_number_or_its_id(rehearsals: Any, branches: Branches, talk: str) -> None:
    turns = [kind(rehearsals, talk) for _ in range(3)]

    assert branches.fork_before(talk, 3).turns == 2 and path_of(rehearsals, talk) == turns[:2]
    assert branches.fork(talk, turns[0], before=True).turns == 0 and path_of(rehearsals, talk) == []


def test_where_the_learner_only_listened_one_can_go_back_to(rehearsals: Any, branches: Branches, talk: str) -> None:
    listened = rehearsals.listen(talk, None).turn_id
    hard(rehearsals, talk)

    branches.fork(talk, listened)
    hard(rehearsals, talk)
    told = branches.branches(talk)["branches"]
    compared = branches.compare(talk)

    assert [branch["parted_after"] for branch in told] == [1, None] and compared["parted_after"] == 1
    branches.fork_before(talk, 2)
    rehearsals.listen(talk, None)
    assert branches.branches(talk)["branches"][-1]["last"] == WORDS["you_listen"]
    assert branches.compare(talk)["rows"][0]["b"]["user"] == WORDS["you_listen"]


def test_going_away_from_an_ending_opens_the_talk_again_and_coming_back_to_hers_ends_it(rehearsals: Any, branches: Branches, talk: str) -> None:
    first = kind(rehearsals, talk)
    while not rehearsals.view(talk)["over"]:
        state = rehearsals.hear(talk, BLAME)[1]
        leaves = Reaction.WALK_OUT in state.allowed(BLAME.move)
        last = rehearsals.say(talk, BLAME, Reaction.WALK_OUT if leaves else sorted(state.allowed(BLAME.move))[0]).turn_id

    assert not branches.fork(talk, first).over and not rehearsals.view(talk)["over"]
    kind(rehearsals, talk)
    assert branches.branches(talk)["branches"][0]["outcome"] == "walked_out"
    assert branches.switch(talk, 1).over
    assert rehearsals.view(talk)["outcome"] == "walked_out" and path_of(rehearsals, talk)[-1] == last


def test_nothing_leads_into_or_out_of_a_stop_for_safety(rehearsals: Any, branches: Branches, talk: str) -> None:
    first = kind(rehearsals, talk)
    rehearsals.stop_for_safety(talk, CRISIS, [{"voice": "app", "text": "Help."}])
    stopped = rehearsals.view(talk)

    for way in (lambda: branches.fork(talk, first), lambda: branches.fork(talk, stopped["turns"][-1]["turn"]),
                lambda: branches.fork_before(talk, 1), lambda: branches.switch(talk, 1), lambda: branches.compare(talk)):
        with pytest.raises(RehearsalOver):
            way()
    assert rehearsals.view(talk) == stopped


def test_a_rehearsal_or_a_turn_of_others_is_out_of_reach(rehearsals: Any, branches: Branches, talk: str) -> None:
    other, _ = rehearsals.start("daily-calls", channel="test")
    theirs = kind(rehearsals, other)

    with pytest.raises(UsageError, match="not part of this rehearsal"):
        branches.fork(talk, theirs)
    for call in (branches.branches, branches.compare, lambda session: branches.fork(session, theirs), lambda session: branches.switch(session, 1)):
        with pytest.raises(NotYours):
            call("0" * 32)


def test_two_tries_part_where_they_part_and_a_mark_taken_back_is_gone(rehearsals: Any, branches: Branches, talk: str) -> None:
    kind(rehearsals, talk)
    marked = hard(rehearsals, talk)
    rehearsals.undo(talk)
    kind(rehearsals, talk)

    told = branches.compare(talk)

    assert (told["a"]["name"], told["b"]["name"], told["parted_after"], told["more"]) == ("try 1", "try 2", 1, 0)
    hot, cool = told["rows"][0]["a"], told["rows"][0]["b"]
    assert hot["marks"] == [{"start": 0, "end": 16, "kind": "absolute", "name": WORDS["kinds"]["absolute"]["name"]}] and not cool["marks"]
    assert hot["temperature"] > cool["temperature"] and hot["mood"] in WORDS["mood"]
    rehearsals.dismiss(talk, marked, 0, 16)
    assert branches.compare(talk, "1", "2")["rows"][0]["a"]["marks"] == []


@pytest.mark.parametrize("a,b,words", [("1", "1", "same try"), ("3", "1", "from 1 to 2"), ("0", "1", "from 1 to 2"), ("x", "1", "from 1 to 2"),
                                       ("٣", "1", "from 1 to 2"), ("-1", "2", "from 1 to 2")])
def test_tries_that_are_not_there_are_named_kindly(rehearsals: Any, branches: Branches, talk: str, a: str, b: str, words: str) -> None:
    kind(rehearsals, talk)
    rehearsals.undo(talk)
    hard(rehearsals, talk)

    with pytest.raises(UsageError, match=words):
        branches.compare(talk, a, b)


def test_what_is_said_about_tries_stays_short_however_many_there_are(rehearsals: Any, branches: Branches, talk: str) -> None:
    tries = Tries(rehearsals, branches, WORDS)
    for _ in range(9):
        rehearsals.say(talk, Feedback("word " * 60), Reaction.TEST)
        rehearsals.undo(talk)
    kind(rehearsals, talk)

    told = tries.branches(talk)

    assert len(told["branches"]) == 10 and len(told["text"].split()) <= 60 and "\n… and 7 more" in told["text"]
    assert len(tries.compare(talk, [1, 2])["text"].split()) <= 60


@pytest.mark.parametrize("text,numbers", [("3", [3]), ("undo my last three turns", [3]), ("undo the last couple of turns", [2]), ("my 4th message", [4]),
                                          ("my fourth message", [4]), ("compare 1 and 12", [1, 12]), ("undo that", []), ("-2", [-2]), ("1.5", [1]),
                                          ("99999999999", []), ("someone", []), ("", [])])
def test_numbers_are_heard_in_figures_and_words(text: str, numbers: list[int]) -> None:
    assert numbers_in(text) == numbers


class Ticking:
    """A clock that moves with every look at it."""

    def __init__(self) -> None:
        self._now = datetime(2026, 1, 2, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


STEPS = st.lists(st.one_of(st.tuples(st.sampled_from(["kind", "hard", "listen", "end"]), st.just(0)),
                           st.tuples(st.sampled_from(["undo", "fork", "before", "switch", "compare"]), st.integers(0, 12))), max_size=25)


@pytest.fixture(scope="module")
def log() -> Iterator[Store]:
    store = Store("sqlite://", Keys(Fernet.generate_key()))
    yield store
    store.close()


@given(steps=STEPS)
@settings(max_examples=40, deadline=None)
def test_no_way_through_a_talk_loses_a_turn_or_leaves_the_tree(log: Store, steps: list[tuple[str, int]]) -> None:
    clock = Ticking()
    rehearsals, branches, mine = Rehearsals(log, CAST, WORDS, clock), Branches(log, WORDS, clock), Mine(log, WORDS, clock)
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=3)
    ways: dict[str, list[str]] = {}  # every turn ever said, and the way it was reached
    here: list[str] = []
    for step, number in steps:
        turns = list(ways)
        try:
            if step in ("kind", "hard", "listen"):
                said = rehearsals.listen(talk, None).turn_id if step == "listen" else (kind if step == "kind" else hard)(rehearsals, talk)
                here = [*here, said]
                ways[said] = here
            elif step == "end":
                rehearsals.end(talk)
            elif step == "undo":
                over = rehearsals.view(talk)["over"]
                if rehearsals.undo(talk, turns=number):
                    here = here[:len(here) - (number - over)]
            elif step in ("fork", "before") and turns:
                branches.fork(talk, turns[number % len(turns)], before=step == "before")
                here = ways[turns[number % len(turns)]][:-1 if step == "before" else None]
            elif step == "switch":
                leaf = branches.branches(talk)["branches"][number - 1]["id"] if number <= len(branches.branches(talk)["branches"]) else None
                branches.switch(talk, number)
                here = ways.get(str(leaf), [])
            elif step == "compare":
                told = branches.compare(talk, str(number), None)
                assert told["parted_after"] <= min(told["a"]["turns"], told["b"]["turns"])
                assert len(told["rows"]) == max(told["a"]["turns"], told["b"]["turns"]) - told["parted_after"]
        except (UsageError, RehearsalOver):
            pass  # it made no sense here, and must have changed nothing
        view, told = rehearsals.view(talk), branches.branches(talk)
        assert [turn["turn"] for turn in view["turns"]] == here
        leaves = [way for way in ways if not any(other[-2:-1] == [way] for other in ways.values())]
        assert {branch["id"] for branch in told["branches"]} == set(leaves) or not ways
        assert [branch["number"] for branch in told["branches"]] == list(range(1, len(told["branches"]) + 1))
        assert sum(branch["present"] for branch in told["branches"]) == (here[-1] in leaves if here else not ways)
        for branch in told["branches"]:
            assert branch["turns"] == len(ways.get(branch["id"], []))
            if not branch["present"]:
                shared = [one for one, other in zip(ways[branch["id"]], here) if one == other]
                assert branch["parted_after"] == len(shared)
        assert told["standing"]["turns"] == len(here)
    kept = mine.export([talk])["rehearsals"][0]["turns"]
    assert {turn["id"] for turn in kept if turn["after"]} == set(ways)
    mine.erase([talk])
    with pytest.raises(NotYours):
        branches.branches(talk)
    with log.work() as work:
        assert work.skeleton(talk) == []


@given(names=st.lists(st.sampled_from(["kind", "undo"]), max_size=14))
@settings(max_examples=25, deadline=None)
def test_a_try_keeps_its_number_as_others_are_begun(log: Store, names: list[str]) -> None:
    clock = Ticking()
    rehearsals, branches = Rehearsals(log, CAST, WORDS, clock), Branches(log, WORDS, clock)
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=3)
    begun: list[set[str]] = []
    for name in names:
        if name == "undo":
            rehearsals.undo(talk)
            continue
        said = kind(rehearsals, talk)
        now = [branch["id"] for branch in branches.branches(talk)["branches"]]
        begun = [ids | {now[place]} for place, ids in enumerate(begun)] + [{each} for each in now[len(begun):]]
        assert said in begun[now.index(said)]
        assert sum(said in ids for ids in begun) == 1
    Mine(log, WORDS).erase([talk])


def test_only_what_is_shown_is_decrypted_and_nothing_is_asked_for_each_turn(rehearsals: Any, branches: Branches, talk: str,
                                                                            monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(20):
        kind(rehearsals, talk)
    branches.fork_before(talk, 19)
    hard(rehearsals, talk)
    opened, asked = [], []
    read = Cipher.open

    def counted(self: Cipher, sealed: bytes, place: bytes) -> bytes:
        opened.append(place)
        return read(self, sealed, place)

    monkeypatch.setattr(Cipher, "open", counted)
    event.listen(rehearsals._store._engine, "before_cursor_execute", lambda *call: asked.append(call[2]))

    branches.branches(talk)
    assert len(opened) == 2, "the last line of each of the two tries"
    assert len(asked) <= 3
    opened.clear()
    asked.clear()
    branches.compare(talk)
    # Two messages with her answers on one side and one on the other, her line before they part with what it answered, the two last lines
    # again, and whether the talk was stopped.
    assert len(opened) <= 12
    assert len(asked) <= 7


def test_both_databases_tell_the_same_tries(database_url: str, keys: Any) -> None:
    store, clock = Store(database_url, keys), Ticking()
    rehearsals, branches = Rehearsals(store, CAST, WORDS, clock), Branches(store, WORDS, clock)
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=5)
    hard(rehearsals, talk)
    branches.fork_before(talk, 1)
    kind(rehearsals, talk)

    told, compared = branches.branches(talk)["branches"], branches.compare(talk)

    assert [(each["name"], each["turns"], each["parted_after"], each["last"]) for each in told] == \
        [("try 1", 1, 0, BLAME.text), ("try 2", 1, None, SORRY.text)]
    assert compared["rows"][0]["a"]["temperature"] == round(compared["rows"][0]["a"]["temperature"]) > compared["rows"][0]["b"]["temperature"]
    store.close()
