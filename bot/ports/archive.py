"""The archive as the newsroom needs it, one protocol an area, and all of them together.

Methods are synchronous and thread safe. They raise ``StoreError`` (``StoreBusyError`` where trying
again can help). Every method that takes ``workspace`` sees that workspace only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Protocol

from bot.ports.feeds import FeedArchive
from bot.ports.stored import (
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
from bot.ports.stories import StoryArchive
from bot.records import (
    ActorKind,
    DigestRun,
    Document,
    DocumentCard,
    DocumentCopy,
    Extraction,
    FollowKind,
    PreparedDigest,
    Provenance,
    Rhythm,
    RunState,
    Source,
    SourceKind,
    SourceRef,
    SourceState,
    Span,
    Subscription,
)
from bot.results import Coverage


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


class FactArchive(Protocol):
    """Topics, the sentences that touch them, and the facts in these."""

    def find_aliases(self, workspace: str, name: str) -> list[AliasMatch]:
        """Return the actors called exactly ``name`` (case, accents and punctuation ignored)."""
        ...

    def find_similar_aliases(self, workspace: str, name: str, limit: int = 200) -> list[AliasMatch]:
        """Return aliases that share rare letter groups with ``name``, for fuzzy matching."""
        ...

    def get_actors(self, workspace: str, ids: Iterable[int]) -> dict[int, tuple[str, ActorKind]]:
        """Return name and kind by actor id."""
        ...

    def list_top_actors(self, workspace: str, limit: int = 20) -> list[AliasMatch]:
        """Return the most mentioned actors (``alias`` is the canonical name)."""
        ...

    def find_mention_hits(
        self, workspace: str, actor_ids: Sequence[int], filters: Filters, limit: int = 4000
    ) -> list[int]:
        """Return ids of the newest sentences that mention one of the actors, newest first."""
        ...

    def find_speech_hits(
        self, workspace: str, actor_ids: Sequence[int], filters: Filters, limit: int = 4000
    ) -> list[int]:
        """Return ids of sentences in which one of the actors speaks or holds a position."""
        ...

    def find_text_hits(
        self, workspace: str, words: str, filters: Filters, limit: int = 2000
    ) -> list[int]:
        """Return ids of the newest sentences that hold the words: as a phrase, else all of them.

        ``words`` is plain text; the store does its own quoting.
        """
        ...

    def find_phrase_hits(
        self, workspace: str, phrases: Sequence[str], limit: int = 40
    ) -> list[list[int]]:
        """Return of each phrase the newest sentences that hold its words in a row, by id."""
        ...

    def load_facts(self, workspace: str, sentence_ids: Sequence[int]) -> Facts:
        """Return the facts that start in these sentences, in order of sentence id."""
        ...

    def search_documents(
        self,
        workspace: str,
        words: str,
        filters: Filters,
        limit: int = 50,
    ) -> list[ScoredDocument]:
        """Return documents that hold any of the words, best BM25 over title and text first."""
        ...

    def find_best_sentences(
        self, workspace: str, words: str, document_ids: Sequence[int]
    ) -> dict[int, int]:
        """Return the sentence id that fits the words best, by document id (never the title)."""
        ...

    def measure_coverage(self, workspace: str, document_ids: Iterable[int]) -> Coverage:
        """Return how many documents, outlets and languages these are, and their period."""
        ...

    def measure_period(self, workspace: str) -> tuple[date, date] | None:
        """Return the first and last publication date in the archive."""
        ...

    def measure_archive(self, workspace: str) -> ArchiveStats:
        """Return the counts that describe the whole archive."""
        ...


class OrderArchive(Protocol):
    """Standing orders, the runs of their digests, and small state."""

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
        kind: FollowKind = FollowKind.TOPIC,
        rhythm: Rhythm = Rhythm.DAILY,
        says_quiet: bool = False,
    ) -> Subscription:
        """Store a standing order; the same words and kind at the same destination are replaced.

        A replaced one keeps its id, its runs and what it has shown, and is no longer paused.
        """
        ...

    def change_subscription(
        self,
        subscription_id: int,
        *,
        topic: str,
        at: time,
        now: datetime,
        kind: FollowKind,
        rhythm: Rhythm,
        says_quiet: bool,
    ) -> Subscription | None:
        """Give a standing order other words or hours; None where it is gone.

        Raises:
            InputError: another order of the destination has these words and this kind.
        """
        ...

    def pause_subscription(self, subscription_id: int, until: datetime) -> Subscription | None:
        """Let nothing be due before an instant; None where the order is gone."""
        ...

    def find_subscription(self, subscription_id: int) -> Subscription | None:
        """Return one standing order, or None where it is gone."""
        ...

    def list_subscriptions(
        self, workspace: str | None = None, destination: str | None = None
    ) -> list[Subscription]:
        """Return standing orders, all workspaces where none is given."""
        ...

    def remove_subscription(self, subscription_id: int) -> bool:
        """Remove one standing order; False where there was none."""
        ...

    def claim_run(
        self, subscription_id: int, scheduled_for: datetime, now: datetime
    ) -> DigestRun | None:
        """Claim a due run by its unique key; None where somebody has it already."""
        ...

    def prepare_run(
        self, run_id: int, *, claimed_at: datetime, prepared: PreparedDigest, now: datetime
    ) -> bool:
        """Keep what is about to be sent, and say that its sender is at work.

        ``claimed_at`` is when the caller last said so; False, and nothing kept, where somebody
        else has taken the run over or finished it since.
        """
        ...

    def take_over_run(self, run_id: int, *, left_before: datetime, now: datetime) -> bool:
        """Take a claimed run that nobody has touched since ``left_before``; one caller gets it."""
        ...

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
        """Record how a run ended, up to which document it looked, and which lines it showed.

        ``shown`` are fingerprints of lines; ``list_shown`` gives them back for the subscription.
        """
        ...

    def find_runs(
        self, *, subscription_id: int | None = None, state: RunState | None = None
    ) -> list[DigestRun]:
        """Return runs, newest first."""
        ...

    def find_last_scheduled(self) -> dict[int, datetime]:
        """Return the latest instant that a run has taken, by subscription, whatever its state."""
        ...

    def find_high_water(self, subscription_id: int) -> int | None:
        """Return the highest ``through_document`` of the subscription's delivered or empty runs."""
        ...

    def list_shown(self, subscription_id: int) -> frozenset[str]:
        """Return fingerprints of all lines that the subscription's digests have shown."""
        ...

    def find_last_document(self, workspace: str) -> int:
        """Return the id up to which all documents have their facts, 0 in an empty archive."""
        ...

    def claim_event(self, workspace: str, event_id: str, now: datetime) -> bool:
        """Return True the first time an event id is seen; old ids are forgotten after a day."""
        ...

    def remember(
        self, workspace: str, kind: str, key: str, payload: Mapping[str, object], now: datetime
    ) -> None:
        """Keep a small JSON payload (a brief's request behind a button, a thread's topic)."""
        ...

    def keep_first(
        self, workspace: str, kind: str, key: str, payload: Mapping[str, object], now: datetime
    ) -> dict[str, object]:
        """Keep a small JSON payload where none is kept yet; return the one that is.

        Of several callers at once, all get the same.
        """
        ...

    def recall(self, workspace: str, kind: str, key: str) -> dict[str, object] | None:
        """Return what was remembered, or None."""
        ...


