"""What a tagger hands on: the rows of scores that its network gave to the words of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.rows import pointer_columns
from bot.extraction.tagging.windows import Numbers, Window
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

    def keys(self, part: int) -> Scores:
        """Return what pointers to a part find words by, one row a token."""
        _, _, in_key = pointer_columns(part)
        return self.rows[:, in_key]

    def ask(
        self, part: int, firsts: Numbers, lasts: Numbers, nowhere: Scores
    ) -> tuple[Scores, Scores]:
        """Return the queries of stretches, and how well the key of "nowhere" answers each.

        ``firsts`` and ``lasts`` count from the window's first token; a word's score is the product
        of the query and the word's key.
        """
        in_first, in_last, _ = pointer_columns(part)
        queries: Scores = self.rows[firsts, in_first] + self.rows[lasts, in_last]
        answered: Scores = queries @ nowhere
        return queries, answered


class ReadWindow(Protocol):
    """A window as pointers and labels need it; see ``WindowRows``."""

    @property
    def window(self) -> Window:
        """Which tokens were seen and read."""

    @property
    def rows(self) -> Scores:
        """At least the scores of labels and of "this is speech", one row a token."""

    def keys(self, part: int) -> Scores:
        """See ``WindowRows.keys``."""

    def ask(
        self, part: int, firsts: Numbers, lasts: Numbers, nowhere: Scores
    ) -> tuple[Scores, Scores]:
        """See ``WindowRows.ask``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole text as a network sees it."""

    learnt: Learnt
    windows: Sequence[ReadWindow]


class Tagger(Protocol):
    """A network that reads texts."""

    def read(self, layout: Layout) -> Reading:
        """Return what the network makes of a text."""
        ...
