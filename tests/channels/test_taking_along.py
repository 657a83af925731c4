"""What a learner takes along, over the running stack: card, real talk, lessons; by call, by command, in plain words, in the terminal."""
from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from tests.channels.test_my_data import Person
from tests.channels.test_session_api import connected, until
from tests.conftest import Running, softstart

FELT = "I felt scared when the phone rang four times."
ASKED = "Would you be willing to ring at seven?"
BLAME = "You never listen when I talk about the yellow kettle."


@pytest.fixture
def her(stack: Running) -> Person:
    return Person(stack.url)


def field(answer: Any, name: str) -> dict[str, Any]:
    return next(one for one in answer.json()["card"]["fields"] if one["id"] == name)


def app_texts(answer: Any) -> str:
    return "\n".join(message["text"] for message in answer.json()["messages"] if message["voice"] == "app")


def test_the_card_is_seen_changed_and_taken_out_in_three_forms(her: Person) -> None:
    from PIL import Image

    her.say(FELT)
    her.say(ASKED)
    shown = her.http.get("/api/session/card")
    assert (field(shown, "feel")["text"], field(shown, "ask")["text"]) == (FELT, ASKED)

    saved = her.http.put("/api/session/card", json={"fields": {"open": "Mum, <b>hello</b> 💛", "reply": "You never listen to me."}})
    assert saved.status_code == 200 and [note["field"] for note in saved.json()["notes"]] == ["reply"] and saved.json()["messages"] == []
    assert field(her.http.get("/api/session/card"), "open")["text"] == "Mum, <b>hello</b> 💛"

    text, page, picture = (her.http.get(f"/api/session/card.{form}") for form in ("txt", "html", "png"))
    assert FELT in text.text and text.headers["content-type"].startswith("text/plain")
    assert "<b>" not in page.text and "&lt;b&gt;" in page.text and "sandbox" in page.headers["content-security-policy"]
    assert picture.headers["content-type"] == "image/png" and Image.open(io.BytesIO(picture.content)).width == 1080
    assert all("attachment" in each.headers["content-disposition"] and each.headers["cache-control"] == "no-store" for each in (text, page, picture))
    assert her.http.get("/api/mine/export").json()["rehearsals"][0]["card"]["open"] == "Mum, <b>hello</b> 💛"


def test_a_card_that_cannot_be_saved_is_answered_in_one_sentence(her: Person) -> None:
    for body in ({}, {"fields": []}, {"fields": {"nonsense": "x"}}, {"fields": {"open": 4}}, {"fields": {"open": "x" * 999}}):
        answer = her.http.put("/api/session/card", json=body)
        assert answer.status_code == 422 and set(answer.json()) == {"error"}
    assert her.http.get("/api/session/card").json()["card"]["saved"] is False
    assert her.http.get("/api/session/card.exe").status_code == 404


def test_danger_in_an_edited_line_is_answered_with_help(her: Person) -> None:
    answer = her.http.put("/api/session/card", json={"fields": {"leave": "I am going to kill myself tonight."}})

    assert answer.json()["messages"][0]["help"] and answer.json()["messages"][0]["contacts"] and answer.json()["notes"] == []


def test_after_danger_there_is_no_card_and_no_lesson(her: Person) -> None:
    her.say(FELT)
    her.say("I want to kill myself tonight.")

    for call in ("", ".png", ".txt", ".html"):
        answer = her.http.get(f"/api/session/card{call}")
        assert answer.status_code == 409 and "help page" in answer.json()["error"]
    assert her.http.put("/api/session/card", json={"fields": {"open": "x"}}).status_code == 409
    assert her.http.get("/api/session/debrief").json()["lesson"] is None


