"""Names in and out: actors, their aliases, how often each is used, and the letters they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.records import Actor
from bot.store import tables
from bot.store.rows import NameCounts, grams_of
from bot.store.tables import table_of
from bot.store.transaction import Transaction


def actor_ids(transaction: Transaction, actors: Iterable[Actor]) -> dict[str, int]:
    """Return the ids of the actors by key; those not known yet are added."""
    wanted: dict[str, Actor] = {}
    for actor in actors:
        wanted.setdefault(actor.key, actor)
    found = transaction.rows(
        "SELECT key, id FROM actor WHERE workspace = :workspace AND key IN :keys",
        keys=list(wanted),
    )
    ids = {str(key): int(actor_id) for key, actor_id in found}
    new = [actor for key, actor in wanted.items() if key not in ids]
    first = transaction.allocate("actor", len(new))
    ids.update((actor.key, first + i) for i, actor in enumerate(new))
    transaction.insert(
        table_of(tables.ActorRow),
        (
            (ids[actor.key], transaction.workspace, actor.key, actor.name, actor.kind.value, 0)
            for actor in new
        ),
    )
    return ids


def add_names(transaction: Transaction, names: NameCounts, actors: Mapping[str, int]) -> None:
    """Count aliases and actors up, adding aliases that are new."""
    known = _alias_ids(transaction, names, actors)
    _count_names(transaction, names, actors, known, 1)
    new = [alias for alias in names.documents if alias not in known]
    first = transaction.allocate("alias", len(new))
    transaction.insert(
        table_of(tables.AliasRow),
        (
            (
                first + i,
                transaction.workspace,
                alias[0],
                actors[alias[1]],
                names.written[alias],
                names.uses[alias],
                names.documents[alias],
            )
            for i, alias in enumerate(new)
        ),
    )
    transaction.dialect.index_names(
        transaction.connection,
        _letters(transaction, ((first + i, normal) for i, (normal, _) in enumerate(new))),
    )


def _letters(
    transaction: Transaction, aliases: Iterable[tuple[int, str]]
) -> list[tuple[int, str, str]]:
    """Return rows of the index of letters."""
    return [
        (alias, normal, " ".join(grams_of(transaction.workspace, normal)))
        for alias, normal in aliases
    ]


def subtract_names(transaction: Transaction, names: NameCounts) -> None:
    """Count aliases and actors down, and drop what no document names any more."""
    if not names.documents:
        return
    keys = {key for _, key in names.documents}
    found = transaction.rows(
        "SELECT key, id FROM actor WHERE workspace = :workspace AND key IN :keys",
        keys=list(keys),
    )
    actors = {str(key): int(actor_id) for key, actor_id in found}
    known = _alias_ids(transaction, names, actors)
    _count_names(transaction, names, actors, known, -1)
    ids = list(known.values())
    gone = transaction.rows(
        "SELECT id, normal FROM alias WHERE id IN :ids AND documents <= 0", ids=ids
    )
    transaction.dialect.unindex_names(
        transaction.connection,
        _letters(transaction, ((alias_id, normal) for alias_id, normal in gone)),
    )
    transaction.run("DELETE FROM alias WHERE id IN :ids AND documents <= 0", ids=ids)
    transaction.run(
        "DELETE FROM actor WHERE id IN :actors"
        " AND NOT EXISTS (SELECT 1 FROM alias WHERE alias.actor = actor.id)",
        actors=list(actors.values()),
    )


def _alias_ids(
    transaction: Transaction, names: NameCounts, actors: Mapping[str, int]
) -> dict[tuple[str, str], int]:
    """Return the ids of the aliases that exist, by normalised name and actor key."""
    keys = {actor_id: key for key, actor_id in actors.items()}
    found = transaction.rows(
        "SELECT id, normal, actor FROM alias WHERE workspace = :workspace AND normal IN :normals",
        normals=list({normal for normal, _ in names.documents}),
    )
    ids = {(normal, keys[actor]): alias for alias, normal, actor in found if actor in keys}
    return {alias: ids[alias] for alias in names.documents if alias in ids}


def _count_names(
    transaction: Transaction,
    names: NameCounts,
    actors: Mapping[str, int],
    aliases: Mapping[tuple[str, str], int],
    sign: int,
) -> None:
    transaction.run_each(
        "UPDATE alias SET uses = uses + :uses, documents = documents + :documents WHERE id = :id",
        (
            {
                "id": alias_id,
                "uses": sign * names.uses[alias],
                "documents": sign * names.documents[alias],
            }
            for alias, alias_id in aliases.items()
        ),
    )
    mentions: Counter[str] = Counter()
    for (_, key), uses in names.uses.items():
        mentions[key] += uses
    transaction.run_each(
        "UPDATE actor SET mentions = mentions + :mentions WHERE id = :id",
        ({"id": actors[key], "mentions": sign * uses} for key, uses in mentions.items() if uses),
    )
