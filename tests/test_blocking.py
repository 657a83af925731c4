"""Where blocking work is done."""
from __future__ import annotations

import asyncio
import threading
import time

import pytest

from bot import blocking as module
from bot.blocking import Blocking


def here() -> bool:
    return threading.current_thread() is threading.main_thread()


def slow() -> bool:
    time.sleep(module.LONG_S + 0.05)
    return here()


def rather_slow() -> bool:
    time.sleep(4 * module.OFTEN_S)
    return here()


def works() -> bool:
    end = time.thread_time() + module.LONG_S
    while time.thread_time() < end:
        pass
    return here()


def test_work_is_done_in_threads_unless_it_may_stay() -> None:
    async def talk() -> None:
        calls = Blocking()
        assert not await calls(here)
        calls.may_stay(True)
        assert await calls(here)
        calls.may_stay(False)
        assert not await calls(here)

    asyncio.run(talk())


def test_one_long_wait_sends_the_next_calls_to_threads_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk() -> None:
        calls = Blocking()
        calls.may_stay(True)
        assert await calls(slow)
        assert not await calls(here)
        await asyncio.sleep(0.2)
        assert await calls(here)

    monkeypatch.setattr(module, "FOR_S", 0.1)
    asyncio.run(talk())


def test_so_do_many_short_waits_and_a_call_that_fails() -> None:
    def fails() -> None:
        slow()
        raise ValueError

    async def talk() -> None:
        calls = Blocking()
        calls.may_stay(True)
        found = [await calls(rather_slow) for _ in range(2 * module.CALLS)]
        assert found[0] and not found[-1]

        calls.may_stay(True)
        with pytest.raises(ValueError):
            await calls(fails)
        assert not await calls(here)

    asyncio.run(talk())


def test_hard_work_is_no_waiting() -> None:
    async def talk() -> bool:
        calls = Blocking()
        calls.may_stay(True)
        await calls(works)
        return await calls(here)

    assert asyncio.run(talk())
