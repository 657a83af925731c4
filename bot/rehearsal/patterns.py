"""What came back within one talk: the same answer each time she did the same, the same word, a sorry with blame in it."""
from __future__ import annotations

from collections import Counter
from typing import Any, Mapping

from bot.coach.feedback import Move, Strength
from bot.coach.whys import telling_word
from bot.persona.reaction import Reaction
from bot.rehearsal.weighing import Said, Weighed
from bot.rehearsal.words import number, sentence, times

OFTEN, WORD_OFTEN = 2, 3  # messages from which on something is called a pattern
MOSTLY = 0.6  # share of the occasions
_OCCASIONS = (Reaction.TEST, Reaction.GUILT, Reaction.DISMISS, Reaction.STONEWALL)


def pattern(talk: Weighed, wording: Mapping[str, Any]) -> str | None:
    """One sentence on what came back, a kind one first; None where nothing did."""
    words = wording["patterns"]
    return _warm(talk, words) or _sorry_then_blame(talk, wording) or _after_her(talk, wording) or _word(talk, wording)


def stayed_warm(talk: Weighed) -> tuple[int, int]:
    """How often she tested and was answered, and how often the answer was a kind one."""
    answers = _answers(talk, Reaction.TEST)
    return len(answers), sum(one.skilled and not one.marks for one in answers)


def _answers(talk: Weighed, reaction: Reaction) -> list[Said]:
    """What the learner said right after she did that."""
    return [then for before, then in zip(talk.said, talk.said[1:]) if before.reaction == reaction.value]


def _warm(talk: Weighed, words: Mapping[str, Any]) -> str | None:
    tested, warm = stayed_warm(talk)
    if warm < OFTEN or warm < tested:
        return None
    return sentence(words["each"].format(when=words["when"]["test"], then=words["then"]["warm"]))


def _sorry_then_blame(talk: Weighed, wording: Mapping[str, Any]) -> str | None:
    count = sum(Strength.ACCOUNTABILITY in one.feedback.strengths for one in talk.marked)
    return sentence(wording["patterns"]["sorry_then_blame"].format(times=times(count, wording))) if count >= OFTEN else None


def _after_her(talk: Weighed, wording: Mapping[str, Any]) -> str | None:
    words = wording["patterns"]
    for reaction in _OCCASIONS:
        answers = _answers(talk, reaction)
        if len(answers) < OFTEN:
            continue
        said, count = Counter(_answer(one) for one in answers).most_common(1)[0]
        if said is None or count < OFTEN or count < MOSTLY * len(answers):
            continue
        kind, word = said
        then = words["then"][kind].format(word=word, name=wording["kinds"][word]["name"] if kind == "kind" else "")
        how = words["each"] if count == len(answers) else words["often"]
        return sentence(how.format(times=times(count, wording), when=words["when"][reaction.value], then=then))
    return None


def _answer(one: Said) -> tuple[str, str] | None:
    """What kind of answer it was, where it is one that may be named."""
    mark = one.mark
    if mark:
        word = telling_word(mark.kind.value, one.feedback.text[mark.start:mark.end])
        return ("word", word) if word else ("kind", mark.kind.value)
    if one.feedback.move in (Move.DEFEND, Move.WITHDRAW):
        return one.feedback.move.value, ""
    return None


def _word(talk: Weighed, wording: Mapping[str, Any]) -> str | None:
    found = Counter(word for one in talk.marked
                    for word in {telling_word(span.kind.value, one.feedback.text[span.start:span.end]) for span in one.marks} if word)
    if not found:
        return None
    word, count = min(found.items(), key=lambda each: (-each[1], each[0]))
    return wording["patterns"]["word"].format(word=word, number=number(count, wording)) if count >= WORD_OFTEN else None
