"""One thing to practise next, and the scenario that trains it."""
from __future__ import annotations

import zlib
from collections import Counter
from typing import Any, Mapping

from bot.coach.feedback import Strength
from bot.persona.scenario import Scenario
from bot.rehearsal.weighing import Weighed

OFTEN = 2  # messages with the same kind of blame from which on its remedy comes before anything else


def next_practice(talk: Weighed, scenario: Scenario, known: Mapping[str, Scenario], played: Mapping[str, int],
                  wording: Mapping[str, Any]) -> dict[str, Any] | None:
    """What to practise, and where. ``known``: the scenarios there are; ``played``: how often this learner has played each.

    Never the scenario just played where another one fits; those not played yet come first, and which of them depends on the words
    of the talk, so that learners spread over all of them. None where no scenario trains it.
    """
    strength = _strength(talk, scenario, wording)
    fitting = [one for one in known.values() if strength in one.practises]
    fitting = [one for one in fitting if one.id != scenario.id] or fitting
    if not fitting:
        return None
    seed = "\n".join(one.feedback.text for one in talk.said)

    def sooner(one: Scenario) -> tuple[int, bool, int]:
        return played.get(one.id, 0), one.learner != scenario.learner, zlib.crc32(f"{one.id}\n{seed}".encode())

    choice = min(fitting, key=sooner)
    return {"text": wording["next"][strength.value], "scenario": choice.id, "title": choice.title}


def _strength(talk: Weighed, scenario: Scenario, wording: Mapping[str, Any]) -> Strength:
    """The remedy for a kind of blame that came back; else what this scenario trains and was used least."""
    in_messages = Counter(kind for one in talk.said for kind in {span.kind.value for span in one.marks})
    kind, count = min(in_messages.items(), key=lambda each: (-each[1], each[0]), default=("", 0))
    if count >= OFTEN:
        return Strength(wording["instead"][kind])
    wanted = dict.fromkeys([*scenario.practises, *Strength])
    return min(wanted, key=lambda strength: talk.strengths[strength.value])
