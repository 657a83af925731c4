"""From the two readers' scores to a few calibrated chances, by weights chosen on messages neither has seen (tools/encoder/mix.py)."""
from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.coach.feedback import BlameKind, Move, Strength
from bot.encoder.encoder import WEIGHTS, Impression, chance

Array = NDArray[Any]
KINDS = [kind.value for kind in BlameKind]
STRENGTHS = [strength.value for strength in Strength]
MOVES = [move.value for move in Move]
#: Where the encoder's and the linear reader's scores hold what.
OF_KINDS = slice(1, 1 + len(KINDS))
OF_STRENGTHS = slice(1 + len(KINDS), 1 + len(KINDS) + len(STRENGTHS))
OF_MOVES = slice(1 + len(KINDS) + len(STRENGTHS), None)
_EDGE = 1e-4  # log-odds stay finite
STRONGEST = 3  # word pieces looked at together


def log_odds(chance: float) -> float:
    """Of one chance, kept finite."""
    held = min(max(float(chance), _EDGE), 1 - _EDGE)
    return math.log(held / (1 - held))


def encoder_signs(impression: Impression) -> Array:
    """Signs of blame, as log-odds: the whole message, its strongest kind, its strongest word piece, its three strongest."""
    pieces = np.sort(impression.tokens[:, 0]) if len(impression.tokens) else np.zeros(1)
    return np.array([impression.message[0], impression.message[OF_KINDS].max(), log_odds(pieces[-1]), log_odds(pieces[-STRONGEST:].mean())])


def all_signs(impression: Impression, linear: Array) -> Array:
    """The same, and what the linear reader says of the whole message and of its strongest kind."""
    return np.concatenate([encoder_signs(impression), [linear[0], linear[OF_KINDS].max()]])


@dataclass(frozen=True)
class Mix:
    """``alone`` and ``both``: weights of the signs, then a constant. ``strengths``: encoder, linear, constant for each strength.
    ``moves`` and ``kinds``: weight of the linear reader beside the encoder's one. ``implied``: how much (in log-odds) the move that
    the strengths imply is favoured."""

    alone: tuple[float, ...]
    both: tuple[float, ...]
    strengths: tuple[tuple[float, float, float], ...]
    moves: float
    kinds: float
    implied: float

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> Mix:
        """Raises FileNotFoundError, KeyError or ValueError when the weights are not there or not whole."""
        kept = json.loads((folder / "mix.json").read_text("utf-8"))
        return cls(tuple(kept["alone"]), tuple(kept["both"]), tuple((a, b, c) for a, b, c in kept["strengths"]), kept["moves"],
                   kept["kinds"], kept["implied"])

    def blame_alone(self, impression: Impression) -> float:
        """The chance of blame by the encoder alone, 0–1."""
        return float(chance(np.dot(self.alone[:-1], encoder_signs(impression)) + self.alone[-1]))

    def blame(self, impression: Impression, linear: Array) -> float:
        """The chance of blame, 0–1, calibrated: of the messages given .8, about eight in ten carry it."""
        return float(chance(np.dot(self.both[:-1], all_signs(impression, linear)) + self.both[-1]))

    def strength_chances(self, impression: Impression, linear: Array) -> Array:
        """In the order of STRENGTHS, 0–1."""
        weights = np.array(self.strengths)
        return np.asarray(chance(impression.message[OF_STRENGTHS] * weights[:, 0] + linear[OF_STRENGTHS] * weights[:, 1] + weights[:, 2]))

    def move_scores(self, impression: Impression, linear: Array) -> Array:
        """In the order of MOVES; only their differences mean anything."""
        return np.asarray(impression.move + self.moves * linear[OF_MOVES], dtype=np.float64)

    def kind_chances(self, impression: Impression, linear: Array) -> Array:
        """Of the whole message, in the order of KINDS, 0–1."""
        return np.asarray((chance(impression.message[OF_KINDS]) + self.kinds * chance(linear[OF_KINDS])) / (1 + self.kinds))
