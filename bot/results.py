"""Frozen records of what leaves the house: citations, lines, briefs, answers, digests.

Built by ``bot.briefing``; read by the command line and by ``handlers.views``. Every line carries
the source's own words and a citation that passed the gate.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from bot.offers import NameDoubt, Retry
from bot.records import (
    ActorKind,
    Difference,
    Document,
    DocumentCard,
    DocumentCopy,
    Precision,
    Provenance,
    QuotationKind,
    Span,
    Stance,
)


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
class Coverage:
    """What a result rests on."""

    documents: int = 0
    outlets: int = 0
    languages: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """How many lines of each part there are, those that are not shown included."""

    quotations: int = 0
    positions: int = 0
    timeline: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class BriefRequest:
    """What somebody asks a brief for, before the topic is looked up."""

    topic: str
    workspace: str
    since: date | None = None
    until: date | None = None
    by: str | None = None
    about: str | None = None
    outlet: str | None = None
    language: str | None = None
    #: Most lines a part; None takes the part's own default.
    limit: int | None = None
    #: "importance" or "date".
    timeline_order: str = "importance"


@dataclass(frozen=True, kw_only=True, slots=True)
class ActorChoice:
    """A known actor offered as a suggestion or as the reading of a name."""

    name: str
    kind: ActorKind
    mentions: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Brief:
    """Key quotations, positions and dated context on one topic."""

    request: BriefRequest
    #: The topic as the archive calls it: "NATO" for ``/brief nto``.
    topic: str
    #: One sentence: how the words were read.
    read_as: str
    #: What to try instead or next, as text a person can type.
    suggestions: tuple[str, ...]
    coverage: Coverage
    quotations: tuple[QuotationLine, ...] = ()
    positions: tuple[PositionLine, ...] = ()
    timeline: tuple[TimelineLine, ...] = ()
    #: How many lines further pages could show, these included.
    found: Found = field(default_factory=Found)
    #: Why there is nothing, in one sentence; empty where there is something.
    empty_because: str = ""
    #: Those of the suggestions that can be had by one tap, where there is nothing.
    retries: tuple[Retry, ...] = ()
    #: A name that can mean several actors.
    doubt: NameDoubt | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether not one line was found."""
        return not (self.quotations or self.positions or self.timeline)


@dataclass(frozen=True, kw_only=True, slots=True)
class PassageLine:
    """A sentence of a document, shown where a question has no better form of answer."""

    text: str
    date: date | None
    citation: Citation


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """The words of a shown line in their document, with what stands around them.

    ``before`` and ``after`` are verbatim and adjoin ``text``; blanks between them included.
    """

    before: str
    text: str
    after: str
    citation: Citation


@dataclass(frozen=True, kw_only=True, slots=True)
class Inspection:
    """All that is known of a shown line."""

    document: Document
    #: The line's sentence with the one before and the one after.
    sentences: Surroundings
    #: Its paragraph with the one before and the one after.
    paragraphs: Surroundings
    #: None where the archive kept none.
    provenance: Provenance | None
    #: Where else its words stand, one place an outlet.
    others: tuple[DocumentCard | DocumentCopy, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """A document as it is shown below its link."""

    card: DocumentCard
    #: The best of its quotations; None where it has none that says something alone.
    quotation: QuotationLine | None = None


class PageChange(StrEnum):
    """How a page is, compared with what was read from it."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    GONE = "gone"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, kw_only=True, slots=True)
class PageState:
    """A page as it is now."""

    change: PageChange
    #: Of a changed page: the words of the line still stand in it.
    has_words: bool = False
    #: Why it cannot be read, as a clause.
    why: str = ""
    #: Of a changed page: its text now.
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerPart:
    """Lines of an answer under a heading of their own."""

    name: str
    lines: tuple[QuotationLine | PositionLine | TimelineLine | PassageLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The reply to a question, in the archive's words."""

    question: str
    #: "said", "position", "who", "when", "changes", "why" or "what".
    intent: str
    read_as: str
    lines: tuple[QuotationLine | PositionLine | TimelineLine | PassageLine, ...]
    #: 0 to 1; how well the lines fit the question as it was read.
    confidence: float
    suggestions: tuple[str, ...] = ()
    #: Why there is nothing, in one sentence; empty where there is something.
    empty_because: str = ""
    #: The topic that a follow-up in the same thread may leave out.
    topic: str = ""
    #: The topic, as the archive calls it, of which the answer tells what is new; else empty.
    news_of: str = ""
    #: The same lines in groups, where an answer has several.
    parts: tuple[AnswerPart, ...] = ()
    #: A name that can mean several actors.
    doubt: NameDoubt | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Digest:
    """What is new on a subscription's topic."""

    topic: str
    #: Documents stored after this instant were looked at.
    since: datetime | None
    brief: Brief

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing new to say."""
        return self.brief.is_empty


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchHit:
    """One document found by a search."""

    document: int
    external_id: str
    title: str
    outlet: str
    url: str | None
    published: date | None
    score: float
    #: The best matching sentence, verbatim, with its citation.
    passage: PassageLine | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BoardRow:
    """An actor's place on a board: its sentence, and what belongs beside it."""

    line: PositionLine
    #: Under which stance it stands: that of ``line``, or unclear where the target turns the topic
    #: round ("supports a ban on it").
    side: Stance
    #: An earlier sentence of the same actor on the same target, in which the wording differs.
    before: PositionLine | None = None
    #: The accused actor's denial, where ``line`` accuses.
    denial: PositionLine | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Board:
    """Who stands where on a topic: one sentence per actor and stance."""

    request: BriefRequest
    #: The topic as the archive calls it.
    topic: str
    #: One sentence: how the words were read.
    read_as: str
    #: The documents behind the rows; without rows, those that mention the topic all the same.
    coverage: Coverage
    #: In the order of ``Stance`` by side; within one, the most widely heard actor first.
    rows: tuple[BoardRow, ...] = ()
    #: Topics to try instead, where there is nothing.
    suggestions: tuple[str, ...] = ()
    #: Why there is nothing, in one sentence; empty where there is something.
    empty_because: str = ""
    #: A name that can mean several actors.
    doubt: NameDoubt | None = None

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody stands on the board."""
        return not self.rows


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
