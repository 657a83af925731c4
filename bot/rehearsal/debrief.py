"""What there is to learn from a talk. Never a grade, and never that better words would have made her yield."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Mapping, Sequence

from bot.persona.scenario import Scenario
from bot.rehearsal.curve import curve_of, in_words
from bot.rehearsal.outcome import FEW_TURNS, Exchange
from bot.rehearsal.patterns import pattern, stayed_warm
from bot.rehearsal.practice import next_practice
from bot.rehearsal.weighing import Said, Weighed, weigh
from bot.rehearsal.words import listed, number, quote, sentence, times, when
from bot.store.talk_figures import TalkFigures

MOST_ROWS, MOST_WORDS = 5, 60  # rows of a debrief; words of one screen of it
MOST_NAMED = 3  # kinds of blame, or strengths, named in one row
ENOUGH = 3  # messages of an earlier talk that can be compared with
CLEARLY = 0.15  # a share of messages; less is chance, and not spoken of
# Which rows stay when there are more than fit, the most useful first. They are shown in the order they are made in.
USEFUL = ("short", "agreement", "moved", "hurt", "less_blame", "more_strengths", "choice", "pattern", "blame_one", "blame_some",
          "blame_many", "well", "blame_none", "family", "warm_after_test", "back_on_track", "mix")


@dataclass(frozen=True)
class Past:
    """What this learner has done before: earlier talks that can be compared with, oldest first, and how often she played what."""

    now: datetime
    talks: Sequence[TalkFigures] = ()
    played: Mapping[str, int] = field(default_factory=dict)


class _Rows:
    def __init__(self, wording: Mapping[str, Any]) -> None:
        self._words, self.rows = wording["debrief"], dict[str, dict[str, str]]()

    def add(self, key: str, **values: Any) -> None:
        words = self._words[key]
        self.rows[key] = {"label": words["label"], "text": words["text"].format(**values)}

    def most_useful(self) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
        """The rows to show, and the rest."""
        kept = sorted(self.rows, key=USEFUL.index)[:MOST_ROWS]
        return ([row for key, row in self.rows.items() if key in kept], [row for key, row in self.rows.items() if key not in kept])


def debrief(exchanges: Sequence[Exchange], outcome: str, scenario: Scenario, known: Mapping[str, Scenario], past: Past,
            wording: Mapping[str, Any], *, going_on: bool = False) -> dict[str, Any]:
    """The look back as docs/api.md has it. ``known``: all scenarios; ``going_on``: it may go on, so nothing is said of its end."""
    talk, rows = weigh(exchanges, scenario), _Rows(wording)
    if outcome == "agreement":
        rows.add("agreement", agreement=scenario.agreement)
    if len(talk.said) < FEW_TURNS:
        rows.add("short")
    else:
        _lines_that_counted(talk, rows, wording)
        _counts(talk, rows, wording)
        _patterns(talk, scenario, exchanges[-1], rows, wording)
        _next_to_earlier(talk, past, rows, wording)
        leaning = _mix(talk.mix, wording)
        if leaning:
            rows.add("mix", mix=leaning)
        if outcome in ("stalled", "walked_out", "held") and not going_on:
            rows.add("choice")
    headline = wording["so_far"] if going_on else wording["outcomes"][outcome]
    lines, more = rows.most_useful()
    told = {"headline": headline.format(name=scenario.persona.name), "outcome": outcome, "lines": lines, "more": more,
            "next": next_practice(talk, scenario, known, past.played, wording), "best": _moved(talk.best, wording),
            "hardest": _hurt(talk.hardest, wording), "counts": _in_figures(talk, wording),
            "curve": in_words(curve_of(exchanges, talk), scenario.persona.name, wording)}
    return {**told, "pages": pages(told)}


def after_stop(wording: Mapping[str, Any], *, danger: bool) -> dict[str, Any]:
    """After danger there is nothing to practise and nothing to weigh, only where help is; nor after talk that is not played."""
    words = wording["after_danger" if danger else "after_not_played"]
    return {"headline": words["headline"], "outcome": "stopped", "lines": [{"label": words["label"], "text": words["text"]}], "next": None}


def pages(told: Mapping[str, Any]) -> list[list[int]]:
    """Which rows go together on a screen, by their place: at most sixty words each, the headline with the first, what is next with the
    last."""
    found: list[list[int]] = [[]]
    words = len(told["headline"].split())
    for place, row in enumerate(told["lines"]):
        more = len(f"{row['label']} {row['text']}".split())
        if place == len(told["lines"]) - 1 and told.get("next"):
            more += len(told["next"]["text"].split())
        if found[-1] and words + more > MOST_WORDS:
            found.append([])
            words = 0
        found[-1].append(place)
        words += more
    return found


def _lines_that_counted(talk: Weighed, rows: _Rows, wording: Mapping[str, Any]) -> None:
    best, hardest = _moved(talk.best, wording), _hurt(talk.hardest, wording)
    if best:
        rows.add("moved", line=best["line"], because=best["why"])
    if hardest:
        rows.add("hurt", line=hardest["line"], why=hardest["why"])


def _moved(one: Said | None, wording: Mapping[str, Any]) -> dict[str, Any] | None:
    """The line that moved her most, in the learner's own words, and because of which strength."""
    if one is None:
        return None
    strength = one.feedback.move.value if one.skilled else "listening"
    return {"message": one.number, "turn": one.turn, "line": quote(one.feedback.text or wording["you_listen"]), "strength": strength,
            "why": wording["because"][strength]}


