"""How the stand-in reaches the app: Socket Mode connections, or signed requests to a URL."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal, Protocol
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

from handlers.playground.workspace import Json, Signal

Kind = Literal["events_api", "slash_commands", "interactive"]


@dataclass(frozen=True, kw_only=True)
class Retry:
    """The how-manieth repetition of a delivery this is, and why."""

    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Ack:
    """The app's acknowledgement: after how many seconds, and with what."""

    latency: float
    payload: Json = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one attempt: an acknowledgement, or the reason why there is none."""

    ack: Ack | None = None
    reason: str = ""
    #: The app asked for no repetition.
    final: bool = False


@dataclass(eq=False, kw_only=True)
class Connection:
    """One open WebSocket of the app."""

    socket: web.WebSocketResponse
    transport: asyncio.BaseTransport | None
    #: Cleared while it is open and neither hears nor answers anything.
    hears: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.hears.set()

    def drop(self) -> None:
        """Break it without a word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


class Line(Protocol):
    """A way to hand the app a payload and hear its acknowledgement."""

    async def send(self, kind: Kind, payload: Json, retry: Retry, within: float) -> Outcome:
        """Deliver one payload and wait at most ``within`` seconds."""


class SocketLine:
    """Socket Mode: the app opens WebSockets to ``/link``; each envelope goes to one of them."""

    def __init__(self, signal: Signal, problems: list[str], app_id: str) -> None:
        self._signal = signal
        self._problems = problems
        self._app_id = app_id
        self._tickets: set[str] = set()
        self._turn = 0
        self._waiting: dict[str, asyncio.Future[Json]] = {}
        self._sent: set[str] = set()
        #: Those that deliveries may go to; one that was told to reconnect is no longer here.
        self.connections: list[Connection] = []
        self._open: set[Connection] = set()

    def new_ticket(self) -> str:
        """Return the right to open one connection."""
        ticket = f"ticket-{time.monotonic_ns()}"
        self._tickets.add(ticket)
        return ticket

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until it ends."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        connection = Connection(socket=socket, transport=request.transport)
        self.connections.append(connection)
        self._open.add(connection)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self.connections),
                "connection_info": {"app_id": self._app_id},
                "debug_info": {"host": "stand-in", "approximate_connection_time": 3600},
            }
        )
        self._signal.fire()
        try:
            async for message in socket:
                await connection.hears.wait()
                if message.type == aiohttp.WSMsgType.TEXT:
                    self._hear(message.data)
                elif message.type == aiohttp.WSMsgType.PING:
                    with suppress(ConnectionError):
                        await socket.pong(message.data)
        finally:
            self._forget(connection)
            self._open.discard(connection)
        return socket

    async def send(self, kind: Kind, payload: Json, retry: Retry, within: float) -> Outcome:
        """Send one envelope over one of the connections, and wait for its acknowledgement."""
        started = time.monotonic()
        if not await self._signal.until(lambda: bool(self.connections), within):
            return Outcome(reason="connection_failed")
        name = f"envelope-{len(self._sent) + 1}"
        self._sent.add(name)
        heard: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[name] = heard
        envelope: Json = {
            "envelope_id": name,
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": retry.attempt, "retry_reason": retry.reason}
        self._turn += 1
        connection = self.connections[self._turn % len(self.connections)]
        try:
            await connection.socket.send_json(envelope)
            left = within - (time.monotonic() - started)
            answer = await asyncio.wait_for(heard, max(left, 0))
        except TimeoutError:
            return Outcome(reason="http_timeout")
        except (ConnectionError, aiohttp.ClientError):
            return Outcome(reason="connection_failed")
        finally:
            self._waiting.pop(name, None)
        return Outcome(ack=Ack(latency=time.monotonic() - started, payload=answer))

    async def ask_to_reconnect(self, reason: str = "refresh_requested") -> None:
        """Tell every connection that it ends now, as Slack does every few hours."""
        for connection in list(self.connections):
            self._forget(connection)
            await connection.socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {}}
            )

    def drop(self) -> None:
        """Break every connection without a word."""
        for connection in list(self.connections):
            self._forget(connection)
            connection.drop()

    def deafen(self) -> None:
        """Leave every connection open, and neither hear nor say anything on it any more."""
        for connection in list(self.connections):
            self._forget(connection)
            connection.hears.clear()

    async def close(self) -> None:
        """Close every connection in good order."""
        for connection in list(self._open):
            self._forget(connection)
            connection.hears.set()
            await connection.socket.close()

    def _forget(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)

    def _hear(self, text: str) -> None:
        answer: Json = json.loads(text)
        name = str(answer.get("envelope_id"))
        waiting = self._waiting.get(name)
        if waiting is not None and not waiting.done():
            payload = answer.get("payload")
            waiting.set_result(payload if isinstance(payload, dict) else {})
        elif name in self._sent:
            self._problems.append(f"{name} was acknowledged late or twice")
        else:
            self._problems.append(f"{name} was acknowledged but never sent")


class HttpLine:
    """HTTP mode: every payload is a signed POST to one URL; the answer is the acknowledgement."""

    def __init__(self, target: str, signing_secret: str) -> None:
        self.target = target
        self._secret = signing_secret

    async def send(self, kind: Kind, payload: Json, retry: Retry, within: float) -> Outcome:
        """Post one payload."""
        body, content_type = encode(kind, payload)
        headers = signed(body, self._secret) | {"Content-Type": content_type}
        if retry.attempt:
            headers["X-Slack-Retry-Num"] = str(retry.attempt)
            headers["X-Slack-Retry-Reason"] = retry.reason
        started = time.monotonic()
        limit = aiohttp.ClientTimeout(total=within)
        try:
            async with (
                aiohttp.ClientSession(timeout=limit) as session,
                session.post(self.target, data=body.encode(), headers=headers) as response,
            ):
                text = await response.text()
                if response.status == 200:
                    latency = time.monotonic() - started
                    return Outcome(ack=Ack(latency=latency, payload=_answer(text)))
                final = response.headers.get("X-Slack-No-Retry") == "1"
                return Outcome(reason="http_error", final=final)
        except TimeoutError:
            return Outcome(reason="http_timeout")
        except aiohttp.ClientError:
            return Outcome(reason="connection_failed")


def encode(kind: Kind, payload: Json) -> tuple[str, str]:
    """Return body and content type of a payload, as Slack sends that kind."""
    if kind == "events_api":
        return json.dumps(payload), "application/json"
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return urlencode(fields), "application/x-www-form-urlencoded"


def signed(body: str, secret: str, timestamp: str | None = None) -> dict[str, str]:
    """Return the headers of Slack's v0 signature (HMAC-SHA256 of ``v0:timestamp:body``)."""
    stamp = timestamp or str(int(time.time()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:{body}".encode(), hashlib.sha256)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest.hexdigest()}"}


def _answer(text: str) -> Json:
    if not text:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text}
    return found if isinstance(found, dict) else {"text": text}