class SourceArchive(Protocol):
    """Where documents come from."""

    def add_source(
        self, workspace: str, source: SourceRef, *, added_by: str, audience: str, now: datetime
    ) -> Source:
        """Add a source, or return the one that is there; a paused one becomes active again."""
        ...

    def list_sources(self, workspace: str, kind: SourceKind | None = None) -> list[Source]:
        """Return the sources with how much they gave, by kind and address."""
        ...

    def set_source_state(self, workspace: str, source_id: int, state: SourceState) -> bool:
        """Pause a source or let it go on; False where there is none."""
        ...

    def remove_source(self, workspace: str, source_id: int) -> bool:
        """Remove a source with the copies that it gave; its documents stay, without it.

        False where there is none.
        """
        ...

    def list_source_documents(self, workspace: str, source_id: int, limit: int = 1000) -> list[int]:
        """Return ids of the documents that a source gave, the oldest first."""
        ...


class Archive(
    DocumentArchive,
    FactArchive,
    OrderArchive,
    SourceArchive,
    FeedArchive,
    StoryArchive,
    Protocol,
):
    """Everything stored: documents, facts, subscriptions, sources, stories."""

    def seen_by(self, audience: str) -> Archive:
        """Return the archive as it shows itself in a channel: without what is others' alone.

        Without this call everything is seen, as whoever holds the file sees it.
        """
        ...

    def close(self) -> None:
        """Give back connections; safe to call twice."""
        ...
