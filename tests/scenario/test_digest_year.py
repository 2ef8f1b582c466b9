"""A year of digests in forty time zones, with the process killed at every step."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any, ClassVar, ParamSpec, TypeVar

import pytest
from time_zones import ZONES
from unit.handlers.samples import brief, quotation
from unit.handlers.samples import digest as made_digest

from bot.config import load_settings
from bot.errors import PermanentDeliveryError, TemporaryDeliveryError, UncertainDeliveryError
from bot.newsroom import Newsroom
from bot.records import DigestRun, Rhythm, RunState, Subscription
from bot.results import Digest
from bot.schedule import (
    LEASE,
    run_due_digests,
    scheduled_between,
    settle_interrupted_runs,
)
from bot.store.archive import SqlArchive, open_archive

P = ParamSpec("P")
T = TypeVar("T")

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR_END = datetime(2027, 1, 1, tzinfo=UTC)
GRACE = timedelta(hours=2)
DIGEST = made_digest(brief(quotations=(quotation(),)))
STEPS = ("before claim", "after claim", "before post", "after post", "after record")
#: Sundays are the days on which most clocks change.
RHYTHMS = (
    Rhythm.DAILY,
    Rhythm.SUNDAYS,
    Rhythm.SATURDAYS,
    Rhythm.WEEKDAYS,
    Rhythm.SUNDAYS,
    Rhythm.DAILY,
    Rhythm.MONDAYS,
    Rhythm.SUNDAYS,
    Rhythm.FRIDAYS,
    Rhythm.SUNDAYS,
    Rhythm.THURSDAYS,
    Rhythm.TUESDAYS,
    Rhythm.WEDNESDAYS,
)
HOURS = (time(8), time(2, 30), time(1, 30), time(0), time(17, 45), time(3))


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


@dataclass
class Fate:
    """What goes wrong, by a die that always falls the same way."""

    die: random.Random = field(default_factory=lambda: random.Random(2026))  # noqa: S311
    now: datetime = START
    is_dead: bool = False
    kills: Counter[str] = field(default_factory=Counter)

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.now

    def pass_by(self, step: str) -> None:
        """Let the process be killed here, or find that it is dead already."""
        if not self.is_dead and self.die.random() < 0.01:
            self.is_dead = True
            self.kills[step] += 1
        if self.is_dead:
            raise Killed(step)

    def strikes(self, share: float) -> bool:
        """Tell whether something happens this time."""
        return self.die.random() < share


class FragileArchive(SqlArchive):
    """The real archive of a process that can be killed before and after each step."""

    fate: Fate

    def claim_run(
        self, subscription_id: int, scheduled_for: datetime, now: datetime
    ) -> DigestRun | None:
        """Claim, unless killed before; killed after, the claim stands."""
        self.fate.pass_by("before claim")
        run = super().claim_run(subscription_id, scheduled_for, now)
        self.fate.pass_by("after claim")
        return run

    def finish_run(self, run_id: int, state: RunState, **how: Any) -> None:
        """Record, unless dead; killed after, the record stands."""
        if self.fate.is_dead:
            raise Killed
        super().finish_run(run_id, state, **how)
        self.fate.pass_by("after record")


class DirectNewsroom(Newsroom):
    """A newsroom without threads, in which there is always the same news."""

    _orders: ClassVar[list[Subscription]] = []

    async def call(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run the method here."""
        return function(*args, **kwargs)

    def following(
        self, *, workspace: str | None = None, destination: str | None = None
    ) -> list[Subscription]:
        """Return the orders, which nobody changes in this year."""
        if len(self._orders) < len(ZONES):
            self._orders = super().following()
        return self._orders

    def preview_digest(self, subscription: Subscription) -> Digest:
        """Return one line; what is in a digest is tested elsewhere."""
        return DIGEST


@dataclass
class FragileChannel:
    """A channel that keeps what it is sent, whoever dies, and cannot always be asked."""

    fate: Fate
    posts: Counter[tuple[int, datetime]] = field(default_factory=Counter)
    late: list[timedelta] = field(default_factory=list)
    mute: bool = False

    def takes(self, subscription: Subscription) -> bool:
        """Take all."""
        return True

    async def send_digest(
        self, subscription: Subscription, digest: Digest, *, scheduled_for: datetime
    ) -> str:
        """Keep a post; sometimes refuse, or lose the answer on one side or the other."""
        self.fate.pass_by("before post")
        if self.fate.strikes(0.01):
            raise TemporaryDeliveryError("busy", retry_after=0.0)
        if self.fate.strikes(0.005):
            raise UncertainDeliveryError("lost before it came")
        self.posts[subscription.id, scheduled_for] += 1
        self.late.append(self.fate.now - scheduled_for)
        self.fate.pass_by("after post")
        if self.fate.strikes(0.005):
            raise UncertainDeliveryError("lost after it came")
        return f"{subscription.id}:{scheduled_for.isoformat()}"

    async def find_delivered(
        self, subscription: Subscription, scheduled_for: datetime, *, until: datetime
    ) -> str | None:
        """Tell whether it is there; sometimes the question is not answered."""
        if self.fate.strikes(0.1):
            raise TemporaryDeliveryError("busy")
        if self.mute:
            raise PermanentDeliveryError("missing_scope")
        posted = self.posts[subscription.id, scheduled_for]
        return f"{subscription.id}:{scheduled_for.isoformat()}" if posted else None


