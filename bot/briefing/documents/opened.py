"""A stored document opened for reading: its text with all that is known of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.briefing.documents.inspection import surround
from bot.errors import NotFoundError
from bot.ports import Archive
from bot.records import Document, DocumentCard, DocumentCopy, Extraction, Provenance, Span

#: Documents of the same story that are named.
_MOST_RELATIVES = 30
_GONE = (
    "The text is no longer in the archive, or a newer version has taken its place; ask for a new"
    " brief to get the present one."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenedDocument:
    """A document as an audience may read it.

    Attributes:
        cited: the words that a citation points at; None where it points nowhere in the text.
        around: these with the rest of their sentences and those on either side.
        provenance: None where the archive kept none.
        copies: other places of the very same words.
        relatives: stored documents that tell the same story in nearly the same words.
    """

    document: Document
    extraction: Extraction
    cited: Span | None
    around: Span | None
    provenance: Provenance | None
    copies: tuple[DocumentCopy, ...]
    relatives: tuple[DocumentCard, ...]


def open_document(
    archive: Archive, workspace: str, number: int, cited: Span | None
) -> OpenedDocument:
    """Return a document with all that is known of it.

    Args:
        archive: as its reader may see it.
        workspace: whose document it is.
        number: its id.
        cited: the words that are looked for; left out where the text does not reach so far.

    Raises:
        NotFoundError: the archive does not show that document.
    """
    document = archive.get_documents(workspace, [number]).get(number)
    if document is None:
        raise NotFoundError(_GONE)
    extraction = archive.load_extraction(workspace, number)
    around = _around(document, extraction, cited)
    relatives = archive.find_members(workspace, number, _MOST_RELATIVES)
    return OpenedDocument(
        document=document,
        extraction=extraction,
        cited=cited if around else None,
        around=around,
        provenance=archive.get_provenance(workspace, [number]).get(number),
        copies=tuple(archive.get_copies(workspace, [number]).get(number, ())),
        relatives=tuple(archive.get_cards(workspace, relatives).values()),
    )


def _around(document: Document, extraction: Extraction, cited: Span | None) -> Span | None:
    if cited is None:
        return None
    try:
        place = surround(document, cited, extraction.sentences)
    except NotFoundError:
        return None
    return Span(cited.start - len(place.before), cited.end + len(place.after))
