"""How much a message can hold, and fitting lines into it without hiding that some are left out.

Slack refuses messages of many characters below every documented limit (``msg_blocks_too_long``):
9,597 text characters and 15,561 of JSON have been seen to pass, 11,341 and 17,694 to fail. Which of
its own encodings it counts is unknown, so JSON is counted the way that costs most.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

#: One Block Kit block, or an element of one, as it goes over the wire.
Block: TypeAlias = dict[str, Any]

MOST_BLOCKS = 50
MOST_TEXT = 9_000
MOST_JSON = 13_000
LONGEST_HEADER = 150

# What the line "+ 1,234 more" costs, so that it always finds room.
_ROOM_FOR_COUNT = 300
# ... and what tells the id of a block from another.
_ROOM_FOR_NUMBER = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """One Slack message: blocks, and the sentence that a notification shows."""

    text: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One line of a part, as a ``rich_text`` block; ``order`` places it among the chosen ones.

    ``below`` belongs to it and follows it. Lines of one ``group`` that stand together have its name
    above the first of them.
    """

    block: Block
    order: tuple[int, ...] = ()
    below: Block | None = None
    group: str = ""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks that it takes, without the names above it."""
        return (self.block,) if self.below is None else (self.block, self.below)


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """Lines under one heading, best first.

    ``found`` is how many there are in all, where not all of them are given as items. A ``name``
    stands in the block of the first line, where a ``heading`` would take a block of its own. With
    ``has_more_button`` something else tells what is left out.
    """

    heading: Block | None = None
    name: str = ""
    has_more_button: bool = False
    items: Sequence[Item] = field(default_factory=tuple)
    most: int = MOST_BLOCKS
    found: int = 0


@dataclass(slots=True)
class _Room:
    """What is left of a message's budget."""

    blocks: int = MOST_BLOCKS
    text: int = MOST_TEXT
    json: int = MOST_JSON

    def take(self, *blocks: Block) -> bool:
        """Take the room for these blocks; False, and nothing taken, where there is not enough."""
        text = count_text(blocks)
        size = sum(count_json([block]) + _ROOM_FOR_NUMBER for block in blocks)
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
    return fit_and_count(head, parts, tail)[0]


def fit_and_count(
    head: Sequence[Block], parts: Sequence[Part], tail: Sequence[Block] = ()
) -> tuple[tuple[Block, ...], list[int]]:
    """Return the blocks of a message as ``fit`` does, and how many lines of each part it shows."""
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
                *_heading(part, taken[number]), *_named(part, part.items[taken[number]]).blocks
            ):
                open_parts.remove(number)
            else:
                taken[number] += 1
    body = [block for part, count in zip(parts, taken, strict=True) for block in _lay(part, count)]
    return (*head, *_with_own_ids(body), *tail), taken


def _with_own_ids(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return blocks of which no two have the same id, which Slack refuses; a number tells them."""
    seen: Counter[str] = Counter()
    told = []
    for block in blocks:
        name = str(block.get("block_id", ""))
        seen[name] += 1
        again = name and seen[name] > 1
        told.append({**block, "block_id": f"{seen[name]}{name}"} if again else block)
    return tuple(told)


def _lay(part: Part, count: int) -> Iterator[Block]:
    """Yield heading, the first ``count`` items in their order, and how many are left out."""
    found = max(part.found, len(part.items))
    if not found:
        return
    yield from _heading(part)
    chosen = sorted(part.items[:count], key=lambda item: item.order)
    blocks = []
    group = ""
    for number, item in enumerate(chosen):
        above = [part.name if not number else "", item.group if item.group != group else ""]
        blocks += [_with_names(item.block, above), *item.blocks[1:]]
        group = item.group
    if found > count and not (count and part.has_more_button):
        words = f"+ {found - count:,} more" if count else f"{found:,} found, too long to show here"
        left_out = {
            "type": "rich_text_section",
            "elements": [{"type": "text", "text": words, "style": {"italic": True}}],
        }
        is_open = bool(blocks) and blocks[-1]["type"] == "rich_text"
        last = blocks.pop() if is_open else {"type": "rich_text", "elements": []}
        names = _name_lines([part.name]) if not blocks and not is_open else []
        blocks.append({**last, "elements": [*names, *last["elements"], left_out]})
    yield from blocks


def _named(part: Part, item: Item) -> Item:
    """Return an item with all names that may have to stand above it."""
    return replace(item, block=_with_names(item.block, [part.name, item.group]))


def _with_names(block: Block, names: Sequence[str]) -> Block:
    lines = _name_lines(names)
    return {**block, "elements": [*lines, *block["elements"]]} if lines else block


def _name_lines(names: Sequence[str]) -> list[Block]:
    """Return the name of a part in bold, that of a group in italics."""
    styles = ("bold", "italic")
    return [
        {
            "type": "rich_text_section",
            "elements": [{"type": "text", "text": name, "style": {style: True}}],
        }
        for name, style in zip(names, styles, strict=False)
        if name
    ]


def _heading(part: Part, already: int = 0) -> list[Block]:
    return [part.heading] if part.heading and not already else []


def pack(lines: Sequence[Sequence[Block]], most: int) -> tuple[list[tuple[Block, ...]], int]:
    """Return lines, in order, as at most ``most`` messages, and how many lines did not fit.

    The blocks of one line stay together.
    """
    pages: list[list[Block]] = []
    room = _Room(blocks=0)
    for number, blocks in enumerate(lines):
        if not room.take(*blocks):
            if len(pages) == most:
                return [_with_own_ids(page) for page in pages], len(lines) - number
            room = _Room()
            room.take(*blocks)
            pages.append([])
        pages[-1].extend(blocks)
    return [_with_own_ids(page) for page in pages], 0


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
