"""What the coach says about one message: the value that travels from reading to reply.

Names and meanings follow docs/taxonomy.md to the letter; they are the names in data files, JSON, database columns and code.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Mapping


class BlameKind(str, Enum):
    """The thirteen ways words can carry blame."""

    ABSOLUTE = "absolute"
    CRITICISM = "criticism"
    LABEL = "label"
    MIND_READING = "mind_reading"
    FAULT = "fault"
    DEMAND = "demand"
    COMPARISON = "comparison"
    THREAT = "threat"
    GUILT_TRIP = "guilt_trip"
    CONTEMPT = "contempt"
    DISMISSAL = "dismissal"
    PSEUDO_FEELING = "pseudo_feeling"
    ACCUSING_QUESTION = "accusing_question"


class Strength(str, Enum):
    """The ten things a message can do well."""

    FEELING = "feeling"
    OBSERVATION = "observation"
    NEED = "need"
    REQUEST = "request"
    BOUNDARY = "boundary"
    VALIDATION = "validation"
    OPEN_QUESTION = "open_question"
    ACCOUNTABILITY = "accountability"
    APPRECIATION = "appreciation"
    REPAIR = "repair"


class Move(str, Enum):
    """The one main thing a message does in the talk, in order of precedence."""

    CRISIS = "crisis"
    BLAME = "blame"
    BOUNDARY = "boundary"
    REQUEST = "request"
    ACCOUNTABILITY = "accountability"
    VALIDATION = "validation"
    FEELING = "feeling"
    OPEN_QUESTION = "open_question"
    APPRECIATION = "appreciation"
    REPAIR = "repair"
    DEFEND = "defend"
    WITHDRAW = "withdraw"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class BlameSpan:
    """Words that carry a charge: code point offsets into the raw message, end exclusive."""

    start: int
    end: int
    kind: BlameKind
    why: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "kind": self.kind.value, "why": self.why}


@dataclass(frozen=True)
class Echo:
    """The learner's own words in a shape the other side can take up.

    ``feeling``  the adjective she named for herself ("scared"), lower case.
    ``asked``    what she asked for, from the other's mouth: "Could you call before you come?" gives "call before I come".
    ``stung``    the words that stung, as typed (the first blame span, at most ten words).
    ``topic``    the noun phrase the message is about, without a determiner or with the listener's ("your job" -> "my job").
    ``names``    people named in the message.
    ``raised``   the same as ``topic`` but whole ("your job" from "my job", "the meeting"), fit to be said again turns later.
    ``people``   people fit to be brought up again ("Merle", "your brother" from "my brother").
    """

    feeling: str | None = None
    asked: str | None = None
    stung: str | None = None
    topic: str | None = None
    names: tuple[str, ...] = ()
    raised: str | None = None
    people: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"feeling": self.feeling, "asked": self.asked, "stung": self.stung, "topic": self.topic,
                "names": list(self.names), "raised": self.raised, "people": list(self.people)}


@dataclass(frozen=True)
class Feedback:
    """The reading of one message. ``text`` is the raw message; every offset points into it.

    ``reframe``   one line the learner could say instead, blame-free by the coach's own reading; None where nothing needs mending.
    ``variants``  further wordings of the reframe (other registers), each blame-free too.
    ``ask``       one question that would fill the gap, where the message names no event.
    ``landing``   why a line without blame may still land hard, given the sore spots.
    ``crisis``    danger to the learner or another: the role-play must stop.
    ``question``  the message asks the other something.
    ``lemmas``    content lemmas in order, lower case, for matching sore spots and topics.
    ``legible``   False for gibberish, emoji alone or a language the coach does not read.
    ``listening`` it only shows that one is listening and lets the other go on ("mm", "go on").
    ``advance``   it flirts with the other or talks sexually to her.
    ``distress``  it names a feeling that is hard to carry (overwhelmed, hopeless).
    ``self_blame`` the learner calls herself names.
    """

    text: str
    blame: tuple[BlameSpan, ...] = ()
    strengths: tuple[Strength, ...] = ()
    move: Move = Move.NEUTRAL
    reframe: str | None = None
    variants: tuple[str, ...] = ()
    ask: str | None = None
    landing: str | None = None
    crisis: bool = False
    question: bool = False
    lemmas: tuple[str, ...] = ()
    echo: Echo = field(default_factory=Echo)
    legible: bool = True
    listening: bool = False
    advance: bool = False
    distress: bool = False
    self_blame: bool = False

    def to_json(self) -> dict[str, Any]:
        """The contract of ``softstart coach --json``, without ``id``."""
        return {
            "text": self.text,
            "blame": [span.to_json() for span in self.blame],
            "strengths": [strength.value for strength in self.strengths],
            "move": self.move.value,
            "reframe": self.reframe,
            "variants": list(self.variants),
            "ask": self.ask,
            "landing": self.landing,
            "crisis": self.crisis,
        }

    def to_message(self) -> dict[str, Any]:
        """Everything, as it travels with a Rasa message to the action."""
        return {**self.to_json(), "question": self.question, "lemmas": list(self.lemmas),
                "echo": self.echo.to_json(), "legible": self.legible, "listening": self.listening,
                "advance": self.advance, "distress": self.distress, "self_blame": self.self_blame}

    @classmethod
    def from_message(cls, data: Mapping[str, Any]) -> Feedback:
        """The inverse of :meth:`to_message`. Raises KeyError or ValueError on anything else."""
        echo = data.get("echo") or {}
        return cls(
            text=data["text"],
            blame=tuple(BlameSpan(b["start"], b["end"], BlameKind(b["kind"]), b.get("why", "")) for b in data["blame"]),
            strengths=tuple(Strength(s) for s in data["strengths"]),
            move=Move(data["move"]),
            reframe=data.get("reframe"),
            variants=tuple(data.get("variants", ())),
            ask=data.get("ask"),
            landing=data.get("landing"),
            crisis=bool(data.get("crisis")),
            question=bool(data.get("question")),
            lemmas=tuple(data.get("lemmas", ())),
            echo=Echo(echo.get("feeling"), echo.get("asked"), echo.get("stung"), echo.get("topic"),
                      tuple(echo.get("names", ())), echo.get("raised"), tuple(echo.get("people", ()))),
            legible=bool(data.get("legible", True)), listening=bool(data.get("listening")), advance=bool(data.get("advance")),
            distress=bool(data.get("distress")), self_blame=bool(data.get("self_blame")),
        )
