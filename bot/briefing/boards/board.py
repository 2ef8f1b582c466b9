"""The positions board: one sentence per actor and stance, with what was said before and against it.

Everything that is held in a sentence with the topic is looked at, however old; what an actor said
earlier, and the denial of an accusation, are found among the same few hundred facts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.briefing.boards.contrasts import MOST_SENTENCES_APART, find_before, find_denial
from bot.briefing.boards.holders import Holder, holder_of, unite_forms
from bot.briefing.boards.standing import is_about_topic, is_somebody, is_stance, side_of
from bot.briefing.facts.candidates import (
    Candidates,
    Scope,
    find_hits,
    group_hits,
    load_corrected,
    name_all,
)
from bot.briefing.facts.evidence import Evidence, correct_copies
from bot.briefing.facts.matches import Fit, fit_position
from bot.briefing.facts.ranking import rank_positions
from bot.briefing.facts.selection import Scored
from bot.briefing.lines.cited import cite_positions
from bot.briefing.requests.plain_filters import take_plain_filters
from bot.briefing.requests.query import brief_request, check_request
from bot.briefing.resolving.absence import explain_absence
from bot.briefing.resolving.choices import CHOOSE, find_doubt, name_doubt
from bot.briefing.resolving.scopes import describe_scope, is_readable, name_scope, read_scope
from bot.briefing.texts.quality import rate_sentence
from bot.briefing.words import roots_of
from bot.ports import SENTENCES_PER_DOCUMENT, Archive, Facts, StoredPosition
from bot.records import Stance
from bot.results import Board, BoardRow, BriefRequest, Coverage
from bot.wording import plural

_ROWS = 24
#: Positions that are read, the newest; a board of more would be a list.
_MOST_READ = 500
#: Sentences that read worse alone stay out.
_LEAST_QUALITY = 0.3
_MOST_SUGGESTIONS = 4
#: What a sentence is worth that calls the actor "she", and one that names the topic less closely.
_PRONOUNS = frozenset("he she it they we i his her its their".split())
_BY_PRONOUN = 0.8
#: What an accusation gains whose denial stands in the archive.
_DENIED = 2.0
_FIT_FACTORS = {Fit.OWN: 1.0, Fit.OBJECT: 0.85, Fit.SENTENCE: 0.7, Fit.NEAR: 0.6}
_STANCES = list(Stance)

Group = Sequence[StoredPosition]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Place:
    """A group of copies with its holder and its worth for the board."""

    holder: Holder
    group: Group
    side: Stance
    worth: float
    denial: StoredPosition | None

    @property
    def lead(self) -> StoredPosition:
        return self.group[0]

    @property
    def names(self) -> frozenset[int | str]:
        """By what the actor must not stand under the same stance again."""
        return frozenset({self.holder}) if isinstance(self.holder, str) else self.holder


def make_board(archive: Archive, request: BriefRequest, today: date) -> Board:
    """Make the board on a topic; the same archive and request always give the same board.

    ``request.limit`` is the most rows in all.

    Raises:
        InputError: no topic, or a limit that makes no sense.
    """
    check_request(request)
    request = take_plain_filters(archive, request)
    scope = read_scope(archive, request)
    board = Board(
        request=request,
        topic=name_scope(scope),
        read_as=describe_scope(scope, request),
        coverage=Coverage(),
    )
    if not is_readable(scope):
        return _explain(archive, board, scope, ())
    board = replace(board, doubt=find_doubt(archive, scope, request))
    if board.doubt is not None and board.doubt.is_open:
        tries = tuple(choice.text for choice in board.doubt.choices)
        read_as = name_doubt(board.doubt)
        return replace(
            board, topic=request.topic, read_as=read_as, empty_because=CHOOSE, suggestions=tries
        )
    evidence = gather_positions(archive, scope)
    rows = _make_rows(evidence, request.limit or _ROWS)
    if not rows:
        return _explain(archive, board, scope, evidence.candidates.found)
    behind = {
        line.citation.document
        for row in rows
        for line in (row.line, row.before, row.denial)
        if line is not None
    }
    return replace(
        board, rows=rows, coverage=archive.measure_coverage(scope.workspace, sorted(behind))
    )


def gather_positions(archive: Archive, scope: Scope) -> Evidence:
    """Load the newest positions in sentences with the topic, and denials around accusations."""
    hits = find_hits(archive, scope)
    facts = load_corrected(archive, scope, sorted(hits))
    held = sorted(facts.positions, key=lambda p: (-p.document_id, p.sentence, p.cue))[:_MOST_READ]
    denials = _load_denials(archive, scope, held)
    positions = tuple(dict.fromkeys((*held, *denials)))
    documents = archive.get_documents(scope.workspace, sorted({p.document_id for p in positions}))
    kept = tuple(p for p in positions if p.document_id in documents)
    positions = tuple(
        p
        for p in correct_copies(scope, Facts(positions=kept), documents).positions
        if not scope.hides(p.document_id, p.evidence, p.evidence.of(documents[p.document_id].text))
    )
    speakers = {a for q in facts.quotations for a in q.speaker_ids}
    ids = sorted(speakers | {a for p in positions for a in p.actor_ids})
    by_document = group_hits(hits)
    evidence = Evidence(
        scope=scope,
        candidates=Candidates(
            facts=facts,
            hits=by_document,
            exact=by_document,
            found=tuple(sorted(by_document, reverse=True)),
            is_handful=False,
            stories=archive.get_stories(scope.workspace, sorted(documents)) if documents else {},
        ),
        shortlist=Facts(positions=positions),
        documents=documents,
        actors=name_all(archive, scope, ids),
        copies=archive.get_copies(scope.workspace, sorted(documents)) if documents else {},
    )
    return unite_forms(evidence)


def _load_denials(
    archive: Archive, scope: Scope, held: Iterable[StoredPosition]
) -> list[StoredPosition]:
    """Return the denials in the sentences around accusations; few of them name the topic."""
    around = {
        p.document_id * SENTENCES_PER_DOCUMENT + p.sentence + step
        for p in held
        if p.stance is Stance.ACCUSES
        for step in range(-MOST_SENTENCES_APART, MOST_SENTENCES_APART + 1)
        if p.sentence + step > 0
    }
    if not around:
        return []
    found = load_corrected(archive, scope, sorted(around)).positions
    return [p for p in found if p.stance is Stance.DENIES]


def _make_rows(evidence: Evidence, most: int) -> tuple[BoardRow, ...]:
    """Choose one sentence per actor and stance, and find what belongs beside each."""
    sound = [
        p
        for p in evidence.shortlist.positions
        if is_stance(evidence, p) and is_somebody(evidence, p)
    ]
    denials = [p for p in sound if p.stance is Stance.DENIES]
    fitting = [p for p in sound if _belongs(evidence, p)]
    on_topic = replace(evidence, shortlist=Facts(positions=tuple(fitting)))
    places = [_place(on_topic, scored, denials) for scored in rank_positions(on_topic)]
    chosen = _choose(places, most)
    heard = _count_heard(on_topic, fitting)
    rows = [
        (_order(on_topic, place, heard), row)
        for place in chosen
        if (row := _make_row(on_topic, place, places)) is not None
    ]
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def _belongs(evidence: Evidence, position: StoredPosition) -> bool:
    """Tell whether a position is the asked actor's, on the topic, and reads well alone."""
    by = evidence.scope.by
    if by is not None and not _is_by(evidence, position):
        return False
    sentence = evidence.text_of(position.document_id, position.evidence)
    if rate_sentence(sentence) < _LEAST_QUALITY:
        return False
    topic = evidence.scope.topic
    if is_about_topic(evidence, position):
        return True
    if not topic.words and topic.actor_ids.intersection(position.actor_ids):
        return len(topic.actors) == 1
    return False


