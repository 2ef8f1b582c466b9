"""How much a message can hold, and fitting lines into it without hiding that some are left out.

Slack refuses messages of many characters below every documented limit (``msg_blocks_too_long``):
9,597 text characters and 15,561 of JSON have been seen to pass, 11,341 and 17,694 to fail. Which of
its own encodings it counts is unknown, so JSON is counted the way that costs most.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

#: One Block Kit block, or an element of one, as it goes over the wire.
Block: TypeAlias = dict[str, Any]

MOST_BLOCKS = 50
MOST_TEXT = 9_000
MOST_JSON = 13_000
LONGEST_SECTION = 3_000
LONGEST_HEADER = 150

# What the line "+ 1,234 more" costs, so that it always finds room.
_ROOM_FOR_COUNT = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One Slack message: blocks, and the sentence that a notification shows."""

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line of a part, as a ``rich_text`` block; ``order`` places it among the chosen ones."""

    block: Block
    order: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Lines under one heading, best first.

    ``found`` is how many there are in all, where not all of them are given as items.
    """

    heading: Block | None = None
    items: Sequence[Item] = field(default_factory=tuple)
    most: int = MOST_BLOCKS
    found: int = 0

    @property
    def is_full(self) -> bool:
        """Tell whether as many lines are given as are wanted: there may be more."""
        return max(self.found, len(self.items)) >= self.most


@dataclass(slots=True)
class _Room:
    """What is left of a message's budget."""

    blocks: int = MOST_BLOCKS
    text: int = MOST_TEXT
    json: int = MOST_JSON

    def take(self, *blocks: Block) -> bool:
        """Take the room for these blocks; False, and nothing taken, where there is not enough."""
        text = count_text(blocks)
        size = sum(count_json([block]) for block in blocks)
        if len(blocks) > self.blocks or text > self.text or size > self.json:
            return False
        self.blocks -= len(blocks)
        self.text -= text
        self.json -= size
        return True


def fit(
    head: Sequence[Block], parts: Sequence[Part], tail: Sequence[Block] = ()
) -> tuple[Block, ...]:
    """Return the blocks of a message: head, as many lines of each part as fit, tail.

    Parts take turns, so that each has its best lines before any has many. A part ends at the first
    line that does not fit; what is left out is counted in words under the part.
    """
    room = _Room()
    room.take(*head, *tail)
    room.json -= _ROOM_FOR_COUNT * len(parts)
    room.text -= _ROOM_FOR_COUNT // 8 * len(parts)
    taken = [0] * len(parts)
    open_parts = list(range(len(parts)))
    while open_parts:
        for number in tuple(open_parts):
            part = parts[number]
            if taken[number] >= min(part.most, len(part.items)) or not room.take(
                *_heading(part, taken[number]), part.items[taken[number]].block
            ):
                open_parts.remove(number)
            else:
                taken[number] += 1
    body = [block for part, count in zip(parts, taken, strict=True) for block in _lay(part, count)]
    return (*head, *body, *tail)


def _lay(part: Part, count: int) -> Iterator[Block]:
    """Yield heading, the first ``count`` items in their order, and how many are left out."""
    found = max(part.found, len(part.items))
    if not found:
        return
    yield from _heading(part)
    chosen = sorted(part.items[:count], key=lambda item: item.order)
    blocks = [item.block for item in chosen]
    if found > count:
        words = f"+ {found - count:,} more" if count else f"{found:,} found, too long to show here"
        left_out = {
            "type": "rich_text_section",
            "elements": [{"type": "text", "text": words, "style": {"italic": True}}],
        }
        last = blocks.pop() if blocks else {"type": "rich_text", "elements": []}
        blocks.append({**last, "elements": [*last["elements"], left_out]})
    yield from blocks


def _heading(part: Part, already: int = 0) -> list[Block]:
    return [part.heading] if part.heading and not already else []


def pack(blocks: Sequence[Block], most: int) -> tuple[list[tuple[Block, ...]], int]:
    """Return blocks, in order, as at most ``most`` messages, and how many blocks did not fit."""
    pages: list[list[Block]] = []
    room = _Room(blocks=0)
    for number, block in enumerate(blocks):
        if not room.take(block):
            if len(pages) == most:
                return [tuple(page) for page in pages], len(blocks) - number
            room = _Room()
            room.take(block)
            pages.append([])
        pages[-1].append(block)
    return [tuple(page) for page in pages], 0


def count_text(value: object) -> int:
    """Return how many characters of text a block, or a list of blocks, holds."""
    if isinstance(value, dict):
        return sum(
            len(inner) if key == "text" and isinstance(inner, str) else count_text(inner)
            for key, inner in value.items()
        )
    if isinstance(value, list | tuple):
        return sum(count_text(inner) for inner in value)
    return 0


def count_json(blocks: Sequence[Block]) -> int:
    """Return the length of the blocks as JSON, everything beyond ASCII written out."""
    return len(json.dumps(list(blocks)))
