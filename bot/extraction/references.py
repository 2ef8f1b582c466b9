"""Phrases without a name: pronouns, roles and groups, tied to those the text has named before."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from bot.extraction.cast import Cast, Named
from bot.extraction.nearby import NOBODY, Answer, Nearby
from bot.extraction.office import qualifiers
from bot.extraction.phrases import Phrase, phrases_between
from bot.extraction.pronouns import Pronouns
from bot.language.layout import Layout
from bot.records import ActorKind

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
#: Any two may be called so; whom a text joins right before is meant.
_LOOSE_GROUPS = frozenset(
    "allies parties groups partners firms companies politicians candidates rivals senators"
    " lawmakers colleagues".split()
)
#: Two who belong together are named with "and"; whom one of them tells something is not the other.
_JOINED_GROUPS = _LOOSE_GROUPS | {"couple", "pair", "duo"}
_COUNTRY_NOUNS = frozenset("countries nations governments powers capitals".split())
#: Translated texts drop the article of these: "countries stated".
_BARE_GROUPS = frozenset("countries nations leaders both".split())
_GROUP_DETERMINERS = frozenset("the both these two three those".split())
_COUNTS = {"both": 2, "two": 2, "pair": 2, "duo": 2, "couple": 2, "three": 3}
_NATIONS = frozenset({ActorKind.COUNTRY})
_BODIES = frozenset({ActorKind.COUNTRY, ActorKind.ORGANISATION, ActorKind.GROUP})
_PEOPLE = frozenset({ActorKind.PERSON})
_ANYONE = _BODIES | _PEOPLE
#: How many sentences back the bearer of a role must have been named.
_ROLE_REACH = 8
#: How many sentences back the one of several bearers who is meant may stand.
_REACH = 3
_LONGEST_OF = 8
#: So many tokens from a name a role without an article stands.
_BESIDE = 6
#: So many times as often as anybody else is named who a text is about.
_BY_FAR = 2
#: So often is a body named at least that a text is about.
_LEADING = 3
_GROUP_REACH = 5
_INDEFINITE = frozenset("a an one another some any every each no many several".split())
_DEFINITE = frozenset({"the", "this", "that"})
#: What a text is about may be called so without a word of its name.
_COMPANY_ROLES = frozenset(
    "company firm bank airline agency automaker carmaker retailer insurer brewer chipmaker".split()
)
_BODY_ROLES = _COMPANY_ROLES | frozenset(
    "ministry court group party organisation organization union council commission committee"
    " government parliament department university association institute police bureau board"
    " foundation church club federation army force".split()
)

#: Any body may be called so, whether its name says it or not.
_LOOSE_ROLES = frozenset(
    "party company firm group bank agency organisation organization union team club airline".split()
)


class References(Pronouns):
    """Finds whom pronouns, roles and groups of one text stand for."""

    def __init__(self, layout: Layout, phrases: list[Phrase], cast: Cast) -> None:
        super().__init__(Nearby(layout, phrases, cast))

    def find(self, first: int, after_last: int) -> Answer:
        """Return the actors that the tokens ``[first, after_last)`` stand for, and why."""
        if after_last - first > 1 and self._layout.tags[after_last - 1] == "S":
            after_last -= 1
        if after_last - first == 1:
            answer = self._by_pronoun(first)
            if answer is not None:
                return answer
        group = self._by_group(first, after_last)
        if group[0]:
            return group
        return self._by_role(first, after_last)

    # Groups

    def _by_group(self, first: int, after_last: int) -> Answer:
        """Find the group that "the leaders", "both countries" or "the two" stands for."""
        lowers = self._layout.lowers[first:after_last]
        noun = lowers[-1]
        if any(word not in _GROUP_DETERMINERS for word in lowers[:-1]):
            return NOBODY
        if len(lowers) == 1 and noun not in _BARE_GROUPS:
            return NOBODY
        if noun in _COUNTRY_NOUNS:
            kinds = _NATIONS
        elif noun in _BODY_NOUNS:
            kinds = _BODIES
        elif noun in _PEOPLE_NOUNS:
            kinds = _PEOPLE
        elif noun in ("both", "two"):
            kinds = _ANYONE
        else:
            return NOBODY
        wanted = next((_COUNTS[word] for word in lowers if word in _COUNTS), 0)
        reach = 1 if noun in _LOOSE_GROUPS else _GROUP_REACH
        keys = self._named_together(first, kinds, wanted, reach, noun in _JOINED_GROUPS)
        return (keys, "group") if keys else NOBODY

    def _named_together(
        self,
        at: int,
        kinds: frozenset[ActorKind],
        wanted: int,
        reach: int,
        are_joined: bool,
    ) -> tuple[str, ...]:
        """Return the actors of these kinds that were last named together in one sentence.

        ``reach`` is how many sentences back; ``are_joined`` asks for "and" between them.
        """
        for low, high in self._near.stretches_before(at, reach):
            joined = [
                keys
                for keys, _ in self._near.joined_names(low, high)
                if self._near.cast.kinds[keys[0]] in kinds and wanted in (0, len(keys))
            ]
            if joined and len({frozenset(keys) for keys in joined}) == 1:
                return joined[-1]
            if are_joined:
                continue
            together = tuple(
                dict.fromkeys(
                    named.key for named in self._near.between(low, high) if named.kind in kinds
                )
            )
            if len(together) == (wanted or 2):
                is_other = kinds is _PEOPLE and self._are_named_behind(together, at)
                return () if is_other else together
            if len(together) > 1:
                return ()
        return ()

    def _are_named_behind(self, keys: tuple[str, ...], at: int) -> bool:
        """Tell whether a sentence goes on to name one of several: "both men blamed Berg"."""
        _, end = self._layout.sentences[self._layout.sentence_of[at]]
        return any(named.key in keys for named in self._near.between(at, end))

    # Roles

    def _by_role(self, first: int, after_last: int) -> Answer:
        """Find who bears the role that a phrase names: "the minister", "China's president"."""
        lowers = self._layout.lowers[first:after_last]
        if lowers[0] in _INDEFINITE:
            return NOBODY
        if lowers[-1] == "counterpart":
            return self._by_counterpart(first, after_last)
        if self._layout.tags[first] in "DQ" and lowers[0] not in _DEFINITE:
            return NOBODY
        if len(lowers) == 2 and lowers[0] in _DEFINITE and lowers[1] in _BODY_ROLES:
            return self._by_body_role(first, lowers[1])
        if self._holds_unknown_name(first, after_last):
            return NOBODY
        offices = self._near.offices
        bearers = offices.bearers(first, self._end_of_role(after_last))
        if len(lowers) == 1:
            # Bare, it is a role only beside the name: "Ana Rey, director of the fund".
            bearers = {key for key in bearers if self._is_beside(key, first)}
        if len(bearers) == 1 and self._is_present(bearers, first):
            return (next(iter(bearers)),), "role"
        return self._nearest_bearer(first, bearers)

    def _is_beside(self, key: str, at: int) -> bool:
        """Tell whether somebody is named right before or behind a token."""
        near = self._near.between(at - _BESIDE, at + _BESIDE)
        return any(named.key == key for named in near)

    def _by_counterpart(self, first: int, after_last: int) -> Answer:
        """Find who holds another country's office of the same sort: "his Chinese counterpart"."""
        offices = self._near.offices
        nation = offices.nation_in(first, after_last)
        owners = self._owners(first)
        if not nation or len(owners) != 1:
            return NOBODY
        roles = offices.roles_of(owners[0])
        keys = offices.bearers_of(roles | {"counterpart"}, nation, first) - set(owners)
        return ((keys.pop(),), "role") if len(keys) == 1 else NOBODY

    def _owners(self, first: int) -> tuple[str, ...]:
        """Return whose counterpart a phrase names: "his ...", "Berg's ..."."""
        owner = self._by_pronoun(first)
        if owner is not None:
            return owner[0]
        named = self._near.between(first, first + 1) or self._near.between(first - 2, first)
        return (named[-1].key,) if named and self._layout.tag(named[-1].after_last) == "S" else ()

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
        stretches = self._near.stretches_before(at, _ROLE_REACH)
        low = stretches[-1][0]
        return any(named.key in keys for named in self._near.between(low, at))

    @cached_property
    def _protagonists(self) -> set[str]:
        """The person who is named most often by far, if one is."""
        return self._named_most(ActorKind.PERSON)

    def _holds_unknown_name(self, first: int, after_last: int) -> bool:
        """Tell whether a phrase holds a word of a name that nobody was made out for."""
        known = {
            token
            for named in self._near.offices.names_between(first, after_last)
            for token in range(named.first, named.after_last)
        }
        tags, lowers = self._layout.tags, self._layout.lowers
        return any(
            tags[i] == "N" and i not in known and lowers[i] not in qualifiers()
            for i in range(first, after_last)
        )

    def _nearest_bearer(self, at: int, bearers: set[str]) -> Answer:
        """Return the bearer named in the sentences just before, where only one is."""
        for low, high in self._near.stretches_before(at, _REACH):
            near = {named.key for named in self._near.between(low, high) if named.key in bearers}
            if len(near) == 1:
                return (near.pop(),), "role"
            if near:
                return NOBODY
        return NOBODY

    def _by_body_role(self, at: int, role: str) -> Answer:
        """Find the body that "the ministry" stands for: the only one of that name just before."""
        low = self._near.stretches_before(at, _ROLE_REACH)[-1][0]
        bodies = [
            named
            for named in self._near.between(low, at)
            if named.kind is ActorKind.ORGANISATION and role in named.key.split()
        ]
        if not bodies and role in _COMPANY_ROLES:
            return self._by_subject_body(at) or self._by_leading_body(at)
        if len({named.key for named in bodies}) != 1:
            return NOBODY
        if role in _LOOSE_ROLES and self._is_followed_by_body(bodies[-1], at):
            return NOBODY
        others = [
            phrase
            for phrase in phrases_between(self._near.phrases, bodies[-1].after_last, at)
            if role in self._layout.lowers[phrase.first + 2 : phrase.after_last]
        ]
        return NOBODY if others else ((bodies[-1].key,), "role")

    def _by_subject_body(self, at: int) -> Answer | None:
        """Find the body that "the company" is where its own sentence tells of one alone.

        "Harrow Bank cut its rates, the company said"; what the body says itself is about others.
        """
        low = self._layout.sentences[self._layout.sentence_of[at]][0]
        quote = self._layout.quote_of[at]
        bodies = [
            named
            for named in self._near.between(low, at)
            if named.kind in _BODIES and self._layout.quote_of[named.first] == quote
        ]
        if len({named.key for named in bodies}) != 1 or bodies[0].kind is ActorKind.COUNTRY:
            return None
        subject = self._subject(low, bodies)
        if subject is None or self._layout.tag(subject.after_last) == "V":
            return None
        return (subject.key,), "role"

    def _by_leading_body(self, at: int) -> Answer:
        """Find the body that a text is about, for "the company", where it alone is named near."""
        low = self._near.stretches_before(at, 1)[-1][0]
        near = {named.key for named in self._near.between(low, at) if named.kind in _BODIES}
        if len(near) != 1 or near != self._leading_bodies:
            return NOBODY
        return tuple(near), "role"

    @cached_property
    def _leading_bodies(self) -> set[str]:
        """The body that is named most often by far, if one is."""
        return self._named_most(ActorKind.ORGANISATION, _LEADING)

    def _named_most(self, kind: ActorKind, least: int = 1) -> set[str]:
        counts = Counter(named.key for named in self._near.names if named.kind is kind)
        ranked = counts.most_common(2)
        if (
            not ranked
            or ranked[0][1] < least
            or (len(ranked) > 1 and ranked[0][1] < _BY_FAR * ranked[1][1])
        ):
            return set()
        return {ranked[0][0]}

    def _is_followed_by_body(self, body: Named, at: int) -> bool:
        """Tell whether another body is named between ``body`` and ``at``."""
        return any(
            named.kind in _BODIES and named.key != body.key
            for named in self._near.between(body.after_last, at)
        )
