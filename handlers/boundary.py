"""Every listener runs inside this: acknowledged first, nothing escapes, the asker always hears.

The acknowledgement leaves before the work begins, which is a task of its own: with bolt 1.30 an
exception right after ``ack()`` would take the acknowledgement back, and Slack would show a failure
and deliver events again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import TypeAlias

from aiohttp import ClientError
from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from bot.errors import (
    DeliveryError,
    FetchError,
    InputError,
    NotFoundError,
    StoreBusyError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from handlers.desk import Desk
from handlers.slack.answering import Responder, reply
from handlers.slack.errors import as_delivery_error, asker_can_mend
from handlers.views.blocks import message_of
from handlers.views.budget import Message
from handlers.views.mrkdwn import escape

log = logging.getLogger(__name__)

Listener: TypeAlias = Callable[[Desk, AsyncArgs], Awaitable[None]]
Check: TypeAlias = Callable[[Desk, AsyncArgs], Mapping[str, str]]
BoltListener: TypeAlias = Callable[[AsyncArgs], Awaitable[None]]

BUSY = "The archive is busy at the moment; please try again in a few seconds."
FAILED = (
    "Something went wrong here, and it is written down as incident {incident}. Please try again;"
    " if it stays, name that number to whoever runs me."
)
SLACK_BUSY = "Slack is too busy to take my answer at the moment; please try again in a minute."
UNSURE = "Slack did not say whether it took my answer; if you do not see it, please ask again."
CUT_OFF = "I am being restarted, before my answer was ready; please ask again in a minute."
_FAREWELL_SECONDS = 2.0
WRITTEN_DOWN = "{words} It is written down as incident {incident}."


def inside_boundary(
    desk: Desk, listener: Listener, *, find_mistakes: Check | None = None
) -> BoltListener:
    """Return ``listener`` as Bolt calls it: acknowledged first, and never raising.

    ``find_mistakes`` looks at a dialog before it is taken; with what it finds, by field, the dialog
    stays open and the listener does not run.
    """

    async def run(args: AsyncArgs) -> None:
        trouble, mistakes = None, dict[str, str]()
        try:
            mistakes = dict(find_mistakes(desk, args)) if find_mistakes else {}
        except Exception as error:
            trouble = error
        if mistakes:
            await args.ack(response_action="errors", errors=mistakes)
            return
        await args.ack()
        args.respond = _responder(desk, args)
        task = asyncio.create_task(work(args, trouble))
        desk.running.add(task)
        task.add_done_callback(desk.running.discard)

    async def work(args: AsyncArgs, trouble: Exception | None) -> None:
        try:
            if trouble is not None:
                raise trouble
            await listener(desk, args)
        except asyncio.CancelledError:
            log.warning("%s was cut off by the stop", listener.__name__)
            await _take_leave(desk, args)
            raise
        except Exception as error:
            await _tell_of(desk, args, error, listener.__name__)

    run.__name__ = listener.__name__
    return run


async def _tell_of(desk: Desk, args: AsyncArgs, error: Exception, where: str) -> None:
    """Tell the asker of a failure; the log has the incident."""
    if isinstance(error, SlackApiError | ClientError):
        error = as_delivery_error(error, where)
    desk.poster.note_failure(error)
    incident = desk.new_id()
    words = explain(error, incident, where)
    await _tell(desk, args, words, f"incident {incident} in {where}")


async def _take_leave(desk: Desk, args: AsyncArgs) -> None:
    """Tell the asker that no answer comes any more; the program does not wait long for that."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_FAREWELL_SECONDS):
            await _tell(desk, args, CUT_OFF, "the stop")


def _responder(desk: Desk, args: AsyncArgs) -> Responder:
    """Return the way to answer that does not end with the address that Slack gave."""
    channel, user = args.context.channel_id, args.context.user_id

    async def tell(message: Message, thread_ts: str | None) -> None:
        await desk.poster.tell(str(user), message, channel=channel or "", thread_ts=thread_ts)

    return Responder(args.context.response_url, session=desk.poster.session, tell=tell)


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
        return _undelivered(error, incident, where)
    log.error("incident %s in %s", incident, where, exc_info=error)
    return FAILED.format(incident=incident)


def _undelivered(error: DeliveryError, incident: str, where: str) -> str:
    """Return what the asker hears of a message that did not arrive, or may not have."""
    if isinstance(error, TemporaryDeliveryError) or asker_can_mend(error):
        log.warning("not delivered in %s (%s): %s", where, error.code, error)
        return SLACK_BUSY if isinstance(error, TemporaryDeliveryError) else str(error)
    log.error("incident %s in %s (%s)", incident, where, error.code, exc_info=error)
    words = UNSURE if isinstance(error, UncertainDeliveryError) else str(error)
    return WRITTEN_DOWN.format(words=words, incident=incident)


async def _tell(desk: Desk, args: AsyncArgs, words: str, about: str) -> None:
    """Tell the asker, and only the asker; where that fails too, the log has it."""
    message = message_of(words)
    event, context = args.event or {}, args.context
    channel = str(event.get("channel") or context.channel_id or "")
    user = str(event.get("user") or context.user_id or "")
    try:
        if context.response_url:
            try:
                await reply(args.respond, message)
                return
            except DeliveryError as error:
                log.warning("the asker is told in another way: %s", error)
        if event.get("type") == "app_home_opened":
            await desk.poster.publish_home(user, {"type": "home", "blocks": list(message.blocks)})
        else:
            await desk.poster.tell(user, message, channel=channel, thread_ts=event.get("thread_ts"))
    except Exception as error:
        log.error("could not tell the asker of %s in %s: %s", about, channel or user, error)
