"""The guard against a real server: what is fetched, and what is refused."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from web_server import Handler, resolve_all_here, resolve_to, serve_pages, serve_raw

from bot.config import load_settings
from bot.errors import FetchCode, FetchError
from bot.reading.fetching.fetched import FEED, PAGE, Accept, accept_files
from bot.reading.fetching.guard import Guard, make_guard
from bot.reading.fetching.limits import Limits

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
HTML = b"<html><body><p>Harbour closed.</p></body></html>"
PATIENT = Limits(total=60.0, connect=30.0, read=30.0)


def guard_for(*trusted: str, **options: Any) -> Guard:
    """Return a guard for which every name is on loopback, and these places are trusted."""
    settings: dict[str, Any] = {"look_up": resolve_all_here, "limits": PATIENT, "now": lambda: NOW}
    return Guard(trusted=frozenset(trusted), **settings | options)


async def refuse(guard: Guard, url: str, accept: Accept = PAGE, **options: Any) -> FetchError:
    """Fetch what must not be had; return the reason."""
    with pytest.raises(FetchError) as refused:
        await guard.fetch(url, accept=accept, **options)
    return refused.value


def redirect(target: str, status: int = 302) -> web.Response:
    """Return a redirect."""
    return web.Response(status=status, headers={"Location": target})


async def test_a_page_comes_with_what_the_server_said_of_it() -> None:
    """Type, charset, validators, the instant and the hash of the bytes."""
    page = web.Response(
        body=HTML,
        headers={
            "Content-Type": "Text/HTML; Charset=ISO-8859-1",
            "ETag": '"a1"',
            "Last-Modified": "Mon, 26 Feb 2024 07:30:00 GMT",
        },
    )
    async with serve_pages(a=page) as server, guard_for(*server.trusted()) as guard:
        fetched = await guard.fetch(server.url("/a#top"), accept=PAGE)
    assert (fetched.requested, fetched.url) == (server.url("/a#top"), server.url("/a"))
    assert (fetched.status, fetched.media_type, fetched.charset) == (200, "text/html", "iso-8859-1")
    assert (fetched.body, fetched.sha256) == (HTML, hashlib.sha256(HTML).hexdigest())
    assert (fetched.etag, fetched.last_modified) == ('"a1"', "Mon, 26 Feb 2024 07:30:00 GMT")
    assert fetched.fetched_at == NOW
    assert not fetched.not_modified
    assert not fetched.moved


async def test_a_site_sees_who_asks() -> None:
    """The program, its version and a contact where there is one; no cookies, no referrer."""
    async with (
        serve_pages(a=HTML) as server,
        guard_for(*server.trusted(), contact="https://desk.example/bot") as guard,
    ):
        await guard.fetch(server.url("/a"), accept=PAGE)
    (headers,) = server.headers
    assert headers["User-Agent"].startswith("Dateline/")
    assert headers["User-Agent"].endswith(" (+https://desk.example/bot)")
    assert "text/html" in headers["Accept"]
    assert not {"Cookie", "Referer", "Authorization"} & set(headers)


@pytest.mark.parametrize(
    ("host", "addresses"),
    [
        ("intranet.example", ["10.0.0.8"]),
        ("local.example", ["127.0.0.1"]),
        ("local.example", ["::1"]),
        ("cloud.example", ["169.254.169.254"]),
        ("cloud.example", ["fd00:ec2::254"]),
        ("mapped.example", ["::ffff:127.0.0.1"]),
        ("both.example", ["93.184.215.14", "127.0.0.1"]),
        ("zone.example", ["fe80::1%eth0"]),
        ("127.0.0.1", []),
        ("[::1]", []),
        ("2130706433", []),
        ("0x7f.1", []),
        ("0", []),
        ("[::ffff:7f00:1]", []),
        ("127.0.0.1.", []),
    ],
)
async def test_private_addresses_are_never_connected_to(host: str, addresses: list[str]) -> None:
    """Whether a name leads there or the address stands in the link."""
    names = {host: addresses} if addresses else {}
    async with serve_pages(a=HTML) as server, guard_for(look_up=resolve_to(names)) as guard:
        error = await refuse(guard, server.url("/a", host))
    assert error.code is FetchCode.REFUSED_ADDRESS
    assert "is not on the public internet" in str(error)
    assert not error.can_retry
    assert server.requests == []


async def test_trust_is_for_one_port_of_one_host() -> None:
    """Another name for the same machine, or another port of it, is not trusted."""
    async with serve_pages(a=HTML) as server, guard_for("127.0.0.1:1", *server.trusted()) as guard:
        assert (await refuse(guard, server.url("/a", "other.example"))).code == "refused_address"
        assert (await refuse(guard, server.url("/a", "127.0.0.1"))).code == "refused_address"
        assert (await guard.fetch(server.url("/a"), accept=PAGE)).body == HTML
    assert server.requests == ["news.example/a"]


async def test_an_address_of_ipv6_is_trusted_in_brackets() -> None:
    """As it is written in a link."""
    async with serve_pages(a=HTML) as server, guard_for(f"[::1]:{server.port}") as guard:
        error = await refuse(guard, server.url("/a", "[::1]"))
        assert error.code is FetchCode.CONNECTION
        error = await refuse(guard, server.url("/a", "[::2]"))
        assert f"DATELINE_ALLOW_HOSTS as “[::2]:{server.port}”" in str(error)


async def test_the_settings_make_a_guard() -> None:
    """Names are looked up by the system; allowed hosts and the contact come from the settings."""
    async with serve_pages(a=HTML) as server:
        place = f"localhost:{server.port}"
        settings = load_settings(allow_hosts=place, contact="desk@news.example")
        async with make_guard(settings) as guard:
            assert (await guard.fetch(server.url("/a", "localhost"), accept=PAGE)).body == HTML
            assert (await refuse(guard, server.url("/a", "127.0.0.1"))).code == "refused_address"
    assert "(+desk@news.example)" in server.headers[0]["User-Agent"]


async def test_a_name_that_changes_its_address_gains_nothing() -> None:
    """The name is looked up once for each connection: what was checked is connected to."""
    answers = [["127.0.0.1"], ["10.0.0.1"]]
    asked = []

    async def look_up(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return answers.pop(0)

    async with serve_pages(a=HTML) as server:
        trusted = server.trusted()
        async with guard_for(*trusted, look_up=look_up) as guard:
            await guard.fetch(server.url("/a"), accept=PAGE)
            await guard.fetch(server.url("/a"), accept=PAGE)
    assert asked == ["news.example"]
    assert server.requests == ["news.example/a"] * 2


@pytest.mark.parametrize(
    "target",
    [
        "http://inside.example:{port}/secret",
        "http://127.0.0.1:{port}/secret",
        "//2130706433:{port}/secret",
    ],
)
async def test_a_redirect_into_a_private_network_is_refused(target: str) -> None:
    """Every step is checked anew."""
    async with serve_pages(secret=HTML) as server, guard_for(*server.trusted()) as guard:
        server.pages["/a"] = redirect(target.format(port=server.port))
        error = await refuse(guard, server.url("/a"))
    assert error.code is FetchCode.REFUSED_ADDRESS
    assert server.requests == ["news.example/a"]


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://a.example/", "", "http://u:p@b.example/"]
)
async def test_a_redirect_out_of_the_web_is_refused(target: str) -> None:
    """Only http and https are followed, and only where they carry no password."""
    async with serve_pages(a=redirect(target)) as server, guard_for(*server.trusted()) as guard:
        error = await refuse(guard, server.url("/a"))
    assert error.code is FetchCode.BAD_URL


async def test_redirects_are_followed_within_reason() -> None:
    """Up to the limit; a circle ends there, too."""
    async with serve_pages(a=redirect("b"), circle=redirect("circle")) as server:
        server.pages |= {"/b": redirect("/c?x=1", 307), "/c": HTML}
        async with guard_for(*server.trusted()) as guard:
            fetched = await guard.fetch(server.url("/a"), accept=PAGE)
            assert (fetched.requested, fetched.url) == (server.url("/a"), server.url("/c?x=1"))
            error = await refuse(guard, server.url("/circle"))
    assert error.code is FetchCode.TOO_MANY_REDIRECTS
    assert server.requests.count("news.example/circle") == PATIENT.redirects + 1


@pytest.mark.parametrize(("statuses", "moved"), [((301, 308), True), ((301, 302), False)])
async def test_a_page_has_moved_where_every_redirect_says_so(
    statuses: tuple[int, int], moved: bool
) -> None:
    """One that is only for now keeps the old address."""
    first, second = (
        redirect(target, status) for target, status in zip("bc", statuses, strict=True)
    )
    async with (
        serve_pages(a=first, b=second, c=HTML) as server,
        guard_for(*server.trusted()) as guard,
    ):
        assert (await guard.fetch(server.url("/a"), accept=PAGE)).moved is moved


async def test_secrets_stay_with_the_site_they_were_meant_for() -> None:
    """Headers of the caller go along within the origin, and nowhere else."""
    async with serve_pages(a=redirect("b"), c=HTML) as server:
        server.pages["/b"] = redirect(server.url("/c", "other.example"))
        async with guard_for(*server.trusted("news.example", "other.example")) as guard:
            secret = {"Authorization": "Bearer secret"}
            await guard.fetch(server.url("/a"), accept=PAGE, headers=secret)
    seen = [headers.get("Authorization") for headers in server.headers]
    assert seen == ["Bearer secret", "Bearer secret", None]


async def test_what_has_not_changed_is_not_sent_again() -> None:
    """Conditions go out, and the answer says so without a body."""

    async def conditional(request: web.Request) -> web.Response:
        same = request.headers.get("If-None-Match") == '"a1"'
        return web.Response(status=304 if same else 200, headers={"ETag": '"a1"'}, text="new")

    async with serve_pages(a=conditional) as server, guard_for(*server.trusted()) as guard:
        fetched = await guard.fetch(server.url("/a"), accept=PAGE, etag='"a1"')
        assert (fetched.not_modified, fetched.status, fetched.body) == (True, 304, b"")
        assert (fetched.etag, fetched.sha256) == ('"a1"', "")
        fetched = await guard.fetch(server.url("/a"), accept=PAGE, etag='"b\r\nX: y"')
        assert (fetched.not_modified, fetched.body) == (False, b"new")
        await guard.fetch(server.url("/a"), accept=PAGE, last_modified="Mon, 26 Feb 2024")
    assert server.headers[2]["If-Modified-Since"] == "Mon, 26 Feb 2024"


@pytest.mark.parametrize(
    ("status", "code", "can_retry"),
    [
        (204, "server_error", False),
        (304, "server_error", False),
        (400, "forbidden", False),
        (401, "forbidden", False),
        (403, "forbidden", False),
        (404, "not_found", False),
        (408, "timeout", True),
        (410, "gone", False),
        (429, "rate_limited", True),
        (451, "forbidden", False),
        (500, "server_error", True),
        (501, "server_error", False),
        (503, "server_error", True),
    ],
)
async def test_every_status_has_its_reason(status: int, code: str, can_retry: bool) -> None:
    """And says whether trying again can help."""
    async with (
        serve_pages(a=web.Response(status=status)) as server,
        guard_for(*server.trusted()) as guard,
    ):
        error = await refuse(guard, server.url("/a"))
    assert (error.code, error.can_retry, error.retry_after) == (code, can_retry, None)
    assert str(error).endswith(f"(status {status})")


async def test_a_site_says_when_to_come_back() -> None:
    """In seconds or as a date."""
    busy = {"": None, "soon": None, "120": 120.0, "Fri, 01 Mar 2024 12:01:00 GMT": 60.0}
    async with serve_pages() as server, guard_for(*server.trusted()) as guard:
        for value, seconds in busy.items():
            server.pages["/a"] = web.Response(status=429, headers={"Retry-After": value})
            assert (await refuse(guard, server.url("/a"))).retry_after == seconds


@pytest.mark.parametrize(
    ("accept", "declared", "body", "found"),
    [
        (PAGE, "text/html", HTML, "text/html"),
        (PAGE, "application/xhtml+xml;charset=utf-8", HTML, "application/xhtml+xml"),
        (PAGE, "text/plain", b"Words", "text/plain"),
        (PAGE, "application/octet-stream", b"%PDF-1.7 ...", "application/pdf"),
        (PAGE, "text/html", b"%PDF-1.7 ...", "application/pdf"),
        (PAGE, "", b"<!doctype html><p>", "text/html"),
        (FEED, "", b"<?xml version='1.0'?><rss>", "application/xml"),
        (FEED, "text/html", b"<rss>", "text/html"),
        (PAGE, "image/png", b"x", None),
        (PAGE, "video/mp4", b"x", None),
        (PAGE, "", b"\x00\x01", None),
        (PAGE, "nonsense", b"\x00\x01", None),
        (FEED, "application/pdf", b"%PDF", None),
        (accept_files(frozenset({"text/csv"}), largest=9), "text/csv", b"a,b", "text/csv"),
        (accept_files(frozenset({"text/csv"}), largest=9), "text/html", HTML, None),
    ],
)  # fmt: skip
async def test_only_what_was_asked_for_is_taken(
    accept: Accept, declared: str, body: bytes, found: str | None
) -> None:
    """By the type that the server says, or by the first bytes where it says none."""
    page = web.Response(body=body)
    page.headers["Content-Type"] = declared
    async with serve_pages(a=page) as server, guard_for(*server.trusted()) as guard:
        if found is not None:
            assert (await guard.fetch(server.url("/a"), accept=accept)).media_type == found
        else:
            assert (await refuse(guard, server.url("/a"), accept)).code is FetchCode.BAD_TYPE


async def test_names_that_do_not_exist_are_said_so() -> None:
    """Trying again does not help."""
    async with guard_for(look_up=resolve_to({})) as guard:
        error = await refuse(guard, "https://nobody.example/")
    assert str(error) == "there is no host “nobody.example”"
    assert (error.code, error.can_retry) == (FetchCode.DNS, False)


async def answer_nothing(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    """Take the request and stay silent."""
    await reader.read()


async def answer_garbage(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Speak another protocol."""
    writer.write(b"220 mail.example ready\r\n\r\n")
    await writer.drain()


