"""One poll of one feed, from a real server through the real guard."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import web
from feed_files import ARTICLE, NOW, SENTENCE, feed_state, item, paragraphs, rss
from feed_sites import Site, Sites, guard_for, hang, running_sites, saying
from web_pages import ENGLISH, web_page

from bot.errors import FetchError, InputError
from bot.ports.feeds import FeedState, SeenEntry
from bot.reading.decide import hash_content
from bot.reading.feeds.entries import FeedLink
from bot.reading.feeds.polling import FindStored, Limits, PollOutcome, find_feeds, poll_feed
from bot.reading.fetching.guard import Guard
from bot.records import Failure, RawDocument, SourceKind, SourceRef

HOUR = timedelta(hours=1)
TEASER = paragraphs(f"{SENTENCE} Read more")


class Reader:
    """Polls the feed of one site and keeps its state, as the loop does."""

    def __init__(self, sites: Sites, guard: Guard, site: Site) -> None:
        self.sites, self.guard, self.site = sites, guard, site
        self.state: FeedState = feed_state(address=f"http://{site.host}/rss")
        self.seen: Mapping[str, SeenEntry] = {}

    async def poll(self, *, find_stored: FindStored | None = None, **limits: float) -> PollOutcome:
        """Poll once, and keep what is to be kept."""
        more = {} if find_stored is None else {"find_stored": find_stored}
        outcome = await poll_feed(
            self.guard,
            self.state,
            self.seen,
            now=self.sites.clock.now(),
            chance=0.5,
            limits=Limits(**limits),  # type: ignore[arg-type]
            **more,
        )
        self.state = outcome.state
        self.seen = self.seen if outcome.seen is None else outcome.seen
        return outcome

    def serve(self, *items: str, **headers: str) -> None:
        """Let the feed hold these items from now on."""
        self.site.answer = saying(rss(*items), **headers)

    def fetched(self) -> list[str]:
        """Return the articles that were asked for."""
        return [path for path in self.site.requests if path not in {"/rss", "/robots.txt"}]


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    """Return the reader of a site whose feed has one new article an hour."""
    async with running_sites() as sites:
        site = sites.add("post.example")
        async with guard_for(sites, ["post.example", "else.example"]) as guard:
            yield Reader(sites, guard, site)


def titles(outcome: PollOutcome) -> list[str]:
    """Return the titles of the documents of a poll."""
    return [it.title for it in outcome.documents]


# --- articles in the feed -------------------------------------------------------------------
async def test_an_article_becomes_a_document(reader: Reader) -> None:
    """With all that the feed says of it, and where it came from."""
    more = "<dc:creator>Ann Lee</dc:creator>"
    link = f"http://{reader.site.host}/a?utm_source=rss"
    reader.serve(item(link, guid="17", content=paragraphs(ARTICLE), more=more))
    (document,) = (await reader.poll()).documents
    address = reader.state.address
    assert document == RawDocument(
        external_id=f"{address}#17",
        text=ARTICLE,
        title="Pier closes",
        outlet="The Lindow Post",
        url=f"http://{reader.site.host}/a",
        published=NOW.date(),
        origin=address,
        author="Ann Lee",
        fetched_at=NOW,
        fetched_hash=document.fetched_hash,
        source=SourceRef(SourceKind.FEED, address, "The Lindow Post"),
    )
    assert len(document.fetched_hash) == 64
    assert reader.fetched() == []


async def test_each_article_is_given_once(reader: Reader) -> None:
    """The oldest first; what is there already is asked for under a condition."""
    assert titles(await reader.poll()) == [f"Report {n}" for n in (1, 2, 3, 4, 5)]
    assert titles(await reader.poll()) == []
    reader.sites.clock.pass_(2 * 3600)
    assert titles(await reader.poll()) == ["Report 6", "Report 7"]
    assert reader.site.statuses == [200, 304, 200]
    assert reader.state.last_fetched == reader.state.last_new == NOW + 2 * HOUR


async def test_of_a_new_feed_only_the_newest_are_taken(reader: Reader) -> None:
    """The others are counted, and stay left out."""
    outcome = await reader.poll(first_entries=2)
    assert (titles(outcome), outcome.left_out) == (["Report 4", "Report 5"], 3)
    reader.site.answer = saying(reader.site.feed())
    outcome = await reader.poll(first_entries=2)
    assert (titles(outcome), outcome.left_out) == ([], 0)


async def test_an_article_that_changed_is_given_again(reader: Reader) -> None:
    """Under the same id; another order or another tracking parameter is no change."""
    one, two = (item(f"/{n}", guid=n, content=paragraphs(f"{n}. {ARTICLE}")) for n in "12")
    reader.serve(one, two)
    first = await reader.poll()
    reader.serve(two, one.replace("/1<", "/1?utm_source=x<"))
    assert (await reader.poll()).documents == ()
    reader.serve(one.replace("We had no choice", "We had a choice"), two)
    (changed,) = (await reader.poll()).documents
    assert changed.external_id in {it.external_id for it in first.documents}
    assert "We had a choice" in changed.text


@pytest.mark.parametrize(
    ("guid", "link", "external_id"),
    [
        ("https://post.example/?p=1", "/a", "https://post.example/?p=1"),
        ("tag:1", "/a", "{feed}#tag:1"),
        (None, "/a?utm_source=rss", "{site}/a"),
    ],
)
async def test_an_id_is_that_of_the_publisher(
    reader: Reader, guid: str | None, link: str, external_id: str
) -> None:
    """A permanent address as it is, else within the feed, else the link."""
    reader.serve(item(link, guid=guid, content=paragraphs(ARTICLE)))
    (document,) = (await reader.poll()).documents
    site = f"http://{reader.site.host}"
    assert document.external_id == external_id.format(feed=reader.state.address, site=site)


# --- teasers --------------------------------------------------------------------------------
async def test_the_article_behind_a_teaser_is_fetched(reader: Reader) -> None:
    """Its page gives the words; the feed gives headline, date and id."""
    reader.serve(item("/story", guid="17", summary=TEASER))
    reader.site.pages["/story"] = saying(web_page())
    (document,) = (await reader.poll()).documents
    assert document.text == "\n\n".join(ENGLISH)
    assert document.title == "Pier closes"
    assert document.external_id == f"{reader.state.address}#17"
    assert document.url == f"http://{reader.site.host}/story"
    assert document.origin == reader.state.address
    assert (await reader.poll()).documents == ()
    assert reader.fetched() == ["/story"]


@pytest.mark.parametrize(
    ("summary", "stored"), [(TEASER, [SENTENCE]), (paragraphs("Pictures"), []), ("", [])]
)
async def test_robots_are_heeded(reader: Reader, summary: str, stored: list[str]) -> None:
    """The page is not asked for; a teaser that says something is kept, with the reason."""
    reader.site.pages["/robots.txt"] = saying("User-agent: *\nDisallow: /story")
    reader.site.pages["/story"] = saying(web_page())
    reader.serve(item("/story", guid="17", summary=summary))
    outcome = await reader.poll()
    assert [it.text for it in outcome.documents] == stored
    why = "“post.example” asks programs not to read this page (robots.txt)"
    link = f"http://{reader.site.host}/story"
    assert (outcome.teasers or outcome.failures) == (Failure(link, why),)
    assert (outcome.state.teasers, outcome.state.missed) == ((1, 0) if stored else (0, 1))
    assert outcome.state.trouble == why
    for document in outcome.documents:
        assert document.origin == f"{reader.state.address} (teaser only: {why})"
    again = await reader.poll()
    assert (again.documents, again.teasers, again.failures) == ((), (), ())
    assert (reader.fetched(), reader.state.failing_since) == ([], None)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (saying("gone", status=404), "there is no such page"),
        (saying(b"%PDF-1.7"), "it is a file (application/pdf), not a page"),
        (saying("<html><p>Nothing</p></html>"), ""),
    ],
)
async def test_a_page_without_article_costs_only_its_article(
    reader: Reader, answer: web.RequestHandler, why: str
) -> None:
    """The teaser is kept, and the next entry is read."""
    reader.serve(
        item("/good", guid="1", summary=TEASER, date=""),
        item("/bad", guid="2", summary=TEASER, title="Bad", date=""),
    )
    reader.site.pages |= {"/bad": answer, "/good": saying(web_page())}  # type: ignore[dict-item]
    outcome = await reader.poll()
    assert [it.text for it in outcome.documents] == [SENTENCE, "\n\n".join(ENGLISH)]
    ((link, reason),) = outcome.teasers
    assert link.endswith("/bad")
    assert why in reason


@pytest.mark.parametrize("link", ["", "/", "/live", "/live#{n}"])
async def test_a_link_that_does_not_lead_to_one_article_is_not_followed(
    reader: Reader, link: str
) -> None:
    """No link, that of the site, or one page for several entries; the teasers are kept."""
    link = link and f"http://{reader.site.host}{link}"
    teasers = (
        item(link.format(n=n), guid=n, summary=paragraphs(f"{n}. {SENTENCE}…")) for n in "12"
    )
    site = f"<link>http://{reader.site.host}/</link>".encode()
    feed = rss(*teasers).replace(b"<link>https://post.example/</link>", site)
    reader.site.answer = saying(feed)
    reader.site.pages |= {path: saying(web_page()) for path in ("/", "/live")}
    outcome = await reader.poll()
    assert [it.text for it in outcome.documents] == [f"2. {SENTENCE}…", f"1. {SENTENCE}…"]
    assert {it.why for it in outcome.teasers} == {"the feed gives no link to the article alone"}
    assert reader.fetched() == []


async def test_an_article_may_be_a_file(reader: Reader) -> None:
    """It is read by whoever reads files."""
    reader.serve(item("/report.pdf", guid="17", summary=TEASER))
    reader.site.pages["/report.pdf"] = saying(b"%PDF-1.7", Content_Type="application/pdf")

    def read_file(data: bytes, media_type: str) -> RawDocument:
        return RawDocument(external_id="", text=f"{media_type}: {ARTICLE}", title="Report")

    outcome = await poll_feed(
        reader.guard, reader.state, {}, now=NOW, chance=0.5, read_file=read_file
    )
    (document,) = outcome.documents
    assert document.text == f"application/pdf: {ARTICLE}"
    assert document.url == f"http://{reader.site.host}/report.pdf"
    assert document.title == "Pier closes"


async def test_an_article_that_could_not_be_had_is_asked_for_again(reader: Reader) -> None:
    """The teaser at once, the article when it comes, although the feed did not change."""
    reader.serve(item("/story", guid="17", summary=TEASER), ETag='"1"')
    reader.site.pages["/story"] = saying("busy", status=503)
    first = await reader.poll()
    assert [it.text for it in first.documents] == [SENTENCE]
    assert (first.state.etag, first.state.teasers) == ("", 0)
    assert (await reader.poll()).documents == ()
    reader.site.pages["/story"] = saying(web_page())
    (document,) = (await reader.poll()).documents
    assert document.external_id == first.documents[0].external_id
    assert document.text == "\n\n".join(ENGLISH)
    assert reader.state.etag == '"1"'


async def test_an_article_is_given_up_in_the_end(reader: Reader) -> None:
    """After three tries the teaser has to do, and is counted once."""
    reader.serve(item("/story", guid="17", summary=TEASER))
    reader.site.pages["/story"] = saying("busy", status=503)
    outcomes = [await reader.poll() for _ in range(5)]
    assert [len(it.documents) for it in outcomes] == [1, 0, 0, 0, 0]
    assert [len(it.teasers) for it in outcomes] == [0, 0, 1, 0, 0]
    assert reader.fetched() == ["/story"] * 3
    assert reader.state.teasers == 1


async def test_a_page_with_less_than_the_feed_is_not_taken(reader: Reader) -> None:
    """Some box beside the article was found; the feed's own words are better."""
    long_teaser = paragraphs(f"{ARTICLE}…")
    reader.serve(item("/story", guid="17", summary=long_teaser))
    reader.site.pages["/story"] = saying(web_page())
    (document,) = (await reader.poll()).documents
    assert document.text == f"{ARTICLE}…"
    assert document.origin.endswith("(teaser only: its page shows less text than the feed)")


