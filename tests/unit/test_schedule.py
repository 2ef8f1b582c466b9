"""Which digest runs are due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.records import Rhythm, Subscription
from bot.schedule import LOOK_BACK, Due, find_due, next_run

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
    due = find_due([order()], {1: now - timedelta(days=1)}, now, GRACE)[-1]
    assert (due.scheduled_for, due.decision) == (due_at, decision)


def test_taken_run_is_not_due() -> None:
    """An instant that a run has taken, however it ended, is not due again."""
    assert find_due([order()], {1: utc(2026, 1, 15, 7)}, utc(2026, 1, 15, 7, 1), GRACE) == []


def test_every_instant_that_passed_unseen_is_due_to_be_reported() -> None:
    """After days of silence each missed day is told, the last one in time is sent."""
    due = find_due([order()], {1: utc(2026, 1, 10, 7)}, utc(2026, 1, 13, 7, 30), GRACE)
    assert [(each.scheduled_for.day, each.decision) for each in due] == [
        (11, Due.TOO_LATE),
        (12, Due.TOO_LATE),
        (13, Due.SEND),
    ]
    assert len(find_due([order()], {}, utc(2026, 1, 13, 8), GRACE)) == LOOK_BACK.days


def test_nothing_due_before_the_first_hour() -> None:
    """A subscription owes nothing for hours before it was made."""
    created = utc(2026, 1, 15, 7, 30)
    assert find_due([order(created=created)], {}, utc(2026, 1, 15, 8), GRACE) == []
    assert find_due([order(created=created)], {}, utc(2026, 1, 16, 7), GRACE) != []


@pytest.mark.parametrize(
    ("day", "due_at"),
    [
        # 02:30 does not exist on 29 March 2026 in Berlin, and comes twice on 25 October.
        (29, utc(2026, 3, 29, 1, 0)),
        (28, utc(2026, 3, 28, 1, 30)),
        (30, utc(2026, 3, 30, 0, 30)),
    ],
)
def test_daylight_saving(day: int, due_at: datetime) -> None:
    """On the day that skips the hour the digest comes once, right after the gap."""
    subscription = order(at=time(2, 30))
    found = {
        due.scheduled_for
        for minute in range(0, 24 * 60, 10)
        for due in find_due(
            [subscription], {}, utc(2026, 3, day) + timedelta(minutes=minute), GRACE
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
            [subscription], {}, utc(2026, 10, 25) + timedelta(minutes=minute), GRACE
        )
        if due.decision is Due.SEND
    }
    assert found == {utc(2026, 10, 25, 0, 30)}


def test_next_run() -> None:
    """The next instant is today's where it is still to come, else tomorrow's."""
    assert next_run(order(), utc(2026, 1, 15, 6)) == utc(2026, 1, 15, 7)
    assert next_run(order(), utc(2026, 1, 15, 7)) == utc(2026, 1, 16, 7)


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [
        (Rhythm.DAILY, [12, 13, 14, 15, 16, 17, 18]),
        (Rhythm.WEEKDAYS, [12, 13, 14, 15, 16]),
        (Rhythm.MONDAYS, [12]),
        (Rhythm.SUNDAYS, [18]),
    ],
)
def test_rhythm(rhythm: Rhythm, days: list[int]) -> None:
    """12 January 2026 is a Monday, at the destination as anywhere."""
    subscription = replace(order(), rhythm=rhythm)
    due = find_due([subscription], {1: utc(2026, 1, 12, 6)}, utc(2026, 1, 19, 6), GRACE)
    assert [each.scheduled_for.day for each in due] == days
    assert next_run(subscription, utc(2026, 1, 12, 6)).day == days[0]


def test_weekday_is_that_of_the_destination() -> None:
    """At 08:00 on a Monday in Auckland it is still Sunday in London."""
    subscription = replace(order("Pacific/Auckland"), rhythm=Rhythm.MONDAYS)
    first = next_run(subscription, utc(2026, 1, 10))
    assert first == utc(2026, 1, 11, 19)
    assert first.date() == date(2026, 1, 11)


def test_nothing_is_due_for_the_hours_of_a_pause() -> None:
    """What was due meanwhile is neither sent nor reported; afterwards it goes on."""
    subscription = replace(order(), paused_until=utc(2026, 1, 15, 12))
    assert find_due([subscription], {}, utc(2026, 1, 15, 13), GRACE) == []
    assert next_run(subscription, utc(2026, 1, 12)) == utc(2026, 1, 16, 7)
    (due,) = find_due([subscription], {}, utc(2026, 1, 16, 7), GRACE)
    assert due.decision is Due.SEND
