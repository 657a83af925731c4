"""Blame spans of the raw message, moved onto a tidied copy of it."""
from __future__ import annotations

from dataclasses import replace
from typing import Sequence

from bot.coach.feedback import BlameSpan


def onto_copy(blame: Sequence[BlameSpan], starts: Sequence[int], ends: Sequence[int]) -> list[BlameSpan]:
    """``starts[i]`` and ``ends[i]`` tell where the copy's i-th character begins and ends in the raw message (``Tidy``).

    A span that covers nothing of the copy is left out."""
    moved = []
    for span in blame:
        inside = [i for i, (low, high) in enumerate(zip(starts, ends)) if low < span.end and high > span.start]
        if inside:
            moved.append(replace(span, start=inside[0], end=inside[-1] + 1))
    return moved
