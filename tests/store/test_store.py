"""The session log on both databases: whole, encrypted, migrated, kind when it fails."""
from __future__ import annotations

import os
import stat
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, inspect, text

from bot.errors import SettingError, StoreUnavailable
from bot.store.encryption import Keys
from bot.store.models import Base, SessionRow, TurnRow
from bot.store.store import Store

SECRET = "Mum, what you said about the yellow kettle hurt me"
NOW = datetime(2026, 1, 2, tzinfo=timezone.utc)


def fill(store: Store, message: str = SECRET) -> None:
    with store.work() as work:
        work.add(SessionRow(id="s1", code_hash="c" * 64, scenario="daily-calls", level="realistic", seed=1, channel="web",
                            started_at=NOW, paused=False, head_id="t2"),
                 TurnRow(id="t1", session_id="s1", depth=0, created_at=NOW, state={}, reply={"persona": ["At last."]}),
                 TurnRow(id="t2", session_id="s1", parent_id="t1", depth=1, created_at=NOW, state={}, message=message,
                         feedback={"text": message}, reply={"persona": [message[::-1]]}))
        work.commit()


def test_what_is_written_comes_back(database_url: str, keys: Any) -> None:
    store = Store(database_url, keys)
    fill(store)

    with store.work() as work:
        session = work.session("s1")
        assert session is not None
        path = work.path(session)

    assert [turn.id for turn in path] == ["t1", "t2"]
    assert path[1].message == SECRET
    store.close()


def test_nothing_is_kept_without_commit(database_url: str, keys: Any) -> None:
    store = Store(database_url, keys)
    with store.work() as work:
        work.add(SessionRow(id="s1", code_hash="c" * 64, scenario="x", level="gentle", seed=1, channel="web", started_at=NOW, paused=False))

    with store.work() as work:
        assert work.session("s1") is None
    store.close()


def test_two_writers_at_once_do_not_lose_a_turn(database_url: str, keys: Any) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite lets one writer in at a time")
    store = Store(database_url, keys)
    fill(store)
    with pytest.raises(StoreUnavailable), store.work() as first:
        row = first.session("s1")
        assert row is not None
        with store.work() as second:
            other = second.session("s1")
            assert other is not None
            other.head_id = "t1"
            second.commit()
        row.head_id = None
        first.commit()
    store.close()


def test_erasing_leaves_nothing_of_a_session(database_url: str, keys: Any) -> None:
    store = Store(database_url, keys)
    fill(store)
    with store.work() as work:
        work.erase(["s1"])
        work.commit()

    engine = create_engine(database_url, future=True)
    with engine.connect() as connection:
        for table in ("sessions", "turns", "findings", "commands", "cards", "talks"):
            assert connection.execute(text(f"select count(*) from {table}")).scalar() == 0
    store.close()
    engine.dispose()


def test_migrations_build_the_tables_of_the_models(database_url: str, keys: Any) -> None:
    Store(database_url, keys).close()

    engine = create_engine(database_url, future=True)
    found = inspect(engine)
    for table in Base.metadata.tables.values():
        assert {column["name"] for column in found.get_columns(table.name)} == {column.name for column in table.columns}
    engine.dispose()


def test_opening_an_existing_log_changes_nothing(database_url: str, keys: Any) -> None:
    first = Store(database_url, keys)
    fill(first)
    first.close()

    second = Store(database_url, keys)
    with second.work() as work:
        assert work.session("s1") is not None
    second.close()


def test_a_raw_scan_of_the_files_finds_no_word_of_it(tmp_path: Path, keys: Any) -> None:
    store = Store(f"sqlite:///{tmp_path / 'log.db'}", keys)
    fill(store)

    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"kettle" not in raw and b"elttek" not in raw
    store.close()


def test_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    keys = Keys.load(tmp_path / "inside" / "key")
    store = Store(f"sqlite:///{tmp_path / 'inside' / 'log.db'}", keys)
    fill(store)

    for path in (tmp_path / "inside").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
    store.close()


def test_another_key_cannot_read_it_and_says_so(tmp_path: Path, keys: Any) -> None:
    url = f"sqlite:///{tmp_path / 'log.db'}"
    store = Store(url, keys)
    fill(store)
    store.close()

    other = Store(url, Keys.load(tmp_path / "other-key"))
    with pytest.raises(StoreUnavailable, match="another key"), other.work() as work:
        session = work.session("s1")
        assert session is not None
        work.path(session)
    other.close()


def test_a_key_file_that_holds_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("not a key")

    with pytest.raises(SettingError, match="does not hold a key"):
        Keys.load(tmp_path / "key")


def test_a_dead_database_is_one_sentence_without_values(keys: Any) -> None:
    with pytest.raises(StoreUnavailable) as error:
        Store("postgresql+psycopg2://nobody:secret@127.0.0.1:1/none", keys)

    assert "secret" not in str(error.value) and "\n" not in str(error.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write anywhere")
def test_a_read_only_folder_is_named(tmp_path: Path, keys: Any) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreUnavailable, match="cannot be written"):
            Store(f"sqlite:///{tmp_path / 'deep' / 'log.db'}", keys)
    finally:
        tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, keys: Any) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(StoreUnavailable, match="cannot be written"):
        Store(f"sqlite:///{tmp_path / 'file' / 'log.db'}", keys)
