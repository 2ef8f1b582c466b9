"""Documents ranked by what somebody typed, and the sentence of each that fits best."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ports import SENTENCES_PER_DOCUMENT, Filters, ScoredDocument
from bot.store.hits import TextIndex
from bot.store.ranking import (
    Term,
    best_sentences,
    estimate_documents,
    score_documents,
    score_words,
    weigh_sentences,
)
from bot.store.text_query import neighbours, telling_words, words_in
from bot.store.transaction import Transaction

#: Newest sentences that are read of one word. A word that stands in more is too common to tell
#: documents apart; what it adds to old ones is given up, so that no query takes seconds.
_MOST_SENTENCES = 10_000
#: Words that are looked up, the first ones of the query.
_MOST_TERMS = 24
#: Documents whose length is looked up for the final score, as multiple of those wanted.
_CANDIDATES = 4


def search_documents(
    transaction: Transaction, words: str, filters: Filters, limit: int
) -> list[ScoredDocument]:
    """Return documents that hold any of the words, best first, newest first of equals."""
    index = TextIndex(transaction, filters)
    terms = _read_terms(transaction, index, words)
    totals = transaction.row("SELECT documents, sentences FROM workspace WHERE id = :workspace")
    if not terms or totals is None:
        return []
    documents, sentences = totals
    mean = max(1.0, sentences / documents)
    rough = score_words(terms, documents, {}, mean)
    candidates = sorted(rough, key=lambda each: (-rough[each], -each))[: limit * _CANDIDATES]
    rows = transaction.typed_rows(
        "SELECT id, sentences, published FROM document WHERE workspace = :workspace AND id IN :ids",
        ids=candidates,
    )
    published = {row[0]: row[2] for row in rows}
    scores = score_documents(
        _only(terms, set(candidates)), documents, {row[0]: row[1] for row in rows}, mean
    )
    best = sorted(published, key=lambda each: (-scores[each], -each))[:limit]
    return [
        ScoredDocument(document_id=each, score=scores[each], published=published[each])
        for each in best
    ]


def find_best_sentences(
    transaction: Transaction, words: str, document_ids: Sequence[int]
) -> dict[int, int]:
    """Return the sentence id that fits the words best, by document id (never the title)."""
    index = TextIndex(transaction, Filters())
    wanted = list(dict.fromkeys(document_ids))
    terms = []
    for phrase in _known_words(index, words):
        found = [at for at in index.find_inside(phrase, wanted) if at % SENTENCES_PER_DOCUMENT]
        documents = len({sentence // SENTENCES_PER_DOCUMENT for sentence in found})
        terms.append(Term(found, documents))
    best = best_sentences(weigh_sentences(terms, len(wanted)))
    return {document: sentence for document, (sentence, _) in best.items()}


def _known_words(index: TextIndex, words: str) -> list[str]:
    return index.known(telling_words(words_in(words))[:_MOST_TERMS])


def _read_terms(transaction: Transaction, index: TextIndex, words: str) -> list[Term]:
    """Return the words and pairs of words that were found, each stem once."""
    known = _known_words(index, words)
    pairs = [
        pair
        for pair in neighbours(words_in(words))
        if set(telling_words(pair.split())) <= set(known)
    ]
    row = transaction.row("SELECT last_document FROM workspace WHERE id = :workspace")
    last = int(row[0]) if row else 0
    terms: dict[tuple[int, ...], Term] = {}
    for phrase in known + pairs:
        sentences = index.find([phrase], _MOST_SENTENCES)
        documents = estimate_documents(sentences, _MOST_SENTENCES, last)
        if sentences:
            term = Term(sentences, documents, is_pair=" " in phrase)
            terms.setdefault(tuple(sentences[:50]), term)
    return list(terms.values())


def _only(terms: Sequence[Term], documents: set[int]) -> list[Term]:
    return [
        Term(
            [each for each in term.sentences if each // SENTENCES_PER_DOCUMENT in documents],
            term.documents,
            term.is_pair,
        )
        for term in terms
    ]
