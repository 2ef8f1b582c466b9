"""The brief: key quotations, positions and dated context on one topic, each line cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic, TypeVar

from bot.briefing.briefs.page_keys import entry_key, position_key, quotation_key
from bot.briefing.facts.candidates import Scope
from bot.briefing.facts.evidence import Evidence, gather_evidence
from bot.briefing.facts.matches import keep_phrase
from bot.briefing.facts.ranking import rank_positions, rank_quotations
from bot.briefing.facts.selection import Scored, choose
from bot.briefing.facts.timeline import rank_entries
from bot.briefing.lines.cited import cite_entries, cite_positions, cite_quotations
from bot.briefing.requests.plain_filters import take_plain_filters
from bot.briefing.requests.query import brief_request, check_request
from bot.briefing.requests.writing import write_filter
from bot.briefing.resolving.absence import explain_absence
from bot.briefing.resolving.choices import CHOOSE, find_doubt, name_doubt
from bot.briefing.resolving.scopes import describe_scope, is_readable, name_scope, read_scope
from bot.ports import Archive, StoredEntry, StoredPosition
from bot.results import (
    Brief,
    BriefRequest,
    Coverage,
    Found,
    PositionLine,
    QuotationLine,
    Retry,
    TimelineLine,
)

T = TypeVar("T")

_QUOTATIONS, _POSITIONS, _ENTRIES = 5, 6, 6
#: Lines of a part that are asked for where one page follows the other.
LONGEST_PAGE = 40
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
        shown: keys of lines that are passed over because an earlier page showed them.

    Raises:
        InputError: no topic, or a limit that makes no sense.
    """
    check_request(request)
    return compose_brief(archive, take_plain_filters(archive, request), skip=shown, today=today)


def compose_brief(
    archive: Archive,
    request: BriefRequest,
    *,
    after_document: int | None = None,
    shown: frozenset[str] = frozenset(),
    only: frozenset[str] = frozenset(),
    phrase: str = "",
    skip: frozenset[str] = frozenset(),
    today: date | None = None,
) -> Brief:
    """Make a brief of the documents after ``after_document`` without the lines already shown.

    Args:
        shown: fingerprints of lines that count for nothing any more.
        only: fingerprints of lines that alone count; empty lets all count.
        phrase: keep lines only that hold these words in this order.
        skip: keys of lines that keep their rank but are passed over, so that nothing takes
            their place: no other sentence of their date, no piece of their words.
        today: the day from which retries count back; None where nobody waits for an answer, who
            could also say which of several actors is meant.
    """
    scope = read_scope(archive, request, after_document)
    brief = _without_lines(request, scope)
    if not is_readable(scope):
        return _explain(archive, brief, scope, (), today)
    brief = _with_doubt(archive, brief, scope) if today is not None else brief
    if brief.doubt is not None and brief.doubt.is_open:
        return brief
    evidence = gather_evidence(archive, scope, shown=shown, only=only)
    if phrase:
        evidence = keep_phrase(evidence, phrase)
    parts = choose_parts(evidence, request, skip)
    found = _documents_with(evidence) if phrase or only else _documents_behind(evidence)
    if not parts.any:
        return _explain(archive, brief, scope, found, today)
    return replace(
        brief,
        coverage=archive.measure_coverage(scope.workspace, found),
        quotations=parts.quotations,
        positions=parts.positions,
        timeline=parts.timeline,
        suggestions=suggest_next(evidence, parts.quotations),
        found=parts.found,
    )


def _without_lines(request: BriefRequest, scope: Scope) -> Brief:
    """Return a brief that says how its request was read, and nothing more yet."""
    return Brief(
        request=request,
        topic=name_scope(scope),
        read_as=describe_scope(scope, request),
        suggestions=(),
        coverage=Coverage(),
    )


