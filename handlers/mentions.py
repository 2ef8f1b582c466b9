"""Questions by mention or directly, answered in their thread."""

from __future__ import annotations

from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.briefing.query import brief_request
from handlers.desk import Desk
from handlers.orders import Order, Verb, read_mention
from handlers.views.answer import answer_message
from handlers.views.brief import brief_message
from handlers.views.budget import Message
from handlers.views.help import help_message

#: What is remembered of a thread: the topic that its next question may leave out.
_THREAD = "thread"
_OWN_WORDS = frozenset({None, "file_share", "thread_broadcast"})


async def on_mention(desk: Desk, args: AsyncArgs) -> None:
    """Answer a mention in a channel."""
    event = args.event or {}
    if _is_somebody_speaking(event) and await desk.first_sight(_event_id(args)):
        await _answer(desk, event)


async def on_message(desk: Desk, args: AsyncArgs) -> None:
    """Answer a direct message; edits, deletions and bots' messages are none."""
    event = args.event or {}
    direct = event.get("channel_type") == "im"
    if direct and _is_somebody_speaking(event) and await desk.first_sight(_event_id(args)):
        await _answer(desk, event)


async def _answer(desk: Desk, event: dict[str, Any]) -> None:
    """Answer in the thread of what was said, and remember what the thread is about."""
    channel, thread = str(event["channel"]), str(event.get("thread_ts") or event["ts"])
    key = f"{channel}:{thread}"
    message, topic = await _reply_to(desk, read_mention(str(event.get("text") or "")), key)
    await desk.poster.post(channel, message, thread_ts=thread)
    if topic:
        await desk.newsroom.call(desk.newsroom.remember, _THREAD, key, {"topic": topic})


async def _reply_to(desk: Desk, order: Order, thread: str) -> tuple[Message, str]:
    """Return what to say, and the topic that the thread is about then."""
    newsroom = desk.newsroom
    if order.verb is Verb.HELP:
        return help_message(), ""
    if order.verb is Verb.BRIEF:
        request = brief_request(order.words, workspace=newsroom.workspace, today=newsroom.today())
        brief = await newsroom.call(newsroom.brief, request)
        return brief_message(brief), "" if brief.is_empty else brief.topic
    known = await newsroom.call(newsroom.recall, _THREAD, thread) or {}
    answer = await newsroom.call(
        newsroom.ask,
        order.words,
        workspace=newsroom.workspace,
        topic=str(known.get("topic", "")),
    )
    return answer_message(answer), answer.topic


def _is_somebody_speaking(event: dict[str, Any]) -> bool:
    """Tell a person's new words from bots' and from edits, which would be answered twice."""
    return (
        bool(event.get("user"))
        and not event.get("bot_id")
        and not event.get("edited")
        and event.get("subtype") in _OWN_WORDS
    )


def _event_id(args: AsyncArgs) -> str:
    return str(args.body.get("event_id", ""))
