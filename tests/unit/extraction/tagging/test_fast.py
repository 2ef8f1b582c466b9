"""The fast network reads every word once, by what stands around it and nothing else."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from bot.extraction.tagging.fast import TABLES, FastTagger, WordNumbers, load_fast_tagger, look_up
from bot.extraction.tagging.hashes import BEGINNINGS, ENDINGS
from bot.extraction.tagging.rows import SOURCE
from bot.language.layout import lay_out

NEWS = (
    "Anna Berg, the minister, said on Friday that the levy will rise by a tenth.\n\n"
    "“We will pay for it,” Mr. Dahl told the Chronicle. He left for Oslo in 2019.\n\n"
)
#: Words behind which the network sees nothing.
SIGHT = 128


@pytest.fixture(scope="module")
def tagger() -> FastTagger:
    """Return the tagger with the weights that ship."""
    return load_fast_tagger()


def rows_of(tagger: FastTagger, text: str) -> np.ndarray:
    """Return scores and keys of all words of a text, each from the window that reads it."""
    found = []
    for read in tagger.read(lay_out(text)).windows:
        rows = np.concatenate([read.rows, read.keys(SOURCE)], 1)
        first = read.window.first
        found.append(rows[read.window.own_first - first : read.window.own_after - first])
    return np.concatenate(found)


def test_a_text_without_words_has_no_windows(tagger: FastTagger) -> None:
    """Nothing is read where nothing stands."""
    assert tagger.read(lay_out("")).windows == []


def test_far_words_change_nothing(tagger: FastTagger) -> None:
    """The same words get the same rows, whatever stands further off than the network sees."""
    near = NEWS * 10
    alone = rows_of(tagger, near)
    kept = len(alone) - SIGHT
    assert kept > 0
    longer = rows_of(tagger, near + "“GO!!!” 99 42 ZEBRA (quux) " * 300)
    assert np.array_equal(longer[:kept], alone[:kept])


def test_long_texts_are_read_as_if_in_one_piece(tagger: FastTagger) -> None:
    """Windows follow on each other, and where one ends no word is read differently."""
    text = NEWS * 140
    windows = [it.window for it in tagger.read(lay_out(text)).windows]
    assert len(windows) > 1
    assert all(one.own_after == other.own_first for one, other in pairwise(windows))
    period = len(lay_out(NEWS).words)
    cut = windows[1].own_first
    rows = rows_of(tagger, text)
    around = np.arange(cut - 20, cut + 20)
    assert np.array_equal(rows[around], rows[around - 10 * period])


def test_numbers_are_rows_of_the_tables() -> None:
    """Known words have a number, others 0; no number is larger than its table."""
    numbers = WordNumbers(["said", "levy"]).read(lay_out("Levy said “McKay” 42 times.\n\nGone"))
    assert numbers[:2, 0].tolist() == [2, 1]
    assert not numbers[2:, 0].any()
    assert (numbers >= 0).all()
    assert (numbers < [3, ENDINGS, BEGINNINGS, 42 * 8, 4 * 4 * 4 * 2 * 2]).all()


def test_what_is_known_of_a_word_is_added_up() -> None:
    """One row of each table, and nothing below 0."""
    chance = np.random.default_rng(0)
    tables = {name: chance.normal(size=(5, 4)).astype(np.float32) for name in TABLES}
    numbers = np.array([[0, 1, 2, 3, 4], [4, 4, 0, 0, 1]])
    expected = [sum(tables[name][row[at]] for at, name in enumerate(TABLES)) for row in numbers]
    assert look_up(tables, numbers) == pytest.approx(np.maximum(expected, 0), abs=1e-6)
