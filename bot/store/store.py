"""The session log: one unit of work per use case, committed explicitly, rolled back otherwise."""
from __future__ import annotations

import os
import time
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from threading import RLock
from typing import Any, Callable, ContextManager, Iterator, NamedTuple, Sequence

from alembic import command
from alembic.config import Config
from cryptography.exceptions import InvalidTag
from cryptography.fernet import InvalidToken
from sqlalchemy import LargeBinary, MetaData, Table, bindparam, create_engine, delete, event, func, null, select, text, type_coerce
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker, undefer
from sqlalchemy.pool import QueuePool, StaticPool

from bot.errors import SettingError, StoreUnavailable
from bot.store.encryption import Keys
from bot.store.models import CardRow, CommandRow, FindingRow, PreparationRow, SessionRow, TalkRow, TurnRow
from bot.store.places import place
from bot.store.preparations import MOST_AT_ONCE, PreparationWork
from bot.store.resealing import rewrite
from bot.store.taken import TakenAlong
from bot.store.talk_figures import FiguresWork
from bot.store.telegram import TelegramWork
from bot.store.told import Path as ToldPath
from bot.store.told import Remembered, Told
from bot.store.waiting import waiting
from bot.store.write_queue import WriteQueue

BUSY_TIMEOUT_MS = 5000
QUEUE_PATIENCE_S = 1.0  # then SQLite itself waits
# Rasa's own default of 50 + 100 connections a process exhausts a small server.
POOL_SIZE, POOL_OVERFLOW = 5, 10
CONNECT_TIMEOUT_S = 5
STATEMENT_TIMEOUT_MS = 8000  # well under the time an action may take: nothing may be written after the learner was told it was not
LOOKED_AT = 5  # turns tried to tell whether the key is the right one
MIGRATION_LOCK = 7_361_220  # any number, the same for all replicas

_HURRIED = "hurried"  # a mark on a connection whose commits do not wait for the disk
_INCREMENTAL = 2  # SQLite's number for auto_vacuum=INCREMENTAL
_TEXTS = tuple(undefer(column) for column in (TurnRow.message, TurnRow.feedback, TurnRow.reply, TurnRow.memory))
_STANDING = (select(SessionRow, TurnRow).join(TurnRow, TurnRow.id == SessionRow.head_id).where(SessionRow.id == bindparam("id"))
             .options(undefer(TurnRow.memory)))
_STANDING_TO_SHOW, _STANDING_TO_GO_ON = _STANDING.options(*_TEXTS), _STANDING.options(undefer(SessionRow.known_lines))
_CARRIED_OUT = select(TurnRow.id).where(TurnRow.session_id == bindparam("id"), TurnRow.client_id == bindparam("message")).union_all(
    select(CommandRow.client_id).where(CommandRow.session_id == bindparam("id"), CommandRow.client_id == bindparam("message")))


class Bone(NamedTuple):
    """A turn as a place in the tree."""

    id: str
    parent_id: str | None
    depth: int
    reaction: str | None


class Glimpse(NamedTuple):
    """What is shown of a turn: how hot she was left (0-100), what was said, and what she answered."""

    temperature: float
    message: str
    persona: tuple[str, ...]


