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

from functools import cache, lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_VOWELS = frozenset("aeiou")
_MODIFIER_ENDINGS = (
    "al", "ic", "ive", "ary", "ory", "ous", "ful", "less", "ent", "ant", "able", "ible", "ean",
    "ian", "ior", "ish", "ese", "year-old", "based", "backed", "led", "wing",
)  # fmt: skip
_TITLES = (
    "mr. mrs. ms. mx. dr. sen. rep. reps. sens. gov. gen. lt. col. maj. capt. cmdr. sgt. cpl. adm."
    " prof. rev. hon. pres. supt. insp. st. mr mrs ms dr sen rep gov gen col prof sir dame lord"
    " lady"
).split()
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", ".": ".", "?": "?", "!": "!", "…": ".", "...": ".",
    "(": "(", "[": "(", ")": ")", "]": ")", "-": "-", "–": "-", "—": "-", "--": "-", "&": "&",
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
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es"
    return verb + "s"


def regular_forms(verb: str) -> tuple[str, str]:
    """Return past and -ing form of a regular verb: ("denied", "denying")."""
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb[:-1] + "ied", verb + "ing"
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
def roles() -> frozenset[str]:
    """Return nouns for who or what can speak, singular and plural, in lower case."""
    nouns: set[str] = set()
    for singular, *plurals in read_words("roles.txt"):
        nouns.update((singular, *(plurals or (third_person(singular),))))
    return frozenset(nouns)


@cache
def tag_table() -> dict[str, str]:
    """Return the tags of all listed words as they may be written: "said", "Said", "SAID".

    Capitals change two classes: ``R`` becomes ``T``, and verbs become ``Y``, which ``lay_out``
    turns into a verb at the start of a sentence and into part of a name elsewhere.
    """
    table: dict[str, str] = {}
    for words, tag in (
        (reporting_verbs(), "v"),
        (saying_verbs(), "V"),
        ((word for line in read_words("modifiers.txt") for word in line), "j"),
    ):
        table.update(dict.fromkeys(words, tag))
    # A word that is noun and verb ("claims", "reports") is told apart by what stands around it.
    for word in (word for line in read_words("noun_verbs.txt") for word in line):
        table.update({word: "z", third_person(word): "u"})
    both = {"z": "Z", "u": "U"}
    for noun in roles():
        tag = table.get(noun, "w")
        table[noun] = both.get(tag, "Z" if tag in "Vv" else "R")
    for tag, *words in read_words("function_words.txt"):
        table.update(dict.fromkeys(words, tag))
    capitals = {
        "R": "T",
        "V": "Y",
        "v": "Y",
        "Z": "T",
        "U": "T",
        "z": "Y",
        "u": "Y",
        "j": "J",
        "l": "N",
    }
    for word, tag in list(table.items()):
        table.setdefault(word.capitalize(), capitals.get(tag, tag))
    for word in (word for line in read_words("bodies.txt") for word in line):
        table[word.capitalize()] = "N"
    table.update({"according": "a", "According": "a"})
    table.update({"I": "P", "'s": "S", "’s": "S", "May": "N", "Will": "X", "US": "N", "IT": "N"})
    for title in _TITLES:
        table[title.capitalize()] = "K"
        if title.endswith("."):
            table[title] = "K"
    return table | _PUNCTUATION


@lru_cache(maxsize=1 << 15)
def tag_of(word: str) -> str:
    """Return the tag of a word by itself; kept for words seen before."""
    listed = tag_table().get(word)
    if listed is not None:
        return listed
    first = word[0]
    if first.islower():
        if word.endswith("ly"):
            return "A"
        return "j" if word.endswith(_MODIFIER_ENDINGS) and len(word) > 4 else "w"
    if first.isalpha():
        return "N"
    if first.isdigit() or word[-1].isdigit():
        return "#"
    return "*"
