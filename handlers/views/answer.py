"""The reply to a question: how it was read, then lines in the archive's own words."""

from __future__ import annotations

from bot.results import Answer
from bot.wording import plural
from handlers.views.blocks import context, section
from handlers.views.budget import Block, Message, Part, fit
from handlers.views.menus import line_item
from handlers.views.mrkdwn import escape, label
from handlers.views.offers import ask_buttons, choice_blocks

#: Most lines of one answer, which is as many as are ever found at once; then “more” shows others.
_MOST_LINES = 8
#: Below this the reply says itself that it may miss the question.
_UNSURE = 0.5


def answer_message(answer: Answer) -> Message:
    """Return the message for an answer, or for why there is none."""
    tail = _offers(answer)
    head = [context(f"_{escape(label(answer.read_as, 300))}_")] if answer.read_as else []
    if not answer.lines:
        why = escape(label(answer.empty_because, 600)) or "The archive has nothing on this."
        return Message(text=why, blocks=(*head, section(why), *tail))
    if answer.confidence < _UNSURE:
        head.append(section("Nothing answers this squarely; these lines come nearest."))
    blocks = fit(head, _parts(answer), tail)
    return Message(text=_summary(answer), blocks=blocks)


def _parts(answer: Answer) -> list[Part]:
    """Return the lines, in their groups where the answer has some."""
    if answer.parts:
        return [
            Part(name=part.name, items=[line_item(line, answer.topic) for line in part.lines])
            for part in answer.parts
        ]
    items = [line_item(line, answer.topic) for line in answer.lines[:_MOST_LINES]]
    return [Part(items=items, found=len(answer.lines))]


def _offers(answer: Answer) -> list[Block]:
    """Return whom else the question can mean, and what can be asked next."""
    doubt = answer.doubt
    choices = choice_blocks(doubt) if doubt is not None else []
    is_open = doubt is not None and doubt.is_open
    return [*choices, *([] if is_open else ask_buttons(answer.suggestions))]


def _summary(answer: Answer) -> str:
    question = escape(label(answer.question))
    documents = len({line.citation.document for line in answer.lines})
    lines = plural(len(answer.lines), "line")
    return f"“{question}”: {lines} from {plural(documents, 'document')}."
