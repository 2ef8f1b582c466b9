"""Offices and roles that a text gives to people it names: "Peru's finance minister, Anna Berg"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from bot.extraction.cast import Cast, Named
from bot.extraction.namesakes import CROWNED, SHORT_TITLES
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.language.gazetteer import name_words
from bot.language.layout import Layout
from bot.language.lexicon import roles, third_person
from bot.language.names import is_generation
from bot.records import ActorKind

#: "The leader" may be any of these.
_LEADERS = frozenset(
    "president chancellor premier leader king queen emperor emir sultan chairman minister".split()
)
#: With one of these before it, a title is another office than without.
_OTHER_OFFICE = frozenset("vice deputy prime assistant".split())
#: Role nouns that name no person, and forms of address.
_NO_PERSON = frozenset(
    "acting administration affidavit agency airline alliance analysis announcement army article"
    " assembly association audience authority bank banner bar board body book bureau cabinet"
    " campaign carrier chamber channel charity children church city club coalition commentary"
    " commission committee communique community company complaint conference congress constitution"
    " corporation council country couple court crowd declaration decree delegation department"
    " document dr dr. duo editorial email embassy essay establishment ex family federation filing"
    " film firm first force former foundation government group guideline headline hospital house"
    " indictment industry institute institution insurer journal jury lady law lawsuit leadership"
    " league legislature letter lobby magazine manifesto manufacturer media memo memorandum"
    " message military militia ministry miss motion movement movie mr mr. mrs mrs. ms ms. nation"
    " network newspaper note notice office one opposition organisation organization other outlet"
    " page panel paper parliament party passage people petition police poll post poster press"
    " program programme prosecution provider public publication radio regime regulator release"
    " report republic resolution retailer ruling school script senate service show side sign sir"
    " slogan song speech staff state statement station steelmaker study survey tabloid team"
    " testimony thousand town treaty tribunal trio tweet union university utility video"
    " website".split()
)
#: Who bore an office once, or will, bears it no more, or not yet.
_NOT_NOW = frozenset("former ex late previous next future incoming outgoing elect ex-".split())
#: These make another bearer of a role: they must be said of the one who is meant.
_SETTING_APART = _NOT_NOW | frozenset("new first second third last other same current".split())
#: How far to the left of a title its words are read: "California state Senate Republican leader".
_WIDEST = 8
#: So many tokens behind a role its bearer stands in "the mayor of Lund, Mr. Berg".
_APPOSED = 3
_BOUNDARIES = frozenset(',.;:?!()"-VvXBtHPC')
_LEFT_BOUNDARIES = _BOUNDARIES | frozenset("DIi")
_PARTIES = {
    "r": ("republican",), "d": ("democratic", "democrat"), "i": ("independent",),
}  # fmt: skip


@dataclass(slots=True)
class Bearing:
    """All that a text says of one person in one role.

    ``words`` are those that stand beside the role, in lower case; ``at`` the tokens of the person's
    name where it does; ``now`` tells whether the role is somewhere no former or future one.
    """

    key: str
    role: str
    nations: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    at: list[int] = field(default_factory=list)
    now: bool = False

    def is_apposed(self, first: int, after_last: int) -> bool:
        """Tell whether the name stands in or right behind the phrase ``[first, after_last)``."""
        following = bisect_right(self.at, first)
        return following < len(self.at) and self.at[following] <= after_last + _APPOSED


@dataclass
class Offices:
    """Who bears which role, and for which country or body where the text says so."""

    _layout: Layout
    _cast: Cast
    _firsts: list[int]
    #: By the noun of the role: "minister" also for the finance minister.
    _bearings: dict[str, dict[tuple[str, str], Bearing]] = field(default_factory=dict)
    _descriptions: dict[str, set[str]] = field(default_factory=dict)

    def bearers(self, first: int, after_last: int) -> set[str]:
        """Return the keys of the people, named before, whom a role phrase may mean.

        "The minister" is also the finance minister; "the president" is no vice president and no
        former one. Whatever the phrase says besides, of which country, state or body, must be said
        of the bearer as well.
        """
        role = self.role_in(first, after_last)
        if not role:
            return set()
        nation = self.nation_in(first, after_last)
        said = self._words_besides(role, first, after_last)
        people: dict[str, list[Bearing]] = {}
        for bearing in self._of_role(role):
            is_known = self._named_at[bearing.key] < first
            is_known = is_known or bearing.is_apposed(first, after_last)
            # "The Queen" is often one whom a text need not name beside the princesses it names.
            reigns = role not in CROWNED or is_generation(bearing.key.rpartition(" ")[2])
            if is_known and reigns and _is_role(bearing.role, role):
                people.setdefault(bearing.key, []).append(bearing)
        return {
            key
            for key, known in people.items()
            if _fits(known, nation, said - self._descriptions.get(key, set()))
        }

    def roles_of(self, key: str) -> set[str]:
        """Return the roles that a person bears or bore."""
        return self._roles.get(key, set())

    @cached_property
    def _roles(self) -> dict[str, set[str]]:
        roles: dict[str, set[str]] = {}
        for known in self._bearings.values():
            for key, role in known:
                roles.setdefault(key, set()).add(role)
        return roles

    def bearers_of(self, roles: set[str], nation: str, before: int) -> set[str]:
        """Return who bears one of these very roles for a country, and was named before a token."""
        return {
            bearing.key
            for role in roles
            for bearing in self._bearings.get(role.rpartition(" ")[2], {}).values()
            if bearing.role == role
            and nation in bearing.nations
            and self._named_at[bearing.key] < before
        }

    @cached_property
    def _named_at(self) -> dict[str, int]:
        """The token at which each person is named first."""
        return {named.key: named.first for named in reversed(self._cast.names)}

    def note(self, key: str, first: int, after_last: int, at: int) -> None:
        """Take in that a person named at token ``at`` bears the role of a phrase, if it is one."""
        role = self.role_in(first, after_last)
        if not role:
            return
        begin = self._begin_of_role(first)
        known = self._bearings.setdefault(role.rpartition(" ")[2], {})
        bearing = known.setdefault((key, role), Bearing(key, role))
        words = self._layout.lowers[begin:after_last]
        bearing.words.update(words)
        bearing.nations |= self._nations(begin, after_last)
        bearing.now = bearing.now or _NOT_NOW.isdisjoint(words)
        insort(bearing.at, at)

    def _begin_of_role(self, first: int) -> int:
        """Return where the words to the left of a role that say more about it begin."""
        low = max(0, first - _WIDEST)
        before = self.names_between(low, first)
        people = [named.after_last for named in before if named.kind is ActorKind.PERSON]
        low = max([low, *people])
        begin = first
        while begin > low and self._layout.tags[begin - 1] not in _LEFT_BOUNDARIES:
            begin -= 1
        return begin

    def describe(self, key: str, words: list[str]) -> None:
        """Take in what else stands beside a person's name: "a Republican", "R-Ohio"."""
        known = self._descriptions.setdefault(key, set())
        for word in words:
            known.add(word)
            party, _, place = word.partition("-")
            if place and party in _PARTIES:
                known.update((*_PARTIES[party], place))

    def _of_role(self, role: str) -> Iterator[Bearing]:
        nouns = _LEADERS if role == "leader" else {role.rpartition(" ")[2]}
        for noun in sorted(nouns):
            yield from self._bearings.get(noun, {}).values()

    @cached_property
    def holders(self) -> frozenset[str]:
        """The keys of all people with a role."""
        return frozenset(key for known in self._bearings.values() for key, _ in known)

    def role_in(self, first: int, after_last: int) -> str:
        """Return the role noun at the head of a phrase with its field: "finance minister".

        Empty where the head is a body, a writing, a plural, or no role.
        """
        head = self._head(first, after_last)
        if head < 0:
            return ""
        lowers = self._layout.lowers
        noun = SHORT_TITLES.get(lowers[head], lowers[head])
        before = lowers[head - 1] if head > first else ""
        return f"{before} {noun}" if before in qualifiers() else noun

    def _head(self, first: int, after_last: int) -> int:
        """Return the token of the role noun of a phrase, or -1."""
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
            return -1
        return head

    def names_between(self, first: int, after_last: int) -> list[Named]:
        """Return the names that begin within the tokens ``[first, after_last)``."""
        low = bisect_left(self._firsts, first)
        return self._cast.names[low : bisect_left(self._firsts, after_last)]

    def _nations(self, first: int, after_last: int) -> set[str]:
        names = self.names_between(first, after_last)
        return {named.key for named in names if named.kind is ActorKind.COUNTRY}

    def nation_in(self, first: int, after_last: int) -> str:
        """Return the one country that a phrase names in any form, or an empty text."""
        nations = self._nations(first, after_last)
        return nations.pop() if len(nations) == 1 else ""

    def _words_besides(self, role: str, first: int, after_last: int) -> set[str]:
        """Return what a role phrase says besides role and country, its plain adjectives left out.

        "The embattled Ohio governor" says "ohio"; "the president of the union" says "union".
        """
        tags, lowers, words = self._layout.tags, self._layout.lowers, self._layout.words
        head = self._head(first, after_last)
        nations = {
            token
            for named in self.names_between(first, after_last)
            if named.kind is ActorKind.COUNTRY
            for token in range(named.first, named.after_last)
        }
        besides: set[str] = set()
        for at in range(first, after_last):
            lower = lowers[at]
            if at == head or at in nations or lower in role.split():
                continue
            says = tags[at] in "NTRKwVv#" or (at > first and words[at][0].isupper())
            if says or (at > head and tags[at] == "j") or lower in _SETTING_APART:
                besides.add(lower)
        return besides


