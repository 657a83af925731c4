"""What she says, once it is decided how she reacts.

Lines come from the scenario file. A line is chosen because it answers what was said: topics and disclosures for questions, then
lines written for the learner's move and taking up her words, then the general ones. No line is said twice in a session.
"""
from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Iterable

from bot.coach.feedback import Echo, Feedback, Move, Strength
from bot.persona.answered import asks_yes_or_no, yes_or_no
from bot.persona.draw import NOTHING_KNOWN, Draw, line_id
from bot.persona.memory import to_bring_back
from bot.persona.reaction import HOSTILE, REACHABLE, RECEIVING, OpennessBand, Reaction, TemperatureBand
from bot.persona.scenario import Line, Scenario, Topic
from bot.persona.state import DISCLOSURE_OPENNESS, LETS_HER_FINISH, State, heard_out
from bot.persona.topics import TopicIndex, Vectors

_FRANK = frozenset({Reaction.DISCLOSE, Reaction.SOFTEN, Reaction.ACKNOWLEDGE, Reaction.REPAIR})
# A feeling, an apology or a hearing is answered; only what leaves room may be followed by something from before.
_LEAVES_ROOM = frozenset({Move.NEUTRAL, Move.APPRECIATION, Move.REPAIR})
_MET_FIRST = frozenset({Move.FEELING, Move.ACCOUNTABILITY, Move.APPRECIATION})
OWN_WORDS = 2  # how much likelier a line is that takes up the learner's words
ALONE = 3  # how much likelier the one best line is than all the next best together
_FIRST, _TO_HER_MOVE, _WITH_HER_WORDS = 4.0, 2.0, 1.0  # how well a line fits: see Voice._fit
_WORDLESS = ("says nothing", "is quiet", "waits", "lets a moment go by", "does not answer", "breathes out", "is silent for a while",
             "begins to speak, and stops", "stays where she is", "has no more words for that")
PAGE_WORDS = 110  # a message this long is a page, and she asks for one thing out of it
_STUNG_WORDS = 6  # longer quotes do not sound like speech, and half a clause is no quote
_ASKED_WORDS = 8  # a longer wish read back word for word is a form, not an answer
_TOGETHER = re.compile(r"\b(?:together|both|the two of us|us|we|our|each other)\b", re.I)  # "I'll cook it together" is nobody's sentence
_BETWEEN_QUOTES = 2  # lines of hers between two that read the learner's words back
_TAKEN_IN_WORDS = 16  # before she tells something of her own she takes in what was said, in few words


@dataclass(frozen=True)
class Spoken:
    """Her words, the ids of the lines used, and her state once she has said them."""

    text: str
    line_ids: tuple[str, ...]
    state: State
    before: str | None = None  # said first, as a message of its own