class Work(TakenAlong, PreparationWork, FiguresWork, TelegramWork):
    """What a use case can ask of the log inside one transaction."""

    def __init__(self, session: Session, remembered: Remembered, wrote: Callable[[float], None]) -> None:
        self._session, self._remembered, self._wrote = session, remembered, wrote

    def commit(self) -> None:
        began = time.perf_counter()
        self._session.commit()
        took = time.perf_counter() - began
        waiting.seconds += took
        self._wrote(took)

    def add(self, *rows: Any) -> None:
        """Write rows in the order given, parents first."""
        for row in rows:
            self._session.add(row)
            self._session.flush()

    def session(self, session_id: str) -> SessionRow | None:
        return self._session.get(SessionRow, session_id)

    def standing(self, session_id: str, *, to_show: bool = False, to_go_on: bool = False) -> tuple[SessionRow, TurnRow] | None:
        """A rehearsal and the turn it stands at, with the state that left, in one query. ``to_show``: with the turn's texts; ``to_go_on``:
        with the lines known from earlier talks. The rest is read when it is looked at."""
        asked = _STANDING_TO_SHOW if to_show else _STANDING_TO_GO_ON if to_go_on else _STANDING
        return self._session.execute(asked, {"id": session_id}).one_or_none()

    def carried_out(self, session_id: str, client_id: str) -> bool:
        """Whether a message was answered before, as a turn or as a command."""
        return self._session.execute(_CARRIED_OUT, {"id": session_id, "message": client_id}).first() is not None

    def session_by_code(self, code_hash: str) -> SessionRow | None:
        return self._session.execute(select(SessionRow).where(SessionRow.code_hash == code_hash)).scalar_one_or_none()

    def sessions(self, limit: int | None = None, learner: str | None = None) -> list[tuple[SessionRow, int]]:
        """The latest sessions, newest first, each with the number of turns it stands at; of one ``learner`` (hash) or of everybody."""
        asked = select(SessionRow, TurnRow.depth).outerjoin(TurnRow, TurnRow.id == SessionRow.head_id)
        if learner is not None:
            asked = asked.where(SessionRow.learner == learner)
        return [(row, depth or 0) for row, depth in self._session.execute(asked.order_by(SessionRow.started_at.desc()).limit(limit))]

    def latest_heads(self, learner: str, scenario: str, side: str, limit: int) -> list[TurnRow]:
        """Where a learner's latest sessions of a scenario stand, newest first, with what she has heard there."""
        return list(self._session.execute(
            select(TurnRow).join(SessionRow, SessionRow.head_id == TurnRow.id)
            .where(SessionRow.learner == learner, SessionRow.scenario == scenario, SessionRow.side == side)
            .options(undefer(TurnRow.memory)).order_by(SessionRow.started_at.desc()).limit(limit)).scalars())

    def sessions_starting_with(self, start: str) -> list[str]:
        """Ids that begin so, two at most: enough to know whether it is one."""
        return list(self._session.execute(select(SessionRow.id).where(SessionRow.id.startswith(start, autoescape=True)).limit(2)).scalars())

    def sessions_untouched_since(self, moment: datetime) -> list[str]:
        """Ids of the sessions with no turn since then, and no real talk on that day or later."""
        later = select(TurnRow.id).where(TurnRow.session_id == SessionRow.id, TurnRow.created_at >= moment).exists()
        ahead = select(TalkRow.id).where(TalkRow.session_id == SessionRow.id, TalkRow.day >= moment.date()).exists()
        return list(self._session.execute(select(SessionRow.id).where(SessionRow.started_at < moment, ~later, ~ahead)).scalars())

    def turn(self, turn_id: str) -> TurnRow | None:
        """A turn with the state it left; its texts are read one by one when they are looked at."""
        return self._session.get(TurnRow, turn_id, options=(undefer(TurnRow.memory),))

    def turn_by_message(self, session_id: str, client_id: str) -> TurnRow | None:
        return self._session.execute(select(TurnRow).where(
            TurnRow.session_id == session_id, TurnRow.client_id == client_id)).scalar_one_or_none()

    def command(self, session_id: str, client_id: str) -> CommandRow | None:
        return self._session.get(CommandRow, (session_id, client_id))

    def path(self, session: SessionRow) -> list[TurnRow]:
        """From the opening to where the talk stands, with texts."""
        parents = self.parents(str(session.id))
        ids: list[str] = []
        at = session.head_id
        while at is not None:
            ids.append(at)
            at = parents[at]
        # Other branches stay sealed: decrypting is most of what this costs.
        rows = self._session.execute(select(TurnRow).where(TurnRow.id.in_(ids)).options(*_TEXTS)).scalars()
        by_id = {row.id: row for row in rows}
        return [by_id[id_] for id_ in ids[::-1]]

    def told(self, session: SessionRow, head: TurnRow) -> ToldPath:
        """What is shown of the turns from the opening to where the talk stands, its ``head``. Raises StoreUnavailable."""
        id_, last = str(session.id), _told(head)
        path = self._remembered.up_to(id_, last, head.parent_id) or tuple(_told(turn) for turn in self.path(session))
        self._remembered.keep(id_, path)
        return path

    def parents(self, session_id: str) -> dict[str, str | None]:
        """The turn before each turn of a session."""
        return dict(self._session.execute(select(TurnRow.id, TurnRow.parent_id).where(TurnRow.session_id == session_id)).all())

    def tree(self, session_id: str) -> list[TurnRow]:
        """Every turn of a session, parents first, with texts."""
        return list(self._session.execute(select(TurnRow).where(TurnRow.session_id == session_id).options(*_TEXTS)
                                          .order_by(TurnRow.depth, TurnRow.created_at)).scalars())

    def skeleton(self, session_id: str) -> list[Bone]:
        """The whole tree of a session without states and texts, in order of birth."""
        asked = select(TurnRow.id, TurnRow.parent_id, TurnRow.depth, TurnRow.reaction).where(TurnRow.session_id == session_id)
        return [Bone(*row) for row in self._session.execute(asked.order_by(TurnRow.created_at, TurnRow.depth, TurnRow.id))]

    def glimpses(self, turn_ids: Sequence[str], *, answers: bool = False) -> dict[str, Glimpse]:
        """What is shown of some turns, by id: only these are decrypted, her answers only when asked for."""
        found: dict[str, Glimpse] = {}
        for start in range(0, len(turn_ids), MOST_AT_ONCE):
            asked = select(TurnRow.id, TurnRow.session_id, TurnRow.parent_id, TurnRow.state["temperature"].as_float().label("temperature"),
                           TurnRow.message, TurnRow.reply if answers else null().label("reply"))
            for row in self._session.execute(asked.where(TurnRow.id.in_(turn_ids[start:start + MOST_AT_ONCE]))).mappings():
                message, reply = (row[name] and row[name].open(place(column, row))
                                  for name, column in (("message", TurnRow.message), ("reply", TurnRow.reply)))
                found[row["id"]] = Glimpse(row["temperature"], message or "", tuple(reply["persona"]) if reply else ())
        return found

    def receipt(self, session_id: str, client_id: str | None, at: datetime) -> None:
        """Note that a command is carried out, in the transaction that does it; its answer is filled in afterwards."""
        if client_id:
            self.add(CommandRow(session_id=session_id, client_id=client_id, reply=[], created_at=at))

    def findings(self, turn_ids: list[str]) -> list[FindingRow]:
        return list(self._session.execute(select(FindingRow).where(FindingRow.turn_id.in_(turn_ids))
                                          .order_by(FindingRow.id)).scalars())

    def findings_of(self, session_id: str) -> list[FindingRow]:
        """Every mark in a session, in any branch."""
        return list(self._session.execute(select(FindingRow).join(TurnRow, TurnRow.id == FindingRow.turn_id)
                                          .where(TurnRow.session_id == session_id).order_by(FindingRow.id)).scalars())

    def dismissed(self) -> list[tuple[FindingRow, TurnRow]]:
        """Every mark a learner took back with its turn, message included, oldest first."""
        return [(mark, turn) for mark, turn in self._session.execute(
            select(FindingRow, TurnRow).join(TurnRow, TurnRow.id == FindingRow.turn_id).where(FindingRow.dismissed)
            .options(undefer(TurnRow.message)).order_by(FindingRow.id))]

    def dismissed_in(self, session_id: str) -> list[FindingRow]:
        """The marks a learner took back in a session, in any branch."""
        return list(self._session.execute(select(FindingRow).join(TurnRow, TurnRow.id == FindingRow.turn_id).where(
            TurnRow.session_id == session_id, FindingRow.dismissed)).scalars())

    def count_findings(self) -> int:
        """How many marks were ever made, taken back or not."""
        return int(self._session.execute(select(func.count()).select_from(FindingRow)).scalar_one())

    def erase(self, session_ids: Sequence[str]) -> None:
        """Remove sessions and all that hangs on them."""
        self._remembered.forget(session_ids)
        self.leave_rehearsals(session_ids)
        for start in range(0, len(session_ids), MOST_AT_ONCE):
            some = session_ids[start:start + MOST_AT_ONCE]
            turn_ids = select(TurnRow.id).where(TurnRow.session_id.in_(some)).scalar_subquery()
            self._session.execute(delete(FindingRow).where(FindingRow.turn_id.in_(turn_ids)).execution_options(synchronize_session=False))
            for table, owner in ((CommandRow, CommandRow.session_id), (CardRow, CardRow.session_id), (TalkRow, TalkRow.session_id),
                                 (TurnRow, TurnRow.session_id), (PreparationRow, PreparationRow.session_id), (SessionRow, SessionRow.id)):
                self._session.execute(delete(table).where(owner.in_(some)).execution_options(synchronize_session=False))


