"""A part that stops by itself is started again: soon when that is rare, later and later when it keeps stopping."""
from __future__ import annotations

import sys
import time

import pytest

from bot import children
from bot.children import Again, Child
from bot.settings import Settings

STEADY_S = 30.0


class Part(Child):
    """A real process that runs until it is killed; counts its starts."""

    starts = 0

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, [sys.executable, "-S", "-c", "import time; time.sleep(600)"])

    def start(self) -> None:
        self.starts += 1
        super().start()

    def dies(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait()


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    clock = [1000.0]
    monkeypatch.setattr(children, "time", type("Clock", (), {"monotonic": staticmethod(lambda: clock[0])}))
    return clock


def waits(part: Part, again: Again, now: list[float]) -> float:
    """How long it is left alone after its death."""
    part.dies()
    assert again.look()  # told once
    died, starts = now[0], part.starts
    while part.starts == starts:
        now[0] += 0.5
        assert not again.look() and now[0] < died + 1000
    return now[0] - died


def test_a_part_that_keeps_dying_is_started_later_and_later_until_it_holds(settings: Settings, now: list[float]) -> None:
    part = Part(settings)
    part.start()
    again = Again(part, STEADY_S, longest_wait_s=10)
    try:
        assert [waits(part, again, now) for _ in range(5)] == [2, 4, 8, 10, 10]
        now[0] += STEADY_S + 1
        assert not again.look()
        assert [waits(part, again, now) for _ in range(2)] == [1, 2]
    finally:
        part.stop()


def test_a_part_that_does_not_listen_is_ended(settings: Settings) -> None:
    part = Child(settings, [sys.executable, "-S", "-c", "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"])
    part.stop_within_s = 0.5
    part.start()
    while b"deaf" not in settings.log_path.read_bytes():
        time.sleep(0.05)
    part.stop()
    assert not part.alive and part.exit_code == -9
