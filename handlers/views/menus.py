"""A line of a brief as two blocks: its words, literally, and its source with a menu beside it.

``rich_text`` shows documents' words literally but can hold no menu, so the source, which is written
with our own hands, stands in a section of its own below.
"""

from __future__ import annotations

from bot.records import Stance
from bot.results import PositionLine, QuotationLine, TimelineLine
from bot.wording import day_in_words, entry_date_in_words
from handlers.views.blocks import section
from handlers.views.budget import Block, Item
from handlers.views.lines import (
    also_in_words,
    line_of,
    phrase_in_text,
    published_day,
    quote,
    quoted_words,
    rich,
    slanted,
    source_name,
    speaker_words,
    strong,
    with_bold,
    words,
)
from handlers.views.mrkdwn import escape, label, link
from handlers.views.pointers import LONGEST_VALUE, point_at, write_pointer

#: The menu of a line, and what its options' values begin with.
LINE_ACTION = "line_menu"
VERIFY = "verify"
CONTEXT = "context"

_STANCES = list(Stance)
# A longer address leaves no room for anything else in a section.
_LONGEST_LINK = 2_500

MenuLine = QuotationLine | PositionLine | TimelineLine


def menu_item(line: MenuLine, *, newest_first: bool = False) -> Item:
    """Return a line of a brief with its menu; positions in groups, dates in the order of time.

    Args:
        newest_first: dates go back in time.
    """
    below = _source(line)
    if isinstance(line, QuotationLine):
        who = [*speaker_words(line), *also_in_words(line)]
        return Item(block=rich(quote(words(quoted_words(line))), line_of(*who)), below=below)
    if isinstance(line, PositionLine):
        block = rich(quote(*with_bold(line.text, line.cue_in_text)), line_of(*_holder(line)))
        group = str(line.stance).capitalize()
        return Item(block=block, below=below, order=(_STANCES.index(line.stance),), group=group)
    day, place = line.date.toordinal(), also_in_words(line)
    block = rich(
        line_of(strong(entry_date_in_words(line.date, line.precision))),
        quote(*with_bold(line.text, phrase_in_text(line))),
        *([line_of(*_without_dot(place))] if place else []),
    )
    return Item(block=block, below=below, order=(-day if newest_first else day,))


def read_choice(value: str) -> tuple[str, str]:
    """Return what was chosen in a menu, and the written pointer to its line."""
    choice, _, pointer = value.partition(":")
    return choice, pointer


def _holder(line: PositionLine) -> list[Block]:
    """Return who holds a position, on what, by whose word, and who else has it."""
    who = [strong(line.actor)]
    if line.target:
        who.append(words(f" · {label(line.target)}"))
    if line.according_to:
        who.append(slanted(f" · according to {label(line.according_to)}"))
    return [*who, *also_in_words(line)]


def _source(line: MenuLine) -> Block:
    """Return outlet and day with the menu beside them."""
    day = published_day(line)
    name = source_name(line.citation)
    told = link(line.citation.address, name)
    told = told if len(told) <= _LONGEST_LINK else escape(name)
    return {**section(f"{told}, {day_in_words(day)}" if day else told), "accessory": _menu(line)}


def _menu(line: MenuLine) -> Block:
    room = LONGEST_VALUE - max(len(VERIFY), len(CONTEXT)) - 1
    pointer = write_pointer(point_at(line), room=room)
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": f"{choice}:{pointer}"}
        for choice, name in ((VERIFY, "Verify"), (CONTEXT, "Context"))
    ]
    return {"type": "overflow", "action_id": LINE_ACTION, "options": options}


def _without_dot(elements: list[Block]) -> list[Block]:
    """Return words that go on a line without the dot that would part them from what is before."""
    first = elements[0]
    return [{**first, "text": first["text"].removeprefix(" · ").capitalize()}, *elements[1:]]
