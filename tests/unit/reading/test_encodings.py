"""Bytes to text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import InputError
from bot.reading.encodings import clean_text, decode_text, to_stored_text

PROSE = "Ms Ørsted said: “The café in Malmö stays open – for now.”"


@pytest.mark.parametrize(
    "data",
    [
        PROSE.encode("utf-8"),
        codecs.BOM_UTF8 + PROSE.encode("utf-8"),
        codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + PROSE.encode("utf-32-le"),
        PROSE.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16-le", "utf-16-be", "utf-32-le", "cp1252"],
)
def test_known_encodings_give_the_same_text(data: bytes) -> None:
    """Whatever the encoding, the words come out as they were written."""
    assert decode_text(data) == PROSE


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"GIF89a\x00\x01\x00\xff\xff", "it is a binary file, not text"),
        (b"\x01\x02\x03\x04 words \x05\x06", "it is a binary file, not text"),
        (
            codecs.BOM_UTF16_LE + b"a\x00\x00\xd8",
            "it starts like UTF-16, but the bytes at offset 4 are not UTF-16; save it again as"
            " UTF-8",
        ),
        (
            "Café, Malmö, Ørsted".encode() + b" \xff end",
            "it is UTF-8 with damaged bytes, the first at offset 23; save it again as UTF-8",
        ),
        (
            "Переговоры закончились без результата".encode("koi8-r"),
            "it is not text in UTF-8 or a Western encoding; save it as UTF-8",
        ),
        (
            "会談は合意なしに終わった".encode("shift-jis"),
            "it is not text in UTF-8 or a Western encoding; save it as UTF-8",
        ),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, why: str) -> None:
    """Binary data and encodings that cannot be told get one clear sentence."""
    with pytest.raises(InputError) as refused:
        decode_text(data)
    assert str(refused.value) == why


@given(st.text(st.characters(codec=None)))
def test_cleaning_keeps_every_offset(text: str) -> None:
    """What cannot be stored is replaced one for one, so that the text can be encoded."""
    cleaned = clean_text(text)
    assert len(cleaned) == len(text)
    assert "\0" not in cleaned
    cleaned.encode("utf-8")
    assert all(new in (old, "\ufffd") for new, old in zip(cleaned, text, strict=True))


def test_stored_text_has_plain_line_ends_and_nothing_else_changes() -> None:
    """CRLF becomes LF; odd blanks, marks and a lone CR stay as they are."""
    assert to_stored_text("a\r\nb\u00a0 ’c\rd\0\ud800") == "a\nb\u00a0 ’c\rd\ufffd\ufffd"
