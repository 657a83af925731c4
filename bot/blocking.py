"""Where work that may block is done: in the event loop while it hardly waits, in threads while it does.

Python runs one thread at a time, and threads that hand over to each other cost a third of a server's processor time
(docs/performance.md). A log in a file answers at once, so a turn is carried out where it arrives. Should the file hang or the disk be slow,
everybody would wait with it; then the call is made again in a thread, with more patience, and so are the next ones until one has not
waited; as all are with a database behind a network.
"""
from __future__ import annotations

import asyncio
import time
from typing import Any, Callable, TypeVar

from bot.errors import StoreUnavailable
from bot.store.waiting import waiting

LONG_S = 0.25  # one wait as long as this, or
OFTEN_S = 0.02  # as long as this on average over the last calls, …
CALLS = 32
FOR_S = 30.0  # … and for at least so long threads do the waiting
Done = TypeVar("Done")


class Blocking:
    """Carries out calls that may wait for a disk, a database or a lock."""

    def __init__(self) -> None:
        self._stays = self._moved = False
        self._waits = 0.0  # seconds of waiting a call, a running average
        self._until = 0.0
        self._lock, self._loop = asyncio.Lock(), None

    def may_stay(self, stays: bool) -> None:
        """Whether calls may be carried out in the loop at all."""
        self._stays, self._moved, self._waits = stays, False, 0.0

    async def __call__(self, use: Callable[..., Done], *given: Any) -> Done:
        """What ``use`` returns or raises. It must bear being called in another thread, and again after StoreUnavailable."""
        if not self._stays:
            return await asyncio.to_thread(use, *given)
        if not self._moved:
            # One at a time, and the loop looks round in between: a burst of messages must not keep it from everything else.
            async with self._in_turn():
                await asyncio.sleep(0)
                if not self._moved:
                    waiting.at_most = LONG_S
                    try:
                        return self._watched(use, given)
                    except StoreUnavailable:
                        pass  # the log may only be busy
                    finally:
                        waiting.at_most = None
        return await asyncio.to_thread(self._watched, use, given)

    def _in_turn(self) -> asyncio.Lock:
        loop: Any = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._lock = loop, asyncio.Lock()
        return self._lock

    def _watched(self, use: Callable[..., Done], given: tuple[Any, ...]) -> Done:
        before = waiting.seconds
        try:
            done = use(*given)
        except StoreUnavailable:
            self._note(LONG_S)
            raise
        self._note(waiting.seconds - before)
        return done

    def _note(self, waited: float) -> None:
        self._waits += (waited - self._waits) / CALLS
        if waited >= LONG_S or self._waits > OFTEN_S:
            self._moved, self._waits, self._until = True, 0.0, time.monotonic() + FOR_S
        elif self._moved and time.monotonic() > self._until:
            self._moved = False


#: The one of this process.
blocking = Blocking()
