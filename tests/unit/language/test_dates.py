"""Time expressions: what is found, and what day, month or stretch it means."""

from __future__ import annotations

from datetime import date

import pytest

from bot.language.dates import find_time_expressions, read_calendar_value
from bot.language.layout import lay_out
from bot.records import Precision

SATURDAY = date(2022, 2, 5)


def found(text: str, published: date | None = SATURDAY) -> list[tuple[str, str]]:
    """Return the expressions of ``text`` as (words, value)."""
    expressions = find_time_expressions(lay_out(text), published)
    return [(item.span.of(text), item.value) for item in expressions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pact was signed on 4 February 2022 in Riga.", [("4 February 2022", "2022-02-04")]),
        ("The pact was signed on the 4th of May 2021.", [("the 4th of May 2021", "2021-05-04")]),
        ("It opened on Feb. 4, 2021, in Riga.", [("Feb. 4, 2021", "2021-02-04")]),
        ("LONDON, FEBRUARY 4 - Shares fell.", [("FEBRUARY 4", "2022-02-04")]),
        ("She was born on 1954-03-09.", [("1954-03-09", "1954-03-09")]),
        ("Sent 23/12/2021 by post.", [("23/12/2021", "2021-12-23")]),
        ("Sent 12/23/2021 by post.", [("12/23/2021", "2021-12-23")]),
        ("Stand 04.02.2022 of the list.", [("04.02.2022", "2022-02-04")]),
        ("The talks of March 4-6 failed.", [("March 4", "2022-03-04"), ("6", "2022-03-06")]),
        ("Talks ran from 4 to 6 January.", [("4", "2022-01-04"), ("6 January", "2022-01-06")]),
        (
            "They met in May 2019 and in June 2020.",
            [("May 2019", "2019-05"), ("June 2020", "2020-06")],
        ),
        ("The law dates from the late 1970s.", [("the late 1970s", "197")]),
        ("It was the wettest summer of 2021.", [("summer of 2021", "2021-SU")]),
        ("A 19th century mill burned.", [("19th century", "18")]),
        ("Profit fell in the second quarter of 2021.", [("the second quarter of 2021", "2021-Q2")]),
    ],
)
def test_written_dates_are_read_in_every_common_style(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """Day-first, month-first, figures, capitals and ranges give the same calendar values."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He resigned on Friday.", "2022-02-04"),
        ("He resigned on Saturday.", "2022-02-05"),
        ("The court will rule on Friday.", "2022-02-11"),
        ("On Monday, the council is to vote on the plan.", "2022-02-07"),
        ("On Monday, the council voted on the plan.", "2022-01-31"),
        ("The deadline was extended until Monday.", "2022-01-31"),
        ("They have until Monday to answer.", "2022-02-07"),
        ("Talks could resume as early as Monday.", "2022-02-07"),
        ("She has been missing since Monday.", "2022-01-31"),
        ("He left last Saturday.", "2022-01-29"),
        ("He returns next Saturday.", "2022-02-12"),
        ("Tuesday's ruling was close.", "2022-02-01"),
        ("Villagers were ordered to move to the coast on Tuesday.", "2022-02-01"),
        ("Villagers were ordered to leave by Tuesday.", "2022-02-08"),
        ("The mayor had asked the council to keep the ban through Sept. 30.", "2022-09-30"),
        ("The council should meet in Lund on Tuesday.", "2022-02-08"),
        ("The council should have met in Lund on Tuesday.", "2022-02-01"),
        ("The bridge will be there in time for the June 24 vote.", "2022-06-24"),
        ("They fought over the June 24 vote.", "2021-06-24"),
        ("By June 24, the police had found the boat.", "2021-06-24"),
        ("She left the team, announcing on Tuesday that she will retire.", "2022-02-01"),
        ("His idea to throw out votes on June 24 was illegal.", "2021-06-24"),
        ("Dahl planned to sing in Lund but Tuesday night he also won.", "2022-02-01TNI"),
        ("Heavy rain will spread across the valley through Tuesday.", "2022-02-08"),
        ("Those who paid in cash can claim it through Tuesday.", "2022-02-08"),
        ("Starting on Tuesday, the “passes” will be sold online.", "2022-02-08"),
        ("“Harbour”, a film coming to Lund on Sept. 23, is based on a novel.", "2022-09-23"),
        ("Berg was unable to meet with any of the guards until June 24.", "2021-06-24"),
        ("Few others knew of the deal until Tuesday.", "2022-02-01"),
        ("Dahl, who is running to unseat Berg in November, was ill.", "2022-11"),
        ("For the whole month of March, sailors are granted free entry.", "2022-03"),
        ("Berg told Dahl that she wanted to see Lund in December.", "2021-12"),
        ("The port will open in December.", "2022-12"),
        ("On Tuesday, allied mayors will then decide on it.", "2022-02-08"),
    ],
)
def test_tense_turns_a_weekday_back_or_ahead(text: str, expected: str) -> None:
    """A weekday lies in the past unless the words round it look ahead."""
    assert [value for _, value in found(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("They met this Friday, 4, in Oslo.", SATURDAY, ("this Friday, 4", "2022-02-04")),
        ("They met on Friday, 21, in Oslo.", SATURDAY, ("Friday, 21", "2022-01-21")),
        (
            "They met on Friday, 4 February.",
            date(2023, 1, 20),
            ("Friday, 4 February", "2022-02-04"),
        ),
        ("They met on Tuesday, March 1.", SATURDAY, ("Tuesday, March 1", "2022-03-01")),
    ],
)
def test_a_weekday_and_a_day_of_the_month_check_each_other(
    text: str, published: date, expected: tuple[str, str]
) -> None:
    """The date that is both is taken, whatever the tense says."""
    assert found(text, published) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell last week.", ("last week", "2022-W04")),
        ("It fell earlier this week.", ("earlier this week", "2022-W05")),
        ("It fell last month.", ("last month", "2022-01")),
        ("It fell late last year.", ("late last year", "2021")),
        ("It fell two weeks ago.", ("two weeks ago", "2022-W03")),
        ("It fell three days ago.", ("three days ago", "2022-02-02")),
        ("It fell about 20 years ago.", ("about 20 years ago", "2002")),
        ("It fell in October last year.", ("October last year", "2021-10")),
        ("It fell in November.", ("November", "2021-11")),
        ("It will open in November.", ("November", "2022-11")),
        ("It fell at the end of December.", ("the end of December", "2021-12")),
        ("It fell last weekend.", ("last weekend", "2022-W04-WE")),
        ("It burned on Friday night.", ("Friday night", "2022-02-04TNI")),
        ("It burned late yesterday.", ("late yesterday", "2022-02-04")),
        ("It began at 10:35 a.m. on Friday.", ("10:35 a.m. on Friday", "2022-02-04T10:35")),
        ("They ate on Christmas Eve.", ("Christmas Eve", "2021-12-24")),
        ("It lasted two weeks.", ("two weeks", "P2W")),
        ("A two-week siege ended.", ("two-week", "P2W")),
        ("After a 16-hour flight he slept.", ("16-hour", "PT16H")),
        ("They met every Monday.", ("every Monday", "XXXX-WXX-1")),
        ("It earns $3 million a year.", ("a year", "P1Y")),
        ("Rates are now higher.", ("now", "PRESENT_REF")),
    ],
)
def test_relative_phrases_keep_their_grain(text: str, expected: tuple[str, str]) -> None:
    """A week stays a week and a month a month; stretches and sets stay what they are."""
    assert found(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "He may go, and they march on.",
        "Prime Minister Theresa May said so.",
        "April Ryan and August Wilson spoke.",
        "Some 2000 people fled on Flight 1994.",
        "Sheffield Wednesday lost to the Sunday Mirror team.",
        "She told USA TODAY that it was fine.",
        "They live on Easter Island.",
        "He is 52 years old.",
        "They scored in the second quarter of the game.",
        "The card has a 0% APR for all.",
        "“August and All of It” is on sale.",
        "He told Radio Lund's Today programme so.",
        "It opened the Monday after the vote.",
        "It sounded like a late April Fools' prank.",
    ],
)
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    """Names, counts and ages are no time expressions."""
    assert found(text) == []


def test_this_weekend_is_the_one_that_has_been_where_it_is_told_of_as_past() -> None:
    """In the week behind it; at the weekend itself it is this one."""
    tuesday = date(2022, 2, 8)
    arrested, awaited = "Berg was arrested this weekend.", "Berg will speak this weekend."
    assert found(arrested, tuesday) == [("this weekend", "2022-W05-WE")]
    assert found(awaited, tuesday) == [("this weekend", "2022-W06-WE")]
    assert found(arrested, SATURDAY) == [("this weekend", "2022-W05-WE")]


def test_last_week_on_a_sunday_is_the_one_that_closes() -> None:
    """Who writes on a Sunday looks back on the days before it."""
    assert found("It fell last week.", date(2022, 2, 6)) == [("last week", "2022-W05")]
    assert found("It fell last week.", date(2022, 2, 7)) == [("last week", "2022-W05")]


def test_that_year_is_the_year_named_before() -> None:
    """Anaphors take the date of the sentences just before, and only of those."""
    text = "He was jailed in March 1996. Later that year he fled. The following year he died."
    assert [value for _, value in found(text)] == ["1996-03", "1996", "1997"]


def test_the_next_morning_is_that_after_the_day_named_before() -> None:
    """A part of a day is counted from the day the text has just told of."""
    text = "He was jailed on 3 May 2019. The next morning he fled."
    assert [value for _, value in found(text)] == ["2019-05-03", "2019-05-04TMO"]


def test_an_event_known_by_its_day_has_its_own_year() -> None:
    """ "The January 6 riot" is not the January of the year of publication."""
    assert found("The January 6 riot is discussed.") == [("January 6", "2021-01-06")]
    assert found("He left on January 6.") == [("January 6", "2022-01-06")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left on Friday, in May, and last week.", []),
        ("He left on May 4, 2020.", ["2020-05-04"]),
        ("He stayed two weeks in 2019.", ["P2W", "2019"]),
    ],
)
def test_without_a_date_of_publication_only_absolute_dates_resolve(
    text: str, expected: list[str]
) -> None:
    """Nothing is guessed where the day of writing is unknown."""
    assert [value for _, value in found(text, None)] == expected


@pytest.mark.parametrize("published", [date.min, date.max, date(1, 12, 31), date(9999, 1, 1)])
def test_the_ends_of_the_calendar_are_no_error(published: date) -> None:
    """Arithmetic that would leave years 1 to 9999 gives nothing instead of an exception."""
    text = (
        "Last week, last year, next Friday, 99999 years ago, two centuries ago, on May 4, next"
        " month, tomorrow night, last Christmas, 4 decades earlier, in the third quarter of profit."
    )
    find_time_expressions(lay_out(text), published)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2022-02-04", (date(2022, 2, 4), Precision.DAY)),
        ("2022-02-04TNI", (date(2022, 2, 4), Precision.DAY)),
        ("2022-W05", (date(2022, 1, 31), Precision.WEEK)),
        ("2022-W05-WE", (date(2022, 2, 5), Precision.WEEK)),
        ("2022-02", (date(2022, 2, 1), Precision.MONTH)),
        ("2022", (date(2022, 1, 1), Precision.YEAR)),
        ("2022-Q1", None),
        ("2022-SU", None),
        ("2022-W99", None),
        ("2022-02-31", None),
        ("P2W", None),
        ("PAST_REF", None),
        ("197", None),
        ("T10:35", None),
        ("", None),
    ],
)
def test_calendar_values_become_first_day_and_precision(
    value: str, expected: tuple[date, Precision] | None
) -> None:
    """Only days, weeks, months and years can stand on a timeline."""
    assert read_calendar_value(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She was born Jan. 14,1972 in Lund.", [("Jan. 14,1972", "1972-01-14")]),
        ("He has ruled since Oct.4, 1967.", [("Oct.4, 1967", "1967-10-04")]),
        ("They drove to the Valley of the Sun. It rained.", []),
        ("It fell in May 1945 and rose in August of that year.",
         [("May 1945", "1945-05"), ("August of that year", "1945-08")]),
        ("He left in May 1945 and was back in January the following year.",
         [("May 1945", "1945-05"), ("January the following year", "1946-01")]),
    ],
)  # fmt: skip
def test_lost_blanks_and_told_years_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    """Glued dates count whole, and "of that year" is the year told of, not the present one."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Americans lit fires on Independence Day.", ["2021-07-04"]),
        ("Marda's Independence Day was quiet.", []),
        ("It was their 75th Independence Day.", []),
        ("Shops shut on Independence Day.", []),
        ("Mills in Ohio closed on Memorial Day.", ["2021-05-31"]),
        ("Marda's Memorial Day was quiet.", []),
    ],
)
def test_a_national_day_needs_its_nation(text: str, expected: list[str]) -> None:
    """Other countries keep an Independence Day of their own, on days that are not known here."""
    assert [value for _, value in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The guild plans to hold an armed march on Wednesday.", "2022-02-09"),
        ("The barons planned to meet after Tuesday's ruling.", "2022-02-01"),
        ("Talks had been scheduled for Tuesday.", "2022-02-01"),
        ("The envoy was supposed to land on Tuesday.", "2022-02-01"),
        ("The case is heard on Wednesday.", "2022-02-09"),
        ("The mayor, who hopes to win, on Tuesday said nothing.", "2022-02-01"),
        ("She agreed to a deal with the port on Tuesday.", "2022-02-01"),
        ("She appeared on “The Lund Hour” on Tuesday to sing, and will be back.", "2022-02-01"),
        ("They told of the record they set on Tuesday.", "2022-02-01"),
        ("A vote is set for Tuesday.", "2022-02-08"),
        ("The port was shut on Tuesday due to snow.", "2022-02-01"),
        ("On Wednesday, the mill is opening a shop.", "2022-02-09"),
        ("The fair runs through Wednesday.", "2022-02-09"),
        ("The truce has been extended through Wednesday.", "2022-02-09"),
        ("The envoys talked through Wednesday.", "2022-02-02"),
        ("The river rose, and by Tuesday it had reached the mill.", "2022-02-01"),
        ("They have readied the boats if they win on Tuesday.", "2022-02-08"),
        ("The mayor's decision to ban oil on Tuesday is expected to cost.", "2022-02-01"),
        (
            "The port said that no pass will be asked of registered guests starting Monday.",
            "2022-02-07",
        ),
        ("Berg, who trained them, knows what a win on Wednesday could mean.", "2022-02-09"),
        ("The blast on Wednesday could mean war.", "2022-02-02"),
        ("The rules, which take effect Wednesday, are harsh.", "2022-02-09"),
        ("The rules that were made here go into effect on Wednesday.", "2022-02-09"),
        ("Like his friends, Berg is excited for Tuesday.", "2022-02-08"),
        ("The storm is forecast to move over Lund on Wednesday.", "2022-02-09"),
        ("The vote has been pushed back to June over the flood.", "2022-06"),
        ("He took few questions, saying he'd reserve the rest for Monday.", "2022-02-07"),
        ("He said he'd been in Lund on Monday.", "2022-01-31"),
    ],
)
def test_the_date_s_own_verb_decides(text: str, expected: str) -> None:
    """Adjectives, reasons, short titles and farther verbs do not turn a date round."""
    assert [value for _, value in found(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("About 500 came to a Tuesday night service.", [("Tuesday night", "2022-02-01TNI")]),
        ("In a Tuesday interview he wept.", [("Tuesday", "2022-02-01")]),
        ("He rests on a Tuesday.", []),
        ("The desk is open Monday through Friday.", []),
        ("It opened the day before Thanksgiving.",
         [("the day before Thanksgiving", "2021-11-24")]),
        ("It opened the day after 4 May 2021.", [("the day after 4 May 2021", "2021-05-05")]),
        ("It blew up at 10:35 a.m. (0735 GMT) Friday.",
         [("10:35 a.m. (0735 GMT) Friday", "2022-02-04T10:35")]),
    ],
)  # fmt: skip
def test_days_are_told_from_their_neighbours(text: str, expected: list[tuple[str, str]]) -> None:
    """An article, a range of working days and "the day before" change which day is meant."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales rose in the 2020 third quarter.", ("the 2020 third quarter", "2020-Q3")),
        ("Sales rose in last year's second quarter.", ("last year's second quarter", "2021-Q2")),
        ("Sales in the quarter a year ago fell.", ("the quarter a year ago", "2020-Q4")),
        ("Sales in the current quarter fell.", ("the current quarter", "2022-Q1")),
        ("Sales fell in the first half of 2020.", ("the first half of 2020", "2020-H1")),
        ("Sales fell in the second half of last year.",
         ("the second half of last year", "2021-H2")),
        ("The mill will close by year-end.", ("year-end", "2022")),
        ("Profit in that quarter fell.", ("that quarter", "2021-Q4")),
        ("The mill had closed at year's end.", ("year's end", "2021")),
        ("Sales for the fiscal year ended badly.", ("the fiscal year", "P1Y")),
    ],
)  # fmt: skip
def test_business_periods_are_read_whole(text: str, expected: tuple[str, str]) -> None:
    """Quarters, halves and ends of a year are one expression with the year they name."""
    assert found(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("For the quarter ended Sept. 30, net income fell.", "2021-Q3"),
        ("Profit rose in the fiscal first quarter ended Sept. 30, 2020.", "2020-Q3"),
        ("Profit for its fiscal second quarter, which ended in December, fell.", "2021-Q4"),
        ("Sales in the quarter that ended on January 31 rose.", "2022-Q1"),
        ("Sales in the quarter ending March 31 will rise.", "2022-Q1"),
        ("Sales in the second quarter rose.", "2021-Q2"),
    ],
)
def test_a_quarter_is_that_of_the_month_it_ended_in(text: str, expected: str) -> None:
    """A company may count its quarters from any month; the calendar's is what a timeline needs."""
    assert found(text)[0][1] == expected


