"""Digests on a real archive: due once, only what is new, nothing sent twice or lost unseen."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
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
from bot.records import (
    DigestRun,
    FollowKind,
    RawDocument,
    Rhythm,
    RunState,
    Subscription,
)
from bot.results import Digest
from bot.schedule import LEASE, run_due_digests, send_again, settle_interrupted_runs

MORNING = datetime(2031, 5, 5, 6, 0, tzinfo=UTC)  # 08:00 in Oslo


@dataclass
class FakeSender:
    """Keeps what it is sent; refuses first where told to."""

    refusals: list[Exception] = field(default_factory=list)
    sent: list[tuple[str, Digest]] = field(default_factory=list)
    #: What stands in the channel, by order and instant; an exception is what a question meets.
    stands: dict[tuple[int, datetime], str] = field(default_factory=dict)
    silence: Exception | None = None
    asked: int = 0

    def takes(self, subscription: Subscription) -> bool:
        """Take what goes to channels."""
        return subscription.destination.startswith("C")

    async def send_digest(
        self, subscription: Subscription, digest: Digest, *, scheduled_for: datetime
    ) -> str:
        """Take a digest, or raise the next refusal."""
        if self.refusals:
            raise self.refusals.pop(0)
        self.sent.append((subscription.destination, digest))
        return f"message {len(self.sent)}"

    async def find_delivered(
        self, subscription: Subscription, scheduled_for: datetime, *, until: datetime
    ) -> str | None:
        """Tell what stands there, or raise."""
        self.asked += 1
        if self.silence is not None:
            raise self.silence
        return self.stands.get((subscription.id, scheduled_for))


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


def test_final_refusal_is_recorded(newsroom: Newsroom, clock: FixedClock) -> None:
    """A refusal that only a person can mend is recorded and not tried again."""
    newsroom.add([story(1, FIRST)])
    follow(newsroom)
    clock.now = MORNING
    sender = FakeSender(refusals=[PermanentDeliveryError("archived")])
    (ended,) = run(newsroom, sender)
    assert (ended.state, ended.detail) == (RunState.FAILED, "archived")
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


def settle(newsroom: Newsroom, sender: FakeSender) -> list[DigestRun]:
    """Find out about interrupted runs."""
    return asyncio.run(settle_interrupted_runs(newsroom, sender))


def lost(newsroom: Newsroom, clock: FixedClock) -> tuple[Subscription, FakeSender]:
    """Send a digest whose answer gets lost, and let the lease run out."""
    newsroom.add([story(1, FIRST)])
    subscription = follow(newsroom)
    clock.now = MORNING
    sender = FakeSender(refusals=[UncertainDeliveryError("broke off")])
    (left,) = run(newsroom, sender)
    assert left.state is RunState.CLAIMED
    assert run(newsroom, sender) == settle(newsroom, sender) == []
    clock.now += LEASE
    return subscription, sender


def test_lost_answer_of_a_posted_digest_is_found(newsroom: Newsroom, clock: FixedClock) -> None:
    """It is recorded as delivered with all that it showed, so that no line comes again."""
    subscription, sender = lost(newsroom, clock)
    sender.stands[subscription.id, MORNING] = "message 7"
    (found,) = settle(newsroom, sender)
    assert (found.state, found.message) == (RunState.DELIVERED, "message 7")
    assert sender.sent == settle(newsroom, sender) == []
    newsroom.add([story(2, SECOND), story(3, FIRST)])
    clock.now = MORNING + timedelta(days=1)
    run(newsroom, sender)
    assert [words_of(digest) for _, digest in sender.sent] == [[f"{SECOND},"]]


def test_lost_digest_that_was_not_posted_is_sent(newsroom: Newsroom, clock: FixedClock) -> None:
    """Where the channel surely does not have it, it comes now, and once."""
    _, sender = lost(newsroom, clock)
    assert [each.state for each in settle(newsroom, sender)] == [RunState.DELIVERED]
    assert settle(newsroom, sender) == run(newsroom, sender) == []
    assert len(sender.sent) == 1


def test_lost_digest_is_not_posted_at_midnight(newsroom: Newsroom, clock: FixedClock) -> None:
    """Found out too late, it is reported; its lines come with the next one."""
    _, sender = lost(newsroom, clock)
    clock.now = MORNING + timedelta(hours=9)
    (ended,) = settle(newsroom, sender)
    assert (ended.state, sender.sent) == (RunState.SKIPPED, [])
    clock.now = MORNING + timedelta(days=1)
    run(newsroom, sender)
    assert words_of(sender.sent[0][1]) == [f"{FIRST},"]


def test_digest_that_nobody_can_ask_about_is_reported_and_can_be_sent_by_hand(
    newsroom: Newsroom, clock: FixedClock
) -> None:
    """It is never sent twice by itself; a person's word sends it once more."""
    _, sender = lost(newsroom, clock)
    sender.silence = PermanentDeliveryError("missing_scope")
    (ended,) = settle(newsroom, sender)
    assert (ended.state, ended.detail) == (RunState.FAILED, "interrupted")
    assert settle(newsroom, sender) == run(newsroom, sender) == sender.sent == []
    asyncio.run(send_again(newsroom, sender, ended.id))
    assert len(sender.sent) == 1
    with pytest.raises(InputError, match="was delivered"):
        asyncio.run(send_again(newsroom, sender, ended.id))
    assert len(sender.sent) == 1


