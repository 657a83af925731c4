"""The three bots under measurement: their processes, and people who talk with them."""
from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Protocol, Sequence

import aiohttp
import psutil
from rich.console import Console

from bot.bench.said import TO_ACTION, TO_STARTER, to_us
from bot.bench.wire import ANSWER_WITHIN_S, NoAnswer, Person
from bot.children import child_environment
from bot.errors import SoftstartError
from bot.supervisor import free_port

STARTER, WITH_ACTION, OURS = "starter", "starter with one action", "softstart"
#: What a bot that is not up yet, or has gone away, is met with.
AWAY = (OSError, aiohttp.ClientError, NoAnswer, asyncio.TimeoutError)
_STOP_WITHIN_S = 15
_NO_OP = '''from rasa_sdk import Action


class ActionNoOp(Action):
    def name(self):
        return "action_no_op"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Hey.")
        return []
'''


class Talker(Protocol):
    """Somebody in a talk with one of the bots. Both calls raise what is in AWAY. ``begun``: how many talks so far."""

    begun: int

    async def begin(self) -> None:
        """A new talk."""

    async def say(self, text: str | None = None) -> float:
        """Say one thing (the next of the bot's own list when left out); the milliseconds until it was answered."""

    async def leave(self) -> None:
        """Close what is open."""


@dataclass(frozen=True)
class Part:
    """One process of a bot."""

    name: str
    command: list[str]
    folder: Path
    environment: dict[str, str]


@dataclass
class Bot:
    """A bot: its processes, and how somebody begins to talk with it."""

    name: str
    parts: Sequence[Part]
    talker: Callable[[aiohttp.ClientSession], Talker]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self) -> None:
        for part in self.parts:
            with open(part.folder / "bench.log", "ab") as log:
                self.running[part.name] = subprocess.Popen(part.command, cwd=part.folder, env={**child_environment(), **part.environment},
                                                           stdout=log, stderr=log, start_new_session=True)

    def stop(self) -> None:
        for process in self.running.values():
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(_STOP_WITHIN_S)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    @property
    def alive(self) -> bool:
        return all(process.poll() is None for process in self.running.values())

    def memory_mb(self) -> dict[str, dict[str, float]]:
        """Of each process with its children: resident memory, and its fair share of what is shared (PSS) where the system tells it."""
        return {name: _memory(process.pid) for name, process in self.running.items()}

    def cpu_s(self) -> float:
        """Processor time that all its processes have used so far."""
        return sum(sum(each.cpu_times()[:2]) for process in self.running.values() for each in _family(process.pid))


def _family(pid: int) -> list[psutil.Process]:
    parent = psutil.Process(pid)
    return [parent, *parent.children(recursive=True)]


def _memory(pid: int) -> dict[str, float]:
    family = _family(pid)
    told = {"resident": sum(each.memory_info().rss for each in family) / 1e6}
    with suppress(AttributeError, psutil.AccessDenied):  # only Linux tells it, and only of one's own
        told["pss"] = sum(each.memory_full_info().pss for each in family) / 1e6
    return {name: round(value) for name, value in told.items()}


class _AtRest:
    """Somebody at Rasa's REST channel."""

    def __init__(self, client: aiohttp.ClientSession, url: str, said: Sequence[str]) -> None:
        self._client, self._url, self._said = client, url, said
        self._id, self._count, self.begun = "", 0, 0

    async def begin(self) -> None:
        self._id, self._count, self.begun = uuid.uuid4().hex, 0, self.begun + 1

    async def say(self, text: str | None = None) -> float:
        text, self._count = text or self._said[self._count % len(self._said)], self._count + 1
        started = time.perf_counter()
        async with self._client.post(f"{self._url}/webhooks/rest/webhook", json={"sender": self._id, "message": text},
                                     timeout=aiohttp.ClientTimeout(ANSWER_WITHIN_S)) as response:
            answered = await response.json() if response.status == 200 else []
        if not any(message.get("text") for message in answered):
            raise NoAnswer("nobody answered")
        return (time.perf_counter() - started) * 1000

    async def leave(self) -> None:
        pass


