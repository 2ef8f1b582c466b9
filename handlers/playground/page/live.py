"""The page's WebSocket: how the workspace stands, what changes in it, and what a person does."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from aiohttp import web

from bot.errors import DatelineError, InputError
from handlers.playground.page.playground import Playground
from handlers.playground.page.translation import update_of
from handlers.playground.workspace import Json, User

log = logging.getLogger(__name__)

#: Seconds after which a page without news is looked after.
_HEARTBEAT = 25.0
_LONGEST_WISH = 256 * 1024


class Live:
    """Serves the pages that are open."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground
        self._sockets: set[web.WebSocketResponse] = set()

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one page until it is closed."""
        try:
            user = self._playground.person(request.query.get("user", ""))
        except DatelineError as error:
            return web.Response(status=400, text=str(error))
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT, max_msg_size=_LONGEST_WISH)
        await socket.prepare(request)
        self._sockets.add(socket)
        visit = Visit(self._playground, user, socket)
        try:
            await visit.last()
        finally:
            self._sockets.discard(socket)
        return socket

    async def close(self, app: web.Application) -> None:
        """Tell every page that the playground ends."""
        for socket in list(self._sockets):
            await socket.close(code=aiohttp.WSCloseCode.GOING_AWAY, message=b"the playground ended")


class Visit:
    """One open page."""

    def __init__(self, playground: Playground, user: User, socket: web.WebSocketResponse) -> None:
        self._playground = playground
        self._user = user
        self._socket = socket
        self._doing: set[asyncio.Task[None]] = set()

    async def last(self) -> None:
        """Tell what changes and do what is wished until the page is closed."""
        telling = asyncio.create_task(self._tell())
        try:
            async for message in self._socket:
                if message.type == aiohttp.WSMsgType.TEXT:
                    task = asyncio.create_task(self._do(message.data))
                    self._doing.add(task)
                    task.add_done_callback(self._doing.discard)
        finally:
            tasks = [telling, *self._doing]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _tell(self) -> None:
        workspace, viewer = self._playground.slack.workspace, self._user.id
        mark = len(workspace.changes)
        await self._send(self._playground.screen(viewer))
        while not self._socket.closed:
            if not await workspace.signal.until(
                lambda: len(workspace.changes) > mark,  # noqa: B023 - asked before it changes
                _HEARTBEAT,
            ):
                continue
            changes, mark = workspace.changes[mark:], len(workspace.changes)
            update = update_of(workspace, viewer, changes)
            clock = self._playground.clock_json()
            await self._send(
                self._playground.screen(viewer)
                if update is None
                else {"kind": "update", **update, "clock": clock}
            )

    async def _do(self, text: str) -> None:
        """Do one wish; the page hears when it was taken, and when the app has come to rest."""
        number: object = None
        try:
            wish = _read(text)
            number = wish.get("id")
            done = await self._playground.obey(self._user, wish)
        except DatelineError as error:
            done = {"why": str(error)}
        except Exception:
            log.exception("a wish of the page failed")
            done = {"why": "Something went wrong in the playground; its log says what."}
        await self._send({"kind": "done", "id": number, **done})
        if "why" not in done:
            await self._playground.rest()
        await self._send({"kind": "rest", "id": number})

    async def _send(self, told: Json) -> None:
        if not self._socket.closed:
            await self._socket.send_str(json.dumps(told, ensure_ascii=False, separators=(",", ":")))


def _read(text: str) -> Mapping[str, Any]:
    try:
        wish = json.loads(text)
    except ValueError:
        wish = None
    if not isinstance(wish, dict):
        raise InputError("The page sent something that is no wish.")
    return wish
