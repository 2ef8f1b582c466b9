"""Names with a nickname between: 'Gen. Ole "Bear" Venn' is Ole Venn."""

from __future__ import annotations

import re

from bot.extraction.name_parts import Found, Sort, person_part
from bot.language.gazetteer import given_names
from bot.language.layout import Layout

_NICKNAME = re.compile(r"(?<=N)(?:\"[NTKwj]{1,2}\"|\([NTK]\))(?=N)")


def join_nicknames(layout: Layout, found: list[Found]) -> list[Found]:
    """Return the names, those that a nickname parts joined to one over all its tokens."""
    places = [match.span() for match in _NICKNAME.finditer(layout.tags)]
    if not places:
        return found
    by_end = {name.after_last: name for name in found}
    by_first = {name.first: name for name in found}
    joined: list[Found] = []
    for first, end in places:
        given, last = by_end.get(first), by_first.get(end)
        if given is not None and last is not None and _is_given(layout, given, last):
            words = layout.words[given.first : given.after_last]
            words += layout.words[last.first : last.after_last]
            part = person_part(words, last.after_last - given.first, given.part.title)
            whole = Found(given.first, last.after_last, part, given.opens_sentence, part.key)
            joined.append(whole)
    if not joined:
        return found
    taken = {at for name in joined for at in range(name.first, name.after_last)}
    return sorted([*joined, *(name for name in found if name.first not in taken)])


def _is_given(layout: Layout, given: Found, last: Found) -> bool:
    """Tell whether two names can be the first names and the last name of one person."""
    is_open = given.part.entry is None and last.part.entry is None and not last.part.title
    is_person = bool(given.part.title) or layout.lowers[given.first] in given_names()
    return is_open and is_person and last.part.sort not in (Sort.ORGANISATION, Sort.PLACE)