class Store:
    """Opens the database, brings its tables up to date, and hands out units of work."""

    def __init__(self, url: str, keys: Keys) -> None:
        """Raises StoreUnavailable when the database cannot be opened or migrated."""
        self.keys = keys
        self._wrote: Callable[[float], None] = lambda _: None
        self._failed: Callable[[], None] = lambda: None
        self._remembered = Remembered()
        try:
            self._engine = _open_engine(url)
        except (ArgumentError, ValueError):
            raise StoreUnavailable("SOFTSTART_DATABASE_URL is not the address of a database.") from None
        # See Encrypted: the dialect is the one place a type can find what belongs to its engine.
        self._engine.dialect.softstart_cipher = keys.cipher
        self._sessions = sessionmaker(self._engine, future=True, expire_on_commit=False)
        in_memory = isinstance(self._engine.pool, StaticPool)
        self._file = self.kind == "sqlite" and not in_memory
        self._stays_open = False
        # A log in memory has one connection, and a commit on it would commit everybody's.
        self._alone: ContextManager[Any] = RLock() if in_memory else nullcontext()
        with _kindly():
            self._migrate()
            if self._file:
                self._let_it_shrink()
            if not keys.bound and not in_memory:
                self._bind()

    @contextmanager
    def work(self, *, lasting: bool = True) -> Iterator[Work]:
        """One transaction. Nothing is kept unless ``commit`` is called. Raises StoreUnavailable when the database fails.

        Without ``lasting`` a commit does not wait for the disk: it outlives this process however that ends, but perhaps no power cut."""
        with self._alone, _kindly(self._failed), self._sessions() as session:
            if self.kind == "postgresql" and not lasting:
                session.execute(text("SET LOCAL synchronous_commit TO OFF"))
            elif self._file and not lasting:
                session.execute(text("PRAGMA synchronous=NORMAL"))
                session.connection().connection.info[_HURRIED] = True
            yield Work(session, self._remembered, self._wrote)

    def watched_by(self, wrote: Callable[[float], None], failed: Callable[[], None]) -> None:
        """From now on ``wrote`` is told of every commit and how many seconds it took, ``failed`` of every time the database fails."""
        self._wrote, self._failed = wrote, failed

    def look(self) -> None:
        """Ask the database something cheap. Raises StoreUnavailable when it does not answer."""
        with self._alone, _kindly(), self._engine.connect() as connection:
            connection.execute(select(SessionRow.id).limit(1)).all()

    def close(self) -> None:
        self._engine.dispose()

    def stay_open(self) -> None:
        """Keep a file open between transactions, for a process that has many short ones. Otherwise each pays for opening it; and whoever
        closes it as the last one moves the write-ahead file into it and waits for the disk."""
        if self._file and not self._stays_open:
            url, cipher = self._engine.url, self._engine.dialect.softstart_cipher
            self._engine.dispose()
            self._engine, self._stays_open = _open_engine(url, stays_open=True), True
            self._engine.dialect.softstart_cipher = cipher
            self._sessions = sessionmaker(self._engine, future=True, expire_on_commit=False)

    @property
    def kind(self) -> str:
        """sqlite or postgresql."""
        return str(self._engine.dialect.name)

    def begin(self) -> ContextManager[Any]:
        """A bare transaction, for measuring and mending."""
        return self._engine.begin()

    def bare_tables(self, *names: str) -> list[Table]:
        """Tables as the database itself describes them, without our types: nothing is decrypted."""
        bare = MetaData()
        return [Table(name, bare, autoload_with=self._engine) for name in names]

    def size(self) -> int:
        """Bytes the log takes on disk; 0 in memory."""
        if self._file:
            return Path(str(self._engine.url.database)).stat().st_size
        with self._engine.connect() as connection:
            asked = "select pg_database_size(current_database())" if self.kind == "postgresql" else "select 0"
            return int(connection.execute(text(asked)).scalar_one())

    def sweep(self) -> None:
        """Give back the room of what was erased. SQLite: overwritten pages leave the file, and its write-ahead file is emptied, unless
        somebody reads at this very moment; then the next sweep does it. Raises StoreUnavailable."""
        if not self._file:
            return
        with _kindly(), self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for pragma in ("incremental_vacuum", "wal_checkpoint(TRUNCATE)"):
                # The first frees a page at each step, so it must be read to its end.
                connection.connection.execute(f"PRAGMA {pragma}").fetchall()

    def check_key(self, path: Path) -> None:
        """Raises SettingError naming the key file when it opens nothing of what is in the log. A few turns tell; a broken one among them
        does not count."""
        asked = select(TurnRow.id, TurnRow.session_id, TurnRow.parent_id, type_coerce(TurnRow.reply, LargeBinary).label("reply"))
        with _kindly(), self._sessions() as session:
            some = session.execute(asked.order_by(TurnRow.id).limit(LOOKED_AT)).mappings().all()
        if not some or any(self._opens(bytes(row["reply"]), place(TurnRow.reply, row)) for row in some):
            return
        if any(self._bound(bytes(row["reply"]), b"") for row in some):
            raise SettingError(f"The session log is an old one, from before its values were bound to their places. If you put it there "
                               f"yourself, take the line 'bound' out of {path} and start again.")
        raise SettingError(f"The session log was written with another key than the one in {path}; put the right key file back, or "
                           "set SOFTSTART_DATA_DIR to another place to start afresh.")

    def _opens(self, value: bytes, at: bytes) -> bool:
        try:
            self.keys.cipher.open(value, at)
        except InvalidTag:
            return False
        return True

    def encrypt_again(self) -> int:
        """Write everything that was encrypted with an older key with the present one; how many values. Can be stopped and begun again.
        Raises StoreUnavailable for values that no known key opens."""
        with _kindly():
            count = rewrite(self._engine, self._sealed_again)
        self.sweep()
        return count

    def _sealed_again(self, value: bytes, at: bytes) -> bytes:
        try:
            return self.keys.cipher.seal(self.keys.cipher.open(value, at), at)
        except InvalidTag:
            raise StoreUnavailable("Some of what is stored was written with a key that is not in the key file; "
                                   "nothing more was changed.") from None

    def _bind(self) -> None:
        """Once for a log from before values had places: bind them, and take no such value ever after."""
        fits = set()

        def bind(value: bytes, at: bytes) -> bytes | None:
            done = self._opens(value, at)
            bound = None if done else self._bound(value, at)
            fits.add(done or bound is not None)
            return bound

        rewrite(self._engine, bind)
        if fits != {False}:  # else the key is the wrong one, and check_key says so
            self.sweep()
            self.keys.mark_bound()

    def _bound(self, value: bytes, at: bytes) -> bytes | None:
        try:
            return self.keys.cipher.seal(self.keys.before_places.decrypt(value), at)
        except InvalidToken:
            return None

    def _migrate(self) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self._engine.begin() as connection:
            if self.kind == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def _let_it_shrink(self) -> None:
        """Files from before this was set at their making are made over, once."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if connection.execute(text("PRAGMA auto_vacuum")).scalar() != _INCREMENTAL:
                connection.execute(text(f"PRAGMA auto_vacuum={_INCREMENTAL}"))
                connection.execute(text("VACUUM"))


def _told(turn: TurnRow) -> Told:
    return Told(turn.id, turn.message, turn.reply)


@contextmanager
def _kindly(failed: Callable[[], None] = lambda: None) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        failed()
        # The message of a database error holds the values it was given, so only its class may travel.
        raise StoreUnavailable(f"The session log cannot be used right now ({type(error).__name__}).") from None


def _open_engine(url: Any, *, stays_open: bool = False) -> Engine:
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
            queue = WriteQueue(path, QUEUE_PATIENCE_S, BUSY_TIMEOUT_MS)
        except OSError as error:
            raise StoreUnavailable(f"The session log {path} cannot be written ({error.strerror}); set SOFTSTART_DATA_DIR or "
                                   "SOFTSTART_DATABASE_URL to a place you can write to.") from None
        # SQLAlchemy hands a connection to one thread at a time, but not always to the one that opened it.
        kept = {"poolclass": QueuePool, "pool_size": POOL_SIZE, "max_overflow": POOL_OVERFLOW} if stays_open else {}
        engine = create_engine(url, future=True, hide_parameters=True, **kept,
                               connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": not stays_open})

        queue.watch(engine)

    event.listen(engine, "connect", _configure_sqlite)
    event.listen(engine, "checkin", _calm_down)
    return engine


def _configure_sqlite(connection: Any, _: Any) -> None:
    # It counts only in a file that is still empty, and setting it again would write, which a full disk refuses.
    if connection.execute("PRAGMA auto_vacuum").fetchone()[0] != _INCREMENTAL:
        connection.execute(f"PRAGMA auto_vacuum={_INCREMENTAL}")
    for pragma in ("journal_mode=WAL", f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON",
                   "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _calm_down(connection: Any, record: Any) -> None:
    """A connection that did not wait for the disk does so again before anybody else gets it."""
    if record.info.pop(_HURRIED, False) and connection is not None:
        connection.execute("PRAGMA synchronous=FULL")
