"""The calls of the session API for what a learner takes along: the card, the real talk, the lessons."""
from __future__ import annotations

import asyncio
from typing import Any, Dict, List

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.card_page import card_html, card_text
from bot.channels.card_picture import card_picture
from bot.channels.http import HEADERS, Callers, body_of, kindly, text_of, token_of
from bot.channels.limits import Limits
from bot.channels.my_data import PAGE_HEADERS
from bot.channels.talk_words import noted
from bot.channels.tokens import Tokens
from bot.errors import UsageError
from bot.house import House

_FORMS = {"txt": (lambda card, words: card_text(card, words).encode(), "text/plain; charset=utf-8"), "png": (card_picture, "image/png"),
          "html": (lambda card, words: card_html(card, words).encode(), "text/html; charset=utf-8")}


def add_taking_along(blueprint: Blueprint, rooms: House, tokens: Tokens, limits: Limits) -> None:
    """Add the calls to the blueprint. All but the lessons need a token, and reach only what belongs to the learner it was given to."""
    cards, talks, lessons = rooms.cards, rooms.talks, rooms.lessons
    callers = Callers(tokens, limits, "say")

    @blueprint.get("/api/session/card")
    @kindly
    async def card(request: Request) -> Dict[str, Any]:
        return {"card": await asyncio.to_thread(cards.card, await callers.session(request))}

    @blueprint.put("/api/session/card")
    @kindly
    async def edited(request: Request) -> Dict[str, Any]:
        session_id = await callers.session(request)
        saved = await asyncio.to_thread(cards.save, session_id, body_of(request).get("fields"))
        notes, danger = saved.pop("notes"), saved.pop("danger")
        return {"card": saved, "notes": notes, "messages": await asyncio.to_thread(rooms.help_for, danger) if danger else []}

    @blueprint.get("/api/session/card.txt", name="card_txt")
    @blueprint.get("/api/session/card.png", name="card_png")
    @blueprint.get("/api/session/card.html", name="card_html")
    @kindly
    async def written(request: Request) -> HTTPResponse:
        session_id, form = await callers.session(request), request.path.rsplit(".", 1)[1]
        make, kind = _FORMS[form]
        body = await asyncio.to_thread(lambda: make(cards.card(session_id), cards.words))
        headers = {**(PAGE_HEADERS if form == "html" else HEADERS), "Content-Disposition": f'attachment; filename="card.{form}"'}
        return response.raw(body, content_type=kind, headers=headers)

    @blueprint.get("/api/mine/talks")
    @kindly
    async def listed(request: Request) -> Dict[str, Any]:
        learner = await callers.learner(request)
        return {"talks": await asyncio.to_thread(talks.all, learner), "next": await asyncio.to_thread(talks.next, learner)}

    @blueprint.put("/api/mine/talk")
    @kindly
    async def dated(request: Request) -> Dict[str, Any]:
        learner, body = await callers.learner(request), body_of(request)
        talk = await asyncio.to_thread(talks.set, learner, text_of(body, "when"), tokens.session_of(token_of(request)),
                                       text_of(body, "zone", "") or None)
        return {"talk": talk, "text": noted(talk, talks.words, kept=not rooms.settings.keep_nothing)}

    @blueprint.delete("/api/mine/talk")
    @kindly
    async def dropped(request: Request) -> Dict[str, Any]:
        done = await asyncio.to_thread(talks.drop, await callers.learner(request))
        return {"dropped": done, "text": talks.words["dropped" if done else "nothing_to_drop"]}

    @blueprint.get("/api/mine/talk/questions")
    @kindly
    async def asked(request: Request) -> Dict[str, Any]:
        return {"questions": await asyncio.to_thread(talks.questions, await callers.learner(request))}

    @blueprint.post("/api/mine/talk/answers")
    @kindly
    async def told(request: Request) -> Dict[str, Any]:
        learner, body = await callers.learner(request), body_of(request)
        given = body.get("answers")
        if not isinstance(given, dict):
            raise UsageError("Please send 'answers' as an object, by the ids of the questions.")
        result = await asyncio.to_thread(talks.answer, learner, given, bool(body.get("done")))
        return {"talk": result.talk, "questions": list(result.questions), "text": result.closing,
                "messages": await asyncio.to_thread(_help_in, rooms, result.danger, given)}

    @blueprint.get("/api/lessons")
    @kindly
    async def all_lessons(_: Request) -> Dict[str, Any]:
        return {"lessons": lessons.all()}

    @blueprint.get("/api/lessons/<name:str>")
    @kindly
    async def one_lesson(_: Request, name: str) -> Dict[str, Any]:
        return {"lesson": lessons.lesson(name)}


def _help_in(rooms: House, danger: str | None, given: Dict[str, Any]) -> List[Dict[str, Any]]:
    """Help as in a talk when danger was told, the quiet offer when old harm was."""
    if danger:
        return rooms.help_for(danger)
    offers = (rooms.offer_for_past_harm(text) for text in given.values() if isinstance(text, str))
    return [{"voice": "app", "help": True, "text": offer} for offer in offers if offer][:1]
