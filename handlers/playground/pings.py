"""Whom a message would notify. Pure: no document's words may ever do that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handlers.playground.workspace import Message

_PING = re.compile(r"<(?:!(?:channel|here|everyone|subteam\^\w+)|@[UW]\w+)(?:\|[^>]*)?>")
_ELEMENTS = frozenset({"broadcast", "user", "usergroup"})


def pings_of(message: Message) -> list[str]:
    """Return every broadcast, user and group that a message mentions, in order.

    Mentions ping from the message's text, from mrkdwn and markdown in blocks, and as elements of
    ``rich_text``; plain text and the words of ``rich_text`` do not.
    """
    return [
        *_PING.findall(message.text),
        *_in_blocks(message.blocks),
        *_in_blocks([part.get("blocks", []) for part in message.attachments]),
    ]


def _in_blocks(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _in_blocks(item)
    elif isinstance(value, dict):
        kind = value.get("type")
        if kind in ("mrkdwn", "markdown"):
            yield from _PING.findall(str(value.get("text")))
        elif kind in _ELEMENTS:
            name = value.get("range") or value.get("user_id") or value.get("usergroup_id")
            yield f"{kind} {name}"
        else:
            for item in value.values():
                yield from _in_blocks(item)
