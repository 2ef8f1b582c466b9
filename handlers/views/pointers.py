"""What the menu of a line carries: where its words stand, short enough for an option's value."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from bot.records import Span
from bot.results import PassageLine, PositionLine, QuotationLine, TimelineLine

#: Most characters that Slack takes as the value of a menu's option.
LONGEST_VALUE = 75
_MOST_DIGITS = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Pointer:
    """Where the words of a line stand.

    Attributes:
        document: the store id.
        words: tells these words from others that may stand there later.
        also: ids of further documents that carry them.
    """

    document: int
    span: Span
    words: str
    also: tuple[int, ...] = ()


def point_at(line: QuotationLine | PositionLine | TimelineLine | PassageLine) -> Pointer:
    """Return the pointer to a line."""
    citation = line.citation
    others = () if isinstance(line, PassageLine) else line.also_in
    also = dict.fromkeys(each.document for each in others if each.document != citation.document)
    return Pointer(
        document=citation.document,
        span=Span(citation.start, citation.end),
        words=sign(line.text),
        also=tuple(also),
    )


def sign(text: str) -> str:
    """Return eight characters that hardly any other words give."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


def write_pointer(pointer: Pointer, *, room: int = LONGEST_VALUE) -> str:
    """Return a pointer as text of at most ``room`` characters; further documents as they fit."""
    written = f"{pointer.document}:{pointer.span.start}:{pointer.span.end}:{pointer.words}"
    for number in pointer.also:
        if len(written) + len(str(number)) + 1 > room:
            break
        written += f":{number}"
    return written


def read_pointer(value: str) -> Pointer | None:
    """Return the pointer that ``write_pointer`` wrote; None where it is none."""
    document, start, end, words, *also = f"{value}:::".split(":")
    numbers = [document, start, end, *(each for each in also if each)]
    if not all(each.isascii() and each.isdigit() and len(each) <= _MOST_DIGITS for each in numbers):
        return None
    return Pointer(
        document=int(document),
        span=Span(int(start), int(end)),
        words=words,
        also=tuple(map(int, numbers[3:])),
    )
