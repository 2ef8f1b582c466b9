"""Has a page changed since its text was stored? Asked again over the network when a person does."""

from __future__ import annotations

from bot.errors import FetchCode, FetchError, InputError
from bot.reading.decide import hash_content
from bot.reading.fetching.guard import Guard
from bot.reading.links import ReadFile, read_link
from bot.records import Document, Span
from bot.results import PageChange, PageState

_GONE = frozenset({FetchCode.NOT_FOUND, FetchCode.GONE})


async def compare_page(
    guard: Guard, document: Document, span: Span, fetched_hash: str, *, read_file: ReadFile
) -> PageState:
    """Return how the page of a document is now.

    Args:
        guard: fetches, as for any link.
        document: has an address.
        span: of the words that are looked for in a page that has changed.
        fetched_hash: SHA-256 of the bytes that were read, "" where it is not known.
        read_file: reads PDF and Word files.
    """
    try:
        page = await read_link(guard, document.card.url or "", read_file=read_file)
    except FetchError as error:
        change = PageChange.GONE if error.code in _GONE else PageChange.UNREADABLE
        return PageState(change=change, why=str(error))
    except InputError as error:
        return PageState(change=PageChange.UNREADABLE, why=str(error))
    is_same = bool(fetched_hash) and page.fetched_hash == fetched_hash
    if is_same or hash_content(page.text) == document.content_hash:
        return PageState(change=PageChange.UNCHANGED, has_words=True)
    words = " ".join(span.of(document.text).split())
    has_words = words in " ".join(page.text.split())
    return PageState(change=PageChange.CHANGED, has_words=has_words, text=page.text)
