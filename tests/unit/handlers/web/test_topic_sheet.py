"""What the page of a brief shows, before it is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from unit.handlers.samples import DAY, board, brief, cite, entry, position, quotation

from bot.records import QuotationKind, Stance
from bot.results import BoardRow, BriefRequest, Found
from handlers.web.topic_sheet import Shown, make_sheet


def _words(line: Shown) -> str:
    return line.before + line.marked + line.after


def test_every_line_is_verbatim() -> None:
    """However it is parted for its marks, the words are the source's."""
    said, held, dated = quotation(), position(), entry()
    made = brief(quotations=(said,), positions=(held,), timeline=(dated,))
    sheet = make_sheet(made, board(BoardRow(line=held, side=Stance.OPPOSES)))
    assert _words(sheet.quotations[0]) == said.text
    assert _words(sheet.groups[0].lines[0]) == held.text
    assert sheet.groups[0].lines[0].marked == "opposes"
    assert _words(sheet.key_dates[0]) == dated.text
    assert sheet.key_dates[0].marked == "4 May 2022"


def test_positions_stand_by_stance_with_what_belongs_beside_them() -> None:
    """An earlier wording and a denial stand under the row that they are about."""
    row = BoardRow(
        line=position(),
        side=Stance.OPPOSES,
        before=position("Norland supports a toll.", cue="supports"),
        denial=position("Denmark denies it.", cue="denies", actor="Denmark"),
    )
    rows = (row, BoardRow(line=position(actor="Finland"), side=Stance.SUPPORTS))
    sheet = make_sheet(brief(positions=(position(),)), board(*rows))
    assert [group.name for group in sheet.groups] == ["Opposes", "Supports"]
    assert [lead for lead, _ in sheet.groups[0].lines[0].beside] == [
        "Wording differs, earlier",
        "Denied by the accused",
    ]


def test_a_line_leads_to_the_reader_and_a_copy_to_its_outlet() -> None:
    """Only the first text's words are stored, so only they can be highlighted."""
    home = replace(cite("words"), reader_url="/documents/1?at=0-5#0-5")
    line = replace(quotation(citation=home), also_in=(cite("words", url="https://copy.example/"),))
    (shown,) = make_sheet(brief(quotations=(line,)), board()).quotations
    assert shown.place.address == "/documents/1?at=0-5#0-5"
    assert shown.others[0].address == "https://copy.example/"


def test_an_address_that_is_none_is_no_link() -> None:
    """A document may hold any words in the place of its address."""
    line = quotation(citation=cite("words", url="javascript:alert(1)"))
    assert make_sheet(brief(quotations=(line,)), board()).quotations[0].place.address == ""


def test_direct_speech_stands_between_marks() -> None:
    """Reported speech does not, nor what has marks of its own."""
    lines = (
        quotation(),
        quotation("“We will not”"),
        quotation("they will not", kind=QuotationKind.INDIRECT),
    )
    shown = make_sheet(brief(quotations=lines), board()).quotations
    assert [line.is_quoted for line in shown] == [True, False, False]
    assert shown[2].note == "in reported speech (“said”)"


def test_dates_without_a_picture_all_stand_open() -> None:
    """Where nothing is numbered, nothing is folded away."""
    sheet = make_sheet(brief(timeline=(entry(), entry("Again."))), board())
    assert sheet.picture == ""
    assert len(sheet.key_dates) == 2
    assert sheet.why_no_picture


def test_lines_that_are_left_out_are_counted() -> None:
    """The page does not pretend to be the whole archive."""
    made = brief(quotations=(quotation(),), timeline=(entry(),), found=Found(quotations=9))
    sheet = make_sheet(made, board())
    assert sheet.quotations_left == 8
    assert sheet.counts.startswith("9 quotations, 1 date · 12 documents")


def test_filters_are_told_by_name() -> None:
    """Each as it was asked for."""
    asked = BriefRequest(
        topic="toll", workspace="local", since=date(2022, 5, 1), by="Lindqvist", language="en"
    )
    sheet = make_sheet(brief(quotations=(quotation(),), request=asked), board())
    assert sheet.filters == (
        ("Published since", "1 May 2022"),
        ("Said or held by", "Lindqvist"),
        ("Language", "English"),
    )


def test_an_unknown_speaker_is_called_so() -> None:
    """With the words that the text has for somebody."""
    (line,) = make_sheet(
        brief(quotations=(quotation(speaker=None, written="an official"),)), board()
    ).quotations
    assert (line.who, line.role) == ("Speaker unknown", "“an official” in the text")
    assert line.place.day == f"{DAY.day} May 2022"