def open_fragile(file: Path, fate: Fate) -> DirectNewsroom:
    """Return a newsroom on the archive, as a process that has just started opens it."""
    settings = load_settings(database_url=f"sqlite:///{file}")
    archive = open_archive(settings.database_url)
    archive.__class__ = FragileArchive
    assert isinstance(archive, FragileArchive)
    archive.fate = fate
    return DirectNewsroom(settings, archive=archive, now=fate, workspace="local")


def live_through(newsroom: DirectNewsroom, channel: FragileChannel, until: datetime) -> None:
    """Look at the clock at odd times; where the process is killed, start it again later."""
    fate = channel.fate

    async def look() -> None:
        await settle_interrupted_runs(newsroom, channel)
        await run_due_digests(newsroom, channel)

    async def live() -> None:
        while fate.now < until:
            try:
                await look()
            except Killed:
                fate.is_dead = False
                fate.now += timedelta(seconds=fate.die.randint(1, 3600))
                continue
            pause = timedelta(minutes=fate.die.randint(80, 118))
            fate.now += timedelta(days=2) if fate.strikes(0.001) else pause

    asyncio.run(live())


@pytest.mark.parametrize(
    ("mute", "end"),
    [(False, YEAR_END), (True, datetime(2026, 4, 1, tzinfo=UTC))],
    ids=["a year", "three months of a channel that cannot be asked"],
)
def test_each_due_digest_is_posted_once_or_reported(
    tmp_path: Path, mute: bool, end: datetime
) -> None:
    """Killed at every step, hundreds of times: none is posted twice, none is lost unseen."""
    fate = Fate()
    newsroom, channel = open_fragile(tmp_path / "year.db", fate), FragileChannel(fate, mute=mute)
    orders = [
        newsroom.follow(
            workspace="local",
            destination=f"C{number % 25}",
            topic=f"topic {number}",
            at=HOURS[number % len(HOURS)],
            time_zone=zone,
            rhythm=RHYTHMS[number % len(RHYTHMS)],
        )
        for number, zone in enumerate(ZONES)
    ]
    live_through(newsroom, channel, end)
    fate.now = max(fate.now, end) + LEASE + timedelta(days=1)
    settle_what_is_left(newsroom, channel)

    due = {(o.id, moment) for o in orders for moment in scheduled_between(o, START, end)}
    runs = {(run.subscription_id, run.scheduled_for): run for run in all_runs(newsroom, orders)}
    assert due <= runs.keys()
    assert {step: fate.kills[step] >= 3 for step in STEPS} == dict.fromkeys(STEPS, True)
    assert max(channel.late) <= GRACE
    assert max(channel.posts.values()) == 1
    states = Counter(runs[each].state for each in due)
    for each in due:
        state, posted = runs[each].state, channel.posts[each]
        assert (state is RunState.DELIVERED) <= (posted == 1), each
        assert (state is RunState.SKIPPED) <= (posted == 0), each
        assert state is not RunState.CLAIMED
        if not mute:
            assert state is not RunState.FAILED
    assert states[RunState.DELIVERED] > 0.85 * len(due)
    assert bool(states[RunState.FAILED]) == mute
    newsroom.close()


def settle_what_is_left(newsroom: DirectNewsroom, channel: FragileChannel) -> None:
    """Look until no instant and no run is left open."""

    async def look() -> None:
        await run_due_digests(newsroom, channel)
        await settle_interrupted_runs(newsroom, channel)

    is_left = True
    while is_left:
        channel.fate.now += 2 * LEASE
        try:
            asyncio.run(look())
            is_left = bool(newsroom.archive.find_runs(state=RunState.CLAIMED))
        except Killed:
            channel.fate.is_dead = False


def all_runs(newsroom: DirectNewsroom, orders: list[Subscription]) -> list[DigestRun]:
    """Return the runs of each order."""
    find = newsroom.archive.find_runs
    return [run for order in orders for run in find(subscription_id=order.id)]
