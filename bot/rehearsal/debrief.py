"""How a talk ended and what there is to learn from it. Never a grade, and never that better words would have made her yield."""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Mapping, Sequence

from bot.coach.feedback import BlameSpan, Feedback, Move, Strength
from bot.persona.reaction import SKILLED_MOVES, Reaction, TemperatureBand
from bot.persona.scenario import LONG_TURN, Scenario
from bot.persona.state import State

FEW_TURNS = 2  # fewer than this and there is nothing to look back on
LONGEST_QUOTE = 140  # characters; a longer line is cut at a word


@dataclass(frozen=True)
class Exchange:
    """One step of a talk. The first has no feedback: it is her opening. ``marks`` are those the learner let stand."""

    feedback: Feedback | None
    reaction: str | None
    state: State
    marks: tuple[BlameSpan, ...] = ()


def outcome_of(exchanges: Sequence[Exchange], *, by_learner: bool = True) -> str:
    """How a talk that is ended here ends. ``by_learner``: she chose to stop (else the script or the day ran out)."""
    last = exchanges[-1]
    if last.reaction == Reaction.AGREE.value:
        return "agreement"
    if last.reaction == Reaction.WALK_OUT.value:
        return "walked_out"
    if len(exchanges) - 1 < FEW_TURNS:
        return "stopped" if by_learner else "stalled"
    state = last.state
    well_left = state.debt == 0 and last.feedback is not None and last.feedback.move is not Move.BLAME \
        and state.temperature_band is not TemperatureBand.BOILING
    if well_left and state.earned.get(Strength.BOUNDARY.value):
        return "held"
    if well_left and (state.told or state.unfolded == LONG_TURN or state.openness >= 50):
        return "opened"
    return "stalled"


def debrief(exchanges: Sequence[Exchange], outcome: str, scenario: Scenario, wording: Mapping[str, Any]) -> dict[str, Any]:
    """Headline, rows of label and text, and one thing to practise next."""
    words, rows = wording["debrief"], []
    turns = [(before.state, after) for before, after in zip(exchanges, exchanges[1:]) if after.feedback is not None]
    name = scenario.persona.name

    def add(key: str, **values: Any) -> None:
        rows.append({"label": words[key]["label"], "text": words[key]["text"].format(**values)})

    if outcome == "agreement":
        add("agreement", agreement=scenario.agreement)
    if len(turns) < FEW_TURNS:
        add("short")
    else:
        _lines_that_counted(turns, wording, add)
        _blame(turns, add)
        done = Counter(s.value for _, turn in turns for s in turn.feedback.strengths if turn.feedback.move is not Move.BLAME)  # type: ignore[union-attr]
        if done:
            add("well", strengths=_and([wording["strengths"][name] for name, _ in done.most_common(3)]))
        _one_more_thing(turns, add)
        if outcome in ("stalled", "walked_out", "held"):
            add("choice")
    return {"headline": wording["outcomes"][outcome].format(name=name), "outcome": outcome, "lines": rows,
            "next": _next(turns, scenario, wording)}


def after_stop(wording: Mapping[str, Any], *, danger: bool) -> dict[str, Any]:
    """After danger there is nothing to practise and nothing to weigh, only where help is; nor after talk that is not played."""
    words = wording["after_danger" if danger else "after_not_played"]
    return {"headline": words["headline"], "outcome": "stopped", "lines": [{"label": words["label"], "text": words["text"]}], "next": None}


def _lines_that_counted(turns: Sequence[tuple[State, Exchange]], wording: Mapping[str, Any], add: Any) -> None:
    def pull(turn: tuple[State, Exchange]) -> float:
        before, after = turn
        return (after.state.openness - before.openness) - (after.state.temperature - before.temperature)

    worst = min((turn for turn in turns if turn[1].marks), key=pull, default=None)
    if worst and worst[1].feedback:
        mark = worst[1].marks[0]
        add("hurt", line=_quote(worst[1].feedback.text[mark.start:mark.end]))
    best = max((turn for turn in turns if turn[1].feedback.move in SKILLED_MOVES), key=pull, default=None)  # type: ignore[union-attr]
    if best and pull(best) > 0 and best[1].feedback:
        strength = best[1].feedback.move.value
        add("moved", line=_quote(best[1].feedback.text), because=wording["because"][strength])


def _blame(turns: Sequence[tuple[State, Exchange]], add: Any) -> None:
    marked = [number for number, (_, turn) in enumerate(turns, 1) if turn.marks]
    clean = len(turns) - marked[-1] if marked else len(turns)
    if not marked:
        add("blame_none", messages=len(turns))
    elif len(marked) == 1:
        add("blame_one", messages=len(turns), first=marked[0])
    elif clean >= 2:
        add("blame_some", marked=len(marked), messages=len(turns), clean=clean)
    else:
        add("blame_many", marked=len(marked), messages=len(turns))


def _one_more_thing(turns: Sequence[tuple[State, Exchange]], add: Any) -> None:
    pairs = [(a[1], b[1]) for a, b in zip(turns, turns[1:])]
    if any(a.reaction == Reaction.TEST.value and b.feedback.move in SKILLED_MOVES for a, b in pairs):  # type: ignore[union-attr]
        add("warm_after_test")
    elif any(a.marks and b.feedback.move in SKILLED_MOVES for a, b in pairs):  # type: ignore[union-attr]
        add("back_on_track")


def _next(turns: Sequence[tuple[State, Exchange]], scenario: Scenario, wording: Mapping[str, Any]) -> dict[str, Any]:
    used = Counter(s for _, turn in turns for s in turn.feedback.strengths)  # type: ignore[union-attr]
    # What this scenario trains comes first; among those, what was used least.
    wanted = [s for s in scenario.practises if s.value in wording["next"]] + [Strength(name) for name in wording["next"]]
    least = min(dict.fromkeys(wanted), key=lambda strength: used[strength])
    advice = wording["next"][least.value]
    return {"text": advice["text"], "scenario": advice["scenario"]}


def _quote(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_QUOTE else text[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


def _and(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
