"""Standing orders in words: followed, no longer followed, what a channel follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.records import Subscription
from bot.wording import day_in_words
from handlers.views.blocks import context, section
from handlers.views.budget import Message
from handlers.views.mrkdwn import bold, code, escape

_MOST_LISTED = 40


def followed(subscription: Subscription, first: datetime, *, by: str = "") -> Message:
    """Return the confirmation of an order.

    Args:
        subscription: what was ordered.
        first: the instant of the first digest.
        by: the Slack user who ordered it.
    """
    local = first.astimezone(ZoneInfo(subscription.time_zone))
    who = f"<@{by}> ordered this. " if by else ""
    text = (
        f"Following {bold(subscription.topic)}: every day at {_hour(subscription)} I post here"
        f" what is new. The first digest can come on {day_in_words(local.date())}; a day without"
        " news stays quiet."
    )
    undo = f"{who}Stop: {code(f'/brief unfollow {subscription.topic}')}"
    return Message(text=text, blocks=(section(text), context(undo)))


def unfollowed(subscription: Subscription, *, by: str = "") -> Message:
    """Return the confirmation that an order was cancelled, by the Slack user ``by``."""
    text = f"This channel no longer follows {bold(subscription.topic)}."
    who = (context(f"<@{by}> ordered this."),) if by else ()
    return Message(text=text, blocks=(section(text), *who))


def following(subscriptions: Sequence[Subscription]) -> Message:
    """Return what a channel follows."""
    if not subscriptions:
        text = f"This channel follows nothing yet. Try {code('/brief follow nato 08:00')}"
        return Message(text=text, blocks=(section(text),))
    listed = [f"{bold(each.topic)}  daily at {_hour(each)}" for each in subscriptions]
    more = len(listed) - _MOST_LISTED
    lines = [*listed[:_MOST_LISTED], *([f"+ {more} more"] if more > 0 else [])]
    count = len(subscriptions)
    text = f"This channel follows {count} topic{'s' if count > 1 else ''}."
    pages = [lines[start : start + 10] for start in range(0, len(lines), 10)]
    return Message(text=text, blocks=tuple(section("\n".join(page)) for page in pages))


def _hour(subscription: Subscription) -> str:
    return f"{subscription.at:%H:%M} ({escape(subscription.time_zone)})"
