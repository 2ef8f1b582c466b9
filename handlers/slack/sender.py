"""Digests out to Slack: one post each, which is found again by what it carries."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Settings
from bot.errors import DeliveryError
from bot.records import PLAYGROUND_ENDING, TERMINAL_DESTINATION, Subscription
from bot.results import Digest
from handlers.slack.clients import make_client
from handlers.slack.delivery import Poster
from handlers.views.budget import Block
from handlers.views.digest import digest_post

log = logging.getLogger(__name__)

#: The type of the metadata that a digest carries.
DIGEST_EVENT = "dateline_digest"
#: How far Slack's clock and ours may be apart.
_CLOCKS_APART = timedelta(minutes=5)


def make_sender(settings: Settings) -> SlackSender:
    """Return a sender of digests for the settings' bot token.

    Raises:
        ConfigError: SLACK_BOT_TOKEN is not set.
    """
    return SlackSender(make_client(settings))


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
        channel = subscription.destination
        post = digest_post(subscription, digest, scheduled_for)
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


def _mark(subscription: Subscription, scheduled_for: datetime) -> Block:
    """Return what a digest is found again by."""
    return {
        "event_type": DIGEST_EVENT,
        "event_payload": {
            "subscription": str(subscription.id),
            "scheduled_for": scheduled_for.astimezone(UTC).isoformat(),
        },
    }
