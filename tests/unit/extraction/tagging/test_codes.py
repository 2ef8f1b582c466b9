"""Joined features keep apart whatever the columns keep apart."""

from __future__ import annotations

from itertools import chain, product

import numpy as np

from bot.extraction.tagging.codes import CODES, JOINED, join_features
from bot.extraction.tagging.features import COLUMNS


def test_every_column_is_joined_once() -> None:
    """No feature is left out and none counts twice."""
    assert sorted(chain.from_iterable(JOINED)) == sorted(COLUMNS)


def test_values_get_codes_of_their_own_and_none_gets_that_of_no_word() -> None:
    """A group's codes run from 1, in the order in which its columns count up, the last fastest."""
    for number, group in enumerate(JOINED):
        values = np.array(list(product(*(range(COLUMNS[name]) for name in group))))
        features = np.zeros((len(values), len(COLUMNS)), np.uint8)
        features[:, [list(COLUMNS).index(name) for name in group]] = values
        assert join_features(features)[number].tolist() == list(range(1, CODES[number]))


def test_a_text_without_words_has_no_codes() -> None:
    """Nothing in, nothing out."""
    assert join_features(np.zeros((0, len(COLUMNS)), np.uint8)).shape == (len(JOINED), 0)
