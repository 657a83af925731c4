"""Two replicas behind nginx, one killed with -9 after the other, while people talk to whichever nginx chooses.

Two kills and eight people by default. The figure in docs/deployment.md: SOFTSTART_TEST_PEOPLE=200 SOFTSTART_TEST_THINK_S=20
SOFTSTART_TEST_KILLS=15 SOFTSTART_TEST_KILL_EVERY=20.
"""
from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path
from typing import Any, Iterator

import httpx
import pytest
import socketio

from tests.conftest import softstart
from tests.trouble.learners import Learner
from tests.trouble.parts import Replicated, until
from tests.trouble.test_killed_server import KILLS, assert_kept, everybody_is_talking

PEOPLE = int(os.environ.get("SOFTSTART_TEST_PEOPLE", "8"))
THINK_S = float(os.environ.get("SOFTSTART_TEST_THINK_S", "1"))
KILL_EVERY_S = float(os.environ.get("SOFTSTART_TEST_KILL_EVERY", "0"))  # later where the one before is not back yet
ANSWER_WITHIN_S = 10.0


@pytest.fixture(scope="module")
def replicated(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replicated]:
    parts = Replicated(tmp_path_factory.mktemp("replicated"), SOFTSTART_RATE_LIMITS="false", SOFTSTART_METRICS="true")
    try:
        parts.start()
        yield parts
    finally:
        parts.away()


def tab(port: int, token: str) -> socketio.SimpleClient:
    """A page with this rehearsal open at the replica with this port."""
    link = socketio.SimpleClient()
    link.connect(f"http://127.0.0.1:{port}", transports=["websocket"])
    link.emit("session_request", {"token": token})
    assert link.receive(timeout=60)[0] == "session_confirm"
    return link


def heard(link: socketio.SimpleClient, wanted: str) -> dict[str, Any]:
    while True:
        name, data = link.receive(timeout=60)
        if name == wanted:
            return dict(data)


def test_a_tab_at_another_replica_shows_what_was_said(replicated: Replicated) -> None:
    token = httpx.post(f"{replicated.url}/api/sessions", json={"scenario": "daily-calls"}, timeout=60, trust_env=False).json()["token"]
    here, there = (tab(port, token) for port in replicated.ready())
    for speaks, watches, text in ((here, there, "I felt sad on Sunday."), (there, here, "I was in a meeting.")):
        speaks.emit("user_uttered", {"message": text, "id": text})
        heard(speaks, "turn_done")
        assert heard(watches, "session_changed")["session"]["turns"][-1]["user"] == text
    here.disconnect()
    there.disconnect()


def test_figures_are_seen_at_a_replica_and_not_through_nginx(replicated: Replicated) -> None:
    seen = [httpx.get(f"{url}/metrics", timeout=60, trust_env=False).status_code for url in (f"http://127.0.0.1:{next(iter(replicated.ready()))}", replicated.url)]
    assert seen == [200, 404]


def test_one_replica_killed_after_the_other_while_people_talk(replicated: Replicated) -> None:
    learners = [Learner([replicated.url], 100 + number, thinks_s=THINK_S) for number in range(PEOPLE)]
    killed: list[float] = []
    for learner in learners:
        learner.start()
    everybody_is_talking(learners)
    began = time.monotonic()
    for number in range(KILLS):
        until(lambda: len(replicated.ready()) == replicated.count, "every replica back")
        time.sleep(max(0.0, began + number * KILL_EVERY_S - time.monotonic()))
        # They keep their ports: each is killed in turn, and a talk goes on at the one that is left.
        victim = list(replicated.ready().values())[number % replicated.count]
        victim.kill()
        killed.append(time.monotonic())
    everybody_is_talking(learners)
    assert_kept(learners, replicated, replicated.postgres.url)

    waits = [wait for learner in learners for wait in learner.waits]
    after_kills = [[answered - max(sent, kill) for sent, answered in waits if sent < kill + ANSWER_WITHIN_S and answered > kill] for kill in killed]
    longest, all_waits = max(map(max, after_kills)), sorted(answered - sent for sent, answered in waits)
    print(f"\n{len(waits)} answers to {PEOPLE} people, {KILLS} kills in {killed[-1] - killed[0]:.0f} s; longest wait for an answer after a kill {longest:.1f} s, "
          f"of all {all_waits[-1]:.1f} s, p95 {all_waits[int(0.95 * len(waits))]:.2f} s; sent again {sum(learner.lost + len(learner.refused) for learner in learners)} times: "
          f"{Counter(sentence for learner in learners for sentence in learner.refused).most_common()}")
    assert longest < ANSWER_WITHIN_S
    assert replicated.said().count("stopped by itself and is starting again") == KILLS


def test_nginx_that_dies_comes_back_and_a_stop_leaves_nothing_behind(replicated: Replicated) -> None:
    until(lambda: len(replicated.ready()) == replicated.count, "every replica back")
    before = replicated.children("nginx")[replicated.port]
    before.kill()

    def page() -> bool:
        try:
            return httpx.get(replicated.url, timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    until(lambda: replicated.children("nginx").get(replicated.port, before).pid != before.pid and page(), "the page")
    parts = [*replicated.children("bot.server").values(), *replicated.children("nginx").values()]
    assert replicated.stop() == 0
    assert len(parts) == replicated.count + 1 and not any(part.is_running() for part in parts)


def test_the_actions_in_a_process_of_their_own_come_back_too(model: Path, tmp_path: Path) -> None:
    parts = Replicated(tmp_path, 1, "--actions")
    try:
        parts.start()
        with httpx.Client(base_url=parts.url, timeout=60, trust_env=False) as http:
            http.headers["Authorization"] = f"Bearer {http.post('/api/sessions', json={'scenario': 'daily-calls'}).json()['token']}"

            def says(text: str) -> int:
                return http.post("/api/session/say", json={"message": text, "id": text}).status_code

            assert says("I felt sad on Sunday.") == 200
            next(iter(parts.children("bot.action_server").values())).kill()
            assert says("I was in a meeting.") == 503  # they are used, and nothing is answered without them
            until(lambda: says("I was in a meeting.") == 200, "the actions back")
            assert [turn["user"] for turn in http.get("/api/session").json()["session"]["turns"]] == ["I felt sad on Sunday.", "I was in a meeting."]
    finally:
        parts.away()


@pytest.mark.parametrize("settings,named", [
    ({}, "SOFTSTART_DATABASE_URL"),
    ({"SOFTSTART_DATABASE_URL": "postgresql://localhost/softstart"}, "SOFTSTART_REDIS_URL"),
    ({"SOFTSTART_KEEP": "nothing"}, "SOFTSTART_KEEP"),
])
def test_what_replicas_need_and_is_not_set_is_named(tmp_path: Path, settings: dict[str, str], named: str) -> None:
    done = softstart("serve", "--replicas", "2", SOFTSTART_DATA_DIR=str(tmp_path), **settings)

    assert done.returncode == 2 and named in done.stderr and len(done.stderr.strip().splitlines()) == 1
