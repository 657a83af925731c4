"""The tables are brought up to date from blank and from every older shape, and nothing in them is lost."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text

from bot.store.models import Base
from bot.store.store import Store
from tests.store.test_store import fill

MIGRATIONS = Path(__file__).resolve().parents[2] / "bot" / "store" / "migrations"


def move_to(database_url: str, revision: str, *, down: bool = False) -> None:
    engine = create_engine(database_url, future=True)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        (command.downgrade if down else command.upgrade)(config, revision)
    engine.dispose()


def columns(database_url: str) -> dict[str, set[str]]:
    engine = create_engine(database_url, future=True)
    found = inspect(engine)
    shape = {name: {column["name"] for column in found.get_columns(name)} for name in found.get_table_names() if name in Base.metadata.tables}
    engine.dispose()
    return shape


@pytest.mark.parametrize("revision", ["0001", "0002", "0003", "0004", "0005", "0006", "0007"])
def test_an_older_log_comes_up_to_date_and_keeps_its_rehearsals(database_url: str, keys: Any, revision: str) -> None:
    move_to(database_url, revision)
    engine = create_engine(database_url, future=True)
    with engine.begin() as connection:
        connection.execute(text("insert into sessions (id, code_hash, scenario, level, seed, channel, started_at, paused, version) "
                                "values ('old', 'c', 'daily-calls', 'gentle', 1, 'web', '2026-01-02 00:00:00', false, 1)"))
    engine.dispose()

    store = Store(database_url, keys)

    with store.work() as work:
        row = work.session("old")
        assert row is not None
        assert (row.style, row.timing, row.stepped_out, row.hints) == (None, None, False, None)
        row.style, row.hints = "gentle", ["A hint."]
        work.commit()
    store.close()
    assert columns(database_url) == {table.name: {column.name for column in table.columns} for table in Base.metadata.tables.values()}


def test_the_newest_steps_can_be_taken_back_and_done_again(database_url: str, keys: Any) -> None:
    store = Store(database_url, keys)
    fill(store)
    store.close()

    move_to(database_url, "0003", down=True)
    before = columns(database_url)
    assert not {"style", "timing", "stepped_out", "hints", "lesson", "known_lines", "figures", "figures_of"} & before["sessions"]
    assert not {"cards", "talks", "preparations", "telegram_chats", "telegram_updates", "telegram_messages"} & set(before)

    store = Store(database_url, keys)
    with store.work() as work:
        row = work.session("s1")
        assert row is not None and len(work.path(row)) == 2
    store.close()
