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
    opening = np.cumsum([0, *sentence_lengths])
    sentences = opening[opening < len(lengths)]
    windows = cut_windows(ends, sentences, sentences[::3])
    own = [token for it in windows for token in range(it.own_first, it.own_after)]
    assert own == list(range(len(lengths)))
    for window in windows:
        assert window.first <= window.own_first < window.own_after <= window.after_last
        assert ends[window.after_last] - ends[window.first] <= 254


def test_windows_end_with_paragraphs_else_with_sentences() -> None:
    """Neither is cut where whole ones fill a window; behind a paragraph nothing is seen."""
    ends = np.arange(601, dtype=np.int64)
    sentences, nowhere = np.arange(0, 600, 20), np.zeros(1, np.int64)
    for paragraphs, step in ((np.arange(0, 600, 60), 60), (nowhere, 20)):
        windows = cut_windows(ends, sentences, paragraphs)
        assert all(window.own_after % step == 0 for window in windows)
        assert all((it.after_last > it.own_after) is (step == 20) for it in windows[:-1])


def test_a_short_text_is_one_window() -> None:
    """What fits is read in one go."""
    start = np.zeros(1, np.int64)
    (window,) = cut_windows(np.arange(101, dtype=np.int64), start, start)
    assert window == (0, 100, 0, 100)
