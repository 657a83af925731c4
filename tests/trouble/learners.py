"""Learners who talk over the session API as the page does: one message at a time, sent again with the same id until it is answered."""
from __future__ import annotations

import random
import threading
import time
import uuid
from dataclasses import dataclass, field

import httpx

LINES = ("I felt sad on Sunday when you left, number {n}.", "You never listen to me about the {n} kettles.", "I'm sorry about the {n} calls.",
         "What was it like for you, the year you were {n}?", "I was in a meeting for {n} hours.", "That sounds lonely, {n} evenings alone.")
PATIENCE_S = 600.0  # a busy machine takes long to start a server
RESEND_AFTER_S = 0.5


@dataclass
class Talk:
    """A rehearsal as its learner remembers it: her messages that stand, in order, and what each was told it is."""

    token: str
    code: str
    stands: list[str] = field(default_factory=list)
    answered: dict[str, str] = field(default_factory=dict)  # id of a message -> id of its turn


class Learner(threading.Thread):
    """Talks until told to stop. Whatever breaks a promise ends up in ``broken``."""

    def __init__(self, urls: list[str], name: int, undo: float = 0.15, talk: Talk | None = None, thinks_s: float = 0) -> None:
        """``thinks_s``: between an answer and her next message, on average."""
        super().__init__(daemon=True)
        self.talks: list[Talk] = [talk] if talk else []
        self.refused: list[str] = []
        self.broken: list[str] = []
        self.lost = 0  # times no answer came at all
        self.waits: list[tuple[float, float]] = []  # when she sent a message first, and when it was answered, by the steady clock
        self._http, self._thinks_s = httpx.Client(timeout=60, trust_env=False), thinks_s
        self._urls, self._number, self._undo, self._given = urls, 1000 * name, undo, talk is not None
        self._rng, self._stop_now = random.Random(name), threading.Event()

    def run(self) -> None:
        try:
            while not self._stop_now.is_set():
                talk = self.talks[0] if self._given else self._start()
                for _ in range(10_000 if self._given else 8):
                    if self._stop_now.wait(self._rng.uniform(0, 2 * self._thinks_s)) or self._one_turn(talk):
                        break
        except Exception as error:  # shown by the test
            self.broken.append(f"{type(error).__name__}: {error}")

    @property
    def answers(self) -> int:
        """How many of her messages were answered so far."""
        return sum(len(talk.answered) for talk in self.talks)

    def finish(self) -> None:
        """After the message on its way was answered."""
        self._stop_now.set()
        self.join(PATIENCE_S)
        assert not self.is_alive() and not self.broken, self.broken

    def _start(self) -> Talk:
        opened = self._until_answered("/api/sessions", {"scenario": "daily-calls"}, "", 201)
        self.talks.append(Talk(opened["token"], opened["code"]))
        return self.talks[-1]

    def _one_turn(self, talk: Talk) -> bool:
        """Whether the talk is over then."""
        self._number += 1
        client_id, undo = uuid.uuid4().hex, bool(talk.stands) and self._rng.random() < self._undo
        text = "/undo" if undo else self._rng.choice(LINES).format(n=self._number)
        answer = self._until_answered("/api/session/say", {"message": text, "id": client_id}, talk.token)
        turn = next((message["turn"] for message in answer["messages"] if message["voice"] == "persona"), None)
        if undo:
            talk.stands.pop()
        elif turn:
            talk.stands.append(text)
            talk.answered[client_id] = turn
        if self._rng.random() < 0.2:
            again = self._until_answered("/api/session/say", {"message": text, "id": client_id}, talk.token)
            if turn and next(message["turn"] for message in again["messages"] if message["voice"] == "persona") != turn:
                self.broken.append("a message sent twice was answered by two turns")
        return bool(answer["session"]["over"])

    def _until_answered(self, path: str, body: dict[str, str], token: str, status: int = 200) -> dict:
        began = time.monotonic()
        end = began + PATIENCE_S
        while time.monotonic() < end:
            try:
                answer = self._http.post(self._rng.choice(self._urls) + path, json=body,
                                         headers={"Authorization": f"Bearer {token}"} if token else {})
            except httpx.HTTPError:
                self.lost += 1
                time.sleep(RESEND_AFTER_S)
                continue
            if answer.status_code == status:
                self.waits.append((began, time.monotonic()))
                return dict(answer.json())
            if answer.status_code not in (429, 503):
                raise AssertionError(f"{answer.status_code}: {answer.text[:200]}")
            if answer.status_code == 503:
                self.refused.append(answer.json()["error"])
            time.sleep(RESEND_AFTER_S)
        raise AssertionError(f"no answer in {PATIENCE_S:.0f} s")
