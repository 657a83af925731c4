"""What the Telegram bridge must remember to survive a restart: chats, updates on their way, and which message became which turn.

No id of Telegram's stands here in the clear. Chats, updates and messages are found by keyed hashes; a chat's own id is kept, encrypted,
only while reminders are wanted, because nothing can be sent without it.
"""
from __future__ import annotations

from datetime import datetime
from typing import Any, Sequence

from sqlalchemy import Column, DateTime, Index, String, delete, select, update
from sqlalchemy.orm import Session, deferred, undefer

from bot.store.encryption import Encrypted
from bot.store.models import Base
from bot.store.places import PART_OF_PLACE

MOST_AT_ONCE = 500  # ids in one statement


class ChatRow(Base):
    """A private chat, and which rehearsal it is in."""

    __tablename__ = "telegram_chats"

    chat = Column(String(64), primary_key=True)  # keyed hash
    learner = Column(String(64), nullable=False, index=True, info=PART_OF_PLACE)
    # No foreign key: with SOFTSTART_KEEP=nothing the rehearsals live in another process. Work.erase takes both away together.
    session_id = Column(String(32), index=True)
    touched_at = Column(DateTime(timezone=True), nullable=False, index=True)
    zone = Column(String(64))  # IANA name of hers; None: not known
    address = Column(Encrypted)  # Telegram's id of the chat; None: no reminders
    state = Column(Encrypted, nullable=False)  # buttons that are alive, words that could not be said, a question that waits


class UpdateRow(Base):
    """One update of Telegram's: kept whole until it is answered, and afterwards as a hash, so that a second copy is not answered again."""

    __tablename__ = "telegram_updates"
    __table_args__ = (Index("ix_telegram_updates_step", "step", "arrived_at"),)

    id = Column(String(64), primary_key=True)  # keyed hash
    chat = Column(String(64), index=True)  # keyed hash; None once it is done or belongs to no chat
    arrived_at = Column(DateTime(timezone=True), nullable=False)
    step = Column(String(16), nullable=False)  # new, gone_back, delivering, done
    body = deferred(Column(Encrypted))


class SaidRow(Base):
    """Which turn a message of the learner's became, so that editing it can say it another way."""

    __tablename__ = "telegram_messages"

    message = Column(String(64), primary_key=True)  # keyed hash of chat and message
    session_id = Column(String(32), nullable=False, index=True)
    turn_id = Column(String(32), nullable=False)


class TelegramWork:
    """Mixed into Work."""

    _session: Session

    def chat(self, chat: str) -> ChatRow | None:
        return self._session.get(ChatRow, chat)

    def chats(self, learner: str) -> list[ChatRow]:
        """Those of a learner (hash)."""
        return list(self._session.execute(select(ChatRow).where(ChatRow.learner == learner).order_by(ChatRow.chat)).scalars())

    def chats_in(self, session_ids: Sequence[str]) -> list[ChatRow]:
        """Those that stand in one of these rehearsals."""
        return list(self._session.execute(select(ChatRow).where(ChatRow.session_id.in_(session_ids))).scalars())

    def step_of(self, update_id: str) -> str | None:
        """How far an update has come; None for one that is not known."""
        return self._session.execute(select(UpdateRow.step).where(UpdateRow.id == update_id)).scalar_one_or_none()

    def set_step(self, update_id: str, step: str) -> None:
        """Note how far an update has come; once it is done, nothing of it but its hash is left."""
        left = {"body": None, "chat": None} if step == "done" else {}
        self._session.execute(update(UpdateRow).where(UpdateRow.id == update_id).values(step=step, **left)
                              .execution_options(synchronize_session=False))

    def known_updates(self, update_ids: Sequence[str]) -> set[str]:
        return set(self._session.execute(select(UpdateRow.id).where(UpdateRow.id.in_(update_ids))).scalars())

    def waiting_updates(self) -> list[UpdateRow]:
        """Those not answered yet, with what they say."""
        return list(self._session.execute(select(UpdateRow).where(UpdateRow.step != "done").options(undefer(UpdateRow.body))).scalars())

    def forget_updates(self, before: datetime) -> int:
        """Drop the hashes of what was answered before a moment; how many."""
        gone = delete(UpdateRow).where(UpdateRow.step == "done", UpdateRow.arrived_at < before)
        return int(self._session.execute(gone.execution_options(synchronize_session=False)).rowcount)

    def said(self, message: str) -> SaidRow | None:
        return self._session.get(SaidRow, message)

    def leave_rehearsals(self, session_ids: Sequence[str]) -> None:
        """Chats that stand in these rehearsals are in none, and hold none of their words; no message is a turn of theirs."""
        for start in range(0, len(session_ids), MOST_AT_ONCE):
            some = session_ids[start:start + MOST_AT_ONCE]
            for row in self.chats_in(some):
                row.session_id, row.state = None, {}
            self._session.execute(delete(SaidRow).where(SaidRow.session_id.in_(some)).execution_options(synchronize_session=False))
        self._session.flush()

    def erase_chats(self, learner: str | None = None, *, untouched_since: datetime | None = None) -> int:
        """Remove a learner's chats, those nobody has touched since a moment, or everybody's; how many. What was on its way in them is
        emptied."""
        chosen: Any = select(ChatRow.chat)
        if learner is not None:
            chosen = chosen.where(ChatRow.learner == learner)
        if untouched_since is not None:
            chosen = chosen.where(ChatRow.touched_at < untouched_since)
        chats = list(self._session.execute(chosen).scalars())
        for start in range(0, len(chats), MOST_AT_ONCE):
            some = chats[start:start + MOST_AT_ONCE]
            for statement in (update(UpdateRow).where(UpdateRow.chat.in_(some)).values(step="done", chat=None, body=None),
                              delete(ChatRow).where(ChatRow.chat.in_(some))):
                self._session.execute(statement.execution_options(synchronize_session=False))
        return len(chats)
