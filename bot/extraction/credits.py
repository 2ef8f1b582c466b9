"""Lines that say who made a text, not what it is about: bylines, contacts, photo credits, links."""

from __future__ import annotations

import re
from bisect import bisect_left

from bot.language.layout import Layout
from bot.records import Span

_NAMES = r"[A-Z][\w.’'-]*(?:(?:,? (?:and|&|of|for|with|the) |, | )[A-Z][\w.’'-]*){0,11}"
_SIGNATURE = re.compile(rf"(?:[-–—]+[ \t]*)+{_NAMES}")
# How a line begins that is no part of the report.
_CREDIT_LINE = re.compile(
    r"[(\[* \t]*(?:"
    r"(?:Contribut(?:ing|ors?)|Additional reporting|Photos?|Image credits?|Credits?|Related|More"
    r"|Watch|Video|Read(?: more)?|See also|PHOTOS?|RELATED|MORE|WATCH|READ)(?: by)?:"
    r"|READ MORE\b|Photos? by |Video Ad Feedback|(?:Reporting|Edit(?:ing|ed)|Written|Compiled) by "
    r"|(?:Follow|Reach|Contact|Email|E-mail) [^\n]{0,80}?"
    r"(?:@|\bon (?:Twitter|Instagram|Facebook)))"
)
# A link to another report, whose label a page sets right before its title: "Floods:Lund dries out".
_LINK = re.compile(r"[A-Z‘'“\"][^:\n]{2,60}:[A-Z‘'“\"][^\n]{4,200}")
# A quotation with its speaker behind a dash is no title.
_SIGNED = re.compile(r"[”’'\"][ \t]*[-–—]+[ \t]*[A-Z]")
_LONGEST_LABEL, _LONGEST_LINK = 64, 264
_BYLINE = re.compile(rf"(?:By|BY) {_NAMES}")
# A sentence about those who helped.
_HELPED = re.compile(r"contributed (?:to (?:this|the) (?:report|story|article|file)\b|reporting\b)")
# Behind a picture: Anna Berg/AP.
_AGENCY = re.compile(r"/(?:Getty Images|AP Photo|AFP|AP|Reuters|REUTERS)(?=[)\s]|$)")
_PHOTO = re.compile(r"\((?:Photo|Image)[^)\n]{0,200}\)?")
_LONGEST_PHOTO_CREDIT = 10
# A longer line that begins as a credit goes on with captions, which report.
_LONGEST_LINE = 300


def find_credits(layout: Layout) -> list[tuple[int, int]]:
    """Return the token ranges of credits, in order; nobody speaks in one or is meant after it."""
    text = layout.text
    spans = [line for line in layout.paragraphs if _is_credit_line(text, line)]
    spans += _signatures(layout)
    spans += [layout.sentence_span(layout.sentence_at(m.start())) for m in _HELPED.finditer(text)]
    spans += [Span(*match.span()) for match in _PHOTO.finditer(text)]
    ranges = [
        (bisect_left(layout.starts, span.start), bisect_left(layout.starts, span.end))
        for span in spans
    ]
    ranges += [_photo_credit(layout, *match.span()) for match in _AGENCY.finditer(text)]
    return sorted((first, after_last) for first, after_last in ranges if first < after_last)


def is_link(text: str, line: Span) -> bool:
    """Tell whether a paragraph is a link to another report: its label touches the title.

    A name in capitals before the colon is who speaks, and a full stop closes a sentence.
    """
    if line.end - line.start > _LONGEST_LINK:
        return False
    colon = text.find(":", line.start, min(line.end, line.start + _LONGEST_LABEL))
    if colon < 0 or text[colon + 1 : colon + 2].isspace() or text[line.start : colon].isupper():
        return False
    ends = text[line.start : line.end].rstrip("'\"”’)")
    if ends.endswith(".") or _SIGNED.search(text, colon, line.end):
        return False
    return _LINK.fullmatch(text, *line) is not None


def _is_credit_line(text: str, line: Span) -> bool:
    """Tell whether a paragraph is a credit by its first words, or a byline by all of them."""
    if line.end - line.start > _LONGEST_LINE:
        return False
    return bool(
        _CREDIT_LINE.match(text, line.start, line.end)
        or (text.startswith(("By ", "BY "), line.start) and _BYLINE.fullmatch(text, *line))
        or is_link(text, line)
    )


def _photo_credit(layout: Layout, slash: int, end: int) -> tuple[int, int]:
    """Return the tokens from a photographer's name to the agency behind the ``slash``."""
    at = bisect_left(layout.starts, slash)
    first = at
    while first > max(0, at - _LONGEST_PHOTO_CREDIT) and (
        layout.words[first - 1][0].isupper() or layout.words[first - 1] == "/"
    ):
        first -= 1
    return first, bisect_left(layout.starts, end)


def _signatures(layout: Layout) -> list[Span]:
    """Return the lines that are a dash and names, where they sign a report.

    Under a line that is one quotation a name signs the quotation, unless the same text signs its
    parts so.
    """
    lines = [
        line
        for line in layout.paragraphs
        if layout.text[line.start] in "-–—" and _SIGNATURE.fullmatch(layout.text, *line)
    ]
    whole = {stretch.span for stretch in layout.quoted} if lines else set()
    signs_parts = not all(_is_under_quotation(layout, line, whole) for line in lines)
    return lines if signs_parts else []


def _is_under_quotation(layout: Layout, line: Span, quoted: set[Span]) -> bool:
    """Tell whether the paragraph before a line is one quoted stretch and nothing else."""
    number = layout.paragraph_at(line.start) - 1
    return number >= 0 and layout.paragraphs[number] in quoted


class Credits:
    """Tells which tokens stand in a credit."""

    def __init__(self, layout: Layout) -> None:
        self.ranges = find_credits(layout)
        self._firsts = [first for first, _ in self.ranges]

    def holds(self, token: int) -> bool:
        """Tell whether ``token`` stands in a credit."""
        at = bisect_left(self._firsts, token + 1) - 1
        return at >= 0 and token < self.ranges[at][1]
