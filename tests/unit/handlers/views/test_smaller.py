"""Messages that Slack did not take, made so that it may."""

from __future__ import annotations

import pytest

from handlers.views.blocks import section
from handlers.views.budget import Message
from handlers.views.smaller import in_one, made_smaller

LINES = tuple(section("x" * length) for length in (10, 20, 900, 30, 40))
WHOLE = Message(text="Five lines", blocks=LINES)


@pytest.mark.parametrize("code", ["msg_blocks_too_long", "msg_too_long"])
def test_long_message_is_parted_near_its_middle(code: str) -> None:
    """Every block is in one of two parts, in order, and neither part is nearly all of it."""
    first, second = made_smaller(WHOLE, code)
    assert first.blocks + second.blocks == LINES
    assert first.text == second.text == WHOLE.text
    assert len(first.blocks) in (2, 3)


def test_one_long_block_becomes_the_text() -> None:
    """What cannot be parted is shown as its notification would be."""
    (only,) = made_smaller(Message(text="In short", blocks=LINES[:1]), "msg_blocks_too_long")
    assert only == Message(text="In short")


def test_long_text_is_cut_and_short_text_is_given_up() -> None:
    """A second try must not be the first one again."""
    (only,) = made_smaller(Message(text="x" * 50_000), "msg_too_long")
    assert len(only.text) == 4000
    assert only.text.endswith("…")
    assert made_smaller(Message(text="short"), "msg_too_long") == ()


def test_blocks_that_slack_names_are_left_out() -> None:
    """Each is named by a pointer in Slack's own words."""
    details = [
        "[ERROR] must be more than 0 characters [json-pointer:/blocks/1/text/text]",
        "[ERROR] failed to match all allowed schemas [json-pointer:/blocks/3]",
    ]
    (only,) = made_smaller(WHOLE, "invalid_blocks", details)
    assert only.blocks == (LINES[0], LINES[2], LINES[4])


@pytest.mark.parametrize("details", [[], ["[ERROR] no more than 50 items [json-pointer:/blocks]"]])
def test_blocks_of_which_none_is_named_become_the_text(details: list[str]) -> None:
    """The asker reads the sentence at least."""
    assert made_smaller(WHOLE, "invalid_blocks", details) == (Message(text="Five lines"),)


def test_other_refusals_have_no_second_try() -> None:
    """A smaller message is as little wanted in an archived channel."""
    assert made_smaller(WHOLE, "is_archived") == ()
    assert made_smaller(Message(text="no blocks"), "invalid_blocks") == ()


def test_place_for_one_message_says_that_there_was_more() -> None:
    """An edited message cannot grow a second one."""
    parts = made_smaller(WHOLE, "msg_blocks_too_long")
    assert "too long" in str(in_one(parts).blocks[-1])
    assert in_one(parts).blocks[:-1] == parts[0].blocks
    assert in_one(parts[:1]) == parts[0]
