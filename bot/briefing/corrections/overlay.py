"""Corrections laid over facts on their way out; pure, once they are loaded.

The facts in the store stay as they were found. A correction holds for its place, which document
and span name for good, and for the same words elsewhere (marks, case and punctuation aside), so
that the copies of a line in other outlets follow it. Near copies follow where they are folded with
it (``bot.briefing.facts.ranking``). Of several corrections of one line the last one holds; one of
the very place goes before one of the same words. A position that rests on the words of a corrected
quotation follows its speaker, unless it was corrected itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from bot.briefing.requests.topics import ActorReading, Topic
from bot.briefing.words import words_of
from bot.language.names import name_key, normalise_name
from bot.ports import Archive, Facts, StoredPosition, StoredQuotation
from bot.records import (
    Actor,
    ActorKind,
    Correction,
    CorrectionInForce,
    CorrectionKind,
    Extraction,
    KnownActor,
    Span,
)
from bot.results import CorrectionNote

#: Why a corrected speaker is the speaker.
BY_CORRECTION = "correction"

TextOf = Callable[[int, Span], str]


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return the words of a text as copies are compared; also what tells topics apart."""
    return " ".join(words_of(text))


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """The corrections that hold in a workspace, in the order they were made."""

    in_force: tuple[CorrectionInForce, ...] = ()

    # --- names ----------------------------------------------------------------------------
    @cached_property
    def _actors(self) -> dict[str, KnownActor]:
        """The actors that corrections name, by key.

        One that the archive does not know has been typed by somebody; its id is below zero.
        """
        actors: dict[str, KnownActor] = {}
        for each in self.in_force:
            for key, name, known in (
                (each.correction.was_key, each.correction.was, each.was),
                (each.correction.value_key, each.correction.value, each.value),
            ):
                if known is not None:
                    actors[key] = known
                elif key and key not in actors:
                    actors[key] = KnownActor(-1 - len(actors), name, ActorKind.PERSON, 0)
        return actors

    @cached_property
    def _groups(self) -> dict[int, tuple[KnownActor, ...]]:
        """Those who are one actor, the most mentioned first, by the id of each of them."""
        groups: dict[str, set[str]] = {}
        for each in self._of(CorrectionKind.SAME):
            one, other = each.correction.was_key, each.correction.value_key
            joined = groups.get(one, {one}) | groups.get(other, {other})
            groups.update(dict.fromkeys(joined, joined))
        return {
            actor.id: tuple(
                sorted((self._actors[k] for k in group), key=lambda a: (-a.mentions, a.id))
            )
            for group in groups.values()
            for actor in (self._actors[key] for key in group)
        }

    def unite_ids(self, ids: tuple[int, ...]) -> tuple[int, ...]:
        """Return ids with one for those who are one actor."""
        if not self._groups:
            return ids
        return tuple(dict.fromkeys(self._groups[i][0].id if i in self._groups else i for i in ids))

    def unite(self, topic: Topic) -> Topic:
        """Return a topic whose actors take in all who are the same."""
        if not self._groups:
            return topic
        return replace(topic, actors=tuple(map(self._unite_reading, topic.actors)))

    def _unite_reading(self, actor: ActorReading) -> ActorReading:
        group = {a.id: a for i in actor.ids for a in self._groups.get(i, ())}
        if not group:
            return actor
        lead = min(group.values(), key=lambda a: (-a.mentions, a.id))
        names = {normalise_name(each.name) for each in group.values()}
        new = [each for number, each in group.items() if number not in actor.ids]
        return replace(
            actor,
            name=lead.name,
            ids=tuple(sorted({*actor.ids, *group})),
            mentions=actor.mentions + sum(each.mentions for each in new),
            aliases=tuple(dict.fromkeys((*actor.aliases, *sorted(names)))),
            others=tuple(o for o in actor.others if normalise_name(o.name) not in names),
        )

    def read_typed(self, name: str) -> Topic | None:
        """Return the actor of this name whom only corrections know; None where there is none."""
        actor = self._actors.get(name_key(name)) if self.in_force else None
        if actor is None or actor.id > 0:
            return None
        reading = ActorReading(
            typed=name,
            name=actor.name,
            kind=actor.kind,
            ids=(actor.id,),
            mentions=0,
            aliases=(normalise_name(name),),
        )
        return self.unite(Topic(typed=name, actors=(reading,)))

    def names_of(self, ids: Collection[int]) -> dict[int, tuple[str, ActorKind]]:
        """Return name and kind of those among the ids whom only corrections know."""
        if not self.in_force:
            return {}
        return {a.id: (a.name, a.kind) for a in self._actors.values() if a.id < 0 and a.id in ids}

    # --- facts ----------------------------------------------------------------------------
    def overlay(self, facts: Facts) -> Facts:
        """Return facts as they are corrected at their places, with one id for each actor."""
        if not self.in_force:
            return facts
        quotations = tuple(
            self._right_speaker(q, self._said_at(q.document_id, q.content))
            for q in facts.quotations
        )
        positions = (self._right_position(p, self._held_at(p)) for p in facts.positions)
        return replace(
            facts,
            quotations=quotations,
            positions=_follow_speakers(quotations, (p for p in positions if p is not None)),
        )

    def overlay_copies(self, facts: Facts, text_of: TextOf) -> Facts:
        """Return facts of which those with corrected words follow the correction, too."""
        said, held = self._said_words, self._held_words
        quotations, positions = facts.quotations, facts.positions
        if said:
            quotations = tuple(
                q
                if q.correction is not None
                else self._right_speaker(q, said.get(plain(text_of(q.document_id, q.content))))
                for q in quotations
            )
        if held:
            found = (
                p
                if p.correction is not None or self._held_at(p)
                else self._right_position(p, held.get(_words_of_position(p, text_of)))
                for p in positions
            )
            positions = tuple(p for p in found if p is not None)
        if said:
            positions = _follow_speakers(quotations, positions)
        return replace(facts, quotations=quotations, positions=positions)

    def overlay_extraction(self, document: int, text: str, found: Extraction) -> Extraction:
        """Return what was extracted from a document, with the right speakers."""
        if not self._said_words:
            return found
        actors = {actor.key: actor for actor in found.actors}
        quotations = []
        for quotation in found.quotations:
            content = quotation.content
            made = self._said_at(document, content) or self._said_words.get(plain(content.of(text)))
            if made is not None:
                key, known = made.value_key, self._actors.get(made.value_key)
                quotation = replace(quotation, speakers=(key,) if known else (), speaker=None)
                if known:
                    actors.setdefault(key, Actor(key=key, name=known.name, kind=known.kind))
            quotations.append(quotation)
        return replace(found, quotations=tuple(quotations), actors=tuple(actors.values()))

    def hides(self, topics: Collection[str], document: int, span: Span, text: str) -> bool:
        """Tell whether a line is not shown for topics, given by ``plain``."""
        for topic in topics if self._irrelevant else ():
            places, words = self._irrelevant.get(topic, (frozenset(), frozenset()))
            if (document, span) in places or plain(text) in words:
                return True
        return False

    def spoken_by(self, ids: Collection[int]) -> list[tuple[int, int]]:
        """Return document and sentence of the lines that corrections gave to one of these."""
        return [
            (each.document, each.sentence)
            for places in (self._said_places, self._held_places)
            for document in places
            for each in places[document]
            if each.value_key and {*self._ids(each)} & {*ids}
        ]

    def note(self, correction: int | None) -> CorrectionNote | None:
        """Return who made a correction, and when."""
        made = self._by_id.get(correction) if correction is not None else None
        return CorrectionNote(made.author, made.made_at.date()) if made else None

    # --- look-up --------------------------------------------------------------------------
    def _of(self, *kinds: CorrectionKind) -> Iterable[CorrectionInForce]:
        return (each for each in self.in_force if each.correction.kind in kinds)

    @cached_property
    def _by_id(self) -> Mapping[int, Correction]:
        return {each.correction.id: each.correction for each in self.in_force}

    @cached_property
    def _said_places(self) -> Mapping[int, Sequence[Correction]]:
        return self._places(CorrectionKind.SPEAKER)

    @cached_property
    def _held_places(self) -> Mapping[int, Sequence[Correction]]:
        return self._places(CorrectionKind.ACTOR, CorrectionKind.NOT_A_POSITION)

    def _places(self, *kinds: CorrectionKind) -> Mapping[int, Sequence[Correction]]:
        places: defaultdict[int, list[Correction]] = defaultdict(list)
        for each in self._of(*kinds):
            places[each.correction.document].append(each.correction)
        return places

    @cached_property
    def _said_words(self) -> Mapping[str, Correction]:
        kept = (each.correction for each in self._of(CorrectionKind.SPEAKER))
        return {plain(each.words): each for each in kept}

    @cached_property
    def _held_words(self) -> Mapping[tuple[str, str], Correction]:
        kept = self._of(CorrectionKind.ACTOR, CorrectionKind.NOT_A_POSITION)
        return {
            (plain(each.words), plain(_cue_of(each))): each
            for each in (held.correction for held in kept)
            if each.cue is not None
        }

    @cached_property
    def _irrelevant(
        self,
    ) -> Mapping[str, tuple[Collection[tuple[int, Span]], Collection[str]]]:
        found: defaultdict[str, tuple[set[tuple[int, Span]], set[str]]] = defaultdict(
            lambda: (set(), set())
        )
        for each in self._of(CorrectionKind.NOT_RELEVANT):
            places, words = found[plain(each.correction.topic)]
            if each.correction.span is not None:
                places.add((each.correction.document, each.correction.span))
                words.add(plain(each.correction.words))
        return found

    def _said_at(self, document: int, content: Span) -> Correction | None:
        """Return the correction of a quotation's own place, or of what it holds or stands in."""
        placed = [c for c in self._said_places.get(document, ()) if c.span is not None]
        for fits in (content.__eq__, content.holds, lambda span: span.holds(content)):
            found = [c for c in placed if c.span is not None and fits(c.span)]
            if found:
                return found[-1]
        return None

    def _held_at(self, position: StoredPosition) -> Correction | None:
        placed = self._held_places.get(position.document_id, ())
        found = [
            c for c in placed if (c.cue or position.cue) == position.cue and _is_near(c, position)
        ]
        return found[-1] if found else None

    def _ids(self, correction: Correction) -> tuple[int, ...]:
        key = correction.value_key
        return self.unite_ids((self._actors[key].id,)) if key else ()

    def _right_speaker(
        self, quotation: StoredQuotation, correction: Correction | None
    ) -> StoredQuotation:
        if correction is not None:
            return replace(
                quotation,
                speaker_ids=self._ids(correction),
                reason=BY_CORRECTION,
                correction=correction.id,
            )
        ids = self.unite_ids(quotation.speaker_ids)
        return quotation if ids == quotation.speaker_ids else replace(quotation, speaker_ids=ids)

    def _right_position(
        self, position: StoredPosition, correction: Correction | None
    ) -> StoredPosition | None:
        if correction is not None and correction.kind is CorrectionKind.NOT_A_POSITION:
            return None
        if correction is not None:
            ids = self._ids(correction)
            return replace(position, actor_ids=ids, correction=correction.id)
        ids = self.unite_ids(position.actor_ids)
        return position if ids == position.actor_ids else replace(position, actor_ids=ids)


