"""Lists that are shown page by page, with buttons that turn the page."""

from __future__ import annotations

from handlers.views.blocks import button
from handlers.views.budget import Block

#: Entries on a page of a list.
ON_A_PAGE = 8


def first_of_page(first: int, count: int) -> int:
    """Return the place of a page's first entry; after a removal the last page may be gone."""
    return first if 0 <= first < count else max(0, count - ON_A_PAGE)


def which_of(first: int, shown: int, count: int) -> str:
    """Return which entries of a list stand on this page, to be added to their count."""
    return f"; these are {first + 1:,} to {first + shown:,}" if shown < count else ""


def page_buttons(first: int, shown: int, count: int, *, back: str, following: str) -> list[Block]:
    """Return the buttons that turn the page of a list, where there is more than this page.

    Args:
        first: place of the page's first entry.
        shown: how many entries stand on the page.
        count: of all entries.
        back: action id of the button to the page before.
        following: action id of the button to the next page.
    """
    buttons, after = [], first + shown
    if first:
        buttons.append(button(back, "Back", f"0:{max(0, first - ON_A_PAGE)}"))
    if after < count:
        buttons.append(button(following, "Next", f"0:{after}"))
    return [{"type": "actions", "elements": buttons}] if buttons else []


def read_place(value: str) -> tuple[int, int]:
    """Return what a button carries: the number of an entry, and the place of the page's first."""
    number, _, first = value.partition(":")
    return (
        int(number) if number.isdecimal() else 0,
        int(first) if first.isdecimal() else 0,
    )
