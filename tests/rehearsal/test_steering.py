"""How the coach speaks and when, a step out, and the other chair."""
from __future__ import annotations

from typing import Any

import pytest

from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move
from bot.errors import NotYours, RehearsalOver, UsageError
from bot.persona.reaction import Reaction
from bot.rehearsal.notes import Style, Timing, coach_note
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING
from tests.rehearsal.test_rehearsals import BLAME, CRISIS, SORRY

WORDS = load_wording(WORDING, WHYS)
TWICE = Feedback("You never listen and you're so cold", (BlameSpan(0, 16, BlameKind.ABSOLUTE, "why"), BlameSpan(21, 35, BlameKind.LABEL, "because")),
                 (), Move.BLAME, reframe="I felt small.", variants=("I felt unheard.",), ask="What happened?")


@pytest.fixture
def talk(rehearsals: Any) -> str:
    return str(rehearsals.start("daily-calls", channel="test", seed=5)[0])


def test_the_plain_coach_is_the_coach_one_has_unless_one_asks(steering: Any, talk: str) -> None:
    assert steering.coaching(talk) == (Style.PLAIN, Timing.EACH)
    assert coach_note(TWICE, WORDS, 3) == coach_note(TWICE, WORDS, 3, Style.PLAIN)


def test_a_gentle_note_has_a_warm_opening_and_not_twice_the_same_in_a_row() -> None:
    plain, gentle = coach_note(TWICE, WORDS, 0), [coach_note(TWICE, WORDS, seed, Style.GENTLE) for seed in range(12)]
    assert plain
    openings = [note["text"].removesuffix(plain["text"]) for note in gentle if note]

    assert len(set(openings)) >= 4 and all(one != other for one, other in zip(openings, openings[1:]))
    assert all({**note, "text": ""} == {**plain, "text": ""} for note in gentle if note)


def test_a_tally_counts_and_says_no_more() -> None:
    note = coach_note(TWICE, WORDS, 0, Style.TALLY)
    one = coach_note(BLAME, WORDS, 0, Style.TALLY)

    assert note and note["text"] == "2 marks: 'You never listen', 'you're so cold'."
    assert one and one["text"] == "One mark: 'You never listen'."
    assert [mark["why"] for mark in note["marks"]] == ["", ""] and note["reframe"] is note["ask"] is None and note["variants"] == []
    assert coach_note(Feedback("About the night he died", landing="This may sting."), WORDS, 0, Style.TALLY) is None


def test_what_waits_for_the_end_is_marked_and_stays_unseen_until_then(rehearsals: Any, steering: Any, talk: str) -> None:
    steering.set_coaching(talk, timing="end")
    reply = rehearsals.say(talk, BLAME, Reaction.ESCALATE, "m1")

    assert [message["voice"] for message in reply.messages] == ["persona"] == [m["voice"] for m in rehearsals.answered(talk, "m1")]
    assert rehearsals.view(talk)["turns"][0]["coach"] is None
    with rehearsals._store.work() as work:
        assert [mark.kind for mark in work.findings([reply.turn_id])] == ["absolute"]
    rehearsals.say(talk, SORRY, Reaction.TEST)
    rehearsals.end(talk)
    assert rehearsals.view(talk)["turns"][0]["coach"]["marks"]
    notes = rehearsals.debrief(talk)["notes"]
    assert [(note["user"], note["coach"]["reframe"]) for note in notes] == [(BLAME.text, BLAME.reframe)]
    rehearsals.dismiss(talk, reply.turn_id, 0, 16)
    assert rehearsals.debrief(talk)["notes"] == []


def test_notes_already_seen_stay_and_notes_that_waited_come_when_one_asks_for_them(rehearsals: Any, steering: Any, talk: str) -> None:
    rehearsals.say(talk, BLAME, Reaction.ESCALATE)
    steering.set_coaching(talk, timing="end")
    rehearsals.say(talk, BLAME, Reaction.ESCALATE)
    assert [bool(turn["coach"]) for turn in rehearsals.view(talk)["turns"]] == [True, False]

    steering.set_coaching(talk, timing="each")

    assert [bool(turn["coach"]) for turn in rehearsals.view(talk)["turns"]] == [True, True]


