"""A scenario file, checked: who she is, what she wants, what it takes to reach her, and everything she can say.

Adding a scenario is adding a YAML file to data/scenarios/. docs/writing-scenarios.md explains every field.
"""
from __future__ import annotations

import re
from pathlib import Path
from string import Formatter
from typing import Any, Iterator, Mapping, Optional, Union

from pydantic import BaseModel, Extra, Field, ValidationError, root_validator, validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.coach.feedback import BlameKind, Move, Strength
from bot.errors import ScenarioError
from bot.persona.reaction import REACHABLE, Reaction, Temper, TemperatureBand
from bot.yaml_files import read_yaml

PLACEHOLDERS = frozenset({"feeling", "asked", "stung", "topic"})
RECALLING = frozenset({"earlier", "person"})  # what lines that bring something back are filled with
GROWN_UP = 18
LONG_TURN = 3  # messages
YOUR_OWN = "your-own"  # the persona a learner describes herself; it has no file
OUTCOMES = ("agreement", "opened", "held", "stalled", "walked_out", "stopped")
MAX_SENTENCES = 3  # law 5: she never says more than three sentences.
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)]*(?:\s+|$)")


def count_sentences(text: str) -> int:
    """Sentences in a line, by end marks; a line without one counts as one."""
    return max(1, len([part for part in _SENTENCE_END.split(text.strip()) if part.strip()]))


class _Part(BaseModel):
    class Config:
        extra = Extra.forbid
        allow_mutation = False
        anystr_strip_whitespace = True
        min_anystr_length = 1


def _spoken(text: str) -> str:
    if count_sentences(text) > MAX_SENTENCES:
        raise ValueError(f"she never says more than {MAX_SENTENCES} sentences at once")
    return text


class Line(_Part):
    """One thing she can say. ``to`` names the moves it answers; without it, any move this reaction meets.

    ``first``: said before any other that fits.

    Placeholders {feeling} {asked} {stung} {topic} are filled from the learner's own words; a line is only
    used when all of its placeholders can be.
    """

    say: str
    to: tuple[Move, ...] = ()
    first: bool = False

    _short = validator("say", allow_reuse=True)(_spoken)

    @validator("say")
    def _placeholders_exist(cls, value: str) -> str:
        unknown = cls.names_in(value) - PLACEHOLDERS
        if unknown:
            raise ValueError(f"unknown placeholder {{{sorted(unknown)[0]}}}; there are " + ", ".join(sorted(PLACEHOLDERS)))
        return value

    @staticmethod
    def names_in(text: str) -> set[str]:
        """Told how to be written out, as in {feeling:>9}, it is another name: a file from elsewhere could ask for a line of gigabytes."""
        return {name + (f"!{way}" if way else "") + (f":{width}" if width else "")
                for _, name, width, way in Formatter().parse(text) if name is not None}

    @property
    def placeholders(self) -> set[str]:
        return self.names_in(self.say)


class SoreSpot(_Part):
    """A topic that lands harder with her, the words that touch it, and what the coach says when a kind line touches it."""

    topic: str
    words: list[str] = Field(min_items=1)
    landing: str


class Persona(_Part):
    name: str
    age: Optional[int] = Field(None, ge=13, le=100)
    role: str = Field(regex="^(mother|daughter)$")
    called: str
    temper: Temper
    culture: str
    voice: str
    want: str
    fear: str
    boundary: str

    @property
    def minor(self) -> bool:
        return self.age is not None and self.age < GROWN_UP


class Start(_Part):
    temperature: int = Field(ge=0, le=100)
    openness: int = Field(ge=0, le=100)


class PriceTag(_Part):
    """What must be earned before she yields, at the realistic level."""

    strengths: Mapping[Strength, int]
    temperature_under: int = Field(ge=15, le=54)
    openness_over: int = Field(ge=20, le=80)

    @validator("strengths")
    def _not_empty(cls, value: Mapping[Strength, int]) -> Mapping[Strength, int]:
        if not value or any(count < 1 for count in value.values()):
            raise ValueError("name at least one strength, each at least once")
        return value


class Topic(_Part):
    """Something from her life she will tell when asked. ``guarded`` while she is closed or stung, ``frank`` when she is not."""

    id: str = Field(regex="^[a-z0-9-]+$")
    ask: list[str] = Field(min_items=4)
    guarded: list[str] = Field(min_items=1)
    frank: list[str] = Field(min_items=1)

    @validator("guarded", "frank", each_item=True)
    def _short(cls, value: str) -> str:
        return _spoken(value)


class LongTurn(_Part):
    """What she needs to say at one point, in three messages. Listening lets her go on; answering with something of one's own ends it."""

    says: list[str] = Field(min_items=LONG_TURN, max_items=LONG_TURN)
    heard: list[str] = Field(min_items=2)
    cut_short: list[str] = Field(min_items=3)

    @validator("says", "heard", "cut_short", each_item=True)
    def _short(cls, value: str) -> str:
        return _spoken(value)


