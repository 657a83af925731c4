"""``softstart bench``: our full coached turn beside Rasa's own starter bot, one machine, one run, interleaved.

The starter is what ``rasa init`` makes, unchanged; "starter with one action" is the same with one no-op custom action behind an action
server. Theirs is timed from an HTTP client over their REST channel; ours over the socket the page uses, log committed.
"""
from __future__ import annotations

import asyncio
import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Awaitable, Callable

import httpx
import psutil
import socketio
from rich.console import Console
from rich.table import Table

from bot.errors import SoftstartError
from bot.settings import PROJECT, Settings
from bot.supervisor import ensure_model

TURNS_A_SESSION = 4
START_WITHIN_S = 300
STARTER, WITH_ACTION, OURS = "starter", "starter with one action", "softstart"
SAID_TO_STARTER = ("hi", "great", "are you a bot?", "bye")
SAID_TO_US = ("You never listen when I talk about work.",
              "I'm sorry, that came out wrong. I felt panicky when the phone rang in the meeting.",
              "What are you afraid of when I don't answer?", "Would you be willing to ring at seven instead?")
_NO_OP = '''from rasa_sdk import Action


class ActionNoOp(Action):
    def name(self):
        return "action_no_op"

    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Hey.")
        return []
'''


@dataclass
class Bot:
    """A bot under measurement: its processes, how to begin a session and say one thing in it, and the times that took."""

    name: str
    commands: list[tuple[list[str], Path, dict[str, str]]]
    open: Callable[[], Awaitable[None]]
    say: Callable[[int], Awaitable[None]]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    first_answer_s: float = 0.0
    times_ms: list[float] = field(default_factory=list)

    def start(self) -> None:
        for command, folder, environment in self.commands:
            with open(folder / "bench.log", "ab") as log:
                self.processes.append(subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=log, stderr=log,
                                                       start_new_session=True))

    def stop(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)

    def memory_mb(self) -> float:
        """Resident memory of all its processes."""
        total = 0
        for process in self.processes:
            parent = psutil.Process(process.pid)
            total += sum(each.memory_info().rss for each in [parent, *parent.children(recursive=True)])
        return total / 1e6


def measure(settings: Settings, console: Console, turns: int) -> dict[str, Any]:
    """Time all three bots; ``turns`` messages each. Raises SoftstartError when a bot does not start."""
    model = ensure_model(settings, console)
    folder = Path(tempfile.mkdtemp(prefix="softstart-bench-"))
    try:
        training = _prepare_starters(folder, console)
        return asyncio.run(_measure(folder, model, settings, console, turns)) | {"training_s": training}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _measure(folder: Path, model: Path, settings: Settings, console: Console, turns: int) -> dict[str, Any]:
    bots = [_starter(STARTER, folder / "starter"), _starter(WITH_ACTION, folder / "action"), _ours(folder, model, settings)]
    try:
        for bot in bots:
            console.print(f"Starting {bot.name} …")
            bot.first_answer_s = await _until_first_answer(bot)
        for bot in bots:
            await bot.open()
            for number in range(TURNS_A_SESSION):  # warm
                await bot.say(number)
        for block in range(turns // TURNS_A_SESSION):
            for bot in bots:
                await bot.open()
                for number in range(TURNS_A_SESSION):
                    started = time.perf_counter()
                    await bot.say(number)
                    bot.times_ms.append((time.perf_counter() - started) * 1000)
            if block % 5 == 0:
                console.print(f"{(block + 1) * TURNS_A_SESSION} of {turns} messages each …")
        return _figures(bots, turns)
    finally:
        for bot in bots:
            bot.stop()


def _figures(bots: list[Bot], turns: int) -> dict[str, Any]:
    by_name = {bot.name: {"p50_ms": round(statistics.median(bot.times_ms), 1), "p95_ms": round(_quantile(bot.times_ms, 0.95), 1),
                          "first_answer_s": round(bot.first_answer_s, 1), "memory_mb": round(bot.memory_mb())} for bot in bots}
    ours, starter, action = by_name[OURS], by_name[STARTER], by_name[WITH_ACTION]
    return {"machine": f"{platform.machine()}, {os.cpu_count()} cores", "messages": turns, "bots": by_name, "ratios": {
        "turn p50 to starter with one action": round(ours["p50_ms"] / action["p50_ms"], 2),
        "turn p95 to starter with one action": round(ours["p95_ms"] / action["p95_ms"], 2),
        "first answer after start to starter": round(ours["first_answer_s"] / starter["first_answer_s"], 2),
        "memory to starter": round(ours["memory_mb"] / starter["memory_mb"], 2)}}


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


async def _until_first_answer(bot: Bot) -> float:
    started = time.monotonic()
    bot.start()
    while time.monotonic() - started < START_WITHIN_S:
        try:
            await bot.open()
            await bot.say(0)
            return time.monotonic() - started
        except (OSError, ValueError, httpx.HTTPError, socketio.exceptions.ConnectionError):
            await asyncio.sleep(0.2)
        if any(process.poll() is not None for process in bot.processes):
            break
    raise SoftstartError(f"{bot.name} did not start; nothing was measured.")


def _starter(name: str, folder: Path) -> Bot:
    port, action_port = _free_port(), _free_port()
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    commands = [([sys.executable, "-m", "rasa", "run", "-i", "127.0.0.1", "-p", str(port)], folder, quiet)]
    if name == WITH_ACTION:
        (folder / "endpoints.yml").write_text(f"action_endpoint:\n  url: http://127.0.0.1:{action_port}/webhook\n")
        commands.append(([sys.executable, "-m", "rasa_sdk", "-p", str(action_port), "--actions", "actions"], folder, quiet))
    client = httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False)
    sender = {"id": ""}

    async def open_session() -> None:
        sender["id"] = uuid.uuid4().hex

    async def say(number: int) -> None:
        text = "hi" if name == WITH_ACTION else SAID_TO_STARTER[number]
        answer = await client.post("/webhooks/rest/webhook", json={"sender": sender["id"], "message": text})
        if not answer.json():
            raise ValueError("no answer yet")

    return Bot(name, commands, open_session, say)


