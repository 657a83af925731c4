"""The web channel: the page, the session API over HTTP, and the talk over socket.io. docs/api.md describes the wire."""
from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, Optional, Text

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.channels.socketio import SocketBlueprint
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from socketio import AsyncServer

from bot.blocking import blocking
from bot.channels.desk import LOG_TROUBLE, MAX_CHARACTERS, NOT_SHOWN, TROUBLE, Desk, NotDone, NotSaid
from bot.channels.door import Leaving
from bot.channels.http import HEADERS, Callers, address_of, body_of, kindly, known_learner, text_of
from bot.channels.limits import Limits, TooMuch
from bot.channels.lines import Lines
from bot.channels.look_back import add_look_back
from bot.channels.my_data import add_mine
from bot.channels.news import News
from bot.channels.origins import Origins, add_origins
from bot.channels.page import Parts, add_page
from bot.channels.preparing import PrepareDesk, add_prepare
from bot.channels.steer import add_steering
from bot.channels.taking_along import add_taking_along
from bot.channels.tokens import Tokens
from bot.channels.watching import add_leaving, add_watching
from bot.errors import NotYours, StoreUnavailable, UsageError
from bot.house import house
from bot.persona.scenario import YOUR_OWN
from bot.persona.state import Level

logger = logging.getLogger(__name__)

MAX_FRAME_BYTES = 64 * 1024


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
        origins = Origins(frozenset(rooms.settings.origins))
        sio = AsyncServer(async_mode="sanic", cors_allowed_origins=origins.may_use_socket, transports=["websocket"],
                          max_http_buffer_size=MAX_FRAME_BYTES)
        blueprint = SocketBlueprint(sio, "socket.io", "softstart_web")
        limits = Limits(rooms.settings.redis_url, on=rooms.settings.rate_limits)
        add_page(blueprint, Parts())
        _add_health(blueprint)
        _add_api(blueprint, rooms.rehearsals, tokens, desk, limits)
        add_mine(blueprint, rooms.mine, tokens, limits)
        add_look_back(blueprint, rooms.rehearsals.look_back, rooms.progress, rooms.lessons, tokens, limits)
        add_taking_along(blueprint, rooms, tokens, limits)
        add_steering(blueprint, rooms, tokens, desk, limits)
        add_prepare(blueprint, rooms, tokens, PrepareDesk(rooms.preparations, on_new_message, rooms.after_stop), limits)
        add_origins(blueprint, origins)
        lines = Lines(sio)
        add_watching(blueprint, rooms, lines)
        add_leaving(blueprint, lines, rooms.settings.drain_s)
        news = News(rooms.settings.redis_url, rooms.keys) if rooms.settings.redis_url else None
        _add_talk(sio, lines, rooms.rehearsals, tokens, desk, limits, news)
        if news:
            _add_news(blueprint, sio, rooms.rehearsals, news)
        return blueprint


def _add_health(blueprint: Blueprint) -> None:
    @blueprint.get("/health")
    async def health(request: Request) -> HTTPResponse:
        agent = getattr(request.app.ctx, "agent", None)
        ready = agent is not None and agent.is_ready()
        # The proof tells our own commands that this server has the same key, before they send it a word.
        proof = house().keys.hash("health:" + request.args.get("nonce", "")[:64])
        return response.json({"ready": ready, "proof": proof}, status=200 if ready else 503, headers=HEADERS)


def _add_api(blueprint: Blueprint, rehearsals: Any, tokens: Tokens, desk: Desk, limits: Limits) -> None:
    looking, saying = Callers(tokens, limits, "look"), Callers(tokens, limits, "say")

    @blueprint.get("/api/scenarios")
    @kindly
    async def scenarios(_: Request) -> Dict[str, Any]:
        return {"scenarios": rehearsals.cards(), "levels": [level.value for level in Level], "limits": {"characters": MAX_CHARACTERS}}

    @blueprint.post("/api/sessions")
    @kindly
    async def start(request: Request) -> HTTPResponse:
        await limits.take("start", address_of(request))
        body = body_of(request)
        scenario = text_of(body, "scenario")
        prepared = await asyncio.to_thread(house().prepare, body.get("prepare")) if scenario == YOUR_OWN else None
        session_id, code = await asyncio.to_thread(
            rehearsals.start, scenario, text_of(body, "level", Level.REALISTIC.value), channel=text_of(body, "channel", "web")[:16],
            side=text_of(body, "side", "") or None, prepared=prepared, learner=known_learner(request, tokens))
        learner = await asyncio.to_thread(rehearsals.learner_of, session_id)
        return response.json({"token": tokens.issue(session_id, learner), "code": code, "kept": house().settings.keep,
                              "notices": await asyncio.to_thread(house().talks.notices, learner),
                              "session": await asyncio.to_thread(rehearsals.view, session_id)}, status=201, headers=HEADERS)

    @blueprint.post("/api/sessions/resume")
    @kindly
    async def resume(request: Request) -> Dict[str, Any]:
        await limits.take("resume", address_of(request))
        session_id, learner = await asyncio.to_thread(rehearsals.resume, text_of(body_of(request), "code"))
        return {"token": tokens.issue(session_id, learner), "session": await asyncio.to_thread(rehearsals.view, session_id),
                "notices": await asyncio.to_thread(house().talks.notices, learner)}

    @blueprint.get("/api/session")
    @kindly
    async def look(request: Request) -> Dict[str, Any]:
        return {"session": await blocking(rehearsals.view, await looking.session(request))}

    @blueprint.post("/api/session/say")
    @kindly
    async def say(request: Request) -> Dict[str, Any]:
        session_id, body = await saying.session(request), body_of(request)
        messages = await desk.say(session_id, body.get("message"), body.get("id"), "web")
        return {"messages": list(messages), "session": await _shown(rehearsals, session_id)}

    @blueprint.post("/api/session/verdict")
    @kindly
    async def verdict(request: Request) -> Dict[str, Any]:
        session_id, body = await looking.session(request), body_of(request)
        start, end = body.get("start"), body.get("end")
        if not isinstance(start, int) or not isinstance(end, int):
            raise UsageError("Please send 'start' and 'end' as whole numbers.")
        await asyncio.to_thread(rehearsals.dismiss, session_id, text_of(body, "turn"), start, end)
        return {"session": await asyncio.to_thread(rehearsals.view, session_id)}

    @blueprint.get("/api/help")
    @kindly
    async def help_page(_: Request) -> Dict[str, Any]:
        return house().help_page()

    @blueprint.post("/api/help")
    @kindly
    async def help_for_words(request: Request) -> Dict[str, Any]:
        await limits.take("look", address_of(request))
        message = text_of(body_of(request), "message")[:MAX_CHARACTERS]
        return {"messages": await asyncio.to_thread(house().help_outside, message)}


