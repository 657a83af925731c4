"""Which turns end a talk, and how: she agrees or walks out, or the app has stopped it for good."""
from __future__ import annotations

from bot.coach.feedback import Move
from bot.persona.reaction import Reaction
from bot.store.models import TurnRow

ENDED_BY_HER = {Reaction.AGREE.value: "agreement", Reaction.WALK_OUT.value: "walked_out"}


def outcome_at(turn: TurnRow) -> str | None:
    """How the talk ends with this turn; None where it goes on."""
    return "stopped" if is_final(turn) else ENDED_BY_HER.get(turn.reaction or "")


def is_final(turn: TurnRow) -> bool:
    """Whether the app ended the talk here for good."""
    return turn.move == Move.CRISIS.value or bool(turn.reply.get("final"))
