"""The whole arc in one private chat, by commands and buttons, with the real model behind it."""
from __future__ import annotations

import json
from io import BytesIO

from PIL import Image

from tests.telegram.bot_api import BotApi, Person
from tests.telegram.conftest import BridgeProcess, in_talk

BLAME = "You never listen to me 😡 and you rang four times in my meeting."


def test_the_start_says_who_carries_the_chat_and_where_the_private_page_is(her: Person, bot_api: BotApi, bridge: BridgeProcess) -> None:
    hello = her.asks("/start")[0]

    assert "Telegram's servers carry this chat" in hello.text and bridge.environment["SOFTSTART_PORT"] in hello.text and "not therapy" in hello.text
    assert len(hello.text.split()) <= 70
    bot_api.until(lambda: bot_api.commands, "the menu being set")
    assert {"start", "stop", "forget", "debrief"} <= {command["command"] for command in bot_api.commands}


def test_a_talk_from_choosing_to_the_card(her: Person) -> None:
    in_talk(her)
    opening = her.all()[-1]
    assert opening.text.startswith("Rosa\n") and opening.covered("bold") == ["Rosa"]

    coach, *lines = her.asks(BLAME, 2)
    assert coach.text.startswith("✏️ Coach") and coach.covered("underline") and coach.covered("underline")[0].startswith("You never")
    assert BLAME in coach.covered("blockquote") and all(line.covered("bold") for line in lines if line.text.startswith("Rosa"))

    sent = her.taps("Send this line", 2)
    assert sent[0].text.startswith("You\n") and any(each.text.startswith("Rosa") for each in sent)
    assert coach.buttons == [] or her.api.until(lambda: coach.buttons == [], "the old buttons being taken off")

    assert "▫️" in her.asks("/hint")[0].text
    which = her.asks("/whatif")[0]
    assert len(which.titles) == 2 and which.titles[0].startswith("1. You never")
    assert "back just before your message 1" in her.taps(which.titles[0])[0].text
    her.asks("I felt scared when the phone rang four times in my meeting.")
    compared = her.asks("/compare")[0]
    assert compared.covered("bold")[:2] == ["Try 1", "Try 2"] and len(compared.covered("blockquote")) >= 3
    assert "taken back" in her.asks("/undo")[0].text

    her.asks("/coach")
    assert "gentle" in her.changed_by("Gentle").text
    assert "only at the end" in her.changed_by("At the end").text
    paused = her.asks("/pause")[0]
    assert paused.titles == ["Go on", "End here"]
    her.taps("Go on")
    ended = her.asks("/end")[-1]
    assert ended.titles == ["Look back", "My card", "Another talk"]

    look_back = her.taps("Look back")
    assert look_back[0].method == "sendPhoto" and look_back[0].text and Image.open(BytesIO(look_back[0].file or b"")).width == 720
    card = her.asks("/card")[0]
    assert card.method == "sendPhoto" and card.text and Image.open(BytesIO(card.file or b"")).width == 1080
    assert her.taps("As text")[0].text.startswith("For the real talk")
    printed = her.taps("To print")[0]
    assert printed.file_name == "card.html" and (printed.file or b"").startswith(b"<!doctype html>")


def test_a_line_of_the_card_is_changed_looked_at_by_the_coach_left_off_and_brought_back(talking: Person) -> None:
    talking.asks("I felt scared when the phone rang four times in my meeting.")
    talking.asks("/end")
    talking.asks("/card")
    lines = talking.taps("Change a line")[0]
    assert lines.covered("bold")[:3] == ["Open with", "How it is for me", "What I ask for"] and "I felt scared" in lines.text

    asked = talking.taps("Open with")[0]
    assert asked.covered("blockquote") == ["Is now a good time to talk? There is something I want to tell you."]
    assert talking.asks("Mum, have you got ten minutes for me?")[-1].titles == ["Another line", "My card"]
    assert "have you got ten minutes" in talking.taps("Another line")[0].text

    talking.taps("What I ask for")
    looked, kept = talking.asks("You never listen to me, so would you call on Sundays only?", 2)
    assert looked.covered("underline")[0].startswith("You never listen") and "Kept" in kept.text
    talking.taps("Another line")
    assert talking.taps("What I ask for")[0].titles[-3:] == ["Leave it off", "As it was at first", "Keep it as it is"]
    talking.taps("As it was at first")
    assert "You never listen" not in talking.taps("Another line")[0].text
    talking.taps("How I leave well")
    talking.taps("Leave it off")
    assert "How I leave well\n(left off)" in talking.taps("Another line")[0].text
    assert "ten minutes" in talking.taps("My card")[0].text or talking.all()[-1].method == "sendPhoto"
    assert "have you got ten minutes" in talking.taps("As text")[0].text


def test_the_other_chair_by_a_button_and_by_a_command(her: Person) -> None:
    her.asks("/scenarios")
    her.changed_by("Five calls a day")
    assert "You play the mother" in her.changed_by("Play the mother").text
    her.taps("Gentle", 2)

    swapped = her.asks("/swap", 3)

    assert "other chair" in swapped[0].text and swapped[-1].text.startswith("Rosa\n")


