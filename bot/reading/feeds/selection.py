"""What a poll does with each entry of a feed. Pure; called by ``polling``.

Archives hold thousands of entries, feeds list the latest, and the same article may stand in
several feeds: an entry is taken once, and again when the feed tells something else of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot.language.languages import guess_language
from bot.ports.feeds import FeedState, SeenEntry
from bot.reading.decide import hash_content
from bot.reading.encodings import to_stored_text
from bot.reading.feeds.addresses import clean_link
from bot.reading.feeds.entries import Entry, Feed, digest
from bot.reading.feeds.teasers import drop_pointer, is_teaser
from bot.reading.headers import make_title
from bot.reading.links import drop_tracking
from bot.records import RawDocument, SourceKind, SourceRef

#: Entries that are remembered after the feed stopped listing them.
_MOST_FORMER = 500
_LONGEST_REASON = 200
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """What there is to do about the entries of a feed."""

    #: To be read now, oldest first.
    chosen: tuple[Entry, ...] = ()
    #: Older entries of a feed's first poll, which are not read.
    left_out: tuple[Entry, ...] = ()


def choose_entries(
    feed: Feed, seen: Mapping[str, SeenEntry], *, first_poll: bool, first_entries: int
) -> Selection:
    """Return the entries that are new, changed, or whose article may be asked for again.

    Args:
        first_entries: how many of the newest are taken on the first poll of a feed.
    """
    waiting = [it for it in feed.entries if _waits(it, seen.get(it.key))]
    # The feed's order decides between entries without a date: it lists the newest first.
    ordered = sorted(waiting, key=lambda it: it.published_at or _NEVER, reverse=True)
    if any(it.published_at is None for it in waiting):
        ordered = waiting
    taken = ordered[:first_entries] if first_poll else ordered
    return Selection(chosen=tuple(reversed(taken)), left_out=tuple(ordered[len(taken) :]))


def _waits(entry: Entry, known: SeenEntry | None) -> bool:
    return known is None or known.tries > 0 or known.fingerprint != fingerprint_of(entry)


def fingerprint_of(entry: Entry) -> str:
    """Return what changes when the feed tells something else of the same article.

    The words of a teaser are left out: some carry counters that change with every look, and each
    change would fetch the article once more.
    """
    day = entry.published.isoformat() if entry.published else ""
    updated = entry.updated_at.isoformat() if entry.updated_at else ""
    words = updated if is_teaser(entry) else entry.text
    return digest("\n".join((entry.title, clean_link(entry.link), day, words)))


def is_elsewhere(entry: Entry, stored_hash: str | None) -> bool:
    """Tell whether an entry that is new to its feed has its article in the archive already.

    It came through another feed, or before its feed was removed and added again. A stored teaser
    does not count: the article is still wanted.

    Args:
        stored_hash: of the document under the entry's external id; None where there is none.
    """
    return stored_hash is not None and stored_hash != hash_content(teaser_text(entry))


def article_links(feed: Feed) -> frozenset[str]:
    """Return the links that lead to one article: not to the site, nor to a page of several."""
    pages = {entry.link: drop_tracking(entry.link) for entry in feed.entries if entry.link}
    uses = Counter(pages[entry.link] for entry in feed.entries if entry.link)
    home = feed.link.rstrip("/")
    return frozenset(
        link for link, page in pages.items() if uses[page] == 1 and page.rstrip("/") != home
    )


def external_id_of(address: str, entry: Entry) -> str:
    """Return the id under which the entry's article is stored.

    Args:
        address: the feed's, as it was added; it stays when the feed moves.
    """
    if entry.guid.startswith(("http://", "https://")):
        return clean_link(entry.guid)
    if not entry.guid and entry.link:
        return clean_link(entry.link)
    return f"{address}#{entry.guid or entry.key}"


def teaser_text(entry: Entry) -> str:
    """Return the entry's own text as it is stored where the article cannot be had."""
    return to_stored_text(drop_pointer(entry.text))


def make_document(
    state: FeedState,
    feed: Feed,
    entry: Entry,
    *,
    fetched_at: datetime,
    fetched_hash: str,
    teaser_because: str = "",
) -> RawDocument:
    """Return the document of an entry whose own text is stored.

    Args:
        teaser_because: why the article could not be had; "" where the text is the article.
    """
    note = f" (teaser only: {teaser_because[:_LONGEST_REASON]})" if teaser_because else ""
    text = teaser_text(entry) if teaser_because else to_stored_text(entry.text)
    return RawDocument(
        external_id=external_id_of(state.address, entry),
        text=text,
        title=entry.title or make_title(text),
        outlet=feed.title or state.title,
        url=clean_link(entry.link) or None,
        published=entry.published,
        origin=f"{state.address}{note}",
        author=entry.author,
        # Blog programs state the language they were installed in, whatever is written.
        language=entry.language if guess_language(text) in {"", entry.language} else "",
        licence=entry.rights,
        fetched_at=fetched_at,
        fetched_hash=fetched_hash,
        source=SourceRef(SourceKind.FEED, state.address, feed.title or state.title),
    )


def with_article(document: RawDocument, article: RawDocument, entry: Entry) -> RawDocument:
    """Return the entry's document with the text of its page, and what the page tells better."""
    return replace(
        document,
        text=article.text,
        title=entry.title or article.title,
        outlet=article.outlet or document.outlet,
        url=article.url or document.url,
        published=document.published or article.published,
        author=document.author or article.author,
        language=article.language,
        licence=article.licence or entry.rights,
        fetched_at=article.fetched_at,
        fetched_hash=article.fetched_hash,
    )


def remember(
    seen: Mapping[str, SeenEntry], listed: Sequence[Entry], settled: Mapping[str, SeenEntry]
) -> dict[str, SeenEntry]:
    """Return what is remembered after a poll: all that the feed lists, and some that it listed."""
    now_listed = {it.key for it in listed}
    former = [key for key in seen if key not in now_listed]
    kept = {key: seen[key] for key in former[-_MOST_FORMER:]}
    for entry in reversed(listed):
        known = settled.get(entry.key) or seen.get(entry.key)
        if known is not None:
            kept[entry.key] = known
    return kept
