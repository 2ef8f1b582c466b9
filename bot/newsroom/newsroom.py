"""The newsroom itself: documents in; briefs, answers and checks out; and how it is wired."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.briefing.boards.board import make_board
from bot.briefing.briefs.brief import LONGEST_PAGE, make_brief
from bot.briefing.checks.check import check_quotation
from bot.briefing.documents.inspection import inspect_line
from bot.briefing.documents.opened import OpenedDocument, open_document
from bot.briefing.documents.preview import preview_document
from bot.briefing.documents.search import search
from bot.config import Settings
from bot.errors import NotFoundError
from bot.extraction.extractors import label_of
from bot.newsroom.base import check_time_zone, utc_now
from bot.newsroom.corrections import NewsroomCorrections
from bot.newsroom.orders import NewsroomOrders
from bot.newsroom.questions import NewsroomQuestions
from bot.ports import Archive, ArchiveStats
from bot.reading.batch import make_extract
from bot.reading.pipeline import Intake, Progress, add_documents
from bot.reading.unread import ReadingReport, read_unread
from bot.reading.workers import WorkerPool
from bot.records import (
    EVERYONE,
    LOCAL_WORKSPACE,
    AddReport,
    Document,
    DocumentCopy,
    Extraction,
    Failure,
    Provenance,
    RawDocument,
    SourceRef,
    Span,
)
from bot.results import Board, Brief, BriefRequest, Check, Inspection, Preview, SearchHit

#: What an empty archive is asked about to no end.
_ANY_TOPIC = "nato"
#: Extraction gives way to the process that answers.
_WORKER_NICENESS = 5


def make_newsroom(
    settings: Settings,
    *,
    archive: Archive | None = None,
    now: Callable[[], datetime] = utc_now,
    workspace: str = LOCAL_WORKSPACE,
) -> Newsroom:
    """Open the archive that the settings name and wire a newsroom around it.

    Raises:
        ConfigError: the default time zone is unknown.
        StoreError: the archive cannot be opened.
    """
    check_time_zone(settings.time_zone)
    if archive is None:
        from bot.store.archive import open_archive

        archive = open_archive(settings.database_url)
    return Newsroom(settings, archive=archive, now=now, workspace=workspace)


class Newsroom(NewsroomOrders, NewsroomCorrections, NewsroomQuestions):
    """Documents in; briefs, answers and digests out; standing orders and corrections kept."""

    weighty = frozenset(
        {
            "brief",
            "board",
            "ask",
            "converse",
            "prompts",
            "check",
            "search",
            "preview_digest",
            "picture_brief",
        }
    )

    # --- documents ------------------------------------------------------------------------
    def add(
        self,
        documents: Iterable[RawDocument | Failure],
        *,
        on_progress: Callable[[Progress], None] | None = None,
        workers: int = 1,
        added_by: str = "",
        audience: str = EVERYONE,
        source: SourceRef | None = None,
        facts_later: bool = False,
    ) -> AddReport:
        """Index a stream of documents; what cannot be read is reported, the rest goes in.

        Args:
            documents: as the readers give them.
            on_progress: called after every batch.
            workers: processes for extraction, where none are up (``keep_workers``).
            added_by: who adds them.
            audience: ``EVERYONE``, or the channel in which alone they may be seen.
            source: where those come from that do not say so themselves.
            facts_later: store them at once; ``read_unread`` finds their facts.
        """
        extractor = self.settings.extractor
        intake = Intake(
            workspace=self.workspace,
            extract=make_extract(extractor),
            extracted_with=label_of(extractor),
            added_by=added_by,
            audience=audience,
            source=source,
            facts_later=facts_later,
        )
        return add_documents(
            self.archive,
            documents,
            intake,
            now=self.now(),
            on_progress=on_progress,
            workers=workers,
            pool=self._pool,
            one_at_a_time=self._storing,
        )

    def read_unread(
        self,
        *,
        all_others: bool = False,
        workers: int = 1,
        on_progress: Callable[[int], None] | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> ReadingReport:
        """Find the facts of the documents that wait for them.

        With ``all_others`` so too of those that another extractor, or an older version, has read.
        """
        return read_unread(
            self.archive,
            workspace=self.workspace,
            extract=make_extract(self.settings.extractor),
            extracted_with=label_of(self.settings.extractor),
            all_others=all_others,
            workers=workers,
            pool=self._pool,
            on_progress=on_progress,
            should_stop=should_stop,
        )

    def keep_workers(self, workers: int) -> None:
        """From now on let processes extract, so that this one stays free to answer."""
        if self._pool is None:
            self._pool = WorkerPool(workers, niceness=_WORKER_NICENESS)

    def show(self, reference: str) -> tuple[Document, Extraction]:
        """Return a stored document, by store id or external id, and what was extracted from it.

        Raises:
            NotFoundError: there is none.
        """
        document = self.archive.find_document(self.workspace, reference)
        if document is None:
            raise NotFoundError(
                f"There is no document “{reference}”; `dateline search` prints the ids."
            )
        return document, self.archive.load_extraction(self.workspace, document.card.id)

    def trace(self, document: Document) -> tuple[Provenance | None, list[DocumentCopy]]:
        """Return where a stored document came from, and where else its words stand."""
        number = document.card.id
        provenance = self.archive.get_provenance(self.workspace, [number])
        copies = self.archive.get_copies(self.workspace, [number])
        return provenance.get(number), copies.get(number, [])

    def remove(self, reference: str) -> Document:
        """Remove a document, by store id or external id, with all that was drawn from it.

        Raises:
            NotFoundError: there is none.
        """
        document, _ = self.show(reference)
        self.archive.remove_documents(self.workspace, [document.card.id], self.now())
        return document

    def stats(self) -> ArchiveStats:
        """Return the archive at a glance."""
        return self.archive.measure_archive(self.workspace)

    # --- questions ------------------------------------------------------------------------
    def brief(
        self,
        request: BriefRequest,
        *,
        audience: str | None = None,
        shown: frozenset[str] = frozenset(),
    ) -> Brief:
        """Return key quotations, positions and dated context on a topic.

        ``audience`` is the channel in which it will be seen; None sees all. ``shown`` are
        the keys of lines that are passed over because an earlier page showed them.

        Raises:
            InputError: the topic is empty or a filter makes no sense.
        """
        archive, today = self._seen_by(audience), self.today(audience)
        brief = self._briefs.get(
            (request, audience, today, shown),
            lambda: archive.read_revision(request.workspace),
            lambda: make_brief(archive, request, today, shown=shown),
        )
        return self._addressed(brief, audience)

    def warm_up(self) -> None:
        """Make a brief that nobody reads, so that what every brief needs is loaded."""
        top = self.archive.list_top_actors(self.workspace, 1)
        topic = top[0].actor_name if top else _ANY_TOPIC
        self.brief(BriefRequest(topic=topic, workspace=self.workspace))

    def picture_brief(self, request: BriefRequest, *, audience: str | None = None) -> Brief:
        """Return the brief that a timeline picture, and the page around it, are made of.

        It is as long as one page of each part can be, whatever limit is asked for.

        Raises:
            InputError: the topic is empty or a filter makes no sense.
        """
        return self.brief(
            replace(request, limit=LONGEST_PAGE, timeline_order="importance"), audience=audience
        )

    def inspect(
        self,
        document: int,
        span: Span,
        *,
        audience: str | None = None,
        also: Sequence[int] = (),
    ) -> Inspection:
        """Return all that is known of the words at a place of a document.

        ``also`` are ids of further documents that carry the words.

        Raises:
            NotFoundError: there is no such document for this audience, or no words at the place.
        """
        archive = self._seen_by(audience)
        found = inspect_line(archive, self.workspace, document, span, also)
        return self._addressed(found, audience)

    def open_document(
        self, document: int, *, audience: str | None = None, cited: Span | None = None
    ) -> OpenedDocument:
        """Return a document to read, with all that is known of it.

        ``cited`` are the words that a citation points at.

        Raises:
            NotFoundError: there is no such document for this audience.
        """
        return open_document(self._seen_by(audience), self.workspace, document, cited)

    def preview(
        self, document: int, *, audience: str | None = None, cited: Span | None = None
    ) -> Preview:
        """Return what is shown of a document below its link.

        ``cited`` are the words that the link points at.

        Raises:
            NotFoundError: there is no such document for this audience.
        """
        found = preview_document(self._seen_by(audience), self.workspace, document, cited)
        return self._addressed(found, audience)

    def board(self, request: BriefRequest, *, audience: str | None = None) -> Board:
        """Return who stands where on a topic: one sentence per actor and stance.

        Raises:
            InputError: the topic is empty or a filter makes no sense.
        """
        archive, today = self._seen_by(audience), self.today(audience)
        board = self._boards.get(
            (request, audience, today),
            lambda: archive.read_revision(request.workspace),
            lambda: make_board(archive, request, today),
        )
        return self._addressed(board, audience)

    def check(self, words: str, *, audience: str | None = None) -> Check:
        """Tell of each quotation in a text whether the archive holds it, and who said it.

        ``audience`` is the channel in which it will be seen; None sees all.

        Raises:
            InputError: there are no words to check, or too many.
        """
        found = check_quotation(self._seen_by(audience), words, workspace=self.workspace)
        return self._addressed(found, audience)

    def search(
        self, words: str, *, limit: int = 10, as_of: date | None = None, with_passages: bool = True
    ) -> list[SearchHit]:
        """Return the documents that fit the words best, best first."""
        return search(
            self.archive,
            words,
            workspace=self.workspace,
            limit=limit,
            as_of=as_of,
            with_passages=with_passages,
        )

    def close(self) -> None:
        """End the threads and processes that are up, and close the archive."""
        self._weighty_threads.shutdown(cancel_futures=True)
        if self._pool is not None:
            self._pool.close()
        self.archive.close()
