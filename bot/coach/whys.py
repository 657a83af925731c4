"""Why a mark may land hard, in one plain sentence chosen by the learner's own text."""
from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any

from bot.coach.lexicon import BAD_NOUN, BAD_TRAIT, FAUX

_WORD = {
    "absolute": re.compile(r"\b(always|never|every time|every single \w+|nothing|everything|constantly|not once|never once|all the time|anything|forever|"
                           r"whenever|every \w+|not one|not a single|nobody|all you)\b", re.I),
    "label": re.compile(rf"\b({BAD_NOUN}|{BAD_TRAIT})\b", re.I),
    "pseudo_feeling": re.compile(rf"\b({FAUX})\b", re.I),
    "demand": re.compile(r"\b(shouldn't|should|ought to|must|have to|need to|had better|got to|stop|quit|will)\b", re.I),
}


def telling_word(kind: str, words: str) -> str | None:
    """The learner's own word that makes these words of that kind ("always"), lower case; None where no single word does."""
    found = _WORD[kind].search(words) if kind in _WORD else None
    return found.group(1).lower() if found else None


class Whys:
    """The sentences of data/coach/why.yml. Raises FileNotFoundError, or KeyError when a kind is missing."""

    def __init__(self, path: Path) -> None:
        import yaml

        self._kinds: dict[str, dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))

    def name(self, kind: str) -> str:
        """The plain name of a kind: "a sweeping word"."""
        return str(self._kinds[kind]["name"])

    def others(self, kind: str) -> tuple[str, ...]:
        """Other thoughts the same deed allows ("What else could it be: …"), for mind reading."""
        return tuple(self._kinds[kind].get("else", ()))

    def why(self, kind: str, words: str) -> str:
        """One sentence for these words, the same each time."""
        word = telling_word(kind, words)
        sentences = [s for s in self._kinds[kind]["whys"] if word or "{word}" not in s]
        seed = zlib.crc32(words.lower().encode("utf-8"))
        sentence = sentences[seed % len(sentences)].replace("{word}", word or "")
        others = self.others(kind)
        if others:
            sentence += " " + others[(seed >> 8) % len(others)]
        return sentence
