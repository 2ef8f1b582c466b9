"""Every block that Slack takes has a form in the terminal, and nothing is left out in silence."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

from handlers.playground.mrkdwn import Reader
from handlers.playground.render import render

READER = Reader(names={"U1": "ada", "C1": "general"})


def plain(words: str) -> dict[str, Any]:
    """Return a plain text object."""
    return {"type": "plain_text", "text": words}


def mrkdwn(words: str) -> dict[str, Any]:
    """Return a mrkdwn text object."""
    return {"type": "mrkdwn", "text": words}


def option(words: str) -> dict[str, Any]:
    """Return an option."""
    return {"text": plain(words), "value": words.lower()}


def rich(kind: str, *elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a part of a rich_text block."""
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def words(text: str, **style: bool) -> dict[str, Any]:
    """Return a text element."""
    return {"type": "text", "text": text, **({"style": style} if style else {})}


ITEM = rich("section", words("item"))
CASES: list[tuple[dict[str, Any], str]] = [
    ({"type": "header", "text": plain("NATO")}, "NATO"),
    ({"type": "divider"}, "─" * 40),
    ({"type": "section", "text": mrkdwn("*Venn* &amp; co")}, "Venn & co"),
    ({"type": "section", "text": mrkdwn("said:\n> I will")}, "said:\n│ I will"),
    ({"type": "section", "fields": [plain("one"), mrkdwn("_two_")]}, "one\ntwo"),
    (
        {
            "type": "section",
            "text": plain("x"),
            "accessory": {"type": "button", "text": plain("Go")},
        },
        "x\n[1 Go]",
    ),
    (
        {
            "type": "section",
            "text": mrkdwn("Post, 12 May"),
            "accessory": {"type": "overflow", "options": [option("Verify"), option("Context")]},
        },
        "Post, 12 May  ⋯ [1.1 Verify] [1.2 Context]",
    ),
    (
        {
            "type": "input",
            "label": plain("Since"),
            "element": {
                "type": "datepicker",
                "placeholder": plain("any day"),
                "initial_date": "2022-05-01",
            },
        },
        "Since\n[1 2022-05-01]",
    ),
    ({"type": "context", "elements": [mrkdwn("*a*"), plain("b")]}, "a  b"),
    (
        {"type": "context", "elements": [{"type": "image", "alt_text": "flag"}, plain("b")]},
        "[image: flag]  b",
    ),
    (
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": plain("Share here")},
                {"type": "button", "text": plain("Open"), "url": "https://x.example"},
                {"type": "overflow", "options": [option("Daily"), option("Weekly")]},
                {"type": "datepicker", "placeholder": plain("Day")},
            ],
        },
        "[1 Share here]  [2 Open] (https://x.example)  [3.1 Daily]  [3.2 Weekly]  [4 Day]",
    ),
    ({"type": "image", "alt_text": "a map", "title": plain("Map")}, "[image: a map] Map"),
    (
        {
            "type": "input",
            "label": plain("Topic"),
            "optional": True,
            "hint": plain("a word"),
            "element": {"type": "plain_text_input", "placeholder": plain("nato")},
        },
        "Topic (optional)\n[1 nato]\na word",
    ),
    (
        {
            "type": "rich_text",
            "elements": [
                rich("section", words("He said "), words("no", bold=True), words(".\n")),
                rich("quote", words("I will")),
                rich("list", ITEM, ITEM, style="ordered"),
                rich("list", ITEM, style="bullet", indent=1),
                rich("preformatted", words("code")),
            ],
        },
        "He said no.\n│ I will\n1. item\n2. item\n  • item\n    code",
    ),
    (
        {
            "type": "rich_text",
            "elements": [
                rich(
                    "section",
                    {"type": "user", "user_id": "U1"},
                    {"type": "channel", "channel_id": "C1"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "emoji", "name": "newspaper"},
                    {"type": "link", "url": "https://x.example", "text": "x"},
                    {"type": "date", "timestamp": 0, "format": "{date_num}"},
                )
            ],
        },
        "@ada#general@here:newspaper:x (https://x.example)1970-01-01",
    ),
    (
        {"type": "markdown", "text": "# Top\n**b** [l](https://x.example)"},
        "Top\nb l (https://x.example)",
    ),
    (
        {
            "type": "table",
            "rows": [
                [{"type": "raw_text", "text": "who"}, {"type": "raw_text", "text": "n"}],
                [
                    {"type": "rich_text", "elements": [rich("section", words("Venn"))]},
                    {"text": "12"},
                ],
            ],
        },
        "who   n\nVenn  12",
    ),
    (
        {"type": "data_table", "caption": "Counts", "rows": [[{"type": "raw_number", "value": 3}]]},
        "Counts\n3",
    ),
    ({"type": "file", "external_id": "F1"}, "[file F1]"),
    (
        {"type": "video", "title": plain("Talk"), "video_url": "https://v.example"},
        "[video: Talk] https://v.example",
    ),
    ({"type": "alert", "level": "warning", "text": plain("Mind")}, "[warning]\nMind"),
    (
        {
            "type": "card",
            "title": mrkdwn("*T*"),
            "body": mrkdwn("B"),
            "actions": [{"type": "button", "text": plain("Go")}],
        },
        "T\nB\n[1 Go]",
    ),
    ({"type": "carousel", "elements": [{"type": "card", "title": mrkdwn("one")}]}, "one"),
    (
        {
            "type": "container",
            "title": plain("C"),
            "child_blocks": [{"type": "header", "text": plain("H")}],
        },
        "C\nH",
    ),
    (
        {
            "type": "context_actions",
            "elements": [
                {
                    "type": "feedback_buttons",
                    "positive_button": {"text": plain("Good"), "value": "1"},
                    "negative_button": {"text": plain("Bad"), "value": "0"},
                }
            ],
        },
        "[1.1 Good]  [1.2 Bad]",
    ),
    (
        {
            "type": "plan",
            "title": "Plan",
            "tasks": [{"type": "task_card", "title": "Read", "status": "complete"}],
        },
        "Plan\n● Read",
    ),
    (
        {
            "type": "task_card",
            "title": "Read",
            "status": "pending",
            "sources": [{"type": "url", "url": "https://x.example", "text": "x"}],
        },
        "○ Read\nx (https://x.example)",
    ),
    (
        {
            "type": "data_visualization",
            "title": "Share",
            "chart": {"type": "pie", "segments": [{"label": "Venn", "value": 2}]},
        },
        "[chart: Share] pie\n  Venn: 2",
    ),
]


