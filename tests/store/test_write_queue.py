"""Writers of one file wait for each other, not for a sleep to end; and never for ever."""
from __future__ import annotations

import errno
import fcntl
import multiprocessing
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine

from bot.store.write_queue import WriteQueue

HELD_S = 0.2


def engine_on(path: Path, patience_s: float = 5.0) -> Engine:
    engine = create_engine(f"sqlite:///{path}", future=True, connect_args={"timeout": 5})
    WriteQueue(path, patience_s).watch(engine)
    return engine


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "log.db"
    with engine_on(path).begin() as connection:
        connection.execute(text("CREATE TABLE rows (who TEXT)"))
    yield path


def write(engine: Engine, who: str, hold_s: float = 0.0) -> None:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO rows VALUES (:who)"), {"who": who})
        time.sleep(hold_s)


def hold(path: Path, begun: Any) -> None:
    engine = engine_on(path)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO rows VALUES ('other process')"))
        begun.set()
        time.sleep(HELD_S)


def test_threads_take_their_turn_and_each_writes(path: Path) -> None:
    engine = engine_on(path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: write(engine, str(number), 0.01), range(40)))

    with engine.connect() as connection:
        assert {row.who for row in connection.execute(text("SELECT who FROM rows"))} == {str(number) for number in range(40)}


def test_a_writer_goes_on_as_soon_as_another_process_is_done(path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    begun = context.Event()
    other = context.Process(target=hold, args=(path, begun))
    other.start()
    assert begun.wait(30)
    write(engine_on(path), "here")
    other.join()

    with engine_on(path).connect() as connection:
        assert [row.who for row in connection.execute(text("SELECT who FROM rows ORDER BY rowid"))] == ["other process", "here"]


def test_who_reads_waits_for_nobody(path: Path) -> None:
    engine = engine_on(path)
    with engine.begin() as connection, ThreadPoolExecutor(1) as pool:
        connection.execute(text("INSERT INTO rows VALUES ('one')"))

        def read() -> int:
            with engine.connect() as another:
                return len(another.execute(text("SELECT who FROM rows")).all())

        assert pool.submit(read).result(timeout=2) == 0


def test_a_place_that_is_never_given_up_is_not_waited_for_for_ever(path: Path) -> None:
    stuck, engine = WriteQueue(path, 1.0), engine_on(path, patience_s=0.1)
    assert stuck._take()

    write(engine, "all the same")
    write(engine, "and again")
    with engine.connect() as connection:
        assert len(connection.execute(text("SELECT who FROM rows")).all()) == 2


def test_a_failure_gives_the_place_up(path: Path) -> None:
    engine = engine_on(path)
    with pytest.raises(ZeroDivisionError), engine.begin() as connection:
        connection.execute(text("INSERT INTO rows VALUES ('gone')"))
        raise ZeroDivisionError
    with ThreadPoolExecutor(1) as pool:
        pool.submit(write, engine_on(path), "next").result(timeout=2)


def test_the_file_beside_the_log_is_empty_and_only_ours(path: Path) -> None:
    queue = path.with_name("log.db-queue")
    write(engine_on(path), "somebody")

    assert queue.stat().st_size == 0 and queue.stat().st_mode & 0o777 == 0o600


def test_a_file_system_without_such_locks_is_no_hindrance(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: Any) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(fcntl, "flock", refuses)
    engine = engine_on(path, patience_s=0.5)
    began = time.monotonic()
    for who in "abc":
        write(engine, who)
    assert time.monotonic() - began < 0.5
    with engine.connect() as connection:
        assert len(connection.execute(text("SELECT who FROM rows")).all()) == 3


def test_who_is_interrupted_while_waiting_gives_the_place_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    stuck, queue = WriteQueue(path, 1.0), WriteQueue(path, 1.0)
    assert stuck._take()
    monkeypatch.setattr("bot.store.write_queue.time.sleep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        queue._take()
    assert queue._here.acquire(blocking=False)
