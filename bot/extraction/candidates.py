"""Who of a text's people a pronoun may stand for: their gender, and whether they are people."""

from __future__ import annotations

from functools import cache

from bot.extraction.cast import Cast
from bot.language.gazetteer import given_names, name_words
from bot.language.genders import FEMALE, MALE, gender_of
from bot.language.layout import Layout
from bot.language.names import is_family_first, is_particle
from bot.records import ActorKind

_WOMEN = frozenset("woman girl mother wife daughter widow girlfriend niece mom grandmother".split())
_MEN = frozenset("man boy father husband son boyfriend nephew dad grandfather guy".split())

#: Words of "a former port spokeswoman" among which the noun stands.
_LONGEST_APPOSED = 4


@cache
def _noun_genders() -> dict[str, str]:
    women = dict.fromkeys(_WOMEN | name_words("female"), FEMALE)
    return women | dict.fromkeys(_MEN | name_words("male"), MALE)


def gender_of_noun(noun: str) -> str:
    """Return the gender that a noun tells ("spokeswoman"), or an empty text."""
    return _noun_genders().get(noun, "")


class Candidates:
    """The people of one text as antecedents."""

    def __init__(self, layout: Layout, cast: Cast) -> None:
        self._cast = cast
        self._sure = {
            named.key
            for named in cast.names
            if named.kind is ActorKind.PERSON
            and (named.title or named.reason == "surname" or _is_aged(layout, named.after_last))
        }
        self._sure |= cast.male | cast.female
        self._told = {
            named.key: gender
            for named in cast.names
            if named.kind is ActorKind.PERSON
            and (gender := _gender_behind(layout, named.after_last))
        }

    def is_sure(self, key: str) -> bool:
        """Tell whether more than its capitals says that a name is a person's."""
        if key in self._sure:
            return True
        name = self._cast.canonical[key]
        words = name.lower().split()
        return (
            words[0] in given_names()
            or is_family_first(name)
            or any(is_particle(word) for word in words[1:-1])
        )

    def is_excluded(self, key: str, gender: str) -> bool:
        """Tell whether title, noun or first name say that a person is of the other gender."""
        if key in self._cast.male or key in self._cast.female:
            return key in (self._cast.female if gender == MALE else self._cast.male)
        known = self._told.get(key) or gender_of(self._cast.canonical[key])
        return bool(known) and known != gender


def _gender_behind(layout: Layout, after: int) -> str:
    """Return the gender that a noun behind a name tells: "Kim Rey, a port spokeswoman,"."""
    if layout.tags[after : after + 2] != ",D":
        return ""
    for at in range(after + 2, min(after + 2 + _LONGEST_APPOSED, len(layout.words) - 1)):
        if layout.tags[at] not in "jwNRT":
            return ""
        if gender := gender_of_noun(layout.lowers[at]):
            return "" if layout.tags[at + 1] in "SjwNRT" else gender
    return ""


def _is_aged(layout: Layout, after: int) -> bool:
    """Tell whether an age or "who" follows a name: "Anna Berg, 42, ..."."""
    return layout.tags[after : after + 3] == ",#," or layout.tags[after : after + 2] == ",H"
