"""What the coach remarks on an answer before a talk of one's own: at most one line, and the answer stays as it is."""
from __future__ import annotations

from typing import Any, Mapping

from bot.coach.coach import Coach
from bot.coach.pseudo_feelings import PseudoFeelings
from bot.rehearsal.asking import Told
from bot.rehearsal.questions import Answer, Question, Questions
from bot.rehearsal.telling import weighing


class Remarks:
    """The coach at the questions."""

    def __init__(self, questions: Questions, pseudo: PseudoFeelings, coach: Coach) -> None:
        self._questions, self._pseudo, self._coach = questions, pseudo, coach

    def remark(self, question: Question, answer: Answer, told: Told, picked: bool) -> tuple[Mapping[str, Any], ...]:
        """One line of the coach's on an answer, where there is one; the answer stays as it is. Sets whether more picks may follow."""
        asked_before, told.picks, told.word = told.word, None, None
        if question.id == "happened":
            return self._camera(str(answer), told)
        if question.kind != "several" or not question.options or not isinstance(answer, list):
            return ()
        if question.id == "feelings" and not asked_before:
            word = next(filter(None, map(self._pseudo.find, answer)), None)
            if word and word not in self._questions.never_questioned:
                told.picks, told.word = question.id, word
                return ()
        if picked and not asked_before and len(answer) < question.most:
            told.picks = question.id
        return ()

    def _camera(self, text: str, told: Told) -> tuple[Mapping[str, Any], ...]:
        role, name = str(told.told.get("relationship", "mother")), told.told.get("name")
        charge = weighing(self._coach, text, role, str(name) if name else None)
        if charge is None:
            return ()
        shapes = self._questions.camera
        note = shapes.get(charge.kind.value, shapes["other"]).format(words=text[charge.start:charge.end])
        return ({"voice": "coach", "text": note,
                 "buttons": [{"title": self._questions.buttons["another_way"], "payload": "/change what happened"}]},)


def with_earlier(question: Question, new: list[str], told: Told) -> list[str]:
    """The picks of before with the new ones; a word that was asked about gives way to the feeling chosen for it."""
    before = told.told.get(question.id) if told.picks == question.id else []
    kept = [each for each in (before if isinstance(before, list) else []) if not (told.word and told.word in each.lower())]
    return list(dict.fromkeys([*kept, *new]))[:question.most]
