"""Many chats at once: in order within each, nothing lost, nothing twice; and how much time the bridge adds.

8 chats of 5 messages by default; SOFTSTART_TEST_CHATS=50 SOFTSTART_TEST_TURNS=20 gives the figures in docs/evaluation.md.
"""
from __future__ import annotations

import asyncio
import contextvars
import json
import os
import statistics
import threading
import time
from pathlib import Path
from typing import Any, Iterator

import pytest

from bot.channels.telegram.application import ALLOWED_UPDATES, TelegramApp
from bot.channels.telegram.session_api import SessionApi
from bot.channels.tokens import Tokens
from bot.rehearsal.real_talk import RealTalks, load_talk_words
from bot.settings import TALK_WORDS, Settings
from bot.store.encryption import Keys
from bot.store.store import Store
from tests.conftest import Running
from tests.telegram.bot_api import TOKEN, BotApi, Person, Sent
from tests.telegram.conftest import in_talk

CHATS, TURNS = int(os.environ.get("SOFTSTART_TEST_CHATS", "8")), int(os.environ.get("SOFTSTART_TEST_TURNS", "5"))
PATIENCE_S = 300.0
FIRST_CHAT = 880_000_000 + 10_000 * (int(time.time()) % 100_000)
LINES = ("I felt sad on Sunday when you left, number {n}.", "You never listen to me about the {n} kettles.", "I'm sorry about the {n} calls.",
         "What was it like for you, the year you were {n}?", "I was in a meeting for {n} hours.")


class TimedApi(SessionApi):
    """Knows how long each update spent in the session API."""

    spent_in: contextvars.ContextVar[list[float]] = contextvars.ContextVar("spent")

    async def _call(self, *given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return await super()._call(*given, **named)
        finally:
            found = self.spent_in.get(None)
            if found is not None:
                found[0] += time.perf_counter() - began


class InThisProcess:
    """The whole bridge in a thread, so that its parts can be timed."""

    def __init__(self, stack: Running, api: BotApi) -> None:
        settings = Settings(telegram_token=TOKEN, telegram_api=api.url, port=stack.port, data_dir=Path(stack.environment["SOFTSTART_DATA_DIR"]))
        self._store = Store(settings.database, Keys.load(settings.key_path))
        self.app = TelegramApp(settings, self._store, RealTalks(self._store, load_talk_words(TALK_WORDS), None),
                               TimedApi(settings.url, Tokens(self._store.keys.secret("session tokens")), self._store.keys))
        self.added: list[float] = []  # seconds to keep an update, and from its turn to its first answer handed over, without the session API
        self._kept: dict[int, float] = {}
        self._time()

    def _time(self) -> None:
        put, answer, send = self.app.queue.put, self.app.bridge.answer, self.app.sender.send

        async def timed_put(update: Any) -> None:
            began = time.perf_counter()
            await put(update)
            self._kept[getattr(update, "update_id", 0)] = time.perf_counter() - began

        async def timed_answer(update: Any, *given: Any) -> None:
            # What waits here for an earlier message of the same chat is order, and no cost of the bridge's.
            TimedApi.spent_in.set([0.0])
            _current.set((update.update_id, time.perf_counter()))
            await answer(update, *given)

        async def timed_send(chat_id: int, out: Any) -> Any:
            update_id, began = _current.get((0, 0.0))
            kept = self._kept.pop(update_id, None)
            if kept is not None:
                self.added.append(kept + time.perf_counter() - began - TimedApi.spent_in.get()[0])
            return await send(chat_id, out)

        self.app.queue.put, self.app.bridge.answer, self.app.sender.send = timed_put, timed_answer, timed_send  # type: ignore[method-assign]

    def start(self) -> None:
        up = threading.Event()

        async def live() -> None:
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            application = self.app.application
            await application.initialize()
            await self.app._begin(None)
            await application.updater.start_polling(allowed_updates=ALLOWED_UPDATES)  # type: ignore[union-attr]
            await application.start()
            up.set()
            await self._stop.wait()
            await application.updater.stop()  # type: ignore[union-attr]
            await application.stop()
            await self.app._end(None)
            await application.shutdown()

        self._thread = threading.Thread(target=lambda: asyncio.run(live()), daemon=True)
        self._thread.start()
        assert up.wait(120)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(60)
        self._store.close()


_current: contextvars.ContextVar[tuple[int, float]] = contextvars.ContextVar("update")


@pytest.fixture
def crowd(unlimited: Running) -> Iterator[tuple[InThisProcess, BotApi]]:
    api = BotApi().start()
    bridge = InThisProcess(unlimited, api)
    bridge.start()
    yield bridge, api
    bridge.stop()
    api.stop()


def log_of(person: Person) -> tuple[list[str], list[str]]:
    """Her messages and the answers, as the log has them: from her own data."""
    person.asks("/mydata")
    turns = json.loads(person.taps("As data")[0].file or b"")["rehearsals"][0]["turns"]
    return [turn["message"] for turn in turns if turn["message"]], [line for turn in turns for line in turn["persona"]]


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]


