"""Briefs and answers from texts as they arrive, through reading, extraction and the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.briefing.requests.query import brief_request
from bot.config import load_settings
from bot.newsroom import Newsroom, make_newsroom
from bot.reading.paths import read_paths
from bot.records import RawDocument, Stance
from bot.results import Brief, QuotationLine

NOW = datetime(2022, 3, 1, tzinfo=UTC)
# Written for this test: glued words, lower-case starts and a guillemet gone astray.
DAMAGED = (
    "the chancellor of Austria, Karl Nehammervisited, this Monday, 7, in Prague, the prime "
    "minister of Czechia, Petr Fiala, and said that both countries “will build the tunnel "
    "together”.\n\n"
    "Fiala demanded that Brussels “pay for half of the tunnel”. the leaders rejected “every "
    "attempt to delay the tunnel“. Poland, which borders Czechia, opposes the tunnel. «We "
    "were never asked,» said Polish Infrastructure Minister Andrzej Adamczyk. Work on the "
    "tunnel began on 3 January 2022."
)


def open_newsroom(folder: Path) -> Newsroom:
    """Return a newsroom on an empty archive in a folder."""
    settings = load_settings(database_url=f"sqlite:///{folder / 'archive.db'}")
    return make_newsroom(settings, now=lambda: NOW)


def brief_on(newsroom: Newsroom, text: str, limit: int | None = None) -> Brief:
    """Return the brief on what somebody typed."""
    request = brief_request(text, workspace=newsroom.workspace, today=newsroom.today())
    return newsroom.brief(replace(request, limit=limit))


@pytest.fixture
def seeded(tmp_path: Path, project: Path) -> Iterator[Newsroom]:
    """Return a newsroom that holds the documents which ship with it."""
    newsroom = open_newsroom(tmp_path)
    report = newsroom.add(read_paths([str(project / "seeds")]))
    assert not report.failed
    yield newsroom
    newsroom.close()


@pytest.fixture
def damaged(tmp_path: Path) -> Iterator[Newsroom]:
    """Return a newsroom that holds one badly translated text."""
    newsroom = open_newsroom(tmp_path)
    newsroom.add(
        [RawDocument(external_id="t-1", text=DAMAGED, outlet="Wire", published=date(2022, 2, 8))]
    )
    yield newsroom
    newsroom.close()


def test_the_seed_shows_all_that_was_said(seeded: Newsroom) -> None:
    """A long brief on NATO quotes every quoted stretch, and says whose words they are."""
    quotations = brief_on(seeded, "nato", limit=20).quotations
    speakers = {line.text: line.speaker for line in quotations}
    both = {"China and Russia", "Russia and China"}
    wanted = {
        "safeguarding their main interests": {"Xi Jinping"},
        "to any future expansion of NATO": {"Xi Jinping and Vladimir Putin"},
        "Russia and China oppose attempts": {None, "Russia", *both},
        "some minority actors": both,
        "strong mutual support": both,
        "interference by external forces": both,
        "political and military alliances": both,
        "friendship between the two states": both,
        "There are no ‘no-go’ areas": {None, *both},
    }
    for words, allowed in wanted.items():
        found = [speaker for text, speaker in speakers.items() if words in text]
        assert len(found) == 1, words
        assert found[0] in allowed, words


def test_the_seed_shows_who_holds_what(seeded: Newsroom) -> None:
    """The brief on NATO shows the positions and dates the meeting a day before the text."""
    brief = brief_on(seeded, "nato")
    held = {(line.stance, line.actor) for line in brief.positions}
    assert (Stance.OPPOSES, "Xi Jinping and Vladimir Putin") in held
    assert any(s is Stance.OPPOSES and "Russia" in a and "China" in a for s, a in held)
    assert any(s is Stance.SUPPORTS and "Russia" in a and "China" in a for s, a in held)
    assert any(a == "Western countries" for _, a in held)
    assert date(2022, 2, 4) in {line.date for line in brief.timeline}


@pytest.mark.parametrize("typed", ["nato", "NATO", "nto", "north atlantic treaty organization"])
def test_one_actor_by_any_name(seeded: Newsroom, typed: str) -> None:
    """Every spelling gives the same brief, and a slip is said."""
    brief = brief_on(seeded, typed)
    assert brief.topic == "NATO"
    assert brief.quotations == brief_on(seeded, "nato").quotations
    assert ("no exact match" in brief.read_as) is (typed == "nto")


def test_a_question_on_the_seed(seeded: Newsroom) -> None:
    """Asked who opposes the expansion of NATO, the answer is the leaders' own opposition."""
    answer = seeded.ask("Who opposes NATO expansion?")
    assert answer.lines[0].text.endswith("“to any future expansion of NATO”.")
    assert answer.confidence >= 0.5


def test_damaged_text(damaged: Newsroom) -> None:
    """Damage costs a fact at most: the words stay as written, plain attributions are found."""
    brief = brief_on(damaged, "tunnel")
    for words, speaker in (
        ("will build the tunnel together", "Karl Nehammer"),
        ("pay for half of the tunnel", "Petr Fiala"),
    ):
        assert {it.speaker for it in brief.quotations if words in it.text} == {speaker}
    sides = {(line.actor, line.stance) for line in brief.positions}
    assert ("Poland", Stance.OPPOSES) in sides
    assert date(2022, 1, 3) in {line.date for line in brief.timeline}


def test_every_line_is_in_its_document(seeded: Newsroom, damaged: Newsroom) -> None:
    """Whatever is asked, each line and each of its other places stands in a stored document."""
    for newsroom, typed in ((seeded, "by:russia"), (seeded, "putin"), (damaged, "tunnel")):
        brief = brief_on(newsroom, typed)
        lines = [*brief.quotations, *brief.positions, *brief.timeline]
        assert lines
        for line in lines:
            document, _ = newsroom.show(str(line.citation.document))
            assert document.text[line.citation.start : line.citation.end] == line.text


def test_speaker_as_written_stays(seeded: Newsroom) -> None:
    """A resolved speaker keeps the words of the text beside the name."""
    lines: tuple[QuotationLine, ...] = brief_on(seeded, "nato").quotations
    line = next(line for line in lines if "to any future expansion of NATO" in line.text)
    assert line.speaker_as_written == "the leaders"
