"""A line as two blocks: its words, literally, and its source with a menu beside it.

``rich_text`` shows documents' words literally but can hold no menu, so the source, which is written
with our own hands, stands in a section of its own below.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.records import Stance
from bot.results import PassageLine, PositionLine, QuotationLine, TimelineLine
from bot.wording import according_in_words, day_in_words, entry_date_in_words
from handlers.views.blocks import section
from handlers.views.budget import Block, Item
from handlers.views.cut import shorten
from handlers.views.line_ids import AnyLine, topic_to_keep, write_line_id
from handlers.views.lines import (
    LONGEST_SENTENCE,
    also_in_words,
    line_of,
    phrase_in_text,
    position_words,
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

#: The menu of a line, and the values of its options.
LINE_ACTION = "line_menu"
VERIFY = "verify"
CONTEXT = "context"
WRONG_SPEAKER = "speaker"
WRONG_ACTOR = "actor"
NOT_A_POSITION = "not_a_position"
NOT_RELEVANT = "not_relevant"

_STANCES = list(Stance)
# A longer address leaves no room for anything else in a section.
_LONGEST_LINK = 2_500
_SLACK_USER = re.compile(r"[UW][A-Z0-9]{6,}")

MenuLine = QuotationLine | PositionLine | TimelineLine


def menu_item(line: MenuLine, topic: str, *, newest_first: bool = False) -> Item:
    """Return a line of a brief with its menu; positions in groups, dates in the order of time.

    Args:
        topic: what the line is shown for.
        newest_first: dates go back in time.
    """
    below = source_with_menu(line, topic)
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


def line_item(line: AnyLine, topic: str) -> Item:
    """Return a line of whatever kind with its menu, as it stands among lines of other kinds."""
    if isinstance(line, PassageLine):
        block = rich(quote(words(shorten(line.text, LONGEST_SENTENCE))))
        return Item(block=block, below=source_with_menu(line, topic))
    if isinstance(line, PositionLine):
        return Item(block=rich(*told_position(line)), below=source_with_menu(line, topic))
    return replace(menu_item(line, topic), order=())


def told_position(line: PositionLine) -> list[Block]:
    """Return a position with its stance, and who else has it, for a block above its source."""
    others = also_in_words(line)
    return [*position_words(line), *([line_of(*_without_dot(others))] if others else [])]


def source_with_menu(line: AnyLine, topic: str, *, lead: str = "", is_short: bool = False) -> Block:
    """Return outlet and day, and who corrected the line, with the menu beside them.

    Args:
        line: any.
        topic: what it is shown for.
        lead: goes before them, escaped.
        is_short: the menu has only what checks the line, and what sets right who it is of.
    """
    day = published_day(line)
    name = source_name(line.citation)
    told = link(line.citation.address, name)
    told = told if len(told) <= _LONGEST_LINK else escape(name)
    return {
        **section(f"{lead}{told}{f', {day_in_words(day)}' if day else ''}{_corrected(line)}"),
        "block_id": write_line_id(line, topic),
        "accessory": _menu(line, "" if is_short else topic, has_context=not is_short),
    }


def author_words(author: str) -> str:
    """Return who made a correction: a person of this Slack by name, anybody else as given."""
    return f"<@{author}>" if _SLACK_USER.fullmatch(author) else escape(label(author, 60))


def _corrected(line: AnyLine) -> str:
    """Return ``speaker corrected by Ana, 29 November 2026`` where that is so.

    Somebody of this Slack is not named: each message would notify them again. The list of
    corrections says who it was.
    """
    if not isinstance(line, QuotationLine | PositionLine) or line.corrected is None:
        return ""
    what = "speaker" if isinstance(line, QuotationLine) else "actor"
    author = line.corrected.author
    by = f" by {author_words(author)}" if author and not _SLACK_USER.fullmatch(author) else ""
    return f" · _{what} corrected{by}, {day_in_words(line.corrected.day)}_"


def _holder(line: PositionLine) -> list[Block]:
    """Return who holds a position, on what, by whose word, and who else has it."""
    who = [strong(line.actor)]
    if line.target:
        who.append(words(f" · {label(line.target)}"))
    if line.according_to:
        who.append(slanted(f" · {according_in_words(label(line.according_to))}"))
    return [*who, *also_in_words(line)]


def _menu(line: AnyLine, topic: str, *, has_context: bool) -> Block:
    named = [(VERIFY, "Verify"), *([(CONTEXT, "Context")] if has_context else [])]
    if isinstance(line, QuotationLine):
        named.append((WRONG_SPEAKER, "Wrong speaker"))
    if isinstance(line, PositionLine):
        named += [(WRONG_ACTOR, "Wrong actor"), (NOT_A_POSITION, "Not a position")]
    if topic_to_keep(topic):
        named.append((NOT_RELEVANT, "Not relevant"))
    options = [
        {"text": {"type": "plain_text", "text": name}, "value": choice} for choice, name in named
    ]
    return {"type": "overflow", "action_id": LINE_ACTION, "options": options}


def _without_dot(elements: list[Block]) -> list[Block]:
    """Return words that go on a line without the dot that would part them from what is before."""
    first = elements[0]
    return [{**first, "text": first["text"].removeprefix(" · ").capitalize()}, *elements[1:]]
