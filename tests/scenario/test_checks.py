"""``dateline check`` as a person or a script uses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

STORY = (
    "Date: 2031-05-04\nTitle: Harbour deal\nOutlet: The Coast Courier\n\n"
    "The vote was late. “We will not sell the harbour to anyone,” Ingrid Solheim told reporters"
    " in Oslo. She left at once.\n"
)
SAID = "We will not sell the harbour to anyone"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs ``dateline`` on an archive with one story."""
    database = str(tmp_path / "archive.db")

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--database", database])

    (tmp_path / "harbour.txt").write_text(STORY, encoding="utf-8")
    assert run("add", str(tmp_path / "harbour.txt")).exit_code == 0
    return run


def test_exact_quotation_as_json(run: Run) -> None:
    """The contract, and a citation that leads to the very words."""
    result = run("check", SAID, "--json")
    assert result.exit_code == 0
    (check,) = json.loads(result.stdout)["checks"]
    assert (check["words"], check["verdict"], check["text"]) == (SAID, "exact", SAID)
    assert (check["speaker"], check["date"]) == ("Ingrid Solheim", "2031-05-04")
    assert (check["differences"], check["also_in"], check["nearest"]) == ([], [], None)
    assert check["context"]["before"]["text"] == "The vote was late."
    citation = check["citation"]
    text = json.loads(run("show", str(citation["document"]), "--json").stdout)["text"]
    assert text[citation["start"] : citation["end"]] == SAID


def test_close_quotation_shows_what_differs(run: Run) -> None:
    """By kind and words; it counts as found."""
    words = "We will sell the harbour to anyone"
    result = run("check", words, "--json")
    assert result.exit_code == 0
    (check,) = json.loads(result.stdout)["checks"]
    assert check["verdict"] == "close"
    assert [(d["kind"], d["text"], d["words"]) for d in check["differences"]] == [
        ("cut", "not", "")
    ]


def test_terminal_marks_differing_words(run: Run) -> None:
    """The checked words and the archive's stand side by side."""
    result = run("check", "We will not sell the harbor to anyone")
    assert result.exit_code == 0
    assert "[-harbor-] {+harbour+}" in result.stdout
    assert "Ingrid Solheim" in result.stdout
    assert "The Coast Courier, 4 May 2031" in " ".join(result.stdout.split())


def test_what_is_not_confirmed_gives_status_one(run: Run) -> None:
    """Said on standard error; the nearest words stand apart from what was found."""
    result = run("check", f"Angela Merkel said “{SAID}”. “Zebras dance on glaciers.”", "--json")
    assert result.exit_code == 1
    assert "2 of 2 quotations could not be confirmed." in result.stderr
    other, missing = json.loads(result.stdout)["checks"]
    assert (other["verdict"], other["named_speaker"]) == ("other_speaker", "Angela Merkel")
    assert other["speaker"] == "Ingrid Solheim"
    assert (missing["verdict"], missing["text"], missing["nearest"]) == ("not_found", None, None)
    words = "We will not sell the harbour and two ferries to them"
    near = json.loads(run("check", words, "--json").stdout)
    assert near["checks"][0]["citation"] is None
    assert near["checks"][0]["nearest"]["text"].startswith("We will not sell the")


def test_copies_and_other_texts_are_named_with_the_words(run: Run, tmp_path: Path) -> None:
    """Each outlet once: the earliest leads, the same text under another name and a retelling."""
    for name, outlet, day, text in (
        ("copy", "The Island Wire", "2031-05-05", STORY.partition("\n\n")[2]),
        ("other", "Lund Post", "2031-05-06", f"It rained. “{SAID},” said Ingrid Solheim."),
        ("again", "Lund Post", "2031-05-07", f"Oslo slept. “{SAID},” said Ingrid Solheim."),
    ):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"Date: {day}\nOutlet: {outlet}\n\n{text}\n", encoding="utf-8")
        assert run("add", str(file)).exit_code == 0
    (check,) = json.loads(run("check", SAID, "--json").stdout)["checks"]
    assert check["citation"]["outlet"] == "The Coast Courier"
    assert [each["outlet"] for each in check["also_in"]] == ["The Island Wire", "Lund Post"]
    assert "also in The Island Wire, Lund Post" in " ".join(run("check", SAID).stdout.split())


def test_words_of_the_outlet_are_shown_as_nobodys(run: Run) -> None:
    """They are there, which does not make them a quotation."""
    result = run("check", "Ingrid Solheim told reporters in Oslo")
    assert result.exit_code == 1
    assert "nobody says it there" in result.stdout


def test_nothing_to_check_is_wrong_usage(run: Run) -> None:
    """One sentence, status two."""
    result = run("check", "“…”")
    assert result.exit_code == 2
    assert result.stderr.strip() == (
        "There are no words to check; give the quotation, word for word."
    )
