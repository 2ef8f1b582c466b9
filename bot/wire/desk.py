"""The desk at which documents arrive: links, files, feeds; and the facts that follow them."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from bot.errors import InputError
from bot.newsroom import Newsroom
from bot.ports.feeds import FeedState
from bot.reading.decide import hash_content
from bot.reading.feeds.loop import FeedDesk, stored_in
from bot.reading.feeds.polling import find_feeds
from bot.reading.fetching.fetched import accept_files
from bot.reading.fetching.guard import Guard, make_guard
from bot.reading.formats.files import read_file
from bot.reading.formats.parsing import FileParser
from bot.reading.links import FeedFoundError, read_link
from bot.reading.watching import Seen
from bot.records import (
    AddReport,
    Document,
    DocumentCard,
    RawDocument,
    Source,
    SourceKind,
    SourceRef,
    Span,
)
from bot.results import PageState
from bot.wire.comparing import compare_page


class Became(StrEnum):
    """What became of one thing that somebody added."""

    ADDED = "added"
    CHANGED = "changed"
    #: It was here already, word for word.
    UNCHANGED = "unchanged"
    #: Its words were here already, from another address.
    COPY = "copy"
    #: It is a feed, which is polled from now on.
    FOLLOWED = "followed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Taken:
    """One thing that somebody added and what became of it.

    Attributes:
        card: the stored document; of a copy, the one that holds its words. None for a feed.
        source: the feed that is followed; None for a document.
    """

    became: Became
    card: DocumentCard | None = None
    source: Source | None = None


@asynccontextmanager
async def open_wire(
    newsroom: Newsroom, *, trusted: frozenset[str] = frozenset()
) -> AsyncIterator[WireDesk]:
    """Open the way out to the network, and give it back at the end.

    Args:
        newsroom: takes the documents; its settings say how to go out.
        trusted: further ``host:port`` that may be private.
    """
    guard = make_guard(newsroom.settings, trusted=trusted, now=newsroom.now)
    with FileParser() as parser:
        async with guard:
            yield WireDesk(newsroom, guard, parser)


class WireDesk:
    """Takes in what somebody adds, and what feeds bring.

    Attributes:
        unread: set whenever documents were stored whose facts are still to be found.
        brought: what became of all that feeds have brought so far.
        folders: how the files of each watched folder were at the last look, by source id.
    """

    def __init__(self, newsroom: Newsroom, guard: Guard, parser: FileParser) -> None:
        self.newsroom = newsroom
        self.guard = guard
        self.unread = asyncio.Event()
        self.folders: dict[int, dict[str, Seen]] = {}
        self.brought = AddReport()
        self._parser = parser
        self._loop = asyncio.get_running_loop()

    # --- one by one -----------------------------------------------------------------------
    async def take_link(self, url: str, *, added_by: str, audience: str) -> Taken:
        """Store what a link leads to, to be searched at once, or follow it where it is a feed.

        Raises:
            InputError: there is no document behind it; the message says why.
            FetchError: it could not be fetched.
        """
        try:
            raw = await read_link(self.guard, url, read_file=self.read_document)
        except FeedFoundError as found:
            source = await self.follow(found.feed, added_by=added_by, audience=audience)
            return Taken(became=Became.FOLLOWED, source=source)
        return await self._take(raw, site_of(raw.url or url), added_by, audience)

    async def take_file(
        self, data: bytes, name: str, *, added_by: str, audience: str, source: SourceRef
    ) -> list[Taken]:
        """Store the documents of a file, to be searched at once.

        Raises:
            InputError: there is none in it, or none that can be read.
        """
        origin = f"{source.title or source.address}, {name}"
        raws = await asyncio.to_thread(
            read_file, data, name, external_id="", origin=origin, parser=self._parser
        )
        return [await self._take(raw, source, added_by, audience) for raw in raws]

    async def download(self, url: str, *, headers: Mapping[str, str], most_bytes: int) -> bytes:
        """Return the bytes of a file; headers go to the first host only.

        Raises:
            FetchError: it could not be fetched, or is larger.
        """
        accept = accept_files(frozenset({"*"}), largest=most_bytes)
        fetched = await self.guard.fetch(url, accept=accept, headers=headers)
        return fetched.body

    async def compare_page(self, document: Document, span: Span, fetched_hash: str) -> PageState:
        """Return how the page of a document is now; ``span`` are the words to look for in it."""
        return await compare_page(
            self.guard, document, span, fetched_hash, read_file=self.read_document
        )

    async def _take(
        self, raw: RawDocument, source: SourceRef, added_by: str, audience: str
    ) -> Taken:
        newsroom = self.newsroom
        report = await newsroom.call(
            newsroom.add,
            [raw],
            added_by=added_by,
            audience=audience,
            source=source,
            facts_later=True,
        )
        if report.failed:
            raise InputError(f"{report.failed[0].why}.")
        self.unread.set()
        card = await newsroom.call(self._find_card, raw)
        return Taken(became=_became(report), card=card)

    def _find_card(self, raw: RawDocument) -> DocumentCard | None:
        """Return the document that holds these words."""
        newsroom = self.newsroom
        found = newsroom.archive.find_document(newsroom.workspace, raw.external_id)
        if found is not None:
            return found.card
        known = newsroom.archive.find_known(newsroom.workspace, [], [hash_content(raw.text)])
        cards = newsroom.archive.get_cards(newsroom.workspace, [each.id for each in known[:1]])
        return next(iter(cards.values()), None)

    def read_document(self, data: bytes, media_type: str) -> RawDocument:
        """Return the document of a PDF or Word file that a link leads to.

        Raises:
            InputError: there is none in it.
        """
        return read_file(data, "", external_id="", origin=media_type, parser=self._parser)[0]

    # --- feeds ----------------------------------------------------------------------------
    async def follow(self, url: str, *, added_by: str, audience: str) -> Source:
        """Follow the feed at an address, or the first that the page there names.

        Raises:
            InputError: there is none.
            FetchError: the address could not be fetched.
        """
        newsroom = self.newsroom
        feed = (await find_feeds(self.guard, url, newsroom.now()))[0]
        ref = SourceRef(SourceKind.FEED, feed.address, feed.title)
        return await newsroom.call(
            newsroom.archive.add_source,
            newsroom.workspace,
            ref,
            added_by=added_by,
            audience=audience,
            now=newsroom.now(),
        )

    def feeds(self) -> FeedDesk:
        """Return what polling needs."""
        newsroom = self.newsroom
        return FeedDesk(
            guard=self.guard,
            archive=newsroom.archive,
            store=self._store_entries,
            now=newsroom.now,
            chance=random.random,
            find_stored=stored_in(newsroom.archive),
            read_file=self.read_document,
        )

    def _store_entries(self, state: FeedState, documents: Sequence[RawDocument]) -> AddReport:
        report = self.newsroom.add(
            documents, added_by=state.added_by, audience=state.audience, facts_later=True
        )
        self.brought += report
        self._loop.call_soon_threadsafe(self.unread.set)
        return report


def site_of(url: str) -> SourceRef:
    """Return the source of a single link: its site."""
    host = urlsplit(url).hostname or url
    return SourceRef(SourceKind.LINK, host.removeprefix("www."))


def _became(report: AddReport) -> Became:
    if report.added:
        return Became.ADDED
    if report.changed:
        return Became.CHANGED
    return Became.COPY if report.copies else Became.UNCHANGED
