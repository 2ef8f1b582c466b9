"""Frozen records that travel between the rooms: documents, what is found in them, subscriptions.

Every span counts Unicode code points of the document's stored text and is half open: what is
shown is always ``document.text[span.start:span.end]``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple

#: The workspace of everything that is added from the command line.
LOCAL_WORKSPACE = "local"
#: The audience of what everybody in a workspace may see; any other is the id of the one channel
#: in which a document may be seen.
EVERYONE = ""
#: The destination of digests that ``dateline digest run`` prints.
TERMINAL_DESTINATION = "terminal"


class Span(NamedTuple):
    """A half-open stretch ``[start, end)`` of a document's text, in code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` that this span covers."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Tell whether the two spans share at least one code point."""
        return self.start < other.end and other.start < self.end


class QuotationKind(StrEnum):
    """How the words of a quotation stand in the text."""

    #: All words stand between quotation marks.
    DIRECT = "direct"
    #: A reported clause that holds quoted stretches.
    MIXED = "mixed"
    #: Reported without marks.
    INDIRECT = "indirect"


class ActorKind(StrEnum):
    """What sort of actor a name stands for."""

    PERSON = "person"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    GROUP = "group"
    PLACE = "place"


class Stance(StrEnum):
    """What an actor does towards a target, as its cue says."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    DEMANDS = "demands"
    DENIES = "denies"
    ACCUSES = "accuses"
    COMMITS = "commits"
    THREATENS = "threatens"
    UNCLEAR = "unclear"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class RunState(StrEnum):
    """Where a digest run stands."""

    #: Somebody is about to send it; found at start, it says that a process died in between.
    CLAIMED = "claimed"
    DELIVERED = "delivered"
    #: Nothing new, or too late to be worth sending; ``detail`` says which.
    SKIPPED = "skipped"
    FAILED = "failed"


class FollowKind(StrEnum):
    """What a standing order is about."""

    #: A topic as behind ``/brief``, filters included.
    TOPIC = "topic"
    #: What an actor says or holds; not where others merely name it.
    SPEAKER = "speaker"
    #: Lines whose own words hold these words in this order.
    PHRASE = "phrase"


class Rhythm(StrEnum):
    """On which days a digest is due."""

    DAILY = "daily"
    WEEKDAYS = "weekdays"
    MONDAYS = "mondays"
    TUESDAYS = "tuesdays"
    WEDNESDAYS = "wednesdays"
    THURSDAYS = "thursdays"
    FRIDAYS = "fridays"
    SATURDAYS = "saturdays"
    SUNDAYS = "sundays"
    #: Alerts, bundled: at most one an hour, and none in an hour without news.
    HOURLY = "hourly"

    def falls_on(self, day: date) -> bool:
        """Tell whether a digest is due on this day at the destination."""
        if self in (Rhythm.DAILY, Rhythm.HOURLY):
            return True
        if self is Rhythm.WEEKDAYS:
            return day.weekday() < 5
        return _WEEKDAYS[self] == day.weekday()


_WEEKDAYS = {rhythm: number for number, rhythm in enumerate(list(Rhythm)[2:9])}


class SourceKind(StrEnum):
    """What a source is."""

    #: RSS, Atom or JSON Feed, polled.
    FEED = "feed"
    #: A watched folder.
    FOLDER = "folder"
    #: A file or folder that was added once.
    PATH = "path"
    #: Single links of one site.
    LINK = "link"
    #: Files shared in a Slack channel.
    SLACK = "slack"


class SourceState(StrEnum):
    """Whether a source is looked at."""

    ACTIVE = "active"
    PAUSED = "paused"


class SourceRef(NamedTuple):
    """A source as the reader of a document knows it.

    ``address`` is the feed's URL, the path, the site's host or the channel's id.
    """

    kind: SourceKind
    address: str
    title: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where documents come from, and how many of them are stored."""

    id: int
    workspace: str
    kind: SourceKind
    address: str
    title: str
    state: SourceState
    added_by: str
    added_at: datetime
    #: ``EVERYONE``, or the channel in which its documents may be seen.
    audience: str
    documents: int
    #: When its newest document was stored; None where it has none.
    last_added_at: datetime | None


class DifferenceKind(StrEnum):
    """What a copy did with words."""

    CUT = "cut"
    ADDED = "added"
    CHANGED = "changed"


