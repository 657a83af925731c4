"""The calls of the session API for the questions before a talk of one's own, and the desk that takes the answers."""
from __future__ import annotations

import asyncio
from typing import Any, Dict, Mapping, Sequence

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.desk import MAX_CHARACTERS, Desk
from bot.channels.http import HEADERS, address_of, body_of, kindly, known_learner, text_of, token_of
from bot.channels.limits import Limits
from bot.channels.tokens import Tokens
from bot.errors import RehearsalOver
from bot.house import House
from bot.nlu.preparing import QUOTING
from bot.rehearsal.preparing import Standing

DONE = "These questions are done. Go on with the talk, or start new ones."


class PrepareDesk(Desk):
    """Takes answers instead of turns; what can be ordered here is not what can be ordered in a talk."""

    commands = {"answer": "give_answer", "skip": "skip_question", "keep": "keep_answer", "change": "change_answer", "back": "undo_turn",
                "where": "show_answers", "why": "ask_why", "help": "ask_for_help", "stop": "leave_preparing",
                "undo": "undo_turn", "hint": "ask_why", "cancel": "leave_preparing", "pause": "leave_preparing", "end": "leave_preparing"}
    with_argument = frozenset({"answer", "change"})
    no_text = "Please type an answer, or skip this one."
    too_long = f"Please keep it under {MAX_CHARACTERS} letters; your text is still here."

    @staticmethod
    def _metadata(standing: Standing, client_id: str | None, further_spots: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
        return {"client_id": client_id, "speaker": standing.speaker, "preparing": QUOTING if standing.quoting else "answering"}


def add_prepare(blueprint: Blueprint, rooms: House, tokens: Tokens, desk: Desk, limits: Limits) -> None:
    """Add the calls to the blueprint. A token opens one preparation, and nothing else with it."""
    preparations, rehearsals = rooms.preparations, rooms.rehearsals

    async def id_of(request: Request) -> str:
        preparation_id = tokens.session_of(token_of(request))
        await asyncio.to_thread(preparations.standing, preparation_id)  # raises NotYours for a session's token
        return preparation_id

    def talk(preparation_id: str) -> Dict[str, Any]:
        """The way into the talk it became; nothing while it is not finished, or when the talk was erased."""
        became = preparations.became(preparation_id)
        if became is None:
            return {}
        session_id, code = became
        return {"token": tokens.issue(session_id, rehearsals.learner_of(session_id)), "code": code, "kept": rooms.settings.keep,
                "session": rehearsals.view(session_id)}

    def whole(preparation_id: str) -> Dict[str, Any]:
        return {"preparation": preparations.view(preparation_id), **talk(preparation_id)}

    @blueprint.post("/api/prepare")
    @kindly
    async def begin(request: Request) -> HTTPResponse:
        await limits.take("start", address_of(request))
        channel = text_of(body_of(request), "channel", "web")[:16]
        made, code = await asyncio.to_thread(lambda: preparations.begin(channel=channel, learner=known_learner(request, tokens)))
        standing = await asyncio.to_thread(preparations.standing, made)
        opening = {"voice": "app", "text": preparations.questions.says["begin"]}
        return response.json({"token": tokens.issue(made, standing.learner), "code": code, "kept": rooms.settings.keep,
                              "messages": [opening, *await asyncio.to_thread(preparations.ask, made)],
                              **await asyncio.to_thread(whole, made)}, status=201, headers=HEADERS)

    @blueprint.post("/api/prepare/resume")
    @kindly
    async def resume(request: Request) -> Dict[str, Any]:
        await limits.take("resume", address_of(request))
        found = await asyncio.to_thread(preparations.resume, text_of(body_of(request), "code"))
        standing = await asyncio.to_thread(preparations.standing, found)
        asked = [] if standing.session_id or standing.stopped_for_safety else list(await asyncio.to_thread(preparations.ask, found))
        return {"token": tokens.issue(found, standing.learner), "messages": asked, **await asyncio.to_thread(whole, found)}

    @blueprint.get("/api/prepare")
    @kindly
    async def look(request: Request) -> Dict[str, Any]:
        return await asyncio.to_thread(whole, await id_of(request))

    @blueprint.post("/api/prepare/say")
    @kindly
    async def say(request: Request) -> Dict[str, Any]:
        preparation_id, body = await id_of(request), body_of(request)
        await limits.take("say", preparation_id)
        await asyncio.to_thread(_refuse_what_is_done, preparation_id, body.get("id"))
        messages = await desk.say(preparation_id, body.get("message"), body.get("id"), "web")
        return {"messages": list(messages), **await asyncio.to_thread(whole, preparation_id)}

    @blueprint.delete("/api/prepare")
    @kindly
    async def erase(request: Request) -> Dict[str, Any]:
        await asyncio.to_thread(preparations.erase, await id_of(request))
        return {"erased": 1}

    def _refuse_what_is_done(preparation_id: str, client_id: Any) -> None:
        """A finished one only repeats its last answer to whoever has not heard it."""
        if preparations.standing(preparation_id).session_id and not (
                isinstance(client_id, str) and preparations.answered(preparation_id, client_id) is not None):
            raise RehearsalOver(DONE)
