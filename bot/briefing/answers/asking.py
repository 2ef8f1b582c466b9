"""Questions put to an archive, and the sentence that says how one was read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.briefing.answers.asked import Asked, Found
from bot.briefing.answers.trust import FLOOR
from bot.briefing.questions.news_windows import (
    Look,
    last_days,
    last_days_in_words,
    since_look_in_words,
)
from bot.briefing.questions.question import Question
from bot.briefing.requests.phrasing import dates_in_words
from bot.briefing.requests.plain_filters import take_plain_filters
from bot.briefing.resolving.scopes import describe_scope, read_scope
from bot.errors import InputError
from bot.ports import Archive
from bot.results import BriefRequest

NOTHING_NAMED = "Say what the question is about, for example “what is new on NATO?”."
_LEADS: dict[str, Callable[[Question], str]] = {
    "said": lambda q: "" if q.actor else "what was said on ",
    "position": lambda q: "" if q.actor else "positions on ",
    "who": lambda q: f"who {q.verb} ",
    "changes": lambda q: "what changed on ",
    "news": lambda q: "what is new on ",
}

#: Returns when somebody was last told what is new on a topic.
LastLook = Callable[[str], Look | None]


def never_looked(topic: str) -> Look | None:
    """Return None, whatever the topic: for those of whom nothing is remembered."""
    return None


def put_question(
    archive: Archive,
    workspace: str,
    question: Question,
    *,
    shown: frozenset[str] = frozenset(),
    last_look: LastLook = never_looked,
) -> Asked:
    """Put a question to an archive, in whose light it is read.

    Raises:
        InputError: it names nothing.
    """
    if not (question.topic or question.actor):
        raise InputError(NOTHING_NAMED)
    request = take_plain_filters(
        archive,
        BriefRequest(
            topic=question.topic,
            workspace=workspace,
            since=question.period.since,
            until=question.period.until,
            by=question.actor or None,
            language=question.language or None,
        ),
    )
    asked = Asked(
        archive=archive,
        workspace=workspace,
        question=replace(question, topic=request.topic, actor=request.by or ""),
        request=request,
        scope=read_scope(archive, request),
        shown=shown,
    )
    has_dates = request.since or request.until
    needs_dates = question.intent == "changes" or question.is_new
    return asked if has_dates or not needs_dates else _since_last_look(asked, last_look)


def _since_last_look(asked: Asked, last_look: LastLook) -> Asked:
    """Limit what is new to what came since the asker's last look, or to the archive's last week."""
    scope = asked.scope
    look = last_look(scope.topic.name or (scope.by.name if scope.by else ""))
    if look is not None and asked.question.is_new:
        limited = replace(scope, filters=replace(scope.filters, after_document=look.document))
        return replace(asked, scope=limited, limit=since_look_in_words(look), look=look)
    days = last_days(asked.archive.measure_period(asked.workspace))
    limited = replace(scope, filters=replace(scope.filters, since=days.since, until=days.until))
    return replace(asked, scope=limited, limit=last_days_in_words(days))


def describe_asked(asked: Asked, found: Found) -> str:
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
    limit = f", {asked.limit}" if asked.limit else ""
    note = f"; {found.note}" if found.note and found.confidence >= FLOOR else ""
    return f"{sentence}{limit}{note}."
