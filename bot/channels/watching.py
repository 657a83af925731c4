"""What whoever runs the server asks it: whether people may be sent here, and how it does. And how it takes its leave."""
from __future__ import annotations

import logging
from typing import Any, Dict, Optional

from prometheus_client import CONTENT_TYPE_LATEST
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import metrics
from bot.channels.door import LEAVING, door
from bot.channels.http import HEADERS, refuse
from bot.channels.lines import Lines
from bot.house import House
from bot.readiness import Readiness

logger = logging.getLogger(__name__)

SOCKETS = "/socket.io"
_BEHIND_A_PROXY = ("x-forwarded-for", "x-real-ip", "forwarded")


def add_watching(blueprint: Blueprint, rooms: House, lines: Lines) -> None:
    """Add the calls to the blueprint."""
    readiness = Readiness(rooms.store.look, rooms.settings.redis_url)

    async def look(request: Request) -> Dict[str, Any]:
        agent = getattr(request.app.ctx, "agent", None)
        return await readiness.look(model=agent is not None and agent.is_ready(), leaving=door.closed)

    @blueprint.get("/ready")
    async def ready(request: Request) -> HTTPResponse:
        seen = await look(request)
        return response.json(seen, status=200 if seen["ready"] else 503, headers=HEADERS)

    if rooms.settings.metrics:
        rooms.store.watched_by(metrics.wrote, metrics.store_failed)
        metrics.count(lambda: lines.open, lambda: door.inside)

        @blueprint.get("/metrics")
        async def figures(request: Request) -> HTTPResponse:
            """For whoever reaches this process itself: a proxy would show them to everybody."""
            if any(name in request.headers for name in _BEHIND_A_PROXY):
                return refuse(404, "There is nothing here.")
            page = metrics.page((await look(request))["ready"])
            return response.raw(page, headers={**HEADERS, "Content-Type": CONTENT_TYPE_LATEST})


def add_leaving(blueprint: Blueprint, lines: Lines, within: float) -> None:
    """When the process is told to stop: nobody new comes in, messages in flight are answered for ``within`` seconds, lines are hung up."""

    @blueprint.listener("before_server_stop")
    async def leave(app: Sanic, _: Any) -> None:
        door.close()
        lines.let_go()
        if not await door.empty(within):
            logger.warning("not every message could be answered before the end; what is sent again is answered once")


async def no_new_lines(request: Request) -> Optional[HTTPResponse]:
    """Before every request: a line that was hung up is dialled again at once. A proxy that gets this answer tries another process."""
    return refuse(503, LEAVING) if door.closed and request.path.startswith(SOCKETS) else None
