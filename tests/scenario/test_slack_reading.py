"""From a link or file in Slack to a brief, with nothing on paper: real pages, files and feeds."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from feed_files import item, rss
from made_files import body, make_pdf
from scenario.slack_bench import Bench, at_work
from unit.handlers.samples import all_text
from web_pages import TITLE, web_page
from web_server import WebServer, serve_pages

from handlers.shortcuts import ADD_MESSAGE

SAID = "before the last stone has been looked at"
PIER = (
    "The council of Lindow closed the old pier on Monday, after divers had found cracks in three of"
    " its oldest pillars.",
    "“Nobody will walk on the Lindow pier before it is safe,” said Ada Brandt, the mayor of the"
    " town, who had asked for the divers in the spring.",
)


@pytest.fixture
async def web() -> AsyncIterator[WebServer]:
    """Return a small web."""
    async with serve_pages(news=web_page()) as server:
        server.pages["/feed"] = rss(item("/news", title=TITLE))
        yield server


@pytest.fixture
async def bench(tmp_path: Path, web: WebServer) -> AsyncIterator[Bench]:
    """Return the app at work, and look for complaints of Slack at the end."""
    async with at_work(tmp_path, web=web) as made:
        yield made
        await made.slack.settled()
        assert made.slack.problems == []


async def brief_with(bench: Bench, words: str, topic: str, channel: str = "general") -> bool:
    """Tell whether a brief shows the words, within the time that finding facts may take."""
    for _ in range(100):
        asked = await bench.slack.command("/brief", topic, channel=channel)
        answer = await bench.slack.answer_to(asked)
        if words in all_text(answer.blocks):
            return True
        if not bench.newsroom.archive.find_unread("local"):
            break
        await asyncio.sleep(0.05)
    asked = await bench.slack.command("/brief", topic, channel=channel)
    return words in all_text((await bench.slack.answer_to(asked)).blocks)


async def test_page_is_read_and_found_where_it_was_added(bench: Bench, web: WebServer) -> None:
    """Its title, and its quotation in the brief of the private channel, and of no other."""
    url = web.url("/news", "127.0.0.1")
    asked = await bench.slack.command("/brief", f"add {url}", channel="desk")
    told = await bench.slack.wait_for_message("desk", lambda each: "Added" in each.text)
    assert asked.ack_latency < 1
    assert told.text == f"Added: {TITLE}"
    assert "Only this channel can see it." in all_text(told.blocks)
    assert await brief_with(bench, SAID, "tornby", "desk")
    assert not await brief_with(bench, SAID, "tornby")


async def test_pdf_of_a_message_is_read(bench: Bench) -> None:
    """Downloaded with the token, parsed, quoted."""
    file = bench.slack.upload("Pier report.pdf", make_pdf(body(*PIER)))
    message = await bench.slack.write("The report", files=[file])
    await bench.slack.shortcut(ADD_MESSAGE, message=message)
    told = await bench.slack.wait_for_message("general", lambda each: "dded" in each.text)
    assert told.text.startswith("Added: ")
    assert await brief_with(bench, "Nobody will walk on the Lindow pier", "lindow")


async def test_feed_is_followed_and_listed(bench: Bench, web: WebServer) -> None:
    """Its address is enough; the list of sources says how it is doing."""
    await bench.slack.command("/brief", f"add {web.url('/feed', '127.0.0.1')}")
    told = await bench.slack.wait_for_message("general", lambda each: "eed" in each.text)
    assert told.text.startswith("Now following the feed: ")
    listed = await bench.slack.answer_to(await bench.slack.command("/brief", "sources"))
    assert "· feed" in all_text(listed.blocks)


async def test_links_into_this_machine_and_missing_pages_are_refused(
    bench: Bench, web: WebServer
) -> None:
    """Each with its own reason, and no incident."""
    missing = web.url("/nowhere", "127.0.0.1")
    await bench.slack.command("/brief", f"add {missing} http://127.0.0.1:9/ http://[::1]/")
    told = await bench.slack.wait_for_message("general", lambda each: "Not added" in each.text)
    assert told.text == "Not added: 3."
    assert "incident" not in all_text(told.blocks)


async def test_file_that_holds_no_text_is_refused(bench: Bench) -> None:
    """A name does not make a PDF."""
    file = bench.slack.upload("broken.pdf", b"%PDF-1.7\nnothing of a kind")
    sent = await bench.slack.direct_message("", files=[file])
    told = await bench.slack.wait_for_message(
        sent.channel, lambda each: "Not added" in each.text, since=sent
    )
    assert "incident" not in all_text(told.blocks)


async def test_page_to_sign_in_is_not_taken_for_the_file(bench: Bench) -> None:
    """Where the token does not do, the asker hears what to do, and nothing is stored."""
    file = bench.slack.upload("Pier report.pdf", make_pdf(body(*PIER)))
    message = await bench.slack.write("The report", channel="random", files=[file])
    await bench.slack.shortcut(ADD_MESSAGE, message=message)
    told = await bench.slack.wait_for_message("random", lambda each: "dded" in each.text)
    assert "/invite @Dateline" in all_text(told.blocks)
    assert bench.newsroom.archive.list_sources("local") == []
