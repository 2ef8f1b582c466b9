"""Checked quotations as a person reads them in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.cli.printing import source_in_words
from bot.results import Check, FoundWords, QuoteCheck, Verdict
from bot.wording import (
    Mark,
    around_in_words,
    day_in_words,
    manner_in_words,
    mark_words,
    verdict_in_words,
)

_COLOURS = {Verdict.EXACT: "green", Verdict.CLOSE: "yellow"}
#: How the words of a kind look, and the signs that tell them apart where there are no colours.
_LOOKS = {
    Mark.SAME: ("", "", ""),
    Mark.ARCHIVE: ("bold green", "{+", "+}"),
    Mark.CHECKED: ("strike red", "[-", "-]"),
    Mark.LEFT_OUT: ("dim italic", "", ""),
}
_EXPLAINED = "[-…-] stands only in the checked words, {+…+} only in the archive."
_MOST_OUTLETS = 3


def print_check(console: Console, check: Check) -> None:
    """Print each quotation that was checked: the verdict, the archive's words, who and where."""
    for number, each in enumerate(check.checks):
        if number:
            console.print()
        _print_one(console, each)
    if check.unchecked:
        console.print(f"\n{check.unchecked:,} more quotations of this text were not checked.")


def _print_one(console: Console, check: QuoteCheck) -> None:
    console.print(Text(f"“{check.words}”", style="dim"))
    colour = _COLOURS.get(check.verdict, "red")
    console.print(Text(verdict_in_words(check), style=f"bold {colour}"))
    if check.note:
        console.print(Text(check.note))
    if check.found is None:
        return
    words = Text("“")
    parts = mark_words(check.words, check.found)
    for text, mark in parts:
        style, before, after = _LOOKS[mark]
        words.append(f"{before}{text}{after}", style=style)
    words.append("”")
    console.print(Padding(words, (0, 0, 0, 2), expand=False))
    if any(mark in (Mark.ARCHIVE, Mark.CHECKED) for _, mark in parts):
        console.print(Padding(Text(_EXPLAINED, style="dim"), (0, 0, 0, 2)))
    _print_source(console, check.found)
    for label, text in zip(("before", "after"), around_in_words(check.found), strict=True):
        if text:
            console.print(Padding(Text(f"{label}: {text}", style="dim"), (0, 0, 0, 4)))


def _print_source(console: Console, found: FoundWords) -> None:
    line = Text("— ")
    if found.kind is None:
        line.append("nobody says it there", style="italic")
    else:
        line.append(found.speaker or "speaker unknown", style="bold" if found.speaker else "italic")
        if found.speaker_as_written and found.speaker_as_written != found.speaker:
            written = " ".join(found.speaker_as_written.split())
            line.append(f" (as written: {written})", style="dim")
        if manner := manner_in_words(found.kind, found.cue):
            line.append(f", {manner}")
    citation = found.citation
    parts = [source_in_words(citation)]
    if citation.published:
        parts.append(day_in_words(citation.published))
    if found.also_in:
        names = [source_in_words(each) for each in found.also_in[:_MOST_OUTLETS]]
        more = len(found.also_in) - len(names)
        parts.append(f"also in {', '.join(names)}{f' and {more} more' if more else ''}")
    parts.append(f"[{citation.document}:{citation.start}-{citation.end}]")
    line.append(f" · {', '.join(parts)}", style="dim")
    console.print(Padding(line, (0, 0, 0, 4), expand=False))
