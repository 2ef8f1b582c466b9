"""The buttons and the form of standing orders: pause, resume, change, a sample now."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import DeliveryError, InputError, NotFoundError
from bot.records import Subscription
from bot.schedule import next_run
from handlers.desk import Desk
from handlers.slack.answering import reply
from handlers.translating.forms import complaints, filled_in
from handlers.translating.presses import value_of
from handlers.views import ordering, standing
from handlers.views.budget import Message
from handlers.views.digest import digest_post

log = logging.getLogger(__name__)


async def on_pause_digest(desk: Desk, args: AsyncArgs) -> None:
    """Let an order rest for a week, and say so where everybody sees it."""
    order = await desk.newsroom.call(desk.newsroom.pause, await _order_behind(desk, args))
    await _tell_channel(desk, args, standing.paused(order, by=str(args.context.user_id)))


async def on_resume_digest(desk: Desk, args: AsyncArgs) -> None:
    """Let a paused order go on, and say so where everybody sees it."""
    order = await desk.newsroom.call(desk.newsroom.resume, await _order_behind(desk, args))
    first = next_run(order, desk.newsroom.now())
    await _tell_channel(desk, args, standing.resumed(order, first, by=str(args.context.user_id)))


async def on_sample_digest(desk: Desk, args: AsyncArgs) -> None:
    """Show the asker alone what would be posted now; nothing counts as shown."""
    order = await _order_behind(desk, args)
    digest = await desk.newsroom.call(desk.newsroom.preview_digest, order)
    if digest.is_empty:
        await reply(args.respond, standing.nothing_to_sample(order))
        return
    post = digest_post(order, digest)
    await reply(args.respond, post.parent)
    for more in post.replies:
        await reply(args.respond, more)


async def on_change_digest(desk: Desk, args: AsyncArgs) -> None:
    """Open the form at once, for a trigger lives three seconds; fill it when the order is there."""
    opened = await desk.poster.open_view(str(args.body["trigger_id"]), ordering.loading_modal())
    try:
        form = ordering.change_modal(await _order_behind(desk, args))
    except NotFoundError as error:
        form = ordering.gone_modal(str(error))
    try:
        await desk.poster.update_view(opened, form)
    except DeliveryError as error:
        if error.code != "not_found":
            raise
        log.info("the form was closed before it was filled")


async def on_digest_changed(desk: Desk, args: AsyncArgs) -> None:
    """Change an order as its form says; where that cannot be, tell the one who filled it in."""
    newsroom, user = desk.newsroom, str(args.context.user_id)
    view: Mapping[str, Any] = args.view or {}
    number, channel = ordering.place_of(view)
    try:
        order = await newsroom.call(newsroom.order_here, number, channel)
        changed = await newsroom.call(
            newsroom.change_order, order, filled_in(view), changed_by=user
        )
    except (InputError, NotFoundError) as error:
        await desk.poster.whisper(channel, user, standing.told(str(error)))
        return
    first = next_run(changed, newsroom.now())
    await desk.poster.post(channel, standing.followed(changed, first, by=user))


def check_digest_form(desk: Desk, args: AsyncArgs) -> dict[str, str]:
    """Return what is wrong with the form, by block, before it closes."""
    return complaints(args.body["view"])


async def _order_behind(desk: Desk, args: AsyncArgs) -> Subscription:
    """Return the order whose button was pressed; only of the channel where it was pressed."""
    value = value_of(args)
    number = int(value) if value.isdecimal() else 0
    channel = str(args.context.channel_id)
    return await desk.newsroom.call(desk.newsroom.order_here, number, channel)


async def _tell_channel(desk: Desk, args: AsyncArgs, message: Message) -> None:
    """Say it in the thread of the digest whose button was pressed, else in the channel."""
    container = args.body.get("container") or {}
    pressed: Mapping[str, Any] = args.body.get("message") or {}
    thread = None
    if not container.get("is_ephemeral"):
        thread = str(pressed.get("thread_ts") or container.get("message_ts") or "") or None
    try:
        await desk.poster.post(str(args.context.channel_id), message, thread_ts=thread)
    except DeliveryError as error:
        log.warning("only the asker hears it: %s", error)
        await reply(args.respond, message)
