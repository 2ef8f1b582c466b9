"""The reply to a question: how it was read, then lines in the archive's own words."""

from __future__ import annotations

from bot.results import Answer
from bot.wording import plural
from handlers.views.blocks import context, section, suggestions
from handlers.views.budget import Message, Part, fit
from handlers.views.menus import line_item
from handlers.views.mrkdwn import escape, label

#: Most lines of one answer; who wants more asks for a brief.
_MOST_LINES = 6
#: Below this the reply says itself that it may miss the question.
_UNSURE = 0.5


def answer_message(answer: Answer) -> Message:
    """Return the message for an answer, or for why there is none."""
    tail = suggestions(answer.suggestions)
    head = [context(f"_{escape(label(answer.read_as, 300))}_")] if answer.read_as else []
    if not answer.lines:
        why = escape(label(answer.empty_because, 600)) or "The archive has nothing on this."
        return Message(text=why, blocks=(*head, section(why), *tail))
    if answer.confidence < _UNSURE:
        head.append(section("Nothing answers this squarely; these lines come nearest."))
    items = [line_item(line, answer.topic) for line in answer.lines[:_MOST_LINES]]
    blocks = fit(head, [Part(items=items, found=len(answer.lines))], tail)
    return Message(text=_summary(answer), blocks=blocks)


def _summary(answer: Answer) -> str:
    question = escape(label(answer.question))
    documents = len({line.citation.document for line in answer.lines})
    lines = plural(len(answer.lines), "line")
    return f"“{question}”: {lines} from {plural(documents, 'document')}."
