"""A web page to a document: the words of its article, and what the page states about it.

Pure; called by ``links`` and by the readers of saved pages. What stands around the article
(navigation, comments, notices about cookies, links to other articles) is left out; a page that
holds no article is refused with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from bot.errors import InputError
from bot.language.languages import guess_language
from bot.reading.encodings import check_length
from bot.reading.headers import make_title
from bot.reading.pages.facts import PageFacts, find_facts, find_feed, find_refresh
from bot.reading.pages.refusals import find_refusal
from bot.reading.pages.text import find_text
from bot.reading.pages.trees import LARGEST_PAGE, parse_page
from bot.records import RawDocument

_TOO_BROKEN = "the page is too broken to be read"


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """The article of a web page. ``text`` has a blank line between paragraphs."""

    text: str
    title: str = ""
    outlet: str = ""
    author: str = ""
    #: ISO 639-1, "" where the page states none or its words belie it.
    language: str = ""
    published: date | None = None
    #: The address by which the page wants to be known, else the one it was read from.
    url: str = ""
    #: A name or a link.
    licence: str = ""
    #: The address that this page is a light copy (AMP) of, kept by another site; "" for others.
    copy_of: str = ""


def read_page(data: bytes, *, url: str = "", charset: str = "", limit: int = LARGEST_PAGE) -> Page:
    """Return the article of a page.

    Args:
        data: the page as it was served, unpacked.
        url: the address it came from, after redirects; "" for a saved page.
        charset: the encoding that the server named.
        limit: the most bytes that are read.

    Raises:
        InputError: there is no article to keep; the message says why.
    """
    tree = parse_page(data, charset, limit=limit)
    try:
        facts = find_facts(tree, url)
        text = find_text(tree, facts.title)
    except (RecursionError, MemoryError, ValueError) as error:
        raise InputError(_TOO_BROKEN) from error
    refusal = find_refusal(tree, text, facts, _path_of(facts.url or url))
    if refusal:
        raise InputError(refusal)
    check_length(text)
    return _make_page(text, facts)


def _make_page(text: str, facts: PageFacts) -> Page:
    guessed = guess_language(text)
    return Page(
        text=text,
        title=facts.title or make_title(text),
        outlet=facts.outlet,
        author=facts.author,
        language=facts.language if guessed in ("", facts.language) else "",
        published=facts.published,
        url=facts.url,
        licence=facts.licence,
        copy_of=facts.copy_of,
    )


class Ways(NamedTuple):
    """Where a page without an article leads; "" for nowhere."""

    #: The feed that it offers.
    feed: str
    #: The page that it sends its readers on to.
    onward: str


def find_ways_on(data: bytes, *, url: str, charset: str = "") -> Ways:
    """Return where a page leads that holds no article itself.

    Raises:
        InputError: it is no page.
    """
    tree = parse_page(data, charset)
    return Ways(find_feed(tree, url), find_refresh(tree, url))


def _path_of(url: str) -> str:
    return urlsplit(url).path if url else "-"


def page_as_document(
    page: Page, *, external_id: str, origin: str, fetched_at: datetime | None, fetched_hash: str
) -> RawDocument:
    """Return the document for a page. A date after the fetch is left out: it cannot be right.

    Args:
        page: the article.
        external_id: the id under which it is known.
        origin: where it was read from, as a person would look for it.
        fetched_at: when its bytes were fetched.
        fetched_hash: the SHA-256 of those bytes.
    """
    published = page.published
    if published and fetched_at and published > fetched_at.date() + timedelta(days=1):
        published = None
    return RawDocument(
        external_id=external_id,
        text=page.text,
        title=page.title,
        outlet=page.outlet,
        url=page.url or None,
        published=published,
        origin=origin,
        author=page.author,
        language=page.language,
        licence=page.licence,
        fetched_at=fetched_at,
        fetched_hash=fetched_hash,
    )
