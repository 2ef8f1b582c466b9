"""What stands on the page of a document: its marked text, its facts, where it came from; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit

from markupsafe import Markup

from bot.briefing.documents.opened import OpenedDocument
from bot.records import DocumentCard, Extraction, Provenance, SourceKind, SourceRef, Span
from bot.wording import day_in_words, extractor_in_words, language_in_words
from handlers.views.mrkdwn import label, web_address
from handlers.web.addresses import write_place
from handlers.web.drawing import draw_notes, draw_text
from handlers.web.marks import cut_paragraphs
from handlers.web.notes import Note, NoteKind, count_notes, make_notes

_LONGEST_TITLE = 300
#: Longer texts, in code points, are drawn in parts.
_LONG = 50_000
#: Facts that are drawn at once; of more, those that begin so near the cited words, in code points.
#: The page brings the others when these can be read.
_AT_ONCE = 150
_NEAR = 6_000
_NAMES = {
    NoteKind.QUOTATION: "Quotations",
    NoteKind.POSITION: "Positions",
    NoteKind.DATE: "Dates",
}
#: Languages that are written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"})


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteGroup:
    """The facts of one kind, and how many of them are not marked on this page."""

    kind: NoteKind
    name: str
    count: int
    items: Markup
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Detail:
    """One thing that is known of a document: what it is, and how it is."""

    name: str
    words: str
    is_code: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Elsewhere:
    """Another place of the words, or of nearly the same words.

    Attributes:
        url: at its outlet.
        reader: of its own page here.
        beside: of the page that shows what differs; "" where nothing does.
    """

    outlet: str
    title: str
    day: str
    url: str | None
    reader: str = ""
    beside: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What a document is called, by whom it was published, when, and in which language."""

    title: str
    outlet: str
    url: str | None
    site: str
    day: str
    language: str
    #: For the attributes ``lang`` and ``dir``.
    lang: str
    direction: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """All that the page of a document shows.

    Attributes:
        place: id of the first cited mark; "" where nothing is cited.
        text: with its marks.
        today: address at which the outlet's page is looked at again; "" where it has none.
        whole: address of the page with all marks; "" where this is the one.
        is_unread: its facts are still to be found.
    """

    heading: Heading
    place: str
    text: Markup
    groups: tuple[NoteGroup, ...]
    details: tuple[Detail, ...]
    elsewhere: tuple[Elsewhere, ...]
    today: str
    whole: str
    is_unread: bool

    @property
    def has_facts(self) -> bool:
        """Tell whether anything was found in the text."""
        return any(group.count for group in self.groups)


def make_sheet(
    opened: OpenedDocument,
    *,
    audience: str,
    reader_of: Callable[[int], str],
    beside: Callable[[int], str],
    today: str,
    whole: str = "",
) -> Sheet:
    """Return what stands on the page of a document.

    Args:
        opened: the document, as the audience may read it.
        audience: the channel whose link is followed.
        reader_of: makes the address of another document's page.
        beside: makes the address of the page that compares this document with another.
        today: the address at which the outlet's page is looked at again.
        whole: the address of the page with all marks; where there are many, this one then has
            those near the cited words alone. "" marks all.
    """
    document = opened.document
    if count_notes(opened.extraction) <= _AT_ONCE:
        whole = ""
    near = _near(opened.cited) if whole else None
    notes = make_notes(document.text, opened.extraction, near)
    paragraphs, tail = cut_paragraphs(
        document.text,
        {note.number: note.span for note in notes},
        cited=opened.cited,
        around=opened.around,
    )
    kinds = {note.number: note.kind for note in notes}
    heading = make_heading(document.card)
    place = write_place(opened.cited) if opened.cited else ""
    return Sheet(
        heading=heading,
        place=place,
        text=draw_text(paragraphs, tail, kinds, place, in_parts=len(document.text) > _LONG),
        groups=tuple(_groups(opened.extraction, notes, heading.lang)),
        details=tuple(_details(opened, audience)),
        elsewhere=_elsewhere(opened, reader_of, beside),
        today=today if web_address(document.card.url) else "",
        whole=whole,
        is_unread=opened.provenance is not None and not opened.provenance.extracted_with,
    )


def _near(cited: Span | None) -> Span:
    """Return where facts are drawn at once: about the cited words, else at the beginning."""
    if cited is None:
        return Span(0, 2 * _NEAR)
    return Span(max(0, cited.start - _NEAR), cited.end + _NEAR)


