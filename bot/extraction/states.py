"""Those who act for a country: "Peruvian special forces", "the government of Peru".

A country's name alone is where something is, or who does it; its adjective says where somebody is
from. With a noun for those who act for it, either names the state.
"""

from __future__ import annotations

from bot.extraction.cast import Named
from bot.language.layout import Layout
from bot.records import ActorKind

_ACTING = frozenset(
    "government authorities regime military army navy forces troops officials administration"
    " leadership soldiers parliament people population".split()
)
#: What a person leads.
_LED = frozenset("government regime administration".split())
#: What may stand between the country and those who act for it.
_SORTS = frozenset(
    "security armed military government federal state central interim transitional army naval air"
    " ground special coalition senior defence defense intelligence border local civilian".split()
)
_MOST_SORTS = 3
#: "The people of Peru" are those of a country as well.
_WHOLE = frozenset("government authorities people".split())


#: What may follow a name that begins a phrase for a state.
STATE_WORDS = _ACTING | _SORTS | _LED


def find_state(layout: Layout, named: Named) -> tuple[int, int] | None:
    """Return the tokens of the phrase for a state in which a name stands, None where it is none.

    The name is a country's or a person's: "the Kovel government".
    """
    following = layout.lower(named.after_last)
    if named.kind is not ActorKind.COUNTRY:
        return (named.first, named.after_last + 1) if following in _LED else None
    if following in _ACTING or following in _SORTS:
        end = _end_of_acting(layout.lowers, named.after_last)
        if end:
            return named.first, end
    return _find_government_of(layout.lowers, named)


def _end_of_acting(lowers: list[str], after_name: int) -> int:
    """Return where "special forces" or "military officials" end, or 0."""
    end = 0
    for at in range(after_name, min(after_name + _MOST_SORTS + 1, len(lowers))):
        if lowers[at] in _ACTING:
            end = at + 1
        elif lowers[at] not in _SORTS:
            break
    return end


def _find_government_of(lowers: list[str], named: Named) -> tuple[int, int] | None:
    """Return the tokens of "government of Peru", "people of the United States"."""
    joint = named.first - 1
    if joint > 0 and lowers[joint] == "the":
        joint -= 1
    if joint > 0 and lowers[joint] == "of" and lowers[joint - 1] in _WHOLE:
        return joint - 1, named.after_last
    return None