async def test_a_teaser_never_takes_the_place_of_an_article(reader: Reader) -> None:
    """When the feed changes and the page cannot be had just then, what is stored stays."""
    reader.serve(item("/story", guid="17", summary=TEASER))
    reader.site.pages["/story"] = saying(web_page())
    await reader.poll()
    reader.serve(item("/story", guid="17", summary=TEASER, title="Pier closed"))
    for answer in (saying("", status=503), saying("", status=404)):
        reader.site.pages["/story"] = answer
        assert (await reader.poll()).documents == ()
    reader.serve(item("/story", guid="17", summary=TEASER, title="Pier shut"))
    reader.site.pages["/story"] = saying(web_page())
    (document,) = (await reader.poll()).documents
    assert (document.title, document.text) == ("Pier shut", "\n\n".join(ENGLISH))


async def test_only_so_many_articles_are_fetched_in_one_poll(reader: Reader) -> None:
    """The rest waits for the next one, though the feed is the same."""
    reader.serve(*(item(f"/{n}", guid=n, summary=TEASER, title=n) for n in "321"), ETag='"1"')
    reader.site.pages |= {f"/{n}": saying(web_page()) for n in "123"}
    assert titles(await reader.poll(articles=2)) == ["1", "2"]
    assert titles(await reader.poll(articles=2)) == ["3"]
    assert titles(await reader.poll(articles=2)) == []
    assert reader.fetched() == ["/1", "/2", "/3"]


