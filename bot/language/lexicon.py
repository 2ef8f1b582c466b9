"""Words by class: one letter a word, so that patterns over words are patterns over a string.

``Layout.tags`` holds one of these letters for each token:

==  ===================================================================================
D   determiner or possessive (the, an, his)      P  subject pronoun (he, they, it)
O   object pronoun (him, themselves)             H  relative (who, which)
Q   quantity (some, both, three)                 #  number in figures
X   auxiliary (has, was, would)                  G  negation (not, never)
A   adverb (also, later, recently)               j  modifier (former, foreign, national)
o   of                                           i  to
I   any other preposition                        m  noun of time (week, year)
C   and, or                                      B  conjunction that opens a clause
t   that                                         S  's (genitive or is)
R   noun for who can speak (officials, report)   T  the same with a capital (President)
N   word of a name: a capital without another    l  particle inside names (de, van, bin)
    reason
V   saying verb (said, wrote)                    v  other reporting verb (accused, vowed to)
M   month or weekday                             w  any other word
a   "according"                                  K  abbreviated title (Mr., Sen., Dr.)
==  ===================================================================================

Punctuation stands for itself where it matters: ``, ; : . ? ! ( )``, ``-`` for every dash, ``"``
for every mark of quotation, ``&`` for the ampersand; ``*`` is everything else.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.language.names import ARTICLES

_DATA = Path(__file__).parent / "data"
_WITH_CAPITAL = {
    "R": "T", "Z": "T", "U": "T", "V": "Y", "v": "Y", "z": "Y", "u": "Y", "j": "J", "l": "N",
}  # fmt: skip
_VOWELS = frozenset("aeiou")
# One short syllable: its last letter doubles ("stop", "quip", "ban").
_SHORT_VERB = re.compile(r"(?:[^aeiou]*qu|[^aeiou]*)[aeiou][^aeiouwxyh]")
# Of longer verbs it doubles where the last syllable is stressed.
_STRESSED_AT_END = frozenset(
    "abet abhor acquit admit allot annul commit compel concur confer control deadpan debar defer"
    " demur deter disbar dispel emit equip excel expel extol impel incur infer inter occur omit"
    " outwit patrol permit prefer propel rebel rebut recap recur refer regret remit repel resubmit"
    " submit transfer transmit unplug".split()
)
_WITH_ES = frozenset("do echo embargo forgo go torpedo undergo veto".split())
_MODIFIER_ENDINGS = (
    "al", "ic", "ive", "ary", "ory", "ous", "ful", "less", "ent", "ant", "able", "ible", "ean",
    "ian", "ior", "ish", "ese", "year-old", "based", "backed", "led", "wing",
)  # fmt: skip
#: Words with such an ending that are no adjectives.
_NO_MODIFIERS = frozenset(
    "abolish accomplish admonish astonish banish behavior behaviour brandish cherish demolish"
    " diminish distinguish embellish establish extinguish finish flourish furnish impoverish"
    " languish misbehavior misbehaviour nourish perish polish publish punish relinquish replenish"
    " savior saviour tarnish vanish vanquish warrior".split()
)
_TITLES = (
    "mr. mrs. ms. mx. dr. sen. rep. reps. sens. gov. gen. lt. col. maj. capt. cmdr. sgt. cpl. adm."
    " brig. pvt. spc. ens. messrs. mme."
    " prof. rev. hon. pres. supt. insp. st. mr mrs ms dr sen rep gov gen col adm capt lt"
    " prof sir dame lord lady"
).split()
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", ".": ".", "?": "?", "!": "!", "…": ".", "...": ".",
    "(": "(", "[": "(", ")": ")", "]": ")", "-": "-", "–": "-", "—": "-", "―": "-", "--": "-",
    "&": "&",
    "“": '"', "”": '"', '"': '"', "„": '"', "«": '"', "»": '"', "``": '"', "''": '"', "‘": "'",
    "’": "'", "'": "'", "‚": "'", "`": "'",
}  # fmt: skip


def read_words(name: str) -> list[list[str]]:
    """Return the lines of the word list ``data/name``, each cut at blanks, comments left out."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines if line and not line.startswith("#")]


@cache
def verb_lemmas(name: str) -> dict[str, str]:
    """Return every form of the verbs of ``data/name`` with the verb it belongs to.

    A line holds a verb alone, whose forms follow the rules, or with its further forms.
    """
    forms: dict[str, str] = {}
    for lemma, *irregular in read_words(name):
        for form in (lemma, third_person(lemma), *(irregular or regular_forms(lemma))):
            forms.setdefault(form, lemma)
    return forms


