"""The word lists of languages, read from one data file each.

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
``speech``         verbs that report speech and phrases that name its source; ``opening`` do so
                   where they open a sentence, ``same`` go on with the source before ("he said")
``roles``          nouns for who can speak; ``endings`` are those of compounds
``given``          given names that tell who bears them
``months``, ``weekdays``, ``dates``  what tells a date
``names``          countries and bodies by their English names, with the names in this language
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from bot.language.language_files import known_languages, read_language_file
from bot.language.vocabulary import (
    ACCORDING,
    ACCORDING_AFTER,
    ADVERB,
    AND,
    AUXILIARY,
    DETERMINER,
    IMPERSONAL,
    LETTER,
    MONTH,
    OBLIQUE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    REPORTING,
    ROLE,
    SAME,
    SAYING,
    SUBORDINATOR,
    TAGGED,
    TOKEN,
    WORDED,
    DateWords,
    Phrase,
    Shape,
    Vocabulary,
    fold,
)


@cache
def vocabulary_of(code: str) -> Vocabulary:
    """Return the vocabulary of a language, an empty one where it has no file."""
    if code not in known_languages():
        return Vocabulary()
    return read_vocabulary(read_language_file(code))


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
        opening_sources=_words(speech.get("opening", "")),
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
    pattern = TOKEN
    if shape.enclitics:
        hanging = "|".join(map(re.escape, sorted(shape.enclitics, key=len, reverse=True)))
        pattern = (
            rf"(?i:{hanging})(?![^\W_])|{LETTER}+(?:[-’'](?:{LETTER})+?)*?"
            rf"(?=(?i:{hanging})(?![^\W_]))|{pattern}"
        )
    if shape.elisions:
        elided = "|".join(map(re.escape, sorted(shape.elisions, key=len, reverse=True)))
        pattern = rf"(?i:(?:{elided})['’])|{pattern}"
    return re.compile(pattern)


def cut_phrase(phrase: str, token: re.Pattern[str]) -> Phrase:
    """Return the tokens of a phrase as they are compared."""
    return tuple(map(fold, token.findall(phrase)))


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
    ("speech", "same", SAME),
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
        datelines=_words(part.get("datelines", "")),
        marks={name: _words(marks) for name, marks in part.get("marks", {}).items()},
    )
