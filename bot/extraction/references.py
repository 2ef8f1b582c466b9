"""Phrases without a name: pronouns, roles and groups, tied to those the text has named before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property

from bot.extraction.candidates import Candidates, gender_of_noun
from bot.extraction.credits import Credits
from bot.extraction.naming import Cast, Named
from bot.extraction.office import Offices, find_offices
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.language.gazetteer import Form
from bot.language.genders import FEMALE, MALE
from bot.language.layout import Layout
from bot.records import ActorKind

Answer = tuple[tuple[str, ...], str]

_NOBODY: Answer = ((), "")
_PERSON_PRONOUNS = {"he": MALE, "she": FEMALE, "him": MALE, "her": FEMALE, "his": MALE}
_SOMEBODY = frozenset({"a", "an", "one", "another"})
#: Plural nouns for a group of actors that were named, by the kind of actor they take.
_PEOPLE_NOUNS = frozenset(
    "leaders presidents ministers men women pair duo couple politicians heads premiers diplomats"
    " statesmen candidates rivals senators lawmakers brothers sisters chancellors colleagues"
    " counterparts".split()
)
_BODY_NOUNS = frozenset(
    "countries nations governments sides neighbours neighbors powers allies parties capitals"
    " companies organisations organizations groups partners firms".split()
)
_COUNTRY_NOUNS = frozenset("countries nations governments powers capitals".split())
#: Translated texts drop the article of these: "countries stated".
_BARE_GROUPS = frozenset("countries nations leaders both".split())
_GROUP_DETERMINERS = frozenset("the both these two three those".split())
_COUNTS = {"both": 2, "two": 2, "pair": 2, "duo": 2, "couple": 2, "three": 3}
_NATIONS = frozenset({ActorKind.COUNTRY})
_BODIES = frozenset({ActorKind.COUNTRY, ActorKind.ORGANISATION, ActorKind.GROUP})
_PEOPLE = frozenset({ActorKind.PERSON})
_ANYONE = _BODIES | _PEOPLE
#: How many sentences back an antecedent may stand.
_REACH = 3
#: How many sentences back the bearer of a role must have been named.
_ROLE_REACH = 8
_LONGEST_OF = 8
#: So many times as often as anybody else is named who a text is about.
_BY_FAR = 2
_GROUP_REACH = 5
_INDEFINITE = frozenset("a an one another some any every each no many several".split())
_DEFINITE = frozenset({"the", "this", "that"})
_BODY_ROLES = frozenset(
    "ministry company firm bank court agency group party organisation organization union council"
    " commission committee government parliament department university association institute police"
    " bureau board foundation church airline club federation army force office".split()
)

#: Any body may be called so, whether its name says it or not.
_LOOSE_ROLES = frozenset(
    "party company firm group bank agency organisation organization union team club airline".split()
)


class References:
    """Finds whom pronouns, roles and groups of one text stand for."""

    def __init__(self, layout: Layout, phrases: list[Phrase], cast: Cast) -> None:
        self._layout = layout
        self._phrases = phrases
        self._cast = cast
        credits = Credits(layout)
        self._names = [
            named
            for named in cast.names
            if named.form is not Form.ADJECTIVE and not credits.holds(named.first)
        ]
        self._candidates = Candidates(layout, cast)
        self._firsts = [named.first for named in self._names]

    @cached_property
    def _offices(self) -> Offices:
        return find_offices(self._layout, self._phrases, self._cast)

    def find(self, first: int, after_last: int) -> Answer:
        """Return the actors that the tokens ``[first, after_last)`` stand for, and why."""
        lowers = self._layout.lowers[first:after_last]
        if len(lowers) == 1:
            word = lowers[0]
            if word in _PERSON_PRONOUNS:
                return self._by_person(first, _PERSON_PRONOUNS[word])
            if word in ("they", "them"):
                return self._by_they(first)
            if word == "it" and self._layout.tags[after_last : after_last + 1] in ("V", "v", "X"):
                return self._by_it(first)
            if word in ("who", "whom", "which"):
                return self._by_relative(first)
        group = self._by_group(first, lowers)
        if group[0]:
            return group
        return self._by_role(first, after_last, lowers)

    # Pronouns

    def _by_person(self, at: int, gender: str) -> Answer:
        """Find the person that "he" or "she" stands for: the only one near, or the last subject."""
        for low, high in self._stretches_before(at, _REACH):
            people = self._people_between(low, high, at, gender)
            blocked = self._blocking_role(low, high, at, people, gender)
            if blocked is not None:
                return blocked
            keys = dict.fromkeys(named.key for named in people)
            if keys:
                chosen = people[0] if len(keys) == 1 else self._subject(low, people)
                sure = chosen is not None and self._is_sure(chosen.key)
                return ((chosen.key,), "pronoun") if chosen and sure else _NOBODY
        return _NOBODY

    def _is_sure(self, key: str) -> bool:
        """Tell whether a name is a person's for more reasons than its capitals."""
        return self._candidates.is_sure(key) or key in self._offices.holders

    def _stretches_before(self, at: int, reach: int) -> list[tuple[int, int]]:
        """Return the token ranges to search: this sentence up to ``at``, then those before."""
        number = self._layout.sentence_of[at]
        stretches = [(self._layout.sentences[number][0], at)]
        while number > 0 and len(stretches) <= reach:
            number -= 1
            stretches.append(self._layout.sentences[number])
        return stretches

    def _people_between(self, low: int, high: int, at: int, gender: str) -> list[Named]:
        quote = self._layout.quote_of[at]
        return [
            named
            for named in self._between(low, high)
            if named.kind is ActorKind.PERSON
            and not self._candidates.is_excluded(named.key, gender)
            and self._layout.quote_of[named.first] == quote
            and not self._is_possessor(named)
        ]

    def _between(self, low: int, high: int) -> list[Named]:
        return self._names[bisect_left(self._firsts, low) : bisect_left(self._firsts, high)]

    def _is_possessor(self, named: Named) -> bool:
        """Tell whether a name only owns something: "Berg's lawyer"."""
        tags = self._layout.tags
        return named.after_last < len(tags) and tags[named.after_last] == "S"

    def _blocking_role(
        self, low: int, high: int, at: int, people: list[Named], gender: str
    ) -> Answer | None:
        """Return the answer where somebody without a name stands nearer than the last name.

        "A witness" leaves a pronoun open, and so does "her lawyer" as a subject; "the president"
        may be somebody known.
        """
        last = people[-1].after_last if people else low
        quote = self._layout.quote_of[at]
        tags, lowers = self._layout.tags, self._layout.lowers
        for phrase in reversed(phrases_between(self._phrases, last, high)):
            if self._layout.quote_of[phrase.first] != quote or phrase.kind is not PhraseKind.ROLE:
                continue
            head = self._offices.role_in(phrase.first, phrase.after_last).rpartition(" ")[2]
            if lowers[phrase.first] in _SOMEBODY and head:
                if not people or phrase.first > last + 2:
                    return _NOBODY
            elif head and tags[phrase.after_last : phrase.after_last + 1] in ("V", "v", "X"):
                if gender_of_noun(head) not in ("", gender):
                    continue
                answer = self._by_role(phrase.first, phrase.after_last, lowers[slice(*phrase[:2])])
                excluded = any(self._candidates.is_excluded(key, gender) for key in answer[0])
                return (answer[0], "pronoun") if answer[0] and not excluded else _NOBODY
        return None

    def _subject(self, low: int, people: list[Named]) -> Named | None:
        """Return the person that opens the stretch as its subject, if one does."""
        first = people[0]
        tags = self._layout.tags
        before = tags[low : first.first - len(first.title.split())]
        if set(before) & set("VvXoI"):
            return None
        after = tags[first.after_last] if first.after_last < len(tags) else ""
        return first if after in "VvXAw," and after else None

    def _by_it(self, at: int) -> Answer:
        """Find the body that "it" stands for: the only one that was a subject just before."""
        for low, high in self._stretches_before(at, 1):
            quote = self._layout.quote_of[at]
            bodies = [
                named
                for named in self._between(low, high)
                if named.kind in _BODIES and self._layout.quote_of[named.first] == quote
            ]
            keys = {named.key for named in bodies}
            if len(keys) == 1 and self._subject(low, bodies) is not None:
                return (bodies[0].key,), "pronoun"
            if keys:
                return _NOBODY
        return _NOBODY

    def _by_relative(self, at: int) -> Answer:
        """Find whom "who" follows: "Anna Berg, who said"."""
        end = at - 1 if at and self._layout.tags[at - 1] == "," else at
        for named in reversed(self._between(max(0, at - 8), at)):
            if named.after_last == end:
                return (named.key,), "pronoun"
        return _NOBODY

    def _by_they(self, at: int, depth: int = 0) -> Answer:
        """Find the actors that "they" stands for: the last subject, where it is several."""
        for low, high in self._stretches_before(at, 2):
            joined = self._joined_subject(low, high, self._layout.quote_of[at])
            if joined:
                return joined, "pronoun"
            phrases = [
                phrase
                for phrase in phrases_between(self._phrases, low, high)
                if self._layout.quote_of[phrase.first] == self._layout.quote_of[at]
                and phrase.first not in self._firsts
            ]
            for phrase in phrases:
                answer = self._by_plural_phrase(phrase, depth)
                if answer is not None:
                    return answer
        return _NOBODY

    def _by_plural_phrase(self, phrase: Phrase, depth: int) -> Answer | None:
        """Return whom a plural phrase stands for; None where it is none."""
        lowers = self._layout.lowers[phrase.first : phrase.after_last]
        if lowers == ["they"]:
            return self._by_they(phrase.first, depth + 1) if depth < _REACH else _NOBODY
        keys, _ = self._by_group(phrase.first, lowers)
        if keys:
            return keys, "pronoun"
        if phrase.kind is PhraseKind.ROLE and lowers[-1].endswith("s"):
            return _NOBODY
        return None

    def _joined_subject(self, low: int, high: int, quote: int) -> tuple[str, ...]:
        """Return two or more names that "and" joins at the start of a stretch."""
        for keys, first in self._joined_names(low, high):
            before = self._layout.tags[low:first]
            if self._layout.quote_of[first] == quote and not set(before) & set("VvXH"):
                return keys
        return ()

    # Groups

    def _joined_names(self, low: int, high: int) -> list[tuple[tuple[str, ...], int]]:
        """Return groups of names joined by "and", each with its first token."""
        groups: list[tuple[tuple[str, ...], int]] = []
        names = self._between(low, high)
        at = 0
        while at < len(names) - 1:
            end = at
            joints = ""
            while end < len(names) - 1:
                between = self._layout.tags[names[end].after_last : names[end + 1].first]
                joint = between.strip("DjTKR")
                if joint not in ("C", ",C", ","):
                    break
                joints += joint
                end += 1
                if "C" in joint:
                    break
            if "C" in joints and len({names[i].kind for i in range(at, end + 1)}) == 1:
                keys = tuple(dict.fromkeys(names[i].key for i in range(at, end + 1)))
                if len(keys) > 1:
                    groups.append((keys, names[at].first))
            at = max(end, at + 1)
        return groups

    def _by_group(self, first: int, lowers: list[str]) -> Answer:
        """Find the group that "the leaders", "both countries" or "the two" stands for."""
        noun = lowers[-1]
        if any(word not in _GROUP_DETERMINERS for word in lowers[:-1]):
            return _NOBODY
        if len(lowers) == 1 and noun not in _BARE_GROUPS:
            return _NOBODY
        if noun in _COUNTRY_NOUNS:
            kinds = _NATIONS
        elif noun in _BODY_NOUNS:
            kinds = _BODIES
        elif noun in _PEOPLE_NOUNS:
            kinds = _PEOPLE
        elif noun in ("both", "two"):
            kinds = _ANYONE
        else:
            return _NOBODY
        wanted = next((_COUNTS[word] for word in lowers if word in _COUNTS), 0)
        keys = self._named_together(first, kinds, wanted)
        return (keys, "group") if keys else _NOBODY

    def _named_together(self, at: int, kinds: frozenset[ActorKind], wanted: int) -> tuple[str, ...]:
        """Return the actors of these kinds that were last named together in one sentence."""
        for low, high in self._stretches_before(at, _GROUP_REACH):
            joined = [
                keys
                for keys, _ in self._joined_names(low, high)
                if self._cast.kinds[keys[0]] in kinds and wanted in (0, len(keys))
            ]
            if joined and len({frozenset(keys) for keys in joined}) == 1:
                return joined[-1]
            together = tuple(
                dict.fromkeys(
                    named.key for named in self._between(low, high) if named.kind in kinds
                )
            )
            if len(together) == (wanted or 2):
                return together
            if len(together) > 1:
                return ()
        return ()

    # Roles

    def _by_role(self, first: int, after_last: int, lowers: list[str]) -> Answer:
        """Find who bears the role that a phrase names: "the minister", "China's president"."""
        if lowers[0] in _INDEFINITE:
            return _NOBODY
        if self._layout.tags[first] in "DQ" and lowers[0] not in _DEFINITE:
            return _NOBODY
        if len(lowers) == 2 and lowers[0] in _DEFINITE and lowers[1] in _BODY_ROLES:
            return self._by_body_role(first, lowers[1])
        if self._holds_unknown_name(first, after_last):
            return _NOBODY
        bearers = self._offices.bearers(first, self._end_of_role(after_last))
        if len(bearers) == 1 and self._is_present(bearers, first):
            return (next(iter(bearers)),), "role"
        return self._nearest_bearer(first, bearers)

    def _end_of_role(self, after_last: int) -> int:
        """Return where a role phrase ends once its "of ..." is taken in."""
        tags = self._layout.tags
        end = after_last
        if tags[end : end + 1] in ("o", "I") and tags[end - 1] in "RT":
            while end < min(len(tags), after_last + _LONGEST_OF) and tags[end] in "oIDjwQNTRSK#":
                end += 1
        return end

    def _is_present(self, keys: set[str], at: int) -> bool:
        """Tell whether one of these is what the text is about, or was named not long before."""
        if not keys.isdisjoint(self._protagonists):
            return True
        stretches = self._stretches_before(at, _ROLE_REACH)
        low = stretches[-1][0]
        return any(named.key in keys for named in self._between(low, at))

    @cached_property
    def _protagonists(self) -> set[str]:
        """The person who is named most often by far, if one is."""
        counts = Counter(named.key for named in self._names if named.kind is ActorKind.PERSON)
        ranked = counts.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] < _BY_FAR * ranked[1][1]):
            return set()
        return {ranked[0][0]}

    def _holds_unknown_name(self, first: int, after_last: int) -> bool:
        """Tell whether a phrase holds a word of a name that nobody was made out for."""
        known = {
            token
            for named in self._offices.names_between(first, after_last)
            for token in range(named.first, named.after_last)
        }
        return any(self._layout.tags[i] == "N" and i not in known for i in range(first, after_last))

    def _nearest_bearer(self, at: int, bearers: set[str]) -> Answer:
        """Return the bearer named in the sentences just before, where only one is."""
        for low, high in self._stretches_before(at, _REACH):
            near = {named.key for named in self._between(low, high) if named.key in bearers}
            if len(near) == 1:
                return (near.pop(),), "role"
            if near:
                return _NOBODY
        return _NOBODY

    def _by_body_role(self, at: int, role: str) -> Answer:
        """Find the body that "the ministry" stands for: the only one of that name just before."""
        low = self._stretches_before(at, _ROLE_REACH)[-1][0]
        bodies = [
            named
            for named in self._between(low, at)
            if named.kind is ActorKind.ORGANISATION and role in named.key.split()
        ]
        if len({named.key for named in bodies}) != 1:
            return _NOBODY
        if role in _LOOSE_ROLES and self._is_followed_by_body(bodies[-1], at):
            return _NOBODY
        others = [
            phrase
            for phrase in phrases_between(self._phrases, bodies[-1].after_last, at)
            if role in self._layout.lowers[phrase.first + 2 : phrase.after_last]
        ]
        return _NOBODY if others else ((bodies[-1].key,), "role")

    def _is_followed_by_body(self, body: Named, at: int) -> bool:
        """Tell whether another body is named between ``body`` and ``at``."""
        return any(
            named.kind in _BODIES and named.key != body.key
            for named in self._between(body.after_last, at)
        )
