"""Questions that can be asked next, each about something that stands in the answer's lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.briefing.facts.candidates import Scope
from bot.briefing.questions.question import Question
from bot.briefing.requests.phrasing import possessive, with_article
from bot.ports import Archive
from bot.records import Span
from bot.results import Line, PositionLine, QuotationLine

_HALVES = re.compile(r" (?:of|for|to|over) ")
#: A topic of more words is a sentence, of which no question can be made.
_LONGEST_TOPIC = 4


def suggest_questions(
    archive: Archive, question: Question, scope: Scope, lines: Sequence[Line]
) -> tuple[str, ...]:
    """Return follow-up questions, the most fitting first."""
    subject = _subject(archive, question, scope, lines)
    if not subject:
        return ()
    topic = with_article(subject)
    other = _other_speaker(lines, {subject, *(a.name for a in scope.topic.actors)})
    speaker = scope.by.name if scope.by is not None and scope.by.actors else ""
    by = with_article(speaker) if speaker != subject else ""
    offers = []
    if by and question.intent == "position":
        offers.append(f"What did {by} say about {topic}?")
    elif by:
        offers.append(f"What is {possessive(by)} position on {topic}?")
    elif other:
        offers.append(f"What did {with_article(other)} say about {topic}?")
    if question.intent != "news":
        offers.append(f"What is new on {topic}?")
    if question.intent != "who":
        offers.append(f"Who opposes {topic}?")
    if not by and scope.topic.actors:
        offers.append(f"What did {with_article(scope.topic.actors[0].name)} say?")
    return tuple(dict.fromkeys(offers))


def _subject(archive: Archive, question: Question, scope: Scope, lines: Sequence[Line]) -> str:
    """Return what a follow-up is about: the topic, an actor in it, or whom the first line names."""
    is_short = 0 < len(question.topic.split()) <= _LONGEST_TOPIC
    # "Who accused X of Y" has a topic of two halves; X alone can be asked about.
    whole = not (question.intent == "who" and scope.topic.actors and _HALVES.search(question.topic))
    if is_short and whole and scope.topic.known and question.intent not in {"when", "what"}:
        return scope.topic.name
    if scope.topic.actors:
        return scope.topic.actors[0].name
    if scope.by is not None and scope.by.actors:
        return scope.by.name
    if is_short and question.is_definition:
        return scope.topic.name
    return _name_in(archive, scope.workspace, lines[0])


def _name_in(archive: Archive, workspace: str, line: Line) -> str:
    """Return an actor that a line names, one of its document's title before others."""
    found = archive.load_extraction(workspace, line.citation.document)
    place = Span(line.citation.start, line.citation.end)
    named = [mention.actor for mention in found.mentions if place.holds(mention.span)]
    key = next((key for key in found.title_actors if key in named), named[0] if named else "")
    return next((actor.name for actor in found.actors if actor.key == key), "")


def _other_speaker(lines: Sequence[Line], known: set[str]) -> str:
    for line in lines:
        name = line.speaker if isinstance(line, QuotationLine) else None
        name = line.actor if isinstance(line, PositionLine) else name
        if name and " and " not in name and name not in known and name[0].isupper():
            return name
    return ""
