"""Names known beforehand: countries with their adjectives and capitals, bodies, places.

The data are the TSV files in ``data/``; they are read at first use. A name is looked up by its
tokens, so that a text is matched without a pattern over all of it.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.language.layout import lay_out
from bot.language.lexicon import read_words
from bot.language.names import name_key
from bot.records import ActorKind

_DATA = Path(__file__).parent / "data"


class Form(StrEnum):
    """How a known name stands for its actor."""

    #: The name itself, or another name of the same: "Russia", "UK".
    NAME = "name"
    #: An adjective or one inhabitant: "Russian".
    ADJECTIVE = "adjective"
    #: The inhabitants: "Russians".
    PEOPLE = "people"
    #: A capital: the government where it acts ("Beijing said"), else a place ("in Beijing").
    CAPITAL = "capital"
    #: A house that stands for its government: "the Kremlin".
    HOUSE = "house"


class Entry(NamedTuple):
    """A known name.

    Attributes:
        key, name, kind: of the actor; ``name`` is canonical.
        form: how these words stand for it.
        written: these words as they are written.
        cased: whether case is part of the name, as in acronyms ("WHO").
        lower_case: whether the words name the actor in lower case too ("nato", "russia").
    """

    key: str
    name: str
    kind: ActorKind
    form: Form
    written: str
    cased: bool
    lower_case: bool


# Names that are ordinary words in lower case.
_WORDS_IN_LOWER_CASE = frozenset(
    "turkey china jordan chad guinea polish georgia dominica male time quad rand meta sana nice"
    " cork labour congress senate shell apple amazon sky fox delta goldman uber ford quebec".split()
)
_SMALL_WORDS = frozenset("and & for to in without".split())
_SHORTEST_IN_LOWER_CASE = 4
_LONGEST_MIXED = 5
_PLACES = (ActorKind.COUNTRY, ActorKind.PLACE)
_NAMES = (Form.NAME, Form.CAPITAL)
# Adjectives that are their own plural, or form it in another way ("Swiss", "Dutchman").
_NO_PLURAL_ENDINGS = ("s", "sh", "ch", "ese", "men", "hman")


class Gazetteer:
    """All known names, found by their first token."""

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._by_key: dict[str, Entry] = {}
        rows = [*_read_countries(), *_read_places(), *_read_bodies(), *_read_peoples()]
        layout = lay_out("\n\n".join(words for words, _ in rows))
        after_last = 0
        for (words, entry), paragraph in zip(rows, layout.paragraphs, strict=True):
            first, after_last = layout.tokens_in(paragraph)
            tokens = tuple(layout.lowers[first:after_last])
            if tokens[0] == "the" and len(tokens) > 1:
                tokens = tokens[1:]
            for variant in {tokens, tuple(t.replace("'", "’") for t in tokens)}:
                self._by_first.setdefault(variant[0], []).append((variant[1:], entry))
            key = name_key(words)
            if key not in self._by_key or entry.form is Form.NAME:
                self._by_key.setdefault(key, entry)
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))
        #: The first tokens of the names that are known in lower case too.
        self.lower_case_first_words = frozenset(
            first
            for first, choices in self._by_first.items()
            if any(entry.lower_case for _, entry in choices)
        )
        #: Pairs of a small word inside a name and the word before it ("bosnia", "and").
        self.joints = frozenset(
            (word, following)
            for first, choices in self._by_first.items()
            for tail, _ in choices
            for word, following in zip((first, *tail), tail, strict=False)
            if following in _SMALL_WORDS
        )
        self._adjectives: dict[str, str] = {}
        for _, entry in rows:
            if entry.form is Form.ADJECTIVE:
                self._adjectives.setdefault(entry.key, entry.written)

    def match(self, words: list[str], lowers: list[str], at: int) -> tuple[int, Entry] | None:
        """Return the longest known name that begins with token ``at``, and its length in tokens.

        A word in capitals stands for any case; a word in lower case only for names that are no
        ordinary words.
        """
        choices = self._by_first.get(lowers[at])
        if choices is None:
            return None
        word = words[at]
        in_lower_case = word[0].islower()
        for tail, entry in choices:
            length = len(tail) + 1
            if tail and tuple(lowers[at + 1 : at + length]) != tail:
                continue
            if in_lower_case:
                if entry.lower_case or word == entry.written:
                    return length, entry
            elif not entry.cased or word == entry.written or (tail and word[0].isupper()):
                return length, entry
        return None

    def adjective_of(self, key: str) -> str:
        """Return the adjective of a country ("Russian"), or an empty text."""
        return self._adjectives.get(key, "")

    def find(self, name: str) -> Entry | None:
        """Return what a whole name stands for: "the Kremlin", "u.k.", "Russians"."""
        return self._by_key.get(name_key(name))


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer, read once."""
    return Gazetteer()


