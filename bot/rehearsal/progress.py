"""How a learner's talks go over time, measured by her own earlier ones only. Never a grade."""
from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from bot.coach.feedback import Move
from bot.errors import StoreUnavailable
from bot.persona.reaction import SKILLED_MOVES
from bot.rehearsal import picture
from bot.rehearsal.words import iso, local, number, sentence, times
from bot.store.store import Store
from bot.store.talk_figures import TalkFigures

# Strengths are inside the encrypted reading of a message, and to open a hundred talks takes seconds. What a message mainly does stands
# in a plain column, so a message whose move is one of the eight skilled ones counts as one that reaches out, once, however much is in it.
MOVES = (sorted(move.value for move in SKILLED_MOVES), [Move.CRISIS.value])
FEW_MESSAGES = 2  # a talk with fewer says nothing
FEW_TALKS = 4  # first attempts before anything is said of a change
CHANGE = 1.0  # times in ten messages; less is chance
PICTURE = "/api/mine/progress.png"


def countable(talk: TalkFigures) -> bool:
    """Whether a talk counts: long enough, and not stopped for safety."""
    return talk.messages >= FEW_MESSAGES and not talk.danger and talk.outcome != "stopped"


def talks_of(store: Store, learner: str) -> list[TalkFigures]:
    """A learner's talks (hash) in figures, oldest first. What had to be counted is kept."""
    with store.work() as work:
        found, counted = work.talk_figures(learner, *MOVES)
    if counted:
        # Only for the next time to be quicker: where nothing can be written, it is counted again.
        with suppress(StoreUnavailable), store.work() as work:
            work.note_figures(counted)
            work.commit()
    return found


@dataclass(frozen=True)
class Step:
    """One talk on the way. ``new``: the learner's first of this scenario."""

    talk: TalkFigures
    new: bool

    @property
    def blame(self) -> float:
        """Marks in ten messages."""
        return _in_ten([self], lambda talk: talk.marks)

    @property
    def strengths(self) -> float:
        """Messages that reach out, in ten."""
        return _in_ten([self], lambda talk: talk.moved)


class Progress:
    """What learners' talks in one store show. Needs neither scenarios nor coach."""

    def __init__(self, store: Store, wording: Mapping[str, Any]) -> None:
        self._store, self._wording = store, wording

    def of(self, learner: str) -> dict[str, Any]:
        """Every talk of a learner (hash) that counts, oldest first, first attempts and repeats apart, and one or two sentences."""
        steps = self._steps(learner)
        new, again = [one for one in steps if one.new], [one for one in steps if not one.new]
        return {"talks": [_outline(one) for one in steps], "new": _figures(new), "repeats": _figures(again),
                "lines": lines(steps, self._wording), "alt": self._alt(steps),
                "labels": {name: self._wording["progress"][name] for name in ("blame", "strengths")}}

    def spoken(self, learner: str) -> dict[str, Any]:
        """The same as a message of the app."""
        steps = self._steps(learner)
        message = {"voice": "app", "text": " ".join(lines(steps, self._wording))}
        return {**message, "picture": {"href": PICTURE, "alt": self._alt(steps)}} if steps else message

    def picture(self, learner: str, theme: str = "light", shape: str = "wide") -> bytes:
        """The way over talks as a PNG, also before there is one. Raises UsageError for an unknown theme or shape."""
        picture.check(theme, shape, self._wording)
        steps = self._steps(learner)
        days = [self._day(each) for each in steps[:1] + steps[1:][-1:]]
        return picture.of_progress([(each.blame, each.strengths, each.new) for each in steps], days, lines(steps, self._wording),
                                   self._wording, theme, shape)

    def _steps(self, learner: str) -> list[Step]:
        talks = [talk for talk in talks_of(self._store, learner) if countable(talk)]
        known: set[str] = set()
        steps = []
        for talk in talks:
            steps.append(Step(talk, talk.scenario not in known))
            known.add(talk.scenario)
        return steps

    def _alt(self, steps: Sequence[Step]) -> str:
        told = " ".join(lines(steps, self._wording))
        if len(steps) < 2:
            return told
        drawn = self._wording["progress"]["alt"].format(talks=number(len(steps), self._wording), first=self._day(steps[0]),
                                                        last=self._day(steps[-1]))
        return f"{sentence(drawn)} {told}"

    def _day(self, step: Step) -> str:
        words, day = self._wording["when"], local(step.talk.started_at).date()
        return str(words["short"]).format(date=day.day, month=words["months"][day.month - 1])


