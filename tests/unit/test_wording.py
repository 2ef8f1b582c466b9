"""Dates, periods and hours in words."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.errors import InputError
from bot.language.differences import compare_wording
from bot.records import Precision, QuotationKind
from bot.results import Citation, Variant
from bot.wording import (
    according_in_words,
    entry_date_in_words,
    extractor_in_words,
    manner_in_words,
    period_in_words,
    plural,
    split_hour,
    variant_in_words,
)


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        (Precision.DAY, "2 May 2022"),
        (Precision.WEEK, "week of 2 May 2022"),
        (Precision.MONTH, "May 2022"),
        (Precision.YEAR, "2022"),
    ],
)
def test_precision(precision: Precision, words: str) -> None:
    """A date is never written more exactly than it is known."""
    assert entry_date_in_words(date(2022, 5, 2), precision) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""),
        (date(2022, 5, 1), None, "1 May 2022"),
        (date(2022, 5, 1), date(2022, 5, 1), "1 May 2022"),
        (date(2022, 5, 1), date(2022, 5, 14), "1–14 May 2022"),
        (date(2022, 4, 30), date(2022, 5, 14), "30 April – 14 May 2022"),
        (date(2021, 12, 30), date(2022, 1, 2), "30 December 2021 – 2 January 2022"),
    ],
)
def test_period(first: date | None, last: date | None, words: str) -> None:
    """A period names month and year once where both ends share them."""
    assert period_in_words(first, last) == words


@pytest.mark.parametrize(
    ("count", "noun", "words"),
    [
        (1, "document", "1 document"),
        (2400, "document", "2,400 documents"),
        (0, "reply", "0 replies"),
        (2, "day", "2 days"),
    ],
)
def test_plural(count: int, noun: str, words: str) -> None:
    """A count takes the right form of its noun."""
    assert plural(count, noun) == words


@pytest.mark.parametrize(
    ("order", "topic", "hour"),
    [
        ("nato 08:00", "nato", time(8)),
        ("nato expansion 8:30", "nato expansion", time(8, 30)),
        ("taiwan at 18.30", "taiwan", time(18, 30)),
        ("  interest   rates  8am ", "interest rates", time(8)),
        ("inflation 12am", "inflation", time(0)),
        ("inflation 12:15 p.m.", "inflation", time(12, 15)),
        ("article 5", "article 5", None),
        ("g20", "g20", None),
        ("opec at 9 pm", "opec", time(21)),
        ("covid 19", "covid 19", None),
    ],
)
def test_hour_of_an_order(order: str, topic: str, hour: time | None) -> None:
    """An hour at the end is split off; a bare number stays part of the topic."""
    assert split_hour(order) == (topic, hour)


@pytest.mark.parametrize("order", ["nato 25:00", "nato 08:75", "nato 13pm"])
def test_impossible_hour(order: str) -> None:
    """An hour that does not exist is refused with the way to write one."""
    with pytest.raises(InputError, match="There is no hour"):
        split_hour(order)


@pytest.mark.parametrize(
    ("kind", "cue", "words"),
    [
        (QuotationKind.DIRECT, "said", ""),
        (QuotationKind.MIXED, "said", "partly quoted (“said”)"),
        (QuotationKind.INDIRECT, "has\nsaid", "in reported speech (“has said”)"),
        (QuotationKind.INDIRECT, None, "in reported speech"),
    ],
)
def test_manner(kind: QuotationKind, cue: str | None, words: str) -> None:
    """Words that are not all quoted are called so, with the cue that reports them."""
    assert manner_in_words(kind, cue) == words


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ("We will not pay for it", "without “alone”"),
        ("We will never pay for it alone", "“never” instead"),
        ("We will not pay for it all alone", "with “all” added"),
        ("They will not pay for it", "“They” instead, and more"),
    ],
)
def test_another_wording(other: str, words: str) -> None:
    """The first difference is told, and whether there are more."""
    text = "We will not pay for it alone"
    citation = Citation(
        document=1, external_id="a", title="", outlet="", url=None, published=None, start=0, end=1
    )
    variant = Variant(text=other, citation=citation, differences=compare_wording(text, other))
    assert variant_in_words(text, variant) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("fast 1", "the fast extractor, version 1"),
        ("failed: exact 2", "nothing: the exact extractor, version 2, could not read it"),
        ("", ""),
    ],
)
def test_extractor(name: str, words: str) -> None:
    """What found the facts of a text is told as a reader understands it."""
    assert extractor_in_words(name) == words


@pytest.mark.parametrize(
    ("reporter", "words"),
    [
        ("The two sides", "according to the two sides"),
        ("Ada Brandt", "according to Ada Brandt"),
        ("Theresa May", "according to Theresa May"),
    ],
)
def test_reporter(reporter: str, words: str) -> None:
    """An article that began a sentence is small inside a line."""
    assert according_in_words(reporter) == words