def test_after_danger_no_note_that_waited_is_shown(rehearsals: Any, steering: Any, talk: str) -> None:
    steering.set_coaching(talk, timing="end")
    rehearsals.say(talk, BLAME, Reaction.ESCALATE)
    rehearsals.stop_for_safety(talk, CRISIS, [])

    assert all(turn["coach"] is None for turn in rehearsals.view(talk)["turns"])
    assert rehearsals.debrief(talk)["notes"] == []


def test_unknown_styles_change_nothing_and_strangers_set_nothing(steering: Any, talk: str) -> None:
    for wrong in ({"style": "loud"}, {"timing": "never"}, {"style": "gentle", "timing": "x"}, {"style": ""}):
        with pytest.raises(UsageError, match="gentle, plain or tally"):
            steering.set_coaching(talk, **wrong)
    assert steering.coaching(talk) == (Style.PLAIN, Timing.EACH)
    with pytest.raises(NotYours):
        steering.set_coaching("0" * 32, style="gentle")


@pytest.mark.parametrize("text,wishes", [
    ("only tell me at the end, coach", {"timing": "end"}), ("coach, be gentle with me", {"style": "gentle"}), ("gentle end", {"style": "gentle", "timing": "end"}),
    ("coach, tell me straight away", {"timing": "each"}), ("coach, just count and save it for the end", {"style": "tally", "timing": "end"}),
    ("send me your friend's tendency", {}), ("", {})])
def test_plain_words_set_what_they_name(steering: Any, text: str, wishes: dict[str, str]) -> None:
    assert steering.wishes(text) == wishes


def test_stepped_out_nobody_weighs_a_word_and_a_pause_brings_the_coach_back(rehearsals: Any, steering: Any, talk: str) -> None:
    steering.step_out(talk)
    assert rehearsals.standing(talk).paused and steering.beside(talk, BLAME) == (None, "out_heard")

    rehearsals.pause(talk, True)
    note, said = steering.beside(talk, BLAME)
    assert note and note["marks"] and said == "she_waits"

    steering.step_out(talk)
    rehearsals.pause(talk, False)
    assert not rehearsals.view(talk)["stepped_out"]
    rehearsals.end(talk)
    with pytest.raises(RehearsalOver):
        steering.step_out(talk)


def test_the_other_chair_is_a_talk_of_its_own_for_the_same_learner(rehearsals: Any, steering: Any, mine: Any, talk: str) -> None:
    rehearsals.say(talk, SORRY, Reaction.TEST)
    steering.set_coaching(talk, "gentle", "end")

    new, code = steering.swap(talk)

    assert rehearsals.learner_of(new) == rehearsals.learner_of(talk) and rehearsals.resume(code)[0] == new
    view = rehearsals.view(new)
    assert (view["scenario"]["learner"], view["style"], view["timing"], view["turns"]) == ("mother", "gentle", "end", [])
    assert len(rehearsals.view(talk)["turns"]) == 1
    back, _ = steering.swap(new)
    assert rehearsals.view(back)["scenario"]["learner"] == "daughter"
    assert mine.erase_all(rehearsals.learner_of(talk)) == 3


def test_no_other_chair_where_there_is_none_or_after_danger(rehearsals: Any, steering: Any, mine: Any, talk: str) -> None:
    alone, _ = rehearsals.start("weight-comments", channel="test")
    rehearsals.stop_for_safety(talk, CRISIS, [])

    with pytest.raises(UsageError, match="your side"):
        steering.swap(alone)
    with pytest.raises(RehearsalOver):
        steering.swap(talk)
    assert len(mine.sessions()) == 2


def test_what_was_set_is_in_what_she_takes_out(rehearsals: Any, steering: Any, mine: Any, talk: str) -> None:
    steering.set_coaching(talk, "tally", "end")
    given = rehearsals.hint(talk)

    told = mine.export([talk])["rehearsals"][0]

    assert (told["style"], told["timing"], told["hints"]) == ("tally", "end", [given])
