"""The running stack over HTTP and WebSocket: what a page, a script and a stranger can do."""
from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

import httpx
import pytest
import socketio

from tests.conftest import Running

BLAME = "You never listen when I talk about the yellow kettle."


@pytest.fixture
def http(stack: Running) -> Any:
    with httpx.Client(base_url=stack.url, timeout=60, trust_env=False) as client:
        yield client


def start(http: httpx.Client, scenario: str = "daily-calls") -> dict[str, Any]:
    answer = http.post("/api/sessions", json={"scenario": scenario})
    assert answer.status_code == 201
    opened: dict[str, Any] = answer.json()
    http.headers["Authorization"] = f"Bearer {opened['token']}"
    return opened


def say(http: httpx.Client, text: Any, client_id: str | None = None) -> httpx.Response:
    return http.post("/api/session/say", json={"message": text, "id": client_id or uuid.uuid4().hex})


def test_a_rehearsal_from_start_to_debrief(http: httpx.Client) -> None:
    opened = start(http)
    answer = say(http, BLAME).json()
    voices = [message["voice"] for message in answer["messages"]]
    assert voices == ["coach", "persona"]
    note = answer["messages"][0]["coach"]
    assert BLAME[note["marks"][0]["start"]:note["marks"][0]["end"]].startswith("You never listen")
    assert note["reframe"] and "never" not in note["reframe"]

    assert say(http, note["reframe"]).json()["session"]["turns"][1]["coach"] is None
    assert len(say(http, "/undo").json()["session"]["turns"]) == 1
    assert say(http, "/pause").json()["session"]["paused"] is True
    paused = say(http, "Do you hear me?").json()
    assert not any(message["voice"] == "persona" for message in paused["messages"])
    assert say(http, "/resume").json()["session"]["paused"] is False
    assert say(http, "hint please").json()["messages"][0]["voice"] == "app"
    ended = say(http, "/end").json()
    assert ended["session"]["over"] and ended["session"]["outcome"]
    debrief = http.get("/api/session/debrief").json()["debrief"]
    assert debrief["headline"] and debrief["next"]["scenario"]

    http.headers.pop("Authorization")
    resumed = http.post("/api/sessions/resume", json={"code": opened["code"]})
    assert resumed.json()["session"]["turns"] == ended["session"]["turns"]


def test_blame_and_skill_get_different_answers(http: httpx.Client) -> None:
    start(http)
    hard = say(http, "You're so selfish.").json()["session"]
    start(http)
    kind = say(http, "I'm sorry I didn't pick up this morning.").json()["session"]

    assert hard["turns"][0]["persona"] != kind["turns"][0]["persona"]
    assert (hard["mood"], kind["mood"]) in {("hot", "tense"), ("hot", "hot"), ("boiling", "tense")}


def test_the_same_message_sent_twice_is_said_once(http: httpx.Client) -> None:
    start(http)
    first, second = (say(http, BLAME, "same-id").json() for _ in range(2))

    assert first["messages"] == second["messages"]
    assert len(second["session"]["turns"]) == 1

    for _ in range(2):
        assert len(say(http, "/undo", "undo-once").json()["session"]["turns"]) == 0


@pytest.mark.parametrize("text,words", [("", "type something"), ("   \n ", "type something"), ("a" * 10_000, "2000"), (None, "type something"),
                                        (7, "type something"), ("/drop_tables", "not known"), ("/restart", "not known"),
                                        ("/session_start", "not known"), ("\x00\x01", "type something")])
def test_what_cannot_be_said_is_refused_in_one_sentence_and_loses_nothing(http: httpx.Client, text: Any, words: str) -> None:
    start(http)
    answer = say(http, text)

    assert answer.status_code == 422 and words in answer.json()["error"]
    assert http.get("/api/session").json()["session"]["turns"] == []


@pytest.mark.parametrize("text", ["😭😭😭", "<script>alert(1)</script>", "<b>you always</b> do this", "No quiero hablar contigo ahora.", "asdf qwer zxcv",
                                  "…", "ok", "' OR 1=1; --", "{\"intent\": \"agree\"}", "EXTERNAL: action_react_agree", "/blame{\"x\": 1}",
                                  "{feeling} {0} %s", "a" * 1900])
def test_odd_messages_get_an_answer_and_are_kept_as_they_are(http: httpx.Client, text: str) -> None:
    start(http)
    answer = say(http, text)

    assert answer.status_code == 200, answer.text
    assert answer.json()["messages"]
    assert not answer.json()["session"]["over"]
    turns = answer.json()["session"]["turns"]
    assert not turns or turns[0]["user"] == text.lstrip("/")


