"""Buttons."""

from __future__ import annotations

from dataclasses import replace

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import InputError, PermanentDeliveryError
from bot.results import BriefRequest
from handlers.delivery import reply
from handlers.desk import Desk
from handlers.shares import recall_request
from handlers.slack_errors import NOT_THERE
from handlers.views.board import board_message
from handlers.views.brief import brief_message
from handlers.views.budget import Message

#: Lines of each part that "Show more" asks for.
_MORE_LINES = 20


async def on_share(desk: Desk, args: AsyncArgs) -> None:
    """Post a private brief in its channel, once, saying who shared it.

    It is made again, from what may be seen in the channel where it is posted.
    """
    share, request = await _request_behind(desk, args)
    channel = str(args.context.channel_id)
    brief = await desk.newsroom.call(desk.newsroom.brief, request, audience=channel)
    message = brief_message(brief, shared_by=str(args.context.user_id))
    await _share_once(desk, args, share, message)


async def on_share_board(desk: Desk, args: AsyncArgs) -> None:
    """Post a private board of positions in its channel, as a brief is posted."""
    share, request = await _request_behind(desk, args)
    channel = str(args.context.channel_id)
    board = await desk.newsroom.call(desk.newsroom.board, request, audience=channel)
    message = board_message(board, shared_by=str(args.context.user_id))
    await _share_once(desk, args, share, message)


async def on_board_rest(desk: Desk, args: AsyncArgs) -> None:
    """Put the other rows of a private board in the place of the first ones."""
    await _turn_board(desk, args, rest=True)


async def on_board_first(desk: Desk, args: AsyncArgs) -> None:
    """Put the first rows of a private board back."""
    await _turn_board(desk, args, rest=False)


async def _turn_board(desk: Desk, args: AsyncArgs, *, rest: bool) -> None:
    share, request = await _request_behind(desk, args)
    channel = str(args.context.channel_id)
    board = await desk.newsroom.call(desk.newsroom.board, request, audience=channel)
    await reply(args.respond, board_message(board, share=share, rest=rest), replace=True)


async def _share_once(desk: Desk, args: AsyncArgs, share: str, message: Message) -> None:
    if not await desk.first_sight(f"share:{share}"):
        raise InputError("This brief has been shared; type /brief again for a fresh one.")
    await _make_public(desk, args, message)
    await reply(args.respond, Message(text="Shared with this channel."), replace=True)


async def on_more(desk: Desk, args: AsyncArgs) -> None:
    """Put as many lines as fit in the place of the best ones."""
    share, request = await _request_behind(desk, args)
    longer = replace(request, limit=max(request.limit or 0, _MORE_LINES))
    channel = str(args.context.channel_id)
    brief = await desk.newsroom.call(desk.newsroom.brief, longer, audience=channel)
    await reply(args.respond, brief_message(brief, share=share, more=True), replace=True)


async def _request_behind(desk: Desk, args: AsyncArgs) -> tuple[str, BriefRequest]:
    """Return the id that a button carries, and what was asked when it was shown."""
    share = str((args.action or {}).get("value", ""))
    request = await recall_request(desk, share)
    if request is None:
        raise InputError("This brief is no longer at hand; type /brief and its topic again.")
    return share, request


async def _make_public(desk: Desk, args: AsyncArgs, message: Message) -> None:
    """Post in the channel; where the bot is not in it, through the asker's own right to answer."""
    try:
        await desk.poster.post(str(args.context.channel_id), message)
    except PermanentDeliveryError as error:
        if error.code not in NOT_THERE:
            raise
        await reply(args.respond, message, public=True)