def _groups(found: Extraction, notes: Sequence[Note], lang: str) -> Iterator[NoteGroup]:
    counts = {
        NoteKind.QUOTATION: len(found.quotations),
        NoteKind.POSITION: len(found.positions),
        NoteKind.DATE: len(found.timeline),
    }
    for kind, count in counts.items():
        own = [note for note in notes if note.kind is kind]
        yield NoteGroup(
            kind=kind,
            name=_NAMES[kind],
            count=count,
            items=draw_notes(own, lang),
            more=count - len(own),
        )


def make_heading(card: DocumentCard) -> Heading:
    """Return what stands over a document."""
    url = web_address(card.url)
    site = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    is_turned = card.language in _RIGHT_TO_LEFT
    return Heading(
        title=label(card.title, _LONGEST_TITLE) or "Untitled document",
        outlet=label(card.outlet) or site or "Unnamed outlet",
        url=url,
        site=site,
        day=day_in_words(card.published) if card.published else "date unknown",
        language=language_in_words(card.language) or "language not known",
        lang=card.language,
        direction="rtl" if is_turned else "ltr" if card.language else "auto",
    )


def moment_in_words(moment: datetime) -> str:
    """Return ``4 May 2022, 09:30 UTC``."""
    return f"{day_in_words(moment.date())}, {moment:%H:%M} UTC"


def _details(opened: OpenedDocument, audience: str) -> Sequence[Detail]:
    """Return where a document came from, as far as this audience may know."""
    card, provenance = opened.document.card, opened.provenance
    words_hash = Detail(
        name="SHA-256 of the words", words=opened.document.content_hash, is_code=True
    )
    stored = moment_in_words(card.added_at)
    if provenance is None:
        return [Detail(name="Stored", words=stored), words_hash]
    first = provenance.first_stored_at
    is_changed = first is not None and set(provenance.audiences) <= {audience}
    known = [
        ("Written by", label(provenance.author)),
        ("Fetched", moment_in_words(provenance.fetched_at) if provenance.fetched_at else ""),
        ("Came from", _source(provenance.source, audience)),
        ("Added", _adder(provenance)),
        ("First stored", moment_in_words(first) if first and is_changed else ""),
        ("Changed" if is_changed else "Stored", stored),
        ("Seen by", "not by everybody: it was added in private" if provenance.audiences else ""),
        ("Terms", label(provenance.licence)),
        (
            "Facts found by",
            label(extractor_in_words(provenance.extracted_with)) or "nothing yet; they will follow",
        ),
    ]
    details = [Detail(name=name, words=words) for name, words in known if words]
    if provenance.fetched_hash:
        details.append(
            Detail(name="SHA-256 as fetched", words=provenance.fetched_hash, is_code=True)
        )
    return [*details, words_hash]


def _source(source: SourceRef | None, audience: str) -> str:
    """Return what a document came by; of a channel only where the reader's link is for it."""
    if source is None:
        return ""
    if source.kind is SourceKind.SLACK:
        is_here = source.address == audience
        return "a file shared in this channel" if is_here else "a file shared in Slack"
    if source.kind in (SourceKind.FOLDER, SourceKind.PATH):
        name = label(source.title or PurePath(source.address).name)
        return f"the {'folder' if source.kind is SourceKind.FOLDER else 'file'} {name}"
    if source.kind is SourceKind.FEED:
        name = label(source.title or urlsplit(source.address).hostname or "")
        return f"the feed {name}"
    return f"a link to {label(source.title or source.address)}"


def _adder(provenance: Provenance) -> str:
    """Return who added a document, in general: names are for the people of a workspace to know."""
    if not provenance.added_by:
        return ""
    is_slack = provenance.added_by[:1] in "UW" and provenance.added_by.isupper()
    if not is_slack:
        return "by whoever runs Dateline"
    return "by a member of this channel" if provenance.audiences else "by a member of the team"


def _elsewhere(
    opened: OpenedDocument, reader_of: Callable[[int], str], beside: Callable[[int], str]
) -> tuple[Elsewhere, ...]:
    copies = [
        Elsewhere(
            outlet=label(copy.outlet) or "Unnamed outlet",
            title=label(copy.title, _LONGEST_TITLE),
            day=day_in_words(copy.published) if copy.published else "",
            url=web_address(copy.url),
        )
        for copy in opened.copies
    ]
    relatives = [
        Elsewhere(
            outlet=label(card.outlet) or "Unnamed outlet",
            title=label(card.title, _LONGEST_TITLE),
            day=day_in_words(card.published) if card.published else "",
            url=web_address(card.url),
            reader=reader_of(card.id),
            beside=beside(card.id),
        )
        for card in opened.relatives
    ]
    return (*copies, *relatives)
