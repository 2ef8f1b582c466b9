"""Where a stance word is read, and what it says there."""

from __future__ import annotations

from typing import NamedTuple

from bot.extraction.clauses import Subject
from bot.extraction.phrases import Phrase
from bot.extraction.stances.acts import Match
from bot.extraction.stances.lexicon import Frame
from bot.language.layout import Layout


class Place(NamedTuple):
    """The text round a stance word.

    Attributes:
        layout: the text.
        phrases: its phrases.
        source: who takes the stance if anybody does, where something else told that.
    """

    layout: Layout
    phrases: list[Phrase]
    source: Subject | None = None


class Fit(NamedTuple):
    """A frame of a stance word that the words around it fit, with what they give for it."""

    frame: Frame
    match: Match
