"""She leaves in the middle of a what-if and comes back by her code."""
from __future__ import annotations

from tests.conftest import Running
from tests.conversations.talk import Learner


def test_she_comes_back_to_the_try_she_left_and_finds_the_others(stack: Running) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.", "You never listen.", "/whatif 2", "I felt torn, Mama.", "/coach gentle")
    left, code = her.said(), her.code

    her.http.headers.pop("Authorization")
    her.move_to(her.http.post("/api/sessions/resume", json={"code": code}).json())

    assert her.said() == left == ["I was in a meeting.", "I felt torn, Mama."]
    assert her.session["style"] == "gentle"
    assert len(her.http.get("/api/session/branches").json()["branches"]) == 2
    her.says("Shall I ring you at one?")
    assert her.said()[-1] == "Shall I ring you at one?"


def test_she_swaps_chairs_and_both_talks_are_hers(stack: Running) -> None:
    her = Learner(stack, level="gentle")
    her.says("I was in a meeting.", "/coach tally")
    first = her.code
    assert her.says("swap sides")[0]["swap"]

    answer = her.http.post("/api/session/swap")
    assert answer.status_code == 201
    her.move_to(answer.json())

    assert her.session["scenario"]["learner"] == "mother" and her.session["turns"] == []
    assert (her.session["level"], her.session["style"]) == ("gentle", "tally")
    her.says("Iria, I rang because I was scared.")
    assert {row["side"] for row in her.http.get("/api/mine").json()["rehearsals"]} == {"mother", "daughter"}
    her.http.headers.pop("Authorization")
    assert her.http.post("/api/sessions/resume", json={"code": first}).json()["session"]["turns"]
