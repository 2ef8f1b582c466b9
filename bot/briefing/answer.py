"""Answers to questions in plain English, in the archive's own words.

The intent decides which lines are looked for; where there are none, the sentences that fit the
question's words best stand in, and the answer says so. Confidence runs from 0 to 1; below ``FLOOR``
nothing is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.briefing.asked import Asked, Found
from bot.briefing.candidates import Scope
from bot.briefing.changes import find_changes
from bot.briefing.choices import CHOOSE, find_doubt, name_doubt, retyped
from bot.briefing.digest import fingerprint
from bot.briefing.finding import FLOOR, find_lines, find_news
from bot.briefing.follow_up_words import Turn
from bot.briefing.follow_ups import suggest_questions
from bot.briefing.news_windows import Look, last_days, last_days_in_words, since_look_in_words
from bot.briefing.phrasing import dates_in_words, with_article
from bot.briefing.plain_filters import take_plain_filters
from bot.briefing.questions import Question, parse_question
from bot.briefing.readings import read_in_thread, turn_of
from bot.briefing.scopes import describe_scope, read_scope
from bot.briefing.threads import Thread
from bot.briefing.topics import find_actor
from bot.briefing.unanswered import (
    ALL_SHOWN,
    NO_REASONS,
    explain_changes,
    explain_limits,
    explain_unanswered,
)
from bot.errors import InputError
from bot.ports import Archive
from bot.records import ActorKind
from bot.results import Answer, BriefRequest, PositionLine, QuotationLine

LONGEST_QUESTION = 500
_MOST_SUGGESTIONS = 2
#: What is offered to be asked next has a better answer than sentences that come near.
_LEAST_TRUST_TO_OFFER = 0.55
#: Fingerprints that are kept for "more"; further back nobody asks for more.
_MOST_SHOWN = 200

LastLook = Callable[[str], Look | None]


def _never(topic: str) -> Look | None:
    return None


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
    last_look: LastLook = _never,
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
        _read(archive, workspace, each, shown=shown, last_look=last_look) for each in readings
    )
    doubt = find_doubt(archive, asked.scope, asked.request)
    doubt = retyped(doubt, words) if doubt is not None else None
    if doubt is not None and doubt.is_open:
        answer = replace(_blank(asked, words, found), read_as=name_doubt(doubt))
        tries = tuple(choice.text for choice in doubt.choices)
        answer = replace(answer, empty_because=CHOOSE, suggestions=tries, doubt=doubt)
        return answer, thread
    answer = replace(_answer(asked, words, found, offer, is_rest=bool(shown)), doubt=doubt)
    return answer, _go_on(thread, asked, answer, shown)


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
        read_as=_describe(asked, found),
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
    asked = _read(archive, workspace, parse_question(tries[0], offer.today))
    return replace(answer, suggestions=_keep_answered(asked, tries, offer))


def _go_on(thread: Thread, asked: Asked, answer: Answer, shown: frozenset[str]) -> Thread:
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


def has_answer(
    archive: Archive, workspace: str, question: str, today: date, last_look: LastLook = _never
) -> bool:
    """Tell whether a question, asked by itself, has an answer that can be offered."""
    asked = _read(archive, workspace, parse_question(question, today), last_look=last_look)
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


def _read(
    archive: Archive,
    workspace: str,
    question: Question,
    *,
    shown: frozenset[str] = frozenset(),
    last_look: LastLook = _never,
) -> Asked:
    """Read a question in the light of the archive.

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
    limit = f", {asked.limit}" if asked.limit else ""
    note = f"; {found.note}" if found.note and found.confidence >= FLOOR else ""
    return f"{sentence}{limit}{note}."


NOTHING_NAMED = "Say what the question is about, for example “what is new on NATO?”."
_LEADS: dict[str, Callable[[Question], str]] = {
    "said": lambda q: "" if q.actor else "what was said on ",
    "position": lambda q: "" if q.actor else "positions on ",
    "who": lambda q: f"who {q.verb} ",
    "changes": lambda q: "what changed on ",
    "news": lambda q: "what is new on ",
}
