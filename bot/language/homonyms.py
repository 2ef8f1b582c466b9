"""Names of two: the state of Georgia and the country, told apart by what a text speaks of.

The data are in ``data/homonyms.tsv``.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import NamedTuple

from bot.language.gazetteer import inner_words, read_rows
from bot.language.names import name_key
from bot.records import ActorKind


class Homonym(NamedTuple):
    """The other bearer of a listed name.

    ``kind`` is None where the name is then no actor's; ``telling`` are the words of texts about it,
    ``opposing`` those of texts about the listed one.
    """

    key: str
    name: str
    kind: ActorKind | None
    telling: frozenset[str]
    opposing: frozenset[str]


def may_mean_another(word: str) -> bool:
    """Tell whether a name in lower case has another bearer."""
    return word in _homonyms()


def find_homonym(word: str, vocabulary: Set[str]) -> Homonym | None:
    """Return the other bearer of a name, if a text of these words speaks of it.

    The words are in lower case.
    """
    other = _homonyms().get(word)
    if other is None:
        return None
    is_meant = len(other.telling & vocabulary) > len(other.opposing & vocabulary)
    return other if is_meant else None


@cache
def _homonyms() -> dict[str, Homonym]:
    return {
        word.lower(): Homonym(
            name_key(name),
            name,
            ActorKind(kind) if kind else None,
            frozenset(inner_words(telling)),
            frozenset(inner_words(opposing)),
        )
        for word, name, kind, telling, opposing in read_rows("homonyms.tsv")
    }
