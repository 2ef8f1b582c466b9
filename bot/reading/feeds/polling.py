"""One poll of one feed: fetched, read, its new articles fetched where it gives teasers.

Called by ``loop`` and when a feed is added. Nothing is stored here: the outcome holds the
documents and the state that follows once they are stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from bot.errors import FetchCode, FetchError, InputError
from bot.ports.feeds import FeedState, SeenEntry
from bot.reading.feeds.decoding import LONGEST_FEED
from bot.reading.feeds.entries import Entry, Feed, FeedLink, NotAFeedError
from bot.reading.feeds.parsing import read_feed
from bot.reading.feeds.schedule import (
    first_interval,
    next_interval,
    pause_for_good,
    plan_after_failure,
    plan_next,
)
from bot.reading.feeds.selection import (
    article_links,
    choose_entries,
    external_id_of,
    fingerprint_of,
    is_elsewhere,
    make_document,
    remember,
    teaser_text,
    with_article,
)
from bot.reading.feeds.teasers import count_words, is_teaser, says_something
from bot.reading.fetching.fetched import FEED, Fetched
from bot.reading.fetching.guard import Guard
from bot.reading.links import ReadFile, read_link
from bot.records import Failure, RawDocument

#: What feeds are served as, rightly or not.
FEED_TYPES = replace(
    FEED,
    largest=dict.fromkeys(
        (
            *FEED.largest,
            "application/rss",
            "application/x-rss+xml",
            "application/x-rss",
            "application/x-atom+xml",
            "text/rss",
            "text/rss+xml",
            "text/atom+xml",
            "text/x-xml",
        ),
        LONGEST_FEED,
    ),
)
_NOWHERE = frozenset({FetchCode.GONE, FetchCode.NOT_FOUND, FetchCode.DNS})
_TIMED_OUT = "the server did not finish its answer in time"


#: Given a feed and external ids, the content hashes of those that the archive holds.
FindStored = Callable[[FeedState, Sequence[str]], Mapping[str, str]]


def refuse_file(data: bytes, media_type: str) -> RawDocument:
    """Refuse an article that is no page.

    Raises:
        InputError: always.
    """
    raise InputError(f"it is a file ({media_type}), not a page")


def find_nothing(state: FeedState, external_ids: Sequence[str]) -> Mapping[str, str]:
    """Say that the archive holds none of the articles."""
    return {}


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Bounds of one poll; times in seconds."""

    #: Entries taken on a feed's first poll, the newest.
    first_entries: int = 20
    #: Articles fetched in one poll; what is left waits for the next.
    articles: int = 25
    #: For the feed and for one article, waiting for the host included, and after which no further
    #: article is begun. The fetcher has bounds of its own; these hold where it hangs.
    feed_seconds: float = 300.0
    article_seconds: float = 120.0
    poll_seconds: float = 180.0
    #: How often an article is asked for before its teaser has to do.
    tries: int = 3


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, kw_only=True, slots=True)
class PollOutcome:
    """What a poll found; the state counts once the documents are stored."""

    state: FeedState
    #: What is remembered of the entries from now on; None where nothing changed.
    seen: Mapping[str, SeenEntry] | None = None
    #: To be stored in this order, the oldest first.
    documents: tuple[RawDocument, ...] = ()
    #: Articles of which only the teaser is stored, and entries of which nothing is, with reasons.
    teasers: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()
    #: Older entries of a feed's first poll, which were not read.
    left_out: int = 0


async def poll_feed(
    guard: Guard,
    state: FeedState,
    seen: Mapping[str, SeenEntry],
    *,
    now: datetime,
    chance: float,
    find_stored: FindStored = find_nothing,
    read_file: ReadFile = refuse_file,
    limits: Limits = DEFAULT_LIMITS,
) -> PollOutcome:
    """Fetch a feed and what is new in it.

    Args:
        seen: the entries that were dealt with, by key.
        now: the instant from which the next poll is planned.
        chance: a random number from 0 to 1, by which feeds drift apart.
        find_stored: asks the archive, so that an article that came through another feed is not
            fetched again; called in a thread.
        read_file: reads an article that is a PDF or Word file; called in a thread.
    """
    try:
        fetched = await _fetch_feed(guard, state, limits.feed_seconds)
    except FetchError as error:
        return PollOutcome(state=_after_refusal(state, error, now, chance))
    if fetched.not_modified:
        state = replace(state, interval=next_interval(state, 0, now))
        return PollOutcome(state=plan_next(state, now, chance, fetched.fresh_for))
    try:
        feed = await asyncio.to_thread(
            read_feed, fetched.body, url=fetched.url, now=now, charset=fetched.charset
        )
    except InputError as error:
        why = f"what came is no feed that can be read: {error}"
        passes = state.last_fetched is not None
        return PollOutcome(state=plan_after_failure(state, why, now, chance, may_pass=passes))
    poll = _Poll(guard, state, feed, fetched, limits, read_file)
    await poll.read_entries(seen, find_stored)
    return poll.conclude(seen, now, chance)


