"""Whatever a brief holds, its timeline picture is legible: nothing covers anything else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from unit.handlers.samples import brief, entry, position, quotation

from bot.picture.drawing import draw_svg
from bot.picture.gathering import gather
from bot.picture.layout import Style, lay_out
from bot.picture.shapes import Box, Chart
from bot.records import Precision, Stance
from bot.results import Brief, Coverage, PositionLine, QuotationLine, TimelineLine

_ELEMENTS = frozenset("svg title desc defs style g path use text clipPath rect".split())
_NEAR = st.dates(min_value=date(2022, 1, 1), max_value=date(2022, 3, 1))
_DAYS = st.one_of(_NEAR, st.dates(min_value=date(1940, 1, 1), max_value=date(2040, 1, 1)))
_NAMES = st.sampled_from([*(f"Actor {n}" for n in range(12)), "A very long name " * 9, "外交部"])
_POSITIONS = st.builds(
    lambda actor, stance, day: replace(position(actor=actor, stance=stance), date=day),
    _NAMES,
    st.sampled_from(list(Stance)),
    _DAYS,
)
_QUOTATIONS = st.builds(
    lambda speaker, day: replace(quotation(speaker=speaker), date=day),
    st.none() | _NAMES,
    st.none() | _DAYS,
)
_ENTRIES = st.builds(
    lambda day, precision: entry(day=day, precision=precision),
    _DAYS,
    st.sampled_from(list(Precision)),
)
_BRIEFS = st.builds(
    lambda *parts: _made(*parts),
    st.lists(_POSITIONS, max_size=40),
    st.lists(_QUOTATIONS, max_size=20),
    st.lists(_ENTRIES, max_size=20),
    st.none() | _NEAR,
)


def _made(
    held: Sequence[PositionLine],
    said: Sequence[QuotationLine],
    dated: Sequence[TimelineLine],
    last: date | None,
) -> Brief:
    """Return a brief whose archive ends on ``last`` or, where lines are newer, with them."""
    stated = [line.date for line in (*held, *said) if line.date is not None]
    return brief(
        positions=tuple(held),
        quotations=tuple(said),
        timeline=tuple(dated),
        coverage=Coverage(last=max([last, *stated]) if last else None),
    )


def _measure(text: str, size: float, is_bold: bool) -> float:
    return len(text) * size * (0.66 if is_bold else 0.58)


def _chart(made: Brief, width: float, *, has_key: bool) -> Chart | None:
    table = gather(made)
    style = Style(width=width, has_key=has_key, measure=_measure)
    return lay_out(table, style) if table else None


def _overlap(one: Box, two: Box) -> bool:
    """Tell whether two boxes share more than an edge."""
    return (
        one.left < two.right
        and two.left < one.right
        and one.top < two.bottom
        and two.top < one.bottom
    )


def _covered(boxes: Sequence[Box]) -> list[tuple[Box, Box]]:
    return [(one, two) for one, two in combinations(boxes, 2) if _overlap(one, two)]


@settings(max_examples=150, deadline=None)
@given(made=_BRIEFS, width=st.sampled_from([380.0, 760.0, 960.0]), has_key=st.booleans())
def test_nothing_covers_anything_else(made: Brief, width: float, has_key: bool) -> None:
    """Marks, numbers and words each have their own room, inside the picture."""
    chart = _chart(made, width, has_key=has_key)
    if chart is None:
        return
    marks = [mark.box for mark in chart.marks]
    badges = [badge.box for badge in chart.badges]
    words = [label.box for label in chart.labels if label.text]
    # A mark's count stands in the mark's own room.
    free = [box for box in words if not any(_is_inside(box, mark) for mark in marks)]
    assert not _covered(marks)
    assert not _covered(badges)
    assert not _covered(words)
    assert not [pair for pair in _covered([*free, *badges]) if pair[1] in badges]
    assert not [pair for pair in _covered([*free, *marks]) if pair[1] in marks]
    for box in (*marks, *badges, *words):
        assert box.left >= 0
        assert box.right <= chart.width
        assert box.bottom <= chart.height


@settings(max_examples=60, deadline=None)
@given(made=_BRIEFS)
def test_every_position_is_shown_once(made: Brief) -> None:
    """Merged or not, the marks in the rows add up."""
    chart = _chart(made, 960.0, has_key=False)
    if chart is None:
        return
    table = gather(made)
    assert table is not None
    shown = sum(mark.count for mark in chart.marks) - len(table.stances)
    assert shown == len(made.positions)


@settings(max_examples=60, deadline=None)
@given(made=_BRIEFS)
def test_later_is_never_further_left(made: Brief) -> None:
    """Within the numbered dates, the order of places is the order of days."""
    chart = _chart(made, 960.0, has_key=False)
    if chart is None:
        return
    table = gather(made)
    assert table is not None
    points = {event.number for event in table.numbered if event.first == event.last}
    places = [badge.x for badge in chart.badges if badge.number in points]
    assert places == sorted(places)


def _is_inside(inner: Box, outer: Box) -> bool:
    return (
        inner.left >= outer.left + 5 and inner.right <= outer.right + 1 and _overlap(inner, outer)
    )


@settings(max_examples=25, deadline=None)
@given(name=st.text(min_size=1, max_size=60), topic=st.text(max_size=60))
def test_any_words_make_a_sound_svg(name: str, topic: str) -> None:
    """It can be parsed, and holds no element but shapes and words."""
    lines = (position(actor=name), replace(position(), date=date(2022, 5, 2)))
    drawn = draw_svg(brief(positions=lines, timeline=(entry(name),), topic=topic))
    assert drawn is not None
    root = etree.fromstring(drawn, etree.XMLParser(resolve_entities=False))
    assert {etree.QName(element).localname for element in root.iter()} <= _ELEMENTS
