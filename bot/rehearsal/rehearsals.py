"""The use cases of a rehearsal. Channels and Rasa's actions call these and nothing deeper.

The tree of turns in the store is the truth. Everything else (Rasa's tracker, what a page shows) is made from it.
"""
from __future__ import annotations

import json
import secrets
import uuid
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from typing import Any, Callable, Iterator, Mapping, Sequence

from pydantic import ValidationError

from bot.coach.feedback import Feedback
from bot.errors import LawBroken, NotYours, RehearsalOver, UsageError
from bot.persona.cast import Cast
from bot.persona.draw import line_id
from bot.persona.frame import Prepared
from bot.persona.reaction import Reaction
from bot.persona.scenario import YOUR_OWN, Scenario
from bot.persona.state import Level, State, approached, begin, hear, sore_spot
from bot.persona.voice import Spoken, Voice
from bot.rehearsal import shapes
from bot.rehearsal.breaks import offer
from bot.rehearsal.codes import as_given, new_code
from bot.rehearsal.endings import ENDED_BY_HER, is_final
from bot.rehearsal.hints import Moment, hint
from bot.rehearsal.look_back import LookBack
from bot.rehearsal.notes import Timing, coach_note, coaching_of
from bot.rehearsal.outcome import outcome_of
from bot.store.models import CommandRow, SessionRow, TurnRow
from bot.store.store import Store, Work

MAX_SEED = 2**31 - 1
UNKNOWN = "There is no such rehearsal here."
EARLIER_TALKS = 9  # with one persona, whose lines are kept back for a learner who comes again


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


#: Where a rehearsal stood when a message came to the desk, and when Rasa began to answer it: the same, unless another server was at it in
#: between. Read once and held until the answer is written, which reads it again in its own transaction.
came: ContextVar[Standing | None] = ContextVar("came", default=None)
stood: ContextVar[Standing | None] = ContextVar("stood", default=None)


@dataclass(frozen=True)
class Reply:
    """What one message is answered with: messages in order, each with its voice."""

    turn_id: str | None
    messages: tuple[Mapping[str, Any], ...]


def utc_now() -> datetime:
    """The clock of the log."""
    return datetime.now(timezone.utc)


