"""The bench counts what it should: errors never as turns, ratios the right way round, a crowd to the last turn."""
from __future__ import annotations

import asyncio
import json
import runpy
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from rich.console import Console

from bot.bench.bots import OURS, STARTER, WITH_ACTION, Bot, Part, Talker, free_port
from bot.bench.crowd import Ledger, measure_crowd
from bot.bench.figures import AIMS, met, percentiles, quantile, ratios
from bot.bench.run import round_of, rounds_of
from bot.bench.said import SMALL_TALK, to_us
from bot.bench.wire import NoAnswer, Person
from bot.settings import PROJECT, read_settings


def figures_of(p50: float, p95: float, start: float, memory: float, a_second: float, turns: dict[str, float]) -> dict[str, Any]:
    return {"p50_ms": p50, "p95_ms": p95, "first_answer_s": start, "memory_mb": memory, "turns": turns,
            "at_once": {people: {"messages_a_second": a_second * int(people)} for people in ("8", "32")}}


def test_each_ratio_is_of_the_two_it_names() -> None:
    bots = {OURS: figures_of(10, 30, 20, 500, 6, {"5": 10, "50": 10, "200": 12}), STARTER: figures_of(1, 1, 50, 1000, 1, {}),
            WITH_ACTION: figures_of(40, 50, 1, 1, 3, {"5": 7, "200": 70})}
    found = ratios(bots)
    assert found == {
        "turn p50 to starter with one action": 0.25, "turn p95 to starter with one action": 0.6,
        "messages a second of 8 people to starter with one action": 2.0, "messages a second of 32 people to starter with one action": 2.0,
        "turn 200 to turn 5": 1.2, "first answer after start to starter": 0.4, "memory to starter": 0.5}
    assert [name for name in AIMS if not met(name, found[name])] == ["turn p95 to starter with one action", "turn 200 to turn 5"]


def test_a_bot_that_answered_nothing_meets_no_aim() -> None:
    silent = {**figures_of(1, 1, 1, 1, 0, {}), **percentiles([])}
    found = ratios({OURS: silent, STARTER: figures_of(1, 1, 1, 1, 1, {}), WITH_ACTION: figures_of(1, 1, 1, 1, 1, {})})
    assert found["turn p50 to starter with one action"] is None
    assert not met("turn p50 to starter with one action", None)
    assert not met("messages a second of 8 people to starter with one action", found["messages a second of 8 people to starter with one action"])


def test_quantiles() -> None:
    assert quantile(list(range(100, 0, -1)), 0.95) == 96
    assert quantile([7.0], 0.99) == 7.0


class Moody(Talker):
    """Answers every other message, in two milliseconds each."""

    def __init__(self) -> None:
        self.begun, self._said = 0, 0

    async def begin(self) -> None:
        self.begun += 1

    async def say(self, text: str | None = None) -> float:
        self._said += 1
        if self._said % 2:
            raise NoAnswer("nobody answered")
        return 2.0

    async def leave(self) -> None:
        pass


def test_errors_are_counted_and_are_no_turns() -> None:
    bot = Bot("moody", (), lambda _: Moody())
    told = asyncio.run(rounds_of([bot], None, 3, 2))["moody"]  # type: ignore[arg-type]
    found = told.figures()
    assert (found["messages"], found["errors"], found["kinds_of_errors"]) == (12, 12, {"nobody answered": 12})
    assert found["p50_ms"] == found["p99_ms"] == 2.0


def test_a_talk_that_cannot_begin_is_an_error() -> None:
    class Shut(Moody):
        async def begin(self) -> None:
            raise NoAnswer("shut")

        async def say(self, text: str | None = None) -> float:
            raise NoAnswer("shut")

    told = asyncio.run(round_of([Bot("shut", (), lambda _: Shut())], None, 1, 2))["shut"]  # type: ignore[arg-type]
    assert told.figures()["errors"] == 3 and told.took_ms == []


