"""What holds for whatever a server sends as a feed: a feed or a refusal, and in bounded time."""

from __future__ import annotations

from datetime import date

import pytest
from feed_files import ARTICLE, FEED_URL, NOW, atom, item, paragraphs, rss
from growth import grows_in_proportion
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.errors import InputError
from bot.ports.feeds import SeenEntry
from bot.reading.feeds.discovery import find_feed_links
from bot.reading.feeds.entries import Entry, Feed
from bot.reading.feeds.markup import html_to_text
from bot.reading.feeds.parsing import read_feed
from bot.reading.feeds.selection import choose_entries, external_id_of, fingerprint_of, remember
from bot.reading.feeds.teasers import drop_pointer, is_teaser

_RSS = rss(
    item(guid="1", content=paragraphs(ARTICLE[:300])),
    item("/b", summary="A &amp; B", more="<dc:creator>Ann</dc:creator>"),
    more="<ttl>30</ttl><cc:license>https://cc.example/</cc:license>",
)
_ATOM = atom(
    [
        '<entry><id>t:1</id><title type="html">T</title><link href="b"/><author><name>A</name>'
        '</author><updated>2024-05-01T00:00:00Z</updated><content type="xhtml">'
        '<div xmlns="http://www.w3.org/1999/xhtml"><p>Words</p></div></content></entry>'
    ]
)
_JSON = b"""{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "url": "/a",
"date_published": "2024-05-01T00:00:00Z", "content_html": "<p>A</p>"}, {}, null, {"id": []}]}"""
_SOUND = st.sampled_from((_RSS, _ATOM, _JSON))
_PIECES = st.sampled_from(
    (
        *(
            b"<",
            b">",
            b"&",
            b"<!",
            b"<?",
            b"]]>",
            b"<![CDATA[",
            b"\0",
            b"\xff",
            b"\xc3",
            b'"',
            b"'",
        ),
        *(b"&#x110000;", b"&#55296;", b"&nbsp;", b"<!DOCTYPE a [<!ENTITY b '\\d'>]>", b"<item>"),
        *(b"</item>", b"<title>", b"<link>", b"<guid>", b"<pubDate>x</pubDate>", b"<content>"),
        *(b"<geo:x srsName='EPSG:x'>", b"<base href='http://['>", b"http://[", b"<description>"),
        *(
            b'<content type="base64">!',
            b'<content type="text/x" mode="base64">',
            b"{",
            b"[",
            b"1e999",
        ),
        *(b"2024-99-99", b"xml:lang", b"<html>", b'<link rel="alternate" href="http://[">'),
    )
)


def check(data: bytes, charset: str = "") -> None:
    """Read a feed; whatever comes out is well formed and can be stored."""
    try:
        feed = read_feed(data, url=FEED_URL, now=NOW, charset=charset)
    except InputError as error:
        reason = str(error)
        assert reason
        return
    keys = [entry.key for entry in feed.entries]
    assert len(set(keys)) == len(keys)
    for entry in feed.entries:
        assert entry.link == "" or entry.link.startswith(("http://", "https://"))
        assert entry.published is None or date(1990, 1, 1) <= entry.published
        assert "\n" not in entry.title
        assert entry.language == "" or len(entry.language) == 2
        words = "".join(
            (entry.title, entry.text, entry.author, entry.guid, entry.rights, entry.link)
        )
        assert "\0" not in words
        words.encode("utf-8")
        assert external_id_of(FEED_URL, entry)
        is_teaser(entry)
        drop_pointer(entry.text)


@given(st.binary(max_size=400), st.sampled_from(("", "utf-8", "latin-1", "hex", "é", "utf-7")))
def test_any_bytes_are_a_feed_or_refused(data: bytes, charset: str) -> None:
    """Nothing else is raised."""
    check(data, charset)


@settings(max_examples=300)
@given(_SOUND, st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 40), _PIECES), max_size=6))
@example(_RSS, [(800, 0, b"<!DOCTYPE a [<!ENTITY b '\\d'>]>")])
def test_a_damaged_feed_is_a_feed_or_refused(
    sound: bytes, damages: list[tuple[int, int, bytes]]
) -> None:
    """Wherever something is cut out and something else put in."""
    for start, length, piece in damages:
        start %= len(sound) + 1
        sound = sound[:start] + piece + sound[start + length :]
    check(sound)


@given(st.lists(_PIECES | st.binary(max_size=6), max_size=40))
def test_pieces_of_feeds_are_a_feed_or_refused(pieces: list[bytes]) -> None:
    """In any order, inside a feed and without one."""
    check(b"".join(pieces))
    check(rss().replace(b"</channel>", b"".join(pieces) + b"</channel>"))


_WORD = st.text("abcdefgh", min_size=1, max_size=5)


@given(st.lists(st.tuples(st.sampled_from("p li b div td br blockquote".split()), _WORD)))
def test_text_keeps_every_word_of_its_html(parts: list[tuple[str, str]]) -> None:
    """In order, and nothing but words."""
    html = "".join(f"<{tag}> {word} </{tag}>" for tag, word in parts)
    assert html_to_text(html).split() == [word for _, word in parts]


@given(st.text())
def test_any_markup_is_text(html: str) -> None:
    """Also what is none."""
    text = html_to_text(html)
    assert "\n\n\n" not in text
    assert text == text.strip()
    find_feed_links(f"<html>{html}", FEED_URL)


def _entries(titles: list[str]) -> Feed:
    return Feed(entries=tuple(Entry(guid=title, title=title) for title in dict.fromkeys(titles)))


@given(st.lists(st.lists(_WORD, max_size=12), max_size=6), st.integers(1, 5))
def test_each_entry_is_chosen_once(listings: list[list[str]], first: int) -> None:
    """However listings overlap, while what is chosen is settled each time."""
    seen: dict[str, SeenEntry] = {}
    chosen: list[str] = []
    for number, titles in enumerate(listings):
        feed = _entries(titles)
        selection = choose_entries(feed, seen, first_poll=number == 0, first_entries=first)
        chosen += [entry.guid for entry in selection.chosen]
        settled = (*selection.chosen, *selection.left_out)
        marks = {entry.key: SeenEntry(fingerprint_of(entry)) for entry in settled}
        seen = remember(seen, feed.entries, marks)
    assert len(set(chosen)) == len(chosen)
    first_listing, later = set(*listings[:1]), {title for titles in listings for title in titles}
    assert set(chosen) >= later - first_listing


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a b='",
        "<a b='1' ",
        "<!ENTITY a ",
        "<!DOCTYPE ",
        "<![CDATA[",
        "<!--",
        "&",
        "&#",
        "<item>",
        "<description>",
        "&lt;div&gt;",
        "&lt;p style='a:b;",
        "{",
        '{"a":',
        "<html ",
        " read more",
        "The post ",
        "http://[",
    ],
)
def test_a_hostile_feed_takes_time_in_proportion(piece: str) -> None:
    """Whatever it repeats, at its start or inside an entry."""

    def read(count: int) -> None:
        for data in (piece * count, f"<rss><channel><item><description>{piece * count}"):
            check(data.encode())

    assert grows_in_proportion(read, 1000)
