"""What is known of one shown line: the words around it, where they came from, who else has them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from bot.briefing.gate import cite
from bot.errors import GateError, NotFoundError
from bot.ports import Archive
from bot.records import Document, DocumentCard, DocumentCopy, Span
from bot.results import Inspection, Surroundings

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n[^\S\n]*\S(?:.*\S)?)*")
_NOT_THERE = (
    "The text behind this line is no longer in the archive, or has been replaced;"
    " type /brief and the topic again for a fresh brief."
)


def inspect_line(
    archive: Archive, workspace: str, number: int, span: Span, also: Sequence[int]
) -> Inspection:
    """Return what is known of the words at ``span`` of a document.

    Args:
        also: ids of other documents that carry the words.

    Raises:
        NotFoundError: the archive does not show that document, or it ends before ``span``.
    """
    document = archive.get_documents(workspace, [number]).get(number)
    if document is None:
        raise NotFoundError(_NOT_THERE)
    sentences = archive.load_extraction(workspace, number).sentences
    paragraphs = [Span(*each.span()) for each in _PARAGRAPH.finditer(document.text)]
    copies = archive.get_copies(workspace, [number]).get(number, [])
    cards = archive.get_cards(workspace, also)
    return Inspection(
        document=document,
        sentences=surround(document, span, sentences),
        paragraphs=surround(document, span, paragraphs),
        provenance=archive.get_provenance(workspace, [number]).get(number),
        others=_one_an_outlet(document.card, [*copies, *cards.values()]),
    )


def surround(document: Document, span: Span, parts: Sequence[Span]) -> Surroundings:
    """Return the words at ``span`` with the rest of their parts, and the parts on either side.

    Args:
        parts: spans of sentences or paragraphs, in order.

    Raises:
        NotFoundError: the document holds no words there.
    """
    text = document.text
    starts = [part.start for part in parts]
    first = max(0, bisect_right(starts, span.start) - 2)
    last = bisect_right(starts, span.end - 1)
    around = parts[first : last + 1]
    start = min([span.start, *(part.start for part in around)])
    end = max([span.end, *(part.end for part in around)])
    try:
        citation = cite(document, span, text[span.start : span.end])
        cite(document, Span(start, end), text[start:end])
    except GateError as error:
        raise NotFoundError(_NOT_THERE) from error
    return Surroundings(
        before=text[start : span.start],
        text=text[span.start : span.end],
        after=text[span.end : end],
        citation=citation,
    )


def _one_an_outlet(
    card: DocumentCard, places: Sequence[DocumentCard | DocumentCopy]
) -> tuple[DocumentCard | DocumentCopy, ...]:
    """Return one place of each outlet but the document's own; what has no name stands alone."""
    found: dict[str, DocumentCard | DocumentCopy] = {}
    for place in places:
        name = place.outlet.casefold() or place.external_id
        if name != (card.outlet.casefold() or card.external_id):
            found.setdefault(name, place)
    return tuple(found.values())
