"""The tables: sessions, their turns as a tree, and what the coach found in them."""
from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, DateTime, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import declarative_base, deferred

from bot.store.encryption import Encrypted

Base: Any = declarative_base()


class SessionRow(Base):
    """One rehearsal. ``head_id`` is the turn the talk stands at; undo moves it, nothing is deleted."""

    __tablename__ = "sessions"
    __table_args__ = (Index("ix_sessions_learner", "learner", "started_at"),)

    id = Column(String(32), primary_key=True)
    code_hash = Column(String(64), nullable=False, unique=True)
    scenario = Column(String(64), nullable=False)
    level = Column(String(16), nullable=False)
    seed = Column(Integer, nullable=False)
    channel = Column(String(16), nullable=False)
    started_at = Column(DateTime(timezone=True), nullable=False, index=True)
    ended_at = Column(DateTime(timezone=True))
    outcome = Column(String(16))
    paused = Column(Boolean, nullable=False, default=False)
    head_id = Column(String(32))
    learner = Column(String(64))  # keyed hash of whose rehearsal it is; None in rows older than learners
    side = Column(String(16))  # who the learner is; None in rows older than swapped sides: the scenario's own
    prepared = deferred(Column(Encrypted))  # what a persona of the learner's own is made from
    # Two writers at once: the second one fails instead of losing the first one's turn.
    version = Column(Integer, nullable=False)

    __mapper_args__ = {"version_id_col": version}


class TurnRow(Base):
    """One exchange. The root (depth 0) is her opening line and has no message."""

    __tablename__ = "turns"
    __table_args__ = (UniqueConstraint("session_id", "client_id", name="uq_turns_message"),
                      Index("ix_turns_session", "session_id", "depth"),
                      # Without it, every turn that is erased makes the database look through all turns for children.
                      Index("ix_turns_parent", "parent_id"))

    id = Column(String(32), primary_key=True)
    session_id = Column(String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False)
    parent_id = Column(String(32), ForeignKey("turns.id"))
    depth = Column(Integer, nullable=False)
    client_id = Column(String(64))
    created_at = Column(DateTime(timezone=True), nullable=False)
    move = Column(String(16))
    reaction = Column(String(16))
    state = Column(JSON, nullable=False)
    memory = deferred(Column(Encrypted))  # the part of her state that holds the learner's own words
    message = deferred(Column(Encrypted))
    feedback = deferred(Column(Encrypted))
    reply = deferred(Column(Encrypted, nullable=False))


class FindingRow(Base):
    """Words that carried blame, and whether the learner said they did not."""

    __tablename__ = "findings"

    id = Column(Integer, primary_key=True)
    turn_id = Column(String(32), ForeignKey("turns.id", ondelete="CASCADE"), nullable=False, index=True)
    start = Column(Integer, nullable=False)
    end = Column(Integer, nullable=False)
    kind = Column(String(24), nullable=False)
    dismissed = Column(Boolean, nullable=False, default=False)


class CommandRow(Base):
    """A command already carried out, so that a message sent twice is answered twice but done once."""

    __tablename__ = "commands"

    session_id = Column(String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    client_id = Column(String(64), primary_key=True)
    reply = Column(Encrypted, nullable=False)
    created_at = Column(DateTime(timezone=True), nullable=False)


class PreparationRow(Base):
    """The questions before a talk of one's own. Its id begins with a "p", so that no session has it."""

    __tablename__ = "preparations"
    __table_args__ = (Index("ix_preparations_learner", "learner"), Index("ix_preparations_session", "session_id"))

    id = Column(String(32), primary_key=True)
    code_hash = Column(String(64), nullable=False, unique=True)
    learner = Column(String(64), nullable=False)
    channel = Column(String(16), nullable=False)
    started_at = Column(DateTime(timezone=True), nullable=False)
    touched_at = Column(DateTime(timezone=True), nullable=False, index=True)
    asking = Column(String(16), nullable=False)  # the question that waits for an answer
    stopped = Column(Boolean, nullable=False, default=False)  # harm was told: nobody plays her
    answers = Column(Encrypted, nullable=False)
    # A message sent twice must not answer two questions; only the last one can be sent again.
    last_client_id = Column(String(64))
    last_reply = deferred(Column(Encrypted))
    session_id = Column(String(32), ForeignKey("sessions.id", ondelete="CASCADE"))  # the talk it became
    version = Column(Integer, nullable=False)

    __mapper_args__ = {"version_id_col": version}