class Voice:
    """One persona's way of speaking."""

    def __init__(self, scenario: Scenario, vectors: Vectors | None = None) -> None:
        self.scenario = scenario
        self._topics = TopicIndex(scenario, vectors)
        self._asking = {line_id(line) for line in scenario.says() if asks_yes_or_no(line)}
        self._quoting = {line_id(line.say) for reaction, bands in REACHABLE.items() for band in bands
                         for line in scenario.lines_for(reaction, band) if "stung" in line.placeholders}

    def open(self, seed: int, known: frozenset[str] = NOTHING_KNOWN) -> str:
        """Her first line. ``known``, here and below: ids of lines this learner has heard before; said only where nothing else fits."""
        return Draw(seed, known).one(self.scenario.openings)

    def answer(self, reaction: Reaction, feedback: Feedback, state: State, seed: int, known: frozenset[str] = NOTHING_KNOWN) -> Spoken:
        """Her reply to one message, in the state it has left her in."""
        draw = Draw(seed, known)
        odd = None if reaction is Reaction.AGREE else (
            self._to_her_answer(feedback.text, state, draw) or self._to_odd_words(feedback, state, draw))
        if odd:
            return odd
        if state.holding and feedback.move in LETS_HER_FINISH and reaction in RECEIVING - {Reaction.AGREE}:
            return self._taken_in(self._unfold(state), feedback, draw)
        if state.interrupted and feedback.move is not Move.BLAME and not feedback.question:
            unsaid = self._unsaid(self.scenario.long_turn.cut_short, state.said)
            if unsaid and reaction is not Reaction.AGREE:
                return self._pick(unsaid, draw, state)
        if _wants_to_know(feedback) and reaction is not Reaction.AGREE:
            from_her_life = self._tell(reaction, feedback, state, draw)
            if from_her_life:
                return from_her_life
        # A disclosure answers kindness; a question about something else she answers with a line that is open to any question.
        if reaction is Reaction.DISCLOSE and not _wants_to_know(feedback):
            opened = self._open_up(state)
            if opened:
                return self._taken_in(opened, feedback, draw)
        brought_back = self._bring_back(reaction, feedback, state, draw)
        if brought_back:
            return brought_back
        line = self._choose(reaction, feedback, state, draw)
        if line is not None:
            return self._fill(line, feedback.echo, state)
        # Every fitting line has been said: a silence is truer than a repetition.
        left = self._unsaid(self.scenario.unknown if feedback.question else self.scenario.puzzled, state.said)
        return self._pick(left or self._wordless(state.said), draw, state)

    def listened_to(self, state: State, seed: int, known: frozenset[str] = NOTHING_KNOWN, text: str = "") -> tuple[Spoken, Reaction]:
        """What she says to somebody who only listens, in silence or by a word (``text``): her long turn goes on, or begins when she trusts
        enough; else a word into the silence. A yes to a question of hers is an answer."""
        draw, calm = Draw(seed, known), _at_ease(state)
        unfolds = state.unfolded < len(self.scenario.long_turn.says)
        ready = state.openness >= DISCLOSURE_OPENNESS[0] and state.temperature_band in REACHABLE[Reaction.DISCLOSE]
        if unfolds and state.holding:
            return self._unfold(state), Reaction.DISCLOSE
        if state.said and state.said[-1] == line_id(self.scenario.long_turn.says[-1]):
            return self._pick(self.scenario.long_turn.heard, draw, state), Reaction.SOFTEN
        answered = self._to_her_answer(text, state, draw)
        if unfolds and ready and not answered:
            return self._unfold(state), Reaction.DISCLOSE
        return answered or self._into_the_silence(calm, state, draw), Reaction.ASK if calm else Reaction.DEFLECT

    def put_off(self, state: State, seed: int, known: frozenset[str] = NOTHING_KNOWN) -> Spoken:
        """What she says to somebody who flirts with her."""
        draw = Draw(seed, known)
        return self._pick(self._unsaid(self.scenario.advances, state.said) or self._wordless(state.said), draw, state)

    def untold(self, words: str, state: State) -> list[Topic]:
        """Topics of her life she has not spoken of yet, those nearest to the words first."""
        return [topic for topic in self._topics.ranked(words)
                if not any(line_id(line) in state.said for line in (*topic.frank, *topic.guarded))]

    def close(self, outcome: str, said: tuple[str, ...], seed: int, known: frozenset[str] = NOTHING_KNOWN) -> str | None:
        """Her last words for an outcome; None where there are none (stopped)."""
        lines = getattr(self.scenario.endings, outcome, None)
        if not lines:
            return None
        return Draw(seed, known).one(self._unsaid(lines, said) or tuple(lines))

    def _to_her_answer(self, text: str, state: State, draw: Draw) -> Spoken | None:
        """What she makes of a bare yes or no to the question she has just asked; None for anything else."""
        given = yes_or_no(text) if state.said and state.said[-1] in self._asking and not state.holding else None
        if given is None:
            return None
        wanted = "calm" if _at_ease(state) else "wary"
        lines = self.scenario.answered.yes if given else self.scenario.answered.no
        unsaid = self._unsaid([line.say for line in lines if line.when == wanted], state.said)
        return self._pick(unsaid, draw, state) if unsaid else None

    def _to_odd_words(self, feedback: Feedback, state: State, draw: Draw) -> Spoken | None:
        """Silence, what nobody could read, and whole pages."""
        if feedback.listening:
            return self._into_the_silence(state.openness_band is not OpennessBand.CLOSED, state, draw)
        if not feedback.legible:
            unsaid = self._unsaid(self.scenario.puzzled, state.said)
            return self._pick(unsaid, draw, state) if unsaid else None
        if len(feedback.text.split()) >= PAGE_WORDS and feedback.move is not Move.BLAME:
            unsaid = self._unsaid(self.scenario.overwhelmed, state.said)
            return self._pick(unsaid, draw, state) if unsaid else None
        return None

    def _into_the_silence(self, calm: bool, state: State, draw: Draw) -> Spoken:
        wanted = "calm" if calm else "wary"
        lines = self._unsaid([line.say for line in self.scenario.silence if line.when == wanted], state.said) \
            or self._unsaid([line.say for line in self.scenario.silence], state.said)
        return self._pick(lines or self._wordless(state.said), draw, state)

    def _open_up(self, state: State) -> Spoken | None:
        """A disclosure, or her long turn, which comes after the first; None while she does not trust enough for the next."""
        begun = 0 < state.unfolded < len(self.scenario.long_turn.says)
        if not state.cut and (begun or state.told >= 1 and state.unfolded == 0):
            return self._unfold(state)
        if state.told < len(DISCLOSURE_OPENNESS) and state.openness >= DISCLOSURE_OPENNESS[state.told]:
            return self._spoken(self.scenario.disclosures[state.told], replace(state, told=state.told + 1))
        return None

    def _unfold(self, state: State) -> Spoken:
        """The next message of her long turn. Until the last one she waits for somebody who listens."""
        says = self.scenario.long_turn.says
        told = state.unfolded + 1
        after = replace(state, unfolded=told, holding=told < len(says), cut=False)
        return self._spoken(says[state.unfolded], heard_out(after) if told == len(says) else after)

    def _taken_in(self, opened: Spoken, feedback: Feedback, draw: Draw) -> Spoken:
        """A feeling, an apology or a thank-you is met by a word before she tells her own, or goes on with it."""
        if feedback.move not in _MET_FIRST:
            return opened
        said, band = (*opened.state.said, *opened.line_ids), opened.state.temperature_band
        for reaction in (Reaction.ACKNOWLEDGE, Reaction.SOFTEN):
            fitting = [line for line in self.scenario.lines_for(reaction, band) if line.to and line_id(line.say) not in said
                       and len(line.say.split()) <= _TAKEN_IN_WORDS and self._fit(line, feedback, quoting=False) is not None]
            if fitting:
                met = self._fill(draw.one(fitting, _say), feedback.echo, opened.state)
                return replace(opened, before=met.text, line_ids=(*met.line_ids, *opened.line_ids))
        return opened

    def _bring_back(self, reaction: Reaction, feedback: Feedback, state: State, draw: Draw) -> Spoken | None:
        """Something the learner raised earlier: held up to her once when she pulls away (whatever she says or explains is answered itself),
        asked after when there is room for it."""
        if reaction in (Reaction.GUILT, Reaction.DISMISS) and feedback.move is Move.WITHDRAW and not state.recalled:
            lines = self.scenario.recalls.stung
        elif reaction is Reaction.ASK and feedback.move in _LEAVES_ROOM and not feedback.question:
            lines = self.scenario.recalls.kind
        else:
            return None
        fitting = [(one, line) for one in to_bring_back(state.raised, state.recalled, state.turns, state.last_recall)
                   for line in self._unsaid(lines, state.said) if one.kind in Line.names_in(line) and not self._is_the_quarrel(one.words)]
        if not fitting:
            return None
        one, line = draw.one(fitting, lambda pair: pair[1])
        after = replace(state, recalled=(*state.recalled, one.words), last_recall=state.turns)
        return Spoken(_capitals(line.format(**{one.kind: one.words})), (line_id(line),), after)

    def _is_the_quarrel(self, words: str) -> bool:
        """What the whole talk is about is no earlier subject."""
        told = f"{self.scenario.title} {self.scenario.about} {self.scenario.introduction}".lower()
        return re.search(rf"\b{re.escape(words.split()[-1].lower())}", told) is not None

    def _tell(self, reaction: Reaction, feedback: Feedback, state: State, draw: Draw) -> Spoken | None:
        topic = self._topics.find(feedback.text)
        if topic is None:
            if feedback.move is Move.OPEN_QUESTION and reaction in _FRANK and reaction is not Reaction.DISCLOSE:
                unsaid = self._unsaid(self.scenario.unknown, state.said)
                return self._pick(unsaid, draw, state) if unsaid else None
            return None
        frank = reaction in _FRANK or (state.openness_band is not OpennessBand.CLOSED and reaction in RECEIVING)
        order = (topic.frank, topic.guarded) if frank else (topic.guarded,)
        for lines in order:
            unsaid = self._unsaid(lines, state.said)
            if unsaid:
                return self._pick(unsaid, draw, state)
        return None

    def _choose(self, reaction: Reaction, feedback: Feedback, state: State, draw: Draw) -> Line | None:
        # A question is answered by a line that is open to any question, or not at all: what she would say anyway does not follow.
        least = _TO_HER_MOVE if feedback.move is Move.OPEN_QUESTION and reaction in RECEIVING else 0.0
        for wanted, band in self._places(reaction, state.temperature_band):
            quoting = not self._quoting & set(state.said[-_BETWEEN_QUOTES:])
            scored = [(self._fit(line, feedback, quoting), line) for line in self.scenario.lines_for(wanted, band)
                      if line_id(line.say) not in state.said]
            tiers = sorted({score for score, _ in scored if score is not None and score >= least}, reverse=True)
            if tiers:
                return self._one_of([[line for score, line in scored if score == tier] for tier in tiers], tiers[0] >= _FIRST, draw)
        return None

    @staticmethod
    def _one_of(fitting: list[list[Line]], at_any_rate: bool, draw: Draw) -> Line:
        """One of the best fitting. Lines of an earlier talk come after new ones, unless the best must be said ``at_any_rate``."""
        new = [lines for lines in (draw.new(each, _say) for each in fitting) if lines] or fitting
        best, *further = fitting[:1] if at_any_rate else new
        # A single line would be the same in every talk.
        next_best = further[0] if further and len(best) == 1 else []
        likely = {id(line): ALONE * len(next_best) for line in best if next_best}
        return draw.one([*best, *next_best], _say, lambda line: (OWN_WORDS if line.placeholders else 1) * likely.get(id(line), 1))

    def _places(self, reaction: Reaction, band: TemperatureBand) -> Iterable[tuple[Reaction, TemperatureBand]]:
        """Where to look for a line: here, then the same reaction a band away, then a near reaction in this band."""
        yield reaction, band
        yield from ((reaction, other) for other in REACHABLE[reaction] if other is not band)
        family = HOSTILE if reaction in HOSTILE else RECEIVING
        final = {Reaction.AGREE, Reaction.WALK_OUT}
        yield from ((other, band) for other in Reaction if other in family - final and other is not reaction)

    @staticmethod
    def _fit(line: Line, feedback: Feedback, quoting: bool) -> float | None:
        """How well a line answers this message; None when it cannot be said. ``quoting``: whether she may read words back now."""
        if line.to and feedback.move not in line.to:
            return None
        echo = feedback.echo
        if any(not getattr(echo, name) for name in line.placeholders):
            return None
        if "stung" in line.placeholders and not (quoting and _whole(feedback)):
            return None
        if "asked" in line.placeholders and not _short_enough(echo.asked or ""):
            return None
        # Answering her move, with her words or without, beats taking up her words, and that a general line.
        return (_FIRST if line.first else 0.0) + (_TO_HER_MOVE if line.to else _WITH_HER_WORDS if line.placeholders else 0.0)

    def _fill(self, line: Line, echo: Echo, state: State) -> Spoken:
        values = {name: getattr(echo, name) for name in line.placeholders}
        if values.get("stung"):
            values["stung"] = values["stung"].strip(" .,!?;:…\"")
        text = line.say.format(**values)
        return Spoken(_capitals(text) if values else text, (line_id(line.say),), state)

    @staticmethod
    def _unsaid(lines: Iterable[str], said: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(line for line in lines if line_id(line) not in said)

    def _wordless(self, said: tuple[str, ...]) -> tuple[str, ...]:
        """A silence of hers, when every line has been said."""
        silences = tuple(f"({self.scenario.persona.name} {does}.)" for does in _WORDLESS)
        return self._unsaid(silences, said) or silences

    @staticmethod
    def _spoken(text: str, state: State) -> Spoken:
        return Spoken(text, (line_id(text),), state)

    def _pick(self, lines: Iterable[str], draw: Draw, state: State) -> Spoken:
        return self._spoken(draw.one(list(lines)), state)


def _say(line: Line) -> str:
    return line.say


def _at_ease(state: State) -> bool:
    return state.temperature_band in (TemperatureBand.CALM, TemperatureBand.TENSE) and state.openness_band is not OpennessBand.CLOSED


def _wants_to_know(feedback: Feedback) -> bool:
    """A question about her and not "would you …?"."""
    return feedback.question and feedback.move is not Move.BLAME and (
        feedback.move not in (Move.REQUEST, Move.REPAIR, Move.BOUNDARY) or Strength.OPEN_QUESTION in feedback.strengths)


def _capitals(text: str) -> str:
    """What was filled in may open a sentence."""
    return re.sub(r"(^|[.!?…]\s+)([\"“'‘(]?)([a-z])", lambda m: m[1] + m[2] + m[3].upper(), text)


def _short_enough(asked: str) -> bool:
    """Whether a wish can be said back in her own sentence."""
    return len(asked.split()) <= _ASKED_WORDS and not _TOGETHER.search(asked)


def _whole(feedback: Feedback) -> bool:
    """Whether the words that stung are short enough to be quoted back as they were said."""
    return bool(feedback.blame) and len(feedback.text[feedback.blame[0].start:feedback.blame[0].end].split()) <= _STUNG_WORDS
