"""The parts of a laid-out picture: each knows its place, none knows how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from bot.records import Stance


class Tone(StrEnum):
    """What a part is for; a palette gives it its colour."""

    INK = "ink"
    ON_INK = "on ink"
    MUTED = "muted"
    GRID = "grid"
    BAND = "band"
    PERIOD = "period"


class Box(NamedTuple):
    """A rectangle; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """Words on one line; ``y`` is their middle, ``x`` their left end, middle or right end."""

    x: float
    y: float
    text: str
    size: float
    width: float
    align: str = "left"
    tone: Tone = Tone.INK
    is_bold: bool = False

    @property
    def box(self) -> Box:
        """Return the room that it takes."""
        shift = {"left": 0.0, "center": self.width / 2, "right": self.width}[self.align]
        left = self.x - shift
        half = self.size * 0.6
        return Box(left, self.y - half, left + self.width, self.y + half)


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """Positions of one actor with the same stance at one place."""

    x: float
    y: float
    stance: Stance
    count: int = 1
    #: How wide the mark is with its count.
    width: float = 0.0

    @property
    def box(self) -> Box:
        """Return the room that it takes."""
        half = MARK_SIZE / 2
        return Box(self.x - half, self.y - half, self.x - half + self.width, self.y + half)


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A quiet mark: a quotation, or a date that is not told in words; ``right`` is its end."""

    x: float
    top: float
    bottom: float
    right: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Badge:
    """A numbered date; a period has a bar from ``left`` to ``right`` behind its number."""

    x: float
    y: float
    number: int
    left: float
    right: float
    is_period: bool = False
    is_to_come: bool = False

    @property
    def box(self) -> Box:
        """Return the room that it takes."""
        half = BADGE_SIZE / 2
        left, right = min(self.left, self.x - half), max(self.right, self.x + half)
        return Box(left, self.y - half, right, self.y + half)

    @property
    def label(self) -> Label:
        """Return the number as a label."""
        tone = Tone.INK if self.is_to_come else Tone.ON_INK
        return Label(
            x=self.x,
            y=self.y,
            text=str(self.number),
            size=_NUMBER_SIZE,
            width=BADGE_SIZE,
            align="center",
            tone=tone,
            is_bold=True,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone = Tone.GRID
    is_dashed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Band:
    """A filled rectangle behind everything."""

    box: Box
    tone: Tone = Tone.BAND


#: How wide a position's mark and a date's number are.
MARK_SIZE = 13.0
BADGE_SIZE = 20.0
_NUMBER_SIZE = 11.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A laid-out picture, its parts in the order in which they are drawn."""

    width: float
    height: float
    bands: tuple[Band, ...] = ()
    rules: tuple[Rule, ...] = ()
    ticks: tuple[Tick, ...] = ()
    badges: tuple[Badge, ...] = ()
    marks: tuple[Mark, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def all_labels(self) -> tuple[Label, ...]:
        """Return the labels, and after them the numbers in the badges as labels."""
        return (*self.labels, *(badge.label for badge in self.badges))
