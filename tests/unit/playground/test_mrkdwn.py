"""Slack's mrkdwn reads in a terminal as it does in Slack, and cannot steer the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.playground.mrkdwn import Reader, to_text

READER = Reader(
    names={"U1": "ada", "C1": "general"},
    zone=ZoneInfo("Europe/Berlin"),
    now=lambda: datetime(2022, 2, 5, 12, tzinfo=UTC),
)
# 4 February 2022, 13:06:40 in Berlin
MOMENT = 1643976400


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("AT&amp;T &lt;b&gt; &amp;lt;", "AT&T <b> &lt;"),
        ("*bold* _slanted_ ~gone~ `code`", "bold slanted gone code"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
        ("*bold _and slanted_*", "bold and slanted"),
        ("`*not bold*`", "*not bold*"),
        (
            "<https://news.example/a?b=1&amp;c=2|The Herald>",
            "The Herald (https://news.example/a?b=1&c=2)",
        ),
        ("<https://news.example>", "https://news.example"),
        ("<@U1> in <#C1|general> and <#C9|old>", "@ada in #general and #old"),
        ("<!here> <!channel> <!subteam^S1|@desk>", "@here @channel @desk"),
        (f"<!date^{MOMENT}^{{date_short}} at {{time}}|then>", "Feb 4, 2022 at 1:06 PM"),
        (f"<!date^{MOMENT}^{{date_pretty}}|then>", "yesterday"),
        (f"<!date^{MOMENT}^{{date_long}}|then>", "Friday, February 4th, 2022"),
        (
            f"<!date^{MOMENT}^{{date_num}} {{time_secs}}^https://x.example|then>",
            "2022-02-04 1:06:40 PM (https://x.example)",
        ),
        ("<!date^soon^{date}|then>", "then"),
        ("a < b and c > d", "a < b and c > d"),
        ("\x1b[31mred\x1b[0m \u202eturned", "[31mred[0m turned"),
    ],
)
def test_mrkdwn_as_words(source: str, shown: str) -> None:
    """Links, dates, mentions and escapes are spelled out."""
    assert to_text(source, READER).plain == shown


def test_mrkdwn_has_styles() -> None:
    """Bold is bold where it stands, and only there."""
    text = to_text("a *b* c", READER)
    assert [(span.start, span.end, span.style) for span in text.spans] == [(2, 3, "bold")]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_escaped_text_comes_back_as_it_was(words: str) -> None:
    """What was escaped and has no format of its own is shown unchanged, unseen characters apart."""
    words = "".join(c for c in words if c.isalnum() or c in " .,&<>|^{}#@!'\"()")
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert to_text(escaped, READER).plain == words
