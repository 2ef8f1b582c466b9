"""Work spread over processes."""

import gc
import os
from collections.abc import Iterator

import pytest

from bot.reading.workers import WorkerDiedError, map_in_order


def double(number: int) -> int:
    """Return twice the number; minus one ends the process, as the system would."""
    if number == -1:
        os._exit(3)
    return number * 2


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_work_is_pulled_as_needed(workers: int) -> None:
    """However many processes: the same results, and never the whole input at once."""
    pulled = 0

    def chunks() -> Iterator[list[int]]:
        nonlocal pulled
        for start in range(0, 60, 3):
            pulled += 1
            yield [start, start + 1, start + 2]

    results: list[int | WorkerDiedError] = []
    ahead = []
    for chunk, found in map_in_order(double, chunks(), workers):
        ahead.append(pulled - len(results) // 3)
        assert len(chunk) == len(found)
        results.extend(found)
    assert results == [number * 2 for number in range(60)]
    assert max(ahead) <= 2 * workers


def test_a_process_that_dies_costs_the_item_that_killed_it() -> None:
    """All others are worked on again, in a new process."""
    chunks = iter([[1, 2], [3, -1], [4, 5], [6]])
    results = [result for _, found in map_in_order(double, chunks, 2) for result in found]
    assert [r for r in results if not isinstance(r, WorkerDiedError)] == [2, 4, 6, 8, 10, 12]
    assert isinstance(results[3], WorkerDiedError)


def look_up_threshold(_: int) -> int:
    """Return how many new objects make the garbage collector look for cycles."""
    return gc.get_threshold()[0]


@pytest.mark.parametrize("workers", [1, 2])
def test_garbage_is_looked_for_seldom_only_while_at_work(workers: int) -> None:
    """Whoever takes the results has the collector as it was."""
    before = gc.get_threshold()
    for _, found in map_in_order(look_up_threshold, iter([[1], [2]]), workers):
        assert found == [20_000]
        assert gc.get_threshold() == before
    assert gc.get_threshold() == before
