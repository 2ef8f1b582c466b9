"""The page's own files: complete, light, and asking nobody else."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from playing import LIGHT

from bot.errors import NotFoundError
from handlers.playground.page.assets import Assets, read_assets


@pytest.fixture(scope="module")
def assets() -> Assets:
    """Return the files."""
    return read_assets()


def test_page_is_light(assets: Assets) -> None:
    """All of it together, packed."""
    assert assets.weight < LIGHT


def test_first_page_names_files_that_are_there(assets: Assets) -> None:
    """Under the address that their words make, and none of it left to fill in."""
    page = assets.opening({}).plain.decode()
    named = re.findall(r'(?:href|src)="/static/([^/"]+)/([^"]+)"', page)
    assert {name for _, name in named} >= {"joined.js", "joined.css", "dateline.svg"}
    for version, name in named:
        assert assets.find(version, name).plain
    assert "{{" not in page


def test_nothing_is_fetched_from_elsewhere_and_nothing_stands_inline(assets: Assets) -> None:
    """No address with a host in styles and scripts' imports, no inline script or style."""
    page = assets.opening({}).plain.decode()
    inline = r"<style|style=|\son\w+=|<script(?![^>]*(?:src=|type=\"application/json\"))"
    assert not re.search(inline, page)
    for name, each in assets.files.items():
        assert not re.search(
            rb"(?:@import|url\(|import\(|from )\s*[\"']?(?:https?:)?//", each.plain
        ), name


@given(words=st.text())
@example(words="</script><script>alert(1)</script>")
@example(words="<!--<script>")
@example(words="half a sign: \ud83d")
def test_what_is_shown_first_stays_data(assets: Assets, words: str) -> None:
    """It is read back as it was, and nothing in it ends the place where it stands."""
    page = assets.opening({"text": words}).plain.decode()
    (found,) = re.findall(r'<script type="application/json" id="state">(.*?)</script>', page)
    assert json.loads(found) == {"text": words}
    assert "<" not in found


def test_text_is_never_read_as_markup(assets: Assets) -> None:
    """Nodes are made, never parsed from words."""
    for name, each in assets.files.items():
        assert not re.search(
            rb"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", each.plain
        ), name


def test_file_of_another_version_is_not_there(assets: Assets) -> None:
    """What a browser keeps for ever must never change."""
    with pytest.raises(NotFoundError):
        assets.find("0" * 16, "joined.js")
    with pytest.raises(NotFoundError):
        assets.find(assets.version, "../server.py")
