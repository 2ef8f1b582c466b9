"""Whether a feed gives the article, or points to it."""

from __future__ import annotations

import pytest
from feed_files import ARTICLE, SENTENCE

from bot.reading.feeds.entries import Entry
from bot.reading.feeds.teasers import drop_pointer, ends_short, is_teaser, says_something

SHORT_REPORT = " ".join([SENTENCE] * 6)


@pytest.mark.parametrize(
    ("entry", "teaser"),
    [
        (Entry(), True),
        (Entry(summary=SENTENCE), True),
        (Entry(summary=ARTICLE), False),
        (Entry(summary=SHORT_REPORT), True),
        (Entry(content=SHORT_REPORT), False),
        (Entry(content=SHORT_REPORT, summary=SENTENCE), False),
        (Entry(content=SHORT_REPORT, summary=SHORT_REPORT[:-20]), True),
        (Entry(content=SENTENCE), True),
        (Entry(content=f"{ARTICLE}…"), True),
        (Entry(summary=f"{ARTICLE}\n\nRead more"), True),
        (Entry(content="市議会は桟橋の閉鎖を決めた。" * 20), False),
    ],
)
def test_a_teaser_is_told_from_an_article(entry: Entry, teaser: bool) -> None:
    """By its length, by where it stands, and by what its end says."""
    assert is_teaser(entry) is teaser


@pytest.mark.parametrize(
    ("end", "kept"),
    [
        (" Read more", ""),
        (" (Read more)", ""),
        ("\n\nRead the full article", ""),
        (" Continue reading The old pier closes", ""),
        (" More »", ""),
        (" Weiterlesen", ""),
        (" Lire la suite »", ""),
        (" Leer más", ""),
        (" Leggi tutto", ""),
        (" Читать далее", ""),
        ("続きを読む", ""),
        ("…", "…"),
        (" [...]", " [...]"),
        (" And so […]", " And so […]"),
    ],
)
def test_an_end_that_points_elsewhere_is_seen(end: str, kept: str) -> None:
    """In several languages; the words that only lead on are not kept."""
    assert ends_short(SENTENCE + end)
    assert drop_pointer(SENTENCE + end) == SENTENCE + kept


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "The harbour needs more.",
        "He asked: “Who will continue?”",
        "We would like to read more",
        "She wanted to see more… but nobody came.",
        "“We will continue reading the plans.”",
    ],
)
def test_an_ordinary_end_is_an_end(text: str) -> None:
    """Though it has the same words in it."""
    assert not ends_short(text)
    assert drop_pointer(text) == text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (SENTENCE, True),
        ("Old pier to close after the storm of last…", True),
        ("Pier closes.", False),
        ("Posted in News, Lindow, Harbour, Storms, Pictures and Videos today", False),
        ("市議会は古い桟橋の閉鎖を決めた。", True),
        ("", False),
    ],
)
def test_a_teaser_that_is_a_sentence_says_something(text: str, says: bool) -> None:
    """A label, a list of topics or a date does not."""
    assert says_something(text) is says
