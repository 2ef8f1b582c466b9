"""A small web on loopback: pages by host and path, well-behaved or hostile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Raw = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class WebServer:
    """Serves what is put into ``pages``, under any host name; anything else is not found."""

    port: int = 0
    #: By path, or by host and path (``news.example/robots.txt``).
    pages: dict[str, Handler | web.Response | bytes] = field(default_factory=dict)
    #: Host and path of every request, in order.
    requests: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    #: Requests being answered now, by host, and the most there ever were.
    active: dict[str, int] = field(default_factory=dict)
    most_active: int = 0
    most_of_one_host: int = 0

    def url(self, path: str = "/", host: str = "news.example") -> str:
        """Return the URL of a page."""
        return f"http://{host}:{self.port}{path}"

    def trusted(self, *hosts: str) -> frozenset[str]:
        """Return the places of these hosts, for a guard that may visit them."""
        return frozenset(f"{host}:{self.port}" for host in hosts or ("news.example",))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        host = request.host.partition(":")[0]
        self.requests.append(host + request.path)
        self.headers.append(dict(request.headers))
        self.active[host] = self.active.get(host, 0) + 1
        self.most_of_one_host = max(self.most_of_one_host, self.active[host])
        self.most_active = max(self.most_active, sum(self.active.values()))
        try:
            return await self._respond(request, host)
        finally:
            self.active[host] -= 1

    async def _respond(self, request: web.Request, host: str) -> web.StreamResponse:
        page = self.pages.get(host + request.path) or self.pages.get(request.path)
        if page is None:
            return web.Response(status=404)
        if isinstance(page, bytes):
            return web.Response(body=page, content_type="text/html")
        if isinstance(page, web.Response):
            return web.Response(body=page.body, status=page.status, headers=page.headers)
        return await page(request)


@asynccontextmanager
async def serve_pages(**pages: Handler | web.Response | bytes) -> AsyncIterator[WebServer]:
    """Run a server; ``pages`` are named by their path without the slash."""
    server = WebServer(pages={f"/{name}": page for name, page in pages.items()})
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.port = runner.addresses[0][1]
    try:
        yield server
    finally:
        await runner.cleanup()


@asynccontextmanager
async def serve_raw(handler: Raw) -> AsyncIterator[int]:
    """Run a server that speaks whatever ``handler`` does; gives its port."""
    tasks: set[asyncio.Task[None]] = set()

    async def run(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        try:
            await handler(reader, writer)
        except (ConnectionError, asyncio.CancelledError):
            return
        finally:
            tasks.discard(task)
            writer.close()

    server = await asyncio.start_server(run, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def resolve_to(
    addresses: Mapping[str, Sequence[str]],
) -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """Return a resolver that knows these names, and no others."""

    async def look_up(host: str, _: int) -> Sequence[str]:
        await asyncio.sleep(0)
        if host not in addresses:
            raise OSError("no such name")
        return addresses[host]

    return look_up


async def resolve_all_here(_: str, __: int) -> Sequence[str]:
    """Resolve every name to loopback."""
    return ["127.0.0.1"]
