"""From a line in Slack to its words in the stored text: where links lead, and what they open."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from datetime import time
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr
from scenario.slack_bench import Bench, at_work, manifest
from scenario.test_slack_serve import free_port, serving, until_listening

from bot.config import Settings
from bot.errors import ConfigError
from bot.newsroom import Newsroom
from bot.records import FollowKind, Span, Subscription
from bot.results import Answer, Board, Brief, BriefRequest, Check, Digest, Inspection
from handlers.playground.standin import SlackStandIn
from handlers.web.reaching import reach_pages
from handlers.web.site import open_site

BASE = "https://dateline.example"
SAID = "The door of NATO stays open to every neighbour,"


def links_in(value: object) -> Iterator[str]:
    """Yield the addresses of the links in a message's blocks."""
    if isinstance(value, dict):
        if value.get("type") == "link":
            yield value["url"]
        for each in value.values():
            yield from links_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from links_in(each)
    elif isinstance(value, str):
        found = re.findall(r"<(https?:[^|>]+)\|", value)
        yield from (address.replace("&amp;", "&") for address in found)


@pytest.mark.parametrize("http", [False, True])
async def test_a_citation_opens_at_its_words(tmp_path: Path, http: bool) -> None:
    """Whether Slack comes by Socket Mode or by HTTP, the same process serves the pages.

    The last link leads to the page of the whole brief.
    """
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    target = f"{base}/slack/events" if http else None
    options: dict[str, object] = {"http_port": port, "public_url": base}
    if http:
        options["slack_app_token"] = None
    async with (
        SlackStandIn(manifest=manifest(), **({"http_target": target} if target else {})) as slack,
        serving(slack, tmp_path, http=http, **options),
        aiohttp.ClientSession() as web,
    ):
        await until_listening(web, port)
        answer = await slack.answer_to(await slack.command("/brief", "nato"))
        *links, page = links_in(answer.blocks)
        assert links
        async with web.get(page) as response:
            assert response.status == 200
            assert "Key quotations" in await response.text()
        pages = []
        for link in links:
            assert link.startswith(f"{base}/documents/")
            async with web.get(link) as response:
                assert response.status == 200
                pages.append(await response.text())
        assert any(f">{SAID}</" in page and '<mark class="cited"' in page for page in pages)


async def test_without_a_public_address_links_lead_to_the_outlet(tmp_path: Path) -> None:
    """And nothing listens for readers."""
    port = free_port()
    async with (
        SlackStandIn(manifest=manifest()) as slack,
        serving(slack, tmp_path, http=False, http_port=port),
        aiohttp.ClientSession() as web,
    ):
        answer = await slack.answer_to(await slack.command("/brief", "nato"))
        assert set(links_in(answer.blocks)) == {"https://harbour.example/news/1"}
        with pytest.raises(aiohttp.ClientConnectorError):
            await web.get(f"http://127.0.0.1:{port}/healthz")


async def test_a_taken_port_ends_it_at_once(tmp_path: Path) -> None:
    """With pages beside Socket Mode too, and nothing stays connected."""
    async with await asyncio.start_server(lambda _, __: None, "127.0.0.1", 0) as taken:
        port = taken.sockets[0].getsockname()[1]
        async with SlackStandIn(manifest=manifest()) as slack:
            with pytest.raises(ConfigError, match="DATELINE_HTTP_PORT"):
                async with serving(
                    slack, tmp_path, http=False, http_port=port, public_url="http://127.0.0.1"
                ):
                    pass


# --- every kind of result -----------------------------------------------------------------
Result = Brief | Board | Answer | Check | Digest | Inspection
Ask = Callable[[Newsroom, str], Result]


def request() -> BriefRequest:
    """Return a request for a brief on NATO."""
    return BriefRequest(topic="nato", workspace="local")


def order_of(newsroom: Newsroom, channel: str) -> Subscription:
    """Return an order for a daily digest on NATO."""
    return newsroom.follow(
        workspace="local",
        destination=channel,
        topic="nato",
        at=time(8),
        kind=FollowKind.TOPIC,
    )


def inspect_first(newsroom: Newsroom, channel: str) -> Inspection:
    """Return what is known of the first line of a brief."""
    cited = newsroom.brief(request(), audience=channel).quotations[0].citation
    return newsroom.inspect(cited.document, Span(cited.start, cited.end), audience=channel)


ASKED: dict[str, Ask] = {
    "brief": lambda room, channel: room.brief(request(), audience=channel),
    "board": lambda room, channel: room.board(request(), audience=channel),
    "answer": lambda room, channel: room.ask("who opposes NATO expansion?", audience=channel),
    "check": lambda room, channel: room.check(f"“{SAID}” Niinisto said.", audience=channel),
    "digest": lambda room, channel: room.preview_digest(order_of(room, channel)),
    "inspection": inspect_first,
}


def addresses_in(value: object) -> set[str | None]:
    """Return the readers' addresses of all citations in a result."""
    found = re.findall(r"reader_url=(?:'([^']*)'|None)", repr(value))
    return {each or None for each in found}


@pytest.mark.parametrize("ask", ASKED.values(), ids=ASKED.keys())
async def test_every_result_leads_to_the_reader(tmp_path: Path, ask: Ask) -> None:
    """With a link of the channel that asked, the same for the same question all day."""
    async with at_work(tmp_path) as bench:
        assert addresses_in(ask(bench.newsroom, "C1")) == {None}
        open_site(bench.newsroom, bench.wire, BASE)
        here, again = ask(bench.newsroom, "C1"), ask(bench.newsroom, "C1")
        elsewhere = ask(bench.newsroom, "C2")
        assert addresses_in(here) == addresses_in(again)
        assert addresses_in(here).isdisjoint(addresses_in(elsewhere))
        assert all(each and each.startswith(BASE) for each in addresses_in(here))


async def test_the_terminal_gets_no_links(tmp_path: Path) -> None:
    """Whoever holds the archive sees all of it; no link is made that shows all to others."""
    async with at_work(tmp_path) as bench:
        open_site(bench.newsroom, bench.wire, BASE)
        assert addresses_in(bench.newsroom.brief(request())) == {None}


# --- doctor -------------------------------------------------------------------------------
async def test_doctor_says_whether_pages_are_reached(tmp_path: Path) -> None:
    """As far as that can be told from here."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    assert "does not answer" in await reach_pages(base)
    async with (
        SlackStandIn(manifest=manifest()) as slack,
        serving(slack, tmp_path, http=False, http_port=port, public_url=base),
        aiohttp.ClientSession() as web,
    ):
        await until_listening(web, port)
        assert await reach_pages(base) == ""


async def test_a_secret_of_the_settings_signs_links(tmp_path: Path) -> None:
    """Two bots with one secret open each other's links."""
    async with at_work(tmp_path) as bench:
        named = Settings(
            database_url=bench.settings.database_url, link_secret=SecretStr("a secret of links")
        )
        before = addresses_in(_with_site(bench, bench.settings))
        assert before.isdisjoint(addresses_in(_with_site(bench, named)))


def _with_site(bench: Bench, settings: Settings) -> Brief:
    newsroom = Newsroom(
        settings, archive=bench.newsroom.archive, now=bench.clock, workspace="local"
    )
    open_site(newsroom, bench.wire, BASE)
    return newsroom.brief(request(), audience="C1")