def load_corrections(archive: Archive, workspace: str) -> Corrections:
    """Return what people have set right, as far as the archive's audience may know of it."""
    return Corrections(in_force=tuple(archive.load_corrections(workspace)))


#: What nobody has corrected.
NO_CORRECTIONS = Corrections()


def _follow_speakers(
    quotations: Iterable[StoredQuotation], positions: Iterable[StoredPosition]
) -> tuple[StoredPosition, ...]:
    """Return positions of which those that rest on corrected words are their new speaker's.

    Where nobody is known to have said the words, nobody holds what they show.
    """
    corrected: defaultdict[int, list[StoredQuotation]] = defaultdict(list)
    for quotation in quotations:
        if quotation.correction is not None and quotation.speaker is not None:
            corrected[quotation.document_id].append(quotation)
    kept = []
    for position in positions:
        said = [
            q
            for q in corrected.get(position.document_id, ())
            if q.speaker is not None
            and q.speaker.touches(position.actor)
            and q.content.touches(position.evidence)
        ]
        if not said or position.correction is not None:
            kept.append(position)
        elif said[-1].speaker_ids:
            ids, made = said[-1].speaker_ids, said[-1].correction
            kept.append(replace(position, actor_ids=ids, correction=made))
    return tuple(kept)


def _is_near(correction: Correction, position: StoredPosition) -> bool:
    span = correction.span
    return span is not None and span.touches(position.evidence)


def _cue_of(correction: Correction) -> str:
    """Return the words of a corrected position's cue."""
    if correction.span is None or correction.cue is None:
        return ""
    start = correction.span.start
    return correction.words[correction.cue.start - start : correction.cue.end - start]


def _words_of_position(position: StoredPosition, text_of: TextOf) -> tuple[str, str]:
    document = position.document_id
    return plain(text_of(document, position.evidence)), plain(text_of(document, position.cue))
