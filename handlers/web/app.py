"""What is served by HTTP: Slack's requests with their signature checked, pages, and health."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from typing import Protocol

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from bot.errors import ConfigError
from handlers.desk import Desk
from handlers.web.reader import add_reader_routes
from handlers.web.site import Site
from handlers.web.topics import add_topic_routes

log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"
HEALTH_PATH = "/healthz"
_LONGEST_TIMESTAMP = 12


class Line(Protocol):
    """A way in which requests arrive."""

    async def open(self) -> None:
        """Start to listen."""
        ...

    async def close(self) -> None:
        """Stop to listen."""
        ...


def make_web_app(app: AsyncApp, desk: Desk, site: Site | None = None) -> web.Application:
    """Return the web application around a Bolt app that has a signing secret.

    With ``site`` it serves the pages too.
    """
    application = app.web_app(EVENTS_PATH)
    application.middlewares.append(refuse_odd_timestamps)
    return _complete(application, desk, site)


def make_pages_app(desk: Desk, site: Site) -> web.Application:
    """Return the web application of the pages alone, for where Slack comes by Socket Mode."""
    return _complete(web.Application(), desk, site)


def _complete(application: web.Application, desk: Desk, site: Site | None) -> web.Application:
    application.router.add_get(HEALTH_PATH, _health_of(desk))
    if site is not None:
        add_reader_routes(application, site)
        add_topic_routes(application, site)
    return application


@web.middleware
async def refuse_odd_timestamps(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer 401 where the timestamp is no number; Bolt's check would fail on it with a 500."""
    if request.path == EVENTS_PATH:
        stamp = request.headers.get("X-Slack-Request-Timestamp", "")
        if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= _LONGEST_TIMESTAMP):
            return web.json_response({"error": "invalid request"}, status=401)
    return await handler(request)


def _health_of(desk: Desk) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def health(request: web.Request) -> web.Response:
        """Say whether the archive answers, and how the connection to Slack stands."""
        try:
            await desk.newsroom.call(desk.newsroom.recall, "health", "check")
        except Exception as error:
            log.error("health: the archive does not answer: %s", error)
            return web.json_response({"status": "archive does not answer"}, status=503)
        slack = desk.link.described()
        said: dict[str, object] = {"slack": slack} if slack else {}
        if desk.link.is_ill:
            return web.json_response({"status": "not connected to Slack", **said}, status=503)
        return web.json_response({"status": "ok", **said})

    return health


class WebLine:
    """The listening HTTP server."""

    def __init__(self, application: web.Application, host: str, port: int) -> None:
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=10)
        self._host = host
        self._port = port

    async def open(self) -> None:
        """Start to listen.

        Raises:
            ConfigError: the address is taken or not this machine's.
        """
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            raise ConfigError(
                f"Cannot listen on {self._host}:{self._port} ({error.strerror});"
                " set DATELINE_HTTP_HOST and DATELINE_HTTP_PORT."
            ) from error

    async def close(self) -> None:
        """Stop to listen, after requests under way have been answered."""
        await self._runner.cleanup()

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self._runner.addresses[0][1])


class SeveralLines:
    """Lines that open and close together."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    async def open(self) -> None:
        """Start to listen on all of them, or on none.

        Raises:
            ConfigError: one of them cannot.
        """
        async with AsyncExitStack() as opened:
            for line in self._lines:
                await line.open()
                opened.push_async_callback(line.close)
            opened.pop_all()

    async def close(self) -> None:
        """Stop to listen."""
        for line in reversed(self._lines):
            await line.close()
