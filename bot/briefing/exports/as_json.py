"""Briefs, boards, answers and checks as JSON: a contract that other programs read."""

from __future__ import annotations

from datetime import date

from bot.results import (
    Answer,
    Board,
    Brief,
    BriefRequest,
    Check,
    Citation,
    CorrectionNote,
    Coverage,
    FactLine,
    FoundWords,
    Line,
    PositionLine,
    QuotationLine,
    QuoteCheck,
    TimelineLine,
    Verdict,
)

Json = dict[str, object]


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


def line_as_json(line: Line) -> Json:
    """Return one line with its citation."""
    if isinstance(line, QuotationLine):
        return _quotation_as_json(line)
    if isinstance(line, PositionLine):
        return _position_as_json(line)
    if isinstance(line, TimelineLine):
        return _entry_as_json(line)
    return {
        "text": line.text,
        "date": _iso(line.date),
        "citation": citation_as_json(line.citation),
    }


def _quotation_as_json(line: QuotationLine) -> Json:
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


def _position_as_json(line: PositionLine) -> Json:
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


def _entry_as_json(line: TimelineLine) -> Json:
    return {
        "date": line.date.isoformat(),
        "precision": str(line.precision),
        "text": line.text,
        "phrase": line.phrase,
        "citation": citation_as_json(line.citation),
        **_places_as_json(line),
    }


def _places_as_json(line: FactLine) -> Json:
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
