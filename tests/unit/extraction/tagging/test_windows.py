"""Windows read every word once and see its neighbours."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.extraction.tagging.windows import cut_windows

LENGTHS = st.lists(st.integers(1, 4), max_size=900)


@given(LENGTHS, st.lists(st.integers(1, 400), max_size=40))
def test_every_token_is_read_by_one_window_that_fits(
    lengths: list[int], sentence_lengths: list[int]
) -> None:
    """Own tokens follow each other without a gap; no window is longer than the encoder takes."""
    ends = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    sentences, begin = [], 0
    for length in [*sentence_lengths, len(lengths)]:
        after = min(len(lengths), begin + length)
        if after > begin:
            sentences.append((begin, after))
        begin = after
    windows = cut_windows(ends, sentences)
    own = [token for it in windows for token in range(it.own_first, it.own_after)]
    assert own == list(range(len(lengths)))
    for window in windows:
        assert window.first <= window.own_first < window.own_after <= window.after_last
        assert ends[window.after_last] - ends[window.first] <= 254


def test_windows_end_with_sentences_where_they_can() -> None:
    """A sentence is not cut where whole ones fill a window."""
    ends = np.arange(601, dtype=np.int64)
    sentences = [(first, first + 20) for first in range(0, 600, 20)]
    assert all(window.own_after % 20 == 0 for window in cut_windows(ends, sentences))


def test_a_short_text_is_one_window() -> None:
    """What fits is read in one go."""
    (window,) = cut_windows(np.arange(101, dtype=np.int64), [(0, 100)])
    assert window == (0, 100, 0, 100)
