"""A brief as one Slack message: counts first, then quotations, positions and dates, then buttons.

Lines stand one under the other, without columns or tables, because most are read on a phone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bot.results import Board, Brief, Coverage, Found
from bot.wording import language_in_words, period_in_words, plural
from handlers.views.blocks import context, header, section, suggestions
from handlers.views.budget import Block, Message, Part, fit_and_count
from handlers.views.menus import MenuLine, menu_item
from handlers.views.mrkdwn import bold, escape, label, link
from handlers.views.offers import (
    CHOOSE_TOPIC_ACTION,
    OTHER_TOPICS_ACTION,
    choice_blocks,
    retry_buttons,
)

#: The buttons that post a private brief in its channel, and that change its filters.
SHARE_ACTION = "share_brief"
FILTER_ACTION = "filter_brief"
#: The button that offers a brief as a file.
EXPORT_ACTION = "export_brief"

#: Lines of each part in a brief: about twenty blocks in all.
LINES_OF_EACH = 3


class PartName(StrEnum):
    """The parts of a brief."""

    QUOTATIONS = "quotations"
    POSITIONS = "positions"
    DATES = "dates"


#: The button under a brief, and under each page, that shows further lines of a part.
MORE_ACTIONS: Mapping[str, PartName] = MappingProxyType({f"more_{part}": part for part in PartName})
_MORE_WORDS = {
    PartName.QUOTATIONS: "More quotes",
    PartName.POSITIONS: "More positions",
    PartName.DATES: "Full timeline",
}
_NOUNS = {
    PartName.QUOTATIONS: "quotation",
    PartName.POSITIONS: "position",
    PartName.DATES: "date",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Laid:
    """A message with the lines of a brief that it shows."""

    message: Message
    lines: tuple[MenuLine, ...] = ()


def lay_out_brief(
    brief: Brief,
    *,
    share: str = "",
    shared_by: str = "",
    asked_by: str = "",
    is_private: bool = True,
    page: str = "",
) -> Laid:
    """Return the message for a brief, and which lines it shows.

    Args:
        brief: what was found.
        share: the id behind the buttons; none without one.
        shared_by: the Slack user who made it public.
        asked_by: the Slack user who asked for it where everybody sees the answer.
        is_private: only the asker sees it, so that it can be shared.
        page: the address of its page; "" for none.
    """
    head = [header(title(brief)), *about(brief)]
    tail = _offers(brief)
    if shared_by:
        tail.append(context(f"Shared by <@{shared_by}>"))
    if page and not brief.is_empty:
        tail.append(context(f"{link(page, 'Open as a page')}, with all lines and the timeline"))
    if brief.is_empty:
        tail += [_actions([_button(FILTER_ACTION, "Filter", share)])] if share else []
        blocks = (*head, section(_why_empty(brief)), *tail)
        return Laid(message=Message(text=summary(brief), blocks=blocks))
    if asked_by:
        tail.append(context(f"Asked by <@{asked_by}>"))
    is_private = is_private and not asked_by
    most = brief.request.limit or LINES_OF_EACH
    parts = [_part(brief, each, most, has_button=bool(share)) for each in PartName]
    widest = [_brief_buttons(brief, share, [0] * len(parts), is_private)] if share else []
    blocks, shown = fit_and_count(head, parts, [*tail, *widest])
    if share:
        blocks = (*blocks[:-1], _brief_buttons(brief, share, shown, is_private))
    return Laid(
        message=Message(text=summary(brief), blocks=blocks),
        lines=tuple(
            line
            for part, count in zip(PartName, shown, strict=True)
            for line in lines_of(brief, part)[:count]
        ),
    )


def _offers(brief: Brief) -> list[Block]:
    """Return whom else the topic can mean, and what gives something where there is nothing."""
    doubt = brief.doubt
    choices = choice_blocks(doubt, CHOOSE_TOPIC_ACTION, OTHER_TOPICS_ACTION) if doubt else []
    if doubt is not None and doubt.is_open:
        return choices
    if brief.is_empty:
        asked = brief.request
        is_narrow = asked.since or asked.until or asked.outlet or asked.language
        return retry_buttons(brief.retries, can_add=not is_narrow)
    return choices + suggestions([f"/brief {tip}" for tip in brief.suggestions if tip.strip()])


def lay_out_page(brief: Brief, part: PartName, *, share: str) -> Laid:
    """Return the message with further lines of one part of a brief, and which lines it shows.

    Args:
        brief: what is left after the lines that were shown.
        share: the id behind the button for the next page.
    """
    lines = lines_of(brief, part)
    topic, noun = label(brief.topic or brief.request.topic), _NOUNS[part]
    if not lines:
        text = f"That was all: there are no more {noun}s on {bold(topic)}."
        return Laid(message=Message(text=text, blocks=(section(text),)))
    found = max(count_found(brief)[part], len(lines))
    button = _actions([_button(f"more_{part}", f"More ({found:,})", share)])
    order = ", newest first" if part is PartName.DATES else ""
    head = [section(f"*More {noun}s on* {bold(topic)}{order}")]
    items = [menu_item(line, brief.topic, newest_first=True) for line in lines]
    blocks, (shown,) = fit_and_count(head, [Part(items=items, has_more_button=True)], [button])
    rest = found - shown
    last = _actions([_button(f"more_{part}", f"More ({rest:,})", share)])
    end = last if rest else context(f"These were all {noun}s on this topic.")
    count = f"{shown} more {noun}{'' if shown == 1 else 's'}"
    text = f"{escape(topic)}: {count}{f', {rest:,} to come' if rest else ', the last ones'}."
    return Laid(message=Message(text=text, blocks=(*blocks[:-1], end)), lines=tuple(lines[:shown]))


def lines_of(brief: Brief, part: PartName) -> Sequence[MenuLine]:
    """Return the lines of one part."""
    if part is PartName.QUOTATIONS:
        return brief.quotations
    return brief.positions if part is PartName.POSITIONS else brief.timeline


def count_found(brief: Brief) -> dict[PartName, int]:
    """Return how many lines of each part there are, those that are not shown included."""
    found: Found = brief.found
    known = (found.quotations, found.positions, found.timeline)
    return {
        part: max(count, len(lines_of(brief, part)))
        for part, count in zip(PartName, known, strict=True)
    }


def _part(brief: Brief, part: PartName, most: int, *, has_button: bool) -> Part:
    names = {PartName.QUOTATIONS: "Key quotations", PartName.POSITIONS: "Positions"}
    return Part(
        name=names.get(part, "Dates"),
        items=[menu_item(line, brief.topic) for line in lines_of(brief, part)[:most]],
        most=most,
        found=count_found(brief)[part],
        has_more_button=has_button,
    )


def title(brief: Brief) -> str:
    """Return topic and period: ``NATO · 1–14 May 2022``."""
    period = period_of(brief)
    return f"{label(brief.topic or brief.request.topic)}{f' · {period}' if period else ''}"


def summary(brief: Brief) -> str:
    """Return the sentence that a notification shows."""
    topic = escape(label(brief.topic or brief.request.topic))
    if brief.is_empty:
        return f"{topic}: nothing found. {escape(brief.empty_because)}".strip()
    said = f"{topic}: {_counts(brief)} from {plural(brief.coverage.documents, 'document')}"
    speaker = next((line.speaker for line in brief.quotations[:1] if line.speaker), "")
    return f"{said}, beginning with {escape(label(speaker))}." if speaker else f"{said}."


def count_lines(brief: Brief) -> str:
    """Return ``3 quotations, 5 positions, 4 dates``, what there is none of left out."""
    counts = (
        (len(brief.quotations), "quotation"),
        (len(brief.positions), "position"),
        (len(brief.timeline), "date"),
    )
    return ", ".join(plural(count, noun) for count, noun in counts if count)


def _counts(brief: Brief) -> str:
    """Return how many lines there are, as ``count_lines`` does, those not shown included."""
    counts = [(count, _NOUNS[part]) for part, count in count_found(brief).items()]
    return ", ".join(plural(count, noun) for count, noun in counts if count)


def coverage_in_words(coverage: Coverage) -> str:
    """Return what a result rests on: ``12 documents · 3 outlets · English, German``."""
    parts = [plural(coverage.documents, "document")]
    if coverage.outlets:
        parts.append(plural(coverage.outlets, "outlet"))
    if coverage.languages:
        parts.append(", ".join(language_in_words(each) for each in coverage.languages))
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
    found = f"{_counts(brief)} · " if isinstance(brief, Brief) else ""
    counts = f"{found}{coverage_in_words(brief.coverage)}"
    lines = [] if brief.is_empty else [escape(counts)]
    covered = period_in_words(brief.coverage.first, brief.coverage.last)
    if lines and covered and covered != period_of(brief):
        lines[0] += f" · {covered}"
    if brief.read_as:
        lines.append(f"_{escape(label(brief.read_as, limit=300))}_")
    return [context("\n".join(lines))] if lines else []


def _why_empty(brief: Brief) -> str:
    why = escape(label(brief.empty_because, limit=600))
    return why or f"Nothing on {bold(brief.topic or brief.request.topic)} in the archive."


def _brief_buttons(brief: Brief, share: str, shown: Sequence[int], is_private: bool) -> Block:
    """Return the buttons of a brief that shows so many lines of each part."""
    rest = {
        part: count - taken
        for (part, count), taken in zip(count_found(brief).items(), shown, strict=True)
    }
    buttons = [
        _button(f"more_{part}", f"{_MORE_WORDS[part]} ({count:,})", share)
        for part, count in rest.items()
        if count > 0
    ]
    buttons.append(_button(FILTER_ACTION, "Filter", share))
    buttons.append(_button(EXPORT_ACTION, "Export", share))
    if is_private:
        buttons.append(_button(SHARE_ACTION, "Share here", share))
    return _actions(buttons)


def _actions(buttons: Sequence[Block]) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def _button(action: str, words: str, value: str) -> Block:
    return {
        "type": "button",
        "action_id": action,
        "text": {"type": "plain_text", "text": words, "emoji": False},
        "value": value,
    }
