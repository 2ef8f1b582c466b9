"""Feeds polled for hours of a clock that tests move on, from real sites into a real archive."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import web
from feed_files import NOW, SENTENCE, item, paragraphs, rss
from feed_sites import Handler, Site, Sites, guard_for, hang, running_sites, saying
from web_pages import web_page

from bot.errors import StoreError
from bot.ports import Archive
from bot.ports.feeds import FeedState, SeenEntry
from bot.reading.attempts import only_sentences
from bot.reading.feeds.loop import FeedDesk, poll_forever, poll_now, stored_in
from bot.reading.feeds.polling import Limits
from bot.reading.fetching.limits import Limits as FetchLimits
from bot.reading.pipeline import Intake, add_documents
from bot.records import EVERYONE, AddReport, RawDocument, SourceKind, SourceRef
from bot.store.archive import open_archive

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
#: Seconds of the tests' clock to one of ours, while a server does not answer: the guard gives up on
#: it after 40 of the one and 0.4 of the other.
_SCALE = 100


class Killed(BaseException):
    """The process is no more."""


class Desk:
    """A newsroom's desk for feeds, with notes of what happened when."""

    def __init__(self, archive: Archive, sites: Sites) -> None:
        self.archive, self.sites = archive, sites
        self.stop = asyncio.Event()
        self.end = NOW
        #: Polls begun and not ended.
        self.under_way: set[int] = set()
        self.hanging: set[int] = set()
        #: How late each poll began after it was due, by source.
        self.late: dict[int, list[timedelta]] = {}
        self.stored: Counter[str] = Counter()
        #: Raised instead of storing, once each.
        self.troubles: list[Exception] = []
        #: The same for listing feeds.
        self.list_troubles: list[Exception] = []

    # --- the archive as the loop sees it ---
    def list_feeds(self, workspace: str | None = None, *, active: bool = True) -> list[FeedState]:
        """List feeds."""
        if self.list_troubles:
            raise self.list_troubles.pop()
        return self.archive.list_feeds(workspace, active=active)

    def find_feed(self, source_id: int) -> FeedState | None:
        """Find a feed."""
        return self.archive.find_feed(source_id)

    def claim_feed(self, state: FeedState, until: datetime) -> bool:
        """Begin a poll, or give it back."""
        is_begun = self.archive.claim_feed(state, until)
        if is_begun and until > self.sites.clock.now():
            self.under_way.add(state.source_id)
            late = self.sites.clock.now() - state.next_due
            self.late.setdefault(state.source_id, []).append(late)
        return is_begun

    def load_seen(self, source_id: int) -> dict[str, SeenEntry]:
        """Return what was seen."""
        return self.archive.load_seen(source_id)

    def save_feed(
        self,
        state: FeedState,
        seen: Mapping[str, SeenEntry] | None = None,
        *,
        claimed_until: datetime | None = None,
    ) -> bool:
        """End a poll."""
        self.under_way.discard(state.source_id)
        return self.archive.save_feed(state, seen, claimed_until=claimed_until)

    def store(self, state: FeedState, documents: Sequence[RawDocument]) -> AddReport:
        """Store documents as an import does."""
        if self.troubles:
            self.under_way.discard(state.source_id)
            raise self.troubles.pop()
        self.stored.update(it.external_id for it in documents)
        intake = Intake(
            workspace=state.workspace,
            extract=lambda raw: only_sentences(raw.text),
            extracted_with="",
            added_by=state.added_by,
            audience=state.audience,
        )
        return add_documents(self.archive, documents, intake, now=self.sites.clock.now())

    # --- time ---
    async def sleep(self, seconds: float) -> None:
        """Let the clock go on once all polls have come to rest; while one hangs, with it."""
        # Threads take work in the order in which it comes: polls that were started have begun.
        await asyncio.to_thread(bool)
        while self.under_way - self.hanging:  # noqa: ASYNC110 - nothing else tells
            await asyncio.sleep(0.001)
        await asyncio.sleep(seconds / _SCALE if self.under_way else 0)
        self.sites.clock.pass_(seconds)
        if self.sites.clock.now() >= self.end:
            self.stop.set()

    # --- what tests do ---
    def add(self, site: Site) -> int:
        """Add a site's feed; return the id of the source."""
        source = self.archive.add_source(
            "local",
            SourceRef(SourceKind.FEED, f"http://{site.host}/rss"),
            added_by="U1",
            audience=EVERYONE,
            now=self.sites.clock.now(),
        )
        return source.id

    async def run(self, *, hours: float, **changes: object) -> None:
        """Poll for so many hours."""
        self.stop.clear()
        self.under_way.clear()
        self.end = self.sites.clock.now() + hours * HOUR
        async with self.open(**changes) as desk:
            await poll_forever(desk, self.stop)

    @asynccontextmanager
    async def open(self, **changes: object) -> AsyncIterator[FeedDesk]:
        """Return what the loop needs."""
        hosts = [host.partition(":")[0] for host in self.sites.sites]
        limits = FetchLimits(total=0.4, read=0.4, gap=0.0)
        async with guard_for(self.sites, hosts, limits) as guard:
            yield FeedDesk(
                guard=guard,
                archive=self,
                store=self.store,
                now=self.sites.clock.now,
                chance=lambda: 0.5,
                find_stored=stored_in(self.archive),
                sleep=self.sleep,
                **changes,  # type: ignore[arg-type]
            )

    def texts(self) -> dict[str, str]:
        """Return the stored documents' words by external id."""
        ids = range(1, self.archive.find_last_document("local") + 100_000)
        found = self.archive.get_documents("local", ids)
        return {it.card.external_id: it.text for it in found.values()}

    def state(self, source_id: int) -> FeedState:
        """Return where a feed stands."""
        states = self.archive.list_feeds(active=False)
        return next(it for it in states if it.source_id == source_id)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Return a desk without feeds."""
    archive = open_archive(f"sqlite:///{tmp_path / 'archive.db'}")
    async with running_sites() as sites:
        yield Desk(archive, sites)
    archive.close()


def ids_of(site: Site, until: datetime) -> set[str]:
    """Return the external ids of all that a site published until then."""
    entries = [number for number, moment in site.published() if moment <= until]
    return {f"http://{site.host}/rss#{site.host}-{number}" for number in entries}


def slow(site: Site) -> None:
    """Let a site take its time."""

    async def answer(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.05)
        return await site.serve_feed(request)

    site.answer = answer


def unsteady(site: Site) -> None:
    """Let every other answer of a site be an error."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if len(site.statuses) % 2:
            return web.Response(status=502)
        return await site.serve_feed(request)

    site.answer = answer


