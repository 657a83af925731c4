"""The questions before a talk of one's own (data/prepare.yml), and what an answer to each may be."""
from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, List, Mapping, Optional, Union

from pydantic import BaseModel, Extra, Field, ValidationError

from bot.errors import ScenarioError, UsageError
from bot.persona.scenario import count_sentences
from bot.yaml_files import read_yaml

LIKELIEST = 10
_NUMBER_WORDS = {word: number for number, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_NUMBER_WORDS["never"] = 0
#: "I feel", "I'm so", "I need some": how people begin, not what they tell.
_BEGINNING = re.compile(r"^(?:(?:my answer is|i(?:['’]m| am)?|we|feel(?:ing)?|felt|need(?:ed)?|so|very|really|just|a bit|a little|mostly|"
                        r"and)\b(?!['’])[ ,:]*)+", re.I)
_ABOUT_HERSELF = re.compile(r"(?:well,? |so,? |no,? |not )?(?:i|i'm|im|me)\b|not\b")
MOST_WORDS = 6  # a longer sentence tells something, and is no choice

Answer = Union[str, int, List[str]]


class Option(BaseModel):
    """A button: ``title`` is read, ``value`` is kept (the title when there is none). ``also``: words by which it is meant in a sentence."""

    title: str
    value: str = ""
    also: List[str] = []
    group: Optional[str] = None

    class Config:
        extra = Extra.forbid

    @property
    def kept(self) -> str:
        return self.value or self.title


class Question(BaseModel):
    """One question of the form."""

    id: str
    kind: str = Field(regex="^(choice|several|text|number)$")
    label: str
    text: str
    why: str
    change: List[str]
    options: List[Option] = []
    most: int = 1
    letters: int = 40
    sentences: Optional[int] = None
    split_and: bool = Field(False, alias="and")
    hers: bool = False
    after: Optional[str] = None
    needed: bool = False
    otherwise: Optional[str] = None  # kept when it is skipped

    class Config:
        extra = Extra.forbid

    def read(self, text: str, says: Mapping[str, str]) -> Answer:
        """The answer in what was typed or tapped. Raises UsageError with one sentence (from ``says``)."""
        text = " ".join(text.split())
        if not any(sign.isalnum() for sign in text):
            raise UsageError(says["empty"])
        if self.kind == "choice":
            option = self.option(text) or self._meant(text)
            if option is None:
                raise UsageError(says["not_a_choice"])
            return option.kept
        if self.kind == "number":
            return _number(text, says)
        if self.kind == "several":
            return self._several(text, says)
        if len(text) > self.letters:
            raise UsageError(says["too_long"].format(letters=self.letters))
        if self.sentences and count_sentences(text) > self.sentences:
            raise UsageError(says["too_many_sentences"].format(sentences=self.sentences))
        return text

    def option(self, text: str) -> Option | None:
        """The option that is meant: by its number, its title or its value."""
        wanted = _plain(text)
        if wanted.isdecimal() and 1 <= int(wanted) <= len(self.options):
            return self.options[int(wanted) - 1]
        return next((option for option in self.options
                     if wanted in (_plain(option.title), option.kept.lower(), _plain(option.title).removeprefix("my "))), None)

    def _meant(self, text: str) -> Option | None:
        """The one option a sentence names ("she's my mum"). One about the learner herself ("I'm her mum") turns things round and names
        none; nor does one that names two."""
        words = _plain(text)
        if len(words.split()) > MOST_WORDS or _ABOUT_HERSELF.match(words):
            return None
        named = [option for option in self.options if any(re.search(rf"\b{re.escape(each)}\b", words) for each in option.also)]
        return named[0] if len(named) == 1 else None

    def is_option(self, text: str) -> bool:
        """Whether a text is nothing but an option: such words are ours and need no reading."""
        return self.option(text) is not None

    def _several(self, text: str, says: Mapping[str, str]) -> list[str]:
        whole = self.option(text)
        parts = [text] if whole else re.split(r"[,;/\n]|\s+(?:and|&)\s+" if self.split_and else r"[,;\n]", text)
        found = []
        for part in filter(str.strip, parts):
            option = self.option(part) or (self.option(_BEGINNING.sub("", part.strip())) if self.options else None)
            own = (_BEGINNING.sub("", part.strip()) if self.options else part).strip(" .!\"'“”") or part.strip()
            found.append(option.kept if option else own)
        found = [each for each in dict.fromkeys(found) if any(sign.isalnum() for sign in each)]
        if not found or len(found) > self.most or any(len(each) > self.letters for each in found):
            raise UsageError(says["too_many"].format(most=self.most))
        return found

    def shown(self, answer: Answer) -> str:
        """An answer as a person reads it."""
        if isinstance(answer, list):
            return " and ".join(filter(None, [", ".join(answer[:-1]), answer[-1]]))
        return next((option.title for option in self.options if option.kept == answer), str(answer))


class Questions:
    """All of them, in the order in which they are asked."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Raises ScenarioError naming the question that has a mistake."""
        self.all: dict[str, Question] = {}
        for entry in data["questions"]:
            try:
                self.all[entry["id"]] = Question.parse_obj(entry)
            except ValidationError as mistakes:
                first = mistakes.errors()[0]
                raise ScenarioError(f"prepare.yml, {entry.get('id', '?')}, {first['loc'][0]}: {first['msg']}.") from None
        self.first, self.last = next(iter(self.all)), next(reversed(self.all))
        self.says: Mapping[str, str] = data["says"]
        self.buttons: Mapping[str, str] = data["buttons"]
        self.summary: Mapping[str, Any] = data["summary"]
        self.camera: Mapping[str, str] = data["camera"]
        self.never_questioned = frozenset(data["never_questioned"])

    def next(self, done: Mapping[str, Any], left_out: Any) -> str | None:
        """The first question that is neither answered nor left out; one that hangs on another that was left out is not asked."""
        for question in self.all.values():
            pointless = question.after is not None and question.after not in done
            if question.id not in done and question.id not in left_out and not pointless:
                return question.id
        return None

    def before(self, question_id: str, done: Mapping[str, Any], left_out: Any) -> str | None:
        """The one asked before it."""
        ids = list(self.all)
        return next((each for each in reversed(ids[:ids.index(question_id)]) if each in done or each in left_out), None)

    def named(self, text: str) -> tuple[str | None, str]:
        """The question that is named in "change her name to Rosa", and the new answer, if it is given with it for a short one."""
        low = text.lower()
        names = [(phrase, question.id) for question in self.all.values() for phrase in (question.id, *question.change)]
        names.sort(key=lambda pair: -len(pair[0]))
        for phrase, question_id in names:
            found = re.search(rf"\b{re.escape(phrase)}\b", low)
            if found:
                to = re.match(r"\s*(?:is |to |: ?)+(\S.*)", text[found.end():]) if question_id == "name" else None
                return question_id, to.group(1).strip(" .!\"“”") if to else ""
        return None, ""


@cache
def load_questions(path: Path) -> Questions:
    """From data/prepare.yml. Raises ScenarioError."""
    return Questions(read_yaml(path.read_text(encoding="utf-8")))


def _plain(text: str) -> str:
    return text.strip().strip(".!\"'“”").strip().lower().replace("’", "'")


def _number(text: str, says: Mapping[str, str]) -> int:
    word = _plain(text)
    found = re.fullmatch(r"(?:about |maybe |an? |i(?:'d| would) say )?(\d+)(?: ?(?:/|out of|of) ?10)?", word)
    number = int(found.group(1)) if found else _NUMBER_WORDS.get(word)
    if number is None or not 0 <= number <= LIKELIEST:
        raise UsageError(says["not_a_number"])
    return number
