"""Whether a message touches something that lands harder with the other: one way for the coach's word and for her state."""
from __future__ import annotations

import re
from functools import lru_cache
from typing import Collection, Iterable


def touches(text: str, lemmas: Collection[str], words: Iterable[str]) -> bool:
    """True when one of ``words`` (single words or phrases, any case) stands in the text or among its lemmas."""
    known = tuple(words)
    return any(word.lower() in lemmas for word in known) or bool(known and _any_of(known).search(text.lower()))


@lru_cache(256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word.lower()) for word in words)})(?!\w)")
