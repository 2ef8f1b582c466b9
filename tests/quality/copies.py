"""How well copies are told from look-alikes, on labelled pairs of real articles.

``copies.jsonl`` holds the ids of 657 pairs from the two corpora: all pairs of which at least .40 of
the shorter text's words stand in the longer one in runs of four, and 120 drawn by lot from the
3,961 pairs with less that still share .15 or more of their runs (none of these was a copy). Left
out are the 171 pairs of 19 identical registration notices, which are exact copies. One person read
each pair by the longest stretches that both have and that either has alone; the issues of one daily
column were judged together. Below .45 the reason is the likeliest of a rule, not a reader's.

``verdict`` is "copy", "other", or "unsure" where about half of the words are kept, or most are in a
report of other news; what is unsure counts for nothing. ``reason`` says why. ``part`` is "tuning"
for the pairs on which the limits were set, and "apart" for those that were looked at once, when
they stood (precision .984, recall .909); what shares nearly everything and what is a teaser was
refined after that. A story and its copies are all of one part.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from quality.scoring import DATA, Figures, read_documents

from bot.ports import Archive
from bot.reading.attempts import only_sentences
from bot.reading.copies.comparing import are_copies, read_text
from bot.reading.copies.sketch import sketch_of
from bot.reading.copies.stories import LEAST_SHARED
from bot.reading.paths import read_paths
from bot.reading.pipeline import Intake, add_documents
from bot.records import Extraction, RawDocument
from bot.store.archive import open_archive

PAIRS = Path(__file__).with_name("copies.jsonl")
CORPORA = ("timeline17/corpus.jsonl.gz", "realtimeqa/corpus.jsonl.gz")
PARTS = ("tuning", "apart")


class Pair(NamedTuple):
    """Two documents, by external id, and what a reader says about them."""

    first: str
    second: str
    verdict: str
    part: str


def read_pairs() -> list[Pair]:
    """Return the labelled pairs."""
    lines = PAIRS.read_text(encoding="utf-8").splitlines()
    rows = (json.loads(line) for line in lines)
    return [Pair(row["a"], row["b"], row["verdict"], row["part"]) for row in rows]


def measure_copies() -> Figures:
    """Score pairs as sketch and comparison decide them."""
    pairs = read_pairs()
    wanted = {name for pair in pairs for name in (pair.first, pair.second)}
    texts = {
        document.external_id: read_text(document.text, document.title, document.published)
        for file in CORPORA
        for document in read_documents(file)
        if document.external_id in wanted
    }
    sketches = {name: set(sketch_of(text.wording)) for name, text in texts.items()}

    def is_copy(pair: Pair) -> bool:
        shared = sketches[pair.first] & sketches[pair.second]
        return len(shared) >= LEAST_SHARED and are_copies(texts[pair.first], texts[pair.second])

    return dict(_score(pairs, is_copy))


def measure_stories() -> Figures:
    """Score pairs by whether an import of both corpora puts them into one story.

    What two copies of a third are to each other follows from it, whatever their own label says.
    """
    pairs = read_pairs()
    with tempfile.TemporaryDirectory() as folder:
        archive = open_archive(f"sqlite:///{Path(folder) / 'copies.db'}")
        stories = _import_all(archive)
        archive.close()
    linked = _link([(p.first, p.second) for p in pairs if p.verdict == "copy"])
    closed = [
        pair._replace(verdict="copy") if linked(pair.first) == linked(pair.second) else pair
        for pair in pairs
    ]
    scored = _score(closed, lambda pair: stories[pair.first] == stories[pair.second])
    return {f"stories, {name}": value for name, value in scored}


def _score(pairs: list[Pair], is_copy: Callable[[Pair], bool]) -> Iterator[tuple[str, float]]:
    for part in PARTS:
        sure = [p for p in pairs if p.part == part and p.verdict != "unsure"]
        found = [p for p in sure if is_copy(p)]
        right = sum(p.verdict == "copy" for p in found)
        yield f"precision, {part}", right / len(found)
        yield f"recall, {part}", right / sum(p.verdict == "copy" for p in sure)


def _import_all(archive: Archive) -> dict[str, int]:
    """Import both corpora, oldest first, and return the stories by external id."""
    intake = Intake(workspace="local", extract=_no_facts, extracted_with="nothing")
    documents = (it for it in read_paths([DATA / file for file in CORPORA]))
    raws = sorted(
        (it for it in documents if isinstance(it, RawDocument)),
        key=lambda raw: (str(raw.published), raw.external_id),
    )
    add_documents(archive, raws, intake, now=datetime(2024, 1, 1, tzinfo=UTC))
    ids = range(1, len(raws) + 1)
    cards = archive.get_cards("local", ids)
    stories = {
        cards[number].external_id: story
        for number, story in archive.get_stories("local", ids).items()
    }
    for number, copies in archive.get_copies("local", ids).items():
        holder = stories[cards[number].external_id]
        stories |= {copy.external_id: holder for copy in copies}
    return stories


def _no_facts(raw: RawDocument) -> Extraction:
    return only_sentences(raw.text)


def _link(pairs: list[tuple[str, str]]) -> Callable[[str], str]:
    """Return what names the group of a document, where pairs join groups."""
    above: dict[str, str] = {}

    def group_of(name: str) -> str:
        while name in above:
            name = above[name]
        return name

    for first, second in pairs:
        one, other = group_of(first), group_of(second)
        if one != other:
            above[other] = one
    return group_of