def noting_when(site: Site, moments: list[datetime]) -> Handler:
    """Let a site note the instant of each request."""

    async def answer(request: web.Request) -> web.StreamResponse:
        moments.append(site.clock.now())
        return await site.serve_feed(request)

    return answer


def move(site: Site, sites: Sites) -> None:
    """Let a site send everybody on to a new host, for good."""
    new = sites.add(f"new-{site.host.partition(':')[0]}", site.gap)
    new.answer = site.answer
    site.answer = saying("", status=301, Location=f"http://{new.host}/rss")


async def test_of_two_hundred_feeds_none_is_starved(desk: Desk) -> None:
    """However others behave, each sound feed is polled when it is due, and all it had is stored."""
    gaps = [10 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR]
    sound, failing = [], []
    for number in range(200):
        site = desk.sites.add(f"h{number}.example", gaps[number % 4])
        source_id = desk.add(site)
        match number:
            case number if number < 20:
                slow(site)
            case number if number < 35:
                site.answer = saying("", status=503)
            case number if number < 45:
                site.answer = saying("<rss><channel><item><title>&#x110000;")
            case number if number < 55:
                site.answer = hang
                desk.hanging.add(source_id)
            case number if number < 60:
                site.answer = saying("", status=410)
            case number if number < 70:
                move(site, desk.sites)
            case number if number < 80:
                unsteady(site)
        (failing if 20 <= number < 60 else sound).append((site, source_id))

    await desk.run(hours=1.5)

    stored = desk.texts()
    for site, source_id in sound:
        # What came in the last hour may wait for the next poll.
        assert ids_of(site, desk.end - HOUR) <= stored.keys(), site.host
        assert max(desk.late[source_id]) <= 2 * MINUTE, site.host
        assert len(desk.late[source_id]) >= 2, site.host
    for site, source_id in failing:
        state = desk.state(source_id)
        assert state.failing_since is not None
        assert len(desk.late[source_id]) <= 6, "a failing feed is asked ever less often"
        assert state.is_paused is (site.statuses == [410])
    assert set(desk.stored.values()) == {1}