async def test_counters_in_a_teaser_do_not_fetch_its_article_again(reader: Reader) -> None:
    """Another headline does."""
    teaser = item("/story", guid="17", summary=paragraphs(f"{SENTENCE} 12 comments…"))
    reader.site.pages["/story"] = saying(web_page())
    reader.serve(teaser)
    await reader.poll()
    reader.serve(teaser.replace("12 comments", "13 comments"))
    assert (await reader.poll()).documents == ()
    reader.serve(teaser.replace("Pier closes", "Pier closed"))
    assert titles(await reader.poll()) == ["Pier closed"]
    assert reader.fetched() == ["/story"] * 2


# --- articles that are in the archive -------------------------------------------------------
async def test_an_article_that_came_through_another_feed_is_not_fetched(reader: Reader) -> None:
    """Unless only its teaser is stored."""
    reader.site.pages |= {f"/{n}": saying(web_page()) for n in "12"}
    site = f"http://{reader.site.host}"
    reader.serve(*(item(f"/{n}", summary=TEASER, title=n) for n in "12"))
    asked: list[Sequence[str]] = []

    def find_stored(state: FeedState, external_ids: Sequence[str]) -> dict[str, str]:
        asked.append(external_ids)
        return {f"{site}/1": hash_content("Its words."), f"{site}/2": hash_content(SENTENCE)}

    assert titles(await reader.poll(find_stored=find_stored)) == ["2"]
    assert titles(await reader.poll(find_stored=find_stored)) == []
    assert reader.fetched() == ["/2"]
    assert [len(each) for each in asked] == [2, 0]


