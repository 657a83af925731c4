"""What somebody who means harm would try against the running stack. All of it is refused in one sentence, and changes nothing."""
from __future__ import annotations

import json
import re
import socket
import time
import uuid
from contextlib import suppress
from typing import Any

import httpx
import jwt
import pytest
import socketio
import websocket

from bot.channels.tokens import LIFETIME_S, Tokens
from bot.settings import PROJECT
from bot.store.encryption import Keys
from tests.channels.test_my_data import Person
from tests.channels.test_session_api import connected, until
from tests.conftest import Running

BLAME = "You never listen when I talk about the yellow kettle."
OPEN_TO_ALL = {("POST", "/api/prepare"), ("POST", "/api/prepare/resume")}
#: Every call the documentation names that needs a token.
CALLS = sorted({(method, path) for method, path in re.findall(r"\b(GET|POST|PUT|DELETE) (/api/(?:session|prepare|mine)(?![a-z])[a-z/.]*)",
                                                              (PROJECT / "docs" / "api.md").read_text(encoding="utf-8"))} - OPEN_TO_ALL)
BODY = {"message": "hello", "id": "x", "turn": "x", "start": 0, "end": 1, "fields": {}, "when": "tomorrow", "answers": {}, "turns": 1}


@pytest.fixture(scope="module")
def her(stack: Running) -> Person:
    person = Person(stack.url)
    person.say(BLAME)
    person.say("I'm sorry I said it like that.")
    return person


@pytest.fixture
def stranger(stack: Running) -> Person:
    return Person(stack.url)


def looks(person: Person) -> Any:
    return person.http.get("/api/session").json()["session"]


def tokens_that_are_none(running: Running, token: str) -> dict[str, str]:
    claims = jwt.decode(token, options={"verify_signature": False})
    key, now = Keys.load(running.folder / "key"), time.time()
    head, body, signature = token.split(".")
    return {
        "expired": Tokens(key.secret("session tokens"), lambda: now - LIFETIME_S - 60).issue(claims["sub"], claims["who"]),
        "of a clock that ran far ahead": Tokens(key.secret("session tokens"), lambda: now + 30 * LIFETIME_S).issue(claims["sub"], claims["who"]),
        "stolen before the key was changed": Tokens(key.with_new_key().secret("session tokens")).issue(claims["sub"], claims["who"]),
        "of another purpose": Tokens(key.secret("stored values")).issue(claims["sub"], claims["who"]),
        "of a guessed secret": Tokens(b"a guess of thirty-two letters...").issue(claims["sub"], claims["who"]),
        "unsigned": jwt.encode(claims, None, algorithm="none"),
        "without an end": jwt.encode({name: claims[name] for name in ("sub", "who")}, key.secret("session tokens"), algorithm="HS256"),
        "with another talk in it": ".".join((head, jwt.encode({**claims, "sub": "0" * 32}, b"x" * 32).split(".")[1], signature)),
        "cut": f"{head}.{body}.", "nonsense": "\u00e9\u00e9".encode().decode("latin-1"),
    }


def test_every_call_there_is_was_tried() -> None:
    assert len(CALLS) >= 30 and ("GET", "/api/mine/progress.png") in CALLS and ("GET", "/api/session") in CALLS


@pytest.mark.parametrize("method,path", CALLS)
def test_no_false_token_opens_anything(her: Person, stack: Running, method: str, path: str) -> None:
    before = looks(her)
    for name, token in tokens_that_are_none(stack, her.token).items():
        answer = httpx.request(method, stack.url + path, json=BODY, timeout=60, trust_env=False, headers={b"Authorization": b"Bearer " + token.encode("latin-1")})
        assert answer.status_code == 401 and set(answer.json()) == {"error"}, name
    # Her own, but in an address, a cookie or a body: there it would be kept, or ride along.
    for ways in ({"params": {"token": her.token, "access_token": her.token}}, {"cookies": {"token": her.token, "Authorization": f"Bearer {her.token}"}},
                 {"headers": {"Authorization": f"Basic {her.token}", "X-Token": her.token}}):
        answer = httpx.request(method, stack.url + path, json={**BODY, "token": her.token}, timeout=60, trust_env=False, **ways)  # type: ignore[arg-type]
        assert answer.status_code == 401, ways
    assert looks(her) == before


