"""The learner's time zone, from what she can tell without knowing its name: the time on her clock, or a city."""
from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import List, Optional, Tuple
from zoneinfo import ZoneInfo, available_timezones

_FURTHEST_WEST_H, _FURTHEST_EAST_H = -10, 13
_STEP_MIN = 15  # no zone is set apart by less
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:\s*(am|pm))?|(\d{1,2})\s*(am|pm)", re.I)


def hours(now: datetime) -> List[Tuple[str, str]]:
    """The times it is now around the world, by whole hours, each with the zone that has it; midnight first."""
    there = [(now.astimezone(timezone(timedelta(hours=offset))), offset) for offset in range(_FURTHEST_WEST_H, _FURTHEST_EAST_H + 1)]
    return [(f"{moment:%H:%M}", fixed(offset)) for moment, offset in sorted(there, key=lambda each: (each[0].hour, each[0].minute))]


def fixed(offset_h: int) -> str:
    """The zone that is always so many hours ahead; its name counts the other way round."""
    return f"Etc/GMT{-offset_h:+d}" if offset_h else "Etc/GMT"


def zone_of(text: str, now: datetime) -> Optional[str]:
    """The zone a learner means by a city, a zone's own name, or the time on her clock; None when it is none of these."""
    said = re.sub(r"[\s_.,!]+", " ", text.strip().lower()).strip()
    if found := _cities().get(said):
        return found
    clock = _CLOCK.fullmatch(text.strip().lower().rstrip("."))
    return _by_clock(clock, now) if clock else None


@cache
def _cities() -> dict[str, str]:
    named: dict[str, str] = {}
    for name in sorted(available_timezones()):
        if "/" not in name or name.startswith(("Etc/", "posix/", "right/", "SystemV/")):
            continue
        named[name.lower().replace("_", " ")] = name
        named.setdefault(name.rsplit("/", 1)[1].lower().replace("_", " "), name)
    return named


def _by_clock(clock: re.Match[str], now: datetime) -> Optional[str]:
    hour, minute, half = int(clock[1] or clock[4]), int(clock[2] or 0), clock[3] or clock[5]
    if half and not 1 <= hour <= 12 or hour > 23 or minute > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    utc = now.astimezone(timezone.utc)
    apart = (hour * 60 + minute - utc.hour * 60 - utc.minute) % 1440
    apart = round(apart / _STEP_MIN) * _STEP_MIN
    apart -= 1440 if apart > _FURTHEST_EAST_H * 60 else 0
    if apart % 60 == 0:
        return fixed(apart // 60)
    offset = timedelta(minutes=apart)
    return next((name for name in sorted(set(_cities().values())) if now.astimezone(ZoneInfo(name)).utcoffset() == offset), None)
