"""Standing orders in words: followed, paused, no longer followed, what a channel follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.errors import InputError
from bot.records import FollowKind, Rhythm, Subscription
from bot.wording import as_typed, day_in_words, followed_in_words, plural, rhythm_in_words
from handlers.views.blocks import button, context, section
from handlers.views.budget import Block, Message
from handlers.views.mrkdwn import bold, code, escape

#: The buttons of an order; their value is its number.
PAUSE_ACTION = "pause_digest"
RESUME_ACTION = "resume_digest"
CHANGE_ACTION = "change_digest"
SAMPLE_ACTION = "sample_digest"
#: The button of one digest; its value is made by ``digest_id``.
EXPORT_DIGEST_ACTION = "export_digest"

_WITH_BUTTONS = 15
_MOST_LISTED = 40


def followed(subscription: Subscription, first: datetime, *, by: str = "") -> Message:
    """Return the confirmation of an order, or of its change.

    Args:
        subscription: what was ordered.
        first: the instant of the first digest.
        by: the Slack user who ordered it.
    """
    who = f"<@{by}> ordered this. " if by else ""
    quiet = "is told in one line" if subscription.says_quiet else "stays quiet"
    period = "an hour" if subscription.rhythm is Rhythm.HOURLY else "a day"
    text = (
        f"Following {bold(followed_in_words(subscription))}: {rhythm_and_hour(subscription)}"
        f" I post here {_what(subscription)}. The first digest can come on"
        f" {_day(subscription, first)}; {period} without news {quiet}."
    )
    undo = f"{who}Stop: {how_to_stop(subscription)}"
    buttons = _actions(subscription, (CHANGE_ACTION, "Change"), (SAMPLE_ACTION, "Send a sample"))
    return Message(text=text, blocks=(section(text), context(undo), buttons))


def unfollowed(subscription: Subscription, *, by: str = "") -> Message:
    """Return the confirmation that an order was cancelled, by the Slack user ``by``."""
    text = f"This channel no longer follows {bold(followed_in_words(subscription))}."
    who = (context(f"<@{by}> stopped it."),) if by else ()
    return Message(text=text, blocks=(section(text), *who))


def paused(subscription: Subscription, *, by: str) -> Message:
    """Return that an order rests, until when, and the button that ends it."""
    until = subscription.paused_until
    day = f" until {_day(subscription, until)}" if until else ""
    text = (
        f"Paused {bold(followed_in_words(subscription))}{day}; it goes on by itself, with what is"
        f" new by then. <@{by}> asked for this."
    )
    return Message(
        text=text, blocks=(section(text), _actions(subscription, (RESUME_ACTION, "Resume")))
    )


def resumed(subscription: Subscription, first: datetime, *, by: str) -> Message:
    """Return that an order goes on, and when its next digest can come."""
    text = (
        f"{bold(followed_in_words(subscription))} goes on: the next digest can come on"
        f" {_day(subscription, first)}. <@{by}> asked for this."
    )
    return Message(text=text, blocks=(section(text),))


def told(words: str) -> Message:
    """Return a sentence."""
    text = escape(words)
    return Message(text=text, blocks=(section(text),))


def nothing_to_sample(subscription: Subscription) -> Message:
    """Return that a digest sent now would be empty."""
    quiet = "say so in one line" if subscription.says_quiet else "stay quiet"
    text = (
        f"There is nothing new on {bold(followed_in_words(subscription))} since the last digest;"
        f" one that came now would {quiet}."
    )
    return Message(text=text, blocks=(section(text),))


def following(subscriptions: Sequence[Subscription], now: datetime) -> Message:
    """Return what a channel follows, with a button at each of the first ones."""
    if not subscriptions:
        text = f"This channel follows nothing yet. Try {code('/brief follow nato 08:00')}"
        return Message(text=text, blocks=(section(text),))
    text = f"This channel follows {plural(len(subscriptions), 'topic')}."
    blocks = [_entry(each, now) for each in subscriptions[:_WITH_BUTTONS]]
    listed = [_line(each, now) for each in subscriptions[_WITH_BUTTONS:_MOST_LISTED]]
    more = len(subscriptions) - _MOST_LISTED
    lines = [*listed, *([f"+ {more} more"] if more > 0 else [])]
    pages = [lines[start : start + 10] for start in range(0, len(lines), 10)]
    blocks += [section("\n".join(page)) for page in pages]
    return Message(text=text, blocks=tuple(blocks))


def rhythm_and_hour(subscription: Subscription) -> str:
    """Return when digests come: ``on weekdays at 08:00 (Europe/Berlin)``, ``every hour``."""
    if subscription.rhythm is Rhythm.HOURLY:
        return rhythm_in_words(subscription.rhythm)
    hour = f"{subscription.at:%H:%M} ({escape(subscription.time_zone)})"
    return f"{rhythm_in_words(subscription.rhythm)} at {hour}"


def how_to_stop(subscription: Subscription) -> str:
    """Return the command that cancels the order, as code."""
    return code(f"/brief unfollow {as_typed(subscription.kind, subscription.topic)}")


def digest_buttons(subscription: Subscription, exported: datetime | None = None) -> Block:
    """Return the buttons under a digest; ``exported`` is when one was due that can be a file."""
    buttons = _actions(
        subscription,
        (PAUSE_ACTION, "Pause a week"),
        (CHANGE_ACTION, "Change"),
        (SAMPLE_ACTION, "Send a sample"),
    )
    if exported is not None:
        value = digest_id(subscription, exported)
        buttons["elements"].append(button(EXPORT_DIGEST_ACTION, "Export", value))
    return buttons


def digest_id(subscription: Subscription, scheduled_for: datetime) -> str:
    """Return what one digest of an order is known by: ``12 2022-05-14T06:00:00+00:00``."""
    return f"{subscription.id} {scheduled_for.astimezone(UTC).isoformat()}"


def read_digest_id(value: str) -> tuple[int, datetime]:
    """Return the number of an order and the instant at which its digest was due.

    Raises:
        InputError: ``value`` was not made by ``digest_id``.
    """
    number, _, moment = value.partition(" ")
    try:
        return int(number), datetime.fromisoformat(moment)
    except ValueError as error:
        raise InputError("This digest is not known any more.") from error


def _entry(subscription: Subscription, now: datetime) -> Block:
    """Return a line with the one button that fits it best."""
    rests = _rests(subscription, now)
    action, words = (RESUME_ACTION, "Resume") if rests else (CHANGE_ACTION, "Change")
    return {
        **section(_line(subscription, now)),
        "accessory": button(action, words, str(subscription.id)),
    }


def _line(subscription: Subscription, now: datetime) -> str:
    name = bold(followed_in_words(subscription))
    until = subscription.paused_until
    if until and _rests(subscription, now):
        return f"{name}  {rhythm_and_hour(subscription)} · paused until {_day(subscription, until)}"
    return f"{name}  {rhythm_and_hour(subscription)}"


def _rests(subscription: Subscription, now: datetime) -> bool:
    return subscription.paused_until is not None and now < subscription.paused_until


def _actions(subscription: Subscription, *named: tuple[str, str]) -> Block:
    value = str(subscription.id)
    buttons = [button(action, words, value) for action, words in named]
    return {"type": "actions", "elements": buttons}


def _what(subscription: Subscription) -> str:
    if subscription.kind is FollowKind.SPEAKER:
        return "only what they say or hold themselves, when it is new"
    if subscription.kind is FollowKind.PHRASE:
        return "new lines with these very words"
    return "what is new"


def _day(subscription: Subscription, instant: datetime) -> str:
    return day_in_words(instant.astimezone(ZoneInfo(subscription.time_zone)).date())