async def hang_up(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
    """Close the connection at once."""


async def send_endless_headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Never come to the body."""
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100_000):
        writer.write(b"X-%d: %s\r\n" % (number, b"x" * 100))
        await writer.drain()


async def send_a_long_header(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send one header of a megabyte."""
    writer.write(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000)
    await writer.drain()
    await asyncio.sleep(5)


async def drip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send the page one byte at a time, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def drip_headers(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Send the head one byte at a time, for ever."""
    writer.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.05)


async def break_off(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Announce more than is sent."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100\r\n\r\nhalf")
    await writer.drain()


@pytest.mark.parametrize(
    ("behaviour", "code", "can_retry"),
    [
        (answer_nothing, "timeout", True),
        (answer_garbage, "connection", False),
        (hang_up, "connection", True),
        (send_endless_headers, "connection", False),
        (send_a_long_header, "connection", False),
        (drip, "timeout", True),
        (drip_headers, "timeout", True),
        (break_off, "connection", True),
    ],
)
async def test_a_hostile_server_costs_one_error(behaviour: Any, code: str, can_retry: bool) -> None:
    """However it misbehaves, the fetch ends in time with one reason."""
    limits = Limits(total=2.5, connect=2.0, read=1.2)
    async with serve_raw(behaviour) as port, guard_for(f"a.example:{port}", limits=limits) as guard:
        error = await refuse(guard, f"http://a.example:{port}/")
    assert (error.code, error.can_retry) == (code, can_retry)
    assert len(str(error)) < 100


async def test_a_port_without_a_server_is_said_so() -> None:
    """It may be up again later."""
    async with serve_pages() as server:
        pass
    async with guard_for(*server.trusted()) as guard:
        error = await refuse(guard, server.url())
    assert str(error) == "“news.example” cannot be reached"
    assert (error.code, error.can_retry) == (FetchCode.CONNECTION, True)


async def test_a_server_without_encryption_is_no_secure_one() -> None:
    """An https link never falls back to http."""
    async with serve_pages(a=HTML) as server, guard_for(*server.trusted()) as guard:
        error = await refuse(guard, server.url("/a").replace("http:", "https:"))
    assert (error.code, error.can_retry) == (FetchCode.TLS, False)


def answer_slowly(seconds: float) -> Handler:
    """Return a page that takes its time."""

    async def handler(_: web.Request) -> web.Response:
        await asyncio.sleep(seconds)
        return web.Response(body=HTML, content_type="text/html")

    return handler


async def test_a_host_is_asked_one_thing_at_a_time() -> None:
    """Different hosts are asked side by side, up to a limit."""
    hosts = ["a.example", "b.example", "c.example", "d.example"]
    side_by_side = asyncio.Event()

    async def answer_together(_: web.Request) -> web.Response:
        if server.most_active == 3:
            side_by_side.set()
        await side_by_side.wait()
        return web.Response(body=HTML, content_type="text/html")

    async with serve_pages(a=answer_together) as server:
        limits = Limits(at_once=3)
        async with guard_for(*server.trusted(*hosts), limits=limits) as guard:
            urls = [server.url("/a", host) for host in hosts for _ in range(3)]
            found = await asyncio.gather(*(guard.fetch(url, accept=PAGE) for url in urls))
    assert [fetched.url for fetched in found] == urls
    assert server.most_of_one_host == 1
    assert server.most_active == 3


async def test_a_slow_host_keeps_only_its_own_readers_waiting() -> None:
    """Those who wait for it take no room from others."""
    go_on = asyncio.Event()

    async def answer_late(_: web.Request) -> web.Response:
        await go_on.wait()
        return web.Response(body=HTML, content_type="text/html")

    async with serve_pages(slow=answer_late, quick=HTML) as server:
        trusted = server.trusted("slow.example", "quick.example")
        async with guard_for(*trusted, limits=Limits(at_once=2)) as guard:
            url = server.url("/slow", "slow.example")
            slow = [asyncio.create_task(guard.fetch(url, accept=PAGE)) for _ in range(4)]
            await asyncio.sleep(0)
            await guard.fetch(server.url("/quick", "quick.example"), accept=PAGE)
            assert not any(task.done() for task in slow)
            go_on.set()
            await asyncio.gather(*slow)


async def test_waiting_for_a_turn_does_not_use_up_the_time_of_a_fetch() -> None:
    """Ten fetches that take longer together than one may take are all answered."""
    async with serve_pages(a=answer_slowly(0.4)) as server:
        limits = Limits(total=3.0)
        async with guard_for(*server.trusted(), limits=limits) as guard:
            fetches = [guard.fetch(server.url("/a"), accept=PAGE) for _ in range(8)]
            assert len(await asyncio.gather(*fetches)) == 8


async def test_a_cancelled_fetch_gives_its_turn_back() -> None:
    """Whoever waits behind it goes on."""
    async with (
        serve_pages(slow=answer_slowly(5), quick=HTML) as server,
        guard_for(*server.trusted()) as guard,
    ):
        task = asyncio.create_task(guard.fetch(server.url("/slow"), accept=PAGE))
        await asyncio.sleep(0.05)
        task.cancel()
        assert (await guard.fetch(server.url("/quick"), accept=PAGE)).body == HTML


async def test_a_guard_that_was_not_opened_says_so() -> None:
    """A mistake of the program, not of the link."""
    with pytest.raises(RuntimeError):
        await guard_for().fetch("https://news.example/", accept=PAGE)


class TestProxy:
    """Through a proxy, which looks names up and connects."""

    async def fetch_through(
        self, url: str, names: dict[str, Sequence[str]]
    ) -> tuple[bytes | FetchError, list[bytes]]:
        """Fetch through a proxy; return what came, and the request lines that the proxy saw."""
        seen = []

        async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            seen.append((await reader.readuntil(b"\r\n\r\n")).splitlines()[0])
            writer.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
                % (len(HTML), HTML)
            )
            await writer.drain()

        names = {"proxy.example": ["127.0.0.1"], **names}
        async with serve_raw(proxy) as port:
            address = f"http://user:word@proxy.example:{port}"
            async with guard_for(proxy=address, look_up=resolve_to(names)) as guard:
                try:
                    return (await guard.fetch(url.format(port=port), accept=PAGE)).body, seen
                except FetchError as error:
                    return error, seen

    async def test_pages_come_through_the_proxy(self) -> None:
        """Though the proxy itself is in a private network."""
        body, seen = await self.fetch_through("http://a.example/x", {"a.example": ["8.8.8.8"]})
        assert body == HTML
        assert seen == [b"GET http://a.example/x HTTP/1.1"]

    async def test_names_that_only_the_proxy_knows_are_left_to_it(self) -> None:
        """Many networks resolve outer names nowhere else."""
        body, _ = await self.fetch_through("http://a.example/x", {})
        assert body == HTML

    @pytest.mark.parametrize(
        "url",
        ["http://a.example/", "http://10.0.0.1/", "http://proxy.example:{port}/"],
    )
    async def test_private_addresses_are_not_asked_of_it(self, url: str) -> None:
        """Not even the proxy's own."""
        error, seen = await self.fetch_through(url, {"a.example": ["10.0.0.1"]})
        assert isinstance(error, FetchError)
        assert error.code is FetchCode.REFUSED_ADDRESS
        assert seen == []

    async def test_a_proxy_that_refuses_is_named(self) -> None:
        """Secure pages are asked for by a tunnel, which it may not grant."""

        async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.append((await reader.readuntil(b"\r\n\r\n")).splitlines()[0])
            writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()

        asked: list[bytes] = []
        async with (
            serve_raw(proxy) as port,
            guard_for(proxy=f"http://proxy.example:{port}") as guard,
        ):
            error = await refuse(guard, "https://8.8.8.8/a")
        assert asked == [b"CONNECT 8.8.8.8:443 HTTP/1.1"]
        assert error.code is FetchCode.CONNECTION
        assert "DATELINE_PROXY" in str(error)

    async def test_a_proxy_that_is_down_is_named(self) -> None:
        """The setting to look at stands in the message."""
        async with serve_pages() as server:
            pass
        proxy = server.url("", "proxy.example")
        async with guard_for(proxy=proxy) as guard:
            error = await refuse(guard, "http://8.8.8.8/")
        assert "DATELINE_PROXY" in str(error)
        assert (error.code, error.can_retry) == (FetchCode.CONNECTION, True)
