"""The lines that answer each sort of question.

A stored fact that says what was asked comes before any sentence that merely sounds like the
question, also where it is a fragment. Confidence is that of the first line: facts of the right
speaker on the topic are near .8, those worked out from other words a little lower; sentences that
only come near stay at ``MOST_TRUST_IN_LOOSE``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.briefing.answers.asked import Asked, Found
from bot.briefing.answers.passages import Passage, rank_passages
from bot.briefing.answers.representatives import find_representatives
from bot.briefing.answers.trust import (
    FLOOR,
    FRAGMENT,
    MOST_TRUST_IN_LOOSE,
    TRUST_IN_REPORT,
    TRUST_IN_REPRESENTATIVE,
    UNTOLD,
    trust_position,
    trust_quotation,
)
from bot.briefing.answers.whens import rank_dates
from bot.briefing.facts.bearing import Bearing
from bot.briefing.facts.candidates import Scope
from bot.briefing.facts.evidence import Evidence
from bot.briefing.facts.matches import (
    Fit,
    bearing_of,
    is_mutual,
    keep_positions,
    keep_quotations,
)
from bot.briefing.facts.ranking import rank_positions, rank_quotations
from bot.briefing.facts.relevance import make_matcher
from bot.briefing.facts.selection import Scored, choose
from bot.briefing.facts.timeline import rank_entries
from bot.briefing.lines.cited import (
    cite_entries,
    cite_positions,
    cite_quotations,
    make_passage_line,
)
from bot.briefing.lines.reporting import cite_reporting_sentences
from bot.briefing.questions.question import tells_stance
from bot.briefing.requests.topics import Topic
from bot.briefing.resolving.scopes import is_readable
from bot.briefing.texts.quality import rate_quotation
from bot.language.lexicon import saying_verbs
from bot.ports import StoredPosition
from bot.records import Stance
from bot.results import Line, QuotationLine

T = TypeVar("T")

#: A sentence with a number, a weekday or a month may say when.
_DATE = re.compile(
    r"\d|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\b(?:Janu|Febru)ary\b"
    r"|\b(?:March|April|May|June|July|August|(?:Septem|Octo|Novem|Decem)ber|yesterday|week)\b"
)
#: A sentence that gives somebody's words, whole or in part.
_WORDS = re.compile(r"[\"“”«»]|\bthat\b")
#: Words beside a speaker's name among which the verb of saying stands.
_BESIDE_SPEAKER = 5

_MOST_LINES = 5
_MOST_SIDES = 8
_MOST_PASSAGES = 3
#: Lines below this share of the best one's score stay out.
_LEAST_SHARE = 0.3
_LEAST_SIDE_SHARE = 0.45
#: From so many own lines on, nobody else is asked to speak for a country.
_ENOUGH_OWN = 2
#: What a stance is worth that answers the question only beside what was asked.
_OTHER_STANCE = 0.55
#: Written so and not resolved, an actor is nobody.
_PRONOUNS = frozenset("i he she it we you they this that these those who which one".split())
_OPPOSITES = {Stance.SUPPORTS: Stance.OPPOSES, Stance.OPPOSES: Stance.SUPPORTS}


def find_lines(asked: Asked) -> Found:
    """Return the facts that answer a question, else the sentences that come nearest."""
    finder = _FINDERS.get(asked.question.intent)
    # A date is found by words for the same deed, though nothing holds the word that was asked.
    is_read = asked.question.intent == "when" or is_readable(asked.scope)
    found = finder(asked) if finder and is_read else Found()
    is_rest = bool(asked.shown) and finder is not None
    if is_rest or (found.lines and found.confidence >= FLOOR):
        # Sentences that come near would tell what was shown over again.
        return found
    passages = _find_passages(asked)
    return passages if passages.confidence > found.confidence else found


def _find_said(asked: Asked) -> Found:
    sides = _gather_speakers(asked)
    found = _join(sides, _said_by, _MOST_LINES)
    if len(found.lines) > 1 or (found.lines and not _is_fragment(found.lines[0])):
        return found
    # What the speaker is reported to hold is the next best, then what was said beside the topic.
    held = _join(sides, _held_by, _MOST_PASSAGES)
    evidence = sides[0][0]
    reported = () if found.lines else _reported_of(asked, evidence, held)
    if held.lines or reported:
        own = held.confidence * TRUST_IN_REPRESENTATIVE if held.lines else TRUST_IN_REPORT
        lines = (*found.lines, *held.lines, *reported)[:_MOST_LINES]
        trust = found.confidence or own
        return replace(held, lines=lines, confidence=trust, note=found.note or held.note)
    near = choose_best(rank_quotations(evidence), _MOST_PASSAGES)
    beside = [n for n in cite_quotations(evidence, items_of(near)) if n not in found.lines]
    name = asked.scope.topic.name
    if not near or not beside:
        return found
    if found.lines:
        note = f"only the first line is on {name} itself, the rest was said beside it"
        return replace(found, lines=(*found.lines, *beside), note=note)
    return Found(
        lines=tuple(beside),
        confidence=trust_quotation(evidence, near[0].item[0]),
        note=f"nothing here is quoted on {name} itself; this was said beside it",
    )


def _reported_of(asked: Asked, evidence: Evidence, held: Found) -> tuple[Line, ...]:
    """Return sentences that report the speaker on the topic, other than those of positions."""
    if asked.scope.by is None or not asked.scope.topic.typed:
        return ()
    on_topic = keep_quotations(evidence, Fit.SENTENCE)
    known = {line.text for line in held.lines}
    sentences = cite_reporting_sentences(asked.archive, on_topic, _MOST_PASSAGES)
    return tuple(s for s in sentences if s.text not in known and asked.is_fresh(s))


def _is_fragment(line: Line) -> bool:
    return isinstance(line, QuotationLine) and rate_quotation(line.text, line.kind) < FRAGMENT


def _find_position(asked: Asked) -> Found:
    # "What does X demand?" names no topic: then the verb is all that was asked.
    stances = asked.question.stances
    only = frozenset() if asked.question.topic else stances
    sides = _gather_speakers(asked)

    def hold(evidence: Evidence) -> Found:
        return _held_by(evidence, only, stances)

    held = _join(sides, hold, _MOST_LINES)
    said = _join(sides, _said_by, max(2, _MOST_LINES - len(held.lines)))
    if only and held.lines:
        return held
    if only:
        rest = _join(sides, _held_by, _MOST_LINES)
        if rest.lines:
            note = f"nothing here says what it {asked.question.verb}; this is what it holds"
            return replace(rest, confidence=_OTHER_STANCE * rest.confidence, note=note)
    if not held.lines:
        return replace(said, confidence=said.confidence * TRUST_IN_REPRESENTATIVE)
    return replace(held, lines=(*held.lines, *said.lines), note=held.note or said.note)


def _find_who(asked: Asked) -> Found:
    evidence = asked.gather(asked.scope, asked.question.stances)
    topic = asked.scope.topic
    bearings = {p: bearing_of(evidence, p) for p in evidence.shortlist.positions}

    def is_wanted(position: StoredPosition) -> bool:
        if bearings[position] is Bearing.AGAINST:
            return False
        if not position.actor_ids:
            written = evidence.text_of(position.document_id, position.actor)
            return written.casefold() not in _PRONOUNS
        # "Who accused X" asks for others than X, or for what X and others do to each other; "who
        # supports the expansion of X" may ask for X too.
        is_other = topic.actor_ids.isdisjoint(position.actor_ids)
        return is_other or bool(topic.words) or is_mutual(evidence, position)

    exact = keep_positions(evidence, Fit.OBJECT, is_wanted)
    ranked = sorted(rank_positions(exact), key=lambda s: (-s.score, s.tie))
    own = [s for s in ranked if bearings[s.item[0]] is Bearing.ON]
    # One side alone is worth the positions on what has to do with the topic as well.
    best = choose_best(own, _MOST_SIDES, _LEAST_SIDE_SHARE)
    if len(best) < _ENOUGH_OWN:
        others = [s for s in ranked if s not in own]
        best += choose_best(others, _ENOUGH_OWN, _LEAST_SIDE_SHARE)
    lines = cite_positions(evidence, items_of(best))
    order = list(dict.fromkeys(line.actor for line in lines))
    grouped = tuple(sorted(lines, key=lambda line: order.index(line.actor)))
    trust = trust_position(evidence, best[0].item[0]) if best else 0.0
    if not own:
        note = f"nothing here is held on {topic.name} itself; this comes nearest"
        return Found(lines=grouped, confidence=min(trust, MOST_TRUST_IN_LOOSE), note=note)
    return Found(lines=grouped, confidence=trust)


def _find_when(asked: Asked) -> Found:
    dates = rank_dates(asked.archive, asked.question, asked.scope)
    lines = tuple(line for line in dates.lines if asked.is_fresh(line))
    return Found(lines=lines, confidence=dates.confidence if lines else 0.0)


def find_news(asked: Asked) -> Found:
    """Return the dates and quotations on a topic, newest dates first."""
    evidence = asked.gather(asked.scope)
    dated = choose_best(rank_entries(evidence), _MOST_PASSAGES)
    dated.sort(key=lambda scored: -scored.item[0].date.toordinal())
    # What was only said beside the topic is no news on it while something was said on it.
    ranked = rank_quotations(keep_quotations(evidence, Fit.SENTENCE)) or rank_quotations(evidence)
    said = choose_best(ranked, _MOST_LINES - len(dated))
    lines: tuple[Line, ...] = (
        *cite_entries(evidence, items_of(dated)),
        *cite_quotations(evidence, items_of(said)),
    )
    trust = trust_quotation(evidence, said[0].item[0]) if said else 0.0
    return Found(lines=lines, confidence=max(0.6 if dated else 0.0, trust))


_FINDERS: dict[str, Callable[[Asked], Found]] = {
    "said": _find_said,
    "position": _find_position,
    "who": _find_who,
    "when": _find_when,
    "news": find_news,
}


def _gather_speakers(asked: Asked) -> list[tuple[Evidence, str]]:
    """Return the evidence of whom was asked, then of those who speak for it, with a note each."""
    evidence = asked.gather(asked.scope)
    sides = [(evidence, "")]
    by = asked.scope.by
    if by is None or len(by.actors) != 1 or not asked.scope.topic.typed:
        return sides
    if len(_said_by(evidence).lines) + len(_held_by(evidence).lines) >= _ENOUGH_OWN:
        return sides
    body = by.actors[0]
    everybody = asked.gather(replace(asked.scope, by=None))
    people = find_representatives(everybody, body)
    if people:
        speakers = Topic(typed=by.typed, actors=(replace(body, ids=tuple(sorted(people))),))
        scope = replace(asked.scope, by=speakers)
        note = f"with those who speak for {body.name}"
        sides.append((asked.gather(scope), note))
    return sides


def _join(
    sides: Sequence[tuple[Evidence, str]], find: Callable[[Evidence], Found], most: int
) -> Found:
    """Put the lines of several sides one after the other; the first that has any sets the trust."""
    lines: list[Line] = []
    confidence, notes = 0.0, []
    for number, (evidence, note) in enumerate(sides):
        found = find(evidence)
        fresh = [line for line in found.lines if line not in lines]
        if fresh and not lines:
            confidence = found.confidence * (TRUST_IN_REPRESENTATIVE if number else 1.0)
        notes += [note] if fresh and note and len(lines) < most else []
        lines += fresh
    return Found(lines=tuple(lines[:most]), confidence=confidence, note="".join(notes))


def _said_by(evidence: Evidence) -> Found:
    exact = keep_quotations(evidence, Fit.SENTENCE)
    ranked = rank_quotations(exact)
    best = choose_best(ranked, _MOST_LINES)
    if len(best) < _ENOUGH_OWN:
        best = choose_best(ranked, _ENOUGH_OWN, _LEAST_SHARE / 2)
    lines = cite_quotations(exact, items_of(best))
    trust = trust_quotation(evidence, best[0].item[0]) if best else 0.0
    return Found(lines=lines, confidence=trust)


def _held_by(
    evidence: Evidence,
    only: frozenset[Stance] = frozenset(),
    stances: frozenset[Stance] = frozenset(),
) -> Found:
    """Return positions; ``only`` of these stances, or the ``stances`` and their opposites first."""
    exact = keep_positions(evidence, Fit.SENTENCE, lambda p: not only or p.stance in only)
    asked = stances | {_OPPOSITES.get(stance, stance) for stance in stances}
    ranked = [
        replace(
            s, score=s.score * (1.0 if not asked or s.item[0].stance in asked else _OTHER_STANCE)
        )
        for s in rank_positions(exact)
    ]
    best = choose_best(ranked, _MOST_LINES)
    lines = cite_positions(exact, items_of(best))
    trust = trust_position(evidence, best[0].item[0]) if best else 0.0
    return Found(lines=lines, confidence=trust)


def _find_passages(asked: Asked) -> Found:
    hides = asked.scope.hides
    passages = [p for p in _rank_passages(asked) if not hides(p.document.card.id, p.span, p.text)]
    is_loose = asked.question.intent in {"said", "position", "who", "when"}
    if is_loose and asked.question.intent != "when":
        passages = [p for p in passages if _names_all(asked.scope, p)]
    telling = [p for p in passages if _tells(asked, p)]
    passages = telling or passages
    cited = [line for p in passages if (line := make_passage_line(p.span, p.document))]
    lines = [line for line in cited if asked.is_fresh(line)][:_MOST_PASSAGES]
    note = "" if asked.question.intent == "what" else "these sentences come nearest"
    # Measured on news quiz questions: two thirds of the answers stand in the lines at score .6.
    trust = 0.15 + 0.65 * min(1.0, passages[0].score) if lines else 0.0
    if is_loose:
        trust = min(trust, MOST_TRUST_IN_LOOSE * (1.0 if telling else UNTOLD))
    return Found(lines=tuple(lines), confidence=trust, note=note)


def _tells(asked: Asked, passage: Passage) -> bool:
    """Tell whether a sentence holds the verb that was asked for, or the speaker speaking."""
    question, by = asked.question, asked.scope.by
    if question.intent in {"who", "position"} and question.stances:
        return tells_stance(passage.text, question.stances)
    if question.intent != "said" or by is None:
        return question.intent != "when" or bool(_DATE.search(passage.text))
    beside = make_matcher(by).words_beside(passage.text, _BESIDE_SPEAKER)
    return bool(_WORDS.search(passage.text)) and any(word in saying_verbs() for word in beside)


def _names_all(scope: Scope, passage: Passage) -> bool:
    """Tell whether a sentence, with its title, names whom and what was asked for."""
    topics = [topic for topic in (scope.by, scope.topic) if topic is not None and topic.typed]
    words = f"{passage.document.card.title} {passage.text}"
    return all(make_matcher(topic).is_in(words) for topic in topics)


def _rank_passages(asked: Asked) -> list[Passage]:
    question = asked.question
    return rank_passages(
        asked.archive,
        f"{question.actor} {question.verb} {question.topic}",
        workspace=asked.workspace,
        filters=asked.scope.filters,
        defines=question.topic if question.intent == "what" and question.is_definition else "",
    )


def choose_best(
    ranked: list[Scored[T]], count: int, least_share: float = _LEAST_SHARE
) -> list[Scored[T]]:
    """Choose lines whose score is at least a share of the best one's."""
    best = max((scored.score for scored in ranked), default=0.0)
    return choose(ranked, count, least_share * best)


def items_of(chosen: Sequence[Scored[T]]) -> list[T]:
    """Return the facts that were chosen."""
    return [scored.item for scored in chosen]
