"""Each part of a laid-out picture as matplotlib's own objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.picture.fonts import font_for
from bot.picture.palette import MARKERS, Palette
from bot.picture.shapes import (
    BADGE_SIZE,
    MARK_SIZE,
    Badge,
    Box,
    Chart,
    Label,
    Mark,
    Rule,
    Tick,
    Tone,
)
from bot.records import Stance

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure
    from matplotlib.transforms import Transform

#: What is drawn in the place of words that are filled in later.
_PLACEHOLDER = "x"
#: How far below the middle of a line of words their foot is, as a share of their size.
_FOOT = 0.36
_TICK_WIDTH = 1.6
#: A star and triangles look smaller than a square as wide.
_SIZES = {
    Stance.SUPPORTS: 1.0,
    Stance.OPPOSES: 1.0,
    Stance.ACCUSES: 1.25,
    Stance.DEMANDS: 0.8,
    Stance.COMMITS: 0.85,
    Stance.UNCLEAR: 0.8,
}


def label_id(number: int) -> str:
    """Return the id of the drawing's element that holds a label's words."""
    return f"label-{number}"


def paint(figure: Figure, chart: Chart, palette: Palette, *, with_words: bool) -> None:
    """Put the parts of a chart into a figure, those behind first."""
    for order, artist in enumerate(_Brush(figure, chart, palette, with_words).paint()):
        artist.set_zorder(order)
        figure.add_artist(artist)


class _Brush:
    """Turns parts into artists; a unit of the chart is a point of the figure."""

    def __init__(self, figure: Figure, chart: Chart, palette: Palette, with_words: bool) -> None:
        from matplotlib.transforms import Affine2D

        self._chart = chart
        self._palette = palette
        self._with_words = with_words
        units = Affine2D().scale(1 / chart.width, -1 / chart.height).translate(0, 1)
        self._place: Transform = units + figure.transFigure

    def paint(self) -> Iterator[Artist]:
        """Yield what draws the chart."""
        chart, tones = self._chart, self._palette.tones
        for band in chart.bands:
            yield self._box(band.box, tones[band.tone])
        for rule in chart.rules:
            yield self._rule(rule)
        for tick in chart.ticks:
            yield self._tick(tick)
        for badge in chart.badges:
            yield from self._badge(badge)
        for mark in chart.marks:
            yield self._mark(mark)
        for number, label in enumerate(chart.all_labels):
            yield self._label(label, label_id(number))

    def _box(self, box: Box, color: str, rounding: float = 0.0) -> Artist:
        from matplotlib.patches import FancyBboxPatch

        style = f"round,pad={rounding},rounding_size={rounding}" if rounding else "square,pad=0"
        return FancyBboxPatch(
            (box.left + rounding, box.top + rounding),
            box.right - box.left - 2 * rounding,
            box.bottom - box.top - 2 * rounding,
            boxstyle=style,
            facecolor=color,
            edgecolor="none",
            transform=self._place,
        )

    def _rule(self, rule: Rule) -> Artist:
        color = self._palette.tones[rule.tone]
        dashes = "dashed" if rule.is_dashed else "solid"
        return self._line([rule.x1, rule.x2], [rule.y1, rule.y2], color=color, linestyle=dashes)

    def _tick(self, tick: Tick) -> Artist:
        color = self._palette.tones[Tone.MUTED]
        if tick.right > tick.x:
            # A period lies where a day stands upright.
            y = tick.bottom - 2
            ends = ([tick.x, tick.right], [y, y])
        else:
            ends = ([tick.x, tick.x], [tick.top, tick.bottom])
        return self._line(*ends, color=color, linewidth=_TICK_WIDTH, alpha=0.75)

    def _badge(self, badge: Badge) -> Iterator[Artist]:
        tones = self._palette.tones
        if badge.is_period:
            box = badge.box
            bar = Box(box.left, badge.y - 6, box.right, badge.y + 6)
            yield self._box(bar, tones[Tone.PERIOD], rounding=4.0)
        fill = self._palette.background if badge.is_to_come else tones[Tone.INK]
        yield self._line(
            [badge.x],
            [badge.y],
            marker="o",
            markersize=BADGE_SIZE - 1.5,
            markerfacecolor=fill,
            markeredgecolor=tones[Tone.INK],
            markeredgewidth=1.5,
        )

    def _mark(self, mark: Mark) -> Artist:
        color = self._palette.stances[mark.stance]
        is_hollow = mark.stance is Stance.UNCLEAR
        return self._line(
            [mark.x],
            [mark.y],
            marker=MARKERS[mark.stance],
            markersize=(MARK_SIZE - 1) * _SIZES.get(mark.stance, 0.95),
            markerfacecolor="none" if is_hollow else color,
            markeredgecolor=color,
            markeredgewidth=1.8 if is_hollow else 0.6,
        )

    def _label(self, label: Label, gid: str) -> Artist:
        from matplotlib.font_manager import FontProperties
        from matplotlib.text import Text

        path = font_for(label.text, is_bold=label.is_bold) if self._with_words else None
        path = path or font_for(_PLACEHOLDER, is_bold=label.is_bold)
        font = FontProperties(fname=path, size=label.size, weight=700 if label.is_bold else 400)
        return Text(
            label.x,
            label.y + label.size * _FOOT,
            label.text if self._with_words else _PLACEHOLDER,
            color=self._palette.tones[label.tone],
            ha=label.align,
            va="baseline",
            fontproperties=font,
            transform=self._place,
            parse_math=False,
            gid=gid,
        )

    def _line(self, x: list[float], y: list[float], **look: object) -> Artist:
        from matplotlib.lines import Line2D

        return Line2D(x, y, transform=self._place, **look)  # type: ignore[arg-type]
