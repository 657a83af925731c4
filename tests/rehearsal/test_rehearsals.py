"""The use cases: a talk as a tree, answered once, left and come back to."""
from __future__ import annotations

from typing import Any

import pytest

from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move, Strength
from bot.errors import LawBroken, NotYours, RehearsalOver, UsageError
from bot.persona.reaction import Reaction
from bot.store.models import TurnRow

BLAME = Feedback("You never listen", (BlameSpan(0, 16, BlameKind.ABSOLUTE, "why"),), (), Move.BLAME, reframe="I felt small.")
SORRY = Feedback("I'm sorry I shouted", (), (Strength.ACCOUNTABILITY,), Move.ACCOUNTABILITY)
CRISIS = Feedback("He has a knife", (), (), Move.CRISIS, crisis=True)
LIMIT = Feedback("I won't answer at work. I'll ring at seven.", (), (Strength.BOUNDARY,), Move.BOUNDARY)


@pytest.fixture
def talk(rehearsals: Any) -> str:
    session_id, _ = rehearsals.start("daily-calls", channel="test", seed=5)
    return str(session_id)


def test_a_turn_is_kept_with_its_findings_and_her_answer(rehearsals: Any, talk: str) -> None:
    reply = rehearsals.say(talk, BLAME, Reaction.ESCALATE)

    voices = [message["voice"] for message in reply.messages]
    assert voices == ["coach", "persona"]
    view = rehearsals.view(talk)
    assert view["turns"][0]["user"] == BLAME.text
    assert view["turns"][0]["coach"]["marks"][0]["kind"] == "absolute"
    assert view["turns"][0]["persona"] == [reply.messages[1]["text"]]


def test_the_coach_is_silent_when_nothing_needs_mending(rehearsals: Any, talk: str) -> None:
    assert [m["voice"] for m in rehearsals.say(talk, SORRY, Reaction.TEST).messages] == ["persona"]


def test_undo_goes_back_and_loses_nothing(rehearsals: Any, talk: str) -> None:
    before = rehearsals.standing(talk).state
    rehearsals.say(talk, BLAME, Reaction.ESCALATE)

    assert rehearsals.undo(talk) is True
    assert rehearsals.standing(talk).state == before
    assert rehearsals.view(talk)["turns"] == []

    rehearsals.say(talk, SORRY, Reaction.TEST)
    with rehearsals._store.work() as work:
        assert work._session.query(TurnRow).count() == 3


def test_there_is_nothing_to_undo_at_the_start(rehearsals: Any, talk: str) -> None:
    assert rehearsals.undo(talk) is False


def test_a_message_sent_twice_is_answered_twice_and_said_once(rehearsals: Any, talk: str) -> None:
    reply = rehearsals.say(talk, BLAME, Reaction.ESCALATE, "m1")

    assert rehearsals.answered(talk, "m1") == reply.messages
    assert rehearsals.answered(talk, "m2") is None


def test_a_command_sent_twice_is_done_once(rehearsals: Any, talk: str) -> None:
    rehearsals.remember_command(talk, "c1", [{"voice": "app", "text": "Paused."}])

    assert rehearsals.answered(talk, "c1") == ({"voice": "app", "text": "Paused."},)


def test_the_code_brings_back_the_same_rehearsal_however_it_is_typed(rehearsals: Any) -> None:
    session_id, code = rehearsals.start("teen-phone", channel="test")

    assert rehearsals.resume(code) == (session_id, rehearsals.learner_of(session_id))
    assert rehearsals.resume(f"  {code.lower().replace('-', ' ')} ")[0] == session_id
    with pytest.raises(NotYours):
        rehearsals.resume("AAAA-BBBB-CCCC")
    with pytest.raises(NotYours):
        rehearsals.resume("")


def test_the_same_seed_opens_the_same_way(rehearsals: Any) -> None:
    openings = [rehearsals.view(rehearsals.start("teen-phone", channel="test", seed=9)[0])["opening"] for _ in range(2)]

    assert openings[0] == openings[1]


@pytest.mark.parametrize("scenario,level,named", [("no-such", "gentle", "daily-calls"), ("daily-calls", "brutal", "realistic")])
def test_an_unknown_name_is_answered_with_the_known_ones(rehearsals: Any, scenario: str, level: str, named: str) -> None:
    with pytest.raises(UsageError, match=named):
        rehearsals.start(scenario, level, channel="test")


def test_danger_ends_the_role_play_and_nothing_more_can_be_said(rehearsals: Any, talk: str) -> None:
    rehearsals.stop_for_safety(talk, CRISIS, [{"voice": "app", "text": "Help.", "help": True}], "c1")

    assert rehearsals.view(talk)["outcome"] == "stopped"
    with pytest.raises(RehearsalOver):
        rehearsals.say(talk, SORRY, Reaction.TEST)
    with pytest.raises(RehearsalOver):
        rehearsals.undo(talk)


def test_the_answer_to_danger_can_be_given_again(rehearsals: Any, talk: str) -> None:
    help_text = {"voice": "app", "text": "Help.", "help": True}
    rehearsals.stop_for_safety(talk, CRISIS, [help_text], "c1")

    assert rehearsals.answered(talk, "c1") == (help_text,)
    assert rehearsals.view(talk)["turns"][-1]["app"] == ["Help."]
    assert rehearsals.standing(talk).stopped_for_safety


