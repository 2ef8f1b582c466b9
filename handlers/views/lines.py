"""One line of a brief as a block: the source's own words, who, and where they stand.

Words of documents go into ``rich_text`` text elements, which Slack shows literally: they cannot
ping a channel, forge a link or take on a format, and bold is set beside them, not inside them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.records import QuotationKind, Span
from bot.results import (
    Citation,
    PassageLine,
    PositionLine,
    QuotationLine,
    TimelineLine,
)
from bot.wording import (
    according_in_words,
    day_in_words,
    manner_in_words,
    variant_in_words,
)
from handlers.views.budget import Block
from handlers.views.cut import shorten
from handlers.views.mrkdwn import label, shown, web_address

#: Longest shown words of a quotation, and of a sentence that is evidence, in characters.
LONGEST_QUOTATION = 500
LONGEST_SENTENCE = 400

Line = QuotationLine | PositionLine | TimelineLine | PassageLine

#: Other outlets of a line that are named, and how much is told of their other words.
_MOST_OUTLETS = 2
_LONGEST_VARIANT = 90
_LONGEST_SOURCE = 60
_OPENING_MARKS = "“”\"„«‹‘'「『"
_WORD = re.compile(r"\w+")
#: A clause beside a name, which tells what somebody did and not what they are.
_CLAUSE = re.compile(r",\s+(?:who|whom|whose|which|where|when)\b.*", re.IGNORECASE | re.DOTALL)
#: Forms of address, which say nothing about a person.
_ADDRESSES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "madam"})


def quoted_words(line: QuotationLine) -> str:
    """Return what is shown of a quotation, between marks where it is direct speech."""
    text = shorten(line.text, LONGEST_QUOTATION)
    is_bare = line.kind is QuotationKind.DIRECT and text[:1] not in _OPENING_MARKS
    return f"“{text}”" if is_bare else text


def position_elements(line: PositionLine, longest: int = LONGEST_SENTENCE) -> list[Block]:
    """Return what shows a position inside a block, its sentence cut at ``longest``."""
    source = _source(line)
    if line.corrected:
        source.append(slanted(f" · actor corrected, {day_in_words(line.corrected.day)}"))
    return [*position_words(line, longest), line_of(*source)]


def position_words(line: PositionLine, longest: int = LONGEST_SENTENCE) -> list[Block]:
    """Return what shows a position but for where it stands."""
    who = [strong(line.actor), words(f" · {line.stance}")]
    if line.target:
        who.append(words(f" · {label(line.target)}"))
    if line.according_to:
        who.append(slanted(f" · {according_in_words(label(line.according_to))}"))
    return [line_of(*who), quote(*with_bold(line.text, line.cue_in_text, longest))]


def phrase_in_text(line: TimelineLine) -> Span:
    """Return where in a line's text the words stand that name its date; empty where nowhere."""
    start = line.text.find(line.phrase) if line.phrase else -1
    return Span(start, start + len(line.phrase)) if start >= 0 else Span(0, 0)


def words(text: str) -> Block:
    """Return a text element with a document's words, unchanged but for unseen characters."""
    return {"type": "text", "text": shown(text)}


def strong(text: str) -> Block:
    """Return a name in bold."""
    return {"type": "text", "text": label(text), "style": {"bold": True}}


def slanted(text: str) -> Block:
    """Return our own words about a line, in italics."""
    return {"type": "text", "text": text, "style": {"italic": True}}


def source_name(citation: Citation) -> str:
    """Return the name by which a reader knows where a line stands."""
    name = citation.outlet or citation.title or citation.external_id
    return label(name, _LONGEST_SOURCE) or "untitled document"


def rich(*elements: Block) -> Block:
    """Return a ``rich_text`` block."""
    return {"type": "rich_text", "elements": list(elements)}


def line_of(*elements: Block) -> Block:
    """Return a line of a ``rich_text`` block."""
    return {"type": "rich_text_section", "elements": _not_empty(elements)}


def quote(*elements: Block) -> Block:
    """Return a quote of a ``rich_text`` block."""
    return {"type": "rich_text_quote", "elements": _not_empty(elements)}


