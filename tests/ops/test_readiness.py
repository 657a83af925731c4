"""Readiness where a part hangs."""
from __future__ import annotations

import asyncio
import threading
import time

from bot.readiness import WITHIN_S, Readiness


def test_a_log_that_hangs_is_not_waited_for_and_takes_one_thread_however_often_it_is_asked() -> None:
    go_on, asked = threading.Event(), []

    def hangs() -> None:
        asked.append(threading.get_ident())
        go_on.wait(60)

    async def look_often() -> float:
        readiness, threads = Readiness(hangs), threading.active_count()
        began = time.monotonic()
        for seen in await asyncio.gather(*(readiness.look(model=True, leaving=False) for _ in range(20))):
            assert seen == {"ready": False, "parts": {"model": True, "log": False, "leaving": False}}
        await readiness.look(model=True, leaving=False)
        took = time.monotonic() - began
        assert len(asked) == 1 and threading.active_count() <= threads + 1

        go_on.set()
        while not (await readiness.look(model=True, leaving=False))["ready"]:
            assert time.monotonic() - began < 60
        return took

    assert 2 * WITHIN_S <= asyncio.run(look_often()) < 20 * WITHIN_S
