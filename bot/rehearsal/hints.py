"""A next good move for where the talk stands."""
from __future__ import annotations

from typing import Any, Mapping

from bot.persona.scenario import Scenario
from bot.persona.state import State


def hint(state: State, scenario: Scenario, over: bool, wording: Mapping[str, Any]) -> str:
    """One sentence, with an example of its shape."""
    return str(wording["hints"][_which(state, scenario, over)])


def _which(state: State, scenario: Scenario, over: bool) -> str:
    missing = {strength.value for strength in scenario.price.strengths if not state.earned.get(strength.value)}
    if over:
        return "over"
    if state.holding:
        return "holding"
    if state.debt > 0:
        return "owe"
    if state.temperature_band.value in ("hot", "boiling"):
        return "hot"
    if missing & {"validation", "open_question"}:
        return "unheard"
    if "request" in missing:
        return "unasked"
    return "feeling" if missing & {"feeling", "need", "observation"} else "near"