def page(frames: list[list[Any]]) -> web.Application:
    """Greets as our server does, then answers each message with these frames."""
    async def begin(_: web.Request) -> web.Response:
        return web.json_response({"token": "t"}, status=201)

    async def talk(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str('0{"sid":"s"}')
        async for message in socket:
            if message.data == "40":
                await socket.send_str('40{"sid":"s"}')
            elif message.data.startswith('42["session_request"'):
                await socket.send_str("2")
                assert (await socket.receive()).data == "3", "a ping is answered"
                await socket.send_str('42["session_confirm",{"session":{}}]')
            elif message.data.startswith("42"):
                id_ = json.loads(message.data[2:])[1]["id"]
                for name, data in frames:
                    await socket.send_str("42" + json.dumps([name, {"id": id_, **data}]))
        return socket

    app = web.Application()
    app.add_routes([web.post("/api/sessions", begin), web.get("/socket.io/", talk)])
    return app


@pytest.mark.parametrize("frames, error", [
    ([["turn_refused", {"error": "The log is away."}]], "The log is away."),
    ([["turn_done", {"session": {"over": False}}]], "nobody answered"),
    ([["bot_uttered", {"voice": "persona", "text": ""}], ["turn_done", {"session": {"over": False}}]], "nobody answered"),
    ([["bot_uttered", {"voice": "persona", "text": "So."}], ["turn_done", {"session": {"over": False}}]], None),
])
def test_only_an_answer_counts_as_one(frames: list[list[Any]], error: str | None) -> None:
    async def talk() -> str | None:
        runner, port = web.AppRunner(page(frames)), free_port()
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        try:
            async with aiohttp.ClientSession() as client:
                person = Person(client, f"http://127.0.0.1:{port}")
                await person.open()
                try:
                    await person.say("Hello")
                except NoAnswer as refused:
                    return str(refused)
                finally:
                    await person.close()
                return None
        finally:
            await runner.cleanup()

    assert asyncio.run(talk()) == error


def test_the_ledger_finds_what_is_lost_and_what_is_there_twice() -> None:
    ledger = Ledger()
    ledger.compare(["a", "b", "c"], ["a", "c"], sure=True)
    assert (ledger.lost, ledger.doubled) == (1, 0)
    ledger.compare(["a"], ["a", "a", "b"], sure=True)
    assert (ledger.lost, ledger.doubled) == (1, 2)
    ledger.compare(["a"], ["a", "b"], sure=False)  # a message that failed may have been said
    assert (ledger.lost, ledger.doubled) == (1, 2)


def test_one_answer_brings_one_turn_and_takes_none_away() -> None:
    ledger = Ledger()
    for before, after in ((["a"], ["a", "b"]), (["a"], ["a"])):
        ledger.grew(before, after, sure=True)
    assert (ledger.lost, ledger.doubled) == (0, 0)
    ledger.grew(["a"], ["a", "b", "c"], sure=True)
    assert (ledger.lost, ledger.doubled) == (0, 1)
    ledger.grew(["a", "b"], ["a", "c"], sure=True)
    assert (ledger.lost, ledger.doubled) == (1, 1)


def test_memory_is_told_of_each_process_by_name(tmp_path: Path) -> None:
    sleeps = [sys.executable, "-c", "import time; time.sleep(60)"]
    bot = Bot("two", [Part("one", sleeps, tmp_path, {}), Part("other", sleeps, tmp_path, {})], lambda _: Moody())
    bot.start()
    try:
        memory = bot.memory_mb()
        assert set(memory) == {"one", "other"} and all(one["resident"] > 1 for one in memory.values())
        assert bot.alive
    finally:
        bot.stop()
    assert not bot.alive


def test_what_is_said_is_varied_and_leads_to_no_help_page() -> None:
    assert len(set(to_us())) == len(to_us()) > 150
    assert len(SMALL_TALK) % 2, "as many turns before one as behind it"


def test_a_crowd_of_five_loses_nothing(model: Path) -> None:
    told = measure_crowd(read_settings(), Console(stderr=True), people=5, minutes=0.1, thinking_s=1.0)
    assert told["messages"] > 0
    assert (told["errors"], told["lost"], told["doubled"], told["unread"]) == (0, 0, 0, 0)


def test_the_plan_counts_cores_and_bytes_from_what_a_message_costs() -> None:
    scaling = runpy.run_path(str(PROJECT / "tools" / "scaling.py"))
    need = scaling["need_of"](10_000, scaling["Costs"](cpu_ms=30.0, log_bytes=4000, process_mb=500, person_kb=100))
    assert (need.messages_a_second, need.cores, need.machines) == (500, 25, 1)
    assert (need.memory_gb, need.log_mb_a_second, need.log_gb_a_day) == (13.5, 2.0, 172.8)
