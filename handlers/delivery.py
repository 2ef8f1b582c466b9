"""Posting to Slack: pace, retries that cannot post twice, errors in words, digests.

A post is tried again by itself only where Slack surely did not take it: HTTP 429 and 503. Slack's
own docs say of other server errors that part of the work may be done; those are uncertain.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import ClientSession
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.request import HttpRequest
from slack_sdk.http_retry.response import HttpResponse
from slack_sdk.http_retry.state import RetryState
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.errors import (
    ConfigError,
    DeliveryError,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from bot.records import PLAYGROUND_ENDING, TERMINAL_DESTINATION, Subscription
from bot.results import Digest
from handlers.slack_errors import as_delivery_error
from handlers.views.budget import Block, Message
from handlers.views.digest import digest_post

log = logging.getLogger(__name__)

#: Slack takes about one message a second in a channel.
SECONDS_BETWEEN_POSTS = 1.0
#: How long one call may take, in seconds.
CALL_TIMEOUT = 30
_MOST_REMEMBERED_CHANNELS = 1000
#: The type of the metadata that a digest carries.
DIGEST_EVENT = "dateline_digest"
#: How far Slack's clock and ours may be apart.
_CLOCKS_APART = timedelta(minutes=5)
#: How much of a channel is looked through for a digest.
_MOST_PAGES, _ON_A_PAGE = 5, 200


class _UnavailableRetryHandler(AsyncServerErrorRetryHandler):
    """Tries again after a 503 only: after a 500 the message may have been posted."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        return response is not None and response.status_code == 503


def make_client(settings: Settings, session: ClientSession | None = None) -> AsyncWebClient:
    """Return a Web API client for the settings' bot token.

    Raises:
        ConfigError: SLACK_BOT_TOKEN is not set.
    """
    if settings.slack_bot_token is None:
        raise ConfigError("SLACK_BOT_TOKEN is not set; it starts with xoxb-.")
    return AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=CALL_TIMEOUT,
        session=session,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(),
            AsyncRateLimitErrorRetryHandler(max_retry_count=2),
            AsyncServerErrorRetryHandler(),
        ],
    )


def make_sender(settings: Settings) -> SlackSender:
    """Return a sender of digests for the settings' bot token.

    Raises:
        ConfigError: SLACK_BOT_TOKEN is not set.
    """
    return SlackSender(make_client(settings))


