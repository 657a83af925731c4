""""That wasn't blame": the marks learners took back, kept with the rehearsal they belong to and gone when it is erased."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Protocol, Sequence

from bot.coach.feedback import Feedback
from bot.store.store import Store


class Reads(Protocol):
    """Whatever can read a message, as the coach does."""

    def read(self, text: str) -> Feedback:
        """Its feedback on the message."""


@dataclass(frozen=True)
class Correction:
    """One message, and the words in it (code points, end exclusive) that were marked as ``kind`` and taken back."""

    text: str
    start: int
    end: int
    kind: str


def corrections(store: Store) -> tuple[list[Correction], int]:
    """Every mark that was taken back, oldest first, and how many marks were ever made. Raises StoreUnavailable."""
    with store.work() as work:
        return ([Correction(turn.message, mark.start, mark.end, mark.kind) for mark, turn in work.dismissed()],
                work.count_findings())


def report(kept: Sequence[Correction], marked: int, coach: Reads) -> dict[str, Any]:
    """What the corrections say about today's coach. ``marked`` is how many marks were ever made in these rehearsals.

    ``still_marked`` counts the corrected words the coach would mark again now: what it has not learnt yet.
    """
    readings = {text: coach.read(text) for text in {one.text for one in kept}}
    pairs = []
    for one in kept:
        again = any(span.start < one.end and one.start < span.end for span in readings[one.text].blame)
        pairs.append({"text": one.text, "words": one.text[one.start:one.end], "kind": one.kind, "still_marked": again})
    return {"marks": marked, "taken_back": len(pairs), "still_marked": sum(pair["still_marked"] for pair in pairs),
            "by_kind": dict(Counter(pair["kind"] for pair in pairs)), "corrections": pairs}
