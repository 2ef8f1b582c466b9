"""The Socket Mode connection, and the watch that rebuilds it when it has gone deaf.

Connections have been seen to stay open for weeks and deliver nothing (bolt-python issues 417 and
1529). Besides the client's own reconnecting, a connection that two checks in a row find broken, or
that has been silent for long, is closed and made anew. The old one is always closed first: two
handlers of one app would both try to reconnect for ever.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from aiohttp import WSMessage
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp

log = logging.getLogger(__name__)

#: Seconds between two looks at the connection.
CHECK_SECONDS = 15.0
#: Seconds without any message after which a connection is made anew, to be sure.
LONGEST_SILENCE = 30 * 60.0
_MOST_MISSES = 2
_CONNECT_TIMEOUT = 30.0


class SocketLine:
    """One Socket Mode connection at a time.

    Args:
        app: the Bolt app.
        app_token: starts with ``xapp-``.
        check_seconds: see ``CHECK_SECONDS``.
        longest_silence: see ``LONGEST_SILENCE``.
        now: a clock in seconds that never goes back.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        check_seconds: float = CHECK_SECONDS,
        longest_silence: float = LONGEST_SILENCE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._check_seconds = check_seconds
        self._longest_silence = longest_silence
        self._now = now
        self._handler: AsyncSocketModeHandler | None = None
        self._watch: asyncio.Task[None] | None = None
        self._heard_at = now()
        self._misses = 0

    async def open(self) -> None:
        """Connect and keep watch; where Slack does not answer in time, the watch tries again."""
        await self._connect()
        self._watch = asyncio.create_task(self._keep_watch())

    async def close(self) -> None:
        """Stop the watch and disconnect; safe to call twice."""
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None
        await self._disconnect()

    async def _connect(self) -> None:
        handler = AsyncSocketModeHandler(self._app, self._app_token)
        handler.client.on_message_listeners.append(self._note)
        self._handler = handler
        self._heard_at, self._misses = self._now(), 0
        try:
            await asyncio.wait_for(
                handler.connect_async(),  # type: ignore[no-untyped-call]
                _CONNECT_TIMEOUT,
            )
        except TimeoutError:
            log.error("Socket Mode: no connection within %d s", _CONNECT_TIMEOUT)

    async def _disconnect(self) -> None:
        handler, self._handler = self._handler, None
        if handler is not None:
            await handler.close_async()  # type: ignore[no-untyped-call]

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(self._check_seconds)
            try:
                await self._check()
            except Exception:
                log.exception("Socket Mode: could not reconnect; it is tried again")

    async def _check(self) -> None:
        """Rebuild the connection where it is found broken twice in a row, or is silent too long."""
        connected = self._handler is not None and await self._handler.client.is_connected()
        self._misses = 0 if connected else self._misses + 1
        silence = self._now() - self._heard_at
        if self._misses < _MOST_MISSES and silence < self._longest_silence:
            return
        why = "broken" if self._misses else f"silent for {silence / 60:.0f} minutes"
        log.warning("Socket Mode: the connection is %s and is made anew", why)
        await self._disconnect()
        await self._connect()

    async def _note(self, message: WSMessage) -> None:
        self._heard_at = self._now()
