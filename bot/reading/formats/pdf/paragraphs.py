"""Flows of lines to paragraphs: wrapped lines joined, paragraphs over columns and pages too. Pure.

Two mistakes are possible and not of one weight: a paragraph too many costs a little, a sentence
broken in its middle makes a quotation wrong. So lines are joined wherever the sentence goes on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from bot.reading.formats.pdf.columns import LIST_MARK
from bot.reading.formats.pdf.hyphens import Hyphens
from bot.reading.formats.pdf.lines import Line

#: Letters whose heights differ by more than this factor are of different sizes.
_OTHER_SIZE = 1.12
#: A line stands apart where it is further from the one before than the usual by this factor.
_APART = 1.28
#: Usual distance of two lines in letter heights, where too few lines tell it.
_USUAL_DISTANCE = 1.2
_WIDEST_USUAL = 2.6
_LEAST_PAIRS = 4
#: An indent, in letter heights.
_INDENT = 0.6
#: How many lines around say how wide a column is.
_AROUND = 8
#: How far the paragraph may stand back that a column, a page or a footnote interrupts.
_FURTHEST_BACK = 8
#: Lines whose widths differ by more than this factor are of different columns.
_OTHER_WIDTH = 1.6
#: Lines of prose have so many words.
_PROSE_WORDS = 4
_STOPS = re.compile(r"[.?!:;…。！？][”’\"'»)\]]*\Z")
#: A sentence may go on behind a colon or semicolon, in small letters.
_ENDS = re.compile(r"[.?!…。！？][”’\"'»)\]]*\Z")
_CUT_WORD = re.compile(r"\w[-\u2010\u00ad]\Z")
_ITEM = re.compile(rf"(?:{LIST_MARK.pattern})\s")
_PLAIN_MARKS = re.compile(r"[•▪▫◦‣⁃●○■□➢➤►✓✔\uf0b7\uf0a7]")
_OPENERS = "“\"„«‘'([—–-"


@dataclass(slots=True)
class Paragraph:
    """Lines that make up one paragraph.

    ``right`` is where the lines of its column end, for a paragraph that may go on in another flow;
    None for all others.
    """

    lines: list[Line] = field(default_factory=list)
    right: float | None = None

    @property
    def size(self) -> float:
        """Return the height of its letters."""
        return self.lines[-1].size

    def to_text(self, hyphens: Hyphens) -> str:
        """Return its words in one line."""
        return hyphens.join([line.text for line in self.lines])


def make_paragraphs(pages: Sequence[Sequence[Sequence[Line]]]) -> list[Paragraph]:
    """Return the paragraphs of a document, from the flows of its pages, in reading order."""
    flows = [flow for page in pages for flow in page if flow]
    distances = _usual_distances(flows)
    done: list[Paragraph] = []
    for flow in flows:
        rights = [_local_right(flow, number) for number in range(len(flow))]
        current = _find_interrupted(done, flow)
        if current is None:
            current = Paragraph()
            done.append(current)
        current.right = None
        current.lines.append(flow[0])
        of_flow = [current]
        for number in range(1, len(flow)):
            if _begins(flow, number, rights[number - 1], distances, current):
                current = Paragraph()
                done.append(current)
                of_flow.append(current)
            current.lines.append(flow[number])
        _mark_ends(of_flow, flow)
    return done


def _mark_ends(of_flow: Sequence[Paragraph], flow: Sequence[Line]) -> None:
    """Mark the paragraphs that the end of their flow may have interrupted.

    Besides the last, those near it whose sentence stands open: notes or an address may follow them.
    """
    if median(len(line.text.split()) for line in flow) < _PROSE_WORDS:
        return
    number = len(flow) - 1
    for paragraph in reversed(of_flow[-_FURTHEST_BACK:]):
        if paragraph is of_flow[-1] or not _ENDS.search(paragraph.lines[-1].text):
            paragraph.right = _local_right(flow, number)
        number -= len(paragraph.lines)


def _key(line: Line) -> int:
    return round(line.size)


def _usual_distances(flows: Sequence[Sequence[Line]]) -> dict[int, float]:
    """Return for each size of letters how far one line stands below the other, in points."""
    found: dict[int, list[float]] = defaultdict(list)
    for flow in flows:
        for line, following in pairwise(flow):
            distance = line.bottom - following.bottom
            if _same_size(line, following) and 0 < distance <= _WIDEST_USUAL * line.size:
                found[_key(line)].append(distance)
    usual: dict[int, float] = {}
    for size, distances in found.items():
        if len(distances) >= _LEAST_PAIRS:
            distances.sort()
            usual[size] = median(distances[: max(1, len(distances) * 3 // 4)])
    return usual


def _same_size(line: Line, other: Line) -> bool:
    return max(line.size, other.size) <= _OTHER_SIZE * min(line.size, other.size)


def _local_right(flow: Sequence[Line], number: int) -> float:
    """Return where lines end hereabouts: those that begin where this one or the next does.

    What is set in, as a long quotation is, ends before the text around it.
    """
    line = flow[number]
    lefts = [other.left for other in flow[number : number + 2]]
    around = flow[max(0, number - _AROUND) : number + _AROUND + 1]
    return max(
        other.right
        for other in around
        if _same_size(line, other)
        and any(abs(other.left - left) < _INDENT * line.size for left in lefts)
    )


def _is_forced(line: Line, following: Line, right: float) -> bool:
    """Tell whether a line ends before its column does, although the next word had room."""
    return line.right + 0.3 * line.size + following.first_word < right - 0.2 * line.size


def _sentence_goes_on(text: str, following: str) -> bool:
    """Tell whether a sentence stands open at the end of ``text`` and ``following`` can go on."""
    if _CUT_WORD.search(text) and following[:1].isalnum():
        return True
    return not _ENDS.search(text) and following[:1].islower()


def _begins(
    flow: Sequence[Line],
    number: int,
    right: float,
    distances: dict[int, float],
    current: Paragraph,
) -> bool:
    """Tell whether a line begins a paragraph."""
    before, line = flow[number - 1], flow[number]
    goes_on = _sentence_goes_on(before.text, line.text)
    if not _same_size(before, line):
        return True
    usual = distances.get(_key(line), _USUAL_DISTANCE * line.size)
    distance = before.bottom - line.bottom
    if distance > _APART * usual + 0.5:
        return not (goes_on and distance < _APART * _APART * usual)
    if "\t" in line.text or "\t" in before.text:
        return not goes_on or "\t" in line.text
    if _PLAIN_MARKS.match(line.text):
        return True
    if goes_on:
        return False
    stopped = bool(_STOPS.search(before.text))
    forced = _is_forced(before, line, right)
    if before.bold != line.bold and (forced or stopped):
        return True
    if forced and (stopped or not line.text[:1].islower()):
        return True
    if _ITEM.match(line.text) and stopped:
        return True
    return stopped and _is_indented(flow, number, current)


def _is_indented(flow: Sequence[Line], number: int, current: Paragraph) -> bool:
    """Tell whether a line is set in, or out, as the first line of a paragraph is."""
    before, line = flow[number - 1], flow[number]
    step = line.left - before.left
    indent = _INDENT * line.size
    following = flow[number + 1] if number + 1 < len(flow) else None
    if step > indent:
        # A list's item has its other lines set in, each as far as the next.
        return following is None or following.left < line.left - indent or len(current.lines) > 1
    if step < -indent:
        return len(current.lines) > 1
    return False


def _find_interrupted(done: list[Paragraph], flow: Sequence[Line]) -> Paragraph | None:
    """Return the paragraph that goes on with the first line of a flow; None where none does."""
    line = flow[0]
    if _PLAIN_MARKS.match(line.text):
        return None
    for paragraph in reversed(done[-_FURTHEST_BACK:]):
        last = paragraph.lines[-1]
        if paragraph.right is None or not _same_size(last, line) or "\t" in last.text:
            continue
        if _CUT_WORD.search(last.text) and paragraph is done[-1]:
            return paragraph
        if _is_forced(last, line, paragraph.right):
            continue
        if _sentence_goes_on(last.text, line.text):
            return paragraph
        if paragraph is done[-1] and _is_cut_off(paragraph, flow):
            return paragraph
    return None


def _is_cut_off(paragraph: Paragraph, flow: Sequence[Line]) -> bool:
    """Tell whether a paragraph whose last line is full was at the end of its column only.

    Then the next line is not set in and not narrower or wider than a line of the same text.
    """
    line, last = flow[0], paragraph.lines[-1]
    if line.left > min(other.left for other in flow[:_AROUND]) + _INDENT * line.size:
        return False
    if _leaves_quote_open(paragraph) and line.text[:1] not in _OPENERS:
        return True
    # A short line is the end of a sentence, or it is a heading.
    alike = line.width < _OTHER_WIDTH * last.width and (
        last.width < _OTHER_WIDTH * line.width or bool(_ENDS.search(line.text))
    )
    return alike and last.bold == line.bold


def _leaves_quote_open(paragraph: Paragraph) -> bool:
    text = "".join(line.text for line in paragraph.lines)
    return text.count("“") > text.count("”") and "„" not in text
