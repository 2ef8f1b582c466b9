"""Ranked documents for words or a question; used by the search command and by answers.

Full text ranks by BM25. Where the question has a date, a document's score is multiplied by how
shortly before that day it was published: news is asked about while it is news.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from bot.briefing.lines.cited import make_passage_line
from bot.briefing.words import content_words, words_of
from bot.ports import Archive, Filters, ScoredDocument
from bot.results import PassageLine, SearchHit

#: Documents that the date may reorder.
_MOST_RANKED = 60
#: Days in which a document's claim to answer a dated question halves, and what is always left.
_HALF_LIFE_DAYS = 10.0
_OLD_SHARE = 0.4
#: What a document published after the day of the question is worth: less with each day.
_LATER_SHARE = 0.25
_LOST_PER_LATER_DAY = 0.15


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
        with_passages: give each document's best sentence, which costs a look at its text.
    """
    ranked = rank_documents(archive, words, workspace=workspace, limit=limit, as_of=as_of)
    ids = [found.document_id for found in ranked]
    passages = _find_passages(archive, words, workspace, ids) if with_passages and ids else {}
    cards = archive.get_cards(workspace, ids)
    return [
        SearchHit(
            document=card.id,
            external_id=card.external_id,
            title=card.title,
            outlet=card.outlet,
            url=card.url,
            published=card.published,
            score=round(found.score, 4),
            passage=passages.get(card.id),
        )
        for found in ranked
        if (card := cards.get(found.document_id)) is not None
    ]


def rank_documents(
    archive: Archive,
    words: str,
    *,
    workspace: str,
    limit: int,
    as_of: date | None = None,
    filters: Filters | None = None,
) -> list[ScoredDocument]:
    """Return documents for words or a question, best first; newer documents first of equals."""
    wanted = _telling(words)
    most = max(limit, _MOST_RANKED) if as_of else limit
    found = archive.search_documents(workspace, wanted, filters or Filters(), limit=most)
    ranked = [
        ScoredDocument(
            document_id=f.document_id,
            score=f.score * rate_date(f.published, as_of),
            published=f.published,
        )
        for f in found
    ]
    return sorted(ranked, key=lambda f: (-f.score, -f.document_id))[:limit]


def rate_date(published: date | None, as_of: date | None) -> float:
    """Rate a publication date against the day of the question: that day itself is 1."""
    if as_of is None:
        return 1.0
    if published is None:
        return _OLD_SHARE
    age = (as_of - published).days
    if age < 0:
        return max(_LATER_SHARE, 1.0 + _LOST_PER_LATER_DAY * age)
    return _OLD_SHARE + (1 - _OLD_SHARE) * math.pow(0.5, age / _HALF_LIFE_DAYS)


def _telling(words: str) -> str:
    """Return the words of a question that tell documents apart, each once."""
    return " ".join(dict.fromkeys(content_words(words) or words_of(words)))


def _find_passages(
    archive: Archive, words: str, workspace: str, ids: Sequence[int]
) -> dict[int, PassageLine]:
    best = archive.find_best_sentences(workspace, _telling(words), ids)
    spans = archive.get_sentences(workspace, best.values())
    documents = archive.get_documents(workspace, best)
    lines = {
        number: make_passage_line(spans[sentence], documents[number])
        for number, sentence in best.items()
        if sentence in spans and number in documents
    }
    return {number: line for number, line in lines.items() if line is not None}
