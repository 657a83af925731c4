"""She tells of harm: there is help, nobody is played, and nothing she said is weighed."""
from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("answers,words", [
    (["my mother", "Rosa"], "She hits me with a belt when I come home late"),
    (["my mother", "Rosa"], "mum slapped me and broke my arm when I was nine"),
    (["my mother", "Rosa", "/skip"], "I want to kill myself"),
    (["my mother", "/skip", "/skip", "/skip", "/skip"], "that she stops beating me"),
    (["my daughter", "/skip", "/skip", "/skip", "/skip", "/skip", "/skip", "/skip"], "I will kill you if you leave"),
    (["my mother", "/skip"], "/answer She locks me in my room for days"),
])
def test_harm_brings_help_and_no_persona(meet: Any, answers: list[str], words: str) -> None:
    her = meet()
    her.say(*answers)

    said = her.say(words)

    assert [message["voice"] for message in said] == ["app"] and said[0]["help"] and len(said[0]["contacts"]) >= 3
    assert her.asked is None and her.last["preparation"]["stopped"] and "session" not in her.last
    assert words not in her.answers.values()


def test_nothing_is_asked_or_corrected_afterwards_and_help_stays(meet: Any) -> None:
    her = meet()
    her.say("my mother", "Rosa", "She always hits me")

    for words in ("/skip", "She never listens", "gentle", "/change her name"):
        said = her.say(words)
        assert all(message["voice"] == "app" and message.get("help") for message in said)
    assert "session" not in her.last and her.http.get("/api/prepare").json()["preparation"]["question"] is None


def test_danger_told_in_two_halves_is_heard(meet: Any) -> None:
    her = meet()
    her.say("my mother", "Rosa", "She throws things when she is angry.", "/skip", "/skip")
    assert her.asked == "ask"

    said = her.say("not at me")

    assert said[0]["help"] and her.asked is None


@pytest.mark.parametrize("words", ["scared, hurt, lonely", "angry and overwhelmed", "hopeless", "worn out, bitter"])
def test_a_hard_feeling_is_no_alarm(meet: Any, words: str) -> None:
    her = meet()
    her.say("my mother", "Rosa", "She shouted at me in front of my friends.", words)

    assert her.asked == "needs"
