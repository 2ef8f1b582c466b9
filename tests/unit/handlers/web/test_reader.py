"""The source reader, asked by HTTP: what it shows, to whom, and what it says instead."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from factories import NOW, TEXT, dated_document, document, naming, span_of
from scenario.slack_bench import Clock
from scenario.slack_wire import PaperWire

from bot.config import Settings
from bot.newsroom import Newsroom
from bot.ports import CopyToStore, DocumentToStore, StoryToStore
from bot.records import EVERYONE, SourceKind, SourceRef, Span
from bot.results import PageChange, PageState
from bot.store.archive import open_archive
from handlers.web.addresses import DOCUMENTS_PATH
from handlers.web.reader import add_reader_routes
from handlers.web.site import Site, open_site

URL = "https://example.org/valley"
WORDS = "We gave our word, and we keep it,"


class _Parts(HTMLParser):
    """Collects the text of the article and that of its highlighted words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.cited: list[str] = []
        self._article = self._mark = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the article and a highlight begin."""
        self._article = self._article or tag == "article"
        self._mark = self._mark or tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        """Note where they end."""
        self._article = self._article and tag != "article"
        self._mark = self._mark and tag != "mark"

    def handle_data(self, data: str) -> None:
        """Keep what stands in them."""
        if self._article:
            self.text.append(data)
        if self._mark:
            self.cited.append(data)


def parts_of(page: str) -> _Parts:
    """Return the article of a page, read as a browser reads it."""
    parts = _Parts()
    parts.feed(page)
    return parts


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A reader at work, and what a test puts into it."""

    client: TestClient[web.Request, web.Application]
    newsroom: Newsroom
    site: Site
    wire: PaperWire
    clock: Clock

    def store(self, *documents: DocumentToStore, copies: tuple[CopyToStore, ...] = ()) -> list[int]:
        """Store documents; return their ids."""
        return self.newsroom.archive.store_documents("local", documents, NOW, copies=copies)

    def link(self, document: int, audience: str = "C1", span: Span | None = None) -> str:
        """Return a link to a document that was made for a channel."""
        return self.site.addresses.of_document(document, audience, span)

    async def read(self, address: str, status: int = 200) -> str:
        """Return the page at an address."""
        response = await self.client.get(address)
        assert response.status == status, await response.text()
        return await response.text()


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """Return a reader over an empty archive."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'archive.db'}")
    clock = Clock()
    archive = open_archive(settings.database_url)
    newsroom = Newsroom(settings, archive=archive, now=clock, workspace="local")
    wire = PaperWire(newsroom)
    site = open_site(newsroom, wire, "https://dateline.example")
    application = web.Application()
    add_reader_routes(application, site)
    async with TestClient(TestServer(application)) as client:
        yield Desk(client=client, newsroom=newsroom, site=site, wire=wire, clock=clock)
    newsroom.close()


# --- what is shown ------------------------------------------------------------------------
async def test_the_stored_text_stands_there_exactly(desk: Desk) -> None:
    """Every character of it, blanks, breaks and marks of direction included."""
    text = "First  line\tof it.\n\n\u202eSecond\u2069 line.\r\n   Third & <last> “line”\u200f.\n"
    (number,) = desk.store(document(text, language="he"))
    page = await desk.read(desk.link(number, span=span_of(text, "Second")))
    parts = parts_of(page)
    assert "".join(parts.text) == text
    assert "".join(parts.cited) == "Second"
    assert 'lang="he" dir="rtl"' in page


async def test_the_cited_words_are_highlighted(desk: Desk) -> None:
    """By the server, under the id that the fragment of the link names."""
    (number,) = desk.store(document())
    span = span_of(TEXT, WORDS)
    page = await desk.read(desk.link(number, span=span))
    assert "".join(parts_of(page).cited) == WORDS
    assert f'<mark class="cited" id="{span.start}-{span.end}"' in page
    assert '<span class="near">' in page


async def test_facts_are_told_with_who_and_what(desk: Desk) -> None:
    """Who speaks, who stands where, which day it was; and how many there are."""
    (number,) = desk.store(document())
    page = " ".join((await desk.read(desk.link(number))).split())
    for kind, count in (("Quotations", 2), ("Positions", 1), ("Dates", 1)):
        assert f'{kind} <span class="count">{count}</span>' in page
    for told in ("Ada Brandt", "Norland · opposes", "the plan of the alliance", "4 May 2024"):
        assert told in page
    assert "“Foreign Minister Ada Brandt” in the text" in page


async def test_of_many_facts_those_near_the_cited_words_are_marked_first(desk: Desk) -> None:
    """The text is whole all the same, all facts are counted, and the page knows where they are."""
    dated = dated_document(400, external_id="dated")
    text = dated.raw.text
    (number,) = desk.store(dated)
    page = await desk.read(desk.link(number, span=span_of(text, "the 200th time")))
    near = {int(found) for found in re.findall(r'data-facts="(\d+)"', page)}
    assert "".join(parts_of(page).text) == text
    assert 200 in near
    assert not near & {0, 399}
    assert len(re.findall(r'<li id="fact-', page)) == len(near)
    assert 'Dates <span class="count">400</span>' in page
    assert f"Mark {400 - len(near)} more" in page
    whole = await desk.read(html.unescape(re.findall(r'data-whole="([^"]+)"', page)[0]))
    assert {int(found) for found in re.findall(r'data-facts="(\d+)"', whole)} == set(range(400))
    assert "data-whole" not in whole
    assert "".join(parts_of(whole).cited) == "the 200th time"


async def test_few_facts_are_all_marked_at_once(desk: Desk) -> None:
    """However far they stand from the cited words."""
    dated = dated_document(140, external_id="dated")
    (number,) = desk.store(dated)
    page = await desk.read(desk.link(number))
    assert len(re.findall(r"data-facts=", page)) == 140
    assert "data-whole" not in page


async def test_it_is_told_where_a_text_came_from(desk: Desk) -> None:
    """When and by what it was read; not by whom by name."""
    (number,) = desk.store(
        document(
            added_by="U0ADA",
            author="Ann Lee",
            source=SourceRef(SourceKind.FEED, "https://wire.example/rss", "The Wire"),
            fetched_at=NOW,
            fetched_hash="ab12",
        )
    )
    page = await desk.read(desk.link(number))
    for told in (
        "Ann Lee",
        "the feed The Wire",
        "20 May 2024, 09:30 UTC",
        "ab12",
        "the rules extractor",
    ):
        assert told in page
    assert "by a member of the team" in page
    assert "U0ADA" not in page
    assert "First stored" not in page


async def test_a_changed_text_tells_since_when_it_is_here(desk: Desk) -> None:
    """The day of its first version and that of the present one."""
    (first,) = desk.store(document("The valley waits.", external_id="a"))
    (number,) = desk.newsroom.archive.store_documents(
        "local",
        [document("The valley sleeps.", external_id="a", replaces=first)],
        desk.clock(),
    )
    page = " ".join((await desk.read(desk.link(number))).split())
    assert "<dt>First stored</dt><dd><bdi>20 May 2024, 09:30 UTC" in page
    assert "<dt>Changed</dt>" in page


async def test_other_places_of_the_words_are_linked(desk: Desk) -> None:
    """Copies to their outlets, other versions to their own page and to what differs."""
    one, two = desk.store(
        document(),
        document(f"{TEXT} More.", external_id="b", outlet="Lund Post"),
        copies=(
            CopyToStore(raw=document(external_id="c", outlet="The Courier").raw, of=""),
            CopyToStore(
                raw=document(external_id="d", outlet="The Courier").raw,
                of=document().raw.external_id,
            ),
        ),
    )
    desk.newsroom.archive.store_stories(
        "local", [StoryToStore(document=number, story=one) for number in (one, two)]
    )
    page = await desk.read(desk.link(one))
    assert "The Courier" in page
    assert "word for word the same" in page
    other = await desk.read(desk.site.addresses.of_beside(one, two, "C1"))
    assert "Lund Post" in other
    assert "<ins>" in other
    assert re.search(r"<ins>.*More.*</ins>", other)
    await desk.read(desk.site.addresses.of_beside(one, 99, "C1"), 410)


async def test_a_document_cannot_write_the_page(desk: Desk) -> None:
    """Neither with markup nor with a template's braces, in its text, title, outlet or address."""
    evil = '<script>alert(1)</script>{{ 7*7 }}{% raw %}</article>"><img src=x onerror=alert(1)>'
    (number,) = desk.store(
        document(
            f"{evil} said {evil}.",
            found=naming(f"{evil} said {evil}.", "script"),
            title=evil,
            outlet=evil,
            author=evil,
            licence=evil,
            url="javascript:alert(1)",
            source=SourceRef(SourceKind.FEED, "https://wire.example/", evil),
        )
    )
    page = await desk.read(desk.link(number, span=Span(0, 40)))
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "javascript:" not in page
    assert "49" not in re.sub(r"[\w-]{40,}|\?v=\w+", "", page)
    assert "".join(parts_of(page).text).strip() == f"{evil} said {evil}."


