"""Labels and pointers become attributions, whatever network they come from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.extraction.phrases import find_phrases
from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.linking import Linker
from bot.extraction.tagging.pointing import BUCKETS
from bot.extraction.tagging.reading import Learnt, Reading, WindowRows
from bot.extraction.tagging.rows import CUE, POINTER_WIDTH, ROW_WIDTH, SOURCE, pointer_columns
from bot.extraction.tagging.windows import Window
from bot.language.layout import Layout, lay_out

SURE = 9.0
KEY = SURE * POINTER_WIDTH**0.5


class Network:
    """A network that says what a test wants: labels by word, and which word points to which."""

    def __init__(self, text: str) -> None:
        self.layout: Layout = lay_out(text)
        count = len(self.layout.words)
        self.rows = np.zeros((count, ROW_WIDTH), np.float32)
        self.rows[:, 0] = SURE
        self.nowhere = np.zeros((2, POINTER_WIDTH), np.float32)

    def find(self, words: str) -> tuple[int, int]:
        """Return the tokens of some words of the text."""
        start = self.layout.text.index(words)
        first = self.layout.starts.index(start)
        return first, first + len(lay_out(words).words)

    def label(self, words: str, part: str) -> None:
        """Let the network be sure of a span."""
        first, after_last = self.find(words)
        self.rows[first:after_last, : len(LABELS)] = 0
        self.rows[first, LABELS.index(f"B-{part}")] = SURE
        self.rows[first + 1 : after_last, LABELS.index(f"I-{part}")] = SURE

    def point(self, words: str, target: str, part: int, at: int) -> None:
        """Let the first of some words point to a target; ``at`` keeps pointers apart."""
        query, _, key = pointer_columns(part)
        self.rows[self.find(words)[0], query.start + at] = KEY
        first, after_last = self.find(target)
        self.rows[first:after_last, key.start + at] = 1.0

    def link(self) -> Linker:
        """Return the linker over what the network says."""
        count = len(self.layout.words)
        learnt = Learnt(
            np.zeros((len(LABELS),) * 2, np.float32),
            self.nowhere,
            np.zeros((2, BUCKETS), np.float32),
        )
        reading = Reading(learnt, [WindowRows(Window(0, count, 0, count), self.rows)])
        return Linker(self.layout, find_phrases(self.layout), reading)

    def words(self, tokens: Sequence[int] | None) -> str | None:
        """Return the words of a token range."""
        return self.layout.span(*tokens).of(self.layout.text) if tokens else None


def test_contents_of_one_cue_are_one_attribution() -> None:
    """A broken sentence has one source, one cue and two contents."""
    network = Network("The levy will rise, Anna Berg said, by a tenth.")
    for words, part in (
        ("The levy will rise", "content"),
        ("Anna Berg", "source"),
        ("said", "cue"),
        ("by a tenth", "content"),
    ):
        network.label(words, part)
    for at, content in enumerate(("The levy will rise", "by a tenth")):
        network.point(content, "Anna Berg", SOURCE, at)
        network.point(content, "said", CUE, at)
    (found,) = network.link().find_attributions()
    assert network.words(found.source) == "Anna Berg"
    assert network.words(found.cue) == "said"
    assert [network.words(it) for it in found.content] == ["The levy will rise", "by a tenth"]


def test_a_source_without_a_label_is_the_phrase_pointed_to() -> None:
    """Labels may miss a speaker that the pointer finds."""
    network = Network("Anna Berg was clear. “We will pay for it.”")
    network.point("We will pay", "Anna Berg", SOURCE, 0)
    (spoken,) = network.link().judge_quoted()
    assert network.words(spoken.source) == "Anna Berg"


def test_nobody_is_the_source_where_nowhere_is_likeliest() -> None:
    """A speaker who does not stand in the text is none."""
    network = Network("Anna Berg left. “We will pay for it.”")
    network.label("Anna Berg", "source")
    first, _ = network.find("We will pay")
    query, _, _ = pointer_columns(SOURCE)
    network.rows[first, query.start] = KEY
    network.nowhere[0, 0] = 1.0
    (spoken,) = network.link().judge_quoted()
    assert spoken.source is None


def test_no_one_speaks_out_of_their_own_words() -> None:
    """A name inside the speech is not its source, however sure the network is."""
    network = Network("Dahl spoke. “Anna Berg will pay for it.”")
    network.label("Anna Berg", "source")
    network.point("Anna Berg", "Anna Berg", SOURCE, 0)
    (spoken,) = network.link().judge_quoted()
    assert network.words(spoken.source) != "Anna Berg"


def test_a_content_ends_with_its_paragraph() -> None:
    """What a heading runs into is no part of what it tells, nor told by its cue."""
    network = Network("Berg explains the levy\n\nBarges came to Lund on Monday.")
    network.label("explains", "cue")
    network.label("the levy\n\nBarges came", "content")
    for at, piece in enumerate(("the levy", "Barges came")):
        network.point(piece, "explains", CUE, at)
    (found,) = network.link().find_attributions()
    assert [network.words(it) for it in found.content] == ["the levy"]
