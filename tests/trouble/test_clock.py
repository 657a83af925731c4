"""The clock of the machine is set back or forward under us: tokens, limits and what is kept stay sane."""
from __future__ import annotations

import asyncio
import time
from datetime import datetime, timezone
from typing import Any

import pytest

from bot.channels.limits import PER_MINUTE, Limits, TooMuch
from bot.channels.tokens import LIFETIME_S, Tokens
from bot.clock import SetClock
from bot.errors import NotYours
from bot.rehearsal.mine import Mine
from bot.rehearsal.wording import load_wording
from bot.server import expire_once
from bot.settings import WHYS, WORDING

HOUR_S, NOON = 3600.0, 1_800_000_000.0


@pytest.mark.parametrize("hours", [-11, -3, -1, 0, 1, 11])
def test_a_token_outlives_a_clock_that_is_set_by_hours(hours: float) -> None:
    now = [NOON]
    tokens = Tokens(b"s" * 32, lambda: now[0])
    token = tokens.issue("talk", "learner")

    now[0] += hours * HOUR_S
    assert tokens.session_of(token) == "talk"


def test_a_token_from_a_clock_that_ran_far_ahead_does_not_live_for_as_long() -> None:
    now = [NOON + 365 * 24 * HOUR_S]
    tokens = Tokens(b"s" * 32, lambda: now[0])
    token = tokens.issue("talk", "learner")

    now[0] = NOON
    with pytest.raises(NotYours):
        tokens.session_of(token)


def test_a_token_is_over_after_its_time() -> None:
    now = [NOON]
    tokens = Tokens(b"s" * 32, lambda: now[0])
    token = tokens.issue("talk", "learner")

    now[0] += LIFETIME_S + 1
    with pytest.raises(NotYours):
        tokens.session_of(token)


def test_a_minute_of_counting_does_not_last_for_the_hours_a_clock_is_set_back(monkeypatch: Any) -> None:
    true_time, moved = time.time, [0.0]
    monkeypatch.setattr(time, "time", lambda: true_time() + moved[0])

    async def talk() -> None:
        limits = Limits()
        for _ in range(PER_MINUTE["say"]):
            await limits.take("say", "talk")
        with pytest.raises(TooMuch):
            await limits.take("say", "talk")
        moved[0] = -3 * HOUR_S
        await limits.take("say", "talk")

    asyncio.run(talk())


def test_a_set_clock_is_noticed_once_and_passing_time_is_not() -> None:
    wall, steady = [NOON], [50.0]
    clock = SetClock(lambda: wall[0], lambda: steady[0])

    wall[0], steady[0] = NOON + HOUR_S, 50.0 + HOUR_S
    assert clock() == 0
    wall[0] += 90 * 24 * HOUR_S
    assert clock() == 90 * 24 * HOUR_S
    assert clock() == 0
    wall[0] -= HOUR_S
    assert clock() == -HOUR_S


def test_a_clock_set_far_ahead_erases_nothing_until_it_has_stood_for_an_hour(rehearsals: Any) -> None:
    rehearsals.start("daily-calls", channel="test")
    now, steady = [time.time()], [0.0]
    mine = Mine(rehearsals._store, load_wording(WORDING, WHYS), lambda: datetime.fromtimestamp(now[0], timezone.utc))
    clock = SetClock(lambda: now[0], lambda: steady[0])

    def an_hour_later() -> int:
        now[0], steady[0] = now[0] + HOUR_S, steady[0] + HOUR_S
        expire_once(mine, 30, clock)
        return len(mine.sessions())

    assert an_hour_later() == 1
    now[0] += 400 * 24 * HOUR_S
    assert an_hour_later() == 1
    now[0] -= 400 * 24 * HOUR_S
    assert an_hour_later() == 1
    now[0] += 400 * 24 * HOUR_S
    assert [an_hour_later(), an_hour_later()] == [1, 0]
