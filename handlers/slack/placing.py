"""A message that Slack does not take as it is goes out once more, made smaller."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.errors import PermanentDeliveryError
from handlers.views.budget import Message
from handlers.views.smaller import made_smaller

T = TypeVar("T")

log = logging.getLogger(__name__)


async def place_message(
    place: Callable[[Message, T | None], Awaitable[T]],
    message: Message,
) -> T:
    """Place a message; where Slack finds it too long or wrong, once more, made smaller.

    ``place`` is given a part and what it returned for the first part, where this is a later one.
    """
    try:
        return await place(message, None)
    except PermanentDeliveryError as error:
        parts = made_smaller(message, error.code, error.details)
        if not parts:
            raise
        note_smaller(message, error)
    first = await place(parts[0], None)
    for part in parts[1:]:
        await place(part, first)
    return first


def note_smaller(message: Message, error: PermanentDeliveryError) -> None:
    """Write down that a message goes out smaller than it was made, and why."""
    log.error(
        "Slack did not take a message of %d blocks (%s) %s; it is sent once more, made smaller",
        len(message.blocks),
        error.code,
        "; ".join(error.details),
    )
