"""People known beforehand: one key for all spellings of a name, and surnames that say who is meant.

The data are in ``data/people.tsv``.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from bot.language.gazetteer import inner_words, read_rows
from bot.language.genders import FEMALE, MALE
from bot.language.names import person_key


class KnownPerson(NamedTuple):
    """A person of the list: the actor's key, the name under which it is shown, and the gender."""

    key: str
    name: str
    gender: str


def find_person(key: str) -> KnownPerson | None:
    """Return whom a full name means in any of its spellings; ``key`` is its ``person_key``."""
    return _people()[0].get(key)


def find_person_called(key: str) -> KnownPerson | None:
    """Return whom a bare surname means where a text names no other bearer."""
    return _people()[1].get(key)


@cache
def _people() -> tuple[dict[str, KnownPerson], dict[str, KnownPerson]]:
    by_name: dict[str, KnownPerson] = {}
    by_surname: dict[str, KnownPerson] = {}
    for name, others, surnames, gender in read_rows("people.tsv"):
        person = KnownPerson(person_key(name), name, FEMALE if gender == "f" else MALE)
        for full in (name, *inner_words(others)):
            by_name.setdefault(person_key(full), person)
        for surname in inner_words(surnames):
            by_surname.setdefault(person_key(surname), person)
    return by_name, by_surname
