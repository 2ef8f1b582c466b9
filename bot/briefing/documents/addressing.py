"""Addresses of pages on which cited words are highlighted, put into whatever leaves the house."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from bot.records import Span
from bot.results import Citation

R = TypeVar("R")

#: Makes the address of a stretch of a document.
AddressOf = Callable[[int, Span], str]


def with_addresses(result: R, address_of: AddressOf) -> R:
    """Return a result in which every citation says where its words can be read in their place.

    A copy's citation keeps the copy's own address alone: its words are stored once, under the
    document that the line itself cites, and a reader of the copy wants the other outlet.

    Args:
        result: a brief, an answer, a board, a digest, or any other record that holds citations.
        address_of: makes the address of a stretch of a document.
    """
    return cast(R, _addressed(result, address_of, None))


def _addressed(value: object, address_of: AddressOf, home: Citation | None) -> object:
    if isinstance(value, Citation):
        return value if _is_copy(value, home) else _cited(value, address_of)
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_addressed(each, address_of, home) for each in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    own = getattr(value, "citation", None)
    if home is None and isinstance(own, Citation):
        home = own
    changes: dict[str, object] = {}
    for field in fields(value):
        before = getattr(value, field.name)
        after = _addressed(before, address_of, home)
        if after is not before and after != before:
            changes[field.name] = after
    return replace(value, **changes) if changes else value


def _is_copy(citation: Citation, home: Citation | None) -> bool:
    return home is not None and citation.document == home.document and citation.url != home.url


def _cited(citation: Citation, address_of: AddressOf) -> Citation:
    span = Span(citation.start, citation.end)
    return replace(citation, reader_url=address_of(citation.document, span))