def third_person(verb: str) -> str:
    """Return "denies" for "deny"; the plural of a noun is made the same way."""
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ies"
    if verb.endswith(("s", "sh", "ch", "x", "z")) or verb in _WITH_ES:
        return verb + "es"
    return verb + "s"


def regular_forms(verb: str) -> tuple[str, str]:
    """Return past and -ing form of a regular verb: ("denied", "denying"), ("admitted", ...)."""
    if verb.endswith("ie"):
        return verb + "d", verb[:-2] + "ying"
    if verb.endswith(("ee", "oe", "ye")):
        return verb + "d", verb + "ing"
    if verb.endswith("e"):
        return verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied", verb + "ing"
    if verb in _STRESSED_AT_END or _SHORT_VERB.fullmatch(verb):
        verb += verb[-1]
    return verb + "ed", verb + "ing"


@cache
def saying_verbs() -> dict[str, str]:
    """Return the forms of verbs that take somebody's own words, with their lemmas."""
    return verb_lemmas("saying_verbs.txt")


@cache
def reporting_verbs() -> dict[str, str]:
    """Return the forms of all other reporting verbs, with their lemmas."""
    return verb_lemmas("reporting_verbs.txt")


@cache
def gerunds() -> frozenset[str]:
    """Return the -ing forms of all listed verbs, those that carry a stance included."""
    # A line of that file holds stance, frame and word; classes of words begin with "@".
    stances = {words[2] for words in read_words("stances.tsv") if not words[0].startswith("@")}
    others = (saying_verbs(), reporting_verbs(), verb_lemmas("common_verbs.txt"))
    verbs = stances.union(_listed("noun_verbs.txt"), *(lemmas.values() for lemmas in others))
    return frozenset(regular_forms(verb)[1] for verb in verbs)


@cache
def roles() -> frozenset[str]:
    """Return nouns for who or what can speak, singular and plural, in lower case."""
    nouns: set[str] = set()
    for singular, *plurals in read_words("roles.txt"):
        nouns.update((singular, *(plurals or (third_person(singular),))))
    return frozenset(nouns)


@cache
def tag_table() -> dict[str, str]:
    """Return the tags of all listed words as they may be written: "said", "Said".

    Letters that are not in the list above are settled by ``lay_out`` from what stands around:
    ``z`` and ``u`` are base form and third person of verbs that are nouns as well, ``Z`` and
    ``U`` the same where the noun can speak ("reports"); ``Y`` is a verb and ``J`` a modifier with
    a capital, which they owe to a sentence's start or to a name.
    """
    table = _lower_case_tags()
    for word, tag in list(table.items()):
        table.setdefault(word.capitalize(), _WITH_CAPITAL.get(tag, tag))
    table.update((body.capitalize(), "N") for body in _listed("bodies.txt"))
    table.update({"according": "a", "According": "a"})
    table.update({"I": "P", "'s": "S", "’s": "S", "May": "N", "Will": "X", "US": "N", "IT": "N"})
    table.update((title.capitalize(), "K") for title in _TITLES)
    table.update((title, "K") for title in _TITLES if title.endswith("."))
    return table | _PUNCTUATION


def _lower_case_tags() -> dict[str, str]:
    """Return the tags of listed words in lower case; closed classes win over open ones."""
    table = dict.fromkeys(reporting_verbs(), "v")
    table.update(dict.fromkeys(saying_verbs(), "V"))
    table.update(dict.fromkeys(_listed("modifiers.txt"), "j"))
    for word in _listed("noun_verbs.txt"):
        table.update({word: "z", third_person(word): "u"})
    speaking = {"z": "Z", "u": "U", "V": "Z", "v": "Z"}
    table.update({noun: speaking.get(table.get(noun, ""), "R") for noun in roles()})
    for tag, *words in read_words("function_words.txt"):
        table.update(dict.fromkeys(words, tag))
    return table


def _listed(name: str) -> list[str]:
    """Return all words of a list."""
    return [word for line in read_words(name) for word in line]


def tag_of(word: str) -> str:
    """Return the tag of a word by itself."""
    listed = tag_table().get(word)
    if listed is not None:
        return listed
    first = word[0]
    if first.islower():
        if word[:3] in ARTICLES and word[3:4].isupper():
            return "N"
        if word.endswith("ly"):
            return "A"
        is_modifier = word.endswith(_MODIFIER_ENDINGS) and len(word) > 4
        return "j" if is_modifier and word not in _NO_MODIFIERS else "w"
    if first.isalpha():
        return "N"
    if first == "@" and len(word) > 1:
        return "N"  # somebody's handle
    if first.isdigit() or word[-1].isdigit():
        return "#"
    return "*"
