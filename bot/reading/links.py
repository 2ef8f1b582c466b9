"""Links to documents. Called by the newsroom for links that people add and articles of feeds.

Every link ends in one document or one clear reason. Whoever calls gives the guard, which fetches,
and the reader of PDF and Word files; pages and texts are read here.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Container, Iterable
from dataclasses import replace
from itertools import islice
from urllib.parse import urlsplit

from bot.errors import FetchError, InputError
from bot.reading.encodings import check_length, decode_text, to_stored_text
from bot.reading.fetching.fetched import DOCUMENTS, FEEDS, PAGE, TEXT, Fetched, sniff_type
from bot.reading.fetching.guard import Guard
from bot.reading.fetching.urls import check_url
from bot.reading.headers import make_title
from bot.reading.pages.facts import site_of
from bot.reading.pages.page import Page, find_ways_on, page_as_document, read_page
from bot.reading.pages.refusals import LISTS_OTHERS, TOO_LITTLE
from bot.reading.pages.trees import decode_page
from bot.records import Failure, RawDocument

_log = logging.getLogger(__name__)

#: Reads a PDF or Word file: its bytes and media type to a document with whatever it states.
#: Raises InputError. Runs in a thread.
ReadFile = Callable[[bytes, str], RawDocument]

#: Links read at a time.
AT_ONCE = 6
# Of these, how many pages are taken apart at a time, each in a thread.
_READ_AT_ONCE = 2
# Links looked at ahead, to find one whose host is not being asked already.
_AHEAD = 1_000
_OPENING = 4096
# A longer path of one part, "harbour-stays-closed-until-spring", is that of an article.
_LONGEST_SECTION = 20
# Parameters that say where a reader came from, and never which page it is.
_TRACKING = re.compile(
    r"(?:utm_\w+|(?:fb|g|dc|ms|y|tw|tt)cl(?:id|src)|[gw]braid|mc_[ce]id|igsh(?:id)?|li_fat_id"
    r"|_hs(?:enc|mi)|mkt_tok|vero_id|oly_(?:anon|enc)_id|wt_mc|xtor|at_(?:medium|campaign|custom\d)"
    r"|ns_(?:campaign|mchannel|source|linkname|fee)|ref_src|__twitter_impression|guccounter"
    r"|guce_referrer(?:_sig)?|cmpid|smid|ocid|taid)(?:=.*)?",
    re.IGNORECASE | re.DOTALL,
)


class FeedFoundError(InputError):
    """A link leads to a feed, or to a page that is worth following by its feed.

    Attributes:
        feed: the address of the feed.
    """

    def __init__(self, message: str, *, feed: str) -> None:
        super().__init__(message)
        self.feed = feed


class _SentOnError(InputError):
    """A page without an article sends its reader on to another page."""

    def __init__(self, message: str, onward: str) -> None:
        super().__init__(message)
        self.onward = onward


async def read_link(
    guard: Guard, url: str, *, read_file: ReadFile, as_crawler: bool = False
) -> RawDocument:
    """Return the document that a link leads to.

    It is known by the page's canonical address on its own site, else by the address that
    answered, in both cases without what only tells where a reader came from.

    Args:
        guard: fetches.
        url: as somebody pasted it.
        read_file: reads PDF and Word files.
        as_crawler: nobody asked for this very page; it is read as the site lets programs read.

    Raises:
        FeedFoundError: it is a feed, or its page offers one and holds no article.
        InputError: what came holds no document.
        FetchError: nothing came.
    """
    return await _Reader(guard, read_file, as_crawler).read(url)


class _Reader:
    """Reads links with one guard; a few at a time, since reading takes memory and work."""

    def __init__(self, guard: Guard, read_file: ReadFile, as_crawler: bool) -> None:
        self._guard = guard
        self._read_file = read_file
        self._as_crawler = as_crawler
        self._room = asyncio.Semaphore(_READ_AT_ONCE)

    async def read(self, url: str) -> RawDocument:
        """Return the document of a link, of the original where the link leads to a copy."""
        try:
            document, copy_of = await self._read_at(url, url)
        except _SentOnError as sent:
            document, copy_of = await self._read_at(sent.onward, url)
        if not copy_of:
            return document
        try:
            return (await self._read_at(copy_of, url))[0]
        except (FetchError, InputError):
            # The copy is better than nothing.
            return document

    async def _read_at(self, address: str, url: str) -> tuple[RawDocument, str]:
        fetched = await self._guard.fetch(address, accept=PAGE, as_crawler=self._as_crawler)
        async with self._room:
            return await asyncio.to_thread(_read, fetched, url, self._read_file)

    async def try_reading(self, url: str) -> RawDocument | Failure | FeedFoundError:
        """Return the document of a link, the feed found in its place, or why there is neither."""
        try:
            return await self.read(url)
        except FeedFoundError as found:
            return found
        except (InputError, FetchError) as error:
            return Failure(url, str(error))
        except Exception as error:
            _log.exception("link_failed url=%s", url)
            why = f"reading it failed ({type(error).__name__}); the log has the details"
            return Failure(url, why)


def _read(fetched: Fetched, url: str, read_file: ReadFile) -> tuple[RawDocument, str]:
    """Return the document, and the address that its page is only a copy of, "" for none."""
    if looks_like_feed(fetched.body, fetched.media_type):
        raise FeedFoundError("it is a feed; `dateline add` follows it", feed=fetched.url)
    _check_not_sent_home(fetched)
    if fetched.media_type in DOCUMENTS:
        document = read_file(fetched.body, fetched.media_type)
        return _complete_file(document, fetched, url), ""
    is_page = sniff_type(fetched.body[:_OPENING]) == "text/html"
    if fetched.media_type in TEXT and not is_page:
        return _read_plain(fetched, url), ""
    page = _read_page(fetched)
    known_as = drop_tracking(_write_in_one_way(page.url) or fetched.url)
    document = page_as_document(
        replace(page, url=known_as),
        external_id=known_as,
        origin=url,
        fetched_at=fetched.fetched_at,
        fetched_hash=fetched.sha256,
    )
    return document, page.copy_of


def _read_page(fetched: Fetched) -> Page:
    try:
        return read_page(fetched.body, url=fetched.url, charset=fetched.charset)
    except InputError as error:
        reason = str(error)
        if reason not in (LISTS_OTHERS, TOO_LITTLE):
            raise
        ways = find_ways_on(fetched.body, url=fetched.url, charset=fetched.charset)
        if ways.onward:
            raise _SentOnError(reason, ways.onward) from error
        if not ways.feed:
            raise
        why = f"it holds no article, but has a feed: add {ways.feed}"
        raise FeedFoundError(why, feed=ways.feed) from error


def _check_not_sent_home(fetched: Fetched) -> None:
    """Refuse the front page where an article was asked for: sites lead there from what is gone."""
    asked, came = check_url(fetched.requested), check_url(fetched.url)
    path = asked.target.partition("?")[0].strip("/")
    was_deep = "/" in path or len(path) > _LONGEST_SECTION
    if was_deep and came.target == "/" and site_of(asked.text) == site_of(came.text):
        raise InputError("the link leads to the front page of its site; the article is gone")


def _read_plain(fetched: Fetched, url: str) -> RawDocument:
    body = fetched.body
    text = to_stored_text(
        decode_page(body, fetched.charset) if fetched.charset else decode_text(body)
    )
    if not text.strip():
        raise InputError("the page is empty")
    check_length(text)
    bare = RawDocument(external_id="", text=text, title=make_title(text))
    return _complete_file(bare, fetched, url)


def _complete_file(document: RawDocument, fetched: Fetched, url: str) -> RawDocument:
    """Add where a document came from to what it states itself."""
    known_as = drop_tracking(fetched.url)
    return replace(
        document,
        external_id=known_as,
        url=known_as,
        origin=url,
        title=document.title or make_title(document.text),
        outlet=document.outlet or (urlsplit(fetched.url).hostname or "").removeprefix("www."),
        fetched_at=fetched.fetched_at,
        fetched_hash=fetched.sha256,
    )


def looks_like_feed(body: bytes, media_type: str) -> bool:
    """Tell whether what came is a feed, by its first bytes, or by its type if it is no page."""
    shown = sniff_type(body[:_OPENING])
    if shown:
        return shown == "application/xml"
    return media_type in FEEDS - {"text/xml", "application/xml"}


def _write_in_one_way(url: str) -> str:
    """Return the address that a page gives as it would be fetched; "" where it could not be."""
    try:
        return check_url(url).text
    except FetchError:
        return ""


def drop_tracking(url: str) -> str:
    """Return a URL without the parameters that only tell where a reader came from."""
    bare, _, rest = url.partition("#")[0].partition("?")
    kept = [part for part in rest.split("&") if part and not _TRACKING.fullmatch(part)]
    return f"{bare}?{'&'.join(kept)}" if kept else bare


async def read_links(
    guard: Guard,
    urls: Iterable[str],
    *,
    read_file: ReadFile,
    as_crawler: bool = False,
    at_once: int = AT_ONCE,
) -> AsyncIterator[RawDocument | Failure | FeedFoundError]:
    """Yield the document of each link, the feed found in its place, or why there is neither.

    Only ``at_once`` links are in memory, and no two of one host: a slow host keeps nobody else
    waiting.

    Args:
        guard: fetches.
        urls: read little by little.
        read_file: reads PDF and Word files.
        as_crawler: as for ``read_link``.
        at_once: links read at a time.
    """
    reader = _Reader(guard, read_file, as_crawler)
    waiting = _Waiting(urls)
    running: dict[asyncio.Task[RawDocument | Failure | FeedFoundError], str] = {}
    try:
        while True:
            while len(running) < at_once and (picked := waiting.pick(running.values())):
                host, url = picked
                running[asyncio.create_task(reader.try_reading(url))] = host
            if not running:
                return
            done, _ = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                del running[task]
                yield task.result()
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


class _Waiting:
    """Links that wait for their turn, a limited number of them looked at."""

    def __init__(self, urls: Iterable[str]) -> None:
        self._places = ((_host_of(url), url) for url in urls)
        self._seen: deque[tuple[str, str]] = deque()

    def pick(self, busy: Container[str]) -> tuple[str, str] | None:
        """Return the first link whose host is not busy, with its host; None where none is."""
        self._seen.extend(islice(self._places, _AHEAD - len(self._seen)))
        for place, (host, url) in enumerate(self._seen):
            if host not in busy:
                del self._seen[place]
                return host, url
        return None


def _host_of(url: str) -> str:
    try:
        return check_url(url).host
    except FetchError:
        return url
