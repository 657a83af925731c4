"""The session log: one unit of work per use case, committed explicitly, rolled back otherwise."""
from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Iterator

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, delete, event, func, select, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker, undefer
from sqlalchemy.pool import StaticPool

from bot.errors import StoreUnavailable
from bot.store.encryption import Keys
from bot.store.models import CommandRow, FindingRow, SessionRow, TurnRow

BUSY_TIMEOUT_MS = 5000
# Rasa's own default of 50 + 100 connections a process exhausts a small server.
POOL_SIZE, POOL_OVERFLOW = 5, 10
CONNECT_TIMEOUT_S = 5
STATEMENT_TIMEOUT_MS = 8000  # well under the time an action may take: nothing may be written after the learner was told it was not
MIGRATION_LOCK = 7_361_220  # any number, the same for all replicas


class Work:
    """What a use case can ask of the log inside one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def commit(self) -> None:
        self._session.commit()

    def add(self, *rows: Any) -> None:
        """Write rows in the order given, parents first."""
        for row in rows:
            self._session.add(row)
            self._session.flush()

    def session(self, session_id: str) -> SessionRow | None:
        return self._session.get(SessionRow, session_id)

    def session_by_code(self, code_hash: str) -> SessionRow | None:
        return self._session.execute(select(SessionRow).where(SessionRow.code_hash == code_hash)).scalar_one_or_none()

    def sessions(self, limit: int) -> list[SessionRow]:
        """The latest sessions, newest first."""
        return list(self._session.execute(select(SessionRow).order_by(SessionRow.started_at.desc()).limit(limit)).scalars())

    def turn(self, turn_id: str) -> TurnRow | None:
        return self._session.get(TurnRow, turn_id)

    def turn_by_message(self, session_id: str, client_id: str) -> TurnRow | None:
        return self._session.execute(select(TurnRow).where(
            TurnRow.session_id == session_id, TurnRow.client_id == client_id)).scalar_one_or_none()

    def command(self, session_id: str, client_id: str) -> CommandRow | None:
        return self._session.get(CommandRow, (session_id, client_id))

    def path(self, session: SessionRow) -> list[TurnRow]:
        """From the opening to where the talk stands, with texts."""
        rows = self._session.execute(select(TurnRow).where(TurnRow.session_id == session.id).options(
            undefer(TurnRow.message), undefer(TurnRow.feedback), undefer(TurnRow.reply), undefer(TurnRow.memory))).scalars()
        by_id = {row.id: row for row in rows}
        path, at = [], session.head_id
        while at is not None:
            path.append(by_id[at])
            at = by_id[at].parent_id
        return path[::-1]

    def findings(self, turn_ids: list[str]) -> list[FindingRow]:
        return list(self._session.execute(select(FindingRow).where(FindingRow.turn_id.in_(turn_ids))
                                          .order_by(FindingRow.id)).scalars())

    def dismissed(self) -> list[tuple[FindingRow, TurnRow]]:
        """Every mark a learner took back with its turn, message included, oldest first."""
        return [(mark, turn) for mark, turn in self._session.execute(
            select(FindingRow, TurnRow).join(TurnRow, TurnRow.id == FindingRow.turn_id).where(FindingRow.dismissed)
            .options(undefer(TurnRow.message)).order_by(FindingRow.id))]

    def count_findings(self) -> int:
        """How many marks were ever made, taken back or not."""
        return int(self._session.execute(select(func.count()).select_from(FindingRow)).scalar_one())

    def erase(self, session_id: str) -> None:
        """Remove a session and all that hangs on it."""
        turn_ids = select(TurnRow.id).where(TurnRow.session_id == session_id).scalar_subquery()
        self._session.execute(delete(FindingRow).where(FindingRow.turn_id.in_(turn_ids))
                              .execution_options(synchronize_session=False))
        for table in (CommandRow, TurnRow):
            self._session.execute(delete(table).where(table.session_id == session_id)
                                  .execution_options(synchronize_session=False))
        self._session.execute(delete(SessionRow).where(SessionRow.id == session_id)
                              .execution_options(synchronize_session=False))


class Store:
    """Opens the database, brings its tables up to date, and hands out units of work."""

    def __init__(self, url: str, keys: Keys) -> None:
        """Raises StoreUnavailable when the database cannot be opened or migrated."""
        self.keys = keys
        try:
            self._engine = _open_engine(url)
        except (ArgumentError, ValueError):
            raise StoreUnavailable("SOFTSTART_DATABASE_URL is not the address of a database.") from None
        # See Encrypted: the dialect is the one place a type can find what belongs to its engine.
        self._engine.dialect.softstart_cipher = keys.cipher
        self._sessions = sessionmaker(self._engine, future=True, expire_on_commit=False)
        with _kindly():
            self._migrate()

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One transaction. Nothing is kept unless ``commit`` is called. Raises StoreUnavailable when the database fails."""
        with _kindly(), self._sessions() as session:
            yield Work(session)

    def close(self) -> None:
        self._engine.dispose()

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self._engine.begin() as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@contextmanager
def _kindly() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        # The message of a database error holds the values it was given, so only its class may travel.
        raise StoreUnavailable(f"The session log cannot be used right now ({type(error).__name__}).") from None


def _open_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_pre_ping=True, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW,
                             hide_parameters=True, connect_args={
                                 "connect_timeout": CONNECT_TIMEOUT_S,
                                 "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout={BUSY_TIMEOUT_MS}"})
    if parsed.database in (None, "", ":memory:"):
        engine = create_engine(url, future=True, hide_parameters=True, poolclass=StaticPool,
                               connect_args={"check_same_thread": False})
    else:
        path = Path(parsed.database)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # Made before SQLite does, so that it and its journal are never readable by others.
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        except OSError as error:
            raise StoreUnavailable(f"The session log {path} cannot be written ({error.strerror}); set SOFTSTART_DATA_DIR or "
                                   "SOFTSTART_DATABASE_URL to a place you can write to.") from None
        engine = create_engine(url, future=True, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})

    event.listen(engine, "connect", _configure_sqlite)
    return engine


def _configure_sqlite(connection: Any, _: Any) -> None:
    for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")
