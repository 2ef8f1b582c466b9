"""Credits are told from the report, and nobody in them speaks."""

from __future__ import annotations

import pytest
from growth import grows_in_proportion

from bot.extraction.credits import Credits, find_credits, is_link
from bot.extraction.extract import extract
from bot.language.layout import lay_out
from bot.records import Span


def credits_of(text: str) -> list[str]:
    """Return the words of all credits of a text."""
    layout = lay_out(text)
    return [
        text[layout.starts[first] : layout.ends[after_last - 1]]
        for first, after_last in find_credits(layout)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Prices rose.\n\nContributing: Anna Roe, The Wire", ["Contributing: Anna Roe, The Wire"]),
        ("By Anna Roe and Ole Dahl\n\nPrices rose.", ["By Anna Roe and Ole Dahl"]),
        ("Prices rose.\n\n– Anna Roe\n\nRain fell.\n\n-- Ole Dahl", ["– Anna Roe", "-- Ole Dahl"]),
        ("Prices rose.\nFollow Anna Roe on Twitter: @roe.", ["Follow Anna Roe on Twitter: @roe."]),
        ("Contact Anna Roe at roe@wire.example.", ["Contact Anna Roe at roe@wire.example."]),
        ("More:Dahl says no to the port", ["More:Dahl says no to the port"]),
        ("Storm damage:‘Nobody knew’: How it fell", ["Storm damage:‘Nobody knew’: How it fell"]),
        ("Rain fell. Ole Dahl contributed to this report.",
         ["Ole Dahl contributed to this report."]),
        ("A street in Lund. Anna Roe/Getty Images", ["Anna Roe/Getty Images"]),
        ("Smoke rises. (Photo by Ole Dahl)", ["(Photo by Ole Dahl)"]),
        # No credits:
        ("By Monday Anna Roe had left.", []),
        ("More than ten people left.", []),
        ("The count:Ten people left on Monday.", []),
        ("ROE:We left early", []),
        ("Quote:“We left early.” -- Roe, asked why", []),
        ("They contributed to this end.", []),
        ("“Work is half of life.”\n— Anna Roe", []),
        ("- A list of things\n- Another point, Roe said.", []),
        ("Follow the money, Roe said.", []),
        ("", []),
    ],
)  # fmt: skip
def test_credits_are_found(text: str, expected: list[str]) -> None:
    """Bylines, contacts, links and photo credits, whole lines or sentences, and nothing else."""
    assert credits_of(text) == expected


def test_tokens_in_credits_are_known() -> None:
    """A token stands in a credit or it does not."""
    layout = lay_out("Prices rose.\n\nContributing: Anna Roe")
    credits = Credits(layout)
    assert [credits.holds(token) for token in range(len(layout.words))] == [False] * 3 + [True] * 4


def test_a_byline_speaks_no_quotation() -> None:
    """A quotation under a reporter's signature is not the reporter's, nor carried past it."""
    text = (
        "“We will pay,” Ole Dahl said. “All of it.”\n\n– Anna Roe\n\n"
        "The harbour is closed.\n\n“It was a long night for all of us here.”\n\n– Anna Roe"
    )
    first, second, third = extract(text, published=None).quotations
    assert (first.speakers, second.speakers) == (("ole dahl",), ("ole dahl",))
    assert third.speakers == ()


@pytest.mark.parametrize("piece", ["- A\n", "/AP ", "Follow ", "By A, "])
def test_odd_texts_cost_linear_time(piece: str) -> None:
    """No text takes time out of proportion."""
    assert grows_in_proportion(lambda count: find_credits(lay_out(piece * count)), 2_000)


def test_a_long_line_is_no_link_at_little_cost() -> None:
    """Each quotation of a line asks whether it is a link, however long the line is."""

    def ask(count: int) -> None:
        text = "Floods:Lund dries out " + "it’s " * count
        for _ in range(count):
            assert not is_link(text, Span(0, len(text)))

    assert grows_in_proportion(ask, 2_000)
