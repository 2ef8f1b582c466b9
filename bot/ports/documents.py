"""Documents as the archive takes them in and gives them back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.ports.stored import CopyToStore, DocumentToStore, KnownDocument, Unread
from bot.records import Document, DocumentCard, DocumentCopy, Extraction, Provenance, Span


class DocumentArchive(Protocol):
    """Documents in, and out again."""

    def find_known(
        self, workspace: str, external_ids: Sequence[str], content_hashes: Sequence[str]
    ) -> list[KnownDocument]:
        """Return stored documents that carry one of the ids or one of the hashes."""
        ...

    def store_documents(
        self,
        workspace: str,
        documents: Sequence[DocumentToStore],
        now: datetime,
        *,
        copies: Sequence[CopyToStore] = (),
    ) -> list[int]:
        """Write a batch in one transaction, facts and full text included; return the new ids.

        A copy whose document is not there is left out. Where a document is replaced by other
        words, the first of its copies takes its place, with its facts to follow.
        """
        ...

    def find_unread(
        self,
        workspace: str,
        extracted_with: str | None = None,
        *,
        after: int = 0,
        limit: int = 64,
    ) -> list[Unread]:
        """Return the oldest documents whose facts are still to be found, from an id on.

        With ``extracted_with``, those whose facts were found by anything else.
        """
        ...

    def store_facts(
        self, workspace: str, facts: Mapping[int, Extraction], extracted_with: str
    ) -> list[int]:
        """Put facts in the place of those that documents had, by id; return the ids still there.

        The documents keep their ids, texts and provenance.
        """
        ...

    def remove_documents(self, workspace: str, ids: Iterable[int], now: datetime) -> int:
        """Remove documents with all that was drawn from them; return how many there were.

        The words of a removed document that has copies stay, under the first of these.
        """
        ...

    def show_to(self, workspace: str, ids: Iterable[int], audience: str) -> None:
        """Let documents be seen in one more channel, or by ``EVERYONE``."""
        ...

    def get_documents(self, workspace: str, ids: Iterable[int]) -> dict[int, Document]:
        """Return the documents that exist, by id, with their texts."""
        ...

    def get_cards(self, workspace: str, ids: Iterable[int]) -> dict[int, DocumentCard]:
        """Return the documents that exist, by id, without their texts."""
        ...

    def find_document(self, workspace: str, reference: str) -> Document | None:
        """Return the document with this store id or external id."""
        ...

    def get_provenance(self, workspace: str, ids: Iterable[int]) -> dict[int, Provenance]:
        """Return where the documents that exist came from, by id."""
        ...

    def get_copies(self, workspace: str, ids: Iterable[int]) -> dict[int, list[DocumentCopy]]:
        """Return the copies of documents, in order of publication; those without are left out."""
        ...

    def load_extraction(self, workspace: str, document_id: int) -> Extraction:
        """Return what was extracted from one document (time expressions left out)."""
        ...

    def get_sentences(self, workspace: str, sentence_ids: Iterable[int]) -> dict[int, Span]:
        """Return the spans of the sentences that exist, by sentence id (titles have none)."""
        ...