# --- feeds that fail ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answer", "why", "minutes"),
    [
        (saying("", status=503), "the site has an error of its own (status 503)", 5),
        (saying("", status=429, Retry_After="3600"), "asked less often (status 429)", 60),
        (saying("", status=404), "there is no such page (status 404)", 60),
        (saying(b"GIF89a", Content_Type="image/gif"), "it is “image/gif”, not a feed", 60),
        (saying("<html><p>Closed</p></html>"), "is no feed that can be read: it is a web page", 60),
        (hang, "the server did not finish its answer in time", 5),
    ],
)
async def test_a_failure_is_kept_with_its_reason(
    reader: Reader, answer: web.RequestHandler, why: str, minutes: int
) -> None:
    """And the next try is put off, the longer the less it helps."""
    reader.site.answer = answer  # type: ignore[assignment]
    outcome = await reader.poll(feed_seconds=0.2)
    assert outcome.documents == ()
    assert why in outcome.state.last_error
    assert (outcome.state.failing_since, outcome.state.failures) == (NOW, 1)
    assert outcome.state.next_due == NOW + timedelta(minutes=minutes)


async def test_a_feed_that_comes_back_goes_on_where_it_was(reader: Reader) -> None:
    """What it published meanwhile is read."""
    await reader.poll()
    sound, reader.site.answer = reader.site.answer, saying("<html>Back soon</html>")
    reader.sites.clock.pass_(2 * 3600)
    assert (await reader.poll()).state.next_due == NOW + 2 * HOUR + timedelta(minutes=5)
    reader.site.answer = sound
    outcome = await reader.poll()
    assert titles(outcome) == ["Report 6", "Report 7"]
    assert (outcome.state.failing_since, outcome.state.last_error) == (None, "")