def test_danger_named_after_an_ending_stops_it_for_good(rehearsals: Any, talk: str) -> None:
    rehearsals.say(talk, SORRY, Reaction.TEST)
    rehearsals.end(talk)
    rehearsals.stop_for_safety(talk, CRISIS, [])

    with pytest.raises(RehearsalOver):
        rehearsals.undo(talk)
    assert rehearsals.debrief(talk)["next"] is None


def test_while_she_is_paused_nothing_can_be_said_to_her(rehearsals: Any, talk: str) -> None:
    rehearsals.pause(talk, True)

    with pytest.raises(RehearsalOver):
        rehearsals.say(talk, SORRY, Reaction.TEST)


def test_undo_takes_an_ending_back_before_it_takes_a_turn(rehearsals: Any, talk: str) -> None:
    for _ in range(2):
        rehearsals.say(talk, SORRY, Reaction.TEST)
    last_words = rehearsals.end(talk).messages[0]["text"]
    assert rehearsals.view(talk)["turns"][-1]["persona"][-1] == last_words

    assert rehearsals.undo(talk) and len(rehearsals.view(talk)["turns"]) == 2 and not rehearsals.view(talk)["over"]
    assert rehearsals.undo(talk) and len(rehearsals.view(talk)["turns"]) == 1


def test_paying_the_price_brings_an_agreement_that_names_both_sides(rehearsals: Any, talk: str) -> None:
    heard = Feedback("That must be frightening", (), (Strength.VALIDATION,), Move.VALIDATION)
    asked = Feedback("Could we talk at seven?", (), (Strength.REQUEST,), Move.REQUEST)
    with pytest.raises(LawBroken):
        rehearsals.say(talk, asked, Reaction.AGREE)
    for turn in range(14):
        feedback = (heard, SORRY, asked)[turn % 3]
        _, state = rehearsals.hear(talk, feedback)
        agreed = Reaction.AGREE in state.allowed(feedback.move)
        rehearsals.say(talk, feedback, Reaction.AGREE if agreed else Reaction.TEST)
        if agreed:
            break

    debrief = rehearsals.debrief(talk)
    assert rehearsals.view(talk)["outcome"] == debrief["outcome"] == "agreement"
    assert any(row["label"] == "What you agreed" for row in debrief["lines"])


def test_leaving_with_a_kind_limit_is_named_as_a_good_talk(rehearsals: Any, talk: str) -> None:
    rehearsals.say(talk, SORRY, Reaction.TEST)
    rehearsals.say(talk, LIMIT, Reaction.TEST)
    rehearsals.end(talk)

    assert "good talk" in rehearsals.debrief(talk)["headline"]


def test_stopping_at_once_is_no_outcome_to_speak_of(rehearsals: Any, talk: str) -> None:
    assert rehearsals.end(talk).messages == ()
    assert rehearsals.view(talk)["outcome"] == "stopped"


def test_the_debrief_never_says_better_words_would_have_made_her_yield(rehearsals: Any, talk: str) -> None:
    for _ in range(4):
        rehearsals.say(talk, BLAME, Reaction.ESCALATE)
    rehearsals.end(talk)
    text = " ".join(row["text"] for row in rehearsals.debrief(talk)["lines"]).lower()

    assert "would have" not in text and "if you had" not in text
    assert "4 of 4" in text


def test_a_mark_the_learner_rejects_goes_and_the_figures_follow(rehearsals: Any, talk: str) -> None:
    turn = rehearsals.say(talk, BLAME, Reaction.ESCALATE).turn_id
    rehearsals.say(talk, SORRY, Reaction.TEST)
    rehearsals.dismiss(talk, turn, 0, 16)

    assert rehearsals.view(talk)["turns"][0]["coach"] is None
    assert any("nothing" in row["text"] for row in rehearsals.debrief(talk)["lines"] if row["label"] == "Blame")


def test_nobody_else_can_reject_a_mark(rehearsals: Any, talk: str) -> None:
    turn = rehearsals.say(talk, BLAME, Reaction.ESCALATE).turn_id
    other, _ = rehearsals.start("daily-calls", channel="test")

    with pytest.raises(UsageError):
        rehearsals.dismiss(other, turn, 0, 16)


def test_pausing_keeps_the_scenario_but_silences_her_voice(rehearsals: Any, steering: Any, talk: str) -> None:
    rehearsals.pause(talk, True)

    assert rehearsals.standing(talk).paused
    note, _ = steering.beside(talk, BLAME)
    assert note["marks"] and rehearsals.view(talk)["turns"] == []


def test_erasing_a_rehearsal_leaves_no_trace_of_it(rehearsals: Any, mine: Any, talk: str) -> None:
    rehearsals.say(talk, BLAME, Reaction.ESCALATE)
    mine.erase([talk])

    with pytest.raises(NotYours):
        rehearsals.view(talk)
    assert mine.sessions() == []


def test_hints_follow_where_the_talk_stands(rehearsals: Any, talk: str) -> None:
    at_start = rehearsals.hint(talk)
    rehearsals.say(talk, BLAME, Reaction.ESCALATE)

    assert rehearsals.hint(talk) != at_start
    assert "sorry" in rehearsals.hint(talk)
