"""How a learner sets up her talk while it runs: how the coach speaks and when, a step out of it, and the other chair."""
from __future__ import annotations

import re
from datetime import datetime
from typing import Any, Callable, Mapping

from bot.coach.feedback import Feedback
from bot.errors import NotYours, RehearsalOver, UsageError
from bot.rehearsal.endings import is_final
from bot.rehearsal.notes import Style, Timing, coach_note, coaching_of
from bot.rehearsal.rehearsals import Rehearsals, utc_now
from bot.store.models import SessionRow
from bot.store.store import Store, Work


class Steering:
    """What can be set in a rehearsal that runs."""

    def __init__(self, store: Store, rehearsals: Rehearsals, wording: Mapping[str, Any], clock: Callable[[], datetime] = utc_now) -> None:
        self._store, self._rehearsals, self._words, self._clock = store, rehearsals, wording, clock

    # How the coach speaks

    def coaching(self, session_id: str) -> tuple[Style, Timing]:
        """What is set. Raises NotYours."""
        with self._store.work() as work:
            return coaching_of(_row(work, session_id))

    def set_coaching(self, session_id: str, style: str | None = None, timing: str | None = None,
                     client_id: str | None = None) -> tuple[Style, Timing]:
        """Set one or both by name; what is left out stays. Raises NotYours, UsageError for unknown names."""
        for name, known in ((style, Style), (timing, Timing)):
            if name is not None and name not in {each.value for each in known}:
                raise UsageError(self._words["steering"]["unknown_style"])
        with self._store.work() as work:
            row = _row(work, session_id)
            row.style, row.timing = style or row.style, timing or row.timing
            work.receipt(session_id, client_id, self._clock())
            work.commit()
            return coaching_of(row)

    def wish(self, session_id: str, text: str, must_name: bool, client_id: str | None = None) -> str:
        """Carry out what plain words ask of the coach, or tell what is set when they name nothing; the app's sentence. ``must_name``: words
        that name nothing are a mistake."""
        words, wishes = self._words["steering"], self.wishes(text)
        if not wishes and must_name:
            return str(words["unknown_style"])
        style, timing = self.set_coaching(session_id, **wishes, client_id=client_id) if wishes else self.coaching(session_id)
        return str(words["coach_set" if wishes else "coach_is"].format(style=words["styles"][style.value],
                                                                       timing=words["timings"][timing.value]))

    def wishes(self, text: str) -> dict[str, str]:
        """The style and the timing that plain words ask for, as far as they name any."""
        left, found = text.lower(), dict[str, str]()
        said = [(phrase, kind, name) for kind, names in self._words["coach_words"].items() for name, phrases in names.items()
                for phrase in phrases]
        # The longest first: "straight away" says when, "straight" says how.
        for phrase, kind, name in sorted(said, key=lambda each: -len(each[0])):
            rest = re.sub(rf"\b{re.escape(phrase)}\b", " ", left)
            if rest != left:
                found.setdefault(kind, name)
                left = rest
        return found

    # Out of the role play for a moment

    def step_out(self, session_id: str) -> None:
        """She waits and hears nothing, and nobody weighs what is said. Raises NotYours, RehearsalOver after an ending."""
        with self._store.work() as work:
            row = _row(work, session_id)
            if row.outcome is not None:
                raise RehearsalOver("This rehearsal has ended.")
            row.paused = row.stepped_out = True
            work.commit()

    def beside(self, session_id: str, feedback: Feedback | None) -> tuple[Mapping[str, Any] | None, str]:
        """What is answered while she cannot hear: the coach's note, unless the learner has stepped out, and the app's sentence for it.
        Nothing is written."""
        with self._store.work() as work:
            row = _row(work, session_id)
            if row.stepped_out:
                return None, "out_heard"
            style, _ = coaching_of(row)
            return (coach_note(feedback, self._words, row.seed, style) if feedback else None), "she_waits"

    # The other chair

    def check_swap(self, session_id: str) -> str:
        """The side the learner would take in the other chair. Raises NotYours, UsageError where there is none, RehearsalOver once the talk
        was stopped for safety."""
        with self._store.work() as work:
            row = _row(work, session_id)
            head = work.turn(row.head_id)
            assert head is not None
            if is_final(head):
                raise RehearsalOver(self._words["app"]["stopped_for_safety"]["text"])
            if row.scenario not in self._rehearsals.cast.names():
                raise NotYours("There is no such rehearsal here.")
            sides = self._rehearsals.cast.sides(row.scenario)
            if len(sides) < 2:
                raise UsageError(self._words["steering"]["no_other_chair"])
            return next(side for side in sides if side != (row.side or sides[0]))

    def offer_swap(self, session_id: str) -> str:
        """The app's word before the learner moves over. Raises as :meth:`check_swap` does."""
        return str(self._words["steering"]["swapped"].format(side=self.check_swap(session_id)))

    def swap(self, session_id: str) -> tuple[str, str]:
        """Begin a new rehearsal of the same scenario from the other chair, for the same learner, with the same level and coach. The present
        one stays as it is. Returns its id and its code. Raises as :meth:`check_swap` does."""
        side = self.check_swap(session_id)
        with self._store.work() as work:
            row = _row(work, session_id)
        new, code = self._rehearsals.start(row.scenario, row.level, channel=row.channel, side=side, learner=row.learner)
        self.set_coaching(new, row.style, row.timing)
        return new, code


def _row(work: Work, session_id: str) -> SessionRow:
    row = work.session(session_id)
    if row is None:
        raise NotYours("There is no such rehearsal here.")
    return row
