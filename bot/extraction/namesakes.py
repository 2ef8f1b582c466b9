"""People whose names share a word: whom a surname, first name or title with a name means, where."""

from __future__ import annotations

from bisect import bisect_left

from bot.extraction.credits import Credits
from bot.extraction.name_parts import Found
from bot.language.gazetteer import given_names, name_words
from bot.language.genders import FEMALE, MALE, gender_of
from bot.language.layout import Layout
from bot.language.names import is_generation, surname_of
from bot.records import ActorKind

#: So often was a surname in use before a namesake came up ...
_IN_USE = 2
#: ... and so rarely is a namesake named who is only passed by.
_PASSING = 2
#: Who is named in full so often is told apart by it from whoever the bare surname means.
_ALWAYS_IN_FULL = 2
SHORT_TITLES = {
    "gov.": "governor", "gov": "governor", "sen.": "senator", "sen": "senator", "rep.":
    "representative", "rep": "representative", "pres.": "president", "pres": "president",
    "gen.": "general", "gen": "general", "vice-president": "vice president",
}  # fmt: skip
#: What says more about an office and makes no other one of it.
_DESCRIBING = frozenset(
    "former ex then acting elect designate interim senior junior majority minority opposition"
    " democratic republican mr mr. mrs mrs. ms ms. dr dr. sir the".split()
)
#: Whoever holds one is meant by the surname, not those of the family.
_HIGH_OFFICES = frozenset(["president", "prime minister", "chancellor", "premier"])
#: Words behind "father of" within which the child is named.
_LONGEST_OF_KIN = 8
#: With one of these a first name alone is a whole name: "Prince Harry", "Pope Francis".
CROWNED = frozenset(
    "king queen prince princess emperor empress pope sultan emir duke duchess lady".split()
)
#: Who is brought in as one of these does not take the surname from whom it belongs to.
_RELATIVES = frozenset(
    "wife husband son daughter brother sister father mother nephew niece cousin uncle aunt grandson"
    " granddaughter grandfather grandmother widow stepson stepdaughter ex-wife ex-husband lady"
    " gentleman children sons daughters brothers sisters wives parents".split()
)


def office_in(title: str) -> str:
    """Return the office that a title names, as a dictionary has it; may be empty."""
    words = [SHORT_TITLES.get(word, word) for word in title.split()]
    return " ".join(word for word in words if word not in _DESCRIBING)