class Pace:
    """Lets callers with the same key go one after the other, so many seconds apart."""

    def __init__(
        self,
        seconds: float,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._seconds = seconds
        self._now = now
        self._sleep = sleep
        self._free_at: dict[str, float] = {}

    async def turn(self, key: str) -> None:
        """Return when it is the caller's turn."""
        now = self._now()
        mine = max(now, self._free_at.get(key, now))
        if len(self._free_at) > _MOST_REMEMBERED_CHANNELS:
            self._free_at = {each: at for each, at in self._free_at.items() if at > now}
        self._free_at[key] = mine + self._seconds
        if mine > now:
            await self._sleep(mine - now)


class Poster:
    """Posts messages with one client; every failure is a ``DeliveryError``."""

    def __init__(self, client: AsyncWebClient, *, pace: Pace | None = None) -> None:
        self._client = _for_posting(client)
        self._pace = pace or Pace(SECONDS_BETWEEN_POSTS)

    async def post(
        self,
        channel: str,
        message: Message,
        *,
        thread_ts: str | None = None,
        metadata: Block | None = None,
    ) -> str:
        """Post a message, in a thread where one is given, and return its timestamp.

        ``metadata`` is seen by apps only; ``find_posted`` finds the message by it.
        """
        await self._pace.turn(channel)
        call = self._client.chat_postMessage(
            channel=channel,
            text=message.text,
            blocks=_sent(message),
            thread_ts=thread_ts,
            metadata=metadata,
            unfurl_links=False,
            unfurl_media=False,
        )
        return str((await _called(call, channel))["ts"])

    async def find_posted(
        self, channel: str, metadata: Block, *, since: datetime, until: datetime
    ) -> str | None:
        """Return the timestamp of the message in a channel that carries ``metadata``, if any.

        Raises:
            TemporaryDeliveryError: Slack cannot be asked now.
            UncertainDeliveryError: too much was said in that time to look through.
            PermanentDeliveryError: the app may not read the channel.
        """
        cursor = None
        for _ in range(_MOST_PAGES):
            call = self._client.conversations_history(
                channel=channel,
                oldest=f"{since.timestamp():.6f}",
                latest=f"{until.timestamp():.6f}",
                inclusive=True,
                include_all_metadata=True,
                limit=_ON_A_PAGE,
                cursor=cursor,
            )
            page = await _asked(call, channel)
            for message in page["messages"]:
                if _carries(message, metadata):
                    return str(message["ts"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return None
        raise UncertainDeliveryError(
            f"More than {_MOST_PAGES * _ON_A_PAGE} messages came in that time.",
            destination=channel,
            code="too_many_messages",
        )

    async def edit(self, channel: str, ts: str, message: Message) -> None:
        """Put a message in the place of one that was posted."""
        call = self._client.chat_update(
            channel=channel, ts=ts, text=message.text, blocks=_sent(message) or []
        )
        await _called(call, channel)

    async def whisper(
        self, channel: str, user: str, message: Message, *, thread_ts: str | None = None
    ) -> None:
        """Post a message that only ``user`` sees."""
        call = self._client.chat_postEphemeral(
            channel=channel,
            user=user,
            text=message.text,
            blocks=_sent(message),
            thread_ts=thread_ts,
        )
        await _called(call, channel)

    async def open_view(self, trigger_id: str, view: Block) -> str:
        """Open a modal, which a trigger allows for three seconds, and return its id."""
        call = self._client.views_open(trigger_id=trigger_id, view=view)
        return str((await _called(call, "views.open"))["view"]["id"])

    async def update_view(self, view_id: str, view: Block) -> None:
        """Put a view in the place of an open one."""
        await _called(self._client.views_update(view_id=view_id, view=view), view_id)

    async def publish_home(self, user: str, view: Block) -> None:
        """Show ``view`` as the user's home tab."""
        await _called(self._client.views_publish(user_id=user, view=view), user)


class SlackSender:
    """Posts digests: one parent message, the rest in its thread; a ``bot.ports.Sender``."""

    def __init__(self, client: AsyncWebClient, *, poster: Poster | None = None) -> None:
        self._poster = poster or Poster(client)

    def takes(self, subscription: Subscription) -> bool:
        """Tell whether the destination is in Slack."""
        place = subscription.destination
        return place != TERMINAL_DESTINATION and not place.endswith(PLAYGROUND_ENDING)

    async def send_digest(
        self, subscription: Subscription, digest: Digest, *, scheduled_for: datetime
    ) -> str:
        """Post a digest and return ``channel:ts`` of its parent.

        Once the parent stands, the digest counts as posted: a failure in its thread is logged.
        """
        channel, post = subscription.destination, digest_post(subscription, digest)
        metadata = _mark(subscription, scheduled_for)
        parent = await self._poster.post(channel, post.parent, metadata=metadata)
        for number, reply in enumerate(post.replies, 1):
            try:
                await self._poster.post(channel, reply, thread_ts=parent)
            except DeliveryError as error:
                log.error(
                    "digest on %s stands, but reply %d of %d in its thread was not posted: %s",
                    subscription.topic,
                    number,
                    len(post.replies),
                    error,
                )
        return f"{channel}:{parent}"

    async def find_delivered(
        self, subscription: Subscription, scheduled_for: datetime, *, until: datetime
    ) -> str | None:
        """Look for the digest in its channel; see ``bot.ports.Sender``."""
        channel = subscription.destination
        found = await self._poster.find_posted(
            channel,
            _mark(subscription, scheduled_for),
            since=scheduled_for - _CLOCKS_APART,
            until=until + _CLOCKS_APART,
        )
        return f"{channel}:{found}" if found else None


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
    call = respond(
        text=message.text,
        blocks=list(message.blocks) or None,
        response_type="in_channel" if public else "ephemeral",
        replace_original=replace,
        thread_ts=thread_ts,
        unfurl_links=False,
        unfurl_media=False,
    )
    response = await _called(call, "response_url")
    if response.status_code != 200:
        raise PermanentDeliveryError(
            "Slack no longer takes answers to this; please type the command again.",
            destination="response_url",
            code=f"{response.status_code} {response.body[:100]}",
        )


async def _called(call: Awaitable[Any], destination: str) -> Any:
    try:
        return await call
    except Exception as error:
        raise as_delivery_error(error, destination) from error


async def _asked(call: Awaitable[Any], destination: str) -> Any:
    """Await a call that changes nothing: whatever broke, it can be made again."""
    try:
        return await _called(call, destination)
    except UncertainDeliveryError as error:
        raise TemporaryDeliveryError(
            "Slack did not answer; it is asked again.", destination=destination, code=error.code
        ) from error


def _mark(subscription: Subscription, scheduled_for: datetime) -> Block:
    """Return what a digest is found again by."""
    return {
        "event_type": DIGEST_EVENT,
        "event_payload": {
            "subscription": str(subscription.id),
            "scheduled_for": scheduled_for.astimezone(UTC).isoformat(),
        },
    }


def _carries(message: Block, metadata: Block) -> bool:
    found = message.get("metadata") or {}
    if found.get("event_type") != metadata["event_type"]:
        return False
    payload = found.get("event_payload") or {}
    return all(payload.get(key) == value for key, value in metadata["event_payload"].items())


def _sent(message: Message) -> list[Block] | None:
    return list(message.blocks) or None


def _for_posting(client: AsyncWebClient) -> AsyncWebClient:
    """Return the same client with retries that cannot post a message twice."""
    handlers: list[AsyncRetryHandler] = [
        AsyncRateLimitErrorRetryHandler(max_retry_count=2),
        _UnavailableRetryHandler(),
    ]
    return AsyncWebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        session=client.session,
        trust_env_in_session=client.trust_env_in_session,
        retry_handlers=handlers,
    )
