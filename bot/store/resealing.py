"""Writing anew everything that is encrypted: with another key, or bound to its place when it is from before values had places."""
from __future__ import annotations

from typing import Any, Callable

from sqlalchemy import LargeBinary, Table, select, tuple_, type_coerce, update
from sqlalchemy.engine import Engine

from bot.store.models import Base
from bot.store.places import place, place_columns, sealed_columns

ROWS_AT_ONCE = 200  # in one transaction

Change = Callable[[bytes, bytes], "bytes | None"]  # value and place; the new value, or None to leave it


def rewrite(engine: Engine, change: Change) -> int:
    """Give every encrypted value to ``change``; how many were written. Can be stopped and begun again, and loses nothing that is written
    at the same time."""
    return sum(_rewrite(engine, table, change) for table in Base.metadata.sorted_tables if sealed_columns(table))


def _rewrite(engine: Engine, table: Table, change: Change) -> int:
    keys, count, last = list(table.primary_key.columns), 0, None
    names = dict.fromkeys([key.name for key in keys] + list(place_columns(table)))
    raw = {column.name: type_coerce(column, LargeBinary) for column in sealed_columns(table)}
    while True:
        asked = select(*(table.c[name] for name in names), *(value.label(name) for name, value in raw.items())).order_by(*keys)
        if last is not None:
            asked = asked.where(tuple_(*keys) > tuple_(*last))
        with engine.begin() as connection:
            rows = connection.execute(asked.limit(ROWS_AT_ONCE)).mappings().all()
            missed = 0
            for row in rows:
                fresh: dict[str, Any] = {}
                for name in raw:
                    if row[name] is not None:
                        new = change(bytes(row[name]), place(table.c[name], row))
                        fresh.update({name: new} if new is not None else {})
                if fresh:
                    # Only where it still is what was read: what somebody has written since is looked at again.
                    same = [key == row[key.name] for key in keys] + [raw[name] == row[name] for name in fresh]
                    done = connection.execute(update(table).where(*same).values(
                        {name: type_coerce(value, LargeBinary) for name, value in fresh.items()})).rowcount
                    count, missed = count + done * len(fresh), missed + (not done)
        if missed:
            continue
        if len(rows) < ROWS_AT_ONCE:
            return count
        last = [rows[-1][key.name] for key in keys]
