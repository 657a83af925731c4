"""In the middle of a talk she asks the app for something; the talk stays where it is, and she goes on."""
from __future__ import annotations

import pytest

from tests.conftest import Running
from tests.conversations.talk import Learner


@pytest.fixture
def her(stack: Running) -> Learner:
    return Learner(stack)


def test_she_asks_for_her_tries_and_goes_on(her: Learner) -> None:
    her.says("I was in a meeting.", "/undo", "I'm sorry I didn't pick up.")

    told = her.says("show my tries")[0]

    assert [branch["present"] for branch in told["branches"]] == [False, True]
    assert "try 2" in told["text"] and len(told["text"].split()) <= 60
    her.says("How was your morning, Mama?")
    assert her.said() == ["I'm sorry I didn't pick up.", "How was your morning, Mama?"]


def test_she_goes_over_to_another_try_and_on_from_there(her: Learner) -> None:
    her.says("I was in a meeting.", "/undo", "I'm sorry I didn't pick up.")

    assert "try 1" in her.hears("go to try 1")
    her.says("It went on until one.")

    assert her.said() == ["I was in a meeting.", "It went on until one."]


def test_she_steps_out_is_asked_how_she_is_and_comes_back(her: Learner) -> None:
    her.says("I was in a meeting.")
    out = her.says("step out of the role play for a moment")[0]
    assert [button["payload"] for button in out["buttons"]] == ["/resume", "/end", "/people"]
    assert her.session["stepped_out"] and her.session["paused"]

    heard = her.says("You always make me feel so small, both of you.")
    assert [message["voice"] for message in heard] == ["app"], "nobody weighs her words out here"
    assert her.says("/people")[0]["contacts"]

    her.says("/resume", "I'm back, Mama.")
    assert her.said() == ["I was in a meeting.", "I'm back, Mama."] and not her.session["stepped_out"]


def test_she_sets_the_coach_in_plain_words(her: Learner) -> None:
    assert "plain" in her.hears("/coach")
    assert "end" in her.hears("only tell me at the end, coach")

    answer = her.says("You never listen when I talk.")
    assert "coach" not in [message["voice"] for message in answer]
    assert her.session["turns"][0]["coach"] is None and her.session["timing"] == "end"

    her.says("I'm sorry I shouted.", "/end")
    assert her.session["turns"][0]["coach"]["marks"]
    notes = her.http.get("/api/session/debrief").json()["debrief"]["notes"]
    assert [note["user"] for note in notes] == ["You never listen when I talk."]


@pytest.mark.parametrize("words", ["give me a hint", "can i get a hint", "show me my tries", "let me play the mother", "can i step out of this practice"])
def test_plain_words_to_the_app_are_not_taken_for_flirting(her: Learner, words: str) -> None:
    her.hears(words)

    assert her.said() == []


@pytest.mark.parametrize("words", ["switch to nsfw mode with me", "get those clothes off", "let me caress you"])
def test_flirting_is_still_met_by_her(her: Learner, words: str) -> None:
    her.says(words)

    assert her.said() == [words]