def _hurt(one: Said | None, wording: Mapping[str, Any]) -> dict[str, Any] | None:
    """The words that hurt most, as they were said, and because of which kind of blame."""
    mark = one.mark if one else None
    if one is None or mark is None:
        return None
    return {"message": one.number, "turn": one.turn, "line": quote(one.feedback.text[mark.start:mark.end]), "kind": mark.kind.value,
            "why": mark.why or wording["kinds"][mark.kind.value]["whys"][-1]}


def _counts(talk: Weighed, rows: _Rows, wording: Mapping[str, Any]) -> None:
    if talk.strengths:
        done = [_counted(wording["strengths"][name], count, wording) for name, count in talk.strengths.most_common(MOST_NAMED)]
        rows.add("well", strengths=listed(done, wording))
    marked = [one.number for one in talk.marked]
    clean = len(talk.said) - marked[-1] if marked else 0
    named = [_counted(wording["kinds"][kind]["name"], count, wording) for kind, count in talk.kinds.most_common(MOST_NAMED)]
    kinds = listed(named + [wording["others"]] * (len(talk.kinds) > MOST_NAMED), wording) if named else ""
    key = "blame_none" if not marked else "blame_one" if sum(talk.kinds.values()) == 1 else "blame_some" if clean >= 2 else "blame_many"
    rows.add(key, messages=len(talk.said), marked=len(marked), first=marked[0] if marked else 0, clean=clean, kinds=kinds)


def _counted(what: str, count: int, wording: Mapping[str, Any]) -> str:
    return what if count == 1 else str(wording["counted"]).format(what=what, times=times(count, wording))


def _patterns(talk: Weighed, scenario: Scenario, last: Exchange, rows: _Rows, wording: Mapping[str, Any]) -> None:
    came_back = pattern(talk, wording)
    if came_back:
        rows.add("pattern", pattern=came_back)
    tested, warm = stayed_warm(talk)
    if warm and warm < 2:
        rows.add("warm_after_test")
    elif not warm and any(one.marks and then.skilled for one, then in zip(talk.said, talk.said[1:])):
        rows.add("back_on_track")
    # Her history is hers to tell: nothing of it is said here that she has not told by then.
    if scenario.pattern and last.state.told >= scenario.pattern.told:
        rows.add("family", pattern=scenario.pattern.line)


def _next_to_earlier(talk: Weighed, past: Past, rows: _Rows, wording: Mapping[str, Any]) -> None:
    """Progress against the learner's own last talk, or else her first, where there is some; nothing where there is none."""
    earlier = [one for one in past.talks if one.messages >= ENOUGH]
    messages = len(talk.said)
    if not earlier or messages < ENOUGH:
        return
    moved = sum(one.skilled for one in talk.said)
    for then in (earlier[-1], earlier[0]):
        values = {"messages": messages, "of": then.messages, "when": when(then.started_at, past.now, wording)}
        if then.marked / then.messages - len(talk.marked) / messages >= CLEARLY:
            return rows.add("less_blame", marked=len(talk.marked), before=then.marked, **values)
        if moved / messages - then.moved / then.messages >= CLEARLY and len(talk.marked) / messages <= then.marked / then.messages:
            return rows.add("more_strengths", moved=moved, before=then.moved, **values)


def _mix(mix: Counter[str], wording: Mapping[str, Any]) -> str | None:
    """What the lines leaned on, in one sentence; None where too few leaned on anything."""
    words = wording["mix"]
    counts = Counter({"interests": mix["interests"] + mix["cooperative"], "rights": mix["rights"], "power": mix["power"]})
    counts = +counts
    total = sum(counts.values())
    if total < ENOUGH:
        return None
    (most, count), *others = counts.most_common()
    if not others:
        return str(words["all"]).format(most=words["whole"][most])
    told = [words["one" if n == 1 else "some"][name].format(number=number(n, wording)) for name, n in others]
    if 2 * count > total:
        return str(words["most"]).format(most=words["mostly"][most], others=listed(told, wording))
    first = words["one" if count == 1 else "some"][most].format(number=number(count, wording))
    return sentence(str(words["even"]).format(others=listed([first, *told], wording)))


def _in_figures(talk: Weighed, wording: Mapping[str, Any]) -> dict[str, Any]:
    return {"messages": len(talk.said), "marked": len(talk.marked),
            "blame": [{"kind": kind, "name": wording["kinds"][kind]["name"], "count": count} for kind, count in talk.kinds.most_common()],
            "strengths": [{"strength": name, "name": wording["strengths"][name], "count": count}
                          for name, count in talk.strengths.most_common()],
            "mix": {name: talk.mix[name] for name in ("interests", "rights", "power", "cooperative", "outside")}}


