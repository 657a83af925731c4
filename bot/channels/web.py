"""The web channel: the page, the session API over HTTP, and the talk over socket.io. docs/api.md describes the wire."""
from __future__ import annotations

import asyncio
import logging
from functools import wraps
from pathlib import Path
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.socketio import SocketBlueprint
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from socketio import AsyncServer

from bot.channels.desk import LOG_TROUBLE, MAX_CHARACTERS, TROUBLE, Desk, NotDone, NotSaid
from bot.channels.tokens import Tokens
from bot.errors import NoPersona, NotYours, RehearsalOver, StoreUnavailable, UsageError
from bot.house import house
from bot.persona.scenario import YOUR_OWN
from bot.persona.state import Level

logger = logging.getLogger(__name__)

WIDGET = Path(__file__).parent / "widget"
MAX_FRAME_BYTES = 64 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()", "Cross-Origin-Opener-Policy": "same-origin",
}
_KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
          ".svg": "image/svg+xml"}

Handler = Callable[..., Awaitable[Any]]


class WebChannel(InputChannel):
    """Rasa's way in for the page, the terminal and scripts."""

    @classmethod
    def name(cls) -> Text:
        return "web"

    def url_prefix(self) -> Text:
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        rooms = house()
        tokens = Tokens(rooms.keys.secret("session tokens"))
        desk = Desk(rooms.rehearsals, on_new_message, rooms.after_stop)
        origins = [origin.strip() for origin in rooms.settings.allowed_origins.split(",") if origin.strip()]
        # None means "same origin only" to socket.io; [] would let nobody in.
        sio = AsyncServer(async_mode="sanic", cors_allowed_origins=origins or None, transports=["websocket"],
                          max_http_buffer_size=MAX_FRAME_BYTES)
        blueprint = SocketBlueprint(sio, "socket.io", "softstart_web")
        _add_page(blueprint)
        _add_api(blueprint, rooms.rehearsals, tokens, desk)
        _add_talk(sio, rooms.rehearsals, tokens, desk)
        return blueprint


