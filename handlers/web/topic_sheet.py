"""A brief as what its page shows: words, marks in them, and links; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.picture.gathering import gather
from bot.picture.words import describe_table
from bot.records import QuotationKind, Span
from bot.results import (
    Board,
    BoardRow,
    Brief,
    BriefRequest,
    Citation,
    PositionLine,
    QuotationLine,
    TimelineLine,
)
from bot.wording import (
    DENIED_BY,
    WORDING_DIFFERS,
    according_in_words,
    day_in_words,
    entry_date_in_words,
    language_in_words,
    manner_in_words,
    plural,
)
from handlers.views.brief import coverage_in_words, period_of
from handlers.views.lines import phrase_in_text, published_day, role_beside, source_name
from handlers.views.mrkdwn import label, shown, web_address

_MOST_OUTLETS = 3
_OPENING_MARKS = "“”\"„«»‹›‘'「『"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where words stand: outlet and day, with the way there, "" for none."""

    name: str
    day: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """One line: its words with a stretch that is marked, who, and where.

    Attributes:
        number: of a date that the picture tells; 0 for none.
        beside: what else belongs under it, each with the words that introduce it.
    """

    before: str
    marked: str = ""
    after: str = ""
    who: str = ""
    role: str = ""
    note: str = ""
    is_quoted: bool = False
    is_date: bool = False
    number: int = 0
    place: Place
    others: tuple[Place, ...] = ()
    more: int = 0
    beside: tuple[tuple[str, Shown], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Lines under one heading."""

    name: str
    lines: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicSheet:
    """All that the page of a brief shows.

    Attributes:
        picture: what the timeline picture shows, in words; "" where there is none.
        filters: what narrows the brief, as name and value.
        groups: the positions by stance.
        key_dates: those that the picture tells; all of them where there is no picture.
        quotations_left: how many are found besides those shown.
        dates_left: likewise.
    """

    title: str
    period: str
    read_as: str
    counts: str
    as_of: str
    picture: str = ""
    why_no_picture: str = ""
    filters: tuple[tuple[str, str], ...] = ()
    quotations: tuple[Shown, ...] = ()
    groups: tuple[Group, ...] = ()
    key_dates: tuple[Shown, ...] = ()
    other_dates: tuple[Shown, ...] = ()
    quotations_left: int = 0
    dates_left: int = 0
    empty_because: str = ""
    suggestions: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Tell whether not one line is shown."""
        return not (self.quotations or self.groups or self.key_dates)


def make_sheet(brief: Brief, board: Board) -> TopicSheet:
    """Return what the page of a brief shows.

    Args:
        brief: its quotations and dates, and what the picture is drawn from.
        board: its positions.
    """
    table = gather(brief)
    numbers = {event.line: event.number for event in table.events} if table else {}
    dates = [
        _date(line, numbers.get(line, 0))
        for line in sorted(brief.timeline, key=lambda line: (line.date, line.citation.document))
    ]
    return TopicSheet(
        title=label(brief.topic or brief.request.topic),
        period=period_of(brief),
        read_as=label(brief.read_as, 400),
        counts="" if brief.is_empty else _counts(brief, board),
        as_of=day_in_words(brief.coverage.last) if brief.coverage.last else "",
        picture=describe_table(table) if table else "",
        why_no_picture="" if table or brief.is_empty else _TOO_LITTLE,
        filters=tuple(_filters(brief.request)),
        quotations=tuple(_quotation(line) for line in brief.quotations),
        groups=tuple(
            Group(name=side.capitalize(), lines=tuple(_row(row) for row in rows))
            for side, rows in groupby(board.rows, key=lambda row: row.side)
        ),
        key_dates=tuple(line for line in dates if line.number or not table),
        other_dates=tuple(line for line in dates if table and not line.number),
        quotations_left=max(0, brief.found.quotations - len(brief.quotations)),
        dates_left=max(0, brief.found.timeline - len(brief.timeline)),
        empty_because=label(brief.empty_because, 600),
        suggestions=tuple(label(tip) for tip in brief.suggestions if tip.strip()),
    )


_TOO_LITTLE = "All of this is of one day, so there is no timeline to draw."


def _counts(brief: Brief, board: Board) -> str:
    counts = (
        (max(brief.found.quotations, len(brief.quotations)), "quotation"),
        (max(brief.found.positions, len(board.rows)), "position"),
        (max(brief.found.timeline, len(brief.timeline)), "date"),
    )
    found = ", ".join(plural(count, noun) for count, noun in counts if count)
    return f"{found} · {coverage_in_words(brief.coverage)}"


def _filters(request: BriefRequest) -> list[tuple[str, str]]:
    given = (
        ("Published since", day_in_words(request.since) if request.since else ""),
        ("Published until", day_in_words(request.until) if request.until else ""),
        ("Said or held by", request.by),
        ("Mentioning", request.about),
        ("Outlet", request.outlet),
        ("Language", language_in_words(request.language) if request.language else ""),
    )
    return [(name, label(value)) for name, value in given if value]


def _quotation(line: QuotationLine) -> Shown:
    written = label(line.speaker_as_written or "", 80)
    if line.speaker is None:
        who, role = "Speaker unknown", f"“{written}” in the text" if written else ""
    else:
        who, role = label(line.speaker), role_beside(line.speaker, written)
    return Shown(
        before=shown(line.text),
        is_quoted=line.kind is QuotationKind.DIRECT and line.text[:1] not in _OPENING_MARKS,
        who=who,
        role=role,
        note=manner_in_words(line.kind, label(line.cue or "")),
        place=_place(line),
        others=_others(line.also_in),
        more=max(0, len(line.also_in) - _MOST_OUTLETS),
    )


def _row(row: BoardRow) -> Shown:
    beside = tuple(
        (lead, _position(line))
        for lead, line in ((WORDING_DIFFERS, row.before), (DENIED_BY, row.denial))
        if line is not None
    )
    return _position(row.line, beside)


def _position(line: PositionLine, beside: tuple[tuple[str, Shown], ...] = ()) -> Shown:
    before, marked, after = _parted(line.text, line.cue_in_text)
    return Shown(
        before=before,
        marked=marked,
        after=after,
        who=label(line.actor),
        role=f"{line.stance} {label(line.target)}" if line.target else str(line.stance),
        note=f"{according_in_words(label(line.according_to))}" if line.according_to else "",
        place=_place(line),
        others=_others(line.also_in),
        more=max(0, len(line.also_in) - _MOST_OUTLETS),
        beside=beside,
    )


def _date(line: TimelineLine, number: int) -> Shown:
    before, marked, after = _parted(line.text, phrase_in_text(line))
    return Shown(
        before=before,
        marked=marked,
        after=after,
        who=entry_date_in_words(line.date, line.precision),
        is_date=True,
        number=number,
        place=_place(line),
        others=_others(line.also_in),
        more=max(0, len(line.also_in) - _MOST_OUTLETS),
    )


def _parted(text: str, part: Span) -> tuple[str, str, str]:
    """Return a text before, in and after a stretch of it."""
    start, end = part
    if not 0 <= start < end <= len(text):
        return shown(text), "", ""
    return shown(text[:start]), shown(text[start:end]), shown(text[end:])


def _place(line: QuotationLine | PositionLine | TimelineLine) -> Place:
    day = published_day(line)
    return Place(
        name=source_name(line.citation),
        day=day_in_words(day) if day else "",
        address=_address(line.citation),
    )


def _others(citations: Sequence[Citation]) -> tuple[Place, ...]:
    return tuple(
        Place(
            name=source_name(each),
            day=day_in_words(each.published) if each.published else "",
            address=_address(each),
        )
        for each in citations[:_MOST_OUTLETS]
    )


def _address(citation: Citation) -> str:
    """Return where the words are highlighted, else their outlet's page."""
    return citation.reader_url or web_address(citation.url) or ""
