"""The buttons of a brief."""

from __future__ import annotations

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import InputError, PermanentDeliveryError
from handlers.briefs.making import make_brief_message, make_next_page
from handlers.briefs.picturing import send_picture
from handlers.briefs.shares import recall_share
from handlers.desk import Desk
from handlers.slack.answering import reply
from handlers.slack.errors import NOT_THERE
from handlers.translating.presses import is_private, thread_around, thread_of, value_of
from handlers.views.board import board_message
from handlers.views.brief import MORE_ACTIONS, PartName
from handlers.views.budget import Message


async def on_share(desk: Desk, args: AsyncArgs) -> None:
    """Post a private brief in its channel, once, saying who shared it.

    It is made again, from what may be seen in the channel where it is posted.
    """
    share = value_of(args)
    kept = await recall_share(desk, share)
    message, _ = await make_brief_message(
        desk,
        kept.request,
        channel=str(args.context.channel_id),
        is_private=False,
        shared_by=str(args.context.user_id),
    )
    await _share_once(desk, args, share, message)


async def on_share_board(desk: Desk, args: AsyncArgs) -> None:
    """Post a private board of positions in its channel, as a brief is posted."""
    share = value_of(args)
    kept = await recall_share(desk, share)
    channel = str(args.context.channel_id)
    board = await desk.newsroom.call(desk.newsroom.board, kept.request, audience=channel)
    message = board_message(board, share=share, shared_by=str(args.context.user_id))
    await _share_once(desk, args, share, message)


async def on_board_rest(desk: Desk, args: AsyncArgs) -> None:
    """Put the other rows of a private board in the place of the first ones."""
    await _turn_board(desk, args, rest=True)


async def on_board_first(desk: Desk, args: AsyncArgs) -> None:
    """Put the first rows of a private board back."""
    await _turn_board(desk, args, rest=False)


async def _turn_board(desk: Desk, args: AsyncArgs, *, rest: bool) -> None:
    share = value_of(args)
    kept = await recall_share(desk, share)
    channel = str(args.context.channel_id)
    board = await desk.newsroom.call(desk.newsroom.board, kept.request, audience=channel)
    await reply(args.respond, board_message(board, share=share, rest=rest), replace=True)


async def _share_once(desk: Desk, args: AsyncArgs, share: str, message: Message) -> None:
    if not await desk.first_sight(f"share:{share}"):
        raise InputError("This brief has been shared; type /brief again for a fresh one.")
    await make_public(desk, args, message)
    await reply(args.respond, Message(text="Shared with this channel."), replace=True)


async def on_more(desk: Desk, args: AsyncArgs) -> None:
    """Show the next lines of a part: to the asker alone, or in the thread of a public brief.

    With the first dates comes their picture.
    """
    share, part = value_of(args), MORE_ACTIONS[str((args.action or {}).get("action_id"))]
    async with desk.turn(share):
        page = await make_next_page(desk, share, part, channel=str(args.context.channel_id))
        await _continue(desk, args, page)
    if part is PartName.DATES:
        await send_picture(desk, args, share)


async def on_unknown_action(desk: Desk, args: AsyncArgs) -> None:
    """Say that a button is out of date.

    One that only opens a page needs no answer, nor does what is chosen in an open dialog.
    """
    pressed = str((args.action or {}).get("action_id", ""))
    view = args.body.get("view") or {}
    is_choice = view.get("type") == "modal"
    if not is_choice and not _opens_page(args.body.get("message") or view, pressed):
        raise InputError("This is from an earlier version of me; type /brief for a fresh one.")


def _opens_page(value: object, action: str) -> bool:
    """Tell whether the element with this action id, somewhere within blocks, has an address."""
    if isinstance(value, list):
        return any(_opens_page(item, action) for item in value)
    if not isinstance(value, dict):
        return False
    if value.get("action_id") == action and value.get("url"):
        return True
    return any(_opens_page(item, action) for item in value.values())


async def _continue(desk: Desk, args: AsyncArgs, page: Message) -> None:
    if is_private(args):
        await reply(args.respond, page)
        return
    channel = str(args.context.channel_id)
    try:
        await desk.poster.post(channel, page, thread_ts=thread_of(args))
    except PermanentDeliveryError as error:
        if error.code not in NOT_THERE:
            raise
        await reply(args.respond, page, thread_ts=thread_around(args))


async def make_public(desk: Desk, args: AsyncArgs, message: Message) -> None:
    """Post in the channel; where the bot is not in it, through the asker's own right to answer."""
    try:
        await desk.poster.post(str(args.context.channel_id), message)
    except PermanentDeliveryError as error:
        if error.code not in NOT_THERE:
            raise
        await reply(args.respond, message, public=True)
