"""One story in several papers: added from the command line, told once in a brief."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

Run = Callable[..., Result]
WIRE = (
    "Norland will stay in the fishing treaty for now, Foreign Minister Ada Brandt told reporters on"
    " Thursday after two days of talks in the harbour town of Tornby.\n\n"
    "“We will not accept a treaty that leaves our fishing fleet tied up in harbour for another"
    " winter,” Brandt said. “But we will not leave the table either.”\n\n"
    "She accused the neighbouring states of taking more cod than the treaty allows and demanded new"
    " quotas before the season opens on 1 September 2024.\n\n"
    "The treaty was signed on 14 March 2009 by five states. It sets how much cod, herring and"
    " mackerel each of them may land in a year, and how the catch is counted in the ports."
)
CUT = WIRE.replace(" for another winter", "").split("\n\nThe treaty was signed", maxsplit=1)[0]
APART = (
    "The fishermen of Tornby do not trust their minister. “We have heard such promises before,”"
    " said Olaf Lund, who owns two boats. Norland has talked about the treaty for nine years,"
    " he said, and every year there was less cod in the nets. On 14 March 2009, when the treaty"
    " was signed, his father had sold a third boat."
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs ``dateline`` on an archive of its own."""
    database = str(tmp_path / "archive.db")

    def run(*words: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(app, [*words, "--database", database], input=stdin)

    return run


def add(run: Run, folder: Path, name: str, text: str, outlet: str, day: str) -> dict[str, Any]:
    """Add one article and return the report."""
    record = {"id": name, "date": day, "title": f"Story {name}", "publisher": outlet, "text": text}
    file = folder / f"{name}.jsonl"
    file.write_text(json.dumps(record) + "\n", encoding="utf-8")
    result = run("add", str(file), "--json")
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def brief(run: Run) -> dict[str, Any]:
    """Return the brief on Norland."""
    result = run("brief", "norland", "--json")
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.fixture
def printed(run: Run, tmp_path: Path) -> Run:
    """Return an archive with one agency text in three papers, and a story of its own."""
    assert add(run, tmp_path, "w", WIRE, "Coast Wire", "2024-05-03")["added"] == 1
    assert add(run, tmp_path, "c", CUT, "The Courier", "2024-05-04")["added"] == 1
    assert add(run, tmp_path, "e", WIRE, "Early Bird", "2024-05-02")["copies"] == 1
    assert add(run, tmp_path, "t", APART, "Tornby Post", "2024-05-05")["added"] == 1
    return run


def test_a_brief_tells_it_once(printed: Run) -> None:
    """The earliest paper leads, whatever came in first; the others are named, one place each."""
    lines = [q for q in brief(printed)["quotations"] if "fishing fleet" in q["text"]]
    (line,) = lines
    assert line["citation"]["outlet"] == "Early Bird"
    assert (line["date"], line["citation"]["published"]) == ("2024-05-02", "2024-05-02")
    assert [c["outlet"] for c in line["also_in"]] == ["Coast Wire", "The Courier"]


def test_what_a_paper_cut_is_kept(printed: Run) -> None:
    """The other wording is cited word for word, with what it leaves out."""
    (line,) = [q for q in brief(printed)["quotations"] if "fishing fleet" in q["text"]]
    (variant,) = line["variants"]
    assert variant["citation"]["outlet"] == "The Courier"
    (difference,) = variant["differences"]
    start, end = difference["lead"]
    assert (difference["kind"], line["text"][start:end]) == ("cut", "for another winter")


def test_every_place_holds_the_words(printed: Run) -> None:
    """Lines, their other places and other wordings are what the stored documents say."""
    found = brief(printed)
    lines = [*found["quotations"], *found["positions"], *found["timeline"]]
    assert any(line["also_in"] for line in lines)
    for line in lines:
        places = [(line["text"], line["citation"])]
        places += [(variant["text"], variant["citation"]) for variant in line["variants"]]
        places += [(None, citation) for citation in line["also_in"]]
        for text, citation in places:
            shown = printed("show", str(citation["document"]), "--json")
            stored = json.loads(shown.stdout)["text"][citation["start"] : citation["end"]]
            assert stored.strip()
            assert text in {None, stored}


def test_the_terminal_names_the_outlets(printed: Run) -> None:
    """With what they cut."""
    shown = " ".join(printed("brief", "norland").stdout.split())
    assert "also in Coast Wire, The Courier (without “for another winter”)" in shown


def test_a_removed_paper_is_named_no_more(printed: Run) -> None:
    """What was drawn from it goes with it."""
    assert printed("remove", "c").exit_code == 0
    (line,) = [q for q in brief(printed)["quotations"] if "fishing fleet" in q["text"]]
    assert [c["outlet"] for c in line["also_in"]] == ["Coast Wire"]
    assert line["variants"] == []


def test_a_search_still_finds_every_paper(printed: Run) -> None:
    """Copies with other words are documents of their own."""
    hits = json.loads(printed("search", "fishing treaty quotas", "--json").stdout)
    found = {hit["external_id"] for hit in (hits["hits"] if isinstance(hits, dict) else hits)}
    assert {"w", "c"} <= found
