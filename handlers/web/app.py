"""HTTP mode: Slack's requests with their signature checked, and a health page."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from bot.errors import ConfigError
from handlers.desk import Desk

log = logging.getLogger(__name__)

EVENTS_PATH = "/slack/events"
HEALTH_PATH = "/healthz"
_LONGEST_TIMESTAMP = 12


def make_web_app(app: AsyncApp, desk: Desk) -> web.Application:
    """Return the web application around a Bolt app that has a signing secret."""
    application = app.web_app(EVENTS_PATH)
    application.middlewares.append(refuse_odd_timestamps)
    application.router.add_get(HEALTH_PATH, _health_of(desk))
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
        """Say whether the archive answers."""
        try:
            await desk.newsroom.call(desk.newsroom.recall, "health", "check")
        except Exception as error:
            log.error("health: the archive does not answer: %s", error)
            return web.json_response({"status": "archive does not answer"}, status=503)
        return web.json_response({"status": "ok"})

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
