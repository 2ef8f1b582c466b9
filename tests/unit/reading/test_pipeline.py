"""From a stream of documents to the archive."""

import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.errors import StoreBusyError, StoreError
from bot.ports import CopyToStore, DocumentToStore, KnownDocument
from bot.reading.paths import read_paths, total_bytes
from bot.reading.pipeline import Intake, Progress, add_documents
from bot.reading.workers import WorkerPool
from bot.records import (
    AddReport,
    DocumentCard,
    Extraction,
    Failure,
    RawDocument,
    SourceKind,
    SourceRef,
    Span,
)

NOW = datetime(2024, 5, 2, 8, 0, tzinfo=UTC)


class ShelfArchive:
    """The part of an archive that an import uses, kept in a dict.

    Attributes:
        batches: external ids of each transaction.
        copies: external ids of copies and of the documents that hold their words.
        audiences: the channels in which alone everything on the shelf may be seen.
        shown: documents that were shown to one more audience.
        busy: how many of the next writes find the archive busy.
        refuses: external ids that cannot be stored.
    """

    def __init__(self) -> None:
        self.shelf: dict[int, DocumentToStore] = {}
        self.batches: list[list[str]] = []
        self.copies: dict[str, str] = {}
        self.audiences: tuple[str, ...] = ()
        self.shown: list[tuple[list[int], str]] = []
        self.busy = 0
        self.refuses: frozenset[str] = frozenset()

    def find_known(
        self, workspace: str, external_ids: Sequence[str], content_hashes: Sequence[str]
    ) -> list[KnownDocument]:
        """Return what is on the shelf under these ids or hashes."""
        return [
            KnownDocument(
                id=id_,
                external_id=it.raw.external_id,
                content_hash=it.content_hash,
                audiences=self.audiences,
            )
            for id_, it in self.shelf.items()
            if it.raw.external_id in external_ids or it.content_hash in content_hashes
        ]

    def get_cards(self, workspace: str, ids: Sequence[int]) -> dict[int, DocumentCard]:
        """Return cards of what is on the shelf."""
        return {
            id_: DocumentCard(
                id=id_,
                workspace=workspace,
                external_id=it.raw.external_id,
                title=it.raw.title,
                outlet=it.raw.outlet,
                url=it.raw.url,
                published=it.raw.published,
                language=it.language,
                added_at=NOW,
            )
            for id_, it in self.shelf.items()
            if id_ in ids
        }

    def store_documents(
        self,
        workspace: str,
        documents: Sequence[DocumentToStore],
        now: datetime,
        *,
        copies: Sequence[CopyToStore] = (),
    ) -> list[int]:
        """Put a batch on the shelf, or fail as the test wants it."""
        if self.busy:
            self.busy -= 1
            raise StoreBusyError("The archive is busy; try again.")
        if any(it.raw.external_id in self.refuses for it in documents):
            raise StoreError("The archive cannot take this.")
        self.batches.append([it.raw.external_id for it in documents])
        self.copies.update((copy.raw.external_id, copy.of) for copy in copies)
        ids = []
        for it in documents:
            if it.replaces is not None:
                del self.shelf[it.replaces]
            ids.append(max(self.shelf, default=0) + 1)
            self.shelf[ids[-1]] = it
        return ids

    def find_unsorted(self, workspace: str, limit: int) -> list[int]:
        """Return nothing: which stories documents belong to is another test's matter."""
        return []

    def show_to(self, workspace: str, ids: list[int], audience: str) -> None:
        """Note what is shown to whom."""
        self.shown.append((ids, audience))

    def texts(self) -> dict[str, str]:
        """Return the stored texts by external id."""
        return {it.raw.external_id: it.raw.text for it in self.shelf.values()}


def extract_first_word(raw: RawDocument) -> Extraction:
    """Stand in for extraction: one sentence, the first word; some texts make it fail."""
    if raw.text.startswith("boom"):
        raise ZeroDivisionError(raw.external_id)
    if raw.text.startswith("die"):
        os._exit(3)
    return Extraction(sentences=(Span(0, len(raw.text.split()[0])),))


INTAKE = Intake(workspace="local", extract=extract_first_word, extracted_with="first word")


def document(external_id: str, text: str) -> RawDocument:
    """Return a document as a reader would."""
    return RawDocument(external_id=external_id, text=text, origin=f"file:{external_id}")


def add(
    archive: ShelfArchive, *items: RawDocument | Failure, workers: int = 1, batch_size: int = 4
) -> AddReport:
    """Import the items."""
    return add_documents(
        archive,  # type: ignore[arg-type]
        items,
        INTAKE,
        now=NOW,
        workers=workers,
        batch_size=batch_size,
        pause=lambda seconds: None,
    )


