"""Documents ranked by what somebody typed, and the sentence of each that fits best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from bot.ports import SENTENCES_PER_DOCUMENT, Filters, ScoredDocument
from bot.store.ranking import (
    Term,
    best_sentences,
    estimate_documents,
    score_documents,
    score_words,
    weigh_sentences,
)
from bot.store.text_index import TextIndex
from bot.store.text_query import neighbours, telling_words, words_in
from bot.store.transaction import Transaction

#: Newest sentences that are read of one word, so that no query takes seconds. A commoner word
#: tells little by itself; where two of them share a sentence, older ones are read as well.
_MOST_SENTENCES = 5_000
#: Words that are looked up, the first ones of the query.
_MOST_TERMS = 24
#: Of the words that are too common, how many are looked up side by side.
_JOINED = 3
#: Documents whose length and best sentence count: those that lead, as wanted, and so many more.
_MORE_LEADERS = 50


def search_documents(
    transaction: Transaction, words: str, filters: Filters, limit: int
) -> list[ScoredDocument]:
    """Return documents that hold any of the words, best first, newest first of equals."""
    index = TextIndex(transaction, filters)
    totals = transaction.row(
        "SELECT documents, sentences, last_document FROM workspace WHERE id = :workspace"
    )
    if totals is None or not totals[0]:
        return []
    documents, sentences, last = totals
    mean = max(1.0, sentences / documents)
    terms = _read_terms(index, words, last)
    rough = score_words(terms, documents, {}, mean)
    leaders = sorted(rough, key=lambda each: (-rough[each], -each))
    leaders = leaders[: limit + _MORE_LEADERS]
    rows = transaction.typed_rows(
        "SELECT id, sentences, published FROM document"
        " WHERE +workspace = :workspace AND id IN :ids",
        ids=leaders,
    )
    published = {row[0]: row[2] for row in rows}
    lengths = {row[0]: row[1] for row in rows}
    scores = score_documents(_only_in(terms, leaders), documents, lengths, mean)
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
        terms.append(Term(phrase, found, len(_documents_of(found))))
    best = best_sentences(weigh_sentences(terms, len(wanted)))
    return {document: sentence for document, (sentence, _) in best.items()}


def _known_words(index: TextIndex, words: str) -> list[str]:
    return index.known(telling_words(words_in(words))[:_MOST_TERMS])


def _documents_of(sentences: Iterable[int]) -> set[int]:
    return {sentence // SENTENCES_PER_DOCUMENT for sentence in sentences}


def _read_terms(index: TextIndex, words: str, last_document: int) -> list[Term]:
    """Return the words and pairs of words that were found, each stem once.

    Of words that were cut, sentences that hold two of them are added, however old: the newest
    sentences alone would never lead to an old document about both.
    """
    known = _known_words(index, words)
    pairs = [pair for pair in neighbours(words_in(words)) if set(pair.split()) <= set(known)]
    terms: dict[tuple[int, ...], Term] = {}
    for phrase in known + pairs:
        sentences = index.find([phrase], _MOST_SENTENCES)
        documents = estimate_documents(sentences, _MOST_SENTENCES, last_document)
        if sentences:
            terms.setdefault(tuple(sentences[:50]), Term(phrase, sentences, documents))
    cut = sorted(filter(_is_cut, terms.values()), key=lambda term: term.documents)[:_JOINED]
    joined: dict[str, set[int]] = {term.phrase: set() for term in cut}
    for one, other in combinations(joined, 2):
        found = index.find([one, other], _MOST_SENTENCES)
        joined[one].update(found)
        joined[other].update(found)
    return [
        Term(
            term.phrase,
            list(dict.fromkeys([*term.sentences, *sorted(joined.get(term.phrase, ()))])),
            term.documents,
        )
        for term in terms.values()
    ]


def _is_cut(term: Term) -> bool:
    return len(term.sentences) >= _MOST_SENTENCES


def _only_in(terms: Sequence[Term], documents: Iterable[int]) -> list[Term]:
    wanted = set(documents)
    return [
        Term(
            term.phrase,
            [each for each in term.sentences if each // SENTENCES_PER_DOCUMENT in wanted],
            term.documents,
        )
        for term in terms
    ]
