"""What a unit of work can ask about the things a learner takes along: cards, real talks, lessons."""
from __future__ import annotations

from datetime import date, datetime
from typing import Sequence

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session, undefer

from bot.store.models import CardRow, SessionRow, TalkRow


class TakenAlong:
    """Mixed into Work."""

    _session: Session

    def card(self, session_id: str) -> CardRow | None:
        """What the learner wrote on the card herself."""
        return self._session.get(CardRow, session_id)

    def talk(self, talk_id: str) -> TalkRow | None:
        return self._session.get(TalkRow, talk_id)

    def talks(self, learner: str | None, session_ids: Sequence[str] = ()) -> list[TalkRow]:
        """Real talks of a learner (hash), or that belong to one of the sessions, by day, with what was told of them."""
        mine = or_(TalkRow.learner == learner, TalkRow.session_id.in_(session_ids))
        return list(self._session.execute(select(TalkRow).where(mine).options(undefer(TalkRow.answers))
                                          .order_by(TalkRow.day, TalkRow.set_at)).scalars())

    def open_talk(self, learner: str) -> TalkRow | None:
        """The one real talk of hers that is not told of yet."""
        asked = select(TalkRow).where(TalkRow.learner == learner, TalkRow.told_at.is_(None)).options(undefer(TalkRow.answers))
        return self._session.execute(asked.order_by(TalkRow.set_at.desc()).limit(1)).scalar_one_or_none()

    def talks_around(self, first: date, last: date) -> list[TalkRow]:
        """Everybody's talks on these days (both included) that are not told of yet."""
        return list(self._session.execute(select(TalkRow).where(TalkRow.day.between(first, last), TalkRow.told_at.is_(None))
                                          .order_by(TalkRow.day, TalkRow.set_at)).scalars())

    def erase_open_talks(self, learner: str) -> int:
        """Drop the dates that are still to be told of; how many."""
        return int(self._session.execute(delete(TalkRow).where(TalkRow.learner == learner, TalkRow.told_at.is_(None))
                                         .execution_options(synchronize_session=False)).rowcount)

    def erase_talks(self, learner: str | None) -> None:
        """All of a learner's, or everybody's."""
        chosen = delete(TalkRow) if learner is None else delete(TalkRow).where(TalkRow.learner == learner)
        self._session.execute(chosen.execution_options(synchronize_session=False))

    def erase_stray_talks(self, moment: datetime) -> int:
        """Those of before this day that belong to no rehearsal; how many."""
        return int(self._session.execute(delete(TalkRow).where(TalkRow.session_id.is_(None), TalkRow.day < moment.date())
                                         .execution_options(synchronize_session=False)).rowcount)

    def note_lesson(self, session_id: str, lesson: str) -> None:
        """Keep which lesson was suggested. Leaves the row's version alone: it must never cost anybody a turn."""
        self._session.execute(update(SessionRow).where(SessionRow.id == session_id).values(lesson=lesson, version=SessionRow.version)
                              .execution_options(synchronize_session=False))

    def lesson_before(self, learner: str, session_id: str) -> str | None:
        """The lesson last suggested to her in another rehearsal that has ended."""
        return self._session.execute(select(SessionRow.lesson).where(SessionRow.learner == learner, SessionRow.id != session_id,
                                                                     SessionRow.lesson.is_not(None))
                                     .order_by(SessionRow.ended_at.desc()).limit(1)).scalar_one_or_none()
