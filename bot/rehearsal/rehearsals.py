"""The use cases of a rehearsal. Channels and Rasa's actions call these and nothing deeper.

The tree of turns in the store is the truth. Everything else (Rasa's tracker, what a page shows) is made from it.
"""
from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Callable, Mapping, Sequence

from bot.coach.feedback import Feedback, Move
from bot.errors import LawBroken, NotYours, RehearsalOver, UsageError
from bot.persona.reaction import Reaction
from bot.persona.scenario import Scenario
from bot.persona.state import Level, State, begin, hear
from bot.persona.topics import Vectors
from bot.persona.voice import Voice
from bot.rehearsal.debrief import Exchange, after_danger, debrief, outcome_of
from bot.rehearsal.notes import coach_note
from bot.store.models import CommandRow, FindingRow, SessionRow, TurnRow
from bot.store.store import Store, Work

_ENDING_REACTIONS = (Reaction.AGREE.value, Reaction.WALK_OUT.value)
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no letters that look like digits
CODE_GROUPS, CODE_GROUP_LENGTH = 3, 4  # 58 bits: not to be guessed
MAX_SEED = 2**31 - 1


@dataclass(frozen=True)
class Standing:
    """Where a rehearsal stands, in one read of the store."""

    session_id: str
    scenario: Scenario
    level: Level
    seed: int
    paused: bool
    outcome: str | None
    state: State
    turns: int
    stopped_for_safety: bool = False

    @property
    def over(self) -> bool:
        return self.outcome is not None


@dataclass(frozen=True)
class Reply:
    """What one message is answered with: messages in order, each with its voice."""

    turn_id: str | None
    messages: tuple[Mapping[str, Any], ...]


def _utc_now() -> datetime:
    return datetime.now(timezone.utc)


