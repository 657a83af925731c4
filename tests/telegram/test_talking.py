"""What a person on a phone does: edits, double taps, stickers, old buttons, groups, silence."""
from __future__ import annotations

import time
from typing import Any

import pytest

from tests.telegram.bot_api import BotApi, Person
from tests.telegram.conftest import BridgeProcess, in_talk

FILE = {"file_id": "a", "file_unique_id": "b"}
BLAME = "You never listen to me, Mum."


def test_an_edited_message_is_said_another_way_and_both_tries_stay(talking: Person) -> None:
    first = talking.say(BLAME)
    talking.hears(2)
    talking.asks("I was in a meeting.")

    talking.edit(first, "I felt alone on Sunday, Mum.")
    answer = talking.hears(2)

    assert "kept as another try" in answer[0].text and answer[-1].text.startswith("Rosa")
    compared = talking.asks("/compare")[0]
    assert compared.covered("blockquote") == [BLAME, "I was in a meeting.", "I felt alone on Sunday, Mum."]
    talking.edit(first, "I felt lonely on Sunday, Mum.")
    talking.hears(2)
    assert "3 tries" in talking.asks("/branches")[0].text


def test_an_edit_that_changes_only_looks_says_nothing(talking: Person) -> None:
    said = talking.say(BLAME)
    talking.hears(2)

    talking.edit(said, BLAME)
    talking.edit(999_999, "something else")

    answer = talking.hears(1)
    assert len(answer) == 1 and "can't find that message" in answer[0].text


def test_danger_is_heard_also_when_no_talk_is_open(her: Person) -> None:
    assert "no talk open" in her.asks("You never listen, Mum.")[0].text
    answer = her.asks("i dont want to be alive any more, i have the pills here")

    assert len(answer) == 1 and "no talk open" not in answer[0].text and answer[0].covered("bold")


