"""What a thread is about after an answer."""

from __future__ import annotations

from dataclasses import replace

from bot.briefing.answers.asked import Asked
from bot.briefing.briefs.digest import fingerprint
from bot.briefing.facts.candidates import Scope
from bot.briefing.questions.threads import Thread
from bot.briefing.requests.topics import find_actor
from bot.records import ActorKind
from bot.results import Answer, PositionLine, QuotationLine

#: Fingerprints that are kept for "more"; further back nobody asks for more.
_MOST_SHOWN = 200


def go_on(thread: Thread, asked: Asked, answer: Answer, shown: frozenset[str]) -> Thread:
    """Return what the thread is about after an answer."""
    known = shown | {fingerprint(line) for line in answer.lines}
    by = asked.scope.by
    speaker = by.actors[0].name if by is not None and len(by.actors) == 1 else ""
    first = _first_speaker(answer)
    person = next((name for name in (speaker, first) if _is_person(asked, name)), "")
    last = replace(asked.question, actor=speaker or asked.question.actor)
    return Thread(
        topic=_topic_after(thread, asked, answer),
        speaker=speaker or first or _person_in(asked.scope) or thread.speaker,
        person=person or _person_in(asked.scope) or thread.person,
        last=last,
        shown=frozenset(sorted(known)[:_MOST_SHOWN]),
    )


def _topic_after(thread: Thread, asked: Asked, answer: Answer) -> str:
    """Return what "it" is from now on; a sentence that was asked about is no topic by itself."""
    actors = asked.scope.topic.actors
    is_sentence = asked.question.intent in ("when", "what") and not asked.question.is_definition
    if is_sentence and (actors or thread.topic):
        return actors[0].name if actors else thread.topic
    return answer.topic if answer.lines or not thread.topic else thread.topic


def _person_in(scope: Scope) -> str:
    """Return the one person that a question is about: "when did Ida Holm resign?"."""
    people = [actor.name for actor in scope.topic.actors if actor.kind is ActorKind.PERSON]
    return people[0] if len(people) == 1 else ""


def _is_person(asked: Asked, name: str) -> bool:
    """Tell whether a name is a person's, as far as the archive knows."""
    actor = find_actor(asked.archive, asked.workspace, name) if name else None
    return actor.kind is ActorKind.PERSON if actor is not None else " " in name


def _first_speaker(answer: Answer) -> str:
    """Return who speaks first in an answer, where it is one person or body by name."""
    for line in answer.lines:
        name = line.speaker if isinstance(line, QuotationLine) else None
        name = line.actor if isinstance(line, PositionLine) else name
        if name and " and " not in name and name[0].isupper():
            return name
    return ""
