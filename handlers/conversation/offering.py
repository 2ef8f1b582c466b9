"""One tap asks: ready follow-ups, a name among several, and what gives something instead."""

from __future__ import annotations

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers.briefs.making import make_brief_message, read_request
from handlers.briefs.shares import Share, remember_share
from handlers.conversation.listening import Spot
from handlers.conversation.replies import Asker, prepare_reply
from handlers.desk import Desk
from handlers.slack.answering import reply
from handlers.translating.orders import Order, Verb
from handlers.translating.presses import chosen_of, is_private, thread_around, thread_of, value_of
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
    typed, private = _chosen(args), is_private(args)
    request = await read_request(desk, typed, channel)
    message, brief = await make_brief_message(desk, request, channel=channel, is_private=private)
    if private:
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
    request = await read_request(desk, typed, channel)
    board = await newsroom.call(newsroom.board, request, audience=channel)
    if not is_private(args):
        message = asked_by(board_message(board), str(args.context.user_id), typed)
        await desk.poster.post(channel, message, thread_ts=_spot_of(args).thread)
        return
    share = desk.new_id()
    await remember_share(desk, share, Share(request=request))
    await reply(args.respond, board_message(board, share=share), replace=True)


async def on_add_source(desk: Desk, args: AsyncArgs) -> None:
    """Tell who pressed how something to read is added."""
    await reply(args.respond, how_to_add(), thread_ts=thread_around(args))


def _chosen(args: AsyncArgs) -> str:
    """Return what a button carries, or the option that was chosen in a menu."""
    return chosen_of(args) or value_of(args)


def _spot_of(args: AsyncArgs) -> Spot:
    """Return the thread of the message whose button was pressed."""
    return Spot(channel=str(args.context.channel_id), thread=thread_of(args))
