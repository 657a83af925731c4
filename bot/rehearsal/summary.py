"""The answers so far as a few short sentences, and as a list."""
from __future__ import annotations

from typing import Any, Mapping

from bot.rehearsal.questions import Answer, Questions

LONGEST_SCREEN = 60  # words
_WORDS_OF_AN_ANSWER = 14


def summary(questions: Questions, told: Mapping[str, Answer], room: int = LONGEST_SCREEN) -> str:
    """What was told, in at most ``room`` words: long answers are cut until it fits."""
    for words in range(_WORDS_OF_AN_ANSWER, 0, -1):
        text = " ".join(_parts(questions, told, words))
        if len(text.split()) <= room:
            return text
    return " ".join(text.split()[:room - 1]) + " …"


def _parts(questions: Questions, told: Mapping[str, Answer], words: int) -> list[str]:
    shapes, parts = questions.summary, []
    if "relationship" in told:
        who = shapes["relationship"][told["relationship"]]
        parts.append(shapes["name" if "name" in told else "no_name"].format(relationship=who, answer=told.get("name")))
    for question in questions.all.values():
        shape = shapes.get(question.id)
        if question.id in told and isinstance(shape, str) and question.id != "name" and (question.after is None or question.after in told):
            parts.append(shape.format(answer=cut(questions.all[question.id].shown(told[question.id]).rstrip(" .,;:"), words)))
    return parts


def cut(text: str, words: int) -> str:
    """The first ``words`` of it."""
    kept = text.split()
    return text if len(kept) <= words else " ".join(kept[:words]).rstrip(" .,;:") + "…"


def listed(questions: Questions, told: Mapping[str, Answer], left_out: Any) -> list[dict[str, Any]]:
    """Every question that was dealt with, in order: ``question label answer``; a null answer was left out."""
    return [{"question": question.id, "label": question.label,
             "answer": question.shown(told[question.id]) if question.id in told else None}
            for question in questions.all.values() if question.id in told or question.id in left_out]
