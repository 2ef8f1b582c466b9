"""The source reader in a real browser: from a link to its words, and what can be done there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from browser.conftest import Watched
from factories import TEXT, dated_document, document, span_of
from playwright.async_api import Page, Route, expect
from web_pages import ENGLISH, web_page
from web_server import WebServer, serve_pages

from bot.config import Settings
from bot.newsroom import Newsroom
from bot.records import EVERYONE, Span
from bot.results import BriefRequest
from bot.store.archive import open_archive
from bot.wire.desk import WireDesk, open_wire
from handlers.web.app import WebLine
from handlers.web.reader import add_reader_routes
from handlers.web.site import Site, open_site

pytestmark = pytest.mark.browser

SAID = "We cannot let a single ferry moor here before the last stone has been looked at,"
WORDS = "We gave our word, and we keep it,"


@dataclass(frozen=True, kw_only=True)
class Library:
    """A reader at work, the site that it compares with, and the way in."""

    newsroom: Newsroom
    site: Site
    wire: WireDesk
    outlet: WebServer
    base: str

    async def take(self, audience: str = EVERYONE) -> int:
        """Read the outlet's page; return the id of its document."""
        url = self.outlet.url("/news", "127.0.0.1")
        taken = await self.wire.take_link(url, added_by="ada", audience=audience)
        assert taken.card is not None
        self.newsroom.read_unread()
        return taken.card.id

    def link(self, number: int, span: Span | None = None) -> str:
        """Return a link to a document."""
        return f"{self.base}{self.site.addresses.of_document(number, 'C1', span)}"


@pytest_asyncio.fixture(loop_scope="session")
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    """Return a reader over an archive with one document, whose facts a careful reader found."""
    settings = Settings(database_url=f"sqlite:///{tmp_path / 'a.db'}", extractor="rules")
    archive = open_archive(settings.database_url)
    newsroom = Newsroom(settings, archive=archive, now=lambda: datetime.now(UTC), workspace="local")
    archive.store_documents("local", [document()], newsroom.now())
    async with (
        serve_pages(news=web_page()) as outlet,
        open_wire(newsroom, trusted=outlet.trusted("127.0.0.1")) as wire,
    ):
        application = web.Application()
        site = open_site(newsroom, wire, "https://dateline.example")
        add_reader_routes(application, site)
        line = WebLine(application, "127.0.0.1", 0)
        await line.open()
        base = f"http://127.0.0.1:{line.port}"
        yield Library(newsroom=newsroom, site=site, wire=wire, outlet=outlet, base=base)
        await line.close()
    newsroom.close()


async def is_on_screen(page: Page, selector: str) -> bool:
    """Tell whether an element can be seen without scrolling."""
    box = await page.locator(selector).first.bounding_box()
    height = await page.evaluate("innerHeight")
    return box is not None and 0 <= box["y"] < height


async def test_a_citation_leads_to_its_highlighted_words(
    library: Library, desktop: Watched
) -> None:
    """The link of a line in a brief opens at these very words, however far down they stand."""
    filler = "The harbour waits for the spring and for better weather than this.\n\n" * 120
    library.newsroom.archive.store_documents(
        "local",
        [document(f"{filler}{TEXT}", external_id="long", published=date(2024, 5, 7))],
        library.newsroom.now(),
    )
    (number, *_) = library.newsroom.archive.find_known("local", ["long"], [])
    text = f"{filler}{TEXT}"
    await desktop.page.goto(library.link(number.id, span_of(text, WORDS)))
    await expect(desktop.page.locator("mark.cited")).to_have_text(WORDS)
    await desktop.page.wait_for_timeout(200)
    assert await is_on_screen(desktop.page, "mark.cited")
    assert await desktop.page.locator("article").evaluate("a => a.textContent") == text


