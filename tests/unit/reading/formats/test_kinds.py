"""What a file is, by its bytes and then by its name."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_files import make_docx

from bot.reading.formats.kinds import HEAD, Found, Kind, tell_kind


def pack(*names: str) -> bytes:
    """Return a packed file with parts of these names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names:
            target.writestr(name, "application/vnd.oasis.opendocument.text")
    return out.getvalue()


MAIL = b"Received: from x\n by y\nFrom: Anna\nMIME-Version: 1.0\n\nWords."


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "notes.txt", Kind.PDF),
        (b"\n\nsome mail header\n%PDF-1.4\n", "x.pdf", Kind.PDF),
        (b"<!DOCTYPE html><html>", "page.txt", Kind.HTML),
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<html>', "", Kind.HTML),
        (b"<!-- saved --><!-- again -->\n<HTML lang=en>", "", Kind.HTML),
        ("\ufeff<html>".encode("utf-16-le"), "", Kind.HTML),
        (b"<p>Only a part", "page.htm", Kind.HTML),
        (b"<?xml version='1.0'?><rss version='2.0'>", "feed.html", Kind.FEED),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "", Kind.FEED),
        (b"<?xml version='1.0'?>\n<opml version='2.0'>", "feeds.xml", Kind.OPML),
        (MAIL, "mail.txt", Kind.EML),
        (b"Subject: Hello\n\nWords.", "mail.eml", Kind.EML),
        (b"Date: 5 February 2024\nTitle: Harbour\n\nWords.", "a.txt", Kind.TEXT),
        (b"# Words", "a.md", Kind.MARKDOWN),
        (b"# Words", "a.txt", Kind.TEXT),
        (b"<3 is a heart", "a.txt", Kind.TEXT),
        (b"ID3 tags are what the talk was about", "a.txt", Kind.TEXT),
        (b"MZ is how the note begins", "a.txt", Kind.TEXT),
        (b"From Tornby, with love", "a.txt", Kind.TEXT),
        (b'{"id": 1}', "news.jsonl", Kind.JSONL),
        (b"\x1f\x8b\x08", "news.jsonl.gz", Kind.JSONL),
        (b"%PDF-1.4", "news.jsonl", Kind.PDF),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, name: str, kind: Kind) -> None:
    """A name decides only where the bytes leave it open."""
    assert tell_kind(data, name) == Found(kind)


def test_a_word_file_is_told_by_its_parts() -> None:
    """Whatever its name."""
    assert tell_kind(make_docx(lambda document: None), "a.zip") == Found(Kind.DOCX)


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "old Office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.docx", "locked with a password"),
        (b"{\\rtf1", "a.doc", "rich text document"),
        (b"BZh91AY&SY", "a.bz2", "unpack it"),
        (b"ID3\x04\0", "a.mp3", "sound"),
        (pack("mimetype"), "a.odt", "OpenDocument"),
        (pack("xl/workbook.xml"), "a.xlsx", "spreadsheet"),
        (pack("ppt/presentation.xml"), "a.pptx", "slide show"),
        (pack("Index/Document.iwa"), "a.pages", "Pages file"),
        (pack("notes.txt"), "a.zip", "unpack it"),
        (b"\x1f\x8b\x08", "a.txt.gz", "unpack it"),
        (b"\x89PNG\r\n\x1a\n\0", "a.txt", "picture"),
        (b"\0\0\0\x18ftypheic", "a", "picture"),
        (b"\0\0\0\x18ftypmp42", "a", "video"),
        (b"RIFF\0\0\0\0WEBP", "a", "picture"),
        (b"From x@y Mon\n" + MAIL, "a.mbox", "mailbox"),
        (b"Words.", "a.pdf", "it is no PDF"),
        (b"Words.", "a.docx", "it is no Word file"),
        (b"Words", "a.eml", "it is no mail"),
        (b"[]", "a.json", "JSON Lines"),
        (b"<?xml version='1.0'?><invoice>", "a.xml", "no feed and no page"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, name: str, why: str) -> None:
    """One sentence for each kind."""
    found = tell_kind(data, name)
    assert found.kind is Kind.UNKNOWN
    assert why in found.why


@given(st.binary(max_size=2 * HEAD), st.text(max_size=20))
def test_any_bytes_are_of_some_kind(data: bytes, name: str) -> None:
    """An unknown kind has a reason, a known one has none."""
    found = tell_kind(data, name)
    assert bool(found.why) == (found.kind is Kind.UNKNOWN)
