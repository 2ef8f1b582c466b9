"""When feeds are polled."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from feed_files import NOW, feed_state
from hypothesis import given
from hypothesis import strategies as st

from bot.ports.feeds import FIRST_INTERVAL, FeedState
from bot.reading.feeds.polling import DEFAULT_LIMITS
from bot.reading.feeds.schedule import (
    LONGEST,
    LONGEST_BACK_OFF,
    SHORTEST,
    claim,
    first_interval,
    next_interval,
    pause_for_good,
    pick_due,
    plan_after_failure,
    plan_next,
    seconds_to_next,
)

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
#: The random number that leaves a pause as it is.
EVEN = 0.5


def poll_for(hours: float, gap: timedelta, state: FeedState | None = None) -> FeedState:
    """Let a feed have something new once every ``gap``, and poll it as planned."""
    state = state or feed_state(last_fetched=NOW, last_new=NOW, next_due=NOW + 30 * MINUTE)
    end = state.next_due + timedelta(hours=hours)
    while state.next_due < end:
        now, before = state.next_due, state.last_fetched or NOW
        new = int((now - NOW) / gap) - int((before - NOW) / gap)
        state = replace(
            state,
            interval=next_interval(state, new, now),
            last_new=now if new else state.last_new,
        )
        state = plan_next(state, now, EVEN)
    return state


# --- how often ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("gap", "least", "most"),
    [
        (MINUTE, 5, 5),
        (10 * MINUTE, 5, 10),
        (HOUR, 15, 60),
        (6 * HOUR, 60, 300),
        (240 * HOUR, 700, 720),
    ],
)
def test_a_feed_is_polled_as_its_news_comes(gap: timedelta, least: int, most: int) -> None:
    """Within five minutes and twelve hours."""
    assert least * 60 <= poll_for(200, gap).interval <= most * 60


def test_a_feed_that_slept_is_found_awake() -> None:
    """After a night of eight hours it is left alone for about two at most."""
    busy = poll_for(24, 10 * MINUTE)
    asleep = poll_for(8, 10_000 * HOUR, busy)
    assert asleep.interval <= 2.1 * 3600
    awake = replace(asleep, interval=next_interval(asleep, 12, asleep.next_due))
    assert awake.interval < 0.5 * asleep.interval


def test_a_feed_that_never_had_anything_is_polled_ever_less() -> None:
    """Up to half a day."""
    state = feed_state(last_fetched=NOW)
    for _ in range(12):
        state = replace(state, interval=next_interval(state, 0, NOW))
    assert state.interval == LONGEST


def test_the_first_poll_tells_how_often_a_feed_has_something_new() -> None:
    """By the dates of its newest entries; without dates half an hour is as good as any."""
    every_hour = [NOW - HOUR * n for n in range(40)]
    assert first_interval(every_hour, NOW) == pytest.approx(0.45 * 3600)
    assert first_interval([NOW - MINUTE * n for n in range(9)], NOW) == SHORTEST
    assert first_interval([NOW - 4000 * HOUR, NOW - 5000 * HOUR], NOW) == LONGEST
    assert first_interval([None, NOW, None], NOW) == FIRST_INTERVAL
    assert first_interval([NOW, NOW + HOUR], NOW) == FIRST_INTERVAL


@pytest.mark.parametrize(
    ("asked", "fresh_for", "minutes"),
    [
        (0, 0, 30),
        (3600, 0, 60),
        (60, 0, 30),
        (10_000_000, 0, 720),
        (0, 2700, 45),
        (0, 31_536_000, 60),
        (7200, 2700, 120),
    ],
)
def test_a_publisher_may_ask_for_longer_pauses(
    asked: float, fresh_for: float, minutes: int
) -> None:
    """Within reason: not for more than half a day; a server's default not for more than an hour."""
    planned = plan_next(feed_state(asked_pause=asked), NOW, EVEN, fresh_for)
    assert planned.next_due == NOW + minutes * MINUTE


def test_pauses_differ_by_chance() -> None:
    """By a tenth either way, but never below what the publisher asks for."""
    pauses = [
        (plan_next(feed_state(asked_pause=1700), NOW, chance).next_due - NOW).total_seconds()
        for chance in (0.0, 0.5, 0.999)
    ]
    assert pauses == [1700, 1800, pytest.approx(1980, abs=1)]


# --- failures -----------------------------------------------------------------------------------
def fail(state: FeedState, times: int, **options: object) -> tuple[FeedState, list[float]]:
    """Let a feed fail at every poll; return where it stands and the pauses in minutes."""
    pauses = []
    for _ in range(times):
        now = state.next_due
        state = plan_after_failure(state, "no answer", now, EVEN, **options)  # type: ignore[arg-type]
        pauses.append((state.next_due - now) / MINUTE)
    return state, pauses


def test_pauses_double_while_a_feed_fails() -> None:
    """Up to a day, however long it lasts; since when is kept."""
    state, pauses = fail(feed_state(), 200)
    assert pauses[:10] == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 1440]
    assert set(pauses[10:]) == {LONGEST_BACK_OFF / 60}
    assert (state.failing_since, state.failures, state.last_error) == (NOW, 200, "no answer")


