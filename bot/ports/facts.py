"""What the archive tells of a topic: its actors, its sentences, the facts in these."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from bot.ports.stored import AliasMatch, ArchiveStats, Facts, Filters, ScoredDocument
from bot.records import ActorKind
from bot.results import Coverage


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

    def list_outlets(self, workspace: str) -> list[str]:
        """Return the names of the outlets that have documents, sorted."""
        ...

    def measure_period(self, workspace: str) -> tuple[date, date] | None:
        """Return the first and last publication date in the archive."""
        ...

    def measure_archive(self, workspace: str) -> ArchiveStats:
        """Return the counts that describe the whole archive."""
        ...
