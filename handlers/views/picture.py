"""What is said of a timeline picture: where it is, or why there is none."""

from __future__ import annotations

from handlers.views.blocks import section
from handlers.views.budget import Message
from handlers.views.mrkdwn import bold, escape, link


def comment_on(title: str) -> str:
    """Return what stands over a picture in the asker's own messages with the bot."""
    return f"{bold(title)}, as you asked for it in a brief that only you see."


def picture_is_there(title: str, address: str) -> Message:
    """Return where a picture went that could not stay here."""
    told = f"The picture is in your messages with me: {link(address, title)}"
    return Message(text=told, blocks=(section(told),))


def no_picture(why: str) -> Message:
    """Return why dates come without a picture."""
    told = f"There is no picture of it. {escape(why)}"
    return Message(text=told, blocks=(section(told),))
