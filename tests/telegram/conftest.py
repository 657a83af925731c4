"""The bridge as its own process, between the running stack and a Bot API server that the tests bring."""
from __future__ import annotations

import itertools
import subprocess
import sys
import time
from typing import Iterator

import pytest

from bot.settings import PROJECT
from tests.conftest import Running
from tests.telegram.bot_api import TOKEN, BotApi, Person

_chat_ids = itertools.count(771_000_001 + 1000 * (int(time.time()) % 100_000))


class BridgeProcess:
    """``python -m bot.channels.telegram`` for a stack."""

    def __init__(self, stack: Running, api: BotApi, **environment: str) -> None:
        self._stack, self._api = stack, api
        self.log_path = stack.folder / "telegram.log"
        self.environment = {**stack.environment, "TELEGRAM_TOKEN": TOKEN, "SOFTSTART_TELEGRAM_API": api.url, "PYTHONPATH": str(PROJECT), **environment}
        self.command = [sys.executable, "-W", "ignore", "-m", "bot.channels.telegram"]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        before = len(self._api.calls)
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(self.command, cwd=PROJECT, env=self.environment, stdout=log, stderr=log)
        wanted = ("getUpdates", "setWebhook")

        def up() -> bool:
            assert self.process is not None and self.process.poll() is None, self.log()[-2000:]
            return any(method in wanted for _, method, _ in self._api.calls[before:])

        self._api.until(up, "the bridge asking for updates", 300)

    def stop(self, *, kill: bool = False) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(60)

    def log(self) -> str:
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""


@pytest.fixture(scope="session")
def bot_api() -> Iterator[BotApi]:
    api = BotApi().start()
    yield api
    api.stop()


@pytest.fixture(scope="session")
def bridge(unlimited: Running, bot_api: BotApi) -> Iterator[BridgeProcess]:
    process = BridgeProcess(unlimited, bot_api)
    process.start()
    yield process
    process.stop()


@pytest.fixture
def her(bridge: BridgeProcess, bot_api: BotApi) -> Iterator[Person]:
    """Somebody who has never been here. At the end nothing was sent that Telegram would not take."""
    before = len(bot_api.mistakes)
    yield bot_api.person(next(_chat_ids))
    time.sleep(0.1)
    assert [mistake for mistake in bot_api.mistakes[before:] if "not modified" not in mistake] == []


def in_talk(person: Person, title: str = "Five calls a day", level: str = "Realistic") -> None:
    """Choose a talk by its buttons."""
    person.asks("/scenarios")
    while title not in person.all()[-1].titles:
        person.changed_by("More talks")
    person.changed_by(title)
    person.taps(level, 2)


@pytest.fixture
def talking(her: Person) -> Person:
    """The same, with Rosa."""
    in_talk(her)
    return her
