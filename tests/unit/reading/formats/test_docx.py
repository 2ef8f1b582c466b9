"""Word files: their text, and what they say of themselves."""

from datetime import UTC, date, datetime

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from made_files import change_part, make_docx

from bot.errors import InputError
from bot.reading.formats.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STORM = "The harbour of Tornby was closed on Monday, the mayor said."
REBUILD = "“We will rebuild it,” Anna Berg told reporters."


def test_paragraphs_headings_and_tables_come_in_order() -> None:
    """Tables are read cell by cell; blank paragraphs are left out; blanks inside stay."""

    def fill(document: docx.document.Document) -> None:
        document.add_heading("Harbour closed", level=1)
        document.add_paragraph(STORM)
        document.add_paragraph("  ")
        table = document.add_table(2, 2)
        for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
            cell.text = f"cell {number}"
        line = document.add_paragraph("first line")
        line.add_run().add_break(WD_BREAK.LINE)
        line.add_run("second line")
        document.add_paragraph(REBUILD)

    found = read_docx(make_docx(fill))
    assert found.title == "Harbour closed"
    assert found.text.split("\n\n") == [
        "Harbour closed", STORM, "cell 0", "cell 1", "cell 2", "cell 3",
        "first line", "second line", REBUILD,
    ]  # fmt: skip


def test_a_word_is_whole_however_many_runs_it_is_cut_into() -> None:
    """Formatting and links inside a paragraph change no word."""

    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("The har")
        paragraph.add_run("bour").bold = True
        link = OxmlElement("w:hyperlink")
        link.append(parse_xml(f"<w:r {W}><w:t>master</w:t></w:r>"))
        paragraph._p.append(link)
        paragraph.add_run(" said: “No.”")

    assert read_docx(make_docx(fill)).text == "The harbourmaster said: “No.”"


def test_what_is_deleted_or_hidden_is_left_out_and_what_is_inserted_is_kept() -> None:
    """The text is the one that its last author would have."""

    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("We will ")
        for xml in (
            f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>not </w:delText></w:r></w:del>',
            f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>soon </w:t></w:r></w:ins>',
            f'<w:moveFrom {W} w:id="3" w:author="a"><w:r><w:t>gone </w:t></w:r></w:moveFrom>',
            f"<w:r {W}><w:instrText> PAGE </w:instrText></w:r>",
            f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>hidden </w:t></w:r>",
        ):
            paragraph._p.append(parse_xml(xml))
        paragraph.add_run("rebuild it.")

    assert read_docx(make_docx(fill)).text == "We will soon rebuild it."


def test_content_controls_and_text_boxes_are_read() -> None:
    """Their paragraphs stand where they are anchored; a fallback is not read a second time."""
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent><w:p><w:r><w:t>{REBUILD}</w:t></w:r></w:p></w:txbxContent>"

    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph(STORM)
        paragraph._p.append(
            parse_xml(
                f"<w:r {W} {mc}><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
                f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
            )
        )
        control = parse_xml(
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        )
        document.element.body.insert(1, control)

    found = read_docx(make_docx(fill)).text.split("\n\n")
    assert found == [STORM, REBUILD, "In a control."]


def test_what_the_file_says_of_itself_is_used_with_care() -> None:
    """The day on which a file was made is not the day on which its text was published."""

    def fill(document: docx.document.Document) -> None:
        said = document.core_properties
        said.author, said.title = "Anna Berg", "Harbour closed"
        said.created = said.modified = datetime(2019, 5, 1, tzinfo=UTC)
        document.add_paragraph("Harbour closed")
        document.add_paragraph(STORM)

    found = read_docx(make_docx(fill))
    assert (found.author, found.title, found.published) == ("Anna Berg", "Harbour closed", None)
    found = read_docx(make_docx(lambda document: document.add_paragraph(STORM)))
    assert (found.author, found.title) == ("", "")


def test_a_day_on_a_line_of_its_own_is_the_date() -> None:
    """As press releases print it."""

    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Tornby, 5 February 2024")
        document.add_paragraph(STORM)

    assert read_docx(make_docx(fill)).published == date(2024, 2, 5)


def test_a_file_without_text_is_said() -> None:
    """An empty document is no document."""
    with pytest.raises(InputError, match="holds no text"):
        read_docx(make_docx(lambda document: None))


DOCUMENT = "word/document.xml"


def test_a_file_that_unpacks_to_a_huge_one_is_refused_before_it_is_unpacked() -> None:
    """A bomb is told by the sizes that its own list of parts names."""
    data = change_part(
        make_docx(lambda document: document.add_paragraph(STORM)),
        DOCUMENT,
        lambda part: part.replace(b"</w:body>", b" " * 300_000_000 + b"</w:body>"),
    )
    assert len(data) < 1_000_000
    with pytest.raises(InputError, match="unpacks to 286 MB"):
        read_docx(data)


def test_entities_are_not_expanded() -> None:
    """A billion laughs cost nothing, and no file is read from the disk."""
    bomb = (
        b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/hostname">'
        + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
        + b"]>"
    ).replace(b"&a0;", b"&a;")
    data = change_part(
        make_docx(lambda document: document.add_paragraph(STORM)),
        DOCUMENT,
        lambda part: part.replace(b"<w:document", bomb + b"<w:document", 1).replace(
            b"mayor", b"&a9;&f;"
        ),
    )
    with pytest.raises(InputError, match="damaged"):
        read_docx(data)


def test_ten_thousand_nested_tables_are_read_or_refused() -> None:
    """Depth is no danger."""
    depth = 10_000
    nested = b"<w:tbl><w:tr><w:tc>" * depth + b"</w:tc></w:tr></w:tbl>" * depth
    data = change_part(
        make_docx(lambda document: document.add_paragraph(STORM)),
        DOCUMENT,
        lambda part: part.replace(b"<w:sectPr", nested + b"<w:sectPr", 1),
    )
    with pytest.raises(InputError, match="damaged"):
        read_docx(data)


def test_revisions_of_formatting_are_no_text() -> None:
    """Properties of paragraphs and runs hold no words."""

    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph(STORM)
        paragraph.paragraph_format.first_line_indent = 100_000
        assert paragraph._p.find(qn("w:pPr")) is not None

    assert read_docx(make_docx(fill)).text == STORM
