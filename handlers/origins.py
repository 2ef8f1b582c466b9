"""Where a dialog was opened: what comes of it is said there."""

from __future__ import annotations

from dataclasses import dataclass

from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_bolt.kwargs_injection.async_args import AsyncArgs

from bot.errors import PermanentDeliveryError
from handlers.desk import Desk
from handlers.slack.answering import reply
from handlers.translating.presses import is_private, thread_around
from handlers.views.budget import Message


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """The message under which a dialog was opened."""

    response_url: str
    channel: str
    #: Only the asker sees it, so that what comes of the dialog can take its place.
    is_private: bool
    thread_ts: str | None = None


def origin_of(args: AsyncArgs) -> Origin:
    """Return where a dialog is being opened."""
    return Origin(
        response_url=str(args.context.response_url or ""),
        channel=str(args.context.channel_id),
        is_private=is_private(args),
        thread_ts=thread_around(args),
    )


async def answer_at(
    desk: Desk, args: AsyncArgs, origin: Origin, message: Message, *, replace: bool = False
) -> None:
    """Answer where the dialog was opened; where it was open for too long, with a new message."""
    respond = AsyncRespond(response_url=origin.response_url, proxy=None, ssl=None)
    thread = None if replace else origin.thread_ts
    try:
        await reply(respond, message, replace=replace, thread_ts=thread)
    except PermanentDeliveryError:
        user = str(args.context.user_id)
        await desk.poster.whisper(origin.channel, user, message, thread_ts=thread)
