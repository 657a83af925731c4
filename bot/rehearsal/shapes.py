"""The shapes channels show: a card, the messages of a turn, a whole rehearsal; made from rows, without changing any."""
from __future__ import annotations

from typing import Any, Mapping

from bot.coach.feedback import Feedback
from bot.persona.scenario import Scenario
from bot.persona.state import State
from bot.rehearsal.endings import is_final
from bot.rehearsal.notes import Timing, coaching_of
from bot.rehearsal.outcome import Exchange
from bot.store.models import FindingRow, SessionRow, TurnRow
from bot.store.store import Work
from bot.store.told import Path, Told


def card(scenario: Scenario, sides: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a learner reads before she chooses. ``sides``: who she can be in this quarrel."""
    return {"id": scenario.id, "title": scenario.title, "about": scenario.about, "introduction": scenario.introduction,
            "learner": scenario.learner, "sides": list(sides or (scenario.learner,)), "practises": scenario.practises_in_words,
            "persona": {"name": scenario.persona.name, "age": scenario.persona.age, "role": scenario.persona.role}}


def rehearsal(row: SessionRow, path: Path, head: TurnRow, dismissed: Mapping[str, set[tuple[int, int]]], scenario: Scenario,
              sides: tuple[str, ...], last_words: str | None, you_listen: str) -> dict[str, Any]:
    """The whole rehearsal. ``head``: the last turn of the path. ``last_words``: hers, when the learner ended it. ``you_listen``: shown
    where the learner only listened."""
    shows_late = _shows_late(row, head)
    shown = [_shown(turn, dismissed.get(turn.id, set()), shows_late, you_listen) for turn in path[1:]]
    opening = path[0].reply["persona"][0]
    if last_words and shown:
        shown[-1]["persona"].append(last_words)
    return {**_where(row, head, scenario, sides), "opening": opening, "turns": shown}


def gone_on(row: SessionRow, head: TurnRow, scenario: Scenario, sides: tuple[str, ...], you_listen: str) -> dict[str, Any]:
    """The rehearsal for a page that shows it up to the turn before: where it stands, and the new turn."""
    return {**_where(row, head, scenario, sides), "since": head.parent_id,
            "turns": [_shown(head, set(), _shows_late(row, head), you_listen)]}


def _where(row: SessionRow, head: TurnRow, scenario: Scenario, sides: tuple[str, ...]) -> dict[str, Any]:
    state, (style, timing) = state_of(head), coaching_of(row)
    return {
        "scenario": card(scenario, sides), "level": row.level, "paused": bool(row.paused), "over": row.outcome is not None,
        "outcome": row.outcome, "final": is_final(head),
        "mood": state.temperature_band.value, "holding": state.holding and row.outcome is None,
        "stepped_out": bool(row.stepped_out), "style": style.value, "timing": timing.value,
    }


def _shows_late(row: SessionRow, head: TurnRow) -> bool:
    """What the coach kept for the end is shown after it, and never after danger."""
    return coaching_of(row)[1] is Timing.EACH or row.outcome is not None and not is_final(head)


def _shown(turn: Told | TurnRow, dismissed: set[tuple[int, int]], shows_late: bool, you_listen: str) -> dict[str, Any]:
    return {"turn": turn.id, "user": turn.message or you_listen, "listened": not turn.message, "persona": list(turn.reply["persona"]),
            "app": [message["text"] for message in turn.reply.get("app", ())],
            "coach": _without(turn.reply["coach"], dismissed) if shows_late or not turn.reply.get("later") else None}


def late_notes(path: list[TurnRow], dismissed: Mapping[str, set[tuple[int, int]]]) -> list[dict[str, Any]]:
    """The coach's notes that were kept for the end, each with the message it is about."""
    kept = [(turn, _without(turn.reply["coach"], dismissed.get(turn.id, set()))) for turn in path[1:] if turn.reply.get("later")]
    return [{"turn": turn.id, "user": turn.message, "coach": note} for turn, note in kept if note]


def backstage(path: list[TurnRow], you_listen: str) -> list[dict[str, Any]]:
    """The talk turn by turn: move, reaction, reading and state."""
    return [{"turn": turn.id, "user": turn.message or you_listen, "move": turn.move, "reaction": turn.reaction,
             "persona": turn.reply["persona"], "coach": Feedback.from_message(turn.feedback).to_json(),
             "temperature": round(turn.state["temperature"]), "openness": round(turn.state["openness"]),
             "price": turn.state["price"]} for turn in path[1:]]


def messages(turn: TurnRow, scenario: Scenario) -> tuple[Mapping[str, Any], ...]:
    """What one turn is answered with, in order, each with its voice. ``holding``: she has more to say and waits."""
    state = state_of(turn)
    mood = state.temperature_band.value
    out: list[Mapping[str, Any]] = []
    note = turn.reply["coach"]
    if note and not turn.reply.get("later"):
        out.append({"voice": "coach", "text": note["text"], "turn": turn.id, "mood": mood, "coach": note})
    out.extend({"voice": "persona", "name": scenario.persona.name, "text": text, "turn": turn.id, "mood": mood, "holding": state.holding}
               for text in turn.reply["persona"])
    out.extend(turn.reply.get("app", ()))
    return tuple(out)


def state_of(turn: TurnRow) -> State:
    """Where a turn left her."""
    return State.from_json(turn.state, turn.memory)


def findings(turn: TurnRow, feedback: Feedback) -> list[FindingRow]:
    """One row for each mark."""
    return [FindingRow(turn_id=turn.id, start=span.start, end=span.end, kind=span.kind.value, dismissed=False)
            for span in feedback.blame]


def dismissed(work: Work, session_id: str) -> dict[str, set[tuple[int, int]]]:
    """The marks that the learner took back, by turn."""
    gone: dict[str, set[tuple[int, int]]] = {}
    for finding in work.dismissed_in(session_id):
        gone.setdefault(finding.turn_id, set()).add((finding.start, finding.end))
    return gone


def exchanges(path: list[TurnRow], gone: Mapping[str, set[tuple[int, int]]]) -> list[Exchange]:
    """The talk as the debrief weighs it."""
    found = [Exchange(None, None, state_of(path[0]))]
    for turn in path[1:]:
        feedback = Feedback.from_message(turn.feedback)
        marks = tuple(span for span in feedback.blame if (span.start, span.end) not in gone.get(turn.id, set()))
        found.append(Exchange(feedback, turn.reaction, state_of(turn), marks, turn.id))
    return found


def _without(note: dict[str, Any] | None, gone: set[tuple[int, int]]) -> dict[str, Any] | None:
    if note is None or not gone:
        return note
    marks = [mark for mark in note["marks"] if (mark["start"], mark["end"]) not in gone]
    return {**note, "marks": marks} if marks else None
