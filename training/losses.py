"""What the taggers are trained to make small."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from bot.extraction.tagging.rows import (
    POINTER_WIDTH,
    SPEECH_OF_FIRST,
    SPEECH_OF_LAST,
    pointer_columns,
)


class Targets(NamedTuple):
    """What is right in a batch of windows.

    Attributes:
        labels: ``(batch, words, labels)``, the share of each label: 1 where it is certain.
        pairs: ``(batch, words, labels, labels)``, the share of each label at the word before with
            each at this one.
        stretches: ``(stretches, 3)``: window, first word, last word of each stretch of speech.
        right: for source and cue, ``(stretches, words + 1)``: 1 where it stands; column 0 is
            "nowhere"; a row of zeros is not learnt from.
        buckets: ``(stretches, words)``, the distance of each word from the stretch.
        quoted: ``(quoted, 3)``: window, first word, last word of each quoted stretch.
        is_speech: ``(quoted,)``, 1 or 0.
    """

    labels: Tensor
    pairs: Tensor
    stretches: Tensor
    right: tuple[Tensor, Tensor]
    buckets: Tensor
    quoted: Tensor
    is_speech: Tensor


def label_loss(
    scores: Tensor, transitions: Tensor, labels: Tensor, pairs: Tensor, real: Tensor
) -> Tensor:
    """Return the cross entropy of the labels in a linear chain, summed over a batch.

    Where labels are certain it is their negative log likelihood. ``labels`` and ``pairs`` are those
    of ``Targets``.

    Method: Lafferty et al., "Conditional Random Fields" (2001); Wang et al., "Structure-Level
    Knowledge Distillation For Multilingual Sequence Labeling" (2020).
    """
    scores = scores.float()
    reached = scores[:, 0]
    for at in range(1, scores.shape[1]):
        step = torch.logsumexp(reached.unsqueeze(2) + transitions, 1) + scores[:, at]
        reached = torch.where(real[:, at : at + 1], step, reached)
    every = torch.logsumexp(reached, -1)
    chosen = (scores * labels).sum(2) * real
    steps = (pairs * transitions).sum((2, 3))[:, 1:] * real[:, 1:]
    return every.sum() - chosen.sum() - steps.sum()


def pointer_scores(
    rows: Tensor, nowhere: Tensor, distances: Tensor, targets: Targets, part: int, real: Tensor
) -> Tensor:
    """Return ``(stretches, words + 1)`` scores; ``part`` is ``SOURCE`` or ``CUE``."""
    of_first, of_last, keys = (rows[..., columns] for columns in pointer_columns(part))
    window, first, last = targets.stretches.unbind(1)
    query = of_first[window, first] + of_last[window, last]
    scale = POINTER_WIDTH**-0.5
    of_words = torch.einsum("sd,swd->sw", query, keys[window]) * scale
    of_words = of_words + distances[part][targets.buckets]
    of_words = of_words.masked_fill(~real[window], -1e4)
    return torch.cat([(query @ nowhere[part] * scale).unsqueeze(1), of_words], 1)


def pointer_loss(scores: Tensor, right: Tensor) -> Tensor:
    """Return minus the log of the share that right places get, summed over stretches."""
    known = right.any(1)
    if not known.any():
        return scores.sum() * 0
    scores, right = scores[known], right[known]
    wanted = torch.logsumexp(scores.masked_fill(~right, -1e9), 1)
    return (torch.logsumexp(scores, 1) - wanted).sum()


def speech_scores(rows: Tensor, quoted: Tensor) -> Tensor:
    """Return for each quoted stretch how much speaks for its being speech, as a logit."""
    window, first, last = quoted.unbind(1)
    return rows[window, first, SPEECH_OF_FIRST] + rows[window, last, SPEECH_OF_LAST]
