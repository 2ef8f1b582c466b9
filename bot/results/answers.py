"""Answers to questions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.results.lines import Line
from bot.results.offers import NameDoubt


@dataclass(frozen=True, kw_only=True, slots=True)
class AnswerPart:
    """Lines of an answer under a heading of their own."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """The reply to a question, in the archive's words."""

    question: str
    #: "said", "position", "who", "when", "changes", "why" or "what".
    intent: str
    read_as: str
    lines: tuple[Line, ...]
    #: 0 to 1; how well the lines fit the question as it was read.
    confidence: float
    suggestions: tuple[str, ...] = ()
    #: Why there is nothing, in one sentence; empty where there is something.
    empty_because: str = ""
    #: The topic that a follow-up in the same thread may leave out.
    topic: str = ""
    #: The topic, as the archive calls it, of which the answer tells what is new; else empty.
    news_of: str = ""
    #: The same lines in groups, where an answer has several.
    parts: tuple[AnswerPart, ...] = ()
    #: A name that can mean several actors.
    doubt: NameDoubt | None = None
