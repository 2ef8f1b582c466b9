"""Work spread over processes, its results in order. Called by ``pipeline`` and ``batch``."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Generic, TypeVar

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


class _Pool(Generic[Work, Result]):
    """A process pool that is put up again after one of its processes died."""

    def __init__(self, function: Callable[[Work], Result], workers: int) -> None:
        self._function = function
        self._workers = workers
        self._executor = self._put_up()

    def _put_up(self) -> ProcessPoolExecutor:
        # Forking a program with threads can lock up; spawned processes start clean.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._workers, mp_context=context, initializer=_set_up_process)

    def submit(self, chunk: list[Work]) -> Future[list[Result]]:
        """Hand out one chunk."""
        try:
            return self._executor.submit(_run_chunk, self._function, chunk)
        except BrokenProcessPool:
            self._executor = self._put_up()
            return self._executor.submit(_run_chunk, self._function, chunk)

    def collect(
        self, chunk: list[Work], future: Future[list[Result]]
    ) -> list[Result | WorkerDiedError]:
        """Return the chunk's results; where a process died, find out at which item."""
        try:
            return list(future.result())
        except BrokenProcessPool:
            return [self._run_alone(item) for item in chunk]

    def _run_alone(self, item: Work) -> Result | WorkerDiedError:
        try:
            return self.submit([item]).result()[0]
        except BrokenProcessPool:
            return WorkerDiedError("the process that worked on it died; it may be too large")

    def close(self) -> None:
        """End the processes; work not yet begun is dropped."""
        self._executor.shutdown(wait=True, cancel_futures=True)


def _set_up_process() -> None:
    """Leave interrupts to the parent, and look for garbage seldom."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
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
    function: Callable[[Work], Result], chunks: Iterable[list[Work]], workers: int
) -> Iterator[tuple[list[Work], list[Result | WorkerDiedError]]]:
    """Yield each chunk with ``function`` of its items, in order, reading only a little ahead.

    Args:
        function: a module-level function that raises nothing; its arguments and results travel
            between processes.
        chunks: pulled lazily, in this process.
        workers: processes; with one, everything runs in this process.
    """
    if workers <= 1:
        for chunk in chunks:
            with _seldom_collecting():
                results: list[Result | WorkerDiedError] = [function(item) for item in chunk]
            yield chunk, results
        return
    pool: _Pool[Work, Result] = _Pool(function, workers)
    waiting: deque[tuple[list[Work], Future[list[Result]]]] = deque()
    try:
        for chunk in chunks:
            waiting.append((chunk, pool.submit(chunk)))
            if len(waiting) >= workers * _AHEAD:
                done, future = waiting.popleft()
                yield done, pool.collect(done, future)
        while waiting:
            done, future = waiting.popleft()
            yield done, pool.collect(done, future)
    finally:
        pool.close()
