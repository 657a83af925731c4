"""What every call of the session API shares: headers, one kind sentence for every failure, the body, who calls and how often."""
from __future__ import annotations

import asyncio
import hmac
import logging
from contextlib import nullcontext
from functools import wraps
from typing import Any, Awaitable, Callable, Dict, Optional

from sanic import response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.desk import LOG_TROUBLE, SLOW, TROUBLE, NotDone, NotSaid
from bot.channels.door import door
from bot.channels.limits import Limits, TooMuch
from bot.channels.tokens import CALLER, Tokens, caller_proof
from bot.errors import NoPersona, NotYours, RehearsalOver, StoreUnavailable, UsageError
from bot.house import house

logger = logging.getLogger(__name__)

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                               "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ANSWER_WITHIN_S = 28.0  # after the desk has given up by itself, before the web server does so with a page of its own
Handler = Callable[..., Awaitable[Any]]


def address_of(request: Request) -> str:
    """Where a call comes from, as far as can be known (SOFTSTART_PROXIES says how many proxies to look behind). The Telegram bridge speaks
    for many people from one address, and proves for whom."""
    name, _, proof = request.headers.get(CALLER, "").partition(" ")
    if proof and hmac.compare_digest(proof.encode(), caller_proof(house().keys, name).encode()):
        return f"bridge {name}"
    return str(request.remote_addr or request.ip)


def token_of(request: Request) -> str:
    """The bearer token of a call; empty when it brings none."""
    header = request.headers.get("authorization", "")
    return header[len("Bearer "):] if header.startswith("Bearer ") else ""


def known_learner(request: Request, tokens: Tokens) -> Optional[str]:
    """Whoever has a rehearsal open starts another one of hers; with no token, or an old one, somebody new starts."""
    try:
        return tokens.learner_of(token_of(request))
    except NotYours:
        return None


class Callers:
    """Who calls, by the token that is brought, each call counted against one of the limits."""

    def __init__(self, tokens: Tokens, limits: Limits, what: str) -> None:
        """``what``: of limits.PER_MINUTE."""
        self._tokens, self._limits, self._what = tokens, limits, what

    async def learner(self, request: Request) -> str:
        """Whose token it is. Raises NotYours and TooMuch."""
        learner = self._tokens.learner_of(token_of(request))
        await self._limits.take(self._what, learner)
        return learner

    async def session(self, request: Request) -> str:
        """What it opens. Raises NotYours and TooMuch."""
        session_id = self._tokens.session_of(token_of(request))
        await self._limits.take(self._what, session_id)
        return session_id


def refuse(status: int, sentence: str) -> HTTPResponse:
    return response.json({"error": sentence}, status=status, headers=HEADERS)


def kindly(handler: Handler) -> Handler:
    """Every failure becomes one sentence and the right status."""

    @wraps(handler)
    async def wrapped(*args: Any, **kwargs: Any) -> HTTPResponse:
        try:
            # While the process leaves, what only looks goes on.
            with nullcontext() if args[0].method == "GET" else door.entered():
                answer = await asyncio.wait_for(handler(*args, **kwargs), ANSWER_WITHIN_S)
            return answer if isinstance(answer, HTTPResponse) else response.json(answer, headers=HEADERS)
        except NotYours as error:
            return refuse(401, str(error))
        except UsageError as error:
            return refuse(422, str(error))
        except NoPersona as error:
            return response.json({"error": str(error), "help": house().help_page()}, status=409, headers=HEADERS)
        except RehearsalOver as error:
            return refuse(409, str(error))
        except TooMuch as error:
            return refuse(429, str(error))
        except NotDone as error:
            return refuse(503, str(error))
        except NotSaid as error:
            return refuse(422, str(error))
        except StoreUnavailable as error:
            logger.error("the session log failed: %s", error)
            return refuse(503, LOG_TROUBLE)
        except asyncio.TimeoutError:
            logger.error("a call took too long")
            return refuse(503, SLOW)
        except Exception as error:
            logger.error("a call failed: %s", type(error).__name__)
            return refuse(500, TROUBLE)

    return wrapped


def body_of(request: Request) -> Dict[str, Any]:
    try:
        body = request.json
    except Exception:  # Sanic raises its own kinds for each way JSON can be broken
        body = None
    if not isinstance(body, dict):
        raise UsageError("Please send a JSON object.")
    return body


def text_of(body: Dict[str, Any], name: str, default: Optional[str] = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise UsageError(f"Please send '{name}' as text.")
    return value
