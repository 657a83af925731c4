"""Where blocking work is done."""
from __future__ import annotations

import asyncio
import threading
import time
from datetime import datetime, timezone
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import blocking as module
from bot.blocking import Blocking
from bot.errors import StoreUnavailable
from bot.store.encryption import Keys
from bot.store.store import Store
from bot.store.telegram import UpdateRow
from bot.store.waiting import waiting


def here() -> bool:
    return threading.current_thread() is threading.main_thread()


def waits(seconds: float) -> bool:
    waiting.seconds += seconds
    return here()


def fails() -> None:
    raise StoreUnavailable("gone")


@pytest.fixture
def calls() -> Blocking:
    made = Blocking()
    made.may_stay(True)
    return made


def test_work_is_done_in_threads_unless_it_may_stay(calls: Blocking) -> None:
    async def talk() -> None:
        assert await calls(here)
        calls.may_stay(False)
        assert not await calls(here)
        assert not await Blocking()(here)

    asyncio.run(talk())


def test_one_long_wait_sends_the_next_calls_to_threads_until_one_there_has_not_waited(calls: Blocking, monkeypatch: pytest.MonkeyPatch) -> None:
    async def talk() -> None:
        assert await calls(waits, module.LONG_S)
        assert not await calls(here)
        await asyncio.sleep(0.15)
        assert not await calls(waits, module.LONG_S)  # still slow, seen from a thread
        await asyncio.sleep(0.05)
        assert not await calls(here)
        await asyncio.sleep(0.15)
        assert not await calls(here)  # and this one shows that it is over
        assert await calls(here)

    monkeypatch.setattr(module, "FOR_S", 0.1)
    asyncio.run(talk())


def test_so_do_many_short_waits_and_a_log_that_fails(calls: Blocking) -> None:
    async def talk() -> None:
        found = [await calls(waits, 4 * module.OFTEN_S) for _ in range(2 * module.CALLS)]
        assert found[0] and not found[-1]

        calls.may_stay(True)
        with pytest.raises(StoreUnavailable):
            await calls(fails)
        assert not await calls(here)

    asyncio.run(talk())


def test_what_the_log_was_too_busy_for_is_done_in_a_thread_with_more_patience(calls: Blocking) -> None:
    patience = []

    def busy_at_first() -> bool:
        patience.append(waiting.at_most)
        if len(patience) == 1:
            raise StoreUnavailable("locked")
        return here()

    async def talk() -> bool:
        return await calls(busy_at_first)

    assert asyncio.run(talk()) is False
    assert patience == [module.LONG_S, None] and waiting.at_most is None


def test_hard_work_is_no_waiting(calls: Blocking) -> None:
    async def talk() -> bool:
        await calls(time.sleep, 2 * module.LONG_S)
        return await calls(here)

    assert asyncio.run(talk())


def test_a_burst_of_work_leaves_room_for_everything_else(calls: Blocking) -> None:
    async def talk() -> list[int]:
        rounds = 0
        turns = [asyncio.ensure_future(calls(lambda: rounds)) for _ in range(30)]
        while not all(turn.done() for turn in turns):
            rounds += 1
            await asyncio.sleep(0)
        return [turn.result() for turn in turns]

    seen = asyncio.run(talk())
    assert len(set(seen)) == len(seen)  # the loop has looked round between any two


def test_calls_that_waited_for_their_turn_follow_to_the_threads(calls: Blocking) -> None:
    async def talk() -> list[bool]:
        return list(await asyncio.gather(calls(waits, module.LONG_S), *(calls(here) for _ in range(5))))

    assert asyncio.run(talk()) == [True, False, False, False, False, False]


def test_the_log_tells_how_long_it_was_waited_for(tmp_path: Path) -> None:
    store, before = Store(f"sqlite:///{tmp_path / 'log.db'}", Keys(Fernet.generate_key())), waiting.seconds
    with store.work() as work:
        work.add(UpdateRow(id="u", arrived_at=datetime.now(timezone.utc), step="new"))
        work.commit()

    assert 0 < waiting.seconds - before < 5
