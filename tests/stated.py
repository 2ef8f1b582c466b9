"""Positions of made-up sentences, with an index that knows only whom it was told."""

from __future__ import annotations

from typing import NamedTuple

from bot.extraction.cues import find_cues
from bot.extraction.phrases import find_phrases
from bot.extraction.positions import find_positions
from bot.extraction.quotations import find_quotations
from bot.language.layout import lay_out
from bot.records import Position, Span


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


def positions(text: str, known: dict[str, tuple[str, ...]] | None = None) -> list[Position]:
    """Return the positions of ``text``."""
    layout = lay_out(text)
    phrases, cues = find_phrases(layout), find_cues(layout)
    quotations = find_quotations(layout, phrases, cues)
    return find_positions(layout, phrases, cues, quotations, Index(text, known or {}))


def rows(text: str) -> list[tuple[str, str, str]]:
    """Return the positions of ``text`` as (actor, stance, target)."""
    return [
        (item.actor.of(text), item.stance.value, item.target.of(text) if item.target else "")
        for item in positions(text)
    ]