def test_everything_is_counted_as_what_became_of_it() -> None:
    """New, changed, unchanged, copies and failures add up to what was read."""
    archive = ShelfArchive()
    add(archive, document("a", "Alpha."), document("b", "Beta."))
    failure = Failure("n.jsonl:3", "the text is empty")
    report = add(
        archive,
        document("a", "Alpha."),
        document("b", "Beta two."),
        failure,
        document("c", "Gamma."),
        document("d", " Gamma. "),
        document("e", "Alpha."),
    )
    assert report == AddReport(added=1, changed=1, unchanged=1, copies=2, failed=(failure,))
    assert archive.texts() == {"a": "Alpha.", "b": "Beta two.", "c": "Gamma."}


def test_a_date_that_was_put_right_replaces_the_document() -> None:
    """The same words with another date are a change, not old news."""
    archive = ShelfArchive()
    add(archive, document("a", "Alpha."))
    report = add(archive, replace(document("a", "Alpha."), published=date(2024, 5, 1)))
    assert report.changed == 1
    (stored,) = archive.shelf.values()
    assert stored.raw.published == date(2024, 5, 1)


@pytest.mark.parametrize("batch_size", [1, 2, 3, 50])
def test_an_id_that_comes_twice_is_settled_in_order(batch_size: int) -> None:
    """The last text under an id stays, wherever the batches are cut."""
    archive = ShelfArchive()
    report = add(
        archive,
        document("a", "Alpha."),
        document("b", "Beta."),
        document("a", "Alpha two."),
        document("a", "Alpha two."),
        batch_size=batch_size,
    )
    assert report == AddReport(added=2, changed=1, unchanged=1)
    assert archive.texts() == {"a": "Alpha two.", "b": "Beta."}


def test_each_batch_is_one_transaction() -> None:
    """Documents are written in groups, in order."""
    archive = ShelfArchive()
    add(archive, *(document(str(n), f"Text {n}.") for n in range(10)), batch_size=4)
    assert archive.batches == [["0", "1", "2", "3"], ["4", "5", "6", "7"], ["8", "9"]]


