"""Where work that may block is done: in the event loop while it hardly waits, in threads while it does.

Python runs one thread at a time, and threads that hand over to each other cost a third of a server's processor time
(docs/performance.md). A log in a file answers at once, so a turn is carried out where it arrives. Should the file hang or the disk be slow,
everybody would wait with it; then turns move to threads for a while, as they always do with a database behind a network.
"""
from __future__ import annotations

import asyncio
import time
from typing import Any, Callable, TypeVar

LONG_S = 0.25  # one wait as long as this, or
OFTEN_S = 0.04  # as long as this on average over the last calls, …
CALLS = 32
FOR_S = 30.0  # … and for so long threads do the waiting
Done = TypeVar("Done")


class Blocking:
    """Carries out calls that may wait for a disk, a database or a lock."""

    def __init__(self) -> None:
        self._stays = False
        self._waits = 0.0  # seconds of waiting a call, a running average
        self._in_threads_until = 0.0

    def may_stay(self, stays: bool) -> None:
        """Whether calls may be carried out in the loop at all."""
        self._stays, self._waits, self._in_threads_until = stays, 0.0, 0.0

    async def __call__(self, use: Callable[..., Done], *given: Any) -> Done:
        """What ``use`` returns or raises. It must bear being called in another thread."""
        began = time.monotonic()
        if not self._stays or began < self._in_threads_until:
            return await asyncio.to_thread(use, *given)
        worked = time.thread_time()
        try:
            return use(*given)
        finally:
            self._note((time.monotonic() - began) - (time.thread_time() - worked))

    def _note(self, waited: float) -> None:
        self._waits += (waited - self._waits) / CALLS
        if waited > LONG_S or self._waits > OFTEN_S:
            self._in_threads_until, self._waits = time.monotonic() + FOR_S, 0.0


#: The one of this process.
blocking = Blocking()
