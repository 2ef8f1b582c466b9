"""What the pages work with, and how a link is opened before anything is looked up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from aiohttp import web

from bot.newsroom import Newsroom
from bot.records import Document, Span
from bot.results import PageState
from handlers.web.addresses import Addresses, make_signer
from handlers.web.pages import PageError, Pages
from handlers.web.signing import DocumentGrant, ExpiredLinkError, ForgedLinkError, TopicGrant

G = TypeVar("G")


class Comparer(Protocol):
    """Looks at pages at their outlets again; ``bot.wire.desk.WireDesk`` is the real one."""

    async def compare_page(self, document: Document, span: Span, fetched_hash: str) -> PageState:
        """Return how the page of a document is now; ``span`` are the words to look for in it."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What every page works with.

    Attributes:
        newsroom: is asked for everything that a page shows.
        wire: looks at outlets' pages again.
        pages: draws.
        addresses: of this server's pages, as links between them.
        public: the same as the world sees them.
    """

    newsroom: Newsroom
    wire: Comparer
    pages: Pages
    addresses: Addresses
    public: Addresses

    def open_document(self, request: web.Request, document: int) -> DocumentGrant:
        """Return what the link of a request allows on the page of a document.

        Raises:
            PageError: nothing; whether there is such a document is not looked at.
        """
        key = request.query.get("key", "")
        return _opened(lambda: self.addresses.signer.read_document(key, document))

    def open_topic(self, request: web.Request) -> TopicGrant:
        """Return what the link of a request allows on the page of a brief.

        Raises:
            PageError: nothing.
        """
        key = request.query.get("key", "")
        return _opened(lambda: self.addresses.signer.read_topic(key))


def open_site(newsroom: Newsroom, wire: Comparer, base: str) -> Site:
    """Return what the pages of a newsroom work with; from now on its citations lead to them.

    Args:
        newsroom: is asked for what pages show, and signs links by its settings.
        wire: looks at outlets' pages again.
        base: where people reach this server, without a slash at its end.

    Raises:
        StoreError: the archive does not answer.
    """
    signer = make_signer(newsroom)
    public = Addresses(signer=signer, base=base)
    newsroom.link_citations(public.of_document)
    return Site(
        newsroom=newsroom,
        wire=wire,
        pages=Pages(),
        addresses=Addresses(signer=signer),
        public=public,
    )


def _opened(read: Callable[[], G]) -> G:
    try:
        return read()
    except ExpiredLinkError as error:
        raise PageError(410, "This link has run out", str(error)) from error
    except ForgedLinkError as error:
        raise PageError(403, "This link does not open anything", str(error)) from error
