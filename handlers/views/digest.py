"""A digest: one parent message with the counts and the three best lines, the rest in its thread."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, zip_longest

from bot.records import Subscription
from bot.results import Brief, Digest, PositionLine, QuotationLine, TimelineLine
from bot.wording import plural
from handlers.views.blocks import context, header, section
from handlers.views.brief import count_lines, coverage_in_words
from handlers.views.budget import Block, Item, Message, Part, fit, pack
from handlers.views.lines import Line, line_block
from handlers.views.mrkdwn import code, escape, label

_BEST = 3
#: Most replies in the thread of one digest.
_MOST_REPLIES = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class DigestPost:
    """What is posted for a digest: the parent, then its thread in order."""

    parent: Message
    replies: tuple[Message, ...] = ()


def digest_post(subscription: Subscription, digest: Digest) -> DigestPost:
    """Return the messages of a digest that has something to say."""
    topic, best = label(digest.topic), _best_lines(digest.brief)
    replies = _replies(topic, digest.brief, best)
    counts = f"{count_lines(digest.brief)} · {coverage_in_words(digest.brief.coverage)}"
    head = [header(f"{topic} · new"), context(escape(counts))]
    tail = [context(_foot(subscription, in_thread=bool(replies)))]
    parts = [Part(items=[Item(block=line_block(line)) for line in best])]
    text = (
        f"New on {escape(topic)}: {count_lines(digest.brief)}"
        f" from {plural(digest.brief.coverage.documents, 'document')}."
    )
    return DigestPost(parent=Message(text=text, blocks=fit(head, parts, tail)), replies=replies)


def _best_lines(brief: Brief) -> list[Line]:
    """Return the best quotation, position and date, filled up with the next ones."""
    turns = zip_longest(brief.quotations, brief.positions, brief.timeline)
    return [line for line in chain.from_iterable(turns) if line is not None][:_BEST]


def _replies(topic: str, brief: Brief, best: list[Line]) -> tuple[Message, ...]:
    blocks = [
        *_rest("Quotations", brief.quotations, best),
        *_rest("Positions", brief.positions, best),
        *_rest("Dates", brief.timeline, best),
    ]
    pages, left_out = pack(blocks, _MOST_REPLIES)
    messages = [Message(text=f"More on {escape(topic)}.", blocks=page) for page in pages]
    if left_out:
        words = f"+ {left_out:,} more; {code(f'/brief {topic}')} shows what is in the archive."
        messages.append(Message(text=words, blocks=(context(words),)))
    return tuple(messages)


def _rest(
    heading: str,
    lines: tuple[QuotationLine, ...] | tuple[PositionLine, ...] | tuple[TimelineLine, ...],
    best: list[Line],
) -> list[Block]:
    blocks = [line_block(line) for line in lines if line not in best]
    return [section(f"*{heading}*"), *blocks] if blocks else []


def _foot(subscription: Subscription, *, in_thread: bool) -> str:
    parts = ["The rest is in the thread."] if in_thread else []
    zone = escape(subscription.time_zone)
    parts.append(f"Every day at {subscription.at:%H:%M} ({zone}), when there is something new.")
    parts.append(f"Stop: {code(f'/brief unfollow {subscription.topic}')}")
    return "  ".join(parts)
