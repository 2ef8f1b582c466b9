"""What a word is by itself, whatever stands around it; texts repeat their words, so it is kept."""

from __future__ import annotations

from operator import itemgetter
from typing import NamedTuple

from bot.language.glued import possible_cuts
from bot.language.lexicon import tag_of

#: Marks that may close a sentence behind its stop.
CLOSERS = frozenset(("”", '"', "’", "'", "''", "»", ")", "]"))
_LAST_OF_STOPS = frozenset(".?!…。！？")
_MOST_KEPT = 1 << 16
#: Longer "words" are strings of signs; they do not come again.
_LONGEST_KEPT = 40


class WordForm(NamedTuple):
    """A word by itself.

    Attributes:
        lower: the word in lower case.
        tag: the letter of its class (``bot.language.lexicon`` lists the letters).
        cuts: where it could be a name with another word glued on.
        may_end: whether a sentence can end with it: a stop, an abbreviation, a closing mark.
    """

    lower: str
    tag: str
    cuts: tuple[int, ...]
    may_end: bool


#: The fields by place: mapped over a text's forms, they run outside the interpreter's loop.
get_lower, get_tag, get_cuts, get_may_end = map(itemgetter, range(len(WordForm._fields)))


class _KeptForms(dict[str, WordForm]):
    """The forms of words seen so far: a plain look-up is several times as fast as a call."""

    def __missing__(self, word: str) -> WordForm:
        if len(self) >= _MOST_KEPT:
            self.clear()
        form = _form_of(word)
        if len(word) <= _LONGEST_KEPT:
            self[word] = form
        return form


_kept = _KeptForms()


def _form_of(word: str) -> WordForm:
    tag = tag_of(word)
    cuts = possible_cuts(word) if tag == "N" else ()
    may_end = word[-1] in _LAST_OF_STOPS or word in CLOSERS
    return WordForm(word.lower(), tag, cuts, may_end)


def forms_of(words: list[str]) -> list[WordForm]:
    """Return what each word is by itself."""
    return list(map(_kept.__getitem__, words))