async def test_a_brief_and_its_reader_show_the_same_words(
    library: Library, desktop: Watched
) -> None:
    """Line by line: what was cited is what is highlighted."""
    asked = BriefRequest(topic="norland", workspace="local")
    brief = library.newsroom.brief(asked, audience="C1")
    lines = [*brief.quotations, *brief.positions, *brief.timeline]
    assert lines
    for line in lines:
        address = (line.citation.reader_url or "").replace("https://dateline.example", library.base)
        await desktop.page.goto(address)
        marks = await desktop.page.locator("mark.cited").all_text_contents()
        assert "".join(marks) == line.text


async def test_facts_far_from_the_cited_words_follow(library: Library, desktop: Watched) -> None:
    """The cited words stay where they are meanwhile, and every note then leads to its mark."""
    dated = dated_document(400, external_id="dated")
    library.newsroom.archive.store_documents("local", [dated], library.newsroom.now())
    (known,) = library.newsroom.archive.find_known("local", ["dated"], [])
    page, text = desktop.page, dated.raw.text
    await page.goto(library.link(known.id, span_of(text, "the 200th time")))
    await expect(page.locator("a.fact.date")).to_have_count(400)
    await expect(page.locator(".facts li")).to_have_count(400)
    await expect(page.get_by_text("elsewhere in the text")).to_have_count(0)
    assert await is_on_screen(page, "mark.cited")
    assert await page.locator("article").evaluate("a => a.textContent") == text
    await page.locator("summary").click()
    await page.locator("#fact-399 a").click()
    await page.wait_for_timeout(200)
    assert await is_on_screen(page, "#mark-399")
    await page.locator("#mark-399").click()
    await expect(page.get_by_role("dialog")).to_contain_text("399th time")


async def test_what_is_in_use_stays_while_facts_follow(library: Library, desktop: Watched) -> None:
    """Marks that are switched off, an unfolded list, and where the keyboard is."""
    dated = dated_document(400, external_id="dated")
    library.newsroom.archive.store_documents("local", [dated], library.newsroom.now())
    (known,) = library.newsroom.archive.find_known("local", ["dated"], [])
    page, far = desktop.page, asyncio.Event()

    async def wait(route: Route) -> None:
        await far.wait()
        await route.continue_()

    await page.route("**/*whole*", wait)
    await page.goto(library.link(known.id, span_of(dated.raw.text, "the 200th time")))
    await page.locator("summary").click()
    button = page.get_by_role("button", name="Dates 400")
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "false")
    far.set()
    await expect(page.locator(".facts li")).to_have_count(400)
    await expect(page.locator("a.fact.off")).to_have_count(400)
    await expect(page.locator(".facts details")).to_have_attribute("open", "")
    await expect(button).to_be_focused()
    await page.unroute("**/*whole*")


async def refuse(route: Route) -> None:
    """Let nothing come."""
    await route.abort()


async def say_sorry(route: Route) -> None:
    """Answer with an error, as a proxy does."""
    await route.fulfill(status=502, content_type="text/html", body="<p>Bad gateway</p>")


async def tell_of_another_text(route: Route) -> None:
    """Answer with the page of a text that took this one's place."""
    answer = await route.fetch()
    body = (await answer.text()).replace("talks went on", "talks broke off")
    await route.fulfill(response=answer, body=body)


async def break_off(route: Route) -> None:
    """Let the connection end in the middle of the page."""

    async def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n<!doctype html>")
        writer.close()

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()
    answer_begins = route.request.frame.page.expect_event("requestfailed")
    async with answer_begins:
        await route.continue_(url=f"http://{host}:{port}/")
    server.close()


