"""Words of texts and topics in the form under which they are compared; used all over this room."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from bot.language.lexicon import verb_lemmas

_WORD = re.compile(r"[^\W_]+(?:[’'.&][^\W_]+)*")
_POSSESSIVES = ("'s", "’s")

#: Words that say nothing about what a text or a question is about.
FUNCTION_WORDS = frozenset(
    "a an and any are as at be been being but by can could did do does doing done for from had"
    " has have having he her hers him his how i if in into is it its itself just me might mine more"
    " most"
    " must my no nor not now of off on once only or other our ours out over own per she should so"
    " some such than that the their theirs them then there these they this those through to too"
    " under until up us very was we were what when where which while who whom whose why will with"
    " would you your yours about after again against all also am because before between both during"
    " each few happen happened happens here s t re ve ll d m don isn doesn didn wasn aren couldn"
    " shouldn wouldn".split()
)

#: Endings of inflection, then of derivation; each word loses at most one of either.
_INFLECTIONS = (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""))
_DERIVATIONS = (
    ("ication", "i"), ("ization", "iz"), ("isation", "is"), ("ation", ""), ("ition", ""),
    ("ansion", "and"), ("ension", "end"), ("asion", "ad"), ("ision", "id"), ("ction", "ct"),
    ("ment", ""), ("ness", ""), ("val", "v"), ("er", ""), ("or", ""), ("y", "i"), ("e", ""),
)  # fmt: skip
_SHORTEST_ROOT = 3


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` in lower case, possessives dropped: "Nato's" is "nato"."""
    found: list[str] = _WORD.findall(text.casefold())
    if "'" not in text and "’" not in text:
        return found
    return [word[:-2] if word.endswith(_POSSESSIVES) else word for word in found]


def places_of_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, word)`` for each word of ``text``, in the form of ``words_of``."""
    for match in _WORD.finditer(text):
        word = match.group().casefold()
        bare = word[:-2] if word.endswith(_POSSESSIVES) else word
        yield match.start(), match.end() - (len(word) - len(bare)), bare


def content_words(text: str) -> list[str]:
    """Return the words of ``text`` that carry meaning, in order, repeats kept."""
    return [word for word in words_of(text) if word not in FUNCTION_WORDS]


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """Return what forms of an English word share: "applied" and "application" are "appli".

    An irregular form of a common verb is that verb ("met" is "meet"). An ending is cut where three
    letters stay; words of three letters or with a digit stay.
    """
    return _stem(_irregular_forms().get(word, word))


def _stem(word: str) -> str:
    if len(word) <= _SHORTEST_ROOT or not word.isalpha():
        return word
    return _without(_DERIVATIONS, _without(_INFLECTIONS, word))


@cache
def _irregular_forms() -> dict[str, str]:
    """Return the forms of common verbs that no ending explains, with their verbs."""
    return {
        form: verb
        for name in ("saying_verbs.txt", "reporting_verbs.txt", "common_verbs.txt")
        for form, verb in verb_lemmas(name).items()
        if _stem(form) != _stem(verb)
    }


def _without(endings: tuple[tuple[str, str], ...], word: str) -> str:
    for ending, instead in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_ROOT:
            if ending == "s" and word[-2] in "sui":
                return word
            stem = word[: -len(ending)] + instead
            doubled = len(stem) > _SHORTEST_ROOT and stem[-1] == stem[-2] and stem[-1] not in "lsz"
            return stem[:-1] if doubled else stem
    return word


@lru_cache(maxsize=20_000)
def roots_of(text: str) -> frozenset[str]:
    """Return the roots of the words of ``text`` that carry meaning."""
    return frozenset(map(root, content_words(text)))


def share_of(wanted: Iterable[str], present: frozenset[str]) -> float:
    """Return which share of the wanted roots is present, 0 where nothing is wanted."""
    wanted = frozenset(wanted)
    return len(wanted & present) / len(wanted) if wanted else 0.0
