"""Words and their forms are what dictionaries have, for every verb of the lists."""

from __future__ import annotations

import re

import pytest

from bot.language.lexicon import (
    read_words,
    regular_forms,
    reporting_verbs,
    saying_verbs,
    tag_of,
    third_person,
    verb_lemmas,
)

VERB_LISTS = ("saying_verbs.txt", "reporting_verbs.txt", "common_verbs.txt")


@pytest.mark.parametrize(
    ("verb", "third", "past", "ing"),
    [
        ("agree", "agrees", "agreed", "agreeing"),
        ("guarantee", "guarantees", "guaranteed", "guaranteeing"),
        ("lie", "lies", "lied", "lying"),
        ("dye", "dyes", "dyed", "dyeing"),
        ("tiptoe", "tiptoes", "tiptoed", "tiptoeing"),
        ("argue", "argues", "argued", "arguing"),
        ("deny", "denies", "denied", "denying"),
        ("obey", "obeys", "obeyed", "obeying"),
        ("admit", "admits", "admitted", "admitting"),
        ("commit", "commits", "committed", "committing"),
        ("refer", "refers", "referred", "referring"),
        ("permit", "permits", "permitted", "permitting"),
        ("extol", "extols", "extolled", "extolling"),
        ("quip", "quips", "quipped", "quipping"),
        ("stop", "stops", "stopped", "stopping"),
        ("ban", "bans", "banned", "banning"),
        ("offer", "offers", "offered", "offering"),
        ("visit", "visits", "visited", "visiting"),
        ("rail", "rails", "railed", "railing"),
        ("vow", "vows", "vowed", "vowing"),
        ("text", "texts", "texted", "texting"),
        ("stress", "stresses", "stressed", "stressing"),
        ("echo", "echoes", "echoed", "echoing"),
        ("launch", "launches", "launched", "launching"),
    ],
)
def test_regular_verbs_inflect(verb: str, third: str, past: str, ing: str) -> None:
    """Silent letters drop, final consonants double under stress, nothing else changes."""
    assert (third_person(verb), *regular_forms(verb)) == (third, past, ing)


@pytest.mark.parametrize("name", VERB_LISTS)
def test_every_listed_verb_has_its_four_forms(name: str) -> None:
    """A line holds a verb alone, or with all further forms, its -ing form last.

    The -ing forms of "learn" and "show" are nouns far more often and left out.
    """
    for lemma, *irregular in read_words(name):
        if irregular and lemma not in ("learn", "show"):
            assert irregular[-1].endswith("ing"), lemma
        forms = {third_person(lemma), *(irregular or regular_forms(lemma))}
        assert forms <= verb_lemmas(name).keys(), lemma


@pytest.mark.parametrize("name", VERB_LISTS)
def test_no_listed_verb_has_a_form_that_english_lacks(name: str) -> None:
    """No form has three of a letter, drops a doubled letter's twin or keeps a mute vowel."""
    odd = re.compile(r"(.)\1\1|[^aeiou]ied?ing|[^eoy]eing|iing|eeed|[^aeiou]yed|[^aeiou]ys")
    assert [form for form in verb_lemmas(name) if odd.search(form)] == []


@pytest.mark.parametrize("name", VERB_LISTS)
def test_no_line_spells_out_what_the_rules_give(name: str) -> None:
    """Forms stand in a list only where they are not regular."""
    spelt_out = [
        lemma
        for lemma, *irregular in read_words(name)
        if irregular and tuple(irregular) == regular_forms(lemma)
    ]
    assert spelt_out == []


@pytest.mark.parametrize(
    "form", ["said", "agreed", "agrees", "admitted", "quipped", "pleading", "echoes", "told"]
)
def test_forms_of_saying_verbs_are_cues(form: str) -> None:
    """All forms of a saying verb are known as such."""
    assert form in saying_verbs()
    assert tag_of(form) in "VzuZU"


@pytest.mark.parametrize("form", ["guaranteed", "referred", "learned", "shown", "submitted"])
def test_forms_of_reporting_verbs_are_cues(form: str) -> None:
    """All forms of a reporting verb are known as such."""
    assert form in reporting_verbs()


@pytest.mark.parametrize(
    ("word", "tag"),
    [("foolish", "j"), ("superior", "j"), ("punish", "w"), ("behavior", "w"), ("abolish", "w")],
)
def test_endings_of_adjectives_do_not_make_one_of_every_word(word: str, tag: str) -> None:
    """Verbs in -ish and nouns in -ior are told from adjectives by name."""
    assert tag_of(word) == tag
