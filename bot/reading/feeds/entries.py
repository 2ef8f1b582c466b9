"""What a feed holds, as records. Made by ``parsing`` and ``jsonfeed``, used by ``polling``."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.errors import InputError

#: Entries that are read of one feed; more than any feed lists.
MOST_ENTRIES = 10_000
# Before news was put on the web, a date is a mistake (an unset clock says 1970).
_FIRST_YEAR = 1990
# A server's clock, or its time zone, may run ahead of ours.
_AHEAD = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One article as its feed tells of it; "" where the feed says nothing."""

    #: The feed's own id of it; "" also where the feed gives several articles the same one.
    guid: str = ""
    title: str = ""
    #: Absolute address of the article.
    link: str = ""
    author: str = ""
    #: The day as its publisher counts days, and the instant in UTC.
    published: date | None = None
    published_at: datetime | None = None
    #: When the feed says that it was changed, UTC.
    updated_at: datetime | None = None
    #: Plain text, paragraphs a blank line apart.
    summary: str = ""
    #: The same for the text that the feed gives as the article itself.
    content: str = ""
    #: ISO 639-1, as the feed states it.
    language: str = ""
    rights: str = ""

    @property
    def key(self) -> str:
        """What tells this entry from others of the same feed, poll after poll."""
        words = self.guid or self.link or f"{self.title}\n{self.text}"
        return digest(words)

    @property
    def text(self) -> str:
        """The longest text that the feed itself gives."""
        return max(self.content, self.summary, key=len)


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A feed as it was read; ``entries`` in the feed's order, each article once."""

    title: str = ""
    #: Absolute address of the site.
    link: str = ""
    language: str = ""
    rights: str = ""
    #: How long the publisher asks readers to wait between two looks.
    pause: timedelta | None = None
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class FeedLink:
    """A feed that a web page names as its own."""

    address: str
    title: str = ""


class NotAFeedError(InputError):
    """A web page came where a feed was expected.

    Attributes:
        feeds: those that the page names; empty where it names none.
    """

    def __init__(self, message: str, feeds: tuple[FeedLink, ...] = ()) -> None:
        super().__init__(message)
        self.feeds = feeds


def settle_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return each article once: an id that stands for several is dropped, then the first wins."""
    unique = list(dict.fromkeys(entries))
    addresses = {(each.guid, each.link) for each in unique if each.guid}
    uses = Counter(guid for guid, _ in addresses)
    settled = (replace(it, guid="") if uses[it.guid] > 1 else it for it in unique)
    first: dict[str, Entry] = {}
    for each in settled:
        if each.title or each.text or each.link:
            first.setdefault(each.key, each)
    return tuple(first.values())


def believe_date(day: date | None, now: datetime) -> date | None:
    """Return the day unless it lies in the future or before there were feeds."""
    if day is None or day.year < _FIRST_YEAR or day > (now + _AHEAD).date():
        return None
    return day


def language_code(stated: object) -> str:
    """Return ``de`` for ``de-AT``; "" for what is no language code."""
    code = str(stated or "").strip().lower().replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def settle_guid(guid: str, link: str) -> str:
    """Return the feed's id without the number of a version: ``.../story#1`` for ``.../story``."""
    guid = " ".join(guid.split())
    whole, mark, number = guid.rpartition("#")
    if not mark or not number.isdecimal() or "#" in link:
        return guid
    return whole if whole.startswith("http") and _same_page(whole, link) else guid


def _same_page(one: str, other: str) -> bool:
    paths = (each.partition("://")[2].partition("?")[0].rstrip("/") for each in (one, other))
    return len(set(paths)) == 1


def digest(words: str) -> str:
    """Return a short name for words, the same ever after."""
    return hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:20]
