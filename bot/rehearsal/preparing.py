"""The questions before a talk of one's own: answered one by one, in any mood, over any number of days.

A preparation is a row of its own. What is answered and which question waits is kept there and nowhere else; Rasa's form is derived from it.
"""
from __future__ import annotations

import secrets
import uuid
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Callable, Iterator, Mapping, Sequence

from bot.coach.coach import Coach
from bot.coach.pseudo_feelings import PseudoFeelings
from bot.errors import NoPersona, NotYours, RehearsalOver, UsageError
from bot.persona.frame import Prepared
from bot.persona.scenario import YOUR_OWN
from bot.rehearsal.asking import Asking, Told, app
from bot.rehearsal.codes import as_given, new_code
from bot.rehearsal.prepare import prepare, read_answers, tells_of_harm
from bot.rehearsal.questions import Answer, Questions
from bot.rehearsal.rehearsals import Rehearsals, utc_now
from bot.rehearsal.remarks import Remarks, with_earlier
from bot.rehearsal.summary import listed, summary
from bot.safety import Watch
from bot.store.models import PreparationRow
from bot.store.store import Store, Work

ID_START = "p"  # a session's id is hexadecimal, so it never begins so
_ID_LETTERS = 31
_PREPARED = ("relationship", "name", "happened", "ask", "temper", "sore_spots", "feelings", "needs")
Message = Mapping[str, Any]


@dataclass(frozen=True)
class Standing:
    """Where a preparation stands. ``quoting``: the question wants words of hers."""

    id: str
    learner: str
    asking: str
    done: tuple[str, ...]
    quoting: bool
    speaker: str
    stopped_for_safety: bool
    session_id: str | None


@dataclass(frozen=True)
class Said:
    """What an answer is met with, before the next question. ``harm``: it told of harm, so nobody is played and nothing more is asked."""

    messages: tuple[Message, ...] = ()
    harm: bool = False


