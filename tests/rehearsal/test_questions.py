"""The questions before a talk of one's own, as they are read: short, plain, kind, and each with a way past it."""
from __future__ import annotations

import re
from typing import Any, Iterator

import pytest
import textstat

from bot.coach.coach import Coach
from bot.coach.feedback import BlameKind
from bot.coach.pseudo_feelings import PseudoFeelings
from bot.errors import UsageError
from bot.persona.reaction import Temper
from bot.persona.state import Level
from bot.rehearsal.asking import Asking, Told
from bot.rehearsal.prepare import tells_of_harm
from bot.rehearsal.questions import load_questions
from bot.rehearsal.summary import summary
from bot.rehearsal.telling import weighing
from bot.safety import Watch
from bot.settings import COACH_DATA, QUESTIONS

ALL = load_questions(QUESTIONS)
PSEUDO = PseudoFeelings.load(COACH_DATA / "feelings.yml")
HARDEST, LONGEST = 7.0, 60
UNKIND = re.compile(r"!|\b(?:disorder|diagnos\w*|symptom\w*|trauma\w*|should have|wrong|toxic|narciss\w*|therap\w*)\b", re.I)


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch.load()


@pytest.fixture(scope="module")
def coach(watch: Watch) -> Coach:
    return Coach.load(watch)


@pytest.mark.parametrize("question", ALL.all.values(), ids=lambda question: question.id)
def test_a_question_screen_is_short_and_plain(question: Any) -> None:
    asked = Asking(ALL, PSEUDO).asked(question, Told())
    groups = {button["group"] for button in asked["buttons"] if "group" in button}
    screen = " ".join([asked["text"], *groups, *(button["title"] for button in asked["buttons"])])

    assert len(screen.split()) <= LONGEST, len(screen.split())
    for text in (question.text, question.why, *(option.title + "." for option in question.options if " " in option.title)):
        assert textstat.flesch_kincaid_grade(text) <= HARDEST, (textstat.flesch_kincaid_grade(text), text)
    assert len(question.why.split()) <= LONGEST
    assert not UNKIND.search(question.text.replace("won't be wrong", "")) and not UNKIND.search(question.why)


def test_what_is_said_between_the_questions_is_short_and_plain() -> None:
    filled = {"items": "sad and tired", "word": "ignored", "feelings": "lonely, sad, hurt", "answer": "Rosa", "letters": 600, "most": 3, "sentences": 3,
              "words": "She never listens to me"}
    for text in (*ALL.says.values(), *ALL.camera.values()):
        said = text.format(**filled)
        assert len(said.split()) <= LONGEST and not UNKIND.search(said), said
        assert len(said.split()) < 3 or textstat.flesch_kincaid_grade(said) <= HARDEST, (textstat.flesch_kincaid_grade(said), said)


def long_told() -> Iterator[dict[str, Any]]:
    words = "she said in front of everybody at the long table that I had never finished anything " * 6
    yield {"relationship": "mother"}
    yield {"relationship": "mother", "name": "Maria da Conceição", "happened": words, "feelings": ["sad", "worn out", words[:80]],
           "needs": ["my own choices", "to be heard", words[:80]], "ask": words, "temper": "guilt-tripping", "sore_spots": ["a b c d e f", "g h i j k", "l m n o p"],
           "fear": words, "likely": 10}


@pytest.mark.parametrize("told", long_told())
def test_the_summary_and_the_last_question_fit_one_screen(told: dict[str, Any]) -> None:
    messages = Asking(ALL, PSEUDO).ask("level", Told(told=told))
    words = " ".join([*(message["text"] for message in messages), *(button["title"] for button in messages[-1]["buttons"])])

    assert len(words.split()) <= LONGEST and messages[0]["text"].startswith("Your mother")
    assert len(summary(ALL, told).split()) <= LONGEST


def test_every_way_she_can_be_is_among_the_choices() -> None:
    assert {option.kept for option in ALL.all["temper"].options} == {temper.value for temper in Temper}
    assert {option.kept for option in ALL.all["level"].options} == {level.value for level in Level}
    assert [len(ALL.all[picker].options) for picker in ("feelings", "needs")] == [24, 24]


