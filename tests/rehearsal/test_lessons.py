"""The ten lessons: short, plain, each with a talk that practises it, and offered where it fits."""
from __future__ import annotations

import re
from typing import Any

import pytest
import textstat

from bot.channels.talk_words import lesson_text, lessons_text
from bot.coach.feedback import BlameKind, BlameSpan, Feedback, Move, Strength
from bot.errors import UsageError
from bot.persona.reaction import Reaction
from bot.rehearsal.lessons import Lessons
from bot.settings import LESSONS, SCENARIOS
from tests.rehearsal.test_card import ASKED, FELT, HEARD, LIMIT, say
from tests.rehearsal.test_rehearsals import CRISIS

CURIOUS = Feedback("What was it like for you?", (), (Strength.OPEN_QUESTION,), Move.OPEN_QUESTION, question=True)


def guess(text: str = "You did it to hurt me") -> Feedback:
    return Feedback(text, (BlameSpan(0, len(text), BlameKind.MIND_READING, "why"),), (), Move.BLAME)


@pytest.fixture
def lessons(rehearsals: Any) -> Lessons:
    return Lessons.load(rehearsals._store, LESSONS)


def rehearse(rehearsals: Any, *said: Feedback, learner: str = "a" * 64) -> str:
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=5, learner=learner)
    for feedback in said:
        say(rehearsals, talk, feedback, Reaction.TEST, Reaction.GUILT)
    rehearsals.end(talk)
    return str(talk)


def test_there_are_ten_and_each_is_short_plain_and_practised_by_a_talk(lessons: Lessons) -> None:
    shown = [lessons.lesson(str(number)) for number in range(1, 11)]

    assert [lesson["id"] for lesson in shown] == [lesson["id"] for lesson in lessons.all()] and len(lessons.all()) == 10
    assert len({lesson["scenario"] for lesson in shown}) == 10
    for lesson in shown:
        text = " ".join([lesson["title"], lesson["text"], *lesson["example"].values()])
        assert len(text.split()) < 150, lesson["id"]
        assert textstat.flesch_kincaid_grade(lesson["text"]) <= 7.0 and "!" not in text
        assert (SCENARIOS / f"{lesson['scenario']}.yml").exists()
        assert not re.search(r"\b(?:you should|you must|boundaries|trauma|toxic|therapy|diagnos\w+|reconcil\w+)\b", lesson["text"], re.I), lesson["id"]
        assert max(len(sentence.split()) for sentence in re.split(r"[.?:]", lesson["text"])) <= 25, "read aloud in one breath"


def test_the_coach_hears_the_weak_line_and_leaves_the_strong_one_alone(lessons: Lessons, coach: Any) -> None:
    examples = [lessons.lesson(lesson["id"])["example"] for lesson in lessons.all()]

    assert not [one["strong"] for one in examples if coach.read(one["strong"]).blame]
    assert sum(bool(coach.read(one["weak"]).blame) for one in examples) >= 9


def test_a_lesson_is_found_by_number_and_by_name_and_nothing_else(lessons: Lessons) -> None:
    assert lessons.lesson("3") == lessons.lesson(" What-Else ")
    for name in ("11", "0", "", "nonsense"):
        with pytest.raises(UsageError, match="ten"):
            lessons.lesson(name)
    assert lessons_text(lessons.all(), lessons.words).count("\n") == 10
    assert "Harder to hear" in lesson_text(lessons.lesson("1"), lessons.words)


def test_three_marks_of_one_sort_bring_the_lesson_about_them(rehearsals: Any, lessons: Lessons) -> None:
    offered = lessons.suggest(rehearse(rehearsals, guess(), guess("You only said it to win"), guess("You wanted me to feel bad")))

    assert offered and offered["id"] == "what-else" and offered["scenario"] == "favourite-sister" and "/lesson 3" in offered["offer"]


def test_marks_she_took_back_do_not_count(rehearsals: Any, lessons: Lessons) -> None:
    talk = rehearse(rehearsals, guess(), HEARD, guess("You only said it to win"), guess("You wanted me to feel bad"))
    for turn in rehearsals.view(talk)["turns"]:
        for mark in (turn["coach"] or {}).get("marks", []):
            rehearsals.dismiss(talk, turn["turn"], mark["start"], mark["end"])

    offered = lessons.suggest(talk)

    assert offered is None or offered["id"] != "what-else"


def test_a_talk_in_which_she_was_never_shown_that_she_was_heard_brings_listening(rehearsals: Any, lessons: Lessons) -> None:
    offered = lessons.suggest(rehearse(rehearsals, FELT, ASKED, LIMIT))

    assert offered and offered["id"] == "hear-first"


def test_when_she_walked_out_that_comes_first(rehearsals: Any, lessons: Lessons) -> None:
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=5)
    for _ in range(12):
        say(rehearsals, talk, guess(), Reaction.WALK_OUT, Reaction.ESCALATE)
        if rehearsals.view(talk)["over"]:
            break
    assert rehearsals.view(talk)["outcome"] == "walked_out"

    offered = lessons.suggest(talk)

    assert offered and offered["id"] == "too-hot"


def test_the_same_lesson_is_not_offered_twice_in_a_row(rehearsals: Any, lessons: Lessons) -> None:
    first, second, third = (rehearse(rehearsals, FELT, ASKED, LIMIT) for _ in range(3))

    names = [(lessons.suggest(talk) or {}).get("id") for talk in (first, second)]
    names.append((lessons.suggest(third) or {}).get("id"))

    assert names[0] == "hear-first" and names[1] != names[0] and names[2] != names[1] and None not in names
    assert (lessons.suggest(third) or {}).get("id") == names[2], "asked again, answered the same"
    other = rehearse(rehearsals, FELT, ASKED, LIMIT, learner="b" * 64)
    assert (lessons.suggest(other) or {}).get("id") == "hear-first", "another learner's lessons are her own"


def test_noting_a_lesson_costs_no_turn(rehearsals: Any, lessons: Lessons) -> None:
    talk = rehearse(rehearsals, FELT, ASKED, LIMIT)
    with rehearsals._store.work() as work:
        before = work.session(talk).version
    lessons.suggest(talk)

    with rehearsals._store.work() as work:
        assert work.session(talk).version == before and work.session(talk).lesson == "hear-first"


def test_nothing_is_offered_before_the_end_after_a_word_or_after_danger(rehearsals: Any, lessons: Lessons) -> None:
    talk, _ = rehearsals.start("daily-calls", channel="test", seed=5)
    for feedback in (FELT, ASKED, LIMIT):
        say(rehearsals, talk, feedback, Reaction.TEST)
    assert lessons.suggest(talk) is None
    rehearsals.end(talk)
    rehearsals.stop_for_safety(talk, CRISIS, [])

    assert lessons.suggest(talk) is None
    assert lessons.suggest(rehearse(rehearsals, FELT)) is None