class InMood(_Part):
    """A line for when she is ``wary``, or ``calm``."""

    say: str
    when: str = Field(regex="^(wary|calm)$")

    _short = validator("say", allow_reuse=True)(_spoken)


class Answered(_Part):
    """What she says when a question of hers got a yes or a no, and nothing else. Each line follows after any such question."""

    yes: list[InMood] = Field(min_items=6)
    no: list[InMood] = Field(min_items=6)


class Recalls(_Part):
    """Lines that bring back what the learner raised earlier: {earlier} a thing, {person} somebody named. ``stung`` after blame or a
    denial, ``kind`` when she asks something back."""

    stung: list[str] = Field(min_items=4)
    kind: list[str] = Field(min_items=4)

    @validator("stung", "kind", each_item=True)
    def _one_placeholder(cls, value: str) -> str:
        if len(Line.names_in(value)) != 1 or Line.names_in(value) - RECALLING:
            raise ValueError("each line takes up one of {earlier} or {person}")
        return _spoken(value)


class Endings(_Part):
    """Her last words for each outcome."""

    agreement: list[str] = Field(min_items=2)
    opened: list[str] = Field(min_items=2)
    held: list[str] = Field(min_items=2)
    stalled: list[str] = Field(min_items=2)
    walked_out: list[str] = Field(min_items=2)


class CardAnswer(_Part):
    """A thing she may say in the real talk, and one way to answer."""

    she: str
    you: str


class FamilyPattern(_Part):
    """Something that has come back from one generation to the next, in a line or two for the debrief; shown once she has ``told`` so many
    of her disclosures, so that nobody learns there what she has not said."""

    line: str
    told: int = Field(ge=0, le=3)

    _short = validator("line", allow_reuse=True)(_spoken)


