"""Answers to questions in plain English, in the archive's own words.

The intent decides which lines are looked for; where they are missing or weak, the sentences that
fit the question's words best stand in, and the answer says so. Confidence runs from 0 to 1: from
about .7 on, the lines say what was asked of whom it was asked; about .5, they are on the subject;
below ``FLOOR`` nothing is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from bot.briefing.absence import Absence, explain_absence
from bot.briefing.brief import is_readable
from bot.briefing.candidates import Scope
from bot.briefing.evidence import gather_evidence
from bot.briefing.follow_ups import suggest_questions
from bot.briefing.lines import (
    Line,
    cite_entries,
    cite_positions,
    cite_quotations,
    make_passage_line,
)
from bot.briefing.passages import Passage, rank_passages
from bot.briefing.phrasing import dates_in_words, listed
from bot.briefing.questions import Question, parse_question, points_back
from bot.briefing.ranking import rank_positions, rank_quotations
from bot.briefing.scopes import describe_scope, read_scope
from bot.briefing.selection import Scored, choose
from bot.briefing.timeline import rank_entries
from bot.briefing.whens import rank_dates
from bot.errors import InputError
from bot.ports import Archive, Filters
from bot.results import Answer, BriefRequest

T = TypeVar("T")

#: Below this confidence an answer says that the archive does not hold it.
FLOOR = 0.35
LONGEST_QUESTION = 500
_MOST_LINES = 5
_MOST_SIDES = 8
_MOST_PASSAGES = 3
#: Lines below this share of the best one's score stay out.
_LEAST_SHARE = 0.3
_LEAST_SIDE_SHARE = 0.45


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """Lines for a question; ``note`` is what the reader should know about them."""

    lines: tuple[Line, ...] = ()
    confidence: float = 0.0
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A question with the archive it is put to and its reading there."""

    archive: Archive
    workspace: str
    question: Question
    request: BriefRequest
    scope: Scope


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
    found = _find(asked)
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


def _find(asked: Asked) -> Found:
    """Look for lines of the right kind, and for sentences where these are missing or weak."""
    finder = _FINDERS.get(asked.question.intent)
    found = finder(asked) if finder and is_readable(asked.scope) else Found()
    if found.lines and found.confidence >= FLOOR:
        return found
    passages = _find_passages(asked)
    return passages if passages.confidence > found.confidence else found


def _find_said(asked: Asked) -> Found:
    evidence = gather_evidence(asked.archive, asked.scope)
    best = _choose(rank_quotations(evidence), _MOST_LINES)
    return Found(lines=cite_quotations(evidence, _items(best)), confidence=_trust(best))


def _find_position(asked: Asked) -> Found:
    # "What does X demand?" names no topic: then the verb is all that was asked.
    stances = frozenset() if asked.question.topic else asked.question.stances
    evidence = gather_evidence(asked.archive, asked.scope, stances=stances)
    held = _choose(rank_positions(evidence), _MOST_LINES)
    said = _choose(rank_quotations(evidence), max(2, _MOST_LINES - len(held)))
    lines: tuple[Line, ...] = (
        *cite_positions(evidence, _items(held)),
        *cite_quotations(evidence, _items(said)),
    )
    return Found(lines=lines, confidence=max(_trust(held), 0.8 * _trust(said)))


def _find_who(asked: Asked) -> Found:
    evidence = gather_evidence(asked.archive, asked.scope, stances=asked.question.stances)
    topic = asked.scope.topic
    # "Who accused X" asks for others than X; "who supports the expansion of X" may ask for X too.
    own = frozenset() if topic.words else topic.actor_ids
    ranked = [s for s in rank_positions(evidence) if not own.intersection(s.item[0].actor_ids)]
    best = _choose(ranked, _MOST_SIDES, _LEAST_SIDE_SHARE)
    lines = cite_positions(evidence, _items(best))
    order = list(dict.fromkeys(line.actor for line in lines))
    grouped = tuple(sorted(lines, key=lambda line: order.index(line.actor)))
    return Found(lines=grouped, confidence=_trust(best))


def _find_when(asked: Asked) -> Found:
    dates = rank_dates(asked.archive, asked.workspace, asked.question, _rank_passages(asked))
    return Found(lines=dates.lines, confidence=dates.confidence)


def _find_news(asked: Asked) -> Found:
    evidence = gather_evidence(asked.archive, asked.scope)
    dated = _choose(rank_entries(evidence), _MOST_PASSAGES)
    dated.sort(key=lambda scored: -scored.item[0].date.toordinal())
    said = _choose(rank_quotations(evidence), _MOST_LINES - len(dated))
    lines: tuple[Line, ...] = (
        *cite_entries(evidence, _items(dated)),
        *cite_quotations(evidence, _items(said)),
    )
    return Found(lines=lines, confidence=max(_trust(dated), _trust(said)))


_FINDERS: dict[str, Callable[[Asked], Found]] = {
    "said": _find_said,
    "position": _find_position,
    "who": _find_who,
    "when": _find_when,
    "news": _find_news,
}


def _find_passages(asked: Asked) -> Found:
    passages = _rank_passages(asked)[:_MOST_PASSAGES]
    lines = [make_passage_line(p.span, p.document) for p in passages]
    note = "" if asked.question.intent == "what" else "these sentences come nearest"
    # Measured on news quiz questions: two thirds of the answers stand in the lines at score .6.
    trust = 0.15 + 0.65 * min(1.0, passages[0].score) if passages else 0.0
    return Found(lines=tuple(line for line in lines if line), confidence=trust, note=note)


def _rank_passages(asked: Asked) -> list[Passage]:
    question = asked.question
    return rank_passages(
        asked.archive,
        f"{question.actor} {question.verb} {question.topic}",
        workspace=asked.workspace,
        filters=Filters(since=asked.request.since, until=asked.request.until),
        defines=question.topic if question.intent == "what" and question.is_definition else "",
    )


def _choose(
    ranked: list[Scored[T]], count: int, least_share: float = _LEAST_SHARE
) -> list[Scored[T]]:
    best = max((scored.score for scored in ranked), default=0.0)
    return choose(ranked, count, least_share * best)


def _items(chosen: Sequence[Scored[T]]) -> list[T]:
    return [scored.item for scored in chosen]


def _trust(chosen: Sequence[Scored[T]]) -> float:
    """Turn the best line's score into a confidence: full score is .9, half of it about .6."""
    best = min(1.0, max((scored.score for scored in chosen), default=0.0))
    return 0.1 + 0.8 * math.pow(best, 0.7) if best else 0.0


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
    questions = tuple(f"What is new on {name}?" for name in names[:_MOST_PASSAGES])
    return Absence(
        because=f"The archive does not seem to hold the answer. {because}", suggestions=questions
    )
