"""She is tender today: the coach may be gentle or only count, and danger is met all the same."""
from __future__ import annotations

from tests.conftest import Running
from tests.conversations.talk import Learner

HARD = "You never listen when I talk."


def test_a_gentle_coach_opens_warmly_and_offers_the_same_line(stack: Running) -> None:
    her = Learner(stack)
    said = her.says(HARD)[0]["coach"]
    her.says("/undo", "/coach gentle")
    warm = her.says(HARD)[0]["coach"]

    assert warm["text"].endswith(said["text"]) and warm["text"] != said["text"] and "!" not in warm["text"]
    assert (warm["marks"], warm["reframe"]) == (said["marks"], said["reframe"])


def test_a_counting_coach_says_one_short_line(stack: Running) -> None:
    her = Learner(stack)
    her.says("/coach tally")
    note = her.says(HARD)[0]["coach"]

    assert note["text"].startswith("One mark: '") and note["marks"] and not note["marks"][0]["why"]
    assert note["reframe"] is None and note["variants"] == [] and note["ask"] is None


def test_danger_is_met_however_the_coach_is_set(stack: Running) -> None:
    her = Learner(stack)
    her.says("/coach tally end", HARD)
    answer = her.says("You hit me on Sunday and I'm scared to come home.")

    assert answer[0]["help"] and her.session["outcome"] == "stopped"
    assert all(turn["coach"] is None for turn in her.session["turns"])
    assert her.http.get("/api/session/debrief").json()["debrief"]["notes"] == []
