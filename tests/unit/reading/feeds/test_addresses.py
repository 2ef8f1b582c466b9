"""Addresses as feeds give them."""

from __future__ import annotations

import pytest

from bot.reading.feeds.addresses import clean_link, read_address

PAGE = "https://post.example/a"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("/b?x=1", "https://post.example/b?x=1"),
        ("https://POST.example/b\n /c", "https://POST.example/b/c"),
        ("//other.example/", "https://other.example/"),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("ftp://post.example/", ""),
        ("http://", ""),
        ("http://[", ""),
        ("http://post.example:99999/", ""),
        ("https://post.example/" + "a" * 3000, ""),
    ],
)
def test_an_address_is_whole_or_none(written: str, address: str) -> None:
    """Relative ones start at the feed; only the web counts."""
    assert read_address(written, PAGE) == address


@pytest.mark.parametrize(
    ("link", "clean"),
    [
        (f"{PAGE}?utm_source=rss&utm_medium=x", PAGE),
        (f"{PAGE}?id=4&utm_source=rss&fbclid=1#part", f"{PAGE}?id=4#part"),
        (f"{PAGE}?at_medium=RSS&at_campaign=KARANGA", PAGE),
        (f"{PAGE}#xtor=RSS-1", PAGE),
        (f"{PAGE}?ref=rss", PAGE),
        (f"{PAGE}?ref=main&gallery=2&source=wire", f"{PAGE}?ref=main&gallery=2&source=wire"),
        ("HTTPS://Post.Example/A?q=%C3%A4;b", "https://post.example/A?q=%C3%A4;b"),
        ("", ""),
    ],
)
def test_only_what_says_where_a_reader_came_from_is_left_out(link: str, clean: str) -> None:
    """A parameter that the page may need stays as it is."""
    assert clean_link(link) == clean
