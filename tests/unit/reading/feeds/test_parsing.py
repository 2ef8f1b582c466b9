"""Feeds read from bytes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from feed_files import ARTICLE, FEED_URL, NOW, SENTENCE, atom, item, paragraphs, rss

from bot.errors import InputError
from bot.reading.feeds.entries import Entry, Feed, FeedLink, NotAFeedError
from bot.reading.feeds.parsing import read_feed


def read(data: bytes, **changes: object) -> Feed:
    """Read a feed that was fetched just now."""
    return read_feed(data, **{"url": FEED_URL, "now": NOW, **changes})  # type: ignore[arg-type]


def only(data: bytes, **changes: object) -> Entry:
    """Return the one entry of a feed."""
    (entry,) = read(data, **changes).entries
    return entry


def test_an_rss_feed_is_read() -> None:
    """What it says of itself and of its entry, relative links made whole."""
    more = "<language>en-gb</language><copyright>Lindow Press</copyright><ttl>20</ttl>"
    one = item(
        guid="17",
        summary=paragraphs("A short one."),
        content=paragraphs(ARTICLE),
        more="<dc:creator>Ann Lee</dc:creator>",
    )
    assert read(rss(one, more=more)) == Feed(
        title="The Lindow Post",
        link="https://post.example/",
        language="en",
        rights="Lindow Press",
        pause=timedelta(minutes=20),
        entries=(
            Entry(
                guid="17",
                title="Pier closes",
                link="https://post.example/a",
                author="Ann Lee",
                published=date(2024, 5, 20),
                published_at=datetime(2024, 5, 20, 9, tzinfo=UTC),
                summary="A short one.",
                content=ARTICLE,
                language="en",
                rights="Lindow Press",
            ),
        ),
    )


def test_an_atom_feed_is_read() -> None:
    """Content in XHTML, a language of its own, a licence as a link."""
    entry = only(
        atom(
            [
                '<entry xml:lang="de"><id>tag:post,1</id><title type="html">Caf&amp;eacute;</title>'
                '<link rel="enclosure" href="a.mp3"/><link href="b"/>'
                '<link rel="license" href="https://cc.example/by"/>'
                "<author><name>Ann Lee</name></author><author><name>Bo Ek</name></author>"
                "<published>2024-05-01T08:00:00Z</published><updated>2024-05-02T08:00:00Z</updated>"
                '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Eins</p>'
                "<p>zwei<br/>drei</p></div></content></entry>"
            ]
        )
    )
    assert (entry.guid, entry.title, entry.author) == ("tag:post,1", "Café", "Ann Lee, Bo Ek")
    assert entry.link == "https://post.example/news/b"
    assert (entry.language, entry.rights) == ("de", "https://cc.example/by")
    assert entry.published == date(2024, 5, 1)
    assert entry.updated_at == datetime(2024, 5, 2, 8, tzinfo=UTC)
    assert entry.text == "Eins\n\nzwei\ndrei"


def test_a_json_feed_is_read() -> None:
    """The same things under other names; a number is an id as well."""
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Lindow Post",
        "home_page_url": "/",
        "language": "en-US",
        "items": [
            {
                "id": 17,
                "url": "/a",
                "title": "Pier closes",
                "content_html": paragraphs(ARTICLE),
                "summary": "A short one.",
                "date_published": "2024-05-19T23:30:00-05:00",
                "authors": [{"name": "Ann Lee"}, "?"],
            },
            {"id": "2", "external_url": "https://else.example/", "content_text": "Text."},
            "?",
        ],
    }
    feed = read(json.dumps(told).encode())
    assert (feed.title, feed.link, feed.language) == (
        "The Lindow Post",
        "https://post.example/",
        "en",
    )
    first, second = feed.entries
    assert (first.guid, first.link) == ("17", "https://post.example/a")
    assert (first.author, first.summary, first.content) == ("Ann Lee", "A short one.", ARTICLE)
    assert first.published == date(2024, 5, 19)
    assert first.published_at == datetime(2024, 5, 20, 4, 30, tzinfo=UTC)
    assert (second.link, second.content) == ("https://else.example/", "Text.")


@pytest.mark.parametrize(
    ("written", "day", "hour"),
    [
        ("Sun, 19 May 2024 23:30:00 -0500", date(2024, 5, 19), 4),
        ("2024-05-20T01:00:00+05:00", date(2024, 5, 20), 20),
        ("Mon, 20 May 2024 10:00:00 GMT", date(2024, 5, 20), 10),
        ("20 May 2024", date(2024, 5, 20), 0),
        ("Tue, 21 May 2024 11:00:00 GMT", date(2024, 5, 21), 11),
    ],
)
def test_a_date_is_the_publishers_own_day(written: str, day: date, hour: int) -> None:
    """The evening in one place is the next day in another; the instant is kept beside it."""
    entry = only(rss(item(date=written)))
    assert entry.published == day
    assert entry.published_at is not None
    assert entry.published_at.hour == hour


@pytest.mark.parametrize(
    "written",
    ["", "soon", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 24 May 2024 10:00:00 GMT", "31 Feb 2024"],
)
def test_a_date_that_cannot_be_is_none(written: str) -> None:
    """In the future, before there were feeds, or no date at all."""
    entry = only(rss(item(date=written)))
    assert (entry.published, entry.published_at) == (None, None)


@pytest.mark.parametrize(
    ("more", "minutes"),
    [
        ("<ttl>45</ttl>", 45),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", 60),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            360,
        ),
        ("<ttl>never</ttl>", None),
        ("<ttl>0</ttl>", None),
        ("<sy:updatePeriod>sometimes</sy:updatePeriod>", None),
    ],
)
def test_the_pause_that_a_feed_asks_for(more: str, minutes: int | None) -> None:
    """Its time to live, or how often it says that it changes."""
    assert read(rss(more=more)).pause == (timedelta(minutes=minutes) if minutes else None)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Caf&eacute; &amp; pier", "Café & pier"),
        ("Lindow&amp;#8217;s <i>pier</i>", "Lindow’s pier"),
        ("  Two\n  lines ", "Two lines"),
        ("Profits < losses & debts", "Profits < losses & debts"),
    ],
)
def test_a_headline_is_plain_text_on_one_line(title: str, shown: str) -> None:
    """Whether it came as HTML, escaped twice, or broken over lines."""
    assert only(rss(item(title=title))).title == shown


def test_text_keeps_its_words_and_paragraphs() -> None:
    """Lists line by line; scripts, pictures and the program's own footer are no words."""
    html = (
        "<h2>Pier</h2>First <b>bold</b>\n words.<p>Second &amp; third.</p><ul><li>one<li>two</ul>"
        "<script>evil()</script><style>p {}</style><figure><figcaption>Photo</figcaption></figure>"
        "<p>The post <a href='/a'>Pier closes</a> appeared first on <a href='/'>Lindow</a>.</p>"
    )
    assert only(rss(item(content=html))).content == (
        "Pier\n\nFirst bold words.\n\nSecond & third.\n\none\ntwo"
    )


