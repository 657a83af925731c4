"""A learner in a talk with the running stack: what she types, and what she sees."""
from __future__ import annotations

import uuid
from typing import Any

import httpx

from tests.conftest import Running


class Learner:
    """Says one thing after another through the real model."""

    def __init__(self, stack: Running, scenario: str = "daily-calls", **wanted: Any) -> None:
        self.http = httpx.Client(base_url=stack.url, timeout=60, trust_env=False)
        self.move_to(self.http.post("/api/sessions", json={"scenario": scenario, **wanted}).json())

    def move_to(self, opened: dict[str, Any]) -> None:
        """Sit down in a talk that was opened."""
        self.code, self.session = opened.get("code"), opened["session"]
        self.http.headers["Authorization"] = f"Bearer {opened['token']}"

    def says(self, *texts: str) -> list[dict[str, Any]]:
        """The messages that answer the last of what she says."""
        for text in texts:
            answer = self.http.post("/api/session/say", json={"message": text, "id": uuid.uuid4().hex})
            assert answer.status_code == 200, answer.text
            self.session, messages = answer.json()["session"], answer.json()["messages"]
        return list(messages)

    def hears(self, text: str) -> str:
        """What the app alone answers."""
        messages = self.says(text)
        assert [message["voice"] for message in messages] == ["app"], messages
        return str(messages[0]["text"])

    def said(self) -> list[str]:
        """Her messages on the present path."""
        return [turn["user"] for turn in self.session["turns"]]
