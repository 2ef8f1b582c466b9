"""How readily a small network begins and keeps up a content, set where its word F1 is best.

A network that was taught by another on many texts goes on with a content a little too readily, and
begins one too seldom. Two numbers put that right: they are added to the transitions, so that
nothing is done for them when a text is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.decoding import decode, merge_scores
from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.reading import Scores, Tagger
from bot.language.layout import lay_out
from training.annotated import AnnotatedText

#: What is tried, added to the scores of the label that begins a content and of the one inside it.
BEGINS = (-0.5, 0.0, 0.5, 1.0)
INSIDES = (-0.09, -0.06, -0.03, 0.0, 0.03)
_BEGIN, _INSIDE = LABELS.index("B-content"), LABELS.index("I-content")


class Shown(NamedTuple):
    """One text as a network reads it, words between marks left out.

    Attributes:
        scores: label scores of every token.
        counts: which tokens are measured.
        content: which tokens annotators took into a content.
    """

    scores: Scores
    counts: npt.NDArray[np.bool_]
    content: npt.NDArray[np.bool_]


def show(tagger: Tagger, texts: Iterable[AnnotatedText]) -> list[Shown]:
    """Return annotated texts with what a tagger makes of them."""
    found: list[Shown] = []
    for text in texts:
        layout = lay_out(text.text)
        content = np.zeros(len(layout.words), bool)
        for attributed in text.attributions:
            for part in attributed.content:
                first, after_last = layout.tokens_in(part)
                content[first:after_last] = True
        counts = np.array([quote < 0 for quote in layout.quote_of], bool)
        scores = merge_scores(tagger.read(layout), len(layout.words))
        found.append(Shown(scores, counts, content))
    return found


def calibrate(file: Path, shown: Sequence[Shown]) -> tuple[float, float, float]:
    """Put the best pair of numbers into the transitions of a learnt ``.npz`` file.

    Returns:
        What was added to the beginning and to the inside of a content, and the F1 of words.
    """
    with np.load(file) as stored:
        parts = dict(stored)
    transitions = parts["transitions"]
    tried = [
        (measure(shown, shifted(transitions, begin, inside)), begin, inside)
        for begin, inside in product(BEGINS, INSIDES)
    ]
    # The smaller shift where two are equally good.
    best, begin, inside = max(tried, key=lambda it: (it[0], -abs(it[1]) - abs(it[2])))
    np.savez_compressed(file, **{**parts, "transitions": shifted(transitions, begin, inside)})
    return begin, inside, best


def shifted(transitions: Scores, begin: float, inside: float) -> Scores:
    """Return transitions by which a content begins, and goes on, so much more readily."""
    moved = transitions.copy()
    moved[:, _BEGIN] += begin
    moved[:, _INSIDE] += inside
    return moved


def measure(shown: Sequence[Shown], transitions: Scores) -> float:
    """Return the F1 of the words outside marks that are taken for content."""
    right = found = there = 0
    for scores, counts, content in shown:
        labels = decode(scores, transitions)
        taken = ((labels == _BEGIN) | (labels == _INSIDE)) & counts
        right += int((taken & content).sum())
        found += int(taken.sum())
        there += int((content & counts).sum())
    return 2 * right / (found + there) if right else 0.0
