"""The archive in a database: opens it, and gives every method of ``Archive`` its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from bot.errors import StoreError
from bot.ports import (
    AliasMatch,
    ArchiveStats,
    CopyToStore,
    DocumentToStore,
    Facts,
    Filters,
    KnownDocument,
    ScoredDocument,
    Unread,
)
from bot.records import ActorKind, Document, DocumentCard, Extraction, Span
from bot.results import Coverage
from bot.store import documents as documents_out
from bot.store import facts, hits, search, topics
from bot.store.access import translating
from bot.store.correction_access import CorrectionAccess
from bot.store.dialect import BUSY_SECONDS, dialect_for
from bot.store.feed_access import FeedAccess
from bot.store.memory_access import MemoryAccess
from bot.store.migrations import migrate
from bot.store.order_access import OrderAccess
from bot.store.overview_access import OverviewAccess
from bot.store.rows import is_storable
from bot.store.setting_access import SettingAccess
from bot.store.source_access import SourceAccess
from bot.store.story_access import StoryAccess


def open_archive(url: str, busy_seconds: float = BUSY_SECONDS) -> SqlArchive:
    """Open the archive at a database URL, making the file and bringing its schema up to date.

    Args:
        url: an SQLAlchemy URL, ``sqlite:///dateline.db``.
        busy_seconds: how long a writer waits for another one.

    Raises:
        StoreError: the file cannot be opened, is no archive, or is that of a newer version.
    """
    dialect = dialect_for(url, busy_seconds)
    try:
        engine = dialect.make_engine()
    except OSError as error:
        raise StoreError(f"The folder of {dialect.place} cannot be made: {error}.") from error
    try:
        with translating(dialect), engine.connect() as connection:
            migrate(connection, dialect)
    except StoreError:
        engine.dispose()
        raise
    return SqlArchive(engine, dialect, busy_seconds)


class SqlArchive(
    OrderAccess,
    MemoryAccess,
    SettingAccess,
    SourceAccess,
    FeedAccess,
    StoryAccess,
    CorrectionAccess,
    OverviewAccess,
):
    """An ``Archive`` in a SQL database; ``bot.ports`` says what each method promises."""

    # --- documents in ---------------------------------------------------------------------
    def find_known(
        self, workspace: str, external_ids: Sequence[str], content_hashes: Sequence[str]
    ) -> list[KnownDocument]:
        """Return stored documents that carry one of the ids or one of the hashes."""
        with self._read(workspace) as transaction:
            return documents_out.find_known(transaction, external_ids, content_hashes)

    def store_documents(
        self,
        workspace: str,
        documents: Sequence[DocumentToStore],
        now: datetime,
        *,
        copies: Sequence[CopyToStore] = (),
    ) -> list[int]:
        """Write a batch in one transaction, facts and full text included; return the new ids."""
        # Only writing needs the tables' classes, and importing SQLModel takes as long as a brief.
        from bot.store import writing

        with self._write(workspace) as transaction:
            return writing.store_documents(transaction, documents, copies, now)

    def find_unread(
        self,
        workspace: str,
        extracted_with: str | None = None,
        *,
        after: int = 0,
        limit: int = 64,
    ) -> list[Unread]:
        """Return the oldest documents whose facts are still to be found."""
        with self._read(workspace) as transaction:
            return documents_out.find_unread(
                transaction, workspace, extracted_with, after=after, limit=limit
            )

    def store_facts(
        self, workspace: str, facts: Mapping[int, Extraction], extracted_with: str
    ) -> list[int]:
        """Put facts in the place of those that documents had, by id; return the ids still there."""
        from bot.store import writing

        with self._write(workspace) as transaction:
            return writing.store_facts(transaction, facts, extracted_with)

    def remove_documents(self, workspace: str, ids: Iterable[int], now: datetime) -> int:
        """Remove documents with all that was drawn from them; return how many there were."""
        from bot.store import writing

        with self._write(workspace) as transaction:
            return writing.remove_documents(transaction, list(ids), now)

    # --- documents out --------------------------------------------------------------------
    def get_documents(self, workspace: str, ids: Iterable[int]) -> dict[int, Document]:
        """Return the documents that exist, by id, with their texts."""
        with self._read(workspace) as transaction:
            return documents_out.get_documents(transaction, workspace, ids)

    def get_cards(self, workspace: str, ids: Iterable[int]) -> dict[int, DocumentCard]:
        """Return the documents that exist, by id, without their texts."""
        with self._read(workspace) as transaction:
            return documents_out.get_cards(transaction, workspace, ids)

    def find_document(self, workspace: str, reference: str) -> Document | None:
        """Return the document with this store id or external id."""
        if not is_storable(reference):
            return None
        with self._read(workspace) as transaction:
            found = documents_out.find_document_id(transaction, reference)
            if found is None:
                return None
            return documents_out.get_documents(transaction, workspace, [found]).get(found)

    def load_extraction(self, workspace: str, document_id: int) -> Extraction:
        """Return what was extracted from one document (time expressions left out)."""
        with self._read(workspace) as transaction:
            return documents_out.load_extraction(transaction, document_id)

    def get_sentences(self, workspace: str, sentence_ids: Iterable[int]) -> dict[int, Span]:
        """Return the spans of the sentences that exist, by sentence id (titles have none)."""
        with self._read(workspace) as transaction:
            return documents_out.get_sentences(transaction, sentence_ids)

    # --- topics ---------------------------------------------------------------------------
    def find_aliases(self, workspace: str, name: str) -> list[AliasMatch]:
        """Return the actors called exactly ``name`` (case, accents and punctuation ignored)."""
        with self._read(workspace) as transaction:
            return topics.find_aliases(transaction, name)

    def find_similar_aliases(self, workspace: str, name: str, limit: int = 200) -> list[AliasMatch]:
        """Return aliases that share rare letter groups with ``name``, for fuzzy matching."""
        with self._read(workspace) as transaction:
            return topics.find_similar_aliases(transaction, name, limit)

    def get_actors(self, workspace: str, ids: Iterable[int]) -> dict[int, tuple[str, ActorKind]]:
        """Return name and kind by actor id."""
        with self._read(workspace) as transaction:
            return topics.get_actors(transaction, ids)

    def list_top_actors(self, workspace: str, limit: int = 20) -> list[AliasMatch]:
        """Return the most mentioned actors (``alias`` is the canonical name)."""
        with self._read(workspace) as transaction:
            return topics.list_top_actors(transaction, limit)

    # --- hits and facts -------------------------------------------------------------------
    def find_mention_hits(
        self, workspace: str, actor_ids: Sequence[int], filters: Filters, limit: int = 4000
    ) -> list[int]:
        """Return ids of the newest sentences that mention one of the actors, newest first."""
        with self._read(workspace) as transaction:
            return hits.find_mention_hits(transaction, actor_ids, filters, limit)

    def find_speech_hits(
        self, workspace: str, actor_ids: Sequence[int], filters: Filters, limit: int = 4000
    ) -> list[int]:
        """Return ids of sentences in which one of the actors speaks or holds a position."""
        with self._read(workspace) as transaction:
            return hits.find_speech_hits(transaction, actor_ids, filters, limit)

    def find_text_hits(
        self, workspace: str, words: str, filters: Filters, limit: int = 2000
    ) -> list[int]:
        """Return ids of the newest sentences that hold the words: as a phrase, else all of them."""
        with self._read(workspace) as transaction:
            return hits.find_text_hits(transaction, words, filters, limit)

    def find_phrase_hits(
        self, workspace: str, phrases: Sequence[str], limit: int = 40
    ) -> list[list[int]]:
        """Return of each phrase the newest sentences that hold its words in a row, by id."""
        with self._read(workspace) as transaction:
            return hits.find_phrase_hits(transaction, phrases, limit)

    def load_facts(self, workspace: str, sentence_ids: Sequence[int]) -> Facts:
        """Return the facts that start in these sentences, in order of sentence id."""
        with self._read(workspace) as transaction:
            return facts.load_facts(transaction, sentence_ids)

    def search_documents(
        self, workspace: str, words: str, filters: Filters, limit: int = 50
    ) -> list[ScoredDocument]:
        """Return documents that hold any of the words, best BM25 over title and text first."""
        with self._read(workspace) as transaction:
            return search.search_documents(transaction, words, filters, limit)

    def find_best_sentences(
        self, workspace: str, words: str, document_ids: Sequence[int]
    ) -> dict[int, int]:
        """Return the sentence id that fits the words best, by document id (never the title)."""
        with self._read(workspace) as transaction:
            return search.find_best_sentences(transaction, words, document_ids)

    def measure_coverage(self, workspace: str, document_ids: Iterable[int]) -> Coverage:
        """Return how many documents, outlets and languages these are, and their period."""
        with self._read(workspace) as transaction:
            return documents_out.measure_coverage(transaction, document_ids)

    def list_outlets(self, workspace: str) -> list[str]:
        """Return the names of the outlets that have documents, sorted."""
        with self._read(workspace) as transaction:
            return documents_out.list_outlets(transaction)

    def measure_period(self, workspace: str) -> tuple[date, date] | None:
        """Return the first and last publication date in the archive."""
        with self._read(workspace) as transaction:
            return documents_out.measure_period(transaction)

    def measure_archive(self, workspace: str) -> ArchiveStats:
        """Return the counts that describe the whole archive."""
        with self._read(workspace) as transaction:
            return documents_out.measure_archive(transaction)

    def find_last_document(self, workspace: str) -> int:
        """Return the highest document id, 0 where the archive is empty."""
        with self._read(workspace) as transaction:
            return documents_out.find_last_document(transaction)
