"""Which digest runs are due, and the loop that claims, sends and records them.

A run is claimed by its unique key (subscription, scheduled instant) before anything is sent, so
that two processes never post the same digest; what is about to be sent is kept before the first
attempt, and how it ended after the last. A run that is found claimed and that nobody has touched
for ``LEASE`` was interrupted: the sender finds out whether it was posted. If it was, that is
recorded; if it surely was not, it is sent, when it is not too late; where nobody can tell, it is
reported and never sent by itself.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.briefing.briefs.digest import fingerprints
from bot.errors import (
    DatelineError,
    InputError,
    NotFoundError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from bot.newsroom import Newsroom
from bot.ports import Sender
from bot.records import DigestRun, PreparedDigest, Rhythm, RunState, Subscription
from bot.results import Digest
from bot.wording import followed_in_words

log = logging.getLogger(__name__)

#: How often the loop looks at the clock, in seconds.
TICK_SECONDS = 20.0
#: How long after a refusal that may pass a digest is tried again, in seconds.
RETRY_SECONDS = 60.0
#: How long one attempt to send may take, in seconds; what takes longer counts as uncertain.
ATTEMPT_SECONDS = 120.0
#: A run that nobody has touched for so long was left by its process.
LEASE = timedelta(minutes=5)
#: How far back instants are looked for that passed while nobody was at work.
LOOK_BACK = timedelta(days=31)
_ATTEMPTS = 3
_DAY = timedelta(days=1)
# ``ZoneInfo`` itself keeps eight zones only.
_zone = lru_cache(maxsize=600)(ZoneInfo)


class Due(StrEnum):
    """What is to be done about a scheduled instant."""

    SEND = "send"
    TOO_LATE = "too late"


@dataclass(frozen=True, kw_only=True, slots=True)
class DueRun:
    """One subscription at one instant that has come."""

    subscription: Subscription
    scheduled_for: datetime
    decision: Due


def instant_of(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a wall-clock hour on a local day.

    An hour that daylight saving skips is the first instant after the gap; one that comes twice is
    the first of the two.
    """
    wall = datetime.combine(day, at, zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    # In a gap the two readings lie on either side of the jump (PEP 495).
    before, after = sorted((instant, wall.replace(fold=1).astimezone(UTC)))
    offset = after.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)


def scheduled_between(
    subscription: Subscription, after: datetime, until: datetime
) -> list[datetime]:
    """Return the instants, oldest first, at which a digest is due: ``after`` < it <= ``until``."""
    zone = _zone(subscription.time_zone)
    day, last = after.astimezone(zone).date() - _DAY, until.astimezone(zone).date()
    found: list[datetime] = []
    while day <= last:
        if subscription.rhythm.falls_on(day):
            moments = {instant_of(day, at, zone) for at in _hours(subscription)}
            found += sorted(moment for moment in moments if after < moment <= until)
        day += _DAY
    return sorted(set(found)) if subscription.rhythm is Rhythm.HOURLY else found


def _hours(subscription: Subscription) -> tuple[time, ...]:
    if subscription.rhythm is Rhythm.HOURLY:
        return tuple(subscription.at.replace(hour=hour) for hour in range(24))
    return (subscription.at,)


def find_due(
    subscriptions: Sequence[Subscription],
    last_taken: Mapping[int, datetime],
    now: datetime,
    grace: timedelta,
) -> list[DueRun]:
    """Return the instants that have come and that no run has taken, oldest first for each.

    A change of the order or a pause lets nothing be due for hours before its end.

    Args:
        last_taken: the latest instant of each subscription that a run has taken.
        grace: how late a digest may still be posted.
    """
    due: list[DueRun] = []
    for subscription in subscriptions:
        begins = [now - LOOK_BACK, subscription.created_at]
        if subscription.paused_until is not None:
            begins.append(subscription.paused_until)
        if subscription.id in last_taken:
            begins.append(last_taken[subscription.id])
        for moment in scheduled_between(subscription, max(begins), now):
            decision = Due.SEND if now - moment <= grace else Due.TOO_LATE
            due.append(DueRun(subscription=subscription, scheduled_for=moment, decision=decision))
    return due


def next_run(subscription: Subscription, now: datetime) -> datetime:
    """Return the next instant (UTC) at which the subscription is due, its pause left out."""
    start = max(now, subscription.paused_until or now)
    return scheduled_between(subscription, start, start + 9 * _DAY)[0]


def is_paused(subscription: Subscription, now: datetime) -> bool:
    """Tell whether the subscription rests."""
    return subscription.paused_until is not None and now < subscription.paused_until


