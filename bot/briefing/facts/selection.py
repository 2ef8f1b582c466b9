"""A few of many: the best that are not too much alike (maximal marginal relevance); pure.

Carbonell and Goldstein (1998) choose greedily by relevance less similarity to what is chosen. Here
likeness is given by traits (speaker, outlet, day ...), each of which costs a share of the score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scored(Generic[T_co]):
    """A candidate with its score and what makes it like others."""

    item: T_co
    score: float
    #: Sorts equal scores: document id and span.
    tie: tuple[int, ...]
    #: Traits that it shares with others, and what each earlier bearer of the trait costs: a factor.
    traits: Mapping[Hashable, float]


def choose(candidates: Sequence[Scored[T]], count: int, floor: float = 0.0) -> list[Scored[T]]:
    """Choose up to ``count`` candidates in order of choice; none whose score is below ``floor``.

    A candidate's score is multiplied by the factor of each of its traits once for every chosen
    candidate that bears it.
    """
    pool = sorted(candidates, key=lambda c: (-c.score, c.tie))
    pool = [candidate for candidate in pool if candidate.score > floor]
    seen: Counter[Hashable] = Counter()
    chosen: list[Scored[T]] = []
    while pool and len(chosen) < count:
        best = max(range(len(pool)), key=lambda i: (_worth(pool[i], seen), -i))
        chosen.append(pool.pop(best))
        seen.update(chosen[-1].traits.keys())
    return chosen


def _worth(candidate: Scored[T], seen: Counter[Hashable]) -> float:
    worth = candidate.score
    for trait, factor in candidate.traits.items():
        worth *= factor ** seen[trait]
    return worth
