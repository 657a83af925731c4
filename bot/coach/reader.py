"""The reader: text in, marks, strengths and move out. The encoder and the linear reader are asked, and their answers mixed."""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Sequence

import numpy as np

from bot.coach.feedback import BlameKind, BlameSpan, Move, Strength
from bot.coach.language import Parsed, parse
from bot.coach.linear import Linear
from bot.coach.mix import MOVES, STRENGTHS, Array, Mix
from bot.coach.spans import find_spans
from bot.coach.syntax import features
from bot.coach.whys import Whys
from bot.encoder import BETWEEN_SENTENCES, WEIGHTS, Encoder, Impression, windows

if TYPE_CHECKING:
    from spacy.language import Language

DATA = Path(__file__).resolve().parents[2] / "data" / "coach"
#: Kinds that two different strengths outweigh (docs/taxonomy.md, Moves).
MILD = {BlameKind.DEMAND, BlameKind.ABSOLUTE, BlameKind.CRITICISM, BlameKind.ACCUSING_QUESTION}
#: Which strength gives which move, in the taxonomy's order.
PRECEDENCE = ((Strength.BOUNDARY, Move.BOUNDARY), (Strength.REQUEST, Move.REQUEST), (Strength.ACCOUNTABILITY, Move.ACCOUNTABILITY),
              (Strength.VALIDATION, Move.VALIDATION), (Strength.FEELING, Move.FEELING), (Strength.NEED, Move.FEELING),
              (Strength.OBSERVATION, Move.FEELING), (Strength.OPEN_QUESTION, Move.OPEN_QUESTION),
              (Strength.APPRECIATION, Move.APPRECIATION), (Strength.REPAIR, Move.REPAIR))
#: Kindness to the other. On held-back messages that were as likely blame as not, such a move was right in 8 of 29.
KINDNESS = frozenset({Move.APPRECIATION, Move.VALIDATION, Move.REPAIR})
#: "I felt abused" looks like "I felt ignored" and is none: naming harm is never blame (docs/taxonomy.md).
_NAMES_HARM = re.compile(r"\b(?:abused|assaulted|molested|raped|violated|beaten)\b", re.I)
MOST = 8_000  # characters; nobody says more in one breath, and what comes after is not judged


@dataclass(frozen=True)
class Thresholds:
    """Chances, chosen on held-back contrast sets (tools/encoder) so that a clean message is hardly ever marked."""

    blame: float = 0.66
    #: A charge must not drown in the plain sentences around it: from ``some`` on in the whole, a sentence that alone is as likely blame as
    #: this is marked.
    some: float = 0.4
    sentence: float = 0.9
    strength: float = 0.45
    #: From this chance of blame on a message that is not marked is not taken for kindness either, unless its strength is surer.
    doubt: float = 0.35
    surer: float = 0.75
    #: Below this chance by the encoder alone a message is clean, and the parser is not asked.
    hardly: float = 0.1
    #: Above these chances of danger, now or past together, or past alone, nothing is marked: naming harm is never blame.
    harm: float = 0.85
    past: float = 0.5


@dataclass(frozen=True)
class Judgement:
    """What the reader finds in one message. ``chance`` of blame is calibrated, 0–1."""

    blame: tuple[BlameSpan, ...]
    strengths: tuple[Strength, ...]
    move: Move
    chance: float


