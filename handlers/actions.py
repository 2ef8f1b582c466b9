"""Buttons."""

from __future__ import annotations

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import InputError, PermanentDeliveryError
from handlers.delivery import reply
from handlers.desk import Desk
from handlers.shares import recall_request
from handlers.slack_errors import NOT_THERE
from handlers.views.brief import brief_message
from handlers.views.budget import Message


async def on_share(desk: Desk, args: AsyncArgs) -> None:
    """Post a private brief in its channel, once, saying who shared it."""
    share = str((args.action or {}).get("value", ""))
    request = await recall_request(desk, share)
    if request is None:
        raise InputError("This brief is no longer at hand; type /brief and its topic again.")
    brief = await desk.newsroom.call(desk.newsroom.brief, request)
    if not await desk.first_sight(f"share:{share}"):
        raise InputError("This brief has been shared; type /brief again for a fresh one.")
    await _make_public(desk, args, brief_message(brief, shared_by=str(args.context.user_id)))
    await reply(args.respond, Message(text="Shared with this channel."), replace=True)


async def _make_public(desk: Desk, args: AsyncArgs, message: Message) -> None:
    """Post in the channel; where the bot is not in it, through the asker's own right to answer."""
    try:
        await desk.poster.post(str(args.context.channel_id), message)
    except PermanentDeliveryError as error:
        if error.code not in NOT_THERE:
            raise
        await reply(args.respond, message, public=True)
