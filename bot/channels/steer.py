"""The calls of the session API by which a learner steers a talk: turns taken back, other tries, the coach's style, the other chair."""
from __future__ import annotations

import asyncio
from functools import partial
from typing import Any, Dict, Optional

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.desk import MAX_CLIENT_ID, NO_ID, Desk
from bot.channels.http import HEADERS, Callers, address_of, body_of, kindly, text_of
from bot.channels.limits import Limits
from bot.channels.tokens import Tokens
from bot.errors import UsageError
from bot.house import House


def add_steering(blueprint: Blueprint, rooms: House, tokens: Tokens, desk: Desk, limits: Limits) -> None:
    """Add the calls to the blueprint. Each needs a token, and reaches only the rehearsal it opens."""
    rehearsals, branches, steering = rooms.rehearsals, rooms.branches, rooms.steering
    callers = Callers(tokens, limits, "say")

    async def view(session_id: str) -> Dict[str, Any]:
        return {"session": await asyncio.to_thread(rehearsals.view, session_id)}

    @blueprint.post("/api/session/undo")
    @kindly
    async def undo(request: Request) -> Dict[str, Any]:
        session_id, body = await callers.session(request), body_of(request)
        turns, client_id = body.get("turns", 1), body.get("id")
        if not isinstance(turns, int) or isinstance(turns, bool):
            raise UsageError("Please send 'turns' as a whole number.")
        if client_id is not None and not (isinstance(client_id, str) and 1 <= len(client_id) <= MAX_CLIENT_ID):
            raise UsageError(NO_ID)

        def once() -> None:
            if not client_id or rehearsals.answered(session_id, client_id) is None:
                rehearsals.undo(session_id, client_id, turns)

        await desk.between(session_id, once)
        return await view(session_id)

    @blueprint.post("/api/session/fork")
    @kindly
    async def fork(request: Request) -> Dict[str, Any]:
        session_id, body = await callers.session(request), body_of(request)
        turn, before = text_of(body, "turn"), body.get("before", False)
        if not isinstance(before, bool):
            raise UsageError("Please send 'before' as true or false.")
        await desk.between(session_id, partial(branches.fork, session_id, turn, before=before))
        return await view(session_id)

    @blueprint.get("/api/session/branches")
    @kindly
    async def listed(request: Request) -> Dict[str, Any]:
        return await asyncio.to_thread(branches.branches, await callers.session(request))

    @blueprint.get("/api/session/compare")
    @kindly
    async def compared(request: Request) -> Dict[str, Any]:
        session_id = await callers.session(request)
        return await asyncio.to_thread(branches.compare, session_id, request.args.get("a"), request.args.get("b"))

    @blueprint.post("/api/session/style")
    @kindly
    async def styled(request: Request) -> Dict[str, Any]:
        session_id, body = await callers.session(request), body_of(request)
        style, timing = _given(body, "style"), _given(body, "timing")
        await desk.between(session_id, partial(steering.set_coaching, session_id, style, timing))
        return await view(session_id)

    @blueprint.post("/api/session/swap")
    @kindly
    async def swapped(request: Request) -> HTTPResponse:
        await limits.take("start", address_of(request))
        session_id = await callers.session(request)
        new, code = await desk.between(session_id, partial(steering.swap, session_id))
        learner = await asyncio.to_thread(rehearsals.learner_of, new)
        return response.json({"token": tokens.issue(new, learner), "code": code, "kept": rooms.settings.keep, **await view(new)},
                             status=201, headers=HEADERS)


def _given(body: Dict[str, Any], name: str) -> Optional[str]:
    return text_of(body, name) if body.get(name) is not None else None
