"""A persona of the learner's own: a frame of lines that knows no life, filled with what she told in the prepare step.

The frame is data (data/your-own). What makes her real is her temper, and the learner's own words: what happened, the thing it is
about, what is asked, the sore spots, and what the learner fears she will say.
"""
from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any, Iterator, Mapping, Optional, Sequence, Union

from pydantic import BaseModel, Extra, Field, ValidationError, validator

from bot.coach.feedback import Move
from bot.errors import ScenarioError
from bot.persona.reaction import REACHABLE, Reaction, Temper
from bot.persona.scenario import MAX_SENTENCES, YOUR_OWN, Line, Scenario, count_sentences, read_mapping

_PREPARED = ("event", "deed", "matter", "wish", "sore")


class Prepared(BaseModel):
    """What her lines are filled with, from her mouth; ``feared``: sentences the learner fears, as typed, and ``likely``: how likely she
    thinks each is (0-10), None where she did not say. See docs/writing-scenarios.md."""

    role: str = Field(regex="^(mother|daughter)$")
    name: Optional[str] = None
    temper: Temper
    event: Optional[str] = None
    deed: Optional[str] = None
    matter: Optional[str] = None
    wish: Optional[str] = None
    sore: tuple[str, ...] = ()
    sore_words: tuple[tuple[str, ...], ...] = ()
    feared: tuple[str, ...] = ()
    likely: tuple[Optional[int], ...] = ()
    # Not for her lines: the learner's own, for the look back and the card.
    feelings: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    class Config:
        extra = Extra.forbid

    @property
    def learner(self) -> str:
        return "daughter" if self.role == "mother" else "mother"

    @validator("name", "event", "deed", "matter", "wish")
    def _no_braces(cls, value: Optional[str]) -> Optional[str]:
        return value.replace("{", "(").replace("}", ")") if value else None

    @validator("sore", "feared", each_item=True)
    def _no_braces_in(cls, value: str) -> str:
        return value.replace("{", "(").replace("}", ")")

    def values(self) -> list[dict[str, str]]:
        """The fillings of the frame's placeholders; one set for each sore spot."""
        own = {name: getattr(self, name) for name in _PREPARED[:4] if getattr(self, name)}
        return [{**own, "sore": sore} for sore in self.sore] or [own]


class FrameLine(BaseModel):
    """A line of the frame: for some ``tempers`` only, where it names any."""

    say: str
    to: tuple[Move, ...] = ()
    tempers: tuple[Temper, ...] = ()

    class Config:
        extra = Extra.forbid

    def filled(self, prepared: Prepared) -> Iterator[str]:
        """The line with what was prepared, once for each sore spot it names; nothing where something is missing."""
        if self.tempers and prepared.temper not in self.tempers:
            return
        wanted = Line.names_in(self.say) & set(_PREPARED)
        for values in prepared.values()[:None if "sore" in wanted else 1]:
            if wanted <= set(values):
                text = self.say
                for name in wanted:
                    text = text.replace("{" + name + "}", values[name])
                text = text[:1].upper() + text[1:] if text[:1].isalpha() else text
                if count_sentences(text) <= MAX_SENTENCES:
                    yield text


_Lines = Sequence[Union[FrameLine, str]]


