"""JSON Feed to ``Feed``. Pure; called by ``parsing``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from bot.errors import InputError
from bot.reading.feeds.addresses import read_address
from bot.reading.feeds.entries import (
    MOST_ENTRIES,
    Entry,
    Feed,
    believe_date,
    language_code,
    settle_entries,
    settle_guid,
)
from bot.reading.feeds.markup import html_to_text, one_line, tidy

_VERSION = "https://jsonfeed.org/version/"


def read_json_feed(text: str, *, url: str, now: datetime) -> Feed:
    """Return what a JSON Feed says; see ``parsing.read_feed`` for the arguments.

    Raises:
        InputError: it is not JSON, or JSON of another kind.
    """
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("it starts like a JSON Feed, but it is not JSON") from error
    if not str(told.get("version", "")).startswith(_VERSION) or not isinstance(
        told.get("items"), list
    ):
        raise InputError("it is not a feed: it is JSON, but not a JSON Feed")
    items = [it for it in told["items"] if isinstance(it, dict)]
    if len(items) > MOST_ENTRIES:
        raise InputError(f"it lists more than {MOST_ENTRIES:,} entries")
    language = language_code(told.get("language"))
    return Feed(
        title=one_line(_text(told, "title")),
        link=read_address(_text(told, "home_page_url"), url),
        language=language,
        entries=settle_entries(_read_item(it, url, now, language) for it in items),
    )


def _read_item(it: Mapping[str, object], url: str, now: datetime, language: str) -> Entry:
    link = read_address(_text(it, "url") or _text(it, "external_url"), url)
    updated = _read_moment(_text(it, "date_modified"))
    moment = _read_moment(_text(it, "date_published") or _text(it, "date_modified"))
    believed = believe_date(moment.date() if moment else None, now)
    html = _text(it, "content_html")
    return Entry(
        guid=settle_guid(_text(it, "id"), link),
        title=one_line(_text(it, "title")),
        link=link,
        author=_read_authors(it),
        published=believed,
        published_at=moment.astimezone(UTC) if moment and believed else None,
        updated_at=updated.astimezone(UTC) if updated else None,
        summary=tidy(_text(it, "summary")),
        content=html_to_text(html) if html else tidy(_text(it, "content_text")),
        language=language_code(it.get("language")) or language,
    )


def _read_authors(it: Mapping[str, object]) -> str:
    several = it.get("authors")
    people = several if isinstance(several, list) else [it.get("author")]
    names = (one_line(_text(person, "name")) for person in people if isinstance(person, dict))
    return ", ".join(filter(None, names))


def _read_moment(written: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written.strip())
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return aware


def _text(told: Mapping[str, object], name: str) -> str:
    value = told.get(name)
    # Ids may be numbers; the text was decoded, but an escape may hold half a character.
    words = str(value) if isinstance(value, (str, int, float)) else ""
    return words.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
