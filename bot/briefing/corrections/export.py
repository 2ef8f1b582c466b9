"""Corrections for machines: as a list, and as test cases to be held against extraction."""

from __future__ import annotations

from datetime import datetime

from bot.records import CorrectionEntry, CorrectionState, Span

Json = dict[str, object]

_OF_CASES = (
    "id",
    "kind",
    "external_id",
    "title",
    "sentence",
    "words",
    "span",
    "cue",
    "was",
    "is",
    "topic",
    "author",
    "made_at",
)


def correction_as_json(entry: CorrectionEntry) -> Json:
    """Return a correction with what has become of it; spans count code points of the text."""
    made = entry.correction
    return {
        "id": made.id,
        "kind": str(made.kind),
        "state": str(entry.state),
        "document": made.document or None,
        "external_id": made.external_id or None,
        "title": made.title or None,
        "span": _span(made.span),
        "cue": _span(made.cue),
        "words": made.words or None,
        "was": made.was or None,
        "is": made.value or None,
        "topic": made.topic or None,
        "author": made.author,
        "made_at": made.made_at.isoformat(),
        "undone_at": _instant(made.undone_at),
        "undone_by": made.undone_by or None,
    }


def correction_as_case(entry: CorrectionEntry) -> Json | None:
    """Return a correction as a test case; None where it was undone or another holds instead.

    One whose text was replaced since is still true of the sentence that it names.
    """
    if entry.state not in (CorrectionState.HOLDS, CorrectionState.LOST):
        return None
    sentence = entry.correction.sentence_text or None
    told = {**correction_as_json(entry), "sentence": sentence}
    return {name: told[name] for name in _OF_CASES}


def _span(span: Span | None) -> list[int] | None:
    return list(span) if span else None


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
