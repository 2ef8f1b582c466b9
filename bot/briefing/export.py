"""Briefs and answers as JSON (a contract that other programs read) and as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from bot.results import (
    Answer,
    Board,
    BoardRow,
    Brief,
    BriefRequest,
    Check,
    Citation,
    CorrectionNote,
    Coverage,
    FoundWords,
    PassageLine,
    PositionLine,
    QuotationLine,
    QuoteCheck,
    TimelineLine,
    Verdict,
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

Json = dict[str, object]
Line = QuotationLine | PositionLine | TimelineLine | PassageLine


def brief_as_json(brief: Brief) -> Json:
    """Return a brief as one JSON object; dates are ISO strings, spans count code points."""
    return {
        "query": _request_as_json(brief.request),
        "topic": brief.topic,
        "read_as": brief.read_as,
        "suggestions": list(brief.suggestions),
        "empty_because": brief.empty_because,
        "coverage": _coverage_as_json(brief.coverage),
        "quotations": [line_as_json(line) for line in brief.quotations],
        "positions": [line_as_json(line) for line in brief.positions],
        "timeline": [line_as_json(line) for line in brief.timeline],
    }


def board_as_json(board: Board) -> list[Json]:
    """Return the rows of a board: lines as in a brief, each with what stands beside it or null.

    ``side`` is the stance under which a row stands: the line's own, or ``unclear``.
    """
    return [
        {
            **line_as_json(row.line),
            "side": str(row.side),
            "before": line_as_json(row.before) if row.before else None,
            "denial": line_as_json(row.denial) if row.denial else None,
        }
        for row in board.rows
    ]


def answer_as_json(answer: Answer) -> Json:
    """Return an answer as one JSON object; each line says by ``part`` what it is."""
    return {
        "question": answer.question,
        "intent": answer.intent,
        "topic": answer.topic,
        "read_as": answer.read_as,
        "lines": [{"part": _part_of(line), **line_as_json(line)} for line in answer.lines],
        "groups": [{"name": part.name, "lines": len(part.lines)} for part in answer.parts],
        "confidence": answer.confidence,
        "suggestions": list(answer.suggestions),
        "empty_because": answer.empty_because,
    }


def _places_as_json(line: QuotationLine | PositionLine | TimelineLine) -> Json:
    """Return the other outlets of a line, and how the words of some differ."""
    return {
        "also_in": [citation_as_json(citation) for citation in line.also_in],
        "variants": [
            {
                "text": variant.text,
                "citation": citation_as_json(variant.citation),
                "differences": [
                    {
                        "kind": str(difference.kind),
                        "lead": list(difference.lead),
                        "other": list(difference.other),
                    }
                    for difference in variant.differences
                ],
            }
            for variant in line.variants
        ],
    }


def line_as_json(line: Line) -> Json:
    """Return one line with its citation."""
    if isinstance(line, QuotationLine):
        return {
            "text": line.text,
            "kind": str(line.kind),
            "speaker": line.speaker,
            "speaker_as_written": line.speaker_as_written,
            "cue": line.cue,
            "date": _iso(line.date),
            "citation": citation_as_json(line.citation),
            "corrected": _note_as_json(line.corrected),
            **_places_as_json(line),
        }
    if isinstance(line, PositionLine):
        return {
            "actor": line.actor,
            "actor_as_written": line.actor_as_written,
            "stance": str(line.stance),
            "target": line.target,
            "text": line.text,
            "cue": line.cue,
            "according_to": line.according_to,
            "date": _iso(line.date),
            "citation": citation_as_json(line.citation),
            "corrected": _note_as_json(line.corrected),
            **_places_as_json(line),
        }
    if isinstance(line, TimelineLine):
        return {
            "date": line.date.isoformat(),
            "precision": str(line.precision),
            "text": line.text,
            "phrase": line.phrase,
            "citation": citation_as_json(line.citation),
            **_places_as_json(line),
        }
    return {
        "text": line.text,
        "date": _iso(line.date),
        "citation": citation_as_json(line.citation),
    }


def _note_as_json(note: CorrectionNote | None) -> Json | None:
    return {"author": note.author, "date": _iso(note.day)} if note else None


def check_as_json(check: Check) -> Json:
    """Return checked quotations as one JSON object.

    What comes nearest to a quotation that is not there stands apart, under ``nearest``.
    """
    return {
        "checks": [_quote_check_as_json(each) for each in check.checks],
        "unchecked": check.unchecked,
    }


def _quote_check_as_json(check: QuoteCheck) -> Json:
    is_there = check.verdict is not Verdict.NOT_FOUND
    return {
        "words": check.words,
        "verdict": str(check.verdict),
        "named_speaker": check.named_speaker,
        "note": check.note,
        **_found_as_json(check.words, check.found if is_there else None),
        "nearest": None
        if is_there or check.found is None
        else _found_as_json(check.words, check.found),
    }


def _found_as_json(words: str, found: FoundWords | None) -> Json:
    if found is None:
        empty = ("text", "kind", "speaker", "speaker_as_written", "cue", "date", "citation")
        return {**dict.fromkeys(empty), "differences": [], "also_in": [], "context": None}
    around = {"before": found.before, "sentence": found.sentence, "after": found.after}
    return {
        "text": found.text,
        "kind": str(found.kind) if found.kind else None,
        "speaker": found.speaker,
        "speaker_as_written": found.speaker_as_written,
        "cue": found.cue,
        "date": _iso(found.date),
        "citation": citation_as_json(found.citation),
        "differences": [
            {
                "kind": str(difference.kind),
                "text": difference.lead.of(found.text),
                "words": difference.other.of(words),
                "lead": list(difference.lead),
                "other": list(difference.other),
            }
            for difference in found.differences
        ],
        "also_in": [citation_as_json(citation) for citation in found.also_in],
        "context": {part: line_as_json(line) if line else None for part, line in around.items()},
    }


def citation_as_json(citation: Citation) -> Json:
    """Return a citation: the document and where in its text the words stand."""
    return {
        "document": citation.document,
        "external_id": citation.external_id,
        "title": citation.title,
        "outlet": citation.outlet,
        "url": citation.url,
        "published": _iso(citation.published),
        "start": citation.start,
        "end": citation.end,
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


_MARKDOWN = {ord(char): f"\\{char}" for char in "\\`*_[]<>#|"} | {
    ord("\n"): " ",
    ord("\r"): " ",
}


def _escape(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return text.translate(_MARKDOWN)


def _count(coverage: Coverage) -> str:
    parts = [plural(coverage.documents, "document"), plural(coverage.outlets, "outlet")]
    spoken = "/".join(language_in_words(code) for code in coverage.languages)
    return ", ".join([*parts, spoken]).strip(", ")


def _coverage_as_json(coverage: Coverage) -> Json:
    return {
        "documents": coverage.documents,
        "outlets": coverage.outlets,
        "languages": list(coverage.languages),
        "first": _iso(coverage.first),
        "last": _iso(coverage.last),
    }


def _request_as_json(request: BriefRequest) -> Json:
    return {
        "topic": request.topic,
        "since": _iso(request.since),
        "until": _iso(request.until),
        "by": request.by,
        "about": request.about,
        "outlet": request.outlet,
        "language": request.language,
        "limit": request.limit,
        "timeline_order": request.timeline_order,
    }


def _part_of(line: Line) -> str:
    if isinstance(line, QuotationLine):
        return "quotation"
    if isinstance(line, PositionLine):
        return "position"
    return "timeline" if isinstance(line, TimelineLine) else "passage"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