@pytest.mark.parametrize(
    ("author", "shown"),
    [
        ("Ann Lee", "Ann Lee"),
        ("admin", ""),
        ("desk@post.example", ""),
        ("desk@post.example (Ann Lee)", "Ann Lee"),
        ("Ann Lee &lt;ann@post.org&gt;", "Ann Lee"),
    ],
)
def test_an_author_is_a_name(author: str, shown: str) -> None:
    """Not an account, not an address."""
    assert only(rss(item(more=f"<dc:creator>{author}</dc:creator>"))).author == shown


# --- which entry is which ---------------------------------------------------------------------
def test_an_id_that_stands_for_several_articles_is_none() -> None:
    """The links tell them apart."""
    entries = read(rss(item("/a", guid="x"), item("/b", guid="x"), item("/c", guid="y"))).entries
    assert [it.guid for it in entries] == ["", "", "y"]
    assert len({it.key for it in entries}) == 3


def test_an_article_listed_twice_is_one() -> None:
    """The first time counts, which is the newest."""
    feed = rss(item("/a", guid="x", title="New"), item("/a", guid="x", title="Old"))
    assert [it.title for it in read(feed).entries] == ["New"]


def test_an_entry_without_link_and_id_is_known_by_its_words() -> None:
    """Each poll finds the same one again; one without any words is none."""
    feed = rss(item("", title="One"), item("", title="Two"), "<item></item>")
    one, two = read(feed).entries
    assert one.key != two.key
    assert [it.key for it in read(feed).entries] == [one.key, two.key]