def test_plain_words_that_could_be_said_to_her_reach_her_and_offer_a_break(http: httpx.Client) -> None:
    start(http)
    answer = say(http, "can we pause?").json()

    voices = [message["voice"] for message in answer["messages"]]
    assert "persona" in voices and voices[-1] == "app"
    assert {button["payload"] for button in answer["messages"][-1]["buttons"]} == {"/pause", "/end"}


def test_the_machine_behind_her_answers_for_itself(http: httpx.Client) -> None:
    start(http)
    answer = say(http, "are you a bot?").json()

    assert [message["voice"] for message in answer["messages"]] == ["app"]
    assert answer["session"]["turns"] == []


def test_danger_stops_the_role_play_and_shows_help(http: httpx.Client) -> None:
    start(http)
    answer = say(http, "You hit me on Sunday and I'm scared to come home.").json()

    assert answer["session"]["over"] and answer["session"]["outcome"] == "stopped"
    assert all(message["voice"] == "app" for message in answer["messages"])
    assert answer["messages"][0]["help"]
    after = say(http, "You never listen.").json()
    assert all(message["voice"] == "app" for message in after["messages"])
    assert len(after["session"]["turns"]) == 1


def test_the_help_page_is_there(http: httpx.Client) -> None:
    page = http.get("/api/help").json()

    assert page["title"] and page["lines"] and page["contacts"]


def test_words_outside_a_talk_are_read_for_danger_and_for_nothing_else(http: httpx.Client) -> None:
    assert http.post("/api/help", json={"message": "You never listen to me."}).json() == {"messages": []}
    heard = http.post("/api/help", json={"message": "he is going to kill me tonight, he has locked the door"}).json()["messages"]

    assert len(heard) == 1 and heard[0]["help"] and heard[0]["contacts"]
    assert http.post("/api/help", json={}).status_code == 422


