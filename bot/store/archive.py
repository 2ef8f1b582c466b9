"""The archive in a database: opens it, and gives every method of ``Archive`` its transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import StoreBusyError, StoreError
from bot.ports import (
    AliasMatch,
    ArchiveStats,
    DocumentToStore,
    Facts,
    Filters,
    KnownDocument,
    ScoredDocument,
)
from bot.records import (
    ActorKind,
    DigestRun,
    Document,
    DocumentCard,
    Extraction,
    RunState,
    Span,
    Subscription,
)
from bot.results import Coverage
from bot.store import documents as documents_out
from bot.store import facts, hits, memory, orders, search, topics
from bot.store.dialect import BUSY_SECONDS, SqliteDialect, dialect_for
from bot.store.migrations import migrate
from bot.store.rows import is_storable, require_storable
from bot.store.transaction import Transaction


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
        with _translating(dialect), engine.connect() as connection:
            migrate(connection, dialect)
    except StoreError:
        engine.dispose()
        raise
    return SqlArchive(engine, dialect, busy_seconds)


class SqlArchive:
    """An ``Archive`` in a SQL database; see ``bot.ports.Archive`` for what each method promises.

    Readers never wait. Writers of this process queue for a lock, so that each is served in turn,
    and wait for those of other processes as long as the dialect says.
    """

    def __init__(self, engine: Engine, dialect: SqliteDialect, busy_seconds: float) -> None:
        self._engine = engine
        self._dialect = dialect
        self._busy_seconds = busy_seconds
        self._writing = Lock()
        self._workspaces: dict[str, int] = {}

    # --- documents in ---------------------------------------------------------------------
    def find_known(
        self, workspace: str, external_ids: Sequence[str], content_hashes: Sequence[str]
    ) -> list[KnownDocument]:
        """Return stored documents that carry one of the ids or one of the hashes."""
        with self._read(workspace) as transaction:
            return documents_out.find_known(transaction, external_ids, content_hashes)

    def store_documents(
        self, workspace: str, documents: Sequence[DocumentToStore], now: datetime
    ) -> list[int]:
        """Write a batch in one transaction, facts and full text included; return the new ids."""
        # Only writing needs the tables' classes, and importing SQLModel takes as long as a brief.
        from bot.store import writing

        with self._write(workspace) as transaction:
            return writing.store_documents(transaction, documents, now)

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

    # --- standing orders ------------------------------------------------------------------
    def add_subscription(
        self,
        *,
        workspace: str,
        destination: str,
        topic: str,
        at: time,
        time_zone: str,
        created_by: str,
        now: datetime,
    ) -> Subscription:
        """Store a standing order; the same topic at the same destination is replaced."""
        with self._write(workspace) as transaction:
            return orders.add_subscription(
                transaction,
                destination=destination,
                topic=topic,
                at=at,
                time_zone=time_zone,
                created_by=created_by,
                now=now,
            )

    def list_subscriptions(
        self, workspace: str | None = None, destination: str | None = None
    ) -> list[Subscription]:
        """Return standing orders, all workspaces where none is given."""
        with self._read() as transaction:
            return orders.list_subscriptions(transaction, workspace, destination)

    def remove_subscription(self, subscription_id: int) -> bool:
        """Remove one standing order; False where there was none."""
        with self._write() as transaction:
            return orders.remove_subscription(transaction, subscription_id)

    def claim_run(
        self, subscription_id: int, scheduled_for: datetime, now: datetime
    ) -> DigestRun | None:
        """Claim a due run by its unique key; None where somebody has it already."""
        with self._write() as transaction:
            return orders.claim_run(transaction, subscription_id, scheduled_for, now)

    def finish_run(
        self,
        run_id: int,
        state: RunState,
        *,
        detail: str = "",
        message: str = "",
        through_document: int | None = None,
        shown: Iterable[str] = (),
        now: datetime,
    ) -> None:
        """Record how a run ended, up to which document it looked, and which lines it showed."""
        with self._write() as transaction:
            orders.finish_run(
                transaction,
                run_id,
                state=state,
                detail=detail,
                message=message,
                through_document=through_document,
                shown=shown,
                now=now,
            )

    def find_runs(
        self, *, subscription_id: int | None = None, state: RunState | None = None
    ) -> list[DigestRun]:
        """Return runs, newest first."""
        with self._read() as transaction:
            return orders.find_runs(transaction, subscription_id, state)

    def find_high_water(self, subscription_id: int) -> int | None:
        """Return the highest ``through_document`` of the subscription's delivered or empty runs."""
        with self._read() as transaction:
            return orders.find_high_water(transaction, subscription_id)

    def list_shown(self, subscription_id: int) -> frozenset[str]:
        """Return fingerprints of all lines that the subscription's digests have shown."""
        with self._read() as transaction:
            return orders.list_shown(transaction, subscription_id)

    # --- small state ----------------------------------------------------------------------
    def claim_event(self, workspace: str, event_id: str, now: datetime) -> bool:
        """Return True the first time an event id is seen; old ids are forgotten after a day."""
        with self._write(workspace) as transaction:
            return memory.claim_event(transaction, event_id, now)

    def remember(
        self, workspace: str, kind: str, key: str, payload: Mapping[str, object], now: datetime
    ) -> None:
        """Keep a small JSON payload (a brief's request behind a button, a thread's topic)."""
        with self._write(workspace) as transaction:
            memory.remember(transaction, kind, key, payload, now)

    def recall(self, workspace: str, kind: str, key: str) -> dict[str, object] | None:
        """Return what was remembered, or None."""
        with self._read(workspace) as transaction:
            return memory.recall(transaction, kind, key)

    def close(self) -> None:
        """Give back connections; safe to call twice."""
        self._engine.dispose()

    # --- transactions ---------------------------------------------------------------------
    @contextmanager
    def _read(self, workspace: str | None = None) -> Iterator[Transaction]:
        with _translating(self._dialect), self._engine.connect() as connection:
            number = 0 if workspace is None else self._find_workspace(connection, workspace)
            yield Transaction(connection, self._dialect, number)

    @contextmanager
    def _write(self, workspace: str | None = None) -> Iterator[Transaction]:
        if not self._writing.acquire(timeout=self._busy_seconds):
            raise StoreBusyError(_BUSY)
        try:
            with _translating(self._dialect), self._engine.connect() as connection:
                self._dialect.begin_write(connection)
                number = 0 if workspace is None else self._make_workspace(connection, workspace)
                yield Transaction(connection, self._dialect, number)
                connection.commit()
        finally:
            self._writing.release()

    def _find_workspace(self, connection: Connection, name: str) -> int:
        """Return the number of a workspace, 0 where it holds nothing yet."""
        if name not in self._workspaces:
            number = self._look_up(connection, name)
            if not number:
                return 0
            self._workspaces[name] = number
        return self._workspaces[name]

    def _make_workspace(self, connection: Connection, name: str) -> int:
        """Return the number of a workspace, adding it where it is new.

        A new number is not kept in memory: the transaction that adds it may yet be undone.
        """
        known = self._find_workspace(connection, name)
        if known:
            return known
        require_storable("The workspace", name)
        Transaction(connection, self._dialect, 0).run(
            "INSERT INTO workspace (name, documents, sentences, quotations, positions, entries,"
            " last_document) VALUES (:name, 0, 0, 0, 0, 0, 0)",
            name=name,
        )
        return self._look_up(connection, name)

    def _look_up(self, connection: Connection, name: str) -> int:
        if not is_storable(name):
            return 0
        transaction = Transaction(connection, self._dialect, 0)
        row = transaction.row("SELECT id FROM workspace WHERE name = :name", name=name)
        return 0 if row is None else int(row[0])


_BUSY = "The archive is being written by somebody else; try again in a moment."


@contextmanager
def _translating(dialect: SqliteDialect) -> Iterator[None]:
    """Turn what the database raises into the errors of this house."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreBusyError("Too many requests at once; try again in a moment.") from error
    except IntegrityError as error:
        raise StoreError(
            "The same document was stored meanwhile by somebody else; add it again."
        ) from error
    except DBAPIError as error:
        if dialect.is_busy(error):
            raise StoreBusyError(_BUSY) from error
        raise StoreError(
            f"The database {dialect.place} refused ({error.orig}); check that the file is a"
            " Dateline archive and that it can be written."
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(f"The database {dialect.place} cannot be used: {error}.") from error
