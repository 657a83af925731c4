"""Killed and started again: what was answered is there, and the talk goes on from where it stood."""
from __future__ import annotations

from pathlib import Path

import httpx

from tests.conftest import Running


def test_a_killed_server_loses_nothing_that_was_answered(model: Path, tmp_path: Path, empty_postgres_url: str) -> None:
    running = Running(model, tmp_path / "home", SOFTSTART_DATABASE_URL=empty_postgres_url)
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
