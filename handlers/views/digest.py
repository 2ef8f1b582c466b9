"""A digest: one parent message with the counts and the three best lines, the rest in its thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, zip_longest

from bot.records import FollowKind, Subscription
from bot.results import Brief, Digest, PositionLine, QuotationLine, TimelineLine
from bot.wording import as_typed, followed_in_words, plural
from handlers.views.blocks import context, header, section
from handlers.views.brief import count_lines, coverage_in_words
from handlers.views.budget import Block, Message, Part, fit, pack
from handlers.views.lines import Line
from handlers.views.menus import line_item
from handlers.views.mrkdwn import bold, code, escape, label
from handlers.views.standing import digest_buttons, how_to_stop, rhythm_and_hour

_BEST = 3
#: Most replies in the thread of one digest.
_MOST_REPLIES = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestPost:
    """What is posted for a digest: the parent, then its thread in order."""

    parent: Message
    replies: tuple[Message, ...] = ()


def digest_post(
    subscription: Subscription, digest: Digest, scheduled_for: datetime | None = None
) -> DigestPost:
    """Return the messages of a digest; one without a line is a sentence that says so.

    ``scheduled_for`` is when it was due; None for a sample, of which nothing is recorded.
    """
    if digest.is_empty:
        return DigestPost(parent=_quiet(subscription))
    topic, best = label(digest.topic), _best_lines(digest.brief)
    replies = _replies(subscription, topic, digest.brief, best)
    counts = f"{count_lines(digest.brief)} · {coverage_in_words(digest.brief.coverage)}"
    speaks = subscription.kind is FollowKind.SPEAKER
    head = [header(f"{topic}{' speaking' if speaks else ''} · new"), context(escape(counts))]
    foot = context(_foot(subscription, in_thread=bool(replies)))
    tail = [foot, digest_buttons(subscription, scheduled_for)]
    parts = [Part(items=[line_item(line, digest.brief.topic) for line in best])]
    text = (
        f"New {'from' if speaks else 'on'} {escape(topic)}: {count_lines(digest.brief)}"
        f" from {plural(digest.brief.coverage.documents, 'document')}."
    )
    return DigestPost(parent=Message(text=text, blocks=fit(head, parts, tail)), replies=replies)


def _quiet(subscription: Subscription) -> Message:
    text = f"Nothing new on {bold(followed_in_words(subscription))} since the last digest."
    return Message(text=text, blocks=(section(text), digest_buttons(subscription)))


def _best_lines(brief: Brief) -> list[Line]:
    """Return the best quotation, position and date, filled up with the next ones.

    A sentence that is quotation and position at once stands there once, as long as others do not.
    """
    turns = zip_longest(brief.quotations, brief.positions, brief.timeline)
    lines = [line for line in chain.from_iterable(turns) if line is not None]
    best: list[Line] = []
    for line in lines:
        if len(best) < _BEST and not any(_is_same_place(line, other) for other in best):
            best.append(line)
    return [*best, *(line for line in lines if line not in best)][:_BEST]


def _is_same_place(one: Line, other: Line) -> bool:
    a, b = one.citation, other.citation
    return a.document == b.document and a.start < b.end and b.start < a.end


def _replies(
    subscription: Subscription, topic: str, brief: Brief, best: list[Line]
) -> tuple[Message, ...]:
    lines = [
        *_rest("Quotations", brief.quotations, brief.topic, best),
        *_rest("Positions", brief.positions, brief.topic, best),
        *_rest("Dates", brief.timeline, brief.topic, best),
    ]
    pages, left_out = pack(lines, _MOST_REPLIES)
    messages = [Message(text=f"More on {escape(topic)}.", blocks=page) for page in pages]
    if left_out:
        asked = code(f"/brief {_brief_of(subscription)}")
        words = f"+ {left_out:,} more; {asked} shows what is in the archive."
        messages.append(Message(text=words, blocks=(context(words),)))
    return tuple(messages)


def _rest(
    heading: str,
    lines: tuple[QuotationLine, ...] | tuple[PositionLine, ...] | tuple[TimelineLine, ...],
    topic: str,
    best: list[Line],
) -> list[Sequence[Block]]:
    """Return the blocks of each line that is not among the best, the heading with the first."""
    told: list[Sequence[Block]] = [
        line_item(line, topic).blocks for line in lines if line not in best
    ]
    return [(section(f"*{heading}*"), *told[0]), *told[1:]] if told else []


def _foot(subscription: Subscription, *, in_thread: bool) -> str:
    parts = ["The rest is in the thread."] if in_thread else []
    when = rhythm_and_hour(subscription)
    quiet = "" if subscription.says_quiet else ", when there is something new"
    parts.append(f"{when[0].upper()}{when[1:]}{quiet}.")
    parts.append(f"Stop: {how_to_stop(subscription)}")
    return "  ".join(parts)


def _brief_of(subscription: Subscription) -> str:
    """Return what to type behind ``/brief`` for all of it."""
    if subscription.kind is FollowKind.SPEAKER:
        return f'by:"{subscription.topic}"'
    return as_typed(subscription.kind, subscription.topic)
