"""Questions that can be asked next, each about something that stands in the answer's lines."""

from __future__ import annotations

from collections.abc import Sequence

from bot.briefing.candidates import Scope
from bot.briefing.lines import Line
from bot.briefing.questions import Question
from bot.ports import Archive
from bot.records import Span
from bot.results import PositionLine, QuotationLine

_MOST = 2
#: A topic of more words is a sentence, of which no question can be made.
_LONGEST_TOPIC = 4


def suggest_questions(
    archive: Archive, question: Question, scope: Scope, lines: Sequence[Line]
) -> tuple[str, ...]:
    """Return up to two follow-up questions."""
    topic = _subject(archive, question, scope, lines)
    if not topic:
        return ()
    offers = []
    other = _other_speaker(lines, {topic, *(a.name for a in scope.topic.actors)})
    by = scope.by.name if scope.by is not None and scope.by.actors else ""
    if by and by != topic:
        held = question.intent == "position"
        offers.append(
            f"What did {by} say about {topic}?" if held else f"What is {by}'s position on {topic}?"
        )
    elif other and not by:
        offers.append(f"What did {other} say about {topic}?")
    if question.intent != "news":
        offers.append(f"What is new on {topic}?")
    has_sides = any(isinstance(line, PositionLine) for line in lines)
    if question.intent != "who" and has_sides and scope.topic.words:
        offers.append(f"Who opposes {topic}?")
    if not by and not other and scope.topic.actors:
        offers.append(f"What did {scope.topic.actors[0].name} say?")
    return tuple(dict.fromkeys(offers))[:_MOST]


def _subject(archive: Archive, question: Question, scope: Scope, lines: Sequence[Line]) -> str:
    """Return what a follow-up is about: the topic, an actor in it, or whom the first line names."""
    is_short = 0 < len(question.topic.split()) <= _LONGEST_TOPIC
    if is_short and scope.topic.known and question.intent not in {"when", "what"}:
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
