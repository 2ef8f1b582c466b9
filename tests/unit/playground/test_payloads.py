"""What a press in the stand-in's workspace means."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import InputError
from handlers.playground.payloads import find_element, state_of
from handlers.playground.workspace import Message


def menu(name: str, *values: str) -> dict[str, Any]:
    """Return a section with a menu, all menus with the same action id."""
    options = [{"text": {"type": "plain_text", "text": v}, "value": v} for v in values]
    accessory = {"type": "overflow", "action_id": "menu", "options": options}
    return {"type": "section", "block_id": name, "accessory": accessory}


MESSAGE = Message(
    channel="C1",
    ts="1.0",
    author="B1",
    text="",
    blocks=[menu("first", "a1", "a2"), menu("second", "b1", "b2"), menu("third", "b2")],
)


def test_menus_of_one_name_are_told_apart_by_what_they_offer() -> None:
    """By an option that only one of them has, or by their block."""
    assert find_element(MESSAGE, "menu", value="a2")[0]["block_id"] == "first"
    assert find_element(MESSAGE, "menu", value="b2", block_id="third")[0]["block_id"] == "third"
    for value in (None, "b2", "c"):
        with pytest.raises(InputError):
            find_element(MESSAGE, "menu", value=value)


def test_date_picker_gives_days_only() -> None:
    """Nobody can pick a word or the thirtieth of February."""
    picker = {"type": "datepicker", "action_id": "day"}
    assert state_of(picker, "2022-05-14")["selected_date"] == "2022-05-14"
    assert state_of(picker, None)["selected_date"] is None
    for typed in ("tomorrow", "2022-02-30", "20220514"):
        with pytest.raises(InputError, match="write it as"):
            state_of(picker, typed)
