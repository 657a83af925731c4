"""``softstart bench --crowd``: many people in open talks over sockets, most of them thinking, against one server with an empty log."""
from __future__ import annotations

import asyncio
import os
import platform
import random
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
from rich.console import Console

from bot.bench.bots import AWAY, Bot, ours
from bot.bench.figures import Times
from bot.bench.run import until_first_answer
from bot.bench.said import to_us
from bot.bench.wire import NoAnswer, Person
from bot.errors import SoftstartError
from bot.settings import Settings
from bot.supervisor import ensure_model

THINKING_S = 20.0
ARRIVALS_S = 5.0  # how many people a second begin
AIM_P95_MS = 1000


@dataclass
class Ledger:
    """What was answered, and what the log says of it."""

    times: Times = field(default_factory=Times)
    lost: int = 0
    doubled: int = 0
    unread: int = 0

    def grew(self, before: list[str], after: list[str], *, sure: bool) -> None:
        """One answer: the turns its learner was shown before and with it. A message is one turn at most (a command is none). ``sure``: no
        message before it failed."""
        self.lost += len(set(before) - set(after))
        self.doubled += max(0, len(after) - len(before) - 1) if sure else 0

    def compare(self, answered: list[str], kept: list[str], *, sure: bool) -> None:
        """One talk at its end: the turns its learner was shown, and those the log holds. ``sure``: no message of it failed, so what the log
        holds beyond what was shown was said twice."""
        self.lost += len(set(answered) - set(kept))
        self.doubled += sum(count - 1 for count in Counter(kept).values()) + (len(set(kept) - set(answered)) if sure else 0)


def measure_crowd(settings: Settings, console: Console, people: int, minutes: float, thinking_s: float = THINKING_S) -> dict[str, Any]:
    """So many people for so long, the time in which they arrive not counted. Raises SoftstartError when the server does not start."""
    model = ensure_model(settings, console)
    folder = Path(tempfile.mkdtemp(prefix="softstart-bench-"))
    try:
        bot, url = ours(folder, model)
        told = asyncio.run(_crowd(bot, url, console, people, minutes * 60, thinking_s))
        return {"machine": f"{platform.machine()}, {os.cpu_count()} cores", "people": people, "minutes": minutes, "thinking_s": thinking_s,
                "aim_p95_ms": AIM_P95_MS, **told}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _crowd(bot: Bot, url: str, console: Console, people: int, seconds: float, thinking_s: float) -> dict[str, Any]:
    ledger = Ledger()
    try:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client:
            console.print("Starting the server …")
            await until_first_answer(bot, client)
            before, arriving = _resident(bot), people / ARRIVALS_S
            console.print(f"{people} people arrive within {arriving:.0f} s and stay for {seconds / 60:g} minutes …")
            begins = time.monotonic() + arriving
            used = asyncio.create_task(_cpu_from(bot, begins))
            await asyncio.gather(*(_somebody(client, url, ledger, number, begins, begins + seconds, thinking_s)
                                   for number in range(people)))
            cpu_s = bot.cpu_s() - await used
            memory = _resident(bot)
        ledger.times.seconds = seconds
        answers = len(ledger.times.took_ms)
        return {**ledger.times.figures(), "lost": ledger.lost, "doubled": ledger.doubled, "unread": ledger.unread, "memory_mb": memory,
                "memory_a_person_kb": round(1000 * (memory - before) / people),
                "cpu_ms_a_message": round(1000 * cpu_s / answers, 1) if answers else None}
    finally:
        bot.stop()


def _resident(bot: Bot) -> float:
    return sum(one["resident"] for one in bot.memory_mb().values())


async def _cpu_from(bot: Bot, moment: float) -> float:
    await asyncio.sleep(moment - time.monotonic())
    return bot.cpu_s()


async def _somebody(client: aiohttp.ClientSession, url: str, ledger: Ledger, number: int, begins: float, ends: float,
                    thinking_s: float) -> None:
    """One person: she comes, thinks, says something, reads the answer, and thinks. What she says while others still arrive is not timed."""
    rng, person, said, answered, sure, over = random.Random(number), Person(client, url), to_us(), [], True, True
    await asyncio.sleep(number / ARRIVALS_S)
    while time.monotonic() < ends:
        timed = False
        try:
            if over:
                await _read_back(person, ledger, answered, sure)
                await person.open()
                answered, sure, over = [], True, False
            await _think(person, rng.expovariate(1 / thinking_s), ends)
            timed = begins <= time.monotonic() < ends
            if time.monotonic() >= ends:
                break
            answer = await person.say(rng.choice(said))
            # As the page shows it: what danger has stopped is a turn too, and its answer names none.
            shown = [turn["turn"] for turn in answer.session["turns"]]
            ledger.grew(answered, shown, sure=sure)
            answered = shown
            over = bool(answer.session["over"])
            if timed:
                ledger.times.took_ms.append(answer.took_ms)
        except AWAY as error:
            # Also while they arrive: an error is an error.
            ledger.times.failed(error)
            sure, over = False, True
            await asyncio.sleep(1)
    await _read_back(person, ledger, answered, sure)
    await person.close()


async def _think(person: Person, seconds: float, ends: float) -> None:
    """Her socket answers pings meanwhile. Raises NoAnswer when it is closed."""
    try:
        await asyncio.wait_for(person.stay(), max(0.0, min(seconds, ends - time.monotonic())))
    except asyncio.TimeoutError:
        return


async def _read_back(person: Person, ledger: Ledger, answered: list[str], sure: bool) -> None:
    if not person.token:
        return
    try:
        kept = [turn["turn"] for turn in (await person.look())["turns"]]
    except (NoAnswer, aiohttp.ClientError, SoftstartError):
        ledger.unread += 1
        return
    ledger.compare(answered, kept, sure=sure)
