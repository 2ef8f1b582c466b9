"""A thousand links, one in ten of them slow, broken, huge, redirecting or hostile.

``python tests/bench/links.py [--links N]`` serves them on loopback from a process of its own, reads
them with a guard, and prints how many became documents, the reasons of the others, the time and
how much memory the reading took. Exits with 1 where a link ended in neither, or memory grew beyond
the bound.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import logging
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

PROJECT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from web_pages import ENGLISH, meta, web_page  # noqa: E402

from bot.errors import InputError  # noqa: E402
from bot.reading.fetching.guard import Guard  # noqa: E402
from bot.reading.fetching.limits import Limits  # noqa: E402
from bot.reading.links import read_links  # noqa: E402
from bot.records import Failure, RawDocument  # noqa: E402

#: Megabytes by which the process that reads may grow.
MOST_GROWTH = 300
_HOSTS = 40
_MB = 1024 * 1024


def make_article(number: int) -> bytes:
    """Return a page of about 60 kB, as news pages have it, with an article of its own."""
    paragraphs = [
        f"{text} This is report {number}, part {i}." for i, text in enumerate(ENGLISH * 3)
    ]
    scripts = "<script>" + "window.x = 'not for readers';" * 1_200 + "</script>"
    head = meta(article__published_time="2024-02-26", og__site_name="Tornby Ledger") + scripts
    links = "".join(f"<li><a href='/{i}'>Ferry number {i} is late</a></li>" for i in range(300))
    below = f"</article><aside><ul>{links}</ul></aside><article>"
    return web_page(paragraphs=paragraphs, head=head, below=below, title=f"Report {number}")


async def answer(request: web.Request) -> web.StreamResponse:
    """Serve the page that a path names: ``/KIND/NUMBER``."""
    kind, number = request.match_info["kind"], int(request.match_info["number"])
    return await KINDS[kind](request, number)


async def serve_article(_: web.Request, number: int) -> web.StreamResponse:
    """An ordinary page."""
    return web.Response(body=make_article(number), content_type="text/html", charset="utf-8")


async def serve_slowly(request: web.Request, number: int) -> web.StreamResponse:
    """A page that takes a second."""
    await asyncio.sleep(1.0)
    return await serve_article(request, number)


async def serve_never(_: web.Request, __: int) -> web.StreamResponse:
    """A page that never comes."""
    await asyncio.sleep(600)
    return web.Response()


async def serve_drops(request: web.Request, _: int) -> web.StreamResponse:
    """A page that comes byte by byte, for ever."""
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"<")
        await asyncio.sleep(0.2)


async def serve_error(_: web.Request, number: int) -> web.StreamResponse:
    """Some status that is no page."""
    return web.Response(status=(404, 410, 403, 500, 503, 429)[number % 6])


async def serve_half(request: web.Request, _: int) -> web.StreamResponse:
    """A page that breaks off."""
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "90000"})
    await response.prepare(request)
    await response.write(b"<html><p>Half an article")
    if request.transport is not None:
        request.transport.abort()
    return response


async def serve_much(request: web.Request, _: int) -> web.StreamResponse:
    """A page without end."""
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    while True:
        await response.write(b"<p>and on it goes</p>" * 3_000)


async def serve_large(_: web.Request, number: int) -> web.StreamResponse:
    """A page just below the limits, of many elements or of much text."""
    pieces = ["<p>Word {0}.</p>" * 3, "<i>{0} </i>", "A long sentence number {0}. " * 40]
    piece = pieces[number % 3]
    count = (11_000, 11_000, 2_000)[number % 3]
    body = "".join(piece.format(i) for i in range(count))
    return web.Response(text=f"<html><main>{body}</main>", content_type="text/html")


async def serve_bomb(_: web.Request, __: int) -> web.StreamResponse:
    """A small answer that unpacks to 200 MB."""
    headers = {"Content-Encoding": "gzip", "Content-Type": "text/html"}
    return web.Response(body=BOMB, headers=headers)


async def serve_nested(_: web.Request, __: int) -> web.StreamResponse:
    """A page of 100,000 elements, each inside the other."""
    return web.Response(text="<div>" * 100_000 + "deep", content_type="text/html")


async def serve_circle(request: web.Request, number: int) -> web.StreamResponse:
    """A redirect to itself."""
    raise web.HTTPFound(f"/circle/{number}")


async def serve_moved(request: web.Request, number: int) -> web.StreamResponse:
    """A redirect to an article."""
    raise web.HTTPMovedPermanently(f"/article/{number}")


async def serve_inside(request: web.Request, number: int) -> web.StreamResponse:
    """A redirect into a private network."""
    port = request.url.port
    raise web.HTTPFound(
        (f"http://127.0.0.1:{port}/article/1", "http://169.254.169.254/")[number % 2]
    )


async def serve_video(_: web.Request, __: int) -> web.StreamResponse:
    """Something that is no page."""
    return web.Response(body=b"\0" * 100_000, content_type="video/mp4")


async def serve_wall(_: web.Request, __: int) -> web.StreamResponse:
    """A check for robots."""
    text = "<title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p>"
    return web.Response(text=text, content_type="text/html")


KINDS: dict[str, Callable[[web.Request, int], Awaitable[web.StreamResponse]]] = {
    "article": serve_article,
    "slow": serve_slowly,
    "never": serve_never,
    "drops": serve_drops,
    "error": serve_error,
    "half": serve_half,
    "much": serve_much,
    "large": serve_large,
    "bomb": serve_bomb,
    "nested": serve_nested,
    "circle": serve_circle,
    "moved": serve_moved,
    "inside": serve_inside,
    "video": serve_video,
    "wall": serve_wall,
}
BOMB = gzip.compress(bytes(200 * _MB), 9) if "--serve" in sys.argv else b""


async def serve() -> None:
    """Serve until the standard input ends; the port is the first line written."""
    # Readers hang up all the time here, and that is the point.
    logging.disable()
    app = web.Application()
    app.router.add_get("/{kind}/{number}", answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


@asynccontextmanager
async def serving() -> AsyncIterator[int]:
    """Run the server in another process, so that its memory does not count; gives the port."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, __file__, "--serve", stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        yield int(await server.stdout.readline())
    finally:
        server.stdin.close()
        await server.wait()


