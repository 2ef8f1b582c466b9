"""A small draw of a text's shingles, by which texts that may be copies find each other.

The shingles with the smallest hashes are drawn: two texts that share a part draw the same shingles
from it, each as many as the part makes up of it. One draw is from the whole text and one from its
start alone, so that a text that was cut after a few paragraphs is found too.
"""

from __future__ import annotations

import numpy as np

from bot.reading.copies.wording import SHINGLE, Hashes, Wording

#: Hashes of a sketch that are drawn from the whole text, and those from its start.
OF_ALL, OF_START = 10, 10
#: Words that count as the start.
START = 160
#: Fewer words are too little to tell a copy from a common phrase.
LEAST_WORDS = 20
#: Bits of a hash that are kept: as many as ten million sketches need, and no byte more.
_BITS = 48


def sketch_of(wording: Wording) -> tuple[int, ...]:
    """Return the sketch of a text: at most 20 numbers from 0 to 2**48 - 1, ascending.

    A text of fewer than ``LEAST_WORDS`` own words has none.
    """
    if wording.own.sum() < LEAST_WORDS or not len(wording.shingles):
        return ()
    own = np.logical_and.reduce(
        [wording.own[i : len(wording) - SHINGLE + 1 + i] for i in range(SHINGLE)]
    )
    hashes = wording.shingles >> np.uint64(64 - _BITS)
    drawn = np.concatenate(
        (_smallest(hashes[own], OF_ALL), _smallest(hashes[own][:START], OF_START))
    )
    return tuple(int(value) for value in np.unique(drawn))


def _smallest(hashes: Hashes, count: int) -> Hashes:
    return np.unique(hashes)[:count]
