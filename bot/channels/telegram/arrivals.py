"""Updates as they come in: kept before Telegram hears that they arrived, each once, in order within a chat, chats beside each other."""
from __future__ import annotations

import asyncio
import heapq
import logging
from typing import Any, Awaitable, Dict, List, Optional, Tuple

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.errors import StoreUnavailable
from bot.rehearsal.chats import Chats

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 64  # chats that are answered at the same moment
KEEP_AGAIN_S = 1.0
OUT_OF_ORDER_S = 0.25  # how long an update that came early by webhook waits for the one before it
_NO_NAME = {"first_name": "-"}
# Told by accident or by habit, and needed for nothing: only that it was sent is kept.
_EMPTIED: Dict[str, Dict[str, Any]] = {"contact": {"phone_number": "-", "first_name": "-"}, "location": {"latitude": 0, "longitude": 0}}


def bare(update: Update) -> Dict[str, Any]:
    """An update without names and pictures of people: what is needed to answer it."""
    body: Dict[str, Any] = update.to_dict()

    def without(node: Any) -> Any:
        if isinstance(node, dict):
            if {"is_bot", "first_name"} <= set(node):
                return {"id": node["id"], "is_bot": node["is_bot"], **_NO_NAME}
            if "type" in node and "id" in node:
                return {name: node[name] for name in ("id", "type") if name in node}
            return {name: _EMPTIED[name] if name in _EMPTIED else without(each) for name, each in node.items()}
        return [without(each) for each in node] if isinstance(node, list) else node

    shorter: Dict[str, Any] = without(body)
    return shorter


class Arrivals(asyncio.Queue):  # type: ignore[type-arg]
    """The queue between Telegram and the handlers. What is put into it is kept first; what was kept before is not put again."""

    def __init__(self, chats: Chats, *, may_overtake: bool = False) -> None:
        """``may_overtake``: updates come by webhook, where a later one can arrive first."""
        super().__init__()
        self._chats, self._may_overtake = chats, may_overtake
        self._newest: Optional[int] = None
        self._early: List[Tuple[int, Update]] = []

    async def put(self, update: Any) -> None:
        """Returns when the update is kept: only then may Telegram hear that it arrived."""
        if not isinstance(update, Update):
            await super().put(update)
            return
        chat = update.effective_chat
        kept = (update.update_id, chat.id if chat else None, bare(update))
        while True:
            try:
                new = await asyncio.to_thread(self._chats.keep, [kept])
                break
            except StoreUnavailable as error:
                logger.error("an update could not be kept: %s", error)
                await asyncio.sleep(KEEP_AGAIN_S)
        if new:
            self._line_up(update)

    def feed(self, update: Update) -> None:
        """One that was kept before a restart."""
        self.put_nowait(update)

    def _line_up(self, update: Update) -> None:
        first = self._newest is None or update.update_id <= self._newest + 1
        if first or not self._may_overtake:
            self._pass_on(update)
            while self._early and self._early[0][0] <= (self._newest or 0) + 1:
                self._pass_on(heapq.heappop(self._early)[1])
            return
        heapq.heappush(self._early, (update.update_id, update))
        asyncio.get_running_loop().call_later(OUT_OF_ORDER_S, self._waited_enough, update.update_id)

    def _waited_enough(self, update_id: int) -> None:
        while self._early and self._early[0][0] <= update_id:
            self._pass_on(heapq.heappop(self._early)[1])

    def _pass_on(self, update: Update) -> None:
        self._newest = max(update.update_id, self._newest or 0)
        self.put_nowait(update)


class Lanes(BaseUpdateProcessor):
    """One update at a time in each chat, the earliest first; many chats at once."""

    def __init__(self, most_at_once: int = MOST_AT_ONCE) -> None:
        # The base class counts what waits too; a flood in one chat must not hold the others up.
        super().__init__(max_concurrent_updates=1_000_000)
        self._places = asyncio.Semaphore(most_at_once)
        self._waiting: Dict[int, List[Tuple[int, asyncio.Future[None]]]] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        chat = update.effective_chat if isinstance(update, Update) else None
        if not isinstance(update, Update) or chat is None:
            await coroutine
            return
        lane = self._waiting.get(chat.id)
        if lane is None:
            self._waiting[chat.id] = []
        else:
            turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            heapq.heappush(lane, (update.update_id, turn))
            await turn
        try:
            async with self._places:
                await coroutine
        finally:
            lane = self._waiting[chat.id]
            while lane:
                _, turn = heapq.heappop(lane)
                if not turn.done():
                    turn.set_result(None)
                    break
            else:
                del self._waiting[chat.id]

    async def initialize(self) -> None:
        """Nothing to do."""

    async def shutdown(self) -> None:
        """Nothing to do."""
