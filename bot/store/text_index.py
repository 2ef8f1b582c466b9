"""The full text index as a query sees it: in one workspace, within filters, always bounded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.ports import SENTENCES_PER_DOCUMENT, Filters
from bot.store.audiences import hidden_documents
from bot.store.documents import measure_period
from bot.store.text_query import period_words
from bot.store.transaction import Transaction


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
    hidden = hidden_documents(transaction)
    if hidden:
        conditions.append("document.id NOT IN :hidden")
        parameters["hidden"] = hidden
    after = 0
    if filters.after_document is not None:
        after = (filters.after_document + 1) * SENTENCES_PER_DOCUMENT - 1
    return Limits(" AND ".join(conditions), parameters, after)


def _outlets(transaction: Transaction, part: str) -> list[int]:
    """Return the outlets whose name holds ``part``, whatever the case."""
    wanted = part.casefold()
    rows = transaction.rows("SELECT id, name FROM outlet WHERE workspace = :workspace")
    return [outlet for outlet, name in rows if wanted in name.casefold()]


class TextIndex:
    """The full text index as seen through a workspace and filters."""

    def __init__(self, transaction: Transaction, filters: Filters) -> None:
        self._transaction = transaction
        self._limits = limits_of(transaction, filters, dates=True)
        self._owner = [[f"w{transaction.workspace}"]] if self._is_shared() else []
        self._period: list[list[str]] = []
        self.is_empty = transaction.workspace == 0
        if filters.since or filters.until:
            months = self._months(filters.since, filters.until)
            self._period.append(months)
            self.is_empty = not months

    def _is_shared(self) -> bool:
        """Tell whether several workspaces hold documents; naming the only one costs time."""
        owners = self._transaction.rows("SELECT id FROM workspace WHERE documents > 0 LIMIT 2")
        return [owner for (owner,) in owners] != [self._transaction.workspace]

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
            match=dialect.match_of(phrases, self._owner + self._period),
            after=self._limits.after,
            most=limit,
            **self._limits.parameters,
        )

    def find_inside(self, phrase: str, document_ids: Sequence[int]) -> list[int]:
        """Return the sentences of these documents that hold a phrase, whose words are known."""
        dialect = self._transaction.dialect
        return self._transaction.numbers(
            dialect.find_inside,
            match=dialect.match_of([phrase], self._owner),
            documents=list(document_ids),
        )
