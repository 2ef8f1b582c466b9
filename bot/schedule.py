"""Which digest runs are due, and the loop that claims, sends and records them.

A run is claimed by its unique key (subscription, scheduled instant) before anything is sent, so
that two processes never post the same digest. What a crash leaves ``claimed`` is marked failed and
logged at the next start: it may have been posted, and a digest is never posted twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.briefing.digest import fingerprints
from bot.errors import DatelineError, InputError, NotFoundError, TemporaryDeliveryError
from bot.newsroom import Newsroom
from bot.ports import Sender
from bot.records import DigestRun, RunState, Subscription
from bot.results import Digest

log = logging.getLogger(__name__)

#: How often the loop looks at the clock, in seconds.
TICK_SECONDS = 20.0
#: How long after a refusal that may pass a digest is tried again, in seconds.
RETRY_SECONDS = 60.0
_ATTEMPTS = 3


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


def scheduled_on(subscription: Subscription, day: datetime) -> datetime:
    """Return the UTC instant of the subscription's hour on the local day of ``day``.

    An hour that daylight saving skips is moved on by the gap; one that comes twice is the first.
    """
    local = day.astimezone(ZoneInfo(subscription.time_zone))
    return datetime.combine(local.date(), subscription.at, local.tzinfo).astimezone(UTC)


def find_due(
    subscriptions: Sequence[Subscription],
    runs: Sequence[DigestRun],
    now: datetime,
    grace: timedelta,
) -> list[DueRun]:
    """Return the latest due instant of each subscription that no run has taken yet.

    Args:
        runs: known runs of these subscriptions, any state.
        grace: how late a digest may still be posted.
    """
    taken = {(run.subscription_id, run.scheduled_for) for run in runs}
    due: list[DueRun] = []
    for subscription in subscriptions:
        moment = scheduled_on(subscription, now)
        if moment > now:
            moment = scheduled_on(subscription, now - timedelta(days=1))
        if moment <= subscription.created_at or (subscription.id, moment) in taken:
            continue
        decision = Due.SEND if now - moment <= grace else Due.TOO_LATE
        due.append(DueRun(subscription=subscription, scheduled_for=moment, decision=decision))
    return due


def next_run(subscription: Subscription, now: datetime) -> datetime:
    """Return the next instant (UTC) at which the subscription is due."""
    moment = scheduled_on(subscription, now)
    if moment <= now:
        moment = scheduled_on(subscription, now + timedelta(days=1))
    return moment


async def run_due_digests(newsroom: Newsroom, sender: Sender) -> list[DigestRun]:
    """Claim and carry out every due run whose destination the sender takes; return how each ended.

    A failure of one run is recorded and logged once; it never stops the others.
    """
    archive, now = newsroom.archive, newsroom.now()
    grace = timedelta(minutes=newsroom.settings.digest_grace_minutes)
    subscriptions = [each for each in await newsroom.call(newsroom.following) if sender.takes(each)]
    runs = await newsroom.call(archive.find_runs)
    claimed: list[tuple[DueRun, DigestRun]] = []
    for due in find_due(subscriptions, runs, now, grace):
        run = await newsroom.call(archive.claim_run, due.subscription.id, due.scheduled_for, now)
        if run is not None:
            claimed.append((due, run))
    return await asyncio.gather(*(_carry_out(newsroom, sender, due, run) for due, run in claimed))


async def _carry_out(newsroom: Newsroom, sender: Sender, due: DueRun, run: DigestRun) -> DigestRun:
    if due.decision is Due.TOO_LATE:
        detail = f"more than {newsroom.settings.digest_grace_minutes} minutes late"
        log.warning(
            "digest on %s was due at %s: %s, not posted",
            due.subscription.topic,
            due.scheduled_for.isoformat(),
            detail,
        )
        return await _finish(newsroom, run, RunState.SKIPPED, detail=detail)
    try:
        through = await newsroom.call(newsroom.archive.find_last_document, newsroom.workspace)
        digest = await newsroom.call(newsroom.preview_digest, due.subscription)
        if digest.is_empty:
            return await _finish(
                newsroom, run, RunState.SKIPPED, detail="nothing new", through=through
            )
        message = await _send(sender, due.subscription, digest)
    except DatelineError as error:
        log.error("digest on %s failed: %s", due.subscription.topic, error)
        return await _finish(newsroom, run, RunState.FAILED, detail=str(error))
    except Exception as error:
        log.exception("digest on %s failed", due.subscription.topic)
        return await _finish(newsroom, run, RunState.FAILED, detail=type(error).__name__)
    return await _finish(
        newsroom, run, RunState.DELIVERED, message=message, through=through, digest=digest
    )


async def _send(sender: Sender, subscription: Subscription, digest: Digest) -> str:
    """Send, trying again where the sender says that this can help."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return await sender.send_digest(subscription, digest)
        except TemporaryDeliveryError as error:
            await asyncio.sleep(RETRY_SECONDS if error.retry_after is None else error.retry_after)
    return await sender.send_digest(subscription, digest)


