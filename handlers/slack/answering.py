"""Answers through a ``response_url``: the asker's own right to be answered, five times in half an
hour."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import ClientSession
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.webhook.async_client import AsyncWebhookClient
from slack_sdk.webhook.webhook_response import WebhookResponse

from bot.errors import PermanentDeliveryError
from handlers.slack.clients import CALL_TIMEOUT
from handlers.slack.errors import USED_UP, as_delivery_error, refusal
from handlers.slack.placing import place_message
from handlers.slack.retries import RateLimitRetry
from handlers.views.budget import Block, Message

log = logging.getLogger(__name__)

_UNAVAILABLE = 503
_BEFORE_NEXT_TRY = 1.0
_GONE = frozenset({404, 410})


class Responder(AsyncRespond):
    """Bolt's way to answer, that knows another one for when the address takes no more.

    Args:
        response_url: where the interaction can be answered.
        session: the connections that are kept open to Slack, where there are any.
        tell: shows a message to the asker alone, in a thread where one is given.
    """

    def __init__(
        self,
        response_url: str | None,
        *,
        session: ClientSession | None,
        tell: Callable[[Message, str | None], Awaitable[None]],
    ) -> None:
        super().__init__(response_url=response_url)
        self.session = session
        self.tell = tell


async def reply(
    respond: AsyncRespond,
    message: Message,
    *,
    public: bool = False,
    replace: bool = False,
    thread_ts: str | None = None,
) -> None:
    """Answer a command or button through its ``response_url``.

    Args:
        respond: Bolt's own, bound to the interaction.
        message: what to say.
        public: for everybody in the channel, else for the asker only.
        replace: put it in the place of the message whose button was pressed.
        thread_ts: the thread in which that message stands.

    Raises:
        DeliveryError: Slack did not take it.
    """

    async def place(part: Message, first: bool | None) -> bool:
        replaces = replace and not first
        try:
            await _send_answer(respond, part, public=public, replace=replaces, thread_ts=thread_ts)
        except PermanentDeliveryError as error:
            if error.code not in USED_UP or not isinstance(respond, Responder):
                raise
            log.info("answered beside the response_url, which takes no more: %s", error.code)
            await respond.tell(part, thread_ts)
        return True

    await place_message(place, message)


async def _send_answer(
    respond: AsyncRespond,
    message: Message,
    *,
    public: bool,
    replace: bool,
    thread_ts: str | None,
) -> None:
    """Answer once through a ``response_url``; see ``reply``.

    Raises:
        DeliveryError: Slack did not take it, or did not say so.
    """
    if not respond.response_url:
        raise PermanentDeliveryError("Slack gives no way to answer this.", code="no_response_url")
    client = AsyncWebhookClient(
        respond.response_url,
        timeout=CALL_TIMEOUT,
        session=respond.session if isinstance(respond, Responder) else None,
        retry_handlers=[RateLimitRetry()],
    )
    body = _body(message, public=public, replace=replace, thread_ts=thread_ts)
    response = await _sent(client, body)
    if response.status_code == _UNAVAILABLE:
        await asyncio.sleep(_BEFORE_NEXT_TRY)
        response = await _sent(client, body)
    said = _read(response)
    if response.status_code != 200 or said.get("ok") is False:
        headers = {name.lower(): str(value) for name, value in response.headers.items()}
        raise refusal(response.status_code, headers, said, "response_url")


def _body(message: Message, *, public: bool, replace: bool, thread_ts: str | None) -> Block:
    given = {"blocks": list(message.blocks), "thread_ts": thread_ts}
    return {
        "text": message.text,
        "response_type": "in_channel" if public else "ephemeral",
        "replace_original": replace,
        "unfurl_links": False,
        "unfurl_media": False,
        **{name: value for name, value in given.items() if value},
    }


async def _sent(client: AsyncWebhookClient, body: Block) -> WebhookResponse:
    try:
        return await client.send_dict(body)
    except Exception as error:
        raise as_delivery_error(error, "response_url") from error


def _read(response: WebhookResponse) -> dict[str, Any]:
    """Return what Slack said: JSON, or the bare code of an error."""
    try:
        said = json.loads(response.body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        word = response.body.strip()
        said = {"error": word} if response.status_code != 200 and word.isidentifier() else {}
    if response.status_code in _GONE and said.get("error") not in USED_UP:
        said["error"] = "expired_url"
    return said