def test_channel_that_does_not_answer_now_is_asked_again(
    newsroom: Newsroom, clock: FixedClock
) -> None:
    """Nothing is decided until it answers, and nobody can force it meanwhile."""
    subscription, sender = lost(newsroom, clock)
    sender.silence = TemporaryDeliveryError("busy")
    (open_still,) = settle(newsroom, sender)
    assert open_still.state is RunState.CLAIMED
    with pytest.raises(InputError, match="finds out"):
        asyncio.run(send_again(newsroom, sender, open_still.id))
    sender.silence, sender.stands[subscription.id, MORNING] = None, "message 7"
    clock.now += LEASE
    assert [each.state for each in settle(newsroom, sender)] == [RunState.DELIVERED]
    assert (sender.asked, sender.sent) == (2, [])


def test_run_that_was_claimed_but_not_begun_needs_no_question(
    newsroom: Newsroom, clock: FixedClock
) -> None:
    """Nothing can have been posted before it was kept what is to be posted."""
    newsroom.add([story(1, FIRST)])
    subscription = follow(newsroom)
    clock.now = MORNING
    assert newsroom.archive.claim_run(subscription.id, MORNING, MORNING)
    sender = FakeSender()
    assert settle(newsroom, sender) == []
    clock.now += LEASE
    assert [each.state for each in settle(newsroom, sender)] == [RunState.DELIVERED]
    assert (sender.asked, len(sender.sent)) == (0, 1)


@dataclass
class SlowSender(FakeSender):
    """Does something else during its first attempt, which comes to nothing."""

    meanwhile: Callable[[], Awaitable[object]] | None = None

    async def send_digest(
        self, subscription: Subscription, digest: Digest, *, scheduled_for: datetime
    ) -> str:
        """Let the other thing happen and fail once; then send."""
        if self.meanwhile is not None:
            other, self.meanwhile = self.meanwhile, None
            await other()
            raise TemporaryDeliveryError("busy", retry_after=0.0)
        return await super().send_digest(subscription, digest, scheduled_for=scheduled_for)


def test_process_that_was_taken_for_dead_sends_no_more(
    newsroom: Newsroom, clock: FixedClock
) -> None:
    """Another one has taken its run over and sent it; the slow one finds that out in time."""
    newsroom.add([story(1, FIRST)])
    follow(newsroom)
    clock.now = MORNING
    quick = FakeSender()

    async def taken_over() -> None:
        clock.now += LEASE
        await settle_interrupted_runs(newsroom, quick)

    slow = SlowSender(meanwhile=taken_over)
    run(newsroom, slow)
    assert (len(quick.sent), len(slow.sent)) == (1, 0)
    assert [each.state for each in newsroom.archive.find_runs()] == [RunState.DELIVERED]


def test_quiet_day_can_be_told(newsroom: Newsroom, clock: FixedClock) -> None:
    """Where a channel wants it, a day without news is sent as an empty digest."""
    newsroom.follow(workspace="local", destination="C1", topic="nato", at=time(6), says_quiet=True)
    clock.now = MORNING
    sender = FakeSender()
    assert [each.state for each in run(newsroom, sender)] == [RunState.DELIVERED]
    assert [digest.is_empty for _, digest in sender.sent] == [True]


def preview(newsroom: Newsroom, kind: FollowKind, words: str) -> Digest:
    """Return the first digest of an order."""
    order = newsroom.follow(workspace="local", destination="C1", topic=words, kind=kind)
    return newsroom.preview_digest(order)


