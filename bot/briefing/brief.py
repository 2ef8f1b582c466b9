"""The brief: key quotations, positions and dated context on one topic, each line cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from bot.briefing.absence import explain_absence, write_filter
from bot.briefing.candidates import Scope
from bot.briefing.evidence import Evidence, gather_evidence
from bot.briefing.lines import cite_entries, cite_positions, cite_quotations
from bot.briefing.matches import keep_phrase
from bot.briefing.query import MOST_LINES, brief_request, check_request
from bot.briefing.ranking import rank_positions, rank_quotations
from bot.briefing.scopes import describe_scope, is_readable, name_scope, read_scope
from bot.briefing.selection import Scored, choose
from bot.briefing.timeline import rank_entries
from bot.ports import Archive, StoredEntry
from bot.results import (
    Brief,
    BriefRequest,
    Coverage,
    Found,
    PositionLine,
    QuotationLine,
    TimelineLine,
)

T = TypeVar("T")

_QUOTATIONS, _POSITIONS, _ENTRIES = 5, 6, 6
#: Where only a handful of documents is on the topic and all that they hold is no more than this,
#: all of it is shown.
_HANDFUL_OF_EACH = 10
#: Lines below this share of the best line's score stay out of a brief, however few there are.
_LEAST_SHARE = 0.33
_FLOOR = 0.05
_HANDFUL_FLOOR = 0.01
_MOST_SUGGESTIONS = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Parts:
    """The chosen lines."""

    quotations: tuple[QuotationLine, ...] = ()
    positions: tuple[PositionLine, ...] = ()
    timeline: tuple[TimelineLine, ...] = ()
    found: Found = field(default_factory=Found)

    @property
    def any(self) -> bool:
        """Tell whether at least one line was chosen."""
        return bool(self.quotations or self.positions or self.timeline)


def make_brief(
    archive: Archive, request: BriefRequest, today: date, *, shown: frozenset[str] = frozenset()
) -> Brief:
    """Make the brief on a topic; the same archive and request always give the same brief.

    Args:
        shown: fingerprints of lines that are left out because they were shown before.

    Raises:
        InputError: no topic, or a limit that makes no sense.
    """
    check_request(request)
    return compose_brief(archive, request, shown=shown)


def compose_brief(
    archive: Archive,
    request: BriefRequest,
    *,
    after_document: int | None = None,
    shown: frozenset[str] = frozenset(),
    phrase: str = "",
) -> Brief:
    """Make a brief of the documents after ``after_document`` without the lines already shown.

    With ``phrase``, only of lines that hold these words in this order.
    """
    scope = read_scope(archive, request, after_document)
    brief = Brief(
        request=request,
        topic=name_scope(scope),
        read_as=describe_scope(scope, request),
        suggestions=(),
        coverage=Coverage(),
    )
    if not is_readable(scope):
        return _explain(archive, brief, scope, ())
    evidence = gather_evidence(archive, scope, shown=shown)
    if phrase:
        evidence = keep_phrase(evidence, phrase)
    parts = choose_parts(evidence, request)
    found = _documents_with(evidence) if phrase else _documents_behind(evidence)
    if not parts.any:
        return _explain(archive, brief, scope, found)
    return replace(
        brief,
        coverage=archive.measure_coverage(scope.workspace, found),
        quotations=parts.quotations,
        positions=parts.positions,
        timeline=parts.timeline,
        suggestions=suggest_next(evidence, parts.quotations),
        found=parts.found,
    )


def _documents_behind(evidence: Evidence) -> tuple[int, ...]:
    """Return the documents on the topic; of one speaker's words, those in which they stand."""
    if evidence.scope.by is None:
        return evidence.candidates.found
    facts = evidence.candidates.facts
    spoken = {q.document_id for q in facts.quotations} | {p.document_id for p in facts.positions}
    return tuple(sorted(spoken, reverse=True)) or evidence.candidates.found


def _documents_with(evidence: Evidence) -> tuple[int, ...]:
    facts = evidence.shortlist
    found = {fact.document_id for fact in facts.quotations}
    found |= {fact.document_id for fact in facts.positions}
    found |= {fact.document_id for fact in facts.entries}
    return tuple(sorted(found, reverse=True))


