"""Links: each ends in one document or one clear reason."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from aiohttp import web
from web_pages import ENGLISH, TITLE, meta, web_page
from web_server import WebServer, resolve_all_here, serve_pages

from bot.errors import FetchCode, FetchError, InputError
from bot.reading.fetching.guard import Guard
from bot.reading.links import (
    FeedFoundError,
    drop_tracking,
    looks_like_feed,
    read_link,
    read_links,
)
from bot.records import Failure, RawDocument

NOW = datetime(2024, 3, 1, 12, tzinfo=UTC)
RSS = b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Ledger</title></channel></rss>'
PAGE = web_page(head=meta(article__published_time="2024-02-26", og__site_name="Tornby Ledger"))


def read_file(data: bytes, media_type: str) -> RawDocument:
    """Read a file that is no page, as the reader of files does."""
    if b"broken" in data:
        raise InputError("the PDF is damaged")
    return RawDocument(external_id="", text=f"{media_type}: {len(data)} bytes", author="Maja Friis")


@asynccontextmanager
async def web_of(**pages: Any) -> AsyncIterator[tuple[WebServer, Guard]]:
    """Give a server with these pages and a guard that may read them under any name."""
    async with serve_pages(**pages) as server:
        hosts = ["news.example", "www.news.example", "cache.example", *(f"h{i}" for i in range(9))]
        options: dict[str, Any] = {"look_up": resolve_all_here}
        async with Guard(trusted=server.trusted(*hosts), now=lambda: NOW, **options) as guard:
            yield server, guard


async def test_a_link_becomes_a_document_that_says_where_it_is_from() -> None:
    """With the article, what the page states, the link, the instant and the hash."""
    async with web_of(a=PAGE) as (server, guard):
        link = server.url("/a?utm_source=mail&id=7#top", "www.news.example")
        document = await read_link(guard, link, read_file=read_file)
        known_as = server.url("/a?id=7", "www.news.example")
    assert document == RawDocument(
        external_id=known_as,
        text="\n\n".join(ENGLISH),
        title=TITLE,
        outlet="Tornby Ledger",
        url=known_as,
        published=date(2024, 2, 26),
        origin=link,
        language="en",
        fetched_at=NOW,
        fetched_hash=hashlib.sha256(PAGE).hexdigest(),
    )


async def test_all_links_to_one_article_are_one_document() -> None:
    """By its canonical address, whatever stands behind the link and wherever it led on."""
    page = web_page(head='<link rel="canonical" href="/harbour?id=7&amp;utm_medium=feed">')
    async with web_of(a=page, b=web.Response(status=301, headers={"Location": "/a"})) as (
        server,
        guard,
    ):
        links = [server.url("/a?fbclid=x"), server.url("/b"), server.url("/a?page=1&gclid=3")]
        documents = [await read_link(guard, link, read_file=read_file) for link in links]
        assert {d.external_id for d in documents} == {server.url("/harbour?id=7")}
        assert {d.url for d in documents} == {server.url("/harbour?id=7")}
        assert [d.origin for d in documents] == links


@pytest.mark.parametrize(
    ("canonical", "path"),
    [
        ("http://NEWS.example:{port}/Straße#top", "/Stra%C3%9Fe"),
        ("HTTP://news.example:{port}/a/../b", "/a/../b"),
        ("http://news.example:{port}/with blank", "/asked"),
        ("http://news.example:25/mail", "/asked"),
    ],
)
async def test_a_canonical_address_is_written_as_it_would_be_fetched(
    canonical: str, path: str
) -> None:
    """However the page writes it; one that could not be fetched does not count."""
    async with web_of() as (server, guard):
        link = f'<link rel="canonical" href="{canonical.format(port=server.port)}">'
        server.pages["/asked"] = web_page(head=link)
        document = await read_link(guard, server.url("/asked"), read_file=read_file)
        assert document.external_id == document.url == server.url(path)


@pytest.mark.parametrize(
    ("url", "bare"),
    [
        ("https://a.example/x?utm_source=a&utm_campaign=b", "https://a.example/x"),
        ("https://a.example/x?id=1&fbclid=a%20b&page=2", "https://a.example/x?id=1&page=2"),
        ("https://a.example/x?a=%2F&b&c=", "https://a.example/x?a=%2F&b&c="),
        ("https://a.example/x?utmost=1&smidgen=2", "https://a.example/x?utmost=1&smidgen=2"),
        ("https://a.example/x?UTM_Source=a#b", "https://a.example/x"),
        ("https://a.example/utm_source=a", "https://a.example/utm_source=a"),
    ],
)
def test_only_what_tells_where_a_reader_came_from_is_dropped(url: str, bare: str) -> None:
    """All else may say which page it is."""
    assert drop_tracking(url) == bare


@pytest.mark.parametrize("kind", ["application/pdf", "text/html", "application/octet-stream"])
async def test_pdf_goes_to_the_reader_of_files(kind: str) -> None:
    """Whatever the server calls it; what the file does not state is added."""
    body = b"%PDF-1.7 words"
    async with web_of(a=web.Response(body=body, content_type=kind)) as (server, guard):
        document = await read_link(guard, server.url("/a"), read_file=read_file)
        assert document.external_id == document.url == server.url("/a")
    assert document.text == document.title == "application/pdf: 14 bytes"
    assert (document.author, document.outlet) == ("Maja Friis", "news.example")
    assert document.fetched_hash == hashlib.sha256(body).hexdigest()


async def test_plain_text_is_read_as_it_is() -> None:
    """In the encoding that the server names; a page that is called plain text is a page."""
    text = "Der Hafen öffnet wieder.\r\nDas teilte die Behörde mit."
    pages = {
        "a": web.Response(body=text.encode("cp1252"), content_type="text/plain", charset="cp1252"),
        "b": web.Response(body=text.encode(), content_type="text/plain"),
        "c": web.Response(body=PAGE, content_type="text/plain"),
        "d": web.Response(body=b" \n", content_type="text/plain"),
    }
    async with web_of(**pages) as (server, guard):
        for name in "ab":
            document = await read_link(guard, server.url(f"/{name}"), read_file=read_file)
            assert document.text == text.replace("\r\n", "\n")
            assert document.title.startswith("Der Hafen öffnet wieder.")
        assert (await read_link(guard, server.url("/c"), read_file=read_file)).title == TITLE
        with pytest.raises(InputError, match="empty"):
            await read_link(guard, server.url("/d"), read_file=read_file)


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (RSS, "text/html", True),
        (RSS, "application/rss+xml", True),
        (b"\xef\xbb\xbf" + RSS, "text/plain", True),
        (b'<?xml version="1.0"?><?xml-stylesheet href="x"?><!-- a --><feed>', "text/xml", True),
        (b"<rdf:RDF xmlns='x'>", "application/xml", True),
        (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/feed+json", True),
        (b"<!doctype html><p>About the rss element</p>", "text/html", False),
        (PAGE, "application/rss+xml", False),
        (b"<?xml version='1.0'?><sitemap/>", "application/xml", False),
        (b"<!--a-->" * 500 + b"<x>", "text/html", False),
        (b"", "", False),
    ],
)
def test_feeds_are_told_from_pages(body: bytes, kind: str, expected: bool) -> None:
    """By their first bytes, whatever the server calls them."""
    assert looks_like_feed(body, kind) is expected


async def test_a_link_to_a_feed_says_how_to_follow_it() -> None:
    """The feed itself, or a page without an article that offers one."""
    front = (
        "<html><head><link rel='alternate' type='application/rss+xml' href='/feed.xml'></head>"
        + "<h2><a href='/x'>The council will meet on Thursday</a></h2>" * 8
    ).encode()
    async with web_of(feed=RSS, front=front) as (server, guard):
        with pytest.raises(FeedFoundError) as refused:
            await read_link(guard, server.url("/feed"), read_file=read_file)
        assert str(refused.value) == "it is a feed; `dateline add` follows it"
        assert refused.value.feed == server.url("/feed")
        with pytest.raises(FeedFoundError) as refused:
            await read_link(guard, server.url("/front"), read_file=read_file)
        feed = server.url("/feed.xml")
        assert str(refused.value) == f"it holds no article, but has a feed: add {feed}"
        assert refused.value.feed == feed


async def test_an_article_that_leads_to_the_front_page_is_gone() -> None:
    """Sites send readers there instead of saying so."""
    home = web.Response(status=302, headers={"Location": "/"})
    async with web_of(**{"": PAGE, "news/2024": home, "en": home}) as (server, guard):
        with pytest.raises(InputError, match="front page"):
            await read_link(guard, server.url("/news/2024"), read_file=read_file)
        assert (await read_link(guard, server.url("/en"), read_file=read_file)).title == TITLE


def sends_on(target: str, seconds: int = 0) -> bytes:
    """Return a page that sends its reader on."""
    refresh = f'<meta http-equiv="Refresh" content="{seconds}; URL=\'{target}\'">'
    return f"<html><head>{refresh}</head><body>One moment.</body></html>".encode()


async def test_a_page_that_sends_its_reader_on_is_followed_once() -> None:
    """As short links do; checked as any other address, and not for ever."""
    pages = {"a": sends_on("/b"), "b": PAGE, "c": sends_on("/c"), "d": sends_on("/b", 60)}
    async with web_of(**pages, e=sends_on("http://10.0.0.1/")) as (server, guard):
        document = await read_link(guard, server.url("/a"), read_file=read_file)
        assert (document.external_id, document.origin) == (server.url("/b"), server.url("/a"))
        for name in "cd":
            with pytest.raises(InputError, match="too little text"):
                await read_link(guard, server.url(f"/{name}"), read_file=read_file)
        with pytest.raises(FetchError) as refused:
            await read_link(guard, server.url("/e"), read_file=read_file)
        assert refused.value.code is FetchCode.REFUSED_ADDRESS
    assert server.requests.count("news.example/c") == 2


async def test_a_copy_kept_by_another_site_is_read_where_it_belongs() -> None:
    """The original is fetched and read once; where that fails, the copy is what there is."""
    async with web_of() as (server, guard):
        original = server.url("/a", "www.news.example")
        copy = web_page(around=False).replace(b"<html", b"<html amp", 1)
        link = f'<link rel="canonical" href="{original}">'.encode()
        server.pages["cache.example/c"] = copy.replace(b"</head>", link + b"</head>")
        url = server.url("/c", "cache.example")
        document = await read_link(guard, url, read_file=read_file)
        assert (document.external_id, document.outlet) == (url, "cache.example")
        server.pages["www.news.example/a"] = PAGE
        document = await read_link(guard, url, read_file=read_file)
        assert (document.external_id, document.outlet) == (original, "Tornby Ledger")
        assert document.origin == url


async def test_what_the_network_or_the_page_refuses_comes_through() -> None:
    """One error with the reason."""
    async with web_of(a=b"<html><h1>Page not found</h1></html>") as (server, guard):
        with pytest.raises(InputError, match="no such article"):
            await read_link(guard, server.url("/a"), read_file=read_file)
        with pytest.raises(FetchError) as refused:
            await read_link(guard, server.url("/b"), read_file=read_file)
        assert refused.value.code is FetchCode.NOT_FOUND


def spoil(_: bytes, __: str) -> RawDocument:
    """Fail as a reader with a mistake in it does."""
    raise ZeroDivisionError


async def test_every_link_ends_in_a_document_or_a_reason() -> None:
    """In the order in which they are done; a mistake of ours costs one link as well."""
    pdf = web.Response(body=b"%PDF broken", content_type="application/pdf")
    async with web_of(a=PAGE, pdf=pdf) as (server, guard):
        urls = [server.url("/a"), server.url("/b"), server.url("/pdf"), "nonsense", "", "nonsense"]
        found = [item async for item in read_links(guard, urls, read_file=read_file)]
        (spoilt,) = [i async for i in read_links(guard, [server.url("/pdf")], read_file=spoil)]
    failures = sorted(item for item in found if isinstance(item, Failure))
    assert [item.title for item in found if isinstance(item, RawDocument)] == [TITLE]
    no_link = "it is no link; a link begins with https:// or http://"
    assert failures == sorted(
        [
            Failure(server.url("/b"), "there is no such page (status 404)"),
            Failure(server.url("/pdf"), "the PDF is damaged"),
            Failure("nonsense", no_link),
            Failure("nonsense", no_link),
            Failure("", no_link),
        ]
    )
    assert isinstance(spoilt, Failure)
    assert "ZeroDivisionError" in spoilt.why


async def test_links_of_a_slow_host_keep_nobody_waiting() -> None:
    """However many of them come first, the others are read meanwhile."""
    others_are_done = asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        await others_are_done.wait()
        return web.Response(body=PAGE, content_type="text/html")

    async with web_of(slow=slow, quick=PAGE) as (server, guard):
        urls = [server.url(f"/slow?{i}", "h0") for i in range(3)]
        urls += [server.url("/quick", f"h{i}") for i in range(1, 9)]
        order = []
        async for item in read_links(guard, urls, read_file=read_file, at_once=3):
            assert isinstance(item, RawDocument)
            order.append(item.origin)
            if len(order) == 8:
                others_are_done.set()
    assert set(order[:8]) == set(urls[3:])
    assert order[8:] == urls[:3]
    assert server.most_of_one_host == 1
    assert server.most_active <= 3


async def test_links_are_read_only_as_far_as_somebody_takes_them() -> None:
    """A reader that stops leaves nothing running, and millions of links are not held."""
    taken = 0

    def endless() -> Any:
        nonlocal taken
        while True:
            taken += 1
            yield f"http://h{taken % 9}:{port}/a?{taken}"

    async with web_of(a=PAGE) as (server, guard):
        port = server.port
        reading = read_links(guard, endless(), read_file=read_file, at_once=3)
        assert isinstance(await anext(reading), RawDocument)
        await reading.aclose()  # type: ignore[attr-defined]
        assert len(asyncio.all_tasks()) < 20
    assert taken < 2_000
