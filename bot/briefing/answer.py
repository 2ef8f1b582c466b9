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
from bot.briefing.finding import FLOOR, Asked, Found, find_lines
from bot.briefing.follow_ups import suggest_questions
from bot.briefing.phrasing import dates_in_words, listed
from bot.briefing.questions import Question, parse_question, points_back
from bot.briefing.scopes import describe_scope, read_scope
from bot.errors import InputError
from bot.ports import Archive
from bot.results import Answer, BriefRequest

LONGEST_QUESTION = 500
_MOST_SUGGESTIONS = 3


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
        return replace(
            answer, lines=(), empty_because=absence.because, suggestions=absence.suggestions
        )
    follow_ups = suggest_questions(archive, asked.question, asked.scope, found.lines)
    return replace(answer, suggestions=follow_ups)


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
    if names:
        because = f"It knows {listed(names)}, but nothing that fits the question."
        return _absent(because, names)
    if all(topic.known for topic in topics):
        return _absent("Its words stand there, but never in one passage that fits.", [])
    absence = explain_absence(asked.archive, asked.request, scope, ())
    near = [name for topic in topics for name in topic.nearest]
    return _absent(absence.because, near or list(absence.suggestions))


def _absent(because: str, names: Sequence[str]) -> Absence:
    questions = tuple(f"What is new on {name}?" for name in names[:_MOST_SUGGESTIONS])
    return Absence(
        because=f"The archive does not seem to hold the answer. {because}", suggestions=questions
    )
