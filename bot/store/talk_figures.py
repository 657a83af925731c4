"""A learner's talks in figures, counted by the database from plain columns: nothing is decrypted.

A talk is counted once for each place it stands at, and what was counted is kept with it. So looking back over years costs a row a talk,
not a row a message.
"""
from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Collection, Mapping, NamedTuple, Sequence

from sqlalchemy import bindparam, case, func, select, update
from sqlalchemy.orm import Session, aliased

from bot.store.models import FindingRow, SessionRow, TurnRow
from bot.store.preparations import MOST_AT_ONCE

_SESSIONS: Any = SessionRow.__table__


@dataclass(frozen=True)
class TalkFigures:
    """One talk as it stands: turns taken back do not count, nor marks the learner said were no blame. A message, spoken or only
    listening, is a turn with a move; ``marked`` messages have a mark that stands, ``moved`` ones make a move that was asked for;
    ``danger``: of a kind that stops a talk."""

    id: str
    scenario: str
    side: str | None
    level: str
    outcome: str | None
    started_at: datetime
    messages: int
    marks: int
    marked: int
    moved: int
    danger: int


class Counted(NamedTuple):
    """What was counted of a talk that stands at ``head``; ``before``: where it stood when it was counted last."""

    id: str
    before: str | None
    head: str | None
    figures: Mapping[str, Any]


class FiguresWork:
    """The part of a unit of work that counts."""

    _session: Session

    def talk_figures(self, learner: str, moves: Collection[str], dangers: Collection[str]) -> tuple[list[TalkFigures], list[Counted]]:
        """A learner's talks (hash) in figures, oldest first, and what had to be counted for it; ``note_figures`` keeps that for the next
        time. ``moves``, ``dangers``: the moves counted as ``moved`` and ``danger``."""
        asked = select(SessionRow.id, SessionRow.scenario, SessionRow.side, SessionRow.level, SessionRow.outcome, SessionRow.started_at,
                       SessionRow.head_id, SessionRow.figures_of, SessionRow.figures)
        rows = self._session.execute(asked.where(SessionRow.learner == learner).order_by(SessionRow.started_at, SessionRow.id)).all()
        missing = [row for row in rows if row.figures is None or row.figures_of != row.head_id]
        fresh = self._count([row.id for row in missing])
        told = {row.id: row.figures for row in rows} | fresh
        return ([_figures(row, told[row.id], moves, dangers) for row in rows],
                [Counted(row.id, row.figures_of, row.head_id, fresh[row.id]) for row in missing])

    def note_figures(self, counted: Sequence[Counted]) -> None:
        """Keep what was counted, unless it was counted or to be counted anew meanwhile. Leaves the row's version alone, as does the next
        one: neither must ever cost anybody a turn."""
        same = (_SESSIONS.c.id == bindparam("talk")) & (func.coalesce(_SESSIONS.c.figures_of, "") == bindparam("before"))
        self._session.connection().execute(
            update(_SESSIONS).where(same).values(figures=bindparam("told"), figures_of=bindparam("head")),
            [{"talk": one.id, "before": one.before or "", "told": one.figures, "head": one.head} for one in counted])

    def count_anew(self, session_id: str) -> None:
        """What was counted of a talk holds no more; a count that is under way will not be kept either."""
        nowhere = uuid.uuid4().hex  # no talk ever stands there
        self._session.connection().execute(update(_SESSIONS).where(_SESSIONS.c.id == session_id).values(figures_of=nowhere))

    def _count(self, session_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {id_: {"moves": {}, "marks": 0, "marked": 0} for id_ in session_ids}
        for start in range(0, len(session_ids), MOST_AT_ONCE):
            for id_, move, messages, marks, marked in self._session.execute(_counts(), {"talks": session_ids[start:start + MOST_AT_ONCE]}):
                talk = found[id_]
                talk["moves"][move] = int(messages)
                talk["marks"], talk["marked"] = talk["marks"] + int(marks), talk["marked"] + int(marked)
        return found


def _figures(row: Any, told: Mapping[str, Any], moves: Collection[str], dangers: Collection[str]) -> TalkFigures:
    made: Mapping[str, int] = told["moves"]
    moved, danger = (sum(count for move, count in made.items() if move in some) for some in (moves, dangers))
    return TalkFigures(row.id, row.scenario, row.side, row.level, row.outcome, row.started_at, sum(made.values()), told["marks"],
                       told["marked"], moved, danger)


@cache
def _counts() -> Any:
    """The statement that counts messages, marks and marked messages of some ``talks``, by move. Built once: building it takes as long as
    carrying it out."""
    these = SessionRow.id.in_(bindparam("talks", expanding=True))
    # From where each talk stands back to its opening: what was taken back or tried beside it is not on the way.
    kept = select(TurnRow.id, TurnRow.parent_id, TurnRow.session_id, TurnRow.move) \
        .join(SessionRow, SessionRow.head_id == TurnRow.id).where(these).cte("kept", recursive=True)
    parent = aliased(TurnRow)
    kept = kept.union_all(select(parent.id, parent.parent_id, parent.session_id, parent.move).join(kept, kept.c.parent_id == parent.id))
    turn = select(kept.c.session_id, kept.c.move, func.count(FindingRow.id).label("marks")) \
        .outerjoin(FindingRow, (FindingRow.turn_id == kept.c.id) & FindingRow.dismissed.is_(False)) \
        .where(kept.c.move.is_not(None)).group_by(kept.c.session_id, kept.c.id, kept.c.move).subquery("turn")
    return select(turn.c.session_id, turn.c.move, func.count(), func.sum(turn.c.marks), func.sum(case((turn.c.marks > 0, 1), else_=0))) \
        .group_by(turn.c.session_id, turn.c.move)
