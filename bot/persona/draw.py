"""Chance in what she says: seeded, so that a talk can be replayed, spread evenly, so that two people seldom hear the same, and kinder to
whoever comes back: new lines go first."""
from __future__ import annotations

import hashlib
import random
from typing import Callable, Sequence, TypeVar

Item = TypeVar("Item")
NOTHING_KNOWN: frozenset[str] = frozenset()


def line_id(text: str) -> str:
    """A short stable name for a line, kept in the session so that it is never said twice."""
    return hashlib.blake2s(text.encode(), digest_size=4).hexdigest()


class Draw:
    """The draws of one answer. ``known``: ids of lines the learner has heard in earlier talks.

    Every list is a pack of cards: neighbouring seeds draw each card once before it is shuffled anew. Dice would let two of ten talks meet
    at the same line far more often than a list of that length needs."""

    def __init__(self, seed: int, known: frozenset[str] = NOTHING_KNOWN) -> None:
        self._seed = seed
        self._known = known

    def new(self, items: Sequence[Item], say: Callable[[Item], str]) -> list[Item]:
        """Those not heard yet. ``say``: the line in an item."""
        return [item for item in items if line_id(say(item)) not in self._known] if self._known else list(items)

    def one(self, items: Sequence[Item], say: Callable[[Item], str] = str, weight: Callable[[Item], int] = lambda _: 1) -> Item:
        """One of them, a new one where there is any. ``weight``: how many cards of the pack an item is."""
        cards = sorted(((line_id(say(item)), item) for item in self.new(items, say) or items for _ in range(weight(item))),
                       key=lambda card: card[0])
        dealt, place = divmod(self._seed, len(cards))
        random.Random(f"{cards[0][0]}:{dealt}").shuffle(cards)
        return cards[place][1]
