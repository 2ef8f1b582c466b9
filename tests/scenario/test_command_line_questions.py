"""``dateline ask`` and ``brief``: names of several people, and what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

TEXTS = {
    "mayor": (
        "Date: 2021-05-04\n\n“The harbour at Port Hale will be open to every ship of the island,”"
        " said Anna Berg, the mayor of Port Hale. Berg spoke at noon. Berg left early.\n"
    ),
    "captain": (
        "Date: 2021-05-10\n\n“The harbour cannot take another ship of that size in winter,” said"
        " Captain Jonas Berg. Berg pointed at the quay. Berg shook his head.\n"
    ),
}


@pytest.fixture
def database(tmp_path: Path) -> str:
    """Return an archive of two people called Berg."""
    path = str(tmp_path / "archive.db")
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        added = CliRunner().invoke(app, ["add", str(tmp_path / f"{name}.txt"), "--database", path])
        assert added.exit_code == 0
    return path


def run(database: str, *words: str) -> Result:
    """Run ``dateline`` on the archive."""
    result = CliRunner().invoke(app, [*words, "--database", database])
    assert result.exit_code == 0
    return result


@pytest.mark.parametrize(
    ("words", "typed"),
    [
        (("ask", "what did Berg say?"), ["what did Anna Berg say?", "what did Jonas Berg say?"]),
        (("brief", "berg harbour"), ["Anna Berg harbour", "Jonas Berg harbour"]),
    ],
)
def test_people_of_one_name_are_printed(
    database: str, words: tuple[str, str], typed: list[str]
) -> None:
    """With office and number of quotations, and what to type; the same in JSON."""
    shown = " ".join(run(database, *words).stdout.split())
    assert "“berg” can be several here" in shown.replace("“Berg”", "“berg”")
    assert f"Anna Berg · mayor of Port Hale · 1 quotation: {typed[0]}" in shown
    found = json.loads(run(database, *words, "--json").stdout)
    assert found["suggestions"] == typed


def test_what_changed_is_printed_in_its_groups(database: str) -> None:
    """Each group has its heading, on paper and in JSON."""
    question = ("ask", "what changed on the harbour since 8 May 2021?")
    shown = " ".join(run(database, *question).stdout.split())
    assert shown.index("New quotations") < shown.index("cannot take another ship")
    assert "open to every ship" not in shown
    found = json.loads(run(database, *question, "--json").stdout)
    assert (found["intent"], found["groups"]) == (
        "changes",
        [{"name": "New quotations", "lines": 1}],
    )
