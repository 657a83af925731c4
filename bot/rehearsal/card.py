"""One page to take along: the session's best lines, each hers to change. Never a line that nobody said."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Callable, Iterable, Mapping, Sequence

from bot.coach.coach import Coach
from bot.coach.feedback import Feedback, Move, Strength
from bot.errors import NotYours, RehearsalOver, UsageError
from bot.persona.cast import Cast
from bot.persona.reaction import Reaction, TemperatureBand
from bot.persona.scenario import YOUR_OWN, Scenario
from bot.persona.state import State
from bot.persona.voice import Voice
from bot.rehearsal import shapes
from bot.rehearsal.outcome import Exchange
from bot.rehearsal.rehearsals import utc_now
from bot.store.models import CardRow, SessionRow, TurnRow
from bot.store.store import Store, Work
from bot.yaml_files import read_yaml

LONGEST_FIELD = 300  # characters; what fits a line of a card
LONGEST_READ = 4  # sentences of one message that are read again by themselves
OWN_FIELDS = ("open", "feel", "ask", "boundary", "reply", "leave")  # in the learner's voice: read again when she edits them
_OPENERS = (Move.REPAIR, Move.APPRECIATION, Move.ACCOUNTABILITY, Move.OPEN_QUESTION, Move.VALIDATION)
_OPENING_TURNS = 2  # later lines answer something and open nothing
_HARD = {Reaction.ESCALATE.value, Reaction.GUILT.value, Reaction.DISMISS.value, Reaction.DEFLECT.value, Reaction.STONEWALL.value,
         Reaction.TEST.value}


@cache
def load_card_words(path: Path) -> dict[str, Any]:
    """data/card.yml, read once."""
    words: dict[str, Any] = read_yaml(path.read_text(encoding="utf-8"))
    return words


@dataclass(frozen=True)
class Step:
    """One message of the learner that may stand on a card, with how she was before and after it. ``said`` is what it answered."""

    feedback: Feedback
    before: State
    after: State
    said: str
    reaction: str | None  # with which she had said it
    depth: int

    @property
    def pull(self) -> float:
        """How much it opened and cooled her."""
        return (self.after.openness - self.before.openness) + self.cooled

    @property
    def cooled(self) -> float:
        return self.before.temperature - self.after.temperature


class Cards:
    """The cards of all rehearsals of one store."""

    def __init__(self, store: Store, cast: Cast, words: Mapping[str, Any], hints: Mapping[str, Any], coach: Coach,
                 contacts: Callable[[], str], clock: Callable[[], datetime] = utc_now) -> None:
        """``hints`` are the coach's kinds of moves; ``contacts`` names whom to reach when it goes badly."""
        self._store, self._cast, self.words, self._hints, self._coach = store, cast, words, hints, coach
        self._contacts, self._clock = contacts, clock

    def card(self, session_id: str) -> dict[str, Any]:
        """``title``, ``saved``, and ``fields``: id, label, text, prompt and from (``you coach her app edited gap``). Raises NotYours, and
        RehearsalOver for a talk that danger has stopped."""
        with self._store.work() as work:
            row, voice = self._row(work, session_id)
            path = work.path(row)
            if path[-1].move == Move.CRISIS.value or path[-1].reply.get("final"):
                raise RehearsalOver(self.words["none"])
            exchanges = shapes.exchanges(path, shapes.dismissed(work, session_id))
            own = work.card(session_id)
            edited = dict(own.fields) if own is not None else {}
        chosen = self._chosen(path, exchanges, voice.scenario)
        fields = []
        for name, words in self.words["fields"].items():
            text, source = (edited[name], "edited") if name in edited else chosen.get(name) or (self.words["empty"], "gap")
            fields.append({"id": name, "label": words["label"], "text": text, "prompt": words["prompt"], "from": source})
        return {"title": self.words["title"], "saved": bool(edited), "fields": fields}

    def save(self, session_id: str, fields: Any) -> dict[str, Any]:
        """Keep what she wrote: text by field; "" leaves a field off the card, None takes her own words back. Gives the card with ``notes``:
        what the coach would look at again, by field, and ``danger``: the words in which it heard danger. Raises UsageError."""
        clean = self._clean(fields)
        self.card(session_id)  # not for a talk without one
        with self._store.work() as work:
            own = work.card(session_id)
            kept = {**(dict(own.fields) if own is not None else {}), **clean}
            kept = {name: text for name, text in kept.items() if text is not None}
            if own is None:
                work.add(CardRow(session_id=session_id, saved_at=self._clock(), fields=kept))
            else:
                own.fields, own.saved_at = kept, self._clock()
            work.commit()
        readings = {name: self._coach.read(text) for name, text in clean.items() if text and name in (*OWN_FIELDS, "may_say")}
        danger = next((reading.text for reading in readings.values() if reading.crisis), None)
        return {**self.card(session_id), "danger": danger,
                "notes": [] if danger else [self._note(name, reading) for name, reading in readings.items()
                                          if reading.blame and name in OWN_FIELDS]}

    def _note(self, name: str, reading: Feedback) -> dict[str, Any]:
        return {"field": name, "text": self.words["look_again"].format(label=self.words["fields"][name]["label"]),
                "marks": [span.to_json() for span in reading.blame], "reframe": reading.reframe}

    def _clean(self, fields: Any) -> dict[str, str | None]:
        refused, names = self.words["refused"], list(self.words["fields"])
        if not isinstance(fields, Mapping):
            raise UsageError(refused["fields"].format(names=", ".join(names)))
        clean: dict[str, str | None] = {}
        for name, text in fields.items():
            if name not in names:
                raise UsageError(refused["field"].format(name=str(name)[:24], names=", ".join(names)))
            if text is not None and not isinstance(text, str):
                raise UsageError(refused["text"].format(name=name))
            if text is not None:
                text = text.encode("utf-8", "replace").decode("utf-8")
                text = " ".join("".join(sign if sign.isprintable() or _joins(sign) else " " for sign in text).split())
            if text and len(text) > LONGEST_FIELD:
                raise UsageError(refused["too_long"].format(name=name, letters=LONGEST_FIELD))
            # A gap sent back as it stands is still a gap.
            clean[name] = None if text == self.words["empty"] else text
        return clean

    # Which lines

    def _chosen(self, path: Sequence[TurnRow], exchanges: Sequence[Exchange], scenario: Scenario) -> dict[str, tuple[str, str]]:
        """Text and where it is from, by field; a field for which the talk gave nothing is missing."""
        words, steps = self.words["fields"], list(_steps(path, exchanges))
        chosen: dict[str, tuple[str, str]] = {}
        used: set[str] = set()

        def own(name: str, found: Iterable[Step], strength: Strength | None = None) -> None:
            for step in found:
                line = self._line(step.feedback, strength)
                if not _repeats(line, used):
                    used.add(line)
                    chosen[name] = (line, "you")
                    return

        own("feel", _best(steps, Move.FEELING, Strength.FEELING), Strength.FEELING)
        if "feel" not in chosen:
            offered = [exchange.feedback.reframe for exchange in exchanges if exchange.feedback and exchange.feedback.reframe]
            # Not every line of the coach's says how it is for her: some only ask.
            felt = next((line for line in reversed(offered) if self.words["empty"] not in line
                         and Strength.FEELING in self._coach.read(line).strengths), None)
            if felt:
                chosen["feel"] = (felt, "coach")
        own("ask", _best(steps, Move.REQUEST, Strength.REQUEST), Strength.REQUEST)
        own("boundary", _best(steps, Move.BOUNDARY, Strength.BOUNDARY), Strength.BOUNDARY)
        if scenario.id != YOUR_OWN:  # of her own, nobody has asked her yet
            chosen["hers"] = (scenario.persona.boundary, "her")
        self._hard_line(chosen, used, path, exchanges, steps)
        own("open", [step for step in _ranked(steps) if step.feedback.move in _OPENERS and step.depth <= _OPENING_TURNS])
        own("leave", [step for step in steps if step.depth == len(path) - 1 and step.feedback.move in (Move.REPAIR, Move.APPRECIATION)])
        chosen.setdefault("open", (words["open"]["line"], "app"))
        chosen.setdefault("leave", (words["leave"]["line"], "app"))
        chosen["help"] = (words["help"]["line"].format(contacts=self._contacts()), "app")
        return chosen

    def _hard_line(self, chosen: dict[str, tuple[str, str]], used: set[str], path: Sequence[TurnRow], exchanges: Sequence[Exchange],
                   steps: Sequence[Step]) -> None:
        """A hard line she said in this talk, and what cooled her after such a line."""
        answered = [(self._line(step.feedback), step) for step in steps if step.cooled > 0 and (step.reaction in _HARD or step.depth == 1)]
        # Better a line that is not on the card yet, and no hard line that reads the learner's own words back to her.
        best = max(answered, default=None, key=lambda one: (not _repeats(one[0], used), one[1].reaction in _HARD, '"' not in one[1].said,
                                                            one[1].cooled))
        if best is not None:
            used.add(best[0])
            chosen["may_say"], chosen["reply"] = (_cut(best[1].said), "her"), (best[0], "you")
            return
        at = max((place for place, exchange in enumerate(exchanges) if exchange.reaction in _HARD),
                 key=lambda place: exchanges[place].state.temperature, default=0)
        hot = exchanges[at].state.temperature_band in (TemperatureBand.HOT, TemperatureBand.BOILING)
        chosen["may_say"] = (_cut(path[at].reply["persona"][-1]), "her")
        chosen["reply"] = (self._hints["hot" if hot else "unheard"]["say"], "coach")

    def _line(self, feedback: Feedback, strength: Strength | None = None) -> str:
        """A message as a line of a card: where it is long, only the sentences that do what it is wanted for."""
        text = " ".join(feedback.text.split())
        sentences = _sentences(text)
        if strength is not None and 1 < len(sentences) <= LONGEST_READ:
            fitting = [one for one in sentences if strength in (read := self._coach.read(one)).strengths and not read.blame]
            text = " ".join(fitting) or text
        text = _cut(text)
        return text[:1].upper() + text[1:]

    def _row(self, work: Work, session_id: str) -> tuple[SessionRow, Voice]:
        row = work.session(session_id)
        voice = self._cast.voice(row.scenario, row.side, row.prepared if row.scenario == YOUR_OWN else None) if row is not None else None
        if row is None or voice is None:
            raise NotYours("There is no such rehearsal here.")
        return row, voice


