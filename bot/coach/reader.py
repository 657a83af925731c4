"""The reader: text in, Feedback out. Patterns mark what they are sure of; the trained part decides the rest.

Without the reframe, which bot/coach/reframe adds.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping

from bot.coach.echo import echo
from bot.coach.features import Reading, read
from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move, Strength
from bot.coach.legible import Legibility
from bot.coach.model import KINDS, Model, Prediction, load_or_train
from bot.coach.sore_spots import touches
from bot.coach.whys import Whys

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DATA = Path(__file__).resolve().parents[2] / "data" / "coach"
MILD = {"demand", "absolute", "criticism", "accusing_question"}
#: Which strength gives which move, in the taxonomy's order.
PRECEDENCE = (("boundary", "boundary"), ("request", "request"), ("accountability", "accountability"), ("validation", "validation"),
              ("feeling", "feeling"), ("need", "feeling"), ("observation", "feeling"), ("open_question", "open_question"),
              ("appreciation", "appreciation"), ("repair", "repair"))


@dataclass(frozen=True)
class Thresholds:
    """Probabilities; all chosen by grouped cross-validation (``python -m bot.coach.evaluation``)."""

    message: float = 0.68  # a message is marked without a sure pattern
    veto: float = 0.03  # below this even a sure pattern is not believed
    clause: float = 0.40  # a further clause of a marked message is marked too
    second_kind: float = 0.45
    strength: float = 0.36
    derived: float = 0.9  # log-odds in favour of the move the strengths imply


def never(_: str) -> bool:
    return False


class Reader:
    """Reads blame, strengths and the move of one message at a time. Cheap to call (a few ms), safe to share between threads."""

    def __init__(self, nlp: Language, model: Model, whys: Whys | None = None, crisis: Callable[[str], bool] = never,
                 thresholds: Thresholds = Thresholds()) -> None:
        self.nlp = nlp
        self.model = model
        self.whys = whys or Whys(DATA / "why.yml")
        self.crisis = crisis
        self.thresholds = thresholds
        self._legible = Legibility(nlp, model.message.index)

    @classmethod
    def open(cls, cache: Path, corpus: Path = DATA / "messages.jsonl", nlp: Language | None = None,
             crisis: Callable[[str], bool] = never) -> Reader:
        """Load spaCy and the model (trained first, once, if the data or the code changed)."""
        from bot.coach.language import load_spacy

        nlp = nlp or load_spacy()
        return cls(nlp, load_or_train(corpus, cache, nlp), crisis=crisis)

    def read(self, doc_or_text: Doc | str, previous: str | None = None, speaker: str = "daughter",
             sore_spots: Iterable[Mapping[str, Any]] = ()) -> Feedback:
        """The Feedback of one message. ``previous`` and ``speaker`` are part of the contract and do not change the marks."""
        text = doc_or_text if isinstance(doc_or_text, str) else doc_or_text.text
        reading = read(self.nlp, text)
        return self.judge(reading, self.model.predict(reading), sore_spots)

    def judge(self, reading: Reading, prediction: Prediction, sore_spots: Iterable[Mapping[str, Any]] = ()) -> Feedback:
        text = reading.parsed.tidy.raw
        crisis = bool(self.crisis(text))
        legible = self._legible(text)
        lemmas = tuple(t.lemma_.lower() for t in reading.parsed.doc
                       if t.pos_ in ("NOUN", "VERB", "ADJ", "ADV", "PROPN") and not t.is_stop and t.is_alpha)
        question = "?" in text or any(h.kind == "open_question" for h in reading.strengths)
        if crisis or not legible:
            return Feedback(text, move=Move.CRISIS if crisis else Move.NEUTRAL, crisis=crisis, question=question, lemmas=lemmas,
                            legible=legible or crisis)
        blame = self._spans(reading, prediction)
        strengths = self._strengths(reading, prediction, blame)
        move = self._move(reading, prediction, blame, strengths)
        landing = None if blame else _landing(text, lemmas, sore_spots)
        return Feedback(text, blame, strengths, move, landing=landing, question=question, lemmas=lemmas, echo=echo(reading, blame))

    # --- blame ---------------------------------------------------------------------------------------------------------

    def score(self, prediction: Prediction) -> float:
        """How likely the message blames: whole message and worst clause, evenly."""
        return (prediction.blame + max((c["blame"] for c in prediction.clauses), default=prediction.blame)) / 2

    def _spans(self, reading: Reading, prediction: Prediction) -> tuple[BlameSpan, ...]:
        if reading.harm:
            return ()
        limits = self.thresholds
        score = self.score(prediction)
        sure = [h for h in reading.blame if h.sure]
        marked = score >= limits.message or bool(sure) and score >= limits.veto
        if not marked:
            return ()
        found: list[tuple[int, int, str]] = []
        for hit in sure:
            start, end = reading.parsed.tidy.to_raw(hit.start, hit.end)
            found.append((start, end, hit.kind))
        ranked = []
        for index, (c, p) in enumerate(zip(reading.outer, prediction.clauses)):
            if c.quoted or c.reported:
                continue
            low, high = reading.parsed.tidy.to_raw(c.start, c.end)
            if high - low < 2:
                continue
            ranked.append((p["blame"], index, low, high, p))
        ranked.sort(key=lambda r: (-r[0], r[1]))
        for place, (probability, index, low, high, p) in enumerate(ranked):
            covered = [f for f in found if f[0] < high and low < f[1]]
            if covered:
                continue
            if not found and place == 0 and score >= limits.message or probability >= limits.clause and score >= limits.message:
                c = reading.outer[index]
                unsure = [h for h in reading.blame if h.start < c.end and c.start < h.end]
                kinds = self._kinds(p, prediction, [h.kind for h in unsure])
                for kind in kinds:
                    found.append((low, high, kind))
        spans = []
        for start, end, kind in _merge(sorted(set(found)), reading.parsed.tidy.raw):
            if end > start:
                spans.append(BlameSpan(start, end, BlameKind(kind), self.whys.why(kind, reading.parsed.tidy.raw[start:end])))
        return tuple(spans)

    def _kinds(self, clause: Mapping[str, float], prediction: Prediction, hints: list[str]) -> list[str]:
        scores = {k: clause[k] + 0.6 * prediction.kinds[k] + (0.12 if k in hints else 0.0) for k in KINDS}
        best = max(scores, key=scores.__getitem__)
        extra = [k for k in KINDS if k != best and clause[k] >= self.thresholds.second_kind and {k, best} == {"absolute", "accusing_question"}]
        return [best, *extra]

    # --- strengths and move --------------------------------------------------------------------------------------------

    def _strengths(self, reading: Reading, prediction: Prediction, blame: tuple[BlameSpan, ...]) -> tuple[Strength, ...]:
        kinds = {s.kind.value for s in blame}
        raw = reading.parsed.tidy
        sure: set[str] = set()
        for hit in reading.strengths:
            low, high = raw.to_raw(hit.start, hit.end)
            if hit.sure and not any(s.start < high and low < s.end for s in blame):
                sure.add(hit.kind)
        found = []
        for strength in Strength:
            limit = self.thresholds.strength
            if strength.value in sure:
                limit = 0.15
            if strength is Strength.OPEN_QUESTION and any(hit.rule == "tell-me" for hit in reading.strengths):
                limit = 0.0  # asking in the imperative is rare in the corpus and plain in the syntax
            if strength is Strength.FEELING and "pseudo_feeling" in kinds or strength is Strength.OPEN_QUESTION and "accusing_question" in kinds or \
                    strength is Strength.REQUEST and "demand" in kinds:
                limit = max(limit, 0.5)
            if prediction.strengths[strength.value] >= limit:
                found.append(strength)
        return tuple(found)

    def _move(self, reading: Reading, prediction: Prediction, blame: tuple[BlameSpan, ...], strengths: tuple[Strength, ...]) -> Move:
        names = {s.value for s in strengths}
        if blame:
            outweighed = len(blame) == 1 and blame[0].kind.value in MILD and len(names) >= 2
            if not outweighed:
                return Move.BLAME
        implied = next((move for strength, move in PRECEDENCE if strength in names), None)
        best, best_score = Move.NEUTRAL, -1.0
        for move in Move:
            if move in (Move.BLAME, Move.CRISIS) or blame and implied and move in (Move.DEFEND, Move.WITHDRAW, Move.NEUTRAL):
                continue
            score = prediction.moves[move.value] * (2.718281828 ** self.thresholds.derived if move.value == implied else 1.0)
            if score > best_score:
                best, best_score = move, score
        return best


def _merge(found: list[tuple[int, int, str]], raw: str) -> list[tuple[int, int, str]]:
    """Join touching spans of one kind within a sentence ("it's ink, you'll live"); drop one inside another of its kind."""
    out: list[tuple[int, int, str]] = []
    for start, end, kind in found:
        for i, (low, high, other) in enumerate(out):
            if other == kind and (start < high or start - high <= 6 and not re.search(r"[.?!\n]", raw[high:start])):
                out[i] = (low, max(high, end), kind)
                break
        else:
            out.append((start, end, kind))
    return out


def _landing(text: str, lemmas: tuple[str, ...], sore_spots: Iterable[Mapping[str, Any]]) -> str | None:
    """Why a line without blame may still land hard: it touches one of her sore spots."""
    for spot in sore_spots:
        if touches(text, lemmas, spot.get("words", ())):
            landing = spot.get("landing")
            return str(landing) if landing else None
    return None
