"""Sentences that have to do with an actor or hold some words, newest first, always bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from itertools import islice

from bot.ports import SENTENCES_PER_DOCUMENT, Filters
from bot.store.documents import measure_period
from bot.store.rows import HOLDS, MENTIONED, SPEAKS, recency_range
from bot.store.text_query import period_words, telling_words, words_in
from bot.store.transaction import Transaction

#: With a limit on outlet or language, most sentences that are looked at.
_MOST_LOOKED_AT = 200_000
#: Fewer phrase hits than this are filled up with sentences that hold the words apart.
_FEW = 40
#: Most sentences a word gives where the words are looked for around a sentence.
_NEIGHBOURHOOD = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """Filters as SQL: what joins ``document``, the parameters, and the lowest sentence id."""

    join: str
    parameters: dict[str, object]
    after: int


def limits_of(transaction: Transaction, filters: Filters, *, dates: bool) -> Limits:
    """Return the filters as SQL; ``dates`` says whether days are to be compared here."""
    conditions: list[str] = []
    parameters: dict[str, object] = {}
    if filters.outlet:
        conditions.append("document.outlet IN :outlets")
        parameters["outlets"] = _outlets(transaction, filters.outlet)
    if filters.language:
        conditions.append("document.language = :language")
        parameters["language"] = filters.language
    if dates and filters.since:
        conditions.append("document.published >= :since")
        parameters["since"] = filters.since.isoformat()
    if dates and filters.until:
        conditions.append("document.published <= :until")
        parameters["until"] = filters.until.isoformat()
    after = 0
    if filters.after_document is not None:
        after = (filters.after_document + 1) * SENTENCES_PER_DOCUMENT - 1
    return Limits(" AND ".join(conditions), parameters, after)


def _outlets(transaction: Transaction, part: str) -> list[int]:
    """Return the outlets whose name holds ``part``, whatever the case."""
    wanted = part.casefold()
    rows = transaction.rows("SELECT id, name FROM outlet WHERE workspace = :workspace")
    return [outlet for outlet, name in rows if wanted in name.casefold()]


def find_mention_hits(
    transaction: Transaction, actor_ids: Sequence[int], filters: Filters, limit: int
) -> list[int]:
    """Return ids of the newest sentences that mention one of the actors, newest first."""
    return _find_role_hits(transaction, actor_ids, (MENTIONED,), filters, limit)


def find_speech_hits(
    transaction: Transaction, actor_ids: Sequence[int], filters: Filters, limit: int
) -> list[int]:
    """Return ids of sentences in which one of the actors speaks or holds a position."""
    return _find_role_hits(transaction, actor_ids, (SPEAKS, HOLDS), filters, limit)


def _find_role_hits(
    transaction: Transaction,
    actor_ids: Sequence[int],
    roles: Sequence[int],
    filters: Filters,
    limit: int,
) -> list[int]:
    """Merge one range of the mention table for each actor and role, newest first."""
    limits = limits_of(transaction, filters, dates=False)
    low, high = recency_range(filters.since, filters.until)
    dated = " AND recency % 2 = 1" if filters.since or filters.until else ""
    inner = (
        "SELECT recency, sentence FROM mention WHERE workspace = :workspace AND actor = :actor"  # noqa: S608
        f" AND role = :role AND recency BETWEEN :low AND :high AND sentence > :after{dated}"
        " ORDER BY recency DESC, sentence DESC LIMIT :most"
    )
    sql = inner
    if limits.join:
        sql = (
            f"SELECT recency, sentence FROM ({inner.replace(':most', ':looked')}) AS hit"  # noqa: S608
            f" JOIN document ON document.id = sentence / {SENTENCES_PER_DOCUMENT}"
            f" WHERE {limits.join} ORDER BY recency DESC, sentence DESC LIMIT :most"
        )
    ranges = [
        transaction.rows(
            sql,
            actor=actor,
            role=role,
            low=low,
            high=high,
            after=limits.after,
            most=limit,
            **({"looked": _MOST_LOOKED_AT, **limits.parameters} if limits.join else {}),
        )
        for actor in dict.fromkeys(actor_ids)
        for role in roles
    ]
    newest = merge(*ranges, key=lambda row: (row[0], row[1]), reverse=True)
    return list(islice(dict.fromkeys(row[1] for row in newest), limit))


class TextIndex:
    """The full text index as seen through a workspace and filters."""

    def __init__(self, transaction: Transaction, filters: Filters) -> None:
        self._transaction = transaction
        self._limits = limits_of(transaction, filters, dates=True)
        self._scopes: list[list[str]] = [[f"w{transaction.workspace}"]]
        self.is_empty = transaction.workspace == 0
        if filters.since or filters.until:
            months = self._months(filters.since, filters.until)
            self._scopes.append(months)
            self.is_empty = not months

    def _months(self, since: date | None, until: date | None) -> list[str]:
        period = measure_period(self._transaction)
        if period is None:
            return []
        first, last = period
        since, until = max(first, since or first), min(last, until or last)
        return period_words(since, until)

    def known(self, words: Sequence[str]) -> list[str]:
        """Return the words that stand anywhere in the index."""
        dialect = self._transaction.dialect
        return [
            word
            for word in words
            if self._transaction.row(dialect.knows, match=dialect.match_of([word]))
        ]

    def find(self, phrases: Sequence[str], limit: int) -> list[int]:
        """Return the newest sentences that hold all phrases, whose words must be known."""
        if self.is_empty or not phrases:
            return []
        dialect = self._transaction.dialect
        join = ""
        if self._limits.join:
            join = (
                f"JOIN document ON document.id = {dialect.sentence_id} / {SENTENCES_PER_DOCUMENT}"
                f" AND {self._limits.join}"
            )
        return self._transaction.numbers(
            dialect.find_newest.format(join=join),
            match=dialect.match_of(phrases, self._scopes),
            after=self._limits.after,
            most=limit,
            **self._limits.parameters,
        )

    def find_inside(self, phrase: str, document_ids: Sequence[int]) -> list[int]:
        """Return the sentences of these documents that hold a phrase, whose words are known."""
        dialect = self._transaction.dialect
        return self._transaction.numbers(
            dialect.find_inside,
            match=dialect.match_of([phrase], self._scopes[:1]),
            documents=list(document_ids),
        )


def find_text_hits(transaction: Transaction, words: str, filters: Filters, limit: int) -> list[int]:
    """Return ids of the newest sentences that hold the words.

    First those that hold them as a phrase; where these are few, then those that hold all telling
    words apart; where there is neither, those whose neighbours and title hold the missing ones.
    """
    index = TextIndex(transaction, filters)
    typed = words_in(words)
    known = set(index.known(list(dict.fromkeys(typed))))
    telling = telling_words(typed)
    if not typed or not known.issuperset(telling):
        return []
    hits = index.find([" ".join(typed)], limit) if known.issuperset(typed) else []
    if len(hits) < min(_FEW, limit) and len(telling) > 1:
        hits = list(dict.fromkeys(hits + index.find(telling, limit)))[:limit]
        hits = hits or _find_around(index, telling, limit)
    return hits


def _find_around(index: TextIndex, words: Sequence[str], limit: int) -> list[int]:
    """Return sentences that hold one of the words while their neighbourhood holds all of them."""
    holders: dict[int, set[int]] = {}
    for number, word in enumerate(words):
        for sentence in index.find([word], _NEIGHBOURHOOD):
            holders.setdefault(sentence, set()).add(number)
    hits = [
        sentence
        for sentence in holders
        if sentence % SENTENCES_PER_DOCUMENT
        and len(words)
        == len(set().union(*(holders.get(near, ()) for near in _neighbourhood(sentence))))
    ]
    return sorted(hits, reverse=True)[:limit]


def _neighbourhood(sentence: int) -> tuple[int, int, int, int]:
    """Return a sentence, the ones before and after it, and its title."""
    return sentence - 1, sentence, sentence + 1, sentence - sentence % SENTENCES_PER_DOCUMENT
