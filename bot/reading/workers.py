"""Work spread over processes, its results in order. Called by ``pipeline`` and ``batch``."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Generic, TypeVar

Work = TypeVar("Work")
Result = TypeVar("Result")

# Chunks handed out at a time for each process: one in hand, one waiting.
_AHEAD = 2


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
        return ProcessPoolExecutor(
            self._workers, mp_context=context, initializer=_leave_interrupts_to_the_parent
        )

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


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


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
            yield chunk, [function(item) for item in chunk]
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
