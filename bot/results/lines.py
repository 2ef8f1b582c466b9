"""What every shown line is made of: citations, and lines that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.records import Difference, Precision, QuotationKind, Span, Stance


@dataclass(frozen=True, kw_only=True, slots=True)
class Citation:
    """Pointer from a shown line to its place in a stored document."""

    document: int
    external_id: str
    title: str
    outlet: str
    url: str | None
    published: date | None
    start: int
    end: int
    #: The page on which the words are highlighted in the stored text, where one is served.
    reader_url: str | None = None

    @property
    def address(self) -> str | None:
        """Return where a reader is sent: to the words in their place, else to the outlet."""
        return self.reader_url or self.url


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """The words of a shown line as another outlet has them: cut, added to or changed."""

    text: str
    citation: Citation
    #: How ``text`` differs from the line's text.
    differences: tuple[Difference, ...]


class CorrectionNote(NamedTuple):
    """Who corrected whose words or position a line shows, and on which day."""

    author: str
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotationLine:
    """A quotation as it is shown."""

    text: str
    kind: QuotationKind
    #: Resolved name (two names joined with "and"); None is "speaker unknown".
    speaker: str | None
    speaker_as_written: str | None
    cue: str | None
    date: date | None
    citation: Citation
    #: Other outlets that have the same words or nearly, one place each, the earliest first.
    also_in: tuple[Citation, ...] = ()
    #: Those of them whose words differ.
    variants: tuple[Variant, ...] = ()
    #: None where ``speaker`` is as it was found.
    corrected: CorrectionNote | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PositionLine:
    """A position as it is shown; ``text`` is its evidence sentence."""

    actor: str
    actor_as_written: str
    stance: Stance
    target: str | None
    text: str
    cue: str
    #: Where in ``text`` the cue stands, so that it can be set in bold.
    cue_in_text: Span
    date: date | None
    citation: Citation
    according_to: str | None = None
    also_in: tuple[Citation, ...] = ()
    variants: tuple[Variant, ...] = ()
    #: None where ``actor`` is as it was found.
    corrected: CorrectionNote | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineLine:
    """A timeline entry as it is shown; ``text`` is its evidence sentence."""

    date: date
    precision: Precision
    text: str
    #: The words of the text that name the date.
    phrase: str
    citation: Citation
    also_in: tuple[Citation, ...] = ()
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageLine:
    """A sentence of a document, shown where a question has no better form of answer."""

    text: str
    date: date | None
    citation: Citation


#: A line that shows a stored fact.
FactLine = QuotationLine | PositionLine | TimelineLine
#: Anything that an answer can show.
Line = FactLine | PassageLine
