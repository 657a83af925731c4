"""The annotated messages: what the coach learns from, and what it is measured on."""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from bot.coach.feedback import BlameKind, Move, Strength


@dataclass(frozen=True)
class Example:
    """One annotated message; ``group`` is its contrast set, ``previous`` what the other said just before."""

    id: str
    text: str
    blame: tuple[tuple[int, int, str], ...]
    strengths: tuple[str, ...]
    move: str
    group: str
    previous: str | None = None

    @property
    def kinds(self) -> set[str]:
        return {kind for _, _, kind in self.blame}


def load_examples(path: Path) -> list[Example]:
    """Every message of a file. Raises FileNotFoundError, or ValueError naming the line that is not an annotated message."""
    examples = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            spans = tuple((span["start"], span["end"], BlameKind(span["kind"]).value) for span in row["blame"])
            if not all(0 <= start < end <= len(row["text"]) for start, end, _ in spans):
                raise ValueError("a span lies outside the text")
            examples.append(Example(row["id"], row["text"], spans, tuple(Strength(name).value for name in row["strengths"]),
                                    Move(row["move"]).value, row.get("set", row["id"]), row.get("previous")))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name} line {number} is not an annotated message: {error}") from None
    return examples
