"""Many links, lists of feeds, and all that is due: what the command line brings in at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from bot.errors import DatelineError, InputError
from bot.newsroom import Newsroom
from bot.reading.feeds.loop import poll_now
from bot.reading.feeds.opml import read_opml
from bot.reading.feeds.polling import PollOutcome
from bot.reading.formats.kinds import HEAD, Kind, tell_kind
from bot.reading.links import FeedFoundError, read_links
from bot.reading.paths import explain, read_paths
from bot.records import (
    EVERYONE,
    AddReport,
    Failure,
    RawDocument,
    Source,
    SourceKind,
    SourceRef,
    SourceState,
)
from bot.wire.desk import WireDesk, open_wire, site_of

#: Documents stored together while further links are fetched.
_BATCH = 16
_LINK_STARTS = ("http://", "https://", "feed:")


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """What somebody gave to be added, by what it is; each in the order given."""

    files: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    #: OPML.
    feed_lists: list[str] = field(default_factory=list)


def sort_given(items: Iterable[str]) -> Given:
    """Tell links and lists of feeds from files and folders."""
    given = Given()
    for item in items:
        if item.lower().startswith(_LINK_STARTS):
            given.links.append(item.removeprefix("feed://").removeprefix("feed:"))
        elif _is_feed_list(Path(item)):
            given.feed_lists.append(item)
        else:
            given.files.append(item)
    return given


def _is_feed_list(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return tell_kind(stream.read(HEAD), path.name).kind is Kind.OPML
    except OSError:
        return False


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """What became of links and lists, and which feeds are followed for them."""

    report: AddReport = field(default_factory=AddReport)
    feeds: tuple[Source, ...] = ()

    def __add__(self, other: Brought) -> Brought:
        """Return what became of both."""
        return Brought(report=self.report + other.report, feeds=self.feeds + other.feeds)


async def bring_in(
    newsroom: Newsroom,
    links: Sequence[str],
    *,
    added_by: str,
    on_progress: Callable[[int], None] = lambda done: None,
) -> Brought:
    """Store what links lead to, and follow those that are feeds.

    Args:
        newsroom: takes the documents.
        links: http and https.
        added_by: who adds them.
        on_progress: called with the number of links done.
    """
    async with open_wire(newsroom) as wire:
        bringing = _Bringing(wire, added_by, on_progress)
        await bringing.fetch(links)
        return Brought(report=bringing.report, feeds=tuple(bringing.feeds))


class _Bringing:
    """One run of ``bring_in``: what it has brought so far."""

    def __init__(self, wire: WireDesk, added_by: str, on_progress: Callable[[int], None]) -> None:
        self._wire = wire
        self._added_by = added_by
        self._on_progress = on_progress
        self.report = AddReport()
        self.feeds: list[Source] = []

    async def fetch(self, links: Sequence[str]) -> None:
        """Read the links, storing some together while others are fetched."""
        batch: list[RawDocument | Failure] = []
        done = 0
        async for item in read_links(self._wire.guard, links, read_file=self._wire.read_document):
            if isinstance(item, FeedFoundError):
                await self._follow(item.feed)
            elif isinstance(item, Failure):
                batch.append(item)
            else:
                batch.append(replace(item, source=site_of(item.url or item.origin)))
            done += 1
            if len(batch) >= _BATCH:
                await self._store(batch)
                batch = []
            self._on_progress(done)
        await self._store(batch)

    async def _store(self, batch: list[RawDocument | Failure]) -> None:
        newsroom = self._wire.newsroom
        self.report += await newsroom.call(newsroom.add, batch, added_by=self._added_by)

    async def _follow(self, address: str) -> None:
        try:
            source = await self._wire.follow(address, added_by=self._added_by, audience=EVERYONE)
        except DatelineError as error:
            self.report += AddReport(failed=(Failure(address, str(error)),))
        else:
            self.feeds.append(source)


def follow_list(newsroom: Newsroom, path: str, *, added_by: str) -> Brought:
    """Follow all feeds that a list names; they are read when they are polled."""
    try:
        listed = read_opml(Path(path).read_bytes())
    except (InputError, OSError) as error:
        why = explain(error) if isinstance(error, OSError) else str(error)
        return Brought(report=AddReport(failed=(Failure(path, why),)))
    feeds = [
        newsroom.archive.add_source(
            newsroom.workspace,
            SourceRef(SourceKind.FEED, feed.address, feed.title),
            added_by=added_by,
            audience=EVERYONE,
            now=newsroom.now(),
        )
        for feed in listed.feeds
    ]
    return Brought(report=AddReport(failed=listed.failed), feeds=tuple(feeds))


async def fetch_due(newsroom: Newsroom, *, everything: bool = False) -> AddReport:
    """Poll the feeds that are due, or all, and read the watched folders, once.

    Facts of what feeds bring are still to be found afterwards (``Newsroom.read_unread``).
    """
    async with open_wire(newsroom) as wire:
        states = await newsroom.call(newsroom.archive.list_feeds, newsroom.workspace)
        now = newsroom.now()
        due = [state for state in states if everything or state.next_due <= now]
        outcomes = await poll_now(wire.feeds(), due)
        report = wire.brought + AddReport(failed=tuple(chain(*map(_troubles_of, outcomes))))
        return report + await newsroom.call(_read_folders, newsroom)


def _troubles_of(outcome: PollOutcome) -> Iterator[Failure]:
    """Yield why a feed failed, and which of its articles could not be had at all."""
    if outcome.state.last_error:
        yield Failure(outcome.state.address, outcome.state.last_error)
    yield from outcome.failures


def _read_folders(newsroom: Newsroom) -> AddReport:
    report = AddReport()
    for source in newsroom.archive.list_sources(newsroom.workspace, SourceKind.FOLDER):
        if source.state is SourceState.ACTIVE:
            report += newsroom.add(
                read_paths(
                    [source.address], source=SourceRef(source.kind, source.address, source.title)
                ),
                added_by=source.added_by,
                audience=source.audience,
            )
    return report