async def run_due_digests(newsroom: Newsroom, sender: Sender) -> list[DigestRun]:
    """Claim and carry out every due run whose destination the sender takes; return how each ended.

    A failure of one run is recorded and logged once; it never stops the others.
    """
    subscriptions = [each for each in await newsroom.call(newsroom.following) if sender.takes(each)]
    last_taken = await newsroom.call(newsroom.archive.find_last_scheduled)
    by_place: defaultdict[str, list[DueRun]] = defaultdict(list)
    for due in find_due(subscriptions, last_taken, newsroom.now(), _grace(newsroom)):
        by_place[due.subscription.destination].append(due)
    ended = await asyncio.gather(*(_claim_in_turn(newsroom, sender, d) for d in by_place.values()))
    return [run for runs in ended for run in runs]


async def _claim_in_turn(
    newsroom: Newsroom, sender: Sender, due: Sequence[DueRun]
) -> list[DigestRun]:
    """Carry out what is due at one place, one after the other: each is claimed when it starts."""
    claim, ended = newsroom.archive.claim_run, []
    for each in due:
        now = newsroom.now()
        run = await newsroom.call(claim, each.subscription.id, each.scheduled_for, now)
        if run is not None:
            ended.append(await _carry_out(newsroom, sender, each, run))
    return ended


async def settle_interrupted_runs(newsroom: Newsroom, sender: Sender) -> list[DigestRun]:
    """Find out how runs ended that somebody left claimed; return how each stands now.

    Only what the sender takes, and only what nobody has touched for ``LEASE``: until then another
    process may be at work on it.
    """
    archive = newsroom.archive
    orders = {each.id: each for each in await newsroom.call(newsroom.following)}
    settled: list[DigestRun] = []
    for run in await newsroom.call(archive.find_runs, state=RunState.CLAIMED):
        subscription, now = orders.get(run.subscription_id), newsroom.now()
        if subscription is None or not sender.takes(subscription):
            continue
        if await newsroom.call(archive.take_over_run, run.id, left_before=now - LEASE, now=now):
            mine = replace(run, claimed_at=now)
            settled.append(await _settle(newsroom, sender, subscription, run, mine))
    return settled


async def _settle(
    newsroom: Newsroom,
    sender: Sender,
    subscription: Subscription,
    left: DigestRun,
    run: DigestRun,
) -> DigestRun:
    """Find out about the run as it was ``left``, which is now the caller's ``run``."""
    message = None
    if left.prepared is not None and left.claimed_at is not None:
        until = left.claimed_at + timedelta(seconds=ATTEMPT_SECONDS) + LEASE
        try:
            message = await sender.find_delivered(subscription, run.scheduled_for, until=until)
        except TemporaryDeliveryError as error:
            log.warning("whether a digest was posted is asked again: %s", error)
            return run
        except Exception as error:
            return await _report(newsroom, run, error)
    if message is not None:
        log.info("the digest due at %s was posted before the break", _when(run))
        return await _finish(newsroom, run, RunState.DELIVERED, message=message, sent=left.prepared)
    in_time = newsroom.now() - run.scheduled_for <= _grace(newsroom)
    decision = Due.SEND if in_time else Due.TOO_LATE
    due = DueRun(subscription=subscription, scheduled_for=run.scheduled_for, decision=decision)
    return await _carry_out(newsroom, sender, due, run)


async def _report(newsroom: Newsroom, run: DigestRun, error: Exception) -> DigestRun:
    log.error(
        "the digest due at %s was interrupted and may or may not have been posted (%s);"
        " `dateline digest run --again %d` sends it once more",
        _when(run),
        error,
        run.id,
    )
    return await _finish(newsroom, run, RunState.FAILED, detail="interrupted")


