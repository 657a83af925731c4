"""The running server killed with -9 at any moment while learners talk to it.

Two kills by default; SOFTSTART_TEST_KILLS=20 gives the figure in docs/evaluation.md.
"""
from __future__ import annotations

import os
import random
import time
from pathlib import Path

import httpx

from tests.conftest import Running
from tests.trouble.learners import Learner
from tests.trouble.parts import Replicated, until
from tests.trouble.whole import assert_whole

KILLS = int(os.environ.get("SOFTSTART_TEST_KILLS", "2"))
LEARNERS, LONGEST_LIFE_S = 3, 3.0


def everybody_is_talking(learners: list[Learner]) -> None:
    """Each of them was answered since this was asked."""
    before = [learner.answers for learner in learners]
    until(lambda: all(learner.answers > count or learner.broken for learner, count in zip(learners, before)), "an answer for everybody")


def assert_kept(learners: list[Learner], server: Running | Replicated, database: str) -> None:
    """What each of them was answered is there once and in order, also for whoever comes back with her code."""
    for learner in learners:
        learner.finish()
    assert_whole(database, [pair for learner in learners for talk in learner.talks for pair in talk.answered.items()])
    with httpx.Client(base_url=server.url, timeout=60, trust_env=False) as http:
        for talk in (talk for learner in learners for talk in learner.talks):
            seen = http.get("/api/session", headers={"Authorization": f"Bearer {talk.token}"}).json()["session"]
            assert [turn["user"] for turn in seen["turns"]] == talk.stands
            assert all(turn["persona"] for turn in seen["turns"])
        last = learners[0].talks[-1]
        assert http.post("/api/sessions/resume", json={"code": last.code}).json()["session"]["turns"] == http.get(
            "/api/session", headers={"Authorization": f"Bearer {last.token}"}).json()["session"]["turns"]


def test_a_server_killed_at_any_moment_under_load(model: Path, tmp_path: Path) -> None:
    server, rng = Running(model, tmp_path / "home", SOFTSTART_RATE_LIMITS="false"), random.Random(11)
    server.start()
    learners = [Learner([server.url], number) for number in range(LEARNERS)]
    try:
        for learner in learners:
            learner.start()
        for _ in range(KILLS):
            everybody_is_talking(learners)
            time.sleep(rng.uniform(0, LONGEST_LIFE_S))
            server.stop(kill=True)
            server.start()
        everybody_is_talking(learners)
        assert_kept(learners, server, f"sqlite:///{tmp_path / 'home' / 'softstart.db'}")
        assert sum(learner.lost for learner in learners) >= KILLS
    finally:
        server.stop()
