"""The features of words as the encoder takes them: a few columns joined into one number each.

The encoder adds up what it learnt for every column. Sums for all values that two or three columns
can have together are worked out beforehand, so that three rows are added for a word, not seven.
"""

from __future__ import annotations

import math

import numpy as np

from bot.extraction.tagging.features import COLUMNS, Features
from bot.extraction.tagging.windows import Numbers

#: Which columns are joined, the last of each group counting fastest.
JOINED = (
    ("class", "touches"),
    ("shape", "sentence place", "paragraph start"),
    ("quoted length", "quoted place"),
)
#: How many codes each group has; code 0 stands for what is no word.
CODES = tuple(1 + math.prod(COLUMNS[name] for name in group) for group in JOINED)


def join_features(features: Features) -> Numbers:
    """Return the codes of words, ``(groups, words)``, from 1; ``features`` has one row a word."""
    places = list(COLUMNS)
    codes = np.zeros((len(JOINED), len(features)), np.int64)
    for code, group in zip(codes, JOINED, strict=True):
        for name in group:
            code *= COLUMNS[name]
            code += features[:, places.index(name)]
    return codes + 1
