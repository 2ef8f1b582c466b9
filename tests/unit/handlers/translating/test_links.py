"""Links in messages, in all the forms in which Slack hands them on."""

from __future__ import annotations

import pytest

from handlers.translating.links import links_in, links_of_message, says_only_links, typed_links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no link", []),
        ("<https://a.example/1|A &amp; B>", ["https://a.example/1"]),
        ("<https://a.example/?a=1&amp;b=2>", ["https://a.example/?a=1&b=2"]),
        (
            "see https://a.example/1, or (http://b.example).",
            ["https://a.example/1", "http://b.example"],
        ),
        ("<https://a.example> <https://a.example>", ["https://a.example"]),
        ("https://b.example <HTTPS://a.example>", ["https://b.example", "HTTPS://a.example"]),
        ("<mailto:ada@a.example|ada> <@U1> <#C1|news> <!here> ftp://a.example", []),
        ("<https://a.example|https://forged.example>", ["https://a.example"]),
    ],
)
def test_web_addresses_are_found_once_and_in_order(text: str, found: list[str]) -> None:
    """A label is none, whatever it looks like."""
    assert links_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a.example/news and b.example", ["https://a.example/news", "https://b.example"]),
        ("<http://a.example|a.example>", ["http://a.example"]),
        ("campaign finance", []),
        ("ada@a.example", []),
    ],
)
def test_typed_addresses_need_no_scheme(text: str, found: list[str]) -> None:
    """Behind an order to add, a bare host name is an address."""
    assert typed_links(text) == found


@pytest.mark.parametrize(
    ("text", "is_bare"),
    [
        ("<https://a.example/1>", True),
        ("<@U0BOT> add <https://a.example/1> and <https://b.example|b>, please!", True),
        ("", False),
        ("add this", False),
        ("what about <https://a.example/1>?", False),
    ],
)
def test_bare_links_are_told_from_questions(text: str, is_bare: bool) -> None:
    """A word that asks for something else makes it a question."""
    assert says_only_links(text) is is_bare


def test_links_of_a_message_are_those_that_people_see() -> None:
    """Text, blocks, previews and messages passed on; no buttons, no pictures, no Slack."""
    message = {
        "text": "<https://a.example/1> <https://team.slack.com/archives/C1/p1>",
        "blocks": [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [
                            {"type": "link", "url": "https://a.example/1"},
                            {"type": "link", "url": "https://b.example/2"},
                        ],
                    }
                ],
            },
            {"type": "section", "text": {"type": "mrkdwn", "text": "<https://c.example|C>"}},
            {"type": "actions", "elements": [{"type": "button", "url": "https://button.example"}]},
            {"type": "image", "image_url": "https://picture.example/1.png"},
        ],
        "attachments": [
            {"from_url": "https://d.example", "text": "<https://excerpt.example>"},
            {"title_link": "https://e.example", "text": "<https://f.example>"},
            {
                "is_share": True,
                "from_url": "https://team.slack.com/archives/C1/p2",
                "text": "<https://g.example>",
                "message_blocks": [
                    {
                        "message": {
                            "blocks": [{"type": "link", "url": "https://h.example"}],
                        }
                    }
                ],
            },
            "odd",
        ],
    }
    assert links_of_message(message) == [
        "https://a.example/1",
        "https://b.example/2",
        "https://c.example",
        "https://d.example",
        "https://e.example",
        "https://f.example",
        "https://g.example",
        "https://h.example",
    ]
