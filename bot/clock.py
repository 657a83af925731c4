"""The clock of the machine can be set while we run; the steady one cannot."""
from __future__ import annotations

import time
from typing import Callable, Optional


class SetClock:
    """Tells by how much the clock was set since it was last asked. A machine that slept looks like one set forward."""

    def __init__(self, wall: Optional[Callable[[], float]] = None, steady: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._steady = wall or (lambda: time.time()), steady
        self._apart = self._wall() - self._steady()

    def __call__(self) -> float:
        """Seconds forward; negative: back."""
        before, self._apart = self._apart, self._wall() - self._steady()
        return self._apart - before
