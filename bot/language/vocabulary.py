"""What is known of a language: its words by class, its dates and names, as data.

The word lists stand in ``data/languages``, one file a language; ``vocabulary_files`` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Phrase = tuple[str, ...]

#: Letters of word classes in the tags of a layout.
DETERMINER, OBLIQUE, PRONOUN, PREPOSITION, AND = "D", "O", "P", "I", "C"
SUBORDINATOR, RELATIVE, AUXILIARY, SAYING, REPORTING = "B", "H", "X", "V", "v"
TAGGED, ACCORDING, ACCORDING_AFTER, WORDED, IMPERSONAL, SAME = "s", "a", "z", "W", "e", "c"
NAME, ROLE, MONTH, NUMBER, PARTICLE, ADVERB, WORD = "N", "R", "M", "#", "l", "A", "w"
#: Stands at the later words of a phrase of several.
INSIDE = "_"

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007"
#: Patterns of a letter and of a token, before what one language adds.
LETTER = rf"[^\W\d_{_CJK}]"
TOKEN = (
    r"\d{4}-\d\d-\d\d(?!\d)|"
    rf"[{_CJK}]"
    rf"|{LETTER}(?:\.{LETTER})+\.?"  # e.g. with its stops, U.S.
    r"|[A-ZА-Я]{2}(?:\.[A-ZА-Я]{2})+\.?"  # EE.UU.
    rf"|(?:{LETTER}|[\u0300-\u036f])++(?:[-’'·&‑](?:{LETTER}|\d)++)*"
    rf"|\d+(?:[.,:/]\d+)*+(?:[-‑]?{LETTER}++)?"
    r"|\.\.\.+|…+|--+|''|``|[^\w\s]|[^\W]|_+"
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How a language is written.

    Attributes:
        spaced: whether blanks stand between words.
        capital_nouns: whether every noun is written with a capital.
        verb_second: whether the subject stands behind the verb where something else stands first.
        bare_nouns: whether nouns stand without articles.
        ordinal_stop: whether a stop behind a number makes it an ordinal.
        dialogue_dashes: whether a dash that opens a paragraph may open speech.
        particles: small words inside names.
        elisions: short words that end in an apostrophe and are one with the next.
        enclitics: pronouns that hang on a verb ("-il"), hyphen included.
    """

    spaced: bool = True
    capital_nouns: bool = False
    verb_second: bool = False
    bare_nouns: bool = False
    ordinal_stop: bool = False
    dialogue_dashes: bool = False
    particles: frozenset[str] = frozenset()
    elisions: tuple[str, ...] = ()
    enclitics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateWords:
    """What tells a date.

    Attributes:
        months: number of each month's names.
        weekdays: 0 (Monday) to 6 of each weekday's names.
        days: phrases like "yesterday", with the days from the day of publication.
        periods: phrases like "last week", with unit and distance: ``("W", -1)``.
        links: phrases that may stand between day and month, and month and year.
        after_day, after_year: what may hang on a day's and on a year's figures.
        in_year: phrases before a year that stands alone.
        past, coming: words beside a weekday or month that tell which is meant.
        future: verb forms that show that a sentence speaks of what will be.
        units: ``day``, ``week``, ``month`` or ``year`` for words of counting.
        numbers: number words with their values.
        before, after, ahead: what makes "three days" a date: phrases before and behind for the
            past ("three days ago"), before for the future ("in three days").
        blocked: phrases whose words tell no date.
        day_first: whether 5/2/2022 is in February; None where that is not settled.
        datelines: what stands behind the date that heads a report, beside marks.
        marks: for dates without blanks, what stands behind year, month and day.
    """

    months: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[Phrase, int] = field(default_factory=dict)
    days: Mapping[Phrase, int] = field(default_factory=dict)
    periods: Mapping[Phrase, tuple[str, int]] = field(default_factory=dict)
    links: tuple[Phrase, ...] = ()
    after_day: frozenset[str] = frozenset()
    after_year: frozenset[str] = frozenset()
    in_year: tuple[Phrase, ...] = ()
    past: frozenset[str] = frozenset()
    coming: frozenset[str] = frozenset()
    future: frozenset[str] = frozenset()
    units: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    before: tuple[Phrase, ...] = ()
    after: tuple[Phrase, ...] = ()
    ahead: tuple[Phrase, ...] = ()
    blocked: tuple[Phrase, ...] = ()
    day_first: bool | None = None
    datelines: frozenset[str] = frozenset()
    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language as data; empty for a language that has no file.

    Attributes:
        code: ISO 639-1, "" where there is no file.
        token: matches one token of a text.
        common: the commonest words.
        abbreviations: without their last stop.
        tags: class of each listed word (the letters above).
        phrases: the phrases of several words by their first, longest first, with their class.
        genders: of each pronoun, "" where it tells none.
        role_genders: of nouns and titles that tell it.
        given: given names, with the gender of who bears them.
        links: words that open a complement which belongs to the noun before.
        reported: verb forms of reported speech.
        role_endings: of compound nouns for who can speak.
        modifier_endings: of adjectives, where nouns stand without articles.
        opening_sources: prepositions that name a source where they open a sentence ("Pour X, ...").
        separable: verbs that report speech only with one of these particles at their clause's end.
        names: phrases by their first word, longest first, with the English name.
    """

    code: str = ""
    token: re.Pattern[str] = re.compile(TOKEN)
    shape: Shape = field(default_factory=Shape)
    common: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    tags: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, Sequence[tuple[Phrase, str]]] = field(default_factory=dict)
    genders: Mapping[str, str] = field(default_factory=dict)
    role_genders: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    reported: frozenset[str] = frozenset()
    role_endings: tuple[str, ...] = ()
    modifier_endings: tuple[str, ...] = ()
    opening_sources: frozenset[str] = frozenset()
    separable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dates: DateWords = field(default_factory=DateWords)
    names: Mapping[str, Sequence[tuple[Phrase, str]]] = field(default_factory=dict)


def fold(word: str) -> str:
    """Return a word as it is looked up: in lower case, with straight apostrophes."""
    return word.lower().replace("’", "'")
