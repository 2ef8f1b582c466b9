"""Digests on a real archive: due once, only what is new, nothing sent twice or lost unseen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.errors import (
    InputError,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)
from bot.newsroom import Newsroom, make_newsroom
from bot.records import DigestRun, RawDocument, RunState, Subscription
from bot.results import Digest
from bot.schedule import report_interrupted_runs, run_due_digests, send_again

MORNING = datetime(2031, 5, 5, 6, 0, tzinfo=UTC)  # 08:00 in Oslo


@dataclass
class FakeSender:
    """Keeps what it is sent; refuses first where told to."""

    refusals: list[Exception] = field(default_factory=list)
    sent: list[tuple[str, Digest]] = field(default_factory=list)

    def takes(self, subscription: Subscription) -> bool:
        """Take what goes to channels."""
        return subscription.destination.startswith("C")

    async def send_digest(self, subscription: Subscription, digest: Digest) -> str:
        """Take a digest, or raise the next refusal."""
        if self.refusals:
            raise self.refusals.pop(0)
        self.sent.append((subscription.destination, digest))
        return f"message {len(self.sent)}"


@dataclass
class FixedClock:
    """A clock that a test sets."""

    now: datetime = MORNING - timedelta(days=1)

    def __call__(self) -> datetime:
        """Return the instant it is set to."""
        return self.now


@pytest.fixture
def clock() -> FixedClock:
    """Return a clock that stands a day before the first digest."""
    return FixedClock()


@pytest.fixture
def newsroom(tmp_path: Path, clock: FixedClock) -> Iterator[Newsroom]:
    """Return a newsroom on a real archive."""
    settings = load_settings(database_url=f"sqlite:///{tmp_path / 'archive.db'}")
    opened = make_newsroom(settings, now=clock)
    yield opened
    opened.close()


def story(number: int, words: str) -> RawDocument:
    """Return a short story in which NATO is spoken about."""
    return RawDocument(
        external_id=f"story-{number}",
        title=f"Harbour talks, part {number}",
        text=f"“{words},” Ingrid Solheim, the minister, said of NATO on Friday.",
        outlet=f"Courier {number}",
        published=date(2031, 5, 4),
    )


def follow(newsroom: Newsroom, destination: str = "C1") -> Subscription:
    """Order the digest on NATO at eight in Oslo."""
    return newsroom.follow(
        workspace=newsroom.workspace,
        destination=destination,
        topic="nato",
        at=time(8),
        time_zone="Europe/Oslo",
    )


def run(newsroom: Newsroom, sender: FakeSender) -> list[DigestRun]:
    """Carry out what is due."""
    return asyncio.run(run_due_digests(newsroom, sender))


def words_of(digest: Digest) -> list[str]:
    """Return the quoted words of a digest."""
    return [line.text for line in digest.brief.quotations]


FIRST = "NATO keeps our harbour safe in hard times like these"
SECOND = "NATO must never pay for the bridge over the northern sound"


def test_due_once_and_only_what_is_new(newsroom: Newsroom, clock: FixedClock) -> None:
    """A digest goes out once at its hour; the next one holds only what came since."""
    newsroom.add([story(1, FIRST)])
    follow(newsroom)
    sender = FakeSender()
    assert run(newsroom, sender) == []
    clock.now = MORNING
    assert [each.state for each in run(newsroom, sender)] == [RunState.DELIVERED]
    assert run(newsroom, sender) == []
    newsroom.add([story(2, SECOND), story(3, FIRST)])
    clock.now += timedelta(days=1)
    run(newsroom, sender)
    assert [words_of(digest) for _, digest in sender.sent] == [[f"{FIRST},"], [f"{SECOND},"]]


def test_quiet_day_is_silent(newsroom: Newsroom, clock: FixedClock) -> None:
    """With nothing new nothing is sent, and the run says so."""
    follow(newsroom)
    clock.now = MORNING
    (ended,) = run(newsroom, FakeSender())
    assert (ended.state, ended.detail) == (RunState.SKIPPED, "nothing new")


def test_late_is_reported_not_posted(newsroom: Newsroom, clock: FixedClock) -> None:
    """A digest that is hours late is recorded as skipped; its lines come with the next one."""
    newsroom.add([story(1, FIRST)])
    follow(newsroom)
    clock.now = MORNING + timedelta(hours=5)
    sender = FakeSender()
    (ended,) = run(newsroom, sender)
    assert (ended.state, sender.sent) == (RunState.SKIPPED, [])
    clock.now = MORNING + timedelta(days=1)
    run(newsroom, sender)
    assert words_of(sender.sent[0][1]) == [f"{FIRST},"]


def test_passing_refusal_is_tried_again(newsroom: Newsroom, clock: FixedClock) -> None:
    """A refusal that may pass is tried again, and the digest arrives once."""
    newsroom.add([story(1, FIRST)])
    follow(newsroom)
    clock.now = MORNING
    sender = FakeSender(refusals=[TemporaryDeliveryError("busy", retry_after=0.0)] * 2)
    assert [each.state for each in run(newsroom, sender)] == [RunState.DELIVERED]
    assert len(sender.sent) == 1


@pytest.mark.parametrize(
    "refusal", [PermanentDeliveryError("archived"), UncertainDeliveryError("broke off")]
)
def test_final_refusal_is_recorded(
    newsroom: Newsroom, clock: FixedClock, refusal: Exception
) -> None:
    """A refusal that stays, or that may hide a posted message, is recorded and not tried again."""
    newsroom.add([story(1, FIRST)])
    follow(newsroom)
    clock.now = MORNING
    sender = FakeSender(refusals=[refusal])
    (ended,) = run(newsroom, sender)
    assert (ended.state, ended.detail) == (RunState.FAILED, str(refusal))
    assert run(newsroom, sender) == []
    assert sender.sent == []


def test_one_failure_does_not_stop_the_others(newsroom: Newsroom, clock: FixedClock) -> None:
    """Each channel gets its digest whatever happens to another."""
    newsroom.add([story(1, FIRST)])
    for destination in ("C1", "C2"):
        follow(newsroom, destination)
    clock.now = MORNING
    sender = FakeSender(refusals=[RuntimeError("a bug")])
    states = sorted(each.state for each in run(newsroom, sender))
    assert states == [RunState.DELIVERED, RunState.FAILED]


def test_interrupted_run_is_reported_and_can_be_sent_again(
    newsroom: Newsroom, clock: FixedClock
) -> None:
    """A run that a crash left claimed is reported at start, and sent again only if asked."""
    newsroom.add([story(1, FIRST)])
    subscription = follow(newsroom)
    clock.now = MORNING
    claimed = newsroom.archive.claim_run(subscription.id, MORNING, MORNING)
    assert claimed is not None
    assert [each.id for each in report_interrupted_runs(newsroom)] == [claimed.id]
    sender = FakeSender()
    assert run(newsroom, sender) == []
    asyncio.run(send_again(newsroom, sender, claimed.id))
    assert len(sender.sent) == 1
    with pytest.raises(InputError, match="was delivered"):
        asyncio.run(send_again(newsroom, sender, claimed.id))
    assert len(sender.sent) == 1


def test_orders_of_others_are_left_alone(newsroom: Newsroom, clock: FixedClock) -> None:
    """A run that this sender does not take stays unclaimed for the one that does."""
    newsroom.add([story(1, FIRST)])
    follow(newsroom, "terminal")
    clock.now = MORNING
    assert run(newsroom, FakeSender()) == []
    assert newsroom.archive.find_runs() == []


def test_preview_records_nothing(newsroom: Newsroom, clock: FixedClock) -> None:
    """Looking at a digest does not use up what is new."""
    newsroom.add([story(1, FIRST)])
    subscription = follow(newsroom)
    previews = [newsroom.preview_digest(subscription) for _ in range(2)]
    assert [words_of(each) for each in previews] == [[f"{FIRST},"]] * 2
