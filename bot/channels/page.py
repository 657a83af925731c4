"""The files of the page: found by name or by the hash of what they hold, packed once, kept by browsers for as long as they may be."""
from __future__ import annotations

import base64
import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, Optional

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.http import HEADERS, refuse

WIDGET = Path(__file__).parent / "widget"
PAGE, SCRIPT = "index.html", "softstart.js"
FOREVER = "public, max-age=31536000, immutable"  # a year: the name changes with what the file holds
ASK_EACH_TIME = "no-cache"
_KINDS = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
          ".svg": "image/svg+xml"}
_HASH_LETTERS = 16
_REFERENCE = re.compile(r'(src|href)="/widget/([a-z.]+)"')


@dataclass(frozen=True)
class Part:
    """One file as it is handed out."""

    body: bytes
    packed: bytes
    kind: str
    hashed_name: str
    integrity: str

    @classmethod
    def of(cls, name: str, body: bytes) -> Part:
        stem, suffix = name.rsplit(".", 1)
        digest = hashlib.sha384(body).digest()
        return cls(body, gzip.compress(body, mtime=0), _KINDS["." + suffix], f"{stem}.{digest.hex()[:_HASH_LETTERS]}.{suffix}",
                   "sha384-" + base64.b64encode(digest).decode())


class Parts:
    """The files of a folder, read once."""

    def __init__(self, folder: Path = WIDGET) -> None:
        self._by_name = {path.name: Part.of(path.name, path.read_bytes()) for path in sorted(folder.iterdir()) if path.suffix in _KINDS}
        page = self._by_name[PAGE].body.decode()
        self._by_name[PAGE] = Part.of(PAGE, _REFERENCE.sub(self._pinned, page).encode())
        self._by_hash = {part.hashed_name: part for part in self._by_name.values()}

    def named(self, name: str) -> Optional[Part]:
        """A file by its plain name."""
        return self._by_name.get(name)

    def hashed(self, name: str) -> Optional[Part]:
        """A file by the name that holds its hash."""
        return self._by_hash.get(name)

    def _pinned(self, reference: re.Match[str]) -> str:
        """The page asks for its own parts by their hashes."""
        part = self._by_name[reference[2]]
        pinned = f'{reference[1]}="widget/{part.hashed_name}"'
        return pinned if part.kind == _KINDS[".svg"] else f'{pinned} integrity="{part.integrity}"'


def add_page(blueprint: Blueprint, parts: Parts) -> None:
    """Add the page and its files to the blueprint."""

    @blueprint.get("/")
    async def page(request: Request) -> HTTPResponse:
        return _handed_out(request, parts.named(PAGE), ASK_EACH_TIME)

    @blueprint.get("/widget/<name:str>")
    async def part(request: Request, name: str) -> HTTPResponse:
        by_hash = parts.hashed(name)
        return _handed_out(request, by_hash or parts.named(name), FOREVER if by_hash else ASK_EACH_TIME)

    @blueprint.get("/api/widget")
    async def pinned(_: Request) -> HTTPResponse:
        script = parts.named(SCRIPT)
        assert script is not None
        return response.json({"src": f"/widget/{script.hashed_name}", "integrity": script.integrity}, headers=HEADERS)

    @blueprint.get("/favicon.ico")
    async def icon(_: Request) -> HTTPResponse:
        return response.empty(headers=HEADERS)


def _handed_out(request: Request, part: Optional[Part], caching: str) -> HTTPResponse:
    if part is None:
        return refuse(404, "There is nothing here.")
    tag = f'"{part.hashed_name}"'
    headers: Dict[str, str] = {**HEADERS, "Cache-Control": caching, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in request.headers.get("if-none-match", ""):
        return response.empty(status=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        return response.raw(part.packed, content_type=part.kind, headers={**headers, "Content-Encoding": "gzip"})
    return response.raw(part.body, content_type=part.kind, headers=headers)
