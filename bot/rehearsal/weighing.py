"""What is in a talk: which of the learner's lines moved her, which kinds of blame and which strengths, and what they leaned on."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Sequence

from bot.coach.feedback import BlameSpan, Feedback, Move
from bot.coach.strategy import strategy
from bot.persona.reaction import SKILLED_MOVES
from bot.persona.scenario import Scenario
from bot.persona.state import HEAT, State
from bot.rehearsal.outcome import Exchange


@dataclass(frozen=True)
class Said:
    """One message of the learner; ``number`` from 1. ``before`` and ``after``: where she stood."""

    number: int
    before: State
    after: State
    feedback: Feedback
    reaction: str | None
    marks: tuple[BlameSpan, ...]
    turn: str

    @property
    def pull(self) -> float:
        """How far it drew her nearer, in points: more open and less upset. Negative: away."""
        return (self.after.openness - self.before.openness) - (self.after.temperature - self.before.temperature)

    @property
    def skilled(self) -> bool:
        return self.feedback.move in SKILLED_MOVES

    @property
    def mark(self) -> BlameSpan | None:
        """The mark that weighs most."""
        return max(self.marks, key=lambda span: HEAT[span.kind], default=None)


@dataclass(frozen=True)
class Weighed:
    """A talk weighed. ``mix``: how many messages leaned on what (docs/taxonomy.md); taken-back marks count nowhere."""

    said: tuple[Said, ...]
    best: Said | None
    hardest: Said | None
    kinds: Counter[str]
    strengths: Counter[str]
    mix: Counter[str]

    @property
    def marked(self) -> list[Said]:
        return [one for one in self.said if one.marks]


def weigh(exchanges: Sequence[Exchange], scenario: Scenario) -> Weighed:
    """Weigh a talk. The first exchange is her opening."""
    said = tuple(Said(number, before.state, after.state, after.feedback, after.reaction, after.marks, after.turn)
                 for number, (before, after) in enumerate(zip(exchanges, exchanges[1:]), 1) if after.feedback is not None)
    hardest = min((one for one in said if one.marks), key=lambda one: one.pull, default=None)
    # A line with a mark is never called the best, also where the rest of it outweighs the mark: the reason given would be half true.
    kind = [one for one in said if (one.skilled or one.feedback.listening) and not one.marks]
    best = max(kind, key=lambda one: one.pull, default=None)
    return Weighed(
        said, best if best and best.pull > 0 else None, hardest,
        Counter(span.kind.value for one in said for span in one.marks),
        Counter(strength.value for one in said for strength in one.feedback.strengths if one.feedback.move is not Move.BLAME),
        Counter(_leaned_on(one) for one in said))


def _leaned_on(one: Said) -> str:
    if one.feedback.move is Move.BLAME and not one.marks:
        return "outside"  # the learner says it was no blame, and what it was instead nobody has read
    return strategy(one.feedback.move.value, {span.kind.value for span in one.marks})
