"""Typed words and the score of documents: pure arithmetic."""

from __future__ import annotations

from datetime import date
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ports import SENTENCES_PER_DOCUMENT as STEP
from bot.store.ranking import (
    Term,
    best_sentences,
    estimate_documents,
    score_documents,
    score_words,
    weigh,
    weigh_sentences,
)
from bot.store.rows import scope_of
from bot.store.text_query import MOST_WORDS, neighbours, period_words, telling_words, words_in

DAYS = st.dates(date(1995, 1, 1), date(2005, 12, 31))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", []),
        ("?!", []),
        ("NATO's expansion", ["nato", "expansion"]),
        ("the U.S.-led war", ["the", "u.s", "led", "war"]),
        ("AT&T, well-known", ["at&t", "well-known"]),
        ("leaders' votes", ["leaders", "votes"]),
        ("a_b", ["a", "b"]),
        ("Größe 3.5", ["größe", "3.5"]),
    ],
)
def test_words_are_taken_from_plain_input(typed: str, words: list[str]) -> None:
    """Marks part words or fall away; case and possessives are dropped."""
    assert words_in(typed) == words


def test_long_input_is_cut() -> None:
    """Only the first words count."""
    assert len(words_in("word " * 5000)) == MOST_WORDS


@pytest.mark.parametrize(
    ("words", "telling"),
    [
        ("what did the leaders say of the leaders", ["leaders", "say"]),
        ("who was there", ["who", "was", "there"]),
        ("", []),
    ],
)
def test_telling_words_are_those_that_are_left(words: str, telling: list[str]) -> None:
    """Function words go, unless there is nothing else; each word stands once."""
    assert telling_words(words.split()) == telling


def test_neighbours_are_pairs_without_function_words() -> None:
    """Only telling words that stand side by side make a pair."""
    words = "interest rates in the euro area interest rates".split()
    assert neighbours(words) == ["interest rates", "euro area", "area interest"]


@given(since=DAYS, until=DAYS, day=DAYS)
def test_a_period_is_covered_by_its_words(since: date, until: date, day: date) -> None:
    """Every day of it has one of the words; no month outside it does."""
    found = set(period_words(since, until)) & set(scope_of(1, day).split())
    months = [(d.year, d.month) for d in (since, day, until)]
    assert bool(found) == (months[0] <= months[1] <= months[2])
    assert len(found) <= 1


def test_whole_years_are_one_word() -> None:
    """What is left over are months."""
    assert period_words(date(2020, 11, 3), date(2023, 2, 1)) == [
        "m202011",
        "m202012",
        "y2021",
        "y2022",
        "m202301",
        "m202302",
    ]


def test_documents_are_counted_where_all_sentences_are_known() -> None:
    """Two sentences of one document are one."""
    assert estimate_documents([2 * STEP + 1, STEP + 5, STEP + 1], 10, 100) == 2
    assert estimate_documents([], 10, 100) == 0


def test_documents_are_estimated_where_the_list_was_cut() -> None:
    """Ten documents in the newest ten are taken for all hundred."""
    newest = [document * STEP + 1 for document in range(100, 90, -1)]
    assert estimate_documents(newest, 10, 100) == 100


def test_rare_words_weigh_more_and_none_weighs_nothing() -> None:
    """The weight falls with the number of documents; pairs weigh less than words."""
    weights = [weigh(Term("word", [], held), 100) for held in (1, 10, 50, 90, 100)]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0
    assert 0 < weigh(Term("two words", [], 10), 100) < weights[1]


def test_bm25_is_what_the_formula_says() -> None:
    """One word twice in a document of mean length, by hand."""
    (score,) = score_words([Term("word", [STEP + 1, STEP + 2], 1)], 3, {1: 8}, 8.0).values()
    assert isclose(score, 0.9808292530117262 * 2 * 2.2 / (2 + 1.2), rel_tol=1e-9)


def test_shorter_documents_and_titles_score_higher() -> None:
    """The same word says more in a short text, and most in a title."""
    lengths = {1: 30, 2: 10, 3: 10}
    scores = score_documents(
        [Term("word", [3 * STEP, 2 * STEP + 1, STEP + 1], 3)], 9, lengths, 10.0
    )
    assert scores[3] > scores[2] > scores[1]


def test_words_in_one_sentence_score_higher_than_words_apart() -> None:
    """Two documents with the same words differ by where these stand."""
    together, apart = [STEP + 1, STEP + 1], [2 * STEP + 1, 2 * STEP + 5]
    terms = [Term("word", [together[0], apart[0]], 2), Term("word", [together[1], apart[1]], 2)]
    scores = score_documents(terms, 9, {}, 10.0)
    assert scores[1] > scores[2]


def test_the_first_of_equal_sentences_is_the_best() -> None:
    """Otherwise the heaviest one is."""
    terms = [Term("word", [STEP + 4, STEP + 2, 2 * STEP + 9], 2), Term("word", [2 * STEP + 9], 1)]
    best = best_sentences(weigh_sentences(terms, 9))
    assert {document: sentence for document, (sentence, _) in best.items()} == {
        1: STEP + 2,
        2: 2 * STEP + 9,
    }
