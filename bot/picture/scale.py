"""The time axis: one stretch to scale, and what lies long before or still to come beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.picture.gathering import Timetable, gaps_of

#: A gap at the beginning that takes this share of the whole period is left out of the scale,
#: where no more than this share of the marks lies before it.
_LONG_GAP = 0.3
_FEW = 0.2
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
#: Between two marks on the axis: days, or months.
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000)
_MONDAY = date(1, 1, 1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Stretch:
    """Days that are drawn between two places of the picture."""

    first: date
    last: date
    left: float
    right: float

    def place(self, day: date, *, at_end: bool = False) -> float:
        """Return where a day stands, in its middle, or where it ends."""
        days = (self.last - self.first).days + 1
        done = (day - self.first).days + (1.0 if at_end else 0.5)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, done / days))

    def begin(self, day: date) -> float:
        """Return where a day begins."""
        days = (self.last - self.first).days + 1
        done = (day - self.first).days / days
        return self.left + (self.right - self.left) * min(1.0, max(0.0, done))


@dataclass(frozen=True, kw_only=True, slots=True)
class AxisMark:
    """A mark on the axis: what stands beside it, and the year below where it is new."""

    x: float
    text: str
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
        """Return where a period begins and ends, cut at the end of its stretch."""
        stretch = self.stretch_of(first)
        return stretch.begin(first), stretch.place(last, at_end=True)


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
    upcoming = sorted(event.first for event in table.events if event.is_to_come)
    known = table.days[: len(table.days) - len(upcoming)] if upcoming else table.days
    if not known:
        known, upcoming = upcoming, []
    cut = _find_cut(known)
    early, main = known[:cut], known[cut:]
    before = _group(sorted(set(early)), most_slots)
    after = _group(sorted(set(upcoming)), most_slots)
    gap = slot * 0.2
    main_left = left + len(before) * (slot + gap)
    main_right = right - len(after) * (slot + gap)
    return Scale(
        earlier=tuple(
            _slot(days, left + number * (slot + gap), slot) for number, days in enumerate(before)
        ),
        main=_main(main, table, main_left, main_right),
        to_come=tuple(
            _slot(days, main_right + gap + number * (slot + gap), slot)
            for number, days in enumerate(after)
        ),
    )


def _find_cut(days: Sequence[date]) -> int:
    """Return how many of the first days stand so far off that they would press the rest flat."""
    cut = 0
    gaps = gaps_of(days)
    while True:
        whole = (days[-1] - days[cut]).days
        most = int(len(days) * _FEW)
        far = [n for n in range(cut, min(most, len(gaps))) if gaps[n] > max(14, whole * _LONG_GAP)]
        if not far:
            return cut
        cut = far[0] + 1


def _group(days: Sequence[date], most: int) -> list[list[date]]:
    """Part days at their widest gaps into at most so many groups."""
    if not days:
        return []
    gaps = gaps_of(days)
    widest = sorted(range(len(gaps)), key=lambda n: (-gaps[n], n))[: most - 1]
    edges = [0, *sorted(n + 1 for n in widest), len(days)]
    return [list(days[a:b]) for a, b in zip(edges, edges[1:], strict=False)]


def _slot(days: Sequence[date], left: float, width: float) -> Stretch:
    return Stretch(first=days[0], last=days[-1], left=left, right=left + width)


def _main(days: Sequence[date], table: Timetable, left: float, right: float) -> Stretch:
    first, last = days[0], days[-1]
    shown = [e for e in table.events if first <= e.first <= last and not e.is_to_come]
    # A period that the archive is still in ends where the archive does.
    end = table.as_of or last
    last = max([last, *(min(event.last, end) for event in shown)])
    room = timedelta(days=max(1, (last - first).days // 40))
    return Stretch(first=_add(first, -room), last=_add(last, room), left=left, right=right)


def _add(day: date, time: timedelta) -> date:
    try:
        return day + time
    except OverflowError:
        return day


def name_stretch(stretch: Stretch) -> str:
    """Return ``Oct 2022``, ``2021`` or ``2015–21``: what a stretch covers that is not to scale."""
    first, last = stretch.first, stretch.last
    if first.year != last.year:
        same_century = first.year // 100 == last.year // 100
        return f"{first.year}–{f'{last.year % 100:02d}' if same_century else last.year}"
    return f"{_MONTHS[first.month - 1]} {first.year}" if first.month == last.month else f"{first.year}"


def axis_marks(stretch: Stretch, width_of: Callable[[str], float]) -> list[AxisMark]:
    """Return the marks of the main stretch, as close as their words leave room for."""
    for days in _DAY_STEPS:
        marks = _day_marks(stretch, days)
        if _have_room(marks, width_of):
            return marks
    for months in _MONTH_STEPS:
        marks = _month_marks(stretch, months)
        if _have_room(marks, width_of):
            return marks
    return []


def _have_room(marks: Sequence[AxisMark], width_of: Callable[[str], float]) -> bool:
    if len(marks) > 40:
        return False
    widths = [max(width_of(mark.text), width_of(mark.year)) for mark in marks]
    pairs = zip(marks, marks[1:], widths, widths[1:], strict=False)
    return all(b.x - a.x > (one + two) / 2 + 8 for a, b, one, two in pairs)


def _day_marks(stretch: Stretch, step: int) -> list[AxisMark]:
    if (stretch.last - stretch.first).days // step > 40:
        return [AxisMark(x=0, text="")] * 41
    off = (stretch.first - _MONDAY).days % step
    day = stretch.first if not off else stretch.first + timedelta(days=step - off)
    marks = []
    year = 0
    while day <= stretch.last:
        words = f"{day.day} {_MONTHS[day.month - 1]}"
        new_year = str(day.year) if day.year != year else ""
        marks.append(AxisMark(x=stretch.place(day), text=words, year=new_year))
        year = day.year
        day += timedelta(days=step)
    return marks


def _month_marks(stretch: Stretch, step: int) -> list[AxisMark]:
    first = stretch.first.year * 12 + stretch.first.month - 1 + (stretch.first.day > 1)
    months = range(first + -first % step, stretch.last.year * 12 + stretch.last.month, step)
    if len(months) > 40:
        return [AxisMark(x=0, text="")] * 41
    marks = []
    known = 0
    for month in months:
        day = date(month // 12, month % 12 + 1, 1)
        if step >= 12:
            marks.append(AxisMark(x=stretch.begin(day), text=str(day.year)))
            continue
        new_year = str(day.year) if day.year != known else ""
        marks.append(AxisMark(x=stretch.begin(day), text=_MONTHS[day.month - 1], year=new_year))
        known = day.year
    return marks
