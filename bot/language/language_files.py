"""Which languages have a file of word lists, and what tells each from the others.

Apart from ``vocabulary_files``, so that telling a language reads and builds no more than it needs.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data" / "languages"


@cache
def known_languages() -> frozenset[str]:
    """Return the codes of all languages that have a file."""
    return frozenset(path.stem for path in _FOLDER.glob("*.toml"))


def read_language_file(code: str) -> str:
    """Return the text of a language's file, which must be there."""
    return (_FOLDER / f"{code}.toml").read_text(encoding="utf-8")


def read_common(code: str) -> tuple[str, list[str]]:
    """Return the letters and the commonest words of a language that has a file, and no more."""
    part = tomllib.loads(read_language_file(code))["common"]
    return part["letters"], part["words"].lower().split()
