"""``dateline settings``, and briefs as CSV and TimelineJS on the command line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from csv_cells import unguard
from typer.testing import CliRunner, Result

from bot.briefing.exports.as_csv import COLUMNS
from bot.cli import app

TEXT = "“The bridge will open to all in spring,” said Petra Holm. It was closed on 3 May 2022."

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs ``dateline`` on an archive of its own."""
    database = str(tmp_path / "archive.db")

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, [*words, "--database", database])

    return run


@pytest.fixture
def bridge(run: Run, tmp_path: Path) -> Run:
    """Return the same with one document in the archive."""
    news = tmp_path / "bridge.txt"
    news.write_text(TEXT, encoding="utf-8")
    assert run("add", str(news)).exit_code == 0
    return run


def test_settings_are_listed_as_they_were_set(run: Run) -> None:
    """For the workspace and for a channel, with who set them."""
    assert "Nothing was settled" in run("settings").stdout
    assert run("settings", "set", "adding", "admins").stdout == "workspace  adding admins\n"
    set_here = run("settings", "set", "answers", "public", "--channel", "C1")
    assert set_here.stdout == "C1  answers public\n"
    listed = json.loads(run("settings", "--json").stdout)
    assert [(each["place"], each["name"], each["value"]) for each in listed] == [
        ("", "adding", "admins"),
        ("C1", "answers", "public"),
    ]
    assert run("settings", "set", "adding", "default").stdout == "workspace  adding default\n"
    assert len(json.loads(run("settings", "--json").stdout)) == 1


def test_people_are_named_by_id(run: Run) -> None:
    """As Slack gives them."""
    words = ("person:U1", "group:S1=editors")
    assert "person:U1 group:S1=editors" in run("settings", "set", "removing", *words).stdout


def test_each_workspace_has_its_own_settings(run: Run) -> None:
    """One is named by an option."""
    run("settings", "set", "timezone", "Europe/Oslo", "--workspace", "T9")
    assert "Nothing was settled" in run("settings").stdout
    assert "workspace  timezone Europe/Oslo" in run("settings", "--workspace", "T9").stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("timezone", "Mars"), "Europe/Berlin"),
        (("adding", "admins", "--channel", "C1"), "whole workspace"),
        (("removing", "ana"), "everyone, admins"),
    ],
)
def test_wrong_setting_is_wrong_usage(run: Run, words: tuple[str, ...], why: str) -> None:
    """Nothing is kept."""
    refused = run("settings", "set", *words)
    assert refused.exit_code == 2
    assert why in refused.stderr
    assert "Nothing was settled" in run("settings").stdout


def test_brief_is_printed_as_table(bridge: Run) -> None:
    """One header, one row a line, no byte order mark: another program reads it."""
    result = bridge("brief", "bridge", "--csv")
    assert result.exit_code == 0
    assert result.stdout_bytes.endswith(b"\r\n")
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["part"] for row in rows} >= {"quotation", "date"}
    for row in rows:
        assert TEXT[int(row["start"]) : int(row["end"])] == unguard(row["text"])


def test_brief_is_printed_for_timelinejs(bridge: Run) -> None:
    """Nothing but one JSON document stands on standard output."""
    found = json.loads(bridge("brief", "bridge", "--timelinejs").stdout)
    assert {"year": 2022, "month": 5, "day": 3} in [e["start_date"] for e in found["events"]]


def test_two_forms_at_once_are_wrong_usage(bridge: Run) -> None:
    """The error names both."""
    refused = bridge("brief", "bridge", "--csv", "--json")
    assert refused.exit_code == 2
    assert "--json and --csv" in refused.stderr
