"""The citation gate: the one place that makes citations, and it refuses what is not verbatim."""

from __future__ import annotations

from bot.errors import GateError
from bot.records import Document, DocumentCopy, Span
from bot.results import Citation


def cite(document: Document, span: Span, text: str, copy: DocumentCopy | None = None) -> Citation:
    """Return the citation of ``text``, the words that stand at ``span`` of the stored document.

    With ``copy`` it names title, outlet, link and day of this copy; its words are the document's,
    so that place and ids stay.

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
    if copy is not None and copy.document != card.id:
        raise GateError(
            f"The copy {copy.external_id} is not one of document {card.id}; index it again."
        )
    told = copy or card
    return Citation(
        document=card.id,
        external_id=card.external_id,
        title=told.title,
        outlet=told.outlet,
        url=told.url,
        published=told.published,
        start=start,
        end=end,
    )
