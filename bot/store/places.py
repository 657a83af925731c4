"""Where an encrypted value belongs: its table, its column, its row, and whatever else says whose row that is.

Rows are sealed as they are written and opened as they are read, so the rest of the program sees plain values only. Every row with an
encrypted column gets its id from us before it is written; one made by the database would not be known in time.
"""
from __future__ import annotations

import json
from functools import cache
from typing import Any, Mapping, Sequence

from sqlalchemy import Column, Table, event, inspect
from sqlalchemy.orm import Mapper
from sqlalchemy.orm.attributes import set_committed_value

from bot.store.encryption import Encrypted, Placed, Sealed

PART_OF_PLACE = {"part of place": True}  # info of a column that never changes and that a row's values are bound to, beside its key


def sealed_columns(table: Table) -> list[Column]:
    """Those that are encrypted."""
    return [column for column in table.columns if isinstance(column.type, Encrypted)]


@cache
def place_columns(table: Table) -> tuple[str, ...]:
    """Names of the columns whose values make the place of a row."""
    return tuple(column.name for column in table.columns if column.primary_key or column.info.get("part of place"))


def place(column: Any, row: Mapping[str, Any]) -> bytes:
    """The place of a value. ``column``: of a table or a mapped class; ``row``: at least its place columns, by name."""
    table = column.table if isinstance(column, Column) else column.property.columns[0].table
    name = column.name if isinstance(column, Column) else column.property.columns[0].name
    return json.dumps([table.name, name, *(row[each] for each in place_columns(table))]).encode()


def keep_in_place(base: Any) -> None:
    """Seal and open the rows of every class mapped under ``base``, those mapped later too. Attributes are named as their columns are."""
    for name in ("load", "refresh"):
        # A row that has expired is asked for again to know its place.
        event.listen(base, name, _open, propagate=True, restore_load_context=True)
    for name, listener in (("before_insert", _before), ("before_update", _before), ("after_insert", _after), ("after_update", _after)):
        event.listen(base, name, listener, propagate=True)


@cache
def _sealed_of(mapper: Mapper) -> tuple[Column, ...]:
    return tuple(sealed_columns(mapper.local_table))


def _place_in(target: Any, column: Column) -> bytes:
    return place(column, {name: getattr(target, name) for name in place_columns(column.table)})


def _open(target: Any, _context: Any, _names: Sequence[str] | None = None) -> None:
    for column in _sealed_of(inspect(target).mapper):
        value = target.__dict__.get(column.name)
        if isinstance(value, Sealed):
            set_committed_value(target, column.name, value.open(_place_in(target, column)))


def _before(mapper: Mapper, _connection: Any, target: Any) -> None:
    state = inspect(target)
    for column in _sealed_of(mapper):
        value = target.__dict__.get(column.name)
        # Of a row that is there already, only what was changed is written.
        if value is not None and (not state.has_identity or column.name in state.committed_state):
            setattr(target, column.name, Placed(value, _place_in(target, column)))


def _after(mapper: Mapper, _connection: Any, target: Any) -> None:
    for column in _sealed_of(mapper):
        value = target.__dict__.get(column.name)
        if isinstance(value, Placed):
            set_committed_value(target, column.name, value.value)