async def _fetch_feed(guard: Guard, state: FeedState, seconds: float) -> Fetched:
    try:
        async with asyncio.timeout(seconds):
            return await guard.fetch(
                state.fetch_address,
                accept=FEED_TYPES,
                etag=state.etag,
                last_modified=state.last_modified,
            )
    except TimeoutError as error:
        raise FetchError(_TIMED_OUT, code=FetchCode.TIMEOUT, can_retry=True) from error


def _after_refusal(state: FeedState, error: FetchError, now: datetime, chance: float) -> FeedState:
    if state.moved_to and error.code in _NOWHERE:
        # Where it had moved to is no more; the address as it was added may know better.
        state = replace(state, moved_to="")
    elif error.code is FetchCode.GONE:
        why = "the server says that this feed is gone for good (410)"
        return pause_for_good(state, why, now)
    return plan_after_failure(
        state,
        str(error),
        now,
        chance,
        may_pass=error.can_retry,
        retry_after=error.retry_after,
    )


class _Reading(NamedTuple):
    """What became of one entry."""

    document: RawDocument | None
    settled: SeenEntry
    #: Why the article could not be had; "" where it was.
    why: str = ""


class _Poll:
    """The entries of one feed while they are read, one after the other."""

    def __init__(
        self,
        guard: Guard,
        state: FeedState,
        feed: Feed,
        fetched: Fetched,
        limits: Limits,
        read_file: ReadFile,
    ) -> None:
        self._guard = guard
        self._read_file = read_file
        self._state = state
        self._feed = feed
        self._links = article_links(feed)
        self._fetched = fetched
        self._limits = limits
        self._settled: dict[str, SeenEntry] = {}
        self._documents: list[RawDocument] = []
        self._teasers: list[Failure] = []
        self._failures: list[Failure] = []
        self._left_out = 0
        self._new = 0
        self._is_done = True

    async def read_entries(self, seen: Mapping[str, SeenEntry], find_stored: FindStored) -> None:
        """Read what is new or changed, as far as the limits allow."""
        selection = choose_entries(
            self._feed,
            seen,
            first_poll=self._state.last_fetched is None and not seen,
            first_entries=self._limits.first_entries,
        )
        self._left_out = len(selection.left_out)
        for entry in selection.left_out:
            self._settled[entry.key] = SeenEntry(fingerprint_of(entry))
        elsewhere = await self._find_elsewhere(selection.chosen, seen, find_stored)
        articles, deadline = 0, asyncio.get_running_loop().time() + self._limits.poll_seconds
        for entry in selection.chosen:
            known = seen.get(entry.key)
            is_retry = known is not None and known.fingerprint == fingerprint_of(entry)
            self._new += not is_retry
            if entry.key in elsewhere:
                self._settled[entry.key] = SeenEntry(fingerprint_of(entry))
                continue
            needs_page = is_teaser(entry) and entry.link in self._links
            articles += needs_page
            if needs_page and (
                articles > self._limits.articles or asyncio.get_running_loop().time() > deadline
            ):
                self._is_done = False
                continue
            tries = known.tries if known and is_retry else self._limits.tries
            self._note(entry, await self._read(entry, tries), is_stored=known is not None)

    async def _find_elsewhere(
        self, chosen: Sequence[Entry], seen: Mapping[str, SeenEntry], find_stored: FindStored
    ) -> set[str]:
        unknown = [entry for entry in chosen if entry.key not in seen]
        ids = {entry.key: external_id_of(self._state.address, entry) for entry in unknown}
        stored = await asyncio.to_thread(find_stored, self._state, list(ids.values()))
        return {it.key for it in unknown if is_elsewhere(it, stored.get(ids[it.key]))}

    async def _read(self, entry: Entry, tries: int) -> _Reading:
        fingerprint = fingerprint_of(entry)
        document = make_document(
            self._state,
            self._feed,
            entry,
            fetched_at=self._fetched.fetched_at,
            fetched_hash=self._fetched.sha256,
        )
        if not is_teaser(entry):
            return _Reading(document, SeenEntry(fingerprint))
        if entry.link not in self._links:
            return self._fall_back(entry, "the feed gives no link to the article alone", 0)
        try:
            async with asyncio.timeout(self._limits.article_seconds):
                article = await read_link(
                    self._guard, entry.link, read_file=self._read_file, as_crawler=True
                )
        except FetchError as error:
            return self._fall_back(entry, str(error), tries - 1 if error.can_retry else 0)
        except TimeoutError:
            return self._fall_back(entry, _TIMED_OUT, tries - 1)
        except InputError as error:
            return self._fall_back(entry, str(error), 0)
        if count_words(article.text) < count_words(entry.text):
            return self._fall_back(entry, "its page shows less text than the feed", 0)
        return _Reading(with_article(document, article, entry), SeenEntry(fingerprint))

    def _fall_back(self, entry: Entry, why: str, tries: int) -> _Reading:
        """Keep the teaser where it says something; the article replaces it if it comes later."""
        settled = SeenEntry(fingerprint_of(entry), tries)
        if not says_something(teaser_text(entry)):
            return _Reading(None, settled, why)
        document = make_document(
            self._state,
            self._feed,
            entry,
            fetched_at=self._fetched.fetched_at,
            fetched_hash=self._fetched.sha256,
            teaser_because=why,
        )
        return _Reading(document, settled, why)

    def _note(self, entry: Entry, reading: _Reading, *, is_stored: bool) -> None:
        self._settled[entry.key] = reading.settled
        # A teaser never takes the place of what is stored: that may be the article.
        if reading.document is not None and not (is_stored and reading.why):
            self._documents.append(reading.document)
        if reading.settled.tries:
            self._is_done = False
        elif reading.why:
            failure = Failure(entry.link or entry.title or self._state.address, reading.why)
            (self._failures if reading.document is None else self._teasers).append(failure)

    def conclude(self, seen: Mapping[str, SeenEntry], now: datetime, chance: float) -> PollOutcome:
        """Return what was found, and when the feed is polled next."""
        state, fetched = self._state, self._fetched
        if state.last_fetched is None:
            moments = (entry.published_at for entry in self._feed.entries)
            interval = first_interval(moments, now)
        else:
            interval = next_interval(state, self._new, now)
        trouble = (*self._teasers, *self._failures)
        state = replace(
            state,
            moved_to=fetched.url if fetched.moved else state.moved_to,
            title=self._feed.title or state.title,
            # Unfinished, the whole feed is wanted again: “not modified” would hide what is left.
            etag=fetched.etag if self._is_done else "",
            last_modified=fetched.last_modified if self._is_done else "",
            interval=interval,
            asked_pause=self._feed.pause.total_seconds() if self._feed.pause else 0.0,
            last_new=now if self._new else state.last_new,
            teasers=state.teasers + len(self._teasers),
            missed=state.missed + len(self._failures),
            trouble=trouble[-1].why if trouble else state.trouble,
        )
        return PollOutcome(
            state=plan_next(state, now, chance, fetched.fresh_for),
            seen=remember(seen, self._feed.entries, self._settled) if self._settled else None,
            documents=tuple(self._documents),
            teasers=tuple(self._teasers),
            failures=tuple(self._failures),
            left_out=self._left_out,
        )


async def find_feeds(guard: Guard, url: str, now: datetime) -> list[FeedLink]:
    """Return the feed at an address, or those that the page there names.

    Raises:
        InputError: neither a feed nor a page that names one.
        FetchError: nothing came that can be used.
    """
    fetched = await guard.fetch(url, accept=FEED_TYPES)
    try:
        feed = await asyncio.to_thread(
            read_feed, fetched.body, url=fetched.url, now=now, charset=fetched.charset
        )
    except NotAFeedError as error:
        if not error.feeds:
            raise
        return list(error.feeds)
    return [FeedLink(address=url, title=feed.title)]
