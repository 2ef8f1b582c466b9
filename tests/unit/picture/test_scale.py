"""The time axis of a timeline picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from unit.handlers.samples import brief, entry, position

from bot.picture.gathering import Timetable, gather
from bot.picture.scale import Scale, Stretch, axis_marks, make_scale, name_stretch
from bot.records import Precision
from bot.results import Coverage


def _table(*days: date, as_of: date | None = None) -> Timetable:
    made = brief(timeline=tuple(entry(day=day) for day in days), coverage=Coverage(last=as_of))
    table = gather(made)
    assert table is not None
    return table


def _scale(*days: date, as_of: date | None = None) -> Scale:
    return make_scale(_table(*days, as_of=as_of), 100, 900, slot=60, most_slots=2)


def _stretch(first: date, last: date, width: float = 800) -> Stretch:
    return Stretch(first=first, last=last, left=0, right=width)


def _width(text: str) -> float:
    return 7.0 * len(text)


def test_days_close_together_stand_to_scale() -> None:
    """Twice the time is twice the way."""
    first = date(2022, 5, 2)
    scale = _scale(first, first + timedelta(days=10), first + timedelta(days=30))
    a, b, c = (scale.place(first + timedelta(days=n)) for n in (0, 10, 30))
    assert scale.earlier == scale.to_come == ()
    assert (c - b) == pytest.approx(2 * (b - a))


def test_a_few_old_dates_do_not_press_the_rest_flat() -> None:
    """What happened long before stands apart, and the rest keeps its room."""
    recent = [date(2022, 5, 1) + timedelta(days=7 * n) for n in range(12)]
    scale = _scale(date(1949, 4, 4), *recent)
    assert [stretch.first for stretch in scale.earlier] == [date(1949, 4, 4)]
    assert scale.place(recent[-1]) - scale.place(recent[0]) > 600


def test_many_old_dates_stay_to_scale() -> None:
    """Where half of everything is old, nothing is an exception."""
    days = [date(1950 + 6 * n, 1, 1) for n in range(13)]
    assert _scale(*days).earlier == ()


def test_what_is_to_come_stands_behind_all_else() -> None:
    """Announced dates never lie among what the archive knows."""
    known, announced = date(2022, 5, 1), date(2031, 1, 1)
    scale = _scale(known, known + timedelta(days=9), announced, as_of=date(2022, 6, 1))
    assert scale.place(announced) > scale.main.right
    assert scale.main.last < announced


def test_old_dates_are_joined_into_a_few_places() -> None:
    """However many there are, they take a bounded part of the width."""
    old = [date(1900 + 10 * n, 1, 1) for n in range(5)]
    recent = [date(2022, 5, 1) + timedelta(days=n) for n in range(40)]
    scale = _scale(*old, *recent)
    assert len(scale.earlier) == 2
    assert {scale.stretch_of(day) for day in old} == set(scale.earlier)


def test_a_year_that_the_archive_is_in_ends_with_the_archive() -> None:
    """A bar does not claim time that nobody knows of."""
    year = entry(day=date(2022, 1, 1), precision=Precision.YEAR)
    made = brief(timeline=(year, entry()), coverage=Coverage(last=date(2022, 6, 30)))
    table = gather(made)
    assert table is not None
    scale = make_scale(table, 0, 800, slot=60, most_slots=2)
    assert scale.main.last < date(2022, 7, 15)


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2022, 10, 17), date(2022, 10, 17), ("17 Oct", "2022")),
        (date(2022, 10, 1), date(2022, 10, 31), ("Oct", "2022")),
        (date(2022, 7, 3), date(2022, 10, 31), ("Jul–Oct", "2022")),
        (date(2022, 1, 1), date(2022, 12, 31), ("2022", "")),
        (date(2015, 1, 1), date(2021, 12, 31), ("2015–21", "")),
        (date(1949, 1, 1), date(2021, 12, 31), ("1949–2021", "")),
    ],
)
def test_a_stretch_is_named_by_what_it_covers(
    first: date, last: date, name: tuple[str, str]
) -> None:
    """Two short lines say which days lie there."""
    assert name_stretch(_stretch(first, last)) == name


@pytest.mark.parametrize(
    ("days", "second"),
    [(5, "4 Jan"), (60, "24 Jan"), (300, "Mar"), (4000, "2024"), (40_000, "2040")],
)
def test_the_axis_is_marked_by_days_months_or_years(days: int, second: str) -> None:
    """The finest step is taken whose words have room."""
    first = date(2022, 1, 3)
    marks = axis_marks(_stretch(first, first + timedelta(days=days), 420), _width)
    assert [mark.text for mark in marks if mark.text][1] == second


def test_the_year_stands_where_it_is_new() -> None:
    """Once under the first mark, and again under the first of the next year."""
    marks = axis_marks(_stretch(date(2021, 9, 1), date(2022, 3, 1)), _width)
    assert [mark.year for mark in marks if mark.year] == ["2021", "2022"]


@pytest.mark.parametrize("days", [0, 1, 3, 10, 45, 200, 800, 5000, 100_000, 700_000])
def test_words_of_the_axis_never_touch(days: int) -> None:
    """Whatever the range and however narrow the picture."""
    first = date(30, 1, 1)
    for width in (150.0, 348.0, 770.0):
        stretch = _stretch(first, first + timedelta(days=days), width)
        told = [mark for mark in axis_marks(stretch, _width) if mark.text]
        for one, two in pairwise(told):
            assert two.x - one.x > (_width(one.text) + _width(two.text)) / 2


def test_a_month_in_the_first_year_of_all_can_be_drawn() -> None:
    """A date read wrongly out of a text is no reason to fail."""
    line = replace(position(), date=date(1, 1, 1))
    table = gather(brief(positions=(line,), timeline=(entry(day=date(9999, 12, 31)),)))
    assert table is not None
    scale = make_scale(table, 0, 800, slot=60, most_slots=2)
    assert scale.place(date(1, 1, 1)) < scale.place(date(9999, 12, 31))


def _period(day: date, precision: Precision, *stated: date, as_of: date) -> Scale:
    lines = tuple(replace(position(), date=each) for each in stated)
    made = brief(
        positions=lines,
        timeline=(entry(day=day, precision=precision),),
        coverage=Coverage(last=as_of),
    )
    table = gather(made)
    assert table is not None
    return make_scale(table, 0, 800, slot=60, most_slots=2)


def test_a_year_that_lasts_into_the_news_is_no_earlier_time() -> None:
    """Its bar is cut at the edge of the stretch in which it still goes on."""
    stated = [date(2022, 9, 1) + timedelta(days=n) for n in range(20)]
    scale = _period(date(2022, 1, 1), Precision.YEAR, *stated, as_of=date(2022, 9, 30))
    assert scale.earlier == ()
    assert scale.span(date(2022, 1, 1), date(2022, 12, 31)) == (0, 800)


def test_a_month_that_lasts_into_the_news_is_shown_whole() -> None:
    """It makes the stretch little longer."""
    stated = [date(2022, 9, 20) + timedelta(days=9 * n) for n in range(8)]
    scale = _period(date(2022, 9, 1), Precision.MONTH, *stated, as_of=date(2022, 12, 30))
    assert scale.main.first <= date(2022, 9, 1)


def test_the_day_after_the_archives_end_is_still_to_come() -> None:
    """However near: the stretch of what is known ends before it."""
    known = [date(2022, 1, 1) + timedelta(days=20 * n) for n in range(10)]
    last = known[-1]
    scale = _scale(*known, last + timedelta(days=1), as_of=last)
    assert scale.place(last + timedelta(days=1)) > scale.main.right
