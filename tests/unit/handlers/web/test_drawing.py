"""Marked text and notes as HTML: what a browser makes of them."""

from __future__ import annotations

from html.parser import HTMLParser

from factories import TEXT, extraction, span_of
from hypothesis import given
from hypothesis import strategies as st

from bot.records import Span
from handlers.web.drawing import draw_notes, draw_text
from handlers.web.marks import cut_paragraphs
from handlers.web.notes import Note, NoteKind, make_notes

LETTERS = st.text(alphabet="ab<>&\"'\r\n \u202e\u2028{}%é😀;#x", max_size=80)
SPANS = st.builds(Span, st.integers(0, 80), st.integers(0, 80))


class Page(HTMLParser):
    """What stands in a piece of HTML: its text, its ids, and whether its elements nest."""

    def __init__(self, drawn: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.cited: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self._open: list[str] = []
        self.feed(drawn)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self._open.append(tag)
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.targets += [values["href"] or ""] if "href" in values else []

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.text.append(data)
        if "mark" in self._open:
            self.cited.append(data)


@given(LETTERS, st.lists(SPANS, max_size=6), SPANS, st.booleans())
def test_a_browser_reads_the_very_text(
    text: str, marks: list[Span], cited: Span, in_parts: bool
) -> None:
    """Escaped, marked and highlighted, it is still the document's text; no id comes twice."""
    kinds = dict.fromkeys(range(len(marks)), NoteKind.QUOTATION)
    paragraphs, tail = cut_paragraphs(text, dict(enumerate(marks)), cited=cited)
    page = Page(draw_text(paragraphs, tail, kinds, "1-2", in_parts=in_parts))
    assert "".join(page.text) == text
    runs = [run for paragraph in paragraphs for run in paragraph.runs if run.is_cited]
    highlighted = [segment.text for run in runs for segment in run.segments]
    assert "".join(page.cited) == "".join(highlighted)
    assert len(set(page.ids)) == len(page.ids)


def test_every_mark_finds_its_note_and_every_note_its_mark() -> None:
    """Both ways, without a script."""
    notes = make_notes(TEXT, extraction())
    paragraphs = cut_paragraphs(TEXT, {note.number: note.span for note in notes})
    text = Page(draw_text(*paragraphs, {note.number: note.kind for note in notes}, ""))
    listed = Page(draw_notes(notes, "en"))
    assert set(text.targets) <= {f"#{each}" for each in listed.ids}
    assert {f"#{each}" for each in text.ids} == set(listed.targets)


def test_notes_say_who_and_what() -> None:
    """A speaker by name and as written, an actor with stance and target, a date with its words."""
    direct, position, entry = (make_notes(TEXT, extraction())[i] for i in (1, 2, 3))
    assert (direct.who, direct.span) == (
        "Ada Brandt",
        span_of(TEXT, "We gave our word, and we keep it,"),
    )
    assert direct.more == "word for word (“told”) · “Brandt” in the text"
    assert (position.who, position.what) == ("Norland · opposes", "the plan of the alliance")
    assert position.span == span_of(TEXT, "Norland opposes the plan of the alliance")
    assert (entry.who, entry.span) == ("4 May 2024", span_of(TEXT, "4 May 2024"))


def test_a_note_cannot_write_the_page() -> None:
    """Names come from documents too."""
    evil = "<img src=x>&\"'"
    note = Note(number=0, kind=NoteKind.DATE, span=Span(0, 1), who=evil, what=evil, more=evil)
    page = Page(draw_notes([note], 'en"><b>'))
    assert "".join(page.text).strip() == evil * 3
