"""``dateline timeline --picture``: the timeline drawn into a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario.test_command_line import HARBOUR, Run, run

__all__ = ["run"]

_LATER = HARBOUR.replace("2031-05-04", "2031-05-20").replace("sell the harbour", "sell the pier")
_LANTERN = (
    "Date: 2031-05-06\nTitle: A lantern\n\n"
    "“The lantern will burn all night,” said Jens Aasen, a spokesman for NATO.\n"
)


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    """Return ``run`` on an archive with news of two days."""
    for name, text in (("1.txt", HARBOUR), ("2.txt", _LATER), ("3.txt", _LANTERN)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert run("add", str(tmp_path / name)).exit_code == 0
    return run


@pytest.mark.parametrize(("name", "start"), [("a.svg", b"<?xml"), ("a.png", b"\x89PNG")])
def test_a_picture_is_drawn_and_told_in_words(
    filled: Run, tmp_path: Path, name: str, start: bytes
) -> None:
    """The file's ending says what it becomes; what it shows is printed."""
    result = filled("timeline", "harbour", "--picture", str(tmp_path / name))
    assert result.exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(start)
    assert result.stdout.startswith("Timeline of harbour: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("timeline", "harbour", "--picture", "a.pdf"), ".svg or a .png"),
        (("timeline", "zebra", "--picture", "a.svg"), "zebra"),
        (("timeline", "lantern", "--picture", "a.svg"), "two days"),
        (("timeline", "harbour", "--picture", "no/such/folder/a.svg"), "cannot be written"),
    ],
)
def test_what_cannot_be_drawn_is_said(filled: Run, words: tuple[str, ...], said: str) -> None:
    """One sentence, and no file."""
    result = filled(*words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not Path(words[-1]).exists()
