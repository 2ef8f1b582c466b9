"""Exports keep every character, and no cell of a table is a formula."""

from __future__ import annotations

import csv
import html
import io
import re
from datetime import date

from csv_cells import unguard
from hypothesis import given
from hypothesis import strategies as st
from unit.handlers.samples import brief, cite, entry, position, quotation

from bot.briefing.exports.as_csv import COLUMNS, brief_as_csv, guard
from bot.briefing.exports.as_timelinejs import brief_as_timelinejs, dates_of
from bot.records import Precision, Stance

#: Anything that a document may hold; half characters are kept out of the archive.
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
BEGINNINGS = st.sampled_from(["=", "+", "-", "@", "'", "\t", "\r", "\n", "  =", "＝", ""])
DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 20))


def read(table: str) -> list[dict[str, str]]:
    """Return the rows of a table as another program reads them."""
    return list(csv.DictReader(io.StringIO(table, newline="")))


@given(BEGINNINGS, TEXTS)
def test_guarded_cell_gives_back_what_went_in(begin: str, text: str) -> None:
    """One leading apostrophe is taken away, and nothing else."""
    assert unguard(guard(begin + text)) == begin + text


@given(BEGINNINGS, TEXTS)
def test_no_guarded_cell_is_a_formula(begin: str, text: str) -> None:
    """Blanks before the sign do not hide it."""
    assert not re.match(r"[=+\-@＝＋－＠\t\r\n]", guard(begin + text).lstrip(" "))


@given(BEGINNINGS, TEXTS, TEXTS)
def test_table_holds_the_words_as_they_are(begin: str, text: str, outlet: str) -> None:
    """Quotation marks, commas and line breaks survive the way through a csv reader."""
    words = begin + text
    line = quotation(words, citation=cite(words, outlet=outlet))
    (row,) = read(brief_as_csv(brief(quotations=(line,))))
    assert tuple(row) == COLUMNS
    assert unguard(row["text"]) == words
    assert unguard(row["outlet"]) == outlet
    assert int(row["end"]) - int(row["start"]) == len(words)


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_table_has_one_row_a_line(quotations: int, positions: int, dates: int) -> None:
    """Each says to which part it belongs."""
    made = brief(
        quotations=tuple(quotation(f"Words {n}") for n in range(quotations)),
        positions=tuple(
            position(f"Norland opposes toll {n}.", stance=Stance.OPPOSES) for n in range(positions)
        ),
        timeline=tuple(entry(f"They met on 4 May 2022, {n}.") for n in range(dates)),
    )
    parts = [row["part"] for row in read(brief_as_csv(made))]
    assert parts == ["quotation"] * quotations + ["position"] * positions + ["date"] * dates


@given(DAYS, st.sampled_from(list(Precision)))
def test_timeline_date_is_as_exact_as_the_source(day: date, precision: Precision) -> None:
    """A year has no month, a month has no day, a week has an end."""
    found = dates_of(day, precision)
    wanted = {
        Precision.YEAR: {"year"},
        Precision.MONTH: {"year", "month"},
        Precision.WEEK: {"year", "month", "day"},
        Precision.DAY: {"year", "month", "day"},
    }
    start = found["start_date"]
    assert isinstance(start, dict)
    assert set(start) == wanted[precision]
    assert start["year"] == day.year
    assert ("end_date" in found) == (precision is Precision.WEEK)
    if precision is Precision.WEEK:
        end = found["end_date"]
        assert isinstance(end, dict)
        assert (date(**end) - day).days == 6


@given(TEXTS)
def test_timeline_shows_words_as_text(text: str) -> None:
    """What a browser makes of the page are the words, and no element of theirs."""
    made = brief_as_timelinejs(brief(timeline=(entry(text, phrase=""),)))
    events = made["events"]
    assert isinstance(events, list)
    shown = events[0]["text"]["text"]
    inner = shown.removeprefix("<blockquote>").partition("</blockquote>")[0]
    assert html.unescape(inner) == text
    assert "<" not in inner
