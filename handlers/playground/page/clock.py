"""The playground's clock, and time that passes on it at the press of a button."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.errors import InputError
from bot.newsroom import Newsroom
from bot.ports import Sender
from bot.records import PLAYGROUND_ENDING, Subscription
from bot.schedule import instant_of, run_due_digests, scheduled_between

#: When the digest of a newcomer is due.
MORNING = time(8, 0)
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def real_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


class ChannelClock:
    """A clock that can be set, and goes on from there.

    Args:
        base: the clock that it follows.
    """

    def __init__(self, base: Callable[[], datetime] = real_now) -> None:
        self._base = base
        self._ahead = timedelta(0)

    def __call__(self) -> datetime:
        """Return the instant that it shows."""
        return self._base() + self._ahead

    def seconds(self) -> float:
        """Return that instant in seconds since 1970."""
        return self().timestamp()

    @property
    def is_ahead(self) -> bool:
        """Tell whether it was set forward."""
        return self._ahead > timedelta(0)

    def put(self, moment: datetime) -> None:
        """Let it show ``moment``; it never goes back by this."""
        self._ahead = max(self._ahead, moment - self._base())

    def put_back(self) -> None:
        """Let it show what its base shows."""
        self._ahead = timedelta(0)


def target_of(step: str, now: datetime, zone: ZoneInfo) -> datetime:
    """Return the instant that a button of the clock leads to.

    Args:
        step: ``hour``, ``morning`` or ``day``.
        now: what the clock shows.
        zone: where the person is.

    Raises:
        InputError: there is no such button.
    """
    if step == "hour":
        return now + _HOUR
    local = now.astimezone(zone)
    tomorrow = local.date() + _DAY
    if step == "day":
        return instant_of(tomorrow, local.time(), zone)
    if step == "morning":
        return instant_of(tomorrow, MORNING, zone)
    raise InputError("The clock goes on by an hour, by a day, or to the next morning.")


def orders_of_playground(newsroom: Newsroom) -> list[Subscription]:
    """Return the standing orders that were made in a playground."""
    return [each for each in newsroom.following() if each.destination.endswith(PLAYGROUND_ENDING)]


async def pass_time(
    newsroom: Newsroom, sender: Sender, clock: ChannelClock, until: datetime
) -> None:
    """Let the clock go on, stopping at every instant at which a digest is due."""
    now, stops = clock(), set()
    for order in await newsroom.call(orders_of_playground, newsroom):
        if sender.takes(order):
            stops |= set(scheduled_between(order, now, until))
    for moment in [*sorted(stops), until]:
        clock.put(moment)
        await run_due_digests(newsroom, sender)


def forget_orders(newsroom: Newsroom) -> None:
    """Remove what an earlier playground ordered: its channels are gone."""
    for order in orders_of_playground(newsroom):
        newsroom.archive.remove_subscription(order.id)


def take_back_orders(newsroom: Newsroom) -> None:
    """Let orders be as they were at the clock's now, after it was put back.

    What was ordered later was not ordered yet; of the others nothing has gone out after now.
    """
    now = newsroom.now()
    last = newsroom.archive.find_last_scheduled()
    for order in orders_of_playground(newsroom):
        is_new, has_run = order.created_at > now, last.get(order.id, now) > now
        if is_new or has_run:
            newsroom.archive.remove_subscription(order.id)
        if has_run and not is_new:
            _order_again(newsroom, order)


def _order_again(newsroom: Newsroom, order: Subscription) -> None:
    newsroom.follow(
        workspace=order.workspace,
        destination=order.destination,
        topic=order.topic,
        at=order.at,
        time_zone=order.time_zone,
        created_by=order.created_by,
        kind=order.kind,
        rhythm=order.rhythm,
        says_quiet=order.says_quiet,
    )
