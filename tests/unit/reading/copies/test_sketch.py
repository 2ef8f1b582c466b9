"""The small draw by which copies find each other."""

from __future__ import annotations

from made_up import as_article, make_article, make_words

from bot.reading.copies.sketch import LEAST_WORDS, OF_ALL, OF_START, sketch_of
from bot.reading.copies.wording import Wording


def sketch(text: str) -> set[int]:
    """Return the sketch of a text."""
    return set(sketch_of(Wording(text)))


def test_a_sketch_is_small_whatever_the_text() -> None:
    """A page and a book take the same few numbers, which fit into six bytes."""
    for count in (60, 700, 20_000):
        drawn = sketch_of(Wording(make_article(count, seed=count)))
        assert OF_ALL <= len(drawn) <= OF_ALL + OF_START
        assert list(drawn) == sorted(set(drawn))
        assert drawn[0] >= 0
        assert drawn[-1] < 2**48


def test_too_few_words_have_no_sketch() -> None:
    """A sentence that anybody may say finds no copies."""
    assert not sketch(make_article(LEAST_WORDS - 1, seed=1))
    assert sketch(make_article(LEAST_WORDS, seed=1))


def test_a_cut_of_the_start_is_found() -> None:
    """A tenth of an article shares numbers with it, though it makes up little of it."""
    words = make_words(1200, seed=3)
    assert len(sketch(as_article(words)) & sketch(as_article(words[:120]))) >= 2


def test_other_texts_share_nothing() -> None:
    """Texts without a common run of words have no number in common."""
    assert not sketch(make_article(800, seed=4)) & sketch(make_article(800, seed=5))


def test_furniture_is_not_drawn() -> None:
    """Two pages with the same notice below share no number."""
    notice = "Subscribe to our newsletter, choose a password and read all comments. " * 3
    first, second = (f"{make_article(60, seed=seed)}\n{notice}" for seed in (6, 7))
    assert not sketch(first) & sketch(second)
