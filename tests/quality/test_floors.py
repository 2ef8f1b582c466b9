"""Extraction and search reach their floors, and what they show is what the texts say."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from quality.copies import measure_copies
from quality.measure import (
    COPIES,
    EXTRACTION,
    NEWS,
    QUESTIONS_IN_TESTS,
    Measure,
    fill_with_news,
    hash_file,
    measure_search,
    open_newsroom,
    read_floors,
)
from quality.scoring import Figures

from bot.newsroom import Newsroom
from bot.reading.batch import make_extract
from bot.reading.paths import read_paths
from bot.records import Extraction, RawDocument, Span
from bot.results import BriefRequest, Citation

pytestmark = pytest.mark.data

CORPORA = (
    "polnear/dev.jsonl.gz",
    NEWS,
    "reuters21578/corpus.jsonl.gz",
    "timeline17/corpus.jsonl.gz",
    "wikinews_de/dev.jsonl.gz",
)
SAMPLE_OF_EACH = 30


def check_floors(file: str, setting: str, figures: Figures) -> None:
    """Fail where a figure lies below its floor, or was pinned on other data."""
    pinned = read_floors()[file]
    assert pinned["sha256"] == hash_file(file), f"{file} is not the file the floors were set on"
    floors = pinned[setting]
    assert figures.keys() <= floors.keys(), f"{file}: no floor is set for some figure"
    below = {name: (it, floors[name]) for name, it in figures.items() if it < floors[name]}
    assert not below, f"{file}: below the floor (reached, floor): {below}"


@pytest.mark.parametrize("measured", EXTRACTION, ids=lambda it: f"{it.file}-{it.setting}")
def test_extraction_reaches_its_floors(shared_data: Path, measured: Measure) -> None:
    """Speech, speakers, dates, positions and names are found as well as before."""
    assert shared_data.is_dir()
    figures = measured.measure(measured.file, measured.extractor)
    check_floors(measured.file, measured.setting, figures)


def test_search_reaches_its_floor(shared_data: Path, tmp_path: Path) -> None:
    """Questions find the articles that answer them in a year of real news."""
    assert shared_data.is_dir()
    newsroom = open_newsroom(tmp_path)
    fill_with_news(newsroom)
    check_floors(NEWS, "search", measure_search(newsroom, every=QUESTIONS_IN_TESTS))
    newsroom.close()


def test_copies_are_told_from_look_alikes(shared_data: Path) -> None:
    """Syndicated, cut and updated texts are found; columns, boxes and furniture are not."""
    assert shared_data.is_dir()
    check_floors(COPIES, "copies", measure_copies())


def sample(file: str) -> list[RawDocument]:
    """Return the same few documents of a corpus every time, evenly drawn."""
    chance = random.Random(file)  # noqa: S311 - a sample, no secret
    drawn: list[RawDocument] = []
    documents = (item for item in read_paths([file]) if isinstance(item, RawDocument))
    for number, document in enumerate(documents):
        if number < SAMPLE_OF_EACH:
            drawn.append(document)
        elif (place := chance.randrange(number + 1)) < SAMPLE_OF_EACH:
            drawn[place] = document
    return drawn


def spans_of(extraction: Extraction) -> Iterator[Span]:
    """Yield every span of everything that was extracted."""
    yield from extraction.sentences
    yield from (mention.span for mention in extraction.mentions)
    for group in (
        extraction.quotations,
        extraction.positions,
        extraction.time_expressions,
        extraction.timeline,
    ):
        for record in group:
            values = (getattr(record, each.name) for each in fields(record))
            yield from (value for value in values if isinstance(value, Span))


@pytest.mark.parametrize("file", CORPORA)
def test_every_span_lies_in_its_text(shared_data: Path, file: str) -> None:
    """Real news of five kinds: no fact points outside its document, or at nothing."""
    for document in sample(str(shared_data / file)):
        extraction = make_extract("exact")(document)
        keys = {actor.key for actor in extraction.actors}
        for span in spans_of(extraction):
            assert 0 <= span.start < span.end <= len(document.text), (document.external_id, span)
        assert {mention.actor for mention in extraction.mentions} <= keys
        assert {key for it in extraction.quotations for key in it.speakers} <= keys
        assert {key for it in extraction.positions for key in it.actors} <= keys


@pytest.fixture(scope="module")
def mixed_news(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Return a newsroom that holds real news of five kinds."""
    newsroom = open_newsroom(tmp_path_factory.mktemp("mixed"))
    report = newsroom.add(
        document for file in CORPORA for document in sample(str(shared_data / file))
    )
    assert not report.failed
    yield newsroom
    newsroom.close()


def test_every_line_of_a_brief_is_what_its_document_says(mixed_news: Newsroom) -> None:
    """``document.text[start:end] == text`` for each line; copies point to real places too."""
    shown = 0
    for actor in mixed_news.archive.list_top_actors(mixed_news.workspace, 40):
        request = BriefRequest(topic=actor.actor_name, workspace=mixed_news.workspace, limit=50)
        brief = mixed_news.brief(request)
        for line in (*brief.quotations, *brief.positions, *brief.timeline):
            assert cited_words(mixed_news, line.citation) == line.text
            assert all(cited_words(mixed_news, copy).strip() for copy in line.also_in)
            shown += 1
    assert shown > 500


def cited_words(newsroom: Newsroom, citation: Citation) -> str:
    """Return the words at the place that a citation points to."""
    document, _ = newsroom.show(str(citation.document))
    return document.text[citation.start : citation.end]
