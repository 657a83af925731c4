"""The coach's note on one message, in the shape every channel shows. At most one correction a turn; silence when nothing needs mending."""
from __future__ import annotations

from typing import Any, Mapping

from bot.coach.feedback import Feedback


def coach_note(feedback: Feedback, wording: Mapping[str, Any], seed: int) -> dict[str, Any] | None:
    """Marks with their whys, and words to try. None when there is nothing to say."""
    if feedback.crisis or not (feedback.blame or feedback.landing):
        return None
    marks = [{**span.to_json(), "name": wording["kinds"][span.kind.value]["name"]}
             for span in feedback.blame]
    if marks:
        first = feedback.blame[0]
        words = feedback.text[first.start:first.end]
        openings = wording["coach_opening"]
        text = openings[seed % len(openings)].format(words=words, why=first.why)
    else:
        text = feedback.landing or ""
    return {"text": text, "marks": marks, "reframe": feedback.reframe, "variants": list(feedback.variants),
            "ask": feedback.ask, "landing": feedback.landing}
