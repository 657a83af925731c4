"""Every encrypted value opens at its own place only, and what is from before values had places is taken in once and never again."""
from __future__ import annotations

import json
import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, create_engine, select, text, type_coerce, update
from sqlalchemy.orm import undefer

from bot.errors import SettingError, StoreUnavailable
from bot.store.encryption import Keys
from bot.store.models import Base, CardRow, CommandRow, PreparationRow, SessionRow, TalkRow, TurnRow
from bot.store.places import place, place_columns, sealed_columns
from bot.store.store import Store
from tests.store.test_migrations import move_to
from tests.store.test_store import NOW

HERS, OTHERS = "a" * 64, "b" * 64
TEXT = "the yellow kettle"

Slot = tuple[str, str, tuple[Any, ...]]  # table, column, key of the row


def everything(store: Store, learner: str = HERS) -> str:
    """A rehearsal with something in every encrypted column there is; its id."""
    talk, root, turn, other = (uuid.uuid4().hex for _ in range(4))
    with store.work() as work:
        work.add(SessionRow(id=talk, code_hash=talk * 2, scenario="daily-calls", level="realistic", seed=1, channel="web", started_at=NOW,
                            paused=False, head_id=turn, learner=learner, prepared={"name": TEXT}, known_lines=["l1"], hints=[TEXT]),
                 TurnRow(id=root, session_id=talk, depth=0, created_at=NOW, state={}, memory={"said": TEXT}, reply={"persona": ["At last."]}),
                 *(TurnRow(id=each, session_id=talk, parent_id=root, depth=1, created_at=NOW, state={}, message=TEXT, memory={"said": TEXT},
                           feedback={"text": TEXT}, reply={"persona": [TEXT]}) for each in (turn, other)),
                 CommandRow(session_id=talk, client_id="m1", reply=[{"text": TEXT}], created_at=NOW),
                 CommandRow(session_id=talk, client_id="m2", reply=[{"text": TEXT}], created_at=NOW),
                 CardRow(session_id=talk, saved_at=NOW, fields={"open": TEXT}),
                 TalkRow(id=uuid.uuid4().hex, learner=learner, session_id=talk, day=date(2026, 12, 4), set_at=NOW, reminded="", answers={"said": TEXT}),
                 PreparationRow(id="p" + uuid.uuid4().hex[:31], code_hash=uuid.uuid4().hex * 2, learner=learner, channel="web", started_at=NOW,
                                touched_at=NOW, asking="who", answers={"told": {"who": TEXT}}, last_reply=[{"text": TEXT}]))
        work.commit()
    return talk


def tables() -> list[Any]:
    return [table for table in Base.metadata.sorted_tables if sealed_columns(table)]


def slots(url: str) -> dict[Slot, bytes]:
    """Every encrypted value as it lies in the database, by its place."""
    engine, found = create_engine(url, future=True), {}
    with engine.connect() as connection:
        for table in tables():
            keys = list(table.primary_key.columns)
            for column in sealed_columns(table):
                for *key, value in connection.execute(select(*keys, type_coerce(column, LargeBinary)).order_by(*keys)):
                    if value is not None:
                        found[(table.name, column.name, tuple(key))] = bytes(value)
    engine.dispose()
    return found


def put(connection: Any, slot: Slot, value: bytes) -> None:
    table, column, key = slot
    of = Base.metadata.tables[table]
    where = [name == part for name, part in zip(of.primary_key.columns, key)]
    assert connection.execute(update(of).where(*where).values({column: type_coerce(value, LargeBinary)})).rowcount == 1


def read(store: Store, slot: Slot) -> Any:
    """What the program sees there."""
    table, column, key = slot
    mapped = next(mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name == table)
    with store.work() as work:
        where = [name == part for name, part in zip(Base.metadata.tables[table].primary_key.columns, key)]
        row = work._session.execute(select(mapped).where(*where).options(undefer(getattr(mapped, column)))).scalar_one()
        return getattr(row, column)


def test_any_two_values_that_change_places_are_found(database_url: str, keys: Any) -> None:
    store = Store(database_url, keys)
    everything(store)
    everything(store, OTHERS)
    there = slots(database_url)
    assert {(table, column) for table, column, _ in there} == {(table.name, column.name) for table in tables() for column in sealed_columns(table)}
    assert all(TEXT in str(read(store, slot)) or slot[1] in ("known_lines", "reply") for slot in there)
    engine = create_engine(database_url, future=True)

    @given(pair=st.lists(st.sampled_from(sorted(there)), min_size=2, max_size=2, unique=True))
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def changed(pair: list[Slot]) -> None:
        one, other = pair
        with engine.begin() as connection:
            put(connection, one, there[other])
            put(connection, other, there[one])
        for slot in pair:
            with pytest.raises(StoreUnavailable, match="has been changed"):
                read(store, slot)
        with engine.begin() as connection:
            put(connection, one, there[one])
            put(connection, other, there[other])

    changed()
    assert all(read(store, slot) is not None for slot in there)
    engine.dispose()
    store.close()