def test_no_false_token_opens_the_socket(her: Person, stack: Running) -> None:
    for name, token in tokens_that_are_none(stack, her.token).items():
        link = connected(stack.url, token)
        assert until(link, "session_refused", "session_confirm")[0] == "session_refused", name
        link.disconnect()
    for odd in (None, 7, [], {"token": [her.token]}, {"token": {"$ne": ""}}, her.token, ({}, her.token)):
        link = socketio.SimpleClient()
        link.connect(stack.url, transports=["websocket"])
        link.emit("session_request", odd)
        assert until(link, "session_refused", "session_confirm")[0] == "session_refused", odd
        link.emit("user_uttered", odd)
        assert until(link, "turn_refused", "turn_done")[0] == "turn_refused", odd
        link.disconnect()


def test_another_learners_branches_cannot_be_gone_to_seen_or_marked(her: Person, stranger: Person) -> None:
    stranger.say(BLAME)
    before, own = looks(her), looks(stranger)
    turn = before["turns"][0]["turn"]

    for call, body in (("fork", {"turn": turn}), ("fork", {"turn": turn, "before": True}), ("verdict", {"turn": turn, "start": 0, "end": 16})):
        answer = stranger.http.post(f"/api/session/{call}", json=body)
        assert answer.status_code == 422 and set(answer.json()) == {"error"}, call
    for asked in ({"a": turn}, {"a": "1", "b": turn}, {"a": turn, "b": turn}):
        answer = stranger.http.get("/api/session/compare", params=asked)
        assert answer.status_code == 422 and "sorry I said it" not in answer.text
    assert turn not in stranger.http.get("/api/session/branches").text
    assert (looks(her), looks(stranger)) == (before, own)


def test_another_learners_card_export_progress_and_pictures_stay_hers_whatever_is_asked(her: Person, stranger: Person) -> None:
    claims = jwt.decode(her.token, options={"verify_signature": False})
    her.http.put("/api/session/card", json={"fields": {"open": "Hello Mama, the yellow kettle"}})
    named = {name: claims[key] for key, names in (("sub", ("session", "session_id", "id", "sender")), ("who", ("learner", "who"))) for name in names}
    hers = {path: her.http.get(path).content for path in ("/api/session/debrief.png", "/api/session/card.png", "/api/mine/progress.png")}

    for path in (*hers, "/api/session/card", "/api/session/card.txt", "/api/session/card.html", "/api/session/debrief", "/api/mine", "/api/mine/export",
                 "/api/mine/export.html", "/api/mine/progress", "/api/mine/talks"):
        answer = stranger.http.get(path, params=named, headers={"X-Session": claims["sub"], "X-Learner": claims["who"]})
        assert "kettle" not in answer.text and claims["sub"] not in answer.text, path
        assert answer.content != hers.get(path), path
    stranger.http.put("/api/session/card", json={"fields": {"open": "Mine"}, **named})
    assert "Hello Mama" in her.http.get("/api/session/card.txt").text
    assert stranger.http.request("DELETE", "/api/mine", json=named, params=named).json() == {"erased": 1}
    assert her.ids() == [claims["sub"]]


@pytest.mark.parametrize("path", ["/widget/..%2f..%2fsettings.py", "/widget/....//web.py", "/widget/%2fetc%2fpasswd", "/widget/index.html%00.js",
                                  "/api/lessons/..%2f..%2fwording", "/api/lessons/%2e%2e", "/api/lessons/lessons.yml", "/api/session/card.svg",
                                  "/api/session/card.png/..%2fcard", "/api/mine/export.pdf", "/..%2f..%2fetc%2fpasswd", "//etc/passwd"])
def test_file_names_lead_nowhere(her: Person, path: str) -> None:
    answer = her.http.get(path)

    assert answer.status_code in (404, 422)
    assert "root:" not in answer.text and "import" not in answer.text and "Traceback" not in answer.text


@pytest.mark.parametrize("theme", ["../../x", "light/../dark", "\x00", "dark;rm -rf", "{light}"])
def test_a_picture_takes_no_file_name_for_a_theme(her: Person, theme: str) -> None:
    assert her.http.get("/api/session/debrief.png", params={"theme": theme}).status_code == 422


@pytest.mark.parametrize("name", ["<img src=x onerror=al>", "{0.__class__}", "{feeling}", "%s%n", "../../etc", "'; drop table --", "\u202eecila", "${7*7}"])
def test_a_name_is_only_a_name(stack: Running, name: str) -> None:
    person = Person(stack.url)
    opened = person.http.post("/api/sessions", json={"scenario": "your-own", "prepare": {"relationship": "mother", "name": name, "happened": "She rang five times."}})
    if opened.status_code == 422:
        assert set(opened.json()) == {"error"} and name not in opened.text
        return
    assert opened.status_code == 201
    bearer = {"Authorization": f"Bearer {opened.json()['token']}"}
    said = person.http.post("/api/session/say", json={"message": "You never listen.", "id": uuid.uuid4().hex}, headers=bearer)
    assert said.status_code == 200 and "object" not in said.json()["session"]["scenario"]["persona"]["name"]
    page = person.http.get("/api/mine/export.html", headers=bearer).text
    assert "<img" not in page and page.count("<script") == 0
    for form in ("txt", "html", "png"):
        card = person.http.get(f"/api/session/card.{form}", headers=bearer)
        assert card.status_code == 200 and b"<img" not in card.content
        assert card.headers["content-disposition"] == f'attachment; filename="card.{form}"'


