"""Questions by mention, directly, or in a thread that goes on; files and links sent directly."""

from __future__ import annotations

from typing import Any

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers.conversation.listening import Hearing, Spot, hearing_in
from handlers.conversation.replies import Asker, answer_order
from handlers.desk import Desk
from handlers.slack.files import files_of_message
from handlers.sources.adding import Shared, add_and_report
from handlers.translating.links import links_of_message
from handlers.translating.orders import Order, Verb, read_mention
from handlers.translating.overheard import read_overheard
from handlers.translating.places import place_of_event
from handlers.views.adding import reading_message

_OWN_WORDS = frozenset({None, "file_share", "thread_broadcast"})
#: The conversations in whose threads follow-ups are heard: public and private channels.
_OVERHEARD = frozenset({"channel", "group"})


async def on_mention(desk: Desk, args: AsyncArgs) -> None:
    """Answer a mention in a channel."""
    event = args.event or {}
    if _is_somebody_speaking(event) and await desk.first_sight(_event_id(args)):
        await _answer(desk, args, event)


async def on_message(desk: Desk, args: AsyncArgs) -> None:
    """Answer a direct message, or a follow-up in a thread where the bot answers.

    Edits, deletions and bots' messages are none.
    """
    event = args.event or {}
    if not _is_somebody_speaking(event):
        return
    if event.get("channel_type") in _OVERHEARD:
        await _overhear(desk, args, event)
    elif event.get("channel_type") == "im" and await desk.first_sight(_event_id(args)):
        await _answer_directly(desk, args, event)


async def _answer_directly(desk: Desk, args: AsyncArgs, event: dict[str, Any]) -> None:
    """Answer what is said to the bot alone; links and files are added."""
    order, files = read_mention(str(event.get("text") or "")), files_of_message(event)
    is_bare = order.verb is Verb.ADD or not str(event.get("text") or "").strip()
    links = links_of_message(event) if is_bare else []
    if files or links:
        shared = Shared(
            place=place_of_event(event), user=str(event["user"]), links=links, files=files
        )
        await _add(desk, args, event, shared)
    if not (links or (files and not _asks(order))):
        await _answer(desk, args, event)


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


async def _answer(desk: Desk, args: AsyncArgs, event: dict[str, Any]) -> None:
    """Answer in the thread of what was said."""
    order = read_mention(str(event.get("text") or ""))
    await answer_order(desk, args.client, _asker_of(event), order)


async def _overhear(desk: Desk, args: AsyncArgs, event: dict[str, Any]) -> None:
    """Answer what is asked without a mention in a thread where the bot answers.

    A message that mentions it comes as ``app_mention`` besides, and is answered as that alone.
    """
    if not event.get("thread_ts") or event["thread_ts"] == event["ts"]:
        return
    today = await desk.newsroom.call(desk.newsroom.today, str(event["channel"]))
    order = read_overheard(str(event.get("text") or ""), today)
    asker = _asker_of(event)
    if order is None or await hearing_in(desk, asker.spot) is not Hearing.OPEN:
        return
    if await desk.first_sight(_event_id(args)):
        await answer_order(desk, args.client, asker, order)


def _asker_of(event: dict[str, Any]) -> Asker:
    thread = str(event.get("thread_ts") or event["ts"])
    spot = Spot(channel=str(event["channel"]), thread=thread)
    return Asker(user=str(event["user"]), spot=spot)


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
