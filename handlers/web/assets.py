"""Style sheets and scripts of the pages, each under an address that changes with its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

ASSETS_PATH = "/page-files"
_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


@dataclass(frozen=True, kw_only=True, slots=True)
class Asset:
    """One file that pages use.

    Attributes:
        stamp: of its content; another content has another.
    """

    body: bytes
    media_type: str
    stamp: str


class Assets:
    """The files of the pages, read once."""

    def __init__(self, files: Mapping[str, Asset]) -> None:
        self._files = files

    def address(self, name: str) -> str:
        """Return the address of a file, as of its present content.

        Raises:
            KeyError: there is no such file.
        """
        return f"{ASSETS_PATH}/{quote(name)}?v={self._files[name].stamp}"

    async def serve(self, request: web.Request) -> web.Response:
        """Answer with a file, or with 304 where the browser has it."""
        asset = self._files.get(request.match_info["name"])
        if asset is None:
            raise web.HTTPNotFound(text="There is no such file.")
        keep = _FOR_EVER if request.query.get("v") == asset.stamp else _ASK_AGAIN
        headers = {
            "ETag": f'"{asset.stamp}"',
            "Cache-Control": keep,
            "X-Content-Type-Options": "nosniff",
        }
        known = request.if_none_match or ()
        if any(tag.value in (asset.stamp, "*") for tag in known):
            return web.Response(status=304, headers=headers)
        response = web.Response(
            body=asset.body, content_type=asset.media_type, charset="utf-8", headers=headers
        )
        response.enable_compression()
        return response


def load_assets(folder: Path = _FOLDER) -> Assets:
    """Read the style sheets, scripts and drawings of a folder."""
    return Assets(
        {
            path.name: _asset(path.read_bytes(), path.suffix)
            for path in sorted(folder.iterdir())
            if path.suffix in _TYPES
        }
    )


def _asset(body: bytes, suffix: str) -> Asset:
    stamp = hashlib.sha256(body).hexdigest()[:16]
    return Asset(body=body, media_type=_TYPES[suffix], stamp=stamp)
