"""What is known of a language: its words by class, its marks and dates, one data file each.

``data/languages/XX.toml`` holds one language; adding a file adds the language. Texts in a language
without a file are read with an empty vocabulary: sentences, quoted stretches, dates in figures.
Parts of a file, all of words in lower case unless case tells something:

``shape``          how the language is written (the fields of ``Shape``)
``common``         its commonest words, and its letters beyond a to z (or its whole alphabet in
                   another script), by which it is told from others
``abbreviations``  words whose full stop ends no sentence
``grammar``        determiners, prepositions and other small words; ``links`` open a complement that
                   belongs to the noun before ("of"), ``reported`` are verb forms of reported speech
``pronouns``       those that can be a subject, by gender
``speech``         verbs that report speech and phrases that name its source
``roles``          nouns for who can speak; ``endings`` are those of compounds
``given``          given names that tell who bears them
``months``, ``weekdays``, ``dates``  what tells a date
``names``          countries and bodies by their English names, with the names in this language
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "data" / "languages"

Phrase = tuple[str, ...]

#: Letters of word classes in the tags of a layout.
DETERMINER, OBLIQUE, PRONOUN, PREPOSITION, AND = "D", "O", "P", "I", "C"
SUBORDINATOR, RELATIVE, AUXILIARY, SAYING, REPORTING = "B", "H", "X", "V", "v"
TAGGED, ACCORDING, ACCORDING_AFTER, WORDED, IMPERSONAL = "s", "a", "z", "W", "e"
NAME, ROLE, MONTH, NUMBER, PARTICLE, ADVERB, WORD = "N", "R", "M", "#", "l", "A", "w"
#: Stands at the later words of a phrase of several.
INSIDE = "_"

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u3005\u3007"
_WORDS = rf"[^\W\d_{_CJK}]"
_REST = (
    r"\d{4}-\d\d-\d\d(?!\d)|"
    rf"[{_CJK}]"
    rf"|{_WORDS}(?:\.{_WORDS})+\.?"  # e.g. with its stops, U.S.
    r"|[A-ZА-Я]{2}(?:\.[A-ZА-Я]{2})+\.?"  # EE.UU.
    rf"|(?:{_WORDS}|[\u0300-\u036f])++(?:[-’'·&‑](?:{_WORDS}|\d)++)*"
    rf"|\d+(?:[.,:/]\d+)*+(?:[-‑]?{_WORDS}++)?"
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
        separable: verbs that report speech only with one of these particles at their clause's end.
        names: phrases by their first word, longest first, with the English name.
    """

    code: str = ""
    token: re.Pattern[str] = re.compile(_REST)
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
    separable: Mapping[str, frozenset[str]] = field(default_factory=dict)
    dates: DateWords = field(default_factory=DateWords)
    names: Mapping[str, Sequence[tuple[Phrase, str]]] = field(default_factory=dict)


@cache
def known_languages() -> frozenset[str]:
    """Return the codes of all languages that have a file."""
    return frozenset(path.stem for path in _FOLDER.glob("*.toml"))


def read_common(code: str) -> tuple[str, frozenset[str]]:
    """Return the letters and the commonest words of a language that has a file, and no more."""
    part = tomllib.loads(_read_file(code)).get("common", {})
    return part.get("letters", ""), _words(part.get("words", ""))


def _read_file(code: str) -> str:
    return (_FOLDER / f"{code}.toml").read_text(encoding="utf-8")


@cache
def vocabulary_of(code: str) -> Vocabulary:
    """Return the vocabulary of a language, an empty one where it has no file."""
    if code not in known_languages():
        return Vocabulary()
    return read_vocabulary(_read_file(code))