async def test_a_feed_that_is_gone_is_paused(reader: Reader) -> None:
    """A person has to decide."""
    reader.site.answer = saying("", status=410)
    state = (await reader.poll()).state
    assert state.is_paused
    assert state.paused_because == "the server says that this feed is gone for good (410)"


@pytest.mark.parametrize(
    ("status", "moves"), [(301, True), (308, True), (302, False), (307, False)]
)
async def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(
    reader: Reader, status: int, moves: bool
) -> None:
    """Its articles keep their ids, which name the feed as it was added."""
    new = reader.sites.add("else.example")
    new.answer = saying(rss(item("/a", guid="17", content=paragraphs(ARTICLE))))
    address = f"http://{new.host}/rss"
    reader.site.answer = saying("", status=status, Location=address)
    (document,) = (await reader.poll()).documents
    assert document.external_id == f"http://{reader.site.host}/rss#17"
    assert reader.state.fetch_address == (address if moves else reader.state.address)
    await reader.poll()
    assert len(reader.site.requests) == (1 if moves else 2)


async def test_a_feed_that_moved_to_nowhere_is_looked_for_where_it_was(reader: Reader) -> None:
    """Its old address may send it elsewhere by now; gone there, too, it is paused."""
    reader.state = replace(reader.state, moved_to=f"http://{reader.site.host}/none")
    state = (await reader.poll()).state
    assert (state.failures, state.fetch_address) == (1, state.address)
    reader.site.answer = saying("", status=410)
    reader.state = replace(state, moved_to=state.address)
    assert not (await reader.poll()).state.is_paused
    assert (await reader.poll()).state.is_paused


async def test_an_entry_without_a_headline_gets_one_from_its_words(reader: Reader) -> None:
    """As a file without one does."""
    reader.serve(item(title="", content=paragraphs(ARTICLE)))
    (document,) = (await reader.poll()).documents
    assert ARTICLE.startswith(document.title.rstrip("…"))
    assert document.title


async def test_a_publisher_is_not_asked_more_often_than_it_says(reader: Reader) -> None:
    """By its feed, also while that does not change, or by its server."""
    reader.site.answer = saying(rss(more="<ttl>240</ttl>"))
    assert (await reader.poll()).state.next_due == NOW + 4 * HOUR
    reader.site.answer = saying("", status=304)
    reader.state = replace(reader.state, etag='"1"')
    assert (await reader.poll()).state.next_due == NOW + 4 * HOUR
    reader.site.answer = saying(rss(), Cache_Control="public, max-age=3000")
    reader.state = feed_state(address=reader.state.address)
    assert (await reader.poll()).state.next_due == NOW + timedelta(minutes=50)


# --- adding -----------------------------------------------------------------------------------
async def test_a_feed_is_found_by_its_own_address_or_that_of_its_page(reader: Reader) -> None:
    """Before it is added."""
    feed = f"http://{reader.site.host}/rss"
    found = await find_feeds(reader.guard, feed, NOW)
    assert found == [FeedLink(address=feed, title=reader.site.host)]
    link = '<link rel="alternate" type="application/rss+xml" href="/rss" title="News">'
    reader.site.pages["/"] = saying(f"<html><head>{link}</head></html>")
    found = await find_feeds(reader.guard, f"http://{reader.site.host}/", NOW)
    assert found == [FeedLink(address=feed, title="News")]
    reader.site.pages["/"] = saying("<html><p>No feed</p></html>")
    with pytest.raises(InputError, match="it names no feed"):
        await find_feeds(reader.guard, f"http://{reader.site.host}/", NOW)
    with pytest.raises(FetchError, match="there is no such page"):
        await find_feeds(reader.guard, f"http://{reader.site.host}/none", NOW)
