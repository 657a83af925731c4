"""Chance in what she says: seeded, so that a talk can be replayed, and kinder to whoever comes back: new lines go first."""
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
    """The draws of one answer. ``known``: ids of lines the learner has heard in earlier talks."""

    def __init__(self, seed: str, known: frozenset[str]) -> None:
        self._random = random.Random(seed)
        self._known = known

    def new(self, items: Sequence[Item], say: Callable[[Item], str]) -> list[Item]:
        """Those not heard yet. ``say``: the line in an item."""
        return [item for item in items if line_id(say(item)) not in self._known] if self._known else list(items)

    def one(self, items: Sequence[Item], say: Callable[[Item], str] = str, weight: Callable[[Item], float] = lambda _: 1.0) -> Item:
        """One of them, a new one where there is any."""
        among = self.new(items, say) or items
        return self._random.choices(among, [weight(item) for item in among])[0]
