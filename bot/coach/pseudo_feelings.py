"""Words that say "you did this to me" while wearing "I feel", and the feelings that may lie beneath them."""
from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Collection

from bot.yaml_files import read_yaml

OFFERED = 3


class PseudoFeelings:
    """From data/coach/feelings.yml: its ``faux`` words and the groups of its feelings."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._beneath = {str(word): str(found["feeling"]) for word, found in data["faux"].items()}
        self._groups = {str(word): str(entry["group"]) for entry in data["feelings"] for word in entry["words"]}
        longest_first = sorted(self._beneath, key=len, reverse=True)
        self._pattern = re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")\b", re.I)

    @classmethod
    def load(cls, path: Path) -> PseudoFeelings:
        return cls(read_yaml(path.read_text(encoding="utf-8")))

    def find(self, text: str) -> str | None:
        """The first word of this sort in what was told as a feeling, lower case."""
        found = self._pattern.search(text)
        return found.group(1).lower() if found else None

    def beneath(self, word: str, known: Collection[str]) -> list[str]:
        """Feelings that may lie beneath it, the likeliest first, the others from ``known``; three at most."""
        likeliest = self._beneath[word]
        group = self._groups.get(likeliest)
        return [likeliest, *(each for each in known if each != likeliest and self._groups.get(each) == group)][:OFFERED]
