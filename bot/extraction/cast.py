"""The names of a text and the actors behind them, as the steps that find them hand them on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from bot.extraction.credits import Credits
from bot.language.gazetteer import Form
from bot.records import ActorKind


class Named(NamedTuple):
    """A name in the text: tokens ``[first, after_last)`` that stand for the actor ``key``.

    ``form`` is how a known name stands for its actor; ``title`` holds the titles before it.
    """

    first: int
    after_last: int
    key: str
    kind: ActorKind
    reason: str
    form: Form = Form.NAME
    title: str = ""


@dataclass(slots=True)
class Cast:
    """The actors of one text.

    Attributes:
        names: all names in text order; they do not overlap.
        canonical: the name under which each actor is shown, by key.
        kinds: the kind of each actor, by key.
        male, female: keys of the people whose titles tell it.
        titles: tokens of the titles without a name, article and nation included: "the President".
        credits: where credits stand, once somebody had to know.
        by_word: the actors whose names can be shortened to this one word in lower case.
    """

    names: list[Named] = field(default_factory=list)
    canonical: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, ActorKind] = field(default_factory=dict)
    male: set[str] = field(default_factory=set)
    female: set[str] = field(default_factory=set)
    by_word: dict[str, set[str]] = field(default_factory=dict)
    acronyms: dict[str, str] = field(default_factory=dict)
    titles: list[tuple[int, int]] = field(default_factory=list)
    credits: Credits | None = None
