"""What smaller networks learn from larger ones: how likely each label is, and what that costs."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from bot.extraction.tagging.labels import LABELS

torch = pytest.importorskip("torch", reason="needs the training extra")

from training.beliefs import believe  # noqa: E402 - only where torch is
from training.losses import label_loss  # noqa: E402

COUNT = len(LABELS)


def _chain(words: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    scores = chance.normal(size=(words, COUNT)).astype(np.float32)
    return scores, chance.normal(size=(COUNT, COUNT)).astype(np.float32)


def _score(path: tuple[int, ...], scores: np.ndarray, transitions: np.ndarray) -> float:
    steps = sum(transitions[a, b] for a, b in pairwise(path))
    return float(sum(scores[at, label] for at, label in enumerate(path)) + steps)


def test_beliefs_are_the_shares_of_all_paths() -> None:
    """Texts of several lengths side by side have what each has alone."""
    (long, transitions), (short, _) = _chain(4, 0), _chain(2, 1)
    found = believe([long, short], transitions)
    for scores, beliefs in zip((long, short), found, strict=True):
        paths = list(product(range(COUNT), repeat=len(scores)))
        weights = np.exp([_score(path, scores, transitions) for path in paths])
        weights /= weights.sum()
        labels = np.zeros((len(scores), COUNT))
        pairs = np.zeros((len(scores), COUNT, COUNT))
        for path, weight in zip(paths, weights, strict=True):
            for at, label in enumerate(path):
                labels[at, label] += weight
                if at:
                    pairs[at, path[at - 1], label] += weight
        np.testing.assert_allclose(beliefs.labels, labels, atol=1e-6)
        np.testing.assert_allclose(beliefs.pairs, pairs, atol=1e-6)


def test_the_shares_of_a_long_text_add_up_to_one() -> None:
    """Sure as a tagger may be: a loss that scores can lower together has no end."""
    scores, transitions = _chain(2000, 3)
    (beliefs,) = believe([scores * 10], transitions)
    np.testing.assert_allclose(beliefs.labels.sum(1), 1, atol=1e-6)
    np.testing.assert_allclose(beliefs.pairs[1:].sum(1), beliefs.labels[1:], atol=1e-6)
    np.testing.assert_allclose(beliefs.pairs[1:].sum(2), beliefs.labels[:-1], atol=1e-6)


def test_certain_labels_cost_their_negative_log_likelihood() -> None:
    """One text of a batch is shorter; what fills it up costs nothing."""
    scores, transitions = _chain(3, 2)
    path = (1, 2, 0)
    labels = np.zeros((2, 3, COUNT), np.float32)
    pairs = np.zeros((2, 3, COUNT, COUNT), np.float32)
    for row, length in ((0, 3), (1, 2)):
        for at in range(length):
            labels[row, at, path[at]] = 1
            if at:
                pairs[row, at, path[at - 1], path[at]] = 1
    real = np.array([[True] * 3, [True, True, False]])
    given = (np.stack([scores, scores]), transitions, labels, pairs, real)
    loss = float(label_loss(*map(torch.from_numpy, given)))
    expected = 0.0
    for length in (3, 2):
        every = [
            _score(each, scores[:length], transitions)
            for each in product(range(COUNT), repeat=length)
        ]
        expected += np.logaddexp.reduce(every) - _score(path[:length], scores, transitions)
    assert loss == pytest.approx(expected, rel=1e-4)


def test_nothing_costs_less_than_the_beliefs_themselves() -> None:
    """A network that scores as its teacher does has nothing left to learn."""
    scores, transitions = _chain(5, 3)
    (beliefs,) = believe([scores], transitions)
    labels = torch.from_numpy(beliefs.labels.astype(np.float32))[None]
    pairs = torch.from_numpy(beliefs.pairs.astype(np.float32))[None]
    own = torch.from_numpy(scores)[None].requires_grad_()
    steps = torch.from_numpy(transitions).requires_grad_()
    label_loss(own, steps, labels, pairs, torch.ones(1, 5, dtype=torch.bool)).backward()
    assert float(own.grad.abs().max()) < 2e-3
    assert float(steps.grad.abs().max()) < 5e-3
