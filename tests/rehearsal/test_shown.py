"""What a page is told beside the words: a turn without any, a talk that stays stopped, what else could be true of her."""
from __future__ import annotations

from typing import Any

from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move
from bot.coach.whys import Whys
from bot.persona.reaction import Reaction
from bot.rehearsal.notes import Style, coach_note
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING

GUESS = "You want to control me"
FLIRT = Feedback("kiss me", advance=True)
SORRY = Feedback("I'm sorry I shouted", (), (), Move.ACCOUNTABILITY)


def note(kind: BlameKind, style: Style = Style.PLAIN) -> dict[str, Any]:
    span = BlameSpan(0, len(GUESS), kind, Whys(WHYS).why(kind.value, GUESS))
    told = coach_note(Feedback(GUESS, (span,), (), Move.BLAME), load_wording(WORDING, WHYS), 0, style)
    assert told
    return dict(told["marks"][0])


def test_a_guess_about_her_is_told_with_what_else_it_could_be() -> None:
    mark = note(BlameKind.MIND_READING)

    assert mark["else"].startswith("What else could it be") and mark["why"].endswith(mark["else"])
    assert note(BlameKind.LABEL)["else"] == "" == note(BlameKind.MIND_READING, Style.TALLY)["else"]


def test_a_turn_without_words_says_so(rehearsals: Any) -> None:
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=1)
    rehearsals.listen(talk, None, "c1")
    rehearsals.say(talk, SORRY, Reaction.TEST)

    assert [turn["listened"] for turn in rehearsals.view(talk)["turns"]] == [True, False]


def test_an_end_of_hers_is_told_from_one_for_safety(rehearsals: Any) -> None:
    ended, _ = rehearsals.start("daily-calls", channel="test", seed=1)
    rehearsals.say(ended, SORRY, Reaction.TEST)
    rehearsals.end(ended)
    stopped, _ = rehearsals.start("teen-phone", channel="test", seed=1)
    rehearsals.put_off(stopped, FLIRT)

    assert rehearsals.view(ended)["over"] and not rehearsals.view(ended)["final"]
    assert rehearsals.view(stopped)["over"] and rehearsals.view(stopped)["final"]