class Namesakes:
    """Where the full names and the single words of one text stand, and whom the latter mean.

    ``by_word`` holds the actors whose names can be shortened to a word, ``kinds`` and ``canonical``
    their kinds and whole names, by key. Names in ``credits`` are passed over.
    """

    def __init__(
        self,
        layout: Layout,
        found: list[Found],
        by_word: dict[str, set[str]],
        kinds: dict[str, ActorKind],
        canonical: dict[str, str],
        credits: Credits,
    ) -> None:
        self._by_word = by_word
        self._layout = layout
        self._kinds = kinds
        self._canonical = canonical
        self._full: dict[str, list[int]] = {}
        self._bare: dict[str, list[int]] = {}
        self._titles: dict[str, set[str]] = {}
        self._titled: list[Found] = []
        self._relatives: set[str] = set()
        self._surnames: set[str] = set()
        for name in found:
            if credits.holds(name.first):
                continue
            if name.part.short_forms and name.key in kinds:
                if name.key not in self._full and self._is_relative(name):
                    self._relatives.add(name.key)
                self._full.setdefault(name.key, []).append(name.first)
                self._surnames.add(name.key.rpartition(" ")[2])
                if name.part.title:
                    self._titles.setdefault(name.key, set()).add(name.part.title)
            elif name.after_last - name.first == 1:
                self._bare.setdefault(name.part.key, []).append(name.first)
                if name.part.title:
                    self._titled.append(name)
        self._wholes = self._find_wholes()
        for part, whole in self._wholes.items():
            self._full[whole] = sorted(self._full[whole] + self._full.pop(part))
        self._unnamed = self._find_unnamed_holders()
        self._crowns: dict[str, tuple[str, int]] = {}
        for name in self._titled:
            title = name.part.title.rpartition(" ")[2]
            if title in CROWNED:
                self._crowns.setdefault(name.part.key, (title.capitalize(), name.first))
        self._bearers: dict[str, tuple[set[str], set[str], set[str]]] = {}

    def _find_wholes(self) -> dict[str, str]:
        """Find the whole names of those that are the end of one: "Sanz Vega", "bin Talal"."""
        wholes: dict[str, str] = {}
        for key in self._full:
            longer = self._by_word.get(key, set()) - {key} & self._full.keys()
            if len(longer) == 1 and self._kinds[key] is ActorKind.PERSON:
                wholes[key] = longer.pop()
        return wholes

    def whole(self, key: str) -> str:
        """Return the key of the whole name that a name of several words is the end of, or it."""
        whole = self._by_word.get(key, set()) - {key}
        people = [other for other in whole if other in self._full]
        return people[0] if len(people) == 1 else key

    def crown(self, word: str) -> str:
        """Return the title that makes a first name a whole name in this text ("Prince"), or ""."""
        return self._crowns[word][0] if word in self._crowns else ""

    def called(self, name: Found) -> set[str] | None:
        """Return whom a shortened name means: one actor, nobody known (empty), or None: open.

        Nobody known is meant where the name must be somebody's whose full name is not in the text.
        """
        word, title, at = name.part.key, name.part.title, name.first
        bearers = self._bearers.get(word)
        if bearers is None:
            bearers = self._bearers[word] = self._find_bearers(word)
        kin, people, bodies = bearers
        if title:
            return self._titled_bearer(kin, people - kin, title, word, at)
        if kin:
            return self._bare_bearer(self._without_relatives(kin, word), word, at)
        if people:
            return self._by_first_name(people, word, at)
        return bodies if len(bodies) < 2 else None

    def _find_bearers(self, word: str) -> tuple[set[str], set[str], set[str]]:
        """Return whom a word may mean anywhere: by surname, all people, and what is no person."""
        called = self._by_word.get(word, set())
        people = {key for key in called if self._kinds[key] is ActorKind.PERSON}
        bodies = called - people
        people = {key for key in people if key in self._full}
        kin = {key for key in people if self._is_surname(key, word)}
        kin = {key for key in kin if not is_generation(key.rpartition(" ")[2])} or kin
        if word in given_names() and people - kin:
            # Beside "Carl Berg", "Angry Carl" is no person of the surname Carl.
            odd = {key for key in kin if key.split()[0] not in given_names()}
            kin, people = kin - odd, people - odd
        return kin, people, bodies

    def _is_relative(self, name: Found) -> bool:
        """Tell whether a name is brought in as somebody's son, wife and the like."""
        lowers, tags = self._layout.lowers, self._layout.tags
        before = lowers[max(0, name.first - 3) : name.first]
        if not _RELATIVES.isdisjoint(before):
            return "of" not in before
        comma = name.after_last
        if tags[comma : comma + 1] != ",":
            return False
        for at in range(comma + 1, min(comma + 7, len(tags) - 1)):
            if tags[at] in ",.HVvXB":
                return False
            if lowers[at] in _RELATIVES:
                return tags[at + 1] not in "NTK" and not self._tells_of_kin(name, at)
        return False

    def _tells_of_kin(self, name: Found, relative: int) -> bool:
        """Tell whether an apposition brings in kin of the same surname.

        After "Carl Berg, the father of Ann Berg," nobody can tell whom the surname means.
        """
        lowers, surname = self._layout.lowers, name.part.key.rpartition(" ")[2]
        if surname in self._surnames:
            return False
        behind = range(relative + 1, min(relative + _LONGEST_OF_KIN, len(lowers)))
        end = next((at for at in behind if lowers[at] in (",", ".")), behind.stop)
        return lowers[relative + 1 : relative + 2] == ["of"] and surname in lowers[relative:end]

    def _is_surname(self, key: str, word: str) -> bool:
        return word != key.split()[0] or surname_of(self._canonical[key]) == word

    # With a title

    def _titled_bearer(
        self, kin: set[str], others: set[str], title: str, word: str, at: int
    ) -> set[str] | None:
        """Read "President Berg"; "Prince Carl" is no other Carl unless he is a prince as well."""
        kin = {key for key in kin if self._may_be_addressed(key, title)}
        kin = kin - self._relatives or kin
        office = office_in(title)
        same = {key for key in kin if office and office in self._offices(key)}
        if len(same) == 1:
            return same
        if self._is_unnamed_holder(word, office):
            return set()
        if kin and office in _HIGH_OFFICES and kin <= self._relatives:
            return set()
        if kin:
            return self._bare_bearer(kin, word, at)
        words = set(title.split()) - _DESCRIBING
        of_title = {
            key
            for key in others
            if any(words & set(borne.split()) for borne in self._titles.get(key, ()))
        }
        return of_title if len(of_title) < 2 else None

    def _may_be_addressed(self, key: str, title: str) -> bool:
        """Tell whether "Mr" or "Mrs" may stand before this person's name."""
        wanted = gender_of_title(title)
        borne = {gender_of_title(other) for other in self._titles.get(key, ())} - {""}
        known = borne or {gender_of(self._canonical[key])} - {""}
        return not wanted or not known or wanted in known

    def _offices(self, key: str) -> set[str]:
        return {office_in(title) for title in self._titles.get(key, ())} - {""}

    def _find_unnamed_holders(self) -> dict[str, tuple[str, int]]:
        """Find "President Berg" where no Berg of the text is named in full before or as president.

        Returns the office and its first place, by surname.
        """
        holders: dict[str, tuple[str, int]] = {}
        for name in self._titled:
            office, word = office_in(name.part.title), name.part.key
            if office not in _HIGH_OFFICES or word in holders:
                continue
            kin = [
                key
                for key in self._by_word.get(word, ())
                if key in self._full and self._is_surname(key, word)
            ]
            if all(self._cannot_hold(key, office, name.first) for key in kin):
                holders[word] = (office, name.first)
        return holders

    def _cannot_hold(self, key: str, office: str, at: int) -> bool:
        """Tell whether "President Berg" at token ``at`` is not this Berg."""
        if office in self._offices(key):
            return False
        return key in self._relatives or self._full[key][0] > at

    def _is_unnamed_holder(self, word: str, office: str) -> bool:
        return word in self._unnamed and self._unnamed[word][0] == office

    # Without a title

    def _bare_bearer(self, kin: set[str], word: str, at: int) -> set[str] | None:
        """Return whom a bare surname means at token ``at``.

        Writers bring in a namesake by full name. Until then the surname is the first bearer's; it
        stays so where it was in use and the namesake is only passed by. The holder of a high office
        keeps it before the family, and so does the one who is not named in full each time, unless
        another one had it before.
        """
        ranked = sorted(kin, key=lambda key: self._full[key][0])
        named_before = self._full[ranked[0]][0]
        # In a line of credits a surname stands that is not among the bare ones.
        first_bare = self._bare.get(word, [at])[0]
        if kin <= self._relatives and (word in self._unnamed or first_bare < named_before):
            return set()
        if word in self._unnamed and self._unnamed[word][1] < named_before:
            return set()
        first, *others = ranked
        if not others or at < self._full[others[0]][0]:
            return {first}
        uses = bisect_left(self._bare.get(word, []), self._full[others[0]][0])
        holders = {key for key in kin if self._offices(key) & _HIGH_OFFICES}
        if len(holders) == 1 and self._keeps_surname(holders, first, uses, at):
            return holders
        if uses >= _IN_USE and all(len(self._full[key]) <= _PASSING for key in others):
            return {first}
        rest = {key for key in kin if len(self._full[key]) < _ALWAYS_IN_FULL}
        in_use = len(self._bare.get(word, ())) >= _IN_USE
        if len(rest) != 1 or not in_use or (uses and first not in rest):
            return None
        return rest if self._stood(rest, at) else None

    def _without_relatives(self, kin: set[str], word: str) -> set[str]:
        """Leave out who is only somebody's son, wife and the like.

        A relative whom the text brought in first, and then called by the surname before anybody
        else had it, is whom the text is about: "First lady Ann Berg ... Berg said".
        """
        heads = kin - self._relatives
        if not heads:
            return kin
        arrival = min(self._full[key][0] for key in heads)
        bare = self._bare.get(word, [])
        before = bisect_left(bare, arrival)
        leading = {
            key
            for key in kin & self._relatives
            if bisect_left(bare, self._full[key][0]) < before and self._full[key][0] < arrival
        }
        return heads | leading

    def _keeps_surname(self, holder: set[str], first: str, uses: int, at: int) -> bool:
        """Tell whether the holder of an office was named and nobody else had the surname before."""
        return self._stood(holder, at) and (first in holder or uses == 0)

    def _stood(self, keys: set[str], at: int) -> bool:
        """Tell whether one of these people was named in full before ``at``."""
        return any(self._full[key][0] < at for key in keys)

    def _by_first_name(self, people: set[str], word: str, at: int) -> set[str] | None:
        """Return whom a first name alone means: the one person of that name, named before.

        Where the text has a "Prince Carl", Carl is nobody else, but for one who was called so
        before the prince came up.
        """
        if word in self._crowns and not self._goes_before_crown(people, word, at):
            return set()
        if len(people) > 1 or not self._stood(people, at):
            return None
        return people

    def _goes_before_crown(self, people: set[str], word: str, at: int) -> bool:
        """Tell whether a first name was in use for others before "Prince" stands with it."""
        _, crowned = self._crowns[word]
        uses = bisect_left(self._bare.get(word, []), crowned)
        return self._stood(people, min(at, crowned)) and (at < crowned or uses >= _IN_USE)


def gender_of_title(title: str) -> str:
    """Return the gender that a title tells, or an empty text."""
    words = title.split()
    if not name_words("male").isdisjoint(words):
        return MALE
    return FEMALE if not name_words("female").isdisjoint(words) else ""
