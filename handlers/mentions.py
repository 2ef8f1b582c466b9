"""Questions by mention or directly, answered in their thread; files and links sent directly."""

from __future__ import annotations

from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.briefing.query import brief_request
from handlers.adding import Shared, add_and_report
from handlers.briefs import make_brief_message
from handlers.checking import check_words
from handlers.desk import Desk
from handlers.files import files_of_message
from handlers.links import links_of_message
from handlers.orders import Order, Verb, read_mention
from handlers.places import place_of_event
from handlers.views.adding import reading_message
from handlers.views.answer import answer_message
from handlers.views.budget import Message
from handlers.views.help import help_message, how_to_add

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
    if not (direct and _is_somebody_speaking(event) and await desk.first_sight(_event_id(args))):
        return
    order, files = read_mention(str(event.get("text") or "")), files_of_message(event)
    is_bare = order.verb is Verb.ADD or not str(event.get("text") or "").strip()
    links = links_of_message(event) if is_bare else []
    if files or links:
        shared = Shared(
            place=place_of_event(event), user=str(event["user"]), links=links, files=files
        )
        await _add(desk, args, event, shared)
    if not (links or (files and not _asks(order))):
        await _answer(desk, event)


async def _add(desk: Desk, args: AsyncArgs, event: dict[str, Any], shared: Shared) -> None:
    """Add what was sent, and say in its thread what became of it."""
    channel, thread = str(event["channel"]), str(event.get("thread_ts") or event["ts"])
    said: list[str] = []

    async def say_reading() -> None:
        message = reading_message(len(shared.links), len(shared.files))
        said.append(await desk.poster.post(channel, message, thread_ts=thread))

    report = await add_and_report(desk, args.client, shared, say_reading)
    if said:
        await desk.poster.edit(channel, said[0], report)
    else:
        await desk.poster.post(channel, report, thread_ts=thread)


def _asks(order: Order) -> bool:
    """Tell whether the words that came with a file want an answer themselves."""
    return order.verb in (Verb.BRIEF, Verb.CHECK) or "?" in order.words


async def _answer(desk: Desk, event: dict[str, Any]) -> None:
    """Answer in the thread of what was said, and remember what the thread is about."""
    channel, thread = str(event["channel"]), str(event.get("thread_ts") or event["ts"])
    key = f"{channel}:{thread}"
    order = read_mention(str(event.get("text") or ""))
    message, topic = await _reply_to(desk, order, channel=channel, thread=key)
    await desk.poster.post(channel, message, thread_ts=thread)
    if topic:
        await desk.newsroom.call(desk.newsroom.remember, _THREAD, key, {"topic": topic})


async def _reply_to(desk: Desk, order: Order, *, channel: str, thread: str) -> tuple[Message, str]:
    """Return what to say in a channel, and the topic that the thread is about then."""
    newsroom = desk.newsroom
    if order.verb is Verb.HELP:
        return help_message(), ""
    if order.verb is Verb.ADD:
        return how_to_add(), ""
    if order.verb is Verb.CHECK:
        return await check_words(desk, order.words, channel), ""
    if order.verb is Verb.BRIEF:
        today = await newsroom.call(newsroom.today, channel)
        request = brief_request(order.words, workspace=newsroom.workspace, today=today)
        message, brief = await make_brief_message(desk, request, channel=channel, is_private=False)
        return message, "" if brief.is_empty else brief.topic
    known = await newsroom.call(newsroom.recall, _THREAD, thread) or {}
    answer = await newsroom.call(
        newsroom.ask,
        order.words,
        workspace=newsroom.workspace,
        topic=str(known.get("topic", "")),
        audience=channel,
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
