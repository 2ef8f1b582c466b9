"""Who may see a document: everybody, or the channels under which it stands as private."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.ports import SENTENCES_PER_DOCUMENT
from bot.records import EVERYONE
from bot.store.transaction import Transaction

_SEEN_MENTION = f"""
    SELECT 1 FROM mention WHERE workspace = :workspace AND actor = :actor
    AND sentence / {SENTENCES_PER_DOCUMENT} NOT IN :hidden LIMIT 1"""  # noqa: S608


def hidden_documents(transaction: Transaction) -> list[int]:
    """Return ids of the documents that the transaction's audience may not see."""
    if transaction.audience is None:
        return []
    return transaction.numbers(
        "SELECT document FROM private_document WHERE workspace = :workspace GROUP BY document"
        " HAVING sum(CASE WHEN audience = :audience THEN 1 ELSE 0 END) = 0",
        audience=transaction.audience,
    )


def visible_actors(transaction: Transaction, actor_ids: Iterable[int]) -> set[int]:
    """Return those of the actors that a document which the audience may see has to do with."""
    ids = set(actor_ids)
    hidden = hidden_documents(transaction)
    if not hidden:
        return ids
    return {actor for actor in ids if transaction.row(_SEEN_MENTION, actor=actor, hidden=hidden)}


def read_audiences(transaction: Transaction, ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the channels in which alone documents may be seen; public ones are left out."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for document, audience in transaction.rows(
        "SELECT document, audience FROM private_document"
        " WHERE workspace = :workspace AND document IN :ids ORDER BY document, audience",
        ids=list(ids),
    ):
        found[document].append(audience)
    return {document: tuple(audiences) for document, audiences in found.items()}


def show_to(transaction: Transaction, ids: Sequence[int], audience: str) -> None:
    """Let private documents be seen in one more channel, or by everybody."""
    if audience == EVERYONE:
        forget(transaction, ids)
        return
    private = read_audiences(transaction, ids)
    make_private(transaction, {i: audience for i in private if audience not in private[i]})


def make_private(transaction: Transaction, audiences: Mapping[int, str]) -> None:
    """Let documents be seen in one channel each (besides those under which they stand already)."""
    transaction.run_each(
        "INSERT INTO private_document (workspace, document, audience)"
        " VALUES (:workspace, :document, :audience)",
        ({"document": document, "audience": audience} for document, audience in audiences.items()),
    )


def forget(transaction: Transaction, ids: Iterable[int]) -> None:
    """Take documents out of the list of private ones."""
    transaction.run(
        "DELETE FROM private_document WHERE workspace = :workspace AND document IN :ids",
        ids=list(ids),
    )