@pytest.mark.parametrize("moved", ["update turns set session_id = :to where id = :id", "update turns set parent_id = null where id = :id",
                                   "update talks set learner = :other where session_id = :from", "update preparations set learner = :other where id = :prepared"])
def test_a_row_that_is_hung_elsewhere_does_not_open(database_url: str, keys: Any, moved: str) -> None:
    store = Store(database_url, keys)
    hers, others = everything(store), everything(store, OTHERS)
    with store.work() as work:
        turn = work.session(hers).head_id  # type: ignore[union-attr]
        prepared = work.preparations(learner=HERS)[0].id
    engine = create_engine(database_url, future=True)
    values = {"to": others, "id": turn, "other": OTHERS, "from": hers, "prepared": prepared}
    with engine.begin() as connection:
        assert connection.execute(text(moved), {name: value for name, value in values.items() if f":{name}" in moved}).rowcount == 1
    engine.dispose()

    with pytest.raises(StoreUnavailable, match="has been changed"), store.work() as work:
        work.tree(hers)
        work.tree(others)
        work.talks(OTHERS)
        work.preparations(learner=OTHERS)
    store.close()


def test_a_row_can_be_changed_read_again_and_rolled_back(database_url: str, keys: Any) -> None:
    store = Store(database_url, keys)
    talk = everything(store)
    with store.work() as work:
        row = work.session(talk)
        assert row is not None and row.hints == [TEXT]
        row.paused = True  # nothing of what is sealed
        work.commit()
        row.hints = [*row.hints, "another"]
        row.prepared = None
        work.commit()
        assert (row.hints, row.prepared) == ([TEXT, "another"], None)
        row.hints = ["never kept"]
        work._session.flush()
        assert row.hints == ["never kept"]
        work._session.rollback()
        assert row.hints == [TEXT, "another"]
    with store.work() as work:
        row = work.session(talk)
        assert row is not None and (row.hints, row.prepared, row.known_lines) == ([TEXT, "another"], None, ["l1"])
    store.close()


def as_before_places(url: str, keys: Keys) -> None:
    """Put every value into the form it had: encrypted, and bound to nothing."""
    cipher, engine = keys.cipher, create_engine(url, future=True)
    with engine.begin() as connection:
        for table in tables():
            for row in connection.execute(select(*(table.c[name] for name in place_columns(table)))).mappings().all():
                for column in sealed_columns(table):
                    slot = (table.name, column.name, tuple(row[key.name] for key in table.primary_key.columns))
                    value = connection.execute(select(type_coerce(column, LargeBinary)).where(*(key == row[key.name] for key in table.primary_key.columns))).scalar()
                    if value is not None:
                        put(connection, slot, keys.before_places.encrypt(cipher.open(bytes(value), place(column, row))))
    engine.dispose()


def key_from_before(path: Path) -> Keys:
    """As older versions wrote it: the key and nothing else."""
    path.write_bytes(Fernet.generate_key())
    return Keys.load(path)


