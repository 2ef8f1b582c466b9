"""The long parts of a document's page as HTML: its marked text and the notes on its facts; pure.

A text of a book's length has thousands of marks. Drawn by a template they take longer than all the
rest of the page together, so they are joined here. Whatever comes from a document passes ``exact``.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from handlers.web.marks import Paragraph, Run, Segment
from handlers.web.notes import Note, NoteKind

#: Paragraphs of a part.
_TOGETHER = 24


def exact(text: str) -> str:
    """Return escaped text that a browser keeps as it is; of returns it would make line ends."""
    return html.escape(text).replace("\r", "&#13;")


def draw_text(
    paragraphs: Sequence[Paragraph],
    tail: str,
    kinds: Mapping[int, NoteKind],
    place: str,
    *,
    in_parts: bool = False,
) -> Markup:
    """Return a text with its marks; the words of all elements, joined, are the text.

    Args:
        paragraphs: of the text, cut at its marks.
        tail: blanks behind the last.
        kinds: of the facts, by number.
        place: id of the first cited mark.
        in_parts: put paragraphs together, so that a browser can pass over a whole part of a long
            text that nobody looks at yet.
    """
    parts: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        if in_parts and number % _TOGETHER == 0:
            parts.append('</div><div class="part">' if number else '<div class="part">')
        parts.append(f'<span class="blank">{exact(paragraph.before)}</span>')
        parts.append('<p class="wrapped">' if paragraph.is_wrapped else "<p>")
        for run in paragraph.runs:
            parts += _draw_run(run, kinds, place)
            place = "" if run.is_cited else place
        parts.append("</p>")
    if in_parts and paragraphs:
        parts.append("</div>")
    parts.append(f'<span class="blank">{exact(tail)}</span>')
    return Markup("".join(parts))  # noqa: S704 - every word in it passed ``exact``


def draw_notes(notes: Sequence[Note], lang: str) -> Markup:
    """Return the items of a list of notes; ``lang`` is the language of their words."""
    lang = exact(lang)
    return Markup(  # noqa: S704 - every word in it passed ``exact``
        "".join(
            f'<li id="fact-{note.number}"><a href="#mark-{note.number}">'
            f'<strong dir="auto">{exact(note.who)}</strong>'
            f'<span class="what" dir="auto" lang="{lang}">{exact(note.what)}</span></a>'
            f'<span class="more quiet" dir="auto">{exact(note.more)}</span></li>\n'
            for note in notes
        )
    )


def _draw_run(run: Run, kinds: Mapping[int, NoteKind], place: str) -> Iterator[str]:
    if run.is_cited:
        first = f' id="{place}" tabindex="-1"' if place else ""
        yield f'<mark class="cited"{first}>'
    elif run.is_near:
        yield '<span class="near">'
    for segment in run.segments:
        yield _draw_segment(segment, kinds) if segment.facts else exact(segment.text)
    if run.is_cited:
        yield "</mark>"
    elif run.is_near:
        yield "</span>"


def _draw_segment(segment: Segment, kinds: Mapping[int, NoteKind]) -> str:
    """Return a marked piece of text: a link to the note on its innermost fact.

    Where a fact goes on behind another one's end, its second piece is no stop for the Tab key.
    """
    first, *others = segment.starts or (None,)
    anchors = "".join(f'<span class="anchor" id="mark-{number}"></span>' for number in others)
    own = ' tabindex="-1"' if first is None else f' id="mark-{first}"'
    names = " ".join(sorted({kinds[number] for number in segment.facts}))
    numbers = " ".join(map(str, segment.facts))
    return (
        f'{anchors}<a class="fact {names}" href="#fact-{segment.facts[-1]}"'
        f' data-facts="{numbers}"{own}>{exact(segment.text)}</a>'
    )
