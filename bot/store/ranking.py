"""BM25 over documents, computed from the sentences in which each word stands. Pure.

A document's score is BM25 (Robertson and Zaragoza 2009, k1 and b below) with the number of its
sentences that hold a word as the word's frequency, plus what its best sentence holds together:
words that stand side by side say more about a text than the same words pages apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from bot.ports import SENTENCES_PER_DOCUMENT

_K1 = 1.2
_B = 0.75
#: A title counts as this many sentences.
_TITLE = 4
#: Share of a sentence's summed weights that its document gets.
_TOGETHER = 0.5
#: Weight of a pair of words that stand side by side, against that of a single word.
_PAIR = 0.3


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or a pair of words that stand side by side, and the sentences that hold it.

    ``documents`` is how many documents hold it, an estimate where not all sentences were read.
    """

    phrase: str
    sentences: Sequence[int]
    documents: float

    @property
    def is_pair(self) -> bool:
        """Tell whether this is a pair of words."""
        return " " in self.phrase


def estimate_documents(sentences: Sequence[int], limit: int, last_document: int) -> float:
    """Return how many documents hold a word of which the newest sentences are known.

    Where the list was cut at ``limit``, the word is taken to be as dense in what was not read.
    """
    found = len({sentence // SENTENCES_PER_DOCUMENT for sentence in sentences})
    if len(sentences) < limit:
        return found
    oldest = sentences[-1] // SENTENCES_PER_DOCUMENT
    return found * last_document / max(1, last_document - oldest + 1)


def weigh(term: Term, documents: int) -> float:
    """Return the inverse document frequency of a term, always above 0."""
    rarity = log(1 + (documents - term.documents + 0.5) / (term.documents + 0.5))
    return max(0.01, rarity) * (_PAIR if term.is_pair else 1.0)


def score_words(
    terms: Sequence[Term], documents: int, lengths: Mapping[int, int], mean_length: float
) -> dict[int, float]:
    """Return the BM25 score of each document that holds one of the terms.

    Args:
        terms: what is looked for.
        documents: how many there are in all.
        lengths: sentences by document; one that is missing counts as of mean length.
        mean_length: sentences of a document on average.
    """
    scores: dict[int, float] = {}
    for term in terms:
        weight = weigh(term, documents) * (_K1 + 1)
        for document, frequency in _frequencies(term.sentences).items():
            length = lengths.get(document, mean_length) / mean_length
            gain = frequency / (frequency + _K1 * (1 - _B + _B * length))
            scores[document] = scores.get(document, 0.0) + weight * gain
    return scores


def score_documents(
    terms: Sequence[Term], documents: int, lengths: Mapping[int, int], mean_length: float
) -> dict[int, float]:
    """Return the whole score, arguments as for ``score_words``: what stands together counts."""
    scores = score_words(terms, documents, lengths, mean_length)
    for document, (_, weight) in best_sentences(weigh_sentences(terms, documents)).items():
        scores[document] += _TOGETHER * weight
    return scores


def weigh_sentences(terms: Sequence[Term], documents: int) -> dict[int, float]:
    """Return the summed weight of the terms that stand in each sentence."""
    weights: dict[int, float] = {}
    for term in terms:
        weight = weigh(term, documents)
        for sentence in term.sentences:
            weights[sentence] = weights.get(sentence, 0.0) + weight
    return weights


def best_sentences(weights: Mapping[int, float]) -> dict[int, tuple[int, float]]:
    """Return the heaviest sentence of each document, the first of equals, with its weight."""
    best: dict[int, tuple[int, float]] = {}
    for sentence, weight in weights.items():
        document = sentence // SENTENCES_PER_DOCUMENT
        leader = best.get(document)
        if leader is None or (weight, -sentence) > (leader[1], -leader[0]):
            best[document] = sentence, weight
    return best


def _frequencies(sentences: Sequence[int]) -> Counter[int]:
    frequencies = Counter([sentence // SENTENCES_PER_DOCUMENT for sentence in sentences])
    for sentence in sentences:
        if not sentence % SENTENCES_PER_DOCUMENT:
            frequencies[sentence // SENTENCES_PER_DOCUMENT] += _TITLE - 1
    return frequencies
