"""Frozen records of what a result offers to be asked next, beside its lines.

Each carries what a person could type instead, so that a button and a typed line do the same.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class NameChoice:
    """One of several actors whom a typed name can mean, and what to type for this one."""

    name: str
    #: What a document calls the actor ("prime minister"), else the sort of actor.
    role: str
    quotations: int
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NameDoubt:
    """A typed name that can mean several actors."""

    typed: str
    #: Whom it was read as; empty where nobody clearly leads, and nothing is answered.
    read_as: str
    #: The others; without a reading all of them, the most quoted first.
    choices: tuple[NameChoice, ...]
    is_person: bool = True

    @property
    def is_open(self) -> bool:
        """Tell whether somebody has to choose before there is an answer."""
        return not self.read_as


@dataclass(frozen=True, kw_only=True, slots=True)
class Retry:
    """What gives lines where nothing was found: what its button says, and what to type for it.

    ``text`` is a topic with its filters.
    """

    label: str
    text: str
