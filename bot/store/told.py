"""What was said in the talks that go on right now, opened once.

A page is shown the whole talk after every turn. Opening all of it each time made turn 200 cost twice what turn 5 does, so what was opened
is kept in memory while a talk goes on, and only the turn that is new is read. Turns never change; marks, and all that belongs to a session,
are read each time.
"""
from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import Any, Callable, Mapping, NamedTuple, Sequence

MOST_TURNS = 20_000  # some 40 MB
UNTOUCHED_S = 300.0  # a talk nobody went on with for so long is forgotten


class Told(NamedTuple):
    """What a turn shows: the learner's words (None for the opening) and what they were answered with."""

    id: str
    message: str | None
    reply: Mapping[str, Any]


Path = tuple[Told, ...]


class Remembered:
    """The present path of some talks, each from its opening. Safe to share between threads."""

    def __init__(self, most_turns: int = MOST_TURNS, untouched_s: float = UNTOUCHED_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._untouched, self._clock = most_turns, untouched_s, clock
        self._paths: OrderedDict[str, tuple[float, Path]] = OrderedDict()  # the one touched longest ago first
        self._turns = 0
        self._lock = Lock()

    def up_to(self, session_id: str, head: Told, parent_id: str | None) -> Path | None:
        """The path to a turn, where all before it is known; None otherwise."""
        with self._lock:
            _, path = self._paths.get(session_id, (0.0, ()))
        if path and path[-1].id == parent_id:
            return (*path, head)
        # As after a look, or after turns were taken back.
        place = next((place for place in range(len(path) - 1, -1, -1) if path[place].id == head.id), None)
        return None if place is None else path[:place + 1]

    def keep(self, session_id: str, path: Path) -> None:
        """Keep the present path of a talk, and let go of what is too old or too much."""
        now = self._clock()
        with self._lock:
            self._drop(session_id)
            self._paths[session_id] = now, path
            self._turns += len(path)
            while self._paths:
                oldest, (touched, _) = next(iter(self._paths.items()))
                if self._turns <= self._most and now - touched <= self._untouched:
                    break
                self._drop(oldest)

    def forget(self, session_ids: Sequence[str]) -> None:
        """Of talks that were erased, nothing stays."""
        with self._lock:
            for session_id in session_ids:
                self._drop(session_id)

    def _drop(self, session_id: str) -> None:
        _, path = self._paths.pop(session_id, (0.0, ()))
        self._turns -= len(path)