def _is_role(known: str, role: str) -> bool:
    """Tell whether who bears a known role may be meant by another name for it."""
    qualifier, _, noun = known.rpartition(" ")
    is_same = known == role or (noun == role and qualifier not in _OTHER_OFFICE)
    return is_same or (role == "leader" and noun in _LEADERS)


def _fits(known: list[Bearing], nation: str, said: set[str]) -> bool:
    """Tell whether all that a phrase says was said of one bearer."""
    words = set().union(*(bearing.words for bearing in known))
    if nation and not any(nation in bearing.nations for bearing in known):
        return False
    if not said & _NOT_NOW and not any(bearing.now for bearing in known):
        return False
    return said <= words


@cache
def qualifiers() -> frozenset[str]:
    """Return the words that make an office of their own with a title: "finance minister"."""
    return name_words("portfolio") | _OTHER_OFFICE | {"police", "attorney", "opposition"}


@cache
def _plurals() -> frozenset[str]:
    return frozenset(third_person(noun) for noun in roles())


def _is_plural(noun: str) -> bool:
    return noun in _plurals() or noun.endswith(("men", "women"))


def find_offices(layout: Layout, phrases: list[Phrase], cast: Cast) -> Offices:
    """Read the roles beside every person's name: before it, after it, set off by commas."""
    offices = Offices(layout, cast, [named.first for named in cast.names])
    ends = [phrase.after_last for phrase in phrases]
    tags = layout.tags
    for named in cast.names:
        if named.kind is not ActorKind.PERSON:
            continue
        before = tags[named.first - 1]
        if named.title or before in "RTj":
            _read_before(layout, offices, named)
        if named.title or before == ",":
            _read_apposition_before(layout, phrases, ends, offices, named)
        if layout.tag(named.after_last) == ",":
            _read_apposition_after(layout, phrases, offices, named)
    return offices


