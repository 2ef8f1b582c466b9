"""Dialogs that open at once and are filled after: a trigger lives for three seconds."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from slack_bolt.kwargs_injection.async_args import AsyncArgs
from slack_sdk.errors import SlackApiError

from handlers.delivery import reply
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
        except SlackApiError as error:
            code = str(error.response.get("error", ""))
            if code != "not_found":
                raise
            log.info("the dialog “%s” was closed before it was filled", self.title)


async def open_dialog(args: AsyncArgs, title: str) -> Dialog:
    """Open a dialog that says that it is being filled; title of at most 24 characters."""
    try:
        opened = await args.client.views_open(
            trigger_id=str(args.body.get("trigger_id", "")), view=reading_view(title, _OPENING)
        )
    except SlackApiError as error:
        log.warning("no dialog “%s”: %s", title, error.response.get("error"))
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
