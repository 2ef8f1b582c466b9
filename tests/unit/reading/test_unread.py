"""Facts that follow."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.ports import Archive
from bot.reading.pipeline import Intake, add_documents
from bot.reading.unread import ReadingReport, read_unread
from bot.records import (
    Actor,
    ActorKind,
    Extraction,
    Failure,
    Mention,
    RawDocument,
    Span,
)
from bot.store.archive import open_archive

NOW = datetime(2024, 5, 8, 8, 0, tzinfo=UTC)


def find_first_word(raw: RawDocument) -> Extraction:
    """Stand in for extraction: the first word is an actor; some texts make it fail."""
    word = raw.text.split()[0]
    if word == "boom":
        raise ZeroDivisionError
    span = Span(0, len(word))
    key = word.lower()
    return Extraction(
        sentences=(Span(0, len(raw.text)),),
        actors=(Actor(key=key, name=word, kind=ActorKind.PERSON),),
        mentions=(Mention(span, key, ActorKind.PERSON, "full name"),),
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an archive with forty documents without facts, the last of which makes trouble."""
    opened = open_archive(f"sqlite:///{tmp_path / 'archive.db'}")
    texts = [*(f"Name{chr(97 + n // 2)} spoke, {n}." for n in range(39)), "boom said it."]
    intake = Intake(
        workspace="local", extract=find_first_word, extracted_with="words", facts_later=True
    )
    items = [
        RawDocument(external_id=str(n), text=text, published=date(2024, 5, 1), origin=f"n:{n}")
        for n, text in enumerate(texts)
    ]
    add_documents(opened, items, intake, now=NOW)
    yield opened
    opened.close()


def read(archive: Archive, label: str = "words", *, all_others: bool = False) -> ReadingReport:
    """Find what is to be found."""
    return read_unread(
        archive,
        workspace="local",
        extract=find_first_word,
        extracted_with=label,
        all_others=all_others,
    )


def test_every_document_gets_its_facts_once(archive: Archive) -> None:
    """One that makes extraction fail is reported, and not tried again."""
    trouble = Failure(
        "n:39", "extraction failed on it (ZeroDivisionError); the log has the details"
    )
    assert read(archive) == ReadingReport(read=39, failed=(trouble,))
    assert read(archive) == ReadingReport(read=0)
    assert archive.measure_archive("local").actors == 20
    (match,) = archive.find_aliases("local", "namec")
    assert match.mentions == 2


def test_documents_read_by_something_else_are_read_anew_when_that_is_wanted(
    archive: Archive,
) -> None:
    """Those that failed before are tried again."""
    read(archive)
    assert read(archive, "new words").read == 0
    report = read(archive, "new words", all_others=True)
    assert (report.read, len(report.failed)) == (39, 1)
    assert archive.measure_archive("local").actors == 20
    again = read(archive, "new words", all_others=True)
    assert (again.read, len(again.failed)) == (0, 1)


def test_a_run_that_was_cut_off_is_taken_up_where_it_stood(archive: Archive) -> None:
    """What has its facts keeps them; the others get theirs."""

    def stop(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_unread(
            archive,
            workspace="local",
            extract=find_first_word,
            extracted_with="words",
            on_progress=stop,
        )
    waiting = len(archive.find_unread("local"))
    assert 0 < waiting < 40
    assert read(archive).read == waiting - 1
    assert archive.measure_archive("local").actors == 20


def test_it_can_be_told_to_stop(archive: Archive) -> None:
    """What is left waits for the next run."""
    seen: list[int] = []
    report = read_unread(
        archive,
        workspace="local",
        extract=find_first_word,
        extracted_with="words",
        on_progress=seen.append,
        should_stop=lambda: bool(seen),
    )
    assert 0 < report.read < 39
    assert read(archive).read == 39 - report.read
