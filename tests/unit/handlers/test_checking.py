"""What of a Slack message is checked."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.checking import text_to_check


def rich(*sections: dict[str, Any]) -> list[dict[str, Any]]:
    """Return blocks of rich text."""
    return [{"type": "rich_text", "elements": list(sections)}]


def section(*texts: str, kind: str = "rich_text_section") -> dict[str, Any]:
    """Return a section of rich text."""
    return {"type": kind, "elements": [{"type": "text", "text": text} for text in texts]}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({"text": "*Berg*: “We _will_ stay &amp; sail”"}, "Berg: “We will stay & sail”"),
        ({"text": "One\n\n two  words "}, "One\ntwo words"),
        ({"text": "see:\n&gt; We will stay\nwell"}, "see:\n“We will stay”\nwell"),
        ({"text": "&gt; “We will stay”\nwell"}, "“We will stay”\nwell"),
        ({"text": "<@U1> said <https://a.example|this>"}, "said this"),
        ({"text": ""}, ""),
        ({}, ""),
        ({"text": "", "attachments": [{"text": "“We will stay”"}, "odd"]}, "“We will stay”"),
        (
            {
                "text": "NATO: 2 quotations.",
                "bot_id": "B1",
                "blocks": rich(section("“We will", " stay”"), section("Berg · Post")),
            },
            "“We will stay”\nBerg · Post",
        ),
        ({"text": "NATO: none.", "bot_id": "B1", "blocks": [{"type": "image"}]}, "NATO: none."),
    ],
)
def test_words_are_taken_without_formats(message: dict[str, Any], expected: str) -> None:
    """From the text, or from blocks and attachments where the text does not hold them."""
    assert text_to_check(message) == expected


def test_blocks_within_blocks_end() -> None:
    """Nesting that nobody writes is not followed for ever."""
    block: dict[str, Any] = section("deep words")
    for _ in range(3000):
        block = {"type": "rich_text_list", "elements": [block]}
    assert text_to_check({"text": "", "blocks": [block]}) == ""
