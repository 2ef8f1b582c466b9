"""Stored documents are sorted into stories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from made_up import as_article, make_words

from bot.ports import Archive
from bot.reading.attempts import only_sentences
from bot.reading.copies.sorting import sort_into_stories
from bot.reading.pipeline import Intake, add_documents
from bot.records import Extraction, RawDocument
from bot.store.archive import open_archive

NOW = datetime(2024, 5, 2, 8, 0, tzinfo=UTC)
WORDS = make_words(400, seed=1)


def no_facts(raw: RawDocument) -> Extraction:
    """Stand in for extraction."""
    return only_sentences(raw.text)


INTAKE = Intake(workspace="local", extract=no_facts, extracted_with="nothing")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Return an empty archive."""
    opened = open_archive(f"sqlite:///{tmp_path / 'archive.db'}")
    yield opened
    opened.close()


def documents(*texts: Sequence[str]) -> list[RawDocument]:
    """Return documents of these words, named 1, 2 and so on, each of another outlet."""
    return [
        RawDocument(
            external_id=str(number),
            text=as_article(words),
            outlet=f"Paper {number}",
            published=date(2024, 5, 1),
        )
        for number, words in enumerate(texts, start=1)
    ]


def stories(archive: Archive) -> dict[str, int]:
    """Return the stories by external id."""
    cards = archive.get_cards("local", range(1, 200))
    found = archive.get_stories("local", cards)
    return {card.external_id: found[number] for number, card in cards.items()}


def test_copies_share_a_story_named_by_the_first(archive: Archive) -> None:
    """Whether they come in one batch or in several; others stand alone."""
    raws = documents(WORDS, make_words(400, seed=2), WORDS[:250], WORDS + make_words(90, seed=3))
    add_documents(archive, raws[:3], INTAKE, now=NOW)
    add_documents(archive, raws[3:], INTAKE, now=NOW)
    assert stories(archive) == {"1": 1, "2": 2, "3": 1, "4": 1}


def test_batches_change_nothing(tmp_path: Path) -> None:
    """One document a transaction or all in one give the same stories."""
    texts = [make_words(300, seed=n // 3)[: 300 - 40 * (n % 3)] for n in range(12)]
    found = []
    for size in (1, 5, 64):
        opened = open_archive(f"sqlite:///{tmp_path / f'{size}.db'}")
        add_documents(opened, documents(*texts), INTAKE, now=NOW, batch_size=size)
        found.append(stories(opened))
        opened.close()
    assert found[0] == found[1] == found[2]
    assert sorted(found[0].values()) == [1, 1, 1, 4, 4, 4, 7, 7, 7, 10, 10, 10]


def test_a_changed_document_is_sorted_anew(archive: Archive) -> None:
    """With other words it leaves its story; its copies stay together."""
    raws = documents(WORDS, WORDS[:300], WORDS[:250])
    add_documents(archive, raws, INTAKE, now=NOW)
    add_documents(archive, documents(make_words(400, seed=5)), INTAKE, now=NOW)
    assert stories(archive) == {"1": 4, "2": 1, "3": 1}


def test_a_removed_document_leaves_nothing_behind(archive: Archive) -> None:
    """A copy that comes later finds those that are left, and none that is gone."""
    add_documents(archive, documents(WORDS, WORDS[:300]), INTAKE, now=NOW)
    archive.remove_documents("local", [1], NOW)
    add_documents(archive, documents(WORDS[:350]), INTAKE, now=NOW)
    assert stories(archive) == {"2": 1, "1": 1}
    archive.remove_documents("local", [2, 3], NOW)
    add_documents(archive, documents(WORDS), INTAKE, now=NOW)
    assert stories(archive) == {"1": 4}


def test_what_an_interrupted_import_left_is_caught_up(archive: Archive) -> None:
    """Documents that were stored and not sorted are, before those that come after them."""
    unsorted = _NeverSorted(archive)
    add_documents(unsorted, documents(WORDS), INTAKE, now=NOW)  # type: ignore[arg-type]
    assert archive.get_stories("local", [1]) == {}
    assert sort_into_stories(archive, "local", limit=10) == 1
    assert sort_into_stories(archive, "local", limit=10) == 0
    assert archive.get_stories("local", [1]) == {1: 1}


def test_no_more_are_sorted_than_wanted(archive: Archive) -> None:
    """The oldest come first."""
    unsorted = _NeverSorted(archive)
    texts = [make_words(60, seed=n) for n in range(5)]
    add_documents(unsorted, documents(*texts), INTAKE, now=NOW)  # type: ignore[arg-type]
    assert sort_into_stories(archive, "local", limit=3) == 3
    assert archive.get_stories("local", range(1, 9)) == {1: 1, 2: 2, 3: 3}


class _NeverSorted:
    """An archive that says it has nothing to sort."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def find_unsorted(self, workspace: str, limit: int) -> list[int]:
        """Return nothing."""
        return []

    def __getattr__(self, name: str) -> object:
        return getattr(self._archive, name)
