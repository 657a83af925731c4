"""PostgreSQL, Redis or the action server gone under running servers: one kind sentence, nothing lost, and on without a restart."""
from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import Any, Callable, Iterator

import httpx
import pytest

from tests.conftest import Running
from tests.trouble.learners import Learner, Talk
from tests.trouble.parts import Apart, until
from tests.trouble.test_killed_server import KILLS, LEARNERS, assert_kept, everybody_is_talking
from tests.trouble.whole import assert_whole

AWAY_S = float(os.environ.get("SOFTSTART_TEST_AWAY_S", "3"))
KIND = ("The session log cannot be reached right now, so your message was not said. Please send it again in a moment.",
        "Something went wrong here and your last message was not said. Please send it again.",
        "That took too long here. Please send it again; it will not be said twice.")


@pytest.fixture(scope="module")
def apart(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Apart]:
    parts = Apart(model, tmp_path_factory.mktemp("apart"))
    yield parts
    parts.stop()


class Visitor:
    """Somebody who says one thing after another and sees what comes back."""

    def __init__(self, server: Running) -> None:
        self.http = httpx.Client(base_url=server.url, timeout=60, trust_env=False)
        self.http.headers["Authorization"] = f"Bearer {self.http.post('/api/sessions', json={'scenario': 'daily-calls'}).json()['token']}"
        self._number = 0

    def say(self, client_id: str | None = None) -> httpx.Response:
        self._number += 1
        return self.http.post("/api/session/say", json={"message": f"I felt sad on evening {self._number}.", "id": client_id or f"m{self._number}"})

    def turns(self) -> list[str]:
        return [turn["turn"] for turn in self.http.get("/api/session").json()["session"]["turns"]]


def refused_kindly(answer: httpx.Response) -> bool:
    return answer.status_code == 503 and answer.json() == {"error": answer.json()["error"]} and answer.json()["error"] in KIND


def test_postgresql_stopped_under_the_server(apart: Apart) -> None:
    her, process = Visitor(apart.server), apart.server.process
    assert her.say("before").status_code == 200
    before = her.turns()

    apart.postgres.stop()
    end, refusals = time.monotonic() + AWAY_S, 0
    while time.monotonic() < end:
        assert refused_kindly(her.say("meanwhile")) and refused_kindly(her.http.get("/api/session"))
        assert httpx.get(f"{apart.server.url}/health", trust_env=False).status_code == 200
        refusals += 1
        time.sleep(0.5)  # sixty a minute are allowed
    apart.postgres.start()

    assert refusals and her.turns() == before
    assert her.say("meanwhile").status_code == 200 and her.say("meanwhile").status_code == 200
    assert len(her.turns()) == 2 and her.turns()[:1] == before
    assert apart.server.process is process and process and process.poll() is None


def test_an_action_server_that_is_gone(apart: Apart) -> None:
    her = Visitor(apart.server)
    assert her.say().status_code == 200

    apart.actions.kill()
    for _ in range(3):
        assert her.say("again").json() == {"error": KIND[1]}
    assert len(her.turns()) == 1
    apart.actions.start()

    assert her.say("again").status_code == 200
    assert len(her.turns()) == 2


@pytest.mark.parametrize("away,back", [(lambda redis: redis.kill(), lambda redis: redis.start()),
                                       (lambda redis: redis.freeze(), lambda redis: redis.thaw())], ids=["killed", "frozen"])
def test_redis_gone_under_the_server(apart: Apart, away: Callable[[Any], None], back: Callable[[Any], None]) -> None:
    her, redis = Visitor(apart.server), apart.redis
    assert her.say().status_code == 200
    assert redis.client.keys("LIMIT*")

    away(redis)
    assert her.say("without").status_code == 200  # the log itself keeps the order
    assert her.say("without").status_code == 200
    back(redis)
    redis.client.flushall()

    assert her.say().status_code == 200
    assert len(her.turns()) == 3
    assert redis.client.keys("LIMIT*")  # both are used again
    assert int(redis.client.info("commandstats")["cmdstat_evalsha"]["calls"])
    assert "the limits could not be counted" in apart.server.log() and "Redis cannot keep the order now" in apart.server.log()


def test_a_lock_left_by_a_killed_server_does_not_stop_the_next_message_for_long(apart: Apart) -> None:
    from bot.nlu.redis_locks import HELD_S

    her = Visitor(apart.server)
    talk = her.http.get("/api/mine").json()["rehearsals"][0]["id"]
    apart.redis.client.set(f"softstart:{talk}", "somebody who was killed", px=int(1000 * HELD_S))

    assert her.say().status_code == 200
    assert not apart.redis.client.exists(f"softstart:{talk}")


def test_two_servers_and_one_rehearsal_keep_one_order_with_and_without_redis(apart: Apart) -> None:
    apart.other.start()
    one = Visitor(apart.server)
    token = one.http.headers["Authorization"].split()[1]
    for with_redis in (True, False):
        if not with_redis:
            apart.redis.kill()
        both = [Learner([server.url], number, undo=0, talk=Talk(token, "")) for number, server in enumerate((apart.server, apart.other))]
        for learner in both:
            learner.start()
        until(lambda both=both: all(learner.answers >= 4 or learner.broken for learner in both), "talk")  # type: ignore[misc]
        for learner in both:
            learner.finish()

        said = [pair for learner in both for pair in learner.talks[0].answered.items()]
        assert_whole(apart.postgres.url, said)
        assert {turn for _, turn in said} <= set(one.turns())  # one line of turns, no branch beside it
    apart.redis.start()


def test_servers_and_actions_killed_at_any_moment_under_load(apart: Apart) -> None:
    """On PostgreSQL; whichever of the two processes it hits."""
    rng = random.Random(12)
    apart.other.stop()
    learners = [Learner([apart.server.url], 10 + number) for number in range(LEARNERS)]
    for learner in learners:
        learner.start()
    for kill in range(KILLS):
        everybody_is_talking(learners)
        time.sleep(rng.uniform(0, 1.5))
        if kill % 3 == 1:  # a server takes long to start
            apart.server.stop(kill=True)
            apart.server.start()
        else:
            apart.actions.kill()
            apart.actions.start()
    everybody_is_talking(learners)
    assert_kept(learners, apart.server, apart.postgres.url)
    assert {sentence for learner in learners for sentence in learner.refused} <= set(KIND)