async def _shown(rehearsals: Any, session_id: str, since: Optional[str] = None) -> Dict[str, Any]:
    """The session after a message was answered, or what is new in it. Raises NotDone that does not call it unsaid."""
    try:
        view: Dict[str, Any] = await blocking(rehearsals.view, session_id, since)
    except StoreUnavailable as error:
        logger.error("the session log failed: %s", error)
        raise NotDone(NOT_SHOWN) from None
    return view


def _add_news(blueprint: Blueprint, sio: AsyncServer, rehearsals: Any, news: News) -> None:
    """What another replica changed is shown in the tabs that are open here."""

    async def show(session_id: str) -> None:
        await sio.emit("session_changed", {"session": await asyncio.to_thread(rehearsals.view, session_id)}, room=session_id)

    @blueprint.listener("after_server_start")
    async def hear(app: Any, _: Any) -> None:
        app.add_task(news.listen(show))

    @sio.on("disconnect")
    async def disconnect(sid: str, *_: Any) -> None:
        _leave(sio, news, sid, (await sio.get_session(sid)).get("session_id"))


def _leave(sio: AsyncServer, news: Optional[News], sid: str, session_id: Optional[str]) -> None:
    """A tab goes from a rehearsal; once it was the last one here, news of it are nobody's."""
    if news and session_id and not any(other != sid for other, _ in sio.manager.get_participants("/", session_id)):
        news.leave(session_id)


def _add_talk(sio: AsyncServer, lines: Lines, rehearsals: Any, tokens: Tokens, desk: Desk, limits: Limits,
              news: Optional[News]) -> None:
    @sio.on("session_request")
    async def session_request(sid: str, *given: Any) -> None:
        """Ties a connection to the rehearsal its token opens."""
        data = given[0] if given else None
        try:
            token = data.get("token") if isinstance(data, dict) else None
            session_id = tokens.session_of(token)
            view = await blocking(rehearsals.view, session_id)
            notices = await blocking(house().talks.notices, tokens.learner_of(token))
        except NotYours as error:
            await sio.emit("session_refused", {"error": str(error)}, room=sid)
            return
        except Exception as error:
            logger.error("a session could not be opened: %s", type(error).__name__)
            await sio.emit("session_refused", {"error": LOG_TROUBLE}, room=sid)
            return
        before = (await sio.get_session(sid)).get("session_id")
        if before not in (None, session_id):
            _leave(sio, news, sid, before)
            await sio.leave_room(sid, before)
        await sio.save_session(sid, {"session_id": session_id})
        await sio.enter_room(sid, session_id)
        if news:
            news.follow(session_id)
        await sio.emit("session_confirm", {"session": view, "notices": notices}, room=sid)

    @sio.on("user_uttered")
    async def user_uttered(sid: str, *given: Any) -> None:
        """One message of the learner; answered with her reply in parts, then ``turn_done``."""
        data = given[0] if given and isinstance(given[0], dict) else {}
        client_id, since = data.get("id"), data.get("since")
        session_id = (await sio.get_session(sid)).get("session_id")
        if session_id is None:
            await sio.emit("turn_refused", {"id": client_id, "error": "Please start or resume a rehearsal first."}, room=sid)
            return
        try:
            with lines.answering(sid):
                await answer(sid, session_id, client_id, data.get("message"), since if isinstance(since, str) else None)
        except Leaving as error:
            await sio.emit("turn_refused", {"id": client_id, "error": str(error)}, room=sid)

    async def answer(sid: str, session_id: str, client_id: Any, message: Any, since: Optional[str]) -> None:
        try:
            await limits.take("say", session_id)
            messages = await desk.say(session_id, message, client_id, "web")
            view = await _shown(rehearsals, session_id, since)
        except (NotSaid, NotYours, TooMuch) as error:
            await sio.emit("turn_refused", {"id": client_id, "error": str(error)}, room=sid)
            return
        except Exception as error:
            logger.error("a turn could not be shown: %s", type(error).__name__)
            await sio.emit("turn_refused", {"id": client_id, "error": TROUBLE}, room=sid)
            return
        for said in messages:
            await sio.emit("bot_uttered", {"id": client_id, **said}, room=sid)
        await sio.emit("turn_done", {"id": client_id, "session": view}, room=sid)
        # The same rehearsal in another tab must not show what no longer is.
        if any(other != sid for other, _ in sio.manager.get_participants("/", session_id)):
            whole = view if "since" not in view else await blocking(rehearsals.view, session_id)
            await sio.emit("session_changed", {"session": whole}, room=session_id, skip_sid=sid)
        if news:
            news.tell(session_id)
