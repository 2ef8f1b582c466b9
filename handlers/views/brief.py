"""A brief as one Slack message: counts first, then quotations, positions and dates, then buttons.

Lines stand one under the other, without columns or tables, because most are read on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.records import Stance
from bot.results import Board, Brief, Coverage, PositionLine, QuotationLine, TimelineLine
from bot.wording import period_in_words, plural
from handlers.views.blocks import buttons, context, header, section, suggestions
from handlers.views.budget import Block, Item, Message, Part, fit
from handlers.views.lines import position_block, quotation_block, timeline_block
from handlers.views.mrkdwn import bold, escape, label

#: The button that posts a private brief in its channel, and the one that shows its other lines.
SHARE_ACTION = "share_brief"
MORE_ACTION = "show_more"

#: Lines of each part where the asker named no number: about twenty blocks in all.
_QUOTATIONS, _POSITIONS, _DATES = 5, 4, 4
_ALL_THAT_FIT = 40
_STANCES = list(Stance)
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}


def brief_message(
    brief: Brief, *, share: str = "", shared_by: str = "", more: bool = False
) -> Message:
    """Return the message for a brief.

    Args:
        brief: what was found.
        share: the id behind the buttons; none without one.
        shared_by: the Slack user who made it public.
        more: show as many lines as fit, not only the best ones.
    """
    head = [header(title(brief)), *about(brief)]
    tail = suggestions([f"/brief {tip}" for tip in brief.suggestions if tip.strip()])
    if shared_by:
        tail.append(context(f"Shared by <@{shared_by}>"))
    if brief.is_empty:
        return Message(text=summary(brief), blocks=(*head, section(_why_empty(brief)), *tail))
    parts = brief_parts(brief, more=more)
    if share:
        tail.append(_buttons(share, more=not more and any(part.is_full for part in parts)))
    return Message(text=summary(brief), blocks=fit(head, parts, tail))


def brief_parts(brief: Brief, *, more: bool = False) -> list[Part]:
    """Return quotations, positions and dates as the parts of a message."""
    most = _ALL_THAT_FIT if more else brief.request.limit
    return [
        quotation_part(brief.quotations, most or _QUOTATIONS),
        position_part(brief.positions, most or _POSITIONS),
        timeline_part(brief.timeline, most or _DATES),
    ]


def quotation_part(lines: Sequence[QuotationLine], most: int) -> Part:
    """Return quotations under their heading, best first."""
    return Part(
        heading=section("*Key quotations*"),
        items=[Item(block=quotation_block(line)) for line in lines[:most]],
        most=most,
        found=len(lines),
    )


def position_part(lines: Sequence[PositionLine], most: int) -> Part:
    """Return the best positions, those of one stance together."""
    items = [
        Item(block=position_block(line), order=(_STANCES.index(line.stance),))
        for line in lines[:most]
    ]
    return Part(heading=section("*Positions*"), items=items, most=most, found=len(lines))


def timeline_part(lines: Sequence[TimelineLine], most: int) -> Part:
    """Return the best dates in the order of time."""
    items = [
        Item(block=timeline_block(line), order=(line.date.toordinal(),)) for line in lines[:most]
    ]
    return Part(heading=section("*Dates*"), items=items, most=most, found=len(lines))


def title(brief: Brief) -> str:
    """Return topic and period: ``NATO · 1–14 May 2022``."""
    period = period_of(brief)
    return f"{label(brief.topic or brief.request.topic)}{f' · {period}' if period else ''}"


def summary(brief: Brief) -> str:
    """Return the sentence that a notification shows."""
    topic = escape(label(brief.topic or brief.request.topic))
    if brief.is_empty:
        return f"{topic}: nothing found. {escape(brief.empty_because)}".strip()
    counts = count_lines(brief)
    return f"{topic}: {counts} from {plural(brief.coverage.documents, 'document')}."


def count_lines(brief: Brief) -> str:
    """Return ``3 quotations, 5 positions, 4 dates``, what there is none of left out."""
    counts = (
        (len(brief.quotations), "quotation"),
        (len(brief.positions), "position"),
        (len(brief.timeline), "date"),
    )
    return ", ".join(plural(count, noun) for count, noun in counts if count)


def coverage_in_words(coverage: Coverage) -> str:
    """Return what a result rests on: ``12 documents · 3 outlets · English, German``."""
    parts = [plural(coverage.documents, "document")]
    if coverage.outlets:
        parts.append(plural(coverage.outlets, "outlet"))
    if coverage.languages:
        parts.append(", ".join(_LANGUAGES.get(each, each) for each in coverage.languages))
    return " · ".join(parts)


def period_of(brief: Brief | Board) -> str:
    """Return the period asked for, its open end filled from what was found; or what was found."""
    first = brief.request.since or brief.coverage.first
    last = brief.request.until or brief.coverage.last
    if first and last:
        return period_in_words(first, last)
    if first or last:
        return f"{'since' if first else 'until'} {period_in_words(first, last)}"
    return ""


def about(brief: Brief | Board) -> list[Block]:
    """Return the line of counts, and how the words were read where that says something."""
    lines = [] if brief.is_empty else [escape(coverage_in_words(brief.coverage))]
    covered = period_in_words(brief.coverage.first, brief.coverage.last)
    if lines and covered and covered != period_of(brief):
        lines[0] += f" · {covered}"
    if brief.read_as:
        lines.append(f"_{escape(label(brief.read_as, limit=300))}_")
    return [context("\n".join(lines))] if lines else []


def _why_empty(brief: Brief) -> str:
    why = escape(label(brief.empty_because, limit=600))
    return why or f"Nothing on {bold(brief.topic or brief.request.topic)} in the archive."


def _buttons(share: str, *, more: bool) -> Block:
    wanted = [(MORE_ACTION, "Show more")] if more else []
    return buttons(share, *wanted, (SHARE_ACTION, "Share here"))