def test_a_real_talk_is_dated_seen_told_and_only_hers(her: Person, stack: Running) -> None:
    stranger = Person(stack.url)
    assert "Noted" in her.http.put("/api/mine/talk", json={"when": "2027-01-15 at 6pm", "zone": "Europe/Madrid"}).json()["text"]
    moved = her.http.put("/api/mine/talk", json={"when": "on friday"}).json()["talk"]
    assert moved["zone"] == "Europe/Madrid" and her.http.get("/api/mine/talks").json()["next"]["id"] == moved["id"]
    assert stranger.http.get("/api/mine/talks").json() == {"talks": [], "next": None}
    assert stranger.http.delete("/api/mine/talk").json()["dropped"] is False
    for bad in ({"when": "2020-01-01"}, {"when": "soon"}, {"when": 4}, {}, {"when": "tomorrow", "zone": "Mars"}):
        assert her.http.put("/api/mine/talk", json=bad).status_code == 422

    questions = her.http.get("/api/mine/talk/questions").json()["questions"]
    assert [question["id"] for question in questions] == ["happened", "said", "feared", "was"]
    told = her.http.post("/api/mine/talk/answers", json={"answers": {"happened": "yes", "said": "She listened", "feared": 9, "was": 4}}).json()
    assert told["questions"] == [] and "9" in told["text"] and told["messages"] == []
    assert [(talk["feared"], talk["was"]) for talk in her.http.get("/api/mine/talks").json()["talks"]] == [(9, 4)]
    assert her.http.get("/api/mine/export").json()["talks"][0]["said"] == "She listened"
    assert her.http.delete("/api/mine").json() == {"erased": 1}
    assert her.http.get("/api/mine/talks").json()["talks"] == []


def test_danger_told_afterwards_is_answered_with_help_and_no_more_questions(her: Person) -> None:
    her.http.put("/api/mine/talk", json={"when": "tomorrow"})
    told = her.http.post("/api/mine/talk/answers", json={"answers": {"said": "She hit me again and I am scared to go home tonight"}}).json()

    assert told["messages"][0]["help"] and told["messages"][0]["contacts"] and told["questions"] == [] and told["text"] is None


def test_a_note_for_tomorrow_is_shown_at_the_next_visit_and_once(her: Person, stack: Running) -> None:
    assert her.opened["notices"] == []
    her.http.put("/api/mine/talk", json={"when": "tomorrow"})

    assert Person(stack.url).opened["notices"] == []
    assert Person(stack.url, known_as=her.token).opened["notices"] == ["A note you left yourself for tomorrow."]
    resumed = her.http.post("/api/sessions/resume", json={"code": her.opened["code"]}).json()
    assert resumed["notices"] == []
    her.http.put("/api/mine/talk", json={"when": "tomorrow"})
    link = connected(stack.url, her.token)
    assert until(link, "session_confirm")[1]["notices"] == ["A note you left yourself for tomorrow."]
    link.disconnect()


@pytest.mark.parametrize("call", [("GET", "/api/session/card"), ("PUT", "/api/session/card"), ("GET", "/api/session/card.png"), ("GET", "/api/session/card.html"),
                                  ("GET", "/api/session/card.txt"), ("GET", "/api/mine/talks"), ("PUT", "/api/mine/talk"), ("DELETE", "/api/mine/talk"),
                                  ("GET", "/api/mine/talk/questions"), ("POST", "/api/mine/talk/answers")])
def test_without_a_token_of_ours_nothing_opens(her: Person, call: tuple[str, str]) -> None:
    for token in ("x", her.token[:-4] + "AAAA"):
        answer = her.http.request(*call, headers={"Authorization": f"Bearer {token}"}, json={"fields": {}, "when": "tomorrow", "answers": {}})
        assert answer.status_code == 401 and set(answer.json()) == {"error"}


def test_lessons_are_listed_shown_and_offered_at_the_end(her: Person) -> None:
    listed = her.http.get("/api/lessons").json()["lessons"]
    assert [lesson["number"] for lesson in listed] == list(range(1, 11))
    shown = her.http.get(f"/api/lessons/{listed[2]['id']}").json()["lesson"]
    assert shown == her.http.get("/api/lessons/3").json()["lesson"] and shown["example"]["strong"]
    assert her.http.get("/api/lessons/99").status_code == 422

    for line in (FELT, ASKED, "I need to work in the mornings."):
        her.say(line)
    assert her.http.get("/api/session/debrief").json()["lesson"] is None
    her.say("/end")
    assert her.http.get("/api/session/debrief").json()["lesson"]["scenario"]