async def _carry_out(newsroom: Newsroom, sender: Sender, due: DueRun, run: DigestRun) -> DigestRun:
    about = followed_in_words(due.subscription)
    if due.decision is Due.TOO_LATE:
        detail = f"more than {newsroom.settings.digest_grace_minutes} minutes late"
        log.warning("digest on %s was due at %s: %s, not posted", about, _when(run), detail)
        return await _finish(newsroom, run, RunState.SKIPPED, detail=detail)
    try:
        through = await newsroom.call(newsroom.archive.find_last_document, newsroom.workspace)
        digest = await newsroom.call(newsroom.preview_digest, due.subscription)
        sent = PreparedDigest(through_document=through, shown=tuple(fingerprints(digest)))
        if digest.is_empty and not due.subscription.says_quiet:
            return await _finish(newsroom, run, RunState.SKIPPED, detail="nothing new", sent=sent)
        message = await _send(newsroom, sender, due, run, digest, sent)
    except UncertainDeliveryError as error:
        log.warning("digest on %s: %s It is asked for in %s.", about, error, LEASE)
        return replace(run, detail=str(error))
    except DatelineError as error:
        log.error("digest on %s failed: %s", about, error)
        return await _finish(newsroom, run, RunState.FAILED, detail=str(error))
    except Exception as error:
        log.exception("digest on %s failed", about)
        return await _finish(newsroom, run, RunState.FAILED, detail=type(error).__name__)
    return await _finish(newsroom, run, RunState.DELIVERED, message=message, sent=sent)


async def _send(
    newsroom: Newsroom,
    sender: Sender,
    due: DueRun,
    run: DigestRun,
    digest: Digest,
    sent: PreparedDigest,
) -> str:
    """Send, trying again where the sender says that this can help.

    Before each attempt it is kept what is sent, and made sure that the run is still ours.
    """
    claimed_at = run.claimed_at or newsroom.now()
    for left in reversed(range(_ATTEMPTS)):
        now = newsroom.now()
        if run.state is RunState.CLAIMED and not await newsroom.call(
            newsroom.archive.prepare_run, run.id, claimed_at=claimed_at, prepared=sent, now=now
        ):
            raise UncertainDeliveryError("Another process has taken this digest over.")
        claimed_at = now
        try:
            async with asyncio.timeout(ATTEMPT_SECONDS):
                return await sender.send_digest(
                    due.subscription, digest, scheduled_for=run.scheduled_for
                )
        except TemporaryDeliveryError as error:
            if not left:
                raise
            await asyncio.sleep(RETRY_SECONDS if error.retry_after is None else error.retry_after)
        except TimeoutError as error:
            raise UncertainDeliveryError("Sending took too long.") from error
    raise AssertionError("the last attempt returns or raises")


async def _finish(
    newsroom: Newsroom,
    run: DigestRun,
    state: RunState,
    *,
    detail: str = "",
    message: str = "",
    sent: PreparedDigest | None = None,
) -> DigestRun:
    await newsroom.call(
        newsroom.archive.finish_run,
        run.id,
        state,
        detail=detail,
        message=message,
        through_document=sent.through_document if sent else None,
        shown=sent.shown if sent else (),
        now=newsroom.now(),
    )
    return replace(run, state=state, detail=detail, message=message, prepared=None)


def _grace(newsroom: Newsroom) -> timedelta:
    return timedelta(minutes=newsroom.settings.digest_grace_minutes)


def _when(run: DigestRun) -> str:
    return run.scheduled_for.isoformat()


async def send_again(newsroom: Newsroom, sender: Sender, run_id: int) -> DigestRun:
    """Carry out a failed or skipped run once more, whatever the hour.

    Raises:
        NotFoundError: no such run, or its subscription is gone.
        InputError: the run was delivered, or it may still be.
    """
    runs = await newsroom.call(newsroom.archive.find_runs)
    run = next((run for run in runs if run.id == run_id), None)
    if run is None:
        raise NotFoundError(f"There is no digest run {run_id}.")
    if run.state is RunState.DELIVERED:
        raise InputError(f"Digest run {run_id} was delivered; it is not sent twice.")
    if run.state is RunState.CLAIMED:
        raise InputError(
            f"Digest run {run_id} is at work or was interrupted; `dateline digest run` finds out"
            f" how it ended, {LEASE.seconds // 60} minutes after the last sign of life."
        )
    subscriptions = await newsroom.call(newsroom.following)
    wanted = [each for each in subscriptions if each.id == run.subscription_id]
    if not wanted:
        raise NotFoundError(f"The subscription of digest run {run_id} was removed.")
    due = DueRun(subscription=wanted[0], scheduled_for=run.scheduled_for, decision=Due.SEND)
    return await _carry_out(newsroom, sender, due, run)


async def run_digests_forever(newsroom: Newsroom, sender: Sender, stop: asyncio.Event) -> None:
    """Carry out due digests until ``stop`` is set."""
    while not stop.is_set():
        for look in (settle_interrupted_runs, run_due_digests):
            try:
                await look(newsroom, sender)
            except Exception:
                log.exception("looking for due digests failed; next try in %s s", TICK_SECONDS)
        try:
            await asyncio.wait_for(stop.wait(), TICK_SECONDS)
        except TimeoutError:
            continue
