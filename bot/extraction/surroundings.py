"""What the words around a name tell of it, where its own words do not: "the village of Ardun"."""

from __future__ import annotations

from itertools import pairwise

from bot.extraction.name_parts import Found, Sort
from bot.language.gazetteer import Form, name_words
from bot.language.layout import Layout
from bot.records import ActorKind

_TAKEN = ("-held", "-controlled", "-occupied", "-besieged")
_GOVERNED_BY = frozenset("with by against between accused told urged that than and".split())
_VERSUS = frozenset({"v", "v.", "vs", "vs."})


def find_told_kinds(layout: Layout, found: list[Found]) -> dict[str, ActorKind]:
    """Return the kinds that a text tells of names that could be anything, by key.

    What is told once holds for the whole text.
    """
    told: dict[str, ActorKind] = {}
    place_nouns, body_nouns = name_words("place_noun"), name_words("body_noun")
    for name in found:
        kind = _told_kind(layout, name, place_nouns, body_nouns)
        if kind is not None:
            told.setdefault(name.key, kind)
    return told


def _told_kind(
    layout: Layout, name: Found, place_nouns: frozenset[str], body_nouns: frozenset[str]
) -> ActorKind | None:
    """Return what "group Ardun", "town of Ardun", "Ardun province" say of Ardun."""
    lowers = layout.lowers
    before = lowers[name.first - 1] if name.first else ""
    if before == "of" and name.first > 1 and lowers[name.first - 2] in place_nouns:
        return ActorKind.PLACE
    after = layout.lower(name.after_last)
    if before in place_nouns or after in place_nouns or before.endswith(_TAKEN):
        return ActorKind.PLACE
    if before in name_words("place_verb"):
        return ActorKind.PLACE
    if before in body_nouns or (after in body_nouns and name.after_last - name.first > 1):
        return ActorKind.ORGANISATION
    return None


def find_placed_words(layout: Layout, found: list[Found]) -> set[str]:
    """Return the single words that mostly stand as a place: "in Lund", in lower case."""
    lowers, tags = layout.lowers, layout.tags
    placing = name_words("placing")
    balance: dict[str, int] = {}
    for first, after_last, part, _, _ in found:
        if part.sort is Sort.UNCLEAR and after_last - first == 1 and first:
            is_placed = lowers[first - 1] in placing and tags[after_last : after_last + 1] != "S"
            word = lowers[first]
            balance[word] = balance.get(word, 0) + (1 if is_placed else -1)
    return {word for word, weight in balance.items() if weight >= 0}


def find_joined_places(layout: Layout, found: list[Found], places: set[str]) -> set[str]:
    """Return the keys of single words that "and" joins to a place: "in Lund, Ardun and Zent".

    ``places`` are the keys of names already known as such.
    """
    joined: set[str] = set()
    listed: list[Found] = []
    for before, name in pairwise(found):
        between = layout.tags[before.after_last : name.first]
        if between == ",":
            listed = [*(listed or [before]), name]
        elif between in ("C", ",C"):
            members = [*(listed or [before]), name]
            if any(_is_place(member, places) for member in members):
                joined.update(it.key for it in members if it.part.sort is Sort.UNCLEAR)
            listed = []
        else:
            listed = []
    return joined


def _is_place(name: Found, places: set[str]) -> bool:
    entry = name.part.entry
    if entry is None:
        return name.key in places
    return entry.kind is ActorKind.PLACE and entry.form is Form.NAME


def find_acting_acronyms(layout: Layout, found: list[Found]) -> set[str]:
    """Return the keys of words in capitals that say, do or own something somewhere."""
    words = layout.words
    return {
        key
        for first, after_last, part, _, key in found
        if part.sort is Sort.UNCLEAR and words[first].isupper() and layout.tag(after_last) in "VvSX"
    }


def find_case_names(layout: Layout, found: list[Found]) -> set[str]:
    """Return the keys of names that only call a case in court: "Ardun v. Zent"."""
    return {
        name.key
        for name in found
        if layout.lower(name.after_last) in _VERSUS
        or (name.first and layout.lowers[name.first - 1] in _VERSUS)
    }


def is_placed(layout: Layout, found: Found) -> bool:
    """Tell whether the words before a name say that it is a place."""
    return found.first > 0 and layout.lowers[found.first - 1] in name_words("placing")


def acts_as_government(layout: Layout, found: Found) -> bool:
    """Tell whether a capital stands for its government here: "Lima said", "with Lima"."""
    tags, lowers = layout.tags, layout.lowers
    before = lowers[found.first - 1] if found.first else ""
    following = found.after_last
    if tags[following : following + 2] == "IM":
        following += 2  # Lima on Monday said
    after = tags[following] if following < len(tags) else ""
    if before in name_words("placing") or before in name_words("to_place"):
        return False
    if before in ("of", "for", "-", "'s", "’s"):
        return False
    if before in _GOVERNED_BY or (found.first and tags[found.first - 1] in "Vv"):
        return after not in ",("
    if after == "w":
        return lowers[found.after_last].endswith(("s", "ed"))
    return after in ("V", "v", "X", "S")
