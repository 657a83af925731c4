"""The coach's note on one message, in the shape every channel shows. At most one correction a turn; silence when nothing needs mending."""
from __future__ import annotations

from enum import Enum
from typing import Any, Mapping

from bot.coach.feedback import BlameSpan, Feedback
from bot.store.models import SessionRow

LONGEST_MARK = 60  # characters of marked words in a tally; a longer mark is cut


class Style(str, Enum):
    """How the coach speaks: with a warm word first, to the point, or only counting."""

    GENTLE = "gentle"
    PLAIN = "plain"
    TALLY = "tally"


class Timing(str, Enum):
    """When the coach speaks: after each message, or at the end."""

    EACH = "each"
    END = "end"


def coaching_of(row: SessionRow) -> tuple[Style, Timing]:
    """How the coach speaks in a session, and when."""
    return Style(row.style or Style.PLAIN.value), Timing(row.timing or Timing.EACH.value)


def coach_note(feedback: Feedback, wording: Mapping[str, Any], seed: int, style: Style = Style.PLAIN) -> dict[str, Any] | None:
    """Marks with their whys, and words to try; a tally has the marks alone. None when there is nothing to say."""
    if feedback.crisis or not (feedback.blame or feedback.landing and style is not Style.TALLY):
        return None
    marks = [_mark(span, wording["kinds"][span.kind.value]) for span in feedback.blame]
    if style is Style.TALLY:
        bare = [{**mark, "why": "", "else": ""} for mark in marks]
        return {"text": _tally(feedback, wording), "marks": bare, "reframe": None, "variants": [], "ask": None, "landing": None}
    if marks:
        first = feedback.blame[0]
        words = feedback.text[first.start:first.end]
        openings = wording["coach_opening"]
        text = openings[seed % len(openings)].format(words=words, why=first.why)
    else:
        text = feedback.landing or ""
    if style is Style.GENTLE:
        warm = wording["gentle_opening"]
        text = f"{warm[seed % len(warm)]} {text}"
    return {"text": text, "marks": marks, "reframe": feedback.reframe, "variants": list(feedback.variants),
            "ask": feedback.ask, "landing": feedback.landing}


def _mark(span: BlameSpan, kind: Mapping[str, Any]) -> dict[str, Any]:
    """``else``: the last sentence of the why, where it says what else could be true of her."""
    return {**span.to_json(), "name": kind["name"], "else": next((other for other in kind.get("else", ()) if span.why.endswith(other)), "")}


def _tally(feedback: Feedback, wording: Mapping[str, Any]) -> str:
    cut = [_short(feedback.text[span.start:span.end]) for span in feedback.blame]
    words = ", ".join(wording["tally"]["words"].format(words=each) for each in cut)
    return str(wording["tally"]["one" if len(cut) == 1 else "many"].format(count=len(cut), words=words))


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_MARK else words[:LONGEST_MARK].rsplit(" ", 1)[0] + " …"
