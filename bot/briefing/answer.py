"""Answers to questions in plain English, in the archive's own words.

The intent decides which lines are looked for; where that gives nothing, the sentences that fit the
question's words best stand in, and the answer says so. Confidence runs from 0 to 1: from about .7
on, the lines say what was asked of whom it was asked; about .5, they are on the subject; below
``FLOOR`` nothing is shown.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from bot.briefing.absence import Absence, explain_absence
from bot.briefing.brief import is_readable
from bot.briefing.candidates import Scope
from bot.briefing.evidence import Evidence, gather_evidence
from bot.briefing.lines import (
    make_lines,
    make_passage_line,
    make_position_line,
    make_quotation_line,
    make_timeline_line,
)
from bot.briefing.passages import Passage, rank_passages
from bot.briefing.phrasing import dates_in_words
from bot.briefing.questions import Question, parse_question, points_back
from bot.briefing.ranking import rank_positions, rank_quotations
from bot.briefing.scopes import describe_scope, read_scope
from bot.briefing.selection import Scored, choose
from bot.briefing.timeline import rank_entries
from bot.errors import InputError
from bot.ports import (
    SENTENCES_PER_DOCUMENT,
    Archive,
    Filters,
    StoredPosition,
    StoredQuotation,
)
from bot.results import Answer, BriefRequest, PassageLine, PositionLine, QuotationLine, TimelineLine

Line = QuotationLine | PositionLine | TimelineLine | PassageLine
T = TypeVar("T")

#: Below this confidence an answer says that the archive does not hold it.
FLOOR = 0.3
LONGEST_QUESTION = 500
_MOST_LINES = 5
_MOST_SIDES = 8
_LEAST_SHARE = 0.3
#: Passages whose dates are looked at for a question that asks when.
_MOST_DATED = 40


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
    found = _FINDERS[asked.question.intent](asked) if is_readable(asked.scope) else Found()
    if not found.lines:
        found = _find_passages(asked)
    intent = "what" if asked.question.intent == "news" else asked.question.intent
    answer = Answer(
        question=words,
        intent=intent,
        read_as=_describe(asked, found),
        lines=found.lines,
        confidence=round(found.confidence, 2),
        topic=asked.question.topic or asked.question.actor,
    )
    if not found.lines or found.confidence < FLOOR:
        absence = _explain(asked)
        return replace(
            answer, lines=(), empty_because=absence.because, suggestions=absence.suggestions
        )
    return replace(answer, suggestions=_follow_ups(asked, found.lines))


def _with_thread(question: Question, topic: str) -> Question:
    """Fill what the question leaves out from what the thread was about."""
    if points_back(question.actor):
        question = replace(question, actor="")
    if points_back(question.topic) and (topic or not question.actor):
        return replace(question, topic=topic)
    return question


def _read(archive: Archive, workspace: str, question: Question) -> Asked:
    topic = question.topic
    if not (topic or question.actor):
        raise InputError("Say what the question is about, for example “what is new on NATO?”.")
    request = BriefRequest(
        topic=topic,
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


def _find_said(asked: Asked) -> Found:
    evidence = _gather(asked)
    best = _choose(rank_quotations(evidence), _MOST_LINES)
    lines = _quotation_lines(evidence, best)
    return Found(lines=lines, confidence=_trust(best))


def _find_position(asked: Asked) -> Found:
    evidence = _gather(asked)
    held = _choose(rank_positions(evidence), _MOST_LINES)
    said = _choose(rank_quotations(evidence), max(2, _MOST_LINES - len(held)))
    lines: tuple[Line, ...] = (
        *_position_lines(evidence, held),
        *_quotation_lines(evidence, said),
    )
    trust = max(_trust(held), 0.8 * _trust(said))
    return Found(lines=lines, confidence=trust)


def _find_who(asked: Asked) -> Found:
    evidence = gather_evidence(asked.archive, asked.scope, stances=asked.question.stances)
    best = _choose(rank_positions(evidence), _MOST_SIDES)
    lines = _position_lines(evidence, best)
    order = list(dict.fromkeys(line.actor for line in lines))
    grouped = tuple(sorted(lines, key=lambda line: order.index(line.actor)))
    return Found(lines=grouped, confidence=_trust(best))


def _find_when(asked: Asked) -> Found:
    passages = _rank_passages(asked)[:_MOST_DATED]
    by_sentence = {p.document.card.id * SENTENCES_PER_DOCUMENT + p.sentence: p for p in passages}
    facts = asked.archive.load_facts(asked.workspace, sorted(by_sentence))
    documents = {p.document.card.id: p.document for p in passages}
    support: dict[date, float] = {}
    best: dict[date, tuple[float, int]] = {}
    for number, entry in enumerate(facts.entries):
        passage = by_sentence[entry.document_id * SENTENCES_PER_DOCUMENT + entry.sentence]
        support[entry.date] = support.get(entry.date, 0.0) + passage.score
        best[entry.date] = max(best.get(entry.date, (0.0, 0)), (passage.score, -number))
    days = sorted(best, key=lambda day: (-best[day][0] - 0.1 * support[day], day))[:3]
    chosen = [[facts.entries[-best[day][1]]] for day in days]
    lines = make_lines(chosen, documents, make_timeline_line, lambda e: e.evidence)
    return Found(lines=lines, confidence=best[days[0]][0] if days else 0.0)


def _find_news(asked: Asked) -> Found:
    evidence = _gather(asked)
    dated = _choose(rank_entries(evidence), 3)
    dated.sort(key=lambda scored: -scored.item[0].date.toordinal())
    said = _choose(rank_quotations(evidence), _MOST_LINES - len(dated))
    entries = [scored.item for scored in dated]
    lines: tuple[Line, ...] = (
        *make_lines(entries, evidence.documents, make_timeline_line, lambda e: e.evidence),
        *_quotation_lines(evidence, said),
    )
    return Found(lines=lines, confidence=max(_trust(dated), _trust(said)))


def _find_what(asked: Asked) -> Found:
    return Found()


_FINDERS: dict[str, Callable[[Asked], Found]] = {
    "said": _find_said,
    "position": _find_position,
    "who": _find_who,
    "when": _find_when,
    "news": _find_news,
    "what": _find_what,
}


def _find_passages(asked: Asked) -> Found:
    passages = _rank_passages(asked)[:3]
    lines = [make_passage_line(p.span, p.document) for p in passages]
    note = "" if asked.question.intent == "what" else "these sentences come nearest"
    trust = passages[0].score if passages else 0.0
    return Found(lines=tuple(line for line in lines if line), confidence=trust, note=note)


def _rank_passages(asked: Asked) -> list[Passage]:
    words = f"{asked.question.actor} {asked.question.verb} {asked.question.topic}"
    filters = Filters(since=asked.request.since, until=asked.request.until)
    return rank_passages(asked.archive, words, workspace=asked.workspace, filters=filters)


def _gather(asked: Asked) -> Evidence:
    return gather_evidence(asked.archive, asked.scope)


def _choose(ranked: list[Scored[T]], count: int) -> list[Scored[T]]:
    best = max((scored.score for scored in ranked), default=0.0)
    return choose(ranked, count, _LEAST_SHARE * best)


def _trust(chosen: Sequence[Scored[T]]) -> float:
    """Turn the best line's score into a confidence: full score is .95, half of it about .6."""
    if not chosen:
        return 0.0
    best = min(1.0, max(scored.score for scored in chosen))
    return 0.15 + 0.8 * math.pow(best, 0.8)


