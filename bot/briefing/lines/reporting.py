"""Sentences that report what somebody said in words that do not stand alone, shown whole."""

from __future__ import annotations

from bot.briefing.facts.evidence import Evidence
from bot.briefing.lines.cited import make_passage_line
from bot.briefing.texts.quality import rate_sentence
from bot.briefing.texts.reported import rate_report
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, StoredQuotation
from bot.records import QuotationKind, Span
from bot.results import PassageLine


def cite_reporting_sentences(
    archive: Archive, evidence: Evidence, most: int
) -> tuple[PassageLine, ...]:
    """Return the best sentences that name a speaker and report what cannot be shown apart.

    "Berg accused the mayor of delay" holds no words of Berg's that read alone, yet it is what he
    said; the sentence keeps the accusation, or the doubt, around them.
    """
    reports = {
        quotation.document_id * SENTENCES_PER_DOCUMENT + number: quotation
        for quotation in evidence.shortlist.quotations
        if _is_bound_to_cue(evidence, quotation)
        for number in range(quotation.sentence, quotation.last_sentence + 1)
    }
    spans = archive.get_sentences(evidence.scope.workspace, sorted(reports))
    rated = []
    for number, span in sorted(spans.items()):
        quotation = reports[number]
        sentence = span.of(evidence.documents[quotation.document_id].text)
        if evidence.scope.hides(quotation.document_id, span, sentence):
            continue
        if _holds(span, quotation) and evidence.matcher.is_in(sentence):
            quality = rate_sentence(sentence)
            rated.append((-quality * evidence.recency[quotation.document_id], number, span))
    lines = (
        make_passage_line(span, evidence.documents[number // SENTENCES_PER_DOCUMENT])
        for worth, number, span in sorted(rated)[:most]
        if worth
    )
    return tuple(line for line in lines if line is not None)


def _holds(sentence: Span, quotation: StoredQuotation) -> bool:
    """Tell whether the speaker and the cue of a quotation stand in a sentence."""
    parts = (quotation.speaker, quotation.cue)
    return all(part is not None and sentence.holds(part) for part in parts)


def _is_bound_to_cue(evidence: Evidence, quotation: StoredQuotation) -> bool:
    """Tell whether a content needs its sentence, in which the speaker stands by name."""
    if quotation.kind is QuotationKind.DIRECT or not quotation.speaker_ids:
        return False
    text = evidence.documents[quotation.document_id].text
    return quotation.reason != "pronoun" and not rate_report(quotation, text)
