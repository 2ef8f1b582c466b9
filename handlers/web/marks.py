"""A text cut into paragraphs and these into segments, so that marks may overlap; pure.

HTML elements nest, marks need not: a position may begin inside a quotation and end behind it. So
the text is cut wherever any mark begins or ends, and every piece knows the marks it lies under.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from bot.language.wrapping import find_paragraphs
from bot.records import Span


@dataclass(frozen=True, kw_only=True, slots=True)
class Segment:
    """A piece of a text that lies under the same marks from its start to its end.

    Attributes:
        facts: numbers of the marks over it, the longest first.
        starts: those of them that begin here.
    """

    text: str
    is_cited: bool = False
    is_near: bool = False
    facts: tuple[int, ...] = ()
    starts: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Segments in a row that are all cited, all beside what is cited, or neither."""

    segments: tuple[Segment, ...]
    is_cited: bool
    is_near: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph of a text.

    Attributes:
        before: blanks and breaks between the paragraph before and this one.
        is_wrapped: its line breaks are those of a width, not its author's.
    """

    before: str
    runs: tuple[Run, ...]
    is_wrapped: bool


def cut_paragraphs(
    text: str, marks: Mapping[int, Span], *, cited: Span | None = None, around: Span | None = None
) -> tuple[tuple[Paragraph, ...], str]:
    """Return the paragraphs of a text, and the blanks behind the last.

    All texts of segments and blanks, joined in order, are ``text``.

    Args:
        text: is given back whole.
        marks: spans by number; what lies outside the text or is empty is passed over.
        cited: the words that a citation points at.
        around: these with their neighbours.
    """
    spans = find_paragraphs(text)
    ends = [0, *(span.end for span in spans)]
    pieces = _cut(text, marks, cited, around, spans)
    paragraphs = tuple(
        Paragraph(
            before=text[end : span.start],
            runs=_runs(segments),
            is_wrapped="\n" in span.of(text),
        )
        for end, span, segments in zip(ends[:-1], spans, pieces, strict=True)
    )
    return paragraphs, text[ends[-1] :]


def _runs(segments: Sequence[Segment]) -> tuple[Run, ...]:
    return tuple(
        Run(segments=tuple(group), is_cited=is_cited, is_near=is_near)
        for (is_cited, is_near), group in groupby(
            segments, key=lambda segment: (segment.is_cited, segment.is_near)
        )
    )


def _cut(
    text: str,
    marks: Mapping[int, Span],
    cited: Span | None,
    around: Span | None,
    paragraphs: Sequence[Span],
) -> Iterator[list[Segment]]:
    """Yield the segments of each paragraph, in one walk over the text."""
    sound = [i for i, span in marks.items() if 0 <= span.start < span.end <= len(text)]
    waiting = sorted(sound, key=lambda i: marks[i].start, reverse=True)
    bounds = sorted(_bounds([marks[i] for i in sound], cited, around), reverse=True)
    open_marks: list[int] = []
    begun: set[int] = set()
    for paragraph in paragraphs:
        cuts = [paragraph.start]
        while bounds and bounds[-1] < paragraph.end:
            bound = bounds.pop()
            if bound > cuts[-1]:
                cuts.append(bound)
        segments: list[Segment] = []
        for start, end in pairwise([*cuts, paragraph.end]):
            while waiting and marks[waiting[-1]].start < end:
                open_marks.append(waiting.pop())
            if open_marks:
                open_marks = [i for i in open_marks if marks[i].end > start]
            over = open_marks
            if len(over) > 1:
                over = sorted(over, key=lambda i: (marks[i].start - marks[i].end, i))
            starts = tuple(i for i in over if i not in begun)
            begun.update(starts)
            segments.append(
                Segment(
                    text=text[start:end],
                    is_cited=_holds(cited, start),
                    is_near=_holds(around, start) and not _holds(cited, start),
                    facts=tuple(over),
                    starts=starts,
                )
            )
        yield segments


def _bounds(marks: Sequence[Span], cited: Span | None, around: Span | None) -> set[int]:
    spans = [*marks, *(span for span in (cited, around) if span)]
    return {bound for span in spans for bound in span}


def _holds(span: Span | None, place: int) -> bool:
    return span is not None and span.start <= place < span.end
