"""News sites on loopback, each with a host of its own, and a clock that tests move on.

One real server answers for all of them; the guard is the real one, whose resolver finds every
``*.example`` on loopback.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from aiohttp import web
from feed_files import ARTICLE, NOW, item, paragraphs, rss

from bot.reading.fetching.guard import Guard
from bot.reading.fetching.limits import Limits

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Clock:
    """The time of a test; it stands still until it is moved on."""

    def __init__(self) -> None:
        self.instant = NOW

    def now(self) -> datetime:
        """Return the present instant."""
        return self.instant

    def pass_(self, seconds: float) -> None:
        """Move on."""
        self.instant += timedelta(seconds=seconds)


class Site:
    """A news site with a feed at ``/rss`` that has something new once every ``gap``.

    Set ``answer`` to let it answer its feed in another way, ``pages`` to let it have pages.
    """

    def __init__(self, host: str, clock: Clock, gap: timedelta, backlog: int = 5) -> None:
        self.host = host
        self.clock = clock
        self.gap = gap
        self.start = clock.now() - backlog * gap
        self.answer: Handler = self.serve_feed
        self.pages: dict[str, Handler] = {}
        #: How each request for the feed was answered.
        self.statuses: list[int] = []
        self.requests: list[str] = []

    def published(self) -> list[tuple[int, datetime]]:
        """Return number and instant of all that was published so far, the newest first."""
        count = int((self.clock.now() - self.start) / self.gap)
        return [(number, self.start + number * self.gap) for number in range(count, 0, -1)]

    def text_of(self, number: int) -> str:
        """Return the words of an article."""
        first, *_ = ARTICLE.split("\n\n")
        return f"This is report {number} of {self.host}. {first}"

    def entry(self, number: int, moment: datetime) -> str:
        """Return an article as the feed has it."""
        return item(
            f"http://{self.host}/{number}",
            title=f"Report {number}",
            guid=f"{self.host}-{number}",
            date=f"{moment:%a, %d %b %Y %H:%M:%S} GMT",
            content=paragraphs(self.text_of(number)),
        )

    def feed(self) -> bytes:
        """Return the feed with the latest ten."""
        entries = [self.entry(*each) for each in self.published()[:10]]
        return rss(*entries, title=self.host)

    async def serve_feed(self, request: web.Request) -> web.StreamResponse:
        """Answer as a sound site does: with what changed, or that nothing did."""
        body = self.feed()
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": etag})


class Sites:
    """All sites behind one server."""

    def __init__(self) -> None:
        self.clock = Clock()
        self.sites: dict[str, Site] = {}
        self.port = 0
        #: Requests that are being answered.
        self.open = 0
        self.most_open: Counter[str] = Counter()

    def add(self, host: str, gap: timedelta = timedelta(hours=1), backlog: int = 5) -> Site:
        """Put a site up."""
        site = Site(f"{host}:{self.port}", self.clock, gap, backlog)
        self.sites[site.host] = site
        return site

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Let the site that was asked answer."""
        site = self.sites[request.host]
        site.requests.append(request.path)
        handler = site.answer if request.path == "/rss" else site.pages.get(request.path)
        if handler is None:
            return web.Response(status=404)
        self.open += 1
        try:
            response = await handler(request)
        finally:
            self.open -= 1
        if request.path == "/rss":
            site.statuses.append(response.status)
        return response


def saying(body: bytes | str, status: int = 200, **headers: str) -> Handler:
    """Return a handler that always answers the same."""

    async def answer(_: web.Request) -> web.StreamResponse:
        data = body.encode() if isinstance(body, str) else body
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(body=data, status=status, headers={"Content-Type": "text/html", **told})

    return answer


async def hang(_: web.Request) -> web.StreamResponse:
    """Never answer."""
    await asyncio.Event().wait()
    raise AssertionError


@asynccontextmanager
async def running_sites() -> AsyncIterator[Sites]:
    """Put the server up, and take it down at the end."""
    sites = Sites()
    server = web.Server(sites.handle)
    runner = web.ServerRunner(server, shutdown_timeout=0.1)
    await runner.setup()
    place = web.TCPSite(runner, "127.0.0.1", 0)
    await place.start()
    sites.port = runner.addresses[0][1]
    try:
        yield sites
    finally:
        await runner.cleanup()


def guard_for(sites: Sites, hosts: list[str], limits: Limits | None = None) -> Guard:
    """Return the guard, which goes to these hosts although they are on loopback."""

    async def look_up(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    return Guard(
        limits=limits or Limits(total=5.0, read=5.0, gap=0.0),
        trusted=frozenset(f"{host}:{sites.port}" for host in hosts),
        look_up=look_up,
        now=sites.clock.now,
    )
