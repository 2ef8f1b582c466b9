"""Where everything in a timeline picture stands. Pure: no fonts but their measures, no drawing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.picture.gathering import Row, Timetable
from bot.picture.packing import merge, pack
from bot.picture.scale import Scale, axis_marks, make_scale, name_stretch
from bot.picture.shapes import (
    BADGE_SIZE,
    MARK_SIZE,
    Badge,
    Band,
    Box,
    Chart,
    Label,
    Mark,
    Rule,
    Tick,
    Tone,
)
from bot.picture.words import cut, date_of, wrap
from bot.records import Stance
from bot.wording import day_in_words

#: Below this width names stand above their rows, not beside them.
_NARROW = 560
_MARGIN = 16.0
_NAMES = 158.0
_LANE = 17.0
_BADGE_LANE = BADGE_SIZE + 4
_SLOT = 62.0
_TICK = 8.0
_TEXT, _NAME, _SMALL, _TITLE = 14.0, 13.0, 12.0, 19.0
_LINES_PER_EVENT = 2
#: What stands for words in a script that no font at hand can show.
UNREADABLE_NAME = "(name in another script)"
UNREADABLE = "(in a script that this picture cannot show)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """How a picture is laid out.

    Attributes:
        width: in the picture's own units.
        has_key: it has a title, and tells the numbered dates in words.
        measure: returns how wide a text is, by text, size and whether it is bold.
        can_draw: tells whether a text can be shown at all.
    """

    width: float
    has_key: bool
    measure: Callable[[str, float, bool], float]
    can_draw: Callable[[str], bool] = lambda text: True


def lay_out(table: Timetable, style: Style) -> Chart:
    """Return the laid-out picture of a timetable."""
    return _Layout(table, style).run()


@dataclass(slots=True)
class _Layout:
    """Places part after part, from the top down."""

    table: Timetable
    style: Style
    y: float = _MARGIN
    bands: list[Band] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    badges: list[Badge] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    @property
    def is_narrow(self) -> bool:
        return self.style.width < _NARROW

    @property
    def right(self) -> float:
        return self.style.width - _MARGIN

    def run(self) -> Chart:
        if self.style.has_key:
            self._title()
        self._legend()
        left = _MARGIN if self.is_narrow else _MARGIN + _NAMES
        scale = make_scale(
            self.table, left, self.right, slot=_SLOT, most_slots=1 if self.is_narrow else 2
        )
        top = self.y
        if scale.earlier or scale.to_come:
            self._zones(scale)
        if self.table.events:
            self._events(scale)
        for row in self.table.rows:
            self._row(row, scale)
        self._axis(scale, top)
        if self.style.has_key and self.table.numbered:
            self._key()
        return Chart(
            width=self.style.width,
            height=self.y + _MARGIN,
            bands=tuple(self.bands),
            rules=tuple(self.rules),
            ticks=tuple(self.ticks),
            badges=tuple(self.badges),
            marks=tuple(self.marks),
            labels=tuple(self.labels),
        )

    # --- above the rows -----------------------------------------------------------------------
    def _title(self) -> None:
        topic = self.table.topic if self.style.can_draw(self.table.topic) else "This topic"
        what = "who stood where, and when" if self.table.stances else "what was said, and when"
        self._write(_MARGIN, self.y + 10, f"{topic}: {what}", _TITLE, bold=True)
        self.y += 32
        if self.table.as_of is not None:
            words = f"As the archive has it up to {day_in_words(self.table.as_of)}"
            self._write(_MARGIN, self.y + 4, words, _SMALL, tone=Tone.MUTED)
            self.y += 22

    def _legend(self) -> None:
        """Explain what is used, item after item, on as many lines as it takes."""
        x = _MARGIN
        y = self.y + 9
        quiet = ["quotation"] if any(row.said for row in self.table.rows) else []
        quiet += ["further date"] if len(self.table.numbered) < len(self.table.events) else []
        items: list[tuple[str, Stance | None]] = [(str(each), each) for each in self.table.stances]
        items += [(" or ".join(quiet), None)] if quiet else []
        for words, stance in items:
            width = self._width(words, _SMALL)
            if x > _MARGIN and x + 18 + width > self.right:
                x, y = _MARGIN, y + 20
            if stance is None:
                self._tick(x + 6, y + 4)
            else:
                self.marks.append(Mark(x=x + 6, y=y, stance=stance, width=MARK_SIZE))
            self._write(x + 18, y, words, _SMALL)
            x += 18 + width + 16
        self.y = y + 20 if items else self.y

    def _zones(self, scale: Scale) -> None:
        """Name what lies beside the stretch that is to scale."""
        for name, stretches in (("Earlier", scale.earlier), ("To come", scale.to_come)):
            if stretches:
                middle = (stretches[0].left + stretches[-1].right) / 2
                self._write(middle, self.y + 10, name, _SMALL, "center", tone=Tone.MUTED)
        self.y += 20

    # --- the rows -----------------------------------------------------------------------------
    def _events(self, scale: Scale) -> None:
        numbered = self.table.numbered
        spans = []
        for event in numbered:
            left, right = scale.span(event.first, event.last)
            if event.first == event.last:
                left = right = scale.place(event.first)
            is_period = event.first != event.last
            half = BADGE_SIZE / 2
            x = left + half if is_period else left
            x = min(max(x, scale.stretches[0].left), self.right - half)
            end = max(right, x + half + 6) if is_period else x + half
            spans.append((x, x - half, min(end, self.right)))
        lanes = pack((left, right) for _, left, right in spans)
        floor = self._start_row("What happened", (max(lanes, default=0) + 1) * _BADGE_LANE + 4)
        for event, lane, (x, left, right) in zip(numbered, lanes, spans, strict=True):
            self.badges.append(
                Badge(
                    x=x,
                    y=floor - 10 - BADGE_SIZE / 2 - lane * _BADGE_LANE,
                    number=event.number,
                    left=left,
                    right=right,
                    is_period=event.first != event.last,
                    is_to_come=event.is_to_come,
                )
            )
        for event in self.table.events:
            if not event.number:
                left, right = scale.span(event.first, event.last)
                x = scale.place(event.first) if event.first == event.last else left
                self._tick(x, floor - 1, right=right if event.first != event.last else 0.0)

    def _row(self, row: Row, scale: Scale) -> None:
        merged = merge(row.held, scale)
        widths = [
            MARK_SIZE + (self._width(str(count), _SMALL) + 3 if count > 1 else 0)
            for _, _, count in merged
        ]
        places = [
            min(x, self.right - width + MARK_SIZE / 2)
            for (x, _, _), width in zip(merged, widths, strict=True)
        ]
        half = MARK_SIZE / 2
        lanes = pack((x - half, x - half + width) for x, width in zip(places, widths, strict=True))
        floor = self._start_row(row.name, max(1, max(lanes, default=0) + 1) * _LANE)
        for (_, stance, count), x, width, lane in zip(merged, places, widths, lanes, strict=True):
            y = floor - 9 - half - lane * _LANE
            self.marks.append(Mark(x=x, y=y, stance=stance, count=count, width=width))
            if count > 1:
                self._write(x + half + 3, y, str(count), _SMALL)
        for day in row.said:
            self._tick(scale.place(day), floor - 1)

    def _start_row(self, name: str, height: float) -> float:
        """Write a row's name, leave room for its marks and return where its floor is."""
        name = name if self.style.can_draw(name) else UNREADABLE_NAME
        if self.is_narrow:
            self._write(_MARGIN, self.y + 11, name, _SMALL, bold=True)
            self.y += 20
        top, floor = self.y, self.y + max(height + 12, 36.0)
        if not self.is_narrow:
            room = _NAMES - 14
            lines = wrap(name, room, 2, lambda words: self._width(words, _NAME, bold=True))
            for number, line in enumerate(lines):
                y = (top + floor) / 2 + 2 + 16 * (number - (len(lines) - 1) / 2)
                self._write(_MARGIN + room, y, line, _NAME, "right", room=room + 1, bold=True)
        left = _MARGIN if self.is_narrow else _MARGIN + _NAMES
        self.rules.append(Rule(x1=left, y1=floor, x2=self.right, y2=floor))
        self.y = floor + 4
        return floor

    # --- below the rows -----------------------------------------------------------------------
    def _axis(self, scale: Scale, top: float) -> None:
        floor = self.y - 4
        marks = axis_marks(scale.main, lambda text: self._width(text, _SMALL))
        for mark in marks:
            self.rules.append(Rule(x1=mark.x, y1=top, x2=mark.x, y2=floor + 5))
            self._write_inside(mark.x, floor + 15, mark.text)
            self._write_inside(mark.x, floor + 31, mark.year)
        for stretch in (*scale.earlier, *scale.to_come):
            box = Box(stretch.left, top, stretch.right, floor)
            self.bands.append(Band(box=box))
            for line, words in enumerate(name_stretch(stretch)):
                self._write_inside(
                    (stretch.left + stretch.right) / 2, floor + 15 + 16 * line, words
                )
        if scale.to_come:
            x = scale.main.right + (scale.to_come[0].left - scale.main.right) / 2
            self.rules.append(
                Rule(x1=x, y1=top, x2=x, y2=floor + 5, tone=Tone.MUTED, is_dashed=True)
            )
        self.y = floor + 40

    def _key(self) -> None:
        self.y += 10
        room = self.right - _MARGIN - 32
        for event in self.table.numbered:
            y = self.y + 10
            x = _MARGIN + BADGE_SIZE / 2
            self.badges.append(
                Badge(
                    x=x,
                    y=y,
                    number=event.number,
                    left=x,
                    right=x,
                    is_to_come=event.is_to_come,
                )
            )
            when = f"{date_of(event)}{', to come' if event.is_to_come else ''}"
            self._write(_MARGIN + 32, y, when, _TEXT, bold=True)
            words = " ".join(event.line.text.split())
            words = words if self.style.can_draw(words) else UNREADABLE
            self.y += 20
            for line in wrap(words, room, _LINES_PER_EVENT, self._plain_width):
                self._write(_MARGIN + 32, self.y + 10, line, _TEXT)
                self.y += 19
            self.y += 9

    # --- parts --------------------------------------------------------------------------------
    def _plain_width(self, text: str) -> float:
        return self.style.measure(text, _TEXT, False)

    def _width(self, text: str, size: float, *, bold: bool = False) -> float:
        return self.style.measure(text, size, bold)

    def _tick(self, x: float, bottom: float, right: float = 0.0) -> None:
        self.ticks.append(Tick(x=x, top=bottom - _TICK, bottom=bottom, right=right))

    def _write_inside(self, x: float, y: float, text: str) -> None:
        """Write words of the axis, centred where they do not leave the picture."""
        if text:
            half = self._width(text, _SMALL) / 2
            x = min(max(x, half + 2), self.style.width - half - 2)
            self._write(x, y, text, _SMALL, "center", tone=Tone.MUTED)

    def _write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        align: str = "left",
        *,
        room: float = 0.0,
        tone: Tone = Tone.INK,
        bold: bool = False,
    ) -> None:
        room = room or self.style.width - 2 * _MARGIN
        text = cut(text, room, lambda words: self._width(words, size, bold=bold))
        self.labels.append(
            Label(
                x=x,
                y=y,
                text=text,
                size=size,
                width=self._width(text, size, bold=bold),
                align=align,
                tone=tone,
                is_bold=bold,
            )
        )