def test_many_chats_at_once_keep_their_order_lose_nothing_and_double_nothing(crowd: tuple[InThisProcess, BotApi]) -> None:
    bridge, api = crowd
    people = [api.person(FIRST_CHAT + number) for number in range(CHATS)]
    for person in people:
        in_talk(person)
    api.twice = 0.3
    lines = {person.chat_id: [LINES[(turn + person.chat_id) % len(LINES)].format(n=turn + 2) for turn in range(TURNS)] for person in people}

    # One person at first, with nobody else there.
    alone = api.person(FIRST_CHAT - 1)
    in_talk(alone)
    bridge.added.clear()
    for turn in range(max(TURNS, 5)):
        alone.asks(LINES[turn % len(LINES)].format(n=turn + 2))
    quiet = list(bridge.added)

    # Then everybody types the next line as soon as she is answered, and some type two at once.
    bridge.added.clear()
    before = {person.chat_id: len(person.all()) for person in people}
    for turn in range(TURNS):
        for person in people:
            person.say(lines[person.chat_id][turn])
        if turn % 2:
            everybody_has(people, turn + 1)
    everybody_has(people, TURNS)
    api.twice = 0.0
    time.sleep(1.0)

    for person in people:
        messages, answers = log_of(person)
        assert messages == lines[person.chat_id]
        assert [each.text.partition("\n")[2] for each in hers(person)] == answers
        # Each coach's note quotes the line it is about, so notes show the order in which answers came.
        quoted = [each.covered("blockquote")[0] for each in person.all()[before[person.chat_id]:] if each.text.startswith("✏️")]
        places = [lines[person.chat_id].index(line) for line in quoted]
        assert places == sorted(set(places))
    print(f"\nadded by the bridge: alone p50 {1000 * statistics.median(quiet):.1f} ms, p95 {1000 * p95(quiet):.1f} ms; {CHATS} chats at once "
          f"p50 {1000 * statistics.median(bridge.added):.1f} ms, p95 {1000 * p95(bridge.added):.1f} ms ({len(bridge.added)} answers)")
    assert len(bridge.added) >= CHATS * TURNS


def everybody_has(people: list[Person], turns: int) -> None:
    """Wait until each of them has heard so many answers."""
    end = time.monotonic() + PATIENCE_S
    while lacking := [person for person in people if len(hers(person)) <= turns]:
        assert time.monotonic() < end, [[each.text for each in person.all()[-3:]] for person in lacking[:3]]
        time.sleep(0.2)


def hers(person: Person) -> list[Sent]:
    """Every line of hers that arrived, her opening first."""
    return [each for each in person.all() if each.text.startswith("Rosa")]


def test_duplicates_and_a_muddled_order_are_set_right(crowd: tuple[InThisProcess, BotApi]) -> None:
    _, api = crowd
    person = api.person(FIRST_CHAT + 5000)
    in_talk(person)
    api.shuffled, lines = True, [LINES[number % len(LINES)].format(n=number + 2) for number in range(4)]
    updates = [api.push({"message": person.message(text=line)}) for line in lines]
    person.seen = len(person.all())
    person.hears(4)
    for update in updates:
        api.offer_again(update)
    api.shuffled = False
    time.sleep(1.0)

    assert sorted(log_of(person)[0]) == sorted(lines)