async def _finish(
    newsroom: Newsroom,
    run: DigestRun,
    state: RunState,
    *,
    detail: str = "",
    message: str = "",
    through: int | None = None,
    digest: Digest | None = None,
) -> DigestRun:
    await newsroom.call(
        newsroom.archive.finish_run,
        run.id,
        state,
        detail=detail,
        message=message,
        through_document=through,
        shown=fingerprints(digest) if digest else (),
        now=newsroom.now(),
    )
    return DigestRun(
        id=run.id,
        subscription_id=run.subscription_id,
        scheduled_for=run.scheduled_for,
        state=state,
        detail=detail,
        message=message,
    )


async def send_again(newsroom: Newsroom, sender: Sender, run_id: int) -> DigestRun:
    """Carry out a failed or interrupted run once more, whatever the hour.

    Raises:
        NotFoundError: no such run, or its subscription is gone.
        InputError: the run was delivered.
    """
    runs = await newsroom.call(newsroom.archive.find_runs)
    run = next((run for run in runs if run.id == run_id), None)
    if run is None:
        raise NotFoundError(f"There is no digest run {run_id}.")
    if run.state is RunState.DELIVERED:
        raise InputError(f"Digest run {run_id} was delivered; it is not sent twice.")
    subscriptions = await newsroom.call(newsroom.following)
    wanted = [each for each in subscriptions if each.id == run.subscription_id]
    if not wanted:
        raise NotFoundError(f"The subscription of digest run {run_id} was removed.")
    due = DueRun(subscription=wanted[0], scheduled_for=run.scheduled_for, decision=Due.SEND)
    return await _carry_out(newsroom, sender, due, run)


def report_interrupted_runs(newsroom: Newsroom) -> list[DigestRun]:
    """Mark runs that a crash left claimed as failed, and log each; call once at start."""
    interrupted = newsroom.archive.find_runs(state=RunState.CLAIMED)
    for run in interrupted:
        log.error(
            "the digest due at %s was interrupted and may or may not have been posted;"
            " `dateline digest run --again %d` sends it once more",
            run.scheduled_for.isoformat(),
            run.id,
        )
        newsroom.archive.finish_run(
            run.id, RunState.FAILED, detail="interrupted", now=newsroom.now()
        )
    return interrupted


async def run_digests_forever(newsroom: Newsroom, sender: Sender, stop: asyncio.Event) -> None:
    """Carry out due digests until ``stop`` is set."""
    await newsroom.call(report_interrupted_runs, newsroom)
    while not stop.is_set():
        try:
            await run_due_digests(newsroom, sender)
        except Exception:
            log.exception("looking for due digests failed; next try in %s s", TICK_SECONDS)
        try:
            await asyncio.wait_for(stop.wait(), TICK_SECONDS)
        except TimeoutError:
            continue
