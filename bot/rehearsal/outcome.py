"""One step of a talk as it is looked back on, and how a talk ended."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Sequence

from bot.coach.feedback import BlameSpan, Feedback, Move, Strength
from bot.persona.reaction import Reaction, TemperatureBand
from bot.persona.scenario import LONG_TURN
from bot.persona.state import State

FEW_TURNS = 2  # fewer than this and there is nothing to look back on


@dataclass(frozen=True)
class Exchange:
    """One step of a talk. The first has no feedback: it is her opening. ``marks`` are those the learner let stand; ``turn``: its id."""

    feedback: Feedback | None
    reaction: str | None
    state: State
    marks: tuple[BlameSpan, ...] = ()
    turn: str = ""


def outcome_of(exchanges: Sequence[Exchange], *, by_learner: bool = True) -> str:
    """How a talk that is ended here ends. ``by_learner``: she chose to stop (else the script or the day ran out)."""
    last = exchanges[-1]
    if last.reaction == Reaction.AGREE.value:
        return "agreement"
    if last.reaction == Reaction.WALK_OUT.value:
        return "walked_out"
    if len(exchanges) - 1 < FEW_TURNS:
        return "stopped" if by_learner else "stalled"
    state = last.state
    well_left = state.debt == 0 and last.feedback is not None and last.feedback.move is not Move.BLAME \
        and state.temperature_band is not TemperatureBand.BOILING
    if well_left and state.earned.get(Strength.BOUNDARY.value):
        return "held"
    if well_left and (state.told or state.unfolded == LONG_TURN or state.openness >= 50):
        return "opened"
    return "stalled"
