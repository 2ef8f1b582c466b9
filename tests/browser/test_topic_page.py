"""The page of a brief in a real browser: on a desk, on a phone, by keyboard, in the dark."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from browser.conftest import Watched
from topic_site import TopicSite, topic_site

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session")
async def pages(tmp_path: Path) -> AsyncIterator[TopicSite]:
    """Return the pages of an archive with a fortnight of news."""
    async with topic_site(tmp_path) as made:
        yield made


async def test_nothing_keeps_anybody_out(pages: TopicSite, desktop: Watched) -> None:
    """Axe finds no barrier, in light or dark."""
    for scheme in ("light", "dark"):
        await desktop.page.emulate_media(color_scheme=scheme)
        await desktop.page.goto(pages.url())
        assert await desktop.find_barriers() == []


async def test_the_picture_is_drawn_for_the_screen(
    pages: TopicSite, desktop: Watched, phone: Watched
) -> None:
    """A phone gets the narrow one, a dark screen the dark one; both are shown."""
    shown = "img => [img.currentSrc, img.naturalWidth]"
    await desktop.page.emulate_media(color_scheme="dark")
    await desktop.page.goto(pages.url())
    wide = await desktop.page.locator("figure img").evaluate(shown)
    await phone.page.goto(pages.url())
    narrow = await phone.page.locator("figure img").evaluate(shown)
    assert "size=wide&on=dark" in wide[0]
    assert "size=narrow&on=light" in narrow[0]
    assert wide[1] > narrow[1] > 0


async def test_a_phone_scrolls_in_one_direction(pages: TopicSite, phone: Watched) -> None:
    """Nothing is wider than the screen, and nothing keeps anybody out there either."""
    await phone.page.goto(pages.url())
    wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not await phone.page.evaluate(wider)
    assert await phone.find_barriers() == []


async def test_a_line_leads_to_its_highlighted_words(pages: TopicSite, desktop: Watched) -> None:
    """From a quotation to the place in the stored text where it stands."""
    await desktop.page.goto(pages.url())
    line = desktop.page.locator(".quotations .line").first
    words = (await line.locator("blockquote").inner_text()).strip("“”")
    await line.locator(".source a").first.click()
    assert await desktop.page.locator("mark.cited").first.inner_text() == words


async def test_further_lines_unfold_by_keyboard(pages: TopicSite, desktop: Watched) -> None:
    """The rest of a list opens without a mouse."""
    await desktop.page.goto(pages.url())
    folded = desktop.page.locator("details").first
    await folded.locator("summary").focus()
    await desktop.page.keyboard.press("Enter")
    assert await folded.evaluate("element => element.open")


async def test_the_first_stop_of_the_keyboard_skips_to_the_content(
    pages: TopicSite, desktop: Watched
) -> None:
    """And the second is the first part."""
    await desktop.page.goto(pages.url())
    await desktop.page.keyboard.press("Tab")
    await desktop.page.keyboard.press("Enter")
    await desktop.page.keyboard.press("Tab")
    focused = await desktop.page.evaluate("document.activeElement.textContent")
    assert focused == "Timeline"


async def test_paper_shows_the_folded_lines_too(pages: TopicSite, desktop: Watched) -> None:
    """Nobody can unfold a sheet of paper."""
    await desktop.page.goto(pages.url())
    await desktop.page.emulate_media(media="print")
    folded = desktop.page.locator("details .line").first
    assert await folded.is_visible()
    assert not await desktop.page.locator("nav.parts").is_visible()