def _quotation_lines(
    evidence: Evidence, chosen: Sequence[Scored[list[StoredQuotation]]]
) -> tuple[QuotationLine, ...]:
    make = partial(make_quotation_line, actors=evidence.actors)
    groups = [scored.item for scored in chosen]
    return make_lines(groups, evidence.documents, make, lambda q: q.content)


def _position_lines(
    evidence: Evidence, chosen: Sequence[Scored[list[StoredPosition]]]
) -> tuple[PositionLine, ...]:
    make = partial(make_position_line, actors=evidence.actors)
    groups = [scored.item for scored in chosen]
    return make_lines(groups, evidence.documents, make, lambda p: p.evidence)


def _describe(asked: Asked, found: Found) -> str:
    """Return how the question was read, in one sentence."""
    question = asked.question
    if question.intent == "what":
        dates = dates_in_words(question.period.since, question.period.until)
        limits = f", published {dates}" if dates else ""
        sentence = f"Read as a question about “{question.topic}”{limits}."
    else:
        read = describe_scope(asked.scope, asked.request).removeprefix("Read as ").rstrip(".")
        sentence = f"Read as {_LEADS[question.intent](question)}{read}."
    return f"{sentence[:-1]}; {found.note}." if found.note and found.lines else sentence


_LEADS: dict[str, Callable[[Question], str]] = {
    "said": lambda q: "" if q.actor else "what was said on ",
    "position": lambda q: "" if q.actor else "positions on ",
    "who": lambda q: f"who {q.verb} ",
    "when": lambda q: "dates of ",
    "news": lambda q: "what is new on ",
}


def _explain(asked: Asked) -> Absence:
    absence = explain_absence(asked.archive, asked.request, asked.scope, ())
    topic = asked.question.topic or asked.question.actor
    because = f"The archive does not seem to hold the answer. {absence.because}"
    return Absence(
        because=because, suggestions=absence.suggestions or (f"What is new on {topic}?",)
    )


def _follow_ups(asked: Asked, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return two questions that can be asked next."""
    question = asked.question
    topic = question.topic or question.actor
    speakers = [
        line.speaker if isinstance(line, QuotationLine) else line.actor
        for line in lines
        if isinstance(line, QuotationLine | PositionLine)
    ]
    offers = []
    other = next((s for s in speakers if s and " and " not in s and s != topic), None)
    if question.intent == "said" and question.actor:
        offers.append(f"What is {question.actor}'s position on {topic}?")
    elif other:
        offers.append(f"What did {other} say about {topic}?")
    if question.intent != "who":
        offers.append(f"Who opposes {topic}?")
    if question.intent != "news":
        offers.append(f"What is new on {topic}?")
    return tuple(offers[:2])
