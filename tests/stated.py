"""Positions of made-up sentences, with an index that knows only whom it was told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from bot.extraction.cues import find_cues
from bot.extraction.phrases import find_phrases
from bot.extraction.positions import find_positions
from bot.extraction.quotations import find_quotations
from bot.language.layout import lay_out
from bot.records import Position, Quotation, QuotationKind, Span


class Answer(NamedTuple):
    """What the fake index says about a phrase."""

    actors: tuple[str, ...]


class Index:
    """Resolves the phrases it was told about, and nobody else."""

    def __init__(self, text: str, known: dict[str, tuple[str, ...]]) -> None:
        self._text = text
        self._known = known

    def resolve(self, span: Span) -> Answer:
        """Return the keys told for the words at ``span``."""
        return Answer(self._known.get(span.of(self._text), ()))


class Told(NamedTuple):
    """An attribution by the words of its source, cue and content."""

    source: str
    cue: str
    content: str


def positions(
    text: str, known: dict[str, tuple[str, ...]] | None = None, told: Sequence[Told] = ()
) -> list[Position]:
    """Return the positions of ``text``; ``told`` is what a tagger would find in it."""
    layout = lay_out(text)
    phrases, cues = find_phrases(layout), find_cues(layout)
    quotations = find_quotations(layout, phrases, cues)
    attributions = [
        Quotation(
            content=span_of(it.content, text),
            kind=QuotationKind.INDIRECT,
            speaker=span_of(it.source, text),
            cue=span_of(it.cue, text),
        )
        for it in told
    ]
    return find_positions(layout, phrases, cues, quotations, Index(text, known or {}), attributions)


def span_of(words: str, text: str) -> Span:
    """Return where words stand first in a text."""
    start = text.index(words)
    return Span(start, start + len(words))


def rows(text: str, *told: Told) -> list[tuple[str, str, str]]:
    """Return the positions of ``text`` as (actor, stance, target)."""
    return [
        (item.actor.of(text), item.stance.value, item.target.of(text) if item.target else "")
        for item in positions(text, told=told)
    ]
