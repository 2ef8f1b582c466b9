"""People who are known beforehand."""

from __future__ import annotations

import pytest

from bot.language.names import person_key
from bot.language.people import find_person, find_person_called


@pytest.mark.parametrize(
    "name", ["Volodymyr Zelensky", "Volodymyr Zelenskyy", "Volodymyr Zelenskiy"]
)
def test_spellings_lead_to_one_person(name: str) -> None:
    """Every listed spelling gives the same key, name and gender."""
    person = find_person(person_key(name))
    assert person is not None
    assert person == ("volodymyr zelensky", "Volodymyr Zelensky", "male")


@pytest.mark.parametrize(("surname", "is_known"), [("merkel", True), ("johnson", False)])
def test_only_rare_surnames_stand_alone(surname: str, is_known: bool) -> None:
    """A surname that many bear means nobody by itself."""
    assert (find_person_called(surname) is not None) is is_known
