"""``softstart bench --log``: what the session log costs when it holds a million turns of ten thousand learners."""
from __future__ import annotations

import random
import time
import uuid
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Callable, Iterator

from cryptography.fernet import Fernet
from rich.console import Console
from rich.table import Table as Shown
from sqlalchemy import Table, insert, select

from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move
from bot.errors import UsageError
from bot.house import load_cast
from bot.persona.reaction import Reaction, TemperatureBand
from bot.rehearsal.mine import Mine
from bot.rehearsal.progress import Progress
from bot.rehearsal.rehearsals import Rehearsals
from bot.rehearsal.wording import load_wording
from bot.settings import WHYS, WORDING
from bot.store.encryption import Cipher, Keys
from bot.store.models import SessionRow, TurnRow
from bot.store.places import place, sealed_columns
from bot.store.store import Store

LEARNERS, SESSIONS_EACH, TURNS_EACH = 10_000, 10, 10
WIDEST = 365  # talks of the one learner who comes every day of a year
LOOKS, ERASURES = 200, 20
SESSIONS_AT_ONCE = 500
_CHARGE = Feedback("You never ring me on a Sunday any more, and I sit there.",
                   (BlameSpan(0, 40, BlameKind.ABSOLUTE, "A why of the usual length, in plain words."),), (), Move.BLAME,
                   reframe="When Sunday goes by without a call, I feel lonely. Could we ring at six?")


def measure_log(url: str | None, console: Console, learners: int = LEARNERS) -> dict[str, Any]:
    """Fill an empty log and time what a person waits for. ``url``: an empty database to use; a SQLite file of its own when None.

    Times in milliseconds. Raises StoreUnavailable, and UsageError for a log that is not empty.
    """
    with TemporaryDirectory(prefix="softstart-bench-") as folder:
        keys = Keys(Fernet.generate_key())
        store = Store(url or f"sqlite:///{Path(folder) / 'log.db'}", keys)
        cast, words = load_cast(), load_wording(WORDING, WHYS)
        rehearsals, mine, progress = Rehearsals(store, cast, words), Mine(store, words), Progress(store, words)
        if mine.sessions(1):
            raise UsageError("That database holds rehearsals already; give the address of an empty one.")
        whose, widest = [keys.hash(f"learner {number}") for number in range(learners)], keys.hash("the widest learner")
        started = time.perf_counter()
        with console.status("Filling the log"):
            _fill(store, rehearsals, chain((learner for learner in whose for _ in range(SESSIONS_EACH)), [widest] * WIDEST))
        filled = time.perf_counter() - started
        store.sweep()
        size, rng = store.size(), random.Random(7)
        turns = (learners * SESSIONS_EACH + WIDEST) * TURNS_EACH
        some = [rng.choice(whose) for _ in range(LOOKS)]
        talks = [mine.sessions(1, learner)[0]["id"] for learner in some]
        gone = rng.sample(whose, ERASURES)
        figures = {"database": store.kind, "turns": turns, "learners": learners, "bytes a turn": round(size / turns),
                   "filled in s": round(filled),
                   "session list": _times(mine.sessions, [(20, learner) for learner in some]),
                   "where a talk stands": _times(rehearsals.standing, [(talk,) for talk in talks]),
                   "a whole talk": _times(rehearsals.view, [(talk,) for talk in talks]),
                   "one more turn": _times(lambda talk: _speak(rehearsals, talk), [(talk,) for talk in dict.fromkeys(talks)]),
                   "debrief": _times(rehearsals.debrief, [(talk,) for talk in talks]),
                   "progress of a learner": _times(progress.of, [(learner,) for learner in some]),
                   f"session list of {WIDEST} talks": _times(mine.sessions, [(20, widest)] * LOOKS),
                   f"progress of {WIDEST} talks": _times(progress.of, [(widest,)] * LOOKS),
                   "export of a learner": _times(lambda learner: mine.export([row["id"] for row in mine.sessions(learner=learner)]),
                                                 [(learner,) for learner in some[:ERASURES]]),
                   "erase all of a learner": _times(mine.erase_all, [(learner,) for learner in gone]),
                   f"erase all {WIDEST} talks": _times(mine.erase_all, [(widest,)])}
        store.close()
        return figures


