"""A running server as whoever runs it sees it: whether people may be sent to it, and its figures. PostgreSQL and Redis are real, and go away."""
from __future__ import annotations

import time
from pathlib import Path
from typing import Any, Iterator

import httpx
import pytest
import websocket
from prometheus_client.parser import text_string_to_metric_families

from tests.conftest import Running
from tests.trouble.parts import Postgres, Redis, until

TYPED = ("I felt heartbroken when the zeppelin left.", "You never listen to me about the zeppelin.")
DANGER = "I want to kill myself tonight, zeppelin or not."


class Watched:
    """One server with everything it can depend on."""

    def __init__(self, model: Path, folder: Path) -> None:
        folder.mkdir()
        self.postgres, self.redis = Postgres(), Redis(folder / "redis.log")
        self.redis.start()
        self.server = Running(model, folder / "home", SOFTSTART_DATABASE_URL=self.postgres.url, SOFTSTART_REDIS_URL=self.redis.url,
                              SOFTSTART_METRICS="true")
        self.server.start()
        self.http = httpx.Client(base_url=self.server.url, timeout=60, trust_env=False)

    def figures(self) -> dict[tuple[str, ...], float]:
        """Every sample but those of the process, by its name and the values of its labels."""
        answer = self.http.get("/metrics")
        assert answer.status_code == 200
        return {(sample.name, *sample.labels.values()): sample.value for family in text_string_to_metric_families(answer.text)
                for sample in family.samples if not sample.name.startswith("process_")}

    def ready(self) -> tuple[int, dict[str, Any]]:
        answer = self.http.get("/ready")
        return answer.status_code, answer.json()

    def talk(self) -> dict[str, Any]:
        opened: dict[str, Any] = self.http.post("/api/sessions", json={"scenario": "daily-calls"}).json()
        return opened

    def say(self, token: str, text: str, client_id: str) -> httpx.Response:
        return self.http.post("/api/session/say", json={"message": text, "id": client_id}, headers={"Authorization": f"Bearer {token}"})

    def stop(self) -> None:
        self.server.stop()
        self.redis.stop()
        self.postgres.away()


@pytest.fixture(scope="module")
def watched(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    parts = Watched(model, tmp_path_factory.mktemp("watched") / "all")
    yield parts
    parts.stop()


def grown(before: dict[tuple[str, ...], float], after: dict[tuple[str, ...], float]) -> dict[tuple[str, ...], float]:
    """By how much each count has grown; times left out."""
    return {name: value - before.get(name, 0.0) for name, value in after.items()
            if value != before.get(name, 0.0) and not name[0].endswith(("_bucket", "_sum"))}


def test_messages_are_counted_by_what_became_of_them(watched: Watched) -> None:
    before, token = watched.figures(), watched.talk()["token"]
    for number, text in enumerate(TYPED):
        assert watched.say(token, text, f"m{number}").status_code == 200
    assert watched.say(token, TYPED[0], "m0").status_code == 200
    assert watched.say(token, " ", "m3").status_code == 422

    stages = {("softstart_turn_stage_seconds_count", stage): 2.0 for stage in ("waiting", "reading", "deciding", "writing")}
    assert grown(before, watched.figures()) == {
        ("softstart_turns_total", "answered"): 2.0, ("softstart_turns_total", "repeated"): 1.0, ("softstart_turns_total", "invalid"): 1.0,
        ("softstart_turn_seconds_count",): 2.0, **stages}


def test_the_stages_of_a_message_make_up_its_time(watched: Watched) -> None:
    before, token = watched.figures(), watched.talk()["token"]
    assert watched.say(token, TYPED[0], "m0").status_code == 200
    after = watched.figures()

    spent = {name: after[name] - before.get(name, 0.0) for name in after if name[0].endswith("_sum")}
    whole = spent.pop(("softstart_turn_seconds_sum",))
    assert sum(spent.values()) == pytest.approx(whole, abs=0.001)
    assert all(spent["softstart_turn_stage_seconds_sum", stage] > 0 for stage in ("reading", "deciding", "writing"))


def test_a_message_of_danger_leaves_no_mark_of_its_own(watched: Watched) -> None:
    """Whoever reads the figures of a server with one person on it must not learn of it."""
    def by(text: str) -> dict[tuple[str, ...], float]:
        token, before = watched.talk()["token"], watched.figures()
        assert watched.say(token, text, "m0").status_code == 200
        return grown(before, watched.figures())

    assert by(DANGER) == by(TYPED[0])


def test_nothing_that_was_typed_and_nobody_is_in_the_figures_or_the_log(watched: Watched) -> None:
    opened = watched.talk()
    for number, text in enumerate((*TYPED, DANGER)):
        watched.say(opened["token"], text, f"turn-of-hers-{number}")
    id_ = watched.http.get("/api/mine", headers={"Authorization": f"Bearer {opened['token']}"}).json()["rehearsals"][0]["id"]
    page, log = watched.http.get("/metrics").text.lower(), watched.server.log().lower()

    assert "softstart_turns_total" in page
    for private in ("zeppelin", "heartbroken", "turn-of-hers", "daily-calls", opened["code"].lower(), opened["token"].lower(), id_):
        assert private not in page and private not in log


def test_open_sockets_and_limits_are_counted(watched: Watched) -> None:
    before = watched.figures()
    line = websocket.create_connection(f"{watched.server.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket", timeout=60)
    line.recv()
    assert grown(before, watched.figures()) == {("softstart_sockets",): 1.0}
    line.close()
    until(lambda: not grown(before, watched.figures()), "the socket counted off", 30)

    while watched.http.post("/api/sessions/resume", json={"code": "nobody-has-this"}).status_code != 429:
        pass
    assert grown(before, watched.figures()) == {("softstart_limited_total", "resume"): 1.0}


def test_the_figures_are_not_shown_through_a_proxy(watched: Watched) -> None:
    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded"):
        answer = watched.http.get("/metrics", headers={header: "203.0.113.7"})
        assert answer.status_code == 404 and "softstart_" not in answer.text


def test_without_redis_it_is_ready_and_says_so(watched: Watched) -> None:
    well = {"model": True, "log": True, "leaving": False, "redis": True}
    assert watched.ready() == (200, {"ready": True, "parts": well})

    for away, back in ((watched.redis.freeze, watched.redis.thaw), (watched.redis.kill, watched.redis.start)):
        away()
        assert watched.ready() == (200, {"ready": True, "parts": {**well, "redis": False}})
        back()
        until(lambda: watched.ready()[1]["parts"]["redis"], "Redis seen again", 30)


def test_without_its_log_it_is_not_ready_and_alive(watched: Watched) -> None:
    token, before = watched.talk()["token"], watched.figures()
    watched.postgres.stop()

    began = time.monotonic()
    status, seen = watched.ready()
    took = time.monotonic() - began
    assert status == 503 and not seen["ready"] and not seen["parts"]["log"] and seen["parts"]["model"]
    assert took < 10  # a busy machine; one second is what the log is given
    assert watched.http.get("/health").status_code == 200
    assert watched.say(token, TYPED[0], "m0").status_code == 503
    counted = grown(before, watched.figures())
    assert counted["softstart_ready",] == -1.0 and counted["softstart_turns_total", "log"] == 1.0
    assert counted["softstart_store_errors_total",] >= 1.0

    watched.postgres.start()
    until(lambda: watched.ready()[0] == 200, "ready again", 60)
    assert watched.say(token, TYPED[0], "m0").status_code == 200


