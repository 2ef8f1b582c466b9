"""Foreign words in Slack messages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.mrkdwn import (
    bold,
    code,
    escape,
    label,
    link,
    quoted,
    shown,
    unescape,
    web_address,
)


@given(st.text())
def test_escape_leaves_nothing_that_slack_reads_and_can_be_undone(text: str) -> None:
    """No raw angle bracket survives, every ampersand starts an entity, and nothing is lost."""
    escaped = escape(text)
    assert "<" not in escaped
    assert ">" not in escaped
    assert "&" not in re.sub(r"&(?:amp|lt|gt);", "", escaped)
    assert unescape(escaped) == text


@pytest.mark.parametrize(
    "attack",
    ["<!channel>", "<!here>", "<@U0ANNA>", "<!subteam^S1>", "<https://evil.example|Harbour Post>"],
)
def test_no_document_can_mention_or_link(attack: str) -> None:
    """Slack's own control sequences arrive as plain characters in every kind of text."""
    for words in (
        escape(attack),
        quoted(attack),
        bold(attack),
        code(attack),
        link(None, attack),
    ):
        assert "<" not in words
    assert link("https://ok.example/", attack).count("<") == 1


@given(st.text(max_size=200), st.text(max_size=60))
def test_link_is_one_control_sequence(label_text: str, path: str) -> None:
    """Whatever stands in label and address, a link opens and closes once, with one bar."""
    made = link(f"https://harbour.example/{path}", label_text)
    if made.startswith("<"):
        assert made.count("<") == made.count(">") == made.count("|") == 1
        assert made.endswith(">")
    assert "\n" not in made


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://harbour.example/a?b=1&c=2", "https://harbour.example/a?b=1&c=2"),
        (" http://harbour.example/ ", "http://harbour.example/"),
        ("https://harbour.example/a|b<c>", "https://harbour.example/a%7Cb%3Cc%3E"),
        ("https://harbour.example/ü e", "https://harbour.example/%C3%BC%20e"),
        ("https://harbour.example/%C3%BC", "https://harbour.example/%C3%BC"),
        ("javascript:alert(1)", None),
        ("slack://open", None),
        ("file:///etc/passwd", None),
        ("https://", None),
        ("https://[broken/", None),
        ("not an address", None),
        (f"https://harbour.example/{'a' * 3000}", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, expected: str | None) -> None:
    """An address is http or https with a host, percent-encoded where it must be; else no link."""
    assert web_address(url) == expected


def test_label_is_one_clean_line() -> None:
    """Line breaks and direction marks cannot disturb what stands beside a name."""
    assert label("Harbour\n Post\u202e\x00") == "Harbour Post"
    assert label("x" * 200) == "x" * 149 + "…"


def test_quote_marks_every_line() -> None:
    """A quotation of two paragraphs does not fall out of its quote."""
    assert quoted("one\n\ntwo > three") == "> one\n> \n> two &gt; three"


def test_shown_words_keep_all_but_control_characters() -> None:
    """Words of a document stay as they are, right-to-left marks included."""
    assert shown("a\u200fb\x07\tc\nd") == "a\u200fb\tc\nd"


def test_bold_and_code_cannot_be_ended_early() -> None:
    """A name's own asterisks and backticks do not close the format around it."""
    assert bold("a*b").count("*") == 2
    assert code("a`b") == "`a'b`"
    assert bold("  ") == ""
