"""Links, checked and written in one way."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.errors import FetchCode, FetchError
from bot.reading.fetching.urls import LONGEST_URL, check_redirect, check_url


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("https://News.Example", "https://news.example/"),
        ("HTTP://news.example:80/a?b=c#d", "http://news.example/a?b=c"),
        ("https://news.example:443/", "https://news.example/"),
        ("https://news.example:8443/a", "https://news.example:8443/a"),
        ("http://news.example:443/", "http://news.example:443/"),
        ("  https://news.example/a\n", "https://news.example/a"),
        ("https://news.example?x=1", "https://news.example/?x=1"),
        ("https://news.example/?", "https://news.example/"),
        ("https://news.example:/a", "https://news.example/a"),
        ("https://news.example./a", "https://news.example/a"),
        ("https:\\\\news.example\\a", "https://news.example/a"),
        ("https:///news.example/a", "https://news.example/a"),
        ("https://münchen.example/straße", "https://xn--mnchen-3ya.example/stra%C3%9Fe"),
        ("https://faß.example/", "https://xn--fa-hia.example/"),
        ("https://ｎｅｗｓ。example/", "https://news.example/"),
        ("https://news.example/a%20b/%e4?q=ä", "https://news.example/a%20b/%e4?q=%C3%A4"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://０x7f.1/", "http://127.0.0.1/"),
        ("http://[::FFFF:7f00:1]:8080/", "http://[::ffff:7f00:1]:8080/"),
        ("https://news.example\\@other.example/", "https://news.example/@other.example/"),
        ("https://a_b.example/", "https://a_b.example/"),
    ],
)
def test_links_are_written_in_one_way(link: str, text: str) -> None:
    """Lower case, ASCII, no usual port, nothing behind the hash, addresses in plain form."""
    assert check_url(link).text == text


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("", "it is no link; a link begins with https:// or http://"),
        ("news.example/a", "it is no link; a link begins with https:// or http://"),
        ("https:/news.example", "it is no link; a link begins with https:// or http://"),
        ("ftp://news.example/a", "only http and https links can be read, not “ftp”"),
        ("file:///etc/passwd", "only http and https links can be read, not “file”"),
        ("javascript:alert(1)", "only http and https links can be read, not “javascript”"),
        ("gopher://127.0.0.1:70/", "only http and https links can be read, not “gopher”"),
        ("https://", "the link has no host"),
        ("https://?a", "the link has no host"),
        (
            "https://me:secret@news.example/",
            "the link carries a user name or password; leave them out",
        ),
        ("https://news.example/a b", "the link has blanks or control characters in it"),
        ("https://news.exa\tmple/", "the link has blanks or control characters in it"),
        ("https://news.example/\0", "the link has blanks or control characters in it"),
        ("https://news.example:99999/", "the port in the link does not exist"),
        ("https://news.example:0/", "port 0 does not serve web pages"),
        ("http://news.example:25/", "port 25 does not serve web pages"),
        ("http://news.example:6379/", "port 6379 does not serve web pages"),
        ("https://news.example:8a/", "the host in the link is broken"),
        ("https://-news.example/", "the host in the link is broken"),
        ("https://news..example/", "the host in the link is broken"),
        ("https://%6eews.example/", "the host in the link is broken"),
        ("https://news.example℀/", "the host in the link is broken"),
        ("https://" + "a" * 64 + ".example/", "the host in the link is broken"),
        ("https://[::1/", "the host in the link is broken"),
        ("https://[news]/", "the host in the link looks like an address, but is none"),
        ("http://1.2.3.4.5/", "the host in the link looks like an address, but is none"),
        ("http://[fe80::1%25eth0]/", "the host in the link looks like an address, but is none"),
        ("https://news.example/" + "a" * LONGEST_URL, "the link is longer than 4,096 characters"),
    ],
)  # fmt: skip
def test_what_is_no_link_to_a_page_is_refused(link: str, why: str) -> None:
    """With one clear sentence; trying again cannot help."""
    with pytest.raises(FetchError) as refused:
        check_url(link)
    assert str(refused.value) == why
    assert refused.value.code is FetchCode.BAD_URL
    assert not refused.value.can_retry


@pytest.mark.parametrize(
    ("location", "text"),
    [
        ("/b", "https://news.example/b"),
        ("c?d", "https://news.example/x/c?d"),
        ("//other.example/", "https://other.example/"),
        ("http://other.example/a b", "http://other.example/a%20b"),
        ("/caf\udcc3\udca9", "https://news.example/caf%C3%A9"),
        ("?page=2", "https://news.example/x/a?page=2"),
    ],
)
def test_a_redirect_is_relative_to_the_page(location: str, text: str) -> None:
    """Blanks and raw bytes in it are mended."""
    assert check_redirect(location, base="https://news.example/x/a").text == text


@pytest.mark.parametrize(
    "location", ["", "mailto:a@b.example", "http://[", "http://a:b@c.example/"]
)
def test_a_redirect_to_nowhere_is_refused(location: str) -> None:
    """It says that it led on."""
    with pytest.raises(FetchError, match=r"^it leads on"):
        check_redirect(location, base="https://news.example/")


URLS = st.one_of(
    st.text(max_size=60).map("https://".__add__),
    st.text("htps:/\\@?#[].%0123456789abcxé。\t \x00", max_size=40),
    st.builds(
        "http://{}:{}/{}?{}#{}".format,
        st.sampled_from(["a.example", "[::1]", "127.1", "ü.example", "A.B"]),
        st.integers(0, 70_000),
        st.text(max_size=20),
        st.text(max_size=20),
        st.text(max_size=5),
    ),
)


@given(URLS)
def test_a_checked_link_is_read_alike_by_everybody(link: str) -> None:
    """Checking it again changes nothing, and the web client sees the host that was checked."""
    try:
        address = check_url(link)
    except FetchError:
        return
    text = address.text
    assert text.isascii()
    assert check_url(text) == address
    parts, url = urlsplit(text), URL(text, encoded=True)
    assert parts.scheme == url.scheme == address.scheme
    assert parts.hostname == url.raw_host == address.host
    assert url.port == address.port
    assert str(url) == text
    assert parts.username is url.user is None
