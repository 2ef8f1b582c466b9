"""How well lines read alone."""

from __future__ import annotations

import pytest

from bot.briefing.texts.quality import is_boilerplate, rate_quotation, rate_sentence
from bot.records import QuotationKind

GOOD = "We will not sign a treaty that leaves our fishing fleet tied up in harbour."


@pytest.mark.parametrize(
    "worse",
    [
        "fishing fleet",
        "a treaty on fish",
        "Thank you all so much for coming here tonight, it means a lot to us.",
        "I am so proud of this team and of everybody who worked for it tonight.",
        "Fishing Fleet Tied Up As Ministers Reject Treaty Over Quotas",
        "the tied up fleet of fishing boats behind the old harbour wall",
        "Why would we not sign a treaty that leaves our fishing fleet in harbour?",
        "and that it was (as far as we know the first treaty of its kind",
    ],
)
def test_quotations(worse: str) -> None:
    """A complete clause of substance outranks fragments, courtesies, headlines and questions."""
    good = rate_quotation(GOOD, QuotationKind.DIRECT)
    assert good > 0.85
    assert rate_quotation(worse, QuotationKind.DIRECT) < 0.8 * good


@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ("as recently as earlier on Tuesday, Holm had told", " reporters of the treaty"),
        ("the fishing treaty will be the", " law of the town of Lund"),
    ],
)
def test_reported_words_that_were_cut_off(cut: str, rest: str) -> None:
    """What ends where no clause can end is next to nothing."""
    broken, whole = (rate_quotation(it, QuotationKind.INDIRECT) for it in (cut, cut + rest))
    assert broken < 0.2 * whole


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter and get the day's stories in your inbox.",
        "Read more: how the fishing treaty came about",
        "Photo: Ida Holm at the harbour wall on Monday",
        "Reporting by Ida Holm; editing by Jon Berg",
        "Follow us on every platform for updates.",
        "Click here to see the full list of ports.",
        "Updated 10:30 a.m., March 4",
        "© 2022 Lund Post. All rights reserved.",
        "See https://example.org for the full text.",
    ],
)
def test_boilerplate(text: str) -> None:
    """What belongs to the page is never shown."""
    assert is_boilerplate(text)
    assert rate_sentence(text) == 0.0
    assert rate_quotation(text, QuotationKind.DIRECT) == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "The streaming service lost a million subscribers in the spring quarter.",
        "Critics follow the trial of the former harbour master closely.",
        "The photo of the sunken ferry moved the whole country.",
        "The minister updated parliament on the talks with the fishing fleet.",
    ],
)
def test_news_is_no_boilerplate(text: str) -> None:
    """News about subscribers, photos and updates is news."""
    assert not is_boilerplate(text)
    assert rate_sentence(text) > 0.9


@pytest.mark.parametrize(
    "worse",
    [
        "said the minister, who had signed the treaty on Monday evening in Lund.",
        "Minister Signs Treaty Over Fishing Quotas In Lund",
        "The minister signed the treaty in Lund on Monday and",
        "He signed it there on Monday, and they were pleased with that.",
        "Signed, sealed.",
        "- the minister signed the treaty in Lund on Monday evening.",
    ],
)
def test_sentences(worse: str) -> None:
    """A whole sentence that names its subject outranks cut, titled and dangling ones."""
    good = rate_sentence("The minister signed the treaty in Lund on Monday evening.")
    assert good == 1.0
    assert rate_sentence(worse) <= 0.75 * good
