"""She changes her mind, by command and in plain words, as often as she likes."""
from __future__ import annotations

from typing import Any

import pytest


def test_her_name_is_changed_twice_and_the_questions_go_on_where_they_were(meet: Any) -> None:
    her = meet()
    her.say("my mother", "Rosa", "She read my diary.")
    assert her.asked == "feelings"

    her.say("that's wrong, change her name")
    assert her.asked == "name" and "Rosa" in her.last["messages"][0]["text"]
    her.say("Maria")
    assert her.asked == "feelings" and her.answers["name"] == "Maria"
    her.say("/change her name", "Ana")

    assert her.asked == "feelings"
    assert her.answers == {"relationship": "My mother", "name": "Ana", "happened": "She read my diary."}


def test_a_new_name_given_at_once_is_taken_at_once(meet: Any) -> None:
    her = meet()
    her.say("my mother", "Rosa", "no, change the name to Ann")

    assert her.answers["name"] == "Ann" and her.asked == "happened"


@pytest.mark.parametrize("words,asked", [("change what happened", "happened"), ("/change what i feel", "feelings"), ("/change who she is", "relationship"),
                                         ("go back", "feelings"), ("/undo", "feelings"), ("that's wrong", "feelings")])
def test_any_answer_can_be_asked_for_again(meet: Any, words: str, asked: str) -> None:
    her = meet()
    her.say("my mother", "Rosa", "She read my diary.", "sad and tired")

    her.say(words)
    assert her.asked == asked
    before = her.answers
    her.say("/keep")

    assert her.asked == "needs" and her.answers == before


def test_an_answer_can_be_taken_away(meet: Any) -> None:
    her = meet()
    her.say("my mother", "Rosa", "/change her name", "/skip")

    assert her.answers["name"] is None and her.asked == "happened"


def test_an_answer_changed_at_the_end_is_what_she_is_made_from(meet: Any) -> None:
    her = meet()
    her.say("my mother", "Rosa", *["/skip"] * 7)
    assert her.asked == "level"

    her.say("/change what i need", "to be heard, some quiet", "/change her name", "Ana", "gentle")

    assert her.last["session"]["scenario"]["persona"]["name"] == "Ana" and her.last["session"]["level"] == "gentle"
    assert her.prepared()["needs"] == ["to be heard", "some quiet"]


def test_blame_in_what_happened_is_pointed_out_once_and_her_words_are_kept(meet: Any) -> None:
    her = meet()
    said = her.say("my mother", "Rosa", "She never listens to me.")

    notes = [message for message in said if message["voice"] == "coach"]
    assert len(notes) == 1 and "camera" in notes[0]["text"] and len(notes[0]["text"].split()) <= 60
    assert her.answers["happened"] == "She never listens to me." and her.asked == "feelings"
    said = her.say(notes[0]["buttons"][0]["payload"], "She looked at her phone while I talked.")
    assert all(message["voice"] == "app" for message in said)
    assert her.answers["happened"] == "She looked at her phone while I talked."


def test_what_a_camera_would_have_seen_is_left_alone(meet: Any) -> None:
    her = meet()
    assert all(message["voice"] == "app" for message in her.say("my mother", "Rosa", "She read my diary and told my aunt."))


def test_a_word_of_blame_for_a_feeling_is_met_with_the_feelings_beneath(meet: Any) -> None:
    her = meet()
    said = her.say("my mother", "/skip", "/skip", "I feel ignored")

    assert her.asked == "feelings" and len(said) == 1
    assert {button["payload"] for button in said[0]["buttons"]} >= {"/answer lonely", "/keep"}
    her.say("/answer lonely")
    assert her.answers["feelings"] == "lonely" and her.asked == "needs"


def test_her_own_word_is_kept_when_she_wants_it(meet: Any) -> None:
    her = meet()
    her.say("my mother", "/skip", "/skip", "abandoned", "/keep")

    assert her.answers["feelings"] == "abandoned" and her.asked == "needs"


def test_several_are_picked_by_button_one_after_the_other(meet: Any) -> None:
    her = meet()
    her.say("my mother", "/skip", "/skip", "/answer sad", "/answer tired")
    assert her.asked == "feelings" and "/answer sad" not in [button["payload"] for button in her.last["messages"][0]["buttons"]]

    her.say("/keep")

    assert her.answers["feelings"] == "sad and tired" and her.asked == "needs"
