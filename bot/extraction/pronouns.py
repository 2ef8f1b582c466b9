"""Whom pronouns stand for: "he", "his", "they", "it", "who"."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod

from bot.extraction.candidates import gender_of_noun
from bot.extraction.cast import Named
from bot.extraction.clauses import BEFORE_PARTICIPLES
from bot.extraction.nearby import NOBODY, Answer, Nearby
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.language.genders import FEMALE, MALE
from bot.records import ActorKind

_PERSON_PRONOUNS = {
    "he": MALE, "him": MALE, "his": MALE, "himself": MALE,
    "she": FEMALE, "her": FEMALE, "hers": FEMALE, "herself": FEMALE,
}  # fmt: skip
#: With one of these a sentence goes on about the person before.
_SUBJECT_PRONOUNS = frozenset({"he", "she"})
#: Between two clauses stands one of these.
_CLAUSE_MARKS = frozenset(',;:-(".BtHC')
_SOMEBODY = frozenset({"a", "an", "one", "another"})
_BODIES = frozenset({ActorKind.COUNTRY, ActorKind.ORGANISATION, ActorKind.GROUP})
#: A noun phrase with a role in it, with what hangs on it.
_APPOSED = re.compile(r"[DjwNQ#SK]*[RT][oIDjwNRTS#K&-]*")
#: Behind these a name is no part of another noun's phrase.
_BEFORE_WHOM = frozenset({"by", "with", "including", "like"})
_LONGEST_NAME = 8
#: Tokens from a pronoun to the comma behind the clause that opens a sentence.
_LONGEST_OPENING = 40
#: How many sentences back an antecedent may stand.
_REACH = 3
#: Verbs that are nouns before another noun.
_NOUNS_TOO = frozenset({"think", "press"})
#: So many sentences may be said between.
_LONGEST_SPEECH = 15
#: So many sentences may go on with "he" one after another.
_LONGEST_CHAIN = 6


class Pronouns(ABC):
    """Finds the antecedents of one text's pronouns; what stands between is read by a subclass."""

    def __init__(self, near: Nearby) -> None:
        self._near = near
        self._layout = near.layout

    @abstractmethod
    def _by_role(self, first: int, after_last: int) -> Answer:
        """Return who bears the role that a phrase names."""

    @abstractmethod
    def _by_group(self, first: int, after_last: int) -> Answer:
        """Return the group that a plural phrase stands for."""

    def _by_pronoun(self, at: int) -> Answer | None:
        """Return whom the pronoun at token ``at`` stands for; None where it is no pronoun."""
        word = self._layout.lowers[at]
        if word in _PERSON_PRONOUNS:
            return self._by_person(at, _PERSON_PRONOUNS[word])
        if word in ("they", "them"):
            return self._by_they(at)
        if word == "it" and self._layout.tag(at + 1) in "VvX":
            return self._by_it(at)
        if word in ("who", "whom", "which"):
            return self._by_relative(at)
        return None

    def _by_person(self, at: int, gender: str, depth: int = 0) -> Answer:
        """Find the person that "he" or "she" stands for: the only one near, or the last subject.

        "He" in a sentence without names goes on about the person of the sentence before.
        """
        is_subject = self._layout.lowers[at] in _SUBJECT_PRONOUNS
        if is_subject and (ahead := self._named_ahead(at, gender)):
            return ahead
        if not is_subject and self._is_said_ahead(at):
            return NOBODY
        own = self._layout.sentences[self._layout.sentence_of[at]][0]
        for low, high in self._told_before(at, _REACH):
            everybody = self._people_between(low, high, at, gender)
            people = [named for named in everybody if not self._is_possessor(named)]
            if self._is_object(at):
                people = [named for named in people if not self._is_clausemate(named, at)]
            owners = {named.key for named in everybody} - {named.key for named in people}
            if owners and (high == at or not is_subject or not people):
                return NOBODY
            if is_subject and low < own and self._speaks_unnamed(low, gender):
                return NOBODY
            blocked = self._blocking_role(low, high, at, people, gender)
            if blocked is not None:
                return blocked
            keys = dict.fromkeys(named.key for named in people)
            if keys:
                chosen = people[0] if len(keys) == 1 else None
                if chosen is None and is_subject:
                    chosen = self._subject(low, people)
                sure = chosen is not None and self._is_sure(chosen.key)
                return ((chosen.key,), "pronoun") if chosen and sure else NOBODY
            same = self._same_pronoun(low, high, at, gender)
            if same >= 0 and depth < _LONGEST_CHAIN:
                return self._by_person(same, gender, depth + 1)
        return NOBODY

    def _told_before(self, at: int, reach: int) -> list[tuple[int, int]]:
        """Return the token ranges to search: this sentence up to ``at``, then those before.

        Those inside a quotation that ``at`` is not part of do not count for the reach: whoever
        speaks at length is named before.
        """
        layout = self._layout
        number, here = layout.sentence_of[at], layout.quote_of[at]
        stretches = [(layout.sentences[number][0], at)]
        earliest = max(0, number - _LONGEST_SPEECH)
        while number > earliest and len(stretches) <= reach:
            number -= 1
            low, high = layout.sentences[number]
            quote = layout.quote_of[low]
            if quote < 0 or quote == here or quote != layout.quote_of[high - 1]:
                stretches.append((low, high))
        return stretches

    def _is_said_ahead(self, at: int) -> bool:
        """Tell whether whom a pronoun means may follow: "Asked about his plan, Berg said"."""
        low = self._layout.sentences[self._layout.sentence_of[at]][0]
        opening = self._layout.lowers[low]
        opens = opening.endswith(("ing", "ed")) or self._layout.tags[low] in "IB"
        return opens and not self._near.between(low, at)

    def _named_ahead(self, at: int, gender: str) -> Answer | None:
        """Read "After saying he would stay, Berg left": whose participle opens the sentence."""
        layout = self._layout
        low, high = layout.sentences[layout.sentence_of[at]]
        verb = low + (layout.lowers[low] in BEFORE_PARTICIPLES)
        is_participle = layout.lower(verb).endswith("ing") and layout.tag(verb) in ("v", "V")
        comma = layout.tags.find(",", at, min(at + _LONGEST_OPENING, high))
        if not is_participle or comma < 0 or self._near.between(low, at):
            return None
        for named in self._people_between(comma + 1, min(comma + _LONGEST_NAME, high), at, gender):
            if named.first == comma + 1 and self._is_verb(named.after_last):
                return ((named.key,), "pronoun") if self._is_sure(named.key) else NOBODY
        return None

    def _is_object(self, at: int) -> bool:
        """Tell whether a pronoun is an object: "him", and "her" without a noun behind."""
        lower = self._layout.lowers[at]
        return lower == "him" or (lower == "her" and self._layout.tag(at + 1) in ".,;:?!)IoiBtA")

    def _is_clausemate(self, named: Named, at: int) -> bool:
        """Tell whether a name stands in the clause of a pronoun: "Berg saw him" is another one."""
        between = self._layout.tags[named.after_last : at]
        return _CLAUSE_MARKS.isdisjoint(between)

    def _same_pronoun(self, low: int, high: int, at: int, gender: str) -> int:
        """Return the token of a pronoun for the same person at the start of a stretch, or -1."""
        is_same = (
            self._layout.lowers[low] in _SUBJECT_PRONOUNS
            and _PERSON_PRONOUNS[self._layout.lowers[low]] == gender
            and self._layout.quote_of[low] == self._layout.quote_of[at]
        )
        return low if is_same and low < min(high, at) else -1

    def _is_sure(self, key: str) -> bool:
        """Tell whether a name is a person's for more reasons than its capitals."""
        return self._near.candidates.is_sure(key) or key in self._near.offices.holders

    def _people_between(self, low: int, high: int, at: int, gender: str) -> list[Named]:
        """Return the names in a stretch that a pronoun at ``at`` may mean, owners included."""
        quote = self._layout.quote_of[at]
        return [
            named
            for named in self._near.between(low, high)
            if named.kind is ActorKind.PERSON
            and not self._near.candidates.is_excluded(named.key, gender)
            and self._layout.quote_of[named.first] == quote
        ]

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
        lowers = self._layout.lowers
        for phrase in reversed(phrases_between(self._near.phrases, last, high)):
            if self._layout.quote_of[phrase.first] != quote or phrase.kind is not PhraseKind.ROLE:
                continue
            head = self._near.offices.role_in(phrase.first, phrase.after_last).rpartition(" ")[2]
            if lowers[phrase.first] in _SOMEBODY and head:
                if not people or phrase.first > last + self._to_apposition(last):
                    return NOBODY
            elif head and self._is_verb(phrase.after_last):
                if gender_of_noun(head) not in ("", gender):
                    continue
                answer = self._by_role(phrase.first, phrase.after_last)
                excluded = any(self._near.candidates.is_excluded(key, gender) for key in answer[0])
                return (answer[0], "pronoun") if answer[0] and not excluded else NOBODY
        return None

    def _is_verb(self, at: int) -> bool:
        """Tell whether a verb stands at a token: no "think" of a think tank, no press secretary."""
        is_noun = self._layout.lower(at) in _NOUNS_TOO and self._layout.tag(at + 1) in "wRT"
        return self._layout.tag(at) in "VvX" and not is_noun

    def _speaks_unnamed(self, low: int, gender: str) -> bool:
        """Tell whether a sentence before has a speaker without a name: "A guard said Berg left"."""
        lowers, tags = self._layout.lowers, self._layout.tags
        if lowers[low] not in _SOMEBODY:
            return False
        for phrase in phrases_between(self._near.phrases, low, low + _LONGEST_NAME)[:1]:
            head = self._near.offices.role_in(low, phrase.after_last).rpartition(" ")[2]
            verb = tags.find("V", phrase.after_last, phrase.after_last + _LONGEST_NAME)
            is_open = verb >= 0 and _CLAUSE_MARKS.isdisjoint(tags[phrase.after_last : verb])
            is_first = phrase.first == low and bool(head) and is_open
            return is_first and gender_of_noun(head) in ("", gender)
        return False

    def _to_apposition(self, after_name: int) -> int:
        """Return how far behind a name what says more of it may begin: "Ana Rey, 42, a poet,"."""
        return 3 if self._layout.tags[after_name : after_name + 3] == ",#," else 2

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
        for low, high in self._told_before(at, 1):
            quote = self._layout.quote_of[at]
            bodies = [
                named
                for named in self._near.between(low, high)
                if named.kind in _BODIES and self._layout.quote_of[named.first] == quote
            ]
            keys = {named.key for named in bodies}
            if len(keys) == 1 and self._subject(low, bodies) is not None:
                return (bodies[0].key,), "pronoun"
            if keys:
                return NOBODY
        return NOBODY

    def _by_relative(self, at: int) -> Answer:
        """Find whom "who" follows: "Anna Berg, who said", "Anna Berg, the mayor, who said"."""
        tags = self._layout.tags
        end = at - 1 if at and tags[at - 1] == "," else at
        named = self._ending_at(end)
        if (named is None or self._hangs(named)) and end < at:
            low = self._layout.sentences[self._layout.sentence_of[at]][0]
            comma = tags.rfind(",", low, end)
            apposed = tags[comma + 1 : end]
            # A role between commas says more about the name before it.
            if comma > low and apposed[:1] in "DjRT" and _APPOSED.fullmatch(apposed):
                named = self._ending_at(comma)
        if named is None or self._hangs(named):
            return NOBODY
        is_person = named.kind is ActorKind.PERSON
        return ((named.key,), "pronoun") if is_person == self._asks_person(at) else NOBODY

    def _asks_person(self, at: int) -> bool:
        return self._layout.lowers[at] != "which"

    def _ending_at(self, end: int) -> Named | None:
        """Return the name whose last token stands right before token ``end``."""
        before = self._near.between(max(0, end - _LONGEST_NAME), end)
        return next((named for named in reversed(before) if named.after_last == end), None)

    def _hangs(self, named: Named) -> bool:
        """Tell whether another noun may be meant: "a friend of Berg, who", "voters in Peru who"."""
        before = named.first - len(named.title.split()) - 1
        return (
            before >= 0
            and self._layout.tags[before] in "oI"
            and self._layout.lowers[before] not in _BEFORE_WHOM
        )

    def _by_they(self, at: int, depth: int = 0) -> Answer:
        """Find the actors that "they" stands for: the last subject, where it is several."""
        for low, high in self._near.stretches_before(at, 2):
            joined = self._joined_subject(low, high, self._layout.quote_of[at])
            if joined:
                return joined, "pronoun"
            phrases = [
                phrase
                for phrase in phrases_between(self._near.phrases, low, high)
                if self._layout.quote_of[phrase.first] == self._layout.quote_of[at]
                and phrase.first not in self._near.firsts
            ]
            for phrase in phrases:
                answer = self._by_plural_phrase(phrase, depth)
                if answer is not None:
                    return answer
        return NOBODY

    def _by_plural_phrase(self, phrase: Phrase, depth: int) -> Answer | None:
        """Return whom a plural phrase stands for; None where it is none."""
        lowers = self._layout.lowers[phrase.first : phrase.after_last]
        if lowers == ["they"]:
            return self._by_they(phrase.first, depth + 1) if depth < _REACH else NOBODY
        keys, _ = self._by_group(phrase.first, phrase.after_last)
        if keys:
            return keys, "pronoun"
        if phrase.kind is PhraseKind.ROLE and lowers[-1].endswith("s"):
            return NOBODY
        return None

    def _joined_subject(self, low: int, high: int, quote: int) -> tuple[str, ...]:
        """Return two or more names that "and" joins at the start of a stretch."""
        for keys, first in self._near.joined_names(low, high):
            before = self._layout.tags[low:first]
            if self._layout.quote_of[first] == quote and not set(before) & set("VvXH"):
                return keys
        return ()
