"""What is hers, over the session API: seen, taken out, erased; and out of reach for anybody else."""
from __future__ import annotations

import time
import uuid
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest

from bot.channels.tokens import CALLER, caller_proof
from bot.store.encryption import Keys
from tests.channels.test_session_api import connected, until
from tests.conftest import Running

LINE = "You never listen when I talk about <script>alert('the yellow kettle')</script>."


class Person:
    """Somebody with a rehearsal open."""

    def __init__(self, url: str, known_as: str | None = None) -> None:
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        headers = {"Authorization": f"Bearer {known_as}"} if known_as else {}
        self.opened: dict[str, Any] = self.http.post("/api/sessions", json={"scenario": "daily-calls"}, headers=headers).json()
        self.http.headers["Authorization"] = f"Bearer {self.token}"

    @property
    def token(self) -> str:
        return str(self.opened["token"])

    def say(self, text: str) -> httpx.Response:
        return self.http.post("/api/session/say", json={"message": text, "id": uuid.uuid4().hex})

    def ids(self) -> list[str]:
        return [row["id"] for row in self.http.get("/api/mine").json()["rehearsals"]]


@pytest.fixture
def her(stack: Running) -> Person:
    return Person(stack.url)


def test_she_sees_her_rehearsals_and_nobody_elses(her: Person, stack: Running) -> None:
    again, stranger = Person(stack.url, known_as=her.token), Person(stack.url)

    assert len(her.ids()) == 2 and set(her.ids()) == set(again.ids())
    assert not set(stranger.ids()) & set(her.ids())
    resumed = stranger.http.post("/api/sessions/resume", json={"code": her.opened["code"]}).json()["token"]
    assert {row["id"] for row in stranger.http.get("/api/mine", headers={"Authorization": f"Bearer {resumed}"}).json()["rehearsals"]} == set(her.ids())


def test_another_learners_rehearsal_cannot_be_opened_or_erased(her: Person, stack: Running) -> None:
    hers, stranger = her.ids()[0], Person(stack.url)

    assert her.http.post("/api/mine/open", json={"id": hers}).json()["token"]
    for guess in (hers, "0" * 32, "' or 1=1 --", "../" + hers):
        answer = stranger.http.post("/api/mine/open", json={"id": guess})
        assert answer.status_code == 401 and "token" not in answer.json()
    assert stranger.http.delete("/api/mine").json() == {"erased": 1}
    assert her.ids() == [hers]


def test_what_she_takes_out_holds_all_she_said_and_runs_nothing(her: Person) -> None:
    her.say(LINE)
    her.say("/undo")

    told = her.http.get("/api/mine/export")
    assert [turn["message"] for turn in told.json()["rehearsals"][0]["turns"]] == [None, LINE]
    assert told.json()["rehearsals"][0]["turns"][1]["taken_back"] is True
    page = her.http.get("/api/mine/export.html")
    assert page.headers["content-type"].startswith("text/html") and "sandbox" in page.headers["content-security-policy"]
    assert "<script" not in page.text and "&lt;script&gt;" in page.text and "attachment" in page.headers["content-disposition"]


def test_erased_is_gone_for_every_way_in(her: Person, stack: Running) -> None:
    her.say(LINE)
    link = connected(stack.url, her.token)
    until(link, "session_confirm")

    assert her.http.delete("/api/session").json() == {"erased": 1}

    assert her.http.get("/api/session").status_code == 401
    assert her.say("Are you there?").status_code == 401
    assert her.http.post("/api/sessions/resume", json={"code": her.opened["code"]}).status_code == 401
    assert her.ids() == []
    link.emit("user_uttered", {"message": "Are you there?", "id": "x"})
    assert until(link, "turn_refused", "turn_done")[0] == "turn_refused"
    link.disconnect()


@pytest.mark.parametrize("call", [("GET", "/api/mine"), ("POST", "/api/mine/open"), ("GET", "/api/mine/export"), ("GET", "/api/mine/export.html"),
                                  ("DELETE", "/api/mine"), ("DELETE", "/api/session"), ("GET", "/api/session/debrief")])
def test_without_a_token_of_ours_nothing_opens(her: Person, call: tuple[str, str]) -> None:
    claims = jwt.decode(her.token, options={"verify_signature": False})
    forged = [jwt.encode({**claims, "exp": int(time.time()) + 999}, "a guess of thirty-two letters....", algorithm="HS256"),
              jwt.encode(claims, None, algorithm="none"), her.token[:-4] + "AAAA", "x"]
    for token in forged:
        answer = her.http.request(*call, headers={"Authorization": f"Bearer {token}"}, json={"id": claims["sub"]})
        assert answer.status_code == 401, token
        assert set(answer.json()) == {"error"}


def test_guessing_codes_and_flooding_are_slowed_in_one_kind_sentence(model: Any, tmp_path: Any) -> None:
    running = Running(model, tmp_path / "home")
    running.start()
    try:
        with httpx.Client(base_url=running.url, timeout=60, trust_env=False) as http:
            statuses = [http.post("/api/sessions/resume", json={"code": f"AAAA-AAAA-A{number:03}"}).status_code for number in range(24)]
            assert statuses[0] == 401 and statuses[-1] == 429 and statuses.count(401) <= 20
            slowed = http.post("/api/sessions/resume", json={"code": "AAAA-AAAA-AAAA"}).json()["error"]
            assert "wait" in slowed and "!" not in slowed
            # Only our own bridge can say for whom it calls, and is then counted by person.
            keys = Keys.load(Path(running.environment["SOFTSTART_DATA_DIR"]) / "key")
            named = {name: http.post("/api/sessions/resume", json={"code": "AAAA-AAAA-AAAA"}, headers={CALLER: f"her {proof}"}).status_code
                     for name, proof in {"forged": "0" * 64, "proven": caller_proof(keys, "her")}.items()}
            assert named == {"forged": 429, "proven": 401}
            # The one who guesses slows nobody who talks.
            assert Person(running.url).say("I felt sad.").status_code == 200
            assert http.post("/api/sessions", content=b"x" * 200_000).status_code == 413
    finally:
        running.stop()
