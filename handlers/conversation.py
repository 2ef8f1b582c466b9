"""Answers in a thread: what is said there, what is remembered of it, and how it is stopped."""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient

from bot.briefing.requests.query import brief_request
from handlers.briefs import make_brief_message
from handlers.checking import check_words
from handlers.desk import Desk
from handlers.listening import Hearing, Spot, hearing_in, may_hear, note_hearing
from handlers.orders import Order, Verb
from handlers.status import show_status
from handlers.views.answer import answer_message
from handlers.views.blocks import context
from handlers.views.budget import Message
from handlers.views.help import help_message, how_to_add
from handlers.views.offers import HOW_TO_GO_ON, with_line

_STOPPED = "I stay quiet in this thread from now on; mention me and I answer again."


@dataclass(frozen=True, kw_only=True, slots=True)
class Asker:
    """Who speaks in which thread."""

    user: str
    spot: Spot

    @property
    def is_direct(self) -> bool:
        """Tell whether it is said to the bot alone."""
        return self.spot.channel.startswith("D")


async def answer_order(desk: Desk, client: AsyncWebClient, asker: Asker, order: Order) -> None:
    """Answer in the thread; in a channel it goes on there without being mentioned again."""
    spot = asker.spot
    hearing = Hearing.OPEN if asker.is_direct else await hearing_in(desk, spot)
    if order.verb is Verb.STOP:
        await _stop(desk, spot, hearing, is_direct=asker.is_direct)
        return
    message, granted = await prepare_reply(desk, client, asker, order)
    if hearing is not Hearing.OPEN and may_hear(granted):
        message = with_line(message, HOW_TO_GO_ON)
    if not asker.is_direct:
        # Before the answer is there: whoever reads it may go on at once.
        await note_hearing(desk, spot, Hearing.OPEN)
    await desk.poster.post(spot.channel, message, thread_ts=spot.thread)


async def prepare_reply(
    desk: Desk, client: AsyncWebClient, asker: Asker, order: Order
) -> tuple[Message, frozenset[str]]:
    """Return what to say in a thread, and the app's permissions; meanwhile a status is shown."""
    spot = asker.spot
    granted = await show_status(desk, client, spot)
    try:
        # One after the other: each question may go on from the one before it.
        async with desk.turn(f"thread:{spot.key}"):
            return await _make_reply(desk, order, asker), granted
    except BaseException:
        # Slack takes the line away when something is said there, which now nobody does.
        await show_status(desk, client, spot, "")
        raise


async def _make_reply(desk: Desk, order: Order, asker: Asker) -> Message:
    """Return what to say in a thread, and remember what it is about."""
    newsroom, spot = desk.newsroom, asker.spot
    if order.verb is Verb.HELP:
        return help_message()
    if order.verb is Verb.ADD:
        return how_to_add()
    if order.verb is Verb.CHECK:
        return await check_words(desk, order.words, spot.channel)
    if order.verb is Verb.BRIEF:
        today = await newsroom.call(newsroom.today, spot.channel)
        request = brief_request(order.words, workspace=newsroom.workspace, today=today)
        message, brief = await make_brief_message(
            desk, request, channel=spot.channel, is_private=False
        )
        if not brief.is_empty:
            await newsroom.call(newsroom.note_topic, spot.key, brief.topic)
        return message
    answer = await newsroom.call(
        newsroom.converse, order.words, thread=spot.key, asker=asker.user, audience=spot.channel
    )
    return answer_message(answer)


async def _stop(desk: Desk, spot: Spot, hearing: Hearing, *, is_direct: bool) -> None:
    """Stay quiet in a thread, and say so once."""
    if hearing is Hearing.STOPPED:
        return
    words = "I answer here only what you ask me." if is_direct else _STOPPED
    if not is_direct:
        await note_hearing(desk, spot, Hearing.STOPPED)
    await desk.poster.post(
        spot.channel, Message(text=words, blocks=(context(words),)), thread_ts=spot.thread
    )
