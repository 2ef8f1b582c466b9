"""How two versions of a text differ, as a page shows it; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.language.revisions import Fate, Revision, compare_texts

#: Paragraphs that differ and are shown.
MOST_SHOWN = 300


class Style(StrEnum):
    """How a stretch of words is set."""

    SAME = "same"
    CUT = "cut"
    ADDED = "added"


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """Words of one style."""

    style: Style
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownRevision:
    """A paragraph in both versions, or a number of those that are the same in both."""

    fate: Fate
    paragraphs: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """How two versions of a text differ.

    Attributes:
        shown: in the order of the later version.
        more: paragraphs that differ too, but are too many to be shown.
    """

    shown: tuple[ShownRevision, ...]
    more: int

    @property
    def is_same(self) -> bool:
        """Tell whether no paragraph differs."""
        return all(each.fate is Fate.KEPT for each in self.shown)


def show_revisions(before: str, after: str) -> Comparison:
    """Return how ``before`` became ``after``."""
    shown: list[ShownRevision] = []
    differing = 0
    for revision in compare_texts(before, after):
        differing += revision.fate is not Fate.KEPT
        if differing <= MOST_SHOWN:
            pieces = tuple(piece for piece in _pieces(revision, before, after) if piece.text)
            shown.append(
                ShownRevision(fate=revision.fate, paragraphs=revision.paragraphs, pieces=pieces)
            )
    return Comparison(shown=tuple(shown), more=max(0, differing - MOST_SHOWN))


def _pieces(revision: Revision, before: str, after: str) -> Iterator[Piece]:
    old, new = revision.before.of(before), revision.after.of(after)
    if revision.fate is Fate.KEPT:
        return
    if revision.fate is Fate.CUT:
        yield Piece(style=Style.CUT, text=old)
        return
    if revision.fate is Fate.ADDED:
        yield Piece(style=Style.ADDED, text=new)
        return
    reached = 0
    for difference in revision.differences:
        yield Piece(style=Style.SAME, text=new[reached : difference.other.start])
        yield Piece(style=Style.CUT, text=difference.lead.of(old))
        yield Piece(style=Style.ADDED, text=difference.other.of(new))
        reached = difference.other.end
    yield Piece(style=Style.SAME, text=new[reached:])
