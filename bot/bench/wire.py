"""A person at the page's wire: the session API to begin, then socket.io's own frames over one websocket.

Written as bare frames, because the usual client costs as much as a good part of our turn, and the clients share the machine with the bots.
"""
from __future__ import annotations

import asyncio
import json
import time
import uuid
from dataclasses import dataclass
from typing import Any, Mapping

import aiohttp

from bot.errors import SoftstartError

ANSWER_WITHIN_S = 60.0
#: Frames: what engine.io sends to see whether we are there and what it wants to hear, then socket.io's greeting and its events.
_PING, _PONG, _CONNECT, _CONNECTED, _EVENT = "2", "3", "40", "40", "42"


class NoAnswer(SoftstartError):
    """What came back is no answer: refused, cut off, or not there in time."""


@dataclass(frozen=True)
class Answer:
    """What one message was answered with, and the milliseconds until the last of it was there."""

    id: str
    messages: tuple[Mapping[str, Any], ...]
    session: Mapping[str, Any]
    took_ms: float


class Person:
    """One rehearsal over one socket."""

    def __init__(self, client: aiohttp.ClientSession, url: str) -> None:
        self._client, self._url = client, url
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self.token = ""
        self._turns: list[Mapping[str, Any]] = []

    async def open(self, scenario: str = "daily-calls") -> None:
        """Begin a rehearsal and a socket for it. Raises NoAnswer, aiohttp.ClientError."""
        await self.close()
        async with self._client.post(f"{self._url}/api/sessions", json={"scenario": scenario}) as response:
            if response.status != 201:
                raise NoAnswer(f"a rehearsal could not be begun (status {response.status})")
            self.token = (await response.json())["token"]
        self._socket = await self._client.ws_connect(f"{self._url}/socket.io/?EIO=4&transport=websocket", max_msg_size=0)
        await self._frame()  # engine.io's greeting
        await self._send(_CONNECT)
        if not (await self._frame()).startswith(_CONNECTED):
            raise NoAnswer("the socket was not accepted")
        await self._emit("session_request", {"token": self.token})
        name, said = await self._event()
        if name != "session_confirm":
            raise NoAnswer(str(said.get("error", name)))
        self._turns = said["session"].get("turns", [])

    async def say(self, text: str) -> Answer:
        """Say one thing and wait for all of the answer. Raises NoAnswer when it is refused, or nobody answers it; aiohttp.ClientError."""
        id_, messages, started = uuid.uuid4().hex, [], time.perf_counter()
        shown = {"since": self._turns[-1]["turn"]} if self._turns else {}
        await self._emit("user_uttered", {"message": text, "id": id_, **shown})
        while True:
            name, said = await self._event()
            if name == "bot_uttered" and said.get("id") == id_:
                messages.append(said)
            elif name == "turn_refused":
                raise NoAnswer(str(said.get("error", "refused")))
            elif name == "turn_done" and said.get("id") == id_:
                # What failed is refused; a word of the app ("take a break?") is an answer as hers is.
                if not any(message.get("text") for message in messages):
                    raise NoAnswer("nobody answered")
                took_ms, session = (time.perf_counter() - started) * 1000, said["session"]
                # As the page does: what it is told of is new, the rest it has.
                self._turns = [*(self._turns if "since" in session else ()), *session.get("turns", ())]
                return Answer(id_, tuple(messages), {**session, "turns": self._turns}, took_ms)

    async def look(self) -> dict[str, Any]:
        """The rehearsal as the log holds it, over the session API. Raises NoAnswer, aiohttp.ClientError."""
        async with self._client.get(f"{self._url}/api/session", headers={"Authorization": f"Bearer {self.token}"}) as response:
            if response.status != 200:
                raise NoAnswer(f"the rehearsal could not be read back (status {response.status})")
            session: dict[str, Any] = (await response.json())["session"]
            return session

    async def stay(self) -> None:
        """Answer the server's pings while thinking; ends when cancelled. Raises NoAnswer when the socket is closed."""
        while True:
            await self._frame(within=None)

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def _emit(self, name: str, data: Mapping[str, Any]) -> None:
        await self._send(_EVENT + json.dumps([name, data]))

    async def _event(self) -> tuple[str, dict[str, Any]]:
        while True:
            frame = await self._frame()
            if frame.startswith(_EVENT):
                name, *given = json.loads(frame[len(_EVENT):])
                return name, given[0] if given else {}

    async def _frame(self, within: float | None = ANSWER_WITHIN_S) -> str:
        """The next frame that is no ping."""
        assert self._socket is not None, "open() first"
        while True:
            try:
                frame = await asyncio.wait_for(self._socket.receive(), within)
            except asyncio.TimeoutError:
                raise NoAnswer(f"no answer within {ANSWER_WITHIN_S:.0f} s") from None
            if frame.type is not aiohttp.WSMsgType.TEXT:
                raise NoAnswer("the socket was closed")
            if frame.data != _PING:
                return str(frame.data)
            await self._send(_PONG)

    async def _send(self, frame: str) -> None:
        assert self._socket is not None, "open() first"
        try:
            await self._socket.send_str(frame)
        except ConnectionError:
            raise NoAnswer("the socket was closed") from None