class Rehearsals:
    """All rehearsals of one store."""

    def __init__(self, store: Store, cast: Cast, wording: Mapping[str, Any], clock: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._wording = wording
        self._clock = clock
        self.cast = cast
        self.look_back = LookBack(store, cast, wording, clock)

    def cards(self) -> list[dict[str, Any]]:
        """What can be rehearsed, as a learner reads it before she chooses."""
        return [shapes.card(scenario, self.cast.sides(scenario.id)) for scenario in self.cast.scenarios.values()]

    # Beginning and coming back

    def start(self, scenario_id: str, level: str = Level.REALISTIC.value, *, channel: str, seed: int | None = None,
              side: str | None = None, prepared: Prepared | None = None, learner: str | None = None,
              along: Callable[[Work, str, str], None] | None = None) -> tuple[str, str]:
        """Begin a rehearsal. ``side``: who the learner is, where the scenario can be played from both; ``prepared``: for one's own;
        ``learner``: whose it is (hash), somebody new when left out; ``along``: is given id and code, and writes in the same transaction.

        Returns its id and the code it can be resumed with. Raises UsageError for unknown names.
        """
        if scenario_id not in self.cast.names():
            raise UsageError(f"There is no scenario '{scenario_id[:40]}'. There are: {', '.join(self.cast.names())}.")
        if scenario_id == YOUR_OWN and prepared is None:
            raise UsageError("A talk of your own needs 'prepare': who she is and what happened.")
        side = prepared.learner if prepared else self.cast.side(scenario_id, side)
        kept = json.loads(prepared.json()) if prepared else None
        if level not in {known.value for known in Level}:
            raise UsageError(f"There is no level '{level[:40]}'. There are: {', '.join(known.value for known in Level)}.")
        seed = secrets.randbelow(MAX_SEED) if seed is None else seed % MAX_SEED
        code = new_code()
        try:
            voice = self.cast.voice(scenario_id, side, kept)
        except ValidationError:
            raise UsageError("No talk can be made from these answers. Please word what you fear she will say in another way.") from None
        assert voice is not None
        known = self._lines_known(learner, scenario_id, side) if learner else []
        opening = voice.open(seed, frozenset(known))
        session_id, turn_id, now = uuid.uuid4().hex, uuid.uuid4().hex, self._clock()
        state = replace(begin(voice.scenario, Level(level)), said=(line_id(opening),))
        with self._store.work() as work:
            work.add(SessionRow(id=session_id, code_hash=self._store.keys.hash(code), scenario=scenario_id, level=level, seed=seed,
                                channel=channel, started_at=now, paused=False, head_id=turn_id, side=side, prepared=kept,
                                known_lines=known or None, learner=learner or secrets.token_hex(32)),
                     TurnRow(id=turn_id, session_id=session_id, depth=0, created_at=now, state=state.to_json(), memory=state.memory,
                             reply={"persona": [opening]}))
            if along:
                along(work, session_id, code)
            work.commit()
        return session_id, code

    def _lines_known(self, learner: str, scenario_id: str, side: str) -> list[str]:
        """Ids of the lines she has heard in her latest talks with this persona."""
        with self._store.work() as work:
            heads = work.latest_heads(learner, scenario_id, side, EARLIER_TALKS)
            return list(dict.fromkeys(line for head in heads for line in shapes.state_of(head).said))

    def resume(self, code: str) -> tuple[str, str]:
        """The session a code belongs to, and whose it is. Raises NotYours for any code that is not one of ours."""
        with self._store.work() as work:
            row = work.session_by_code(self._store.keys.hash(as_given(code)))
            if row is None:
                raise NotYours("That code is not known here. Please check it and try again.")
            if row.learner is None:  # from before learners were kept
                row.learner = secrets.token_hex(32)
                work.commit()
            return str(row.id), str(row.learner)

    def learner_of(self, session_id: str) -> str:
        """Whose rehearsal it is (hash). Raises NotYours."""
        with self._store.work() as work:
            return str(self._row(work, session_id).learner)

    def standing(self, session_id: str) -> Standing:
        """Where it stands now. Raises NotYours when there is no such session."""
        with self._store.work() as work:
            row, head = self._stands(work, session_id)
            return self._standing(row, head)

    def come_to(self, session_id: str, client_id: str | None) -> tuple[tuple[Mapping[str, Any], ...] | None, Standing]:
        """The stored answer, if this message was answered before, and where the rehearsal stands. Raises NotYours."""
        with self._store.work() as work:
            row, head = self._stands(work, session_id)
            return self._answered(work, session_id, client_id) if client_id else None, self._standing(row, head)

    # One turn

    def hear(self, session_id: str, feedback: Feedback) -> tuple[Standing, State]:
        """Where the message leaves her, before she reacts. Nothing is written."""
        found = stood.get()
        standing = found if found is not None and found.session_id == session_id else self.standing(session_id)
        return standing, hear(standing.state, feedback, standing.scenario, standing.level)

    def say(self, session_id: str, feedback: Feedback, reaction: Reaction, client_id: str | None = None) -> Reply:
        """She answers: one turn, its findings and the new state in one transaction.

        The same ``client_id`` again gives the stored reply. Raises RehearsalOver after an ending.
        """
        with self._listening(session_id) as (work, row, head):
            standing, voice = self._standing(row, head), self._voice(row)
            state = hear(standing.state, feedback, standing.scenario, standing.level)
            if reaction not in state.allowed(feedback.move):
                # Whoever chose it has not seen where she stands, for example because the log failed for a moment.
                raise LawBroken(f"{reaction.value} is not open to her here.")
            spoken = voice.answer(reaction, feedback, state, row.seed, _known(row))
            texts, said, state = [*filter(None, [spoken.before]), spoken.text], spoken.line_ids, spoken.state
            outcome = ENDED_BY_HER.get(reaction.value)
            closing = voice.close(outcome, state.said + said, row.seed, _known(row)) if outcome else None
            if closing:
                texts, said = texts + [closing], (*said, line_id(closing))
            state = state.reacted(feedback.move, reaction, said)
            pause, state = (None, state) if outcome else offer(standing.state, state, feedback, self._wording)
            style, timing = coaching_of(row)
            note = coach_note(feedback, self._wording, row.seed + head.depth, style)
            later = {"later": True} if note and timing is Timing.END else {}
            turn = self._turn(head, row, client_id, feedback, reaction.value, state,
                              {"persona": texts, "coach": note, "app": [pause] if pause else [], **later})
            work.add(turn, *shapes.findings(turn, feedback))
            row.head_id = turn.id
            if outcome:
                row.outcome, row.ended_at = outcome, self._clock()
            work.commit()
            return Reply(turn.id, shapes.messages(turn, voice.scenario))

    def listen(self, session_id: str, feedback: Feedback | None, client_id: str | None = None) -> Reply:
        """The learner only listens, by a word (``feedback``) or by the listen button (None): one turn, in which she may go on.

        Raises RehearsalOver after an ending.
        """
        feedback = feedback or Feedback("", listening=True)

        def heard(standing: Standing, voice: Voice, known: frozenset[str]) -> tuple[Spoken, Reaction]:
            state = hear(standing.state, feedback, standing.scenario, standing.level)
            return voice.listened_to(state, standing.seed, known, feedback.text)

        return self._aside(session_id, feedback, client_id, heard)

    def put_off(self, session_id: str, feedback: Feedback, client_id: str | None = None) -> Reply:
        """The learner flirts with her. She draws back; where a child is in the room (no lines for it), the talk ends at once, for good."""
        def drawn_back(standing: Standing, voice: Voice, known: frozenset[str]) -> tuple[Spoken, Reaction]:
            return voice.put_off(approached(standing.state), standing.seed, known), Reaction.DISMISS

        standing = self.standing(session_id)
        if not standing.scenario.advances and not standing.over:
            said = ({"voice": "app", **self._wording["app"]["not_played"]},)
            self.stop_for_safety(session_id, feedback, said, client_id)
            return Reply(None, said)
        return self._aside(session_id, feedback, client_id, drawn_back)

    def _aside(self, session_id: str, feedback: Feedback, client_id: str | None,
               answer: Callable[[Standing, Voice, frozenset[str]], tuple[Spoken, Reaction]]) -> Reply:
        """A turn that a rule decides and not the dialogue policy."""
        with self._listening(session_id) as (work, row, head):
            standing, voice = self._standing(row, head), self._voice(row)
            spoken, reaction = answer(standing, voice, _known(row))
            state = spoken.state.reacted(feedback.move, reaction, spoken.line_ids)
            turn = self._turn(head, row, client_id, feedback, reaction.value, state, {"persona": [spoken.text], "coach": None})
            work.add(turn)
            row.head_id = turn.id
            work.commit()
            return Reply(turn.id, shapes.messages(turn, voice.scenario))

    def stop_for_safety(self, session_id: str, feedback: Feedback, said: Sequence[Mapping[str, Any]],
                        client_id: str | None = None) -> None:
        """Danger: the role-play ends at once, also when it had ended otherwise before. The message is kept like any other with what
        the app ``said``; she does not answer it."""
        with self._store.work() as work:
            row, head = self._stands(work, session_id)
            turn = self._turn(head, row, client_id, feedback, None, shapes.state_of(head),
                              {"persona": [], "coach": None, "app": list(said), "final": True})
            work.add(turn)
            row.head_id, row.outcome, row.ended_at = turn.id, "stopped", self._clock()
            work.commit()

    # Steering

    def undo(self, session_id: str, client_id: str | None = None, turns: int = 1) -> bool:
        """Take back the end, or else the last turn, so many times; all of it stays in the tree. False when there is nothing to take back.

        Raises UsageError for more than there is, RehearsalOver when danger has stopped the talk: she never comes back by a tap on undo.
        """
        with self._store.work() as work:
            row, head = self._stands(work, session_id)
            if is_final(head):
                raise RehearsalOver(self._wording["app"]["stopped_for_safety"]["text"])
            ended_by_learner = row.outcome is not None and head.reaction not in ENDED_BY_HER
            steps = head.depth + ended_by_learner
            if not steps:
                return False
            if not 1 <= turns <= steps:
                raise UsageError(self._wording["steering"]["undo_range"].format(most=steps))
            parents, at = work.parents(session_id), head.id
            for _ in range(turns - ended_by_learner):
                at = parents[at]
            row.head_id, row.outcome, row.ended_at = at, None, None
            work.receipt(session_id, client_id, self._clock())
            work.commit()
            return True

    def pause(self, session_id: str, paused: bool) -> None:
        """She falls silent, or comes back. Raises RehearsalOver after an ending."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            if row.outcome is not None:
                raise RehearsalOver("This rehearsal has ended.")
            row.paused, row.stepped_out = paused, False
            work.commit()

    def end(self, session_id: str) -> Reply:
        """Stop the talk where it stands; she has a last word when something was said."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            if row.outcome is not None:
                return Reply(None, ())
            exchanges = shapes.exchanges(work.path(row), {})
            row.outcome, row.ended_at, row.paused, row.stepped_out = outcome_of(exchanges), self._clock(), False, False
            work.commit()
            closing = self._last_words(row, exchanges[-1].state)
            name = self._voice(row).scenario.persona.name
            return Reply(None, ({"voice": "persona", "name": name, "text": closing},) if closing else ())

    def _last_words(self, row: SessionRow, state: State) -> str | None:
        """What she says when the learner ends the talk; the same each time, so it need not be kept."""
        return self._voice(row).close(row.outcome or "", state.said, row.seed, _known(row))

    def dismiss(self, session_id: str, turn_id: str, start: int, end: int) -> None:
        """The learner says a mark was not blame: it goes, and the session's figures follow. Raises UsageError."""
        with self._store.work() as work:
            turn = work.turn(turn_id)
            if turn is None or turn.session_id != session_id:
                raise UsageError("That message is not part of this rehearsal.")
            for finding in work.findings([turn_id]):
                if (finding.start, finding.end) == (start, end):
                    finding.dismissed = True
                    work.count_anew(session_id)
            work.commit()

    # Sent twice, done once

    def answered(self, session_id: str, client_id: str) -> tuple[Mapping[str, Any], ...] | None:
        """The stored reply to a message or command that was already carried out, else None."""
        with self._store.work() as work:
            return self._answered(work, session_id, client_id)

    def _answered(self, work: Work, session_id: str, client_id: str) -> tuple[Mapping[str, Any], ...] | None:
        if not work.carried_out(session_id, client_id):
            return None
        turn = work.turn_by_message(session_id, client_id)
        if turn is not None:
            return shapes.messages(turn, self._voice(self._row(work, session_id)).scenario)
        done = work.command(session_id, client_id)
        return tuple(done.reply) if done is not None else None

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

    def view(self, session_id: str, since: str | None = None) -> dict[str, Any]:
        """The whole rehearsal as a page shows it. ``since``: the last turn it shows already; where just one has come after it, and the talk
        is not over, only that one is told."""
        with self._store.work() as work:
            row, head = self._stands(work, session_id, to_show=True)
            if since and since == head.parent_id and row.outcome is None:
                return shapes.gone_on(row, head, self._voice(row).scenario, self.cast.sides(row.scenario), self._you_listen)
            closing = self._last_words(row, shapes.state_of(head)) \
                if row.outcome and head.reaction not in ENDED_BY_HER and not is_final(head) else None
            return shapes.rehearsal(row, work.told(row, head), head, shapes.dismissed(work, session_id), self._voice(row).scenario,
                                    self.cast.sides(row.scenario), closing, self._you_listen)

    def record(self, session_id: str) -> list[dict[str, Any]]:
        """The talk turn by turn with its backstage: move, reaction, reading and state."""
        with self._store.work() as work:
            return shapes.backstage(work.path(self._row(work, session_id)), self._you_listen)

    def debrief(self, session_id: str) -> dict[str, Any]:
        """The look back on a talk that is over, ended or not."""
        return self.look_back.debrief(session_id)

    def outcome(self, session_id: str) -> str:
        """How it ended, or how it would if it ended here."""
        with self._store.work() as work:
            row = self._row(work, session_id)
            return row.outcome or outcome_of(shapes.exchanges(work.path(row), {}), by_learner=False)

    def hint(self, session_id: str) -> str:
        """A next good move for where the talk stands; none comes twice in a talk."""
        with self._store.work() as work:
            row, head = self._stands(work, session_id)
            voice, hers = self._voice(row), " ".join(head.reply["persona"][-1:])
            heard = Feedback.from_message(head.feedback) if head.feedback else None
            moment = Moment(voice.scenario, shapes.state_of(head), row.outcome is not None, hers,
                            sore_spot(heard, voice.scenario) if heard else None, voice.untold(hers, shapes.state_of(head)), row.seed)
            given = row.hints or []
            text = hint(moment, given, self._wording)
            if not moment.over and text not in given:
                row.hints = [*given, text]
                work.commit()
            return text

    # Inside

    @contextmanager
    def _listening(self, session_id: str) -> Iterator[tuple[Work, SessionRow, TurnRow]]:
        """A unit of work on a rehearsal in which she can hear. Raises RehearsalOver where she cannot."""
        with self._store.work() as work:
            row, head = self._stands(work, session_id, to_go_on=True)
            if row.outcome is not None or row.paused:
                raise RehearsalOver("She cannot hear anything now.")
            yield work, row, head

    def _row(self, work: Work, session_id: str) -> SessionRow:
        row = work.session(session_id)
        if row is None or self._known_voice(row) is None:
            raise NotYours(UNKNOWN)
        return row

    def _stands(self, work: Work, session_id: str, **more: bool) -> tuple[SessionRow, TurnRow]:
        found = work.standing(session_id, **more)
        if found is None or self._known_voice(found[0]) is None:
            raise NotYours(UNKNOWN)
        return found

    def _known_voice(self, row: SessionRow) -> Voice | None:
        return self.cast.voice(row.scenario, row.side, row.prepared if row.scenario == YOUR_OWN else None)

    def _voice(self, row: SessionRow) -> Voice:
        voice = self._known_voice(row)
        assert voice is not None
        return voice

    @property
    def _you_listen(self) -> str:
        return str(self._wording["you_listen"])

    def _standing(self, row: SessionRow, head: TurnRow) -> Standing:
        return Standing(row.id, self._voice(row).scenario, Level(row.level), row.seed, bool(row.paused), row.outcome,
                        shapes.state_of(head), head.depth, row.outcome == "stopped" and is_final(head))

    def _turn(self, head: TurnRow, row: SessionRow, client_id: str | None, feedback: Feedback, reaction: str | None,
              state: State, reply: Mapping[str, Any]) -> TurnRow:
        return TurnRow(id=uuid.uuid4().hex, session_id=row.id, parent_id=head.id, depth=head.depth + 1, client_id=client_id,
                       created_at=self._clock(), move=feedback.move.value, reaction=reaction, state=state.to_json(),
                       memory=state.memory, message=feedback.text, feedback=feedback.to_message(), reply=dict(reply))


def _known(row: SessionRow) -> frozenset[str]:
    return frozenset(row.known_lines or ())
