"""The ten short lessons, and which of them fits the talk that has just ended. Offered once, never pushed."""
from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence

from pydantic import BaseModel, Extra, Field

from bot.coach.feedback import BlameKind, Move, Strength
from bot.errors import UsageError
from bot.rehearsal import shapes
from bot.rehearsal.outcome import FEW_TURNS, Exchange
from bot.store.store import Store
from bot.yaml_files import read_yaml

MANY_MARKS = 3  # of the kinds a lesson is about
SOME_LENGTH = 3  # messages; before that nobody can be said to have left anything out


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        frozen = True
        anystr_strip_whitespace = True


class Example(_Part):
    """The same moment said in two ways, and whose voice it is."""

    who: str
    weak: str
    strong: str


class Occasion(_Part):
    """The end of which talk a lesson fits: any one of these is enough."""

    after_marks: tuple[BlameKind, ...] = ()
    outcome: tuple[str, ...] = ()
    without: Optional[Strength] = None


class Lesson(_Part):
    """One lesson. ``scenario`` practises it."""

    id: str = Field(regex="^[a-z-]+$", max_length=32)
    title: str
    text: str
    example: Example
    scenario: str
    when: Occasion


class Lessons:
    """All lessons, in order."""

    def __init__(self, store: Store, lessons: Sequence[Lesson], words: Mapping[str, str]) -> None:
        self._store, self._lessons, self.words = store, tuple(lessons), words

    @classmethod
    def load(cls, store: Store, path: Path) -> Lessons:
        """From data/lessons/lessons.yml. Raises pydantic's ValidationError for a lesson that is not whole."""
        lessons, words = _read(path)
        return cls(store, lessons, words)

    def all(self) -> list[dict[str, Any]]:
        """Number, id, title and scenario of each."""
        return [self._short(number, lesson) for number, lesson in enumerate(self._lessons, 1)]

    def lesson(self, name: str) -> dict[str, Any]:
        """One whole lesson by its id or its number. Raises UsageError."""
        name = name.strip().lower()
        for number, lesson in enumerate(self._lessons, 1):
            if name in (lesson.id, str(number)):
                return {**self._short(number, lesson), "text": lesson.text, "example": lesson.example.dict()}
        raise UsageError(self.words["unknown"].format(name=name[:24]))

    def suggest(self, session_id: str) -> dict[str, Any] | None:
        """The lesson that fits a talk that has ended, with ``offer``, a sentence to show. None when none fits, the talk is too short to
        tell, or it was stopped for safety. Never the one suggested after her talk before."""
        with self._store.work() as work:
            row = work.session(session_id)
            if row is None or row.outcome is None:
                return None
            path = work.path(row)
            if path[-1].move == Move.CRISIS.value or path[-1].reply.get("final"):
                return None
            fitting = self._fitting(shapes.exchanges(path, shapes.dismissed(work, session_id)), row.outcome)
            before = work.lesson_before(row.learner, session_id) if row.learner else None
            chosen = next((lesson for lesson in fitting if lesson.id != before), None)
            if chosen is None:
                return None
            if row.lesson != chosen.id:
                work.note_lesson(session_id, chosen.id)
                work.commit()
        number = self._lessons.index(chosen) + 1
        return {**self._short(number, chosen), "offer": self.words["offer"].format(number=number, title=chosen.title)}

    def _fitting(self, exchanges: Sequence[Exchange], outcome: str) -> list[Lesson]:
        """Those that fit, the most pressing first: she left; marks of one sort; something that never came; how it ended."""
        said = [exchange for exchange in exchanges if exchange.feedback is not None]
        if len(said) < FEW_TURNS:
            return []
        marks = Counter(mark.kind for exchange in said for mark in exchange.marks)
        shown = {strength for exchange in said for strength in exchange.feedback.strengths}  # type: ignore[union-attr]
        by_marks = sorted(((sum(marks[kind] for kind in lesson.when.after_marks), lesson) for lesson in self._lessons),
                          key=lambda pair: -pair[0])
        ended = [lesson for lesson in self._lessons if outcome in lesson.when.outcome]
        missing = [lesson for lesson in self._lessons if lesson.when.without and lesson.when.without not in shown]
        found = (ended if outcome == "walked_out" else []) + [lesson for count, lesson in by_marks if count >= MANY_MARKS]
        return [*dict.fromkeys(found + (missing if len(said) >= SOME_LENGTH else []) + ended)]

    @staticmethod
    def _short(number: int, lesson: Lesson) -> dict[str, Any]:
        return {"number": number, "id": lesson.id, "title": lesson.title, "scenario": lesson.scenario}


def load_lesson_words(path: Path) -> Mapping[str, str]:
    """What is said around the lessons."""
    return _read(path)[1]


@cache
def _read(path: Path) -> tuple[tuple[Lesson, ...], Mapping[str, str]]:
    data = read_yaml(path.read_text(encoding="utf-8"))
    return tuple(Lesson.parse_obj(one) for one in data["lessons"]), data["words"]
