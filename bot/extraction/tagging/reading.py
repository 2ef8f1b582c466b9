"""What a tagger hands on: the rows of scores that its network gave to the words of a text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.windows import Window
from bot.language.layout import Layout

Scores = npt.NDArray[np.float32]

#: Where the weights are that ship with Dateline.
MODEL = Path(__file__).parents[1] / "model"


@dataclass(frozen=True, slots=True)
class Learnt:
    """What is learnt about labels and pointers beside the rows of a text.

    Attributes:
        transitions: score of each label behind each label, ``(labels, labels)``.
        nowhere: the key of "stands nowhere", for sources and for cues, ``(2, width)``.
        distances: what the distance of a word adds, ``(2, buckets)``.
    """

    transitions: Scores
    nowhere: Scores
    distances: Scores


def load_learnt(file: Path) -> Learnt:
    """Read what was learnt beside a network from its ``.npz`` file."""
    with np.load(file) as stored:
        return Learnt(stored["transitions"], stored["nowhere"], stored["distances"])


class WindowRows(NamedTuple):
    """The rows of one window, one a token; ``bot.extraction.tagging.rows`` says what they hold."""

    window: Window
    rows: Scores


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole text as a network sees it."""

    learnt: Learnt
    windows: list[WindowRows]


class Tagger(Protocol):
    """A network that reads texts."""

    def read(self, layout: Layout) -> Reading:
        """Return what the network makes of a text."""
        ...
