"""Tells the other replicas that a rehearsal has changed, so that its tabs there show it.

No word goes through Redis, and no id: a replica hears a keyed hash, and looks into the log itself for what is new.
"""
from __future__ import annotations

import asyncio
import logging
import secrets
from typing import Awaitable, Callable

from redis import asyncio as redis
from redis.exceptions import RedisError

from bot.store.encryption import Keys

logger = logging.getLogger(__name__)

CHANNEL = "softstart:changed"
REDIS_TIMEOUT_S = 2
LOOK_EVERY_S = 5.0  # with nothing heard for so long, Redis is asked whether it is there
AGAIN_AFTER_S = 2.0
SENT_TOGETHER = 100  # more than that waiting means that Redis hangs; the newest are left out
Heard = Callable[[str], Awaitable[None]]


class News:
    """Among replicas with the same key. A Redis that is away holds nobody up: tabs elsewhere are late, and right at the next turn."""

    def __init__(self, url: str, keys: Keys) -> None:
        self._redis = redis.Redis.from_url(url, socket_timeout=REDIS_TIMEOUT_S, socket_connect_timeout=REDIS_TIMEOUT_S,
                                           socket_keepalive=True, health_check_interval=LOOK_EVERY_S)
        self._keys, self._me = keys, secrets.token_hex(8)
        self._open: dict[str, str] = {}  # hash -> rehearsal that has a tab here
        self._sending: set[asyncio.Task[None]] = set()

    def follow(self, session_id: str) -> None:
        """A tab of this rehearsal is open here."""
        self._open[self._hash(session_id)] = session_id

    def leave(self, session_id: str) -> None:
        """None is, any more."""
        self._open.pop(self._hash(session_id), None)

    def tell(self, session_id: str) -> None:
        """Say that it changed, without waiting for Redis."""
        if len(self._sending) < SENT_TOGETHER:
            task = asyncio.get_running_loop().create_task(self._send(f"{self._me} {self._hash(session_id)}"))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    async def listen(self, heard: Heard) -> None:
        """Call ``heard`` with each rehearsal with a tab here that another replica has changed. Runs until it is cancelled."""
        while True:
            try:
                async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
                    await channel.subscribe(CHANNEL)
                    while True:
                        message = await channel.get_message(timeout=LOOK_EVERY_S)
                        if message:
                            await self._pass_on(message["data"], heard)
            except (RedisError, OSError) as error:
                logger.warning("news of other replicas cannot be heard now: %s", type(error).__name__)
                await asyncio.sleep(AGAIN_AFTER_S)

    async def _send(self, message: str) -> None:
        try:
            await self._redis.publish(CHANNEL, message)
        except (RedisError, OSError) as error:
            logger.warning("other replicas could not be told of news: %s", type(error).__name__)

    async def _pass_on(self, data: bytes, heard: Heard) -> None:
        sender, _, name = data.decode(errors="replace").partition(" ")
        session_id = self._open.get(name)
        if sender == self._me or session_id is None:
            return
        try:
            await heard(session_id)
        except Exception as error:  # the next news must still be heard
            logger.error("a rehearsal could not be shown in its tabs: %s", type(error).__name__)

    def _hash(self, session_id: str) -> str:
        return self._keys.hash("changed:" + session_id)
