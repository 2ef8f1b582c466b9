"""What goes wrong on demand with the app's calls to the stand-in."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import Literal

from aiohttp import web

from handlers.playground.workspace import Json

FaultKind = Literal["rate_limit", "status", "refuse", "drop", "lose", "delay"]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What goes wrong with one call.

    ``drop`` breaks the connection before anything is done, ``lose`` does the work and breaks it
    before the answer, so that the app cannot know.
    """

    kind: FaultKind
    #: Retry-After or the delay, in seconds; the HTTP status of ``status``.
    number: float = 0
    code: str = ""
    #: What Slack says beside its code.
    extra: Json | None = None


class Faults:
    """The faults that are still to come, for each kind of call in turn."""

    def __init__(self) -> None:
        self._to_come: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, name: str, times: int, fault: Fault) -> None:
        """Let the next calls of ``name`` (``*`` for any) go wrong."""
        self._to_come[name] += [fault] * times

    async def next(self, name: str) -> Fault | None:
        """Return what goes wrong with this call; a delay has passed when this returns."""
        for each in (name, "*"):
            if self._to_come[each]:
                fault = self._to_come[each].popleft()
                if fault.kind != "delay":
                    return fault
                await asyncio.sleep(fault.number)
                return None
        return None


def failed(request: web.Request, fault: Fault) -> tuple[Json, web.StreamResponse]:
    """Return what the app is told, as JSON (empty where it is none), and the response."""
    if fault.kind == "rate_limit":
        reply: Json = {"ok": False, "error": "ratelimited"}
        headers = {"Retry-After": f"{fault.number:g}"}
        return reply, web.json_response(reply, status=429, headers=headers)
    if fault.kind == "status":
        return {}, web.Response(status=int(fault.number), text="upstream is not there")
    if fault.kind == "refuse":
        reply = {"ok": False, "error": fault.code, **(fault.extra or {})}
        return reply, web.json_response(reply)
    return {}, cut(request)


def cut(request: web.Request) -> web.StreamResponse:
    """Break the connection without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
