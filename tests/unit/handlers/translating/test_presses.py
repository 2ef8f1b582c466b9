"""What a pressed button carries, and where it stands."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from handlers.translating.presses import (
    chosen_of,
    is_private,
    thread_around,
    thread_of,
    value_of,
)


def press(action: dict[str, Any] | None = None, **container: Any) -> Any:
    """Return the part of Bolt's arguments that is read."""
    return SimpleNamespace(action=action, body={"container": container})


@pytest.mark.parametrize(
    ("action", "carried", "chosen"),
    [
        ({"value": "17:8"}, "17:8", ""),
        ({"selected_option": {"value": "verify"}}, "", "verify"),
        ({"selected_option": None, "value": None}, "", ""),
        (None, "", ""),
    ],
)
def test_buttons_carry_a_value_and_menus_an_option(
    action: dict[str, Any] | None, carried: str, chosen: str
) -> None:
    """Whatever is missing reads as nothing, never as the word for it."""
    assert (value_of(press(action)), chosen_of(press(action))) == (carried, chosen)


@pytest.mark.parametrize(
    ("container", "around", "thread"),
    [
        ({"message_ts": "2.0", "thread_ts": "1.0"}, "1.0", "1.0"),
        ({"message_ts": "2.0"}, None, "2.0"),
        ({}, None, ""),
    ],
)
def test_message_stands_in_a_thread_or_begins_one(
    container: dict[str, Any], around: str | None, thread: str
) -> None:
    """An answer beside the message has no thread where the message has none."""
    assert (thread_around(press(**container)), thread_of(press(**container))) == (around, thread)


def test_message_that_only_the_asker_sees_is_private() -> None:
    """Slack marks it; whatever it does not mark, everybody may see."""
    assert is_private(press(is_ephemeral=True))
    assert not is_private(press(message_ts="2.0"))
