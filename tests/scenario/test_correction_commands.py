"""``dateline corrections``: made, listed, undone and exported, as a person or a script does it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

STORY = (
    "Date: 2031-05-04\nTitle: Harbour deal splits coalition\nOutlet: The Coast Courier\n\n"
    "Norland opposes the harbour plan of NATO.\n\n"
    "“We will not sell the harbour to NATO,” Ingrid Solheim told reporters in Oslo. Jens Aasen"
    " nodded.\n"
)
SAID = "We will not sell the harbour to NATO,"
HELD = "Norland opposes the harbour plan of NATO."

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs ``dateline`` on an archive with one story."""
    database = str(tmp_path / "archive.db")

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--database", database])

    story = tmp_path / "harbour.txt"
    story.write_text(STORY, encoding="utf-8")
    assert run("add", str(story)).exit_code == 0
    return run


def place(run: Run, words: str) -> tuple[str, str, str]:
    """Return document, start and end of words, as a brief prints them."""
    text = json.loads(run("show", "1", "--json").stdout)["text"]
    start = text.index(words)
    return "1", str(start), str(start + len(words))


def quotation(run: Run) -> dict[str, object]:
    """Return the quotation as the next brief has it."""
    found = json.loads(run("brief", "nato", "--json").stdout)["quotations"]
    (line,) = [each for each in found if each["text"] == SAID]
    return dict(line)


def test_a_speaker_is_set_right_and_back(run: Run) -> None:
    """The brief names the right one, and says by whom; undone, it is as before."""
    before = quotation(run)
    told = run("corrections", "speaker", *place(run, SAID), "Jens", "Aasen", "--author", "Ana")
    assert told.exit_code == 0
    assert (
        told.stdout == f"Corrected (#1): “{SAID}” is said by Jens Aasen, not by Ingrid Solheim.\n"
    )
    after = quotation(run)
    assert (after["speaker"], after["speaker_as_written"]) == ("Jens Aasen", None)
    assert dict(after["corrected"])["author"] == "Ana"  # type: ignore[call-overload]
    assert "speaker corrected by Ana," in run("brief", "nato").stdout.replace("\n    ", " ")
    assert "(speaker corrected by Ana," in run("brief", "nato", "--markdown").stdout
    assert run("corrections", "undo", "1").exit_code == 0
    assert quotation(run) == before


def test_a_quotation_is_checked_against_the_right_speaker(run: Run) -> None:
    """Who was wrong before is wrong no longer."""

    def verdict() -> str:
        checked = json.loads(run("check", f"“{SAID}” said Jens Aasen.", "--json").stdout)
        return str(checked["checks"][0]["verdict"])

    assert verdict() == "other_speaker"
    run("corrections", "speaker", *place(run, SAID), "Jens Aasen")
    assert verdict() == "exact"
    run("corrections", "undo", "1")
    assert verdict() == "other_speaker"


def test_an_unknown_speaker_has_no_name(run: Run) -> None:
    """The word stands for nobody known."""
    run("corrections", "speaker", *place(run, SAID), "unknown")
    assert quotation(run)["speaker"] is None


def test_positions_and_lines_go(run: Run) -> None:
    """One is no position, another is not relevant for the topic as it was typed."""
    assert run("corrections", "not-position", *place(run, HELD)).exit_code == 0
    assert HELD not in run("positions", "nato").stdout
    assert run("corrections", "not-relevant", *place(run, SAID), "--topic", "nato").exit_code == 0
    texts = [q["text"] for q in json.loads(run("brief", "nato", "--json").stdout)["quotations"]]
    assert SAID not in texts
    assert SAID in run("quotes", "harbour").stdout


def test_an_actor_is_set_right(run: Run) -> None:
    """The position stays, under another name."""
    run("corrections", "actor", *place(run, HELD), "Oslo City Council")
    board = run("positions", "nato").stdout
    assert "Oslo City Council · opposes" in board
    assert "actor corrected" in board


def test_the_list_and_its_test_cases(run: Run) -> None:
    """Newest first for people; those that hold, oldest first, for extraction to be held against."""
    spans = place(run, SAID)
    run("corrections", "speaker", *spans, "Jens Aasen", "--author", "Ana")
    run("corrections", "speaker", *spans, "unknown", "--author", "Bo")
    run("corrections", "same", "Jens Aasen", "Ingrid Solheim", "--author", "Bo")
    run("corrections", "not-position", *place(run, HELD), "--author", "Bo")
    run("corrections", "undo", "4", "--author", "Cy")
    listed = json.loads(run("corrections", "--all", "--json").stdout)
    assert [each["state"] for each in listed] == ["undone", "holds", "holds", "overruled"]
    assert (listed[0]["undone_by"], listed[3]["is"], listed[2]["is"]) == ("Cy", "Jens Aasen", None)
    shown = run("corrections").stdout
    assert "a later correction holds instead" in shown.replace("\n", " ")
    assert "#4" not in shown
    cases = [json.loads(line) for line in run("corrections", "--jsonl").stdout.splitlines()]
    assert [(case["id"], case["kind"]) for case in cases] == [(2, "speaker"), (3, "same")]
    case = cases[0]
    assert (case["was"], case["is"], case["author"]) == ("Jens Aasen", None, "Bo")
    assert case["title"] == "Harbour deal splits coalition"
    assert case["sentence"].startswith(f"“{SAID}” Ingrid Solheim told reporters")
    text = json.loads(run("show", case["external_id"], "--json").stdout)["text"]
    assert text[slice(*case["span"])] == case["words"] == SAID


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("speaker", "1", "0", "5", "Ana"), 2, "No quotation stands at 0-5 of document 1"),
        (("not-position", "1", "50", "60"), 2, "No position stands at 50-60"),
        (("not-relevant", "1", "7", "7", "--topic", "nato"), 2, "No words stand at 7-7"),
        (("not-relevant", "1", "0", "9", "--topic", " "), 2, "Name the topic"),
        (("speaker", "nowhere", "0", "5", "Ana"), 1, "There is no document “nowhere”"),
        (("same", "Xaver", "Ingrid Solheim"), 1, "Nobody in the archive is called “Xaver”"),
        (("same", "Solheim", "Ingrid Solheim"), 2, "are one actor here already"),
        (("undo", "7"), 1, "There is no correction 7 here"),
    ],
)
def test_what_cannot_be_corrected_is_said(
    run: Run, words: tuple[str, ...], status: int, told: str
) -> None:
    """In one sentence, and nothing is kept."""
    result = run("corrections", *words)
    assert (result.exit_code, told in result.stderr) == (status, True)
    assert run("corrections").stdout.startswith("Nothing has been corrected yet.")


def test_what_is_shown_already_is_no_correction(run: Run) -> None:
    """Nor is a name without end."""
    told = run("corrections", "speaker", *place(run, SAID), "Ingrid Solheim")
    assert "Ingrid Solheim is who is shown already" in told.stderr
    told = run("corrections", "speaker", *place(run, SAID), "x" * 200)
    assert "A name has at most 120 characters" in told.stderr
