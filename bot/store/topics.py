"""Names to actors: exact look-up, near misses by shared letters, and the most mentioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest

from bot.language.names import name_key
from bot.ports import AliasMatch
from bot.records import ActorKind
from bot.store.audiences import visible_actors
from bot.store.rows import grams_of, is_storable
from bot.store.transaction import Found, Transaction

#: A near miss has almost as many letters as what was typed.
_LENGTH_SLACK = 2
#: Letter groups are looked up from the rarest on, until this many aliases would be read.
_CHEAP = 3000
_FEWEST_GRAMS = 4
#: Counting a group's aliases stops here, and so does reading all of them.
_MOST_COUNTED = 3000
_MOST_READ = 20_000
#: A name has two more letter groups than letters.
_EDGES = 2

_MATCHES = """
    SELECT alias.written, actor.id, actor.key, actor.name, actor.kind, alias.uses, actor.mentions
    FROM alias JOIN actor ON actor.id = alias.actor"""
_MATCHES_BY_ID = (
    _MATCHES.replace("SELECT ", "SELECT alias.id, ")
    + " WHERE +alias.workspace = :workspace AND alias.id IN :aliases"
)


def find_aliases(transaction: Transaction, name: str) -> list[AliasMatch]:
    """Return the actors called exactly ``name``, the most used first."""
    rows = transaction.rows(
        _MATCHES + " WHERE alias.workspace = :workspace AND alias.normal = :normal"
        " ORDER BY alias.uses DESC, actor.mentions DESC, actor.id",
        normal=_normal(name),
    )
    return _visible(transaction, list(map(_match, rows)))


def find_similar_aliases(transaction: Transaction, name: str, limit: int) -> list[AliasMatch]:
    """Return the aliases that share most letter groups with ``name``, best first.

    Only the rarest groups of ``name`` are looked up, each bounded, so that the time does not grow
    with the archive; edges count as letters, so that a name of three letters is found as well.
    """
    normal = _normal(name)
    if not normal:
        return []
    lengths = range(max(1, len(normal) - _LENGTH_SLACK), len(normal) + _LENGTH_SLACK + 1)
    grams = [
        " OR ".join(same)
        for same in zip(
            *(grams_of(transaction.workspace, normal, length) for length in lengths), strict=True
        )
    ]
    counts = transaction.rows(transaction.dialect.count_grams, grams=grams, most=_MOST_COUNTED)
    shared = Counter(
        transaction.numbers(transaction.dialect.find_grams, grams=_rarest(counts), most=_MOST_READ)
    )
    step = transaction.dialect.lengths
    likest = nsmallest(
        limit, shared, key=lambda row: (-shared[row] / (len(grams) + row % step + _EDGES), row)
    )
    best = [row // step for row in likest]
    rows = transaction.rows(_MATCHES_BY_ID, aliases=best)
    by_id = {row[0]: _match(row[1:]) for row in rows}
    return _visible(transaction, [by_id[alias] for alias in best if alias in by_id])


def _rarest(counts: Iterable[Found]) -> list[str]:
    """Return the rarest letter groups, as many as are cheap to look up, but a few at least."""
    chosen: list[str] = []
    total = 0
    for count, gram in sorted((count, gram) for gram, count in counts):
        total += count
        if total > _CHEAP and len(chosen) >= _FEWEST_GRAMS:
            break
        chosen.append(gram)
    return chosen


def get_actors(transaction: Transaction, ids: Iterable[int]) -> dict[int, tuple[str, ActorKind]]:
    """Return name and kind by actor id."""
    rows = transaction.rows(
        "SELECT id, name, kind FROM actor WHERE +workspace = :workspace AND id IN :ids",
        ids=list(ids),
    )
    return {actor_id: (name, ActorKind(kind)) for actor_id, name, kind in rows}


def list_top_actors(transaction: Transaction, limit: int) -> list[AliasMatch]:
    """Return the most mentioned actors under their canonical names."""
    rows = transaction.rows(
        """SELECT name, id, key, name, kind, mentions, mentions FROM actor
           WHERE workspace = :workspace AND mentions > 0
           ORDER BY mentions DESC, id LIMIT :most""",
        most=limit,
    )
    return _visible(transaction, list(map(_match, rows)))


def _visible(transaction: Transaction, matches: list[AliasMatch]) -> list[AliasMatch]:
    """Leave out the actors of whom only documents tell that the audience may not see."""
    visible = visible_actors(transaction, (match.actor_id for match in matches))
    return [match for match in matches if match.actor_id in visible]


def _normal(name: str) -> str:
    return name_key(name) if is_storable(name) else ""


def _match(row: Found) -> AliasMatch:
    alias, actor_id, key, name, kind, uses, mentions = row
    return AliasMatch(
        alias=alias,
        actor_id=actor_id,
        actor_key=key,
        actor_name=name,
        kind=ActorKind(kind),
        uses=uses,
        mentions=mentions,
    )
