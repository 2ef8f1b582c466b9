"""Has a page changed since it was read? Real pages, fetched again through the guard."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web as pages
from web_pages import ENGLISH, web_page
from web_server import WebServer, serve_pages

from bot.config import Settings
from bot.newsroom import Newsroom
from bot.records import EVERYONE, Document, Span
from bot.results import PageChange, PageState
from bot.store.archive import open_archive
from bot.wire.desk import WireDesk, open_wire

_WORDS = "We cannot let a single ferry moor here before the last stone has been looked at"


@dataclass(frozen=True, kw_only=True)
class Read:
    """A page that was read, and the way to look at it again."""

    server: WebServer
    wire: WireDesk
    document: Document
    fetched_hash: str

    async def compare(self, fetched_hash: str | None = None) -> PageState:
        """Return how the page is now."""
        start = self.document.text.index(_WORDS)
        known = self.fetched_hash if fetched_hash is None else fetched_hash
        span = Span(start, start + len(_WORDS))
        return await self.wire.compare_page(self.document, span, known)


@pytest.fixture
async def read(tmp_path: Path) -> AsyncIterator[Read]:
    """Return a page that was just read."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'archive.db'}")
    archive = open_archive(settings.database_url)
    newsroom = Newsroom(settings, archive=archive, now=lambda: datetime.now(UTC), workspace="local")
    try:
        async with serve_pages(news=web_page()) as server:
            trusted = server.trusted("127.0.0.1")
            async with open_wire(newsroom, trusted=trusted) as wire:
                url = server.url("/news", "127.0.0.1")
                taken = await wire.take_link(url, added_by="ada", audience=EVERYONE)
                assert taken.card is not None
                document, _ = newsroom.show(str(taken.card.id))
                provenance, _ = newsroom.trace(document)
                assert provenance is not None
                yield Read(
                    server=server,
                    wire=wire,
                    document=document,
                    fetched_hash=provenance.fetched_hash,
                )
    finally:
        newsroom.close()


async def test_same_bytes_are_unchanged(read: Read) -> None:
    """The page answers with what was fetched."""
    assert (await read.compare()).change is PageChange.UNCHANGED


async def test_other_decoration_is_no_change(read: Read) -> None:
    """What stands around an article changes with every visit; its words are what counts."""
    read.server.pages["/news"] = web_page(below="<p>Three new comments</p>")
    assert (await read.compare()).change is PageChange.UNCHANGED
    assert (await read.compare(fetched_hash="")).change is PageChange.UNCHANGED


async def test_changed_page_may_still_hold_the_words(read: Read) -> None:
    """A correction elsewhere in the text leaves the quotation as it was."""
    longer = (*ENGLISH, "Correction: an earlier version of this article named another pier.")
    read.server.pages["/news"] = web_page(paragraphs=longer)
    state = await read.compare()
    assert (state.change, state.has_words) == (PageChange.CHANGED, True)
    assert state.text.endswith(longer[-1])


async def test_changed_page_may_have_lost_the_words(read: Read) -> None:
    """What was quoted no longer stands there."""
    others = [each.replace("a single ferry", "any ferry") for each in ENGLISH]
    read.server.pages["/news"] = web_page(paragraphs=others)
    state = await read.compare()
    assert (state.change, state.has_words) == (PageChange.CHANGED, False)


@pytest.mark.parametrize(
    ("status", "change"),
    [(404, PageChange.GONE), (410, PageChange.GONE), (403, PageChange.UNREADABLE)],
)
async def test_page_that_does_not_answer_with_an_article(
    read: Read, status: int, change: PageChange
) -> None:
    """Gone is told from what cannot be read now, and that comes with its reason."""
    read.server.pages["/news"] = pages.Response(status=status)
    state = await read.compare()
    assert state.change is change
    assert state.why
    assert not state.has_words


async def test_page_without_an_article_cannot_be_compared(read: Read) -> None:
    """A paywall or an empty page says nothing about the words."""
    read.server.pages["/news"] = b"<!doctype html><html><body><p>Log in</p></body></html>"
    assert (await read.compare()).change is PageChange.UNREADABLE