def _times(what: Callable[..., Any], calls: list[tuple[Any, ...]]) -> dict[str, float]:
    took = []
    for call in calls:
        started = time.perf_counter()
        what(*call)
        took.append(1000 * (time.perf_counter() - started))
    took.sort()
    return {"p50": round(took[len(took) // 2], 1), "p95": round(took[int(len(took) * 0.95)], 1), "most": round(took[-1], 1)}


def _speak(rehearsals: Rehearsals, talk: str) -> None:
    heated = rehearsals.hear(talk, _CHARGE)[1].temperature_band is TemperatureBand.BOILING
    rehearsals.say(talk, _CHARGE, Reaction.ESCALATE if heated else Reaction.GUILT)


def _fill(store: Store, rehearsals: Rehearsals, talks: Iterator[str]) -> None:
    """One real talk, copied as it lies in the tables, its texts sealed anew for each place. ``talks``: whose each copy is."""
    talk, _ = rehearsals.start("daily-calls", channel="bench", learner=next(talks), seed=1)
    for _ in range(TURNS_EACH):
        _speak(rehearsals, talk)
    # Tables as the database knows them: what is encrypted is only bytes here.
    tables = store.bare_tables("sessions", "turns", "findings")
    sessions, turned, found = tables
    with store.begin() as connection:
        session = dict(connection.execute(select(sessions).where(sessions.c.id == talk)).one())
        turns = [dict(row) for row in connection.execute(select(turned).where(turned.c.session_id == talk).order_by(turned.c.depth))]
        marks = [dict(row) for row in connection.execute(select(found).where(found.c.turn_id.in_([row["id"] for row in turns])))]
    for mark in marks:
        del mark["id"]
    cipher = store.keys.cipher
    texts = {row["id"]: _opened(cipher, TurnRow.__table__, row) for row in turns}
    of_session = _opened(cipher, SessionRow.__table__, session)
    for some in _in_portions(talks):
        rows: tuple[list[dict[str, Any]], ...] = ([], [], [])
        for learner in some:
            ids, session_id = {row["id"]: uuid.uuid4().hex for row in turns}, uuid.uuid4().hex
            rows[0].append(_sealed(cipher, SessionRow.__table__, of_session, {
                **session, "id": session_id, "code_hash": session_id * 2, "learner": learner, "head_id": ids[session["head_id"]]}))
            rows[1].extend(_sealed(cipher, TurnRow.__table__, texts[row["id"]], {
                **row, "id": ids[row["id"]], "session_id": session_id, "parent_id": ids.get(row["parent_id"])}) for row in turns)
            rows[2].extend({**mark, "turn_id": ids[mark["turn_id"]]} for mark in marks)
        with store.begin() as connection:
            for table, values in zip(tables, rows):
                connection.execute(insert(table), values)


def _opened(cipher: Cipher, table: Table, row: dict[str, Any]) -> dict[str, bytes]:
    return {column.name: cipher.open(bytes(row[column.name]), place(column, row)) for column in sealed_columns(table)
            if row[column.name] is not None}


def _sealed(cipher: Cipher, table: Table, texts: dict[str, bytes], row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **{name: cipher.seal(text, place(table.c[name], row)) for name, text in texts.items()}}


def _in_portions(talks: Iterator[str]) -> Iterator[list[str]]:
    portion: list[str] = []
    for each in talks:
        portion.append(each)
        if len(portion) == SESSIONS_AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


def show_log_table(figures: dict[str, Any], console: Console) -> None:
    """One row for each thing a person waits for."""
    console.print(f"{figures['turns']:,} turns of {figures['learners']:,} learners in {figures['database']}, "
                  f"{figures['bytes a turn']} bytes a turn")
    table = Shown("milliseconds", "p50", "p95", "most", box=None)
    for name, times in figures.items():
        if isinstance(times, dict):
            table.add_row(name, *(str(times[column]) for column in ("p50", "p95", "most")))
    console.print(table)
