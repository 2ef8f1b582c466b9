"""Given names that tell a woman from a man; a name that both bear tells nothing."""

from __future__ import annotations

from functools import cache

from bot.language.lexicon import read_words

FEMALE, MALE = "female", "male"


@cache
def _genders() -> dict[str, str]:
    return {name: gender for gender, *names in read_words("genders.txt") for name in names}


def gender_of(name: str) -> str:
    """Return ``FEMALE`` or ``MALE`` for a person's full name, empty where its first name is open.

    A name without a second word tells nothing: it is a surname.
    """
    first, _, rest = name.partition(" ")
    return _genders().get(first.lower(), "") if rest else ""
