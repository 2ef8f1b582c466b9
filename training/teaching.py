"""Texts that nobody annotated, read by exact taggers, for smaller networks to learn from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.extraction.phrases import find_phrases
from bot.extraction.tagging.decoding import merge_scores
from bot.extraction.tagging.exact import ExactTagger
from bot.extraction.tagging.linking import Linker
from bot.extraction.tagging.reading import Reading, Tagger
from bot.language.layout import Layout, lay_out
from bot.records import Span
from training.annotated import AnnotatedText, Attributed, QuotedStretch
from training.beliefs import believe
from training.examples import Beliefs
from training.side_by_side import side_by_side

#: Texts whose beliefs are worked out side by side.
_TOGETHER = 64


class Lesson(NamedTuple):
    """A text with what taggers found in it, and how sure they are of each label."""

    text: AnnotatedText
    beliefs: Beliefs


def read_side_by_side(
    batches: Sequence[Sequence[str]], folders: Sequence[Path]
) -> list[list[Lesson]]:
    """Return the lessons of several batches of texts, each read in a process of its own.

    ``folders`` hold the taggers, as ``training.export`` writes them.
    """
    return side_by_side([partial(_read, texts, folders) for texts in batches])


def _read(texts: Sequence[str], folders: Sequence[Path]) -> list[Lesson]:
    return list(make_lessons(texts, [ExactTagger(folder) for folder in folders]))


def make_lessons(texts: Sequence[str], taggers: Sequence[Tagger]) -> Iterator[Lesson]:
    """Yield texts that hold words with what taggers make of them.

    The scores of their labels are averaged; attributions are those that the first one finds.
    """
    for begin in range(0, len(texts), _TOGETHER):
        layouts = [lay_out(text) for text in texts[begin : begin + _TOGETHER]]
        layouts = [layout for layout in layouts if layout.words]
        if not layouts:
            continue
        readings = [[tagger.read(layout) for tagger in taggers] for layout in layouts]
        scores = [
            np.mean([merge_scores(it, len(layout.words)) for it in of_text], axis=0)
            for layout, of_text in zip(layouts, readings, strict=True)
        ]
        transitions = np.mean([it.learnt.transitions for it in readings[0]], axis=0)
        beliefs = believe(scores, transitions)
        for layout, of_text, each in zip(layouts, readings, beliefs, strict=True):
            yield Lesson(_annotate(layout, of_text[0]), each)


def _annotate(layout: Layout, reading: Reading) -> AnnotatedText:
    """Return a text with what a tagger finds in it, in the form of annotations."""
    linker = Linker(layout, find_phrases(layout), reading)
    return AnnotatedText(
        layout.text,
        tuple(
            Attributed(
                _span(layout, it.source),
                _span(layout, it.cue),
                tuple(layout.span(*part) for part in it.content),
            )
            for it in linker.find_attributions()
        ),
        tuple(
            QuotedStretch(layout.quoted[it.number].inner, it.speech > 0, _span(layout, it.source))
            for it in linker.judge_quoted()
        ),
    )


def _span(layout: Layout, tokens: tuple[int, int] | None) -> Span | None:
    return layout.span(*tokens) if tokens else None
