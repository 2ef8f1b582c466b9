"""Work done by several processes at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

import torch

Result = TypeVar("Result")


def side_by_side(tasks: Sequence[Callable[[], Result]]) -> list[Result]:
    """Return what tasks return, run at the same time by processes that share the cores.

    Two networks learn sooner so than one behind the other with every core, which wait for each
    other at every product.
    """
    threads = max(1, (os.cpu_count() or 1) // len(tasks))
    with ProcessPoolExecutor(
        len(tasks),
        mp_context=get_context("spawn"),
        initializer=torch.set_num_threads,
        initargs=(threads,),
    ) as pool:
        running = [pool.submit(task) for task in tasks]
        return [each.result() for each in running]
