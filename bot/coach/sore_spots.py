"""Whether a message touches something that lands harder with the other: one way for the coach's word and for her state."""
from __future__ import annotations

import re
from typing import Collection, Iterable


def touches(text: str, lemmas: Collection[str], words: Iterable[str]) -> bool:
    """True when one of ``words`` (single words or phrases, any case) stands in the text or among its lemmas."""
    low = text.lower()
    return any(word.lower() in lemmas or re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", low) for word in words)