async def test_a_place_outside_the_text_is_not_guessed_at(desk: Desk) -> None:
    """The reader is told, and gets the text all the same."""
    (number,) = desk.store(document())
    page = await desk.read(desk.link(number, span=Span(10, 5_000)))
    assert "points at a place that this text does not have" in page
    assert "<mark" not in page
    assert "points at a place" not in await desk.read(desk.link(number))


# --- who may read -------------------------------------------------------------------------
async def test_a_private_document_opens_by_a_link_for_its_channel_alone(desk: Desk) -> None:
    """Every other link says what it says of a document that was removed."""
    private, removed = desk.store(
        document(audience="C1"), document("The valley waits.", external_id="b")
    )
    desk.newsroom.remove(str(removed))
    assert WORDS in await desk.read(desk.link(private, "C1"))
    for audience in ("C2", EVERYONE):
        told = await desk.read(desk.link(private, audience), 410)
        assert told == await desk.read(desk.link(removed, audience), 410)
        for address in (
            desk.site.addresses.of_page_today(private, audience),
            desk.site.addresses.of_beside(private, removed, audience),
        ):
            assert await desk.read(address, 410) == told


async def test_what_is_private_elsewhere_is_not_named_beside_a_public_text(desk: Desk) -> None:
    """Neither copies nor other versions of the story, nor the channel that shared it."""
    source = SourceRef(SourceKind.SLACK, "C2", "#secret-merger")
    one, two = desk.store(
        document(source=source),
        document(f"{TEXT} More.", external_id="b", outlet="Hidden Herald", audience="C2"),
        copies=(
            CopyToStore(
                raw=document(external_id="c", outlet="Quiet Courier").raw,
                of=document().raw.external_id,
                audience="C2",
            ),
        ),
    )
    desk.newsroom.archive.store_stories(
        "local", [StoryToStore(document=number, story=one) for number in (one, two)]
    )
    page = await desk.read(desk.link(one, "C1"))
    for hidden in ("Hidden Herald", "Quiet Courier", "secret-merger", "C2"):
        assert hidden not in page
    await desk.read(desk.site.addresses.of_beside(one, two, "C1"), 410)
    assert "Hidden Herald" in await desk.read(desk.link(one, "C2"))


