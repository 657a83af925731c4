"""What every rule about blame shares: its shape, its cached patterns, and words that date an event."""
from __future__ import annotations

import re
from functools import cache
from typing import Callable

from bot.coach.clauses import Clause
from bot.coach.lexicon import BAD, GOOD

#: From a clause to (name of what was found, sure) or None.
Rule = Callable[[Clause], "tuple[str, bool] | None"]


@cache  # The re module's own cache holds 512 patterns; these files have more.
def rx(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


GOOD_WORD, BAD_WORD = rx(rf"\b(?:{GOOD})\b"), rx(rf"\b(?:{BAD})\b")
_OF_DATE = (r"(?:on|last|this) (?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|last (?:night|week|month|year|time|summer|"
            r"winter|christmas|spring)|"
            r"this (?:morning|week|afternoon|weekend)|tonight|that (?:day|night|time|one)|in (?:january|february|march|april|"
            r"may|june|july|august|"
            r"september|october|november|december|19\d\d|20\d\d)|(?:at|for) (?:dinner|lunch|christmas|thanksgiving|my|the) ?\w*|"
            r"the other (?:day|night)|"
            r"(?:once|twice|two|three|four|five|\d+) (?:times|nights|days|calls|hours|minutes)|once|twice|\d+ ?(?:am|pm|a\.m|"
            r"p\.m|o'clock)|half past|when i was|\bdays ago|\bweeks? ago")
DATED = rx(rf"\b(?:{_OF_DATE})")
#: "Why can't you be more like Rosa?": a comparison, though asked.
WISH_YOU_WERE = rx(r"\b(?:why can't|why couldn't|why aren't|i wish|if only) you\b.{0,14}\blike\b (?!this|that|it|to)")