class Preparations:
    """All preparations of one store."""

    def __init__(self, store: Store, rehearsals: Rehearsals, coach: Coach, watch: Watch, questions: Questions, pseudo: PseudoFeelings,
                 clock: Callable[[], datetime] = utc_now) -> None:
        self._store, self._rehearsals, self._coach, self._watch, self._clock = store, rehearsals, coach, watch, clock
        self._asking, self._remarks = Asking(questions, pseudo), Remarks(questions, pseudo, coach)
        self.questions = questions

    # Beginning and coming back

    def begin(self, *, channel: str, learner: str | None = None) -> tuple[str, str]:
        """A new one: its id, and the code to come back with. ``learner``: whose it is (hash), somebody new when left out."""
        made, code, now = ID_START + uuid.uuid4().hex[:_ID_LETTERS], new_code(), self._clock()
        with self._store.work() as work:
            work.add(PreparationRow(
                id=made, code_hash=self._store.keys.hash(code), learner=learner or secrets.token_hex(32), channel=channel, started_at=now,
                touched_at=now, asking=self.questions.first, stopped=False, answers=Told().kept()))
            work.commit()
        return made, code

    def resume(self, code: str) -> str:
        """The preparation a code belongs to. Raises NotYours for any code that is not one of ours."""
        with self._store.work() as work:
            row = work.preparation_by_code(self._store.keys.hash(as_given(code)))
            if row is None:
                raise NotYours("That code is not known here. Please check it and try again.")
            return str(row.id)

    def standing(self, preparation_id: str) -> Standing:
        """Where it stands. Raises NotYours when there is none."""
        with self._store.work() as work:
            row, told = self._row(work, preparation_id)
            return Standing(row.id, row.learner, row.asking, (*told.told, *told.left_out), self.questions.all[row.asking].hers,
                            "mother" if told.told.get("relationship") == "daughter" else "daughter", bool(row.stopped), row.session_id)

    def view(self, preparation_id: str) -> dict[str, Any]:
        """As a page shows it: the question that waits, with its buttons, and the answers so far."""
        with self._store.work() as work:
            row, told = self._row(work, preparation_id)
            waits = not row.stopped and row.session_id is None
            question = self.questions.all[row.asking]
            shown = {"id": question.id, "kind": question.kind, "most": question.most, **self._asking.asked(question, told)}
            return {"question": shown if waits else None,
                    "answers": listed(self.questions, told.told, told.left_out), "of": len(self.questions.all),
                    "finished": row.session_id is not None, "stopped": bool(row.stopped)}

    def became(self, preparation_id: str) -> tuple[str, str] | None:
        """The session it became, and that session's code; None while it is not finished."""
        with self._store.work() as work:
            row, told = self._row(work, preparation_id)
            return (str(row.session_id), str(told.code)) if row.session_id else None

    # Asking

    def ask(self, preparation_id: str) -> tuple[Message, ...]:
        """The question that waits; before the last one, the summary."""
        with self._store.work() as work:
            row, told = self._row(work, preparation_id)
            return self._asking.ask(str(row.asking), told)

    def why(self, preparation_id: str) -> Message:
        """Why the question that waits is asked."""
        with self._store.work() as work:
            return app(self.questions.all[self._row(work, preparation_id)[0].asking].why)

    def show(self, preparation_id: str) -> tuple[Message, ...]:
        """The answers so far, in at most 60 words; nothing before the last question, which shows them itself."""
        with self._store.work() as work:
            row, told = self._row(work, preparation_id)
            if row.asking == self.questions.last:
                return ()
            return (app(summary(self.questions, told.told) or self.questions.says["nothing_yet"]),)

    # Answering

    def tells_of_harm(self, text: str, *, hers: bool = False) -> bool:
        """Whether a text tells of harm, so that no persona may be made of it. Needs no log: it is asked before anything is written."""
        return tells_of_harm(text, self._coach, self._watch, hers=hers)

    def answer(self, preparation_id: str, text: str, client_id: str | None = None, *, picked: bool = False) -> Said:
        """Take an answer to the question that waits; the last one starts the talk. ``picked``: it came from a button, and more may follow
        where several may be picked. What cannot be used is said in a sentence and changes nothing. Raises RehearsalOver once the talk
        has begun."""
        with self._answering(preparation_id, client_id) as (work, row, told):
            question = self.questions.all[row.asking]
            try:
                answer = question.read(text, self.questions.says)
                if question.kind == "several":
                    answer = with_earlier(question, list(answer) if isinstance(answer, list) else [], told)
            except UsageError as error:
                return Said((app(str(error)),))
            known = question.is_option(text)
            if not known and (self.tells_of_harm(text, hers=question.hers) or self._harm_in_all({**told.told, question.id: answer})):
                row.stopped = True
                work.commit()
                return Said(harm=True)
            told.told[question.id] = answer
            said = self._remarks.remark(question, answer, told, picked and known)
            if question.id != self.questions.last:
                if told.picks != question.id:
                    self._go_on(row, told)
                _keep(work, row, told)
                return Said(said)
        return self._finish(preparation_id, client_id, str(answer))

    def skip(self, preparation_id: str, client_id: str | None = None) -> Said:
        """Leave the question that waits without an answer, also one given before. Before the first there is nobody to talk to."""
        with self._answering(preparation_id, client_id) as (work, row, told):
            question = self.questions.all[row.asking]
            if question.needed:
                return Said((app(self.questions.says["needed"]),))
            if question.otherwise is None:
                told.told.pop(question.id, None)
                if question.id not in told.left_out:
                    told.left_out.append(question.id)
                self._go_on(row, told)
                _keep(work, row, told)
                return Said()
        return self._finish(preparation_id, client_id, str(question.otherwise))

    def keep(self, preparation_id: str, client_id: str | None = None) -> Said:
        """Leave the answer to the question that waits as it stands, and go on."""
        with self._answering(preparation_id, client_id) as (work, row, told):
            if row.asking not in told.told:
                return Said((app(self.questions.says["empty"]),))
            self._go_on(row, told)
            _keep(work, row, told)
            return Said()

    def change(self, preparation_id: str, what: str, client_id: str | None = None) -> Said:
        """Ask a question again: the one named in ``what`` ("her name"), else the one before. A new name given with it is taken at once."""
        named, new = self.questions.named(what)
        with self._answering(preparation_id, client_id) as (work, row, told):
            wanted = named or self.questions.before(row.asking, told.told, told.left_out)
            if wanted is None:
                return Said((app(self.questions.says["nothing_yet"]),))
            question = self.questions.all[wanted]
            if new:
                try:
                    told.told[wanted] = question.read(new, self.questions.says)
                except UsageError as error:
                    return Said((app(str(error)),))
                told.left_out = [each for each in told.left_out if each != wanted]
                if row.asking == wanted:
                    self._go_on(row, told)
                _keep(work, row, told)
                return Said((app(self.questions.says["now"].format(answer=new)),))
            row.asking, told.picks, told.word = wanted, None, None
            _keep(work, row, told)
            return Said()

    def stop(self, preparation_id: str, client_id: str | None = None) -> None:
        """Harm was told: nothing more is asked, and nobody will be played."""
        with self._answering(preparation_id, client_id) as (work, row, _):
            row.stopped = True
            work.commit()

    def erase(self, preparation_id: str) -> None:
        """Remove it; the talk it became stays, and can be erased by itself."""
        with self._store.work() as work:
            work.erase_preparations(ids=[preparation_id])
            work.commit()
        self._store.sweep()

    # Sent twice, done once

    def come_to(self, preparation_id: str, client_id: str | None) -> tuple[Sequence[Message] | None, Standing]:
        """What this message was answered with, if it is the last one again, and where it stands. Raises NotYours."""
        return self.answered(preparation_id, client_id) if client_id else None, self.standing(preparation_id)

    def answered(self, preparation_id: str, client_id: str) -> Sequence[Message] | None:
        """What the last message was answered with, if this is that message again; else None."""
        with self._store.work() as work:
            row, told = self._row(work, preparation_id)
            if row.last_client_id != client_id:
                return None
            # Without a reply the process died between the answer and its reply; the next question is what counts.
            return list(row.last_reply or (() if row.session_id or row.stopped else self._asking.ask(str(row.asking), told)))

    def remember_command(self, preparation_id: str, client_id: str, messages: Sequence[Message]) -> None:
        """Keep what the last message was answered with."""
        with self._store.work() as work:
            row, _ = self._row(work, preparation_id)
            row.last_client_id, row.last_reply, row.touched_at = client_id, list(messages), self._clock()
            work.commit()

    # Inside

    def _row(self, work: Work, preparation_id: str) -> tuple[PreparationRow, Told]:
        row = work.preparation(preparation_id)
        if row is None:
            raise NotYours("There are no such questions here.")
        return row, Told(**deepcopy(row.answers))  # changed in place, the row would not notice

    @contextmanager
    def _answering(self, preparation_id: str, client_id: str | None) -> Iterator[tuple[Work, PreparationRow, Told]]:
        """A unit of work on one that still takes answers; what is committed in it is done once for this ``client_id``."""
        with self._store.work() as work:
            row, told = self._row(work, preparation_id)
            if row.session_id is not None or row.stopped:
                raise RehearsalOver("These questions are done.")
            row.touched_at = self._clock()
            if client_id:
                row.last_client_id, row.last_reply = client_id, None
            yield work, row, told

    def _go_on(self, row: PreparationRow, told: Told) -> None:
        """To the next question that waits; the last one is asked again when there is none."""
        told.left_out = [each for each in told.left_out if each not in told.told]
        told.picks, told.word = None, None
        row.asking = self.questions.next(told.told, told.left_out) or self.questions.last

    def _harm_in_all(self, told: Mapping[str, Answer]) -> bool:
        """Read together, as she would be made from it, with her name and without it."""
        texts = [str(each).rstrip(". ") for name in ("name", "happened", "ask", "sore_spots", "fear") if name in told
                 for each in (told[name] if isinstance(told[name], list) else [told[name]])]  # type: ignore[union-attr]
        without = texts[1:] if "name" in told else texts
        return any(len(several) > 1 and self.tells_of_harm(". ".join(several)) for several in (texts, without))

    def _finish(self, preparation_id: str, client_id: str | None, level: str) -> Said:
        """Make the persona and start the talk with her, for the same learner."""
        with self._store.work() as work:
            row, told = self._row(work, preparation_id)
            learner, channel = str(row.learner), str(row.channel)
        try:
            prepared = self._prepared(told.told)
        except NoPersona:
            self.stop(preparation_id, client_id)
            return Said(harm=True)

        def along(work: Work, session_id: str, code: str) -> None:
            with_code = Told(**{**told.kept(), "code": code, "told": {**told.told, self.questions.last: level}})
            row, _ = self._row(work, preparation_id)
            if row.session_id is not None:
                raise RehearsalOver("These questions are done.")
            row.session_id, row.answers, row.touched_at = session_id, with_code.kept(), self._clock()
            row.last_client_id, row.last_reply = client_id, None

        try:
            self._rehearsals.start(YOUR_OWN, level, channel=channel, prepared=prepared, learner=learner, along=along)
        except UsageError as error:
            return Said((app(str(error)),))
        return Said((app(self.questions.says["ready"]),))

    def _prepared(self, told: Mapping[str, Answer]) -> Prepared:
        """Raises NoPersona."""
        given: dict[str, Any] = {name: told[name] for name in _PREPARED if name in told}
        if "fear" in told:
            given["fears"] = [{"says": told["fear"], **({"likely": told["likely"]} if "likely" in told else {})}]
        return prepare(read_answers(given), self._coach, self._watch, "")


def _keep(work: Work, row: PreparationRow, told: Told) -> None:
    row.answers = told.kept()
    work.commit()