class _OnPage:
    """Somebody at our page. When she has ended the talk, the next word begins another."""

    _told = 0  # how many messages anybody has taken from the list, so that no two say the same

    def __init__(self, client: aiohttp.ClientSession, url: str) -> None:
        self._person, self._over, self.begun = Person(client, url), False, 0

    async def begin(self) -> None:
        await self._person.open()
        self._over, self.begun = False, self.begun + 1

    async def say(self, text: str | None = None) -> float:
        if self._over:
            await self.begin()
        if text is None:
            text = to_us()[_OnPage._told % len(to_us())]
            _OnPage._told += 1
        answer = await self._person.say(text)
        self._over = bool(answer.session["over"])
        return answer.took_ms

    async def leave(self) -> None:
        await self._person.close()


def ours(folder: Path, model: Path, environment: dict[str, str] | None = None) -> tuple[Bot, str]:
    """Our server with a fresh data folder in ``folder``, and its address."""
    port, data = free_port(), folder / "ours"
    data.mkdir()
    url = f"http://127.0.0.1:{port}"
    part = Part("server with its actions", [sys.executable, "-m", "bot.server", str(model)], data, {
        "SOFTSTART_PORT": str(port), "SOFTSTART_DATA_DIR": str(data), "SOFTSTART_RATE_LIMITS": "false", **(environment or {})})
    return Bot(OURS, [part], lambda client: _OnPage(client, url)), url


def starter(folder: Path) -> Bot:
    """Rasa's starter bot as :func:`prepare_starters` made it."""
    port = free_port()
    return Bot(STARTER, [_rasa_server(folder / "starter", port)],
               lambda client: _AtRest(client, f"http://127.0.0.1:{port}", TO_STARTER))


def starter_with_action(folder: Path) -> Bot:
    """The same with one custom action behind an action server, as Rasa's manual sets it up."""
    inside, port, action_port = folder / "action", free_port(), free_port()
    (inside / "endpoints.yml").write_text(f"action_endpoint:\n  url: http://127.0.0.1:{action_port}/webhook\n")
    actions = Part("action server", [sys.executable, "-m", "rasa_sdk", "-p", str(action_port), "--actions", "actions"], inside, {})
    return Bot(WITH_ACTION, [_rasa_server(inside, port), actions],
               lambda client: _AtRest(client, f"http://127.0.0.1:{port}", (TO_ACTION,)))


def _rasa_server(folder: Path, port: int) -> Part:
    return Part("server", [sys.executable, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)], folder, {})


def prepare_starters(folder: Path, console: Console) -> dict[str, float]:
    """Make and train both starters with Rasa's own commands; the seconds that takes where there is nothing yet."""
    console.print("Making and training Rasa's starter bot (a minute or two) …")

    def rasa(*arguments: str, inside: Path) -> float:
        started = time.monotonic()
        done = subprocess.run([sys.executable, "-m", "rasa", *arguments], cwd=inside, env=child_environment(), capture_output=True)
        if done.returncode:
            raise SoftstartError("Rasa's starter bot could not be trained here; nothing was measured.")
        return round(time.monotonic() - started, 1)

    plain, action = folder / "starter", folder / "action"
    plain.mkdir()
    rasa("init", "--no-prompt", "--init-dir", ".", inside=plain)
    shutil.copytree(plain, action)
    for path in [*action.glob("data/*.yml")]:
        path.write_text(path.read_text().replace("action: utter_greet", "action: action_no_op"))
    domain = action / "domain.yml"
    domain.write_text(domain.read_text() + "\nactions:\n- action_no_op\n")
    shutil.rmtree(action / "actions")
    (action / "actions.py").write_text(_NO_OP)
    for path in (action / "models").glob("*.tar.gz"):
        path.unlink()
    return {WITH_ACTION: rasa("train", inside=action)}
