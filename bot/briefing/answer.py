"""Answers to questions in plain English, in the archive's own words.

The intent decides which lines are looked for; where there are none, the sentences that fit the
question's words best stand in, and the answer says so. Confidence runs from 0 to 1; below ``FLOOR``
nothing is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from bot.briefing.absence import Absence, explain_absence
from bot.briefing.candidates import Scope
from bot.briefing.finding import FLOOR, Asked, Found, find_lines
from bot.briefing.follow_ups import suggest_questions
from bot.briefing.phrasing import dates_in_words, listed, with_article
from bot.briefing.questions import Question, parse_question, points_back
from bot.briefing.scopes import describe_scope, read_scope
from bot.errors import InputError
from bot.ports import Archive
from bot.results import Answer, BriefRequest

LONGEST_QUESTION = 500
_MOST_SUGGESTIONS = 2
#: What is offered to be asked next has a better answer than sentences that come near.
_LEAST_TRUST_TO_OFFER = 0.55


def answer_question(
    archive: Archive, question: str, *, workspace: str, topic: str = "", today: date
) -> Answer:
    """Answer a question from the archive.

    Args:
        topic: what the thread was about before; taken where the question names nothing ("and who
            supports it?").

    Raises:
        InputError: nothing was asked, or far too much.
    """
    words = " ".join(question.split())
    if not words.strip(" ?!."):
        raise InputError("Ask a question, for example “who opposes NATO expansion?”.")
    if len(words) > LONGEST_QUESTION:
        raise InputError(f"A question has at most {LONGEST_QUESTION} characters; ask less at once.")
    asked = _read(archive, workspace, _with_thread(parse_question(words, today), topic))
    found = find_lines(asked)
    intent = asked.question.intent
    answer = Answer(
        question=words,
        intent="what" if intent == "news" else intent,
        read_as=_describe(asked, found),
        lines=found.lines,
        confidence=round(found.confidence, 2),
        topic=asked.question.topic or asked.question.actor,
    )
    if found.confidence < FLOOR or not found.lines:
        absence = _explain(asked)
        tries = _keep_answered(asked, absence.suggestions, today)
        return replace(answer, lines=(), empty_because=absence.because, suggestions=tries)
    follow_ups = suggest_questions(archive, asked.question, asked.scope, found.lines)
    return replace(answer, suggestions=_keep_answered(asked, follow_ups, today))


def _keep_answered(asked: Asked, questions: Sequence[str], today: date) -> tuple[str, ...]:
    """Return the first few questions that have an answer when they are asked."""
    kept: list[str] = []
    for question in questions:
        if question.rstrip("?").casefold() == asked.question.text.rstrip("?").casefold():
            continue
        found = find_lines(_read(asked.archive, asked.workspace, parse_question(question, today)))
        if found.lines and found.confidence >= _LEAST_TRUST_TO_OFFER:
            kept.append(question)
        if len(kept) == _MOST_SUGGESTIONS:
            break
    return tuple(kept)


def _with_thread(question: Question, topic: str) -> Question:
    """Fill what the question leaves out from what the thread was about."""
    if points_back(question.actor):
        question = replace(question, actor="")
    if points_back(question.topic) and (topic or not question.actor):
        return replace(question, topic=topic)
    return question


def _read(archive: Archive, workspace: str, question: Question) -> Asked:
    if not (question.topic or question.actor):
        raise InputError("Say what the question is about, for example “what is new on NATO?”.")
    request = BriefRequest(
        topic=question.topic,
        workspace=workspace,
        since=question.period.since,
        until=question.period.until,
        by=question.actor or None,
    )
    return Asked(
        archive=archive,
        workspace=workspace,
        question=question,
        request=request,
        scope=read_scope(archive, request),
    )


def _describe(asked: Asked, found: Found) -> str:
    """Return how the question was read, in one sentence."""
    question = asked.question
    dates = dates_in_words(question.period.since, question.period.until)
    limits = f", published {dates}" if dates else ""
    if question.intent == "what":
        sentence = f"Read as a question about “{question.topic}”{limits}"
    elif question.intent == "when":
        sentence = f"Read as the date of “{question.topic}”{limits}"
    else:
        read = describe_scope(asked.scope, asked.request).removeprefix("Read as ").rstrip(".")
        sentence = f"Read as {_LEADS[question.intent](question)}{read}"
    note = f"; {found.note}" if found.note and found.confidence >= FLOOR else ""
    return f"{sentence}{note}."


_LEADS: dict[str, Callable[[Question], str]] = {
    "said": lambda q: "" if q.actor else "what was said on ",
    "position": lambda q: "" if q.actor else "positions on ",
    "who": lambda q: f"who {q.verb} ",
    "news": lambda q: "what is new on ",
}


def _explain(asked: Asked) -> Absence:
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
