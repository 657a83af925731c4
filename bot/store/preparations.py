"""What a unit of work can ask of the preparations."""
from __future__ import annotations

from datetime import datetime
from typing import Sequence

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from bot.store.models import PreparationRow

MOST_AT_ONCE = 500  # ids in one statement; SQLite takes some thousand values


class PreparationWork:
    """The part of a unit of work that knows the preparations."""

    _session: Session

    def preparation(self, preparation_id: str) -> PreparationRow | None:
        return self._session.get(PreparationRow, preparation_id)

    def preparation_by_code(self, code_hash: str) -> PreparationRow | None:
        return self._session.execute(select(PreparationRow).where(PreparationRow.code_hash == code_hash)).scalar_one_or_none()

    def preparations(self, session_ids: Sequence[str] = (), learner: str | None = None, *, open_ones: bool = False) -> list[PreparationRow]:
        """The preparations of these sessions, all those of a ``learner`` (hash) and, with ``open_ones``, everybody's that have not become
        a session yet; oldest first."""
        found: dict[str, PreparationRow] = {}
        asked = select(PreparationRow)
        wanted = [asked.where(PreparationRow.session_id.in_(session_ids[start:start + MOST_AT_ONCE]))
                  for start in range(0, len(session_ids), MOST_AT_ONCE)]
        wanted += [asked.where(PreparationRow.learner == learner)] if learner is not None else []
        wanted += [asked.where(PreparationRow.session_id.is_(None))] if open_ones else []
        for each in wanted:
            found.update((row.id, row) for row in self._session.execute(each).scalars())
        return sorted(found.values(), key=lambda row: (str(row.started_at), row.id))

    def erase_preparations(self, *, ids: Sequence[str] = (), learner: str | None = None, untouched_since: datetime | None = None,
                           everybodys: bool = False) -> int:
        """Remove the named ones, all of a ``learner``'s, those nobody has touched since a moment and that are no session yet, or all;
        how many."""
        which = [PreparationRow.id.in_(ids)] if ids else []
        which += [PreparationRow.learner == learner] if learner is not None else []
        if untouched_since is not None:
            which.append(and_(PreparationRow.touched_at < untouched_since, PreparationRow.session_id.is_(None)))
        if not which and not everybodys:
            return 0
        gone = delete(PreparationRow) if everybodys else delete(PreparationRow).where(or_(*which))
        return int(self._session.execute(gone.execution_options(synchronize_session=False)).rowcount)
