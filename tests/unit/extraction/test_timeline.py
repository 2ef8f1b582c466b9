"""Timeline entries: which dated sentences stand on the timeline, and on which day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.extraction.timeline import find_timeline
from bot.language.dates import find_time_expressions
from bot.language.layout import lay_out
from bot.records import Precision, TimelineEntry

SATURDAY = date(2022, 2, 5)


def entries(text: str, published: date | None = SATURDAY) -> list[TimelineEntry]:
    """Return the timeline of ``text``."""
    layout = lay_out(text)
    return find_timeline(layout, find_time_expressions(layout, published), published)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("Rebels seized the port of Marda on Tuesday.", date(2022, 2, 1), Precision.DAY),
        ("The treaty was signed in Lund in March 2019.", date(2019, 3, 1), Precision.MONTH),
        ("Floods cut off the valley last week.", date(2022, 1, 24), Precision.WEEK),
        ("The island has been independent since 1974.", date(1974, 1, 1), Precision.YEAR),
        ("The two leaders will meet in Lund on 9 March.", date(2022, 3, 9), Precision.DAY),
        ("On Tuesday they spoke of a “new beginning” in Lund.", date(2022, 2, 1), Precision.DAY),
        ("Am 1.2.2022 nannten sie es einen „Neubeginn“ in Lund.", date(2022, 2, 1), Precision.DAY),
        ("The ministry announced new tariffs on Tuesday.", date(2022, 2, 1), Precision.DAY),
        ("The president of Aros met, this Friday, 4, in Lund, its allies.", date(2022, 2, 4),
         Precision.DAY),
        ("He said on Tuesday after a meeting in Lund that it was over.", date(2022, 2, 1),
         Precision.DAY),
        ("Jan. 6: The council agrees to sell the port.", date(2022, 1, 6), Precision.DAY),
        ("The valley was last flooded three years ago.", date(2019, 1, 1), Precision.YEAR),
        ("Rain fell between 1 February and 3 February in Lund.", date(2022, 2, 1), Precision.DAY),
        ("The villagers were ordered to move to the coast on Tuesday.", date(2022, 2, 1),
         Precision.DAY),
        ("The envoys signed a joint declaration in Lund on Tuesday.", date(2022, 2, 1),
         Precision.DAY),
        ("The fire was first reported in the old port on Tuesday.", date(2022, 2, 1),
         Precision.DAY),
        ("On Tuesday, crowds of fishermen protested outside the old port.", date(2022, 2, 1),
         Precision.DAY),
        ("The old king fell ill Tuesday, a servant told the Courier.", date(2022, 2, 1),
         Precision.DAY),
        ("One reason for the floods in 2015 was the broken dam.", date(2015, 1, 1),
         Precision.YEAR),
        ("He rowed in 2017 for Save Every Mill, a club of poets.", date(2017, 1, 1),
         Precision.YEAR),
        ("The envoys walked from 10 mills to the port in March 2021.", date(2021, 3, 1),
         Precision.MONTH),
        ("More than half of the mills burned in March 2021.", date(2021, 3, 1), Precision.MONTH),
        ("The council hopes to vote on the plan by early March.", date(2022, 3, 1),
         Precision.MONTH),
        ("Guards shut the old mill on Tuesday, which used to open two days a week.",
         date(2022, 2, 1), Precision.DAY),
        ("Ships were seen in the hours after Tuesday's storm in the bay.", date(2022, 2, 1),
         Precision.DAY),
    ],
)  # fmt: skip
def test_a_dated_event_is_an_entry(text: str, day: date, precision: Precision) -> None:
    """Past and coming events count, with the first day of the period that is named."""
    (entry,) = entries(text)
    assert (entry.date, entry.precision) == (day, precision)
    assert entry.evidence.of(text) == text
    assert entry.evidence.holds(entry.phrase)


@pytest.mark.parametrize(
    "text",
    [
        "“We are ready for anything,” he said on Tuesday.",
        "The ministry said on Tuesday that talks would go on.",
        "The ministry on Tuesday said that talks would go on.",
        "Storms, floods and fires: what happened on Tuesday",
        "Will the parliament in Lund vote on Tuesday?",
        "The fans of Euro 2024 sang in the streets of Lund.",
        "Life in Lund today is not what it was.",
        "Prices in the shops rose again this year.",
        "He worked for two weeks and went home every Monday.",
        "Photo taken on Tuesday by Getty Images in Lund was sold.",
        "This story was originally published in February by us.",
        "“We voted on Tuesday, he went on.",
        "LUND, Feb. 4 (Agency) The port was closed.",
        "The bank of Aros has raised rates for a fifth time since December.",
        "It was the biggest flood in the valley of Lund since 1974.",
        "She recently left and may soon be back in Lund.",
        "Members of the January 6 committee sat for hours in the hall.",
        "The May 4 vote has split the party of the mayor in two.",
        "The rebels of the 19th of April Movement laid down their arms.",
        "The deadline is three days later than the normal April 15 deadline.",
        "The envoy told the Lund Courier on Tuesday that he was tired.",
        "The man spoke on Tuesday on condition of anonymity about the deal.",
        "Sales in the shops of the chain were lower than last year.",
        "Rents in Lund are up by 20 crowns from a year ago.",
        "Every year on 4 March the king gives medals to poets.",
        "The talks over fish in the bay broke down a decade ago.",
        "The valley was last flooded about 20 years ago, farmers say.",
        "He had left the army two years earlier and gone to Lund.",
        "On Tuesday, a spokesman for the port said that talks would go on.",
        "Late Tuesday, the minister told reporters that he was tired.",
        "The mayor said during a hearing in the old hall Tuesday that she was ill.",
        "Speaking in Lund on Tuesday during a visit, the king praised the fishermen.",
        "I remember the flood as if it was yesterday.",
        "In response on Tuesday night, the mayor said that talks would go on.",
        "Speaking on the evening show of the old town radio yesterday the mayor wept.",
        "The mill of today meets the port of tomorrow in this hall.",
        "The share of women rose to 40% from 35% in 2018.",
        "In the old port 4 March has always been a quiet day.",
        "For the list click below LUND, Feb. 4 (Agency) The port was closed.",
        "February 4, 2022 at 7:16 am he wants to say that it was good.",
        "Added: Friday, 4 February, 2022 the port was closed by the mayor.",
        "LUND | Fri Feb 4, 2022 the port was closed by the mayor.",
        "The port said so, as the mayor did in a written statement on Tuesday.",
        "The mayor said Tuesday during a briefing that talks would go on.",
        "Theft has risen by a third compared to the same month last year.",
        "The mill sold 5% less bread, a drop from the previous year.",
        "The mill sold more bread than it did in March 2021.",
        "The lawyer works on proceedings related to March 2021.",
        "The panel on the May 4, 2021, attack heard two guards.",
        "Lund's May 2021 issue on fish has won a prize.",
        "There have been 30 fires in the valley since the start of the year.",
        "Here are five things you need to know about the vote on Tuesday.",
        "The price of fish in Lund has risen by a third in the past year.",
        "The price of fish in Lund is likely to fall in the next month.",
        "Prices in the valley of Lund have jumped to levels unseen since 2014.",
        "The valley has a fire season of historically late June, the guard said.",
        "So stay at home with your boats and have a Happy Thanksgiving!",
        "The harbour master did not respond to a request for comment on Tuesday.",
        "The fair is to be held in the old port, postponed from January.",
        "The mill had been losing workers in the five years up to 2019.",
        "The law forbids such calls in Lund two days before March 4.",
        "Pupils would be taught four days a week, Monday, Tuesday, Thursday and Friday.",
        "The panel asked the guard about his own role in January 6.",
        "The film shown in Lund in March 2021 was the first to have a T. rex of wood.",
    ],
)
def test_what_tells_of_no_event_is_no_entry(text: str) -> None:
    """Mere attribution, headlines, questions, names, boilerplate and cut quotations stay out."""
    assert entries(text) == []


def test_a_sentence_stands_once_for_each_date() -> None:
    """The same day named twice in a sentence gives one entry, two days give two."""
    text = "He fled on Tuesday, and on Tuesday, 1 February, he was seen; on Friday he was jailed."
    assert [entry.date for entry in entries(text)] == [date(2022, 2, 1), date(2022, 2, 4)]


def test_a_range_stands_at_its_start() -> None:
    """ "From 1946 to 1958" is one entry."""
    assert [entry.date.year for entry in entries("He ruled the island from 1946 to 1958.")] == [
        1946
    ]


def test_relative_phrases_need_a_day_of_publication() -> None:
    """Without one, "on Tuesday" tells no date."""
    assert entries("Rebels seized the port of Marda on Tuesday.", None) == []
    assert len(entries("Rebels seized the port of Marda on 1 February 2022.", None)) == 1
