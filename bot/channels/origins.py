"""Which sites may talk to this server from a browser: its own page, and those the owner of the machine has named."""
from __future__ import annotations

from typing import Any, Dict, FrozenSet, Mapping, Optional

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.http import HEADERS

PREFLIGHT_KEPT_S = 600


class Origins:
    """Sites allowed by name, as ``https://site.example``: scheme, host and port, nothing behind."""

    def __init__(self, named: FrozenSet[str]) -> None:
        self._named = named

    def may_use_socket(self, origin: Optional[str], environ: Mapping[str, Any]) -> bool:
        """For socket.io. Its own rule for the server's own page ends when a list is given, so that rule stands here too."""
        scheme = _first(environ.get("HTTP_X_FORWARDED_PROTO")) or environ.get("wsgi.url_scheme")
        host = _first(environ.get("HTTP_X_FORWARDED_HOST")) or environ.get("HTTP_HOST")
        return origin in self._named or origin in (f"{scheme}://{host}", f"{environ.get('wsgi.url_scheme')}://{environ.get('HTTP_HOST')}")

    def headers(self, origin: Optional[str]) -> Dict[str, str]:
        """What lets a page of this origin read an answer; nothing for one that is not named."""
        if origin not in self._named or not origin:
            return {}
        return {"Access-Control-Allow-Origin": origin}


def add_origins(blueprint: Blueprint, origins: Origins) -> None:
    """Let pages of named sites read the answers of this blueprint; called when all its calls are there. No cookie is allowed along:
    there is none."""

    @blueprint.middleware("response")
    async def let_read(request: Request, answer: HTTPResponse) -> None:
        answer.headers["Vary"] = ", ".join(filter(None, [answer.headers.get("Vary"), "Origin"]))
        answer.headers.update(origins.headers(request.headers.get("origin")))

    async def preflight(request: Request, **_: str) -> HTTPResponse:
        asked = origins.headers(request.headers.get("origin"))
        allowed = {"Access-Control-Allow-Methods": "GET, POST, PUT, DELETE", "Access-Control-Allow-Headers": "Authorization, Content-Type",
                   "Access-Control-Max-Age": str(PREFLIGHT_KEPT_S)} if asked else {}
        return response.empty(headers={**HEADERS, **allowed})

    # One by one: a route of Sanic's for any path yields to one that is named, and that knows no OPTIONS.
    for number, path in enumerate(sorted({route.uri for route in blueprint._future_routes if route.uri.startswith("/api/")})):
        blueprint.add_route(preflight, path, methods=["OPTIONS"], name=f"preflight_{number}")


def _first(value: Optional[str]) -> str:
    """Of a header that several proxies have added to."""
    return (value or "").split(",")[0].strip()