@pytest.mark.parametrize("content,word", [
    ({"sticker": {**FILE, "width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}}, "sticker"),
    ({"photo": [{**FILE, "width": 1, "height": 1}]}, "pictures"), ({"voice": {**FILE, "duration": 1}}, "voices"),
    ({"location": {"latitude": 1.0, "longitude": 2.0}}, "where you are"), ({"contact": {"phone_number": "1", "first_name": "x"}}, "number"),
    ({"document": FILE}, "files"), ({"video_note": {**FILE, "length": 1, "duration": 1}}, "videos"), ({"dice": {"emoji": "🎲", "value": 3}}, "only read words")])
def test_what_is_no_text_gets_a_kind_answer(her: Person, content: dict[str, Any], word: str) -> None:
    her.send(**content)

    assert [word in each.text for each in her.hears()] == [True]


def test_words_below_a_picture_are_heard_and_words_passed_on_are_not(talking: Person) -> None:
    talking.seen = len(talking.all())
    talking.send(photo=[{**FILE, "width": 1, "height": 1}], caption="I felt alone on Sunday, Mum.")
    heard = talking.hears(2)
    assert "only the words below it" in heard[0].text and heard[-1].text.startswith("Rosa")

    talking.send(text="You are ungrateful.", forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "Mum"})
    assert "passed on" in talking.hears()[0].text


def test_a_mark_that_was_no_blame_goes_and_the_coachs_lines_can_be_turned_over(talking: Person) -> None:
    coach = talking.asks("u never knock. u read my diary 😡😡 and laughed", 2)[0]
    assert coach.covered("underline") and coach.covered("underline")[0].startswith("u never")
    if "Another" in coach.titles:
        before = coach.text
        talking.changed_by("Another")
        assert coach.text != before and coach.titles

    title = next(title for title in coach.titles if "blame" in title)
    talking.changed_by(title)

    assert "u never" not in coach.covered("underline")
    export = talking.asks("/mydata") and talking.taps("As data")[0].file
    assert b'"taken_back": true' in (export or b"")


def test_old_buttons_do_nothing_and_say_so(talking: Person, bot_api: BotApi) -> None:
    coach = talking.asks(BLAME, 2)[0]
    old = coach.buttons[0]["callback_data"]
    talking.asks("I was in a meeting.")
    count, answered = len(talking.all()), len(bot_api.answered)

    talking.press_data(coach, old)
    bot_api.until(lambda: len(bot_api.answered) > answered, "an answer to the press")
    time.sleep(0.3)

    assert bot_api.answered[-1]["text"] == "That button is from earlier." and len(talking.all()) == count


def test_two_taps_on_one_button_are_one(talking: Person, bot_api: BotApi) -> None:
    coach = talking.asks(BLAME, 2)[0]
    answered, talking.seen = len(bot_api.answered), len(talking.all())

    talking.press("Send this line")
    talking.press_data(coach, "b:0")
    new = talking.hears(2)
    bot_api.until(lambda: len(bot_api.answered) == answered + 2, "both presses being answered")

    assert sum(each.text.startswith("You\n") for each in new) == 1


def test_forged_buttons_do_nothing(talking: Person, bot_api: BotApi) -> None:
    message, talking.seen = talking.all()[-1], len(talking.all())
    for data in ("b:99", "b:-1", "b:x", "erase all", "c:nothing_like_this", "", "b:" + "9" * 60):
        talking.press_data(message, data)
    assert ["I don't know that one" in each.text for each in talking.hears()] == [True]
    assert talking.asks("I felt alone on Sunday, Mum.")[-1].text.startswith("Rosa")


def test_a_page_of_text_is_sent_back_and_an_emoji_alone_is_heard(talking: Person) -> None:
    assert "under 2000" in talking.asks("blah " * 600)[0].text
    assert talking.asks("😢")[-1].text.startswith("Rosa")
    assert talking.asks("/undo, I said\nnever mind")[0].text


def test_groups_and_channels_are_declined_and_left(bridge: BridgeProcess, bot_api: BotApi, her: Person) -> None:
    group, channel = {"id": -1001, "type": "supergroup", "title": "Family"}, {"id": -1002, "type": "channel", "title": "News"}
    for chat in (group, channel):
        bot_api.push({"my_chat_member": {"chat": chat, "from": her.user, "date": 1, "old_chat_member": {"status": "left", "user": {"id": 1, "is_bot": True, "first_name": "x"}},
                                         "new_chat_member": {"status": "member", "user": {"id": 1, "is_bot": True, "first_name": "x"}}}})
    bot_api.until(lambda: {-1001, -1002} <= set(bot_api.left), "leaving")
    assert [each.chat_id for each in bot_api.messages if each.chat_id < 0] == [-1001]

    bot_api.push({"message": {"message_id": 5, "date": 1, "chat": {**group, "id": -1003}, "from": her.user, "text": "You never listen"}})
    bot_api.until(lambda: -1003 in bot_api.left, "leaving again")
    assert not bot_api.of(-1003)


def test_somebody_who_blocks_the_bot_is_let_go_quietly(talking: Person, bot_api: BotApi, bridge: BridgeProcess) -> None:
    bot_api.blocked.add(talking.chat_id)
    count = len(bot_api.messages)
    talking.say("Are you there?")
    bot_api.push({"my_chat_member": {"chat": talking.chat, "from": talking.user, "date": 1,
                                     "old_chat_member": {"status": "member", "user": {"id": 1, "is_bot": True, "first_name": "x"}},
                                     "new_chat_member": {"status": "kicked", "until_date": 0, "user": {"id": 1, "is_bot": True, "first_name": "x"}}}})
    calls = bot_api.until(lambda: [data for _, method, data in bot_api.calls if method == "sendMessage" and str(data["chat_id"]) == str(talking.chat_id)
                                   and "text" in data][count:] or True, "the answer being refused")
    assert calls
    bot_api.blocked.discard(talking.chat_id)
    assert talking.asks("I am back.")[-1].text.startswith("Rosa")


def test_a_talk_erased_elsewhere_is_told_kindly(talking: Person, unlimited: Any) -> None:
    import httpx

    code = next(line for line in talking.asks("/mydata")[0].text.splitlines() if "Code" in line).rsplit(" ", 1)[1]
    token = httpx.post(f"{unlimited.url}/api/sessions/resume", json={"code": code}, trust_env=False, timeout=60).json()["token"]
    assert httpx.delete(f"{unlimited.url}/api/session", headers={"Authorization": f"Bearer {token}"}, trust_env=False, timeout=60).json() == {"erased": 1}

    assert "no talk open" in talking.asks("Are you there?")[0].text
    in_talk(talking)
    assert talking.all()[-1].text.startswith("Rosa")
