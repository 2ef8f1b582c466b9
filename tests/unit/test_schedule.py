"""Which digest runs are due."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.records import DigestRun, RunState, Subscription
from bot.schedule import Due, find_due, next_run

GRACE = timedelta(hours=2)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def order(
    zone: str = "Europe/Berlin", at: time = time(8), created: datetime = LONG_AGO
) -> Subscription:
    """Return a subscription to a made-up topic."""
    return Subscription(
        id=1,
        workspace="local",
        destination="C1",
        topic="harbour",
        at=at,
        time_zone=zone,
        created_by="U1",
        created_at=created,
    )


def utc(*parts: int) -> datetime:
    """Return an instant."""
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "due_at", "decision"),
    [
        (utc(2026, 1, 15, 7, 0), utc(2026, 1, 15, 7, 0), Due.SEND),
        (utc(2026, 1, 15, 8, 59), utc(2026, 1, 15, 7, 0), Due.SEND),
        (utc(2026, 1, 15, 9, 1), utc(2026, 1, 15, 7, 0), Due.TOO_LATE),
        (utc(2026, 1, 15, 6, 59), utc(2026, 1, 14, 7, 0), Due.TOO_LATE),
        (utc(2026, 7, 15, 6, 0), utc(2026, 7, 15, 6, 0), Due.SEND),
    ],
)
def test_due_at_the_local_hour(now: datetime, due_at: datetime, decision: Due) -> None:
    """A digest is due at its wall-clock hour, winter and summer, and too late after the grace."""
    (due,) = find_due([order()], [], now, GRACE)
    assert (due.scheduled_for, due.decision) == (due_at, decision)


def test_taken_run_is_not_due() -> None:
    """An instant that a run has taken, however it ended, is not due again."""
    now = utc(2026, 1, 15, 7, 1)
    run = DigestRun(
        id=5, subscription_id=1, scheduled_for=utc(2026, 1, 15, 7), state=RunState.FAILED
    )
    assert find_due([order()], [run], now, GRACE) == []


def test_nothing_due_before_the_first_hour() -> None:
    """A subscription owes nothing for hours before it was made."""
    created = utc(2026, 1, 15, 7, 30)
    assert find_due([order(created=created)], [], utc(2026, 1, 15, 8), GRACE) == []
    assert find_due([order(created=created)], [], utc(2026, 1, 16, 7), GRACE) != []


@pytest.mark.parametrize(
    ("day", "due_at"),
    [
        # 02:30 does not exist on 29 March 2026 in Berlin, and comes twice on 25 October.
        (29, utc(2026, 3, 29, 1, 30)),
        (28, utc(2026, 3, 28, 1, 30)),
        (30, utc(2026, 3, 30, 0, 30)),
    ],
)
def test_daylight_saving(day: int, due_at: datetime) -> None:
    """On the day that skips the hour the digest comes once, an hour's gap later."""
    subscription = order(at=time(2, 30))
    found = {
        due.scheduled_for
        for minute in range(0, 24 * 60, 10)
        for due in find_due(
            [subscription], [], utc(2026, 3, day) + timedelta(minutes=minute), GRACE
        )
        if due.decision is Due.SEND
    }
    assert due_at in found
    assert len({instant.date() for instant in found}) == len(found)


def test_hour_that_comes_twice() -> None:
    """On the day that repeats the hour the digest is due once."""
    subscription = order(at=time(2, 30))
    found = {
        due.scheduled_for
        for minute in range(0, 24 * 60, 10)
        for due in find_due(
            [subscription], [], utc(2026, 10, 25) + timedelta(minutes=minute), GRACE
        )
        if due.decision is Due.SEND
    }
    assert found == {utc(2026, 10, 25, 0, 30)}


def test_next_run() -> None:
    """The next instant is today's where it is still to come, else tomorrow's."""
    assert next_run(order(), utc(2026, 1, 15, 6)) == utc(2026, 1, 15, 7)
    assert next_run(order(), utc(2026, 1, 15, 7)) == utc(2026, 1, 16, 7)
