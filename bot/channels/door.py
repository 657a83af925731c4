"""The door for whatever changes something: open until the process is told to stop; whoever is inside then is let finish."""
from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import Iterator

from bot.channels.desk import NotDone

LEAVING = "Softstart is being restarted right now, so this was not done. Please send it again in a moment; nothing is lost."


class Leaving(NotDone):
    """Came while the process was leaving; whoever asks again is met by another process, or by this one started anew."""


class Door:
    """Counts who is inside. For one event loop."""

    def __init__(self) -> None:
        self.closed = False
        self.inside = 0
        self._empty = asyncio.Event()
        self._empty.set()

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Be inside. Raises Leaving once the door is closed."""
        if self.closed:
            raise Leaving(LEAVING)
        self.inside += 1
        self._empty.clear()
        try:
            yield
        finally:
            self.inside -= 1
            if not self.inside:
                self._empty.set()

    def close(self) -> None:
        """Nobody comes in any more."""
        self.closed = True

    async def empty(self, within: float) -> bool:
        """Wait until nobody is inside, for so many seconds at most; whether that came about."""
        try:
            await asyncio.wait_for(self._empty.wait(), within)
        except asyncio.TimeoutError:
            return False
        return True


#: The one of this process.
door = Door()
