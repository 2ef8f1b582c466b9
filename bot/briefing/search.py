"""Ranked documents for words or a question; used by the search command and by answers.

Full text gives a first list by BM25; it is ranked anew by the share of the question's rare words in
the title, in the best sentence window and in the whole text, and, where the question has a date, by
how shortly before it a document was published.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.briefing.lines import make_passage_line
from bot.briefing.words import content_words, root, words_of
from bot.ports import Archive, Filters, ScoredDocument
from bot.records import Document, Span
from bot.results import PassageLine, SearchHit

#: Documents of the first list that are ranked anew.
_MOST_RANKED = 60
#: Days after publication within which a question with a date is most likely about a document.
_HALF_LIFE_DAYS = 7.0
_LATER_FACTOR = 0.25
_STALE_FACTOR = 0.55


def search(
    archive: Archive,
    words: str,
    *,
    workspace: str,
    limit: int = 10,
    as_of: date | None = None,
    with_passages: bool = True,
) -> list[SearchHit]:
    """Return up to ``limit`` documents that fit the words best, best first.

    Args:
        as_of: the day on which the question was asked: documents published shortly before it come
            first, later ones last.
        with_passages: give each document's best sentence, which costs a look at its sentences.
    """
    ranked = rank_documents(archive, words, workspace=workspace, as_of=as_of)[:limit]
    passages: dict[int, PassageLine] = {}
    if with_passages and ranked:
        passages = _find_passages(archive, words, workspace, [r.document for r in ranked])
    return [
        SearchHit(
            document=r.document.card.id,
            external_id=r.document.card.external_id,
            title=r.document.card.title,
            outlet=r.document.card.outlet,
            url=r.document.card.url,
            published=r.document.card.published,
            score=round(r.score, 4),
            passage=passages.get(r.document.card.id),
        )
        for r in ranked
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class RankedDocument:
    """A document with its score for a question."""

    document: Document
    score: float


def rank_documents(
    archive: Archive,
    words: str,
    *,
    workspace: str,
    as_of: date | None = None,
    filters: Filters | None = None,
) -> list[RankedDocument]:
    """Return documents for a question, best first; ties by newer document."""
    wanted = content_words(words) or words_of(words)
    if not wanted:
        return []
    found = archive.search_documents(
        workspace, " ".join(dict.fromkeys(wanted)), filters or Filters(), limit=_MOST_RANKED
    )
    documents = archive.get_documents(workspace, [f.document_id for f in found])
    found = [f for f in found if f.document_id in documents]
    weights = weigh_words(wanted, list(documents.values()))
    ranked = [
        RankedDocument(
            document=documents[f.document_id],
            score=_score(f, found[0], documents[f.document_id], weights, as_of),
        )
        for f in found
    ]
    return sorted(ranked, key=lambda r: (-r.score, -r.document.card.id))


def weigh_words(wanted: Sequence[str], documents: Sequence[Document]) -> dict[str, float]:
    """Weigh the roots of the wanted words by their rarity in the documents found."""
    roots = list(dict.fromkeys(map(root, wanted)))
    count = max(1, len(documents))
    texts = [_roots_in(f"{d.card.title} {d.text}") for d in documents]
    return {r: math.log(1 + count / (0.5 + sum(r in text for text in texts))) for r in roots}


def rate_date(published: date | None, as_of: date | None) -> float:
    """Rate a publication date against the day of the question: shortly before is 1."""
    if as_of is None:
        return 1.0
    if published is None:
        return _STALE_FACTOR
    age = (as_of - published).days
    if age < 0:
        return max(_LATER_FACTOR, 1.0 + 0.15 * age)
    freshness: float = 0.5 ** (age / _HALF_LIFE_DAYS)
    return _STALE_FACTOR + (1 - _STALE_FACTOR) * freshness


def _score(
    found: ScoredDocument,
    best: ScoredDocument,
    document: Document,
    weights: Mapping[str, float],
    as_of: date | None,
) -> float:
    total = sum(weights.values()) or 1.0
    title = _roots_in(document.card.title)
    in_title = sum(w for r, w in weights.items() if r in title) / total
    bm25 = found.score / best.score if best.score else 0.0
    near = _rate_window(document.text, weights) / total
    return (bm25 + 0.25 * in_title + 0.5 * near) * rate_date(document.card.published, as_of)


_TOKEN = re.compile(r"[^\W_]+")
_WINDOW = 40


def _roots_in(text: str) -> frozenset[str]:
    return frozenset(root(word) for word in _TOKEN.findall(text.casefold()))


def _rate_window(text: str, weights: Mapping[str, float]) -> float:
    """Return the greatest weight of wanted words within forty words of running text."""
    places = [
        (place, r)
        for place, match in enumerate(_TOKEN.finditer(text.casefold()))
        if (r := root(match.group())) in weights
    ]
    best, first = 0.0, 0
    inside: dict[str, int] = {}
    for place, r in places:
        inside[r] = inside.get(r, 0) + 1
        while places[first][0] <= place - _WINDOW:
            gone = places[first][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            first += 1
        best = max(best, sum(weights[r] for r in inside))
    return best


def _find_passages(
    archive: Archive, words: str, workspace: str, documents: Sequence[Document]
) -> dict[int, PassageLine]:
    wanted = " ".join(dict.fromkeys(content_words(words) or words_of(words)))
    best = archive.find_best_sentences(workspace, wanted, [d.card.id for d in documents])
    spans: dict[int, Span] = archive.get_sentences(workspace, best.values()) if best else {}
    lines = {
        d.card.id: make_passage_line(spans[best[d.card.id]], d)
        for d in documents
        if best.get(d.card.id) in spans
    }
    return {number: line for number, line in lines.items() if line is not None}
