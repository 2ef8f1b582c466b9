"""News that nobody annotated, read by taggers."""

from __future__ import annotations

import numpy as np
import pytest

from bot.extraction.tagging.reading import MODEL

torch = pytest.importorskip("torch", reason="needs the training extra")

from training.teaching import read_side_by_side  # noqa: E402 - only where torch is


def test_each_batch_comes_back_whole_and_in_order() -> None:
    """What is found points into its text, and the shares of the labels of a word add up to one."""
    plain = ["Berg said Aros would pay.", "It rained in Lund."]
    spoilt = ["berg said Aros would pay.", "it rained in Lund."]
    found = read_side_by_side((plain, spoilt), [MODEL, MODEL])
    assert [[lesson.text.text for lesson in batch] for batch in found] == [plain, spoilt]
    (said, rained), _ = found
    (attributed,) = said.text.attributions
    assert attributed.source is not None
    assert attributed.source.of(plain[0]) == "Berg"
    assert [part.of(plain[0]) for part in attributed.content] == ["Aros would pay"]
    assert rained.text.attributions == ()
    sums = said.beliefs.labels.astype(np.float32).sum(1)
    assert sums == pytest.approx(1, abs=0.01)