def _not_empty(elements: Sequence[Block]) -> list[Block]:
    """Drop elements without text, which Slack refuses, but never all of them."""
    return [each for each in elements if each["text"]] or [{"type": "text", "text": "–"}]


def with_bold(text: str, part: Span, longest: int = LONGEST_SENTENCE) -> list[Block]:
    """Return a sentence as text elements, one stretch of it in bold, and short enough to show."""
    text_shown = shorten(text, longest, keep=part.end)
    start, end = part
    if not 0 <= start < end <= len(text):
        return [words(text_shown)]
    pieces = [words(text[:start]), words(text[start:end]), words(text_shown[end:])]
    pieces[1]["style"] = {"bold": True}
    return pieces


def speaker_words(line: QuotationLine) -> list[Block]:
    """Return who said it, as far as known, with role, and in which manner."""
    written = label(without_clause(line.speaker_as_written or ""), limit=80)
    if line.speaker is None:
        who = [slanted("Speaker unknown")]
        if written:
            who.append(words(f", “{written}” in the text"))
    else:
        who = named_speaker(line.speaker, written)
    if manner := manner_in_words(line.kind, label(line.cue or "")):
        who.append(slanted(f", {manner}"))
    return who


def named_speaker(name: str, written: str) -> list[Block]:
    """Return a speaker's name, with the role beside it in the text, or how the text calls them."""
    if role := role_beside(name, written):
        return [strong(name), words(f", {role}")]
    called = f" (“{written}” in the text)" if _adds_to(name, written) else ""
    return [strong(name), *([words(called)] if called else [])]


def without_clause(written: str) -> str:
    """Return how a text calls somebody, but for what it tells of them: ``, who smiled and``."""
    return _CLAUSE.sub("", written)


def role_beside(name: str, written: str) -> str:
    """Return the role that a text gives to somebody beside the name, as it is written; or "".

    ``Ada Brandt, the mayor of Lund`` gives ``the mayor of Lund``, ``President Ada Brandt`` gives
    ``President``; ``Ada Brandt, who smiled and`` gives none.
    """
    written = without_clause(written)
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", written, re.IGNORECASE)
    if found is None:
        surname = re.escape(name.split()[-1]) if name.split() else ""
        found = re.search(rf"(?<!\w){surname}(?=, )", written, re.IGNORECASE) if surname else None
    if found is None:
        return ""
    before, after = written[: found.start()].strip(), written[found.end() :].strip()
    if after:
        return after[1:].strip(" ,") if after.startswith(",") else ""
    return "" if before.casefold().strip(".") in _ADDRESSES else before.rstrip(" ,")


def _adds_to(name: str, written: str) -> bool:
    """Tell whether the words as written say more than parts of the name."""
    known = set(_WORD.findall(name.casefold()))
    return not set(_WORD.findall(written.casefold())) <= known


def _source(line: Line) -> list[Block]:
    """Return outlet (linked where there is an address), day, and where else the words stand."""
    day = published_day(line)
    source = _linked(line.citation)
    if day:
        source.append(words(f", {day_in_words(day)}"))
    return source if isinstance(line, PassageLine) else source + also_in_words(line)


def _linked(citation: Citation) -> list[Block]:
    name, address = source_name(citation), web_address(citation.address)
    return [{"type": "link", "url": address, "text": name} if address else words(name)]


def also_in_words(line: QuotationLine | PositionLine | TimelineLine) -> list[Block]:
    """Return ``also in The Courier (without “for now”), Lund Post and 3 more``, outlets linked."""
    differing = {variant.citation: variant for variant in line.variants}
    elements: list[Block] = []
    for citation in line.also_in[:_MOST_OUTLETS]:
        elements += [words(", " if elements else " · also in "), *_linked(citation)]
        if citation in differing:
            told = variant_in_words(line.text, differing[citation])
            elements.append(words(f" ({label(told, _LONGEST_VARIANT)})"))
    more = len(line.also_in) - _MOST_OUTLETS
    return [*elements, words(f" and {more:,} more")] if more > 0 else elements


def published_day(line: Line) -> date | None:
    """Return the day of the text; a timeline line's own date is that of the event."""
    if isinstance(line, TimelineLine):
        return line.citation.published
    return line.citation.published or line.date