def test_a_failure_that_hardly_passes_is_not_tried_soon() -> None:
    """A wrong address stays wrong for an hour."""
    assert fail(feed_state(), 6, may_pass=False)[1] == [60, 120, 240, 480, 960, 1440]


def test_a_server_may_say_when_to_come_back() -> None:
    """Later than planned, not sooner, and within a day."""
    assert fail(feed_state(), 1, retry_after=7200.0)[1] == [120]
    assert fail(feed_state(), 1, retry_after=1.0)[1] == [5]
    assert fail(feed_state(), 1, retry_after=1e9)[1] == [1440]


def test_an_answer_ends_a_failure() -> None:
    """As if nothing had been."""
    failed, _ = fail(feed_state(), 5)
    well = plan_next(failed, NOW, EVEN)
    assert (well.failing_since, well.failures, well.last_error) == (None, 0, "")
    assert well.last_fetched == NOW


def test_a_feed_that_is_gone_is_paused() -> None:
    """With the reason; woken up by a person it is due at once."""
    state = pause_for_good(feed_state(next_due=NOW - HOUR), "gone (410)", NOW)
    assert (state.is_paused, state.paused_because, state.next_due) == (True, "gone (410)", NOW)


@given(
    interval=st.floats(SHORTEST, LONGEST),
    new=st.integers(0, 10_000),
    ago=st.floats(0, 1e9),
    chance=st.floats(0, 1),
    pause=st.floats(0, 1e12),
    failures=st.integers(0, 10_000),
)
def test_every_plan_is_in_bounds(
    interval: float, new: int, ago: float, chance: float, pause: float, failures: int
) -> None:
    """Whatever was, no feed is hammered and none forgotten."""
    then = NOW - timedelta(seconds=ago)
    state = feed_state(interval=interval, last_fetched=then, last_new=then, failures=failures)
    state = replace(state, interval=next_interval(state, new, NOW))
    for planned in (
        plan_next(replace(state, asked_pause=pause), NOW, chance, pause),
        plan_after_failure(state, "why", NOW, chance, retry_after=pause),
    ):
        wait = (planned.next_due - NOW).total_seconds()
        assert 0.9 * SHORTEST - 1 <= wait <= LONGEST_BACK_OFF


def test_a_claim_outlasts_the_longest_poll() -> None:
    """With five minutes to store what came; all else stays as it was."""
    state = feed_state(failures=3, last_fetched=NOW)
    claimed = claim(state, NOW)
    longest = DEFAULT_LIMITS.feed_seconds + DEFAULT_LIMITS.poll_seconds
    longest += DEFAULT_LIMITS.article_seconds
    assert claimed.next_due >= NOW + timedelta(seconds=longest) + 5 * MINUTE
    assert replace(claimed, next_due=state.next_due) == state


# --- which first --------------------------------------------------------------------------------
def feeds_due(*minutes: int, host: str = "") -> list[FeedState]:
    """Return feeds of hosts of their own that are due so many minutes from now."""
    return [
        feed_state(
            source_id=number,
            next_due=NOW + minute * MINUTE,
            address=f"https://{host or f'h{number}.example'}/{number}",
        )
        for number, minute in enumerate(minutes)
    ]


def ids(states: list[FeedState]) -> list[int]:
    """Return the ids of feeds."""
    return [it.source_id for it in states]


def test_the_longest_overdue_comes_first() -> None:
    """As many as there is room for; those that are not due wait."""
    states = feeds_due(-5, 1, -90, 0, -30)
    assert ids(pick_due(states, NOW, [], 9)) == [2, 4, 0, 3]
    assert ids(pick_due(states, NOW, [], 2)) == [2, 4]
    assert pick_due(states, NOW, [], 0) == []


def test_a_host_is_asked_one_thing_at_a_time() -> None:
    """Feeds that would only wait for each other take no room from others."""
    states = feeds_due(-9, -8, -7, host="one.example") + [
        replace(state, source_id=state.source_id + 10) for state in feeds_due(-1, -2)
    ]
    assert ids(pick_due(states, NOW, [], 9)) == [0, 11, 10]
    assert ids(pick_due(states, NOW, states[1:2], 9)) == [11, 10]
    assert ids(pick_due(states, NOW, states[3:4], 9)) == [0, 11]


def test_a_feed_that_moved_counts_for_its_new_host() -> None:
    """That is where it is fetched from."""
    one, two = feeds_due(-2, -1)
    moved = replace(two, moved_to="https://h0.example/new")
    assert ids(pick_due([one, moved], NOW, [], 9)) == [0]


@pytest.mark.parametrize(("minutes", "seconds"), [((), 20), ((9,), 20), ((-3, 9), 20)])
def test_the_list_is_looked_at_again_soon(minutes: tuple[int, ...], seconds: float) -> None:
    """Feeds may be added meanwhile."""
    assert seconds_to_next(feeds_due(*minutes), NOW, 20) == seconds


def test_no_longer_than_until_the_next_is_due() -> None:
    """The soonest counts."""
    soon: list[datetime] = [NOW + timedelta(seconds=n) for n in (12, 5, 900)]
    states = [feed_state(next_due=moment) for moment in soon]
    assert seconds_to_next(states, NOW, 20) == 5
