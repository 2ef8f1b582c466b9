"""Answers to questions in plain English, in the archive's own words.

The intent decides which lines are looked for; where there are none, the sentences that fit the
question's words best stand in, and the answer says so. Confidence runs from 0 to 1; below ``FLOOR``
nothing is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.briefing.answers.asked import Asked, Found
from bot.briefing.answers.asking import (
    NOTHING_NAMED,
    LastLook,
    describe_asked,
    never_looked,
    put_question,
)
from bot.briefing.answers.changes import find_changes
from bot.briefing.answers.finding import find_lines, find_news
from bot.briefing.answers.follow_ups import suggest_questions
from bot.briefing.answers.going_on import go_on
from bot.briefing.answers.trust import FLOOR
from bot.briefing.answers.unanswered import (
    ALL_SHOWN,
    NO_REASONS,
    explain_changes,
    explain_limits,
    explain_unanswered,
)
from bot.briefing.questions.follow_up_words import Turn
from bot.briefing.questions.news_windows import since_look_in_words
from bot.briefing.questions.question import parse_question
from bot.briefing.questions.readings import read_in_thread, turn_of
from bot.briefing.questions.threads import Thread
from bot.briefing.requests.phrasing import with_article
from bot.briefing.requests.topics import find_actor
from bot.briefing.resolving.choices import CHOOSE, find_doubt, name_doubt, retyped
from bot.briefing.resolving.scopes import read_scope
from bot.errors import InputError
from bot.ports import Archive
from bot.results import Answer, NameDoubt

LONGEST_QUESTION = 500
_MOST_SUGGESTIONS = 2
#: What is offered to be asked next has a better answer than sentences that come near.
_LEAST_TRUST_TO_OFFER = 0.55


@dataclass(frozen=True, kw_only=True, slots=True)
class _Offer:
    """What tells whether a question that is offered would have an answer."""

    today: date
    last_look: LastLook


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
    thread = Thread(topic=topic)
    return answer_in_thread(archive, question, thread, workspace=workspace, today=today)[0]


def answer_in_thread(
    archive: Archive,
    question: str,
    thread: Thread,
    *,
    workspace: str,
    today: date,
    last_look: LastLook = never_looked,
) -> tuple[Answer, Thread]:
    """Answer a question as its thread makes it understood; return the thread as it is then.

    Args:
        last_look: tells when the asker was last told what is new on a topic.

    Raises:
        InputError: nothing was asked, far too much, or "he" where nobody was named.
    """
    words = _check(question)
    turn, offer = turn_of(words, today, thread), _Offer(today=today, last_look=last_look)
    if turn is Turn.WHY:
        return _admit(archive, workspace, words, thread, offer), thread
    shown = thread.shown if turn in (Turn.MORE, Turn.OTHERS) else frozenset()
    readings = (
        (replace(thread.last, is_new=False),)
        if turn is Turn.MORE and thread.last is not None
        else read_in_thread(
            words, today, thread, lambda name: find_actor(archive, workspace, name) is not None
        )
    )
    asked, found = _choose(
        put_question(archive, workspace, each, shown=shown, last_look=last_look)
        for each in readings
    )
    doubt = find_doubt(archive, asked.scope, asked.request)
    doubt = retyped(doubt, words) if doubt is not None else None
    if doubt is not None and doubt.is_open:
        return _let_choose(_blank(asked, words, found), doubt), thread
    answer = replace(_answer(asked, words, found, offer, is_rest=bool(shown)), doubt=doubt)
    return answer, go_on(thread, asked, answer, shown)


def _let_choose(answer: Answer, doubt: NameDoubt) -> Answer:
    """Return an answer that only asks who is meant."""
    return replace(
        answer,
        read_as=name_doubt(doubt),
        empty_because=CHOOSE,
        suggestions=tuple(choice.text for choice in doubt.choices),
        doubt=doubt,
    )


def _check(question: str) -> str:
    words = " ".join(question.split())
    if not words.strip(" ?!."):
        raise InputError("Ask a question, for example “who opposes NATO expansion?”.")
    if len(words) > LONGEST_QUESTION:
        raise InputError(f"A question has at most {LONGEST_QUESTION} characters; ask less at once.")
    return words


def _choose(readings: Iterable[Asked]) -> tuple[Asked, Found]:
    """Return the first reading that has an answer, a good one if it is a later one; else the first.

    Whoever asks "and China?" is not served by sentences that come near another question.
    """
    first: tuple[Asked, Found] | None = None
    for asked in readings:
        asked, found = _find(asked)
        if found.lines and found.confidence >= (_LEAST_TRUST_TO_OFFER if first else FLOOR):
            return asked, found
        first = first or (asked, found)
    if first is None:
        raise InputError(NOTHING_NAMED)
    return first


def _find(asked: Asked) -> tuple[Asked, Found]:
    """Find the lines; what is new on a topic is looked for since the asker's last look."""
    if asked.question.intent == "changes":
        return asked, find_changes(asked)
    if asked.look is not None:
        return asked, find_news(asked)
    found = find_lines(asked)
    if asked.question.is_new and asked.limit and not found.lines:
        anytime = replace(asked, limit="", scope=read_scope(asked.archive, asked.request))
        older = find_lines(anytime)
        note = f"nothing {asked.limit}; these lines are older"
        return anytime, replace(older, note=note) if older.lines else older
    return asked, found


