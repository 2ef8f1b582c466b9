"""One tap asks: ready follow-ups, a name among several, and what gives something instead."""

from __future__ import annotations

from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.briefing.requests.query import brief_request
from handlers.briefs import make_brief_message
from handlers.conversation import Asker, prepare_reply
from handlers.delivery import reply
from handlers.desk import Desk
from handlers.listening import Spot
from handlers.orders import Order, Verb
from handlers.shares import Share, remember_share
from handlers.views.board import board_message
from handlers.views.help import how_to_add
from handlers.views.offers import asked_by


async def on_ask(desk: Desk, args: AsyncArgs) -> None:
    """Ask the question behind a button, and answer in the thread of its message."""
    question, user = _chosen(args), str(args.context.user_id)
    spot = _spot_of(args)
    order = Order(verb=Verb.ASK, words=question)
    message, _ = await prepare_reply(desk, args.client, Asker(user=user, spot=spot), order)
    await desk.poster.post(spot.channel, asked_by(message, user, question), thread_ts=spot.thread)


async def on_retry(desk: Desk, args: AsyncArgs) -> None:
    """Make the brief behind a button: in the place of the asker's own, or in a public thread."""
    newsroom, channel = desk.newsroom, str(args.context.channel_id)
    is_private = bool((args.body.get("container") or {}).get("is_ephemeral"))
    typed = _chosen(args)
    today = await newsroom.call(newsroom.today, channel)
    request = brief_request(typed, workspace=newsroom.workspace, today=today)
    message, brief = await make_brief_message(desk, request, channel=channel, is_private=is_private)
    if is_private:
        await reply(args.respond, message, replace=True)
        return
    spot = _spot_of(args)
    if not brief.is_empty:
        await newsroom.call(newsroom.note_topic, spot.key, brief.topic)
    message = asked_by(message, str(args.context.user_id), typed)
    await desk.poster.post(channel, message, thread_ts=spot.thread)


async def on_choose_board(desk: Desk, args: AsyncArgs) -> None:
    """Make the board of positions behind a button, where the brief behind one would come."""
    newsroom, channel = desk.newsroom, str(args.context.channel_id)
    typed = _chosen(args)
    today = await newsroom.call(newsroom.today, channel)
    request = brief_request(typed, workspace=newsroom.workspace, today=today)
    board = await newsroom.call(newsroom.board, request, audience=channel)
    if not (args.body.get("container") or {}).get("is_ephemeral"):
        message = asked_by(board_message(board), str(args.context.user_id), typed)
        await desk.poster.post(channel, message, thread_ts=_spot_of(args).thread)
        return
    share = desk.new_id()
    await remember_share(desk, share, Share(request=request))
    await reply(args.respond, board_message(board, share=share), replace=True)


async def on_add_source(desk: Desk, args: AsyncArgs) -> None:
    """Tell who pressed how something to read is added."""
    thread = (args.body.get("container") or {}).get("thread_ts")
    await reply(args.respond, how_to_add(), thread_ts=thread)


def _chosen(args: AsyncArgs) -> str:
    """Return what a button carries, or the option that was chosen in a menu."""
    action: dict[str, Any] = args.action or {}
    option = action.get("selected_option") or {}
    return str(option.get("value") or action.get("value") or "")


def _spot_of(args: AsyncArgs) -> Spot:
    """Return the thread of the message whose button was pressed."""
    container: dict[str, Any] = args.body.get("container") or {}
    thread = str(container.get("thread_ts") or container.get("message_ts") or "")
    return Spot(channel=str(args.context.channel_id), thread=thread)