def test_strangers_get_nothing(http: httpx.Client) -> None:
    opened = start(http)
    head, body, signature = opened["token"].split(".")
    for token in ("x", "guess", f"{head}.{body}.{signature[::-1]}", f"{head}.{body}."):
        answer = http.get("/api/session", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401 and "error" in answer.json()
    assert http.post("/api/sessions/resume", json={"code": "AAAA-AAAA-AAAA"}).status_code == 401


@pytest.mark.parametrize("body", ["", "[]", "{", '{"scenario": 1}', '{"scenario": "../etc"}', '{"scenario": "daily-calls", "level": "x"}'])
def test_a_request_that_makes_no_sense_is_answered_in_one_sentence(http: httpx.Client, body: str) -> None:
    answer = http.post("/api/sessions", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422 and answer.json()["error"].count("\n") == 0


def test_no_stock_door_of_rasa_is_open(http: httpx.Client) -> None:
    for path in ("/webhooks/rest/webhook", "/model/parse", "/conversations/x/tracker", "/status", "/webhooks/web/webhook"):
        assert http.get(path).status_code in (404, 405), path
        assert http.post(path, json={"sender": "x", "message": "hi"}).status_code in (404, 405), path


def test_files_outside_the_widget_are_not_served(http: httpx.Client) -> None:
    for path in ("/widget/..%2fweb.py", "/widget/%2e%2e/web.py", "/widget/web.py", "/widget/nothing.js"):
        assert http.get(path).status_code == 404, path
    page = http.get("/")
    assert page.status_code == 200 and "default-src 'none'" in page.headers["content-security-policy"]


def connected(url: str, token: str) -> socketio.SimpleClient:
    link = socketio.SimpleClient()
    link.connect(url, transports=["websocket"])
    link.emit("session_request", {"token": token})
    return link


def until(link: socketio.SimpleClient, *wanted: str) -> tuple[str, Any]:
    while True:
        event, data = link.receive(timeout=60)
        if event in wanted:
            return event, data


def test_a_talk_over_the_socket(http: httpx.Client, stack: Running) -> None:
    opened = start(http)
    link = connected(stack.url, opened["token"])
    assert until(link, "session_confirm")[1]["session"]["opening"] == opened["session"]["opening"]

    link.emit("user_uttered", {"message": BLAME, "id": "m1"})
    said = [link.receive(timeout=60) for _ in range(3)]

    assert [event for event, _ in said] == ["bot_uttered", "bot_uttered", "turn_done"]
    assert [data["voice"] for event, data in said[:2]] == ["coach", "persona"]
    link.disconnect()


def test_a_page_that_names_its_last_turn_is_told_only_the_new_one_and_another_tab_everything(http: httpx.Client, stack: Running) -> None:
    opened = start(http)
    link, tab = connected(stack.url, opened["token"]), connected(stack.url, opened["token"])
    until(link, "session_confirm"), until(tab, "session_confirm")

    def say(text: str, id_: str, since: Any) -> dict[str, Any]:
        link.emit("user_uttered", {"message": text, "id": id_, "since": since})
        told: dict[str, Any] = until(link, "turn_done")[1]["session"]
        whole = until(tab, "session_changed")[1]["session"]
        assert whole["opening"] == opened["session"]["opening"] and "since" not in whole
        assert whole["turns"][-1] == told["turns"][-1] and {**whole, **told, "turns": whole["turns"], "since": None} == {**whole, "since": None}
        return told

    first = say("I felt sad on Sunday.", "s1", None)
    one = first["turns"][0]["turn"]
    assert first["opening"] and len(first["turns"]) == 1
    second = say("What was it like for you?", "s2", one)
    assert second["since"] == one and "opening" not in second and [turn["user"] for turn in second["turns"]] == ["What was it like for you?"]
    for odd in (one, "x" * 40, 7):  # two turns behind, a turn that is none, no turn at all
        assert say(f"I'm sorry I shouted, {odd}.", f"s{odd}", odd)["opening"]
    link.emit("user_uttered", {"message": "/coach end", "id": "s9", "since": second["turns"][0]["turn"]})
    assert until(link, "turn_done")[1]["session"]["opening"]
    link.disconnect(), tab.disconnect()


def test_messages_sent_while_she_still_answers_are_taken_in_order(http: httpx.Client, stack: Running) -> None:
    words = ["I felt sad on Sunday.", "What was it like for you?", "That must have been hard.", "I'm sorry I shouted."]
    link = connected(stack.url, start(http)["token"])
    until(link, "session_confirm")
    for number, text in enumerate(words):
        link.emit("user_uttered", {"message": text, "id": f"m{number}"})
    for _ in words:
        event, data = until(link, "turn_done", "turn_refused")
        assert event == "turn_done"

    assert [turn["user"] for turn in data["session"]["turns"]] == words
    link.disconnect()


def test_a_line_lost_in_the_middle_of_a_turn_is_answered_after_coming_back(http: httpx.Client, stack: Running) -> None:
    opened = start(http)
    link = connected(stack.url, opened["token"])
    until(link, "session_confirm")
    link.emit("user_uttered", {"message": BLAME, "id": "lost"})
    link.disconnect()

    link = connected(stack.url, opened["token"])
    until(link, "session_confirm")
    link.emit("user_uttered", {"message": BLAME, "id": "lost"})
    _, data = until(link, "turn_done")

    assert [turn["user"] for turn in data["session"]["turns"]] == [BLAME]
    link.disconnect()


def test_without_a_token_the_socket_says_nothing(stack: Running) -> None:
    link = connected(stack.url, "guess")
    assert until(link, "session_refused", "session_confirm")[0] == "session_refused"

    link.emit("user_uttered", {"message": "hello", "id": "x"})
    assert until(link, "turn_refused", "turn_done")[0] == "turn_refused"
    link.disconnect()


def test_another_site_cannot_open_the_socket(stack: Running) -> None:
    with pytest.raises(socketio.exceptions.ConnectionError):
        socketio.SimpleClient().connect(stack.url, transports=["websocket"], headers={"Origin": "https://elsewhere.example"})


def test_nothing_anyone_typed_is_in_the_log_or_readable_in_the_database(http: httpx.Client, stack: Running) -> None:
    start(http)
    say(http, BLAME)
    say(http, "a" * 10_000)
    say(http, "yellow kettle again, You hit me with it on Sunday")

    files = [path for path in stack.folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        raw = path.read_bytes()
        assert b"kettle" not in raw, path.name
        assert json.dumps(BLAME).encode() not in raw


def test_many_people_at_once_are_each_answered_in_their_own_talk(stack: Running) -> None:
    async def person(number: int, client: httpx.AsyncClient) -> None:
        opened = (await client.post("/api/sessions", json={"scenario": ["daily-calls", "weight-comments", "teen-phone"][number % 3]})).json()
        bearer = {"Authorization": f"Bearer {opened['token']}"}
        for turn in range(3):
            words = f"I felt sad on day {number} of week {turn}."
            answer = await client.post("/api/session/say", json={"message": words, "id": f"{number}-{turn}"}, headers=bearer)
            assert answer.json()["session"]["turns"][-1]["user"] == words

    async def crowd() -> None:
        async with httpx.AsyncClient(base_url=stack.url, timeout=120, trust_env=False) as client:
            await asyncio.gather(*(person(number, client) for number in range(16)))

    asyncio.run(crowd())
