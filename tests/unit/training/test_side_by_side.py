"""Work that several processes share."""

from __future__ import annotations

import os
from functools import partial

import pytest

torch = pytest.importorskip("torch", reason="needs the training extra")

from training.side_by_side import side_by_side  # noqa: E402 - only where torch is


def count_threads(number: int) -> tuple[int, int, int]:
    """Return the number, the threads that a network may use here, and the process."""
    return number, torch.get_num_threads(), os.getpid()


def test_results_come_back_in_order_from_processes_that_share_the_cores() -> None:
    """Each task runs in another process and has its share of the threads, one at least."""
    found = side_by_side([partial(count_threads, number) for number in range(2)])
    assert [number for number, _, _ in found] == [0, 1]
    assert {threads for _, threads, _ in found} == {max(1, (os.cpu_count() or 1) // 2)}
    assert os.getpid() not in {process for _, _, process in found}


def test_what_fails_in_a_task_is_raised_here() -> None:
    """Nobody takes half of the networks for all of them."""
    with pytest.raises(ZeroDivisionError):
        side_by_side([partial(count_threads, 0), partial(divmod, 1, 0)])
