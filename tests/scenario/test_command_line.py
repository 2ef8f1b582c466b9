"""The ``dateline`` command as a person or a script uses it: real store, real files, exit status."""

from __future__ import annotations

import gzip
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.records import RunState
from bot.store.archive import open_archive

HARBOUR = (
    "Date: 2031-05-04\nTitle: Harbour deal splits coalition\nOutlet: The Coast Courier\n"
    "URL: https://news.example/harbour\n\n"
    "The finance minister of Norway, Ingrid Solheim, rejected the harbour plan on Friday.\n\n"
    "“We will not sell the harbour to anyone,” Solheim told reporters in Oslo.\n\n"
    "NATO welcomed the decision. “This keeps our northern flank safe,” said Jens Aasen, a"
    " spokesman for NATO.\n"
)

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs ``dateline`` on an archive of its own."""
    database = str(tmp_path / "archive.db")

    def run(*words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [*words, "--database", database], input=stdin)

    return run


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """Return a text file with header lines."""
    file = tmp_path / "harbour.txt"
    file.write_text(HARBOUR, encoding="utf-8")
    return file


def test_add_then_brief(run: Run, story: Path) -> None:
    """An added file answers a brief, every line cut from its text."""
    assert run("add", str(story)).exit_code == 0
    result = run("brief", "nato", "--json")
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    lines = [*found["quotations"], *found["positions"], *found["timeline"]]
    assert "This keeps our northern flank safe" in " ".join(q["text"] for q in found["quotations"])
    text = json.loads(run("show", str(lines[0]["citation"]["document"]), "--json").stdout)["text"]
    for line in lines:
        citation = line["citation"]
        assert text[citation["start"] : citation["end"]] == line["text"]
        assert citation["outlet"] == "The Coast Courier"
        assert citation["published"] == "2031-05-04"


def test_json_is_alone_on_standard_output(run: Run, story: Path, tmp_path: Path) -> None:
    """With --json, standard output is one JSON document even when something failed."""
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    result = run("add", str(story), str(empty), "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert (report["added"], report["changed"], report["unchanged"], report["copies"]) == (
        1,
        0,
        0,
        0,
    )
    assert [failure["item"].endswith("empty.txt") for failure in report["failed"]] == [True]
    assert "empty.txt" in result.stderr


def test_same_content_twice_and_changed(run: Run, story: Path) -> None:
    """The same file again is unchanged; another text under its id takes its place."""
    run("add", str(story))
    assert json.loads(run("add", str(story), "--json").stdout)["unchanged"] == 1
    story.write_text(HARBOUR.replace("northern flank", "southern flank"), encoding="utf-8")
    assert json.loads(run("add", str(story), "--json").stdout)["changed"] == 1
    quotations = json.loads(run("quotes", "nato", "--json").stdout)["quotations"]
    assert any("southern flank" in quotation["text"] for quotation in quotations)
    assert not any("northern flank" in quotation["text"] for quotation in quotations)


def test_typo_says_how_it_was_read(run: Run, story: Path) -> None:
    """A topic with a typo is found, and the reply says how it was read."""
    run("add", str(story))
    found = json.loads(run("brief", "Solhiem", "--json").stdout)
    assert "Ingrid Solheim" in found["read_as"]
    assert found["quotations"]


def test_unknown_topic_says_why(run: Run, story: Path) -> None:
    """A topic that the archive does not hold is an answer, not an error."""
    run("add", str(story))
    result = run("brief", "zeppelins")
    assert result.exit_code == 0
    assert "zeppelins" in result.stdout


def test_parts_hold_one_list(run: Run, story: Path) -> None:
    """``quotes --json`` is a brief with only its quotations filled."""
    run("add", str(story))
    found = json.loads(run("quotes", "nato", "--json").stdout)
    assert found["quotations"]
    assert (found["positions"], found["timeline"]) == ([], [])


def test_positions_are_a_board(run: Run, story: Path) -> None:
    """``positions`` shows one sentence an actor by stance; its JSON is a brief's, and a board."""
    run("add", str(story))
    shown = run("positions", "harbour").stdout
    assert "Opposes (1)" in shown
    assert "— Ingrid Solheim · opposes · the harbour plan" in shown
    found = json.loads(run("positions", "harbour", "--json").stdout)
    assert (found["quotations"], found["timeline"]) == ([], [])
    assert [line["actor"] for line in found["positions"]][:1] == ["Ingrid Solheim"]
    row = next(row for row in found["board"] if row["stance"] == "opposes")
    assert (row["actor"], row["side"]) == ("Ingrid Solheim", "opposes")
    assert (row["before"], row["denial"]) == (None, None)
    assert "## Opposes" in run("positions", "harbour", "--markdown").stdout


