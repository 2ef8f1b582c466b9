"""Two numbers make a network begin and keep up contents as annotators do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.extraction.tagging.decoding import decode
from bot.extraction.tagging.labels import LABELS
from training.calibration import Shown, calibrate, measure, shifted

PLAIN, BEGIN, INSIDE = (LABELS.index(name) for name in ("O", "B-content", "I-content"))
#: How far from certain the network is, each way.
DOUBT = 0.25


def shown(content: str, *, leaning: float) -> Shown:
    """Return a text whose contents are the stretches of “x”.

    The network sees where a content begins, but leans so far away from beginning one.
    """
    scores = np.full((len(content), len(LABELS)), -9.0, np.float32)
    for at, sign in enumerate(content):
        begins = sign == "x" and content[at - 1 : at] != "x"
        scores[at, PLAIN] = leaning if begins else (-DOUBT if sign == "x" else DOUBT)
        scores[at, BEGIN] = 0.0 if begins else -9.0
        scores[at, INSIDE] = DOUBT if sign == "x" and not begins else -9.0
    taken = np.array([sign == "x" for sign in content])
    return Shown(scores, np.ones(len(content), bool), taken)


@pytest.fixture
def learnt(tmp_path: Path) -> Path:
    """Return a file with transitions that forbid an inside without its beginning."""
    transitions = np.zeros((len(LABELS), len(LABELS)), np.float32)
    transitions[PLAIN, INSIDE] = -9.0
    file = tmp_path / "learnt.npz"
    np.savez_compressed(file, transitions=transitions, nowhere=np.ones(3, np.float32))
    return file


def test_a_network_that_begins_too_seldom_is_made_to_begin_more_readily(learnt: Path) -> None:
    """A content that is missed by a little is found once the best pair is in the transitions."""
    texts = [shown("..xxx...xx..", leaning=0.9), shown("xx....xxxx..", leaning=0.9)]
    before = measure(texts, np.load(learnt)["transitions"])
    begin, _, best = calibrate(learnt, texts)
    assert begin > 0
    assert best > before
    assert measure(texts, np.load(learnt)["transitions"]) == best


def test_a_network_that_is_right_is_left_as_it_is(learnt: Path) -> None:
    """Of pairs that are equally good the one that changes nothing is taken."""
    transitions = np.load(learnt)["transitions"]
    begin, inside, best = calibrate(learnt, [shown("..xxx...xx..", leaning=-DOUBT)])
    assert (begin, inside, best) == (0.0, 0.0, 1.0)
    assert np.array_equal(np.load(learnt)["transitions"], transitions)


def test_what_else_was_learnt_is_kept(learnt: Path) -> None:
    """Only the transitions of the file are written anew."""
    calibrate(learnt, [shown("..xx..", leaning=0.9)])
    assert np.load(learnt)["nowhere"].tolist() == [1.0, 1.0, 1.0]


def test_words_between_marks_are_not_measured(learnt: Path) -> None:
    """A content within marks is found, but counts neither for nor against."""
    text = shown("..xx..xx", leaning=-DOUBT)
    missed = text._replace(counts=np.arange(8) < 4, content=np.arange(8) == 2)
    transitions = np.load(learnt)["transitions"]
    assert measure([missed], transitions) == pytest.approx(2 / 3)
    labels = decode(text.scores, shifted(transitions, 0.0, 0.0))
    assert labels[6] == BEGIN
