"""Posting to Slack: pace, retries that cannot post twice, errors in words, digests."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from aiohttp import ClientSession
from slack_bolt.context.respond.async_respond import AsyncRespond
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
from handlers.slack.answering import CALL_TIMEOUT, Responder, send_answer
from handlers.slack.errors import TOKEN_REFUSED, USED_UP, as_delivery_error
from handlers.slack.pace import Pace
from handlers.slack.retries import retries_of_posts, retries_of_questions
from handlers.views.budget import Block, Message
from handlers.views.digest import digest_post
from handlers.views.smaller import in_one, made_smaller

__all__ = [
    "CALL_TIMEOUT",
    "Pace",
    "Poster",
    "SlackSender",
    "make_client",
    "make_sender",
    "reply",
]

T = TypeVar("T")

log = logging.getLogger(__name__)

#: Slack takes about one message a second in a channel.
SECONDS_BETWEEN_POSTS = 1.0
#: Seconds that Slack has to open a dialog: the right to it is gone after three.
TRIGGER_SECONDS = 2.5
#: The type of the metadata that a digest carries.
DIGEST_EVENT = "dateline_digest"
#: How far Slack's clock and ours may be apart.
_CLOCKS_APART = timedelta(minutes=5)
#: How much of a channel is looked through for a digest.
_MOST_PAGES, _ON_A_PAGE = 5, 200


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
        retry_handlers=retries_of_questions(),
    )


def make_sender(settings: Settings) -> SlackSender:
    """Return a sender of digests for the settings' bot token.

    Raises:
        ConfigError: SLACK_BOT_TOKEN is not set.
    """
    return SlackSender(make_client(settings))


class Poster:
    """Posts messages with one client; every failure is a ``DeliveryError``.

    A message that Slack finds too long or cannot read is tried once more, made smaller.

    Attributes:
        session: the connections that are kept open to Slack, where there are any.
        token_refused: set when Slack says that the token is no good any more.
    """

    def __init__(self, client: AsyncWebClient, *, pace: Pace | None = None) -> None:
        self._client = for_posting(client)
        self._pace = pace or Pace(SECONDS_BETWEEN_POSTS)
        self.session = client.session
        self.token_refused = asyncio.Event()

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

        async def place(part: Message, first: str | None) -> str:
            await self._pace.turn(channel)
            call = self._client.chat_postMessage(
                channel=channel,
                text=part.text,
                blocks=_sent(part),
                thread_ts=thread_ts or first,
                metadata=None if first else metadata,
                unfurl_links=False,
                unfurl_media=False,
            )
            return str((await self._called(call, channel))["ts"])

        return await _placed(place, message)

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
            page = await self._asked(call, channel)
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
        """Put a message in the place of one that was posted; what does not fit there is cut."""
        try:
            await self._edit(channel, ts, message)
        except PermanentDeliveryError as error:
            parts = made_smaller(message, error.code, error.details)
            if not parts:
                raise
            _note_smaller(message, error)
            await self._edit(channel, ts, in_one(parts))

    async def _edit(self, channel: str, ts: str, message: Message) -> None:
        call = self._client.chat_update(
            channel=channel, ts=ts, text=message.text, blocks=_sent(message) or []
        )
        await self._called(call, channel)

    async def whisper(
        self, channel: str, user: str, message: Message, *, thread_ts: str | None = None
    ) -> None:
        """Post a message that only ``user`` sees."""

        async def place(part: Message, first: bool | None) -> bool:
            call = self._client.chat_postEphemeral(
                channel=channel,
                user=user,
                text=part.text,
                blocks=_sent(part),
                thread_ts=thread_ts,
            )
            await self._called(call, channel)
            return True

        await _placed(place, message)

    async def tell(
        self, user: str, message: Message, *, channel: str = "", thread_ts: str | None = None
    ) -> None:
        """Let one person read a message: in the channel, else in their messages with the bot."""
        if channel.startswith("D"):
            await self.post(channel, message, thread_ts=thread_ts)
            return
        if channel:
            try:
                await self.whisper(channel, user, message, thread_ts=thread_ts)
                return
            except PermanentDeliveryError as error:
                log.info("told directly, as the channel takes no message: %s", error.code)
        await self.post(user, message)

    async def open_view(self, trigger_id: str, view: Block) -> str:
        """Open a modal, which a trigger allows for three seconds, and return its id."""
        call = self._client.views_open(trigger_id=trigger_id, view=view)
        try:
            async with asyncio.timeout(TRIGGER_SECONDS):
                return str((await self._called(call, "views.open"))["view"]["id"])
        except TimeoutError as error:
            raise PermanentDeliveryError(
                "Slack was too slow to open the dialog; please press the button again.",
                destination="views.open",
                code="expired_trigger_id",
            ) from error

    async def update_view(self, view_id: str, view: Block) -> None:
        """Put a view in the place of an open one."""
        await self._called(self._client.views_update(view_id=view_id, view=view), view_id)

    async def publish_home(self, user: str, view: Block) -> None:
        """Show ``view`` as the user's home tab."""
        await self._called(self._client.views_publish(user_id=user, view=view), user)

    def note_failure(self, error: Exception) -> None:
        """Notice where a failure, whoever's call it was, means that the token is no good."""
        if isinstance(error, DeliveryError) and error.code in TOKEN_REFUSED:
            self.token_refused.set()

    async def _called(self, call: Awaitable[Any], destination: str) -> Any:
        try:
            return await call
        except Exception as error:
            failure = as_delivery_error(error, destination)
            self.note_failure(failure)
            raise failure from error

    async def _asked(self, call: Awaitable[Any], destination: str) -> Any:
        """Await a call that changes nothing: whatever broke, it can be made again."""
        try:
            return await self._called(call, destination)
        except UncertainDeliveryError as error:
            raise TemporaryDeliveryError(
                "Slack did not answer; it is asked again.",
                destination=destination,
                code=error.code,
            ) from error


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

    async def place(part: Message, first: bool | None) -> bool:
        replaces = replace and not first
        try:
            await send_answer(respond, part, public=public, replace=replaces, thread_ts=thread_ts)
        except PermanentDeliveryError as error:
            if error.code not in USED_UP or not isinstance(respond, Responder):
                raise
            log.info("answered beside the response_url, which takes no more: %s", error.code)
            await respond.tell(part, thread_ts)
        return True

    await _placed(place, message)


async def _placed(
    place: Callable[[Message, T | None], Awaitable[T]],
    message: Message,
) -> T:
    """Place a message; where Slack finds it too long or wrong, once more, made smaller.

    ``place`` is given a part and what it returned for the first part, where this is a later one.
    """
    try:
        return await place(message, None)
    except PermanentDeliveryError as error:
        parts = made_smaller(message, error.code, error.details)
        if not parts:
            raise
        _note_smaller(message, error)
    placed = await place(parts[0], None)
    for part in parts[1:]:
        await place(part, placed)
    return placed


def _note_smaller(message: Message, error: PermanentDeliveryError) -> None:
    log.error(
        "Slack did not take a message of %d blocks (%s) %s; it is sent once more, made smaller",
        len(message.blocks),
        error.code,
        "; ".join(error.details),
    )


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


def for_posting(client: AsyncWebClient) -> AsyncWebClient:
    """Return the same client with retries that cannot post a message twice."""
    return AsyncWebClient(
        token=client.token,
        base_url=client.base_url,
        timeout=client.timeout,
        ssl=client.ssl,
        proxy=client.proxy,
        session=client.session,
        trust_env_in_session=client.trust_env_in_session,
        retry_handlers=retries_of_posts(),
    )