@lru_cache(maxsize=1 << 12)
def find_places_inside(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return the places that a body's name holds besides more words, as (start, end, place).

    "University of Lima" holds Lima; "Lima" alone, or the adjective in "Peruvian Navy", is none.
    """
    if " " not in name:
        return ()
    layout = lay_out(name)
    places: list[tuple[int, int, str]] = []
    at = 0
    while at < len(layout.words):
        match = gazetteer().match(layout.words, layout.lowers, at)
        if match is None or match[0] == len(layout.words):
            at += 1
            continue
        length, entry = match
        if entry.kind in _PLACES and entry.form in _NAMES:
            places.append((*layout.span(at, at + length), entry.name))
        at += length
    return tuple(places)


@cache
def given_names() -> frozenset[str]:
    """Return frequent given names in lower case."""
    return frozenset(word for line in read_words("given_names.txt") for word in line)


@cache
def ordinary_words() -> frozenset[str]:
    """Return words in lower case that name nobody, though they may open a sentence."""
    return frozenset(word for line in read_words("ordinary_words.txt") for word in line)


@cache
def name_words(name_class: str) -> frozenset[str]:
    """Return the words of a class of ``data/name_words.txt`` ("organisation", "title")."""
    return next(
        frozenset(words) for label, *words in read_words("name_words.txt") if label == name_class
    )


def _entry(name: str, kind: ActorKind, form: Form, written: str) -> tuple[str, Entry]:
    cased = len(written) > 1 and (written.isupper() or _is_mixed_acronym(written))
    plain = written.lower() not in _WORDS_IN_LOWER_CASE and len(written) >= _SHORTEST_IN_LOWER_CASE
    lower_case = plain and "." not in written
    lower_case = lower_case and (cased or (kind is ActorKind.COUNTRY and form is Form.NAME))
    own = form is Form.CAPITAL and kind is ActorKind.PLACE
    key = name_key(written if own else name)
    return written, Entry(key, name, kind, form, written, cased, lower_case)


def _is_mixed_acronym(written: str) -> bool:
    """Tell whether an acronym holds small letters: "DoD", "AfD"."""
    return len(written) <= _LONGEST_MIXED and any(letter.isupper() for letter in written[1:])


def read_rows(file: str) -> list[list[str]]:
    """Return the rows of the table ``data/file``, each cut into columns, comments left out."""
    lines = (_DATA / file).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _read_countries() -> list[tuple[str, Entry]]:
    kind = ActorKind.COUNTRY
    found: list[tuple[str, Entry]] = []
    for name, others, people, capitals, houses in read_rows("countries.tsv"):
        found += [_entry(name, kind, Form.NAME, word) for word in (name, *inner_words(others))]
        found += _people(name, kind, people)
        found += [_entry(name, kind, Form.CAPITAL, word) for word in inner_words(capitals)]
        found += [_entry(name, kind, Form.HOUSE, word) for word in inner_words(houses)]
    return found


def _read_places() -> list[tuple[str, Entry]]:
    kind = ActorKind.PLACE
    found: list[tuple[str, Entry]] = []
    for name, others, people in read_rows("places.tsv"):
        found += [_entry(name, kind, Form.NAME, word) for word in (name, *inner_words(others))]
        found += _people(name, kind, people)
    return found


def _read_bodies() -> list[tuple[str, Entry]]:
    found: list[tuple[str, Entry]] = []
    for name, others, kind_name, capitals in read_rows("organisations.tsv"):
        kind = ActorKind(kind_name)
        written = [name, *inner_words(others)]
        written += [word.replace("ization", "isation") for word in written if "ization" in word]
        found += [_entry(name, kind, Form.NAME, word) for word in dict.fromkeys(written)]
        found += [_entry(name, kind, Form.CAPITAL, word) for word in inner_words(capitals)]
    return found


def _read_peoples() -> list[tuple[str, Entry]]:
    kind = ActorKind.GROUP
    found: list[tuple[str, Entry]] = []
    for name, others, members in read_rows("peoples.tsv"):
        found += [_entry(name, kind, Form.PEOPLE, word) for word in (name, *inner_words(others))]
        found += [_entry(name, kind, Form.ADJECTIVE, word) for word in inner_words(members)]
    return found


def _people(name: str, kind: ActorKind, people: str) -> list[tuple[str, Entry]]:
    found: list[tuple[str, Entry]] = []
    for word in inner_words(people):
        found.append(_entry(name, kind, Form.ADJECTIVE, word))
        if not word.endswith(_NO_PLURAL_ENDINGS):
            found.append(_entry(name, kind, Form.PEOPLE, word + "s"))
    return found


def inner_words(column: str) -> list[str]:
    """Return the list that a column holds, cut at its bars."""
    return [word for word in column.split("|") if word]
