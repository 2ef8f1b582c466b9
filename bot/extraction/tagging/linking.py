"""Labelled spans and pointers into attributions: who, by which words, said what."""

from __future__ import annotations

from typing import NamedTuple

from bot.extraction.phrases import Phrase
from bot.extraction.tagging.decoding import decode, find_labelled, merge_scores
from bot.extraction.tagging.pointing import Pointed, Pointers, Range, Shares, Spans
from bot.extraction.tagging.reading import Reading
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
        self._layout = layout
        self._pointers = Pointers(reading)
        scores = merge_scores(reading, len(layout.words))
        labels = decode(scores, reading.learnt.transitions)
        parts: dict[str, list[Range]] = {"source": [], "cue": [], "content": []}
        for first, after_last, part in find_labelled(labels):
            parts[part].append((first, after_last))
        self._sources, self._cues = Spans(parts["source"]), Spans(parts["cue"])
        self._contents = parts["content"]
        self._phrases = Spans([(it.first, it.after_last) for it in phrases])

    def find_attributions(self) -> list[Attribution]:
        """Return the attributions in text order; contents of one cue are one attribution."""
        found: list[Attribution] = []
        by_cue: dict[Range, int] = {}
        shares: list[float] = []
        for content in self._contents:
            pointed = self._pointers.point(*content)
            cue = self._find_cue(pointed, content)
            source, share = self._find_source(pointed.source, content)
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
        found: list[Spoken] = []
        for number, stretch in enumerate(self._layout.quoted):
            if stretch.first < stretch.after_last:
                place = (stretch.first, stretch.after_last)
                pointed = self._pointers.point(*place)
                source, _ = self._find_source(pointed.source, place)
                cue = self._find_cue(pointed, place)
                found.append(Spoken(number, pointed.speech, source, cue))
        return found

    def _find_cue(self, pointed: Pointed, speech: Range) -> Range | None:
        cue, share, _ = pointed.cue.best_of(self._cues, speech)
        return cue if share > pointed.cue.nowhere else None

    def _find_source(self, shares: Shares, speech: Range) -> tuple[Range | None, float]:
        """Return the source with its share: a labelled span, else the phrase most pointed to."""
        source, share, together = shares.best_of(self._sources, speech)
        if share < shares.nowhere:
            source, share = None, shares.nowhere
        if 1 - shares.nowhere - together <= share:
            return source, share
        phrase, phrase_share, _ = shares.best_of(self._phrases, speech)
        return (phrase, phrase_share) if phrase_share > share else (source, share)
