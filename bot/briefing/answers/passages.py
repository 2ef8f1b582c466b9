"""The sentences that answer a question best, where no quotation, position or date does.

The question's rare words are looked for in every sentence of the documents that search ranks first;
a sentence borrows a little from its neighbours and from its document's title.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.briefing.documents.search import rank_documents
from bot.briefing.texts.folding import fold
from bot.briefing.texts.quality import rate_sentence
from bot.briefing.words import content_words, root, roots_of
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Filters
from bot.records import Document, Span

_MOST_DOCUMENTS = 10
#: Sentences of a document that are looked at; news says what it has to say before.
_MOST_SENTENCES = 90
#: What a sentence borrows from its neighbours' words and from the title's.
_FROM_NEIGHBOUR, _FROM_TITLE = 0.35, 0.5
#: A sentence far from the question's rarest word hardly answers it.
_WITHOUT_HEAVIEST = 0.75
_UNDEFINED = 0.7
#: "Ida Holm, the mayor", "Ida Holm is a", "whaling was the", "the mayor of Lund, Ida Holm".
_DEFINITION = (
    r"\b{0}(?:,| is| was| are| were| has become| became)(?: now)? (?:the|a|an|one|who)\b"
    r"|\b(?:the|an?) (?:\w+ ){{1,6}}?\w+, (?:\w+ )?{0}"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A sentence with its fit to a question.

    ``fit`` is the share of the question's words, weighed by rarity, that stand in the sentence or
    near it; ``score`` also counts how it reads and how its document ranks; both 0 to 1.
    """

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
    defines: str = "",
) -> list[Passage]:
    """Return sentences for a question, best first, copies left out.

    Args:
        as_of: the day of the question, for documents published shortly before it.
        defines: a name; sentences that say who or what bears it come first.
    """
    ranked = rank_documents(
        archive, question, workspace=workspace, limit=_MOST_DOCUMENTS, as_of=as_of, filters=filters
    )
    if not ranked:
        return []
    documents = archive.get_documents(workspace, [found.document_id for found in ranked])
    spans = load_spans(archive, workspace, list(documents))
    weights = weigh_words(content_words(question), spans, documents)
    best = ranked[0].score or 1.0
    passages = [
        passage
        for found in ranked
        if (document := documents.get(found.document_id)) is not None
        for passage in _rate_document(
            document, spans[found.document_id], weights, found.score / best
        )
    ]
    if defines:
        says = re.compile(_DEFINITION.format(re.escape(defines)), re.IGNORECASE)
        passages = [
            replace(p, score=p.score * (1.0 if says.search(p.text) else _UNDEFINED))
            for p in passages
        ]
    passages.sort(key=lambda p: (-p.score, p.document.card.id, p.sentence))
    return [group[0] for group in fold(passages[:80], lambda p: p.text)]


def weigh_words(
    wanted: Sequence[str],
    spans: Mapping[int, Mapping[int, Span]],
    documents: Mapping[int, Document],
) -> dict[str, float]:
    """Weigh the roots of the wanted words by their rarity among the sentences at hand."""
    sentences = [
        roots_of(span.of(documents[number].text))
        for number, found in spans.items()
        for span in found.values()
    ]
    count = max(1, len(sentences))
    return {
        word: math.log(1 + count / (0.5 + sum(word in roots for roots in sentences)))
        for word in dict.fromkeys(map(root, wanted))
    }


def load_spans(
    archive: Archive, workspace: str, documents: Sequence[int]
) -> dict[int, dict[int, Span]]:
    """Return the spans of the first sentences of documents, by document and number."""
    ids = [
        document * SENTENCES_PER_DOCUMENT + number
        for document in documents
        for number in range(1, _MOST_SENTENCES + 1)
    ]
    spans: defaultdict[int, dict[int, Span]] = defaultdict(dict)
    for sentence_id, span in archive.get_sentences(workspace, ids).items():
        document, number = divmod(sentence_id, SENTENCES_PER_DOCUMENT)
        spans[document][number] = span
    return spans


def _rate_document(
    document: Document, spans: Mapping[int, Span], weights: Mapping[str, float], worth: float
) -> list[Passage]:
    total = sum(weights.values()) or 1.0
    title = roots_of(document.card.title)
    roots = {number: roots_of(span.of(document.text)) for number, span in spans.items()}
    heaviest = max(weights, key=lambda word: weights[word], default="")
    passages = []
    for number, span in spans.items():
        text = span.of(document.text)
        quality = 0.0 if text.endswith("?") else rate_sentence(text)
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
        if heaviest not in own | beside | title:
            fit *= _WITHOUT_HEAVIEST
        if quality and own & weights.keys():
            score = fit / total * (0.4 + 0.6 * quality) * (0.5 + 0.5 * worth)
            passages.append(
                Passage(document=document, sentence=number, span=span, fit=fit / total, score=score)
            )
    return passages
