"""What the timeline picture shows of a brief: whose rows, which marks, which dates; no geometry."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.records import Precision, Stance
from bot.results import Brief, PositionLine, QuotationLine, TimelineLine

#: Actors with a row of their own; what the others say shares one.
MOST_ACTORS = 8
#: Dates that are numbered and told in words; the others are quiet ticks.
MOST_NUMBERED = 8
#: The row of everybody else, and of speakers who are unknown.
OTHERS = "Others"
#: What stands between the names of several who are one actor.
_JOINT = re.compile(r", | and ")
_PRONOUNS = frozenset("he she it they we i you".split())
#: Within this share of the period around a better date, another is told only after all others.
_CROWDED = 0.02
_PRECISION_WORTH = {
    Precision.DAY: 3,
    Precision.WEEK: 2,
    Precision.MONTH: 1,
    Precision.YEAR: 0,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Held:
    """A position: when, and how the actor stands."""

    day: date
    stance: Stance


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """What one actor holds and says; both in the order of their days."""

    name: str
    held: tuple[Held, ...] = ()
    said: tuple[date, ...] = ()

    @property
    def size(self) -> int:
        """Return how many lines are the actor's."""
        return len(self.held) + len(self.said)


@dataclass(frozen=True, kw_only=True, slots=True)
class Dated:
    """A timeline entry: ``first`` and ``last`` are the days of the period that its date names."""

    line: TimelineLine
    first: date
    last: date
    #: From 1, in the order of the dates; 0 is a date that is not told in words.
    number: int = 0
    #: It lies after the last day of the archive.
    is_to_come: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Timetable:
    """All that a timeline picture shows."""

    topic: str
    #: The last day that the archive knows; None where its documents have no dates.
    as_of: date | None
    #: The actor with most lines first, ``OTHERS`` last.
    rows: tuple[Row, ...]
    #: In the order of their dates.
    events: tuple[Dated, ...]

    @property
    def stated(self) -> list[date]:
        """Return the day of every position and quotation."""
        said = [day for row in self.rows for day in row.said]
        return [*said, *(each.day for row in self.rows for each in row.held)]

    @property
    def days(self) -> list[date]:
        """Return every day on which something stands, sorted, each as often as it is used."""
        return sorted([*self.stated, *(event.first for event in self.events)])

    @property
    def stances(self) -> list[Stance]:
        """Return the stances that are shown, in their own order."""
        used = {each.stance for row in self.rows for each in row.held}
        return [stance for stance in Stance if stance in used]

    @property
    def numbered(self) -> list[Dated]:
        """Return the dates that are told in words, by their numbers."""
        return [event for event in self.events if event.number]


def gather(brief: Brief) -> Timetable | None:
    """Return what a picture of a brief shows, or None where fewer than two days are known."""
    table = Timetable(
        topic=clean(brief.topic or brief.request.topic),
        as_of=brief.coverage.last,
        rows=_rows(brief.positions, brief.quotations),
        events=_events(brief.timeline, brief.coverage.last),
    )
    return table if len(set(table.days)) > 1 else None


def clean(text: str) -> str:
    """Return a name or sentence on one line, without characters that are not to be seen."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or _is_seen(c))
    return " ".join("".join(kept).split())


def _is_seen(character: str) -> bool:
    return unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _rows(
    positions: Sequence[PositionLine], quotations: Sequence[QuotationLine]
) -> tuple[Row, ...]:
    held: defaultdict[str, list[Held]] = defaultdict(list)
    said: defaultdict[str, list[date]] = defaultdict(list)
    orders: dict[frozenset[str], str] = {}

    def row_of(actor: str) -> str:
        """Return the name of an actor's row: "Lund and Osterby" are "Osterby and Lund"."""
        name = _name(actor)
        return orders.setdefault(frozenset(_JOINT.split(name)), name)

    for position in positions:
        if position.date is not None:
            held[row_of(position.actor)].append(Held(day=position.date, stance=position.stance))
    for quotation in quotations:
        if quotation.date is not None:
            said[row_of(quotation.speaker or "")].append(quotation.date)
    names = sorted(
        {name for name in (*held, *said) if name},
        key=lambda name: (-len(held[name]) - len(said[name]), -len(held[name]), name),
    )
    # One name too many gets a row of its own: a row for "others" would take the same room.
    has_others = len(names) > MOST_ACTORS + 1 or "" in said or "" in held
    own = names[: MOST_ACTORS if has_others else MOST_ACTORS + 1]
    rows = [_row(name, [name], held, said) for name in own]
    others = _row(OTHERS, [*names[len(own) :], ""], held, said)
    return (*rows, others) if others.size else tuple(rows)


def _name(actor: str) -> str:
    """Return an actor's name; a pronoun, which only its own text explains, is none."""
    name = clean(actor)
    return "" if name.casefold() in _PRONOUNS else name


def _row(
    name: str,
    names: Iterable[str],
    held: dict[str, list[Held]],
    said: dict[str, list[date]],
) -> Row:
    names = list(names)
    order = list(Stance)
    everything = [each for name in names for each in held.get(name, ())]
    return Row(
        name=name,
        held=tuple(sorted(everything, key=lambda each: (each.day, order.index(each.stance)))),
        said=tuple(sorted(day for name in names for day in said.get(name, ()))),
    )


def _events(lines: Sequence[TimelineLine], as_of: date | None) -> tuple[Dated, ...]:
    found = sorted(lines, key=lambda line: (line.date, _length(line), line.citation.document))
    chosen = set(map(id, _most_important(found)))
    events: list[Dated] = []
    number = 0
    for line in found:
        number += id(line) in chosen
        events.append(
            Dated(
                line=line,
                first=line.date,
                last=last_day(line.date, line.precision),
                number=number if id(line) in chosen else 0,
                is_to_come=as_of is not None and line.date > as_of,
            )
        )
    return tuple(events)


def _most_important(lines: Sequence[TimelineLine]) -> list[TimelineLine]:
    """Return the dates to be told: widely reported, exactly known, not all of one week."""
    days = [line.date for line in lines]
    near = timedelta(days=(days[-1] - days[0]).days * _CROWDED) if days else timedelta()
    left = sorted(
        lines,
        key=lambda line: (-len(line.also_in), -_PRECISION_WORTH[line.precision], -len(line.text)),
    )
    chosen: list[TimelineLine] = []
    for allowed_near in (False, True):
        for line in left:
            is_near = any(abs(line.date - other.date) <= near for other in chosen)
            if len(chosen) < MOST_NUMBERED and line not in chosen and is_near <= allowed_near:
                chosen.append(line)
    return chosen


def _length(line: TimelineLine) -> int:
    return (last_day(line.date, line.precision) - line.date).days


def last_day(day: date, precision: Precision) -> date:
    """Return the last day of the period that begins on ``day``."""
    if precision is Precision.DAY:
        return day
    try:
        if precision is Precision.WEEK:
            return day + timedelta(days=6)
        if precision is Precision.YEAR:
            return date(day.year, 12, 31)
        beginning = day.replace(day=1)
        return (beginning + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except OverflowError:
        return date.max
