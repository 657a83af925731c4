"""Interests, rights and power (Ury, Brett & Goldberg; used by Rehearsal, CHI 2024), as docs/taxonomy.md groups our names."""
from __future__ import annotations

from typing import AbstractSet

RIGHTS = {"demand", "comparison", "criticism", "defend"}
INTERESTS = {"feeling", "need", "request", "boundary", "validation", "open_question"}
COOPERATIVE = {"accountability", "appreciation", "repair"}


def strategy(move: str, kinds: AbstractSet[str]) -> str:
    """The conflict strategy of a message: interests, rights, power, cooperative or outside. The hardest charge decides."""
    if move == "blame":
        return "rights" if kinds and kinds <= RIGHTS else "power"
    return "rights" if move in RIGHTS else "interests" if move in INTERESTS else "cooperative" if move in COOPERATIVE else "outside"