def spoken(newsroom: Newsroom) -> None:
    """Add texts in which Solheim speaks, and is spoken about."""
    newsroom.add(
        [
            story(1, FIRST),
            RawDocument(
                external_id="about",
                title="A minister under fire",
                text=(
                    "“Ingrid Solheim has no plan at all for the harbour,” said Jonas Berg, who runs"
                    " the Island Line. Norland opposes the interest rates of the bank. Rates of"
                    " interest matter to Norland."
                ),
                outlet="Island Wire",
                published=date(2031, 5, 4),
            ),
        ]
    )


def test_speaker_is_followed_where_she_speaks_not_where_she_is_named(newsroom: Newsroom) -> None:
    """What others say about her is theirs."""
    spoken(newsroom)
    digest = preview(newsroom, FollowKind.SPEAKER, "Solheim")
    assert words_of(digest) == [f"{FIRST},"]
    assert digest.topic == "Ingrid Solheim"
    assert digest.brief.timeline == ()
    named = preview(newsroom, FollowKind.TOPIC, "Solheim")
    assert any("no plan at all" in words for words in words_of(named))


def test_alert_when_she_speaks_is_bundled_by_the_hour(
    newsroom: Newsroom, clock: FixedClock
) -> None:
    """Two texts of one hour are one post, an hour without her words is none."""
    newsroom.follow(
        workspace="local",
        destination="C1",
        topic="Solheim",
        kind=FollowKind.SPEAKER,
        rhythm=Rhythm.HOURLY,
    )
    sender = FakeSender()
    clock.now += timedelta(minutes=30)
    newsroom.add([story(1, FIRST), story(2, SECOND)])
    assert run(newsroom, sender) == []
    clock.now += timedelta(minutes=30)
    assert [each.state for each in run(newsroom, sender)] == [RunState.DELIVERED]
    assert len(words_of(sender.sent[0][1])) == 2
    spoken_of = RawDocument(
        external_id="about",
        title="A minister under fire",
        text="“Ingrid Solheim has no plan at all for us,” said Jonas Berg, who runs a line.",
        published=date(2031, 5, 4),
    )
    newsroom.add([spoken_of])
    clock.now += timedelta(hours=1)
    assert [each.detail for each in run(newsroom, sender)] == ["nothing new"]
    assert len(sender.sent) == 1


def test_phrase_is_followed_by_its_very_words(newsroom: Newsroom) -> None:
    """Both words in another order, or only one of them, are not the phrase."""
    spoken(newsroom)
    digest = preview(newsroom, FollowKind.PHRASE, "Interest rates")
    lines = [line.text for line in digest.brief.positions]
    assert lines == ["Norland opposes the interest rates of the bank."]
    assert (words_of(digest), digest.topic) == ([], "“Interest rates”")
    assert preview(newsroom, FollowKind.PHRASE, "of interest matters").is_empty


def test_unfollowing_finds_the_right_one_of_several(newsroom: Newsroom) -> None:
    """The exact one where there is one, else the only one; it asks where several are left."""
    for kind in FollowKind:
        newsroom.follow(workspace="local", destination="C1", topic="Biden", kind=kind)
        newsroom.follow(workspace="local", destination="C2", topic="Biden", kind=kind)
    newsroom.unfollow(workspace="local", destination="C2", topic="biden")
    with pytest.raises(InputError, match='say which: speaker:Biden, "Biden"'):
        newsroom.unfollow(workspace="local", destination="C2", topic="biden")
    gone = newsroom.unfollow(workspace="local", destination="C1", topic="speaker:biden")
    assert gone.kind is FollowKind.SPEAKER
    gone = newsroom.unfollow(workspace="local", destination="C1", topic="biden")
    assert gone.kind is FollowKind.TOPIC
    gone = newsroom.unfollow(workspace="local", destination="C1", topic="biden")
    assert gone.kind is FollowKind.PHRASE


def test_paused_order_rests_and_goes_on(newsroom: Newsroom, clock: FixedClock) -> None:
    """Nothing is sent or reported for the week, and nothing of it is lost."""
    newsroom.add([story(1, FIRST)])
    subscription = follow(newsroom)
    clock.now = MORNING - timedelta(hours=1)
    newsroom.pause(subscription)
    sender = FakeSender()
    for _ in range(7):
        clock.now += timedelta(days=1)
        assert run(newsroom, sender) == []
    clock.now += timedelta(hours=1)
    assert [each.state for each in run(newsroom, sender)] == [RunState.DELIVERED]
    assert words_of(sender.sent[0][1]) == [f"{FIRST},"]


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
