"""Colours of the timeline picture. Shapes tell the stances apart where colours do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.picture.shapes import Tone
from bot.records import Stance


@dataclass(frozen=True, kw_only=True, slots=True)
class Palette:
    """The colours on one background."""

    background: str
    tones: Mapping[Tone, str]
    stances: Mapping[Stance, str]


LIGHT = Palette(
    background="#ffffff",
    tones=MappingProxyType(
        {
            Tone.INK: "#1f2937",
            Tone.ON_INK: "#ffffff",
            Tone.MUTED: "#565f6c",
            Tone.GRID: "#e2e5ea",
            Tone.BAND: "#f3f4f7",
            Tone.PERIOD: "#c3cad5",
        }
    ),
    stances=MappingProxyType(
        {
            Stance.SUPPORTS: "#00795c",
            Stance.OPPOSES: "#c04000",
            Stance.DEMANDS: "#7a3fb0",
            Stance.DENIES: "#475569",
            Stance.ACCUSES: "#b0157a",
            Stance.COMMITS: "#0b62b8",
            Stance.THREATENS: "#8a1c1c",
            Stance.UNCLEAR: "#565f6c",
        }
    ),
)
DARK = Palette(
    background="#16181d",
    tones=MappingProxyType(
        {
            Tone.INK: "#e6e8eb",
            Tone.ON_INK: "#16181d",
            Tone.MUTED: "#a7b0bd",
            Tone.GRID: "#30353e",
            Tone.BAND: "#21252c",
            Tone.PERIOD: "#4b5563",
        }
    ),
    stances=MappingProxyType(
        {
            Stance.SUPPORTS: "#3ecf9f",
            Stance.OPPOSES: "#ff9466",
            Stance.DEMANDS: "#c79bf2",
            Stance.DENIES: "#aab4c2",
            Stance.ACCUSES: "#f58ac0",
            Stance.COMMITS: "#6db3ff",
            Stance.THREATENS: "#ff7b7b",
            Stance.UNCLEAR: "#a7b0bd",
        }
    ),
)

#: Matplotlib's names of shapes. Up and down for and against; only the unclear is hollow.
MARKERS: Mapping[Stance, str] = MappingProxyType(
    {
        Stance.SUPPORTS: "^",
        Stance.OPPOSES: "v",
        Stance.DEMANDS: "D",
        Stance.DENIES: "X",
        Stance.ACCUSES: "*",
        Stance.COMMITS: "s",
        Stance.THREATENS: "h",
        Stance.UNCLEAR: "o",
    }
)
