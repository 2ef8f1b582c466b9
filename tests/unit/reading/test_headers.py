"""Header lines above a body, and titles for texts without one."""

import pytest

from bot.reading.headers import make_title, read_header

BODY = "The harbour of Tornby was closed on Monday, the mayor said."


@pytest.mark.parametrize(
    ("head", "fields"),
    [
        (" date 2022-02-05 ", {"date": "2022-02-05"}),
        ("Date: 2022-02-05\n", {"date": "2022-02-05"}),
        ("DATE 2022-02-31 ", {"date": "2022-02-31"}),
        ("Date: 2022-02-05 10:30\n\n", {"date": "2022-02-05 10:30"}),
        ("Published: 5 February 2022\n", {"date": "5 February 2022"}),
        (
            "Title: Harbour closed\nOutlet: The Tornby Ledger\nURL: https://ledger.example/1\n\n",
            {
                "title": "Harbour closed",
                "outlet": "The Tornby Ledger",
                "url": "https://ledger.example/1",
            },
        ),
        (
            "\nHeadline: Harbour closed\n\nBy-line free\n",
            {"title": "Harbour closed"},
        ),
        (
            "source: Coast Wire\ndate 2022-02-05\nauthor: I. Holm\n",
            {"outlet": "Coast Wire", "date": "2022-02-05", "author": "I. Holm"},
        ),
        (
            '---\ntitle: "Harbour closed"\ntags: [sea]\ndate: 2022-02-05\n---\n\n',
            {"title": "Harbour closed", "date": "2022-02-05"},
        ),
    ],
)
def test_header_lines_are_read(head: str, fields: dict[str, str]) -> None:
    """The fields are found, and the body begins behind them."""
    header = read_header(head + BODY)
    assert header.fields == fields
    assert (head + BODY)[header.body_start :].endswith(BODY)
    assert "Harbour closed" not in (head + BODY)[header.body_start :]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Date of the meeting: unknown. " + BODY,
        "date 2022 The meeting was held.",
        "Sources: several.\n" + BODY,
        "Tornby, 5 February\n" + BODY,
        "---\nno: field\n---\n" + BODY,
        "---\ntitle: never closed\n" + BODY,
        "",
    ],
)
def test_prose_is_no_header(text: str) -> None:
    """A body that happens to begin with a similar word is left whole."""
    assert read_header(text).body_start == 0


def test_a_field_named_twice_ends_the_header() -> None:
    """The second title belongs to the text."""
    text = "Title: One\nTitle: Two\n" + BODY
    header = read_header(text)
    assert header.fields == {"title": "One"}
    assert text[header.body_start :].startswith("Title: Two")


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Harbour closed after storm\n\n" + BODY, "Harbour closed after storm"),
        ("Harbour  closed after storm\n\n" + BODY, "Harbour closed after storm"),
        ("\n\nWill the harbour reopen?\n" + BODY, "Will the harbour reopen?"),
        (BODY, BODY),
        ("Closed.\n" + BODY, "Closed. The harbour of Tornby was closed on Monday, the mayor said."),
        (
            "The harbour of Tornby was closed on Monday, the mayor said, since a storm had"
            " taken away the pier.",
            "The harbour of Tornby was closed on Monday, the mayor said, since a storm had taken"
            " away…",
        ),
        ("x" * 200, "x" * 89 + "…"),
        ("  \n", ""),
    ],
)
def test_a_text_without_title_gets_one(text: str, title: str) -> None:
    """A headline where the text shows one, else the opening words, cut between words."""
    assert make_title(text) == title
    assert len(make_title(text)) <= 120
