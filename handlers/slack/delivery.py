"""Posting to Slack: pace, retries that cannot post twice, errors in words."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import (
    DeliveryError,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from handlers.slack.clients import for_posting
from handlers.slack.errors import TOKEN_REFUSED, as_delivery_error
from handlers.slack.pace import Pace
from handlers.slack.placing import note_smaller, place_message
from handlers.views.budget import Block, Message
from handlers.views.smaller import in_one, made_smaller

log = logging.getLogger(__name__)

#: Slack takes about one message a second in a channel.
SECONDS_BETWEEN_POSTS = 1.0
#: Seconds that Slack has to open a dialog: the right to it is gone after three.
TRIGGER_SECONDS = 2.5
#: How much of a channel is looked through for a digest.
_MOST_PAGES, _ON_A_PAGE = 5, 200


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

        return await place_message(place, message)

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
            note_smaller(message, error)
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

        await place_message(place, message)

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


def _carries(message: Block, metadata: Block) -> bool:
    found = message.get("metadata") or {}
    if found.get("event_type") != metadata["event_type"]:
        return False
    payload = found.get("event_payload") or {}
    return all(payload.get(key) == value for key, value in metadata["event_payload"].items())


def _sent(message: Message) -> list[Block] | None:
    return list(message.blocks) or None
