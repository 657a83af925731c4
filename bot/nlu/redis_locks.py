"""One message at a time per rehearsal over all processes, held in Redis.

Rasa's own store of this kind stops the whole process while Redis is slow, leaves the lock of a killed process standing for a minute by
the wall clock, and calls a turn failed that was committed when Redis went away under it.
"""
from __future__ import annotations

import asyncio
import logging
from contextlib import asynccontextmanager
from typing import Any, AsyncIterator

from rasa.core.lock_store import LockError, LockStore
from redis import asyncio as redis
from redis.exceptions import LockError as NotHeld
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

REDIS_TIMEOUT_S = 2
HELD_S = 4.0  # a killed process leaves its lock behind for so long; whoever lives takes it anew while a turn runs
WAIT_S = 8.0  # longer than HELD_S, so that a message outlives the lock of a process that died
POLL_S = 0.05


class RedisLocks(LockStore):
    """Where Redis fails, turns go on without it: the log itself refuses the second of two that meet (SessionRow.version)."""

    def __init__(self, url: str) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=REDIS_TIMEOUT_S, socket_connect_timeout=REDIS_TIMEOUT_S)

    @asynccontextmanager
    async def lock(self, conversation_id: str, lock_lifetime: float = HELD_S,  # type: ignore[override]
                   wait_time_in_seconds: float = POLL_S) -> AsyncIterator[None]:
        """Hold the rehearsal. Raises LockError when somebody else holds it for longer than a turn ever takes."""
        lock = self._redis.lock(f"softstart:{conversation_id}", timeout=lock_lifetime, sleep=wait_time_in_seconds,
                                blocking_timeout=WAIT_S, thread_local=False)
        if not await self._acquired(lock):
            yield
            return
        keeping = asyncio.create_task(_keep(lock, lock_lifetime))
        try:
            yield
        finally:
            keeping.cancel()
            await self._release(lock)

    async def _acquired(self, lock: Any) -> bool:
        try:
            if not await lock.acquire():
                raise LockError("the rehearsal is held elsewhere")
        except (RedisError, OSError) as error:
            logger.warning("Redis cannot keep the order now, the log does: %s", type(error).__name__)
            return False
        return True

    async def _release(self, lock: Any) -> None:
        # The turn is in the log by now, so nothing that happens here may call it failed.
        try:
            await lock.release()
        except (NotHeld, RedisError, OSError) as error:
            logger.warning("a rehearsal was not given back to Redis, it comes free by itself: %s", type(error).__name__)


async def _keep(lock: Any, lifetime: float) -> None:
    """Take the lock anew for as long as the turn runs. One that is lost stays lost: the log refuses the second of two."""
    while True:
        await asyncio.sleep(lifetime / 3)
        try:
            await lock.reacquire()
        except NotHeld:
            logger.warning("a rehearsal came free while its turn was still running")
            return
        except (RedisError, OSError) as error:
            logger.warning("a rehearsal could not be kept in Redis for longer: %s", type(error).__name__)
