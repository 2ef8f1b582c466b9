"""The playground in a real browser: what a newcomer sees first, and everything they may try."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from browser.conftest import Watched
from playing import Open, playing
from playwright.async_api import Locator, Page, expect

pytestmark = pytest.mark.browser


@pytest_asyncio.fixture(loop_scope="session")
async def opened(tmp_path: Path, project: Path) -> AsyncIterator[Open]:
    """Return an open playground over the seeds."""
    async with playing(tmp_path, project / "seeds") as found:
        yield found


@pytest_asyncio.fixture(loop_scope="session")
async def page(desktop: Watched, opened: Open) -> AsyncIterator[Page]:
    """Return the page at a desk."""
    await visit(desktop, opened)
    yield desktop.page
    await desktop.page.goto("about:blank")


@pytest_asyncio.fixture(loop_scope="session")
async def pocket(phone: Watched, opened: Open) -> AsyncIterator[Page]:
    """Return the page on a phone."""
    await visit(phone, opened)
    yield phone.page
    await phone.page.goto("about:blank")


async def visit(watched: Watched, opened: Open) -> None:
    """Open the page and wait until it stands."""
    await watched.page.goto(opened.address)
    await expect(watched.page.locator("body.ready")).to_be_visible()


def rows(page: Page) -> Locator:
    """Return the messages of the channel."""
    return page.locator("#messages .row")


def composer(page: Page) -> Locator:
    """Return the box of the channel."""
    return page.get_by_label("Message", exact=True)


def offers(page: Page) -> Locator:
    """Return what the box offers while somebody types."""
    return page.get_by_role("listbox", name="Suggestions").get_by_role("option")


async def say(page: Page, words: str) -> None:
    """Type words and press Enter."""
    await composer(page).fill(words)
    await composer(page).press("Enter")


# --- the pages behind it ------------------------------------------------------------------------
async def test_citation_leads_to_its_words(page: Page) -> None:
    """The page of the stored text opens in a tab of its own, the cited words highlighted."""
    line = rows(page).nth(1).locator("blockquote").first
    said = (await line.inner_text()).strip("“”")
    async with page.expect_popup() as opening:
        await rows(page).nth(1).locator('a[href*="/documents/"]').first.click()
    text = await opening.value
    await expect(text.locator("mark.cited").first).to_be_visible()
    marked = "".join(await text.locator("mark.cited").all_inner_texts())
    assert marked.split() == said.split()


async def test_brief_leads_to_its_page(page: Page) -> None:
    """With all of its lines."""
    async with page.expect_popup() as opening:
        await rows(page).nth(1).get_by_role("link", name="Open as a page").click()
    topic = await opening.value
    await expect(topic.get_by_role("heading", name="NATO", exact=True)).to_be_visible()


# --- the first look ---------------------------------------------------------------------------
async def test_brief_stands_there_at_the_start(page: Page) -> None:
    """The command that was typed, and its answer, for Ada alone; three things to try."""
    await expect(rows(page)).to_have_count(2)
    await expect(rows(page).nth(0)).to_contain_text("/brief nato")
    await expect(rows(page).nth(1)).to_contain_text("Only visible to you")
    await expect(rows(page).nth(1).get_by_role("heading", name="NATO")).to_be_visible()
    await expect(
        page.get_by_role("group", name="Things to try").get_by_role("button")
    ).to_have_count(3)
    await expect(page.locator(".bk-warning")).to_have_count(0)


async def test_typed_brief_is_answered(page: Page) -> None:
    """Enter sends it, the box is empty, the answer comes below."""
    await say(page, "/brief nato")
    await expect(composer(page)).to_have_value("")
    await expect(rows(page)).to_have_count(4)
    await expect(rows(page).last).to_contain_text("Key quotations")


async def test_every_thing_to_try_is_one_tap(page: Page) -> None:
    """Each is answered and offered no more."""
    tries = page.get_by_role("group", name="Things to try").get_by_role("button")
    for number in range(3):
        words = await tries.first.inner_text()
        await tries.first.click()
        await expect(tries.get_by_text(words)).to_have_count(0)
        await expect(rows(page)).to_have_count((3, 5, 7)[number])
    await expect(page.get_by_role("button", name="1 reply")).to_be_visible()
    await expect(rows(page).last).to_contain_text("every day at 08:00")
    await page.get_by_role("button", name="See tomorrow's digest").click()
    await expect(page.get_by_role("heading", name="NATO · new")).to_be_visible()
    await expect(tries).to_have_count(0)


# --- typing -----------------------------------------------------------------------------------
async def test_command_is_completed_by_the_keyboard(page: Page) -> None:
    """A stroke offers the commands, Tab takes one, arrows walk through what goes behind it."""
    await composer(page).press_sequentially("/b")
    await expect(offers(page)).to_have_count(1)
    await composer(page).press("Tab")
    await expect(composer(page)).to_have_value("/brief ")
    await composer(page).press("ArrowDown")
    await composer(page).press("ArrowDown")
    await expect(
        page.get_by_role("listbox", name="Suggestions").get_by_role("option", selected=True)
    ).to_contain_text("/brief positions nato")
    await composer(page).press("Enter")
    await expect(composer(page)).to_have_value("/brief positions nato")
    await composer(page).press("Enter")
    await expect(rows(page).nth(2)).to_contain_text("/brief positions nato")


async def test_people_are_completed_and_escape_leaves_it(page: Page) -> None:
    """Dateline first; Escape closes the list alone."""
    await composer(page).press_sequentially("hello @")
    await expect(offers(page).first).to_contain_text("@Dateline")
    await composer(page).press("Escape")
    await expect(offers(page)).to_have_count(0)
    await composer(page).press_sequentially("be")
    await composer(page).press("Enter")
    await expect(composer(page)).to_have_value("hello @Ben ")


async def test_arrow_up_brings_back_what_was_sent(page: Page) -> None:
    """Shift and Enter break the line, the arrow in an empty box goes back."""
    await composer(page).press_sequentially("one")
    await composer(page).press("Shift+Enter")
    await composer(page).press_sequentially("two")
    await composer(page).press("Enter")
    await expect(rows(page).last).to_contain_text("one\ntwo", use_inner_text=True)
    await composer(page).press("ArrowUp")
    await expect(composer(page)).to_have_value("one\ntwo")


async def test_what_cannot_be_sent_says_why_and_can_be_removed(page: Page) -> None:
    """Nothing typed is lost without a word."""
    await say(page, "/bref nato")
    failed = page.locator(".row.pending")
    await expect(failed).to_contain_text("is not a valid command")
    await failed.get_by_role("button", name="Remove").click()
    await expect(failed).to_have_count(0)


async def test_words_of_people_stay_words(page: Page) -> None:
    """Markup that somebody types is text, and no element."""
    await say(page, "<img src=x onerror=alert(1)> <b>bold</b>")
    await expect(rows(page).last).to_contain_text("<img src=x onerror=alert(1)> <b>bold</b>")
    await expect(rows(page).last.locator("img, .words b")).to_have_count(0)


# --- what the blocks do -----------------------------------------------------------------------
async def test_more_quotes_are_brought(page: Page) -> None:
    """The button of the brief answers with the rest."""
    await page.get_by_role("button", name="More quotes").first.click()
    await expect(rows(page)).to_have_count(3)


async def test_what_comes_out_of_sight_is_pointed_to(page: Page) -> None:
    """Whoever reads further up keeps the place, and is one press away from what came below."""
    pointer = page.get_by_role("button", name="New below")
    await expect(pointer).to_be_hidden()
    await say(page, "/brief nato")
    await expect(rows(page)).to_have_count(4)
    await page.get_by_role("button", name="More quotes").first.click()
    await expect(rows(page)).to_have_count(5)
    await expect(rows(page).last).not_to_be_in_viewport()
    await pointer.click()
    await expect(rows(page).last).to_be_in_viewport()
    await expect(rows(page).last).to_be_focused()
    await expect(pointer).to_be_hidden()


async def test_filter_is_opened_filled_and_sent(page: Page) -> None:
    """The brief that comes is about what was chosen."""
    await page.get_by_role("button", name="Filter").first.click()
    dialog = page.get_by_role("dialog")
    await expect(dialog).to_be_visible()
    await dialog.get_by_label("Published since").fill("2022-02-05")
    await dialog.get_by_role("button", name="Show").click()
    await expect(dialog).to_be_hidden()
    await expect(rows(page).last).to_contain_text("since")


async def test_mistake_in_a_modal_is_said_at_its_field(page: Page) -> None:
    """The modal stays with all that was filled in, and goes when it is mended."""
    await page.get_by_role("button", name="Filter").first.click()
    dialog = page.get_by_role("dialog")
    until = dialog.get_by_label("Published until")
    await dialog.get_by_label("Published since").fill("2022-02-05")
    await until.fill("2022-02-01")
    await dialog.get_by_role("button", name="Show").click()
    await expect(dialog.get_by_role("alert")).to_contain_text("ends before it begins")
    await expect(until).to_have_attribute("aria-invalid", "true")
    await expect(until).to_have_value("2022-02-01")
    await until.fill("2022-02-06")
    await dialog.get_by_role("button", name="Show").click()
    await expect(dialog).to_be_hidden()


async def test_modal_keeps_the_keyboard_and_escape_closes_it(page: Page) -> None:
    """Tab goes round in it; afterwards the button that opened it has the focus again."""
    button = page.get_by_role("button", name="Filter").first
    await button.focus()
    await button.press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    for _ in range(12):
        await page.keyboard.press("Tab")
        inside = await page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
        assert inside
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(button).to_be_focused()


async def test_line_is_verified_from_its_menu(page: Page) -> None:
    """By the keyboard: the menu opens, an arrow walks, Enter chooses."""
    opener = rows(page).nth(1).locator("button[aria-haspopup=menu]").first
    await opener.focus()
    await opener.press("ArrowDown")
    await expect(page.get_by_role("menuitem", name="Verify").first).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog").or_(rows(page).nth(2)).first).to_be_visible()


async def test_shortcut_is_chosen_from_the_menu_of_a_message(page: Page) -> None:
    """“Check this quote” answers whoever chose it."""
    await say(page, "He said “to any future expansion of NATO”.")
    said = rows(page).nth(2)
    await said.hover()
    await said.get_by_role("button", name="More actions").click()
    await expect(page.get_by_role("menuitem")).to_have_count(4)
    await page.get_by_role("menuitem", name="Check this quote").click()
    await expect(rows(page).last).to_contain_text("Only visible to you")


# --- threads, digests, people -----------------------------------------------------------------
async def test_question_is_answered_in_its_thread_and_asked_on(page: Page) -> None:
    """The pane at the side shows it; the next question there is answered there."""
    await say(page, "@Dateline what did Putin say?")
    await page.get_by_role("button", name="1 reply").click()
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.locator(".row")).to_have_count(2)
    reply = thread.get_by_label("Reply", exact=True)
    await reply.fill("@Dateline and Xi Jinping?")
    await reply.press("Enter")
    await expect(thread.locator(".row")).to_have_count(4)
    await page.keyboard.press("Escape")
    await expect(thread).to_be_hidden()
    await expect(page.get_by_role("button", name="3 replies")).to_be_visible()


async def test_digest_comes_when_the_clock_goes_on_to_the_morning(page: Page) -> None:
    """And is not there any more when it goes back."""
    await say(page, "/brief follow nato 08:00")
    await expect(rows(page).last).to_contain_text("every day at 08:00")
    await page.get_by_role("button", name="To 08:00 tomorrow").click()
    digest = page.get_by_role("heading", name="NATO · new")
    await expect(digest).to_be_visible()
    await expect(page.locator("#now")).to_contain_text("Tue 3 Mar, 08:00")
    await page.get_by_role("button", name="Back to now").click()
    await expect(digest).to_have_count(0)
    await expect(page.locator("#now")).to_contain_text("Mon 2 Mar")


async def test_news_in_another_channel_is_marked_and_read_there(page: Page) -> None:
    """A person goes there, and what was begun here waits."""
    await composer(page).fill("begun")
    await page.get_by_role("link", name="Dateline", exact=True).click()
    await expect(page.get_by_role("heading", name="Dateline", level=1)).to_be_visible()
    await expect(composer(page)).to_have_value("")
    await page.get_by_role("group", name="Things to try").get_by_role("button").first.click()
    await expect(page.get_by_role("button", name="1 reply")).to_be_visible()
    await page.get_by_role("link", name="general").click()
    await expect(composer(page)).to_have_value("begun")


async def test_home_tab_is_the_apps_own(page: Page) -> None:
    """It is asked for when it is opened."""
    await page.get_by_role("link", name="App Home").click()
    await expect(page.get_by_label("Dateline's home")).to_contain_text("1 document")


async def test_other_person_sees_their_own(page: Page) -> None:
    """Ben has neither Ada's brief nor her private channel."""
    await page.get_by_label("You are").select_option("Ben")
    await expect(page.get_by_role("link", name="desk")).to_have_count(0)
    await expect(rows(page)).to_have_count(0)