def _blank(asked: Asked, words: str, found: Found) -> Answer:
    intent, scope = asked.question.intent, asked.scope
    named = scope.topic.name or (scope.by.name if scope.by else "")
    return Answer(
        question=words,
        intent="what" if intent == "news" else intent,
        read_as=describe_asked(asked, found),
        lines=(),
        confidence=round(found.confidence, 2),
        topic=asked.question.topic or asked.question.actor,
        news_of=named if asked.question.is_new else "",
    )


def _answer(asked: Asked, words: str, found: Found, offer: _Offer, *, is_rest: bool) -> Answer:
    answer = _blank(asked, words, found)
    if found.lines and found.confidence >= FLOOR:
        follow_ups = suggest_questions(asked.archive, asked.question, asked.scope, found.lines)
        tries = _keep_answered(asked, follow_ups, offer)
        return replace(answer, lines=found.lines, parts=found.parts, suggestions=tries)
    if is_rest:
        return replace(answer, empty_because=ALL_SHOWN)
    if asked.look is not None:
        name = with_article(asked.scope.topic.name or answer.topic)
        because = f"Nothing new on {name} {since_look_in_words(asked.look)}."
        tries = (f"What happened with {name}?",)
        return replace(
            answer, empty_because=because, suggestions=_keep_answered(asked, tries, offer)
        )
    is_change = asked.question.intent == "changes"
    absence = (
        explain_changes(asked) if is_change else explain_limits(asked) or explain_unanswered(asked)
    )
    tries = _keep_answered(asked, absence.suggestions, offer)
    return replace(answer, empty_because=absence.because, suggestions=tries)


def _admit(archive: Archive, workspace: str, words: str, thread: Thread, offer: _Offer) -> Answer:
    """Admit that the archive tells no reasons; offer what was said instead."""
    answer = Answer(
        question=words,
        intent="why",
        read_as=f"Read as why, of “{thread.topic}”." if thread.topic else "Read as why.",
        lines=(),
        confidence=0.0,
        topic=thread.topic,
        empty_because=NO_REASONS,
    )
    if not thread.topic:
        return answer
    about, who = with_article(thread.topic), with_article(thread.speaker)
    tries = [f"What did {who} say about {about}?"] if who and who != about else []
    tries += [f"What was said about {about}?", f"What did {about} say?"]
    asked = put_question(archive, workspace, parse_question(tries[0], offer.today))
    return replace(answer, suggestions=_keep_answered(asked, tries, offer))


def has_answer(
    archive: Archive, workspace: str, question: str, today: date, last_look: LastLook = never_looked
) -> bool:
    """Tell whether a question, asked by itself, has an answer that can be offered."""
    asked = put_question(archive, workspace, parse_question(question, today), last_look=last_look)
    _, found = _find(asked)
    return bool(found.lines) and found.confidence >= _LEAST_TRUST_TO_OFFER


def _keep_answered(asked: Asked, questions: Sequence[str], offer: _Offer) -> tuple[str, ...]:
    """Return the first few questions that have an answer when the same person asks them."""
    kept: list[str] = []
    for question in questions:
        if question.rstrip("?").casefold() == asked.question.text.rstrip("?").casefold():
            continue
        if has_answer(asked.archive, asked.workspace, question, offer.today, offer.last_look):
            kept.append(question)
        if len(kept) == _MOST_SUGGESTIONS:
            break
    return tuple(kept)