def _with_doubt(archive: Archive, brief: Brief, scope: Scope) -> Brief:
    """Say whom a name of the topic can mean; where somebody has to choose, that is all."""
    doubt = find_doubt(archive, scope, brief.request)
    if doubt is None or not doubt.is_open:
        return replace(brief, doubt=doubt)
    return replace(
        brief,
        topic=brief.request.topic,
        read_as=name_doubt(doubt),
        empty_because=CHOOSE,
        suggestions=tuple(choice.text for choice in doubt.choices),
        doubt=doubt,
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


def choose_parts(
    evidence: Evidence, request: BriefRequest, skip: frozenset[str] = frozenset()
) -> Parts:
    """Rank what was found, choose the key lines and pass them through the gate."""
    is_whole, limit = evidence.candidates.is_handful, request.limit
    said = _Ranked(rank_quotations(evidence), _QUOTATIONS, is_whole=is_whole)
    held = _Ranked(rank_positions(evidence), _POSITIONS, is_whole=is_whole)
    dated = _Ranked(rank_entries(evidence), _ENTRIES, is_whole=is_whole)
    if skip:
        texts = {number: document.text for number, document in evidence.documents.items()}
        said.skip(lambda q: quotation_key(q[0].content.of(texts[q[0].document_id])) in skip)
        held.skip(lambda p: _key_of_stored(p[0], texts[p[0].document_id]) in skip)
        dated.skip(lambda e: entry_key(e[0].evidence.of(texts[e[0].document_id])) in skip)
    if request.timeline_order == "date":
        entries = _newest_first(dated.choose(dated.size or 1))[: limit or _ENTRIES]
    else:
        entries = _newest_first(dated.choose(limit))
    quotations, positions = said.choose(limit), held.choose(limit)
    return Parts(
        quotations=cite_quotations(evidence, quotations),
        positions=cite_positions(evidence, positions),
        timeline=cite_entries(evidence, entries),
        found=Found(
            quotations=max(len(quotations), said.count(LONGEST_PAGE)),
            positions=max(len(positions), held.count(LONGEST_PAGE)),
            timeline=max(len(entries), dated.count(dated.size)),
        ),
    )


def _key_of_stored(position: StoredPosition, text: str) -> str:
    actor, evidence = position.actor.of(text), position.evidence.of(text)
    return position_key(position.stance, actor, evidence)


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


class _Ranked(Generic[T]):
    """The ranked lines of one part, of which the best are chosen.

    Args:
        ranked: all of them.
        default: how many are chosen where no number is given.
        is_whole: only a handful of documents is on the topic.
    """

    def __init__(self, ranked: Sequence[Scored[T]], default: int, *, is_whole: bool) -> None:
        self.size = len(ranked)
        self._left = list(ranked)
        self._default = default
        self._is_whole = is_whole and len(ranked) <= _HANDFUL_OF_EACH
        self._best = max((scored.score for scored in ranked), default=0.0)

    def skip(self, is_shown: Callable[[T], bool]) -> None:
        """Leave out lines; the others are measured by the best of all as before."""
        self._left = [scored for scored in self._left if not is_shown(scored.item)]

    def choose(self, limit: int | None) -> list[T]:
        """Choose lines: the default number, or as many as are asked for, then weaker ones too."""
        count = limit or (self.size if self._is_whole else self._default)
        chosen = choose(self._left, count, self._floor(count))
        return [scored.item for scored in chosen]

    def count(self, asked: int) -> int:
        """Return how many lines are good enough where so many are asked for."""
        floor = self._floor(asked)
        return sum(scored.score > floor for scored in self._left)

    def _floor(self, count: int) -> float:
        """Return the score below which lines stay out where ``count`` of them are wanted."""
        if self._is_whole:
            return _HANDFUL_FLOOR
        share = _LEAST_SHARE * min(1.0, self._default / max(1, count))
        return max(_FLOOR, share * self._best)


def _newest_first(entries: list[list[StoredEntry]]) -> list[list[StoredEntry]]:
    return sorted(entries, key=lambda e: (-e[0].date.toordinal(), e[0].document_id, e[0].phrase))


def _explain(
    archive: Archive, brief: Brief, scope: Scope, found: tuple[int, ...], today: date | None
) -> Brief:
    absence = explain_absence(archive, brief.request, scope, found, today)
    tries = _keep_filled(archive, brief.request.workspace, absence.suggestions)
    retries = tuple(Retry(label=absence.labels.get(text, text), text=text) for text in tries)
    return replace(brief, empty_because=absence.because, suggestions=tries, retries=retries)


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
