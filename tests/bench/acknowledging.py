"""Measure how soon Slack is acknowledged while a large import runs: ``make bench``.

The real app with a real archive works against the stand-in by Socket Mode, on made-up news. First
it is asked at rest, then while documents come in, extracted by a process of their own as ``dateline
serve`` has it, by the ``fast`` extractor unless DATELINE_EXTRACTOR says otherwise. Slack shows an
error after 3 seconds without an acknowledgement. At last many people ask at once while the import
goes on: all have to be acknowledged within those 3 seconds, and every one answered.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from scenario.slack_bench import Bench, at_work  # noqa: E402
from synthetic import NewsMaker  # noqa: E402

from handlers.slack.quickness import quick_to_acknowledge  # noqa: E402

_TOPICS = ("nato", "russia", "the pipeline", "harbour strike", "european union", "brandt")
_FIRST, _LAST = 2000, 1000
_ASKERS = 4
_AT_ONCE = 200
_ACK_SECONDS = 3
_MOST_SECONDS = 120


def main() -> int:
    """Print acknowledgements and answers at rest and during an import."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--documents", type=int, default=5000, help="documents imported meanwhile")
    given = parser.parse_args()
    os.environ.setdefault("DATELINE_EXTRACTOR", "fast")
    with tempfile.TemporaryDirectory() as folder:
        in_time = asyncio.run(measure(Path(folder), given.documents))
    return 0 if in_time else 1


async def measure(folder: Path, count: int) -> bool:
    """Ask at rest, all through an import, and many at once; tell whether these were all served."""
    maker = NewsMaker(seed=7, words=200)
    documents = list(maker.write(_FIRST + count + _LAST))
    first, second, third = documents[:_FIRST], documents[_FIRST:-_LAST], documents[-_LAST:]
    async with at_work(folder) as bench:
        newsroom = bench.newsroom
        newsroom.keep_workers(1)
        await newsroom.call(newsroom.add, first)
        await newsroom.call(newsroom.warm_up)
        with quick_to_acknowledge():
            await _ask(bench, 40, "at rest")
            begin = time.monotonic()
            importing = asyncio.create_task(newsroom.call(newsroom.add, second))
            await _ask_until(bench, importing)
            seconds = time.monotonic() - begin
            report = await importing
            rate = count / seconds
            print(f"imported {report.added:,} documents in {seconds:.0f} s, {rate:.0f} a second")
            importing = asyncio.create_task(newsroom.call(newsroom.add, third))
            in_time = await _ask_at_once(bench)
            await importing
            return in_time


async def _ask(bench: Bench, times: int, when: str) -> None:
    topics = itertools.islice(itertools.cycle(_TOPICS), times)
    _report(when, [await _ask_once(bench, topic) for topic in topics])


async def _ask_until(bench: Bench, task: asyncio.Task[object]) -> None:
    """Let several people ask one question after the other until a task is done."""
    timings: list[tuple[float, float]] = []

    async def ask_on(topics: Sequence[str]) -> None:
        for topic in itertools.cycle(topics):
            if task.done():
                return
            timings.append(await _ask_once(bench, topic))

    await asyncio.gather(*(ask_on(_TOPICS[i:] + _TOPICS[:i]) for i in range(_ASKERS)))
    _report(f"{_ASKERS} askers during the import", timings)


async def _ask_at_once(bench: Bench) -> bool:
    """Let many people ask at the same moment; tell whether all of them were served in time."""
    topics = itertools.islice(itertools.cycle(_TOPICS), _AT_ONCE)
    timings = await asyncio.gather(*(_ask_once(bench, topic) for topic in topics))
    _report(f"{_AT_ONCE} at once during an import", timings)
    late = sum(acknowledged > _ACK_SECONDS for acknowledged, _ in timings)
    print(f"{late} of {_AT_ONCE} acknowledged late; {len(bench.slack.problems)} problems")
    return not late and not bench.slack.problems


async def _ask_once(bench: Bench, topic: str) -> tuple[float, float]:
    """Return the seconds to the acknowledgement and to the answer."""
    begin = time.monotonic()
    slack = bench.slack
    asked = await slack.command("/brief", topic)
    await slack.workspace.signal.until(lambda: bool(slack.answers_through(asked)), _MOST_SECONDS)
    if len(slack.answers_through(asked)) != 1:
        raise SystemExit(f"{topic}: answered {len(slack.answers_through(asked))} times, not once")
    return asked.ack_latency, time.monotonic() - begin


def _report(when: str, timings: Sequence[tuple[float, float]]) -> None:
    for what, each in (("acknowledged", 0), ("answered", 1)):
        ordered = sorted(timing[each] * 1000 for timing in timings)
        middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)]
        print(
            f"{when}: {what} {len(ordered):,} times, p50 {middle:.0f} ms, p99 {late:.0f} ms,"
            f" worst {ordered[-1]:.0f} ms"
        )


if __name__ == "__main__":
    sys.exit(main())
