"""Whether texts kept apart for measuring resemble texts that something learns from."""
from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import Iterable

NEAR = 0.8  # words in common, of the words of both


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z0-9']+", text.lower()))


def resembling(kept_apart: Iterable[str], learnt: Iterable[str], shortest: int = 1) -> list[tuple[str, str]]:
    """Pairs whose words are mostly the same, among texts of at least so many different words."""
    known = {one: text for text in learnt if len(one := words(text)) >= shortest}
    holding: dict[str, list[frozenset[str]]] = defaultdict(list)
    for one in known:
        for word in one:
            holding[word].append(one)
    found = []
    for text in kept_apart:
        mine = words(text)
        if len(mine) < shortest:
            continue
        # Whoever shares four fifths shares at least one of the rarest words that are more than the fifth it may lack.
        rarest = sorted(mine, key=lambda word: len(holding[word]))[:len(mine) - math.ceil(NEAR * len(mine)) + 1]
        near = {one for word in rarest for one in holding[word] if len(mine & one) >= NEAR * len(mine | one)}
        found += [(text, known[one]) for one in near]
    return found
