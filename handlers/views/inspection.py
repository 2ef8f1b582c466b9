"""What stands behind a line: its words in their place, where they came from, the page today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath

from bot.records import DocumentCard, DocumentCopy, Provenance, SourceKind
from bot.results import Inspection, PageChange, PageState, Surroundings
from bot.wording import day_in_words, extractor_in_words
from handlers.views.blocks import context, section
from handlers.views.budget import Block, Message
from handlers.views.cut import MARK, shorten
from handlers.views.lines import line_of, quote, rich, words
from handlers.views.mrkdwn import code, escape, label, link

#: Most characters that are shown before and after the words of a line, and of the words.
_AROUND_SENTENCE = 600
_AROUND_PARAGRAPH = 2_500
_LONGEST_WORDS = 3_000
_MOST_OUTLETS = 12
_LONGEST_TITLE = 200
_LONGEST_OWN_PAGE = 500
_KINDS = {
    SourceKind.FEED: "the feed",
    SourceKind.FOLDER: "the watched folder",
    SourceKind.PATH: "the file",
    SourceKind.LINK: "a link to",
    SourceKind.SLACK: "a file shared in",
}


def verify_message(found: Inspection, page: PageState | None) -> Message:
    """Return what is known of a line.

    Args:
        found: what the archive knows.
        page: how its page is now; None while that is being looked at.
    """
    place = found.sentences
    facts = [*_reading(found), *_elsewhere(found.others)]
    blocks = [
        rich(quote(*_in_place(place, _AROUND_SENTENCE))),
        section(_source(found)),
        section("\n".join(facts)),
        section(f"*The page today*\n{_page(found, page)}"),
    ]
    return Message(text=f"Where the words of {_named(found)} come from.", blocks=tuple(blocks))


def context_message(found: Inspection) -> Message:
    """Return the paragraphs around a line, its words in bold."""
    around = _in_place(found.paragraphs, _AROUND_PARAGRAPH)
    blocks = (section(_source(found)), rich(line_of(*around)), context(_NOTE))
    return Message(text=f"What stands around the words of {_named(found)}.", blocks=blocks)


_NOTE = "Word for word as it was stored; the line of the brief is in bold."


def _in_place(place: Surroundings, most: int) -> list[Block]:
    """Return words in bold between what stands before and after, as much of it as ``most``."""
    bold = {**words(shorten(place.text, _LONGEST_WORDS)), "style": {"bold": True}}
    return [words(_end_of(place.before, most)), bold, words(_start_of(place.after, most))]


def _end_of(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    _, blank, rest = text[-most:].partition(" ")
    return f"{MARK} {rest if blank else text[-most:]}"


def _start_of(text: str, most: int) -> str:
    return text if len(text) <= most else shorten(text, most)


def _named(found: Inspection) -> str:
    card = found.document.card
    return escape(label(card.outlet or card.title or card.external_id, 60)) or "this line"


def _source(found: Inspection) -> str:
    """Return title, outlet and day, as the citation names them.

    The title leads to the words in their place where a page shows them, and the outlet to its own.
    """
    citation = found.sentences.citation
    title = label(citation.title or citation.external_id, _LONGEST_TITLE) or "untitled"
    linked = link(citation.address, title)
    shown = linked if len(linked) <= _LONGEST_TITLE + 2_000 else escape(title)
    day = day_in_words(citation.published) if citation.published else "date unknown"
    outlet = label(citation.outlet, 60)
    own_page = link(citation.url, outlet or "its own page") if citation.reader_url else ""
    has_own_page = bool(citation.url) and 0 < len(own_page) <= _LONGEST_OWN_PAGE
    place = own_page if has_own_page else escape(outlet)
    return f"*{shown}*\n{f'{place}, ' if place else ''}{day}"


def _reading(found: Inspection) -> list[str]:
    """Return when and from where a text was read, its fingerprint, and what found the line."""
    provenance = found.provenance
    if provenance is None:
        return ["*Stored*: the archive kept no record of where this came from."]
    stored = _moment(found.document.card.added_at)
    fetched = provenance.fetched_at
    came = _origin(provenance)
    when = f"*Fetched*: {_moment(fetched)}" if fetched else f"*Stored*: {stored}"
    lines = [f"{when}{f' from {came}' if came else ''}"]
    if provenance.author:
        lines.append(f"*By*: {escape(label(provenance.author, 100))}")
    if provenance.fetched_hash:
        lines.append(f"*SHA-256 of what was fetched*: {code(provenance.fetched_hash)}")
    else:
        lines.append("*SHA-256*: none; it was not fetched but came as a file or record.")
    by = escape(label(extractor_in_words(provenance.extracted_with)))
    by = by or "nothing yet: quotations and positions are still to be found"
    return [*lines, f"*Found by*: {by}"]


def _origin(provenance: Provenance) -> str:
    source = provenance.source
    if source is None:
        return ""
    is_path = source.kind in (SourceKind.FOLDER, SourceKind.PATH)
    address = PurePath(source.address).name if is_path else source.address
    return f"{_KINDS[source.kind]} {escape(label(source.title or address, 80))}".strip()


def _moment(moment: datetime) -> str:
    """Return an instant as Slack shows it in the reader's own zone."""
    fallback = f"{day_in_words(moment.date())}, {moment:%H:%M} UTC"
    return f"<!date^{int(moment.timestamp())}^{{date_long}} at {{time}}|{fallback}>"


def _elsewhere(others: Sequence[DocumentCard | DocumentCopy]) -> list[str]:
    if not others:
        return []
    linked = [link(each.url, label(each.outlet or each.title, 60)) for each in others]
    shown = [each for each in linked if each and len(each) <= 500][:_MOST_OUTLETS]
    more = len(others) - len(shown)
    told = ", ".join([*shown, *([f"{more} more"] if more else [])])
    return [f"*Also in*: {told}"] if len(told) <= 2_000 else [f"*Also in*: {len(others)} outlets"]


def _page(found: Inspection, page: PageState | None) -> str:
    if not found.document.card.url:
        return "There is no page to compare with: this text has no address."
    if page is None:
        return "_Being compared with what was read…_"
    if page.change is PageChange.UNCHANGED:
        return ":white_check_mark: Unchanged since it was read."
    if page.change is PageChange.GONE:
        return ":warning: Gone: the address answers that there is no such page any more."
    if page.change is PageChange.UNREADABLE:
        why = escape(label(page.why, 300).rstrip("."))
        return f"It cannot be compared now{f': {why}' if why else ''}."
    if page.has_words:
        return ":warning: It reads differently now, but the words in bold still stand in it."
    return ":warning: It reads differently now, and the words in bold no longer stand in it."
