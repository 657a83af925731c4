"""The calls of the session API by which a learner sees, takes out and erases what is hers."""
from __future__ import annotations

import asyncio
from typing import Any, Dict, List

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.http import HEADERS, Callers, body_of, kindly, text_of, token_of
from bot.channels.limits import Limits
from bot.channels.tokens import Tokens
from bot.house import house
from bot.rehearsal.mine import Mine

# Shown by itself as a file of hers: no script, nothing from elsewhere, only its own few styles.
PAGE_HEADERS = {**HEADERS, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                                                      "frame-ancestors 'none'; sandbox",
                "Content-Disposition": 'attachment; filename="rehearsals.html"'}


def add_mine(blueprint: Blueprint, mine: Mine, tokens: Tokens, limits: Limits) -> None:
    """Add the calls to the blueprint. Each needs a token, and reaches only what belongs to the learner it was given to."""

    callers = Callers(tokens, limits, "take out")

    async def ids_of(learner: str) -> List[str]:
        return [row["id"] for row in await asyncio.to_thread(mine.sessions, None, learner)]

    @blueprint.get("/api/mine")
    @kindly
    async def listed(request: Request) -> Dict[str, Any]:
        return {"rehearsals": await asyncio.to_thread(mine.sessions, None, await callers.learner(request))}

    @blueprint.post("/api/mine/open")
    @kindly
    async def opened(request: Request) -> Dict[str, Any]:
        learner = await callers.learner(request)
        session_id = text_of(body_of(request), "id")
        await asyncio.to_thread(mine.check_owner, session_id, learner)
        return {"token": tokens.issue(session_id, learner), "notices": await asyncio.to_thread(house().talks.notices, learner)}

    @blueprint.get("/api/mine/export")
    @kindly
    async def exported(request: Request) -> Dict[str, Any]:
        learner = await callers.learner(request)
        return await asyncio.to_thread(mine.export, await ids_of(learner), learner)

    @blueprint.get("/api/mine/export.html")
    @kindly
    async def printed(request: Request) -> HTTPResponse:
        learner = await callers.learner(request)
        page = await asyncio.to_thread(mine.export_page, await ids_of(learner), learner)
        return response.html(page, headers=PAGE_HEADERS)

    @blueprint.delete("/api/mine")
    @kindly
    async def erased(request: Request) -> Dict[str, Any]:
        return {"erased": await asyncio.to_thread(mine.erase_all, await callers.learner(request))}

    @blueprint.delete("/api/session")
    @kindly
    async def erased_one(request: Request) -> Dict[str, Any]:
        await callers.learner(request)
        session_id = tokens.session_of(token_of(request))
        await asyncio.to_thread(mine.erase, [session_id])
        return {"erased": 1}