def test_figures_a_year_earlier_are_of_the_same_quarter() -> None:
    """The quarter that ended in September is compared with the one a year before."""
    text = (
        "For the quarter ended Sept. 30, profit was $3 million, up from $2 million a year earlier."
    )
    assert [value for _, value in found(text)] == ["2021-Q3", "2021-09-30", "2020-Q3"]


def test_the_latest_period_is_the_quarter_told_of() -> None:
    """Beside figures, "the latest period" means the quarter named before."""
    text = "Sales rose in the third quarter. Profit of the latest period fell."
    assert [value for _, value in found(text)] == ["2021-Q3", "2021-Q3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained over the summer, and hay was ruined.", [("the summer", "2021-SU")]),
        ("It came after weeks of rain.", [("weeks", "PXW")]),
        ("In the years that followed he wept.", [("the years", "PXY")]),
        ("It takes two to three weeks.", [("two to three weeks", "P2W")]),
        ("Such talk is rare these days.", [("these days", "PRESENT_REF")]),
        ("In the past it was rare.", [("the past", "PAST_REF")]),
        ("They will marry in the near future.", [("the near future", "FUTURE_REF")]),
        ("Their future king soon left, as previously told.", []),
        ("The daily Courier is sold out.", []),
        ("They meet daily.", [("daily", "P1D")]),
    ],
)
def test_stretches_and_references_need_to_tell_time(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """Loose stretches are durations; words that only colour a sentence are nothing."""
    assert found(text) == expected


def test_a_part_of_a_day_is_a_time() -> None:
    """ "Friday night" is a time, "Friday" a date."""
    text = "It burned on Friday night and on Friday."
    assert [item.type for item in find_time_expressions(lay_out(text), SATURDAY)] == [
        "TIME",
        "DATE",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It was closed from May 3 to June 4, 2019.", ["2019-05-03", "2019-06-04"]),
        ("It was closed in April and May 2019.", ["2019-04", "2019-05"]),
        ("After his Oct. 19, 2018, note they came on Nov. 6 to Lund.",
         ["2018-10-19", "2018-11-06"]),
        ("The Jan. 6 riot was told of. They met on Jan. 6.", ["2021-01-06", "2021-01-06"]),
        ("They met on September, 11, 2001 in Lund.", ["2001-09-11"]),
        ("It would stop in January.", ["2022-01"]),
        ("It was closed in April (2016).", ["2016-04"]),
        ("It was sung Aug. 18-19, 1981, in Lund.", ["1981-08-18", "1981-08-19"]),
        ("She was born on Christmas Day, 1954, in Lund.", ["1954-12-25"]),
    ],
)  # fmt: skip
def test_a_year_is_taken_from_the_dates_beside(text: str, expected: list[str]) -> None:
    """The end of a range, a full date before, and the name of an event tell the year."""
    assert [value for _, value in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prices fell later in the year, he hopes.", [("later in the year", "2022")]),
        ("It opens at the end of the month.", [("the end of the month", "2022-02")]),
        ("In May 2019 it rose, and it fell by the end of the month.",
         [("May 2019", "2019-05"), ("the end of the month", "2019-05")]),
        ("They count on the second half of the year.",
         [("the second half of the year", "2022-H2")]),
        ("It dawned in the year two thousand.", [("the year two thousand", "2000")]),
        ("They met on Tuesday and sang later in the day.",
         [("Tuesday", "2022-02-01"), ("later in the day", "2022-02-01")]),
        ("In the first nine months of the year it fell.",
         [("the first nine months", "P9M"), ("the year", "2022")]),
        ("They met on Tuesday. The same day Dahl sang.",
         [("Tuesday", "2022-02-01"), ("The same day", "2022-02-01")]),
        ("They met on Tuesday. It came out on the same day the bank lent its most.",
         [("Tuesday", "2022-02-01")]),
        ("At the end of the day it is a mill.", []),
        ("She is the woman of the year.", []),
        ("It is topping year-end lists.", []),
        ("In this day and age it is rare.", []),
        ("He left a week or so ago.", [("a week or so ago", "2022-W04")]),
        ("It took 5 1/2 hours.", [("5 1/2 hours", "PT5.5H")]),
    ],
)  # fmt: skip
def test_the_year_that_runs_is_named_by_a_part_of_it(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """ "Later in the year" is this year; "of the year" alone is none."""
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 16: The mill shut on Friday.", ["2022-03-16", "2022-03-11"]),
        ("March 16: The mill shut.\n\nIt burned on Friday.", ["2022-03-16", "2022-02-04"]),
        ("It starts today (Sunday) in Lund.", ["2022-02-06"]),
        ("It starts tomorrow [Sunday] in Lund.", ["2022-02-06"]),
        ("Her album “1989” is on sale.", []),
        ("He sings on This Week, on Lund This Morning and on the last day of the fair.", []),
        ("He sang on Friday Night Dinner.", []),
        ("That Saturday in June was hot.", ["2021-06"]),
    ],
)
def test_headings_and_names_rule_the_days_they_hold(text: str, expected: list[str]) -> None:
    """A paragraph headed by a date counts from it; a title with a weekday is no date."""
    assert [value for _, value in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The deal had been due to end on Tuesday.", "2022-02-01"),
        ("The envoy could not be reached on Tuesday.", "2022-02-01"),
        ("The envoy could leave on Tuesday.", "2022-02-08"),
        ("The council said starting Wednesday it will meet daily in Lund.", "2022-02-09"),
        ("The board created the post effective Wednesday.", "2022-02-09"),
        ("The ministers have decided to meet on Tuesday.", "2022-02-08"),
        ("The ministers decided to meet on Tuesday.", "2022-02-01"),
        ("He fell while trying to flee on Tuesday.", "2022-02-01"),
        ("They have until the end of February to answer.", "2022-02"),
        ("They hope to vote by early March.", "2022-03"),
        ("They intend to vote for it in November.", "2022-11"),
        ("The sale did not begin in the port of Lund until November.", "2021-11"),
        ("A curfew runs until 5 a.m. on Wednesday.", "2022-02-09T05:00"),
        ("The mill is hosting a ball for its staff on Wednesday.", "2022-02-09"),
    ],
)
def test_plans_are_told_from_what_became_of_them(text: str, expected: str) -> None:
    """What has been decided lies ahead; what was decided, tried or overtaken lies behind."""
    assert found(text)[0][1] == expected
