"""Where in Slack something happens, and who may see what is added there; all pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.records import EVERYONE, SourceKind, SourceRef

#: What Slack writes in the place of the name of a conversation that is not public.
_HIDDEN_NAMES = {"privategroup": "a private channel", "directmessage": "direct messages"}
_GROUP_MESSAGE = "mpdm-"
_TYPES = {"group": "a private channel", "im": "direct messages", "mpim": "a group message"}
_PUBLIC_TYPE = "channel"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A conversation.

    Attributes:
        channel: its id.
        title: how a list of sources names it: ``#news``, ``a private channel``.
        here: what it is called in a sentence: ``this channel``, ``this conversation``.
        is_public: everybody in the workspace may read it.
    """

    channel: str
    title: str
    here: str = "this channel"
    is_public: bool = False

    @property
    def is_direct(self) -> bool:
        """Tell whether this is a conversation between two people, or one and the bot."""
        return self.title == _TYPES["im"]

    @property
    def audience(self) -> str:
        """Return who may see what is added here."""
        return EVERYONE if self.is_public else self.channel

    @property
    def source(self) -> SourceRef:
        """Return the source of files that are added here."""
        return SourceRef(SourceKind.SLACK, self.channel, self.title)


def place_of(channel: str, *, name: str = "", kind: str = "") -> Place:
    """Return the place that a payload names; where it does not tell, it counts as private.

    Args:
        channel: the conversation's id.
        name: ``channel_name`` of a command, ``channel.name`` of an interaction.
        kind: ``channel_type`` of an event.
    """
    if channel.startswith("D"):
        return _private(channel, _TYPES["im"])
    if name in _HIDDEN_NAMES:
        return _private(channel, _HIDDEN_NAMES[name])
    if name.startswith(_GROUP_MESSAGE):
        return _private(channel, _TYPES["mpim"])
    if kind != _PUBLIC_TYPE and (kind or not name or channel.startswith("G")):
        return _private(channel, _TYPES.get(kind, _TYPES["group"]))
    return Place(channel=channel, title=f"#{name}" if name else channel, is_public=True)


def place_of_command(command: Mapping[str, Any]) -> Place:
    """Return where a slash command was typed."""
    return place_of(str(command.get("channel_id", "")), name=str(command.get("channel_name", "")))


def place_of_interaction(body: Mapping[str, Any]) -> Place:
    """Return where a button was pressed or a shortcut was used."""
    channel = body.get("channel") or {}
    return place_of(str(channel.get("id", "")), name=str(channel.get("name", "")))


def place_of_event(event: Mapping[str, Any]) -> Place:
    """Return where a message was written."""
    return place_of(str(event.get("channel", "")), kind=str(event.get("channel_type", "")))


def _private(channel: str, title: str) -> Place:
    here = "this channel" if title == _TYPES["group"] else "this conversation"
    return Place(channel=channel, title=title, here=here)
