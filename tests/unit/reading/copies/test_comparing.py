"""What counts as a copy, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import as_article, change_words, make_article, make_words

from bot.reading.copies.comparing import are_copies, compare, read_text

WORDS = make_words(480, seed=1)
ARTICLE = as_article(WORDS)
OTHER = make_words(480, seed=2)
MONDAY = date(2024, 5, 6)
BOND = (
    "{issuer} is raising {amount} mln dlrs through an offering of convertible debentures due 2012"
    " with a {coupon} pct coupon and par pricing, said lead manager {bank}. The debentures can be"
    " converted into the common stock of the company at {price} dlrs a share, a premium of"
    " {premium} pct over the price of the stock when the terms were set on {day} in the market."
    " They cannot be called for two years."
)


def are_same(first: str, second: str, *, days: int = 0, titles: tuple[str, str] = ("", "")) -> bool:
    """Tell whether two texts are copies, the second published so many days later."""
    later = MONDAY.fromordinal(MONDAY.toordinal() + days)
    one, other = read_text(first, titles[0], MONDAY), read_text(second, titles[1], later)
    assert are_copies(one, other) == are_copies(other, one)
    return are_copies(one, other)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ARTICLE, id="word for word"),
        pytest.param(ARTICLE.upper(), id="in capitals"),
        pytest.param("BERLIN (Agency) - " + ARTICLE, id="another line above"),
        pytest.param(as_article(change_words(WORDS, 0.08, seed=3)), id="lightly edited"),
        pytest.param(as_article(WORDS[:240]), id="cut to its first half"),
        pytest.param(as_article(WORDS + OTHER[:200]), id="paragraphs added below"),
        pytest.param(as_article(OTHER[:200] + WORDS), id="paragraphs added above"),
        pytest.param(as_article(OTHER[:40] + WORDS[40:]), id="another first paragraph"),
        pytest.param(as_article(WORDS[:70]), id="cut to its first sentences"),
    ],
)
def test_copies(text: str) -> None:
    """One was made from the other, and most words were kept."""
    assert are_same(ARTICLE, text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(as_article(OTHER), id="another text"),
        pytest.param(as_article(OTHER[:300] + WORDS[:180]), id="less than half kept"),
        pytest.param(as_article(OTHER[:240] + WORDS[200:280] + OTHER[240:]), id="a box inside"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_copies(text: str) -> None:
    """A part that also stands elsewhere makes no copy."""
    assert not are_same(ARTICLE, text)


def test_a_box_is_no_copy_of_the_articles_that_hold_it() -> None:
    """A short text that stands in a long one behind its start is a part of it."""
    box = as_article(WORDS[200:320])
    assert not are_same(box, ARTICLE)


def test_a_long_gallery_in_two_articles_makes_no_copies() -> None:
    """What is shared lies behind two different starts."""
    gallery = make_words(1600, seed=4)
    first, second = (as_article(make_words(500, seed=seed) + gallery) for seed in (5, 6))
    assert not are_same(first, second)


def test_a_footer_makes_no_copies() -> None:
    """Short items of one outlet end with the same long notice."""
    notice = as_article(make_words(150, seed=7))
    first, second = (f"{make_article(100, seed=seed)}\n{notice}" for seed in (8, 9))
    assert not are_same(first, second)


def test_a_page_of_notices_makes_no_copies() -> None:
    """Hardly anything of such a page is its own."""
    notice = "Create an account with your email and a password to read the comments. " * 12
    first, second = (f"{make_article(15, seed=seed)} {notice}" for seed in (10, 11))
    assert not are_same(first, second)


def test_a_weekly_column_is_no_copy_of_last_weeks() -> None:
    """Two thirds of a column are the same every week, under a title that begins alike."""
    frame = make_words(300, seed=12)
    first, second = (
        as_article(frame[:60] + make_words(160, seed=s) + frame[60:]) for s in (13, 14)
    )
    titles = ("Our quiz of the week: eels", "Our quiz of the week: tides")
    assert not are_same(first, second, days=7)
    assert not are_same(first, second, days=1, titles=titles)


def test_an_article_that_is_printed_again_is_a_copy() -> None:
    """However late it comes, if nearly all words are kept."""
    assert are_same(ARTICLE, as_article(change_words(WORDS, 0.03, seed=15)), days=200)


def test_reports_of_fixed_form_are_no_copies() -> None:
    """The same sentences about another issuer, with other figures."""
    first = BOND.format(
        issuer="Guilford Mills", amount=75, coupon="6.1", bank="Bear Stearns", price="41.2",
        premium=24, day="Monday",
    )  # fmt: skip
    second = BOND.format(
        issuer="Brien Energy", amount=25, coupon="7.3", bank="Drexel Lambert", price="17.9",
        premium=21, day="Tuesday",
    )  # fmt: skip
    assert not are_same(first, second)
    assert are_same(first, first + " They will be listed in New York.")


def test_two_versions_with_other_comments_below_are_copies() -> None:
    """On one day, a page keeps its article and gathers what readers say."""
    first, second = (as_article(WORDS[:240] + make_words(220, seed=seed)) for seed in (16, 17))
    assert are_same(first, second)


def test_a_title_that_repeats_the_text_is_none() -> None:
    """A text without a headline is listed under its first words; they tell nothing besides."""
    assert read_text(ARTICLE, " ".join(ARTICLE.split()[:9]) + "…").title == ""
    assert read_text(ARTICLE, "Eels return").title == "Eels return"


def test_what_two_texts_share_is_measured() -> None:
    """Half of the longer text is the shorter one, word for word."""
    shared = compare(*(read_text(t).wording for t in (ARTICLE, as_article(WORDS[:240]))))
    assert (shared.words, shared.own_words) == (240, 240)
    assert shared.kept_in_all == shared.kept == shared.in_order == 1.0
    assert shared.of_longer == pytest.approx(0.5)
    assert shared.starts_of_longer[0] == 1.0