def _ours(folder: Path, model: Path, settings: Settings) -> Bot:
    port = _free_port()
    data = folder / "ours"
    data.mkdir()
    environment = {"SOFTSTART_PORT": str(port), "SOFTSTART_DATA_DIR": str(data), "PYTHONPATH": str(PROJECT), "PYTHONWARNINGS": "ignore"}
    url = f"http://127.0.0.1:{port}"
    client = httpx.AsyncClient(base_url=url, timeout=60, trust_env=False)
    link = {"socket": socketio.SimpleClient()}

    def connect(token: str) -> None:
        link["socket"].disconnect()
        link["socket"] = socketio.SimpleClient()
        link["socket"].connect(url, transports=["websocket"])
        link["socket"].emit("session_request", {"token": token})
        link["socket"].receive(timeout=60)

    def talk(text: str) -> None:
        link["socket"].emit("user_uttered", {"message": text, "id": uuid.uuid4().hex})
        while link["socket"].receive(timeout=60)[0] != "turn_done":
            pass

    async def open_session() -> None:
        opened = (await client.post("/api/sessions", json={"scenario": "daily-calls"})).json()
        await asyncio.to_thread(connect, opened["token"])

    async def say(number: int) -> None:
        await asyncio.to_thread(talk, SAID_TO_US[number])

    return Bot(OURS, [([sys.executable, "-m", "bot.server", str(model)], PROJECT, environment)], open_session, say)


def _prepare_starters(folder: Path, console: Console) -> dict[str, float]:
    """Make and train both starters with Rasa's own commands."""
    console.print("Making and training Rasa's starter bot (a minute or two) …")
    quiet = {**os.environ, "RASA_TELEMETRY_ENABLED": "false", "PYTHONWARNINGS": "ignore"}

    def rasa(*arguments: str, inside: Path) -> float:
        started = time.monotonic()
        done = subprocess.run([sys.executable, "-m", "rasa", *arguments], cwd=inside, env=quiet, capture_output=True)
        if done.returncode:
            raise SoftstartError("Rasa's starter bot could not be trained here; nothing was measured.")
        return time.monotonic() - started

    starter, action = folder / "starter", folder / "action"
    starter.mkdir()
    rasa("init", "--no-prompt", "--init-dir", ".", inside=starter)
    shutil.copytree(starter, action)
    for path in [*action.glob("data/*.yml")]:
        path.write_text(path.read_text().replace("action: utter_greet", "action: action_no_op"))
    domain = action / "domain.yml"
    domain.write_text(domain.read_text() + "\nactions:\n- action_no_op\n")
    shutil.rmtree(action / "actions")
    (action / "actions.py").write_text(_NO_OP)
    for path in (action / "models").glob("*.tar.gz"):
        path.unlink()
    return {WITH_ACTION: round(rasa("train", inside=action), 1)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def show_table(figures: dict[str, Any], console: Console) -> None:
    """The figures for a person."""
    table = Table("", "turn p50", "turn p95", "first answer", "memory", box=None)
    for name, row in figures["bots"].items():
        table.add_row(name, f"{row['p50_ms']} ms", f"{row['p95_ms']} ms", f"{row['first_answer_s']} s", f"{row['memory_mb']} MB")
    console.print(f"{figures['machine']}, {figures['messages']} messages each, interleaved")
    console.print(table)
    for name, ratio in figures["ratios"].items():
        console.print(f"{name}: {ratio}")
