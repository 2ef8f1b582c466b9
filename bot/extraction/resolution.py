"""Whom a phrase stands for: a name in it, a pronoun's antecedent, the bearer of a role, a group.

Every rule names nobody where two readings are as good: an open question is shown as one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from bot.extraction.cast import Cast, Named
from bot.extraction.phrases import Phrase
from bot.extraction.references import References
from bot.language.gazetteer import Form
from bot.language.layout import Layout
from bot.records import ActorKind


class Resolution(NamedTuple):
    """Whom a phrase stands for: keys of actors (none: unresolved), and why."""

    actors: tuple[str, ...]
    reason: str


UNRESOLVED = Resolution((), "")

#: Nouns for what a country's government does or says, whoever does it.
_GOVERNING = frozenset(
    "government governments authorities officials leadership administration regime state cabinet"
    " diplomats delegation side embassy parliament ministry military army lawmakers".split()
)
#: Nouns for writings; they speak for whoever issued them.
_WRITINGS = frozenset(
    "statement report declaration communique communiqué document letter text study survey analysis"
    " release memo tweet post article announcement resolution website note paper poll bulletin"
    " ruling verdict complaint lawsuit filing".split()
)
#: Those who speak for a body or country.
_VOICES = frozenset(
    "spokesman spokeswoman spokesperson spokespeople spokespersons spokesmen representative"
    " representatives statement".split()
)
_HEADS = _GOVERNING | _WRITINGS | _VOICES
_ISSUED = frozenset({"by", "from", "of"})
#: Tags of verbs and relatives: what follows one in a phrase belongs to a clause of its own.
_CLAUSE_TAGS = frozenset("HVvXB")
_ROLE_TAGS = frozenset("RT")
_NOUN_TAGS = frozenset("RTKwj")
#: Between two who speak together what is said of the first: "Berg, mayor of Lund, and Minister |".
_APART = re.compile(r",[DjwNQ#SK]*[RT][oIDjwNRTS#K&-]*,C[DjTKR]*")
_SOME = frozenset("a an another any each every no".split())
#: One of a party; its plural is the party.
_MEMBERS = frozenset(
    "democrat republican tory liberal conservative libertarian socialist communist".split()
)
_BODIES = frozenset({ActorKind.COUNTRY, ActorKind.ORGANISATION, ActorKind.GROUP})


class Resolver:
    """Answers for one text; indexes that only some questions need are made at the first one."""

    def __init__(self, layout: Layout, phrases: list[Phrase], cast: Cast) -> None:
        self._layout = layout
        self._phrases = phrases
        self._cast = cast
        self._firsts = [named.first for named in cast.names]
        self._references: References | None = None
        self._known: dict[tuple[int, int], Resolution] = {}

    def resolve(self, first: int, after_last: int) -> Resolution:
        """Return whom the tokens ``[first, after_last)`` stand for."""
        place = (first, after_last)
        answer = self._known.get(place)
        if answer is None:
            names = self.names_between(first, after_last)
            apposed = self._find_apposed(first, after_last, names)
            if apposed is not None:
                answer = Resolution((apposed.key,), "apposition")
            elif names:
                answer = self._by_names(first, after_last, names)
            else:
                answer = self._by_reference(first, after_last)
            self._known[place] = answer
        return answer

    def names_between(self, first: int, after_last: int) -> list[Named]:
        """Return the names that lie within the tokens ``[first, after_last)``."""
        low = bisect_left(self._firsts, first)
        high = bisect_left(self._firsts, after_last)
        names = self._cast.names[low:high]
        if names and names[-1].after_last > after_last:
            names.pop()
        return names

    def _find_apposed(self, first: int, after_last: int, names: list[Named]) -> Named | None:
        """Return the person named right behind an office: "the president of Peru, Ana Rey, ..."."""
        tags = self._layout.tags
        if tags[after_last : after_last + 1] != "," or _ROLE_TAGS.isdisjoint(
            tags[first:after_last]
        ):
            return None
        if any(named.kind is ActorKind.PERSON for named in names):
            return None
        head = self._head(first, after_last)
        at = bisect_left(self._firsts, after_last + 1)
        if at == len(self._firsts) or self._firsts[at] != after_last + 1 or head.endswith("s"):
            return None
        behind = self._cast.names[at]
        end = behind.after_last
        # "the minister, Ana Rey, and Ole Berg" is a list of three.
        is_apart = tags[end : end + 1] in {",", ".", ")"} and tags[end + 1 : end + 2] != "C"
        return behind if is_apart and behind.kind is ActorKind.PERSON else None

    def _by_reference(self, first: int, after_last: int) -> Resolution:
        if self._references is None:
            self._references = References(self._layout, self._phrases, self._cast)
        return Resolution(*self._references.find(first, after_last))

    def _by_names(self, first: int, after_last: int, names: list[Named]) -> Resolution:
        free: list[Named] = []
        bound: Named | None = None
        for named in names:
            is_linked = bound is not None and self._is_linked(bound, named)
            if is_linked or self._is_bound(named, first, after_last):
                bound = named
            else:
                free.append(named)
                bound = None
        free = [named for named in free if not self._is_dateline(named)] or free
        if free:
            return self._by_free_names(first, free)
        return self._by_bound_names(first, after_last, names)

    def _is_bound(self, named: Named, first: int, after_last: int) -> bool:
        """Tell whether a name only says more about another word of its phrase.

        Bound are "Russian" and "Peru" in "the Russian envoy", "Peru's envoy", "an envoy of Peru".
        """
        tags = self._layout.tags
        if named.form is Form.ADJECTIVE or self._is_quoted_title(named, after_last):
            return True
        if named.after_last < after_last:
            following = tags[named.after_last]
            if self._is_press(named.after_last):
                return True
            if following in "SRTKNjw'" and not (
                following in "'S" and named.after_last + 1 == after_last
            ):
                return True
        if any(self._opens_clause(i) for i in range(first, named.first)):
            return True
        if named.after_last < after_last and tags[named.after_last] in "VvX":
            # "doctors the agency spoke with": whom the name did something with.
            return named.first > first and self._layout.lowers[named.first - 1].endswith("s")
        start = named.first - len(named.title.split())
        at = start - 1
        while at > first and (tags[at] in "DjQ#RTKw" or self._is_inside_name(at)):
            at -= 1
        return at >= first and (tags[at] in "o(" or (tags[at] == "I" and at > first))

    def _opens_clause(self, at: int) -> bool:
        """Tell whether a clause begins at a token: "doctors who", "rivals to beat"."""
        tags = self._layout.tags
        if tags[at] == "i":
            return self._layout.tag(at + 1) in "wvV"
        return tags[at] in _CLAUSE_TAGS and not self._is_press(at)

    def _is_press(self, at: int) -> bool:
        """Tell whether "press" at a token is a noun, as in "the Lund press secretary"."""
        return self._layout.lowers[at] == "press" and self._layout.tag(at + 1) in _ROLE_TAGS

    def _is_quoted_title(self, named: Named, after_last: int) -> bool:
        """Tell whether a name is a title between marks before a noun: "the “Tin Man” director"."""
        quote = self._layout.quote_of[named.first]
        if quote < 0:
            return False
        behind = self._layout.quoted[quote].after_last + 1
        return behind < after_last and self._layout.tags[behind] in _NOUN_TAGS

    def _is_linked(self, bound: Named, named: Named) -> bool:
        """Tell whether a name goes on a list that a bound name began: "of Peru and Chile"."""
        between = self._layout.tags[bound.after_last : named.first].strip("Dj")
        alike = (bound.kind is ActorKind.PERSON) == (named.kind is ActorKind.PERSON)
        return alike and between in ("C", ",C", ",") and bound.form is not Form.ADJECTIVE

    def _is_inside_name(self, token: int) -> bool:
        """Tell whether an adjective known as a name stands at ``token``: "by Russian ..."."""
        at = bisect_left(self._firsts, token)
        return (
            at < len(self._firsts)
            and self._firsts[at] == token
            and (self._cast.names[at].form is Form.ADJECTIVE)
        )

    def _is_dateline(self, named: Named) -> bool:
        """Tell whether a place only says where a report was written: "LIMA – President ..."."""
        words, tags = self._layout.words, self._layout.tags
        shouted = all(word.isupper() for word in words[named.first : named.after_last])
        return shouted and tags[named.after_last : named.after_last + 1] == "-"

    def _is_some_of(self, first: int, named: Named) -> bool:
        """Tell whether a phrase means members of a body or people, not all of it.

        So it is with "a Virginia Democrat", "Republican", "most Chileans" and bare "Chileans".
        """
        if named.kind not in _BODIES:
            return False
        lowers, tags = self._layout.lowers, self._layout.tags
        before = range(first, named.first)
        if any(tags[at] in "Q#" or lowers[at] in _SOME for at in before):
            return True
        if lowers[named.after_last - 1] in _MEMBERS:
            return True
        return named.form is Form.PEOPLE and "the" not in lowers[first : named.first]

    def _by_free_names(self, first: int, free: list[Named]) -> Resolution:
        """Take the first free name, with those that "and" joins to it."""
        chosen = [free[0]]
        for named in free[1:]:
            between = self._layout.tags[chosen[-1].after_last : named.first]
            if between.strip("DjTKR") not in ("C", ",C", ",") and not _APART.fullmatch(between):
                break
            chosen.append(named)
        if len(chosen) > 1:
            joints = self._layout.tags[chosen[0].after_last : chosen[-1].first]
            if "C" not in joints:
                people = [named for named in chosen if named.kind is ActorKind.PERSON]
                chosen = [(people or chosen)[0]]
        keys = tuple(dict.fromkeys(named.key for named in chosen))
        if len(keys) > 1:
            return Resolution(keys, "conjunction")
        if chosen[0].kind is ActorKind.PLACE or self._is_some_of(first, chosen[0]):
            return UNRESOLVED
        return Resolution(keys, chosen[0].reason)

    def _by_bound_names(self, first: int, after_last: int, names: list[Named]) -> Resolution:
        """Read "the Russian president", "China's government", "a statement by the Kremlin"."""
        head = self._head(first, after_last)
        bodies = [named for named in names if named.kind in _BODIES]
        if head in _WRITINGS or head in _VOICES:
            return self._by_issuer(first, names, bodies, head)
        if len({named.key for named in bodies}) == 1 and head in _GOVERNING:
            return Resolution((bodies[0].key,), "gazetteer")
        if names[-1].form is Form.PEOPLE or head:
            return self._by_reference(first, after_last)
        return UNRESOLVED

    def _by_issuer(
        self, first: int, names: list[Named], bodies: list[Named], head: str
    ) -> Resolution:
        """Return who issued a writing, or for which body somebody speaks."""
        candidates = bodies if head in _VOICES and head != "statement" else names
        keys = dict.fromkeys(named.key for named in candidates if named.kind is not ActorKind.PLACE)
        if len(keys) == 1:
            return Resolution(tuple(keys), next(n.reason for n in candidates if n.key in keys))
        for named in candidates:
            before = self._layout.lowers[first : named.first]
            if _ISSUED & set(before[-3:]):
                return Resolution((named.key,), named.reason)
        return UNRESOLVED

    def _head(self, first: int, after_last: int) -> str:
        """Return the noun at the head of a phrase in lower case, before "of" and the like."""
        tags = self._layout.tags
        head = ""
        for at in range(first, after_last):
            tag = tags[at]
            if tag in "oIH,(" and head:
                break
            if tag in _ROLE_TAGS or (tag == "w" and self._layout.lowers[at] in _HEADS):
                head = self._layout.lowers[at]
        return head
