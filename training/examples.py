"""Annotated texts as arrays: word pieces, features, labels, and what points to what."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.extraction.tagging.features import Features, read_features
from bot.extraction.tagging.hashes import WordHashes
from bot.extraction.tagging.labels import LABELS
from bot.extraction.tagging.word_pieces import WordPieces
from bot.language.layout import Layout, lay_out
from bot.records import Span
from training.annotated import AnnotatedText

#: What a stretch points to where its source or cue does not stand in the text.
NOWHERE = (-1, -1)
_NUMBERS = {label: number for number, label in enumerate(LABELS)}
_SAME_STRETCH = 0.8


class Beliefs(NamedTuple):
    """How sure taggers are of the labels of a text, in shares.

    Attributes:
        labels: ``(words, labels)``: of each label at each word.
        pairs: ``(words, labels, labels)``: of each label at the word before with each at this one;
            of the first word all are 0.
    """

    labels: npt.NDArray[np.float32]
    pairs: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Pointer:
    """One stretch of speech, tokens ``[first, after_last)``, with where its source and cue stand.

    ``source`` and ``cue`` are token ranges, ``NOWHERE`` where there is none.
    """

    first: int
    after_last: int
    source: tuple[int, int]
    cue: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """One text ready to be learnt from.

    Attributes:
        words: the tokens.
        pieces: the word pieces of each token.
        ends: running count of pieces behind each token, from 0; one longer than ``pieces``.
        features: one row a token.
        labels: one label number a token.
        pointers: the contents, and the quoted stretches inside them.
        hashes: one row a token, its numbers in the tables of the fast network.
        quoted: ``(first, after_last, is_speech)`` of each quoted stretch that was judged.
        beliefs: what is learnt in the place of ``labels``; None where these are certain.
    """

    words: list[str]
    pieces: list[tuple[int, ...]]
    ends: npt.NDArray[np.int64]
    features: Features
    labels: npt.NDArray[np.int64]
    pointers: list[Pointer]
    quoted: list[tuple[int, int, bool]]
    hashes: npt.NDArray[np.int64] | None
    beliefs: Beliefs | None


def make_example(
    annotated: AnnotatedText,
    pieces_of: WordPieces,
    hashes_of: WordHashes | None = None,
    beliefs: Beliefs | None = None,
) -> Example:
    """Return a text with its annotations as arrays over the tokens of its layout."""
    layout = lay_out(annotated.text)
    pieces = [pieces_of[word] for word in layout.words]
    ends = np.concatenate([[0], np.cumsum([len(it) for it in pieces])]).astype(np.int64)
    hashes = None if hashes_of is None else hashes_of.read(layout.words)
    return Example(
        layout.words,
        pieces,
        ends,
        read_features(layout),
        _labels(layout, annotated),
        _pointers(layout, annotated),
        _judged(layout, annotated),
        hashes,
        beliefs,
    )


def _tokens(layout: Layout, span: Span | None) -> tuple[int, int]:
    """Return the tokens whose middle lies in a span, ``NOWHERE`` for none."""
    if span is None:
        return NOWHERE
    first, after_last = layout.tokens_in(span)
    while first < after_last and _middle(layout, first) < span.start:
        first += 1
    while first < after_last and _middle(layout, after_last - 1) >= span.end:
        after_last -= 1
    return (first, after_last) if first < after_last else NOWHERE


def _middle(layout: Layout, token: int) -> float:
    return (layout.starts[token] + layout.ends[token]) / 2


def _labels(layout: Layout, annotated: AnnotatedText) -> npt.NDArray[np.int64]:
    labels = np.zeros(len(layout.words), np.int64)
    for attribution in annotated.attributions:
        parts = [("content", span) for span in attribution.content]
        parts += [("cue", attribution.cue), ("source", attribution.source)]
        for part, span in parts:
            first, after_last = _tokens(layout, span)
            if first >= 0:
                labels[first:after_last] = _NUMBERS[f"I-{part}"]
                labels[first] = _NUMBERS[f"B-{part}"]
    return labels


def _pointers(layout: Layout, annotated: AnnotatedText) -> list[Pointer]:
    found: dict[tuple[int, int], Pointer] = {}
    for attribution in annotated.attributions:
        source, cue = _tokens(layout, attribution.source), _tokens(layout, attribution.cue)
        for span in attribution.content:
            first, after_last = _tokens(layout, span)
            if first < 0:
                continue
            found[first, after_last] = Pointer(first, after_last, source, cue)
            for stretch in layout.quoted:
                inner = (stretch.first, stretch.after_last)
                if first <= inner[0] < inner[1] <= after_last:
                    found.setdefault(inner, Pointer(*inner, source, cue))
    return list(found.values())


def _judged(layout: Layout, annotated: AnnotatedText) -> list[tuple[int, int, bool]]:
    judged: list[tuple[int, int, bool]] = []
    starts = [stretch.span.start for stretch in annotated.quoted]
    for stretch in layout.quoted:
        if stretch.first >= stretch.after_last:
            continue
        low = max(0, bisect_left(starts, stretch.span.start) - 1)
        high = bisect_right(starts, stretch.span.end)
        for other in annotated.quoted[low:high]:
            if _overlap(stretch.inner, other.span) >= _SAME_STRETCH:
                judged.append((stretch.first, stretch.after_last, other.is_speech))
                break
    return judged


def _overlap(one: Span, other: Span) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(0, shared) / max(one.end - one.start, other.end - other.start)
