"""The time axis: one stretch to scale, and what lies long before or still to come beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.picture.gathering import Dated, Timetable
from bot.picture.words import Measure

#: At most this share of the marks is left out of the stretch that is to scale, of a period of at
#: least so many days, and where at least so much is won; what it costs to leave all of them out.
_FEW = 0.3
_LEAST_CUT = 60
_LEAST_GAIN = 0.4
_PRICE = 4.0
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
#: Between two marks on the axis: days, or months.
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_A_YEAR = 12
_MOST_MARKS = 40
#: How far words of the axis may reach out of their stretch, and how far apart they are.
_OVER = 4.0
_BETWEEN_WORDS = 8.0
#: Room between the edge of a stretch that is not to scale and its marks.
_INSET = 9.0
_DAY = timedelta(days=1)
_MONTH, _YEAR = 31, 365
#: How much longer a period may make the stretch that is to scale, as a share of its length.
_MOST_LONGER = 1.3


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Days that are drawn between two places of the picture, ``inset`` from its edges."""

    first: date
    last: date
    left: float
    right: float
    inset: float = 0.0

    def place(self, day: date) -> float:
        """Return where the middle of a day stands."""
        return self._place((day - self.first).days + 0.5)

    def begin(self, day: date) -> float:
        """Return where a day begins."""
        return self._place((day - self.first).days)

    def end(self, day: date) -> float:
        """Return where a day ends."""
        return self._place((day - self.first).days + 1)

    def _place(self, days: float) -> float:
        share = min(1.0, max(0.0, days / ((self.last - self.first).days + 1)))
        left, right = self.left + self.inset, self.right - self.inset
        return left + (right - left) * share


@dataclass(frozen=True, kw_only=True, slots=True)
class AxisMark:
    """A mark on the axis: what stands beside it, and the year below where it is new."""

    x: float
    text: str = ""
    year: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """Where days stand: long ago, the main stretch, to come; the outer ones are not to scale."""

    earlier: tuple[Stretch, ...]
    main: Stretch
    to_come: tuple[Stretch, ...]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Return all stretches from left to right."""
        return (*self.earlier, self.main, *self.to_come)

    def stretch_of(self, day: date) -> Stretch:
        """Return the stretch that shows a day."""
        for stretch in self.stretches:
            if day <= stretch.last:
                return stretch
        return self.stretches[-1]

    def place(self, day: date) -> float:
        """Return where a day stands."""
        return self.stretch_of(day).place(day)

    def span(self, first: date, last: date) -> tuple[float, float]:
        """Return where a period begins and ends, cut at the edges of its stretch.

        One that reaches from earlier days into the main stretch is shown there.
        """
        reaches_in = first < self.main.first <= last
        stretch = self.main if reaches_in else self.stretch_of(first)
        return stretch.begin(first), stretch.end(last)


def make_scale(
    table: Timetable, left: float, right: float, *, slot: float, most_slots: int
) -> Scale:
    """Lay out the days of a timetable between two places.

    Args:
        table: what is shown.
        left: where the axis begins.
        right: where it ends.
        slot: how wide a stretch is that is not to scale.
        most_slots: how many of them at most stand on each side.
    """
    upcoming = [event for event in table.events if event.is_to_come]
    happened = [event for event in table.events if not event.is_to_come]
    if not happened and not table.stated:
        happened, upcoming = upcoming, []
    end = table.as_of or date.max
    known = sorted([*table.stated, *(min(e.last, max(e.first, end)) for e in happened)])
    first = _first_to_scale(known, happened)
    early = [(day, day) for day in table.stated if day < first]
    early += [(event.first, event.last) for event in happened if event.last < first]
    before = _group(early, most_slots)
    after = _group([(event.first, event.last) for event in upcoming], most_slots)
    gap = slot * 0.2
    main_left = left + len(before) * (slot + gap)
    main_right = right - len(after) * (slot + gap)
    room = timedelta(days=max(1, (known[-1] - first).days // 40))
    return Scale(
        earlier=tuple(
            _slot(days, left + number * (slot + gap), slot) for number, days in enumerate(before)
        ),
        main=Stretch(
            first=max(_add(first, -room), _add(before[-1][1], _DAY) if before else date.min),
            last=min(_add(known[-1], room), _add(after[0][0], -_DAY) if after else date.max),
            left=main_left,
            right=main_right,
        ),
        to_come=tuple(
            _slot(days, main_right + gap + number * (slot + gap), slot)
            for number, days in enumerate(after)
        ),
    )


def _first_to_scale(known: Sequence[date], happened: Sequence[Dated]) -> date:
    """Return the first day that is to scale: where periods begin that reach into the rest, too.

    One that would make the rest much shorter is cut instead.
    """
    first = known[_find_cut(known)]
    most = timedelta(days=_MOST_LONGER * (known[-1] - first).days + _MONTH)
    reaching = [e.first for e in happened if e.first < first <= e.last]
    return min([first, *(day for day in reaching if known[-1] - day <= most)])


def _find_cut(days: Sequence[date]) -> int:
    """Return how many of the first days stand so far off that they would press the rest flat.

    What is won is how much longer the rest becomes; it is weighed against how many are left out.
    """
    whole = (days[-1] - days[0]).days
    if whole < _LEAST_CUT:
        return 0
    best, least = 0, _LEAST_GAIN
    for cut in range(1, int(len(days) * _FEW) + 1):
        rest = max(7, (days[-1] - days[cut]).days)
        gain = math.log(whole / rest) - _PRICE * cut / len(days)
        if days[cut] > days[cut - 1] and gain > least:
            best, least = cut, gain
    return best


def _group(periods: Sequence[tuple[date, date]], most: int) -> list[tuple[date, date]]:
    """Join periods into at most so many, those first that overlap or have one name."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        if joined and (
            first <= joined[-1][1] or _name_days(*joined[-1]) == _name_days(first, last)
        ):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    while len(joined) > most:
        gaps = [(b[0] - a[1]).days for a, b in pairwise(joined)]
        at = gaps.index(min(gaps))
        joined[at : at + 2] = [(joined[at][0], joined[at + 1][1])]
    return joined


