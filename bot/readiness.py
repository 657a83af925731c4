"""Whether this process can answer a message now, part by part."""
from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Callable, Dict, Optional

from redis import asyncio as redis

logger = logging.getLogger(__name__)

WITHIN_S = 1.0  # a part that takes longer to answer counts as away


class Readiness:
    """Looks at each part when asked. Redis is looked at, but turns go on without it."""

    def __init__(self, log: Callable[[], None], redis_url: Optional[str] = None) -> None:
        """``log`` may block, and raises what it likes when the log does not answer."""
        self._log = log
        # A thread of its own: a log that hangs must neither wait behind turns nor take their threads, however often this is asked.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="readiness")
        self._asked: Optional[asyncio.Future[None]] = None
        self._redis = redis.Redis.from_url(redis_url, socket_timeout=WITHIN_S, socket_connect_timeout=WITHIN_S) if redis_url else None

    async def look(self, *, model: bool, leaving: bool) -> Dict[str, Any]:
        """``{"ready": …, "parts": {"model": …, "log": …, "leaving": …}}``, and ``redis`` among the parts where there is one."""
        log, redis_up = await asyncio.gather(self._log_answers(), self._redis_answers())
        parts = {"model": model, "log": log, "leaving": leaving}
        return {"ready": model and log and not leaving, "parts": parts if redis_up is None else {**parts, "redis": redis_up}}

    async def _log_answers(self) -> bool:
        if self._asked is None or self._asked.done():
            self._asked = asyncio.get_running_loop().run_in_executor(self._thread, self._log)
        try:
            # Not cancelled when it takes too long: whoever asks next waits for the same answer.
            await asyncio.wait_for(asyncio.shield(self._asked), WITHIN_S)
        except Exception:
            return False
        return True

    async def _redis_answers(self) -> Optional[bool]:
        if self._redis is None:
            return None
        try:
            return bool(await asyncio.wait_for(self._redis.ping(), WITHIN_S))
        except Exception:
            return False
