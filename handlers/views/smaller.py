"""A message that Slack did not take, made so that it may: parted, or without what it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.views.blocks import context
from handlers.views.budget import Block, Message, count_json

_TOO_LONG = frozenset({"msg_blocks_too_long", "msg_too_long"})
_WRONG = frozenset({"invalid_blocks", "invalid_blocks_format"})
#: Characters of text that Slack shows without a break.
_LONGEST_TEXT = 4000
_POINTER = re.compile(r"json-pointer:/blocks/(\d+)")


def made_smaller(message: Message, code: str, details: Sequence[str] = ()) -> tuple[Message, ...]:
    """Return what to send in the place of a message that Slack refused.

    Args:
        message: the one that was refused.
        code: Slack's error code.
        details: what Slack says is wrong, one line each.

    Returns:
        One or more messages that hold together what the first did, without the blocks that Slack
        cannot read; nothing where another try would end as the first.
    """
    if code in _TOO_LONG:
        return _parted(message)
    return _without_wrong_blocks(message, details) if code in _WRONG else ()


def in_one(parts: Sequence[Message]) -> Message:
    """Return the first of several parts, saying that there was more: for a place that holds one."""
    first, *rest = parts
    if not rest:
        return first
    left_out = context("The rest is too long for Slack; ask for less, with `since:` or `by:`.")
    return replace(first, blocks=(*first.blocks, left_out))


def _parted(message: Message) -> tuple[Message, ...]:
    """Return two halves; what cannot be parted is cut down to its notification text."""
    blocks = message.blocks
    if len(blocks) > 1:
        middle = _middle_of(blocks)
        return tuple(replace(message, blocks=part) for part in (blocks[:middle], blocks[middle:]))
    short = Message(text=_cut(message.text))
    return (short,) if short != message else ()


def _middle_of(blocks: Sequence[Block]) -> int:
    """Return where to part blocks so that the larger half is as small as it can be."""
    sizes = [count_json([block]) for block in blocks]
    return min(range(1, len(blocks)), key=lambda place: max(sum(sizes[:place]), sum(sizes[place:])))


def _without_wrong_blocks(message: Message, details: Sequence[str]) -> tuple[Message, ...]:
    wrong = {int(found[1]) for line in details for found in _POINTER.finditer(line)}
    kept = tuple(block for place, block in enumerate(message.blocks) if place not in wrong)
    if wrong and kept:
        return (replace(message, blocks=kept),)
    return (Message(text=_cut(message.text)),) if message.blocks else ()


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1].rstrip()}…"
