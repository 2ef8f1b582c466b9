"""Who is named in a text by the word lists of its language, and whom its speakers stand for.

Known names come from the list of the language; people are the full names that begin with a given
name or follow a role. A surname or pronoun stands for one of them where only one fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from bot.language.gazetteer import gazetteer, given_names
from bot.language.genders import gender_of
from bot.language.layout import Layout
from bot.language.listed_layout import lay_out_listed
from bot.language.names import person_key, surname_of
from bot.language.people import find_person, find_person_called
from bot.language.vocabulary import Vocabulary
from bot.records import Actor, ActorKind, Mention, Quotation

_LONGEST_TITLE = 300
#: Words of a name, at most; a longer run of capitals is a heading.
_LONGEST_NAME = 5
#: Sentences back in which a pronoun's antecedent is looked for.
_SENTENCES_BACK = 2
#: Characters of a Chinese or Japanese name behind a role.
_UNSPACED_NAME = range(2, 9)


class Known(NamedTuple):
    """An actor as a name of the list stands for it."""

    key: str
    name: str
    kind: ActorKind


@cache
def known_actor(english: str) -> Known | None:
    """Return the actor of a name as the English lists have it."""
    entry = gazetteer().find(english)
    if entry is not None:
        return Known(entry.key, entry.name, entry.kind)
    person = find_person(person_key(english))
    return Known(person.key, person.name, ActorKind.PERSON) if person else None


class _Named(NamedTuple):
    """A name at the tokens ``[first, after)``."""

    first: int
    after: int
    known: Known
    reason: str


@dataclass(slots=True)
class ListedActors:
    """The actors of one text, their mentions, and the quotations with their speakers resolved."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    title_actors: tuple[str, ...]


def find_listed_actors(
    layout: Layout, vocabulary: Vocabulary, quotations: Sequence[Quotation], title: str
) -> ListedActors:
    """Return who is named in a text; ``speakers`` of the quotations are filled where certain."""
    cast = _Cast(layout, vocabulary, quotations)
    resolved = tuple(cast.resolve(quotation) for quotation in quotations)
    heading = lay_out_listed(title[:_LONGEST_TITLE], vocabulary)
    named = _find_known(heading, vocabulary)
    titled = dict.fromkeys(it.known.key for it in named)
    for word in heading.words:
        person = cast.called(word)
        if person is not None:
            titled[person.key] = None
    mentions = sorted(
        Mention(layout.span(it.first, it.after), it.known.key, it.known.kind, it.reason)
        for it in cast.named
    )
    return ListedActors(cast.list_actors(), tuple(mentions), resolved, tuple(titled))


def _find_known(layout: Layout, vocabulary: Vocabulary) -> list[_Named]:
    """Return the names of the list, longest first, none inside another."""
    found: list[_Named] = []
    at = 0
    while at < len(layout.words):
        step = 1
        for phrase, english in vocabulary.names.get(layout.words[at], ()):
            if tuple(layout.words[at : at + len(phrase)]) != phrase:
                continue
            known = known_actor(english)
            if known is not None:
                found.append(_Named(at, at + len(phrase), known, "gazetteer"))
                step = len(phrase)
                break
        at += step
    return found


