"""Offices and roles that a text gives to people it names: "Peru's finance minister, Anna Berg"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache

from bot.extraction.naming import Cast, Named
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.language.gazetteer import name_words
from bot.language.layout import Layout
from bot.language.lexicon import roles
from bot.records import ActorKind

#: "The leader" may be any of these.
_LEADERS = frozenset(
    "president chancellor premier leader king queen emperor emir sultan chairman minister".split()
)
#: With one of these before it, a title is another office than without.
_OTHER_OFFICE = frozenset("vice deputy prime assistant".split())
#: Role nouns that name no person, and forms of address.
_NO_PERSON = frozenset(
    "mr mr. mrs mrs. ms ms. miss sir lady dr dr. former ex acting first team group company firm"
    " government ministry bank court agency party organisation organization union council"
    " commission committee parliament department university association institute police bureau"
    " board foundation church airline club federation army force office school hospital family"
    " campaign administration statement report website magazine newspaper channel network station"
    " post letter study survey analysis document article announcement paper poll authority staff"
    " crowd public community coalition alliance movement side country state nation city town"
    " children people service body cabinet chamber congress senate house military media press"
    " show program programme book film movie song".split()
)


@dataclass(slots=True)
class Offices:
    """Who bears which role, and for which country where the text says so."""

    _layout: Layout
    _cast: Cast
    _firsts: list[int]
    #: role noun in lower case -> key of the person -> countries.
    _by_role: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def bearers(self, role: str, nation: str) -> set[str]:
        """Return the keys of the people with this role; ``nation`` may be empty.

        "The minister" is also the finance minister; "the president" is no vice president.
        """
        people: dict[str, set[str]] = {}
        for known, bearers in self._by_role.items():
            qualifier, _, noun = known.rpartition(" ")
            is_same = known == role or (noun == role and qualifier not in _OTHER_OFFICE)
            if is_same or (role == "leader" and noun in _LEADERS):
                for key, nations in bearers.items():
                    people.setdefault(key, set()).update(nations)
        if nation:
            return {key for key, nations in people.items() if nation in nations}
        return set(people)

    def note(self, key: str, role: str, nation: str) -> None:
        """Take in that a person bears a role."""
        nations = self._by_role.setdefault(role, {}).setdefault(key, set())
        if nation:
            nations.add(nation)

    def role_in(self, first: int, after_last: int) -> str:
        """Return the role noun at the head of a phrase with its field: "finance minister".

        Empty where the head is a body, a writing, a plural, or no role.
        """
        tags, lowers = self._layout.tags, self._layout.lowers
        head = -1
        for at in range(first, after_last):
            if tags[at] in "oIH,(":
                break
            if tags[at] == "S":
                head = -1
            elif tags[at] in "RTK":
                head = at
        if head < 0 or lowers[head] in _NO_PERSON or _is_plural(lowers[head]):
            return ""
        before = lowers[head - 1] if head > first else ""
        return f"{before} {lowers[head]}" if before in _qualifiers() else lowers[head]

    def nation_in(self, first: int, after_last: int) -> str:
        """Return the one country that a phrase names in any form, or an empty text."""
        low = bisect_left(self._firsts, first)
        high = bisect_left(self._firsts, after_last)
        nations = {n.key for n in self._cast.names[low:high] if n.kind is ActorKind.COUNTRY}
        return nations.pop() if len(nations) == 1 else ""


@cache
def _qualifiers() -> frozenset[str]:
    return name_words("portfolio") | _OTHER_OFFICE | {"police", "attorney", "opposition"}


def _is_plural(noun: str) -> bool:
    return noun.endswith(("s", "men", "women")) and (noun[:-1] in roles() or noun[-3:] == "men")


def find_offices(layout: Layout, phrases: list[Phrase], cast: Cast) -> Offices:
    """Read the roles beside every person's name: before it, after it, set off by commas."""
    offices = Offices(layout, cast, [named.first for named in cast.names])
    ends = [phrase.after_last for phrase in phrases]
    for named in cast.names:
        if named.kind is ActorKind.PERSON:
            _read_before(layout, offices, named)
            _read_apposition_before(layout, phrases, ends, offices, named)
            _read_apposition_after(layout, phrases, offices, named)
    return offices


def _read_before(layout: Layout, offices: Offices, named: Named) -> None:
    """Read "Russian President" or "finance minister" right before a name."""
    start = named.first - len(named.title.split())
    while start > 0 and layout.tags[start - 1] in "RTj" and named.first - start < 5:
        start -= 1
    if start == named.first:
        return
    role = offices.role_in(start, named.first)
    if not role:
        return
    begin = start - 1
    if begin > 0 and layout.tags[begin] == "S":
        begin -= 1
    offices.note(named.key, role, offices.nation_in(max(0, begin), named.first))


def _read_apposition_before(
    layout: Layout, phrases: list[Phrase], ends: list[int], offices: Offices, named: Named
) -> None:
    """Read "the president of China, Xi Jinping": a role phrase, a comma, the name."""
    start = named.first - len(named.title.split())
    if start < 2 or layout.tags[start - 1] != ",":
        return
    at = bisect_right(ends, start - 1) - 1
    if at < 0 or ends[at] != start - 1:
        return
    low = phrases[at].first
    if phrases[at].kind is not PhraseKind.ROLE:
        # "its counterpart in Russia, Vladimir Putin": the role stands one phrase before.
        if at == 0 or phrases[at - 1].kind is not PhraseKind.ROLE:
            return
        if layout.tags[phrases[at - 1].after_last : low].strip("D") not in ("I", "o"):
            return
        low = phrases[at - 1].first
    role = offices.role_in(low, start - 1)
    if role:
        offices.note(named.key, role, offices.nation_in(low, start - 1))


def _read_apposition_after(
    layout: Layout, phrases: list[Phrase], offices: Offices, named: Named
) -> None:
    """Read "Anna Berg, the finance minister of Peru,": the name, a comma, a role phrase."""
    comma = named.after_last
    if comma + 1 >= len(layout.tags) or layout.tags[comma] != ",":
        return
    following = phrases_between(phrases, comma + 1, comma + 12)
    if not following or following[0].first > comma + 2:
        return
    phrase = following[0]
    if phrase.kind is PhraseKind.ROLE:
        role = offices.role_in(phrase.first, phrase.after_last)
        if role:
            offices.note(named.key, role, offices.nation_in(phrase.first, phrase.after_last))
