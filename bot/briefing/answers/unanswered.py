"""Why a question has no answer in the archive, and what can be asked instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.briefing.answers.asked import Asked
from bot.briefing.answers.finding import find_lines
from bot.briefing.answers.trust import FLOOR
from bot.briefing.facts.candidates import Scope, find_hits, group_hits
from bot.briefing.requests.periods import Period, find_unread_period
from bot.briefing.requests.phrasing import (
    dates_in_words,
    limits_in_words,
    listed,
    possessive,
    with_article,
)
from bot.briefing.resolving.absence import Absence, explain_absence
from bot.briefing.resolving.scopes import is_readable, read_scope
from bot.ports import Filters
from bot.wording import day_in_words, plural

#: What the archive cannot tell, however much it holds.
NO_REASONS = (
    "The archive holds what was said, held and done, in the words of its documents; it does not"
    " tell why. What somebody said on it may."
)
ALL_SHOWN = "That was all; the archive has nothing more on this."


def explain_changes(asked: Asked) -> Absence:
    """Say openly that nothing changed, and until when there is something."""
    scope, request = asked.scope, asked.request
    if not is_readable(scope):
        return explain_unanswered(asked)
    name = with_article(scope.topic.name or (scope.by.name if scope.by else ""))
    dates = dates_in_words(request.since, request.until)
    when = asked.limit or dates
    fresh = group_hits(find_hits(asked.archive, scope))
    if fresh:
        because = (
            f"Nothing changed on {name} {when}: {plural(len(fresh), 'document')} of that time"
            f" {'names' if len(fresh) == 1 else 'name'} it, without a new quotation, a position"
            " that differs from before or a new date."
        )
        return Absence(because=because, suggestions=(_news_of(scope.topic.name),))
    ever = group_hits(find_hits(asked.archive, replace(scope, filters=Filters())))
    if not ever:
        return explain_unanswered(asked)
    last = asked.archive.measure_coverage(asked.workspace, ever).last
    newest = f" The newest document on it is of {day_in_words(last)}." if last else ""
    because = f"Nothing changed on {name}: nothing was published on it {when}.{newest}"
    tries = [f"What changed on {name} since {day_in_words(last.replace(day=1))}?"] if last else []
    return Absence(because=because, suggestions=(*tries, _news_of(scope.topic.name)))


def explain_limits(asked: Asked) -> Absence | None:
    """Say that only the limits of a question leave nothing, and where the nearest answer is."""
    request, topic = asked.request, asked.request.topic
    bare = topic.removesuffix(find_unread_period(topic)).strip()
    free = replace(request, topic=bare, since=None, until=None, outlet=None, language=None)
    if free == request:
        return None
    question = replace(asked.question, topic=bare, period=Period(), language="", is_new=False)
    looser = Asked(
        archive=asked.archive,
        workspace=asked.workspace,
        question=question,
        request=free,
        scope=read_scope(asked.archive, free),
    )
    found, again = find_lines(looser), _asked_again(looser)
    if not found.lines or found.confidence < FLOOR or not again:
        return None
    newest = max((line.date for line in found.lines if line.date), default=None)
    limits = limits_in_words(request) or f"“{topic[len(bare) :].strip()}”"
    nearest = f", its newest line of {day_in_words(newest)}" if newest else ""
    tries = [f"{again}?"]
    if newest and (request.since or request.until):
        tries.append(f"{again} since {day_in_words(newest.replace(day=1))}?")
    because = (
        f"There is nothing within its limits ({limits}); without them there is something{nearest}."
    )
    return _absent(because, tries)


def _asked_again(asked: Asked) -> str:
    """Return a question in full words without its limits; empty where its words are its own."""
    question, topic = asked.question, with_article(asked.scope.topic.name)
    by = asked.scope.by.name if asked.scope.by is not None else ""
    if question.intent == "said" and by:
        return f"What did {with_article(by)} say{f' about {topic}' if topic else ''}"
    if question.intent == "said":
        return f"What was said about {topic}"
    if question.intent == "position" and by and topic:
        return f"What is {possessive(with_article(by))} position on {topic}"
    if question.intent == "who":
        return f"Who {question.verb} {topic}"
    return f"What is new on {topic}" if question.intent == "news" else ""


def explain_unanswered(asked: Asked) -> Absence:
    """Say that the archive does not hold the answer, and what it knows of those who were named."""
    scope = asked.scope
    topics = [topic for topic in (scope.by, scope.topic) if topic is not None and topic.typed]
    names = list(dict.fromkeys(actor.name for topic in topics for actor in topic.actors))
    strangers = [f"“{topic.typed}”" for topic in topics if not topic.known and not topic.actors]
    if names:
        because = f"It knows {listed(names)}, but nothing that fits the question."
        if strangers:
            because = (
                f"It knows {listed(names)}, but nobody and nothing called {listed(strangers)}."
            )
        return _absent(because, [*_words_of_speaker(scope), *map(_news_of, names)])
    if all(topic.known for topic in topics):
        return _absent(
            "Its words stand there, but never in one passage that fits.",
            [_news_of(scope.topic.name)],
        )
    absence = explain_absence(asked.archive, asked.request, scope, ())
    known = [topic.name for topic in topics if topic.known]
    near = [name for topic in topics for name in topic.nearest]
    heard = [match.actor_name for match in asked.archive.list_top_actors(asked.workspace, 3)]
    return _absent(absence.because, [*map(_news_of, known or near or heard)])


def _words_of_speaker(scope: Scope) -> list[str]:
    """Return what to ask where somebody is known who says nothing on the topic."""
    if scope.by is None or not scope.by.actors or not scope.topic.typed:
        return []
    return [f"What did {with_article(scope.by.name)} say?"]


def _news_of(name: str) -> str:
    return f"What is new on {with_article(name)}?"


def _absent(because: str, questions: Sequence[str]) -> Absence:
    return Absence(
        because=f"The archive does not seem to hold the answer. {because}",
        suggestions=tuple(dict.fromkeys(questions)),
    )