@pytest.mark.parametrize(
    ("guid", "link", "kept"),
    [
        ("https://post.example/a#3", "https://post.example/a?from=rss", "https://post.example/a"),
        ("https://post.example/a#3", "https://post.example/b", "https://post.example/a#3"),
        ("https://post.example/l#3", "https://post.example/l#3", "https://post.example/l#3"),
        ("item#3", "https://post.example/a", "item#3"),
    ],
)
def test_the_number_of_a_version_is_no_part_of_an_id(guid: str, link: str, kept: str) -> None:
    """A story that is numbered anew with every change stays the same story."""
    assert only(rss(item(link, guid=guid))).guid == kept


def test_a_link_may_stand_in_the_id_alone() -> None:
    """As RSS allows; what leads to no web page is no link."""
    entry = only(rss("<item><title>T</title><guid>https://post.example/a</guid></item>"))
    assert entry.link == "https://post.example/a"
    assert only(rss(item("javascript:alert(1)"))).link == ""
    assert only(rss(item("mailto:desk@post.example"))).link == ""


# --- what servers send --------------------------------------------------------------------------
WORDS = "Führung – “café”"


@pytest.mark.parametrize(
    ("stated", "charset", "actual"),
    [
        ("utf-8", "", "utf-8"),
        ("iso-8859-1", "", "utf-8"),
        ("utf-8", "iso-8859-1", "utf-8"),
        ("iso-8859-1", "", "cp1252"),
        ("utf-8", "", "cp1252"),
        ("no-such-charset", "nor-this", "utf-8"),
        ("hex", "", "utf-8"),
        ("utf-8", "", "utf-16"),
    ],
)
def test_the_charset_is_found_whatever_is_stated(stated: str, charset: str, actual: str) -> None:
    """UTF-8 shows itself; Windows marks come under the name of Latin-1."""
    text = rss(item(title=WORDS)).decode().replace("utf-8", stated, 1)
    assert only(text.encode(actual), charset=charset).title == WORDS


def test_a_charset_of_escapes_is_believed() -> None:
    """Its bytes look like ASCII."""
    text = rss(item(title="桟橋を閉鎖")).decode().replace("utf-8", "iso-2022-jp", 1)
    assert only(text.encode("iso-2022-jp")).title == "桟橋を閉鎖"


def test_a_damaged_byte_costs_one_character() -> None:
    """The rest of the feed is still UTF-8."""
    damaged = rss(item(title="Führung über Österreich")).replace("ü".encode(), b"\xfc", 1)
    assert only(damaged).title == "F\ufffdhrung über Österreich"


@pytest.mark.parametrize(
    "broken",
    [
        rss(item(title="Pier closes")).replace(b"</channel></rss>", b""),
        rss(item(title="Pier closes")).replace(b"<channel>", b"<channel><br>A & B"),
        rss(item(title="Pier closes")).replace(b"</title>", b"\x0b\x00</title>"),
        b"\n\n  " + rss(item(title="Pier closes")),
    ],
)
def test_broken_xml_is_read_as_far_as_it_goes(broken: bytes) -> None:
    """Cut off, not well formed, with characters that are forbidden."""
    assert only(broken).title == "Pier closes"