def test_positions_that_nobody_holds_lead_to_the_brief(run: Run, story: Path) -> None:
    """An empty board says so and names the command that shows the rest."""
    run("add", str(story))
    shown = run("positions", "flank").stdout
    assert "nobody was found there" in shown
    assert "dateline brief flank" in shown


def test_ask(run: Run, story: Path) -> None:
    """A question is answered with the speaker's words and their citation."""
    run("add", str(story))
    answer = json.loads(run("ask", "what did Solheim say about the harbour?", "--json").stdout)
    assert answer["lines"][0]["text"].startswith("We will not sell the harbour to anyone")
    assert answer["lines"][0]["citation"]["url"] == "https://news.example/harbour"


def test_markdown_has_footnotes(run: Run, story: Path) -> None:
    """``--markdown`` gives the brief with a footnote for each line."""
    run("add", str(story))
    shown = run("brief", "nato", "--markdown").stdout
    assert "[^1]" in shown
    assert "https://news.example/harbour" in shown


def test_batch_search(run: Run, story: Path, tmp_path: Path) -> None:
    """The batch form of search writes one ranking of external ids for each query."""
    run("add", str(story))
    queries, out = tmp_path / "queries.jsonl", tmp_path / "run.jsonl"
    queries.write_text('{"id": "q1", "query": "harbour plan in Norway", "date": "2031-05-05"}\n')
    assert run("search", "--queries", str(queries), "--out", str(out)).exit_code == 0
    (row,) = [json.loads(line) for line in out.read_text().splitlines()]
    assert row["id"] == "q1"
    assert len(row["docs"]) == 1


def test_extract_needs_no_store(tmp_path: Path) -> None:
    """``extract`` writes one object for each document, in order, with spans into its text."""
    text = "“We will not sell the harbour,” said Ingrid Solheim."
    source, out = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl"
    with gzip.open(source, "wt", encoding="utf-8") as stream:
        for name in ("b", "a"):
            stream.write(json.dumps({"id": name, "text": text, "date": "2031-05-04"}) + "\n")
    result = CliRunner().invoke(app, ["extract", str(source), "--out", str(out)])
    assert result.exit_code == 0
    rows = [json.loads(line) for line in out.read_text().splitlines()]
    assert [row["id"] for row in rows] == ["b", "a"]
    quote = rows[0]["quotes"][0]
    assert text[quote["start"] : quote["end"]].startswith("We will not sell the harbour")
    assert text[quote["speaker_start"] : quote["speaker_end"]] == "Ingrid Solheim"


def test_follow_and_digest(run: Run, story: Path) -> None:
    """A digest can be ordered, listed, looked at and cancelled."""
    run("add", str(story))
    assert "08:30 Europe/Oslo" in run("follow", "nato", "8:30", "--zone", "Europe/Oslo").stdout
    assert "nato" in run("following").stdout
    assert "northern flank" in run("digest", "preview", "nato").stdout
    assert run("digest", "run").exit_code == 0
    assert "No longer" in run("unfollow", "NATO").stdout
    assert run("unfollow", "nato").exit_code == 1


def test_digests_that_were_due_are_listed_with_how_they_ended(run: Run, tmp_path: Path) -> None:
    """Who looks after Dateline sees what was not posted, and why."""
    assert "No digest has been due" in run("digest", "list").stdout
    run("follow", "nato")
    archive = open_archive(f"sqlite:///{tmp_path / 'archive.db'}")
    (order,) = archive.list_subscriptions()
    due = datetime(2031, 5, 5, 8, tzinfo=UTC)
    claimed = archive.claim_run(order.id, due, due)
    assert claimed is not None
    archive.finish_run(claimed.id, RunState.SKIPPED, detail="more than 120 minutes late", now=due)
    archive.close()
    told = run("digest", "list").stdout
    assert "2031-05-05 08:00 UTC · nato · to terminal · skipped: more than 120 minutes" in told
    (row,) = json.loads(run("digest", "list", "--json").stdout)
    assert (row["state"], row["topic"]) == ("skipped", "nato")


