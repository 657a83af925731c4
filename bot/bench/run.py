"""``softstart bench``: our full coached turn beside Rasa's own starter bot, one machine, one run, interleaved.

The starter is what ``rasa init`` makes, unchanged; "starter with one action" is the same with one no-op custom action behind an action
server. Theirs is timed from an HTTP client over their REST channel; ours over the socket the page uses, log committed.
"""
from __future__ import annotations

import asyncio
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Sequence

import aiohttp
from rich.console import Console

from bot.bench.bots import AWAY, OURS, WITH_ACTION, Bot, Talker, ours, prepare_starters, starter, starter_with_action
from bot.bench.coach import measure_coach
from bot.bench.figures import Times, ratios
from bot.bench.said import SMALL_TALK, TO_ACTION
from bot.children import child_environment
from bot.errors import SoftstartError
from bot.settings import PROJECT, Settings
from bot.supervisor import ensure_model

TURNS_A_SESSION = 4
START_WITHIN_S = 300
AT_ONCE = (8, 32)
ROUNDS, WARM_ROUNDS = 4, 3
#: Turns of one long talk that are compared, and how many around each are looked at: as many as there is small talk, so that the same is
#: said around each.
LOOKED_AT, AROUND = (5, 50, 200), len(SMALL_TALK)
LONG_TALKS = 2


def measure(settings: Settings, console: Console, turns: int) -> dict[str, Any]:
    """Time all three bots; ``turns`` messages each for one person. Raises SoftstartError when a bot does not start."""
    model = ensure_model(settings, console)
    folder = Path(tempfile.mkdtemp(prefix="softstart-bench-"))
    try:
        training = prepare_starters(folder, console) | {OURS: _train(folder, console)}
        coach = measure_coach()
        us, _ = ours(folder, model)
        bots = [starter(folder), starter_with_action(folder), us]
        figures = asyncio.run(_measure(bots, console, turns))
        log = sum(file.stat().st_size for file in (folder / "ours").glob("softstart.db*"))
        figures["log_bytes_a_turn"] = round(log / figures.pop("answers_of_ours"))
        return {"machine": f"{platform.machine()}, {os.cpu_count()} cores", "messages": turns, **figures, "coach": coach,
                "training_s": training}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _train(folder: Path, console: Console) -> float:
    """The seconds our own training takes, into a cache that nobody uses."""
    console.print("Training ours …")
    started = time.monotonic()
    subprocess.run([sys.executable, "-m", "bot.training"], cwd=PROJECT, capture_output=True, check=True,
                   env={**child_environment(), "SOFTSTART_CACHE_DIR": str(folder / "cache")})
    return round(time.monotonic() - started, 1)