@pytest.mark.parametrize("said,answered", [
    ("/card", "For the real talk"), ("show me my card", "For the real talk"), ("make my card", "For the real talk"), ("/card edit", "For the real talk"),
    ("/lesson", "10. Something good"), ("show the lessons", "10. Something good"), ("/lesson 3", "What else could it be?"), ("/lesson 99", "There are ten"),
    ("/talk", "When is the real talk?"), ("/talk tomorrow", "Noted:"), ("remind me of the real talk", "When is the real talk?"),
    ("remind me of the real talk on friday", "Noted: Friday"), ("/talk yesterday", "gone by"), ("/talks", "No real talk"), ("/talk drop", "no date set"),
    ("/talk done", "set a day"),
])
def test_commands_and_plain_words_are_heard_by_the_app_and_not_by_her(her: Person, said: str, answered: str) -> None:
    answer = her.say(said)

    assert answer.status_code == 200 and answered in app_texts(answer), answer.json()["messages"]
    assert answer.json()["session"]["turns"] == []


@pytest.mark.parametrize("said", ["Can we have a real talk, Mum?", "You taught me a lesson, I get it.", "You never play your cards open with me.",
                                  "I got your birthday card.", "We need to talk on Friday.", "Remind me to ring you on Sunday.", "That taught you a lesson."])
def test_what_a_daughter_says_with_such_words_is_said_to_her(her: Person, said: str) -> None:
    answer = her.say(said).json()

    assert any(message["voice"] == "persona" for message in answer["messages"]), answer["messages"]


def test_card_talk_and_lesson_in_the_terminal(stack: Running, tmp_path: Path) -> None:
    here = {"SOFTSTART_PORT": str(stack.port), "SOFTSTART_DATA_DIR": str(stack.folder)}
    files = {form: tmp_path / f"card.{form}" for form in ("txt", "png", "html")}
    edit = ["/card edit", "Hello Mama", "", "-", *[""] * 3, "You never listen.", "", ""]
    talk = [FELT, ASKED, "I need to work in the mornings.", "/card", *edit, *(f"/card save {path}" for path in files.values()), "/card save nowhere.exe",
            f"/card save {tmp_path / 'none' / 'card.txt'}", "/talk tomorrow", "/talk", "/lesson 3", "/lesson", "/talks",
            "/talk done", "yes", "She laughed", "8", "eleven", "11", "2", "/talks", "/end", "/card", "/lesson 1", ""]
    done = softstart("chat", "--scenario", "daily-calls", stdin="\n".join(talk) + "\n", **here)

    assert done.returncode == 0, done.stderr
    for shown in (FELT, "Noted:", "What else could it be?", "10. Something good", "still to come", "Please give a number from 0 to 10", "You feared 8 and it was 2.",
                  "feared 8, was 2", "Your card is saved.", "the coach would look at this once more", "name a file that ends in", "could not be written",
                  "A short lesson that fits", "Hear her before you answer"):
        assert shown in done.stdout, shown
    text = files["txt"].read_text()
    assert "Hello Mama" in text and "You never listen." in text and "What I ask for" not in text and FELT in text
    assert files["png"].read_bytes().startswith(b"\x89PNG") and files["html"].read_text().startswith("<!doctype html>")
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in files.values())


def test_nothing_of_it_is_in_the_log_of_the_server(her: Person, stack: Running) -> None:
    her.http.put("/api/session/card", json={"fields": {"open": "the purple teapot"}})
    her.http.put("/api/mine/talk", json={"when": "tomorrow purple teapot"})
    her.http.post("/api/mine/talk/answers", json={"answers": {"said": "the purple teapot"}})
    her.http.put("/api/session/card", json={"fields": {"purple teapot": "x"}})

    assert "teapot" not in stack.log()