def _is_by(evidence: Evidence, position: StoredPosition) -> bool:
    by = evidence.scope.by
    if by is None or by.actors:
        return by is None or bool(by.actor_ids.intersection(position.actor_ids))
    return roots_of(by.words) <= roots_of(evidence.text_of(position.document_id, position.actor))


def _place(
    evidence: Evidence, scored: Scored[list[StoredPosition]], denials: Sequence[StoredPosition]
) -> _Place:
    lead = scored.item[0]
    accuses = lead.stance is Stance.ACCUSES
    denial = find_denial(evidence, lead, denials) if accuses else None
    written = evidence.text_of(lead.document_id, lead.actor).casefold()
    worth = scored.score * evidence.recency[lead.document_id]
    worth *= _FIT_FACTORS[fit_position(evidence, lead)]
    worth *= _BY_PRONOUN if written in _PRONOUNS else 1.0
    worth /= math.sqrt(max(1, len(lead.actor_ids)))
    worth *= _DENIED if denial else 1.0
    return _Place(
        holder=holder_of(evidence, lead),
        group=scored.item,
        side=side_of(evidence, lead),
        worth=worth,
        denial=denial,
    )


def _choose(places: Sequence[_Place], most: int) -> list[_Place]:
    """Return the best place of each actor under each stance, no actor twice under one."""
    taken: defaultdict[Stance, set[int | str]] = defaultdict(set)
    chosen: list[_Place] = []
    for place in sorted(places, key=lambda p: (-p.worth, p.lead.document_id, p.lead.cue)):
        if len(chosen) < most and not taken[place.side] & place.names:
            taken[place.side] |= place.names
            chosen.append(place)
    return chosen


