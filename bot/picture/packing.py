"""Putting things that would cover each other into lanes, one above the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.picture.gathering import Held
from bot.picture.scale import Scale
from bot.picture.shapes import MARK_SIZE
from bot.records import Stance

_APART = 2.0


def pack(spans: Iterable[tuple[float, float]]) -> list[int]:
    """Return for each span, first come first served, the lowest lane in which it has room."""
    lanes: list[list[tuple[float, float]]] = []
    given = []
    for left, right in spans:
        free = (
            number
            for number, taken in enumerate(lanes)
            if all(right + _APART <= a or b + _APART <= left for a, b in taken)
        )
        number = next(free, len(lanes))
        if number == len(lanes):
            lanes.append([])
        lanes[number].append((left, right))
        given.append(number)
    return given


def merge(held: Sequence[Held], scale: Scale) -> list[tuple[float, Stance, int]]:
    """Return places, stances and counts: of one stance, what would cover each other is one mark."""
    merged: list[tuple[float, Stance, int]] = []
    for stance in Stance:
        group: list[float] = []
        for x in sorted(scale.place(each.day) for each in held if each.stance is stance):
            if group and x - group[0] > MARK_SIZE:
                merged.append((sum(group) / len(group), stance, len(group)))
                group = []
            group.append(x)
        if group:
            merged.append((sum(group) / len(group), stance, len(group)))
    return sorted(merged, key=lambda each: each[0])
