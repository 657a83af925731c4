"""A person at the questions before a talk of her own, over the real running stack."""
from __future__ import annotations

import uuid
from typing import Any, Callable, Iterator, Optional

import httpx
import pytest

from tests.conftest import Running


@pytest.fixture(scope="session")
def stack(unlimited: Running) -> Running:
    """Whoever talks here begins anew in every test."""
    return unlimited


class Preparing:
    """Somebody who answers; remembers what was said to her last."""

    def __init__(self, url: str, code: Optional[str] = None) -> None:
        self.http = httpx.Client(base_url=url, timeout=60, trust_env=False)
        answer = self.http.post("/api/prepare/resume", json={"code": code}) if code else self.http.post("/api/prepare", json={})
        assert answer.status_code in (200, 201), answer.text
        self.last: dict[str, Any] = answer.json()
        self.code = code or self.last["code"]
        self.http.headers["Authorization"] = f"Bearer {self.last['token']}"

    def say(self, *texts: str) -> list[dict[str, Any]]:
        """Say each; what the last one was answered with."""
        for text in texts:
            answer = self.http.post("/api/prepare/say", json={"message": text, "id": uuid.uuid4().hex})
            assert answer.status_code == 200, answer.text
            self.last = answer.json()
        messages: list[dict[str, Any]] = self.last["messages"]
        return messages

    @property
    def asked(self) -> Optional[str]:
        """The question that waits."""
        question = self.last["preparation"]["question"]
        return str(question["id"]) if question else None

    @property
    def answers(self) -> dict[str, Any]:
        return {row["question"]: row["answer"] for row in self.last["preparation"]["answers"]}

    def prepared(self) -> dict[str, Any]:
        """What the persona was made from, as it is kept."""
        bearer = {"Authorization": f"Bearer {self.last['token']}"}
        told = self.http.get("/api/mine/export", headers=bearer).json()
        kept: dict[str, Any] = told["rehearsals"][0]["prepared"]
        return kept


Meet = Callable[..., Preparing]


@pytest.fixture
def meet(stack: Running) -> Iterator[Meet]:
    """Start the questions, or come back to them with a code."""
    met: list[Preparing] = []

    def begin(code: Optional[str] = None) -> Preparing:
        met.append(Preparing(stack.url, code))
        return met[-1]

    yield begin
    for person in met:
        person.http.close()