async def _measure(bots: Sequence[Bot], console: Console, turns: int) -> dict[str, Any]:
    try:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
            first = {}
            for bot in bots:
                console.print(f"Starting {bot.name} …")
                first[bot.name] = await until_first_answer(bot, client)
            # Ours loads what a look back is drawn with behind the first talk, and topics at the first open question.
            warm = await rounds_of(bots, client, 2, WARM_ROUNDS)
            console.print(f"One person, {turns} messages each …")
            alone = await rounds_of(bots, client, 1, turns // TURNS_A_SESSION)
            crowds, cpu = {}, {}
            for people in AT_ONCE:
                console.print(f"{people} people at once …")
                used = {bot.name: bot.cpu_s() for bot in bots}
                crowds[people] = await rounds_of(bots, client, people, ROUNDS)
                cpu[people] = {bot.name: bot.cpu_s() - used[bot.name] for bot in bots}
            console.print(f"{max(LOOKED_AT)} turns in one talk …")
            long = {bot.name: await _long_talks(bot, client) if bot.name in (OURS, WITH_ACTION) else {} for bot in bots}
        told = {}
        for bot in bots:
            name, memory = bot.name, bot.memory_mb()
            told[name] = {
                **alone[name].figures(), "first_answer_s": round(first[name], 1),
                "memory_mb": sum(one["resident"] for one in memory.values()), "processes": memory,
                "at_once": {str(people): {**crowds[people][name].figures(), "cpu_ms_a_message": _each(
                    cpu[people][name], crowds[people][name])} for people in AT_ONCE},
                "turns": long[name]}
        answers = 1 + sum(len(times[OURS].took_ms) for times in (warm, alone, *crowds.values()))
        answers += LONG_TALKS * sum(turn + AROUND // 2 for turn in LOOKED_AT)
        return {"bots": told, "ratios": ratios(told), "answers_of_ours": answers}
    finally:
        for bot in bots:
            bot.stop()


def _each(seconds: float, times: Times) -> float | None:
    return round(1000 * seconds / len(times.took_ms), 1) if times.took_ms else None


async def rounds_of(bots: Sequence[Bot], client: aiohttp.ClientSession, people: int, rounds: int) -> dict[str, Times]:
    """Every bot in turn, so many times: what the machine does meanwhile, it does to all of them."""
    total = {bot.name: Times() for bot in bots}
    for _ in range(rounds):
        for name, times in (await round_of(bots, client, people, TURNS_A_SESSION)).items():
            total[name].took_ms += times.took_ms
            total[name].seconds += times.seconds
            for kind, count in times.errors.items():
                total[name].errors[kind] = total[name].errors.get(kind, 0) + count
    return total


async def round_of(bots: Sequence[Bot], client: aiohttp.ClientSession, people: int, turns: int) -> dict[str, Times]:
    """One after the other each bot is talked with by so many people at once, ``turns`` messages each, in talks begun before the clock
    starts."""
    told = {}
    for bot in bots:
        times, talkers = Times(), [bot.talker(client) for _ in range(people)]
        for begun in await asyncio.gather(*(talker.begin() for talker in talkers), return_exceptions=True):
            if isinstance(begun, BaseException):
                times.failed(begun)
        started = time.perf_counter()
        await asyncio.gather(*(_talk(talker, turns, times) for talker in talkers))
        times.seconds = time.perf_counter() - started
        told[bot.name] = times
        await asyncio.gather(*(talker.leave() for talker in talkers))
    return told


async def _talk(talker: Talker, turns: int, times: Times) -> None:
    for _ in range(turns):
        try:
            times.took_ms.append(await talker.say())
        except AWAY as error:
            times.failed(error)


async def _long_talks(bot: Bot, client: aiohttp.ClientSession) -> dict[str, float]:
    """The median turn around each of LOOKED_AT, taken in turn from talks that have come so far: what the machine does meanwhile, it does to
    all of them. Raises SoftstartError when a talk did not last so long."""
    took: dict[int, list[float]] = {turn: [] for turn in LOOKED_AT}
    for _ in range(LONG_TALKS):
        talkers = {turn: bot.talker(client) for turn in LOOKED_AT}

        async def say(turn: int, number: int, bot: Bot = bot, talkers: dict[int, Talker] = talkers) -> float:
            try:
                return await talkers[turn].say(SMALL_TALK[number % AROUND] if bot.name == OURS else TO_ACTION)
            except AWAY as error:
                raise SoftstartError(f"A long talk with {bot.name} broke off: {error}") from None

        for turn, talker in talkers.items():
            await talker.begin()
            for number in range(1, turn - AROUND // 2):
                await say(turn, number)
        for step in range(AROUND):
            for turn in LOOKED_AT:
                took[turn].append(await say(turn, step))
        if any(talker.begun != 1 for talker in talkers.values()):
            raise SoftstartError(f"A long talk with {bot.name} ended before turn {max(LOOKED_AT)}.")
        await asyncio.gather(*(talker.leave() for talker in talkers.values()))
    return {str(turn): round(statistics.median(times), 1) for turn, times in took.items()}


async def until_first_answer(bot: Bot, client: aiohttp.ClientSession) -> float:
    """Start a bot; the seconds until it has answered a message. Raises SoftstartError when it does not."""
    started = time.monotonic()
    bot.start()
    while bot.alive and time.monotonic() - started < START_WITHIN_S:
        talker = bot.talker(client)
        try:
            await talker.begin()
            await talker.say()
            return time.monotonic() - started
        except AWAY:
            await asyncio.sleep(0.2)
        finally:
            await talker.leave()
    raise SoftstartError(f"{bot.name} did not start; nothing was measured.")
