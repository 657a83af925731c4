"""The session API as the bridge calls it: the page's calls and the page's tokens, with patience while the server starts again."""
from __future__ import annotations

import asyncio
import time
from typing import Any, Mapping, Optional

import httpx

from bot.channels.tokens import CALLER, Tokens, caller_proof
from bot.errors import SoftstartError
from bot.store.encryption import Keys

TIMEOUT_S = 35.0  # the server itself gives up after 28
PATIENCE_S = 20.0  # then the learner is told; waiting longer in silence is worse than a button
FIRST_WAIT_S, LONGEST_WAIT_S = 0.25, 3.0
_PASSING = (500, 502, 503, 504)


class Refused(SoftstartError):
    """The call makes no sense or comes too late; the sentence is for the learner. ``status`` is HTTP's, ``page`` help, if there is any."""

    def __init__(self, sentence: str, status: int, page: Optional[Mapping[str, Any]] = None) -> None:
        super().__init__(sentence)
        self.status, self.page = status, page


class Away(SoftstartError):
    """No answer in good time. Whether it was carried out is not known; the same id makes asking again safe."""


class SessionApi:
    """One client for all chats."""

    def __init__(self, url: str, tokens: Tokens, keys: Keys, patience: float = PATIENCE_S) -> None:
        self._http = httpx.AsyncClient(base_url=url, timeout=TIMEOUT_S, trust_env=False,
                                       limits=httpx.Limits(max_connections=100, max_keepalive_connections=50))
        self.tokens, self._keys, self._patience = tokens, keys, patience

    async def close(self) -> None:
        await self._http.aclose()

    async def get(self, path: str, token: str = "", **params: str) -> Any:
        return (await self._call("GET", path, token, params=params)).json()

    async def file(self, path: str, token: str) -> bytes:
        """A picture or a page."""
        return (await self._call("GET", path, token)).content

    async def post(self, path: str, token: str, body: Mapping[str, Any]) -> Any:
        return (await self._call("POST", path, token, body)).json()

    async def put(self, path: str, token: str, body: Mapping[str, Any]) -> Any:
        return (await self._call("PUT", path, token, body)).json()

    async def delete(self, path: str, token: str) -> Any:
        return (await self._call("DELETE", path, token)).json()

    def _headers(self, token: str) -> dict[str, str]:
        """Whose call it is: limits count each person by herself."""
        if not token:
            return {}
        learner = self.tokens.learner_of(token)
        return {"Authorization": f"Bearer {token}", CALLER: f"{learner} {caller_proof(self._keys, learner)}"}

    async def _call(self, method: str, path: str, token: str, body: Optional[Mapping[str, Any]] = None,
                    params: Optional[Mapping[str, str]] = None) -> httpx.Response:
        """Raises Refused or Away. What is asked twice here changes nothing the second time, or has an id; only a talk that is begun twice
        may leave an empty one behind."""
        began, wait = time.monotonic(), FIRST_WAIT_S
        while True:
            try:
                answer = await self._http.request(method, path, json=body, params=params, headers=self._headers(token))
                if not answer.is_error:
                    return answer
                if answer.status_code not in _PASSING:
                    told = answer.json()
                    raise Refused(str(told["error"]), answer.status_code, told.get("help"))
            except (httpx.HTTPError, ValueError, KeyError):
                pass
            if time.monotonic() - began + wait > self._patience:
                raise Away("no answer from the session API")
            await asyncio.sleep(wait)
            wait = min(LONGEST_WAIT_S, wait * 2)
