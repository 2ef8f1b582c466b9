"""``/brief``: a brief for the asker's eyes, help, checks, links in, sources, standing orders."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias
from zoneinfo import ZoneInfo

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.briefing.requests.query import brief_request
from bot.errors import PermanentDeliveryError
from bot.records import Answers
from bot.schedule import next_run
from handlers.actions import make_public
from handlers.adding import Shared, add_and_report
from handlers.briefs import make_brief_message
from handlers.checking import check_words
from handlers.correcting import join_here, list_corrections_here
from handlers.delivery import reply
from handlers.desk import Desk
from handlers.orders import Order, Verb, read_command
from handlers.places import place_of_command
from handlers.settings import answer_settings
from handlers.shares import Share, remember_share
from handlers.sources import change_here, list_here
from handlers.views import standing
from handlers.views.adding import reading_message
from handlers.views.blocks import section
from handlers.views.board import board_message
from handlers.views.budget import Message
from handlers.views.help import help_message
from handlers.views.mrkdwn import escape

log = logging.getLogger(__name__)

#: Carries out one order; returns what only the asker sees, or None where all is said.
Answer: TypeAlias = Callable[[Desk, AsyncArgs, Order], Awaitable[Message | None]]


async def on_brief_command(desk: Desk, args: AsyncArgs) -> None:
    """Answer ``/brief``."""
    order = read_command(str((args.command or {}).get("text", "")))
    message = await _ANSWERS[order.verb](desk, args, order)
    if message is not None:
        await reply(args.respond, message)


async def _help(desk: Desk, args: AsyncArgs, order: Order) -> Message:
    return help_message()


async def _brief(desk: Desk, args: AsyncArgs, order: Order) -> Message | None:
    newsroom = desk.newsroom
    channel = str(args.context.channel_id)
    today = await newsroom.call(newsroom.today, channel)
    request = brief_request(order.words, workspace=newsroom.workspace, today=today)
    asker = await _public_asker(desk, args)
    message, brief = await make_brief_message(desk, request, channel=channel, asked_by=asker)
    if not asker or brief.is_empty:
        return message
    await make_public(desk, args, message)
    return None


async def _positions(desk: Desk, args: AsyncArgs, order: Order) -> Message | None:
    newsroom, channel = desk.newsroom, str(args.context.channel_id)
    today = await newsroom.call(newsroom.today, channel)
    request = brief_request(order.words, workspace=newsroom.workspace, today=today)
    board = await newsroom.call(newsroom.board, request, audience=channel)
    if board.is_empty:
        return board_message(board)
    share = desk.new_id()
    await remember_share(desk, share, Share(request=request))
    asker = await _public_asker(desk, args)
    message = board_message(board, share=share, asked_by=asker)
    if not asker:
        return message
    await make_public(desk, args, message)
    return None


async def _public_asker(desk: Desk, args: AsyncArgs) -> str:
    """Return who asked, where answers are to be public; "" where only they see them.

    Between two people alone nothing is made public.
    """
    channel = str(args.context.channel_id)
    if place_of_command(args.command or {}).is_direct:
        return ""
    rules = await desk.newsroom.call(desk.newsroom.rules_at, channel)
    return str(args.context.user_id) if rules.answers is Answers.PUBLIC else ""


async def _check(desk: Desk, args: AsyncArgs, order: Order) -> Message:
    return await check_words(desk, order.words, str(args.context.channel_id))


async def _follow(desk: Desk, args: AsyncArgs, order: Order) -> Message | None:
    newsroom, user = desk.newsroom, str(args.context.user_id)
    settled = (await newsroom.call(newsroom.rules_at, str(args.context.channel_id))).time_zone
    subscription = await newsroom.call(
        newsroom.follow,
        workspace=newsroom.workspace,
        destination=str(args.context.channel_id),
        topic=order.words,
        kind=order.kind,
        at=order.at,
        rhythm=order.rhythm,
        says_quiet=order.says_quiet,
        time_zone=settled or await find_time_zone(args, user),
        created_by=user,
    )
    first = next_run(subscription, newsroom.now())
    return await _announce(desk, args, standing.followed(subscription, first, by=user))


async def _unfollow(desk: Desk, args: AsyncArgs, order: Order) -> Message | None:
    newsroom = desk.newsroom
    subscription = await newsroom.call(
        newsroom.unfollow,
        workspace=newsroom.workspace,
        destination=str(args.context.channel_id),
        topic=order.words,
    )
    message = standing.unfollowed(subscription, by=str(args.context.user_id))
    return await _announce(desk, args, message)


async def _following(desk: Desk, args: AsyncArgs, order: Order) -> Message:
    newsroom = desk.newsroom
    subscriptions = await newsroom.call(
        newsroom.following,
        workspace=newsroom.workspace,
        destination=str(args.context.channel_id),
    )
    return standing.following(subscriptions, newsroom.now())


async def _add(desk: Desk, args: AsyncArgs, order: Order) -> Message:
    shared = Shared(
        place=place_of_command(args.command or {}),
        user=str(args.context.user_id),
        links=order.links,
    )
    reading = reading_message(len(shared.links), len(shared.files))
    return await add_and_report(desk, args.client, shared, lambda: reply(args.respond, reading))


async def _sources(desk: Desk, args: AsyncArgs, order: Order) -> Message:
    audience = str(args.context.channel_id)
    if order.change is None:
        return await list_here(desk, audience)
    return await change_here(desk, args, audience, order.change, order.words)


async def _settings(desk: Desk, args: AsyncArgs, order: Order) -> Message | None:
    return await answer_settings(desk, args, order.setting, order.words)


async def _corrections(desk: Desk, args: AsyncArgs, order: Order) -> Message:
    return await list_corrections_here(desk, str(args.context.channel_id))


async def _same(desk: Desk, args: AsyncArgs, order: Order) -> Message:
    return await join_here(desk, args, order.names)


async def _announce(desk: Desk, args: AsyncArgs, message: Message) -> Message | None:
    """Say in the channel what its standing orders now are.

    This also tries whether the bot may post there at all; where it may not, the asker alone gets
    the confirmation, and what to do so that the digest can come.
    """
    try:
        await desk.poster.post(str(args.context.channel_id), message)
    except PermanentDeliveryError as error:
        hint = section(f":warning: I cannot post here yet. {escape(str(error))}")
        return Message(text=message.text, blocks=(*message.blocks, hint))
    return None


async def find_time_zone(args: AsyncArgs, user: str) -> str | None:
    """Return the IANA name of the asker's time zone, or None where Slack does not say."""
    try:
        response = await args.client.users_info(user=user)
        name = str(response["user"].get("tz") or "")
        return ZoneInfo(name).key if name else None
    except Exception as error:
        log.warning("no time zone for %s: %s", user, error)
        return None


_ANSWERS: Mapping[Verb, Answer] = {
    Verb.HELP: _help,
    Verb.BRIEF: _brief,
    Verb.POSITIONS: _positions,
    Verb.FOLLOW: _follow,
    Verb.UNFOLLOW: _unfollow,
    Verb.FOLLOWING: _following,
    Verb.ADD: _add,
    Verb.SOURCES: _sources,
    Verb.CHECK: _check,
    Verb.SETTINGS: _settings,
    Verb.CORRECTIONS: _corrections,
    Verb.SAME: _same,
}