async def test_without_a_sound_link_nothing_is_told(desk: Desk) -> None:
    """A document that is there looks like one that never was."""
    (number,) = desk.store(document())
    key = desk.link(number).partition("key=")[2]
    seen = {
        await desk.read(f"{DOCUMENTS_PATH}/{name}{rest}", 403)
        for name in (number, number + 1, "x", "1" * 40)
        for rest in ("", "?key=", "?key=made-up", "/page?key=made-up", "/beside/2?key=made-up")
    }
    seen.add(await desk.read(f"{DOCUMENTS_PATH}/{number + 1}?key={key}", 403))
    (only,) = seen
    assert "open it from Slack again" in only


async def test_a_link_that_has_run_out_says_so(desk: Desk) -> None:
    """And what to do."""
    (number,) = desk.store(document())
    link = desk.link(number)
    desk.clock.forward(days=31)
    told = await desk.read(link, 410)
    assert "run out" in told
    assert WORDS not in told


async def test_a_failure_is_told_with_a_number(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    """The reader gets no traceback, and the log no key."""
    (number,) = desk.store(document())
    link = desk.link(number)
    desk.newsroom.open_document = None  # type: ignore[assignment, method-assign]
    told = await desk.read(link, 500)
    found = re.search(r"this number: ([\w-]+)\.", told)
    assert found
    assert "Traceback" not in told
    assert found[1] in caplog.text
    assert "key=" not in caplog.text


# --- how pages are sent -------------------------------------------------------------------
def check_headers(response: ClientResponse) -> None:
    """Assert that an answer is kept from doing harm."""
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "private"
    assert response.headers["X-Robots-Tag"] == "noindex"


async def test_every_answer_is_kept_from_doing_harm(desk: Desk) -> None:
    """Pages and refusals alike."""
    (number,) = desk.store(document())
    for address in (desk.link(number), f"{DOCUMENTS_PATH}/1", desk.link(99)):
        check_headers(await desk.client.get(address))


async def test_files_of_pages_are_asked_for_once(desk: Desk) -> None:
    """Their address changes with their content; an old one is asked about again."""
    (number,) = desk.store(document())
    page = await desk.read(desk.link(number))
    address = re.search(r'href="(/page-files/reader\.css\?v=\w+)"', page)
    assert address
    found = await desk.client.get(address[1])
    assert found.content_type == "text/css"
    assert "immutable" in found.headers["Cache-Control"]
    again = await desk.client.get(
        address[1].partition("?")[0], headers={"If-None-Match": found.headers["ETag"]}
    )
    assert (again.status, again.headers["Cache-Control"]) == (304, "no-cache")
    assert (await desk.client.get("/page-files/none.css")).status == 404
    assert (await desk.client.get("/page-files/..%2Fpages.py")).status == 404


# --- the page today -----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "told"),
    [
        (PageState(change=PageChange.UNCHANGED), "Unchanged"),
        (PageState(change=PageChange.GONE), "no such page any more"),
        (PageState(change=PageChange.UNREADABLE, why="The site <b>asks</b> to log in."), "log in"),
    ],
)
async def test_it_is_told_how_the_page_is_now(desk: Desk, state: PageState, told: str) -> None:
    """In words, whatever the answer is."""
    (number,) = desk.store(document(url=URL))
    desk.wire.states[URL] = state
    page = await desk.read(desk.site.addresses.of_page_today(number, "C1"))
    assert told in page
    assert "<b>asks" not in page


