"""The Socket Mode connection, and the watch that rebuilds it when it has gone deaf.

The SDK's client pings every few seconds, closes a connection that does not answer, and reconnects;
that it does when Slack asks for it, too. It has been seen to fail at that: to try for ever with a
ticket that was used, or to hold an open connection for weeks that brought nothing (bolt-python
issues 417 and 1529, python-slack-sdk 1446). So a connection that two checks in a row find broken,
or that has been silent for long, is closed and made anew, with longer and longer waits while Slack
gives no ticket. The old one is always closed first: two handlers of one app would both try to
reconnect for ever.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable

from aiohttp import WSMessage
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp

from bot.errors import DeliveryError
from handlers.slack.errors import TOKEN_REFUSED, as_delivery_error
from handlers.slack.link_state import LinkState

log = logging.getLogger(__name__)

#: Seconds between two looks at the connection.
CHECK_SECONDS = 15.0
#: Seconds without any message after which a connection is made anew, to be sure.
LONGEST_SILENCE = 30 * 60.0
#: Seconds between two pings; one that is not answered within half of that breaks the connection.
PING_SECONDS = 10.0
_MOST_MISSES = 2
_CONNECT_TIMEOUT = 30.0
_LONGEST_PAUSE = 120.0
_SWITCHED_OFF = "link_disabled"


class SocketLine:
    """One Socket Mode connection at a time.

    Args:
        app: the Bolt app.
        app_token: starts with ``xapp-``.
        check_seconds: see ``CHECK_SECONDS``.
        longest_silence: see ``LONGEST_SILENCE``.
        ping_seconds: see ``PING_SECONDS``.
        state: told how the connection stands.
        refused: set when Slack says that the token is no good.
        now: a clock in seconds that never goes back.
    """

    def __init__(
        self,
        app: AsyncApp,
        app_token: str,
        *,
        check_seconds: float = CHECK_SECONDS,
        longest_silence: float = LONGEST_SILENCE,
        ping_seconds: float = PING_SECONDS,
        state: LinkState | None = None,
        refused: asyncio.Event | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._app_token = app_token
        self._check_seconds = check_seconds
        self._longest_silence = longest_silence
        self._ping_seconds = ping_seconds
        self._state = state or LinkState()
        self._refused = refused or asyncio.Event()
        self._now = now
        self._handler: AsyncSocketModeHandler | None = None
        self._watch: asyncio.Task[None] | None = None
        self._heard_at = now()
        self._misses = 0
        self._failures = 0

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
        handler = AsyncSocketModeHandler(
            self._app,
            self._app_token,
            ping_interval=self._ping_seconds,
        )
        handler.client.on_message_listeners.append(self._note)
        self._handler = handler
        self._heard_at, self._misses = self._now(), 0
        try:
            async with asyncio.timeout(_CONNECT_TIMEOUT):
                handler.client.wss_uri = await handler.client.issue_new_wss_url()
                await handler.connect_async()  # type: ignore[no-untyped-call]
        except Exception as error:
            self._could_not_connect(as_delivery_error(error, "apps.connections.open"))
        else:
            self._failures = 0
            self._state.found()

    def _could_not_connect(self, error: DeliveryError) -> None:
        self._failures += 1
        if error.code in TOKEN_REFUSED:
            self._refused.set()
        if self._failures == 1:
            log.error("Socket Mode: no connection (%s); it is tried again", error.code)
        self._state.lost(error.code)

    async def _disconnect(self) -> None:
        handler, self._handler = self._handler, None
        if handler is not None:
            await handler.close_async()  # type: ignore[no-untyped-call]

    async def _keep_watch(self) -> None:
        while True:
            await asyncio.sleep(pause_after(self._failures, self._check_seconds))
            try:
                await self._check()
            except Exception:
                log.exception("Socket Mode: could not reconnect; it is tried again")

    async def _check(self) -> None:
        """Rebuild the connection where it is found broken twice in a row, or is silent too long."""
        connected = self._handler is not None and await self._handler.client.is_connected()
        silence = self._now() - self._heard_at
        if connected and silence < self._longest_silence:
            self._misses = 0
            self._state.found()
            return
        self._misses += 1
        if connected:
            self._state.lost(f"silent for {silence / 60:.0f} minutes")
        elif self._misses < _MOST_MISSES and not self._failures:
            self._state.lost("broken")
            return
        self._state.rebuilt += 1
        await self._disconnect()
        await self._connect()

    async def _note(self, message: WSMessage) -> None:
        """Note a sign of life, and why Slack ends a connection where a person has to know it."""
        self._heard_at = self._now()
        if _SWITCHED_OFF in str(message.data)[:200] and _reason_in(message) == _SWITCHED_OFF:
            log.error(
                "Socket Mode was switched off in the app's settings; switch it on again,"
                " or serve with --http"
            )
            self._state.lost(_SWITCHED_OFF)


def pause_after(failures: int, seconds: float) -> float:
    """Return how long to wait before the next look, after so many failures in a row."""
    return min(seconds * 2.0 ** min(max(failures - 1, 0), 10), max(_LONGEST_PAUSE, seconds))


def _reason_in(message: WSMessage) -> str:
    """Return why Slack ends the connection; empty where the message is about something else."""
    said = json.loads(message.data)
    return str(said.get("reason", "")) if said.get("type") == "disconnect" else ""