def lines(steps: Sequence[Step], wording: Mapping[str, Any]) -> list[str]:
    """One or two sentences, only what is true and kind: where things went down, nothing is said of them."""
    words = wording["progress"]
    if len(steps) < 2:
        return [words["one" if steps else "empty"]]
    new = [step for step in steps if step.new]
    counted = {"talks": number(len(steps), wording), "new": number(len(new), wording)}
    said = []
    if len(new) >= FEW_TALKS:
        half = len(new) // 2
        before, after = new[:half], new[half:]
        blame = _in_ten(before, lambda talk: talk.marks), _in_ten(after, lambda talk: talk.marks)
        reach = _in_ten(before, lambda talk: talk.moved), _in_ten(after, lambda talk: talk.moved)
        if blame[0] - blame[1] >= CHANGE:
            said.append(words["less_blame"].format(before=_about(blame[0], wording), after=_about(blame[1], wording)))
        elif round(blame[1]) == 0:
            said.append(words["hardly_any_blame"])
        if reach[1] - reach[0] >= CHANGE:
            said.append(words["more_strengths"].format(before=number(round(reach[0]), wording), after=number(round(reach[1]), wording)))
    if len(said) < 2:
        said += _again(steps, wording)
    return said or [words["few" if len(new) < FEW_TALKS else "steady"].format(**counted)]


def _again(steps: Sequence[Step], wording: Mapping[str, Any]) -> list[str]:
    """Of the scenarios that were taken up again: the first time against the last."""
    latest = {step.talk.scenario: step for step in steps if not step.new}
    first = [step for step in steps if step.new and step.talk.scenario in latest]
    if not first:
        return []
    before, after = _in_ten(first, lambda talk: talk.marks), _in_ten(list(latest.values()), lambda talk: talk.marks)
    if before - after < CHANGE:
        return []
    return [wording["progress"]["again"].format(before=_about(before, wording), after=_about(after, wording))]


def _about(in_ten: float, wording: Mapping[str, Any]) -> str:
    words = wording["progress"]
    return str(words["about"]).format(times=times(round(in_ten), wording)) if round(in_ten) else str(words["hardly"])


def _in_ten(steps: Sequence[Step], count: Any) -> float:
    return 10 * sum(count(step.talk) for step in steps) / max(1, sum(step.talk.messages for step in steps))


def _figures(steps: Sequence[Step]) -> dict[str, Any]:
    half = len(steps) // 2

    def of(some: Sequence[Step]) -> dict[str, float] | None:
        return {"blame_in_ten": round(_in_ten(some, lambda talk: talk.marks), 1),
                "strengths_in_ten": round(_in_ten(some, lambda talk: talk.moved), 1)} if some else None

    return {"talks": len(steps), "earlier": of(steps[:half]), "lately": of(steps[half:])}


def _outline(step: Step) -> dict[str, Any]:
    talk = step.talk
    return {"id": talk.id, "scenario": talk.scenario, "side": talk.side, "level": talk.level, "outcome": talk.outcome,
            "started_at": iso(talk.started_at), "new": step.new, "messages": talk.messages,
            "marks": talk.marks, "marked": talk.marked, "strengths": talk.moved,
            "blame_in_ten": round(step.blame, 1), "strengths_in_ten": round(step.strengths, 1)}
