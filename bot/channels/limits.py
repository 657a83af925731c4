"""How much one address or one rehearsal may ask in a minute: enough for anyone who talks, too little for guessing codes."""
from __future__ import annotations

import asyncio
import logging
from typing import Optional

from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from bot import metrics
from bot.clock import SetClock
from bot.errors import SoftstartError

logger = logging.getLogger(__name__)

WAIT = "That was a lot at once. Please wait a minute and go on; nothing is lost."
#: A minute's worth. Codes have 58 bits, so ten guesses a minute from each address are hopeless.
PER_MINUTE = {"start": 120, "resume": 10, "say": 60, "look": 240, "take out": 20, "picture": 60}
REDIS_TIMEOUT_S = 2
CLOCK_SET_S = 30.0  # a clock that was moved by more counts as set


class TooMuch(SoftstartError):
    """Asked too often; shown to the learner as it stands."""


class Limits:
    """Counts in this process, or in Redis for all of them. A Redis that fails holds nobody up."""

    def __init__(self, redis_url: Optional[str] = None, *, on: bool = True) -> None:
        self._shared = bool(redis_url)
        options = {"socket_timeout": REDIS_TIMEOUT_S, "socket_connect_timeout": REDIS_TIMEOUT_S} if redis_url else {}
        # The counter keeps only a weak hold of where it counts.
        self._storage = storage_from_string(redis_url or "memory://", **options)
        self._counter = FixedWindowRateLimiter(self._storage) if on else None
        self._clock = SetClock()
        self._rules = {what: RateLimitItemPerMinute(most) for what, most in PER_MINUTE.items()}

    async def take(self, what: str, who: str) -> None:
        """Count one more. Raises TooMuch."""
        if self._counter is None:
            return
        if not self._shared and abs(self._clock()) > CLOCK_SET_S:
            # Set back by hours, a minute of counting would last for hours.
            self._storage.reset()
        try:
            taken = (self._rules[what], "softstart", what, who)
            fine = await asyncio.to_thread(self._counter.hit, *taken) if self._shared else self._counter.hit(*taken)
        except Exception as error:
            logger.warning("the limits could not be counted: %s", type(error).__name__)
            return
        if not fine:
            metrics.limited(what)
            raise TooMuch(WAIT)