def test_one_document_that_extraction_fails_on_costs_itself(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """It is reported in words and logged once with its traceback; the rest goes in."""
    archive = ShelfArchive()
    with caplog.at_level(logging.ERROR):
        report = add(archive, document("a", "Alpha."), document("x", "boom"), document("b", "B."))
    why = "extraction failed on it (ZeroDivisionError); the log has the details"
    assert report == AddReport(added=2, failed=(Failure("file:x", why),))
    (logged,) = caplog.records
    assert "Traceback" in logged.getMessage()
    assert "file:x" in logged.getMessage()


def test_a_busy_archive_is_tried_again_a_few_times() -> None:
    """A writer that is done soon costs nothing but a pause."""
    archive = ShelfArchive()
    archive.busy = 4
    assert add(archive, document("a", "Alpha.")).added == 1


def test_an_archive_that_stays_busy_ends_the_import() -> None:
    """Trying is bounded, and the error says that trying later can help."""
    archive = ShelfArchive()
    archive.busy = 100
    with pytest.raises(StoreBusyError):
        add(archive, document("a", "Alpha."))
    assert archive.busy > 90


def test_a_document_that_the_archive_refuses_costs_itself() -> None:
    """Its neighbours in the batch are stored without it."""
    archive = ShelfArchive()
    archive.refuses = frozenset({"x"})
    report = add(archive, document("a", "Alpha."), document("x", "Ex."), document("b", "Beta."))
    assert report == AddReport(
        added=2, failed=(Failure("file:x", "The archive cannot take this."),)
    )


def test_an_archive_that_takes_nothing_ends_the_import() -> None:
    """A full disk is one error, not one failure for each document."""
    archive = ShelfArchive()
    archive.refuses = frozenset({"a", "b", "c"})
    with pytest.raises(StoreError):
        add(archive, *(document(name, name) for name in "abc"))


def test_a_document_that_somebody_else_stored_in_between_is_unchanged() -> None:
    """Two imports of the same file at once both end well."""

    class ContestedArchive(ShelfArchive):
        """Another import stores the first batch just before this one does."""

        def store_documents(
            self,
            workspace: str,
            documents: Sequence[DocumentToStore],
            now: datetime,
            *,
            copies: Sequence[CopyToStore] = (),
        ) -> list[int]:
            """Store once for the other import, then refuse what is there already."""
            if not self.batches:
                super().store_documents(workspace, documents[:2], now)
            if {it.raw.external_id for it in documents} & self.texts().keys():
                raise StoreError("The same document was stored meanwhile.")
            return super().store_documents(workspace, documents, now)

    archive = ContestedArchive()
    report = add(archive, *(document(name, f"{name} {name}") for name in "abc"))
    assert report == AddReport(added=1, unchanged=2)
    assert archive.texts().keys() == {"a", "b", "c"}


def test_worker_processes_change_nothing_but_the_time() -> None:
    """Failures, copies, changes and order are the same as in one process."""
    items: list[RawDocument | Failure] = [document(str(n), f"Text {n}.") for n in range(30)]
    items[20] = document("3", "Text 3, changed.")
    items[21] = document("copy", "Text 5.")
    items[22] = document("x", "boom")
    items[23] = Failure("n.jsonl:9", "the text is empty")
    items[24] = document("3", "Text 3.")
    one, two = ShelfArchive(), ShelfArchive()
    assert add(two, *items, workers=2) == add(one, *items)
    assert two.shelf == one.shelf
    assert two.texts()["3"] == "Text 3."


def test_a_document_that_kills_its_process_costs_itself() -> None:
    """The rest of the import goes on in a new process."""
    archive = ShelfArchive()
    items = [document(str(n), f"Text {n}.") for n in range(20)]
    items[13] = document("13", "die")
    report = add(archive, *items, workers=2)
    assert report.added == 19
    assert report.failed == (
        Failure("file:13", "the process that worked on it died; it may be too large"),
    )


def test_progress_counts_documents_and_bytes() -> None:
    """At the end all documents are settled and all bytes read."""
    Path("n").mkdir()
    for number in range(5):
        Path(f"n/{number}.txt").write_text(f"Text {number}.")
    Path("n/empty.txt").write_text("")
    seen: list[Progress] = []
    add_documents(
        ShelfArchive(),  # type: ignore[arg-type]
        read_paths(["n"]),
        INTAKE,
        now=NOW,
        on_progress=seen.append,
        batch_size=2,
    )
    assert [progress.documents for progress in seen] == [2, 4, 6]
    assert seen[-1] == Progress(documents=6, failed=1, bytes_read=total_bytes(["n"]) or -1)


def test_the_language_is_stored() -> None:
    """Each document carries the guess at its language."""
    archive = ShelfArchive()
    add(archive, document("a", "Die Brücke ist nicht offen und der Fluss steigt."))
    assert [it.language for it in archive.shelf.values()] == ["de"]


def test_what_is_known_of_an_import_is_noted_with_every_document() -> None:
    """Who adds it, where it may be seen, what found its facts, and its source, if it names none."""
    archive = ShelfArchive()
    feed = SourceRef(SourceKind.FEED, "https://wire.example/rss")
    own = SourceRef(SourceKind.LINK, "ledger.example")
    items = [document("a", "Alpha."), replace(document("b", "Beta."), source=own)]
    intake = replace(INTAKE, added_by="U1", audience="C1", source=feed)
    add_documents(archive, items, intake, now=NOW)  # type: ignore[arg-type]
    noted = [(it.added_by, it.audience, it.extracted_with) for it in archive.shelf.values()]
    assert noted == [("U1", "C1", "first word")] * 2
    assert [it.raw.source for it in archive.shelf.values()] == [feed, own]


def test_a_copy_is_noted_with_the_document_that_holds_its_words() -> None:
    """Whether that came just before or long ago."""
    archive = ShelfArchive()
    report = add(archive, document("a", "Alpha."), document("b", "Alpha. "))
    assert add(archive, document("c", " Alpha.")) == AddReport(copies=1)
    assert report == AddReport(added=1, copies=1)
    assert archive.copies == {"b": "a", "c": "a"}


def test_documents_can_be_stored_before_their_facts_are_found() -> None:
    """They are cut into sentences and say that their facts are to follow."""
    archive = ShelfArchive()
    intake = replace(INTAKE, facts_later=True)
    text = "boom is the first word. It would fail."
    add_documents(archive, [document("a", text)], intake, now=NOW)  # type: ignore[arg-type]
    (stored,) = archive.shelf.values()
    assert stored.extracted_with == ""
    assert [span.of(text) for span in stored.extraction.sentences] == [
        "boom is the first word.",
        "It would fail.",
    ]


def test_what_is_here_is_shown_where_it_is_added_again() -> None:
    """It counts as added there: that another channel had it before is for that one to know."""
    archive = ShelfArchive()
    archive.audiences = ("C1",)
    add(archive, document("a", "Alpha."))
    for external_id in ("a", "b"):
        intake = replace(INTAKE, audience="C2")
        items = [document(external_id, "Alpha.")]
        report = add_documents(archive, items, intake, now=NOW)  # type: ignore[arg-type]
        assert report == AddReport(added=1)
    assert archive.shown == [([1], "C2"), ([1], "C2")]
    archive.audiences = ()
    add(archive, document("a", "Alpha."))
    assert len(archive.shown) == 2


def test_processes_that_are_up_are_used_from_the_first_document_on() -> None:
    """Not one document is extracted in this process, and the processes stay up."""
    pool = WorkerPool(1)
    try:
        for number in range(2):
            archive = ShelfArchive()
            items = [document("a", f"{number} is one."), document("x", "die"), document("b", "Two")]
            report = add_documents(
                archive,  # type: ignore[arg-type]
                items,
                INTAKE,
                now=NOW,
                pool=pool,
            )
            assert report.added == 2
            assert [failure.item for failure in report.failed] == ["file:x"]
    finally:
        pool.close()
