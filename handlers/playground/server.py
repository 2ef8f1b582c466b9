"""The running half of the stand-in: the loopback server, and deliveries to the app with retries."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.errors import InputError
from handlers.playground import payloads
from handlers.playground.api import Call, Context, Triggers
from handlers.playground.faults import Fault, FaultKind, Faults
from handlers.playground.filestore import SIGN_IN_PAGE, app_may_read
from handlers.playground.line import Ack, HttpLine, Kind, Outcome, Retry, SocketLine
from handlers.playground.methods import DEFAULT_EVENTS, DEFAULT_SCOPES
from handlers.playground.replies import ResponseUrls
from handlers.playground.webapi import WebApi
from handlers.playground.workspace import Json, Message, Workspace

_MOST_UPLOAD = 64 * 1024 * 1024


@dataclass(kw_only=True)
class Delivery:
    """One thing that a person did, as it was handed to the app, and how the app took it."""

    kind: Kind
    payload: Json
    #: The message that a person wrote, where there is one.
    message: Message | None = None
    ack: Ack | None = None
    #: Why there was no acknowledgement: ``http_timeout``, ``connection_failed``, ``http_error``.
    reason: str = ""
    attempts: int = 0
    #: What a submission's acknowledgement complained of: block id to words.
    errors: Json = field(default_factory=dict)
    #: How many changes the workspace had seen when it was sent.
    mark: int = 0
    #: Who did it, and where it can be answered.
    user: str = ""
    channel: str = ""

    @property
    def acked(self) -> bool:
        """Tell whether the app acknowledged it in time."""
        return self.ack is not None

    @property
    def ack_latency(self) -> float:
        """Return seconds until the acknowledgement; infinite where there was none."""
        return self.ack.latency if self.ack else float("inf")

    @property
    def ack_payload(self) -> Json:
        """Return what the acknowledgement carried."""
        return self.ack.payload if self.ack else {}

    @property
    def response_url(self) -> str:
        """Return the address that the app may answer at."""
        return str(self.payload.get("response_url", ""))

    @property
    def trigger_id(self) -> str:
        """Return the trigger that the app may open a modal with."""
        return str(self.payload.get("trigger_id", ""))


class Server:
    """A loopback server that plays Slack; ``SlackStandIn`` adds the people.

    Args:
        manifest: the app's manifest; its scopes, events, commands and unfurl domains then hold.
        scopes, bot_events: the same without a manifest.
        http_target: deliver signed requests to this URL instead of Socket Mode.
        clock: seconds since 1970, for timestamps, triggers and response URLs.
        place_ending: as for ``Workspace``.
        paced: hold the app to one posted message a second in a channel.
        ack_timeout: seconds that the app has to acknowledge.
        retry_waits: seconds before each repetition of an unacknowledged event.
    """

    # They open nothing but this loopback server.
    bot_token = "xoxb-stand-in-bot"  # noqa: S105
    app_token = "xapp-stand-in-app"  # noqa: S105
    signing_secret = "stand-in-signing-secret"  # noqa: S105

    def __init__(
        self,
        *,
        manifest: Mapping[str, Any] | None = None,
        scopes: frozenset[str] | None = None,
        bot_events: frozenset[str] | None = None,
        http_target: str | None = None,
        clock: Callable[[], float] = time.time,
        place_ending: str = "",
        paced: bool = False,
        ack_timeout: float = 3.0,
        retry_waits: Sequence[float] = (0.0, 60.0, 300.0),
    ) -> None:
        self.manifest = manifest or {}
        features = self.manifest.get("features", {})
        self.workspace = Workspace(clock=clock, place_ending=place_ending)
        #: What the app did wrong that Slack would swallow in silence.
        self.problems: list[str] = []
        self.bot_events = bot_events or _events_of(self.manifest)
        self.commands: dict[str, Json] | None = (
            {item["command"]: item for item in features.get("slash_commands", ())}
            if manifest
            else None
        )
        #: Callback id to kind (``global``, ``message``) of the manifest's shortcuts.
        self.shortcuts: dict[str, str] | None = (
            {item["callback_id"]: item["type"] for item in features.get("shortcuts", ())}
            if manifest
            else None
        )
        self.unfurl_domains: list[str] = list(features.get("unfurl_domains", ()))
        self.ack_timeout = ack_timeout
        self.retry_waits = tuple(retry_waits)
        #: Tells whether the app is at work, where somebody knows; ``settled`` asks it.
        self.busy: Callable[[], bool] = lambda: False
        self._sockets = SocketLine(self.workspace.signal, self.problems, self.workspace.app_id)
        self._line = HttpLine(http_target, self.signing_secret) if http_target else self._sockets
        self._context = Context(
            workspace=self.workspace,
            triggers=Triggers(self.workspace),
            scopes=scopes or _scopes_of(self.manifest),
            problems=self.problems,
            new_ticket=self._sockets.new_ticket,
        )
        self._faults = Faults()
        self._api = WebApi(
            self._context,
            bot_token=self.bot_token,
            app_token=self.app_token,
            faults=self._faults,
            paced=paced,
        )
        self._urls = ResponseUrls(self._context, self._faults)
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_flight = 0
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Listen on a free port of 127.0.0.1."""
        app = web.Application(client_max_size=_MOST_UPLOAD)
        app.router.add_route("*", "/api/{method}", self._api.handle)
        app.router.add_get("/link", self._sockets.connect)
        app.router.add_post("/response/{name}", self._urls.handle)
        app.router.add_post("/upload/{name}", self._receive_upload)
        app.router.add_get("/files/{name}/{title}", self._serve_file)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self._context.base_url = f"http://127.0.0.1:{port}"

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._sockets.close()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    @property
    def base_url(self) -> str:
        """Return where it listens, without a slash at the end."""
        return self._context.base_url

    @property
    def api_url(self) -> str:
        """Return the base of the Web API, for ``AsyncWebClient(base_url=...)``."""
        return f"{self._context.base_url}/api/"

    @property
    def calls(self) -> list[Call]:
        """Return every Web API call, in order."""
        return self._api.calls

    @property
    def response_posts(self) -> list[Json]:
        """Return what the app posted to response URLs, in order."""
        return self._urls.posts

    def answers_through(self, delivery: Delivery) -> list[Message]:
        """Return what came through the response URL of a delivery, in order."""
        return self._urls.answers_through(delivery.response_url)

    def calls_to(self, method: str) -> list[Call]:
        """Return the calls of one method."""
        return [call for call in self.calls if call.method == method]

    def rate_limit(self, method: str, times: int = 1, retry_after: float = 1) -> None:
        """Let the next calls of ``method`` end in HTTP 429 with Retry-After.

        Here and below ``*`` stands for any method, ``response_url`` for posts to such addresses.
        """
        self._add_fault(method, times, "rate_limit", number=retry_after)

    def fail(self, method: str, times: int = 1, status: int = 500) -> None:
        """Let the next calls of ``method`` end in a server error whose body is no JSON."""
        self._add_fault(method, times, "status", number=status)

    def refuse(self, method: str, code: str, times: int = 1, **extra: object) -> None:
        """Let the next calls of ``method`` be refused with Slack's error ``code``."""
        self._add_fault(method, times, "refuse", code=code, extra=extra)

    def drop(self, method: str, times: int = 1, *, after: bool = False) -> None:
        """Break the connection of the next calls; ``after`` the work was done, or before."""
        self._add_fault(method, times, "lose" if after else "drop")

    def delay(self, method: str, seconds: float, times: int = 1) -> None:
        """Let the next calls of ``method`` take ``seconds``."""
        self._add_fault(method, times, "delay", number=seconds)

    def _add_fault(
        self,
        method: str,
        times: int,
        kind: FaultKind,
        *,
        number: float = 0,
        code: str = "",
        extra: Json | None = None,
    ) -> None:
        self._faults.add(method, times, Fault(kind=kind, number=number, code=code, extra=extra))

    async def connected(self, count: int = 1, timeout: float = 5) -> None:  # noqa: ASYNC109
        """Wait until the app holds ``count`` Socket Mode connections."""
        if not await self.workspace.signal.until(
            lambda: len(self._sockets.connections) >= count, timeout
        ):
            raise TimeoutError(f"The app did not open {count} connection(s) in {timeout} s.")

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Tell the app that its connections end, as Slack does every few hours."""
        await self._sockets.ask_to_reconnect(reason)

    def drop_connections(self) -> None:
        """Break the app's Socket Mode connections without a word."""
        self._sockets.drop()

    def deafen_connections(self) -> None:
        """Leave the app's Socket Mode connections open, and neither hear nor say anything there."""
        self._sockets.deafen()

    async def settled(self, quiet: float = 0.1, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Wait until nothing has happened for ``quiet`` seconds.

        An app that thinks for longer than that without a call seems settled, unless ``busy`` tells
        better: wait for its message instead where that can happen.
        """
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            seen = self._activity()
            active = await self.workspace.signal.until(
                lambda seen=seen: self._activity() != seen,  # type: ignore[misc]
                quiet,
            )
            if not (active or self._in_flight or self.busy()):
                return
        raise TimeoutError(f"The app did not come to rest in {timeout} s.")

    def _activity(self) -> tuple[int, int, int]:
        return len(self.calls), len(self.response_posts), len(self.workspace.changes)

    async def send_event(
        self, event: Json, *, event_id: str | None = None, message: Message | None = None
    ) -> Delivery:
        """Deliver an event; the same ``event_id`` twice is how Slack repeats itself.

        Raises:
            InputError: the app is not subscribed to that event.
        """
        name = self._subscription(event)
        if name not in self.bot_events:
            raise InputError(f"The app is not subscribed to {name}; see the manifest's bot_events.")
        wrapped = payloads.event_payload(
            self.workspace, event, event_id or self.workspace.new_event_id()
        )
        delivery = self._delivery("events_api", wrapped, message=message)
        outcome = await self._attempt(delivery, Retry())
        if outcome.ack is None and not outcome.final:
            self._spawn(self._repeat(delivery))
        return delivery

    def _subscription(self, event: Json) -> str:
        if event["type"] != "message":
            return str(event["type"])
        names = {"channel": "message.channels", "group": "message.groups", "im": "message.im"}
        return names[event["channel_type"]]

    def _delivery(self, kind: Kind, payload: Json, message: Message | None = None) -> Delivery:
        return Delivery(
            kind=kind, payload=payload, message=message, mark=len(self.workspace.changes)
        )

    async def _attempt(self, delivery: Delivery, retry: Retry) -> Outcome:
        self._in_flight += 1
        try:
            outcome = await self._line.send(
                delivery.kind, delivery.payload, retry, self.ack_timeout
            )
        finally:
            self._in_flight -= 1
        delivery.attempts += 1
        delivery.ack, delivery.reason = outcome.ack, outcome.reason
        if outcome.ack is None:
            self.problems.append(f"{delivery.kind} was not acknowledged: {outcome.reason}")
        self.workspace.signal.fire()
        return outcome

    async def _repeat(self, delivery: Delivery) -> None:
        for attempt, wait in enumerate(self.retry_waits, 1):
            await asyncio.sleep(wait)
            outcome = await self._attempt(delivery, Retry(attempt=attempt, reason=delivery.reason))
            if outcome.ack is not None or outcome.final:
                return

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _receive_upload(self, request: web.Request) -> web.StreamResponse:
        stored = self.workspace.files.get(request.match_info["name"])
        if stored is None:
            return web.Response(status=404)
        content = await _content_of(request)
        if len(content) != stored["size"]:
            return web.Response(status=400, text="the length is not what was announced")
        stored["content"] = content
        return web.Response(text=f"OK - {len(content)}")

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        stored = self.workspace.files.get(request.match_info["name"])
        if stored is None or stored["content"] is None:
            return web.Response(status=404)
        is_app = request.headers.get("Authorization") == f"Bearer {self.bot_token}"
        if not (is_app and app_may_read(self.workspace, stored, self._context.scopes)):
            return web.Response(text=SIGN_IN_PAGE, content_type="text/html")
        return web.Response(body=stored["content"], content_type="application/octet-stream")


async def _content_of(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    for part in (await request.post()).values():
        if isinstance(part, web.FileField):
            return part.file.read()
    return b""


def _scopes_of(manifest: Mapping[str, Any]) -> frozenset[str]:
    scopes = manifest.get("oauth_config", {}).get("scopes", {})
    return frozenset(scopes.get("bot", ())) if manifest else DEFAULT_SCOPES


def _events_of(manifest: Mapping[str, Any]) -> frozenset[str]:
    settings = manifest.get("settings", {}).get("event_subscriptions", {})
    return frozenset(settings.get("bot_events", ())) if manifest else DEFAULT_EVENTS
