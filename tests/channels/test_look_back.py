"""Looking back over the running stack: as data, as pictures, by command and in plain words; and out of reach for anybody else."""
from __future__ import annotations

import re
import uuid

import httpx
import pytest

from tests.channels.test_my_data import Person
from tests.conftest import Running, softstart

PNG = b"\x89PNG\r\n"


@pytest.fixture(scope="module")
def her(stack: Running) -> Person:
    person = Person(stack.url)
    for text in ("You never listen when I talk about work.", "I'm sorry I said it like that.", "What is it like for you when I don't ring?"):
        person.say(text)
    return person


def messages(answer: httpx.Response) -> list[dict[str, object]]:
    assert answer.status_code == 200, answer.text
    return list(answer.json()["messages"])


@pytest.mark.parametrize("asked", ["/debrief", "show me the debrief", "look back on this rehearsal", "coach, how am i doing"])
def test_a_look_back_in_the_middle_shows_the_debrief_and_ends_nothing(her: Person, asked: str) -> None:
    answer = her.say(asked)
    shown = messages(answer)

    assert {message["voice"] for message in shown} == {"app"}
    assert str(shown[0]["text"]).startswith("Your talk with Rosa so far.") and '"You never listen' in " ".join(str(one["text"]) for one in shown)
    assert all(len(str(one["text"]).split()) <= 60 for one in shown)
    assert shown[0]["picture"]["href"] == "/api/session/debrief.png"  # type: ignore[index]
    session = answer.json()["session"]
    assert not session["over"] and not session["paused"] and len(session["turns"]) == 3


@pytest.mark.parametrize("asked", ["/progress", "show my progress"])
def test_progress_is_shown_and_moves_nothing(her: Person, asked: str) -> None:
    answer = her.say(asked)

    assert [message["text"] for message in messages(answer)] == ["You have had one talk so far. Each one more is practice."]
    assert len(answer.json()["session"]["turns"]) == 3


@pytest.mark.parametrize("said", ["How did I do?", "Am I getting better?", "Show me how you did it.", "I want to look back on this one day and laugh."])
def test_what_could_be_said_to_her_is_heard_by_her(stack: Running, said: str) -> None:
    shown = messages(Person(stack.url).say(said))

    assert any(message["voice"] == "persona" for message in shown)


def test_the_pictures_come_to_whoever_has_the_token_and_nobody_else(her: Person, stack: Running) -> None:
    for path in ("/api/session/debrief.png", "/api/mine/progress.png"):
        light, dark = her.http.get(path), her.http.get(path, params={"theme": "dark"})
        assert light.status_code == dark.status_code == 200 and light.headers["content-type"] == "image/png"
        assert light.content.startswith(PNG) and light.content != dark.content and light.headers["cache-control"] == "no-store"
        wrong = her.http.get(path, params={"theme": "pink"})
        assert wrong.status_code == 422 and wrong.json() == {"error": "A picture is light or dark."}
        with httpx.Client(base_url=stack.url, timeout=60, trust_env=False) as stranger:
            assert stranger.get(path).status_code == 401
            # Never by an address: it would be kept in the history of a shared computer.
            assert stranger.get(path, params={"token": her.token}).status_code == 401
    with httpx.Client(base_url=stack.url, timeout=60, trust_env=False) as stranger:
        assert stranger.get("/api/mine/progress").status_code == 401


def test_the_data_has_the_curve_in_words_and_no_points(her: Person) -> None:
    told = her.http.get("/api/session/debrief").json()["debrief"]
    progress = her.http.get("/api/mine/progress").json()["progress"]

    assert told["hardest"]["message"] == 1 and len(told["curve"]["upset"]) == 4 and told["curve"]["alt"].startswith("Rosa")
    assert not re.search(r"\d\d", str(told["curve"]["upset"]) + told["curve"]["alt"])
    assert [talk["id"] for talk in progress["talks"]] == her.ids() and progress["talks"][0]["new"] is True


def test_after_the_end_the_look_back_speaks_of_it(stack: Running) -> None:
    person = Person(stack.url)
    for text in ("You always ring when I work.", "You are so selfish.", "/end"):
        person.say(text)

    assert "so far" not in str(messages(person.say("/debrief"))[0]["text"])
    assert person.http.get("/api/session").json()["session"]["over"]


def test_the_terminal_shows_the_curve_and_the_owner_can_keep_the_picture(stack: Running) -> None:
    here = {"SOFTSTART_DATA_DIR": str(stack.folder), "SOFTSTART_PORT": str(stack.port)}
    said = "You never listen to me.\nI'm sorry I said that.\n/debrief\n/progress\n/quit\n"
    done = softstart("chat", "--scenario", "daily-calls", stdin=said, **here)

    assert done.returncode == 0, done.stderr
    assert re.search(r"how upset she is  [▁▂▃▄▅▆▇█]{3}\n", done.stdout) and "You have had one talk so far" in done.stdout
    code = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", done.stdout)
    assert code
    file = stack.folder / f"{uuid.uuid4().hex}.png"
    assert softstart("sessions", "show", code.group(), "--picture", str(file), "--theme", "dark", **here).returncode == 0
    assert file.read_bytes().startswith(PNG)
    nowhere = softstart("sessions", "show", code.group(), "--picture", str(file / "x.png"), **here)
    assert nowhere.returncode == 2 and "cannot be written" in nowhere.stderr and "Traceback" not in nowhere.stderr
