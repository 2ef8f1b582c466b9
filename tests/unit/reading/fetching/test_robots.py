"""What a site lets programs read, and how often."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from aiohttp import web
from growth import grows_in_proportion
from web_server import WebServer, resolve_all_here, serve_pages

from bot.errors import FetchCode, FetchError
from bot.reading.fetching.fetched import PAGE
from bot.reading.fetching.guard import Guard
from bot.reading.fetching.limits import Limits
from bot.reading.fetching.robots import Rules, RulesCache, read_rules

HTML = b"<html><p>Harbour closed.</p></html>"
RULES = b"""
User-agent: *
Disallow: /private
Allow: /private/free
Crawl-delay: 7

User-agent: Greedybot
Disallow: /
"""


class Clock:
    """A clock that stands still but for who sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        """Tell the time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let that time pass."""
        self.slept.append(round(seconds, 3))
        self.now += seconds


def guard_for(server: WebServer, *hosts: str, **options: Any) -> Guard:
    """Return a guard that may visit the server under these names."""
    settings: dict[str, Any] = {"look_up": resolve_all_here, "limits": Limits(gap=0.0)}
    return Guard(trusted=server.trusted(*hosts), **settings | options)


async def crawl(guard: Guard, url: str) -> str:
    """Fetch as a crawler; return the body, or the code of the refusal."""
    try:
        return (await guard.fetch(url, accept=PAGE, as_crawler=True)).body.decode()
    except FetchError as error:
        return error.code


@pytest.fixture
def site() -> dict[str, Any]:
    """Return the pages of a site with rules."""
    pages = {"/robots.txt": web.Response(body=RULES, content_type="text/plain")}
    return {**pages, "/news": HTML, "/private/x": HTML, "/private/free": HTML}


async def test_a_crawler_keeps_to_the_rules_of_the_site(site: dict[str, Any]) -> None:
    """What is not for programs is not asked for; a person may ask for it all the same."""
    async with serve_pages() as server:
        server.pages = site
        clock = Clock()
        async with guard_for(server, clock=clock, sleep=clock.sleep) as guard:
            assert await crawl(guard, server.url("/news")) == HTML.decode()
            assert await crawl(guard, server.url("/private/x")) == FetchCode.ROBOTS
            assert await crawl(guard, server.url("/private/free")) == HTML.decode()
            assert "news.example/private/x" not in server.requests
            assert (await guard.fetch(server.url("/private/x"), accept=PAGE)).body == HTML
    assert server.requests.count("news.example/robots.txt") == 1


async def test_the_rules_are_fetched_once_for_all_who_ask_together(site: dict[str, Any]) -> None:
    """And only where somebody crawls."""
    async with serve_pages() as server:
        server.pages = {**site, "/robots.txt": b"User-agent: *\nDisallow: /private\n"}
        async with guard_for(server) as guard:
            await guard.fetch(server.url("/news"), accept=PAGE)
            assert server.requests == ["news.example/news"]
            await asyncio.gather(*(crawl(guard, server.url("/news")) for _ in range(5)))
    assert server.requests.count("news.example/robots.txt") == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        *[(status, HTML.decode()) for status in (401, 403, 404, 410)],
        *[(status, "robots") for status in (429, 500, 503)],
    ],
)
async def test_a_site_without_rules_allows_all_and_one_in_trouble_nothing(
    status: int, outcome: str, site: dict[str, Any]
) -> None:
    """As RFC 9309 has it."""
    async with serve_pages() as server:
        server.pages = {**site, "/robots.txt": web.Response(status=status)}
        async with guard_for(server) as guard:
            assert await crawl(guard, server.url("/news")) == outcome


async def test_a_site_in_trouble_is_asked_again_later(site: dict[str, Any]) -> None:
    """It says so, and that trying again can help."""
    async with serve_pages() as server:
        server.pages = {**site, "/robots.txt": web.Response(status=500)}
        clock = Clock()
        async with guard_for(server, clock=clock, sleep=clock.sleep) as guard:
            with pytest.raises(FetchError) as refused:
                await guard.fetch(server.url("/news"), accept=PAGE, as_crawler=True)
            assert refused.value.can_retry
            server.pages = site
            assert await crawl(guard, server.url("/news")) == FetchCode.ROBOTS
            clock.now += Limits().robots_error_age + 1
            assert await crawl(guard, server.url("/news")) == HTML.decode()


