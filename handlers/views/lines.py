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
    day_in_words,
    entry_date_in_words,
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


def line_block(line: Line) -> Block:
    """Return the block that shows one line of whatever kind."""
    if isinstance(line, QuotationLine):
        return quotation_block(line)
    if isinstance(line, PositionLine):
        return position_block(line)
    if isinstance(line, TimelineLine):
        return timeline_block(line)
    return _rich(_quote(words(shorten(line.text, LONGEST_SENTENCE))), _section(*_source(line)))


def quotation_block(line: QuotationLine) -> Block:
    """Return the quoted words, then who said them and where."""
    text = shorten(line.text, LONGEST_QUOTATION)
    if line.kind is QuotationKind.DIRECT and text[:1] not in _OPENING_MARKS:
        text = f"“{text}”"
    speaker = [*_speaker(line), words(" · ")]
    return _rich(_quote(words(text)), _section(*speaker, *_source(line)))


def position_block(line: PositionLine) -> Block:
    """Return actor, stance and target, then the sentence that shows it with its cue in bold."""
    return _rich(*position_elements(line))


def position_elements(line: PositionLine, longest: int = LONGEST_SENTENCE) -> list[Block]:
    """Return what shows a position inside a block, its sentence cut at ``longest``."""
    who = [strong(line.actor), words(f" · {line.stance}")]
    if line.target:
        who.append(words(f" · {label(line.target)}"))
    if line.according_to:
        who.append(slanted(f" · according to {label(line.according_to)}"))
    return [
        _section(*who),
        _quote(*_with_bold(line.text, line.cue_in_text, longest)),
        _section(*_source(line)),
    ]


def timeline_block(line: TimelineLine) -> Block:
    """Return the date as exactly as it is known, then the sentence with the words that name it."""
    start = line.text.find(line.phrase) if line.phrase else -1
    phrase = Span(start, start + len(line.phrase)) if start >= 0 else Span(0, 0)
    return _rich(
        _section(strong(entry_date_in_words(line.date, line.precision))),
        _quote(*_with_bold(line.text, phrase)),
        _section(*_source(line)),
    )


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


def _rich(*elements: Block) -> Block:
    return {"type": "rich_text", "elements": list(elements)}


def _section(*elements: Block) -> Block:
    return {"type": "rich_text_section", "elements": _not_empty(elements)}


def _quote(*elements: Block) -> Block:
    return {"type": "rich_text_quote", "elements": _not_empty(elements)}


def _not_empty(elements: Sequence[Block]) -> list[Block]:
    """Drop elements without text, which Slack refuses, but never all of them."""
    return [each for each in elements if each["text"]] or [{"type": "text", "text": "–"}]


def _with_bold(text: str, part: Span, longest: int = LONGEST_SENTENCE) -> list[Block]:
    """Return a sentence as text elements, one stretch of it in bold, and short enough to show."""
    text_shown = shorten(text, longest, keep=part.end)
    start, end = part
    if not 0 <= start < end <= len(text):
        return [words(text_shown)]
    pieces = [words(text[:start]), words(text[start:end]), words(text_shown[end:])]
    pieces[1]["style"] = {"bold": True}
    return pieces


def _speaker(line: QuotationLine) -> list[Block]:
    written = label(line.speaker_as_written or "", limit=80)
    if line.speaker is None:
        who = [slanted("Speaker unknown")]
        if written:
            who.append(words(f", “{written}” in the text"))
    else:
        who = [strong(line.speaker)]
        if _adds_to(line.speaker, written):
            who.append(words(f" (“{written}” in the text)"))
    if manner := manner_in_words(line.kind, label(line.cue or "")):
        who.append(slanted(f", {manner}"))
    return who


def _adds_to(name: str, written: str) -> bool:
    """Tell whether the words as written say more than parts of the name."""
    known = set(_WORD.findall(name.casefold()))
    return not set(_WORD.findall(written.casefold())) <= known


def _source(line: Line) -> list[Block]:
    """Return outlet (linked where there is an address), day, and where else the words stand."""
    day = _published(line)
    source = _linked(line.citation)
    if day:
        source.append(words(f", {day_in_words(day)}"))
    return source if isinstance(line, PassageLine) else source + _also_in(line)


def _linked(citation: Citation) -> list[Block]:
    name, address = source_name(citation), web_address(citation.url)
    return [{"type": "link", "url": address, "text": name} if address else words(name)]


def _also_in(line: QuotationLine | PositionLine | TimelineLine) -> list[Block]:
    """Return ``also in The Courier (cut: “for now”), Lund Post and 3 more``, outlets linked."""
    differing = {variant.citation: variant for variant in line.variants}
    elements: list[Block] = []
    for citation in line.also_in[:_MOST_OUTLETS]:
        elements += [words(", " if elements else " · also in "), *_linked(citation)]
        if citation in differing:
            told = variant_in_words(line.text, differing[citation])
            elements.append(words(f" ({label(told, _LONGEST_VARIANT)})"))
    more = len(line.also_in) - _MOST_OUTLETS
    return [*elements, words(f" and {more:,} more")] if more > 0 else elements


def _published(line: Line) -> date | None:
    """Return the day of the text; a timeline line's own date is that of the event."""
    if isinstance(line, TimelineLine):
        return line.citation.published
    return line.citation.published or line.date
