"""Labelled spans and pointers into attributions: who, by which words, said what."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bot.extraction.phrases import Phrase
from bot.extraction.tagging.decoding import decode, find_labelled, merge_scores
from bot.extraction.tagging.paragraph_cuts import are_in_one_paragraph, sort_labelled
from bot.extraction.tagging.pointing import Pointed, Pointers, Range, Spans
from bot.extraction.tagging.reading import Reading
from bot.extraction.tagging.windows import Numbers
from bot.language.layout import Layout


class Attribution(NamedTuple):
    """Token ranges of one attribution; ``source`` and ``cue`` are None where they do not stand."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]


class Spoken(NamedTuple):
    """A quoted stretch: how much speaks for its being speech, whose it is and by which cue."""

    number: int
    speech: float
    source: Range | None
    cue: Range | None


class Linker:
    """Reads attributions and quoted stretches off what a network made of a text."""

    def __init__(self, layout: Layout, phrases: list[Phrase], reading: Reading) -> None:
        scores = merge_scores(reading, len(layout.words))
        labels = decode(scores, reading.learnt.transitions)
        parts = sort_labelled(layout, find_labelled(labels))
        self._layout = layout
        self._sources, self._cues = Spans(parts.sources), Spans(parts.cues)
        self._phrases = Spans([(it.first, it.after_last) for it in phrases])
        self._contents, self._cut = parts.contents, parts.cut
        self._quoted = [
            number for number, it in enumerate(layout.quoted) if it.first < it.after_last
        ]
        quoted = (layout.quoted[number] for number in self._quoted)
        stretches = [*self._contents, *((it.first, it.after_last) for it in quoted)]
        pointers = Pointers(reading, stretches)
        self._speech: list[float] = pointers.speech.tolist()
        self._cue_of = self._find_cues(pointers.cue)
        self._source_of, self._share_of = self._find_sources(pointers.source)

    def find_attributions(self) -> list[Attribution]:
        """Return the attributions in text order; contents of one cue are one attribution."""
        found: list[Attribution] = []
        by_cue: dict[Range, int] = {}
        shares: list[float] = []
        for number, content in enumerate(self._contents):
            cue, source = self._cue_of[number], self._source_of[number]
            if content in self._cut and not self._is_told(content, cue):
                continue
            share = self._share_of[number]
            at = by_cue.get(cue) if cue else None
            if at is None:
                if cue:
                    by_cue[cue] = len(found)
                found.append(Attribution(source, cue, (content,)))
                shares.append(share)
                continue
            other = found[at]
            if share > shares[at]:
                other, shares[at] = other._replace(source=source), share
            found[at] = other._replace(content=(*other.content, content))
        return found

    def judge_quoted(self) -> list[Spoken]:
        """Return what the network says of every quoted stretch that holds words."""
        return [
            Spoken(number, self._speech[at], self._source_of[at], self._cue_of[at])
            for at, number in enumerate(self._quoted, len(self._contents))
        ]

    def _is_told(self, content: Range, cue: Range | None) -> bool:
        """Tell whether the cue of a piece of content stands in the piece's own paragraph."""
        return cue is not None and are_in_one_paragraph(self._layout, content, cue)

    def _find_cues(self, pointed: Pointed) -> list[Range | None]:
        best = pointed.best_of(self._cues)
        sure = best.share > pointed.nowhere
        return _pick(self._cues, np.where(sure, best.place, -1))

    def _find_sources(self, pointed: Pointed) -> tuple[list[Range | None], list[float]]:
        """Return sources with their shares: a labelled span, else the phrase most pointed to."""
        best = pointed.best_of(self._sources)
        nowhere = best.share < pointed.nowhere
        share = np.where(nowhere, pointed.nowhere, best.share)
        found = _pick(self._sources, np.where(nowhere, -1, best.place))
        unlabelled = 1 - pointed.nowhere - best.together > share
        if unlabelled.any():
            of_phrases = pointed.only(unlabelled).best_of(self._phrases)
            phrases = _pick(self._phrases, of_phrases.place)
            for at, phrase, of_phrase in zip(
                np.flatnonzero(unlabelled).tolist(), phrases, of_phrases.share, strict=True
            ):
                if of_phrase > share[at]:
                    found[at], share[at] = phrase, of_phrase
        return found, share.tolist()


def _pick(spans: Spans, places: Numbers) -> list[Range | None]:
    return [spans.ranges[place] if place >= 0 else None for place in places.tolist()]
