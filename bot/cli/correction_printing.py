"""Corrections as a person reads them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from bot.cli.printing import indented
from bot.records import CorrectionEntry, CorrectionState
from bot.wording import correction_in_words, day_in_words, state_in_words


def print_corrections(console: Console, entries: Sequence[CorrectionEntry]) -> None:
    """Print each correction: what it says, then who made it when, and what has become of it."""
    for entry in entries:
        made = entry.correction
        head = Text(f"#{made.id} ", style="dim")
        head.append(correction_in_words(made), style="not dim")
        console.print(head)
        parts = [day_in_words(made.made_at.date())]
        if made.author:
            parts.append(f"by {made.author}")
        if made.document and made.span:
            parts.append(f"[{made.document}:{made.span.start}-{made.span.end}]")
        details = Text(" · ".join(parts), style="dim")
        if entry.state is not CorrectionState.HOLDS:
            by = f" by {made.undone_by}" if made.undone_by else ""
            details.append(f" · {state_in_words(entry.state)}{by}", style="yellow")
        console.print(indented(details, 4))
