"""Briefs, what was asked for, what they rest on; digests of what is new."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.records import ActorKind
from bot.results.lines import PositionLine, QuotationLine, TimelineLine
from bot.results.offers import NameDoubt, Retry


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
