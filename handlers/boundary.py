"""Every listener runs inside this: acknowledged first, nothing escapes, the asker always hears.

With bolt 1.30 an exception right after ``ack()`` takes the acknowledgement back before it is sent:
Slack shows a failure and delivers events again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import DeliveryError, FetchError, InputError, NotFoundError, StoreBusyError
from handlers.delivery import reply
from handlers.desk import Desk
from handlers.views.blocks import section
from handlers.views.budget import Message
from handlers.views.mrkdwn import escape

log = logging.getLogger(__name__)

Listener: TypeAlias = Callable[[Desk, AsyncArgs], Awaitable[None]]
#: Returns what is wrong with a submitted form, by block; pure and quick.
FormCheck: TypeAlias = Callable[[Mapping[str, Any]], dict[str, str]]
BoltListener: TypeAlias = Callable[[AsyncArgs], Awaitable[None]]

BUSY = "The archive is busy at the moment; please try again in a few seconds."
FAILED = (
    "Something went wrong here, and it is written down as incident {incident}. Please try again;"
    " if it stays, name that number to whoever runs me."
)


def inside_boundary(
    desk: Desk, listener: Listener, *, check: FormCheck | None = None
) -> BoltListener:
    """Return ``listener`` as Bolt calls it: acknowledged first, and never raising.

    Where ``check`` has complaints about a form, it stays open with them and nothing is done.
    """

    async def run(args: AsyncArgs) -> None:
        if check is not None and (errors := check(args.body)):
            await args.ack(response_action="errors", errors=errors)
            return
        await args.ack()
        task = asyncio.current_task()
        if task is not None:
            desk.running.add(task)
            task.add_done_callback(desk.running.discard)
        try:
            await listener(desk, args)
        except Exception as error:
            await _tell(desk, args, explain(error, desk.new_id(), listener.__name__))

    run.__name__ = listener.__name__
    return run


def explain(error: Exception, incident: str, where: str) -> str:
    """Return what the asker hears about an error, escaped; log what only operators can mend."""
    return escape(in_words(error, incident, where))


def in_words(error: Exception, incident: str, where: str) -> str:
    """Return what the asker hears about an error, as plain text; log it as ``explain`` does."""
    if isinstance(error, InputError | NotFoundError | FetchError):
        return str(error)
    if isinstance(error, StoreBusyError):
        log.warning("the archive was busy in %s: %s", where, error)
        return BUSY
    if isinstance(error, DeliveryError):
        log.warning("not delivered in %s (%s): %s", where, error.code, error)
        return str(error)
    log.error("incident %s in %s", incident, where, exc_info=error)
    return FAILED.format(incident=incident)


async def _tell(desk: Desk, args: AsyncArgs, words: str) -> None:
    """Tell the asker, and only the asker; where that fails too, the log has it."""
    message = Message(text=words, blocks=(section(words),))
    event = args.event or {}
    channel, user = event.get("channel"), event.get("user")
    try:
        if args.context.response_url:
            await reply(args.respond, message)
        elif event.get("type") == "app_home_opened" or not (channel and user):
            return
        elif str(channel).startswith("D"):
            await desk.poster.post(channel, message, thread_ts=event.get("thread_ts"))
        else:
            await desk.poster.whisper(channel, user, message, thread_ts=event.get("thread_ts"))
    except Exception as error:
        log.warning("could not tell the asker in %s: %s", channel or "response_url", error)