class _Cast:
    """Everyone named in one text."""

    def __init__(
        self, layout: Layout, vocabulary: Vocabulary, quotations: Sequence[Quotation]
    ) -> None:
        self._layout = layout
        self._vocabulary = vocabulary
        self.named = _find_known(layout, vocabulary)
        self._taken = {i for it in self.named for i in range(it.first, it.after)}
        self._surnames: dict[str, set[Known]] = {}
        self._genders: dict[str, str] = {}
        speaking = [layout.tokens_in(it.speaker) for it in quotations if it.speaker]
        self._speakers = {after: first for first, after in speaking}
        self._speaking = {i for first, after in speaking for i in range(first, after)}
        for first, after in self._runs() if vocabulary.shape.spaced else self._behind_roles():
            self._add_person(first, after)
        for it in self.named:
            if it.known.kind is ActorKind.PERSON:
                self._surnames.setdefault(surname_of(it.known.name), set()).add(it.known)
                person = find_person(it.known.key)
                if person is not None and person.gender:
                    self._genders.setdefault(it.known.key, person.gender)
        self._add_surnames()
        self.named.sort()
        self._firsts = [it.first for it in self.named]

    def _is_role(self, token: int) -> bool:
        endings = self._vocabulary.role_endings
        if self._layout.tags[token] == "R":
            return True
        return bool(endings) and self._layout.lowers[token].endswith(endings)

    def _runs(self) -> list[tuple[int, int]]:
        """Return the runs of two and more capitalised words that may be a person's name."""
        tags, found = self._layout.tags, list[tuple[int, int]]()
        at = 0
        while at < len(tags):
            if tags[at] != "N" or at in self._taken or self._is_role(at):
                at += 1
                continue
            after = self._end_of_name(at)
            at = self._start_of_name(at, after)
            if 2 <= after - at <= _LONGEST_NAME:
                found.append((at, after))
            at = after
        return found

    def _start_of_name(self, at: int, after: int) -> int:
        """Return where a person's name begins in a run: "Défense Jean Dupont" at "Jean"."""
        for first in range(at, after - 1):
            if self._is_given(first):
                return first
        is_governed = at > 0 and self._layout.tags[at - 1] in "DOI"
        return at + 1 if is_governed and after - at > 2 else at

    def _end_of_name(self, at: int) -> int:
        """Return where a run of names ends; particles and initials may stand inside."""
        layout, particles = self._layout, self._vocabulary.shape.particles
        after = at
        while after < len(layout.tags) and after not in self._taken:
            if layout.tags[after] == "N" and not self._is_role(after):
                after += 1
                continue
            inside = after
            while inside < len(layout.tags) and layout.lowers[inside] in particles:
                inside += 1
            if layout.words[after] == "." and len(layout.words[after - 1]) == 1:
                inside = after + 1
            if inside == after or layout.tags[inside : inside + 1] != "N":
                break
            after = inside
        return after

    def _is_told(self, first: int, after: int) -> bool:
        """Tell whether a role stands before a name: right before it, or in a speaker's phrase."""
        begin = self._speakers.get(after, first)
        return (first > 0 and self._is_role(first - 1)) or any(
            map(self._is_role, range(begin, first))
        )

    def _is_given(self, token: int) -> bool:
        lower = self._layout.lowers[token]
        return lower in self._vocabulary.given or lower in given_names()

    def _behind_roles(self) -> list[tuple[int, int]]:
        """Return the short runs behind a role in the speakers of a text without blanks."""
        tags, found = self._layout.tags, list[tuple[int, int]]()
        for at in sorted(self._speaking):
            if tags[at] != "R":
                continue
            first = at + 1
            while tags[first : first + 1] == "_":
                first += 1
            after = first
            while after in self._speaking and tags[after] == "w" and after not in self._taken:
                after += 1
            if after - first in _UNSPACED_NAME and after not in self._speaking:
                found.append((first, after))
        return found

    def _add_person(self, first: int, after: int) -> None:
        layout = self._layout
        told = self._is_told(first, after)
        given = self._vocabulary.given.get(layout.lowers[first], "")
        is_given = self._is_given(first)
        name = " ".join(layout.span(first, after).of(layout.text).split())
        key = person_key(name)
        person = find_person(key)
        if not (told or is_given or person or not self._vocabulary.shape.spaced):
            return
        known = (
            Known(person.key, person.name, ActorKind.PERSON)
            if person
            else Known(key, name, ActorKind.PERSON)
        )
        self.named.append(_Named(first, after, known, "full name"))
        self._taken.update(range(first, after))
        title = layout.lowers[first - 1] if first else ""
        gender = self._vocabulary.role_genders.get(title) or given or gender_of(name)
        if gender or (person and person.gender):
            self._genders.setdefault(known.key, gender or (person.gender if person else ""))

    def _add_surnames(self) -> None:
        """Find the surnames that stand alone for somebody of the text."""
        layout = self._layout
        for at, tag in enumerate(layout.tags):
            if tag != "N" or at in self._taken:
                continue
            known = self.called(layout.words[at])
            if known is None and at in self._speaking:
                known = self._called_by_all(at)
            if known is not None:
                self.named.append(_Named(at, at + 1, known, "surname"))

    def called(self, surname: str) -> Known | None:
        """Return the only person of the text with this surname."""
        if not surname[:1].isupper():
            return None
        bearers = self._surnames.get(surname_of(surname), set())
        return next(iter(bearers)) if len(bearers) == 1 else None

    def _called_by_all(self, at: int) -> Known | None:
        """Return whom a bare surname means everywhere, or the one behind a role by it alone."""
        word = self._layout.words[at]
        if surname_of(word) in self._surnames:
            return None
        person = find_person_called(person_key(word))
        return Known(person.key, person.name, ActorKind.PERSON) if person else None

    def list_actors(self) -> tuple[Actor, ...]:
        """Return everyone named, in order of first mention."""
        written: dict[Known, dict[str, None]] = {}
        for it in self.named:
            words = self._layout.span(it.first, it.after).of(self._layout.text)
            written.setdefault(it.known, {})[" ".join(words.split())] = None
        merged: dict[str, Actor] = {}
        for known, names in written.items():
            aliases = tuple(name for name in names if name != known.name)
            merged.setdefault(
                known.key,
                Actor(key=known.key, name=known.name, kind=known.kind, aliases=aliases),
            )
        return tuple(merged.values())

    def resolve(self, quotation: Quotation) -> Quotation:
        """Return a quotation with the actors that its speaker stands for."""
        if quotation.speaker is None:
            return quotation
        first, after = self._layout.tokens_in(quotation.speaker)
        if after - first == 1 and self._layout.tags[first] == "P":
            known = self._antecedent(first)
            reason = "pronoun"
        else:
            known, reason = self._by_name(first, after)
        both = self._both(first, after) if known is None else ()
        if known is None and not both:
            return quotation
        return Quotation(
            content=quotation.content,
            kind=quotation.kind,
            speaker=quotation.speaker,
            cue=quotation.cue,
            speakers=(known.key,) if known else both,
            reason=reason if known else "conjunction",
        )

    def _both(self, first: int, after: int) -> tuple[str, ...]:
        """Return the two people whom "Vogt und Brandt" names."""
        inside = [it for it in self._named_between(first, after) if it.after <= after]
        if len(inside) != 2 or any(it.known.kind is not ActorKind.PERSON for it in inside):
            return ()
        between = self._layout.tags[inside[0].after : inside[1].first]
        return (inside[0].known.key, inside[1].known.key) if between.strip("R") == "C" else ()

    def _by_name(self, first: int, after: int) -> tuple[Known | None, str]:
        """Return whom the names in a phrase stand for: its one person, or the body it is."""
        inside = [it for it in self._named_between(first, after) if it.after <= after]
        people = {it.known: it.reason for it in inside if it.known.kind is ActorKind.PERSON}
        if people:
            return next(iter(people.items())) if len(people) == 1 else (None, "")
        articles = self._layout.tags[first:after]
        for it in inside:
            if not articles[: it.first - first].strip("DO") and it.after == after:
                return it.known, it.reason
        return None, ""

    def _named_between(self, first: int, after: int) -> list[_Named]:
        return self.named[bisect_left(self._firsts, first) : bisect_left(self._firsts, after)]

    def _antecedent(self, pronoun: int) -> Known | None:
        """Return the one person near before a pronoun whom it can mean."""
        wanted = self._vocabulary.genders.get(self._layout.lowers[pronoun], "").split()
        if not {"male", "female"} & set(wanted):
            return None
        own = self._layout.sentence_of[pronoun]
        for sentence in range(own, max(-1, own - 1 - _SENTENCES_BACK), -1):
            begin, end = self._layout.sentences[sentence]
            near = {
                it.known
                for it in self._named_between(begin, min(end, pronoun))
                if it.known.kind is ActorKind.PERSON
                and self._genders.get(it.known.key, wanted[0]) in wanted
            }
            if near:
                return next(iter(near)) if len(near) == 1 else None
        return None
