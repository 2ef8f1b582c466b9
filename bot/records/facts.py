"""What is found in documents: actors, quotations, positions, dates; each by its spans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from bot.records.documents import Span


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
