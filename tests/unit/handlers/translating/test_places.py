"""Who may see what is added where; where a payload does not tell, it is private."""

from __future__ import annotations

import pytest

from bot.records import EVERYONE, SourceKind
from handlers.translating.places import (
    place_of,
    place_of_command,
    place_of_event,
    place_of_interaction,
)


@pytest.mark.parametrize(
    ("channel", "name", "kind"),
    [
        ("C0DESK", "privategroup", ""),
        ("C0DESK", "", ""),
        ("C0DESK", "", "group"),
        ("C0DESK", "desk", "group"),
        ("C0DESK", "", "something new"),
        ("G0DESK", "desk", ""),
        ("D0ADA", "directmessage", ""),
        ("D0ADA", "general", ""),
        ("D0ADA", "", "im"),
        ("C0GROUP", "mpdm-ada--ben--cem-1", ""),
        ("C0GROUP", "", "mpim"),
        ("G0DESK", "privategroup", ""),
    ],
)
def test_private_places_keep_what_is_added(channel: str, name: str, kind: str) -> None:
    """Only the channel itself may see it, and no list names it."""
    place = place_of(channel, name=name, kind=kind)
    assert not place.is_public
    assert place.audience == channel
    assert name not in place.title.split() or not name


@pytest.mark.parametrize(
    ("channel", "name", "kind", "title"),
    [
        ("C0NEWS", "news", "", "#news"),
        ("C0NEWS", "", "channel", "C0NEWS"),
        ("terminal", "general", "", "#general"),
    ],
)
def test_public_places_let_everybody_see_it(channel: str, name: str, kind: str, title: str) -> None:
    """A public channel is one that says so."""
    place = place_of(channel, name=name, kind=kind)
    assert place.audience == EVERYONE
    assert place.source == (SourceKind.SLACK, channel, title)


def test_each_payload_names_its_place() -> None:
    """Commands, interactions and events name it each in its own way; an empty one is private."""
    command = {"channel_id": "C0NEWS", "channel_name": "news"}
    assert place_of_command(command).title == "#news"
    assert place_of_interaction({"channel": {"id": "C0NEWS", "name": "news"}}).is_public
    assert place_of_event({"channel": "D0ADA", "channel_type": "im"}).here == "this conversation"
    assert place_of_event({"channel": "C0DESK", "channel_type": "group"}).here == "this channel"
    for place in (place_of_command({}), place_of_interaction({}), place_of_event({})):
        assert not place.is_public
