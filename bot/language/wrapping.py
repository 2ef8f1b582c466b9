"""Paragraphs of a text, whether each is one line or its lines were wrapped at some width.

Most texts put a paragraph on one line. Newswires, mails and plain-text files end their lines inside
sentences, near one width; there a blank line or an indented one begins a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, starmap

from bot.records import Span

_LINE = re.compile(r"[^\s](?:[^\n\r\u2028\u2029]*[^\s])?")
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
#: No wrapped line is longer; a text whose lines are, on average, is not looked at.
_WIDEST = 110
_NARROWEST = 40
#: So much of its lines' width fills a line that goes on in the next.
_FULL = 0.7
#: A text is wrapped where of its line ends, those that may be either left out, so many are plainly
#: inside a sentence ...
_INSIDE_SHARE = 0.4
#: ... of all line ends so many ...
_LEAST_INSIDE = 0.25
#: ... and so few of the lines that go on are not full.
_SHORT_SHARE = 0.25
#: So many lines may be longer: links, tables.
_WIDE_SHARE = 0.1
#: A line that fills less of the width and ends in a stop ends its paragraph.
_SHORT = 0.6
_STOPS = frozenset(".?!:\"”»’'")


def find_paragraphs(text: str) -> list[Span]:
    """Return the spans of the paragraphs of ``text``, none blank, in time linear in its length."""
    lines = list(starmap(Span, map(re.Match.span, _LINE.finditer(text))))
    if len(lines) < 2 or len(text) > _WIDEST * (text.count("\n") + text.count("\r") + 1):
        return lines
    set_off = _set_off(text, lines)
    width = _wrap_width(text, lines, set_off)
    return list(_join_lines(text, lines, set_off, width)) if width else lines


def _set_off(text: str, lines: list[Span]) -> list[bool]:
    """Tell of each line whether a blank line stands before it, or it is indented further."""
    set_off = [True]
    indent = lines[0].start
    for line, following in pairwise(lines):
        breaks = list(_LINE_END.finditer(text, line.end, following.start))
        before, indent = indent, following.start - breaks[-1].end()
        set_off.append(len(breaks) > 1 or indent > before)
    return set_off


def _wrap_width(text: str, lines: list[Span], set_off: list[bool]) -> int:
    """Return the width at which the lines of a text were wrapped, or 0 where they were not."""
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[int((len(lengths) - 1) * (1 - _WIDE_SHARE))]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    ends = stopped = short = inside = 0
    for number, (line, following) in enumerate(pairwise(lines)):
        if set_off[number + 1]:
            continue
        ends += 1
        if text[line.end - 1] in _STOPS:
            stopped += 1
        elif text[following.start].islower():
            inside += 1
            # Newswires print a place and a date before the first line and leave it shorter.
            short += number > 0 and line.end - line.start < _FULL * width
    goes_on = inside >= max(1, _INSIDE_SHARE * (inside + stopped), _LEAST_INSIDE * ends)
    return width if goes_on and short <= _SHORT_SHARE * inside else 0


def _join_lines(text: str, lines: list[Span], set_off: list[bool], width: int) -> Iterator[Span]:
    """Yield the paragraphs of a text that is wrapped at ``width``."""
    first = lines[0]
    for number, (line, following) in enumerate(pairwise(lines)):
        is_short = line.end - line.start < _SHORT * width and text[line.end - 1] in _STOPS
        if is_short or set_off[number + 1]:
            yield Span(first.start, line.end)
            first = following
    yield Span(first.start, lines[-1].end)
