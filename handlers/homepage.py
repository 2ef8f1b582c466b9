"""The home tab, gathered from the archive as its reader may see it and from what Slack tells."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import DeliveryError, PermanentDeliveryError
from bot.newsroom import Newsroom
from bot.ports.feeds import FeedState
from bot.records import Subscription
from bot.schedule import next_run
from bot.wire.sources import list_feed_states
from handlers.desk import Desk
from handlers.views.home import FeedsAtAGlance, HomeFacts, home_view

log = logging.getLogger(__name__)

_TRIES = 2


async def show_home(
    desk: Desk, client: AsyncWebClient, user: str, channel: str, *, note: str = ""
) -> None:
    """Publish a person's home tab.

    Args:
        channel: the person's own conversation with the bot, as which the archive is read.
        note: what was just done, escaped.
    """
    public, may_change = await _public_channels(desk, client), await _may_change(desk, client, user)
    facts = await desk.newsroom.call(_gather, desk.newsroom, user, channel, public or frozenset())
    facts = replace(facts, only_own=public is None, may_change=may_change, note=note)
    await desk.poster.publish_home(user, home_view(facts, channel))


def home_channel(args: AsyncArgs) -> str | None:
    """Return the conversation of the home tab whose button was pressed; None elsewhere."""
    view: dict[str, Any] = args.body.get("view") or {}
    return str(view.get("private_metadata") or "") if view.get("type") == "home" else None


def may_see(order: Subscription, user: str, channel: str, public: Collection[str]) -> bool:
    """Tell whether somebody may see a standing order on their home tab.

    Seen are those of public channels, those of the person's own conversation with the bot, and
    those that the person made. Nobody's orders in a private place are shown to anybody else.
    """
    place = order.destination
    return place in public or place == channel or (bool(user) and order.created_by == user)


def _gather(newsroom: Newsroom, user: str, channel: str, public: Collection[str]) -> HomeFacts:
    """Return what the archive tells this person."""
    seen, workspace, now = newsroom.archive.seen_by(channel), newsroom.workspace, newsroom.now()
    orders = [
        (each, next_run(each, now))
        for each in newsroom.following(workspace=workspace)
        if may_see(each, user, channel, public)
    ]
    return HomeFacts(
        overview=seen.measure_overview(workspace),
        feeds=_at_a_glance(list_feed_states(newsroom, channel)),
        orders=sorted(orders, key=lambda pair: (pair[1], pair[0].id)),
        rules=newsroom.rules_at(),
        default_zone=newsroom.settings.time_zone,
        names=[each.actor_name for each in seen.list_top_actors(workspace, _TRIES)],
    )


def _at_a_glance(feeds: Collection[FeedState]) -> FeedsAtAGlance:
    active = [each for each in feeds if not each.is_paused]
    failing = [each for each in active if each.failing_since is not None]
    fetched = [each.last_fetched for each in feeds if each.last_fetched is not None]
    return FeedsAtAGlance(
        working=len(active) - len(failing),
        paused=len(feeds) - len(active),
        failing=[(each.title or each.address, each.last_error) for each in failing],
        last_fetched=max(fetched, default=None),
    )


async def _public_channels(desk: Desk, client: AsyncWebClient) -> frozenset[str] | None:
    """Return the public channels in which the bot is; None where Slack does not tell."""
    try:
        return await desk.directory.public_channels(client)
    except DeliveryError as error:
        log.info("public channels cannot be told from others (%s)", error.code)
        return None


async def _may_change(desk: Desk, client: AsyncWebClient, user: str) -> bool:
    """Tell whether to offer the change of the workspace's settings; checked again when pressed."""
    try:
        return (await desk.directory.person(client, user)).is_admin
    except PermanentDeliveryError:
        return True
    except DeliveryError as error:
        log.info("whether %s is an admin cannot be told (%s)", user, error.code)
        return False
