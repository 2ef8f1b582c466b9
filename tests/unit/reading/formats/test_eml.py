"""Mails: text, sender, day and attached documents."""

from datetime import date
from email.message import EmailMessage

import pytest
from made_files import body, make_docx, make_mail, make_pdf

from bot.errors import InputError
from bot.reading.formats.eml import read_eml
from bot.reading.formats.file_text import FileText
from bot.reading.formats.kinds import Kind
from bot.reading.formats.parse import parse_format

STORM = "The harbour of Tornby was closed on Monday, the mayor said."
REBUILD = "“We will rebuild it,” Anna Berg told reporters."
SENT = "Mon, 05 Feb 2024 23:30:00 -0500"


def read(mail: EmailMessage) -> list[FileText]:
    """Return what a mail holds."""
    return parse_format(Kind.EML, bytes(mail))


def test_a_mail_gives_its_subject_sender_and_day() -> None:
    """The day is that of the sender; marks of replies are no part of the title."""
    mail = make_mail(
        f"{STORM}\n\n{REBUILD}\n",
        Subject="Fwd: RE: Harbour closed",
        From='"Anna Berg" <anna@harbours.example>',
        Date=SENT,
    )
    (found,) = read(mail)
    assert found == FileText(
        text=f"{STORM}\n\n{REBUILD}",
        title="Harbour closed",
        author="Anna Berg",
        published=date(2024, 2, 5),
    )


def test_the_sender_of_a_newsletter_is_its_outlet() -> None:
    """A mail that can be unsubscribed from has no person as its author."""
    mail = make_mail(
        STORM,
        From="Tornby Ledger <news@ledger.example>",
        List_Unsubscribe="<https://ledger.example/unsubscribe>",
    )
    (found,) = read(mail)
    assert (found.author, found.outlet) == ("", "Tornby Ledger")


PAGE = f"""<html><head><title>x</title><style>p {{color: red}}</style></head><body>
<div style="display:none">Preview line</div><table><tr><td><h1>Harbour&nbsp;closed</h1>
<p>{STORM} <b>It</b> will
stay so.</p></td></tr><tr><td>{REBUILD}<br>One more line.</td></tr></table></body></html>"""
SHOWN = f"Harbour closed\n\n{STORM} It will stay so.\n\n{REBUILD}\n\nOne more line."


def test_html_is_read_where_the_plain_part_says_little_or_is_missing() -> None:
    """What the reader of the mail sees, block by block; what is hidden is left out."""
    for text in ("", "Open this mail in a browser."):
        (found,) = read(make_mail(text, PAGE))
        assert found.text == SHOWN


def test_the_plain_part_is_read_where_it_says_as_much() -> None:
    """It is what the sender wrote."""
    (found,) = read(make_mail(f"{STORM}\n\n{REBUILD}", PAGE))
    assert found.text == f"{STORM}\n\n{REBUILD}"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{STORM}\n\n-- \nAnna Berg\nTornby\n", STORM),
        (f"{STORM}\n\nOn 4 February, Bo Lie wrote:\n> Is it open?\n> Bo\n", STORM),
        (f"> Is it open?\n\n{STORM}\n", f"> Is it open?\n\n{STORM}"),
        (f"{STORM}\n\n> An old saying\n", f"{STORM}\n\n> An old saying"),
        (
            f"---------- Forwarded message ---------\nFrom: Bo\n\n{STORM}\n",
            f"---------- Forwarded message ---------\nFrom: Bo\n\n{STORM}",
        ),
    ],
    ids=["signature", "reply", "answer below a question", "quoted words", "forwarded"],
)
def test_only_a_marked_signature_and_the_mail_that_is_answered_are_left_out(
    text: str, kept: str
) -> None:
    """Whatever else looks quoted may be what matters."""
    (found,) = read(make_mail(text))
    assert found.text == kept


def test_lines_that_the_mail_program_wrapped_are_joined_where_it_says_so() -> None:
    """Mails in the format “flowed” end such lines with a blank."""
    mail = make_mail()
    mail.set_content("The harbour of Tornby \nwas closed, the mayor \nsaid.\n\nMore.\n")
    mail.set_param("format", "flowed")
    (found,) = read(mail)
    assert found.text == "The harbour of Tornby was closed, the mayor said.\n\nMore."


def test_attached_documents_follow_the_mail() -> None:
    """PDF, Word and text files are read, with the day of the mail; others are passed over."""
    mail = make_mail(STORM, Subject="Harbour", Date=SENT)
    docx = make_docx(lambda document: document.add_paragraph(REBUILD))
    for data, kind, name in (
        (make_pdf(body(REBUILD)), "application/pdf", "release.pdf"),
        (docx, "application/octet-stream", "notes.docx"),
        (b"Plain words.", "text/plain", "notes.txt"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "logo.png"),
        (b"BEGIN:VCALENDAR", "text/calendar", "invite.ics"),
        (b"%PDF-1.4 broken", "application/pdf", "broken.pdf"),
    ):
        main, _, sub = kind.partition("/")
        mail.add_attachment(data, maintype=main, subtype=sub, filename=name)
    found = read(mail)
    assert [text.part for text in found] == ["", "release.pdf", "notes.docx", "notes.txt"]
    assert [text.text for text in found] == [STORM, REBUILD, REBUILD, "Plain words."]
    assert {text.published for text in found} == {date(2024, 2, 5)}


def test_a_mail_forwarded_as_an_attachment_is_read() -> None:
    """It keeps its own subject and day."""
    inner = make_mail(REBUILD, Subject="Rebuilding", Date="Sun, 04 Feb 2024 10:00:00 +0000")
    mail = make_mail(STORM, Date=SENT)
    mail.add_attachment(inner)
    _, found = read(mail)
    assert (found.text, found.title) == (REBUILD, "Rebuilding")
    assert (found.part, found.published) == ("Rebuilding", date(2024, 2, 4))


def test_a_mail_without_text_is_said() -> None:
    """So is one whose only attachment is a picture."""
    mail = make_mail(Subject="Nothing")
    mail.set_content("")
    mail.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(InputError, match="holds no text and no document"):
        read(mail)


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed\n\nno boundary",
        b"From: =?x?q?\xff?= <\nDate: never\nSubject: =?utf-8?b?!!!?=\n\nWords.",
        b"Content-Type: text/plain; charset=none-such\n\nWords \xe9.",
        b"Content-Type: multipart/mixed; boundary=a\n\n" * 3000 + b"--a\n" * 3000,
        b"Content-Type: message/rfc822\n\n" * 3000 + b"Words.",
    ],
    ids=["no boundary", "broken headers", "unknown charset", "nested parts", "nested mails"],
)
def test_a_broken_mail_is_read_or_refused(data: bytes) -> None:
    """No header, charset or depth makes the reader fail otherwise."""

    def refuse(kind: Kind, data: bytes) -> FileText:
        raise InputError("not read")

    try:
        found = read_eml(data, refuse)
    except InputError:
        return
    assert all(text.text for text in found)