def test_a_talk_of_her_own_is_prepared_by_taps_and_words_left_and_taken_up_again(her: Person) -> None:
    assert her.asks("/prepare", 2)[-1].titles[:2] == ["My mother", "My daughter"]
    her.taps("My mother")
    her.asks("Mum")
    feelings = her.asks("She read my diary on Sunday.")[-1]
    assert len(feelings.titles) > 20
    assert "Kept: hurt" in her.taps("hurt")[0].text
    assert "kept" in her.asks("/stop")[-1].text
    assert her.asks("/prepare", 2)[-1].titles.count("Go on") == 1
    her.taps("Go on")
    for answer in ("privacy", "/skip", "/skip", "/skip", "You are so dramatic"):
        last = her.asks(answer)[-1]
    assert last.titles[:11] == [str(number) for number in range(11)]
    her.taps("7")
    began = her.taps("Realistic", 3)
    assert began[-1].text.startswith("Mum\n")
    assert her.asks("I felt hurt when you read my diary.")[-1].covered("bold")


def test_harm_told_while_preparing_brings_help_and_nobody_who_plays_her(her: Person) -> None:
    her.asks("/prepare", 2)
    her.taps("My mother")
    her.asks("Mum")

    told = her.asks("She hits me with a belt when I come home late.")

    assert "findahelpline" in told[-1].text and not told[-1].buttons
    assert "no talk open" in her.asks("hello?")[0].text


def test_danger_stops_the_talk_and_shows_people_without_a_button_in_the_way(talking: Person) -> None:
    help_ = talking.asks("I want to die")[0]

    assert "helpline" in help_.text and help_.buttons == [] and not help_.text.startswith("▫️")
    assert not any(each.text.startswith("Rosa") for each in talking.asks("hello?"))


def test_the_day_of_the_real_talk_its_notes_and_what_came_of_it(talking: Person) -> None:
    noted = talking.asks("/talk tomorrow at 6", 2)
    assert noted[0].text.startswith("▫️ Noted:") and "note the day before, and" not in noted[0].text
    times = talking.taps("Leave me a note")[0]
    assert len(times.titles) == 24
    assert "don't know that place" in talking.asks("Atlantis")[0].text
    assert "by day" in talking.asks("Madrid")[0].text
    assert "▫️ Your real talk" in talking.asks("/talk")[0].text
    talking.taps("It is over")
    talking.taps("In part")
    talking.asks("She listened for a while.")
    numbers = talking.all()[-1]
    assert numbers.titles == [*map(str, range(11)), "Skip"]
    talking.taps("7")
    closing = talking.taps("3")[0]
    assert "You feared 7 and it was 3" in closing.text
    assert "feared 7, was 3" in talking.asks("/talks")[0].text
    assert talking.asks("I felt scared when the phone rang.")[-1].text.startswith("Rosa")


def test_lessons_progress_help_and_people(her: Person) -> None:
    lessons = her.asks("/lesson")[0]
    assert len(lessons.titles) == 10
    first = lessons.titles[0]
    lesson = her.taps(first)[0]
    assert lesson.covered("bold") == [first] and "/" not in lesson.text.rsplit("\n", 1)[1]
    assert her.changed_by("Practise it").titles[:3] == ["Gentle", "Realistic", "Tough"]
    assert "after your first talks" in her.asks("/progress")[0].text.lower()
    assert "/hint" in her.asks("/help")[0].text
    assert "findahelpline" in her.asks("/people")[0].text
    assert "I don't know that one" in her.asks("/abracadabra")[0].text


def test_what_is_kept_is_shown_handed_over_and_erased(talking: Person) -> None:
    talking.asks("I felt scared when the yellow kettle whistled.")
    assert "kept here: 1" in talking.asks("/mydata")[0].text
    page = talking.taps("As a page")[0]
    assert page.method == "sendDocument" and b"yellow kettle" in (page.file or b"")
    talking.asks("/mydata")
    data = json.loads(talking.taps("As data")[0].file or b"")
    assert any("yellow kettle" in (turn["message"] or "") for turn in data["rehearsals"][0]["turns"]) and len(data["chats"]) == 1

    talking.asks("/forget")
    talking.taps("Keep it")
    assert "kept here: 1" in talking.asks("/mydata")[0].text
    talking.asks("/forget")
    assert "Telegram keeps this chat" in talking.taps("This talk")[0].text
    assert "no talk open" in talking.asks("Are you there?")[0].text
    talking.asks("/forget")
    assert "Nothing of yours is left" in talking.taps("Everything")[0].text
    assert "Nothing of yours is kept" in talking.asks("/mydata")[0].text


def test_stop_means_stop(talking: Person) -> None:
    stopped = talking.asks("/stop")[0]

    assert "no notes will come" in stopped.text and stopped.titles == ["Go on", "End here"]
    assert not any(each.text.startswith("Rosa") for each in talking.asks("Can you hear me?"))
    talking.asks("/stop")
    talking.taps("Go on")
    assert talking.asks("I felt scared when the phone rang.")[-1].text.startswith("Rosa")
