"""Names that everybody knows and somebody in the text bears, too: Ford, and Bill Ford."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from bot.extraction.name_parts import Found
from bot.language.layout import Layout
from bot.records import ActorKind

#: So often is a known name in use before somebody so called comes up.
_IN_USE = 2

#: Where each actor is named by a whole name or a known one, in text order, by key.
Places = Mapping[str, Sequence[int]]


def places_of(found: Sequence[Found]) -> Places:
    """Return where the names of a text stand."""
    places: dict[str, list[int]] = {}
    for name in found:
        places.setdefault(name.key, []).append(name.first)
    return places


def kind_meant(layout: Layout, name: Found, people: set[str], places: Places) -> ActorKind | None:
    """Return the kind of actor that a known name means where ``people`` are called so, too.

    A text that often writes the name before it brings them in, means what everybody knows by it.
    Behind that, "Ford said" may be either: None.
    """
    full = min(places[key][0] for key in people)
    if name.part.entry is None or bisect_left(places[name.key], full) < _IN_USE:
        return ActorKind.PERSON
    is_sayer = name.first > full and layout.tag(name.after_last) == "V"
    return None if is_sayer else name.part.entry.kind
