"""She takes words back and says them better; what she said first is kept beside it."""
from __future__ import annotations

from tests.conftest import Running
from tests.conversations.talk import Learner

HARD = ["You always ring in the worst moment.", "You never listen.", "It's your fault that I can't work."]
KIND = "I'm sorry I didn't pick up, Mama. You must have been worried."


def test_three_turns_are_undone_in_plain_words_and_said_better(stack: Running) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.", *HARD)
    hot = her.session["mood"]

    assert "3 turns" in her.hears("undo my last three turns")
    assert her.said() == ["I was in a meeting."]
    her.says(KIND)

    assert her.said() == ["I was in a meeting.", KIND]
    order = ["calm", "tense", "hot", "boiling"]
    assert order.index(her.session["mood"]) < order.index(hot)
    assert "2 tries" in her.hears("/branches")


def test_one_earlier_message_is_said_another_way_and_both_answers_are_compared(stack: Running) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.", HARD[1], "I have to go soon.")

    assert "before your message 2" in her.hears("what if i had said message 2 another way")
    her.says(KIND)
    message = her.says("compare my tries")[0]

    assert message["text"].startswith("try 1 and try 2 part after message 1.")
    row = message["compare"]["rows"][0]
    assert (row["a"]["user"], row["b"]["user"]) == (HARD[1], KIND)
    assert row["a"]["marks"] and not row["b"]["marks"] and row["a"]["persona"] != row["b"]["persona"]
    assert message["compare"]["rows"][1]["b"] is None


def test_an_ending_is_taken_back_before_any_turn(stack: Running) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.", KIND, "/end")
    assert her.session["over"]

    her.says("/undo 2")

    assert not her.session["over"] and her.said() == ["I was in a meeting."]
