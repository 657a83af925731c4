"""When a pause is offered: she has become too hot to hear anything, distress comes back again, or the learner turns on herself."""
from __future__ import annotations

from dataclasses import replace
from typing import Any, Mapping

from bot.coach.feedback import Feedback
from bot.persona.reaction import TemperatureBand
from bot.persona.state import State

STRAIN = 3  # distressed messages; a calm one takes one off
BETWEEN = {"too_hot": 6, "strained": 6, "hard_on_yourself": 2}  # turns after any offer before this one may follow


def offer(before: State, after: State, feedback: Feedback, wording: Mapping[str, Any]) -> tuple[dict[str, Any] | None, State]:
    """The app's word with its buttons, or None, and the state that remembers it."""
    after = replace(after, strain=before.strain + 1 if feedback.distress else max(0, before.strain - 1))
    boiled_over = after.temperature_band is TemperatureBand.BOILING is not before.temperature_band
    reason = "hard_on_yourself" if feedback.self_blame else "strained" if after.strain >= STRAIN else "too_hot" if boiled_over else None
    if reason is None or after.offered and after.turns - after.offered < BETWEEN[reason]:
        return None, after
    return {"voice": "app", **wording["breaks"][reason]}, replace(after, strain=0, offered=after.turns)
