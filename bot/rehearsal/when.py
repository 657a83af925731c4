"""Reads when a real talk is to be: "tomorrow", "on Friday at 6", "2026-12-01", "the 3rd of May at 18:30"."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Mapping

from bot.errors import UsageError

FURTHEST_DAYS = 730
LAST_MORNING_HOUR = 8  # "at 7" is the evening, "at 8" the morning: nobody has these talks at dawn
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_DAY = "|".join(f"{day[:3]}(?:{day[3:]})?" for day in _DAYS) + "|tues|thur|thurs|weds"
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in _MONTHS) + "|sept"
_COUNT = r"\d{1,3}|" + "|".join(_NUMBERS)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_DAY_MONTH = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})\b\.?(?:,? (\d{{4}})\b)?")
_MONTH_DAY = re.compile(rf"\b({_MONTH})\.? (?:the )?(\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (\d{{4}})\b)?")
_WEEKDAY = re.compile(rf"\b(?:(next) )?({_DAY})\b")
_IN = re.compile(rf"\bin ({_COUNT}) (day|week|month)s?\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2}) ?(am|pm|a\.m\.|p\.m\.)?(?![\d])")
_HOUR = re.compile(r"\b(\d{1,2}) ?(am|pm|a\.m\.|p\.m\.|o'?clock)(?!\w)|\b(?:at|around|about) (\d{1,2})(?![\d:./-])\b")


@dataclass(frozen=True)
class When:
    """A day on the learner's calendar, and a time of that day if she named one."""

    day: date
    at: time | None = None


def read_when(text: str, now: datetime, words: Mapping[str, str]) -> When:
    """What a person means by ``text`` said at ``now`` (her local time). Raises UsageError with a kind sentence from ``words`` for what
    cannot be understood (``unclear``), is over (``past``) or too far off (``far``)."""
    said = " ".join(text.lower().replace("’", "'").split())
    try:
        at, rest = _time_in(said)
        day = _day_in(rest, now.date(), words)
    except ValueError:  # the 31st of February, half past 25
        raise UsageError(words["unclear"]) from None
    if day < now.date() or day == now.date() and at is not None and at <= now.time():
        raise UsageError(words["past"])
    if day > now.date() + timedelta(days=FURTHEST_DAYS):
        raise UsageError(words["far"])
    return When(day, at)


def _time_in(said: str) -> tuple[time | None, str]:
    """The time that is named, and the text without it."""
    dates = [found.span() for pattern in (_ISO, _DAY_MONTH, _MONTH_DAY) for found in pattern.finditer(said)]
    for pattern in (_CLOCK, _HOUR):
        for found in pattern.finditer(said):
            if any(start < found.end() and found.start() < end for start, end in dates):
                continue
            if pattern is _CLOCK:
                hour, minute, half = int(found[1]), int(found[2]), found[3]
            else:
                hour, minute, half = int(found[1] or found[3]), 0, found[2] or "?"
            if half and half[0] in "ap":
                if not 1 <= hour <= 12:
                    raise ValueError(hour)
                hour = hour % 12 + (12 if half[0] == "p" else 0)
            elif half and 1 <= hour < LAST_MORNING_HOUR:
                hour += 12
            return time(hour, minute), said[:found.start()] + " " + said[found.end():]
    if re.search(r"\b(?:noon|midday)\b", said):
        return time(12), said
    return None, said


def _day_in(said: str, today: date, words: Mapping[str, str]) -> date:
    if found := _ISO.search(said):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_MONTH.search(said):
        return _in_year(int(found[1]), found[2], found[3], today)
    if found := _MONTH_DAY.search(said):
        return _in_year(int(found[2]), found[1], found[3], today)
    if re.search(r"\bday after tomorrow\b", said):
        return today + timedelta(days=2)
    if re.search(r"\b(?:tomorrow|tomorow|tmrw|tmr)\b", said):
        return today + timedelta(days=1)
    if re.search(r"\b(?:today|tonight|this (?:morning|afternoon|evening))\b", said):
        return today
    if re.search(r"\b(?:yesterday|last (?:night|week|month|\w+day))\b", said):
        raise UsageError(words["past"])
    if found := _IN.search(said):
        count = _NUMBERS.get(found[1]) or int(found[1])
        return today + timedelta(days=count * {"day": 1, "week": 7, "month": 30}[found[2]])
    if found := _WEEKDAY.search(said):
        wanted = next(number for number, name in enumerate(_DAYS) if name.startswith(found[2][:3]))
        if found[1]:  # that day of next week
            return today + timedelta(days=7 - today.weekday() + wanted)
        return today + timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)
    if re.search(r"\bnext week\b", said):
        return today + timedelta(days=7)
    raise UsageError(words["unclear"])


def _in_year(day: int, month: str, year: str | None, today: date) -> date:
    """The date, in the year that is named or else the next time it comes round."""
    number = next(place for place, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
    if year:
        return date(int(year), number, day)
    this_year = today.year
    for candidate in range(this_year, this_year + 5):  # the 29th of February may be four years away
        try:
            found = date(candidate, number, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise ValueError(day)
