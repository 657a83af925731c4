"""Figures of how the server does, for Prometheus: counts and times only, never a word, an id, or anything that tells people apart.

There is no figure of talks stopped for safety, nor one it could be worked out from: every message that was answered counts alike, at every
stage. On a small server a single count of danger would be about one person (docs/privacy.md).
"""
from __future__ import annotations

import time
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Awaitable, Callable, Iterator, Optional

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

ANSWERED, REPEATED, INVALID, FAILED, LOG_AWAY, LATE, UNKNOWN = "answered", "repeated", "invalid", "failed", "log", "late", "unknown"
_OUTCOMES = (ANSWERED, REPEATED, INVALID, FAILED, LOG_AWAY, LATE, UNKNOWN)
WAITING, READING, WRITING, DECIDING = "waiting", "reading", "writing", "deciding"
_MEASURED = (WAITING, READING, WRITING)
_BUCKETS_S = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25)

disable_created_metrics()  # else each count says when the first of its kind happened
_registry = CollectorRegistry()
ProcessCollector(registry=_registry)
_turns = Counter("softstart_turns", "Messages by what became of them: answered, repeated (sent again, answered from the log), or why not.",
                 ["outcome"], registry=_registry)
_whole = Histogram("softstart_turn_seconds", "How long an answered message took.", buckets=_BUCKETS_S, registry=_registry)
_stages = Histogram("softstart_turn_stage_seconds", "The same by stage: waiting behind another message of this talk, reading it, "
                    "writing the log, and deciding, which is all the rest.", ["stage"], buckets=_BUCKETS_S, registry=_registry)
_limited = Counter("softstart_limited", "Calls turned away because so much was asked, by limit.", ["limit"], registry=_registry)
_store_errors = Counter("softstart_store_errors", "Times the session log could not be used.", registry=_registry)
_sockets = Gauge("softstart_sockets", "Open sockets.", registry=_registry)
_in_flight = Gauge("softstart_in_flight", "Messages and other changes being made right now.", registry=_registry)
_ready = Gauge("softstart_ready", "1 when GET /ready says 200.", registry=_registry)
for _outcome in _OUTCOMES:
    _turns.labels(_outcome)


class Turn:
    """One message on its way, with the seconds spent at each stage."""

    def __init__(self) -> None:
        self.outcome = ANSWERED
        self.spent = dict.fromkeys(_MEASURED, 0.0)
        self._began = time.perf_counter()

    def waited(self) -> None:
        """The messages before it are through."""
        self.spent[WAITING] = time.perf_counter() - self._began

    def done(self) -> None:
        whole = time.perf_counter() - self._began
        _turns.labels(self.outcome).inc()
        if self.outcome == ANSWERED:
            _whole.observe(whole)
            for stage, seconds in {**self.spent, DECIDING: max(0.0, whole - sum(self.spent.values()))}.items():
                _stages.labels(stage).observe(seconds)


_now: ContextVar[Optional[Turn]] = ContextVar("turn", default=None)


@contextmanager
def one_turn() -> Iterator[Turn]:
    """Count a message, whatever becomes of it. An exception may have a ``reason``, one of the outcomes."""
    turn = Turn()
    before = _now.set(turn)
    try:
        yield turn
    except BaseException as error:
        turn.outcome = getattr(error, "reason", FAILED)
        raise
    finally:
        _now.reset(before)
        turn.done()


def reads(parse: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """``parse``, which reads a message, with its time taken."""

    async def timed(*args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return await parse(*args, **kwargs)
        finally:
            _spend(READING, time.perf_counter() - began)

    return timed


def wrote(seconds: float) -> None:
    """A transaction was committed."""
    _spend(WRITING, seconds)


def store_failed() -> None:
    """The log could not be used."""
    _store_errors.inc()


def limited(what: str) -> None:
    """Somebody was turned away by a limit."""
    _limited.labels(what).inc()


def count(sockets: Callable[[], int], in_flight: Callable[[], int]) -> None:
    """Where these numbers are to be had."""
    _sockets.set_function(sockets)
    _in_flight.set_function(in_flight)


def page(ready: bool) -> bytes:
    """All figures in Prometheus' text format."""
    _ready.set(ready)
    return bytes(generate_latest(_registry))


def _spend(stage: str, seconds: float) -> None:
    # Threads and tasks of a turn carry it along; what is done outside a turn is nobody's.
    turn = _now.get()
    if turn is not None:
        turn.spent[stage] += seconds
