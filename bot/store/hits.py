"""Sentences that have to do with an actor or hold some words, newest first, always bounded."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import merge
from itertools import islice

from bot.ports import SENTENCES_PER_DOCUMENT, Filters
from bot.store.rows import HOLDS, MENTIONED, SPEAKS, recency_range
from bot.store.text_index import TextIndex, limits_of
from bot.store.text_query import telling_words, words_in
from bot.store.transaction import Transaction

#: With a limit on outlet or language, most sentences that are looked at.
_MOST_LOOKED_AT = 200_000
#: Fewer phrase hits than this are filled up with sentences that hold the words apart.
_FEW = 40
#: Most sentences a word gives where the words are looked for around a sentence.
_NEIGHBOURHOOD = 20_000


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


def find_phrase_hits(
    transaction: Transaction, phrases: Sequence[str], limit: int
) -> list[list[int]]:
    """Return of each phrase the newest sentences that hold its words in a row."""
    index = TextIndex(transaction, Filters())
    rows = [words_in(phrase) for phrase in phrases]
    known = set(index.known(list(dict.fromkeys(word for row in rows for word in row))))
    return [
        index.find([" ".join(row)], limit) if row and known.issuperset(row) else [] for row in rows
    ]


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
