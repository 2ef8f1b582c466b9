"""By what a page knows the lines that earlier pages have shown; pure.

One sentence can show the positions of several actors: each of them is a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.briefing.texts.folding import fingerprint_of
from bot.records import Stance
from bot.results import FactLine, PositionLine, QuotationLine


def quotation_key(text: str) -> str:
    """Return the key of a quotation."""
    return fingerprint_of("quotation", text)


def position_key(stance: Stance, actor: str, text: str) -> str:
    """Return the key of a position; ``actor`` as it is written."""
    return fingerprint_of(f"position {stance} {actor}", text)


def entry_key(text: str) -> str:
    """Return the key of a dated sentence."""
    return fingerprint_of("timeline", text)


def page_keys(lines: Iterable[FactLine]) -> frozenset[str]:
    """Return the keys of lines, and of their words as other outlets have them."""
    found: set[str] = set()
    for line in lines:
        for text in (line.text, *(variant.text for variant in line.variants)):
            if isinstance(line, QuotationLine):
                found.add(quotation_key(text))
            elif isinstance(line, PositionLine):
                found.add(position_key(line.stance, line.actor_as_written, text))
            else:
                found.add(entry_key(text))
    return frozenset(found)
