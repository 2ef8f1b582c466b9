"""Annotations become labels, and pointers to where source and cue stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.word_pieces import WordPieces
from bot.records import Span
from training.annotated import AnnotatedText, Attributed, QuotedStretch
from training.examples import NOWHERE, make_example

TEXT = "“We will pay,” Anna Berg said. “It is dear.”"


def span(words: str) -> Span:
    """Return where some words of the text stand."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def pieces(tmp_path: Path) -> WordPieces:
    """Return word pieces of an empty vocabulary: every word is one unknown piece."""
    file = tmp_path / "pieces.txt"
    file.write_text("", encoding="utf-8")
    return WordPieces(file)


def test_labels_and_pointers_lie_on_the_tokens(pieces: WordPieces) -> None:
    """A quoted content points to its source and cue; an orphan points nowhere."""
    annotated = AnnotatedText(
        TEXT,
        (
            Attributed(span("Anna Berg"), span("said"), (span("“We will pay,”"),)),
            Attributed(None, None, (span("“It is dear.”"),)),
        ),
        (QuotedStretch(span("We will pay,"), is_speech=True, source=span("Anna Berg")),),
    )
    example = make_example(annotated, pieces)
    labels = dict(zip(example.words, (LABELS[it] for it in example.labels), strict=False))
    assert (labels["Anna"], labels["Berg"], labels["said"]) == ("B-source", "I-source", "B-cue")
    assert labels["pay"] == "I-content"
    words = example.words
    targets = {
        words[it.first]: (it.source == NOWHERE or words[it.source[0]], it.cue == NOWHERE)
        for it in example.pointers
    }
    assert targets["We"] == ("Anna", False)
    assert targets["It"] == (True, True)
    assert [words[first] for first, _, _ in example.quoted] == ["We"]
    assert int(example.ends[-1]) == sum(map(len, example.pieces))