async def test_what_has_changed_is_shown(desk: Desk) -> None:
    """Word by word, and whether the cited words still stand there."""
    (number,) = desk.store(document(url=URL))
    now = TEXT.replace("Norland opposes", "Norland welcomes")
    desk.wire.states[URL] = PageState(change=PageChange.CHANGED, text=now)
    addresses = desk.site.addresses
    kept = await desk.read(addresses.of_page_today(number, "C1", span_of(TEXT, WORDS)))
    assert "The cited words still stand in it" in kept
    assert re.search(r"<del>.*opposes.*</del>", kept)
    assert re.search(r"<ins>.*welcomes.*</ins>", kept)
    lost = await desk.read(addresses.of_page_today(number, "C1", span_of(TEXT, "Norland opposes")))
    assert "no longer stand in it" in lost


async def test_a_page_is_asked_for_once_in_a_while(desk: Desk) -> None:
    """However many readers press the button; later it is looked at again."""
    (number,) = desk.store(document(url=URL))
    address = desk.site.addresses.of_page_today(number, "C1")
    desk.wire.states[URL] = PageState(change=PageChange.UNCHANGED)
    assert "Unchanged" in await desk.read(address)
    desk.wire.states[URL] = PageState(change=PageChange.GONE)
    assert "Unchanged" in await desk.read(address)
    desk.clock.forward(minutes=3)
    assert "Gone" in await desk.read(address)


async def test_a_text_without_an_address_has_no_page(desk: Desk) -> None:
    """Nothing is offered, and nothing found."""
    (number,) = desk.store(document(url=None))
    assert "data-compare" not in await desk.read(desk.link(number))
    await desk.read(desk.site.addresses.of_page_today(number, "C1"), 404)
