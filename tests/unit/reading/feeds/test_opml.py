"""Lists of feeds, read and written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.reading.feeds.opml import FeedList, ListedFeed, read_opml, write_opml
from bot.records import Failure


def opml(body: str, start: str = "") -> bytes:
    """Return a list."""
    return f'{start}<opml version="2.0"><head/><body>{body}</body></opml>'.encode()


def test_outlines_are_read_at_any_depth() -> None:
    """With the folders that hold them, each feed once, in the list's order."""
    data = opml(
        """<outline text="World"><outline text="Europe">
        <outline type="rss" text="Post &amp; Mail" xmlUrl="https://post.example/rss"/>
        <outline title="Ledger" text="L" xmlurl=" https://ledger.example/atom "/></outline>
        <outline text="Again" xmlUrl="https://post.example/rss"/></outline>
        <outline xmlUrl="feed://wire.example/rss"/>
        <outline text="W" xmlUrl="feed:https://wire.example/2"/>"""
    )
    assert read_opml(data) == FeedList(
        feeds=(
            ListedFeed(
                address="https://post.example/rss", title="Post & Mail", folder="World / Europe"
            ),
            ListedFeed(
                address="https://ledger.example/atom", title="Ledger", folder="World / Europe"
            ),
            ListedFeed(address="http://wire.example/rss"),
            ListedFeed(address="https://wire.example/2", title="W"),
        ),
        repeated=1,
    )


def test_what_is_no_address_is_named() -> None:
    """The rest of the list is read."""
    data = opml(
        '<outline text="Mine" xmlUrl="file:///etc/passwd"/><outline xmlUrl="gopher://x/"/>'
        '<outline text="Post" xmlUrl="https://post.example/rss"/>'
    )
    found = read_opml(data)
    assert [it.title for it in found.feeds] == ["Post"]
    why = "its address does not start with http:// or https://"
    assert found.failed == (Failure("Mine", why), Failure("gopher://x/", why))


def test_a_list_that_is_not_quite_xml_is_read() -> None:
    """As feed readers write them: a bare “&”, no end."""
    data = b'<opml><body><outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"/>'
    (feed,) = read_opml(data).feeds
    assert feed.address == "https://a.example/?x=1&y=2"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"no list", "it is not an OPML list"),
        (b"<rss/>", "it is not an OPML list"),
        (opml('<outline text="Nothing"/>'), "the list names no feed"),
        (
            opml("<outline text='&b;'/>", "<!DOCTYPE opml [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>"),
            "it defines entities of its own",
        ),
        (
            opml("", '<!DOCTYPE opml [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
            "it defines entities of its own",
        ),
        (
            opml("", "<!DOCTYPE opml [<!ENTITY a 'x'>]>").decode().encode("utf-16"),
            "it defines entities of its own",
        ),
    ],
)
def test_what_is_no_list_is_refused_in_words(data: bytes, why: str) -> None:
    """Also what could stand for more than fits into memory."""
    with pytest.raises(InputError) as refused:
        read_opml(data)
    assert str(refused.value).startswith(why)


def test_a_written_list_is_read_back() -> None:
    """Folders, titles and addresses stay as they are."""
    feeds = (
        ListedFeed(
            address="https://a.example/?x=1&y=2", title="A “&” <B>", folder="World / Europe"
        ),
        ListedFeed(address="https://b.example/", title="B"),
    )
    assert set(read_opml(write_opml(feeds)).feeds) == set(feeds)


def test_a_feed_without_a_title_is_listed_by_its_address() -> None:
    """Other readers want some text."""
    (feed,) = read_opml(write_opml([ListedFeed(address="https://b.example/")])).feeds
    assert feed.title == "https://b.example/"


@given(st.text(max_size=100))
def test_any_title_can_be_written(title: str) -> None:
    """Whatever characters a feed has in it."""
    data = write_opml([ListedFeed(address="https://b.example/", title=title)], title=title)
    assert [it.address for it in read_opml(data).feeds] == ["https://b.example/"]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(data: bytes) -> None:
    """Nothing else is raised."""
    for each in (data, opml("").replace(b"<body>", b"<body>" + data)):
        try:
            read_opml(each)
        except InputError as error:
            assert str(error)  # noqa: PT017 - either end is fine, the words are checked
