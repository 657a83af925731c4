"""A learner's talks in figures, counted by the database from plain columns: nothing is decrypted."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import aliased

from bot.store.models import FindingRow, SessionRow, TurnRow


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


@cache
def talks_of() -> Any:
    """The statement that gives the fields of TalkFigures for every talk of a ``learner`` (hash), oldest first; ``moves`` and ``dangers``
    are the moves counted as ``moved`` and ``danger``. Built once: building it takes as long as carrying it out."""
    learner = SessionRow.learner == bindparam("learner")
    # From where each talk stands back to its opening: what was taken back or tried beside it is not on the way.
    kept = select(TurnRow.id, TurnRow.parent_id, TurnRow.session_id, TurnRow.move) \
        .join(SessionRow, SessionRow.head_id == TurnRow.id).where(learner).cte("kept", recursive=True)
    parent = aliased(TurnRow)
    kept = kept.union_all(select(parent.id, parent.parent_id, parent.session_id, parent.move).join(kept, kept.c.parent_id == parent.id))
    turn = select(kept.c.session_id, kept.c.move, func.count(FindingRow.id).label("marks")) \
        .outerjoin(FindingRow, (FindingRow.turn_id == kept.c.id) & FindingRow.dismissed.is_(False)) \
        .where(kept.c.move.is_not(None)).group_by(kept.c.session_id, kept.c.id, kept.c.move).subquery("turn")
    moves, dangers = (turn.c.move.in_(bindparam(name, expanding=True)) for name in ("moves", "dangers"))
    return select(SessionRow.id, SessionRow.scenario, SessionRow.side, SessionRow.level, SessionRow.outcome, SessionRow.started_at,
                  func.count(turn.c.move), func.coalesce(func.sum(turn.c.marks), 0), _how_many(turn.c.marks > 0),
                  _how_many(moves), _how_many(dangers)) \
        .outerjoin(turn, turn.c.session_id == SessionRow.id).where(learner) \
        .group_by(SessionRow.id).order_by(SessionRow.started_at, SessionRow.id)


def _how_many(which: Any) -> Any:
    return func.coalesce(func.sum(case((which, 1), else_=0)), 0)