def test_follow_takes_the_same_words_as_slack(run: Run, story: Path) -> None:
    """Kinds and rhythms are ordered, listed, looked at and cancelled as they were typed."""
    run("add", str(story))
    said = run("follow", "speaker:Solheim", "mondays", "9am").stdout
    assert "speaker:Solheim · on Mondays at 09:00 UTC" in said
    said = run("follow", '"northern flank"', "weekdays", "quiet:say").stdout
    assert '"northern flank" · on weekdays at 08:00 UTC' in said
    listed = json.loads(run("following", "--json").stdout)
    assert [(each["kind"], each["rhythm"], each["says_quiet"]) for each in listed] == [
        ("speaker", "mondays", False),
        ("phrase", "weekdays", True),
    ]
    assert "northern flank" in run("digest", "preview", '"northern flank"').stdout
    assert "No longer" in run("unfollow", "speaker:solheim").stdout
    assert run("unfollow", "speaker:solheim").exit_code == 1


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("follow", "nato", "quiet:loud"), 2, "quiet:say"),
        (("follow", "nato", "--at", "noonish"), 2, "is no hour"),
        (("follow", "nato", "--zone", "Mars/Base"), 2, "no time zone"),
        (("brief", "nato", "--since", "someday"), 2, "someday"),
        (("show", "no-such-document"), 1, "no document"),
        (("search",), 2, "words to search for"),
        (("brief",), 2, "topic"),
    ],
)
def test_wrong_use(run: Run, words: tuple[str, ...], status: int, said: str) -> None:
    """Wrong use ends with one sentence on standard error and the right status."""
    result = run(*words)
    assert result.exit_code == status
    assert said in result.stderr
    assert result.stdout == ""


def test_foreign_file_as_database(tmp_path: Path) -> None:
    """A file that is no archive is refused in a sentence, and left as it is."""
    foreign = tmp_path / "letter.db"
    foreign.write_text("Dear Sir or Madam, this is a letter and no database at all. " * 50)
    before = foreign.read_bytes()
    result = CliRunner().invoke(app, ["brief", "nato", "--database", str(foreign)])
    assert result.exit_code == 1
    assert "letter.db" in result.stderr
    assert "Traceback" not in result.stderr
    assert foreign.read_bytes() == before


def test_unforeseen_error_is_written_down(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An error that nobody foresaw shows no traceback, but a number and where to find it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    run("add", str(story))
    with closing(sqlite3.connect(tmp_path / "archive.db")) as connection, connection:
        connection.execute("UPDATE document SET published = 'no date at all'")
    result = run("brief", "nato")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    (log,) = (tmp_path / "state").rglob("incidents.log")
    incident = log.read_text().split()[1]
    assert incident in result.stderr
    assert log.read_text().count("Traceback (most recent call last)") >= 1


def test_start_without_terminal(tmp_path: Path, project: Path) -> None:
    """``start`` shows the brief on NATO from the seeds and ends, where nobody can type."""
    database = str(tmp_path / "archive.db")
    result = CliRunner().invoke(
        app, ["start", "--seeds", str(project / "seeds"), "--database", database]
    )
    assert result.exit_code == 0
    assert "to any future expansion of NATO" in result.stdout


def test_doctor(run: Run) -> None:
    """The doctor says what is there and what is missing, and is content without Slack."""
    result = run("doctor")
    assert result.exit_code == 0
    assert "SLACK_BOT_TOKEN: not set" in result.stdout
    assert "DATELINE_PUBLIC_URL: not set; links lead to the outlets" in result.stdout


def test_reported_speech_is_shown_as_such(run: Run, tmp_path: Path) -> None:
    """In a brief and in a document, words without marks get none, and their cue is named."""
    words = "the harbour plan would cost the town every job it has"
    file = tmp_path / "plan.txt"
    file.write_text(f"Ingrid Solheim said that {words}.\n", encoding="utf-8")
    assert run("add", str(file)).exit_code == 0
    for shown in (run("brief", "harbour").stdout, run("show", "1").stdout):
        plain = " ".join(shown.split())
        assert words in plain
        assert f"“{words}" not in plain
        assert "in reported speech (“said”)" in plain
