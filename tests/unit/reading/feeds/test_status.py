"""Where a feed stands, in words."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from feed_files import NOW, feed_state

from bot.reading.feeds.status import describe_feed

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FAILING = {"failures": 3, "last_error": "the server says 503.", "next_due": NOW + 40 * MINUTE}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "not fetched yet"),
        (
            {"last_fetched": NOW - 5 * MINUTE, "last_new": NOW - 2 * HOUR},
            "fetched 5 minutes ago, last new 2 hours ago",
        ),
        ({"last_fetched": NOW}, "fetched just now, nothing new yet"),
        (
            {"last_fetched": NOW - HOUR, "last_new": NOW - 9 * DAY},
            "fetched 1 hour ago, last new 9 days ago",
        ),
        (
            {"failing_since": NOW - 6 * DAY + 2 * HOUR + 5 * MINUTE, **FAILING},
            "failing since Tuesday 14:05: the server says 503; next try in 40 minutes",
        ),
        (
            {"failing_since": NOW - 2 * HOUR, "last_fetched": NOW - 3 * HOUR, **FAILING},
            "failing since 10:00: the server says 503; last fetched 3 hours ago;"
            " next try in 40 minutes",
        ),
        (
            {"failing_since": NOW - 30 * DAY, **FAILING, "next_due": NOW - HOUR},
            "failing since 20 April 2024: the server says 503; next try now",
        ),
        ({"is_paused": True, "paused_because": "it is gone (410)"}, "paused: it is gone (410)"),
        ({"is_paused": True, "last_fetched": NOW}, "paused"),
        (
            {"last_fetched": NOW, "last_new": NOW, "teasers": 3, "missed": 1, "trouble": "a wall."},
            "fetched just now, last new just now; 3 articles as teaser only, 1 article missed"
            " (the latest: a wall)",
        ),
    ],
)
def test_one_line_says_it(changes: dict[str, object], words: str) -> None:
    """When it was fetched, when it had something new, since when it fails and why."""
    assert describe_feed(feed_state(**changes), NOW) == words


def test_hours_are_those_of_whoever_asks() -> None:
    """Not those of the server."""
    state = feed_state(failing_since=NOW - HOUR, **FAILING)
    local = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert describe_feed(state, local).startswith("failing since 20:00:")
