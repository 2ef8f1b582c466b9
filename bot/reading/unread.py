"""Facts that follow: of documents that were stored without, or by an older way of finding them.

Called by the newsroom, at the start and after every document that was stored to be searched at
once. Killed anywhere, the next run goes on: what has no facts yet says so in the archive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import takewhile

from bot.ports import Archive, Unread
from bot.reading.attempts import Extract, Outcome, only_sentences, report_trouble, try_extract
from bot.reading.workers import WorkerPool, map_in_order
from bot.records import Document, Extraction, Failure, RawDocument

#: Documents a transaction.
_BATCH = 16


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadingReport:
    """How many documents got facts, and which did not."""

    read: int
    failed: tuple[Failure, ...] = ()


def read_unread(
    archive: Archive,
    *,
    workspace: str,
    extract: Extract,
    extracted_with: str,
    all_others: bool = False,
    workers: int = 1,
    pool: WorkerPool | None = None,
    on_progress: Callable[[int], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> ReadingReport:
    """Find the facts of all documents that wait for them.

    Args:
        archive: holds the documents.
        workspace: whose documents.
        extract: finds the facts in one document.
        extracted_with: what that is, as the archive notes it.
        all_others: do so too with documents whose facts were found by anything else.
        workers: processes for extraction.
        pool: processes that are up already.
        on_progress: called with the number of documents done after every batch.
        should_stop: asked before every batch; what is left waits for the next run.

    Raises:
        StoreError: the archive cannot be read or written.
    """
    done = 0
    failed: list[Failure] = []
    found = _unread(archive, workspace, extracted_with if all_others else None)
    batches = takewhile(lambda _: not should_stop(), found)
    work = partial(_try_one, extract)
    for documents, outcomes in map_in_order(work, batches, workers, pool):
        facts: dict[int, Extraction] = {}
        hopeless: dict[int, Extraction] = {}
        for document, outcome in zip(documents, outcomes, strict=True):
            if isinstance(outcome, Extraction):
                facts[document.card.id] = outcome
            else:
                failed.append(report_trouble(document.origin, outcome))
                hopeless[document.card.id] = only_sentences(document.text)
        archive.store_facts(workspace, facts, extracted_with)
        if hopeless:
            # A document that makes extraction fail is not tried again and again.
            archive.store_facts(workspace, hopeless, f"failed: {extracted_with}")
        done += len(facts)
        if on_progress is not None:
            on_progress(done + len(failed))
    return ReadingReport(read=done, failed=tuple(failed))


def _unread(
    archive: Archive, workspace: str, extracted_with: str | None
) -> Iterator[list[Document]]:
    """Yield the documents that wait, in order of their ids, a batch at a time."""
    after = 0
    while found := archive.find_unread(workspace, extracted_with, after=after, limit=_BATCH):
        after = found[-1].document.card.id
        yield list(map(_document_of, found))


def _document_of(unread: Unread) -> Document:
    return unread.document


def _try_one(extract: Extract, document: Document) -> Outcome:
    card = document.card
    raw = RawDocument(
        external_id=card.external_id,
        text=document.text,
        title=card.title,
        published=card.published,
        language=card.language,
        origin=document.origin,
    )
    return try_extract(extract, raw)
