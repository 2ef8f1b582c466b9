"""Bytes to text: encodings that can be told for certain, and the few repairs that a store needs.

Called by the readers of files and of JSON Lines. The stored text is the text as it was written,
with three exceptions, which are also the only ones: CRLF becomes LF, and a zero character or half
of a surrogate pair becomes U+FFFD, one for one, because no database takes them.
"""

from __future__ import annotations

import codecs
import re

from bot.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
#: The longest text that is taken, in characters: ten novels; more is a collection, not a document.
LONGEST_TEXT = 5_000_000
# Above this share of control characters a file is data that happens to decode.
_MOST_CONTROLS = 0.01
# Western European prose has an accented letter or a curly mark in every eighth place at most.
_MOST_ACCENTS = 0.25


def decode_text(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or UTF-32 with its mark, or Windows-1252.

    Raises:
        InputError: binary data, or an encoding that cannot be told.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data, mark, encoding)
    if b"\0" in data:
        raise InputError("it is a binary file, not text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = _decode_windows(data, error.start)
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise InputError("it is a binary file, not text")
    return text


def _decode_marked(data: bytes, mark: bytes, encoding: str) -> str:
    try:
        if encoding == "utf-8":
            return data[len(mark) :].decode(encoding)
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper()
        raise InputError(
            f"it starts like {name}, but the bytes at offset {error.start:,} are not {name};"
            " save it again as UTF-8"
        ) from error


def _decode_windows(data: bytes, offset: int) -> str:
    """Decode as Windows-1252 where that reading is plausible; ``offset`` is the first odd byte."""
    high = len(_HIGH_BYTES.findall(data))
    in_sequences = sum(len(match) for match in _UTF8_SEQUENCE.findall(data))
    if in_sequences * 2 > high:
        raise InputError(
            f"it is UTF-8 with damaged bytes, the first at offset {offset:,};"
            " save it again as UTF-8"
        )
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or high > _MOST_ACCENTS * len("".join(text.split())):
        raise InputError("it is not text in UTF-8 or a Western encoding; save it as UTF-8")
    return text


def clean_text(text: str) -> str:
    """Replace what cannot be stored with U+FFFD, one for one: offsets stay as they are."""
    return _UNSTORABLE.sub("\ufffd", text)


def to_stored_text(text: str) -> str:
    """Return the text as the archive keeps it: cleaned, and with plain line ends."""
    return clean_text(text).replace("\r\n", "\n")


def check_length(text: str) -> None:
    """Refuse what is too long for one document.

    Raises:
        InputError: more than ``LONGEST_TEXT`` characters.
    """
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"its text has {len(text):,} characters, more than {LONGEST_TEXT:,}; split it"
        )