@pytest.mark.parametrize(("block", "shown"), CASES)
def test_a_block_as_text(block: dict[str, Any], shown: str) -> None:
    """Each block reads as it does in Slack."""
    assert render([block], reader=READER).plain == shown


def test_every_known_block_has_a_case() -> None:
    """The cases above cover every block of the schema."""
    source = resources.files("handlers.playground").joinpath("data/blockkit.schema.json")
    known = json.loads(source.read_text(encoding="utf-8"))["definitions"]["KnownBlock"]
    assert set(known["properties"]["type"]["enum"]) <= {case[0]["type"] for case in CASES}


def test_an_unknown_block_shows_a_warning() -> None:
    """What has no form is said to be there."""
    shown = render([{"type": "hologram"}, {"type": "rich_text", "elements": [{"type": "odd"}]}])
    assert "“hologram” cannot be shown" in shown.plain
    assert "“odd” cannot be shown" in shown.plain


def test_a_message_without_blocks_shows_its_text() -> None:
    """Text stands in for blocks that are not there."""
    assert render([], text="*Shared* by <@U1>", reader=READER).plain == "Shared by @ada"


def test_controls_say_what_they_press() -> None:
    """Numbers go on from the first, and lead to block, action and option."""
    block = {
        "type": "actions",
        "block_id": "b",
        "elements": [
            {"type": "button", "action_id": "share", "text": plain("Share")},
            {"type": "static_select", "action_id": "hour", "options": [option("Eight")]},
        ],
    }
    found = render([block], first=7).controls
    assert [(c.number, c.block_id, c.action_id, c.value) for c in found] == [
        ("7", "b", "share", None),
        ("8.1", "b", "hour", "eight"),
    ]
