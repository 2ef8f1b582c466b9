"""The bytes of a feed to ``Feed``: RSS, RDF, Atom and JSON Feed. Pure; called by ``polling``.

feedparser does the reading. It is given bytes only, sanitises the HTML, and never fetches.
"""

from __future__ import annotations

import re
from calendar import timegm
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any

import feedparser

from bot.errors import InputError
from bot.reading.feeds.addresses import read_address
from bot.reading.feeds.decoding import decode_feed
from bot.reading.feeds.discovery import find_feed_links
from bot.reading.feeds.entries import (
    MOST_ENTRIES,
    Entry,
    Feed,
    FeedLink,
    NotAFeedError,
    believe_date,
    language_code,
    settle_entries,
    settle_guid,
)
from bot.reading.feeds.jsonfeed import read_json_feed
from bot.reading.feeds.markup import html_to_text, one_line, tidy

_ENTRY_TAG = re.compile(r"<(?:\w+:)?(?:item|entry)\b", re.IGNORECASE)
_PAGE = re.compile(r"(?:\s|<!--.*?-->)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
# Added by a blog program below every entry, in the same words.
_FOOTER = re.compile(r"(?:^|\n)The post .{1,400}? (?:appeared first|first appeared) on .{1,200}$")
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_LONGEST_RIGHTS = 300
_LONGEST_NAME = 200
# A word for nobody in particular, and what programs put where a name belongs, or beside it.
_NOBODY = re.compile(r"(?:admin|editor|webmaster|no-?reply|staff|user)\d*", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+")


def read_feed(data: bytes, *, url: str, now: datetime, charset: str = "") -> Feed:
    """Return what a feed says.

    Args:
        url: where it was fetched from; relative links start there.
        now: dates after it are not believed.
        charset: what the server stated, "" where it stated none.

    Raises:
        NotAFeedError: it is a web page; the error names the feeds that the page links to.
        InputError: no feed, or more than a feed may hold.
    """
    text = decode_feed(data, charset)
    if text.lstrip().startswith("{"):
        return read_json_feed(text, url=url, now=now)
    if _PAGE.match(text[:20_000]):
        raise _not_a_feed(find_feed_links(text, url))
    if len(_ENTRY_TAG.findall(text)) > MOST_ENTRIES:
        raise InputError(f"it lists more than {MOST_ENTRIES:,} entries")
    parsed = _parse(text, url)
    told = parsed["feed"]
    if not parsed.get("version") and not any("title" in it for it in parsed["entries"]):
        raise InputError("it is not a feed: it is neither RSS nor Atom nor JSON Feed")
    language, rights = language_code(told.get("language")), _read_rights(told)
    entries = (_read_entry(it, url, now, language, rights) for it in parsed["entries"])
    return Feed(
        title=_read_line(told, "title"),
        link=read_address(str(told.get("link") or ""), url),
        language=language,
        rights=rights,
        pause=_read_pause(told),
        entries=settle_entries(entries),
    )


def _parse(text: str, url: str) -> Any:
    # Bytes given as such would be tried as the name of a file.
    stream = BytesIO(text.encode("utf-8"))
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": url}
    try:
        return feedparser.parse(
            stream, response_headers=headers, resolve_relative_uris=True, sanitize_html=True
        )
    except Exception as error:
        # Damaged feeds make it raise errors of many kinds, besides those it reports.
        raise InputError(
            f"it is too damaged to be read as a feed ({type(error).__name__})"
        ) from error


def _not_a_feed(links: Iterable[FeedLink]) -> NotAFeedError:
    feeds = tuple(links)
    if not feeds:
        return NotAFeedError("it is a web page, not a feed, and it names no feed")
    named = ", ".join(each.address for each in feeds[:3])
    return NotAFeedError(f"it is a web page, not a feed; the page names {named}", feeds)


def _read_entry(it: Any, url: str, now: datetime, language: str, rights: str) -> Entry:
    moment = _read_moment(it, "published_parsed", "updated_parsed", "created_parsed")
    day = _read_day(it, moment)
    believed = believe_date(day, now)
    link = _read_link(it, url)
    return Entry(
        guid=settle_guid(str(it.get("id") or ""), link),
        title=_read_line(it, "title"),
        link=link,
        author=_read_author(it),
        published=believed,
        published_at=moment if believed else None,
        updated_at=_read_moment(it, "updated_parsed"),
        summary=_read_text(it.get("summary_detail")),
        content=max(map(_read_text, it.get("content") or ()), key=len, default=""),
        language=_read_language(it) or language,
        rights=_read_rights(it) or rights,
    )


def _read_link(it: Any, url: str) -> str:
    if link := read_address(str(it.get("link") or ""), url):
        return link
    for other in it.get("links") or ():
        if other.get("rel") in {"alternate", "related"} and (
            link := read_address(str(other.get("href") or ""), url)
        ):
            return link
    guid = str(it.get("id") or "")
    return read_address(guid) if guid.startswith(("http://", "https://")) else ""


def _read_line(it: Any, name: str) -> str:
    return one_line(_read_text(it.get(f"{name}_detail")))


def _read_text(detail: Any) -> str:
    """Return the text of a title, summary or content; "" for what is no text."""
    if not detail or not detail.get("value"):
        return ""
    value, kind = str(detail["value"]), str(detail.get("type") or "")
    if kind in {"text/html", "application/xhtml+xml"}:
        text = html_to_text(value)
    elif not kind or kind.startswith("text/"):
        text = tidy(value)
    else:
        return ""
    return _FOOTER.sub("", text).rstrip()


def _read_author(it: Any) -> str:
    people = it.get("authors") or ()
    # Of one author the whole is told; its parts are wrong where a mail address stands beside it.
    names = [each.get("name") for each in people] if len(people) > 1 else [it.get("author")]
    plain = (one_line(_MAIL.sub("", str(name or ""))).strip("<>()[],; ") for name in names)
    told = [name for name in dict.fromkeys(plain) if name and not _NOBODY.fullmatch(name)]
    return ", ".join(told)[:_LONGEST_NAME]


def _read_language(it: Any) -> str:
    """Return the language that the entry itself states; what it inherits is the feed's."""
    details = (*(it.get("content") or ()), it.get("summary_detail"), it.get("title_detail"))
    stated = (language_code(detail.get("language")) for detail in details if detail)
    return language_code(it.get("language")) or next(filter(None, stated), "")


def _read_rights(told: Any) -> str:
    links = (each.get("href") for each in told.get("links") or () if each.get("rel") == "license")
    licence = next(filter(None, map(str, links)), "")
    return licence or one_line(_read_text(told.get("rights_detail")))[:_LONGEST_RIGHTS]


def _read_pause(told: Any) -> timedelta | None:
    """Return the pause that the feed asks for: its ttl in minutes, or its update period."""
    ttl = str(told.get("ttl") or "").strip()
    if ttl.isdecimal() and len(ttl) < 7 and int(ttl):
        return timedelta(minutes=int(ttl))
    hours = _PERIODS.get(str(told.get("sy_updateperiod") or "").strip().lower())
    if hours is None:
        return None
    times = str(told.get("sy_updatefrequency") or "1").strip()
    often = int(times) if times.isdecimal() and len(times) < 5 and int(times) else 1
    return timedelta(hours=hours) / often


def _read_moment(it: Any, *names: str) -> datetime | None:
    """Return the first of the instants that the entry has, in UTC."""
    for name in names:
        # Asked for directly, "updated" would be made up from "published", with a warning.
        if name in it and (parts := it[name]):
            try:
                return datetime.fromtimestamp(timegm(parts), UTC)
            except (ValueError, OverflowError, OSError):
                continue
    return None


def _read_day(it: Any, moment: datetime | None) -> date | None:
    """Return the publisher's own day: an evening in New York is the next day in UTC."""
    if moment is None:
        return None
    for name in ("published", "updated", "created"):
        if f"{name}_parsed" in it and it[f"{name}_parsed"] and name in it:
            local = _read_local(str(it[name]).strip())
            if local is not None and abs(local - moment.date()) <= timedelta(days=1):
                return local
            break
    return moment.date()


def _read_local(written: str) -> date | None:
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
