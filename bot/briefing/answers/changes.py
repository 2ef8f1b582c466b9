"""What changed on a topic since a day: words, positions and dates that were not there before.

A position counts where the same actor held something else on the same target before that day; who
only says it again has changed nothing.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.briefing.answers.asked import Asked, Found
from bot.briefing.answers.finding import choose_best, items_of
from bot.briefing.boards.board import gather_positions
from bot.briefing.boards.contrasts import find_before
from bot.briefing.boards.standing import is_about_topic, is_somebody, is_stance
from bot.briefing.facts.evidence import Evidence
from bot.briefing.facts.matches import Fit, keep_quotations
from bot.briefing.facts.ranking import rank_positions, rank_quotations
from bot.briefing.facts.timeline import rank_entries
from bot.briefing.lines.cited import cite_entries, cite_positions, cite_quotations
from bot.ports import StoredPosition
from bot.results import AnswerPart, Line

NEW_QUOTATIONS = "New quotations"
OTHER_POSITIONS = "Positions that differ from before, each with what was held then"
NEW_DATES = "New dates"

_MOST_QUOTATIONS, _MOST_POSITIONS, _MOST_DATES = 3, 2, 3
#: What is found by the calendar is new; whether it is what was meant is a little less sure.
_TRUST = 0.7


def find_changes(asked: Asked) -> Found:
    """Return what is new since the first day of the period asked for, in labelled groups."""
    fresh = asked.gather(asked.scope)
    groups: tuple[tuple[str, tuple[Line, ...]], ...] = (
        (NEW_QUOTATIONS, _new_quotations(fresh)),
        (OTHER_POSITIONS, _other_positions(asked)),
        (NEW_DATES, _new_dates(fresh)),
    )
    parts = tuple(AnswerPart(name=name, lines=lines) for name, lines in groups if lines)
    lines = tuple(line for part in parts for line in part.lines)
    return Found(lines=lines, confidence=_TRUST if lines else 0.0, parts=parts)


def _new_quotations(fresh: Evidence) -> tuple[Line, ...]:
    on_topic = keep_quotations(fresh, Fit.SENTENCE)
    best = choose_best(rank_quotations(on_topic), _MOST_QUOTATIONS)
    return cite_quotations(on_topic, items_of(best))


def _new_dates(fresh: Evidence) -> tuple[Line, ...]:
    """Return what happened since the first day, or was announced since for a later day."""
    since = fresh.scope.filters.since or date.min
    ranked = [scored for scored in rank_entries(fresh) if scored.item[0].date >= since]
    best = items_of(choose_best(ranked, _MOST_DATES))
    best.sort(key=lambda group: (group[0].date, group[0].document_id, group[0].phrase))
    return cite_entries(fresh, best)


def _other_positions(asked: Asked) -> tuple[Line, ...]:
    """Return positions held since the first day, each before what the same actor held earlier."""
    limits = asked.scope.filters
    since, until = limits.since or date.min, limits.until or date.max
    any_time = replace(asked.scope, filters=replace(limits, since=None, until=None))
    whole = gather_positions(asked.archive, any_time)
    ranked = [s for s in rank_positions(whole) if _is_sound(whole, s.item[0])]
    days = {s.item[0]: _day(whole, s.item[0]) for s in ranked}
    earlier = [position for position, day in days.items() if day is not None and day < since]
    pairs: list[Line] = []
    for scored in sorted(ranked, key=lambda s: (-s.score, s.tie)):
        now = scored.item[0]
        day = days[now]
        if day is None or not since <= day <= until:
            continue
        before = find_before(whole, now, earlier)
        pair = [
            *cite_positions(whole, [[now]]),
            *cite_positions(whole, [[before]] if before else []),
        ]
        if len(pair) == 2 and asked.is_fresh(pair[0]):
            pairs += pair
        if len(pairs) >= 2 * _MOST_POSITIONS:
            break
    return tuple(pairs)


def _is_sound(evidence: Evidence, position: StoredPosition) -> bool:
    return (
        is_stance(evidence, position)
        and is_somebody(evidence, position)
        and is_about_topic(evidence, position)
    )


def _day(evidence: Evidence, position: StoredPosition) -> date | None:
    return evidence.documents[position.document_id].card.published
