"""What the block of a line's menu is called: which line it is, and for which topic it is shown.

Slack sends the id of the block with whatever is chosen there. So all that a menu needs travels with
the message, and goes on working for as long as the message stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.records import LinePlace, Span
from bot.results import PassageLine, PositionLine, QuotationLine, TimelineLine
from handlers.views.mrkdwn import label
from handlers.views.pointers import Pointer, point_at, read_pointer, sign, write_pointer

#: Most characters that Slack takes as the id of a block.
LONGEST_ID = 255
#: A longer topic is a sentence, and no line is shown for it twice.
_LONGEST_TOPIC = 120
_LONGEST_POINTER = 100

AnyLine = QuotationLine | PositionLine | TimelineLine | PassageLine


@dataclass(frozen=True, kw_only=True, slots=True)
class LineId:
    """A line as its menu knows it.

    Attributes:
        cue: where the cue of a position stands; None for other lines.
        topic: what it is shown for; "" where that is too long to be kept.
    """

    pointer: Pointer
    cue: Span | None = None
    topic: str = ""

    @property
    def place(self) -> LinePlace:
        """Where the line stands."""
        return LinePlace(self.pointer.document, self.pointer.span, self.cue)


def topic_to_keep(topic: str) -> str:
    """Return a topic as an id can keep it; "" where it cannot."""
    name = label(topic, limit=_LONGEST_TOPIC + 1)
    return name if len(name) <= _LONGEST_TOPIC else ""


def write_line_id(line: AnyLine, topic: str, *, longest: int = LONGEST_ID) -> str:
    """Return the id of the block with a line's menu; a number may be set before it."""
    kind, kept = _tell_apart(line), topic_to_keep(topic)
    room = min(_LONGEST_POINTER, longest - len(kind) - len(kept) - 2)
    return f"{kind}|{write_pointer(point_at(line), room=room)}|{kept}"


def read_line_id(block_id: str) -> LineId | None:
    """Return the line that ``write_line_id`` wrote; None where it is none."""
    kind, _, rest = block_id.partition("|")
    written, _, topic = rest.partition("|")
    pointer = read_pointer(written)
    if pointer is None:
        return None
    _, start, end, *_ = f"{kind}...".split(".")
    is_cue = all(each.isascii() and each.isdecimal() and len(each) < 10 for each in (start, end))
    return LineId(pointer=pointer, cue=Span(int(start), int(end)) if is_cue else None, topic=topic)


def _tell_apart(line: AnyLine) -> str:
    """Return the kind of a line, and what tells positions in one sentence from each other."""
    if not isinstance(line, PositionLine):
        return {QuotationLine: "q", TimelineLine: "t", PassageLine: "s"}[type(line)] + _date(line)
    start = line.citation.start
    cue = f"{start + line.cue_in_text.start}.{start + line.cue_in_text.end}"
    return f"p.{cue}.{line.stance[:2]}{sign(line.actor_as_written)[:4]}"


def _date(line: AnyLine) -> str:
    """Return the date of a timeline entry: one sentence may tell of several."""
    return f"...{line.date:%Y%m%d}" if isinstance(line, TimelineLine) else ""
