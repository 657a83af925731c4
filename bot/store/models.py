"""The tables: sessions, their turns as a tree, and what the coach found in them."""
from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import declarative_base, deferred

from bot.store.encryption import Encrypted
from bot.store.places import PART_OF_PLACE, keep_in_place

Base: Any = declarative_base()
keep_in_place(Base)


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
    known_lines = deferred(Column(Encrypted))  # ids of her lines the learner had heard in earlier talks
    lesson = Column(String(32))  # the lesson suggested when it ended
    style = Column(String(16))  # how the coach speaks; None in rows older than styles: plain
    timing = Column(String(16))  # when; None in rows older than styles: after each message
    stepped_out = Column(Boolean, nullable=False, default=False, server_default=false())  # paused to look after herself
    hints = deferred(Column(Encrypted))  # those she was given, so that none comes twice
    figures = deferred(Column(JSON))  # what was counted of the talk as it stood at figures_of; see talk_figures
    figures_of = Column(String(32))
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
    session_id = Column(String(32), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, info=PART_OF_PLACE)
    parent_id = Column(String(32), ForeignKey("turns.id"), info=PART_OF_PLACE)
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


class CardRow(Base):
    """What a learner wrote on the card of a rehearsal herself, by field; the other fields follow the talk."""

    __tablename__ = "cards"

    session_id = Column(String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    saved_at = Column(DateTime(timezone=True), nullable=False)
    fields = Column(Encrypted, nullable=False)


class TalkRow(Base):
    """A real talk: its date on the learner's own calendar, and what she told of it afterwards."""

    __tablename__ = "talks"

    id = Column(String(32), primary_key=True)
    learner = Column(String(64), nullable=False, index=True, info=PART_OF_PLACE)
    session_id = Column(String(32), ForeignKey("sessions.id", ondelete="CASCADE"), index=True)  # the rehearsal it was prepared in, if any
    day = Column(Date, nullable=False, index=True)
    at = Column(String(5))  # "18:30"; None: some time that day
    zone = Column(String(64))  # IANA name of hers; None: the server's
    set_at = Column(DateTime(timezone=True), nullable=False)
    told_at = Column(DateTime(timezone=True))  # None: nothing to tell yet, or not all of it
    reminded = Column(String(32), nullable=False, default="")  # which reminders were given, with spaces between
    answers = deferred(Column(Encrypted))


class PreparationRow(Base):
    """The questions before a talk of one's own. Its id begins with a "p", so that no session has it."""

    __tablename__ = "preparations"
    __table_args__ = (Index("ix_preparations_learner", "learner"), Index("ix_preparations_session", "session_id"))

    id = Column(String(32), primary_key=True)
    code_hash = Column(String(64), nullable=False, unique=True)
    learner = Column(String(64), nullable=False, info=PART_OF_PLACE)
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
