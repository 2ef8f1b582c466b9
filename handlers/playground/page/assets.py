"""The page's own files: read once, packed once, served under an address that their words make."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import resources
from types import MappingProxyType

from aiohttp import web

from bot.errors import NotFoundError
from handlers.playground.page.joining import join_modules
from handlers.playground.workspace import Json

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "html": "text/html",
        "js": "text/javascript",
        "css": "text/css",
        "svg": "image/svg+xml",
    }
)
_FOR_EVER = "public, max-age=31536000, immutable"
#: Where in the first page the address of all other files stands, and what it shows first.
_BASE, _STATE = b"{{static}}", b"{{state}}"
#: How hard the first page is packed: it is made anew for every visit.
_PACKED_QUICKLY = 1
#: The styles in their order: the page's own come last and may say more.
_STYLES = ("blocks.css", "controls.css", "page.css")


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One file, plain and packed.

    Attributes:
        tag: by which a browser asks whether it has changed; "" where it always has.
    """

    content_type: str
    plain: bytes
    packed: bytes
    tag: str


@dataclass(frozen=True, kw_only=True)
class Assets:
    """The files of the page.

    Attributes:
        index: the first page, but for what it shows first.
        files: all others, by name.
        version: changes whenever one of them does.
    """

    index: bytes
    files: Mapping[str, Asset]
    version: str

    def find(self, version: str, name: str) -> Asset:
        """Return a file.

        Raises:
            NotFoundError: there is none of that name, or in that version.
        """
        if version != self.version or name not in self.files:
            raise NotFoundError("There is no such file.")
        return self.files[name]

    def opening(self, state: Json) -> Asset:
        """Return the first page with what it shows first, so that it need not ask for that.

        ``state`` stands in it as data, which no browser runs; none of its signs can end it. The
        clock is part of it, so no two such pages are the same, and it has no tag.
        """
        told = json.dumps(state, separators=(",", ":")).replace("<", "\\u003c")
        page = self.index.replace(_STATE, told.encode())
        return replace(_asset("index.html", page, _PACKED_QUICKLY), tag="")

    @property
    def weight(self) -> int:
        """Return how many bytes a browser fetches to show the page, before anything is in it."""
        files = sum(len(each.packed) for each in self.files.values())
        return len(self.opening({}).packed) + files


def read_assets() -> Assets:
    """Read the page's files, and join its modules and its styles into one file each."""
    folder = resources.files("handlers.playground.page").joinpath("static")
    read = {
        each.name: each.read_bytes()
        for each in sorted(folder.iterdir(), key=lambda each: each.name)
        if each.name.rpartition(".")[2] in _TYPES
    }
    modules = {name: text.decode() for name, text in read.items() if name.endswith(".js")}
    files = {
        "joined.js": join_modules(modules, "page.js").encode(),
        "joined.css": b"".join(read[name] for name in _STYLES),
        **{name: text for name, text in read.items() if name.endswith(".svg")},
    }
    version = _digest(b"".join(name.encode() + content for name, content in files.items()))
    index = read["index.html"].replace(_BASE, f"/static/{version}".encode())
    return Assets(
        index=index,
        files={name: _asset(name, content) for name, content in files.items()},
        version=version,
    )


def _asset(name: str, content: bytes, effort: int = 9) -> Asset:
    return Asset(
        content_type=_TYPES[name.rpartition(".")[2]],
        plain=content,
        packed=gzip.compress(content, effort, mtime=0),
        tag=_digest(content),
    )


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def respond(request: web.Request, asset: Asset, *, for_ever: bool) -> web.Response:
    """Return an asset, packed where the browser takes that, or the word that it has it already."""
    headers = {
        "Cache-Control": _FOR_EVER if for_ever else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if asset.tag:
        headers["ETag"] = f'"{asset.tag}"'
        if any(each.value == asset.tag for each in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    if is_packed:
        headers["Content-Encoding"] = "gzip"
    return web.Response(
        body=asset.packed if is_packed else asset.plain,
        content_type=asset.content_type,
        charset="utf-8",
        headers=headers,
    )
