"""The line that Slack shows while an answer is on its way: “Reading the archive…”."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from handlers.conversation.listening import Spot
from handlers.desk import Desk

log = logging.getLogger(__name__)

READING = "Reading the archive…"
#: An answer does not wait longer than this for the line that announces it.
_PATIENCE = 2.0


async def show_status(
    desk: Desk, client: AsyncWebClient, spot: Spot, status: str = READING
) -> frozenset[str]:
    """Show what the bot is doing in a thread until it answers there; an empty status clears it.

    An app that may not do so goes without. Returns the permissions that Slack says the app has, as
    every reply does; none where there is no reply in time.
    """
    call = asyncio.create_task(_ask_slack(client, spot, status))
    # It is left to end by itself: a call that is broken off leaves its connection open.
    desk.running.add(call)
    call.add_done_callback(desk.running.discard)
    done, _ = await asyncio.wait({call}, timeout=_PATIENCE)
    return call.result() if done else frozenset()


async def _ask_slack(client: AsyncWebClient, spot: Spot, status: str) -> frozenset[str]:
    try:
        response = await client.assistant_threads_setStatus(
            channel_id=spot.channel, thread_ts=spot.thread, status=status
        )
    except SlackApiError as error:
        log.info("no status in %s: %s", spot.channel, error.response.get("error"))
        response = error.response
    except (ClientError, OSError, TimeoutError) as error:
        log.info("no status in %s: %s", spot.channel, type(error).__name__)
        return frozenset()
    headers = {key.lower(): str(value) for key, value in (response.headers or {}).items()}
    granted = headers.get("x-oauth-scopes", "")
    return frozenset(each.strip() for each in granted.split(",") if each.strip())