class Reader:
    """Reads blame, strengths and the move of one message at a time. A few milliseconds; safe to share between threads."""

    def __init__(self, nlp: Language, encoder: Encoder, linear: Linear, mix: Mix, whys: Whys | None = None,
                 thresholds: Thresholds = Thresholds()) -> None:
        self.nlp, self.encoder, self.linear, self.mix, self.thresholds = nlp, encoder, linear, mix, thresholds
        self.whys = whys or Whys(DATA / "why.yml")

    @classmethod
    def open(cls, nlp: Language, folder: Path = WEIGHTS, encoder: Encoder | None = None) -> Reader:
        """With the weights in ``folder``. Raises FileNotFoundError when they are not there."""
        return cls(nlp, encoder or Encoder(folder), Linear.load(folder / "linear.npz"), Mix.load(folder))

    def judge(self, text: str, previous: str | None = None, parsed: Parsed | None = None) -> Judgement:
        """``previous`` is what the other said just before; ``parsed`` is the message parsed, where that is done already."""
        parts = windows(text[:MOST])
        if len(parts) > 1:
            return _joined([(start, self.judge(text[start:end], None if start else previous)) for start, end in parts])
        impression = self.encoder.read(text, previous)
        parsed = parsed or parse(self.nlp, text)
        linear = self.linear.scores(features(parsed))
        chance = self._chance(impression, linear)
        if self._marked(impression, chance):
            blame = self._blame(text, parsed, impression, linear)
        else:
            blame = self._in_one_sentence(text, chance) if not self._names_harm(impression) else ()
        doubtful = not blame and chance >= self.thresholds.doubt
        strengths = self._strengths(impression, linear, doubtful)
        return Judgement(blame, strengths, self._move(impression, linear, blame, strengths, doubtful), chance)

    def clean(self, text: str) -> bool:
        """Nothing in this line would be marked. Quicker than :meth:`judge` for what is plainly clean."""
        return self.mix.blame_alone(self.encoder.read(text)) < self.thresholds.hardly or not self.judge(text).blame

    def _chance(self, impression: Impression, linear: Array) -> float:
        alone = self.mix.blame_alone(impression)
        return alone if alone < self.thresholds.hardly else self.mix.blame(impression, linear)

    def _marked(self, impression: Impression, chance: float) -> bool:
        return bool(chance >= self.thresholds.blame and not self._names_harm(impression))

    def _names_harm(self, impression: Impression) -> bool:
        return bool(1 - impression.danger[0] >= self.thresholds.harm or impression.danger[1] >= self.thresholds.past)

    def _in_one_sentence(self, text: str, chance: float) -> tuple[BlameSpan, ...]:
        starts = [0, *(match.end() for match in BETWEEN_SENTENCES.finditer(text))]
        if chance < self.thresholds.some or len(starts) < 2:
            return ()
        alone = ((start, self.judge(text[start:end].rstrip())) for start, end in zip(starts, [*starts[1:], len(text)]))
        return tuple(replace(span, start=span.start + start, end=span.end + start)
                     for start, found in alone if found.chance >= self.thresholds.sentence for span in found.blame)

    def _blame(self, text: str, parsed: Parsed, impression: Impression, linear: Array) -> tuple[BlameSpan, ...]:
        return tuple(BlameSpan(start, end, BlameKind(kind), self.whys.why(kind, text[start:end]))
                     for start, end, kind in find_spans(parsed, impression, self.mix.kind_chances(impression, linear))
                     if kind != BlameKind.PSEUDO_FEELING.value or not _NAMES_HARM.search(text[start:end]))

    def _strengths(self, impression: Impression, linear: Array, doubtful: bool) -> tuple[Strength, ...]:
        found = zip(map(Strength, STRENGTHS), self.mix.strength_chances(impression, linear))
        kind = {strength for strength, move in PRECEDENCE if doubtful and move in KINDNESS}
        return tuple(one for one, chance in found if chance >= (self.thresholds.surer if one in kind else self.thresholds.strength))

    def _move(self, impression: Impression, linear: Array, blame: tuple[BlameSpan, ...], strengths: tuple[Strength, ...],
              doubtful: bool) -> Move:
        outweighed = _outweighed(blame, strengths)
        if blame and not outweighed:
            return Move.BLAME
        implied = next((move for strength, move in PRECEDENCE if strength in strengths), None)
        scores = self.mix.move_scores(impression, linear)
        for place, name in enumerate(MOVES):
            move = Move(name)
            if (move in (Move.CRISIS, Move.BLAME) or outweighed and move in (Move.DEFEND, Move.WITHDRAW, Move.NEUTRAL)
                    or doubtful and move in KINDNESS and move is not implied):
                scores[place] = -np.inf
            elif move is implied:
                scores[place] += self.mix.implied
        return Move(MOVES[int(scores.argmax())])


def _outweighed(blame: Sequence[BlameSpan], strengths: Sequence[Strength]) -> bool:
    return len(blame) == 1 and blame[0].kind in MILD and len(strengths) >= 2


def _joined(parts: Sequence[tuple[int, Judgement]]) -> Judgement:
    """Of a message read in parts: all that was found, and the move of the part that comes first in the taxonomy's order."""
    blame = tuple(replace(span, start=span.start + start, end=span.end + start) for start, part in parts for span in part.blame)
    strengths = tuple(strength for strength in Strength if any(strength in part.strengths for _, part in parts))
    moves = {part.move for _, part in parts if part.move is not Move.BLAME or not _outweighed(blame, strengths)}
    return Judgement(blame, strengths, next((move for move in Move if move in moves), Move.NEUTRAL), max(part.chance for _, part in parts))
