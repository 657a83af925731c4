"""What she says, once it is decided how she reacts.

Lines come from the scenario file. A line is chosen because it answers what was said: topics and disclosures for questions, then
lines written for the learner's move and taking up her words, then the general ones. No line is said twice in a session.
"""
from __future__ import annotations

import hashlib
import random
import re
from dataclasses import dataclass
from typing import Iterable

from bot.coach.feedback import Echo, Feedback, Move
from bot.persona.reaction import HOSTILE, REACHABLE, RECEIVING, OpennessBand, Reaction, TemperatureBand
from bot.persona.scenario import Line, Scenario
from bot.persona.state import DISCLOSURE_OPENNESS, State
from bot.persona.topics import TopicIndex, Vectors

_FRANK = frozenset({Reaction.DISCLOSE, Reaction.SOFTEN, Reaction.ACKNOWLEDGE, Reaction.REPAIR})
_STUNG_WORDS = 10  # longer quotes do not sound like speech, and half a clause is no quote


@dataclass(frozen=True)
class Spoken:
    """Her words, the ids of the lines used, and how many disclosures have been told after them."""

    text: str
    line_ids: tuple[str, ...]
    told: int


def line_id(text: str) -> str:
    """A short stable name for a line, kept in the session so that it is never said twice."""
    return hashlib.blake2s(text.encode(), digest_size=4).hexdigest()


class Voice:
    """One persona's way of speaking."""

    def __init__(self, scenario: Scenario, vectors: Vectors | None = None) -> None:
        self.scenario = scenario
        self._topics = TopicIndex(scenario, vectors)

    def open(self, seed: int) -> Spoken:
        """Her first line."""
        return self._pick(self.scenario.openings, random.Random(f"{seed}:open"), 0)

    def answer(self, reaction: Reaction, feedback: Feedback, state: State, seed: int) -> Spoken:
        """Her reply to one message, in the state it has left her in."""
        rng = random.Random(f"{seed}:{len(state.said)}")
        if not feedback.legible:
            unsaid = self._unsaid(self.scenario.puzzled, state.said)
            if unsaid:
                return self._pick(unsaid, rng, state.told)
        if feedback.question and feedback.move is not Move.BLAME and reaction is not Reaction.AGREE:
            from_her_life = self._tell(reaction, feedback, state, rng)
            if from_her_life:
                return from_her_life
        if reaction is Reaction.DISCLOSE and state.told < len(DISCLOSURE_OPENNESS) \
                and state.openness >= DISCLOSURE_OPENNESS[state.told]:
            return self._spoken(self.scenario.disclosures[state.told], state.told + 1)
        line = self._choose(reaction, feedback, state, rng)
        if line is not None:
            return self._fill(line, feedback.echo, state.told)
        # Every fitting line has been said: a silence is truer than a repetition.
        left = self._unsaid(self.scenario.unknown if feedback.question else self.scenario.puzzled, state.said)
        return self._pick(left or (f"({self.scenario.persona.name} says nothing.)",), rng, state.told)

    def close(self, outcome: str, said: tuple[str, ...], seed: int) -> Spoken | None:
        """Her last words for an outcome; None where there are none (stopped)."""
        lines = getattr(self.scenario.endings, outcome, None)
        if not lines:
            return None
        return self._pick(self._unsaid(lines, said) or lines, random.Random(f"{seed}:close"), 0)

    def _tell(self, reaction: Reaction, feedback: Feedback, state: State, rng: random.Random) -> Spoken | None:
        topic = self._topics.find(feedback.text)
        if topic is None:
            if feedback.move is Move.OPEN_QUESTION and reaction in _FRANK and reaction is not Reaction.DISCLOSE:
                unsaid = self._unsaid(self.scenario.unknown, state.said)
                return self._pick(unsaid, rng, state.told) if unsaid else None
            return None
        frank = reaction in _FRANK or (state.openness_band is not OpennessBand.CLOSED and reaction in RECEIVING)
        order = (topic.frank, topic.guarded) if frank else (topic.guarded,)
        for lines in order:
            unsaid = self._unsaid(lines, state.said)
            if unsaid:
                return self._pick(unsaid, rng, state.told)
        return None

    def _choose(self, reaction: Reaction, feedback: Feedback, state: State, rng: random.Random) -> Line | None:
        for wanted, band in self._places(reaction, state.temperature_band):
            scored = [(self._fit(line, feedback), line) for line in self.scenario.lines_for(wanted, band)
                      if line_id(line.say) not in state.said]
            fitting = [(score, line) for score, line in scored if score is not None]
            if fitting:
                best = max(score for score, _ in fitting)
                return rng.choice([line for score, line in fitting if score == best])
        return None

    def _places(self, reaction: Reaction, band: TemperatureBand) -> Iterable[tuple[Reaction, TemperatureBand]]:
        """Where to look for a line: here, then the same reaction a band away, then a near reaction in this band."""
        yield reaction, band
        yield from ((reaction, other) for other in REACHABLE[reaction] if other is not band)
        family = HOSTILE if reaction in HOSTILE else RECEIVING
        final = {Reaction.AGREE, Reaction.WALK_OUT}
        yield from ((other, band) for other in Reaction if other in family - final and other is not reaction)

    @staticmethod
    def _fit(line: Line, feedback: Feedback) -> float | None:
        """How well a line answers this message; None when it cannot be said."""
        if line.to and feedback.move not in line.to:
            return None
        echo = feedback.echo
        if any(not getattr(echo, name) for name in line.placeholders):
            return None
        if "stung" in line.placeholders and not _whole(feedback):
            return None
        # Taking up her words beats answering her move beats a general line.
        return (2.0 if line.to else 0.0) + (1.0 if line.placeholders else 0.0)

    def _fill(self, line: Line, echo: Echo, told: int) -> Spoken:
        values = {name: getattr(echo, name) for name in line.placeholders}
        if values.get("stung"):
            values["stung"] = values["stung"].strip(" .,!?;:…\"")
        text = line.say.format(**values)
        # A placeholder may open a sentence.
        text = re.sub(r"(^|[.!?…]\s+)([\"“'‘(]?)([a-z])", lambda m: m[1] + m[2] + m[3].upper(), text) if values else text
        return Spoken(text, (line_id(line.say),), told)

    @staticmethod
    def _unsaid(lines: Iterable[str], said: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(line for line in lines if line_id(line) not in said)

    @staticmethod
    def _spoken(text: str, told: int) -> Spoken:
        return Spoken(text, (line_id(text),), told)

    def _pick(self, lines: Iterable[str], rng: random.Random, told: int) -> Spoken:
        return self._spoken(rng.choice(list(lines)), told)


def _whole(feedback: Feedback) -> bool:
    """Whether the words that stung are short enough to be quoted back as they were said."""
    return bool(feedback.blame) and len(feedback.text[feedback.blame[0].start:feedback.blame[0].end].split()) <= _STUNG_WORDS
