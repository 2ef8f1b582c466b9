"""What a poll does with each entry of a feed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from feed_files import ARTICLE, FEED_URL, NOW, SENTENCE, feed_state

from bot.ports.feeds import SeenEntry
from bot.reading.decide import hash_content
from bot.reading.feeds.entries import Entry, Feed
from bot.reading.feeds.selection import (
    choose_entries,
    fingerprint_of,
    is_elsewhere,
    make_document,
    remember,
)

HOUR = timedelta(hours=1)


def entries(*names: str) -> tuple[Entry, ...]:
    """Return entries without a date."""
    return tuple(Entry(guid=name, title=name) for name in names)


def names(chosen: Sequence[Entry]) -> list[str]:
    """Return the titles of entries."""
    return [it.title for it in chosen]


def test_the_oldest_is_read_first() -> None:
    """By the dates where all have one, else by the feed's order, which is the newest first."""
    dated = [Entry(guid=f"{n}", title=f"{n}", published_at=NOW - n * HOUR) for n in (2, 1, 3)]
    feed = Feed(entries=tuple(dated))
    selection = choose_entries(feed, {}, first_poll=True, first_entries=2)
    assert names(selection.chosen) == ["2", "1"]
    assert names(selection.left_out) == ["3"]
    feed = Feed(entries=(*dated, *entries("4")))
    selection = choose_entries(feed, {}, first_poll=False, first_entries=2)
    assert names(selection.chosen) == ["4", "3", "1", "2"]


def test_what_was_dealt_with_is_left_alone() -> None:
    """Unless it changed, or its article may be asked for again."""
    feed = Feed(entries=entries("a", "b", "c", "d"))
    a, b, c, _ = feed.entries
    seen = {
        a.key: SeenEntry(fingerprint_of(a)),
        b.key: SeenEntry("something else"),
        c.key: SeenEntry(fingerprint_of(c), 1),
    }
    selection = choose_entries(feed, seen, first_poll=False, first_entries=9)
    assert names(selection.chosen) == ["d", "c", "b"]


@pytest.mark.parametrize(
    ("stored", "elsewhere"),
    [
        (None, False),
        (hash_content(SENTENCE), False),
        (hash_content("The article."), True),
    ],
)
def test_a_stored_teaser_is_not_the_article(stored: str | None, elsewhere: bool) -> None:
    """It is still wanted."""
    entry = Entry(guid="a", link="https://post.example/a", summary=f"{SENTENCE} Read more")
    assert is_elsewhere(entry, stored) is elsewhere


def test_all_that_a_feed_lists_is_remembered() -> None:
    """And the last five hundred that it listed before."""
    seen = {f"old {n}": SeenEntry("1") for n in range(700)}
    listed = entries(*(f"new {n}" for n in range(900)))
    settled = {it.key: SeenEntry("2") for it in listed[1:]}
    kept = remember(seen, listed, settled)
    assert len(kept) == 500 + 899
    assert "old 199" not in kept
    assert "old 200" in kept
    assert remember(kept, listed[:1], {}).keys() == set(list(kept)[-500:])


@pytest.mark.parametrize(
    ("language", "text", "kept"),
    [
        ("en", ARTICLE, "en"),
        ("de", ARTICLE, ""),
        ("de", "Tornby 2024", "de"),
    ],
)
def test_a_language_that_the_words_belie_is_not_believed(
    language: str, text: str, kept: str
) -> None:
    """Programs state the one they were installed in."""
    document = make_document(
        feed_state(),
        Feed(),
        Entry(guid="a", content=text, language=language),
        fetched_at=NOW,
        fetched_hash="",
    )
    assert (document.language, document.external_id) == (kept, f"{FEED_URL}#a")