def test_a_log_from_before_is_bound_when_it_is_opened_and_the_key_file_says_so(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    old = key_from_before(path)
    assert not old.bound
    store = Store(database_url, Keys(path.read_bytes()))
    talk = everything(store)
    before = {slot: read(store, slot) for slot in slots(database_url)}
    store.close()
    as_before_places(database_url, old)
    assert all(value.startswith(b"gAAAA") for value in slots(database_url).values())

    store = Store(database_url, Keys.load(path))
    store.check_key(path)

    assert {slot: read(store, slot) for slot in before} == before
    assert not any(value.startswith(b"gAAAA") for value in slots(database_url).values())
    assert path.read_bytes().splitlines()[-1] == b"bound" and Keys.load(path).bound
    assert Keys.load(path).hash(talk) == old.hash(talk)
    store.close()


def test_nothing_from_before_can_be_put_back_afterwards(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    old = key_from_before(path)
    store = Store(database_url, old)
    everything(store)
    store.close()
    as_before_places(database_url, old)
    backup = slots(database_url)
    store = Store(database_url, Keys.load(path))
    store.close()
    engine = create_engine(database_url, future=True)
    with engine.begin() as connection:
        for slot, value in backup.items():
            put(connection, slot, value)
    engine.dispose()
    move_to(database_url, "0007", down=True)  # as if no version that knows of places had ever been here

    store = Store(database_url, Keys.load(path))
    for slot in backup:
        with pytest.raises(StoreUnavailable, match="has been changed"):
            read(store, slot)
    with pytest.raises(SettingError, match="take the line 'bound' out of") as error:
        store.check_key(path)
    assert "\n" not in str(error.value)
    store.close()

    # The owner herself has put a backup of hers there.
    path.write_bytes(path.read_bytes().replace(b"bound\n", b""))
    store = Store(database_url, Keys.load(path))
    assert all(read(store, slot) is not None for slot in backup)
    store.close()


def test_a_key_that_does_not_fit_binds_nothing_and_notes_nothing(database_url: str, tmp_path: Path) -> None:
    right, wrong = tmp_path / "key", tmp_path / "other"
    old = key_from_before(right)
    store = Store(database_url, old)
    everything(store)
    store.close()
    as_before_places(database_url, old)
    before = slots(database_url)
    key_from_before(wrong)

    store = Store(database_url, Keys.load(wrong))
    with pytest.raises(SettingError, match="another key"):
        store.check_key(wrong)
    store.close()

    assert slots(database_url) == before and not Keys.load(wrong).bound


def test_binding_that_is_cut_short_is_finished_next_time_and_one_broken_value_holds_up_nothing(database_url: str, tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "key"
    old = key_from_before(path)
    store = Store(database_url, Keys(path.read_bytes()))
    talks = [everything(store) for _ in range(3)]
    store.close()
    as_before_places(database_url, old)
    broken: Slot = ("cards", "fields", (talks[0],))
    engine = create_engine(database_url, future=True)
    with engine.begin() as connection:
        put(connection, broken, b"gAAAAbroken")
    engine.dispose()
    monkeypatch.setattr("bot.store.resealing.ROWS_AT_ONCE", 2)
    bound, done = Store._bound, []

    def until_the_power_fails(self: Store, value: bytes, at: bytes) -> bytes | None:
        done.append(value)
        if len(done) == 12:
            raise KeyboardInterrupt
        return bound(self, value, at)

    monkeypatch.setattr(Store, "_bound", until_the_power_fails)
    with pytest.raises(KeyboardInterrupt):
        Store(database_url, Keys.load(path))
    assert not Keys.load(path).bound
    assert 0 < sum(value.startswith(b"gAAAA") for value in slots(database_url).values()) < len(slots(database_url))

    store = Store(database_url, Keys.load(path))

    assert Keys.load(path).bound
    for slot in slots(database_url):
        if slot != broken:
            assert read(store, slot) is not None
    with pytest.raises(StoreUnavailable):
        read(store, broken)
    store.close()


def test_a_log_in_memory_says_nothing_of_the_one_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "key"
    key_from_before(path)

    Store("sqlite://", Keys.load(path)).close()

    assert not Keys.load(path).bound


def test_a_change_of_keys_takes_in_what_is_from_before(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "key"
    old = key_from_before(path)
    store = Store(database_url, Keys(path.read_bytes()))
    everything(store)
    store.close()
    as_before_places(database_url, old)

    both = Keys.load(path).with_new_key()
    both.save(path)
    store = Store(database_url, both)
    store.encrypt_again()
    store.close()
    both.without_older().save(path)

    fresh = Keys.load(path)
    store = Store(database_url, fresh)
    assert fresh.bound and all(read(store, slot) is not None for slot in slots(database_url))
    store.close()


def test_a_key_file_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: Any) -> None:
    path = tmp_path / "gone" / "key"
    path.parent.mkdir()
    keys = key_from_before(path)
    path.unlink()
    path.mkdir()

    with pytest.raises(SettingError, match="add a line with the one word 'bound'") as error:
        Store(f"sqlite:///{tmp_path / 'log.db'}", keys)
    assert "\n" not in str(error.value)


def test_what_is_written_while_values_are_written_anew_is_not_lost(database_url: str, keys: Any) -> None:
    if database_url.startswith("sqlite"):
        pytest.skip("SQLite lets one writer in at a time")
    store = Store(database_url, keys)
    talk = everything(store)
    seal_again, once = store._sealed_again, []

    def while_she_writes(value: bytes, at: bytes) -> bytes:
        if not once and json.loads(at)[:2] == ["cards", "fields"]:
            once.append(at)
            with store.work() as work:
                card = work.card(talk)
                assert card is not None
                card.fields = {"open": "a newer line"}
                work.commit()
        return seal_again(value, at)

    store._sealed_again = while_she_writes  # type: ignore[method-assign]
    store.encrypt_again()

    assert once and read(store, ("cards", "fields", (talk,))) == {"open": "a newer line"}
    store.close()