@pytest.mark.parametrize("body", ["[" * 60_000, "{\"a\":" * 20_000, '{"scenario": "daily-calls", "level": ' + "9" * 100_000 + "}", '{"scenario": "' + "x" * 100_000 + '"}',
                                  '{"scenario": "daily-calls", "side": "\\ud800"}', '{"scenario": "daily-calls\\u0000"}', "\xff\xfe"])
def test_a_body_made_to_choke_on_is_one_sentence(her: Person, body: str) -> None:
    answer = her.http.post("/api/sessions", content=body.encode("latin-1"), headers={"Content-Type": "application/json"})

    assert answer.status_code == 422 and set(answer.json()) == {"error"} and len(answer.json()["error"]) < 400
    assert looks(her)


def test_what_is_too_large_is_refused_and_the_next_one_served(her: Person, stack: Running) -> None:
    for method, path in (("POST", "/api/sessions"), ("POST", "/api/session/say"), ("PUT", "/api/session/card")):
        assert her.http.request(method, path, content=b"x" * 200_000).status_code == 413
    assert her.http.get("/api/session", headers={"X-Long": "x" * 100_000}).status_code in (400, 413, 431)
    assert her.http.get("/api/session", params={"x": "y" * 60_000}).status_code in (400, 413, 414, 431)

    link = websocket.create_connection(stack.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket", timeout=60)
    link.recv()
    link.send("40")
    link.recv()
    link.send("42" + json.dumps(["session_request", {"token": "x" * 200_000}]))
    heard = []
    with suppress(websocket.WebSocketConnectionClosedException, ConnectionError):
        while link.connected and len(heard) < 5:  # pings come too
            heard.append(str(link.recv()))
    assert not link.connected and not any("session_" in one for one in heard)
    assert looks(her)


def test_whoever_sends_slowly_is_shown_out_and_holds_nobody_up(her: Person, stack: Running) -> None:
    starts = {
        "headers that never end": b"GET /api/session HTTP/1.1\r\nHost: x\r\n",
        "a body that never comes": b"POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
    }
    slow = {name: socket.create_connection(("127.0.0.1", stack.port), timeout=1) for name in starts}
    begun, gone = time.monotonic(), {}
    for name, link in slow.items():
        link.sendall(starts[name])
    while len(gone) < len(slow) and time.monotonic() - begun < 75:
        began = time.monotonic()
        assert her.http.get("/health").status_code == 200
        assert time.monotonic() - began < 20
        for name, link in slow.items():
            if name not in gone:
                try:
                    link.sendall(b"x")  # a byte now and then, so that it never is quite silent
                    while answer := link.recv(4096):
                        assert b"200 OK" not in answer
                    gone[name] = time.monotonic() - begun
                except TimeoutError:
                    pass
                except OSError:
                    gone[name] = time.monotonic() - begun
        time.sleep(1)
    for link in slow.values():
        link.close()

    # 30 s, looked at every few seconds, on a busy machine.
    assert set(gone) == set(slow) and max(gone.values()) < 70, gone


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://127.0.0.1.elsewhere.example", "http://elsewhere.example:8080", "file://",
                                    "http://127.0.0.1:1", "https://127.0.0.1"])
def test_another_site_can_neither_open_the_socket_nor_read_an_answer(her: Person, stack: Running, origin: str) -> None:
    with pytest.raises(websocket.WebSocketException):
        websocket.create_connection(stack.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket", origin=origin, timeout=60)
    for method, path in (("GET", "/api/session"), ("OPTIONS", "/api/session"), ("GET", "/api/mine/export"), ("OPTIONS", "/api/mine"),
                         ("GET", "/socket.io/?EIO=4&transport=polling")):
        answer = her.http.request(method, path, headers={"Origin": origin, "Access-Control-Request-Method": "DELETE", "Access-Control-Request-Headers": "authorization"})
        assert "access-control-allow-origin" not in answer.headers, (method, path)
    own = websocket.create_connection(stack.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket", origin=stack.url, timeout=60)
    assert own.recv().startswith("0{")
    own.close()
