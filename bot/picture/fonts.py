"""Fonts of the picture: the one that comes with matplotlib, and installed ones for other scripts.

Matplotlib is imported only when something is measured or drawn.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

#: Families that cover what the first font lacks, where a machine has them.
_FALLBACKS = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Noto Sans JP",
    "Noto Sans KR",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans",
    "Malgun Gothic",
    "Arial Unicode MS",
)


def font_for(text: str, *, is_bold: bool = False) -> str | None:
    """Return the file of the first font that has every character of a text, or None."""
    characters = {ord(c) for c in text if not c.isspace()}
    for path in (_own_font(is_bold), *_fallback_fonts()):
        if characters <= _coverage(path):
            return path
    return None


def measure(text: str, size: float, is_bold: bool) -> float:
    """Return how wide a text is; a character that the font lacks counts as a square."""
    return size * sum(_advance(character, is_bold) for character in text)


@lru_cache(maxsize=4)
def _own_font(is_bold: bool) -> str:
    import matplotlib

    name = "DejaVuSans-Bold.ttf" if is_bold else "DejaVuSans.ttf"
    return str(Path(matplotlib.get_data_path(), "fonts", "ttf", name))


@lru_cache(maxsize=1)
def _fallback_fonts() -> tuple[str, ...]:
    from matplotlib.font_manager import fontManager

    installed = {entry.name: entry.fname for entry in reversed(fontManager.ttflist)}
    return tuple(installed[name] for name in _FALLBACKS if name in installed)


@lru_cache(maxsize=32)
def _coverage(path: str) -> frozenset[int]:
    return frozenset(_font(path).get_charmap())


@lru_cache(maxsize=8192)
def _advance(character: str, is_bold: bool) -> float:
    """Return how far a character moves on, as a share of the font's size."""
    from matplotlib.ft2font import LoadFlags

    path = _own_font(is_bold)
    if ord(character) not in _coverage(path):
        return 1.0
    glyph = _font(path).load_char(ord(character), LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance) / _font(path).units_per_EM


@lru_cache(maxsize=32)
def _font(path: str) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    return FT2Font(path)