def read_vocabulary(source: str) -> Vocabulary:
    """Return the vocabulary that the text of a language file describes.

    Raises:
        ValueError: the text is no TOML, or holds a value of the wrong sort.
    """
    data = tomllib.loads(source)
    shape = _read_shape(data.get("shape", {}))
    token = _token_pattern(shape)
    grammar, speech, roles = (data.get(part, {}) for part in ("grammar", "speech", "roles"))
    tags, phrases = _read_classes(data, token)
    return Vocabulary(
        code=data["code"],
        token=token,
        shape=shape,
        common=_words(data.get("common", {}).get("words", "")),
        abbreviations=_words(data.get("abbreviations", {}).get("words", "")),
        tags=tags,
        phrases=_by_first(phrases.items()),
        genders=_read_genders(data.get("pronouns", {})),
        role_genders=_told_genders(roles),
        given=_told_genders(data.get("given", {})),
        links=_words(grammar.get("links", "")),
        reported=_words(grammar.get("reported", "")) | _words(speech.get("reported", "")),
        role_endings=tuple(roles.get("endings", "").split()),
        modifier_endings=tuple(roles.get("modifiers", "").split()),
        separable={
            verb: _words(particles)
            for verbs, particles in speech.get("separable", {}).items()
            for verb in verbs.split()
        },
        dates=_read_dates(data, token),
        names=_read_names(data.get("names", {}), token),
    )


def _read_shape(part: Mapping[str, Any]) -> Shape:
    known = {it.name for it in fields(Shape)} - {"particles", "elisions", "enclitics"}
    return Shape(
        **{name: bool(value) for name, value in part.items() if name in known},
        particles=_words(part.get("particles", "")),
        elisions=tuple(part.get("elisions", "").split()),
        enclitics=tuple(part.get("enclitics", "").split()),
    )


def _token_pattern(shape: Shape) -> re.Pattern[str]:
    """Return the pattern of one token; words that hang on others are tokens of their own."""
    pattern = _REST
    if shape.enclitics:
        hanging = "|".join(map(re.escape, sorted(shape.enclitics, key=len, reverse=True)))
        pattern = (
            rf"(?i:{hanging})(?![^\W_])|{_WORDS}+(?:[-’'](?:{_WORDS})+?)*?"
            rf"(?=(?i:{hanging})(?![^\W_]))|{pattern}"
        )
    if shape.elisions:
        elided = "|".join(map(re.escape, sorted(shape.elisions, key=len, reverse=True)))
        pattern = rf"(?i:(?:{elided})['’])|{pattern}"
    return re.compile(pattern)


def cut_phrase(phrase: str, token: re.Pattern[str]) -> Phrase:
    """Return the tokens of a phrase as they are compared."""
    return tuple(map(fold, token.findall(phrase)))


def fold(word: str) -> str:
    """Return a word as it is looked up: in lower case, with straight apostrophes."""
    return word.lower().replace("’", "'")


def _words(words: str) -> frozenset[str]:
    return frozenset(words.lower().split())


#: Classes in the order in which a word of several is taken: the last wins.
_CLASSES = (
    ("roles", "words", ROLE),
    ("roles", "male", ROLE),
    ("roles", "female", ROLE),
    ("speech", "reporting", REPORTING),
    ("speech", "saying", SAYING),
    ("grammar", "openers", ADVERB),
    ("grammar", "auxiliaries", AUXILIARY),
    ("grammar", "prepositions", PREPOSITION),
    ("grammar", "subordinators", SUBORDINATOR),
    ("grammar", "relatives", RELATIVE),
    ("grammar", "and", AND),
    ("grammar", "oblique", OBLIQUE),
    ("grammar", "determiners", DETERMINER),
    ("pronouns", "open", PRONOUN),
    ("pronouns", "plural", PRONOUN),
    ("pronouns", "neuter", PRONOUN),
    ("pronouns", "female", PRONOUN),
    ("pronouns", "male", PRONOUN),
    ("speech", "tagged", TAGGED),
    ("speech", "according_after", ACCORDING_AFTER),
    ("speech", "according", ACCORDING),
    ("speech", "worded", WORDED),
    ("speech", "impersonal", IMPERSONAL),
)


def _read_classes(
    data: Mapping[str, Any], token: re.Pattern[str]
) -> tuple[dict[str, str], dict[Phrase, str]]:
    """Return the class of each listed word, and of each phrase of several words."""
    tags: dict[str, str] = {}
    phrases: dict[Phrase, str] = {}
    days = data.get("dates", {}).get("days", {})
    dated = (data.get("months", {}), data.get("weekdays", {}), days)
    for words in (words for part in dated for words in part.values()):
        for word in _entries(words):
            _file(cut_phrase(word, token), MONTH, tags, phrases)
    for part, name, tag in _CLASSES:
        for entry in _entries(data.get(part, {}).get(name, "")):
            _file(cut_phrase(entry, token), tag, tags, phrases)
    return tags, phrases


