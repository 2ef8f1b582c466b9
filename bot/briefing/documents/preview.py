"""What is shown of a document whose link somebody posted: what it is, and its best quotation."""

from __future__ import annotations

from bot.briefing.corrections.overlay import load_corrections
from bot.briefing.facts.evidence import KIND_FACTORS
from bot.briefing.lines.cited import make_quotation_line
from bot.briefing.texts.quality import rate_quotation
from bot.briefing.texts.reported import rate_report
from bot.errors import GateError, NotFoundError
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, StoredQuotation
from bot.records import Span
from bot.results import Preview

#: What words of nobody in particular are worth beside those of somebody.
_UNKNOWN_SPEAKER = 0.3


def preview_document(
    archive: Archive, workspace: str, number: int, cited: Span | None = None
) -> Preview:
    """Return a stored document with its best quotation; with the one at ``cited`` where it is one.

    Raises:
        NotFoundError: the archive does not show that document.
    """
    document = archive.get_documents(workspace, [number]).get(number)
    if document is None:
        raise NotFoundError(f"There is no document {number}; it may have been replaced.")
    first = number * SENTENCES_PER_DOCUMENT + 1
    sentences = range(first, first + SENTENCES_PER_DOCUMENT - 1)
    corrections = load_corrections(archive, workspace)
    facts = corrections.overlay(archive.load_facts(workspace, sentences))
    spoken = corrections.overlay_copies(facts, lambda _, span: span.of(document.text)).quotations
    at_place = [each for each in spoken if each.content == cited]
    best = max(at_place or spoken, key=lambda each: _rate(each, document.text), default=None)
    if best is None or not (at_place or _rate(best, document.text)):
        return Preview(card=document.card)
    names = archive.get_actors(workspace, best.speaker_ids)
    names = {**names, **corrections.names_of(best.speaker_ids)}
    try:
        line = make_quotation_line(best, document, names, corrections.note)
    except GateError:
        return Preview(card=document.card)
    return Preview(card=document.card, quotation=line)


def _rate(quotation: StoredQuotation, text: str) -> float:
    quality = rate_quotation(quotation.content.of(text), quotation.kind)
    known = 1.0 if quotation.speaker_ids else _UNKNOWN_SPEAKER
    return quality * rate_report(quotation, text) * KIND_FACTORS[quotation.kind] * known
