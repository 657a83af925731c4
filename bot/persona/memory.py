"""What the learner has raised in this talk and she may come back to: things and people, in the words they were named with."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Collection, Sequence

from bot.coach.feedback import Echo

KEPT = 12  # as many as anyone keeps in mind in one talk
SETTLED = 2  # turns until something raised can be brought back: sooner it would only be the subject
SPACED = 4  # turns between two times she brings something back


@dataclass(frozen=True)
class Raised:
    """Something the learner named, from her side: ``kind`` is "earlier" for a thing ("your job") or "person"."""

    kind: str
    words: str
    turn: int


def remember(raised: tuple[Raised, ...], echo: Echo, turn: int, herself: Collection[str]) -> tuple[Raised, ...]:
    """``raised`` and what this message names, once each; what is named again counts as raised now. ``herself``: what she is called."""
    named = [("earlier", echo.raised)] if echo.raised else []
    named += [("person", name) for name in echo.people if name.lower() not in {own.lower() for own in herself}]
    kept = [one for one in raised if (one.kind, one.words) not in named]
    return (*kept, *(Raised(kind, words, turn) for kind, words in named))[-KEPT:]


def to_bring_back(raised: Sequence[Raised], recalled: Sequence[str], turn: int, last: int) -> list[Raised]:
    """What lies far enough back and has not come up again yet; empty while the last time is too near."""
    if last and turn - last < SPACED:
        return []
    return [one for one in raised if turn - one.turn >= SETTLED and one.words not in recalled]