@pytest.mark.parametrize("fail", [refuse, say_sorry, tell_of_another_text, break_off])
async def test_facts_that_do_not_follow_are_a_press_away(
    library: Library, desktop: Watched, fail: Callable[[Route], Awaitable[None]]
) -> None:
    """The page stays as it came, and works; its link leads to all of them."""
    dated = dated_document(400, external_id="dated")
    library.newsroom.archive.store_documents("local", [dated], library.newsroom.now())
    (known,) = library.newsroom.archive.find_known("local", ["dated"], [])
    page, text, failed = desktop.page, dated.raw.text, asyncio.Event()

    async def fail_and_note(route: Route) -> None:
        await fail(route)
        failed.set()

    await page.route("**/*whole*", fail_and_note)
    await page.goto(library.link(known.id, span_of(text, "the 200th time")))
    near = await page.locator("a.fact.date").count()
    assert 0 < near < 400
    await asyncio.wait_for(failed.wait(), 10)
    await page.wait_for_timeout(200)
    await expect(page.locator("a.fact.date")).to_have_count(near)
    assert await page.locator("article").evaluate("a => a.textContent") == text
    assert await is_on_screen(page, "mark.cited")
    await page.locator("#mark-200").click()
    await expect(page.get_by_role("dialog")).to_contain_text("200th time")
    await page.unroute("**/*whole*")
    await page.locator("summary").click()
    await page.get_by_role("link", name=f"Mark {400 - near} more").click()
    await expect(page.locator("a.fact.date")).to_have_count(400)
    # The browser itself says what it could not load; the page's scripts complain of nothing.
    assert [each for each in desktop.errors if "Failed to load resource" not in each] == []
    desktop.errors.clear()


async def test_a_fragment_alone_is_enough(library: Library, desktop: Watched) -> None:
    """A link that somebody cut short after the key still finds its words."""
    span = span_of(TEXT, WORDS)
    await desktop.page.goto(f"{library.link(1)}#{span.start}-{span.end}")
    await expect(desktop.page.locator("mark.cited")).to_have_text(WORDS)


async def test_without_scripts_all_stands_there(library: Library, desktop: Watched) -> None:
    """Highlight, facts and comparison; a mark leads to its note."""
    assert desktop.page.context.browser is not None
    context = await desktop.page.context.browser.new_context(java_script_enabled=False)
    page = await context.new_page()
    await page.goto(library.link(1, span_of(TEXT, WORDS)))
    await expect(page.locator("mark.cited")).to_have_text(WORDS)
    assert await is_on_screen(page, "mark.cited")
    await expect(page.get_by_role("button")).to_have_count(0)
    await page.locator("a.fact.position").first.click()
    assert page.url.endswith("#fact-2")
    await context.close()


async def test_marks_are_switched_on_and_off(library: Library, desktop: Watched) -> None:
    """Each kind by its button, which says how it stands; what is off is no stop for Tab."""
    page = desktop.page
    await page.goto(library.link(1))
    button = page.get_by_role("button", name="Quotations 2")
    await expect(button).to_have_attribute("aria-pressed", "true")
    await expect(page.locator("a.fact.quotation")).not_to_have_count(0)
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "false")
    await expect(page.locator("a.fact.quotation")).to_have_count(0)
    await expect(page.locator("a.fact.position[href]")).not_to_have_count(0)
    await expect(page.locator("a.fact.off[href]")).to_have_count(0)
    assert await page.locator("article").evaluate("a => a.textContent") == TEXT
    await button.click()
    await expect(page.locator("a.fact.quotation[href]")).not_to_have_count(0)


async def test_the_panel_works_by_keyboard(library: Library, desktop: Watched) -> None:
    """Tab to a mark, Enter opens, Escape closes and leads back."""
    page = desktop.page
    await page.goto(library.link(1))
    mark = page.locator("a.fact.quotation").filter(has_text=WORDS)
    await mark.focus()
    await page.keyboard.press("Enter")
    panel = page.get_by_role("dialog")
    await expect(panel).to_be_visible()
    await expect(panel).to_contain_text("Ada Brandt")
    await expect(panel).to_be_focused()
    await page.keyboard.press("Tab")
    await expect(panel.get_by_role("button", name="Close")).to_be_focused()
    assert await desktop.find_barriers() == []
    await page.keyboard.press("Escape")
    await expect(panel).to_be_hidden()
    await expect(mark).to_be_focused()


