"""The key: changed without losing a word, even when the change is cut short; what was tampered with is found."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from bot.errors import SettingError, StoreUnavailable
from bot.store.encryption import Encrypted, Keys, Placed
from bot.store.store import Store
from tests.store.test_erasing import rehearse, sealed_texts, take_along
from tests.store.test_store import SECRET, fill

anything = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


class _Dialect:
    def __init__(self, keys: Keys) -> None:
        self.softstart_cipher = keys.cipher


HERE = b'["turns", "message", "t1"]'


def written(value: Any, dialect: _Dialect) -> bytes | None:
    return Encrypted().process_bind_param(None if value is None else Placed(value, HERE), dialect)


def read(sealed: bytes | None, dialect: _Dialect, place: bytes = HERE) -> Any:
    found = Encrypted().process_result_value(sealed, dialect)
    return None if found is None else found.open(place)


@given(value=anything)
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_comes_back_and_is_never_readable(value: Any) -> None:
    dialect = _Dialect(Keys(Fernet.generate_key()))
    sealed = written(value, dialect)

    assert (sealed is None) == (value is None)
    assert read(sealed, dialect) == value
    if isinstance(value, str) and len(value) >= 8:
        assert value.encode("utf-8", "surrogatepass") not in (sealed or b"")


@given(at=st.integers(min_value=0), bit=st.integers(0, 7))
@settings(max_examples=60, deadline=None)
def test_a_changed_bit_is_found(at: int, bit: int) -> None:
    dialect = _Dialect(Keys(Fernet.generate_key()))
    sealed = bytearray(written(SECRET, dialect) or b"")
    sealed[at % len(sealed)] ^= 1 << bit
    with pytest.raises(StoreUnavailable, match="another key"):
        read(bytes(sealed), dialect)


@given(length=st.integers(min_value=0))
@settings(max_examples=40, deadline=None)
def test_a_value_that_was_cut_is_found(length: int) -> None:
    dialect = _Dialect(Keys(Fernet.generate_key()))
    sealed = written(SECRET, dialect) or b""
    with pytest.raises(StoreUnavailable, match="another key"):
        read(sealed[:length % len(sealed)], dialect)


def test_a_value_without_its_place_is_never_written() -> None:
    with pytest.raises(TypeError):
        Encrypted().process_bind_param(SECRET, _Dialect(Keys(Fernet.generate_key())))


def test_a_new_key_reads_everything_and_the_old_one_nothing(database_url: str, tmp_path: Path) -> None:
    path = tmp_path / "keys" / "key"
    old = Keys.load(path)
    store = Store(database_url, old)
    talk = rehearse(store, "a" * 64)
    take_along(store, "a" * 64, talk)
    fill(store)
    before = sealed_texts(database_url, talk)
    store.close()

    new = old.with_new_key()
    new.save(path)
    store = Store(database_url, Keys.load(path))
    assert store.encrypt_again() > 0
    store.close()
    Keys.load(path).without_older().save(path)

    fresh = Keys.load(path)
    store = Store(database_url, fresh)
    with store.work() as work:
        session = work.session("s1")
        assert session is not None and work.path(session)[1].message == SECRET
        card = work.card(talk)
        assert card is not None and card.fields == {"open": "Mum, about the yellow kettle"}
        assert [row.answers["was"] for row in work.talks("a" * 64)] == [3]
    assert not set(before) & set(sealed_texts(database_url, talk))
    store.close()
    late = Store(database_url, old)
    with pytest.raises(StoreUnavailable, match="another key"), late.work() as work:
        session = work.session("s1")
        assert session is not None
        work.path(session)
    late.close()
    assert fresh.hash("a code") == old.hash("a code") and fresh.secret("tokens") != old.secret("tokens")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_change_of_keys_that_is_cut_short_loses_nothing_and_can_be_finished(database_url: str, keys: Keys, monkeypatch: Any) -> None:
    store = Store(database_url, keys)
    for _ in range(3):
        rehearse(store, "a" * 64)
    fill(store)
    store.close()
    monkeypatch.setattr("bot.store.resealing.ROWS_AT_ONCE", 4)
    both = keys.with_new_key()
    store, done = Store(database_url, both), []
    sealed_again = store._sealed_again

    def until_the_power_fails(value: bytes, at: bytes) -> bytes:
        done.append(value)
        if len(done) > 20:
            raise KeyboardInterrupt
        return sealed_again(value, at)

    monkeypatch.setattr(store, "_sealed_again", until_the_power_fails)
    with pytest.raises(KeyboardInterrupt):
        store.encrypt_again()
    store.close()

    store = Store(database_url, both)
    store.encrypt_again()
    store.close()
    store = Store(database_url, both.without_older())
    with store.work() as work:
        session = work.session("s1")
        assert session is not None and work.path(session)[1].message == SECRET
        for row, _ in work.sessions(learner="a" * 64):
            assert len(work.tree(row.id)) == 4
    store.close()


def test_what_was_tampered_with_is_said_in_one_sentence(database_url: str, keys: Keys) -> None:
    store = Store(database_url, keys)
    fill(store)
    engine = create_engine(database_url, future=True)
    with engine.begin() as connection:
        value = bytearray(bytes(connection.execute(text("select message from turns where id = 't2'")).scalar()))  # type: ignore[arg-type]
        value[40] ^= 4
        connection.execute(text("update turns set message = :value where id = 't2'"), {"value": bytes(value)})
    engine.dispose()

    with pytest.raises(StoreUnavailable, match="another key") as error, store.work() as work:
        session = work.session("s1")
        assert session is not None
        work.path(session)
    assert "\n" not in str(error.value)
    store.close()


def test_a_key_that_opens_nothing_of_the_log_is_named_and_a_broken_value_is_not_taken_for_it(database_url: str, keys: Keys, tmp_path: Path) -> None:
    path, other = tmp_path / "key", Keys(Fernet.generate_key())
    store, strange = Store(database_url, keys), Store(database_url, other)
    strange.check_key(path)  # an empty log has no key yet
    rehearse(store, "a" * 64)
    engine = create_engine(database_url, future=True)
    with engine.begin() as connection:
        connection.execute(text("update turns set reply = :value where depth = 1"), {"value": b"broken"})
    engine.dispose()

    store.check_key(path)
    with pytest.raises(SettingError, match="another key") as error:
        strange.check_key(path)
    assert str(path) in str(error.value) and "\n" not in str(error.value)
    Store(database_url, keys.with_new_key()).check_key(path)  # while a change of keys is under way
    for each in (store, strange):
        each.close()
