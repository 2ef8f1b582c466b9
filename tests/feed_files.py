"""Feeds as news sites serve them, built by hand, and feeds' states with defaults."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape

from bot.ports.feeds import FeedState

#: The instant at which test feeds are polled: a Monday.
NOW = datetime(2024, 5, 20, 12, 0, tzinfo=UTC)
FEED_URL = "https://post.example/news/rss.xml"
SENTENCE = "The council of Lindow voted to close the old pier after the storm of last week."
#: Long enough to be an article, in four paragraphs.
ARTICLE = "\n\n".join(
    f"In part {number}, {' '.join([SENTENCE.lower()] * 5)} “We had no choice,” said Ada Brandt."
    for number in ("one", "two", "three", "four")
)
_SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    ' xmlns:cc="http://backend.userland.com/creativeCommonsRssModule"'
)


def paragraphs(text: str) -> str:
    """Return a text as HTML paragraphs."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n"))


def item(
    link: str = "/a",
    *,
    title: str = "Pier closes",
    guid: str | None = None,
    date: str = "Mon, 20 May 2024 09:00:00 GMT",
    summary: str = "",
    content: str = "",
    more: str = "",
) -> str:
    """Return an RSS item; ``summary`` and ``content`` are HTML."""
    parts = [f"<title>{escape(title)}</title>"]
    parts += [f"<link>{escape(link)}</link>"] if link else []
    parts += [f'<guid isPermaLink="false">{escape(guid)}</guid>'] if guid is not None else []
    parts += [f"<pubDate>{date}</pubDate>"] if date else []
    parts += [f"<description>{escape(summary)}</description>"] if summary else []
    parts += [f"<content:encoded>{escape(content)}</content:encoded>"] if content else []
    return f"<item>{''.join(parts)}{more}</item>"


def rss(*items: str, title: str = "The Lindow Post", more: str = "") -> bytes:
    """Return an RSS feed."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {_SPACES}><channel>'
        f"<title>{escape(title)}</title><link>https://post.example/</link>{more}{''.join(items)}"
        "</channel></rss>"
    ).encode()


def atom(entries: Iterable[str], more: str = "") -> bytes:
    """Return an Atom feed."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"><title>The Lindow Post</title>'
        f"{more}{''.join(entries)}</feed>"
    ).encode()


def feed_state(**changes: object) -> FeedState:
    """Return a feed that was added and never polled; ``changes`` are its fields."""
    default = {
        "source_id": 1,
        "workspace": "local",
        "address": FEED_URL,
        "next_due": NOW,
    }
    return FeedState(**{**default, **changes})  # type: ignore[arg-type]
