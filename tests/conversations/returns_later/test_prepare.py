"""She comes back another day: by her code, after the server was killed, and only to what is hers."""
from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.conftest import Running
from tests.conversations.conftest import Preparing


def test_killed_and_started_again_the_same_question_waits(model: Path, tmp_path: Path) -> None:
    running = Running(model, tmp_path / "home")
    running.start()
    try:
        her = Preparing(running.url)
        her.say("my mother", "Rosa", "She read my diary.", "/answer sad")
        before = her.last["preparation"]
        running.stop(kill=True)
        running.start()

        back = Preparing(running.url, her.code)

        assert back.last["preparation"] == before and back.asked == "feelings"
        back.say("/keep", "to be heard", "/change her name", "Ana", *["/skip"] * 4, "tough")
        assert back.last["session"]["scenario"]["persona"]["name"] == "Ana"
        prepared = back.prepared()
        assert prepared["feelings"] == ["sad"] and prepared["needs"] == ["to be heard"] and prepared["event"] == "I read your diary"
        assert b"diary" not in b"".join(path.read_bytes() for path in running.folder.rglob("*") if path.is_file())
        her.http.close()
        back.http.close()
    finally:
        running.stop()


def test_a_code_opens_the_talk_once_there_is_one(meet: Any) -> None:
    her = meet()
    her.say("my mother", *["/skip"] * 8, "gentle")

    back = meet(her.code)

    assert back.last["session"]["scenario"]["id"] == "your-own" and back.asked is None


def test_codes_and_tokens_open_only_what_they_belong_to(meet: Any) -> None:
    her, stranger = meet(), meet()
    her.say("my mother", "Rosa")
    token = {"Authorization": f"Bearer {her.last.get('token') or her.http.headers['Authorization'][7:]}"}

    assert stranger.http.get("/api/prepare").json()["preparation"]["answers"] == []
    assert stranger.http.post("/api/prepare/resume", json={"code": "AAAA-AAAA-AAAA"}).status_code == 401
    assert stranger.http.post("/api/sessions/resume", json={"code": her.code}).status_code == 401
    # A token for questions opens no talk, and one for a talk opens no questions.
    assert her.http.get("/api/session", headers=token).status_code == 401
    talk = her.http.post("/api/sessions", json={"scenario": "daily-calls"}).json()["token"]
    assert her.http.get("/api/prepare", headers={"Authorization": f"Bearer {talk}"}).status_code == 401
    assert her.http.get("/api/prepare", headers={"Authorization": "Bearer x"}).status_code == 401


def test_what_was_answered_is_hers_to_take_out_and_to_erase(meet: Any) -> None:
    her = meet()
    her.say("my mother", "Rosa", "She read my diary.")

    told = her.http.get("/api/mine/export").json()["preparations"]
    assert [each["answers"]["happened"] for each in told] == ["She read my diary."]
    assert "She read my diary." in her.http.get("/api/mine/export.html").text
    her.http.delete("/api/mine")

    assert her.http.get("/api/prepare").status_code == 401