async def test_a_note_leads_to_its_mark(library: Library, desktop: Watched) -> None:
    """The list beside the text jumps into it."""
    page = desktop.page
    await page.set_viewport_size({"width": 1280, "height": 320})
    await page.goto(library.link(1))
    await page.locator(".notes.date a").click()
    await page.wait_for_timeout(200)
    assert await is_on_screen(page, "a.fact.date")


async def test_a_phone_shows_all_of_it(library: Library, phone: Watched) -> None:
    """Nothing runs off the side; a tap opens the panel at the foot of the screen."""
    page = phone.page
    await page.goto(library.link(1, span_of(TEXT, WORDS)))
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await is_on_screen(page, "mark.cited")
    await page.locator("mark.cited a.fact").first.click()
    box = await page.get_by_role("dialog").bounding_box()
    assert box is not None
    assert round(box["y"] + box["height"]) == 844
    assert await phone.find_barriers() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nobody_is_kept_out(library: Library, desktop: Watched, scheme: str) -> None:
    """In either colours, on every page of the reader and where a link opens nothing."""
    await desktop.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    number = await library.take()
    others = [each.replace("a single ferry", "any ferry") for each in ENGLISH]
    library.outlet.pages["/news"] = web_page(paragraphs=others)
    today = library.site.addresses.of_page_today(number, "C1")
    for address in (
        library.link(1, span_of(TEXT, WORDS)),
        library.link(number),
        f"{library.base}{today}",
    ):
        await desktop.page.goto(address)
        assert await desktop.find_barriers() == []


async def test_a_refusal_is_readable(library: Library, desktop: Watched) -> None:
    """It is a page like the others, and says what to do."""
    await desktop.page.goto(f"{library.base}/documents/1?key=made-up")
    assert [error for error in desktop.errors if "403" not in error] == []
    desktop.errors.clear()
    await expect(desktop.page.get_by_role("heading")).to_have_text(
        "This link does not open anything"
    )
    assert await desktop.find_barriers() == []


async def test_the_changed_page_is_shown(library: Library, desktop: Watched) -> None:
    """At a press of the button, in place: which words were taken out and which put in."""
    number = await library.take()
    text = library.newsroom.show(str(number))[0].text
    others = [each.replace("a single ferry", "any ferry") for each in ENGLISH]
    library.outlet.pages["/news"] = web_page(paragraphs=others)
    asked = len(library.outlet.requests)
    page = desktop.page
    await page.goto(library.link(number, span_of(text, SAID)))
    assert len(library.outlet.requests) == asked
    await page.get_by_role("button", name="Compare with the page today").click()
    answer = page.locator("#today .answer")
    await expect(answer).to_contain_text("The page has changed since")
    await expect(answer).to_contain_text("no longer stand in it")
    await expect(answer.locator("li del")).to_contain_text("a single")
    await expect(answer.locator("li ins")).to_contain_text("any")
    assert await desktop.find_barriers() == []
    await page.get_by_role("button", name="Compare with the page today").click()
    await expect(answer).to_contain_text("The page has changed since")
    news = [each for each in library.outlet.requests[asked:] if each.endswith("/news")]
    assert len(news) == 1


async def test_a_hostile_document_stays_text(library: Library, desktop: Watched) -> None:
    """No script of it runs, no picture of it is fetched, no mark of direction leaves it."""
    evil = (
        "<script>document.title = 'owned'</script>{{ 7 * 7 }} <img src=https://evil.example/x.png>"
        " \u202edrawkcab\u2066 <style>body{display:none}</style>"
    )
    library.newsroom.archive.store_documents(
        "local", [document(evil, external_id="evil", title=evil)], library.newsroom.now()
    )
    (known,) = library.newsroom.archive.find_known("local", ["evil"], [])
    await desktop.page.goto(library.link(known.id, Span(0, 20)))
    assert await desktop.page.title() != "owned"
    assert await desktop.page.locator("article").evaluate("a => a.textContent") == evil
    await expect(desktop.page.locator("article")).to_be_visible()
