"""Briefs and boards as files: name, encoding, and what each format holds."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from unit.handlers.samples import board, brief, digest, entry, position, quotation

from bot.briefing.exports.files import (
    FileFormat,
    board_as_file,
    brief_as_file,
    digest_as_file,
    name_file,
)
from bot.errors import InputError
from bot.records import Precision, Stance
from bot.results import BoardRow, Found

TODAY = date(2026, 11, 29)
FULL = brief(quotations=(quotation(),), positions=(position(),), timeline=(entry(),))


def as_json(content: bytes) -> dict[str, Any]:
    """Return what a JSON file holds."""
    read: dict[str, Any] = json.loads(content)
    return read


@pytest.mark.parametrize(
    ("topic", "form", "name"),
    [
        ("NATO", FileFormat.MARKDOWN, "nato-2026-11-29.md"),
        ("Strait toll", FileFormat.CSV, "strait-toll-2026-11-29.csv"),
        ("../../etc/passwd", FileFormat.JSON, "etc-passwd-2026-11-29.json"),
        ("Żółć ☃", FileFormat.TIMELINEJS, "żółć-2026-11-29-timeline.json"),
        ("???", FileFormat.CSV, "brief-2026-11-29.csv"),
    ],
)
def test_name_is_topic_and_day(topic: str, form: FileFormat, name: str) -> None:
    """No topic leads out of a folder or leaves the name empty."""
    assert name_file(topic, form, TODAY) == name


def test_long_topic_gives_a_name_that_systems_take() -> None:
    """It is cut, and does not end in a hyphen before the day."""
    name = name_file("strait " * 40, FileFormat.CSV, TODAY)
    assert len(name) < 90
    assert "--" not in name


def test_what_is_left_out_is_counted() -> None:
    """Whoever takes a file along knows that more was found; of what is whole nothing is said."""
    more = replace(FULL, found=Found(quotations=119, positions=1, timeline=1))
    made = brief_as_file(more, FileFormat.MARKDOWN, TODAY)
    assert made.cut == "Held here: 1 of 119 quotations"
    assert made.cut in made.content.decode()
    assert brief_as_file(FULL, FileFormat.CSV, TODAY).cut == ""


def test_each_format_holds_the_words() -> None:
    """The same brief, four ways."""
    made = {form: brief_as_file(FULL, form, TODAY).content.decode() for form in FileFormat}
    assert "We will not close the strait" in made[FileFormat.MARKDOWN]
    assert "[^1]" in made[FileFormat.MARKDOWN]
    assert json.loads(made[FileFormat.JSON])["quotations"][0]["text"] == FULL.quotations[0].text
    (event,) = json.loads(made[FileFormat.TIMELINEJS])["events"]
    assert event["start_date"] == {"year": 2022, "month": 5, "day": 4}
    assert FULL.timeline[0].text in event["text"]["text"]


def test_table_begins_with_the_mark_that_spreadsheets_look_for() -> None:
    """Without it they take letters beyond ASCII for those of their own country."""
    content = brief_as_file(FULL, FileFormat.CSV, TODAY).content
    assert content.startswith(b"\xef\xbb\xbfpart,date,")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [each["who"] for each in rows] == ["Mara Lindqvist", "Norland", ""]
    assert rows[1]["stance"] == "opposes"
    assert (rows[2]["date"], rows[2]["precision"]) == ("2022-05-04", "day")


def test_timeline_links_pages_and_nothing_else() -> None:
    """A page on the web is the event's medium; any other address is left out."""
    made = brief_as_file(FULL, FileFormat.TIMELINEJS, TODAY).content
    (event,) = as_json(made)["events"]
    assert event["media"]["url"] == "https://harbour.example/news/1?a=1&b=2"
    assert "a=1&amp;b=2" in event["text"]["text"]
    assert as_json(made)["title"]["text"]["headline"] == "Strait toll"
    script = replace(FULL.timeline[0].citation, url="javascript:alert(1)")
    odd = brief(timeline=(replace(FULL.timeline[0], citation=script),))
    (event,) = as_json(brief_as_file(odd, FileFormat.TIMELINEJS, TODAY).content)["events"]
    assert "media" not in event
    assert "javascript" not in event["text"]["text"]


def test_timeline_is_in_the_order_of_time_with_dates_in_words() -> None:
    """What is known by the month is shown by the month."""
    made = brief(
        timeline=(
            entry(),
            entry("It opened in 2019.", day=date(2019, 1, 1), precision=Precision.YEAR, phrase=""),
        )
    )
    events = as_json(brief_as_file(made, FileFormat.TIMELINEJS, TODAY).content)["events"]
    assert [each["display_date"] for each in events] == ["2019", "4 May 2022"]
    assert events[0]["start_date"] == {"year": 2019}


def test_nothing_to_put_into_a_file_is_said() -> None:
    """An empty brief gives no file, and one without dates no timeline."""
    with pytest.raises(InputError, match="nothing on “Strait toll”"):
        brief_as_file(brief(empty_because="Nothing."), FileFormat.CSV, TODAY)
    with pytest.raises(InputError, match="no dates"):
        brief_as_file(brief(quotations=(quotation(),)), FileFormat.TIMELINEJS, TODAY)
    with pytest.raises(InputError, match="no positions"):
        board_as_file(board(), FULL, FileFormat.CSV, TODAY)


def test_board_is_taken_along_in_each_format() -> None:
    """Earlier words and denials go with their row; JSON is that of the command line."""
    earlier = position("Norland supports tolls.", cue="supports")
    made = board(BoardRow(line=position(), side=Stance.OPPOSES, before=earlier))
    files = {form: board_as_file(made, FULL, form, TODAY) for form in FileFormat}
    assert files[FileFormat.MARKDOWN].name == "strait-toll-positions-2026-11-29.md"
    table = files[FileFormat.CSV].content.decode("utf-8-sig")
    parts = [each["part"] for each in csv.DictReader(io.StringIO(table, newline=""))]
    assert parts == ["position", "earlier"]
    told = as_json(files[FileFormat.JSON].content)
    assert (told["quotations"], len(told["positions"]), len(told["board"])) == ([], 1, 1)
    (event,) = as_json(files[FileFormat.TIMELINEJS].content)["events"]
    assert event["group"] == "opposes"


@pytest.mark.parametrize("form", list(FileFormat))
def test_digest_is_named_by_its_own_day(form: FileFormat) -> None:
    """In the file as well: whoever takes it along knows what was new, and when."""
    made = digest_as_file(digest(FULL), form, TODAY, 3)
    assert made.name.startswith("strait-toll-digest-2026-11-29")
    assert made.topic == "Strait toll, digest of 29 November 2026"
    assert made.topic in made.content.decode() or form is FileFormat.CSV
    assert made.cut == ""


def test_digest_of_which_lines_are_gone_says_how_many_are_left() -> None:
    """Its documents may have been removed since, or its lines set right."""
    assert (
        digest_as_file(digest(FULL), FileFormat.CSV, TODAY, 8).cut == "Held here: 3 of its 8 lines"
    )


def test_digest_without_a_line_or_a_date_is_no_file() -> None:
    """The error says why."""
    with pytest.raises(InputError, match="cannot be found any more"):
        digest_as_file(digest(brief()), FileFormat.CSV, TODAY, 3)
    dateless = digest(replace(FULL, timeline=()))
    with pytest.raises(InputError, match="This digest holds no dates"):
        digest_as_file(dateless, FileFormat.TIMELINEJS, TODAY, 3)
