"""``/brief sources``: what is listed where, and what its buttons and orders do."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scenario.slack_bench import Bench, typed
from unit.handlers.samples import all_text

from bot.records import RawDocument, SourceState
from handlers.views.sources import (
    BACK_ACTION,
    NEXT_ACTION,
    PAUSE_ACTION,
    REMOVE_ACTION,
    RESUME_ACTION,
)

FEED = "https://bridge.example/feed"
PAGE = "https://bridge.example/news/1"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """Return the app at work, with something in the web to read."""
    bench.wire.pages[FEED] = "Bridge news"
    bench.wire.pages[PAGE] = RawDocument(
        external_id="bridge-1",
        title="Toll on the bridge",
        text="“The Karsund toll will never be raised,” said Petra Holm.",
    )
    return bench


def states(bench: Bench) -> dict[str, SourceState]:
    """Return the state of every source by its address."""
    return {each.address: each.state for each in bench.newsroom.archive.list_sources("local")}


async def test_nothing_added_says_how_to_add(bench: Bench) -> None:
    """An empty list is no dead end."""
    assert "/brief add" in (await typed(bench, "sources")).text


async def test_list_shows_what_its_channel_may_see(bench: Bench) -> None:
    """A private channel sees its own sources and everybody's; others see only the latter."""
    await typed(bench, f"add {FEED}")
    await typed(bench, f"add {PAGE}", channel="desk")
    here = all_text((await typed(bench, "sources")).blocks)
    assert "Bridge news" in here
    assert "1 source can be seen here" in here
    there = all_text((await typed(bench, "sources", channel="desk")).blocks)
    assert "bridge.example" in there
    assert "2 sources can be seen here" in there
    assert "1 document" in there
    assert "seen only here" in there


async def test_feed_is_paused_and_let_go_on_by_button(bench: Bench) -> None:
    """The list takes the place of the old one and shows the state."""
    await typed(bench, f"add {FEED}")
    listed = await typed(bench, "sources")
    await bench.slack.press(listed, PAUSE_ACTION)
    await bench.slack.settled()
    assert states(bench) == {FEED: SourceState.PAUSED}
    assert "Paused “Bridge news”" in all_text(listed.blocks)
    assert "· paused" in all_text(listed.blocks)
    await bench.slack.press(listed, RESUME_ACTION)
    await bench.slack.settled()
    assert states(bench) == {FEED: SourceState.ACTIVE}
    assert PAUSE_ACTION in str(listed.blocks)


async def test_source_is_removed_by_button_with_its_documents(bench: Bench) -> None:
    """Slack asks first and says how many documents go; then nothing is found of them."""
    await typed(bench, f"add {PAGE}")
    await bench.newsroom.call(bench.newsroom.read_unread)
    listed = await typed(bench, "sources")
    (button,) = (block["accessory"] for block in listed.blocks if "accessory" in block)
    assert "1 document and all that was found" in button["confirm"]["text"]["text"]
    await bench.slack.press(listed, REMOVE_ACTION)
    await bench.slack.settled()
    assert listed.text == "Removed “bridge.example” with 1 document."
    assert states(bench) == {}
    assert "nothing found" in (await typed(bench, "karsund")).text


async def test_button_of_a_source_that_is_gone_says_so(bench: Bench) -> None:
    """Somebody else was faster."""
    await typed(bench, f"add {FEED}")
    listed, other = await typed(bench, "sources"), await typed(bench, "sources")
    await bench.slack.press(listed, REMOVE_ACTION)
    await bench.slack.settled()
    pressed = await bench.slack.press(other, PAUSE_ACTION)
    assert "There is no source" in (await bench.slack.answer_to(pressed)).text


async def test_orders_name_a_source_by_number_or_name(bench: Bench) -> None:
    """Pausing happens at once; removing asks, and its button does it."""
    await typed(bench, f"add {FEED}")
    (source,) = bench.newsroom.archive.list_sources("local")
    assert "Paused" in (await typed(bench, f"sources pause {source.id}")).text
    assert states(bench) == {FEED: SourceState.PAUSED}
    assert "looked at again" in (await typed(bench, "sources resume bridge news")).text
    assert states(bench) == {FEED: SourceState.ACTIVE}
    asked = await typed(bench, f"sources remove #{source.id}")
    assert "Remove *Bridge news*?" in asked.text
    assert states(bench) == {FEED: SourceState.ACTIVE}
    await bench.slack.press(asked, REMOVE_ACTION)
    await bench.slack.settled()
    assert asked.text == "Removed “Bridge news”."
    assert states(bench) == {}


async def test_private_source_cannot_be_changed_from_elsewhere(bench: Bench) -> None:
    """Outside its channel it does not even exist."""
    await typed(bench, f"add {FEED}", channel="desk")
    (source,) = bench.newsroom.archive.list_sources("local")
    assert "There is no source" in (await typed(bench, f"sources pause {source.id}")).text
    assert states(bench) == {FEED: SourceState.ACTIVE}


async def test_single_links_cannot_be_paused(bench: Bench) -> None:
    """Nothing is looked at again, and the asker hears that."""
    await typed(bench, f"add {PAGE}")
    assert "nothing to pause" in (await typed(bench, "sources pause bridge.example")).text


async def test_long_list_has_pages(bench: Bench) -> None:
    """Each page fits into a message, and the buttons lead there and back."""
    for number in range(20):
        bench.wire.pages[f"{FEED}/{number}"] = f"Feed {number:02} {'ж' * 100}"
    for start in range(0, 20, 5):
        await typed(bench, "add " + " ".join(f"{FEED}/{n}" for n in range(start, start + 5)))
    listed = await typed(bench, "sources")
    assert "20 sources can be seen here; these are 1 to" in all_text(listed.blocks)
    seen: set[str] = set()
    for _ in range(20):
        seen |= {f"{n:02}" for n in range(20) if f"Feed {n:02}" in all_text(listed.blocks)}
        if NEXT_ACTION not in str(listed.blocks):
            break
        await bench.slack.press(listed, NEXT_ACTION)
        await bench.slack.settled()
    assert len(seen) == 20
    await bench.slack.press(listed, BACK_ACTION)
    await bench.slack.settled()
    assert NEXT_ACTION in str(listed.blocks)


async def test_feed_shows_how_it_is_doing(bench: Bench) -> None:
    """What went wrong with it stands beside it, escaped."""
    await typed(bench, f"add {FEED}")
    assert "not fetched yet" in all_text((await typed(bench, "sources")).blocks)
    archive = bench.newsroom.archive
    (state,) = archive.list_feeds("local")
    archive.save_feed(replace(state, failing_since=bench.clock(), last_error="<no> answer"))
    assert "&lt;no&gt; answer" in all_text((await typed(bench, "sources")).blocks)