def _steps(path: Sequence[TurnRow], exchanges: Sequence[Exchange]) -> Iterable[Step]:
    """The learner's messages that may stand on a card: no mark that she let stand, and something that can be read."""
    for turn, before, after in zip(path, exchanges, exchanges[1:]):
        feedback = after.feedback
        if feedback is None or after.marks or feedback.crisis or feedback.advance or feedback.listening or feedback.self_blame \
                or not feedback.legible or not feedback.text.strip():
            continue
        yield Step(feedback, before.state, after.state, turn.reply["persona"][-1] if turn.reply["persona"] else "", before.reaction,
                   turn.depth + 1)


def _ranked(steps: Iterable[Step]) -> list[Step]:
    """What moved her most first; of two alike the later one, which has more practice in it."""
    return sorted(steps, key=lambda step: (step.pull, step.depth), reverse=True)


def _best(steps: Iterable[Step], move: Move, strength: Strength) -> list[Step]:
    """Messages whose main thing it is come before those that do it beside something else."""
    ranked = _ranked(steps)
    first = [step for step in ranked if step.feedback.move is move]
    return first + [step for step in ranked if step.feedback.move is not move and strength in step.feedback.strengths]


def _repeats(line: str, used: Iterable[str]) -> bool:
    return any(line.lower() in other.lower() or other.lower() in line.lower() for other in used)


def _sentences(text: str) -> list[str]:
    found, start = [], 0
    for place, sign in enumerate(text):
        if sign in ".!?…" and text[place + 1:place + 2] in ("", " "):
            found.append(text[start:place + 1].strip())
            start = place + 1
    return [one for one in [*found, text[start:].strip()] if one]


def _cut(text: str) -> str:
    """Short enough for a card, at the end of a sentence if there is one, else of a word."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_FIELD:
        return text
    kept = ""
    for sentence in _sentences(text):
        if len(kept) + len(sentence) >= LONGEST_FIELD:
            break
        kept = f"{kept} {sentence}".strip()
    return kept or text[:LONGEST_FIELD - 2].rsplit(" ", 1)[0] + " …"


def _joins(sign: str) -> bool:
    """Signs that hold letters or emoji together and cannot be seen themselves."""
    return sign in "\u200c\u200d\ufe0f"
