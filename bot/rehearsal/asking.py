"""How a question before a talk of one's own is put, as things stand: its text and its buttons."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Mapping

from bot.coach.pseudo_feelings import PseudoFeelings
from bot.rehearsal.questions import Answer, Question, Questions
from bot.rehearsal.summary import LONGEST_SCREEN, cut, summary

_WORDS_SHOWN_AGAIN = 10


@dataclass
class Told:
    """What a row's answers hold. ``picks``: the question that may still get more picks; ``word``: a word told as a feeling, about which
    the learner was asked; ``code``: the session's, once there is one."""

    told: dict[str, Answer] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    picks: str | None = None
    word: str | None = None
    code: str | None = None

    def kept(self) -> dict[str, Any]:
        return dict(vars(self))


class Asking:
    """Puts the questions."""

    def __init__(self, questions: Questions, pseudo: PseudoFeelings) -> None:
        self._questions, self._pseudo = questions, pseudo

    def ask(self, asking: str, told: Told) -> tuple[Mapping[str, Any], ...]:
        """The question as messages; before the last one comes the summary."""
        question = self._questions.all[asking]
        asked = app(**self.asked(question, told), question=question.id)
        if question.id != self._questions.last:
            return (asked,)
        words = " ".join([asked["text"], *(button["title"] for button in asked["buttons"])])
        return app(summary(self._questions, told.told, LONGEST_SCREEN - len(words.split()))), asked

    def asked(self, question: Question, told: Told) -> dict[str, Any]:
        """The text of a question and its buttons, as things stand."""
        says, titles, answer = self._questions.says, self._questions.buttons, told.told.get(question.id)
        options = [{"title": option.title, "payload": f"/answer {option.kept}", **({"group": option.group} if option.group else {})}
                   for option in question.options if not (isinstance(answer, list) and option.kept in answer)]
        skip = [] if question.needed or question.otherwise else [{"title": titles["skip"], "payload": "/skip"}]
        why = {"title": titles["why"], "payload": "/why"}
        if told.word and told.picks == question.id:
            feelings = self._pseudo.beneath(told.word, [option.kept for option in question.options])
            return {"text": says["beneath"].format(word=told.word, feelings=", ".join(feelings)),
                    "buttons": [*({"title": each, "payload": f"/answer {each}"} for each in feelings),
                                {"title": titles["keep_word"].format(word=told.word), "payload": "/keep"}]}
        if told.picks == question.id and isinstance(answer, list):
            return {"text": says["kept_so_far"].format(items=question.shown(answer)),
                    "buttons": [*options, {"title": titles["go_on"], "payload": "/keep"}]}
        if answer is not None:
            return {"text": f"{question.text} {says['now'].format(answer=cut(question.shown(answer), _WORDS_SHOWN_AGAIN).rstrip('.'))}",
                    "buttons": [*options, {"title": titles["keep"], "payload": "/keep"}, *skip]}
        return {"text": question.text, "buttons": [*options, *skip, why]}


def app(text: str, **more: Any) -> dict[str, Any]:
    """A message in the app's voice."""
    return {"voice": "app", "text": text, **more}
