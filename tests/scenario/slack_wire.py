"""The way in of links and files for Slack scenarios: pages on paper, a real archive behind them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

import aiohttp

from bot.errors import FetchCode, FetchError, InputError
from bot.newsroom import Newsroom
from bot.reading.decide import hash_content
from bot.records import Document, RawDocument, SourceKind, SourceRef, Span
from bot.results import PageChange, PageState
from bot.wire.desk import Became, Taken


class PaperWire:
    """Takes links that a test wrote down, and files whose text stands in their bytes.

    Attributes:
        pages: address to what is there: a document, an error, or the title of a feed.
        seconds: how long every link takes.
        states: address to how its page is now.
        downloads: what was asked for by ``download``, in order.
    """

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self.pages: dict[str, RawDocument | Exception | str] = {}
        self.seconds = 0.0
        self.states: dict[str, PageState] = {}
        self.downloads: list[str] = []

    async def take_link(self, url: str, *, added_by: str, audience: str) -> Taken:
        """Store the page, follow the feed, or raise the error that is written down."""
        await asyncio.sleep(self.seconds)
        page = self.pages.get(url)
        if page is None:
            raise FetchError("There is no such page.", code=FetchCode.NOT_FOUND)
        if isinstance(page, Exception):
            raise page
        return await self._newsroom.call(self._take, url, page, added_by, audience)

    async def compare_page(self, document: Document, span: Span, fetched_hash: str) -> PageState:
        """Return what is written down of the page of a document; it is gone where nothing is."""
        await asyncio.sleep(self.seconds)
        state = self.states.get(document.card.url or "")
        return state or PageState(change=PageChange.GONE)

    async def take_file(
        self, data: bytes, name: str, *, added_by: str, audience: str, source: SourceRef
    ) -> list[Taken]:
        """Store the text of a file."""
        text = data.decode("utf-8").removeprefix("%PDF-1.7\n")
        if not text.strip():
            raise InputError("It holds no text.")
        raw = RawDocument(external_id=f"file-{hash_content(text)[:12]}", text=text, title=name)
        raw = replace(raw, source=source)
        return [await self._newsroom.call(self._store, raw, added_by, audience)]

    async def download(self, url: str, *, headers: Mapping[str, str], most_bytes: int) -> bytes:
        """Fetch bytes over the network."""
        self.downloads.append(url)
        async with aiohttp.ClientSession() as web, web.get(url, headers=headers) as response:
            data = await response.read()
        if len(data) > most_bytes:
            raise FetchError("It is too large.", code=FetchCode.TOO_LARGE)
        return data

    def _take(self, url: str, page: RawDocument | str, added_by: str, audience: str) -> Taken:
        newsroom = self._newsroom
        if isinstance(page, str):
            source = newsroom.archive.add_source(
                newsroom.workspace,
                SourceRef(SourceKind.FEED, url, page),
                added_by=added_by,
                audience=audience,
                now=newsroom.now(),
            )
            return Taken(became=Became.FOLLOWED, source=source)
        host = urlsplit(url).hostname or ""
        page = replace(page, url=url, source=SourceRef(SourceKind.LINK, host, host))
        return self._store(page, added_by, audience)

    def _store(self, raw: RawDocument, added_by: str, audience: str) -> Taken:
        newsroom = self._newsroom
        report = newsroom.add([raw], added_by=added_by, audience=audience, facts_later=True)
        known = newsroom.archive.find_known(
            newsroom.workspace, [raw.external_id], [hash_content(raw.text)]
        )
        cards = newsroom.archive.get_cards(newsroom.workspace, [known[0].id])
        became = {
            Became.ADDED: report.added,
            Became.CHANGED: report.changed,
            Became.UNCHANGED: report.unchanged,
            Became.COPY: report.copies,
        }
        (only,) = (each for each, count in became.items() if count)
        return Taken(became=only, card=cards[known[0].id])
