"""Small words for what is shown when looking back: numbers, times, lists, days. The words themselves are data (data/wording.yml)."""
from __future__ import annotations

from datetime import datetime, timezone
from typing import Any, Mapping, Sequence

LONGEST_QUOTE, LONGEST_QUOTE_WORDS = 140, 24  # a longer line is cut at a word
A_WEEK, MOST_OF_A_YEAR = 7, 330  # days


def number(count: int, wording: Mapping[str, Any]) -> str:
    """A count as a word up to ten, in figures beyond."""
    names = wording["numbers"]
    return str(names[count]) if count < len(names) else str(count)


def times(count: int, wording: Mapping[str, Any]) -> str:
    """How often: "twice"."""
    names = wording["times"]
    return str(names[count]) if count in names else str(names["more"]).format(number=number(count, wording))


def listed(parts: Sequence[str], wording: Mapping[str, Any]) -> str:
    """Some things in a row: "a, b and c"."""
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + f" {wording['and']} " + parts[-1]


def quote(text: str) -> str:
    """A line to be read again, cut where it is long."""
    words = text.split()
    short = " ".join(words[:LONGEST_QUOTE_WORDS])
    if len(short) > LONGEST_QUOTE:
        short = short[:LONGEST_QUOTE].rsplit(" ", 1)[0]
    return short if short == " ".join(words) else short + " …"


def sentence(text: str) -> str:
    """With a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def when(then: datetime, now: datetime, wording: Mapping[str, Any]) -> str:
    """A day in the past as one speaks of it: "Last Tuesday". Days are those of the machine's own clock."""
    words, day, today = wording["when"], local(then).date(), local(now).date()
    ago = (today - day).days
    if ago <= 0:
        return str(words["today"])
    if ago == 1:
        return str(words["yesterday"])
    if ago < A_WEEK:
        return str(words["week"]).format(day=words["days"][day.weekday()])
    return str(words["date" if ago < MOST_OF_A_YEAR else "year"]).format(date=day.day, month=words["months"][day.month - 1], year=day.year)


def local(moment: datetime) -> datetime:
    """In the machine's own zone; SQLite gives times back without theirs, which is always UTC."""
    return _zoned(moment).astimezone()


def iso(moment: datetime) -> str:
    """As data has it, to the second, with its zone."""
    return _zoned(moment).isoformat(timespec="seconds")


def _zoned(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=timezone.utc)
