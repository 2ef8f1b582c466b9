"""The topic page: a brief to read at length, with its timeline picture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlencode

from aiohttp import web

from bot.briefing.documents.addressing import with_addresses
from bot.errors import InputError
from bot.picture.drawing import NARROW, WIDE, draw_svg
from bot.records import Span
from bot.results import Board, Brief
from handlers.web.addresses import TOPICS_PATH
from handlers.web.pages import PageError
from handlers.web.signing import TopicGrant
from handlers.web.site import Site
from handlers.web.topic_sheet import make_sheet

T = TypeVar("T")

PICTURE_PATH = f"{TOPICS_PATH}/timeline.svg"
#: A picture holds its own styles and nothing else; opened by itself, it may run nothing either.
_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
_WIDTHS = {"wide": WIDE, "narrow": NARROW}
#: Pictures that are made at once; the others wait without holding a thread.
_AT_ONCE = 2


def add_topic_routes(application: web.Application, site: Site) -> None:
    """Let an application serve topic pages, with the files that they need."""
    topics = Topics(site)
    site.pages.add_assets(application)
    site.pages.add(application, TOPICS_PATH, topics.show)
    site.pages.add(application, PICTURE_PATH, topics.show_picture)


class Topics:
    """Answers for briefs. Everything is read as the channel of the link sees it."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def show(self, request: web.Request) -> web.Response:
        """Answer with the page of a brief."""
        grant = self._site.open_topic(request)
        return await self._site.newsroom.call(self._draw, grant)

    async def show_picture(self, request: web.Request) -> web.Response:
        """Answer with the timeline picture of a brief, in light or dark, for a desk or a phone."""
        grant = self._site.open_topic(request)
        is_dark = request.query.get("on") == "dark"
        width = _WIDTHS.get(request.query.get("size", ""), WIDE)
        async with self._turns:
            drawn = await self._site.newsroom.call(self._draw_picture, grant, is_dark, width)
        if drawn is None:
            raise PageError(404, "There is no picture", "Too little here has a date to draw.")
        response = web.Response(body=drawn, content_type="image/svg+xml", charset="utf-8")
        response.headers["Content-Security-Policy"] = _PICTURE_POLICY
        response.enable_compression()
        return response

    def _draw(self, grant: TopicGrant) -> web.Response:
        brief, board = self._read(grant)
        sheet = make_sheet(brief, board)
        pictures = {
            f"{size}_{on}": self._picture_of(grant, size, on)
            for size in _WIDTHS
            for on in ("light", "dark")
        }
        return self._site.pages.show(
            "topic.html", sheet=sheet, pictures=pictures, made_on=self._site.newsroom.today()
        )

    def _draw_picture(self, grant: TopicGrant, is_dark: bool, width: float) -> bytes | None:
        newsroom = self._site.newsroom
        brief = _asked(lambda: newsroom.picture_brief(grant.request, audience=grant.audience))
        return draw_svg(brief, is_dark=is_dark, width=width)

    def _read(self, grant: TopicGrant) -> tuple[Brief, Board]:
        """Return the brief and its board, their citations leading to pages of this server."""
        newsroom, audience = self._site.newsroom, grant.audience

        def place_of(document: int, span: Span) -> str:
            return self._site.addresses.of_document(document, audience, span)

        brief, board = _asked(
            lambda: (
                newsroom.picture_brief(grant.request, audience=audience),
                newsroom.board(replace(grant.request, limit=None), audience=audience),
            )
        )
        return with_addresses((brief, board), place_of)

    def _picture_of(self, grant: TopicGrant, size: str, on: str) -> str:
        key = self._site.addresses.signer.sign(grant)
        return f"{PICTURE_PATH}?{urlencode({'size': size, 'on': on, 'key': key})}"


def _asked(read: Callable[[], T]) -> T:
    """Return what is read; a request that a link should not hold is told of in words."""
    try:
        return read()
    except InputError as error:
        raise PageError(400, "This page cannot be made", str(error)) from error
