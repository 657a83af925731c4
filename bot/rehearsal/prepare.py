"""The prepare step's answers, screened and turned into what a persona of one's own is made from."""
from __future__ import annotations

from typing import Any, List, Mapping, Optional

from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.coach.coach import Coach
from bot.errors import NoPersona, UsageError
from bot.persona.frame import Prepared
from bot.persona.reaction import Temper
from bot.persona.scenario import MAX_SENTENCES, count_sentences
from bot.safety import Watch

LONGEST_ANSWER, LONGEST_NAME, LONGEST_THING = 600, 24, 40  # characters
MAX_SORE_SPOTS, MAX_FEARS = 3, 3


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

    def texts(self) -> list[str]:
        """Everything that was typed."""
        return [text for text in (self.name, self.happened, self.ask, *self.sore_spots, *(fear.says for fear in self.fears)) if text]


#: What a good answer looks like, said when one cannot be used.
WANTED = {
    "relationship": "'mother' or 'daughter'", "name": f"up to {LONGEST_NAME} letters", "happened": f"up to {LONGEST_ANSWER} letters",
    "ask": f"up to {LONGEST_ANSWER} letters", "temper": "one of " + ", ".join(temper.value for temper in Temper),
    "sore_spots": f"up to {MAX_SORE_SPOTS}, each of up to {LONGEST_THING} letters",
    "fears": f"up to {MAX_FEARS} sentences, each with 'likely' from 0 to 10 if you like",
}


def read_answers(data: Any) -> Answers:
    """Raises UsageError naming the first answer that cannot be used."""
    if not isinstance(data, Mapping):
        raise UsageError("'prepare' holds your answers: relationship, happened, ask, temper, sore_spots, fears.")
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
    for text in (*told, ". ".join(told), *(f'She says "{fear.says}"' for fear in answers.fears)):
        reading = watch.recognise(text)
        if reading.danger or reading.past or coach.read(text).advance:
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
                    feared=tuple(fears), likely=tuple(fears.values()))
