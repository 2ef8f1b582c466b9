"""Links to pages of the archive are shown with what it knows of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from scenario.slack_bench import Bench, at_work
from unit.handlers.samples import all_text

from bot.records import RawDocument

PAGE = "https://harbour.example/news/1"
SECRET = "https://harbour.example/secret"


@pytest.fixture
def bench(bench: Bench) -> Bench:
    """Return the app at work with a domain registered."""
    bench.slack.unfurl_domains.append("harbour.example")
    return bench


async def shown_below(bench: Bench, url: str, channel: str = "general") -> dict[str, Any]:
    """Post a link and return what hangs below it."""
    shared = await bench.slack.share_link(url, channel=channel)
    await bench.slack.settled()
    assert shared.message is not None
    return dict(shared.message.unfurls)


async def test_known_page_is_shown_with_its_best_quotation(bench: Bench) -> None:
    """Title, outlet and day, and verbatim words with who said them."""
    (preview,) = (await shown_below(bench, PAGE)).values()
    shown = all_text(preview["blocks"])
    assert f"<{PAGE}|Norland rejects NATO expansion>" in shown
    assert "Harbour Post · 12 May 2022" in shown
    assert "“We will not accept new NATO bases on the northern coast,”Mara Lindqvist" in shown


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/news/1?utm_source=chat",
        "https://HARBOUR.example/news/1/",
        "http://harbour.example/news/1#top",
    ],
)
async def test_page_is_known_however_its_address_is_written(bench: Bench, url: str) -> None:
    """What only tells where a reader came from makes no other page of it."""
    assert list(await shown_below(bench, url)) == [url]


async def test_unknown_page_is_left_alone(bench: Bench) -> None:
    """Nothing is sent to Slack."""
    assert await shown_below(bench, "https://harbour.example/news/99") == {}
    assert bench.slack.calls_to("chat.unfurl") == []


async def test_private_page_is_shown_in_its_channel_only(bench: Bench) -> None:
    """Elsewhere the archive does not know the link."""
    secret = RawDocument(external_id=SECRET, title="Plan", text="A plan was made.", url=SECRET)
    bench.newsroom.add([secret], audience=bench.slack.desk.id)
    assert await shown_below(bench, SECRET) == {}
    (preview,) = (await shown_below(bench, SECRET, "desk")).values()
    assert "|Plan>" in all_text(preview["blocks"])


async def test_link_to_the_reader_is_shown_with_the_words_it_points_at(bench: Bench) -> None:
    """Whatever its key; what may be seen is settled by the channel."""
    secret = RawDocument(external_id=SECRET, title="Plan", text="A plan was made.", url=SECRET)
    bench.newsroom.add([secret], audience=bench.slack.desk.id)
    bench.slack.unfurl_domains.append("pages.example")
    newsroom = bench.newsroom
    newsroom.settings = newsroom.settings.model_copy(update={"public_url": "https://pages.example"})
    document, extraction = newsroom.show("harbour-1")
    said = extraction.quotations[-1].content
    link = f"https://pages.example/documents/{document.card.id}?at={said.start}-{said.end}&key=x"
    (preview,) = (await shown_below(bench, link)).values()
    assert said.of(document.text) in all_text(preview["blocks"])
    hidden, _ = newsroom.show(SECRET)
    assert await shown_below(bench, f"https://pages.example/documents/{hidden.card.id}") == {}
    assert await shown_below(bench, "https://pages.example/documents/999") == {}


async def test_message_that_is_being_written_shows_what_everybody_may_see(bench: Bench) -> None:
    """Where it will be posted is not known, so nothing private hangs below it."""
    secret = RawDocument(external_id=SECRET, title="Plan", text="A plan was made.", url=SECRET)
    bench.newsroom.add([secret], audience=bench.slack.desk.id)
    for url in (PAGE, SECRET):
        await bench.slack.draft_link(url)
    await bench.slack.settled()
    assert [list(each) for each in bench.slack.workspace.drafts.values()] == [[PAGE]]


async def test_page_without_quotation_is_shown_by_its_name(bench: Bench) -> None:
    """Markup in a title stays words."""
    odd = "https://harbour.example/odd"
    raw = RawDocument(external_id="o", title="<!channel> *x*", text="It rained.", url=odd)
    bench.newsroom.add([raw])
    (preview,) = (await shown_below(bench, odd)).values()
    assert "&lt;!channel&gt; *x*" in all_text(preview["blocks"])
    assert bench.slack.pings() == []


async def test_same_event_twice_unfurls_once(bench: Bench) -> None:
    """Slack repeats events."""
    shared = await bench.slack.share_link(PAGE)
    await bench.slack.settled()
    event = shared.payload["event"]
    await bench.slack.send_event(event, event_id=shared.payload["event_id"])
    await bench.slack.settled()
    assert len(bench.slack.calls_to("chat.unfurl")) == 1


async def test_missing_permission_is_no_ones_trouble(tmp_path: Path) -> None:
    """The link stays as Slack shows it, and nobody hears of it but the log."""
    async with at_work(tmp_path, scopes_left_out={"links:write"}) as bench:
        bench.slack.unfurl_domains.append("harbour.example")
        assert await shown_below(bench, PAGE) == {}
        assert [each for each in bench.slack.visible_to("ada") if each.by_app] == []