def test_only_the_first_cannot_be_passed() -> None:
    payloads = {question.id: [button["payload"] for button in Asking(ALL, PSEUDO).asked(question, Told())["buttons"]] for question in ALL.all.values()}

    assert [name for name, ways in payloads.items() if "/skip" not in ways] == ["relationship", "level"]
    assert ALL.all["level"].otherwise and all("/why" in ways for ways in payloads.values())


def test_no_feeling_that_is_offered_sounds_like_danger_or_like_blame(watch: Watch, coach: Coach) -> None:
    for picker in ("feelings", "needs"):
        for option in ALL.all[picker].options:
            assert not tells_of_harm(option.kept, coach, watch), option.kept
            assert PSEUDO.find(option.kept) is None, option.kept


@pytest.mark.parametrize("question,text,answer", [
    ("relationship", "Mother", "mother"), ("relationship", "my daughter.", "daughter"), ("relationship", "2", "daughter"),
    ("feelings", "sad and tired", ["sad", "tired"]), ("feelings", "I feel so lonely, and a bit worn out", ["lonely", "worn out"]), ("feelings", "1, 5", ["sad", "scared"]),
    ("feelings", "like crying when I see her", ["like crying when I see her"]), ("needs", "to be heard", ["to be heard"]), ("needs", "I need quiet & trust", ["quiet", "trust"]),
    ("sore_spots", "money, her cooking and cleaning", ["money", "her cooking and cleaning"]), ("likely", "7 out of 10", 7), ("likely", "ten", 10), ("likely", "0", 0),
    ("temper", "She goes silent", "stonewalling"), ("level", "TOUGH", "tough"), ("fear", "You are so  ungrateful.", "You are so ungrateful."),
])
def test_answers_are_taken_as_people_give_them(question: str, text: str, answer: Any) -> None:
    assert ALL.all[question].read(text, ALL.says) == answer


@pytest.mark.parametrize("question,text", [("relationship", "3"), ("likely", "11"), ("likely", "-1"), ("likely", "often"), ("name", "…"), ("sore_spots", ",,,"),
                                           ("feelings", "a, b, c, d"), ("fear", "No. No. No. No."), ("happened", "x" * 601)])
def test_what_is_no_answer_is_said_in_one_sentence_of_ours(question: str, text: str) -> None:
    with pytest.raises(UsageError) as refused:
        ALL.all[question].read(text, ALL.says)
    assert text not in str(refused.value)


@pytest.mark.parametrize("told,words,kind", [
    ("She never listens to me.", "She never listens to me", BlameKind.ABSOLUTE), ("Rosa is so selfish and lazy", "Rosa is so selfish and lazy", BlameKind.LABEL),
    ("My mother is a liar", "My mother is a liar", BlameKind.LABEL), ("She did it on purpose to hurt me", "She did it on purpose to hurt me", BlameKind.MIND_READING),
    ("She only cares about herself", "She only cares about herself", BlameKind.MIND_READING),
])
def test_a_telling_that_weighs_is_marked_in_her_own_words(coach: Coach, told: str, words: str, kind: BlameKind) -> None:
    found = weighing(coach, told, "mother", "Rosa")

    assert found and told[found.start:found.end] == words and found.kind is kind


@pytest.mark.parametrize("told", [
    "She read my diary.", "She rang four times in my meeting on Tuesday.", "She told me I would never make it as a nurse.",
    "She said that I always let her down",
    "Mum sold grandma's house without telling me", "She didn't come to my graduation.", "My sister never calls her", "We shouted at each other about the wedding.",
    "I told her I was pregnant and she left the room.", "She was crying in the kitchen.",
])
def test_a_telling_a_camera_could_give_is_left_alone(coach: Coach, told: str) -> None:
    assert weighing(coach, told, "mother", "Rosa") is None


@pytest.mark.parametrize("wish", ["have dinner with me on Sundays", "give me a hug", "be close to me", "show me some respect", "kiss me goodnight like she used to",
                                  "be nice to my girlfriend", "touch my hair less"])
def test_a_warm_wish_is_not_taken_for_a_game(coach: Coach, watch: Watch, wish: str) -> None:
    assert not tells_of_harm(wish, coach, watch)


@pytest.mark.parametrize("wish", ["flirt with me", "be my naughty girl", "let's make out", "show me her body"])
def test_a_game_that_is_not_played_is_heard(coach: Coach, watch: Watch, wish: str) -> None:
    assert tells_of_harm(wish, coach, watch)
