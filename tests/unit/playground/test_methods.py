"""The table of methods is complete, and agrees with Slack's own reference where that is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from handlers.playground.methods import METHODS, SCOPE_FAMILY
from handlers.playground.webapi import HANDLERS


def test_every_method_in_the_table_is_played() -> None:
    """No method is known without a handler, and none is handled without being known."""
    assert METHODS.keys() == HANDLERS.keys()


# The reference names an argument as required that its own alternative replaces.
ALTERNATIVES = {"chat.appendStream": {"markdown_text"}}


# Methods of which the reference at hand has no page.
WITHOUT_PAGE = {"usergroups.users.list"}


@pytest.mark.data
@pytest.mark.parametrize("name", sorted(METHODS.keys() - WITHOUT_PAGE))
def test_the_table_agrees_with_the_reference(shared_data: Path, name: str) -> None:
    """Required arguments, scopes and tier are those of Slack's method pages."""
    source = shared_data.parent / "slack" / "methods.json"
    known = json.loads(source.read_text(encoding="utf-8"))["methods"][name]
    method = METHODS[name]
    assert set(method.required) == set(known["required"]) - {"token"} - ALTERNATIVES.get(
        name, set()
    )
    scopes = {
        family + scope[1:]
        for scope in method.scopes
        for family in (*SCOPE_FAMILY.values(), "mpim")
        if scope.startswith("*:")
    } | {scope for scope in method.scopes if not scope.startswith("*:")}
    assert scopes == set(known["scope"].get("bot", ()))
    assert method.tier == (known["tier"] or "")
