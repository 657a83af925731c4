"""She stops in the middle: nothing presses her, and nothing is lost."""
from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize("words", ["stop", "cancel", "/stop", "/cancel", "quit", "i'll finish this later"])
def test_leaving_ends_the_asking_and_keeps_the_answers(meet: Any, words: str) -> None:
    her = meet()
    her.say("my mother", "Rosa")

    said = her.say(words)

    assert [message["voice"] for message in said] == ["app"] and not any("question" in message for message in said)
    assert "kept" in said[0]["text"]
    assert her.answers == {"relationship": "My mother", "name": "Rosa"} and her.asked == "happened"


def test_after_leaving_she_may_simply_go_on(meet: Any) -> None:
    her = meet()
    her.say("my daughter", "stop")

    her.say("Jo")

    assert her.answers["name"] == "Jo" and her.asked == "happened"


def test_erased_is_gone_with_its_code(meet: Any, stack: Any) -> None:
    her = meet()
    her.say("my mother", "Rosa")

    assert her.http.delete("/api/prepare").json() == {"erased": 1}

    assert her.http.get("/api/prepare").status_code == 401
    assert her.http.post("/api/prepare/resume", json={"code": her.code}).status_code == 401
