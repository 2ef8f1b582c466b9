"""“Full timeline” brings the dates and their picture; briefs lead to their pages."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from scenario.slack_bench import DOCUMENTS, Bench, ask, at_work, share
from topic_site import FORTNIGHT
from unit.handlers.samples import all_text

from handlers.playground.workspace import Message


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """Return the app at work on a fortnight of news."""
    bench.newsroom.add(FORTNIGHT)
    return bench


async def press(bench: Bench, brief: Message) -> list[Message]:
    """Press “Full timeline” and return what came of it."""
    before = len(bench.slack.workspace.messages)
    await bench.slack.press(brief, "more_dates")
    await bench.slack.settled(timeout=60)
    return [each for each in bench.slack.workspace.messages[before:] if each.by_app]


async def test_a_public_brief_gets_its_picture_in_the_thread(bench: Bench) -> None:
    """Beside the dates, with a title, and told in words for those who do not see it."""
    shared = await share(bench)
    page, picture = await press(bench, shared)
    assert page.thread_ts == picture.thread_ts == shared.ts
    assert not picture.is_ephemeral
    (file,) = picture.files
    assert file["title"] == "Timeline of NATO"
    assert file["name"] == "timeline-nato.png"
    assert str(file["alt_txt"]).startswith("Timeline of NATO: ")
    content = bench.slack.workspace.files[str(file["id"])]["content"]
    with Image.open(io.BytesIO(content)) as image:
        assert image.width == 1600


async def test_a_private_brief_gets_its_picture_in_the_askers_messages(bench: Bench) -> None:
    """A file in the channel would be seen by all; one line says where it is, with a link."""
    page, picture, told = await press(bench, await ask(bench))
    assert page.is_ephemeral
    assert told.is_ephemeral
    assert picture.channel == bench.slack.workspace.direct_with(bench.slack.ada.id).id
    assert picture.files[0]["permalink"] in all_text(told.blocks)
    assert not [
        each for each in bench.slack.workspace.messages if each.files and each is not picture
    ]


async def test_the_picture_comes_once(bench: Bench) -> None:
    """Whoever goes on through the dates does not get it with every page."""
    shared = await share(bench)
    await press(bench, shared)
    assert not [each for each in await press(bench, shared) if each.files]


async def test_the_picture_shows_only_what_the_channel_may_see(bench: Bench) -> None:
    """What was added in a private place is drawn nowhere else."""
    secret = replace(
        FORTNIGHT[0], external_id="secret", text="Atlantis opposes the NATO base at Port Hale."
    )
    bench.newsroom.add([secret], audience=bench.slack.workspace.channel_of("desk").id)
    outside = (await press(bench, await share(bench)))[-1]
    inside = (await press(bench, await share(bench, "desk")))[-1]
    assert "Atlantis" not in str(outside.files[0]["alt_txt"])
    assert "Atlantis" in str(inside.files[0]["alt_txt"])


async def test_where_the_bot_is_not_a_member_the_picture_reaches_the_presser(
    bench: Bench,
) -> None:
    """It cannot be uploaded there, so it goes where a private one goes."""
    messages = await press(bench, await share(bench, "random"))
    (picture,) = [each for each in messages if each.files]
    assert picture.channel == bench.slack.workspace.direct_with(bench.slack.ada.id).id


async def test_too_little_for_a_picture_is_told(bench: Bench) -> None:
    """Where the texts have been removed by then, one line says so in its place."""
    asked = await ask(bench)
    for each in (*FORTNIGHT, DOCUMENTS[0]):
        bench.newsroom.remove(each.external_id)
    *_, told = await press(bench, asked)
    assert told.is_ephemeral
    assert "There is no picture" in all_text(told.blocks)


async def test_without_the_permission_the_dates_come_and_one_line_says_why(
    tmp_path: Path,
) -> None:
    """An app that was installed from an older manifest lacks it."""
    async with at_work(tmp_path, scopes_left_out={"files:write"}) as bench:
        bench.newsroom.add(FORTNIGHT)
        page, told = await press(bench, await share(bench))
        assert "2022" in all_text(page.blocks)
        assert told.is_ephemeral
        assert "files:write" in all_text(told.blocks)
        assert "reinstall" in all_text(told.blocks)


async def test_a_brief_leads_to_its_page_where_pages_are_served(bench: Bench) -> None:
    """The link is made for the channel in which the brief stands."""
    without = all_text((await ask(bench)).blocks)
    assert "Open as a page" not in without
    asked: list[str] = []

    def page_of(request: object, channel: str) -> str:
        asked.append(channel)
        return "https://dateline.example/topics?key=a&b"

    object.__setattr__(bench.desk, "page_of", page_of)
    blocks = all_text((await ask(bench)).blocks)
    assert "<https://dateline.example/topics?key=a&amp;b|Open as a page>" in blocks
    assert asked == [bench.slack.workspace.channel_of("general").id]
