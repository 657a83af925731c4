"""She asks something else: she is answered, and the same question waits."""
from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("words", ["why do you ask this?", "/why", "hint", "/hint", "help", "/help", "what is this", "are you a robot?", "show my answers", "/where",
                                   "who reads my answers"])
def test_a_question_of_hers_is_answered_and_the_form_goes_on(meet: Any, words: str) -> None:
    her = meet()
    her.say("my mother", "Rosa")
    before = her.answers

    said = her.say(words)

    assert len(said) == 2 and "question" not in said[0] and said[1]["question"] == "happened"
    assert her.asked == "happened" and her.answers == before
    her.say("She read my diary.")
    assert her.asked == "feelings"


def test_each_question_says_why_it_is_asked(meet: Any) -> None:
    her = meet()
    whys = []
    for answer in ["/answer mother", *["/skip"] * 8]:
        whys.append(her.say("/why")[0]["text"])
        her.say(answer)
    whys.append(her.say("why do you ask this?")[0]["text"])

    assert her.asked == "level" and len(set(whys)) == 10


@pytest.mark.parametrize("words", ["I'm so angry with you.", "You never listen.", "Could you ring before you come?", "mm", "I love you, Mum."])
def test_what_would_be_a_turn_in_a_talk_is_an_answer_here(meet: Any, words: str) -> None:
    her = meet()
    said = her.say("my mother", "/skip", "/skip", "/skip", "/skip", words)

    assert her.answers["ask"] == words and not any(message["voice"] == "persona" for message in said)


@pytest.mark.parametrize("question,words", [("ask", "show me some respect"), ("ask", "change the subject when he comes up"), ("ask", "have dinner with me on Sundays"),
                                            ("happened", "she changed her name"), ("needs", "a break"), ("fear", "That's wrong."), ("fear", "Why do you always do this?"),
                                            ("fear", "Stop it.")])
def test_words_that_sound_like_an_order_are_an_answer_where_they_are_one(meet: Any, question: str, words: str) -> None:
    her = meet()
    her.say("my mother")
    while her.asked != question:
        her.say("/skip")

    her.say(words)

    assert her.asked != question and her.answers[question] == words


@pytest.mark.parametrize("words", ["", "x" * 2001, "/nonsense", 5, None])
def test_what_cannot_be_read_is_refused_in_a_sentence_and_changes_nothing(meet: Any, words: Any) -> None:
    her = meet()
    answer = her.http.post("/api/prepare/say", json={"message": words})

    assert answer.status_code == 422 and set(answer.json()) == {"error"} and "\n" not in answer.json()["error"]
    assert her.http.get("/api/prepare").json()["preparation"]["answers"] == []


@pytest.mark.parametrize("question,words", [("relationship", "my aunt"), ("name", "R" * 30), ("happened", "so " * 250), ("likely", "eleven"), ("likely", "40"),
                                            ("sore_spots", "a, b, c, d"), ("temper", "cheerful"), ("fear", "No. No. No. No. No.")])
def test_an_answer_that_cannot_be_used_is_asked_for_again(meet: Any, question: str, words: str) -> None:
    her = meet()
    while her.asked != question:
        her.say({"relationship": "my mother", "fear": "You are so ungrateful."}.get(str(her.asked), "/skip"))
    before = her.answers

    said = her.say(words)

    assert len(said) == 2 and said[1]["question"] == question and her.answers == before
    assert words not in said[0]["text"]
