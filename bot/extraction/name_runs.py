"""Runs of capitalised words, read into names with their sort; each run by itself.

A run is what stands between ordinary words: "Russian Foreign Minister Anna Berg and the Ministry of
Health". Reading it needs no context, so runs that a process has seen before cost one look-up.
"""

from __future__ import annotations

from functools import cache, lru_cache

from bot.extraction.name_parts import Part, Sort, known_part, name_forms
from bot.language.gazetteer import Entry, Form, gazetteer, given_names, name_words, ordinary_words
from bot.language.lexicon import (
    gerunds,
    reporting_verbs,
    roles,
    saying_verbs,
    tag_of,
    verb_lemmas,
)
from bot.language.names import (
    ARTICLES,
    is_family_first,
    is_generation,
    is_particle,
    person_key,
)
from bot.language.people import find_person
from bot.records import ActorKind

_JUNIOR = frozenset("jr jr. sr sr.".split())
_SHORT_TITLES = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir sen. rep. gov.".split())
# Titles that nobody is called by: "Jackson Mayor Ole Dahl" is no person of the name Jackson.
_NO_SURNAMES = frozenset(
    "mayor president governor senator minister secretary chancellor premier spokesman spokeswoman"
    " commissioner superintendent congressman congresswoman councilman councilwoman director"
    " sheriff coach ceo".split()
)
_JOINED_BY_AND = frozenset(
    "department ministry office agency administration organization organisation commission"
    " committee centers centre center bureau".split()
)
# These are surnames as well: after a given name they make a person ("Ed Church").
_SURNAME_HEADS = frozenset(
    "church post park forest hill lake hall field castle march may june april bond song story law"
    " guard trust lane temple fleet mission watch power energy house grove point rivers creek"
    " canyon day days price rose bowl order christmas bishop heights bay beach street".split()
)


#: What hyphens join to titles: "editor-in-chief", "ex-president", "governor-elect".
_BESIDE_TITLES = frozenset("ex then former acting vice deputy elect designate in of".split())
# At a sentence's start they belong to who comes behind the body: "Former Senate leader Ann Berg".
_WHEN_IN_OFFICE = frozenset("former current outgoing incoming late longtime".split())
# Compounds that stand before a name and belong to none.
_SIDES = ("anti-", "pro-", "non-", "ex-", "pre-", "post-", "then-", "one-")
_RELATIONS = ("-based", "-led", "-backed", "-born", "-owned", "-run", "-controlled")
# What a title is for: "Chief Financial Officer", "National Security Adviser".
_FIELDS = frozenset(
    "national security financial operating executive technology technical medical information legal"
    " marketing communications public health safety political economic general county city state"
    " police fire school campaign policy press research science staff district federal regional"
    " human resources product design content investment market senior international foreign".split()
)


@lru_cache(maxsize=1 << 14)
def read_run(words: tuple[str, ...], at_start: bool) -> tuple[Part, ...]:
    """Return the parts of a run in order; ``at_start`` tells that it opens its sentence."""
    long_words = [word for word in words if len(word) > 3]
    if len(words) > 1 and long_words and all(word.isupper() for word in long_words):
        return _read_shouted(words)
    return tuple(_Reader(words, at_start).read())


def _read_shouted(words: tuple[str, ...]) -> tuple[Part, ...]:
    """Read words all in capitals: only what the gazetteer knows is sure to be a name."""
    parts: list[Part] = []
    at = 0
    capitalised = [word if len(word) < 4 else word.capitalize() for word in words]
    lowers = [word.lower() for word in words]
    while at < len(words):
        match = gazetteer().match(capitalised, lowers, at) if len(lowers[at]) > 3 else None
        if match is not None:
            parts.append(known_part(at, match[0], match[1]))
        at += match[0] if match is not None else 1
    return tuple(parts)


