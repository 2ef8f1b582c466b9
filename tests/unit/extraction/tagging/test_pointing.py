"""Which of many spans each of many stretches points to."""

from __future__ import annotations

import numpy as np
from growth import grows_in_proportion

from bot.extraction.tagging.pointing import Pointed, Spans

SIGHT = 12


def make_pointed(count: int) -> Pointed:
    """Make stretches of two words, one each five words, that see the words around them."""
    chance = np.random.default_rng(count)
    firsts = np.arange(count) * 5 + 20
    begins = firsts - chance.integers(0, SIGHT, count)
    ends = firsts + 2 + chance.integers(0, SIGHT, count)
    sums = np.zeros((count, 2 * SIGHT + 4), np.float32)
    sums[:, 1:] = chance.random((count, 2 * SIGHT + 3), np.float32).cumsum(1)
    return Pointed(firsts, firsts + 2, begins, ends, np.zeros(count), sums)


def make_spans(count: int) -> Spans:
    """Make spans of one word, one each four words."""
    return Spans([(at * 4, at * 4 + 1) for at in range(5 + count * 5 // 4)])


def test_the_best_span_is_the_one_with_the_largest_share_in_sight() -> None:
    """However many stretches there are; a span that touches the stretch itself has no share."""
    pointed, spans = make_pointed(700), make_spans(700)
    best = pointed.best_of(spans)
    for number in range(700):
        first, after, begin, end = (
            int(it[number]) for it in (pointed.firsts, pointed.afters, pointed.begins, pointed.ends)
        )
        shares = {
            place: 0.0
            if one < after and behind > first
            else float(pointed.sums[number, behind - begin] - pointed.sums[number, one - begin])
            for place, (one, behind) in enumerate(spans.ranges)
            if one >= begin and behind <= end
        }
        wanted = max(shares, key=lambda it: shares[it], default=-1)
        assert best.place[number] == wanted
        assert np.isclose(best.together[number], sum(shares.values()), atol=1e-5)
        assert np.isclose(best.share[number], shares.get(wanted, 0.0), atol=1e-5)


def test_nothing_is_pointed_to_where_no_span_is_in_sight() -> None:
    """Spans far behind or before are not seen."""
    pointed = make_pointed(3)
    for spans in (Spans([]), Spans([(0, 1)]), Spans([(900, 901)])):
        best = pointed.best_of(spans)
        assert best.place.tolist() == [-1, -1, -1]
        assert best.share.tolist() == best.together.tolist() == [0.0, 0.0, 0.0]


def test_many_stretches_cost_time_in_proportion() -> None:
    """Each looks at the spans near it alone."""
    assert grows_in_proportion(lambda count: make_pointed(count).best_of(make_spans(count)), 2_000)