async def test_file_is_attached_and_sent_to_the_bot(page: Page) -> None:
    """Its name stands in the message, its answer in the thread, which opens beside it."""
    await page.get_by_role("link", name="Dateline", exact=True).click()
    words = "“The ferry will not sail before Monday,” said Jonas Berg, who runs the Island Line."
    file = {"name": "ferry.txt", "mimeType": "text/plain", "buffer": words.encode()}
    await page.locator("#composer input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    await expect(page.get_by_role("listitem").filter(has_text="ferry.txt")).to_be_visible()
    await page.get_by_role("button", name="Send", exact=True).first.click()
    await expect(rows(page).last).to_contain_text("ferry.txt")
    thread = page.get_by_role("complementary", name="Thread")
    await expect(thread.locator(".row")).to_have_count(2)


# --- for everybody ----------------------------------------------------------------------------
async def test_new_messages_are_read_out(page: Page) -> None:
    """What others say is put where a screen reader hears it."""
    await say(page, "/brief follow nato 08:00")
    await expect(page.locator("#news")).to_contain_text("Dateline: Following")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_desk_keeps_nobody_out(page: Page, desktop: Watched, scheme: str) -> None:
    """With the brief, a thread, a menu, the home tab and a modal."""
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    assert await desktop.find_barriers() == []
    await say(page, "@Dateline what did Putin say?")
    await page.get_by_role("button", name="1 reply").click()
    await page.get_by_label("Reply", exact=True).fill("@")
    assert await desktop.find_barriers() == []
    await page.get_by_role("button", name="Close the thread").click()
    await rows(page).nth(2).hover()
    await rows(page).nth(2).get_by_role("button", name="More actions").click()
    assert await desktop.find_barriers() == []
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Filter").first.click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    assert await desktop.find_barriers() == []
    await page.keyboard.press("Escape")
    await page.get_by_role("link", name="App Home").click()
    await expect(page.get_by_label("Dateline's home")).to_contain_text("1 document")
    assert await desktop.find_barriers() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_phone_keeps_nobody_out(pocket: Page, phone: Watched, scheme: str) -> None:
    """With the brief, the drawer, a thread over the whole screen, and a modal."""
    await pocket.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    assert await phone.find_barriers() == []
    await pocket.get_by_role("button", name="Channels").click()
    await expect(pocket.get_by_role("link", name="random")).to_be_visible()
    assert await phone.find_barriers() == []
    await pocket.keyboard.press("Escape")
    await say(pocket, "@Dateline what did Putin say?")
    await pocket.get_by_role("button", name="1 reply").click()
    assert await phone.find_barriers() == []
    await pocket.get_by_role("button", name="Close the thread").click()
    await pocket.get_by_role("button", name="Filter").first.click()
    assert await phone.find_barriers() == []


async def test_phone_shows_everything_within_its_width(pocket: Page) -> None:
    """Nothing is wider than the screen; the thread covers it."""
    assert await pocket.evaluate("document.documentElement.scrollWidth") <= 390
    await say(pocket, "@Dateline what did Putin say?")
    await pocket.get_by_role("button", name="1 reply").click()
    box = await pocket.get_by_role("complementary", name="Thread").bounding_box()
    assert box is not None
    assert box["width"] == 390


async def test_light_and_dark_are_kept(page: Page) -> None:
    """The button's choice holds against the system's, and after another visit."""
    await page.get_by_role("button", name="Switch to dark").click()
    await page.reload()
    await expect(page.get_by_role("button", name="Switch to light")).to_be_visible()
    colour = await page.locator("#channel").evaluate(
        "each => getComputedStyle(each).backgroundColor"
    )
    assert colour == "rgb(22, 25, 29)"
