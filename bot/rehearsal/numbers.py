"""The numbers a person means by "3", "three", "the third" or "a couple"."""
from __future__ import annotations

import re

_CARDINALS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
              "nineteen twenty").split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_WORDS = {**{word: value for value, word in enumerate(_CARDINALS)}, **{word: value for value, word in enumerate(_ORDINALS, 1)},
          "couple": 2}
# Longer ones count nothing a person could have said.
_NUMBER = re.compile(r"(?<![\w.,])-?\d{1,6}(?=(?:st|nd|rd|th)?\b)|[a-z]+")


def numbers_in(text: str) -> list[int]:
    """Every number named in a short command, in order."""
    found = _NUMBER.findall(text.lower())
    return [int(word) if word.lstrip("-").isdigit() else _WORDS[word] for word in found if word.lstrip("-").isdigit() or word in _WORDS]
