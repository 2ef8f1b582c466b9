"""The citation gate: the one place that makes citations, and it refuses what is not verbatim."""

from __future__ import annotations

from bot.errors import GateError
from bot.records import Document, Span
from bot.results import Citation


def cite(document: Document, span: Span, text: str) -> Citation:
    """Return the citation of ``text``, the words that stand at ``span`` of the stored document.

    Raises:
        GateError: the span is empty, reaches out of the document, or covers other words.
    """
    card = document.card
    start, end = span
    if not 0 <= start < end <= len(document.text):
        raise GateError(
            f"Span {start}-{end} lies outside document {card.id} of {len(document.text)}"
            " characters; index the document again."
        )
    if document.text[start:end] != text or not text.strip():
        raise GateError(
            f"Document {card.id} holds other words at {start}-{end} than the line that cites it;"
            " index the document again."
        )
    return Citation(
        document=card.id,
        external_id=card.external_id,
        title=card.title,
        outlet=card.outlet,
        url=card.url,
        published=card.published,
        start=start,
        end=end,
    )