def test_what_the_library_stumbles_over_is_refused_in_words() -> None:
    """It raises errors of many kinds on damaged feeds."""
    stumbles = rss(item()).replace(b"<item>", b"<item>&#x110000;")
    with pytest.raises(InputError, match="it is too damaged to be read as a feed"):
        read(stumbles)


def test_entities_are_not_expanded_without_end() -> None:
    """Of a bomb nothing goes off."""
    bomb = b"<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'>%s]>" % b"".join(
        b"<!ENTITY %c '%s'>" % (c + 1, b"&%c;" % c * 10) for c in range(97, 110)
    )
    feed = bomb + rss(item(title="T")).replace(b"<title>T", b"<title>T &n;").split(b"?>", 1)[1]
    assert len(only(feed).title) < 1000


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b" \n", "it is empty"),
        (b"Not found", "it is not a feed: it is neither RSS nor Atom nor JSON Feed"),
        (b"{}", "it is not a feed: it is JSON, but not a JSON Feed"),
        (b"{", "it starts like a JSON Feed, but it is not JSON"),
        (b'{"a":' * 100_000, "it starts like a JSON Feed, but it is not JSON"),
        (b"<p>" * 250_000, "it has more tags or attributes than a feed can have"),
        (b"&lt;p>" * 250_000, "it has more tags or attributes than a feed can have"),
        (
            b"<rss " + b"".join(b"a%d='1' " % i for i in range(200)) + b"/>",
            "it has more tags or attributes than a feed can have",
        ),
        (b"x" * 5_000_001, "it is larger than 5 MB"),
        (rss("<item/>" * 10_001), "it lists more than 10,000 entries"),
    ],
)
def test_what_is_no_feed_is_refused_in_words(data: bytes, why: str) -> None:
    """Also what would take a parser for ever."""
    with pytest.raises(InputError) as refused:
        read(data)
    assert str(refused.value) == why


def test_a_page_that_comes_instead_names_its_feeds() -> None:
    """Not those of its comments, each once, relative to the page's base."""
    page = b"""<!-- a --><!DOCTYPE html><head><base href="https://cdn.example/x/">
    <link rel="alternate" type="application/rss+xml" title="The  Post" href="rss">
    <link rel="alternate" type="application/rss+xml" href="rss">
    <link rel="Alternate" type="application/atom+xml; charset=utf-8" href="/atom">
    <link rel="alternate" type="application/rss+xml" href="/comments/feed">
    <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/s.css"></head>"""
    with pytest.raises(NotAFeedError) as refused:
        read(page)
    assert refused.value.feeds == (
        FeedLink(address="https://cdn.example/x/rss", title="The Post"),
        FeedLink(address="https://cdn.example/atom"),
    )
    assert str(refused.value) == (
        "it is a web page, not a feed; the page names https://cdn.example/x/rss,"
        " https://cdn.example/atom"
    )
    with pytest.raises(NotAFeedError, match="it names no feed"):
        read(b"<html><p>Down for maintenance</p>")


def test_an_empty_feed_is_a_feed() -> None:
    """Nothing has been published yet."""
    assert read(rss()).entries == ()


def test_a_feed_is_never_taken_for_the_name_of_a_file() -> None:
    """The library opens files by name where it is given bytes."""
    with pytest.raises(InputError, match="it is not a feed"):
        read(__file__.encode())


def test_the_summary_is_not_repeated_as_content() -> None:
    """The longer of the two is the entry's text."""
    entry = only(rss(item(summary=paragraphs(SENTENCE), content=paragraphs(ARTICLE))))
    assert (entry.summary, entry.text) == (SENTENCE, ARTICLE)
    assert only(rss(item(summary=paragraphs(SENTENCE)))).text == SENTENCE
