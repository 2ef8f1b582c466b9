"""Blocks and views are refused where Slack refuses them, with a pointer to the place."""

from __future__ import annotations

from typing import Any

import pytest

from handlers.playground.blockcheck import check_message, check_view, with_ids


def text(words: str, kind: str = "mrkdwn") -> dict[str, Any]:
    """Return a text object."""
    return {"type": kind, "text": words}


def section(words: str, **more: Any) -> dict[str, Any]:
    """Return a section block."""
    return {"type": "section", "text": text(words), **more}


def button(action: str, label: str = "Share", **more: Any) -> dict[str, Any]:
    """Return a button."""
    return {"type": "button", "action_id": action, "text": text(label, "plain_text"), **more}


def actions(*elements: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return an actions block."""
    return {"type": "actions", "elements": list(elements), **more}


def rich(*elements: dict[str, Any]) -> dict[str, Any]:
    """Return a rich_text block with one section."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(elements)}],
    }


ROW = [{"type": "raw_text", "text": "cell"}]
TABLE = {"type": "table", "rows": [ROW]}


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [section("x")],
        [{"type": "header", "text": text("x" * 150, "plain_text")}, {"type": "divider"}],
        [actions(button("a", url="https://news.example/a?b=c"), button("b", style="primary"))],
        [actions(button("same")), actions(button("same"))],
        [rich({"type": "text", "text": "words", "style": {"bold": True}})],
        [TABLE],
        [{"type": "context", "elements": [text("x")] * 10}],
        [section("x" * 3000), section("x" * 3000), section("x" * 3000)],
    ],
)
def test_blocks_that_slack_takes(blocks: list[dict[str, Any]]) -> None:
    """A good message passes."""
    assert check_message(blocks) == ("", [])


@pytest.mark.parametrize(
    ("blocks", "complaint"),
    [
        (
            [section("x" * 3001)],
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        ([{"type": "section"}], "failed to match all allowed schemas [json-pointer:/blocks/0]"),
        (
            [section("ok"), {"type": "headline"}],
            "unsupported type: headline [json-pointer:/blocks/1/type]",
        ),
        (
            [{"type": "header", "text": text("x" * 151, "plain_text")}],
            "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            [{"type": "context", "elements": [text("x")] * 11}],
            "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
        ),
        ([actions()], "must have at least 1 items [json-pointer:/blocks/0/elements]"),
        ([{"type": "actions"}], "missing required field: elements [json-pointer:/blocks/0]"),
        (
            [{"type": "section", "text": "x"}],
            "must provide an object [json-pointer:/blocks/0/text]",
        ),
        (
            [actions(button("a", value="x" * 2001))],
            "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
        ),
        (
            [actions(button("a", label="x" * 76))],
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
        ),
        (
            [actions(button("a", disabled=True))],
            "invalid additional property: disabled [json-pointer:/blocks/0/elements/0]",
        ),
        (
            [actions(button("a"), button("a"))],
            '`action_id` "a" already exists for another element [json-pointer:/blocks/0]',
        ),
        (
            [section("x", block_id="b"), section("y", block_id="b")],
            "Block ID needs to be unique: b [json-pointer:/blocks/1/block_id]",
        ),
        (
            [actions(button("a", url="see the news"))],
            "invalid url [json-pointer:/blocks/0/elements/0/url]",
        ),
        ([section("x")] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ([TABLE, TABLE], "only one table block is allowed [json-pointer:/blocks]"),
        (
            [{"type": "alert", "text": text("x")}],
            "unsupported type: alert [json-pointer:/blocks/0/type]",
        ),
        (
            [rich({"type": "text", "text": ""})],
            "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
        ),
    ],
)
def test_blocks_that_slack_refuses(blocks: list[dict[str, Any]], complaint: str) -> None:
    """A bad message is refused with the place and the reason."""
    code, messages = check_message(blocks)
    assert code == "invalid_blocks"
    assert f"[ERROR] {complaint}" in messages


@pytest.mark.parametrize("blocks", [{"type": "section"}, "[]", ["divider"], None])
def test_what_is_no_list_of_blocks(blocks: object) -> None:
    """Something else than a list of objects has its own refusal."""
    assert check_message(blocks) == ("invalid_blocks_format", [])


@pytest.mark.parametrize(
    "blocks",
    [
        [section("x" * 2501)] * 4,
        [actions(button(f"a{n}", value="v" * 1990)) for n in range(8)],
        [{"type": "markdown", "text": "x" * 6001}] * 2,
    ],
    ids=["text", "json", "markdown"],
)
def test_a_message_that_is_too_long_as_a_whole(blocks: list[dict[str, Any]]) -> None:
    """Blocks that are good one by one may be too much together."""
    assert check_message(blocks) == ("msg_blocks_too_long", [])


def modal(*blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return a modal."""
    return {"type": "modal", "title": text("Follow", "plain_text"), "blocks": list(blocks), **more}


FIELD = {
    "type": "input",
    "label": text("Topic", "plain_text"),
    "element": {"type": "plain_text_input", "action_id": "topic"},
}


@pytest.mark.parametrize(
    "view",
    [
        modal(section("x")),
        modal(FIELD, submit=text("Follow", "plain_text")),
        modal({"type": "alert", "text": text("x")}),
        {"type": "home", "blocks": [section("x")] * 100},
    ],
)
def test_views_that_slack_takes(view: dict[str, Any]) -> None:
    """A good modal and a good home tab pass."""
    assert check_view(view) == ("", [])


@pytest.mark.parametrize(
    ("view", "complaint"),
    [
        (modal(FIELD), "submit is required when an input block is within blocks"),
        (modal(title=text("x" * 25, "plain_text")), "[json-pointer:/view/title/text]"),
        (modal({"type": "markdown", "text": "x"}), "unsupported type: markdown"),
        (modal(section("x" * 3001)), "[json-pointer:/view/blocks/0/text/text]"),
        ({"type": "home", "blocks": [section("x")] * 101}, "no more than 100 items allowed"),
        ({"type": "workflow", "blocks": []}, "unsupported type"),
        ({"type": "home"}, "missing required field: blocks"),
    ],
)
def test_views_that_slack_refuses(view: dict[str, Any], complaint: str) -> None:
    """A bad view is refused with ``invalid_arguments``, the place and the reason."""
    code, messages = check_view(view)
    assert code == "invalid_arguments"
    assert any(complaint in message for message in messages)


def test_ids_are_given_where_none_are() -> None:
    """Every block and element can be named afterwards, and the given blocks stay as they are."""
    blocks = [section("x", accessory=button("mine")), actions({"type": "button"})]
    numbers = iter(range(10))
    found = with_ids(blocks, lambda prefix: f"{prefix}{next(numbers)}")
    assert [block["block_id"] for block in found] == ["b0", "b2"]
    assert found[0]["accessory"]["action_id"] == "mine"
    assert found[1]["elements"][0]["action_id"] == "a3"
    assert "block_id" not in blocks[0]
