"""What a stance is about: cut before what is not its own, read on where it says too little."""

from __future__ import annotations

import pytest
from stated import rows


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Several leaders paid tribute to Tom Berg Tuesday, with Marda among them.", "Tom Berg"),
        ("The council approved the ban Monday after a long debate.", "the ban"),
        ("The mayor opposes a tax cut for the farmers.", "a tax cut for the farmers"),
        ("The mayor backs the flu shot for all.", "the flu shot"),
        ("The voters approved a ballot measure last year that pleased the guilds.",
         "a ballot measure"),
        ("The union praised the ferry crew the day before the strike.", "the ferry crew"),
        ("Marda endorsed the plan in 2020 and built the dam.", "the plan"),
        ("The minister denied asking for it and Aros says it is not true.", "asking for it"),
        ("Marda rejected every good offer the mayor of Lund has made.", "every good offer"),
        ("The union condemned the comments Berg made on Monday.", "the comments"),
        ("The governor opposes additional taxes along with new fees.", "additional taxes"),
        ("Marda and Aros plan to continue testing the dam and say they will pay.",
         "to continue testing the dam"),
        ("The minister signed a law making it a crime.", "a law"),
        ("Marda has sued Tom Berg in an effort to force him to pay.", "Tom Berg"),
        ("The senators approved the measure 38-1.", "the measure"),
        ("Two Mardans who supported Berg's impeachment faced challenges from the left.",
         "Berg's impeachment"),
        ("The farmers protested the law by staging a walkout in Lund.", "the law"),
        ("The mayor backed Tom Berg by less than a point.", "Tom Berg"),
        ("The council granted the mayor's request to review the letters that the court seized.",
         "to review the letters"),
        ("The mayor backs the farmers in the strike the day before the vote.",
         "the farmers in the strike"),
        ("Tom Berg, who backs Marda, called for “farmers to take up arms” to see a “new Lund”.",
         "farmers to take up arms"),
    ],
)  # fmt: skip
def test_a_target_ends_before_what_is_not_its_own(text: str, target: str) -> None:
    """Days, clauses of others and quotation marks that open are left out."""
    assert target in [row[2] for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The minister rejected the idea that Marda would lean on Aros.",
         "the idea that Marda would lean on Aros"),
        ("The minister dismissed suggestions Friday that he would leave.",
         "suggestions Friday that he would leave"),
        ("The mayor praised the way he had led the ship after the storm.",
         "the way he had led the ship after the storm"),
        ("The lawyers were furious about Berg mentioning he is ill.",
         "Berg mentioning he is ill"),
        ("The union asked the government for new boats.", "the government for new boats"),
        ("The mayor condemned the Lund attack the day after the vote.", "the Lund attack"),
        ("The senators condemned the country's brutal and unprovoked raids.",
         "the country's brutal and unprovoked raids"),
        ("The miners are demanding more doctors, masks and new tools.",
         "more doctors, masks and new tools"),
        ("The minister proposed a law of that sort on Monday.", "a law of that sort"),
        ("Anna Berg demanded officials show a “full and complete” plan for the port.",
         "officials show a “full and complete” plan for the port"),
        ("The minister opposes the butterfly tax.", "the butterfly tax"),
        ("The senator voted against efforts to close the port.", "efforts to close the port"),
        ("The envoy condemned a “deliberate” attack on the pipes.",
         "a “deliberate” attack"),
        ("The singer expressed solidarity with “Port of Lund” author Anna Berg.",
         "“Port of Lund” author Anna Berg"),
        ("Residents said they opposed light rail due to the noise.", "light rail"),
        ("Marda supports the right of its farmers to protest in peace.",
         "the right of its farmers to protest in peace"),
        ("The judge ordered Lund to drop its outdated, useless ferry rules.",
         "Lund to drop its outdated, useless ferry rules"),
        ("The leaders agreed to grant Lund, along with Aros, a loan.",
         "to grant Lund, along with Aros, a loan"),
        ("Marda demanded Berg turn over the files.", "Berg turn over the files"),
        ("The union pressed lawmakers for years to change the tax.",
         "lawmakers for years to change the tax"),
        ("Marda criticized the US' decision to leave the talks.",
         "the US' decision to leave the talks"),
        ("The mayor opposes a climate change-caused tax.", "a climate change-caused tax"),
        ("The minister pledged a number of truly modest reforms.",
         "a number of truly modest reforms"),
        ("The mayor opposes the new (and costly) toll on the canal.",
         "the new (and costly) toll on the canal"),
        ("The union asked the government for “quick help” in the strike.",
         "the government for “quick help”"),
    ],
)  # fmt: skip
def test_a_target_takes_in_what_says_what_it_is(text: str, target: str) -> None:
    """Half of an object would name something else, or nothing."""
    assert target in [row[2] for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The president condemned citizens who hide their savings.",
         "citizens who hide their savings"),
        ("The council approved a bill that would legalise the toll, after a long debate.",
         "a bill that would legalise the toll"),
        ("The governor signed an order that creates a board for the port.",
         "an order that creates a board for the port"),
        ("The council voted for new rules that restrict the sale of eels.",
         "new rules that restrict the sale of eels"),
        ("The mayor praised the plan she had drawn up in Lund.",
         "the plan she had drawn up in Lund"),
        ("The union backs workers who lost their pay and urged the firm to settle.",
         "workers who lost their pay"),
        ("The president condemned Mardans who hide their savings.",
         "Mardans who hide their savings"),
        ("The mayor opposes a law which quietly ends the toll.",
         "a law which quietly ends the toll"),
    ],
)  # fmt: skip
def test_a_target_takes_in_the_clause_that_tells_it_from_others(text: str, target: str) -> None:
    """Whoever condemns citizens who hide something does not condemn citizens."""
    assert target in [row[2] for row in rows(text)]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The council approved a bill, which would legalise the toll.", "a bill"),
        ("The mayor condemned Tom Berg who lives in Lund.", "Tom Berg"),
        ("Marda, who backs the bill that Berg opposes, resigned.", "the bill"),
        ("The mayor condemned the council that Berg leads.", "the council"),
    ],
)
def test_a_clause_that_only_adds_something_is_left_out(text: str, target: str) -> None:
    """So it is behind a comma, behind a name, and where somebody else does something in it."""
    assert target in [row[2] for row in rows(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The guild pledged a number, but nothing came of it.",
        "The minister promises a new, easier-to-use voice for the island.",
        "The singer promised their most spectacular and “longest” show.",
        "“We are all committed to working on,” Tom Berg said.",
        "The bill that the mayors had agreed to that details the taxes is long.",
        "The officials will accept new proposals and bids until June.",
        "Officials blame a lack of rain for the loss of cod.",
        "“It is a big step in our nation's fight against the virus,” Tom Berg said.",
        "People can be heard as a man stands with his hands on his head in fear.",
        "The office won't accept the forms until May.",
        "The fund is old, but only 34 states and the District of Lund offer aid to their farmers.",
        "The maker promised the doctors it wasn't harmful.",
        "Officials are demanding businesses and residents in the north cut their use.",
        "Nobody knew of the arms that Marda and its allies plan to provide Aros.",
        "Doctors publicly call for Lund University, where Berg taught, to cut its ties with him.",
        "“We believe in God,” the mayor of Lund said.",
        "She slammed 53 winners and won the match.",
        "The airline vowed to reduce, but not to end, the sale of seats.",
        "The council is pushing for a standardized, port-wide scheme.",
        "The push to recall Tom Berg was supported by Democrats.",
        "Thousands of ferries stood still as staff called out sick.",
        "“We want to extend our sympathies to the family,” the mayor of Lund said.",
    ],
)
def test_a_target_that_says_nothing_makes_no_position(text: str) -> None:
    """What is left open, or can be taken no side on, is not filled with something else."""
    assert not rows(text)
