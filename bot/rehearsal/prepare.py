"""The prepare step's answers, screened and turned into what a persona of one's own is made from."""
from __future__ import annotations

import re
from typing import Any, List, Mapping, Optional

from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.coach.coach import Coach
from bot.coach.lexicon import SEXUAL
from bot.errors import NoPersona, UsageError
from bot.persona.frame import Prepared
from bot.persona.reaction import Temper
from bot.persona.scenario import MAX_SENTENCES, count_sentences
from bot.safety import Watch

LONGEST_ANSWER, LONGEST_NAME, LONGEST_THING = 600, 24, 40  # characters
LONGEST_FEELING = 80
MAX_SORE_SPOTS, MAX_FEARS, MAX_FEELINGS = 3, 3, 3
_SEXUAL = re.compile(rf"\b(?:{SEXUAL})\b", re.I)


class Fear(BaseModel):
    """A sentence she may say, and how likely the learner thinks it is, 0-10: the likeliest is heard first."""

    says: str = Field(max_length=LONGEST_ANSWER)
    likely: int = Field(5, ge=0, le=10)

    class Config:
        extra = Extra.forbid
        anystr_strip_whitespace = True


class Answers(BaseModel):
    """What the learner tells before a talk of her own. Only ``relationship`` is needed; the more is told, the more she sounds like her."""

    relationship: str = Field(regex="^(mother|daughter)$")
    name: Optional[str] = Field(None, max_length=LONGEST_NAME)
    happened: str = Field("", max_length=LONGEST_ANSWER)
    ask: str = Field("", max_length=LONGEST_ANSWER)
    temper: Temper = Temper.PROUD
    sore_spots: List[str] = Field([], max_items=MAX_SORE_SPOTS)
    fears: List[Fear] = Field([], max_items=MAX_FEARS)
    feelings: List[str] = Field([], max_items=MAX_FEELINGS)
    needs: List[str] = Field([], max_items=MAX_FEELINGS)

    class Config:
        extra = Extra.forbid
        anystr_strip_whitespace = True

    @validator("fears", pre=True)
    def _plain_fears(cls, value: Any) -> Any:
        return [{"says": one} if isinstance(one, str) else one for one in value] if isinstance(value, list) else value

    @validator("sore_spots", each_item=True)
    def _short(cls, value: str) -> str:
        if len(value) > LONGEST_THING:
            raise ValueError("too long")
        return value

    @validator("feelings", "needs", each_item=True)
    def _shorter_than_a_story(cls, value: str) -> str:
        if len(value) > LONGEST_FEELING:
            raise ValueError("too long")
        return value

    def texts(self) -> list[str]:
        """What is told of her and of what happened."""
        return [text for text in (self.name, self.happened, self.ask, *self.sore_spots, *(fear.says for fear in self.fears)) if text]


#: What a good answer looks like, said when one cannot be used.
WANTED = {
    "relationship": "'mother' or 'daughter'", "name": f"up to {LONGEST_NAME} letters", "happened": f"up to {LONGEST_ANSWER} letters",
    "ask": f"up to {LONGEST_ANSWER} letters", "temper": "one of " + ", ".join(temper.value for temper in Temper),
    "sore_spots": f"up to {MAX_SORE_SPOTS}, each of up to {LONGEST_THING} letters",
    "feelings": f"up to {MAX_FEELINGS}, each of up to {LONGEST_FEELING} letters",
    "needs": f"up to {MAX_FEELINGS}, each of up to {LONGEST_FEELING} letters",
    "fears": f"up to {MAX_FEARS} sentences, each with 'likely' from 0 to 10 if you like",
}


def read_answers(data: Any) -> Answers:
    """Raises UsageError naming the first answer that cannot be used."""
    if not isinstance(data, Mapping):
        raise UsageError("'prepare' holds your answers: relationship, happened, ask, temper, sore_spots, fears, feelings, needs.")
    try:
        return Answers.parse_obj(data)
    except ValidationError as mistakes:
        name = str(mistakes.errors()[0]["loc"][0])
        if name not in WANTED:
            raise UsageError(f"'{name[:40]}' is no answer that is asked for; there are: {', '.join(WANTED)}.") from None
        raise UsageError(f"The answer to '{name}' cannot be used; it should be {WANTED[name]}.") from None


def prepare(answers: Answers, coach: Coach, watch: Watch, refusal: str) -> Prepared:
    """The answers from her mouth. Raises NoPersona (with ``refusal``) when they tell of violence, sexual harm, threats or danger, or want a
    game that is not played here."""
    told = answers.texts()
    # A feeling is a word or two: beside what happened it would only make an ordinary quarrel sound like danger.
    felt = [text for text in (*answers.feelings, *answers.needs) if text]
    if any(tells_of_harm(text, coach, watch) for text in (*told, ". ".join(told), *felt)) or \
            any(tells_of_harm(fear.says, coach, watch, hers=True) for fear in answers.fears):
        raise NoPersona(refusal)
    role, name = answers.relationship, answers.name or None
    retold = coach.retell(answers.happened, role, name)
    spots = dict.fromkeys(spot.lower() for spot in answers.sore_spots if any(letter.isalpha() for letter in spot))
    things = [coach.thing(spot) for spot in spots]
    fears: dict[str, Optional[int]] = {}
    for fear in sorted(answers.fears, key=lambda fear: -fear.likely):
        if fear.says and count_sentences(fear.says) <= MAX_SENTENCES:
            fears.setdefault(fear.says, fear.likely if "likely" in fear.__fields_set__ else None)
    return Prepared(role=role, name=name, temper=answers.temper, event=retold.event, deed=retold.deed, matter=retold.matter,
                    wish=coach.wished(answers.ask, role, name) if answers.ask else None,
                    sore=tuple(thing for thing, _ in things), sore_words=tuple(words for _, words in things),
                    feared=tuple(fears), likely=tuple(fears.values()),
                    feelings=tuple(filter(None, answers.feelings)), needs=tuple(filter(None, answers.needs)))


def tells_of_harm(text: str, coach: Coach, watch: Watch, *, hers: bool = False) -> bool:
    """Whether a text tells of violence, sexual harm, threats or danger, now or then, or wants a game that is not played here. ``hers``:
    they are words of hers."""
    read = [watch.recognise(text, careful=True), *([watch.recognise(f'She says "{text}"', careful=True)] if hers else [])]
    # The head that hears flirting has learnt from words said to her; a wish told about her ("have dinner with me") looks like one.
    game = not hers and bool(_SEXUAL.search(text)) and coach.read(text).advance
    return game or any(reading.danger or reading.past for reading in read)