async def test_a_feed_that_hangs_holds_up_no_other(desk: Desk) -> None:
    """Though there are more of them than are polled at a time."""
    for number in range(6):
        hanging = desk.sites.add(f"hang{number}.example")
        hanging.answer = hang
        desk.hanging.add(desk.add(hanging))
    site = desk.sites.add("post.example", 10 * MINUTE)
    desk.add(site)
    await desk.run(hours=3, at_once=3, limits=Limits(feed_seconds=0.1))
    assert ids_of(site, desk.end - HOUR) <= desk.texts().keys()


async def test_what_was_not_stored_is_read_again(desk: Desk) -> None:
    """A locked archive costs time, never a document."""
    source_id = desk.add(desk.sites.add("post.example", 30 * MINUTE))
    desk.troubles = [StoreError("The disk is full."), OSError("Odd.")]
    desk.list_troubles = [StoreError("The disk is full."), OSError("Odd.")]
    await desk.run(hours=1)
    (site,) = desk.sites.sites.values()
    assert ids_of(site, NOW) <= desk.texts().keys()
    assert site.statuses[:3] == [200, 200, 200]
    assert desk.state(source_id).failing_since is None


@pytest.mark.parametrize("moment", ["before", "after"])
async def test_a_poll_that_was_cut_off_loses_and_doubles_nothing(
    desk: Desk, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before its documents were stored, or before that was noted."""
    site = desk.sites.add("post.example")
    desk.add(site)

    def killed(*_: object, **__: object) -> bool:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(desk, "store" if moment == "before" else "save_feed", killed)
        async with desk.open() as broken:
            with pytest.raises(Killed):
                await poll_now(broken, desk.list_feeds())
    assert len(desk.texts()) == (0 if moment == "before" else 5)
    # Nobody else knows that the bot is dead; the claim runs out all the same.
    await desk.run(hours=0.2)
    assert site.statuses == [200]
    await desk.run(hours=3)
    assert len(desk.texts()) == desk.archive.measure_archive("local").documents >= 7
    assert ids_of(site, desk.end - HOUR) <= desk.texts().keys()


async def test_of_two_bots_on_one_archive_one_does_each_poll(desk: Desk, tmp_path: Path) -> None:
    """Though both find the same feeds due."""
    asked: dict[str, list[datetime]] = {}
    for number in range(8):
        site = desk.sites.add(f"h{number}.example")
        desk.add(site)
        site.answer = noting_when(site, asked.setdefault(site.host, []))
    archive = open_archive(f"sqlite:///{tmp_path / 'archive.db'}")
    other = Desk(archive, desk.sites)
    # Time stands still while either polls.
    other.under_way = desk.under_way
    await asyncio.gather(desk.run(hours=3), other.run(hours=3))
    archive.close()
    for moments in asked.values():
        pauses = [later - earlier for earlier, later in pairwise(moments)]
        assert len(pauses) >= 2
        assert min(pauses) > 5 * MINUTE
    assert set((desk.stored + other.stored).values()) == {1}


async def test_a_bot_that_was_too_slow_leaves_the_feed_to_the_next(desk: Desk) -> None:
    """Its claim ran out while it waited: it stores nothing and records nothing."""
    site = desk.sites.add("post.example")
    source_id = desk.add(site)

    async def answer(request: web.Request) -> web.StreamResponse:
        assert desk.archive.claim_feed(desk.state(source_id), NOW + HOUR)
        return await site.serve_feed(request)

    site.answer = answer
    async with desk.open() as opened:
        await poll_now(opened, desk.list_feeds())
    state = desk.state(source_id)
    assert (state.last_fetched, state.next_due) == (None, NOW + HOUR)
    assert desk.texts() == {}


async def test_what_somebody_else_polls_is_left_out_by_hand(desk: Desk) -> None:
    """The feeds were listed before the other one claimed."""
    for name in ("one", "two"):
        desk.add(desk.sites.add(f"{name}.example"))
    listed = desk.list_feeds()
    desk.archive.claim_feed(listed[0], NOW + HOUR)
    async with desk.open() as opened:
        (two,) = await poll_now(opened, listed)
    assert two.state.source_id == listed[1].source_id
    assert {key[7:10] for key in desk.texts()} == {"two"}


async def test_the_end_lets_what_is_being_stored_be_stored(desk: Desk) -> None:
    """What is being fetched is dropped; nobody waits for it."""
    desk.add(desk.sites.add("post.example"))
    hanging = desk.sites.add("hang.example")
    hanging.answer = hang
    desk.hanging.add(desk.add(hanging))
    plain = desk.store

    def store_and_stop(state: FeedState, documents: Sequence[RawDocument]) -> AddReport:
        loop.call_soon_threadsafe(desk.stop.set)
        return plain(state, documents)

    loop = asyncio.get_running_loop()
    desk.store = store_and_stop  # type: ignore[method-assign]
    await desk.run(hours=9)
    assert len(desk.texts()) == 5
    _, dropped = desk.archive.list_feeds()
    assert (dropped.last_fetched, dropped.next_due) == (None, NOW), "the next start polls it"


async def test_a_teaser_gives_way_to_its_article(desk: Desk) -> None:
    """The same document, with the words of the page as soon as these can be had."""
    site = desk.sites.add("post.example")
    desk.add(site)
    site.answer = saying(rss(item("/story", guid="17", summary=paragraphs(f"{SENTENCE}…"))))
    site.pages["/story"] = saying("", status=503)
    await desk.run(hours=0.2)
    assert list(desk.texts().values()) == [f"{SENTENCE}…"]
    site.pages["/story"] = saying(web_page())
    await desk.run(hours=2)
    (text,) = desk.texts().values()
    assert text.startswith("The harbour of Tornby")


async def test_an_article_in_two_feeds_is_one_document(desk: Desk) -> None:
    """Its page is asked for once."""
    post, world = (desk.sites.add(f"{name}.example") for name in ("post", "world"))
    story = f"http://{post.host}/story"
    feed = rss(item(story, guid=story, summary=paragraphs(f"{SENTENCE}…")))
    post.pages["/story"] = saying(web_page())
    for site in (post, world):
        site.answer = saying(feed)
        desk.add(site)
        await desk.run(hours=1)
    assert len(desk.texts()) == 1
    assert post.requests.count("/story") == 1


async def test_feeds_that_come_and_go_are_noticed(desk: Desk) -> None:
    """Added while the loop runs, or removed while being polled."""
    site, other = desk.sites.add("one.example"), desk.sites.add("two.example")
    first = desk.add(site)

    async def answer(request: web.Request) -> web.StreamResponse:
        desk.add(other)
        desk.archive.remove_source("local", first)
        desk.under_way.discard(first)
        return await site.serve_feed(request)

    site.answer = answer
    await desk.run(hours=0.5)
    assert [it.address[7:10] for it in desk.archive.list_feeds()] == ["two"]
    assert {key[7:10] for key in desk.texts()} == {"two"}


async def test_feeds_can_be_polled_by_hand(desk: Desk) -> None:
    """Due or not; the outcomes tell what became of each."""
    for name in ("one", "two"):
        desk.add(desk.sites.add(f"{name}.example"))
    desk.sites.sites[f"two.example:{desk.sites.port}"].answer = saying("", status=500)
    async with desk.open() as opened:
        for expected in (5, 0):
            one, two = await poll_now(opened, desk.list_feeds())
            assert len(one.documents) == expected
            assert two.state.last_error == "the site has an error of its own (status 500)"
    assert len(desk.texts()) == 5
    assert next(iter(desk.texts().values())).startswith("This is report 1 of one.example")
