"""Briefs and boards in the JSON of TimelineJS, which shows dated events on a web page.

TimelineJS reads headline and text as HTML; what comes from a document is escaped, so that it shows
the words as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from html import escape

from bot.records import Precision
from bot.results import Board, Brief, Citation, PositionLine, TimelineLine
from bot.wording import day_in_words, entry_date_in_words, plural

Json = dict[str, object]

_LAST_OF_WEEK = timedelta(days=6)


def brief_as_timelinejs(brief: Brief) -> Json:
    """Return the dates of a brief as events, each as exactly dated as its source is."""
    events = [_entry(line) for line in sorted(brief.timeline, key=lambda line: line.date)]
    return _timeline(brief.topic or brief.request.topic, brief.read_as, events)


def board_as_timelinejs(board: Board) -> Json:
    """Return the positions of a board as events, on the day of their publication.

    A stance is a group; a position whose text has no day is left out.
    """
    dated = [(row.line.date, row) for row in board.rows if row.line.date is not None]
    events = [
        {**_position(row.line, day), "group": str(row.side)}
        for day, row in sorted(dated, key=lambda pair: pair[0])
    ]
    return _timeline(board.topic or board.request.topic, board.read_as, events)


def dates_of(day: date, precision: Precision) -> Json:
    """Return the dates of an event, no more exact than they are known."""
    start: Json = {"year": day.year}
    if precision is not Precision.YEAR:
        start["month"] = day.month
    if precision in (Precision.DAY, Precision.WEEK):
        start["day"] = day.day
    found: Json = {"start_date": start, "display_date": entry_date_in_words(day, precision)}
    if precision is Precision.WEEK and day <= date.max - _LAST_OF_WEEK:
        last = day + _LAST_OF_WEEK
        found["end_date"] = {"year": last.year, "month": last.month, "day": last.day}
    return found


def _timeline(topic: str, read_as: str, events: list[Json]) -> Json:
    about = f"{read_as} {plural(len(events), 'event')}.".strip()
    return {"title": {"text": _text(escape(topic), escape(about))}, "events": events}


def _entry(line: TimelineLine) -> Json:
    places = (line.citation, *line.also_in)
    headline = line.citation.title or line.citation.outlet or line.phrase
    return {
        **dates_of(line.date, line.precision),
        **_event(line.citation, headline, line.text, places),
    }


def _position(line: PositionLine, day: date) -> Json:
    target = f" {line.target}" if line.target else ""
    headline = f"{line.actor} {line.stance}{target}"
    places = (line.citation, *line.also_in)
    return {
        **dates_of(day, Precision.DAY),
        **_event(line.citation, headline, line.text, places),
    }


def _event(citation: Citation, headline: str, words: str, places: Iterable[Citation]) -> Json:
    sources = " · ".join(_source(place) for place in places)
    shown = f"<blockquote>{escape(words)}</blockquote><p>{sources}</p>"
    event: Json = {
        "text": _text(escape(headline), shown),
        "unique_id": f"{citation.document}-{citation.start}-{citation.end}",
        "autolink": False,
    }
    if _is_web(citation.url):
        caption, credit = escape(citation.title), escape(citation.outlet)
        event["media"] = {"url": citation.url, "caption": caption, "credit": credit}
    return event


def _source(citation: Citation) -> str:
    name = escape(citation.outlet or citation.title or citation.external_id)
    day = f", {day_in_words(citation.published)}" if citation.published else ""
    if not _is_web(citation.url):
        return f"{name}{day}"
    return f'<a href="{escape(citation.url or "")}">{name}</a>{day}'


def _is_web(url: str | None) -> bool:
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


def _text(headline: str, words: str) -> Json:
    return {"headline": headline, "text": words}