class Scenario(_Part):
    id: str = Field(regex="^[a-z0-9-]+$")
    title: str
    learner: str = Field(regex="^(mother|daughter)$")
    about: str
    introduction: str
    practises: list[Strength] = Field(min_items=1)
    practises_in_words: str
    persona: Persona
    sore_spots: list[SoreSpot] = Field(min_items=1)
    softens: Mapping[Strength, float]
    hardens: Mapping[Union[BlameKind, Move], float]
    start: Start
    price: PriceTag
    openings: list[str] = Field(min_items=3)
    lines: Mapping[Reaction, Mapping[str, list[Union[Line, str]]]]
    disclosures: list[str] = Field(min_items=3, max_items=3)
    topics: list[Topic] = Field(min_items=12)
    unknown: list[str] = Field(min_items=5)
    puzzled: list[str] = Field(min_items=5)
    silence: list[InMood] = Field(min_items=6)
    answered: Answered
    overwhelmed: list[str] = Field(min_items=3)
    advances: list[str] = []
    recalls: Recalls
    long_turn: LongTurn
    endings: Endings
    agreement: str
    may_say: list[CardAnswer] = Field(min_items=3)
    pattern: Optional[FamilyPattern] = None

    @validator("openings", "disclosures", "unknown", "puzzled", "overwhelmed", "advances", each_item=True)
    def _short(cls, value: str) -> str:
        return _spoken(value)

    @validator("softens", "hardens")
    def _weights(cls, value: Mapping[Any, float]) -> Mapping[Any, float]:
        for name, weight in value.items():
            if not 0.5 <= weight <= 2.0:
                raise ValueError(f"the weight of {getattr(name, 'value', name)} is {weight}; weights run from 0.5 to 2.0")
        return value

    @validator("lines", pre=True)
    def _bands_spread(cls, value: Any) -> Any:
        """'tense hot: [...]' means the same lines in both bands."""
        if not isinstance(value, Mapping):
            return value
        known = {band.value for band in TemperatureBand}
        for reaction, bands in value.items():
            if not isinstance(bands, Mapping):
                raise ValueError(f"lines of {reaction} must be grouped by temperature: " + ", ".join(sorted(known)))
            for key in bands:
                for band in str(key).split():
                    if band not in known:
                        raise ValueError(f"{reaction} has a temperature '{band}'; there are " + ", ".join(sorted(known)))
        return value

    @validator("lines")
    def _lines_are_lines(cls, value: Mapping[Reaction, Mapping[str, tuple[Any, ...]]]) -> Any:
        return {reaction: {key: tuple(line if isinstance(line, Line) else Line(say=line) for line in lines)
                           for key, lines in bands.items()} for reaction, bands in value.items()}

    @root_validator(skip_on_failure=True)
    def _complete(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["persona"].role == values["learner"] == "mother" or values["persona"].role == values["learner"] == "daughter":
            raise ValueError("learner and persona cannot both be the " + values["learner"])
        if values["persona"].age is None and values["id"] != YOUR_OWN:
            raise ValueError("persona.age: say how old she is")
        if values["persona"].minor and values["advances"]:
            raise ValueError("advances: nobody flirts with a persona under 18; without these lines such talk ends the rehearsal")
        for reaction, bands in REACHABLE.items():
            written = {band for key in values["lines"].get(reaction, {}) for band in key.split()}
            for band in bands:
                if band.value not in written:
                    raise ValueError(f"lines: {reaction.value} has no line for {band.value}, where it can happen")
        seen: dict[str, str] = {}
        for where, text in _everything_she_says(values):
            if text in seen:
                raise ValueError(f"{where}: this line stands already in {seen[text]}: {text!r}")
            seen[text] = where
        return values

    def lines_for(self, reaction: Reaction, band: TemperatureBand) -> tuple[Line, ...]:
        """The lines written for a reaction at a temperature; empty where none is."""
        found: list[Line] = []
        for key, lines in self.lines.get(reaction, {}).items():
            if band.value in key.split():
                found.extend(lines)  # type: ignore[arg-type]
        return tuple(found)

    def says(self) -> list[str]:
        """Every distinct thing she can say."""
        return [text for _, text in _everything_she_says(self.dict())]


def _everything_she_says(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("openings", "disclosures", "unknown", "puzzled", "overwhelmed", "advances"):
        yield from ((key, text) for text in values[key])
    yield from (("silence", _as_dict(line)["say"]) for line in values["silence"])
    for given, lines in _as_dict(values["answered"]).items():
        yield from ((f"answered.{given}", _as_dict(line)["say"]) for line in lines)
    for key in ("recalls", "long_turn"):
        for part, texts in _as_dict(values[key]).items():
            yield from ((f"{key}.{part}", text) for text in texts)
    for reaction, bands in values["lines"].items():
        name = getattr(reaction, "value", reaction)
        for key, lines in bands.items():
            for line in lines:
                yield f"lines.{name}.{key}", line["say"] if isinstance(line, Mapping) else line.say
    for topic in values["topics"]:
        topic = _as_dict(topic)
        for tone in ("guarded", "frank"):
            yield from ((f"topics.{topic['id']}.{tone}", text) for text in topic[tone])
    for outcome, lines in _as_dict(values["endings"]).items():
        yield from ((f"endings.{outcome}", text) for text in lines)


def _as_dict(part: Any) -> Mapping[str, Any]:
    return part if isinstance(part, Mapping) else part.dict()


def read_mapping(path: Path) -> tuple[str, Mapping[str, Any]]:
    """The text of a YAML file and what it holds. Raises ScenarioError naming file and line."""
    try:
        text = path.read_text(encoding="utf-8")
        data = read_yaml(text)
    except UnicodeDecodeError:
        raise ScenarioError(f"{path.name}: the file is not UTF-8 text.") from None
    except MarkedYAMLError as error:
        line = (error.problem_mark.line + 1) if error.problem_mark else 1
        raise ScenarioError(f"{path.name}, line {line}: this is not YAML ({error.problem}).") from None
    except YAMLError:
        raise ScenarioError(f"{path.name}, line 1: this is not YAML (it holds characters that no text has).") from None
    if not isinstance(data, Mapping):
        raise ScenarioError(f"{path.name}, line 1: a scenario is a list of fields such as 'id: daily-calls'.")
    return text, data


def load_scenario(path: Path) -> Scenario:
    """Read and check one file. Raises ScenarioError naming file, line and field of the first mistake."""
    text, data = read_mapping(path)
    try:
        scenario = Scenario.parse_obj(data)
    except ValidationError as mistakes:
        first = mistakes.errors()[0]
        location = tuple(part for part in first["loc"] if part != "__root__")
        field = ".".join(str(part) for part in location) or "the file as a whole"
        raise ScenarioError(f"{path.name}, line {_line_of(text, location)}, {field}: {first['msg']}.") from None
    if scenario.id != path.stem:
        raise ScenarioError(f"{path.name}, line {_line_of(text, ('id',))}, id: '{scenario.id}' must be the file's name.")
    return scenario


def _line_of(text: str, location: tuple[Any, ...]) -> int:
    """The line of a field; read again with positions, which is ten times slower and only needed for a mistake."""
    node = YAML(typ="rt").load(text)
    line = 1
    for part in location:
        try:
            if isinstance(node, Mapping):
                line = node.lc.key(part)[0] + 1  # type: ignore[attr-defined]
            else:
                line = node.lc.item(part)[0] + 1
            node = node[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return line


def load_scenarios(folder: Path) -> dict[str, Scenario]:
    """All scenarios of a folder by id, in the order of their file names. Raises ScenarioError at the first mistake."""
    return {path.stem: load_scenario(path) for path in sorted(folder.glob("*.yml"))}
