"""The page of a brief, as the server gives it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from aiohttp import ClientResponse, ClientSession
from topic_site import HOSTILE, TopicSite, topic_site

from bot.records import RawDocument


@pytest.fixture
async def pages(tmp_path: Path) -> AsyncIterator[TopicSite]:
    """Return the pages of an archive with a fortnight of news."""
    async with topic_site(tmp_path) as made:
        yield made


async def _get(url: str) -> tuple[ClientResponse, str]:
    async with ClientSession() as session, session.get(url) as response:
        return response, await response.text()


def _addresses(text: str, attribute: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'{attribute}="([^"]+)"', text)]


async def test_a_page_shows_topic_counts_and_all_three_parts(pages: TopicSite) -> None:
    """What Slack shows in short stands here at length."""
    response, text = await _get(pages.url())
    assert response.status == 200
    assert "NATO" in text
    for part in ("timeline", "positions", "quotations"):
        assert f'id="{part}"' in text
    assert "As of 14 May 2022" in text


async def test_every_line_leads_to_its_words_in_the_source_reader(pages: TopicSite) -> None:
    """The links are this server's own, and each opens."""
    _, text = await _get(pages.url())
    links = [each for each in _addresses(text, "href") if each.startswith("/documents/")]
    assert len(links) > 10
    response, opened = await _get(str(pages.server.make_url(links[0])))
    assert response.status == 200
    assert links[0].partition("#")[2] in _addresses(opened, "id")


async def test_a_document_cannot_put_elements_into_the_page(pages: TopicSite) -> None:
    """Outlets and titles are foreign words."""
    _, text = await _get(pages.url())
    assert HOSTILE not in text
    assert "&lt;script&gt;" in text


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("on", ["light", "dark"])
async def test_the_picture_is_a_safe_resource_of_its_own(
    pages: TopicSite, size: str, on: str
) -> None:
    """It comes from this server, runs nothing, and is kept by nobody between."""
    _, text = await _get(pages.url())
    addresses = [*_addresses(text, "src"), *_addresses(text, "srcset")]
    own = [each for each in addresses if f"size={size}&on={on}" in each]
    response, drawn = await _get(str(pages.server.make_url(own[0])))
    assert response.content_type == "image/svg+xml"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "private"
    assert "Norland" in drawn


async def test_the_picture_is_told_in_words(pages: TopicSite) -> None:
    """Who does not see it reads what it shows, and the dates as a list."""
    _, text = await _get(pages.url())
    assert any(each.startswith("Timeline of NATO: ") for each in _addresses(text, "alt"))
    numbers = [int(found) for found in re.findall(r"Number </span>(\d+)", text)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 3


async def test_filters_are_shown(pages: TopicSite) -> None:
    """A page that leaves things out says so."""
    _, text = await _get(pages.url("nato by:lindqvist since:2022-05-03"))
    assert "Said or held by" in text
    assert "3 May 2022" in text


async def test_what_a_channel_may_not_see_is_not_on_its_page(pages: TopicSite) -> None:
    """The page is read as the channel of the link sees it."""
    secret = "“NATO will leave the island by night,” said Mara Lindqvist of Norland."
    raw = RawDocument(external_id="secret", text=secret, published=date(2022, 5, 13))
    pages.newsroom.add([raw], audience="C0SECRET")
    _, outside = await _get(pages.url(audience="C0OTHER"))
    _, inside = await _get(pages.url(audience="C0SECRET"))
    assert "by night" not in outside
    assert "by night" in inside


async def test_a_changed_link_opens_nothing(pages: TopicSite) -> None:
    """Neither the page nor its picture."""
    url = pages.url()
    for address in (url, url.replace("/topics?", "/topics/timeline.svg?")):
        response, text = await _get(address[:-4] + "AAAA")
        assert response.status == 403
        assert "does not open anything" in text


async def test_an_old_link_says_that_it_has_run_out(pages: TopicSite) -> None:
    """And what to do about it."""
    url = pages.url()
    pages.clock.forward(days=60)
    response, text = await _get(url)
    assert response.status == 410
    assert "ask for a new brief" in text


async def test_a_topic_without_lines_says_why(pages: TopicSite) -> None:
    """No empty headings, and no picture."""
    response, text = await _get(pages.url("zebra"))
    assert response.status == 200
    assert "<h2" not in text
    assert "zebra" in text


async def test_lines_of_one_day_have_no_picture_but_words(pages: TopicSite) -> None:
    """There is no timeline of one day."""
    url = pages.url("lantern")
    _, text = await _get(url)
    assert "burn all night" in text
    assert '<img src="/topics' not in text
    response, told = await _get(url.replace("/topics?", "/topics/timeline.svg?"))
    assert response.status == 404
    assert "Too little here has a date" in told


async def test_a_request_that_makes_no_sense_is_told_in_words(pages: TopicSite) -> None:
    """An old link may hold what is refused by now."""
    request = pages.site.addresses.signer.read_topic(pages.url().partition("key=")[2]).request
    turned = replace(request, since=date(2022, 6, 1), until=date(2022, 5, 1))
    url = pages.server.make_url(pages.site.addresses.of_topic(turned, ""))
    response, text = await _get(str(url))
    assert response.status == 400
    assert "The period ends (2022-05-01) before it begins (2022-06-01)" in text
