"""The feeds that a web page names. Pure; called by ``parsing`` and when somebody adds a page."""

from __future__ import annotations

from lxml import etree

from bot.reading.feeds.addresses import read_address
from bot.reading.feeds.entries import FeedLink

_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
}
_MOST_LINKS = 20
# Named beside a site's own feed by blog programs; nobody who adds a site wants its comments.
_COMMENTS = ("comments/feed", "comments feed", "/comments/default")


def find_feed_links(html: str, base: str) -> tuple[FeedLink, ...]:
    """Return the feeds that the page names with ``<link rel="alternate">``, in its order.

    Args:
        html: the page; only its markup is looked at.
        base: the page's address.
    """
    root = etree.fromstring(
        html.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", no_network=True)
    )
    if root is None:
        return ()
    start = next((it.get("href") or "" for it in root.iter("base")), "")
    base = read_address(start, base) or base
    found: dict[str, FeedLink] = {}
    for link in root.iter("link"):
        relations = (link.get("rel") or "").lower().split()
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        address = read_address(link.get("href") or "", base)
        title = " ".join((link.get("title") or "").split())
        wanted = ("alternate" in relations or "feed" in relations) and kind in _TYPES
        if wanted and address and not _is_comments(address, title):
            found.setdefault(address, FeedLink(address=address, title=title))
    return tuple(found.values())[:_MOST_LINKS]


def _is_comments(address: str, title: str) -> bool:
    return any(each in f"{address} {title}".lower() for each in _COMMENTS)
