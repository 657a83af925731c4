"""Everybody who can be played: each scenario's persona, the other chair of it, and the one a learner has described herself."""
from __future__ import annotations

from collections import OrderedDict
from typing import Any, Mapping

from bot.errors import UsageError
from bot.persona.frame import Frame, Prepared
from bot.persona.scenario import YOUR_OWN, Scenario
from bot.persona.topics import Vectors
from bot.persona.voice import Voice

REMEMBERED = 200  # personas of learners' own kept built; building one anew takes some milliseconds


class Cast:
    """Finds the persona for a scenario, a side and, for one's own, the prepared answers."""

    def __init__(self, scenarios: Mapping[str, Scenario], swapped: Mapping[str, Scenario] | None = None, frame: Frame | None = None,
                 vectors: Vectors | None = None) -> None:
        self.scenarios, self._frame, self._vectors = dict(scenarios), frame, vectors
        self._voices = {(scenario.id, scenario.learner): Voice(scenario, vectors)
                        for scenario in (*scenarios.values(), *(swapped or {}).values())}
        self._own: OrderedDict[str, Voice] = OrderedDict()

    def names(self) -> list[str]:
        """Every id that can be rehearsed."""
        return [*self.scenarios, *([YOUR_OWN] if self._frame else [])]

    def sides(self, scenario_id: str) -> tuple[str, ...]:
        """Who the learner can be, the scenario's own side first; empty for one's own."""
        if scenario_id == YOUR_OWN:
            return ()
        first = self.scenarios[scenario_id].learner
        return (first, *(side for name, side in self._voices if name == scenario_id and side != first))

    def side(self, scenario_id: str, wanted: str | None) -> str:
        """The learner's side; ``swapped`` means the other one. Raises UsageError for a side that cannot be played."""
        sides = self.sides(scenario_id)
        if wanted in (None, "", sides[0]):
            return sides[0]
        other = sides[1] if len(sides) > 1 else None
        if other is None or wanted not in (other, "swapped"):
            raise UsageError(f"In '{scenario_id}' you can be the {' or the '.join(sides)}, not '{str(wanted)[:40]}'.")
        return other

    def voice(self, scenario_id: str, side: str | None, prepared: Mapping[str, Any] | None) -> Voice | None:
        """Her voice; None for a scenario that is not here (any more)."""
        if scenario_id != YOUR_OWN:
            known = self.scenarios.get(scenario_id)
            return self._voices.get((scenario_id, side or known.learner)) if known else None
        if self._frame is None or not prepared:
            return None
        answers = Prepared.parse_obj(prepared)
        key = answers.json()
        if key not in self._own:
            self._own[key] = Voice(self._frame.fill(answers), self._vectors)
            while len(self._own) > REMEMBERED:
                self._own.popitem(last=False)
        return self._own[key]
