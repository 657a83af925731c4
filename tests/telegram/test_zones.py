"""Her time zone, from what she knows."""
from __future__ import annotations

from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.channels.telegram.zones import hours, zone_of

NOW = datetime(2026, 11, 22, 23, 7, tzinfo=timezone.utc)


@pytest.mark.parametrize("said,zone", [("Madrid", "Europe/Madrid"), ("  new york. ", "America/New_York"), ("Europe/Lisbon", "Europe/Lisbon"),
                                       ("00:07", "Etc/GMT-1"), ("6:07 pm", "Etc/GMT+5"), ("11:08 PM", "Etc/GMT"), ("12:06", "Etc/GMT-13"), ("13:05", "Etc/GMT+10")])
def test_a_city_or_the_time_on_her_clock_is_enough(said: str, zone: str) -> None:
    assert zone_of(said, NOW) == zone


@pytest.mark.parametrize("said", ["at my mother's", "soon", "25:00", "13 pm", "You never listen", "", "Etc/GMT"])
def test_anything_else_is_no_zone(said: str) -> None:
    assert zone_of(said, NOW) is None


def test_half_hours_are_found_too() -> None:
    zone = zone_of("04:37", NOW)

    assert zone and NOW.astimezone(ZoneInfo(zone)).strftime("%H:%M") == "04:37"


def test_every_time_to_tap_is_that_time_in_its_zone() -> None:
    times = hours(NOW)

    assert len(times) == 24 and [shown for shown, _ in times] == sorted(shown for shown, _ in times)
    assert all(NOW.astimezone(ZoneInfo(zone)).strftime("%H:%M") == shown for shown, zone in times)
