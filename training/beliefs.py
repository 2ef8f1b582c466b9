"""How sure taggers are of the labels of a text, for smaller networks to learn from."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from bot.extraction.tagging.reading import Scores
from training.examples import Beliefs

_IMPOSSIBLE = -1e4


def believe(scores: Sequence[Scores], transitions: Scores) -> list[Beliefs]:
    """Return how likely each label is in texts, given the scores of their words.

    Method: forward and backward sums over a linear chain (Lafferty et al., "Conditional Random
    Fields", 2001), all texts side by side.

    Args:
        scores: ``(words, labels)`` of each text, which holds a word at least.
        transitions: score of each label behind each label, ``(labels, labels)``.
    """
    steps = torch.from_numpy(transitions).double()
    lengths = [len(each) for each in scores]
    given = torch.full((len(scores), max(lengths), len(transitions)), _IMPOSSIBLE).double()
    for row, each in enumerate(scores):
        given[row, : len(each)] = torch.from_numpy(each)
    before = _sum_forward(given, steps)
    # Backwards a text begins with its last word, so that what fills it up comes last there, too.
    turned = _turn(given, lengths)
    behind = _turn(_sum_forward(turned, steps.T) - turned, lengths)
    return [
        _share(before[row, :length], behind[row, :length], given[row, :length], steps)
        for row, length in enumerate(lengths)
    ]


def _sum_forward(scores: Tensor, steps: Tensor) -> Tensor:
    """Return for each word and label the sum of all paths up to there, as a logarithm."""
    reached = [scores[:, 0]]
    for at in range(1, scores.shape[1]):
        reached.append(torch.logsumexp(reached[-1].unsqueeze(2) + steps, 1) + scores[:, at])
    return torch.stack(reached, 1)


def _turn(rows: Tensor, lengths: Sequence[int]) -> Tensor:
    """Return each text's rows from the last to the first; what fills it up stays behind."""
    turned = rows.clone()
    for row, length in enumerate(lengths):
        turned[row, :length] = rows[row, :length].flip(0)
    return turned


def _share(before: Tensor, behind: Tensor, scores: Tensor, steps: Tensor) -> Beliefs:
    """Return the shares of a text.

    They add up to one: were it a little more, as in sixteen bits, a network could lower its loss
    without end by adding to all its scores.
    """
    every = torch.logsumexp(before[-1], 0)
    pairs = torch.zeros(len(scores), *steps.shape, dtype=steps.dtype)
    onward = (scores + behind)[1:]
    pairs[1:] = torch.exp(before[:-1].unsqueeze(2) + steps + onward.unsqueeze(1) - every)
    labels = torch.exp(before + behind - every)
    labels = labels / labels.sum(1, keepdim=True)
    return Beliefs(labels.float().numpy(), pairs.float().numpy())