def choose_parts(evidence: Evidence, request: BriefRequest) -> Parts:
    """Rank what was found, choose the key lines and pass them through the gate."""
    is_whole = evidence.candidates.is_handful
    limit = request.limit
    said, held = rank_quotations(evidence), rank_positions(evidence)
    quotations = _choose(said, limit, _QUOTATIONS, is_whole=is_whole)
    positions = _choose(held, limit, _POSITIONS, is_whole=is_whole)
    dates = rank_entries(evidence)
    if request.timeline_order == "date":
        entries = _newest_first(_choose(dates, len(dates) or 1, _ENTRIES, is_whole=is_whole))
        entries = entries[: limit or _ENTRIES]
    else:
        entries = _newest_first(_choose(dates, limit, _ENTRIES, is_whole=is_whole))
    return Parts(
        quotations=cite_quotations(evidence, quotations),
        positions=cite_positions(evidence, positions),
        timeline=cite_entries(evidence, entries),
        found=Found(
            quotations=_count(said, _QUOTATIONS, quotations, is_whole=is_whole),
            positions=_count(held, _POSITIONS, positions, is_whole=is_whole),
            timeline=_count(dates, _ENTRIES, entries, is_whole=is_whole),
        ),
    )


def _count(
    ranked: Sequence[Scored[T]], default: int, chosen: Sequence[T], *, is_whole: bool
) -> int:
    """Return how many lines could be shown where as many as possible were asked for."""
    floor = _floor(ranked, MOST_LINES, default, is_whole=is_whole)
    return max(len(chosen), sum(scored.score > floor for scored in ranked))


def suggest_next(evidence: Evidence, lines: Sequence[QuotationLine]) -> tuple[str, ...]:
    """Return what a person could type next: other readings of a name, one speaker's words."""
    scope = evidence.scope
    topics = [topic for topic in (scope.topic, scope.by, scope.about) if topic is not None]
    tries = [other.name for topic in topics for actor in topic.actors for other in actor.others]
    if scope.by is None:
        own = {evidence.actors[a][0] for a in scope.topic.actor_ids if a in evidence.actors}
        names = [line.speaker for line in lines if line.speaker and " and " not in line.speaker]
        speakers = [name for name in dict.fromkeys(names) if name not in own][:2]
        tries += [f"{scope.topic.name} {write_filter('by', name)}" for name in speakers]
    else:
        tries += [topic.name for topic in (scope.topic, scope.about) if topic and topic.typed]
    return tuple(dict.fromkeys(tries))[:_MOST_SUGGESTIONS]


def _choose(ranked: list[Scored[T]], limit: int | None, default: int, *, is_whole: bool) -> list[T]:
    """Choose lines: the default number, or as many as are asked for, then weaker ones too."""
    whole = is_whole and len(ranked) <= _HANDFUL_OF_EACH
    count = limit or (len(ranked) if whole else default)
    chosen = choose(ranked, count, _floor(ranked, count, default, is_whole=is_whole))
    return [scored.item for scored in chosen]


def _floor(ranked: Sequence[Scored[T]], count: int, default: int, *, is_whole: bool) -> float:
    """Return the score below which lines stay out where ``count`` of them are wanted."""
    if is_whole and len(ranked) <= _HANDFUL_OF_EACH:
        return _HANDFUL_FLOOR
    best = max((scored.score for scored in ranked), default=0.0)
    return max(_FLOOR, _LEAST_SHARE * min(1.0, default / max(1, count)) * best)


def _newest_first(entries: list[list[StoredEntry]]) -> list[list[StoredEntry]]:
    return sorted(entries, key=lambda e: (-e[0].date.toordinal(), e[0].document_id, e[0].phrase))


def _explain(archive: Archive, brief: Brief, scope: Scope, found: tuple[int, ...]) -> Brief:
    absence = explain_absence(archive, brief.request, scope, found)
    tries = _keep_filled(archive, brief.request.workspace, absence.suggestions)
    return replace(brief, empty_because=absence.because, suggestions=tries)


def _keep_filled(archive: Archive, workspace: str, tries: Sequence[str]) -> tuple[str, ...]:
    """Return the first few of the texts that give lines when they are typed."""
    kept: list[str] = []
    for text in dict.fromkeys(tries):
        # What is offered names dates in figures, so that any day will do as today.
        request = brief_request(text, workspace=workspace, today=date.max)
        scope = read_scope(archive, request)
        if is_readable(scope) and choose_parts(gather_evidence(archive, scope), request).any:
            kept.append(text)
        if len(kept) == _MOST_SUGGESTIONS:
            break
    return tuple(kept)
