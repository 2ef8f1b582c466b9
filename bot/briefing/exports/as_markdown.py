"""Briefs and boards as Markdown, each line with a footnote to its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from bot.results import (
    Board,
    BoardRow,
    Brief,
    Citation,
    Coverage,
    PositionLine,
    QuotationLine,
    TimelineLine,
)
from bot.wording import (
    DENIED_BY,
    WORDING_DIFFERS,
    day_in_words,
    entry_date_in_words,
    language_in_words,
    manner_in_words,
    note_in_words,
    period_in_words,
    plural,
)

_MARKDOWN = {ord(char): f"\\{char}" for char in "\\`*_[]<>#|"} | {
    ord("\n"): " ",
    ord("\r"): " ",
}


def cut_in_words(brief: Brief) -> str:
    """Return how much of what was found a brief holds; "" where it holds all of it."""
    counts = (
        (len(brief.quotations), brief.found.quotations, "quotation"),
        (len(brief.positions), brief.found.positions, "position"),
        (len(brief.timeline), brief.found.timeline, "date"),
    )
    cut = [f"{held:,} of {plural(found, noun)}" for held, found, noun in counts if held < found]
    return f"Held here: {', '.join(cut)}" if cut else ""


def brief_as_markdown(brief: Brief) -> str:
    """Return a brief as Markdown: verbatim lines, each with a footnote to its source."""
    notes = _Notes()
    period = period_in_words(brief.coverage.first, brief.coverage.last)
    parts = [f"# {_escape(brief.topic)}{f' · {period}' if period else ''}", _escape(brief.read_as)]
    if brief.is_empty:
        parts.append(_escape(brief.empty_because))
    else:
        parts.append(". ".join(filter(None, [_count(brief.coverage), cut_in_words(brief)])))
    parts += _section("Key quotations", (_quotation(line, notes) for line in brief.quotations))
    parts += _section("Positions", (_position(line, notes) for line in brief.positions))
    parts += _section("Dates", (_entry(line, notes) for line in brief.timeline))
    if brief.suggestions:
        parts.append("Try: " + ", ".join(f"`{s}`" for s in brief.suggestions))
    if notes.lines:
        parts.append("\n".join(notes.lines))
    return "\n\n".join(parts) + "\n"


def board_as_markdown(board: Board) -> str:
    """Return a board as Markdown, one section a stance, each line with a footnote."""
    notes = _Notes()
    parts = [f"# {_escape(board.topic)} · positions", _escape(board.read_as)]
    parts.append(_escape(board.empty_because) if board.is_empty else _count(board.coverage))
    for side, rows in groupby(board.rows, key=lambda row: row.side):
        parts += _section(side.capitalize(), (_row(row, notes) for row in rows))
    if board.suggestions:
        parts.append("Try: " + ", ".join(f"`{s}`" for s in board.suggestions))
    if notes.lines:
        parts.append("\n".join(notes.lines))
    return "\n\n".join(parts) + "\n"


@dataclass
class _Notes:
    """Footnotes in order of first use; the same place has one number."""

    numbers: dict[Citation, int] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)

    def mark(self, citation: Citation, also_in: tuple[Citation, ...] = ()) -> str:
        """Return the marks of a line's places, and note those that are new."""
        return "".join(f"[^{self._number(c)}]" for c in (citation, *also_in))

    def _number(self, citation: Citation) -> int:
        if citation not in self.numbers:
            self.numbers[citation] = len(self.numbers) + 1
            self.lines.append(f"[^{self.numbers[citation]}]: {_source(citation)}")
        return self.numbers[citation]


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return [f"## {heading}", *found] if found else []


def _quotation(line: QuotationLine, notes: _Notes) -> str:
    who = f"**{_escape(line.speaker)}**" if line.speaker else "*speaker unknown*"
    written = line.speaker_as_written
    if written and written != line.speaker:
        who += f" (as written: {_escape(written)})"
    if manner := manner_in_words(line.kind, line.cue):
        who += f", {_escape(manner)}"
    if line.corrected:
        who += f" ({_escape(note_in_words('speaker', line.corrected))})"
    when = f", {day_in_words(line.date)}" if line.date else ""
    text = _escape(line.text)
    shown = f"“{text}”" if line.kind == "direct" else text
    return f"> {shown}\n>\n> — {who}{when}{notes.mark(line.citation, line.also_in)}"


def _position(line: PositionLine, notes: _Notes) -> str:
    start, end = line.cue_in_text
    text = f"{_escape(line.text[:start])}**{_escape(line.text[start:end])}**"
    text += _escape(line.text[end:])
    target = f" {_escape(line.target)}" if line.target else ""
    source = f", according to {_escape(line.according_to)}" if line.according_to else ""
    if line.corrected:
        source += f" ({_escape(note_in_words('actor', line.corrected))})"
    mark = notes.mark(line.citation, line.also_in)
    return f"- **{_escape(line.actor)}** {line.stance}{target}{source}: {text}{mark}"


def _row(row: BoardRow, notes: _Notes) -> str:
    shown = [_position(row.line, notes) + _day_behind(row.line)]
    for lead, beside in ((WORDING_DIFFERS, row.before), (DENIED_BY, row.denial)):
        if beside is not None:
            told = _position(beside, notes).removeprefix("- ")
            shown.append(f"  - {lead}: {told}{_day_behind(beside)}")
    return "\n".join(shown)


def _day_behind(line: PositionLine) -> str:
    return f" ({day_in_words(line.date)})" if line.date else ""


def _entry(line: TimelineLine, notes: _Notes) -> str:
    when = entry_date_in_words(line.date, line.precision)
    return f"- **{when}**: {_escape(line.text)}{notes.mark(line.citation, line.also_in)}"


def _source(citation: Citation) -> str:
    parts = [citation.outlet, f"“{citation.title}”" if citation.title else citation.external_id]
    if citation.published:
        parts.append(day_in_words(citation.published))
    words = _escape(", ".join(part for part in parts if part))
    place = f"document {citation.document}, characters {citation.start}–{citation.end}"
    return f"{words}, {place}" + (f", <{citation.url}>" if citation.url else "")


def _escape(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return text.translate(_MARKDOWN)


def _count(coverage: Coverage) -> str:
    parts = [plural(coverage.documents, "document"), plural(coverage.outlets, "outlet")]
    spoken = "/".join(language_in_words(code) for code in coverage.languages)
    return ", ".join([*parts, spoken]).strip(", ")