def _slot(period: tuple[date, date], left: float, width: float) -> Stretch:
    return Stretch(first=period[0], last=period[1], left=left, right=left + width, inset=_INSET)


def _add(day: date, time: timedelta) -> date:
    try:
        return day + time
    except OverflowError:
        return day


def name_stretch(stretch: Stretch) -> tuple[str, str]:
    """Return what a stretch covers that is not to scale, on two lines.

    ``17 Oct`` over ``2022``, ``Oct`` over ``2022``, ``Jul–Oct`` over ``2022``; ``2015–21`` alone.
    """
    return _name_days(stretch.first, stretch.last)


def _name_days(first: date, last: date) -> tuple[str, str]:
    if first.year != last.year:
        same_century = first.year // 100 == last.year // 100
        return f"{first.year}–{f'{last.year % 100:02d}' if same_century else last.year}", ""
    year, month, last_month = str(first.year), _MONTHS[first.month - 1], _MONTHS[last.month - 1]
    if first == last:
        return f"{first.day} {month}", year
    if month == last_month:
        return month, year
    is_whole_year = (last - first).days >= _YEAR - 1
    return (year, "") if is_whole_year else (f"{month}–{last_month}", year)


def axis_marks(stretch: Stretch, width_of: Measure) -> list[AxisMark]:
    """Return the marks of the main stretch, as close as their words leave room for."""
    ways = [(_days(stretch, step), _words_of_day) for step in _DAY_STEPS]
    ways += [(_months(stretch, step), _words_of_month) for step in _MONTH_STEPS if step < _A_YEAR]
    ways += [(_months(stretch, step), _words_of_year) for step in _MONTH_STEPS if step >= _A_YEAR]
    for days, words in ways:
        if len(days) > _MOST_MARKS:
            continue
        marks = _marks(stretch, days, words, width_of)
        if _have_room(marks, width_of):
            return marks
    return []


def _marks(
    stretch: Stretch,
    days: Sequence[date],
    words_of: Callable[[date], tuple[str, str]],
    width_of: Measure,
) -> list[AxisMark]:
    """Return a mark for each day; words that would leave the stretch are left out."""
    marks = []
    known = ""
    for day in days:
        text, year = words_of(day)
        x = stretch.place(day) if words_of is _words_of_day else stretch.begin(day)
        half = width_of(text) / 2
        has_room = stretch.left - _OVER <= x - half and x + half <= stretch.right + _OVER
        if not has_room:
            marks.append(AxisMark(x=x))
            continue
        marks.append(AxisMark(x=x, text=text, year=year if year != known else ""))
        known = year
    return marks


def _have_room(marks: Sequence[AxisMark], width_of: Measure) -> bool:
    told = [mark for mark in marks if mark.text]
    widths = [max(width_of(mark.text), width_of(mark.year)) for mark in told]
    return all(
        told[n + 1].x - told[n].x > (widths[n] + widths[n + 1]) / 2 + _BETWEEN_WORDS
        for n in range(len(told) - 1)
    )


def _words_of_day(day: date) -> tuple[str, str]:
    return f"{day.day} {_MONTHS[day.month - 1]}", str(day.year)


def _words_of_month(day: date) -> tuple[str, str]:
    return _MONTHS[day.month - 1], str(day.year)


def _words_of_year(day: date) -> tuple[str, str]:
    return str(day.year), ""


def _days(stretch: Stretch, step: int) -> list[date]:
    """Return every so manieth day, weeks from a Monday."""
    first, last = stretch.first.toordinal(), stretch.last.toordinal()
    first += -(first - 1) % step
    return [date.fromordinal(number) for number in range(first, last + 1, step)]


def _months(stretch: Stretch, step: int) -> list[date]:
    """Return the first day of every so manieth month."""
    first = stretch.first.year * 12 + stretch.first.month - 1 + (stretch.first.day > 1)
    last = stretch.last.year * 12 + stretch.last.month - 1
    months = range(first + -first % step, last + 1, step)
    return [date(month // 12, month % 12 + 1, 1) for month in months if month >= 12]
