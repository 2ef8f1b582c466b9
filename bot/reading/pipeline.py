"""From a stream of documents to the archive: read, decide, extract, store, batch by batch.

Called by the newsroom. Each batch is one transaction, after which its documents are sorted into
stories; memory holds a few batches, whatever the size of the import. One document's trouble costs
that document.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from typing import NamedTuple, TypeVar

from bot.errors import StoreBusyError, StoreError
from bot.extraction.extractors import keep_numpy_to_one_core
from bot.language.languages import find_language
from bot.ports import Archive, CopyToStore, DocumentToStore, KnownDocument
from bot.reading.attempts import (
    Extract,
    Outcome,
    Trouble,
    only_sentences,
    report_trouble,
    try_extract,
)
from bot.reading.decide import Decision, Ledger, Verdict, hash_content, split_at_repeats
from bot.reading.paths import DocumentStream
from bot.reading.workers import WorkerDiedError, WorkerPool, map_in_order
from bot.records import EVERYONE, AddReport, Failure, RawDocument, SourceRef

T = TypeVar("T")

#: Documents a transaction.
BATCH_SIZE = 64
# A batch ends early at this many characters, so that long documents do not pile up.
_BATCH_CHARACTERS = 4_000_000
# Documents that are sorted into stories after a batch: its own, and some that were left before.
_SORTED_AFTER_BATCH = 256
# Starting processes takes a second or two; this many batches are done by then without them.
_BATCHES_BEFORE_WORKERS = 2
# Seconds to wait before each further try of a busy archive, on top of its own patience.
_PAUSES = (0.2, 0.4, 0.8, 1.6)


@dataclass(frozen=True, kw_only=True, slots=True)
class Progress:
    """How far an import has come. ``documents`` were settled, failures among them.

    ``bytes_read`` counts towards ``bot.reading.paths.total_bytes`` of the same paths.
    """

    documents: int
    failed: int
    bytes_read: int


@dataclass(slots=True)
class _Waiting:
    """A document on its way, with what came of its extraction where that was tried."""

    raw: RawDocument
    content_hash: str
    outcome: Outcome | Failure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Intake:
    """How the documents of an import are read, and what is noted about each."""

    workspace: str
    #: Finds the facts in one document; a module-level function where processes do the work.
    extract: Extract
    #: What that is, as the archive notes it (``exact 1``).
    extracted_with: str
    #: Who adds them.
    added_by: str = ""
    #: ``EVERYONE``, or the channel in which alone they may be seen.
    audience: str = EVERYONE
    #: Where those come from that do not say so themselves.
    source: SourceRef | None = None
    #: Store them at once, to be searched; ``read_unread`` finds their facts.
    facts_later: bool = False


def add_documents(
    archive: Archive,
    documents: Iterable[RawDocument | Failure],
    intake: Intake,
    *,
    now: datetime,
    on_progress: Callable[[Progress], None] | None = None,
    workers: int = 1,
    pool: WorkerPool | None = None,
    one_at_a_time: AbstractContextManager[object] | None = None,
    batch_size: int = BATCH_SIZE,
    pause: Callable[[float], None] = time.sleep,
) -> AddReport:
    """Index a stream of documents and report what became of each.

    Args:
        archive: where they go.
        documents: as ``read_paths`` gives them.
        intake: how they are read, and what is noted about them.
        now: the instant they are stored under.
        on_progress: called after every batch.
        workers: processes for extraction; they start only when an import turns out to be long.
        pool: processes that are up already, used from the first document on.
        one_at_a_time: held while a batch is decided and stored, so that imports side by side do
            not take the same words for new.
        batch_size: documents a transaction.
        pause: waits that many seconds before a busy archive is tried again.

    Raises:
        StoreBusyError: the archive stayed busy.
        StoreError: the archive takes nothing any more.
    """
    importing = _Import(archive, intake, now, pause, one_at_a_time or nullcontext())
    batches = _cut_batches(documents, batch_size, intake.source)
    for batch in importing.extract_ahead(batches, workers, pool):
        importing.settle(batch)
        if on_progress is not None:
            read = documents.bytes_read if isinstance(documents, DocumentStream) else 0
            on_progress(importing.progress(read))
    return importing.report()


class _Batch(NamedTuple):
    """Documents to settle together, and the failures that came among them."""

    waiting: list[_Waiting]
    failed: list[Failure]


def _cut_batches(
    documents: Iterable[RawDocument | Failure], size: int, source: SourceRef | None
) -> Iterator[_Batch]:
    batch = _Batch([], [])
    characters = 0
    for item in documents:
        if isinstance(item, Failure):
            batch.failed.append(item)
        else:
            raw = item if item.source else replace(item, source=source)
            batch.waiting.append(_Waiting(raw, hash_content(raw.text)))
            characters += len(item.text)
        if len(batch.waiting) + len(batch.failed) >= size or characters >= _BATCH_CHARACTERS:
            yield batch
            batch = _Batch([], [])
            characters = 0
    if batch.waiting or batch.failed:
        yield batch


def _place_of(raw: RawDocument) -> str:
    return raw.origin or raw.external_id


class _Import:
    """One run of ``add_documents``: its archive, and the counts so far."""

    def __init__(
        self,
        archive: Archive,
        intake: Intake,
        now: datetime,
        pause: Callable[[float], None],
        one_at_a_time: AbstractContextManager[object],
    ) -> None:
        self._archive = archive
        self._one_at_a_time = one_at_a_time
        self._intake = intake
        self._workspace = intake.workspace
        self._now = now
        self._pause = pause
        self._counts: Counter[Verdict] = Counter()
        self._failed: list[Failure] = []

    def report(self) -> AddReport:
        """Return what became of everything so far."""
        return AddReport(
            added=self._counts[Verdict.NEW],
            changed=self._counts[Verdict.CHANGED],
            unchanged=self._counts[Verdict.UNCHANGED],
            copies=self._counts[Verdict.COPY],
            failed=tuple(self._failed),
        )

    def progress(self, bytes_read: int) -> Progress:
        """Return how many documents were settled so far."""
        failed = len(self._failed)
        done = self._counts.total() + failed
        return Progress(documents=done, failed=failed, bytes_read=bytes_read)

    def extract_ahead(
        self, batches: Iterator[_Batch], workers: int, pool: WorkerPool | None
    ) -> Iterator[_Batch]:
        """Yield the batches, extracted by worker processes while earlier ones are stored.

        Without processes, ``settle`` extracts. What needs no extraction by the state of the
        archive now is left alone; ``settle`` makes the decision that counts, after all earlier
        batches.
        """
        if self._intake.facts_later or (pool is None and workers <= 1):
            yield from batches
            return
        if pool is None:
            yield from islice(batches, _BATCHES_BEFORE_WORKERS)
        begun: deque[_Batch] = deque()

        def pick_documents() -> Iterator[list[RawDocument]]:
            for batch in batches:
                begun.append(batch)
                yield [waiting.raw for waiting in self._pick_unknown(batch.waiting)]

        work = partial(try_extract, self._intake.extract)
        for raws, outcomes in map_in_order(work, pick_documents(), workers, pool):
            batch = begun.popleft()
            found = {id(raw): outcome for raw, outcome in zip(raws, outcomes, strict=True)}
            for waiting in batch.waiting:
                waiting.outcome = found.get(id(waiting.raw))
            yield batch

    def _pick_unknown(self, batch: list[_Waiting]) -> list[_Waiting]:
        hashes = {known.content_hash for known in self._find_known(batch)}
        return [waiting for waiting in batch if waiting.content_hash not in hashes]

    def _find_known(self, batch: Sequence[_Waiting]) -> list[KnownDocument]:
        ids = [waiting.raw.external_id for waiting in batch]
        hashes = [waiting.content_hash for waiting in batch]
        return self._patiently(lambda: self._archive.find_known(self._workspace, ids, hashes))

    def settle(self, batch: _Batch) -> None:
        """Decide and store one batch."""
        self._failed.extend(batch.failed)
        for part in split_at_repeats(batch.waiting, lambda waiting: waiting.raw.external_id):
            try:
                with self._one_at_a_time:
                    self._settle_part(part)
            except StoreBusyError:
                raise
            except StoreError as error:
                self._settle_one_by_one(part, error)
        self._sort_into_stories()

    def _sort_into_stories(self) -> None:
        keep_numpy_to_one_core()
        # Comparing needs numpy, which takes as long to import as a brief to make.
        from bot.reading.copies.sorting import sort_into_stories

        with self._one_at_a_time:
            self._patiently(
                lambda: sort_into_stories(self._archive, self._workspace, _SORTED_AFTER_BATCH)
            )

    def _settle_part(self, part: list[_Waiting]) -> None:
        """Decide and store in one transaction; nothing is counted unless it succeeds."""
        ledger = self._open_ledger(part)
        intake = self._intake
        decided: list[tuple[_Waiting, Decision]] = []
        failed: list[Failure] = []
        documents: list[DocumentToStore] = []
        copies: list[CopyToStore] = []
        for waiting in part:
            decision = ledger.decide(waiting.raw, waiting.content_hash, intake.audience)
            if decision.verdict in {Verdict.NEW, Verdict.CHANGED}:
                prepared = self._prepare(waiting, decision)
                if isinstance(prepared, Failure):
                    failed.append(prepared)
                    continue
                documents.append(prepared)
            elif decision.verdict is Verdict.COPY:
                copies.append(self._as_copy(waiting.raw, decision.copy_of))
            decided.append((waiting, decision))
        if documents or copies:
            self._patiently(
                lambda: self._archive.store_documents(
                    self._workspace, documents, self._now, copies=copies
                )
            )
        self._reveal([d.reveals for _, d in decided if d.reveals is not None])
        # What is new where it was added counts as added: that others had it is theirs to know.
        self._counts.update(
            decision.verdict if decision.reveals is None else Verdict.NEW for _, decision in decided
        )
        self._failed.extend(failed)

    def _as_copy(self, raw: RawDocument, of: str) -> CopyToStore:
        intake = self._intake
        return CopyToStore(raw=raw, of=of, added_by=intake.added_by, audience=intake.audience)

    def _reveal(self, ids: list[int]) -> None:
        """Let what is here already be seen where it was added now."""
        if ids:
            self._patiently(
                lambda: self._archive.show_to(self._workspace, ids, self._intake.audience)
            )

    def _settle_one_by_one(self, part: list[_Waiting], error: StoreError) -> None:
        """After a refused batch, find out which documents are the cause.

        Each is decided anew: somebody else may have stored it in between.
        """
        refused = [failure for waiting in part if (failure := self._settle_alone(waiting))]
        if len(refused) == len(part) > 1:
            raise error
        self._failed.extend(refused)

    def _settle_alone(self, waiting: _Waiting) -> Failure | None:
        try:
            self._settle_part([waiting])
        except StoreBusyError:
            raise
        except StoreError as error:
            return Failure(_place_of(waiting.raw), str(error))
        return None

    def _open_ledger(self, part: list[_Waiting]) -> Ledger:
        known = self._find_known(part)
        hashes = {waiting.raw.external_id: waiting.content_hash for waiting in part}
        same = [it.id for it in known if hashes.get(it.external_id) == it.content_hash]
        cards = (
            self._patiently(lambda: self._archive.get_cards(self._workspace, same)) if same else {}
        )
        return Ledger(known, cards)

    def _prepare(self, waiting: _Waiting, decision: Decision) -> DocumentToStore | Failure:
        """Return the document with its facts, or why there are none."""
        raw, intake = waiting.raw, self._intake
        if intake.facts_later:
            outcome: Outcome | Failure = only_sentences(raw.text)
        else:
            outcome = waiting.outcome or try_extract(intake.extract, raw)
        if isinstance(outcome, (Trouble, WorkerDiedError)):
            outcome = report_trouble(_place_of(raw), outcome)
        waiting.outcome = outcome
        if isinstance(outcome, Failure):
            return outcome
        return DocumentToStore(
            raw=raw,
            content_hash=waiting.content_hash,
            language=find_language(raw.text, raw.language),
            extraction=outcome,
            extracted_with="" if intake.facts_later else intake.extracted_with,
            replaces=decision.replaces,
            added_by=intake.added_by,
            audience=intake.audience,
        )

    def _patiently(self, call: Callable[[], T]) -> T:
        """Call the archive, again after a pause while it is busy, a bounded number of times."""
        for seconds in _PAUSES:
            try:
                return call()
            except StoreBusyError:
                self._pause(seconds)
        return call()
