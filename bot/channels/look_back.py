"""The calls of the session API by which a learner looks back: on a talk, and over her talks; each also as a picture."""
from __future__ import annotations

import asyncio
from typing import Any, Dict, Tuple

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.http import HEADERS, Callers, kindly, token_of
from bot.channels.limits import Limits
from bot.channels.tokens import Tokens
from bot.rehearsal.lessons import Lessons
from bot.rehearsal.look_back import LookBack
from bot.rehearsal.progress import Progress


def add_look_back(blueprint: Blueprint, look_back: LookBack, progress: Progress, lessons: Lessons, tokens: Tokens, limits: Limits) -> None:
    """Add the calls to the blueprint. Each needs a token in the header, pictures too: an address with a token in it would be kept in the
    history of a shared computer. A page fetches the bytes and shows them from a data address."""

    callers = Callers(tokens, limits, "picture")

    @blueprint.get("/api/session/debrief")
    @kindly
    async def debrief(request: Request) -> Dict[str, Any]:
        session_id = await callers.session(request)
        return {"debrief": await asyncio.to_thread(look_back.debrief, session_id, may_go_on=True),
                "lesson": await asyncio.to_thread(lessons.suggest, session_id)}

    @blueprint.get("/api/session/debrief.png")
    @kindly
    async def drawn(request: Request) -> HTTPResponse:
        await callers.learner(request)
        return _png(await asyncio.to_thread(look_back.picture, tokens.session_of(token_of(request)), *_looks(request)))

    @blueprint.get("/api/mine/progress")
    @kindly
    async def listed(request: Request) -> Dict[str, Any]:
        return {"progress": await asyncio.to_thread(progress.of, await callers.learner(request))}

    @blueprint.get("/api/mine/progress.png")
    @kindly
    async def way(request: Request) -> HTTPResponse:
        return _png(await asyncio.to_thread(progress.picture, await callers.learner(request), *_looks(request)))


def _looks(request: Request) -> Tuple[str, str]:
    """In which theme and shape a picture is asked for."""
    return request.args.get("theme", "light"), request.args.get("shape", "wide")


def _png(picture: bytes) -> HTTPResponse:
    return response.raw(picture, content_type="image/png", headers=HEADERS)
