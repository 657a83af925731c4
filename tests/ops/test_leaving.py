"""A server that is told to stop while people are in the middle of a message."""
from __future__ import annotations

import json
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any, Iterator

import httpx
import pytest
import websocket

from bot.channels.door import LEAVING
from tests.conftest import STOP_WITHIN_S, Running
from tests.trouble.parts import until
from tests.trouble.whole import assert_whole

LINES = ("I felt sad on Sunday when you left.", "I was in a meeting for two hours.")


class Person:
    """Somebody with a talk of her own, over HTTP and over a socket."""

    def __init__(self, server: Running) -> None:
        self.server, self.http = server, httpx.Client(base_url=server.url, timeout=60, trust_env=False)
        self.token = self.http.post("/api/sessions", json={"scenario": "daily-calls"}).json()["token"]
        self.http.headers["Authorization"] = f"Bearer {self.token}"
        self.answer: httpx.Response | None = None

    def say(self, text: str, client_id: str) -> httpx.Response:
        return self.http.post("/api/session/say", json={"message": text, "id": client_id})

    def turns(self) -> list[str]:
        return [turn["turn"] for turn in self.http.get("/api/session").json()["session"]["turns"]]

    def begin_to_say(self, text: str, client_id: str) -> threading.Thread:
        """Without waiting for the answer."""
        def say() -> None:
            self.answer = self.say(text, client_id)

        talking = threading.Thread(target=say)
        talking.start()
        return talking

    def dial(self) -> websocket.WebSocket:
        """Her page's line, with the talk open on it."""
        line = websocket.create_connection(f"{self.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket", timeout=60)
        line.send("40")
        hear(line, "40")
        emit(line, "session_request", {"token": self.token})
        assert heard(line, "session_confirm")
        return line


def emit(line: websocket.WebSocket, name: str, data: dict[str, str]) -> None:
    line.send(f"42{json.dumps([name, data])}")


def hear(line: websocket.WebSocket, start: str) -> str:
    """The next frame that starts so; empty when the line is hung up before."""
    while True:
        frame = str(line.recv())
        if not frame or frame.startswith(start):
            return frame


def heard(line: websocket.WebSocket, name: str) -> dict[str, Any]:
    frame = hear(line, f'42["{name}"')
    return dict(json.loads(frame[2:])[1]) if frame else {}


class Held:
    """The log, held so that no turn can be written: every message is in flight for as long as the test wants, up to the 5 s that SQLite
    waits."""

    def __init__(self, folder: Path) -> None:
        self._log = sqlite3.connect(folder / "softstart.db", isolation_level=None, timeout=60)
        self._log.execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        self._log.execute("ROLLBACK")
        self._log.close()


@pytest.fixture
def server(model: Path, tmp_path: Path) -> Iterator[Running]:
    running = Running(model, tmp_path / "home", SOFTSTART_DRAIN_S="20", SOFTSTART_LOG="json", SOFTSTART_METRICS="true")
    running.start()
    yield running
    running.stop()


def turn_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    return next(message["turn"] for message in answer.json()["messages"] if message["voice"] == "persona")


def in_flight(http: httpx.Client, how_many: int) -> None:
    """Wait until so many messages have come in and are not answered yet."""
    until(lambda: f"softstart_in_flight {how_many}.0" in http.get("/metrics").text, f"{how_many} messages in flight", 4)


def test_messages_in_flight_are_answered_and_everybody_else_is_sent_on(server: Running) -> None:
    by_http, by_socket, idle, late = (Person(server) for _ in range(4))
    line, waiting = by_socket.dial(), idle.dial()
    held = Held(server.folder)
    talking = by_http.begin_to_say(LINES[0], "h1")
    emit(line, "user_uttered", {"message": LINES[1], "id": "s1"})
    in_flight(late.http, 2)

    assert server.process
    server.process.terminate()
    assert hear(waiting, "42") == ""  # hung up, as when a line drops
    assert late.http.get("/ready").status_code == 503
    assert late.http.get("/ready").json() == {"ready": False, "parts": {"model": True, "log": True, "leaving": True}}
    refused = late.say(LINES[0], "l1")
    assert (refused.status_code, refused.json()) == (503, {"error": LEAVING})
    assert late.http.get("/health").status_code == 200 and late.http.get("/api/help").status_code == 200
    with pytest.raises(websocket.WebSocketBadStatusException, match="503"):
        late.dial()
    emit(line, "user_uttered", {"message": LINES[0], "id": "s2"})
    assert heard(line, "turn_refused") == {"id": "s2", "error": LEAVING}

    held.let_go()
    talking.join(60)
    assert by_http.answer is not None
    first, done = turn_of(by_http.answer), heard(line, "turn_done")
    assert done["id"] == "s1" and hear(line, "42") == ""
    assert server.process.wait(STOP_WITHIN_S) == 0

    server.start()
    assert turn_of(by_http.say(LINES[0], "h1")) == first
    again = turn_of(by_socket.say(LINES[1], "s1"))
    assert [turn["turn"] for turn in done["session"]["turns"]] == [again]
    assert turn_of(late.say(LINES[0], "l1"))
    assert_whole(f"sqlite:///{server.folder / 'softstart.db'}", [("h1", first), ("s1", again)])
    assert all(len(person.turns()) == 1 for person in (by_http, by_socket, late))


def test_a_message_that_takes_too_long_is_given_up_and_can_be_sent_again(server: Running) -> None:
    server.stop()
    server.environment.update(SOFTSTART_DRAIN_S="1", SOFTSTART_METRICS="false")
    server.start()
    her = Person(server)
    assert her.http.get("/metrics").status_code == 404
    held = Held(server.folder)
    talking = threading.Thread(target=lambda: pytest.raises(httpx.HTTPError, her.say, LINES[0], "h1"))
    talking.start()
    time.sleep(1)  # it has come in

    assert server.process
    server.process.terminate()
    assert server.process.wait(STOP_WITHIN_S) == 0
    talking.join(60)
    held.let_go()

    said = [json.loads(line) for line in server.log().splitlines()]
    assert any(line["level"] == "WARNING" and line["logger"] == "bot.channels.watching" for line in said)
    assert LINES[0] not in server.log()
    server.start()
    turn = turn_of(her.say(LINES[0], "h1"))
    assert turn_of(her.say(LINES[0], "h1")) == turn
    assert her.turns() == [turn]


def test_with_nothing_in_flight_it_ends_at_once(server: Running) -> None:
    line = Person(server).dial()
    began = time.monotonic()
    assert server.process
    server.process.terminate()
    assert hear(line, "42") == ""
    line.close()

    assert server.process.wait(STOP_WITHIN_S) == 0
    assert time.monotonic() - began < 15  # half a second; less than the twenty it may take over messages