class Difference(NamedTuple):
    """A stretch of words in which two versions of a text differ, by its place in either."""

    kind: DifferenceKind
    lead: Span
    other: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class RawDocument:
    """One text as it was read, before anything is decided about it."""

    #: The id its source gives it; the same id with other words is a changed document.
    external_id: str
    text: str
    title: str = ""
    outlet: str = ""
    url: str | None = None
    published: date | None = None
    #: Where it was read from, as a person would look for it: ``news.jsonl:17``.
    origin: str = ""
    #: Who wrote it, as its source says.
    author: str = ""
    #: Its ISO 639-1 language where its source states one; "" leaves it to be found.
    language: str = ""
    #: Licence or terms where its source states them: a name or a link.
    licence: str = ""
    #: The instant it was fetched and the SHA-256 of the bytes, for what came over the network or
    #: as a file; a record of a collection has neither.
    fetched_at: datetime | None = None
    fetched_hash: str = ""
    source: SourceRef | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentCard:
    """A stored document without its text: what a citation needs."""

    id: int
    workspace: str
    external_id: str
    title: str
    outlet: str
    url: str | None
    published: date | None
    language: str
    added_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A stored document with its text."""

    card: DocumentCard
    text: str
    content_hash: str
    origin: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Provenance:
    """Where a stored document came from."""

    #: Who added it: a user's id, or the name of whoever ran the command; "" where nobody knows.
    added_by: str
    source: SourceRef | None
    author: str
    #: Licence or terms as the source states them.
    licence: str
    fetched_at: datetime | None
    #: SHA-256 of the bytes as they were fetched; "" for a record of a collection.
    fetched_hash: str
    #: What found its facts (``exact 1``); "" while that is still to be done.
    extracted_with: str
    #: Channels in which alone it may be seen; none where everybody may.
    audiences: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentCopy:
    """The same words under another id: not stored again, but kept in mind."""

    external_id: str
    #: The store id of the document that holds the words.
    document: int
    title: str
    outlet: str
    url: str | None
    published: date | None
    added_at: datetime
    origin: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Actor:
    """A person, country, organisation or group.

    ``key`` names the same actor in every document: the normalised canonical name
    (``"vladimir putin"``, ``"nato"``, ``"united states"``).
    """

    key: str
    name: str
    kind: ActorKind
    #: Names by which this document calls the actor, as written, the canonical name left out.
    aliases: tuple[str, ...] = ()


class Mention(NamedTuple):
    """One occurrence of an actor in a text; a tuple, since a text has many."""

    span: Span
    actor: str
    kind: ActorKind
    #: Why this span stands for that actor: ``gazetteer``, ``full name``, ``surname``, ``acronym``,
    #: ``adjective`` ("Russian"), ``pronoun``, ``role``, ``group``, ``conjunction``.
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Quotation:
    """Attributed speech: who (``speaker``), by which words (``cue``), said what (``content``)."""

    content: Span
    kind: QuotationKind
    #: The speaker as written, or None where no speaker stands in the text.
    speaker: Span | None = None
    cue: Span | None = None
    #: Keys of the actors that the speaker span stands for; empty is "speaker unresolved".
    speakers: tuple[str, ...] = ()
    #: Why ``speakers`` follows from ``speaker``; empty where it does not.
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Position:
    """What an actor supports, opposes, demands, denies, accuses, promises or threatens."""

    #: The actor as written in the text.
    actor: Span
    stance: Stance
    cue: Span
    #: The sentence that shows it.
    evidence: Span
    target: Span | None = None
    #: Keys of the actors that the actor span stands for; empty where unresolved.
    actors: tuple[str, ...] = ()
    #: Whose word it is where somebody else reports the stance ("Trump says Clinton opposes ...").
    according_to: Span | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeExpression:
    """A date, time, duration or set in a text, with its TIMEX3 value."""

    span: Span
    #: DATE, TIME, DURATION or SET.
    type: str
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TimelineEntry:
    """What happened (or will happen) on a date."""

    #: The first day of the period that the phrase names.
    date: date
    precision: Precision
    #: The words that name the date.
    phrase: Span
    #: The sentence that says what happened.
    evidence: Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """All that was found in one text, each list in text order."""

    sentences: tuple[Span, ...] = ()
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    positions: tuple[Position, ...] = ()
    time_expressions: tuple[TimeExpression, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    #: Keys of the actors that the title names.
    title_actors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscription:
    """A channel's standing order for a digest."""

    id: int
    workspace: str
    #: Where the digest goes: a Slack channel id, or ``TERMINAL_DESTINATION``.
    destination: str
    #: The topic, the actor's name, or the phrase without its marks.
    topic: str
    #: Wall-clock hour at the destination.
    at: time
    #: IANA name, ``Europe/Berlin``.
    time_zone: str
    created_by: str
    #: When it was ordered or last changed; nothing is owed for hours before.
    created_at: datetime
    kind: FollowKind = FollowKind.TOPIC
    rhythm: Rhythm = Rhythm.DAILY
    #: Whether a day without news is told in one line.
    says_quiet: bool = False
    #: Nothing is due before this instant; one that has passed ended a pause.
    paused_until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PreparedDigest:
    """What has to be recorded once it is known that a digest was posted."""

    #: Up to which document it looked.
    through_document: int
    #: Fingerprints of its lines.
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestRun:
    """One due execution of a subscription."""

    id: int
    subscription_id: int
    #: The instant it was due, UTC; unique together with the subscription.
    scheduled_for: datetime
    state: RunState
    detail: str = ""
    #: The channel's own id of the posted message, once it was posted.
    message: str = ""
    #: When a process last said that it is at work on the run.
    claimed_at: datetime | None = None
    #: What is about to be sent, kept before the first attempt; None: none was made.
    prepared: PreparedDigest | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AddReport:
    """What became of everything that one import read."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    #: Same text under another id: not stored again.
    copies: int = 0
    failed: tuple[Failure, ...] = field(default_factory=tuple)

    def __add__(self, other: AddReport) -> AddReport:
        """Return what became of both imports."""
        return AddReport(
            added=self.added + other.added,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            copies=self.copies + other.copies,
            failed=self.failed + other.failed,
        )


class Failure(NamedTuple):
    """One thing that could not be read, and why, in words for the person who added it."""

    item: str
    why: str
