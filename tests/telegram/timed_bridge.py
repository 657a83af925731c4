"""The whole bridge as its own process, which notes for each answer how long the bridge itself took: ``python -m tests.telegram.timed_bridge FILE``.

A line of the file is ``MONOTONIC SECONDS``: when the first message of an answer was handed over, and what the bridge added: keeping the
update, and from its turn in the chat to that moment, without the time the session API took.
"""
from __future__ import annotations

import contextvars
import sys
import time
from pathlib import Path
from typing import Any

import bot.channels.telegram.__main__ as bridge
from bot.channels.telegram.application import TelegramApp
from bot.channels.telegram.session_api import SessionApi

_spent: contextvars.ContextVar[list[float]] = contextvars.ContextVar("spent")
_current: contextvars.ContextVar[tuple[int, float]] = contextvars.ContextVar("update")


def time_session_api() -> None:
    call = SessionApi._call

    async def timed(self: SessionApi, *given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return await call(self, *given, **named)
        finally:
            spent = _spent.get(None)
            if spent is not None:
                spent[0] += time.perf_counter() - began

    SessionApi._call = timed  # type: ignore[method-assign]


def time_answers(app: TelegramApp, notes: Path) -> None:
    put, answer, send = app.queue.put, app.bridge.answer, app.sender.send
    kept: dict[int, float] = {}

    async def timed_put(update: Any) -> None:
        began = time.perf_counter()
        await put(update)
        kept[getattr(update, "update_id", 0)] = time.perf_counter() - began

    async def timed_answer(update: Any, *given: Any) -> None:
        # What waits here for an earlier message of the same chat is order, and no cost of the bridge's.
        _spent.set([0.0])
        _current.set((update.update_id, time.perf_counter()))
        await answer(update, *given)

    async def timed_send(chat_id: int, out: Any) -> Any:
        update_id, began = _current.get((0, 0.0))
        keeping = kept.pop(update_id, None)
        if keeping is not None:
            with notes.open("a") as file:
                print(time.monotonic(), keeping + time.perf_counter() - began - _spent.get()[0], file=file)
        return await send(chat_id, out)

    app.queue.put, app.bridge.answer, app.sender.send = timed_put, timed_answer, timed_send  # type: ignore[method-assign]


class TimedApp(TelegramApp):
    """The application under the watch."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        time_answers(self, Path(sys.argv[1]))


if __name__ == "__main__":
    time_session_api()
    bridge.TelegramApp = TimedApp  # type: ignore[misc]
    bridge.main()
