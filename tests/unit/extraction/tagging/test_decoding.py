"""The best path of labels, and the spans on it."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from bot.extraction.tagging.decoding import Labelled, decode, find_labelled
from bot.extraction.tagging.labels import LABELS


def path_score(scores: np.ndarray, transitions: np.ndarray, path: tuple[int, ...]) -> float:
    """Return what a path of labels is worth."""
    steps = sum(transitions[one, other] for one, other in itertools.pairwise(path))
    return float(steps + sum(scores[at, label] for at, label in enumerate(path)))


def plain_viterbi(scores: np.ndarray, transitions: np.ndarray) -> list[int]:
    """Return the best path word by word, as the textbook has it."""
    reached, came_from = scores[0], []
    for row in scores[1:]:
        joined = reached[:, None] + transitions
        came_from.append(joined.argmax(0))
        reached = joined.max(0) + row
    path = [int(reached.argmax())]
    for step in reversed(came_from):
        path.append(int(step[path[-1]]))
    return path[::-1]


@pytest.mark.parametrize("count", [1, 2, 47, 48, 49, 96, 97, 500])
def test_stretches_side_by_side_give_the_textbook_path(count: int) -> None:
    """Whatever the length, the best path is the one found word by word."""
    chance = np.random.default_rng(count)
    transitions = chance.normal(size=(len(LABELS),) * 2).astype(np.float32)
    scores = chance.normal(size=(count, len(LABELS))).astype(np.float32) * 2
    found = decode(scores, transitions)
    expected = plain_viterbi(scores, transitions)
    assert len(found) == count
    assert path_score(scores, transitions, tuple(found.tolist())) == pytest.approx(
        path_score(scores, transitions, tuple(expected)), abs=1e-3
    )


def test_no_words_have_no_labels() -> None:
    """An empty text is decoded to nothing."""
    assert not len(decode(np.zeros((0, len(LABELS)), np.float32), np.zeros((len(LABELS),) * 2)))


def test_spans_begin_where_a_beginning_or_another_part_stands() -> None:
    """Two beginnings are two spans; an inside without its beginning begins one."""
    names = ["B-source", "I-source", "B-source", "O", "I-cue", "I-content", "B-content"]
    labels = np.array([LABELS.index(name) for name in names], np.int8)
    assert find_labelled(labels) == [
        Labelled(0, 2, "source"),
        Labelled(2, 3, "source"),
        Labelled(4, 5, "cue"),
        Labelled(5, 6, "content"),
        Labelled(6, 7, "content"),
    ]
