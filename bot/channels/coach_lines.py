"""``softstart coach``: one message in, one reading out, as JSON or for the eye."""
from __future__ import annotations

from typing import Any, Mapping

from rich.text import Text

from bot.coach.coach import Coach
from bot.errors import UsageError


def answer_json(coach: Coach, request: Mapping[str, Any]) -> dict[str, Any]:
    """The contract's output line for one input line. Raises UsageError when ``text`` is not text."""
    text = request["text"]
    if not isinstance(text, str):
        raise UsageError("'text' must be text.")
    speaker = request.get("speaker")
    feedback = coach.read(text, previous=request.get("previous"), speaker=speaker if speaker in ("daughter", "mother") else "daughter",
                          sore_spots=_spots(request.get("sore_spots")))
    return {**({"id": request["id"]} if "id" in request else {}), **feedback.to_json()}


def answer_plain(coach: Coach, text: str) -> Text:
    """The same for a person: the words underlined, why, and a line to say instead."""
    feedback = coach.read(text)
    shown = Text(text)
    for span in feedback.blame:
        shown.stylize("underline", span.start, span.end)
    for span in feedback.blame:
        shown.append(f"\n  {span.kind.value.replace('_', ' ')}: {span.why}", "yellow")
    if feedback.strengths:
        shown.append("\n  done well: " + ", ".join(s.value.replace("_", " ") for s in feedback.strengths), "green")
    if feedback.crisis:
        shown.append("\n  This sounds like danger. Please look at the help page: softstart chat, then /help.", "bold")
    if feedback.reframe:
        shown.append(f"\n  you might say: {feedback.reframe}", "cyan")
    if feedback.ask:
        shown.append(f"\n  {feedback.ask}", "cyan")
    return shown


def _spots(given: Any) -> list[Mapping[str, Any]]:
    """Sore spots as words or as full entries; anything else is left out."""
    spots: list[Mapping[str, Any]] = []
    for spot in given if isinstance(given, list) else []:
        if isinstance(spot, str) and spot.strip():
            words = [word for word in spot.lower().split() if len(word) > 3] or [spot.lower()]
            spots.append({"topic": spot, "words": words, "landing": f"{spot[:1].upper() + spot[1:]} is a sore spot of hers, so this may "
                                                                    "sting even when it is kindly meant."})
        elif isinstance(spot, Mapping) and spot.get("words"):
            spots.append({"topic": "", "landing": "This touches a sore spot of hers.", **spot})
    return spots