async def test_the_rules_hold_on_every_site_that_a_redirect_leads_to(site: dict[str, Any]) -> None:
    """A page that may be read must not lead to one that may not."""
    async with serve_pages() as server:
        target = server.url("/private/x", "other.example")
        server.pages = {
            **site,
            "free.example/robots.txt": web.Response(status=404),
            "/news": web.Response(status=302, headers={"Location": target}),
        }
        async with guard_for(server, "free.example", "other.example") as guard:
            assert await crawl(guard, server.url("/news", "free.example")) == FetchCode.ROBOTS
    assert "other.example/private/x" not in server.requests


async def test_a_crawler_pauses_between_pages_of_a_site(site: dict[str, Any]) -> None:
    """For as long as the site asks for, else for a second; other sites do not wait."""
    async with serve_pages() as server:
        server.pages = {**site, "free.example/robots.txt": web.Response(status=404)}
        clock = Clock()
        async with guard_for(
            server,
            "news.example",
            "free.example",
            limits=Limits(),
            clock=clock,
            sleep=clock.sleep,
        ) as guard:
            await crawl(guard, server.url("/news"))
            await crawl(guard, server.url("/news", "free.example"))
            clock.now += 3
            await crawl(guard, server.url("/news"))
            await crawl(guard, server.url("/news", "free.example"))
            await crawl(guard, server.url("/news", "free.example"))
            await guard.fetch(server.url("/news"), accept=PAGE)
    assert clock.slept == [7, 1, 3, 1]


async def test_a_site_on_a_private_address_is_refused_as_such() -> None:
    """The reason is the address, not the rules."""
    async with serve_pages(news=HTML) as server, guard_for(server) as guard:
        assert await crawl(guard, server.url("/news", "inside.example")) == "refused_address"
    assert server.requests == []


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        (b"", True),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", False),
        (b"User-agent: dateline\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (b"User-agent: Dateline/2.0\nDisallow: /", False),
        (b"User-agent: datelinebot\nDisallow: /", True),
        (b"User-agent: other\nUser-agent: *\nDisallow: /", False),
        (b"User-agent: other\nDisallow: /\nUser-agent: more\nDisallow: /", True),
        (b"user-agent *\ndisallow /", False),
        (b"User-agent: *\r\nDisallow: /*/news$", True),
        (b"User-agent: *\nDisallow: /2024/*\n", False),
        (b"<html>not found</html>", True),
        (b"\x00\xff" * 100, True),
    ],
)
def test_rules_are_read_as_sites_write_them(text: bytes, allowed: bool) -> None:
    """Our own name before the rules for all; those of others do not concern us."""
    assert read_rules(text).allows("https://news.example/2024/news/1") is allowed


def test_the_pause_is_within_bounds() -> None:
    """A site cannot stop us for a day."""
    rules = read_rules(b"User-agent: *\nCrawl-delay: 86400")
    assert rules.gap(1.0, 30.0) == 30.0
    assert read_rules(b"User-agent: *\nCrawl-delay: 0.1").gap(1.0, 30.0) == 1.0
    assert read_rules(b"User-agent: *\nCrawl-delay: soon").gap(1.0, 30.0) == 1.0


def test_thousands_of_names_and_rules_take_no_more_time_than_their_lines() -> None:
    """Names times rules would take for ever."""

    def read(count: int) -> None:
        names = "".join(f"User-agent: bot{i}\n" for i in range(count))
        read_rules((names + "".join(f"Disallow: /{i}*a*b$\n" for i in range(count))).encode())

    assert grows_in_proportion(read, 2_000)


def test_the_rules_of_the_sites_visited_last_are_kept() -> None:
    """As many as fit, by the size of their files; and none for longer than it holds."""
    clock = Clock()
    cache = RulesCache(clock, largest=10_000)
    for name in ("a", "b", "c"):
        cache.keep(name, Rules(), size=1_000, age=60)
    assert cache.find("a") == Rules()
    cache.keep("d", Rules(trouble="down"), size=1_000, age=10)
    assert [name for name in "abcd" if cache.find(name)] == ["a", "c", "d"]
    cache.keep("d", Rules(trouble="down"), size=1_000, age=10)
    assert [name for name in "abcd" if cache.find(name)] == ["a", "c", "d"]
    clock.now += 30
    assert [name for name in "abcd" if cache.find(name)] == ["a", "c"]
