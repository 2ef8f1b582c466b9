"""When each feed is polled. Pure: the instant and the chance come in; called by ``polling``.

A feed is polled about twice in the time from one new entry to the next, between five minutes and
twelve hours, never more often than its publisher asks, and ever less often while it fails.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.ports.feeds import FIRST_INTERVAL, FeedState

#: Bounds of the pause between two polls of a feed that answers, in seconds.
SHORTEST, LONGEST = 300.0, 43_200.0
#: The longest pause after failures, and after a refusal that names its own end, in seconds.
LONGEST_BACK_OFF = 86_400.0
#: For how long a claimed feed is left to whoever polls it, in seconds: longer than the limits of a
#: poll allow, with the storing; and so long a feed waits whose bot died in the poll.
CLAIM_SECONDS = 900.0
# The first pause after a failure that may pass by itself, and after one that hardly will.
_FIRST_BACK_OFF, _FIRST_BACK_OFF_LASTING = 300.0, 3600.0
# A server's max-age is often a default meant for pictures; believed for this long at most.
_LONGEST_MAX_AGE = 3600.0
# Polled twice in the time from one new entry to the next, a feed is behind by a quarter of it.
_SHARE_OF_GAP = 0.5
# While nothing comes, pauses grow to a quarter of the silence so far: after a silent night of eight
# hours a feed is found awake within two.
_SHARE_OF_QUIET = 0.25
_GROWTH = 1.5
# Pauses differ by up to a tenth either way, so that feeds added together do not stay together.
_JITTER = 0.1
# How many of the newest entries tell how often a feed has something new.
_SAMPLE = 10


def claim(state: FeedState, now: datetime) -> FeedState:
    """Return the state of a feed while it is polled: for others it is due when the claim ends."""
    return replace(state, next_due=now + timedelta(seconds=CLAIM_SECONDS))


def first_interval(published: Iterable[datetime | None], now: datetime) -> float:
    """Return the pause for a feed that was polled once, from the instants of its entries."""
    known = sorted((moment for moment in published if moment and moment <= now), reverse=True)
    newest = known[:_SAMPLE]
    if len(newest) < 2:
        return FIRST_INTERVAL
    return _within((now - newest[-1]).total_seconds() / len(newest) * _SHARE_OF_GAP)


def next_interval(state: FeedState, new: int, now: datetime) -> float:
    """Return the pause after a poll that found ``new`` new or changed entries."""
    if new:
        before = state.last_new or state.last_fetched or now
        gap = (now - before).total_seconds() / new
        return _within(min((state.interval + gap * _SHARE_OF_GAP) / 2, gap))
    quiet = (now - state.last_new).total_seconds() if state.last_new else math.inf
    longest = max(state.interval, FIRST_INTERVAL, quiet * _SHARE_OF_QUIET)
    return _within(min(state.interval * _GROWTH, longest))


def plan_next(state: FeedState, now: datetime, chance: float, fresh_for: float = 0.0) -> FeedState:
    """Return the state after a poll that went well, with the instant of the next one.

    Args:
        state: with the new ``interval`` and ``asked_pause`` already in it.
        chance: a random number from 0 to 1.
        fresh_for: seconds for which the server calls its answer fresh.
    """
    asked = min(LONGEST, max(state.asked_pause, min(fresh_for, _LONGEST_MAX_AGE)))
    pause = max(jitter(state.interval, chance), asked)
    return replace(
        state,
        next_due=now + timedelta(seconds=pause),
        last_fetched=now,
        failing_since=None,
        failures=0,
        last_error="",
        paused_because="",
    )


def plan_after_failure(
    state: FeedState,
    why: str,
    now: datetime,
    chance: float,
    *,
    may_pass: bool = True,
    retry_after: float | None = None,
) -> FeedState:
    """Return the state after a failed poll: each one in a row doubles the pause, up to a day.

    Args:
        why: in words, as people are told.
        may_pass: the failure may pass by itself (a busy server, not a wrong address).
        retry_after: seconds that the server asked for.
    """
    first = _FIRST_BACK_OFF if may_pass else _FIRST_BACK_OFF_LASTING
    # The exponent is bounded: a feed that fails for years must not overflow.
    pause = min(LONGEST_BACK_OFF, first * 2.0 ** min(state.failures, 20))
    pause = min(LONGEST_BACK_OFF, max(jitter(pause, chance), retry_after or 0.0))
    return replace(
        state,
        next_due=now + timedelta(seconds=pause),
        failing_since=state.failing_since or now,
        failures=state.failures + 1,
        last_error=why,
    )


def pause_for_good(state: FeedState, why: str, now: datetime) -> FeedState:
    """Return the state of a feed that is gone; taken up again by a person, it is due at once."""
    return replace(
        state,
        next_due=now,
        failing_since=state.failing_since or now,
        failures=state.failures + 1,
        last_error=why,
        is_paused=True,
        paused_because=why,
    )


def pick_due(
    states: Sequence[FeedState], now: datetime, running: Collection[FeedState], room: int
) -> list[FeedState]:
    """Return the feeds to poll now: those that have waited longest first, so that none is starved.

    No two of a host are polled at a time: they would wait for each other, and others for both.

    Args:
        running: feeds that are being polled.
        room: how many more may be.
    """
    busy = {it.source_id for it in running}
    hosts = {host_of(it) for it in running}
    due = [it for it in states if it.next_due <= now and it.source_id not in busy]
    due.sort(key=lambda it: (it.next_due, it.source_id))
    picked: list[FeedState] = []
    for state in due:
        if len(picked) >= room:
            break
        if host_of(state) not in hosts:
            hosts.add(host_of(state))
            picked.append(state)
    return picked


def host_of(state: FeedState) -> str:
    """Return the host, with its port, that a feed is fetched from."""
    return urlsplit(state.fetch_address).netloc.lower()


def seconds_to_next(states: Iterable[FeedState], now: datetime, most: float) -> float:
    """Return how long nothing more will be due, ``most`` seconds at most."""
    waits = ((it.next_due - now).total_seconds() for it in states if it.next_due > now)
    return min(most, min(waits, default=most))


def jitter(seconds: float, chance: float) -> float:
    """Return the pause, up to a tenth shorter or longer."""
    return seconds * (1 - _JITTER + 2 * _JITTER * chance)


def _within(seconds: float) -> float:
    return min(LONGEST, max(SHORTEST, seconds))
