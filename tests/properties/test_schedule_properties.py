"""Digests come once a day at their hour, in every zone and on both days of daylight saving."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from time_zones import ZONES

from bot.records import Rhythm, Subscription
from bot.schedule import Due, find_due, instant_of, next_run, scheduled_between

_MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
# In Nuuk 23:00 to midnight is skipped once a year, and a digest at that hour comes at midnight.
_BEFORE_ELEVEN = _MINUTES.filter(lambda at: at < time(23))
_DAYS_OF_RHYTHM = st.sampled_from([each for each in Rhythm if each is not Rhythm.HOURLY])
_DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


def order(zone: str, at: time, rhythm: Rhythm = Rhythm.DAILY) -> Subscription:
    """Return a standing order that was made long ago."""
    return Subscription(
        id=1,
        workspace="local",
        destination="C1",
        topic="harbour",
        at=at,
        time_zone=zone,
        created_by="U1",
        created_at=datetime(2020, 1, 1, tzinfo=UTC),
        rhythm=rhythm,
    )


def change_days(zone: ZoneInfo, year: int) -> list[date]:
    """Return the local days on which the zone's distance from UTC changes."""
    noons = [datetime(year, 1, 1, 12, tzinfo=zone) + timedelta(days=n) for n in range(366)]
    return [
        after.date() for before, after in pairwise(noons) if before.utcoffset() != after.utcoffset()
    ]


def test_zones_are_forty_and_many_of_them_change() -> None:
    """Also those that change by half an hour, and those that never do."""
    assert len(set(ZONES)) == 40
    changing = [zone for zone in ZONES if len(change_days(ZoneInfo(zone), 2026)) >= 2]
    assert len(changing) >= 15


@pytest.mark.parametrize("zone", ZONES)
def test_both_change_days_have_one_digest_for_every_minute(zone: str) -> None:
    """A skipped hour is the first instant behind the gap, a doubled one the first of both."""
    here = ZoneInfo(zone)
    for day in change_days(here, 2026):
        for minute in range(24 * 60):
            at = time(minute // 60, minute % 60)
            moment = instant_of(day, at, here)
            local = moment.astimezone(here)
            assert local.date() == day
            before = (moment - timedelta(seconds=1)).astimezone(here)
            if local.replace(tzinfo=None) == datetime.combine(day, at):
                assert local.fold == 0
            else:
                assert before.replace(tzinfo=None) < datetime.combine(day, at)
                assert local.replace(tzinfo=None) > datetime.combine(day, at)
                assert before.utcoffset() != local.utcoffset()


@given(zone=st.sampled_from(ZONES), at=_BEFORE_ELEVEN, rhythm=_DAYS_OF_RHYTHM, day=_DAYS)
def test_each_day_of_the_rhythm_has_one_digest(
    zone: str, at: time, rhythm: Rhythm, day: date
) -> None:
    """Over three weeks around any day, each local day has as many as its weekday asks for."""
    here = ZoneInfo(zone)
    start = datetime.combine(day, time(), here).astimezone(UTC) - timedelta(microseconds=1)
    end = datetime.combine(day + timedelta(days=21), time(), here).astimezone(UTC)
    end -= timedelta(microseconds=1)
    found = scheduled_between(order(zone, at, rhythm), start, end)
    days = [day + timedelta(days=n) for n in range(21)]
    wanted = [each for each in days if rhythm.falls_on(each)]
    assert [moment.astimezone(here).date() for moment in found] == wanted
    assert found == sorted(set(found))


@given(
    zone=st.sampled_from(ZONES),
    at=_MINUTES,
    rhythm=st.sampled_from(Rhythm),
    day=_DAYS,
    looks=st.lists(st.integers(1, 2000), min_size=1, max_size=60),
)
def test_whenever_somebody_looks_each_instant_is_found_once(
    zone: str, at: time, rhythm: Rhythm, day: date, looks: list[int]
) -> None:
    """However irregular the looks at the clock (in minutes), no instant is lost or found twice."""
    start = datetime.combine(day, time(), UTC)
    subscription = replace(order(zone, at, rhythm), created_at=start)
    now, last, found = start, {}, []
    for minutes in looks:
        now += timedelta(minutes=minutes)
        for due in find_due([subscription], last, now, timedelta(hours=2)):
            late = now - due.scheduled_for > timedelta(hours=2)
            assert (due.decision is Due.TOO_LATE) == late
            found.append(due.scheduled_for)
            last[1] = due.scheduled_for
    assert found == scheduled_between(subscription, start, now)
    coming = next_run(subscription, now)
    assert coming > now
    assert scheduled_between(subscription, now, coming) == [coming]


@given(zone=st.sampled_from(ZONES), minute=st.integers(0, 59), day=_DAYS)
def test_alerts_are_at_most_one_an_hour(zone: str, minute: int, day: date) -> None:
    """Every hour but the one that is skipped or comes a second time has its instant."""
    here = ZoneInfo(zone)
    start = datetime.combine(day, time(), UTC)
    end = start + timedelta(days=7)
    found = scheduled_between(order(zone, time(8, minute), Rhythm.HOURLY), start, end)
    gaps = [after - before for before, after in pairwise([start, *found, end])]
    assert min(gaps[1:-1]) >= timedelta(minutes=1)
    assert max(gaps) <= timedelta(hours=2)
    assert 7 * 24 - 2 <= len(found) <= 7 * 24 + 1
    changes = {each.astimezone(here).utcoffset() for each in (start, end)}
    if len(changes) == 1:
        assert {each.astimezone(here).minute for each in found} == {minute}
        assert set(gaps[1:-1]) == {timedelta(hours=1)}
