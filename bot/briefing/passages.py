"""The sentences that answer a question best, where no quotation, position or date does.

The question's rare words are looked for in every sentence of the documents that search ranks first;
a sentence borrows a little from its neighbours and from its document's title.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.briefing.folding import fold
from bot.briefing.quality import rate_sentence
from bot.briefing.search import RankedDocument, rank_documents, weigh_words
from bot.briefing.words import content_words, roots_of
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Filters
from bot.records import Document, Span

_MOST_DOCUMENTS = 12
#: Sentences of a document that are looked at; news says what it has to say before.
_MOST_SENTENCES = 120
#: What a sentence borrows from its neighbours' words and from the title's.
_FROM_NEIGHBOUR, _FROM_TITLE = 0.35, 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence with its fit to a question: ``fit`` is 0 to 1, the share of weighed words."""

    document: Document
    sentence: int
    span: Span
    fit: float
    score: float

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.span.of(self.document.text)


def rank_passages(
    archive: Archive,
    question: str,
    *,
    workspace: str,
    filters: Filters,
    as_of: date | None = None,
) -> list[Passage]:
    """Return sentences for a question, best first, copies left out."""
    ranked = rank_documents(archive, question, workspace=workspace, as_of=as_of, filters=filters)
    ranked = ranked[:_MOST_DOCUMENTS]
    if not ranked:
        return []
    weights = weigh_words(content_words(question), [r.document for r in ranked])
    spans = _load_spans(archive, workspace, ranked)
    best = ranked[0].score or 1.0
    passages = [
        passage
        for r in ranked
        for passage in _rate_document(r, spans[r.document.card.id], weights, r.score / best)
    ]
    passages.sort(key=lambda p: (-p.score, p.document.card.id, p.sentence))
    return [group[0] for group in fold(passages[:80], lambda p: p.text)]


def _load_spans(
    archive: Archive, workspace: str, ranked: Sequence[RankedDocument]
) -> dict[int, dict[int, Span]]:
    ids = [
        r.document.card.id * SENTENCES_PER_DOCUMENT + number
        for r in ranked
        for number in range(1, _MOST_SENTENCES + 1)
    ]
    spans: defaultdict[int, dict[int, Span]] = defaultdict(dict)
    for sentence_id, span in archive.get_sentences(workspace, ids).items():
        document, number = divmod(sentence_id, SENTENCES_PER_DOCUMENT)
        spans[document][number] = span
    return spans


def _rate_document(
    ranked: RankedDocument, spans: Mapping[int, Span], weights: Mapping[str, float], worth: float
) -> list[Passage]:
    document = ranked.document
    total = sum(weights.values()) or 1.0
    title = roots_of(document.card.title)
    roots = {number: roots_of(span.of(document.text)) for number, span in spans.items()}
    passages = []
    for number, span in spans.items():
        quality = rate_sentence(span.of(document.text))
        own = roots[number]
        beside = roots.get(number - 1, frozenset()) | roots.get(number + 1, frozenset())
        fit = 0.0
        for word, weight in weights.items():
            if word in own:
                fit += weight
            elif word in title:
                fit += weight * _FROM_TITLE
            elif word in beside:
                fit += weight * _FROM_NEIGHBOUR
        if quality and own & weights.keys():
            score = fit / total * (0.4 + 0.6 * quality) * (0.5 + 0.5 * worth)
            passages.append(
                Passage(document=document, sentence=number, span=span, fit=fit / total, score=score)
            )
    return passages