class _Reader:
    """Reads one run from left to right."""

    def __init__(self, words: tuple[str, ...], at_start: bool) -> None:
        self.words = list(words)
        self.lowers = [word.lower() for word in words]
        self.at_start = at_start
        self.parts: list[Part] = []
        self.title = ""

    def read(self) -> list[Part]:
        at = 0
        while at < len(self.words):
            at = self._read_at(at)
        return self.parts

    def _read_at(self, at: int) -> int:
        """Read one part or connecting word at ``at``; return where to go on."""
        lower = self.lowers[at]
        if not _opens_name(self.words[at]) or lower == "the":
            known = gazetteer().match(self.words, self.lowers, at)
            if known is not None:
                return self._add(at, at + known[0], Sort.KNOWN, known[1])
            if lower != "of":
                self.title = ""
            return at + 1
        end = self._stretch_end(at)
        if end - at > 1 and lower in name_words("ship") and self.words[at].isupper():
            return self._add(at, end, Sort.MATTER)
        known = gazetteer().match(self.words, self.lowers, at)
        if known is not None and at + known[0] > end:
            return self._add(at, at + known[0], Sort.KNOWN, known[1])
        if at == 0 and self.at_start and end - at > 1 and lower in _WHEN_IN_OFFICE:
            return at + 1
        head_sort = self._sort_of_head(at, end)
        body_end = self._body_end(at, end) if head_sort else 0
        if head_sort and body_end > at + (known[0] if known else 0):
            return self._add(at, body_end, head_sort)
        if known is not None and not self._is_given_name_before(at, known, end):
            self.title = ""
            self._add(at, at + known[0], Sort.KNOWN, known[1])
            return at + known[0]
        if at == 0 and self.at_start and end - at > 1 and self._is_no_name(at):
            return at + 1
        if end - at > 1 and (end - at > 2 or _says_where(lower)) and _is_compound(self.words[at]):
            return at + 1
        if end - at > 1 and _is_shouted(self.words[at]) and not self.words[at + 1].isupper():
            return at + 1
        if _is_title(lower) or self._after_field(at) < end - 1:
            return self._read_title(at, end)
        return self._read_name(at, end)

    def _is_no_name(self, at: int) -> bool:
        """Tell whether a word owes its capital to the sentence's start: "Biologist Ann Lee"."""
        lower = self.lowers[at]
        if lower in ordinary_words() or (lower in gerunds() and lower not in given_names()):
            return True  # "Defeating Lee is hard"
        is_role = lower in roles() and not _is_title(lower)
        return is_role and self.lowers[at + 1] in given_names()

    def _add(self, first: int, after_last: int, sort: Sort, entry: Entry | None = None) -> int:
        title, self.title = self.title, ""
        if entry is not None:
            self.parts.append(known_part(first, after_last - first, entry)._replace(title=title))
            return after_last
        written = " ".join(self.words[first:after_last])
        name, key, short_forms = name_forms(written, sort, after_last - first)
        self.parts.append(Part(first, after_last, sort, None, title, name, key, short_forms))
        return after_last

    def _stretch_end(self, at: int) -> int:
        """Return where the capitalised words from ``at`` on end; "von" and "&" go through."""
        end = at + 1
        while end < len(self.words):
            word = self.words[end]
            if not (_opens_name(word) or word == "&" or is_particle(self.lowers[end])):
                break
            end += 1
        return end

    def _body_end(self, at: int, end: int) -> int:
        """Return where the name of a body, place or matter that begins at ``at`` ends, or 0."""
        if end - at == 1 and not (end < len(self.words) and self.lowers[end] in ("of", "for")):
            return 0
        after = self._after_connection(at, end)
        return after if after > end or end - at > 1 else 0

    def _sort_of_head(self, at: int, end: int) -> Sort | None:
        """Return the sort by the last word of the stretch, where that word gives one."""
        head = self.lowers[end - 1]
        length = end - at
        if length == 2 and self.lowers[at] in given_names() and head in _SURNAME_HEADS:
            known = gazetteer().match(self.words, self.lowers, at)
            if known is None:
                return None
        if self._holds_titled_name(at, end):
            return None
        if head in name_words("organisation"):
            return Sort.ORGANISATION
        if head in name_words("place"):
            return Sort.PLACE
        if head in name_words("matter"):
            return Sort.MATTER
        return None

    def _holds_titled_name(self, at: int, end: int) -> bool:
        """Tell whether a title and a given name stand in the stretch: a person then follows."""
        given = given_names()
        return any(
            _is_title(self.lowers[i]) and self.lowers[i + 1] in given for i in range(at, end - 1)
        )

    def _after_connection(self, at: int, end: int) -> int:
        """Return where a body's name ends once "of ...", "for ..." are taken in."""
        size = len(self.words)
        by_and = self.lowers[end - 1] in _JOINED_BY_AND
        while end < size - 1:
            joint = self.lowers[end]
            following = end + 1 + (self.lowers[end + 1] == "the")
            if following >= size or not _opens_name(self.words[following]):
                break
            if joint == "and":
                if not by_and or gazetteer().match(self.words, self.lowers, following):
                    break
                if self.lowers[following] in given_names() or end - at < 3:
                    break
            elif joint not in ("of", "for", "to"):
                break
            end = self._stretch_end(following)
        return end

    def _is_given_name_before(self, at: int, known: tuple[int, Entry], end: int) -> bool:
        """Tell whether a known name is here a person's first name: "Chelsea Marlow"."""
        if known[0] > 1 or end - at < 2 or self.lowers[at] not in given_names():
            return False
        following = self.lowers[at + 1]
        return not _is_title(following) and known[1].form is not Form.ADJECTIVE

    def _read_title(self, at: int, end: int) -> int:
        """Take in titles, with their portfolios; leave them for the name that follows."""
        portfolios = name_words("portfolio")
        after = at
        while after < end:
            field_end = self._after_field(after)
            is_title = _is_title(self.lowers[after])
            if not is_title and field_end == len(self.words):
                break
            after = after + 1 if is_title else field_end
        first = at
        if after < len(self.words) and self.lowers[after] == "of":
            beyond = after + 1
            while beyond < len(self.words) and (
                self.lowers[beyond] in portfolios
                or (self.lowers[beyond] in ("and", "the") and beyond < len(self.words) - 1)
            ):
                beyond += 1
            if beyond > after + 1 and self.lowers[beyond - 1] in portfolios:
                after = beyond
        self.title = " ".join([self.title, *map(_as_title, self.lowers[first:after])]).strip()
        if after >= len(self.words) or not _opens_name(self.words[after]):
            self._add(first, after, Sort.OFFICE)
        return after

    def _after_field(self, at: int) -> int:
        """Return where the field of a title ends: at "Adviser" in "National Security Adviser".

        The number of words where no title follows.
        """
        after = at
        while after < len(self.words) and self.lowers[after] in _FIELDS:
            after += 1
        if at < after < len(self.words) and _is_title(self.lowers[after]):
            return after
        return len(self.words)

    def _read_name(self, at: int, end: int) -> int:
        """Read a name that the gazetteer does not begin: a person, or what its words tell."""
        whole_end = end
        end = self._cut_before_known(at, end)
        head_sort = self._sort_of_head(at, end) if 1 < end - at < whole_end - at else None
        if head_sort is not None:
            return self._add(at, end, head_sort)
        while end - at > 1 and (is_particle(self.lowers[end - 1]) or self.words[end - 1] == "&"):
            end -= 1
        return self._add(at, end, self._sort_of_name(at, end))

    def _cut_before_known(self, at: int, end: int) -> int:
        """Return where a known name inside the stretch begins, or its end."""
        for i in range(at + 1, end):
            if i > at + 1 and is_generation(self.lowers[i - 1]):
                return i
            is_title = _is_title(self.lowers[i])
            is_title = is_title and i < end - 1 and not self.title
            if is_title and (i > at + 1 or self._opens_titled_name(i, end)):
                return i
            if i > at + 1 - bool(self.title) and _is_present_verb(self.lowers[i]):
                return i
            known = gazetteer().match(self.words, self.lowers, i)
            if known is None or self.words[i][0].islower():
                continue
            if not self._is_surname(at, i, end, known):
                return i
        return end

    def _opens_titled_name(self, i: int, end: int) -> bool:
        """Tell whether a title at ``i`` goes with what follows, not with what stands before."""
        if self.lowers[i] in _SHORT_TITLES or self.lowers[i + 1] in given_names():
            return True
        return self.lowers[i] in _NO_SURNAMES and end - i > 2

    def _is_surname(self, at: int, i: int, end: int, known: tuple[int, Entry]) -> bool:
        """Tell whether a known name at ``i`` is here a surname: "Kay Lima", "Denzel Washington"."""
        length, entry = known
        if length > 1 or i < end - 1 or entry.form is Form.ADJECTIVE:
            return False
        first = self.lowers[at]
        if self.title or first in given_names():
            return True
        is_place = entry.kind is ActorKind.PLACE or entry.form is Form.CAPITAL
        is_place = is_place and not entry.cased
        is_word = first in ordinary_words() or tag_of(first) != "w"
        return is_place and end - at == 2 and not is_word and not self.words[at].isupper()

    def _sort_of_name(self, at: int, end: int) -> Sort:
        length = end - at
        lowers = self.lowers
        last = lowers[end - 1]
        if self.title:
            return Sort.PERSON
        if length == 1:
            is_matter = last in name_words("matter") and last not in given_names()
            return Sort.MATTER if is_matter or _is_compound(self.words[at]) else Sort.UNCLEAR
        if last in name_words("noname") and not is_generation(last):
            return Sort.UNCLEAR
        if lowers[at] in given_names() or _is_initial(self.words[at]) or last in _JUNIOR:
            return Sort.PERSON
        name = " ".join(self.words[at:end])
        if is_family_first(name) or find_person(person_key(name)) is not None:
            return Sort.PERSON
        if any(is_particle(lower) for lower in lowers[at + 1 : end - 1]):
            return Sort.PERSON
        if "&" in self.words[at:end]:
            return Sort.ORGANISATION
        if any(word.isupper() and len(word) > 2 for word in self.words[at:end]):
            return Sort.ORGANISATION
        if lowers[at] in name_words("body_start") and lowers[at] not in given_names():
            return Sort.ORGANISATION
        if lowers[at] in name_words("matter_start"):
            return Sort.MATTER
        if lowers[at] in name_words("place_start"):
            return Sort.PLACE
        if length > 3 or not ordinary_words().isdisjoint(lowers[at:end]):
            return Sort.UNCLEAR
        return Sort.LIKELY_PERSON