@dataclass
class Figures:
    """What came of the links."""

    documents: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    missing: int = 0
    seconds: float = 0.0
    growth_mb: float = 0.0


def make_links(count: int, port: int) -> list[str]:
    """Return links over many hosts, one in ten to trouble, in a fixed random order."""
    chance = random.Random(4)  # noqa: S311 - no secret
    troubles = [kind for kind in KINDS if kind != "article"]
    kinds = [
        troubles[(i // 10) % len(troubles)] if i % 10 == 0 else "article" for i in range(count)
    ]
    chance.shuffle(kinds)
    return [
        f"http://h{chance.randrange(_HOSTS)}.example:{port}/{kind}/{number}"
        for number, kind in enumerate(kinds)
    ]


async def resolve_here(_: str, __: int) -> Sequence[str]:
    """Resolve every name to loopback."""
    return ["127.0.0.1"]


def no_files(_: bytes, __: str) -> RawDocument:
    """There are no files among the links."""
    raise InputError("no files here")


async def measure(count: int) -> Figures:
    """Read that many links and count what came of them."""
    figures = Figures()
    async with serving() as port:
        trusted = frozenset(f"h{i}.example:{port}" for i in range(_HOSTS))
        limits = Limits(total=8.0, connect=4.0, read=5.0)
        links = make_links(count, port)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.perf_counter()
        ended: Counter[str] = Counter()
        async with Guard(trusted=trusted, look_up=resolve_here, limits=limits) as guard:
            async for item in read_links(guard, links, read_file=no_files):
                if isinstance(item, Failure):
                    ended[item.item] += 1
                    figures.reasons[item.why] += 1
                else:
                    ended[item.origin] += 1
                    figures.documents += 1
        figures.seconds = round(time.perf_counter() - began, 1)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    figures.growth_mb = round(after - before, 1)
    figures.missing = sum(1 for link in links if ended[link] != 1)
    return figures


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--links", type=int, default=1_000)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        asyncio.run(serve())
        return 0
    figures = asyncio.run(measure(options.links))
    print(json.dumps(figures.__dict__ | {"reasons": dict(figures.reasons.most_common())}, indent=1))
    return 1 if figures.missing or figures.growth_mb > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())
