"""Keeps recognition quick: a pattern is only tried when a piece of text it cannot do without is there."""

import sre_constants as c
import sre_parse
from typing import Any, Dict, FrozenSet, Iterable, List, Optional, Pattern, Sequence, Tuple

SHORTEST, LONGEST = 3, 9
Needs = Optional[FrozenSet[str]]


def _better(one: Needs, two: Needs) -> Needs:
    if one is None or two is None:
        return one or two

    def worth(pieces: FrozenSet[str]) -> Tuple[bool, int, int]:
        return min(len(piece.strip()) for piece in pieces) >= 4, -len(pieces), min(map(len, pieces))

    return one if worth(one) >= worth(two) else two


def _needs(items: Iterable[Tuple[Any, Any]]) -> Needs:
    """Literals of which every match has at least one; None when there is no such set."""
    best: Needs = None
    run = ""

    def close() -> None:
        nonlocal best, run
        text = run[:LONGEST]
        if len(text.strip()) >= SHORTEST:
            best = _better(best, frozenset([text]))
        run = ""

    for op, value in items:
        if op is c.LITERAL:
            run += chr(value)
            continue
        close()
        found: Needs = None
        if op is c.BRANCH:
            parts = [_needs(branch) for branch in value[1]]
            if all(part is not None for part in parts):
                found = frozenset().union(*parts)  # type: ignore[arg-type]
        elif op is c.SUBPATTERN:
            found = _needs(value[3])
        elif op in (c.MAX_REPEAT, c.MIN_REPEAT) and value[0] >= 1:
            found = _needs(value[2])
        best = _better(best, found)
    close()
    return best


def needs(pattern: str) -> Needs:
    """What a text must contain for the pattern to have any chance."""
    return _needs(sre_parse.parse(pattern))  # type: ignore[arg-type]


class Sieve:
    """Tells which of many patterns are worth trying on a text."""

    def __init__(self, patterns: Sequence[Pattern[str]]) -> None:
        self.every = 0
        self.by_piece: Dict[str, int] = {}
        self.lengths: List[int] = []
        for number, pattern in enumerate(patterns):
            wanted = needs(pattern.pattern)
            if wanted is None:
                self.every |= 1 << number
                continue
            for piece in wanted:
                self.by_piece[piece] = self.by_piece.get(piece, 0) | 1 << number
        self.lengths = sorted({len(piece) for piece in self.by_piece})

    def worth(self, text: str) -> List[int]:
        """Numbers of the patterns to try, in their order."""
        mask = self.every
        get = self.by_piece.get
        for length in self.lengths:
            for piece in {text[i:i + length] for i in range(len(text) - length + 1)}:
                hit = get(piece)
                if hit:
                    mask |= hit
        numbers = []
        while mask:
            low = mask & -mask
            numbers.append(low.bit_length() - 1)
            mask ^= low
        return numbers


def bare(words: str, idioms: Sequence[Pattern[str]], sieve: Sieve) -> str:
    """The words with every harmless idiom taken out and a mark left in its place."""
    for number in sieve.worth(words):
        words = idioms[number].sub(" _ ", words)
    return words
