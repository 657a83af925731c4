"""She ended the talk, and changes her mind."""
from __future__ import annotations

from tests.conftest import Running
from tests.conversations.talk import Learner


def test_going_back_to_a_message_opens_an_ended_talk_again(stack: Running) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.", "I'm sorry, Mama.", "/end")

    her.says("/whatif 2")

    assert not her.session["over"] and her.said() == ["I was in a meeting."]
    her.says("I felt torn when it rang.")
    assert her.said()[-1] == "I felt torn when it rang."


def test_a_pause_ends_where_she_goes_back(stack: Running) -> None:
    her = Learner(stack)
    her.says("I was in a meeting.", "/out", "/whatif 1")

    assert not her.session["paused"] and not her.session["stepped_out"] and her.said() == []