def _opens_name(word: str) -> bool:
    """Tell whether a word may be the first of a name: a capital, or an article before one."""
    return word[0].isupper() or word[:3] in ARTICLES


def _is_title(lower: str) -> bool:
    """Tell whether a word is a title, or several with hyphens: "secretary-general"."""
    return lower in name_words("title") or ("-" in lower and _is_joined_title(lower))


@lru_cache(maxsize=1 << 10)
def _is_joined_title(lower: str) -> bool:
    parts = lower.split("-")
    titles = name_words("title")
    return any(part in titles for part in parts) and all(
        part in titles or part in _BESIDE_TITLES for part in parts
    )


def _as_title(lower: str) -> str:
    """Return a word of a title as it is written without hyphens."""
    return lower.replace("-", " ") if _is_title(lower) else lower


def _is_compound(word: str) -> bool:
    """Tell whether a word is made of a name and more: "Lima-based", "pro-Lima"."""
    head, _, tail = word.rpartition("-")
    return bool(head) and (word[0].islower() or tail.islower() or len(head) == 1)


def _says_where(lower: str) -> bool:
    """Tell whether a compound says more about the name behind it: "Lima-based", "anti-war"."""
    return lower.startswith(_SIDES) or lower.endswith(_RELATIONS)


def _is_present_verb(lower: str) -> bool:
    """Tell whether a word is a verb as headlines have it: "Obama Sees"."""
    return lower.endswith("s") and (
        lower in saying_verbs() or lower in reporting_verbs() or lower in _common_verbs()
    )


@cache
def _common_verbs() -> dict[str, str]:
    return verb_lemmas("common_verbs.txt")


def _is_shouted(word: str) -> bool:
    """Tell whether a word in capitals is too long for an acronym before a name: "WATCH"."""
    return len(word) > 4 and word.isupper() and word.isalpha()


def _is_initial(word: str) -> bool:
    return len(word) > 1 and word[1] == "." and word.isupper()
