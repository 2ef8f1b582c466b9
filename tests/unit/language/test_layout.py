"""Tokens, sentences, paragraphs and word classes of ``bot.language.layout``."""

from __future__ import annotations

import pytest

from bot.language.layout import lay_out


def _sentences(text: str) -> list[str]:
    layout = lay_out(text)
    return [layout.sentence_span(number).of(text) for number in range(len(layout.sentences))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. envoy didn't go.", ["The", "U.S.", "envoy", "didn", "'t", "go", "."]),
        ("Sen. Lee paid $1,000.50", ["Sen.", "Lee", "paid", "$1,000.50"]),
        ("Norway’s well-known “plan”", ["Norway", "’s", "well-known", "“", "plan", "”"]),
        ("wait... what -- no", ["wait", "...", "what", "--", "no"]),
        ("A. B. Berg of AT&T", ["A.", "B.", "Berg", "of", "AT&T"]),
        ("Sen. Lee, R-S.C., paid", ["Sen.", "Lee", ",", "R-S.C.", ",", "paid"]),
        ("wrote @lund_1, a fan @ 5", ["wrote", "@lund_1", ",", "a", "fan", "@", "5"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_are_cut_as_people_read_them(text: str, expected: list[str]) -> None:
    """Abbreviations, amounts and genitives become the tokens that later steps rely on."""
    assert lay_out(text).words == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She left. he stayed.", ["She left.", "he stayed."]),
        ("Gov. Ann Lee won. It rained.", ["Gov. Ann Lee won.", "It rained."]),
        ("Lee, D-N.Y., won. It rained.", ["Lee, D-N.Y., won.", "It rained."]),
        ("He met Ann Lee, D-N.Y. Lee won.", ["He met Ann Lee, D-N.Y.", "Lee won."]),
        ("Ann L. and Bo M. Lee won.", ["Ann L. and Bo M. Lee won."]),
        ('He said no. "We will go."', ["He said no.", '"We will go."']),
        ("“Why?” she asked. Nobody knew.", ["“Why?” she asked.", "Nobody knew."]),
        ("It ended.The next began.", ["It ended.", "The next began."]),
        ("A headline without a stop\nThe text", ["A headline without a stop", "The text"]),
        ("They met in the U.S. The talks failed.", ["They met in the U.S.", "The talks failed."]),
        ("''We won.'' The crowd cheered.", ["''We won.''", "The crowd cheered."]),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: list[str]) -> None:
    """Stops, lost blanks, lower-case starts and line ends part sentences; abbreviations do not."""
    assert _sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "glued", "parts"),
    [
        ("Then Mara Velintreceived him. Mara waved.", "Velintreceived", ["Velint", "received"]),
        ("Oslovik spoke. Later Oslovikwas seen.", "Oslovikwas", ["Oslovik", "was"]),
    ],
)
def test_words_glued_to_a_name_are_parted_in_place(text: str, glued: str, parts: list[str]) -> None:
    """A name that lost the blank behind it becomes two tokens that touch."""
    layout = lay_out(text)
    at = layout.words.index(parts[0], text[: text.index(glued)].count(" "))
    assert layout.words[at : at + 2] == parts
    assert layout.ends[at] == layout.starts[at + 1]
    assert layout.starts[at] == text.index(glued)


@pytest.mark.parametrize(
    "word", ["Warsaw", "Household", "Prize-winning", "Bradford", "Thanksgiving"]
)
def test_ordinary_names_are_not_parted(word: str) -> None:
    """Names that merely end in a verb stay whole, even where their head is a name of the text."""
    text = f"House, War, Prize, Brad and Thanks met. Then {word} came."
    assert word in lay_out(text).words


def test_a_sentence_start_that_lost_its_capital_is_still_a_name() -> None:
    """A lower-case first word counts as a name where the text has it with a capital elsewhere."""
    layout = lay_out("On Monday Velmark agreed. velmark signed the deal.")
    assert layout.tags[layout.words.index("velmark")] == "N"


def test_a_plain_word_at_a_sentence_start_is_no_name() -> None:
    """A first word that the text also has in lower case owes its capital to its place."""
    layout = lay_out("Turnout fell. Officials said turnout was low.")
    assert layout.tags[0] == "w"


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("The report angered them.", "report", "R"),
        ("Newspapers report that he left.", "report", "V"),
        ("Velmark states that it won.", "states", "V"),
        ("The two states agreed.", "states", "R"),
        ("She denied his latest claim.", "claim", "w"),
        ("He called her proposed tax unfair.", "proposed", "w"),
    ],
)
def test_nouns_and_verbs_are_told_apart_by_their_neighbours(text: str, word: str, tag: str) -> None:
    """Words that are both noun and reporting verb are tagged by what stands around them."""
    layout = lay_out(text)
    assert layout.tags[layout.words.index(word)] == tag


def test_lookups_by_place_agree_with_the_text() -> None:
    """Tokens, sentences and paragraphs are found from code points, astral characters included."""
    text = "😀 One two.\n\nThree 😀 four. Five."
    layout = lay_out(text)
    five = text.index("Five")
    assert layout.sentence_at(five) == 2
    assert layout.paragraph_at(five) == 1
    assert layout.tokens_in(layout.span(0, 3)) == (0, 3)
    assert [paragraph.of(text) for paragraph in layout.paragraphs] == [
        "😀 One two.",
        "Three 😀 four. Five.",
    ]
