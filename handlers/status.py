"""The line that Slack shows while an answer is on its way: “Reading the archive…”."""

from __future__ import annotations

import asyncio
import logging

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

log = logging.getLogger(__name__)

READING = "Reading the archive…"
#: An answer does not wait longer than this for the line that announces it.
_PATIENCE = 2.0


async def show_status(
    client: AsyncWebClient, channel: str, thread: str, status: str = READING
) -> frozenset[str]:
    """Show what the bot is doing in a thread until it answers there; an empty status clears it.

    An app that may not do so goes without. Returns the permissions that Slack says the app has, as
    every reply does; none where there is no reply.
    """
    try:
        response = await asyncio.wait_for(
            client.assistant_threads_setStatus(channel_id=channel, thread_ts=thread, status=status),
            _PATIENCE,
        )
    except SlackApiError as error:
        log.info("no status in %s: %s", channel, error.response.get("error"))
        response = error.response
    except (ClientError, OSError, TimeoutError) as error:
        log.info("no status in %s: %s", channel, type(error).__name__)
        return frozenset()
    headers = {key.lower(): str(value) for key, value in (response.headers or {}).items()}
    granted = headers.get("x-oauth-scopes", "")
    return frozenset(each.strip() for each in granted.split(",") if each.strip())
