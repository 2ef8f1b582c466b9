"""What a timeline picture shows of a brief."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from unit.handlers.samples import DAY, brief, entry, position, quotation

from bot.picture.gathering import MOST_ACTORS, MOST_NUMBERED, OTHERS, gather, last_day
from bot.picture.words import LONGEST_ALT, cut, describe, wrap
from bot.records import Precision, Stance
from bot.results import Brief, Coverage, TimelineLine


def _full() -> Brief:
    return brief(
        quotations=(quotation(), quotation(speaker=None)),
        positions=(position(), position(actor="Finland", stance=Stance.SUPPORTS)),
        timeline=(entry(), entry(day=date(2022, 6, 1), precision=Precision.MONTH)),
    )


def _numbers(made: Brief) -> dict[TimelineLine, int]:
    table = gather(made)
    assert table is not None
    return {event.line: event.number for event in table.numbered}


def _by_length(text: str) -> float:
    return float(len(text))


def test_lines_of_one_day_make_no_picture() -> None:
    """A chart of a single day shows nothing that words do not."""
    assert gather(brief(positions=(position(),), quotations=(quotation(),))) is None


def test_an_empty_brief_makes_no_picture_and_no_words() -> None:
    """There is nothing to describe."""
    assert gather(brief()) is None
    assert describe(brief()) == ""


def test_the_actor_with_most_lines_comes_first() -> None:
    """Rows go by how much is known of an actor, not by name."""
    norland = [replace(position(), date=DAY + timedelta(days=n)) for n in range(3)]
    table = gather(brief(positions=(position(actor="Aland"), *norland), timeline=(entry(),)))
    assert table is not None
    assert [row.name for row in table.rows] == ["Norland", "Aland"]


def test_the_same_actors_in_another_order_share_a_row() -> None:
    """Texts name two who stand together either way."""
    both = [replace(position(), actor="Lund and Osterby"), replace(position(), actor="Lund")]
    turned = replace(quotation(), speaker="Osterby and Lund")
    table = gather(brief(positions=both, quotations=(turned,), timeline=(entry(),)))
    assert table is not None
    assert [(row.name, row.size) for row in table.rows] == [("Lund and Osterby", 2), ("Lund", 1)]


def test_the_unknown_speaker_shares_the_row_of_others() -> None:
    """No row is called after nobody."""
    table = gather(_full())
    assert table is not None
    assert [(row.name, row.size) for row in table.rows][-1] == (OTHERS, 1)


def test_many_actors_share_one_row_and_none_of_their_lines_is_lost() -> None:
    """What has no row of its own is counted among the others."""
    lines = tuple(position(actor=f"Actor {n:02}") for n in range(30))
    table = gather(brief(positions=lines, timeline=(entry(),)))
    assert table is not None
    assert len(table.rows) == MOST_ACTORS + 1
    assert sum(row.size for row in table.rows) == len(lines)


def test_dates_are_numbered_in_their_order_up_to_a_limit() -> None:
    """The numbers in the picture are those of the list beside it."""
    lines = tuple(entry(day=date(2022, 1, 1) + timedelta(days=9 * n)) for n in range(20))
    numbers = _numbers(brief(timeline=lines))
    told = sorted(numbers, key=lambda line: line.date)
    assert [numbers[line] for line in told] == list(range(1, MOST_NUMBERED + 1))


def test_widely_reported_dates_are_told_first() -> None:
    """What many outlets have is more important than what one has."""
    lines = [entry(day=date(2022, 1, 1) + timedelta(days=9 * n)) for n in range(20)]
    lines[13] = replace(lines[13], also_in=(lines[0].citation,) * 3)
    assert lines[13] in _numbers(brief(timeline=tuple(lines)))


def test_dates_after_the_archives_end_are_still_to_come() -> None:
    """The archive's last day parts what happened from what is announced."""
    table = gather(_full())
    assert table is not None
    assert [event.is_to_come for event in table.events] == [False, True]


def test_without_dated_documents_nothing_is_to_come() -> None:
    """Where the archive's end is unknown, nothing lies behind it."""
    table = gather(replace(_full(), coverage=Coverage()))
    assert table is not None
    assert not any(event.is_to_come for event in table.events)


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        (date(2024, 2, 1), Precision.MONTH, date(2024, 2, 29)),
        (date(2024, 1, 1), Precision.YEAR, date(2024, 12, 31)),
        (date(2024, 12, 30), Precision.WEEK, date(2025, 1, 5)),
        (date(2024, 5, 4), Precision.DAY, date(2024, 5, 4)),
        (date(9999, 12, 1), Precision.MONTH, date.max),
    ],
)
def test_a_period_ends_on_its_last_day(day: date, precision: Precision, last: date) -> None:
    """Months and years differ in length, and time ends with the calendar."""
    assert last_day(day, precision) == last


def test_the_alternative_text_tells_what_the_picture_shows() -> None:
    """Who cannot see it reads the counts, the periods and who stands where."""
    assert describe(_full()) == (
        "Timeline of Strait toll: 2 dated events from 4 May 2022 to June 2022, 1 of them still to"
        " come when the archive ends. Positions: Finland (supports 1); Norland (opposes 1)."
        " 2 quotations, most by Mara Lindqvist. The archive ends on 14 May 2022."
    )


def test_the_alternative_text_stays_short() -> None:
    """Slack takes a thousand characters, however long the names are."""
    lines = tuple(position(actor=f"{'Long ' * 80}{n}") for n in range(20))
    long = brief(positions=lines, timeline=(entry(),), topic="toll " * 200)
    assert 0 < len(describe(long)) <= LONGEST_ALT


def test_names_lose_what_cannot_be_seen() -> None:
    """Control characters would break an SVG, and turned text forge a name."""
    line = position(actor="Nor\x00land \u202eevil\n\ud800")
    table = gather(brief(positions=(line,), timeline=(entry(),)))
    assert table is not None
    assert table.rows[0].name == "Norland evil"


def test_words_are_cut_between_words_where_that_costs_little() -> None:
    """A cut says so, and keeps to the room that there is."""
    assert cut("a strait of nine miles", 15, _by_length) == "a strait of…"
    assert cut("short", 15, _by_length) == "short"


def test_a_text_is_broken_between_words() -> None:
    """The last line says that the text goes on."""
    assert wrap("one two three four five six", 9, 2, _by_length) == ["one two", "three fo…"]


def test_a_text_without_blanks_is_broken_where_the_room_ends() -> None:
    """Some scripts have no blanks."""
    assert wrap("海峡通行料引发争议", 4, 3, _by_length) == ["海峡通行", "料引发争", "议"]


def test_a_letter_keeps_its_accent() -> None:
    """A cut does not fall between a letter and what is set on it."""
    assert cut("e\u0301e\u0301e\u0301e\u0301", 4, _by_length) == "e\u0301…"
