"""Dialogs that open at once and are filled after: a trigger lives for three seconds."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass

from slack_bolt.kwargs_injection.async_args import AsyncArgs

from handlers.slack.answering import reply
from handlers.slack.delivery import TRIGGER_SECONDS
from handlers.slack.errors import as_delivery_error
from handlers.views.blocks import context
from handlers.views.budget import Block, Message

log = logging.getLogger(__name__)

_OPENING = Message(text="One moment…", blocks=(context("One moment…"),))


@dataclass(frozen=True, kw_only=True, slots=True)
class Dialog:
    """A dialog that is open, or the message that stands in for one that Slack did not open."""

    args: AsyncArgs
    title: str
    #: "" where Slack opened none.
    view_id: str = ""

    async def show(self, message: Message, *, is_last: bool = True) -> None:
        """Put a message into the dialog; without a dialog the last one goes to the asker alone."""
        if self.view_id:
            await self.fill(reading_view(self.title, message))
        elif is_last:
            await reply(self.args.respond, message)

    async def fill(self, view: Block) -> None:
        """Put a view into the dialog; one that was closed meanwhile is left alone."""
        try:
            await self.args.client.views_update(view_id=self.view_id, view=view)
        except Exception as error:
            failure = as_delivery_error(error, self.title)
            if failure.code != "not_found":
                raise failure from error
            log.info("the dialog “%s” was closed before it was filled", self.title)


async def open_dialog(args: AsyncArgs, title: str) -> Dialog:
    """Open a dialog that says that it is being filled; title of at most 24 characters.

    Where Slack opens none, or not in time, a message to the asker stands in for it.
    """
    try:
        async with asyncio.timeout(TRIGGER_SECONDS):
            opened = await args.client.views_open(
                trigger_id=str(args.body.get("trigger_id", "")), view=reading_view(title, _OPENING)
            )
    except Exception as error:
        log.warning("no dialog “%s”: %s", title, as_delivery_error(error, title).code)
        return Dialog(args=args, title=title)
    return Dialog(args=args, title=title, view_id=str(opened["view"]["id"]))


def reading_view(title: str, message: Message) -> Block:
    """Return a dialog that only shows something."""
    return {
        "type": "modal",
        "title": {"type": "plain_text", "text": title, "emoji": False},
        "close": {"type": "plain_text", "text": "Close", "emoji": False},
        "blocks": list(message.blocks),
    }
