"""Looking back on one talk: the debrief, the same as messages of the app, and the picture of it."""
from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, Callable, Mapping

from bot.coach.feedback import Move
from bot.errors import NotYours, UsageError
from bot.persona.cast import Cast
from bot.persona.scenario import YOUR_OWN, Scenario
from bot.rehearsal import picture, shapes
from bot.rehearsal.curve import curve_of
from bot.rehearsal.debrief import Past, after_stop, debrief
from bot.rehearsal.endings import is_final
from bot.rehearsal.outcome import Exchange, outcome_of
from bot.rehearsal.progress import countable, talks_of
from bot.rehearsal.weighing import weigh
from bot.store.models import SessionRow, TurnRow
from bot.store.store import Store, Work

PICTURE = "/api/session/debrief.png"


class LookBack:
    """The looks back on the talks of one store. Nothing is written but what was counted."""

    def __init__(self, store: Store, cast: Cast, wording: Mapping[str, Any], clock: Callable[[], datetime]) -> None:
        self._store, self._cast, self._wording, self._clock = store, cast, wording, clock

    def debrief(self, session_id: str, *, may_go_on: bool = False) -> dict[str, Any]:
        """The look back; docs/api.md has the fields. ``may_go_on``: a talk that is not ended may go on, so its end is not spoken of.
        Raises NotYours."""
        with self._store.work() as work:
            row, path, scenario = self._read(work, session_id)
            if is_final(path[-1]):
                return {**after_stop(self._wording, danger=path[-1].move == Move.CRISIS.value), "notes": []}
            gone = shapes.dismissed(work, path)
        past, talk = self._past(row), shapes.exchanges(path, gone)
        told = debrief(talk, row.outcome or outcome_of(talk, by_learner=False), scenario, self._cast.scenarios, past, self._wording,
                       going_on=may_go_on and row.outcome is None)
        return {**told, "notes": shapes.late_notes(path, gone)}

    def spoken(self, session_id: str) -> tuple[Mapping[str, Any], ...]:
        """The look back as messages of the app, a screen each, the first with where its picture is. Raises NotYours."""
        told = self.debrief(session_id, may_go_on=True)
        screens = [[f"{row['label']}: {row['text']}" for row in map(told["lines"].__getitem__, page)] for page in told.get("pages", [[0]])]
        screens[0].insert(0, told["headline"])
        if told["next"]:
            screens[-1].append(told["next"]["text"])
        messages: list[dict[str, Any]] = [{"voice": "app", "text": "\n".join(screen)} for screen in screens]
        if told.get("curve"):
            messages[0]["picture"] = {"href": PICTURE, "alt": told["curve"]["alt"]}
        return tuple(messages)

    def picture(self, session_id: str, theme: str = "light", shape: str = "wide") -> bytes:
        """How upset and how open she was, as a PNG. Raises NotYours; UsageError for an unknown theme or shape, and for a talk stopped for
        safety."""
        picture.check(theme, shape, self._wording)
        with self._store.work() as work:
            _, path, scenario = self._read(work, session_id)
            if is_final(path[-1]):
                raise UsageError(self._wording["curve"]["no_picture"])
            talk: list[Exchange] = shapes.exchanges(path, shapes.dismissed(work, path))
        return picture.of_talk(curve_of(talk, weigh(talk, scenario)), self._wording, theme, shape)

    def _read(self, work: Work, session_id: str) -> tuple[SessionRow, list[TurnRow], Scenario]:
        row = work.session(session_id)
        voice = self._cast.voice(row.scenario, row.side, row.prepared if row.scenario == YOUR_OWN else None) if row else None
        if row is None or voice is None:
            raise NotYours("There is no such rehearsal here.")
        return row, work.path(row), voice.scenario

    def _past(self, row: SessionRow) -> Past:
        talks = talks_of(self._store, row.learner) if row.learner else []
        return Past(row.started_at, [one for one in talks if countable(one) and one.id != row.id and one.started_at < row.started_at],
                    Counter(one.scenario for one in talks))
