"""Where a feed stands, in words. Pure; called by whatever lists feeds."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.ports.feeds import FeedState
from bot.wording import day_in_words, plural

_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86_400.0


def describe_feed(state: FeedState, now: datetime) -> str:
    """Return one line, such as ``fetched 5 minutes ago, last new 2 hours ago``.

    Args:
        now: the present instant; hours are told in its time zone.
    """
    if state.is_paused:
        return f"paused: {state.paused_because}" if state.paused_because else "paused"
    told = _describe_failure(state, now) if state.failing_since else _describe_health(state, now)
    if state.missed or state.teasers:
        told += f"; {_describe_teasers(state)}"
    return told


def _describe_health(state: FeedState, now: datetime) -> str:
    if state.last_fetched is None:
        return "not fetched yet"
    new = f"last new {ago(state.last_new, now)}" if state.last_new else "nothing new yet"
    return f"fetched {ago(state.last_fetched, now)}, {new}"


def _describe_failure(state: FeedState, now: datetime) -> str:
    since = moment_in_words(state.failing_since, now) if state.failing_since else ""
    fetched = ""
    if state.last_fetched:
        fetched = f"; last fetched {ago(state.last_fetched, now)}"
    why = state.last_error.rstrip(".")
    return f"failing since {since}: {why}{fetched}; next try {_until(state.next_due, now)}"


def _describe_teasers(state: FeedState) -> str:
    parts = []
    if state.teasers:
        parts.append(f"{plural(state.teasers, 'article')} as teaser only")
    if state.missed:
        parts.append(f"{plural(state.missed, 'article')} missed")
    because = f" (the latest: {state.trouble.rstrip('.')})" if state.trouble else ""
    return f"{', '.join(parts)}{because}"


def ago(moment: datetime, now: datetime) -> str:
    """Return ``just now``, ``5 minutes ago``, ``3 days ago``."""
    seconds = (now - moment).total_seconds()
    return "just now" if seconds < _MINUTE else f"{_length(seconds)} ago"


def _until(moment: datetime, now: datetime) -> str:
    seconds = (moment - now).total_seconds()
    return "now" if seconds < _MINUTE else f"in {_length(seconds)}"


def _length(seconds: float) -> str:
    if seconds < _HOUR:
        return plural(round(seconds / _MINUTE), "minute")
    if seconds < 2 * _DAY:
        return plural(round(seconds / _HOUR), "hour")
    return plural(int(seconds / _DAY), "day")


def moment_in_words(moment: datetime, now: datetime) -> str:
    """Return ``14:05``, ``Tuesday 14:05`` or ``4 May 2024``, no more exactly than is of use."""
    local = moment.astimezone(now.tzinfo)
    hour = f"{local:%H:%M}"
    if local.date() == now.date():
        return hour
    if now - moment < timedelta(days=6):
        return f"{_WEEKDAYS[local.weekday()]} {hour}"
    return day_in_words(local.date())