class Frame:
    """Builds a scenario from prepared answers."""

    def __init__(self, lines: Mapping[str, Mapping[str, _Lines]], people: Mapping[str, Mapping[str, Any]],
                 tempers: Mapping[str, Any]) -> None:
        self._lines, self._people, self._tempers = lines, people, tempers

    @classmethod
    def load(cls, folder: Path) -> Frame:
        """From data/your-own. Raises ScenarioError for a file that cannot be read."""
        lines, people, tempers = (read_mapping(folder / f"{name}.yml")[1] for name in ("lines", "people", "tempers"))
        return cls(lines.get("lines", {}), people, tempers)

    def check(self) -> None:
        """Fill it for everybody who can be described. Raises ScenarioError naming who is not whole, and what is missing."""
        for role, temper in product(("mother", "daughter"), Temper):
            try:
                self.fill(Prepared(role=role, temper=temper))
            except ValidationError as mistakes:
                first = mistakes.errors()[0]
                where = ".".join(str(part) for part in first["loc"] if part != "__root__")
                raise ScenarioError(f"your-own, a {temper.value} {role}: {where + ': ' if where else ''}{first['msg']}.") from None
            except (KeyError, IndexError, StopIteration) as missing:
                named = missing.args[0] if missing.args else "something"
                raise ScenarioError(f"your-own, a {temper.value} {role}: {named} is missing.") from None

    def fill(self, prepared: Prepared) -> Scenario:
        """The whole persona."""
        people, temper = self._people[prepared.role], prepared.temper.value
        name = prepared.name or people["name"]
        about = people["about"].format(matter=prepared.matter or people["no_matter"])
        turn = next(one for one in people["long_turn"] if temper in one["tempers"])

        def all_of(entries: _Lines) -> list[str]:
            return list(dict.fromkeys(text for entry in entries for text in _line(entry).filled(prepared)))

        return Scenario.parse_obj({
            "id": YOUR_OWN, "title": people["title"], "learner": prepared.learner, "about": about,
            "introduction": people["introduction"][temper].format(name=name), "practises": ["feeling", "request", "validation"],
            "practises_in_words": people["practises_in_words"],
            "persona": {"name": name, "role": prepared.role, "called": prepared.name or people["called"], "temper": temper,
                        "culture": "-", "voice": "-", "want": people["want"][temper], "fear": people["fear"][temper],
                        "boundary": people["boundary"][temper]},
            "sore_spots": [{"topic": spot, "words": list(words), "landing": people["landing"].format(name=name, sore=spot)}
                           for spot, words in zip(prepared.sore, prepared.sore_words)] or [people["no_sore_spot"]],
            **self._tempers[temper], "openings": all_of(people["openings"]), "lines": self._all_lines(prepared),
            "disclosures": [all_of(step)[0] for step in people["disclosures"]],
            "topics": [{**topic, **{tone: all_of(topic[tone]) for tone in ("guarded", "frank")}} for topic in people["topics"]],
            "unknown": all_of(people["unknown"]), "puzzled": people["puzzled"], "silence": people["silence"],
            "answered": people["answered"],
            "overwhelmed": people["overwhelmed"], "advances": people["advances"], "recalls": people["recalls"],
            "long_turn": {key: all_of(turn[key]) for key in ("says", "heard", "cut_short")},
            "endings": {outcome: all_of(lines) for outcome, lines in people["endings"].items()},
            "agreement": all_of(people["agreement"])[0],
            "may_say": [{"she": feared, "you": people["answer_to_fear"]} for feared in prepared.feared] + people["may_say"],
        })

    def _all_lines(self, prepared: Prepared) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """The lines by reaction and band; what is feared is among what she says when she is hurt."""
        found: dict[str, dict[str, list[dict[str, Any]]]] = {}
        seen = set()
        for reaction, bands in self._lines.items():
            for band, entries in bands.items():
                for entry in entries:
                    line = _line(entry)
                    for text in line.filled(prepared):
                        if text not in seen:
                            seen.add(text)
                            place = found.setdefault(reaction, {}).setdefault(band, [])
                            place.append({"say": text, "to": [move.value for move in line.to]})
        # The likeliest fear is heard when she tests a kind turn, so that it can be practised; the others when she is blamed.
        places = (Reaction.TEST, Reaction.ESCALATE, Reaction.ESCALATE)
        for text, where in zip((text for text in prepared.feared if text not in seen), places):
            everywhere = " ".join(each.value for each in REACHABLE[where])
            found[where.value].setdefault(everywhere, []).append({"say": text, "first": True})
        return found


def _line(entry: Union[FrameLine, str, Mapping[str, Any]]) -> FrameLine:
    return FrameLine(say=entry) if isinstance(entry, str) else FrameLine.parse_obj(entry)
