"""The parts of a run of capitals: what sort of name each is, its key, and what shortens it."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from bot.language.gazetteer import Entry, gazetteer, given_names, name_words, ordinary_words
from bot.language.lexicon import tag_of, tag_table, verb_lemmas
from bot.language.names import name_key, person_key, surname_of, surname_with_particles
from bot.language.people import find_person
from bot.records import ActorKind


class Sort(StrEnum):
    """What the words of a part say about it."""

    #: A name of the gazetteer; ``Part.entry`` says which.
    KNOWN = "known"
    PERSON = "person"
    #: Two or three words without a sign; a person unless what stands before says otherwise.
    LIKELY_PERSON = "likely person"
    ORGANISATION = "organisation"
    PLACE = "place"
    #: One word, or words without a sign of what they name.
    UNCLEAR = "unclear"
    #: A title or office without a name: "the President".
    OFFICE = "office"
    #: A law, happening or work; no actor.
    MATTER = "matter"


class Part(NamedTuple):
    """A name within a run: tokens ``[first, after_last)``, counted from the run's first token.

    ``title`` holds the titles before the name, in lower case ("prime minister"); ``name`` the words
    of the name, ``key`` the actor's key by these words alone, and ``short_forms`` the single words
    by which the same text may call the actor again ("berg"), in lower case.
    """

    first: int
    after_last: int
    sort: Sort
    entry: Entry | None = None
    title: str = ""
    name: str = ""
    key: str = ""
    short_forms: tuple[str, ...] = ()


class Found(NamedTuple):
    """A part of a run at its place in the text; ``key`` is its actor's, if it is a whole name."""

    first: int
    after_last: int
    part: Part
    opens_sentence: bool
    key: str


# A tuple is asked by identity; a set would call the Python code that hashes members of an enum.
_PEOPLE = (Sort.PERSON, Sort.LIKELY_PERSON)
# What kind of company a name belongs to; it makes no other company.
_LEGAL_FORMS = frozenset("inc corp co ltd plc llc lp ag sa nv gmbh spa kk oy ab".split())


def known_part(first: int, length: int, entry: Entry) -> Part:
    """Return the part for a name of the gazetteer."""
    return Part(first, first + length, Sort.KNOWN, entry, "", entry.name, entry.key)


def person_part(words: list[str], length: int, title: str) -> Part:
    """Return the part for a person's name that stands on ``length`` tokens."""
    name, key, short_forms = name_forms(" ".join(words), Sort.PERSON, len(words))
    return Part(0, length, Sort.PERSON, None, title, name, key, short_forms)


def name_forms(name: str, sort: Sort, length: int) -> tuple[str, str, tuple[str, ...]]:
    """Return the shown name, the key, and by which single words the text may repeat the name.

    A body may be called by its first word, a person by the last.
    """
    if length < 2:
        return name, name_key(name), ()
    if sort not in _PEOPLE:
        key = _body_key(name)
        return name, key, (key.split()[0] if _can_stand_for_body(name) else key,)
    key = person_key(name)
    last = name_key(name.rpartition(" ")[2])
    short_forms = {surname_of(name), surname_with_particles(name), key.split()[0], last}
    known = find_person(key)
    if known is not None:
        name, key = known.name, known.key
        short_forms.add(surname_of(name))
    return name, key, tuple(short_forms)


def _body_key(name: str) -> str:
    """Return the key of a body; "Ardun Corp" is Ardun, "First Corp" is itself."""
    key = name_key(name)
    words = key.split()
    while len(words) > 1 and words[-1] in _LEGAL_FORMS:
        words.pop()
    if len(words) > 1:
        return " ".join(words)
    known = gazetteer().find(words[0])
    if known is not None:
        return known.key if known.kind is ActorKind.ORGANISATION else key
    is_name = words[0] not in ordinary_words() and words[0] not in given_names()
    return words[0] if is_name and tag_of(words[0]) == "w" else key


def _can_stand_for_body(name: str) -> bool:
    """Tell whether a body's first word can stand for it: "Brookings", not "National" or "LSU"."""
    word = name.split()[0]
    key = name_key(name).split()[0]
    if word.isupper() or key in ordinary_words() or tag_of(key) != "w":
        return False
    return gazetteer().find(key) is None and key not in given_names()


def kind_of(sort: Sort) -> ActorKind:
    """Return the kind of actor that a sort other than ``KNOWN`` stands for."""
    if sort in (Sort.PERSON, Sort.LIKELY_PERSON):
        return ActorKind.PERSON
    if sort is Sort.PLACE:
        return ActorKind.PLACE
    return ActorKind.ORGANISATION


def last_names(key: str) -> list[str]:
    """Return the ends of a long name that may stand for it: "sanz vega" of "ana sanz vega"."""
    words = key.split()
    return [
        " ".join(words[at:])
        for at in range(1, len(words) - 1)
        if words[at] not in given_names() and len(words[at]) > 1
    ]


def names_nobody(word: str, lower: str) -> bool:
    """Tell whether a single capitalised word names nobody by itself, whatever stands around it."""
    return len(word) < 2 or lower in _nameless_words()


@cache
def _nameless_words() -> frozenset[str]:
    """Return the words in lower case that name nobody by themselves."""
    classes = map(name_words, ("noname", "organisation", "place"))
    listed = (ordinary_words(), tag_table(), verb_lemmas("common_verbs.txt"))
    return frozenset().union(*classes, *listed) - given_names()
