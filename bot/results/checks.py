"""Quotations held against the archive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.records import Difference, QuotationKind, Span
from bot.results.lines import Citation, PassageLine


class Verdict(StrEnum):
    """What the archive says about a quotation."""

    #: Word for word; the first letter's case, quotation marks, blanks and dashes may differ.
    EXACT = "exact"
    #: The same sentence with a few words cut, added or changed.
    CLOSE = "close"
    #: The words are there, but somebody else says them.
    OTHER_SPEAKER = "other_speaker"
    #: The words are there, but nobody says them.
    NOT_SPEECH = "not_speech"
    NOT_FOUND = "not_found"
    #: So few words that anybody may have said them.
    TOO_SHORT = "too_short"


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundWords:
    """Words of the archive beside those that were checked."""

    text: str
    citation: Citation
    #: What differs; ``lead`` counts in ``text``, ``other`` in the checked words.
    differences: tuple[Difference, ...]
    #: Stretches of ``text`` for which the checked words have an ellipsis.
    left_out: tuple[Span, ...]
    #: How the words stand there; None where nobody says them.
    kind: QuotationKind | None
    speaker: str | None
    speaker_as_written: str | None
    cue: str | None
    date: date | None
    #: The sentence, or the sentences, that hold the words, and where in them.
    sentence: PassageLine
    in_sentence: Span
    before: PassageLine | None
    after: PassageLine | None
    #: Other outlets that have the same words, one place each, the earliest first.
    also_in: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteCheck:
    """One quotation that was checked."""

    words: str
    verdict: Verdict
    #: Whom the checked text names as the speaker.
    named_speaker: str | None = None
    #: Where the words stand; with ``NOT_FOUND`` what comes nearest, or None.
    found: FoundWords | None = None
    #: What the reader should know besides, in one sentence.
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """The quotations of a text, each checked."""

    checks: tuple[QuoteCheck, ...]
    #: Quotations of the text that were too many to be checked.
    unchecked: int = 0

    @property
    def all_found(self) -> bool:
        """Tell whether every quotation is in the archive, exact or close."""
        fine = (Verdict.EXACT, Verdict.CLOSE)
        return not self.unchecked and all(check.verdict in fine for check in self.checks)
