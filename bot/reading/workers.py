"""Work spread over processes, its results in order. Called by ``pipeline`` and ``batch``."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Lock
from typing import TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")

# Chunks handed out at a time for each process: one in hand, one waiting.
_AHEAD = 2
# Extraction makes many small objects, which are freed as soon as nothing refers to them. The
# collector only finds cycles, and extraction leaves none; at Python's own threshold of 700 its
# rounds take a twelfth of the time, at this one hardly any.
_OBJECTS_BETWEEN_COLLECTIONS = 20_000


class WorkerDiedError(Exception):
    """The process that worked on one item ended (killed, out of memory)."""


class WorkerPool:
    """Processes that stay up between imports, put up again after one of them died.

    Safe to use from several threads. Nothing starts before the first piece of work.
    """

    def __init__(self, workers: int, niceness: int = 0) -> None:
        """Plan so many processes; ``niceness`` lets others of the machine go first."""
        self.workers = workers
        self._niceness = niceness
        self._executor: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def _put_up(self, broken: ProcessPoolExecutor | None = None) -> ProcessPoolExecutor:
        """Return running processes, new ones in the place of ``broken`` ones."""
        with self._lock:
            if self._executor is None or self._executor is broken:
                # Forking a program with threads can lock up; spawned processes start clean.
                self._executor = ProcessPoolExecutor(
                    self.workers,
                    mp_context=multiprocessing.get_context("spawn"),
                    initializer=_set_up_process,
                    initargs=(self._niceness,),
                )
            return self._executor

    def submit(self, function: Callable[[Work], Result], chunk: list[Work]) -> Future[list[Result]]:
        """Hand out one chunk."""
        executor = self._put_up()
        try:
            return executor.submit(_run_chunk, function, chunk)
        except BrokenProcessPool:
            return self._put_up(executor).submit(_run_chunk, function, chunk)

    def collect(
        self,
        function: Callable[[Work], Result],
        chunk: list[Work],
        future: Future[list[Result]],
    ) -> list[Result | WorkerDiedError]:
        """Return the chunk's results; where a process died, find out at which item."""
        try:
            return list(future.result())
        except BrokenProcessPool:
            return [self._run_alone(function, item) for item in chunk]

    def _run_alone(
        self, function: Callable[[Work], Result], item: Work
    ) -> Result | WorkerDiedError:
        try:
            return self.submit(function, [item]).result()[0]
        except BrokenProcessPool:
            return WorkerDiedError("the process that worked on it died; it may be too large")

    def close(self) -> None:
        """End the processes; work not yet begun is dropped."""
        with self._lock:
            executor, self._executor = self._executor, None
        if executor is not None:
            executor.shutdown(wait=True, cancel_futures=True)


def _set_up_process(niceness: int) -> None:
    """Leave interrupts to the parent, and look for garbage seldom."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if niceness and hasattr(os, "nice"):
        os.nice(niceness)
    _collect_seldom()


def _collect_seldom() -> None:
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, *gc.get_threshold()[1:])


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for garbage seldom in this process, until the work is done."""
    before = gc.get_threshold()
    _collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _run_chunk(function: Callable[[Work], Result], chunk: list[Work]) -> list[Result]:
    return [function(item) for item in chunk]


def map_in_order(
    function: Callable[[Work], Result],
    chunks: Iterable[list[Work]],
    workers: int,
    pool: WorkerPool | None = None,
) -> Iterator[tuple[list[Work], list[Result | WorkerDiedError]]]:
    """Yield each chunk with ``function`` of its items, in order, reading only a little ahead.

    Args:
        function: a module-level function that raises nothing; its arguments and results travel
            between processes.
        chunks: pulled lazily, in this process.
        workers: processes; with one, everything runs in this process.
        pool: processes that are up already, used instead and left up.
    """
    if pool is None and workers <= 1:
        for chunk in chunks:
            with _seldom_collecting():
                results: list[Result | WorkerDiedError] = [function(item) for item in chunk]
            yield chunk, results
        return
    if pool is not None:
        yield from _map_in_pool(function, chunks, pool)
        return
    own = WorkerPool(workers)
    try:
        yield from _map_in_pool(function, chunks, own)
    finally:
        own.close()


def _map_in_pool(
    function: Callable[[Work], Result], chunks: Iterable[list[Work]], pool: WorkerPool
) -> Iterator[tuple[list[Work], list[Result | WorkerDiedError]]]:
    waiting: deque[tuple[list[Work], Future[list[Result]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(function, chunk)))
            if len(waiting) >= pool.workers * _AHEAD:
                done, future = waiting.popleft()
                yield done, pool.collect(function, done, future)
        while waiting:
            done, future = waiting.popleft()
            yield done, pool.collect(function, done, future)
    finally:
        for _, future in waiting:
            future.cancel()
