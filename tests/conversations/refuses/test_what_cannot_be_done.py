"""What makes no sense is answered in one sentence and changes nothing."""
from __future__ import annotations

import pytest

from tests.conftest import Running
from tests.conversations.talk import Learner


@pytest.mark.parametrize("wish,words", [
    ("/undo banana", "number"), ("/undo 0", "between 1 and 2"), ("/undo -1", "between 1 and 2"), ("/undo 99", "between 1 and 2"),
    ("/whatif", "which message"), ("/whatif 7", "from 1 to 2"), ("/branch 9", "from 1 to 1"), ("/branch", "which try"),
    ("/compare", "only one try"), ("/compare 1 1", "same try"), ("/compare one", "two tries"), ("/coach loud", "gentle, plain or tally"),
])
def test_a_wish_that_makes_no_sense_changes_nothing(stack: Running, wish: str, words: str) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.", "I'm sorry, Mama.")
    before = her.session

    assert words in her.hears(wish)

    assert her.session == before


def test_a_talk_with_one_chair_says_so(stack: Running) -> None:
    her = Learner(stack, "weight-comments")
    message = her.says("/swap")[0]

    assert "only be played from your side" in message["text"] and not message.get("swap")
    answer = her.http.post("/api/session/swap")
    assert answer.status_code == 422 and "your side" in answer.json()["error"]


def test_nothing_leads_out_of_a_stop_for_safety(stack: Running) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.", "You hit me on Sunday and I'm scared to come home.")
    stopped = her.session
    first = her.http.get("/api/session/branches").json()["branches"][0]
    assert first["outcome"] == "stopped"

    for call, body in (("undo", {"turns": 1}), ("fork", {"turn": stopped["turns"][0]["turn"]}), ("swap", {})):
        assert her.http.post(f"/api/session/{call}", json=body).status_code == 409, call
    assert her.http.get("/api/session/compare").status_code == 409
    for wish in ("/undo 2", "/whatif 1", "/branch 1", "/swap", "/coach gentle"):
        assert all(message["voice"] == "app" for message in her.says(wish))
    assert her.session == stopped


@pytest.mark.parametrize("call,body", [("undo", {"turns": "two"}), ("undo", {"turns": True}), ("fork", {}), ("fork", {"turn": "0" * 32}),
                                       ("fork", {"turn": "' or 1=1 --"}), ("style", {"style": "loud"}), ("style", {"timing": 3})])
def test_a_call_that_makes_no_sense_is_one_sentence(stack: Running, call: str, body: dict[str, object]) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.")
    answer = her.http.post(f"/api/session/{call}", json=body)

    assert answer.status_code == 422 and set(answer.json()) == {"error"} and "\n" not in answer.json()["error"]
    assert her.http.get("/api/session").json()["session"] == her.session


def test_a_turn_of_another_learner_cannot_be_stood_at(stack: Running) -> None:
    her, stranger = Learner(stack), Learner(stack)
    her.says("I was in a meeting.")

    answer = stranger.http.post("/api/session/fork", json={"turn": her.session["turns"][0]["turn"]})

    assert answer.status_code == 422 and "meeting" not in answer.text
    for call in ("branches", "compare"):
        assert stranger.http.get(f"/api/session/{call}", headers={"Authorization": "Bearer guess"}).status_code == 401