class Rehearsals:
    """All rehearsals of one store."""

    def __init__(self, store: Store, scenarios: Mapping[str, Scenario], wording: Mapping[str, Any],
                 clock: Callable[[], datetime] = _utc_now, vectors: Vectors | None = None) -> None:
        self._store = store
        self._wording = wording
        self._clock = clock
        self.scenarios = dict(scenarios)
        self._voices = {scenario_id: Voice(scenario, vectors) for scenario_id, scenario in self.scenarios.items()}

    # Beginning and coming back

    def start(self, scenario_id: str, level: str = Level.REALISTIC.value, *, channel: str,
              seed: int | None = None) -> tuple[str, str]:
        """Begin a rehearsal. Returns its id and the code it can be resumed with. Raises UsageError for unknown names."""
        scenario = self.scenarios.get(scenario_id)
        if scenario is None:
            raise UsageError(f"There is no scenario '{scenario_id[:40]}'. There are: {', '.join(self.scenarios)}.")
        if level not in {known.value for known in Level}:
            raise UsageError(f"There is no level '{level[:40]}'. There are: {', '.join(known.value for known in Level)}.")
        seed = secrets.randbelow(MAX_SEED) if seed is None else seed % MAX_SEED
        code = "-".join("".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_GROUP_LENGTH))
                        for _ in range(CODE_GROUPS))
        opening = self._voices[scenario_id].open(seed)
        state = begin(scenario, Level(level))
        session_id, turn_id, now = uuid.uuid4().hex, uuid.uuid4().hex, self._clock()
        state = State(state.temperature, state.openness, said=opening.line_ids)
        with self._store.work() as work:
            work.add(SessionRow(id=session_id, code_hash=self._store.keys.hash(code), scenario=scenario_id, level=level, seed=seed,
                                channel=channel, started_at=now, paused=False, head_id=turn_id),
                     TurnRow(id=turn_id, session_id=session_id, depth=0, created_at=now, state=state.to_json(),
                             reply={"persona": [opening.text]}))
            work.commit()
        return session_id, code

    def resume(self, code: str) -> str:
        """The session a code belongs to. Raises NotYours for any code that is not one of ours."""
        wanted = "".join(ch for ch in code.upper() if ch in CODE_ALPHABET)
        grouped = "-".join(wanted[i:i + CODE_GROUP_LENGTH] for i in range(0, len(wanted), CODE_GROUP_LENGTH))
        with self._store.work() as work:
            row = work.session_by_code(self._store.keys.hash(grouped))
            if row is None:
                raise NotYours("That code is not known here. Please check it and try again.")
            return str(row.id)

    def standing(self, session_id: str) -> Standing:
        """Where it stands now. Raises NotYours when there is no such session."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            head = work.turn(row.head_id)
            assert head is not None
            return self._standing(row, head)

    # One turn

    def hear(self, session_id: str, feedback: Feedback) -> tuple[Standing, State]:
        """Where the message leaves her, before she reacts. Nothing is written."""
        standing = self.standing(session_id)
        return standing, hear(standing.state, feedback, standing.scenario, standing.level)

    def say(self, session_id: str, feedback: Feedback, reaction: Reaction, client_id: str | None = None) -> Reply:
        """She answers: one turn, its findings and the new state in one transaction.

        The same ``client_id`` again gives the stored reply. Raises RehearsalOver after an ending.
        """
        with self._store.work() as work:
            row = self._row(work, session_id)
            if row.outcome is not None or row.paused:
                raise RehearsalOver("She cannot hear anything now.")
            head = work.turn(row.head_id)
            assert head is not None
            standing = self._standing(row, head)
            state = hear(standing.state, feedback, standing.scenario, standing.level)
            if reaction not in state.allowed(feedback.move):
                # Whoever chose it has not seen where she stands, for example because the log failed for a moment.
                raise LawBroken(f"{reaction.value} is not open to her here.")
            voice = self._voices[row.scenario]
            spoken = voice.answer(reaction, feedback, state, row.seed)
            texts, said = [spoken.text], spoken.line_ids
            outcome = {Reaction.AGREE: "agreement", Reaction.WALK_OUT: "walked_out"}.get(reaction)
            if outcome:
                closing = voice.close(outcome, state.said + said, row.seed)
                if closing:
                    texts, said = texts + [closing.text], said + closing.line_ids
            state = state.reacted(feedback.move, reaction, said, spoken.told)
            note = coach_note(feedback, self._wording, row.seed + head.depth)
            turn = self._turn(head, row, client_id, feedback, reaction.value, state, {"persona": texts, "coach": note})
            work.add(turn, *_findings(turn, feedback))
            row.head_id = turn.id
            if outcome:
                row.outcome, row.ended_at = outcome, self._clock()
            work.commit()
            return Reply(turn.id, _messages(turn, standing.scenario, state))

    def stop_for_safety(self, session_id: str, feedback: Feedback, said: Sequence[Mapping[str, Any]],
                        client_id: str | None = None) -> None:
        """Danger: the role-play ends at once, also when it had ended otherwise before. The message is kept like any other with what
        the app ``said``; she does not answer it."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            head = work.turn(row.head_id)
            assert head is not None
            turn = self._turn(head, row, client_id, feedback, None, State.from_json(head.state),
                              {"persona": [], "coach": None, "app": list(said)})
            work.add(turn)
            row.head_id, row.outcome, row.ended_at = turn.id, "stopped", self._clock()
            work.commit()

    def read_only(self, feedback: Feedback, session_id: str) -> Mapping[str, Any] | None:
        """The coach's note on a message while she is paused: nothing is written and she is not there."""
        return coach_note(feedback, self._wording, self.standing(session_id).seed)

    # Steering

    def undo(self, session_id: str, client_id: str | None = None) -> bool:
        """Take back the end, or else the last turn; it stays in the tree. False when there is nothing to take back.

        Raises RehearsalOver when danger has stopped the talk: she never comes back by a tap on undo.
        """
        with self._store.work() as work:
            row = self._row(work, session_id)
            head = work.turn(row.head_id)
            assert head is not None
            if head.move == Move.CRISIS.value:
                raise RehearsalOver("This rehearsal was stopped for safety.")
            ended_by_her = head.reaction in _ENDING_REACTIONS
            if row.outcome is not None and not ended_by_her:
                row.outcome, row.ended_at = None, None
            elif head.parent_id is not None:
                row.head_id, row.outcome, row.ended_at = head.parent_id, None, None
            else:
                return False
            self._done(work, session_id, client_id)
            work.commit()
            return True

    def pause(self, session_id: str, paused: bool) -> None:
        """She falls silent, or comes back. Raises RehearsalOver after an ending."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            if row.outcome is not None:
                raise RehearsalOver("This rehearsal has ended.")
            row.paused = paused
            work.commit()

    def end(self, session_id: str) -> Reply:
        """Stop the talk where it stands; she has a last word when something was said."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            if row.outcome is not None:
                return Reply(None, ())
            exchanges = _exchanges(work.path(row), {})
            row.outcome, row.ended_at, row.paused = outcome_of(exchanges), self._clock(), False
            work.commit()
            closing = self._last_words(row, exchanges[-1].state)
            name = self.scenarios[row.scenario].persona.name
            return Reply(None, ({"voice": "persona", "name": name, "text": closing},) if closing else ())

    def _last_words(self, row: SessionRow, state: State) -> str | None:
        """What she says when the learner ends the talk; the same each time, so it need not be kept."""
        spoken = self._voices[row.scenario].close(row.outcome or "", state.said, row.seed)
        return spoken.text if spoken else None

    def dismiss(self, session_id: str, turn_id: str, start: int, end: int) -> None:
        """The learner says a mark was not blame: it goes, and the session's figures follow. Raises UsageError."""
        with self._store.work() as work:
            turn = work.turn(turn_id)
            if turn is None or turn.session_id != session_id:
                raise UsageError("That message is not part of this rehearsal.")
            for finding in work.findings([turn_id]):
                if (finding.start, finding.end) == (start, end):
                    finding.dismissed = True
            work.commit()

    # Sent twice, done once

    def answered(self, session_id: str, client_id: str) -> tuple[Mapping[str, Any], ...] | None:
        """The stored reply to a message or command that was already carried out, else None."""
        with self._store.work() as work:
            turn = work.turn_by_message(session_id, client_id)
            if turn is not None:
                row = self._row(work, session_id)
                return _messages(turn, self.scenarios[row.scenario], State.from_json(turn.state))
            done = work.command(session_id, client_id)
            return tuple(done.reply) if done is not None else None

    @staticmethod
    def _done(work: Work, session_id: str, client_id: str | None) -> None:
        """Write a command's receipt in the transaction that carries it out; its answer is filled in afterwards."""
        if client_id:
            work.add(CommandRow(session_id=session_id, client_id=client_id, reply=[], created_at=_utc_now()))

    def remember_command(self, session_id: str, client_id: str, messages: list[Mapping[str, Any]]) -> None:
        """Keep what a command was answered with, unless it was a turn, which is kept already."""
        with self._store.work() as work:
            if work.turn_by_message(session_id, client_id) is not None:
                return
            done = work.command(session_id, client_id)
            if done is None:
                work.add(CommandRow(session_id=session_id, client_id=client_id, reply=messages, created_at=self._clock()))
            else:
                done.reply = messages
            work.commit()

    # Looking

    def view(self, session_id: str) -> dict[str, Any]:
        """The whole rehearsal as a page shows it."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            path = work.path(row)
            dismissed = _dismissed(work, path)
            closing = self._last_words(row, State.from_json(path[-1].state)) \
                if row.outcome and path[-1].reaction not in _ENDING_REACTIONS and path[-1].move != Move.CRISIS.value else None
        scenario = self.scenarios[row.scenario]
        spoken = {turn.id: list(turn.reply["persona"]) for turn in path}
        if closing:
            spoken[path[-1].id].append(closing)
        return {
            "scenario": card(scenario), "level": row.level, "paused": bool(row.paused), "over": row.outcome is not None,
            "outcome": row.outcome, "mood": State.from_json(path[-1].state).temperature_band.value,
            "opening": path[0].reply["persona"][0],
            "turns": [{"turn": turn.id, "user": turn.message, "persona": spoken[turn.id],
                       "app": [message["text"] for message in turn.reply.get("app", ())],
                       "coach": _without(turn.reply["coach"], dismissed.get(turn.id, set()))} for turn in path[1:]],
        }

    def record(self, session_id: str) -> list[dict[str, Any]]:
        """The talk turn by turn with its backstage: move, reaction, reading and state."""
        with self._store.work() as work:
            path = work.path(self._row(work, session_id))
            return [{"turn": turn.id, "user": turn.message, "move": turn.move, "reaction": turn.reaction,
                     "persona": turn.reply["persona"], "coach": Feedback.from_message(turn.feedback).to_json(),
                     "temperature": round(turn.state["temperature"]), "openness": round(turn.state["openness"]),
                     "price": turn.state["price"]} for turn in path[1:]]

    def debrief(self, session_id: str) -> dict[str, Any]:
        """The look back on a talk, ended or not."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            path = work.path(row)
            exchanges = _exchanges(path, _dismissed(work, path))
        outcome = row.outcome or outcome_of(exchanges, by_learner=False)
        if path[-1].move == Move.CRISIS.value:
            return after_danger(self._wording)
        return debrief(exchanges, outcome, self.scenarios[row.scenario], self._wording)

    def outcome(self, session_id: str) -> str:
        """How it ended, or how it would if it ended here."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            return row.outcome or outcome_of(_exchanges(work.path(row), {}), by_learner=False)

    def hint(self, session_id: str) -> str:
        """A next good move for where the talk stands."""
        standing = self.standing(session_id)
        hints, state = self._wording["hints"], standing.state
        if standing.over:
            return str(hints["over"])
        wanted = {strength.value for strength in standing.scenario.price.strengths}
        missing = {name for name in wanted if not state.earned.get(name)}
        if state.debt > 0:
            return str(hints["owe"])
        if state.temperature_band.value in ("hot", "boiling"):
            return str(hints["hot"])
        if missing & {"validation", "open_question"}:
            return str(hints["unheard"])
        if "request" in missing:
            return str(hints["unasked"])
        return str(hints["feeling" if missing & {"feeling", "need", "observation"} else "near"])

    def sessions(self, limit: int = 20) -> list[dict[str, Any]]:
        """The latest sessions, without what was said."""
        with self._store.work() as work:
            return [{"id": row.id, "scenario": row.scenario, "level": row.level, "channel": row.channel, "outcome": row.outcome,
                     "started_at": row.started_at.isoformat(timespec="seconds"),
                     "turns": head.depth if (head := work.turn(row.head_id)) else 0} for row in work.sessions(limit)]

    def erase(self, session_id: str) -> None:
        """Remove one session with everything in it, also one whose scenario is gone. Raises NotYours when there is none."""
        with self._store.work() as work:
            if work.session(session_id) is None:
                raise NotYours("There is no such rehearsal here.")
            work.erase(session_id)
            work.commit()

    # Inside

    def _row(self, work: Work, session_id: str) -> SessionRow:
        row = work.session(session_id)
        if row is None or row.scenario not in self.scenarios:
            raise NotYours("There is no such rehearsal here.")
        return row

    def _standing(self, row: SessionRow, head: TurnRow) -> Standing:
        return Standing(row.id, self.scenarios[row.scenario], Level(row.level), row.seed, bool(row.paused), row.outcome,
                        State.from_json(head.state), head.depth, head.move == Move.CRISIS.value)

    def _turn(self, head: TurnRow, row: SessionRow, client_id: str | None, feedback: Feedback, reaction: str | None,
              state: State, reply: Mapping[str, Any]) -> TurnRow:
        return TurnRow(id=uuid.uuid4().hex, session_id=row.id, parent_id=head.id, depth=head.depth + 1, client_id=client_id,
                       created_at=self._clock(), move=feedback.move.value, reaction=reaction, state=state.to_json(),
                       message=feedback.text, feedback=feedback.to_message(), reply=dict(reply))


def card(scenario: Scenario) -> dict[str, Any]:
    """What a learner reads before she chooses."""
    return {"id": scenario.id, "title": scenario.title, "about": scenario.about, "introduction": scenario.introduction,
            "learner": scenario.learner, "practises": scenario.practises_in_words,
            "persona": {"name": scenario.persona.name, "age": scenario.persona.age, "role": scenario.persona.role}}


def _findings(turn: TurnRow, feedback: Feedback) -> list[FindingRow]:
    return [FindingRow(turn_id=turn.id, start=span.start, end=span.end, kind=span.kind.value, dismissed=False)
            for span in feedback.blame]


def _dismissed(work: Work, path: list[TurnRow]) -> dict[str, set[tuple[int, int]]]:
    gone: dict[str, set[tuple[int, int]]] = {}
    for finding in work.findings([turn.id for turn in path]):
        if finding.dismissed:
            gone.setdefault(finding.turn_id, set()).add((finding.start, finding.end))
    return gone


def _without(note: dict[str, Any] | None, dismissed: set[tuple[int, int]]) -> dict[str, Any] | None:
    if note is None or not dismissed:
        return note
    marks = [mark for mark in note["marks"] if (mark["start"], mark["end"]) not in dismissed]
    return {**note, "marks": marks} if marks else None


def _exchanges(path: list[TurnRow], dismissed: Mapping[str, set[tuple[int, int]]]) -> list[Exchange]:
    exchanges = [Exchange(None, None, State.from_json(path[0].state))]
    for turn in path[1:]:
        feedback = Feedback.from_message(turn.feedback)
        gone = dismissed.get(turn.id, set())
        marks = tuple(span for span in feedback.blame if (span.start, span.end) not in gone)
        exchanges.append(Exchange(feedback, turn.reaction, State.from_json(turn.state), marks))
    return exchanges


def _messages(turn: TurnRow, scenario: Scenario, state: State) -> tuple[Mapping[str, Any], ...]:
    mood = state.temperature_band.value
    messages: list[Mapping[str, Any]] = []
    note = turn.reply["coach"]
    if note:
        messages.append({"voice": "coach", "text": note["text"], "turn": turn.id, "mood": mood, "coach": note})
    messages.extend({"voice": "persona", "name": scenario.persona.name, "text": text, "turn": turn.id, "mood": mood}
                    for text in turn.reply["persona"])
    messages.extend(turn.reply.get("app", ()))
    return tuple(messages)