def _file(words: Phrase, tag: str, tags: dict[str, str], phrases: dict[Phrase, str]) -> None:
    if len(words) == 1:
        tags[words[0]] = tag
    elif words:
        phrases[words] = tag


def _entries(value: str | Sequence[str]) -> Sequence[str]:
    """Return the words of a text, or the phrases of a list as they are."""
    return value.split() if isinstance(value, str) else value


def _read_genders(part: Mapping[str, str]) -> dict[str, str]:
    """Return what each pronoun tells; one of two genders tells nothing but a plural."""
    genders: dict[str, str] = {}
    for gender, words in part.items():
        for word in words.lower().split():
            told = "" if gender == "open" else gender
            genders[word] = told if genders.get(word, told) == told else f"{genders[word]} {told}"
    return genders


def _told_genders(part: Mapping[str, str]) -> dict[str, str]:
    """Return the words that tell a gender; one that tells both tells none."""
    told = [frozenset(part.get(gender, "").lower().split()) for gender in ("male", "female")]
    male, female = told[0] - told[1], told[1] - told[0]
    return dict.fromkeys(male, "male") | dict.fromkeys(female, "female")


def _by_first(
    phrases: Iterable[tuple[Phrase, str]],
) -> dict[str, list[tuple[Phrase, str]]]:
    found: dict[str, list[tuple[Phrase, str]]] = {}
    for words, value in phrases:
        if words:
            found.setdefault(words[0], []).append((words, value))
    for choices in found.values():
        choices.sort(key=lambda it: -len(it[0]))
    return found


def _read_names(
    part: Mapping[str, str], token: re.Pattern[str]
) -> dict[str, list[tuple[Phrase, str]]]:
    """Return the names by their first word as written."""
    pairs = (
        (tuple(token.findall(written)), english)
        for english, others in part.items()
        for written in others.split("|")
    )
    return _by_first(pairs)


def _read_dates(data: Mapping[str, Any], token: re.Pattern[str]) -> DateWords:
    part: Mapping[str, Any] = data.get("dates", {})

    def cut_all(phrases: Iterable[str]) -> tuple[Phrase, ...]:
        return tuple(cut_phrase(phrase, token) for phrase in phrases)

    ago: Mapping[str, Sequence[str]] = part.get("ago", {})
    slashes = part.get("slashes", "")
    return DateWords(
        months={
            word: int(number)
            for number, words in data.get("months", {}).items()
            for word in words.split()
        },
        weekdays={
            cut_phrase(word, token): int(number) - 1
            for number, words in data.get("weekdays", {}).items()
            for word in _entries(words)
        },
        days={
            phrase: int(days)
            for days, phrases in part.get("days", {}).items()
            for phrase in cut_all(phrases)
        },
        periods={
            phrase: (value[0], int(value[1:]))
            for value, phrases in part.get("periods", {}).items()
            for phrase in cut_all(phrases)
        },
        links=cut_all(part.get("link", [])),
        after_day=_words(part.get("after_day", "")),
        after_year=frozenset(part.get("after_year", [])),
        in_year=cut_all(part.get("in_year", [])),
        past=_words(part.get("past", "")),
        coming=_words(part.get("coming", "")),
        future=_words(part.get("future", "")),
        units={w: unit for unit, words in part.get("units", {}).items() for w in words.split()},
        numbers={
            word: int(number)
            for number, words in part.get("numbers", {}).items()
            for word in words.split()
        },
        before=cut_all(ago.get("before", [])),
        after=cut_all(ago.get("after", [])),
        ahead=cut_all(ago.get("ahead", [])),
        blocked=cut_all(part.get("blocked", {}).get("phrases", [])),
        day_first={"day first": True, "month first": False}.get(slashes),
        marks={name: _words(marks) for name, marks in part.get("marks", {}).items()},
    )
