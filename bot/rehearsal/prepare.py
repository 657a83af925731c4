"""The prepare step's answers, screened and turned into what a persona of one's own is made from."""
from __future__ import annotations

from typing import Any, List, Mapping, Optional

from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.coach.coach import Coach
from bot.errors import NoPersona, UsageError
from bot.persona.frame import Prepared
from bot.persona.reaction import Temper
from bot.persona.scenario import count_sentences
from bot.safety import Watch

LONGEST_ANSWER, LONGEST_NAME, LONGEST_THING = 600, 24, 40  # characters
MAX_SORE_SPOTS, MAX_FEARS, MAX_SENTENCES = 3, 3, 3


class Fear(BaseModel):
    """A sentence she may say, and how likely the learner thinks it is, 0-10."""

    says: str = Field(max_length=LONGEST_ANSWER)
    likely: int = Field(5, ge=0, le=10)

    class Config:
        extra = Extra.forbid


class Answers(BaseModel):
    """What the learner tells before a talk of her own. Only ``relationship`` is needed; the more is told, the more she sounds like her."""

    relationship: str = Field(regex="^(mother|daughter)$")
    name: Optional[str] = Field(None, max_length=LONGEST_NAME)
    happened: str = Field("", max_length=LONGEST_ANSWER)
    feelings: List[str] = Field([], max_items=12)
    needs: List[str] = Field([], max_items=12)
    ask: str = Field("", max_length=LONGEST_ANSWER)
    temper: Temper = Temper.PROUD
    sore_spots: List[str] = Field([], max_items=MAX_SORE_SPOTS)
    fears: List[Fear] = Field([], max_items=MAX_FEARS)

    class Config:
        extra = Extra.forbid
        anystr_strip_whitespace = True

    @validator("fears", pre=True)
    def _plain_fears(cls, value: Any) -> Any:
        return [{"says": one} if isinstance(one, str) else one for one in value] if isinstance(value, list) else value

    @validator("sore_spots", "feelings", "needs", each_item=True)
    def _short(cls, value: str) -> str:
        if len(value) > LONGEST_THING:
            raise ValueError(f"name each in a word or two, up to {LONGEST_THING} letters")
        return value


def read_answers(data: Any) -> Answers:
    """Raises UsageError naming the first answer that cannot be used."""
    if not isinstance(data, Mapping):
        raise UsageError("'prepare' holds your answers: relationship, happened, ask, temper, sore_spots, fears.")
    try:
        return Answers.parse_obj(data)
    except ValidationError as mistakes:
        first = mistakes.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"The answer to '{where}' cannot be used: {first['msg']}.") from None


def prepare(answers: Answers, coach: Coach, watch: Watch, refusal: str) -> Prepared:
    """The answers from her mouth. Raises NoPersona (with ``refusal``) when they tell of violence, sexual harm, threats or danger."""
    told = [text for text in (answers.happened, answers.ask, *answers.sore_spots, *answers.feelings, *(fear.says for fear in answers.fears)) if text]
    for text in (*told, ". ".join(told)):
        reading = watch.recognise(text)
        if reading.danger or reading.past:
            raise NoPersona(refusal)
    role, name = answers.relationship, answers.name or None
    retold = coach.retell(answers.happened, role, name)
    things = [coach.thing(spot) for spot in answers.sore_spots if any(letter.isalpha() for letter in spot)]
    feared = tuple(fear.says for fear in sorted(answers.fears, key=lambda fear: -fear.likely)
                   if fear.says and count_sentences(fear.says) <= MAX_SENTENCES)
    return Prepared(role=role, name=name, temper=answers.temper, event=retold.event, deed=retold.deed, matter=retold.matter,
                    wish=coach.wished(answers.ask, role, name) if answers.ask else None,
                    sore=tuple(thing for thing, _ in things), sore_words=tuple(words for _, words in things),
                    feared=feared)
