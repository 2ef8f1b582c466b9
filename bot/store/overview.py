"""The archive at a glance, and documents by the address of their pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.ports import Overview
from bot.records import DocumentCard
from bot.store.audiences import hidden_documents
from bot.store.documents import CARD_COLUMNS, get_cards, read_card
from bot.store.rows import is_storable
from bot.store.transaction import Transaction

_KINDS = """
    SELECT language, outlet.name, count(*), min(published) AS first_day,
           max(published) AS last_day
    FROM document JOIN outlet ON outlet.id = document.outlet
    WHERE +document.workspace = :workspace AND document.id NOT IN :hidden
    GROUP BY language, outlet.name"""
_NEWEST = f"""
    SELECT {CARD_COLUMNS}
    FROM document JOIN outlet ON outlet.id = document.outlet
    WHERE +document.workspace = :workspace AND document.id NOT IN :hidden
    ORDER BY document.id DESC LIMIT 1"""  # noqa: S608
_BY_ADDRESS = """
    SELECT id FROM document WHERE workspace = :workspace AND url IN :addresses"""
_COPIES_BY_ADDRESS = """
    SELECT document FROM document_copy WHERE workspace = :workspace AND external_id IN :addresses"""


def measure_overview(transaction: Transaction, workspace: str) -> Overview:
    """Return the archive at a glance, languages with most documents first."""
    hidden = hidden_documents(transaction)
    rows = transaction.typed_rows(_KINDS, hidden=hidden)
    newest = transaction.typed_rows(_NEWEST, hidden=hidden)
    languages: Counter[str] = Counter()
    for language, _, count, _, _ in rows:
        languages[language] += count
    return Overview(
        documents=languages.total(),
        outlets=len({outlet for _, outlet, *_ in rows if outlet}),
        languages=tuple(sorted(filter(None, languages), key=lambda each: (-languages[each], each))),
        first=min((row[3] for row in rows if row[3]), default=None),
        last=max((row[4] for row in rows if row[4]), default=None),
        newest=read_card(workspace, newest[0]) if newest else None,
    )


def read_revision(transaction: Transaction) -> int:
    """Return how often the workspace was changed; 0 where it holds nothing yet."""
    row = transaction.row("SELECT revision FROM workspace WHERE id = :workspace")
    return int(row[0]) if row else 0


def find_by_address(
    transaction: Transaction, workspace: str, addresses: Sequence[str]
) -> DocumentCard | None:
    """Return the newest document whose page, or a copy's, has one of these addresses."""
    known = list(filter(is_storable, addresses))
    ids = transaction.numbers(_BY_ADDRESS, addresses=known)
    if not ids and transaction.audience is None:
        ids = transaction.numbers(_COPIES_BY_ADDRESS, addresses=known)
    elif not ids:
        seen = f"{_COPIES_BY_ADDRESS} AND audience IN ('', :audience)"
        ids = transaction.numbers(seen, addresses=known, audience=transaction.audience)
    cards = get_cards(transaction, workspace, ids)
    return cards[max(cards)] if cards else None
