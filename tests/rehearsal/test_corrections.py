"""A mark taken back is kept as a correction, reported, and gone with its rehearsal."""
from __future__ import annotations

from typing import Any

import pytest

from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move
from bot.persona.reaction import Reaction
from bot.rehearsal.corrections import corrections, report

MARKED = Feedback("ok but you never listen", (BlameSpan(7, 23, BlameKind.ABSOLUTE, "why"),), (), Move.BLAME)
TWICE = Feedback("Stop. You're mean.", (BlameSpan(0, 4, BlameKind.DEMAND, ""), BlameSpan(6, 17, BlameKind.LABEL, "")), (), Move.BLAME)


class StubbornCoach:
    """Marks the same words as before in one message and has learnt the other."""

    def read(self, text: str) -> Feedback:
        return MARKED if text == MARKED.text else Feedback(text)


@pytest.fixture
def talk(rehearsals: Any) -> str:
    session_id, _ = rehearsals.start("daily-calls", channel="test", seed=5)
    for said in (MARKED, TWICE):
        rehearsals.say(session_id, said, Reaction.ESCALATE)
    turns = [turn["turn"] for turn in rehearsals.view(session_id)["turns"]]
    rehearsals.dismiss(session_id, turns[0], 7, 23)
    rehearsals.dismiss(session_id, turns[1], 6, 17)
    return str(session_id)


def test_a_correction_is_the_message_and_the_words_taken_back(rehearsals: Any, talk: str) -> None:
    found, marked = corrections(rehearsals._store)

    assert [(one.text, one.text[one.start:one.end], one.kind) for one in found] == [
        (MARKED.text, "you never listen", "absolute"), (TWICE.text, "You're mean", "label")]
    assert marked == 3


def test_the_report_says_what_the_coach_would_still_mark(rehearsals: Any, talk: str) -> None:
    figures = report(*corrections(rehearsals._store), StubbornCoach())

    assert (figures["marks"], figures["taken_back"], figures["still_marked"]) == (3, 2, 1)
    assert figures["by_kind"] == {"absolute": 1, "label": 1}
    assert [pair["still_marked"] for pair in figures["corrections"]] == [True, False]


def test_erasing_the_rehearsal_erases_its_corrections(rehearsals: Any, mine: Any, talk: str) -> None:
    mine.erase([talk])

    assert corrections(rehearsals._store) == ([], 0)