def _make_row(evidence: Evidence, place: _Place, places: Sequence[_Place]) -> BoardRow | None:
    lead = place.lead
    cited = cite_positions(evidence, [place.group])
    if not cited:
        return None
    before = find_before(evidence, lead, (other.lead for other in places))
    beside = [cite_positions(evidence, [[p]]) if p else () for p in (before, place.denial)]
    return BoardRow(
        line=cited[0],
        side=place.side,
        before=beside[0][0] if beside[0] else None,
        denial=beside[1][0] if beside[1] else None,
    )


def _count_heard(evidence: Evidence, positions: Iterable[StoredPosition]) -> Mapping[object, int]:
    """Return in how many stories each actor speaks or holds something near the topic."""
    stories: defaultdict[object, set[int]] = defaultdict(set)
    for quotation in evidence.candidates.facts.quotations:
        for actor in quotation.speaker_ids:
            stories[actor].add(evidence.story_of(quotation.document_id))
    for position in positions:
        holder = holder_of(evidence, position)
        for name in {holder} if isinstance(holder, str) else holder:
            stories[name].add(evidence.story_of(position.document_id))
    return {name: len(found) for name, found in stories.items()}


def _order(
    evidence: Evidence, place: _Place, heard: Mapping[object, int]
) -> tuple[int, int, int, int, tuple[int, int]]:
    """Return what sorts rows: by stance, the most widely heard first, then the newest."""
    lead = place.lead
    published = evidence.documents[lead.document_id].card.published
    return (
        _STANCES.index(place.side),
        -max(heard.get(name, 0) for name in place.names),
        -(published.toordinal() if published else 0),
        lead.document_id,
        lead.cue,
    )


def _explain(archive: Archive, board: Board, scope: Scope, found: tuple[int, ...]) -> Board:
    if found:
        verb = "mentions" if len(found) == 1 else "mention"
        topic = scope.topic.in_a_sentence if scope.topic.typed else board.topic
        because = (
            f"{plural(len(found), 'document')} {verb} {topic}, but nobody was found there who"
            " supports, opposes, demands, denies, promises or threatens anything about it, or"
            " accuses anybody."
        )
        coverage = archive.measure_coverage(scope.workspace, found)
        return replace(board, coverage=coverage, empty_because=because)
    absence = explain_absence(archive, board.request, scope, found)
    tries = _keep_filled(archive, board.request.workspace, absence.suggestions)
    return replace(board, empty_because=absence.because, suggestions=tries)


def _keep_filled(archive: Archive, workspace: str, tries: Sequence[str]) -> tuple[str, ...]:
    """Return the first few of the texts that give a board when they are typed."""
    kept: list[str] = []
    for text in dict.fromkeys(tries):
        # What is offered names dates in figures, so that any day will do as today.
        request = brief_request(text, workspace=workspace, today=date.max)
        scope = read_scope(archive, request)
        if is_readable(scope) and _make_rows(gather_positions(archive, scope), 1):
            kept.append(text)
        if len(kept) == _MOST_SUGGESTIONS:
            break
    return tuple(kept)