def _read_before(layout: Layout, offices: Offices, named: Named) -> None:
    """Read "Russian President" or "finance minister" right before a name."""
    start = named.first - len(named.title.split())
    while start > 0 and layout.tags[start - 1] in "RTj" and named.first - start < 5:
        start -= 1
    if start < named.first:
        offices.note(named.key, start, named.first, named.first)


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
    if not _is_role_phrase(layout, offices, phrases[at]):
        # "its counterpart in Russia, Vladimir Putin": the role stands one phrase before.
        if at == 0 or phrases[at - 1].kind is not PhraseKind.ROLE:
            return
        if layout.tags[phrases[at - 1].after_last : low].strip("D") not in ("I", "o"):
            return
        low = phrases[at - 1].first
    offices.note(named.key, low, start - 1, named.first)


def _is_role_phrase(layout: Layout, offices: Offices, phrase: Phrase) -> bool:
    """Tell whether a phrase names a role and nobody: "the mayor", "the Foreign Secretary"."""
    if phrase.kind is PhraseKind.ROLE:
        return True
    is_titled = layout.tags[phrase.after_last - 1] == "T"
    return is_titled and not any(
        named.kind is ActorKind.PERSON
        for named in offices.names_between(phrase.first, phrase.after_last)
    )


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
    offices.describe(named.key, layout.lowers[comma + 1 : phrase.after_last])
    follows = layout.tags[phrase.after_last : phrase.after_last + 1]
    # In "after he met Berg, the president said" another one says it.
    is_subject = layout.tags[phrase.first] == "D" and follows in ("V", "v", "X")
    if phrase.kind is PhraseKind.ROLE and not is_subject:
        after = phrase.after_last
        while after < min(len(layout.tags), comma + 16) and layout.tags[after] not in _BOUNDARIES:
            after += 1
        offices.note(named.key, phrase.first, after, named.first)
