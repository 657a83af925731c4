"""The log's file held by another program while several people talk: each is told in good time, and nobody waits behind the others."""
from __future__ import annotations

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests.conftest import Running
from tests.trouble.test_outages import Visitor, refused_kindly

PEOPLE = 6
ONE_WAIT_S = 7.0  # SQLite's own patience and what a turn takes on a busy machine


def test_a_log_that_hangs_holds_each_person_up_once_and_not_behind_the_others(model: Path, tmp_path: Path) -> None:
    server = Running(model, tmp_path / "home", SOFTSTART_RATE_LIMITS="false")
    server.start()
    other = sqlite3.connect(tmp_path / "home" / "softstart.db", isolation_level=None)
    try:
        people = [Visitor(server) for _ in range(PEOPLE)]
        for her in people:
            assert her.say("before").status_code == 200
        before = [her.turns() for her in people]

        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(PEOPLE) as pool:
            began = time.monotonic()
            assert all(refused_kindly(answer) for answer in pool.map(lambda her: her.say("held"), people))
            # In turn they would have waited for thirty seconds; they wait side by side.
            assert time.monotonic() - began < 3 * ONE_WAIT_S
            waiting = pool.submit(people[0].say, "held")
            began = time.monotonic()
            assert httpx.get(f"{server.url}/health", trust_env=False).status_code == 200
            assert [her.turns() for her in people[1:]] == before[1:]
            assert time.monotonic() - began < ONE_WAIT_S / 2 and not waiting.done()
            assert refused_kindly(waiting.result())
        other.execute("ROLLBACK")

        assert [her.say("held").status_code for her in people] == [200] * PEOPLE
        assert [her.turns()[:1] for her in people] == before
        assert [len(her.turns()) for her in people] == [2] * PEOPLE
    finally:
        other.close()
        server.stop()