def _add_page(blueprint: Blueprint) -> None:
    @blueprint.get("/")
    async def page(_: Request) -> HTTPResponse:
        return _file("index.html")

    @blueprint.get("/widget/<name:str>")
    async def part(_: Request, name: str) -> HTTPResponse:
        return _file(name)

    @blueprint.get("/favicon.ico")
    async def icon(_: Request) -> HTTPResponse:
        return response.empty(headers=HEADERS)

    @blueprint.get("/health")
    async def health(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        ready = agent is not None and agent.is_ready()
        # The proof tells our own commands that this server has the same key, before they send it a word.
        proof = house().keys.hash("health:" + request.args.get("nonce", "")[:64])
        return response.json({"ready": ready, "proof": proof}, status=200 if ready else 503, headers=HEADERS)


def _file(name: str) -> HTTPResponse:
    known = {path.name: path for path in WIDGET.iterdir() if path.suffix in _KINDS}
    path = known.get(name)
    if path is None:
        return _refuse(404, "There is nothing here.")
    return response.raw(path.read_bytes(), content_type=_KINDS[path.suffix], headers=HEADERS)


def _refuse(status: int, sentence: str) -> HTTPResponse:
    return response.json({"error": sentence}, status=status, headers=HEADERS)


def _kindly(handler: Handler) -> Handler:
    """Every failure becomes one sentence and the right status."""

    @wraps(handler)
    async def wrapped(*args: Any, **kwargs: Any) -> HTTPResponse:
        try:
            return response.json(await handler(*args, **kwargs), headers=HEADERS)
        except NotYours as error:
            return _refuse(401, str(error))
        except UsageError as error:
            return _refuse(422, str(error))
        except NoPersona as error:
            return response.json({"error": str(error), "help": house().help_page()}, status=409, headers=HEADERS)
        except RehearsalOver as error:
            return _refuse(409, str(error))
        except NotDone as error:
            return _refuse(503, str(error))
        except NotSaid as error:
            return _refuse(422, str(error))
        except StoreUnavailable as error:
            logger.error("the session log failed: %s", error)
            return _refuse(503, LOG_TROUBLE)
        except Exception as error:
            logger.error("a call failed: %s", type(error).__name__)
            return _refuse(500, TROUBLE)

    return wrapped


def _body(request: Request) -> Dict[str, Any]:
    try:
        body = request.json
    except Exception:  # Sanic raises its own kinds for each way JSON can be broken
        body = None
    if not isinstance(body, dict):
        raise UsageError("Please send a JSON object.")
    return body


def _text(body: Dict[str, Any], name: str, default: Optional[str] = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise UsageError(f"Please send '{name}' as text.")
    return value


def _add_api(blueprint: Blueprint, rehearsals: Any, tokens: Tokens, desk: Desk) -> None:
    def session_of(request: Request) -> str:
        header = request.headers.get("authorization", "")
        return tokens.session_of(header[len("Bearer "):] if header.startswith("Bearer ") else "")

    @blueprint.get("/api/scenarios")
    @_kindly
    async def scenarios(_: Request) -> Dict[str, Any]:
        return {"scenarios": rehearsals.cards(), "levels": [level.value for level in Level], "limits": {"characters": MAX_CHARACTERS}}

    @blueprint.post("/api/sessions")
    async def start(request: Request) -> HTTPResponse:
        @_kindly
        async def opened() -> Dict[str, Any]:
            body = _body(request)
            scenario = _text(body, "scenario")
            prepared = await asyncio.to_thread(house().prepare, body.get("prepare")) if scenario == YOUR_OWN else None
            session_id, code = await asyncio.to_thread(
                rehearsals.start, scenario, _text(body, "level", Level.REALISTIC.value), channel=_text(body, "channel", "web")[:16],
                side=_text(body, "side", "") or None, prepared=prepared)
            view = await asyncio.to_thread(rehearsals.view, session_id)
            return {"token": tokens.issue(session_id), "code": code, "session": view}

        answer = await opened()
        if answer.status == 200:
            answer.status = 201
        return answer

    @blueprint.post("/api/sessions/resume")
    @_kindly
    async def resume(request: Request) -> Dict[str, Any]:
        session_id = await asyncio.to_thread(rehearsals.resume, _text(_body(request), "code"))
        return {"token": tokens.issue(session_id), "session": await asyncio.to_thread(rehearsals.view, session_id)}

    @blueprint.get("/api/session")
    @_kindly
    async def look(request: Request) -> Dict[str, Any]:
        return {"session": await asyncio.to_thread(rehearsals.view, session_of(request))}

    @blueprint.post("/api/session/say")
    @_kindly
    async def say(request: Request) -> Dict[str, Any]:
        session_id, body = session_of(request), _body(request)
        messages = await desk.say(session_id, body.get("message"), body.get("id"), "web")
        return {"messages": list(messages), "session": await asyncio.to_thread(rehearsals.view, session_id)}

    @blueprint.post("/api/session/verdict")
    @_kindly
    async def verdict(request: Request) -> Dict[str, Any]:
        session_id, body = session_of(request), _body(request)
        start, end = body.get("start"), body.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            raise UsageError("Please send 'start' and 'end' as whole numbers.")
        await asyncio.to_thread(rehearsals.dismiss, session_id, _text(body, "turn"), start, end)
        return {"session": await asyncio.to_thread(rehearsals.view, session_id)}

    @blueprint.get("/api/session/debrief")
    @_kindly
    async def look_back(request: Request) -> Dict[str, Any]:
        return {"debrief": await asyncio.to_thread(rehearsals.debrief, session_of(request))}

    @blueprint.get("/api/help")
    @_kindly
    async def help_page(_: Request) -> Dict[str, Any]:
        return house().help_page()


def _add_talk(sio: AsyncServer, rehearsals: Any, tokens: Tokens, desk: Desk) -> None:
    @sio.on("session_request")
    async def session_request(sid: str, data: Any) -> None:
        """Ties a connection to the rehearsal its token opens."""
        try:
            session_id = tokens.session_of(data.get("token") if isinstance(data, dict) else None)
            view = await asyncio.to_thread(rehearsals.view, session_id)
        except NotYours as error:
            await sio.emit("session_refused", {"error": str(error)}, room=sid)
            return
        except Exception as error:
            logger.error("a session could not be opened: %s", type(error).__name__)
            await sio.emit("session_refused", {"error": LOG_TROUBLE}, room=sid)
            return
        await sio.save_session(sid, {"session_id": session_id})
        await sio.emit("session_confirm", {"session": view}, room=sid)

    @sio.on("user_uttered")
    async def user_uttered(sid: str, data: Any) -> None:
        """One message of the learner; answered with her reply in parts, then ``turn_done``."""
        data = data if isinstance(data, dict) else {}
        client_id = data.get("id")
        session_id = (await sio.get_session(sid)).get("session_id")
        if session_id is None:
            await sio.emit("turn_refused", {"id": client_id, "error": "Please start or resume a rehearsal first."}, room=sid)
            return
        try:
            messages = await desk.say(session_id, data.get("message"), client_id, "web")
            view = await asyncio.to_thread(rehearsals.view, session_id)
        except (NotSaid, NotYours) as error:
            await sio.emit("turn_refused", {"id": client_id, "error": str(error)}, room=sid)
            return
        except Exception as error:
            logger.error("a turn could not be shown: %s", type(error).__name__)
            await sio.emit("turn_refused", {"id": client_id, "error": TROUBLE}, room=sid)
            return
        for message in messages:
            await sio.emit("bot_uttered", {"id": client_id, **message}, room=sid)
        await sio.emit("turn_done", {"id": client_id, "session": view}, room=sid)
