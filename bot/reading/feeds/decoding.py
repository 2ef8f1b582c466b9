"""The bytes of a feed to well-behaved UTF-8, within bounds. Pure; called by ``parsing``, ``opml``.

Feeds often state another charset than the one they are in; bytes that read as UTF-8 with letters
beyond ASCII are UTF-8, whatever is stated.
"""

from __future__ import annotations

import codecs
import re

from bot.errors import InputError

#: The longest feed that is read, in bytes.
LONGEST_FEED = 5_000_000
# Beyond these parsing takes time and memory out of proportion; no real feed comes near.
_MOST_TAGS = 200_000
_MOST_ATTRIBUTES = 100

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What an XML declaration looks like in UTF-16 without a mark.
_OPENINGS = ((b"<\0?\0", "utf-16-le"), (b"\0<\0?", "utf-16-be"))
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_DECLARED = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
# Characters that XML 1.0 forbids; one of them makes an otherwise sound feed unreadable.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Nothing is given back (``*+``), so that a search takes no longer than the text is long.
_ATTRIBUTE = r"[^<>\"'=]*+=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')"
_CROWDED_TAG = re.compile(rf"<[\w:]++(?:{_ATTRIBUTE}){{{_MOST_ATTRIBUTES + 1}}}")


def decode_feed(data: bytes, charset: str = "") -> str:
    """Return the text of a feed or list, without its XML declaration.

    Args:
        charset: what the server stated, "" where it stated none.

    Raises:
        InputError: nothing in it, or more than a feed may hold.
    """
    if not data.strip():
        raise InputError("it is empty")
    if len(data) > LONGEST_FEED:
        raise InputError(f"it is larger than {LONGEST_FEED // 1_000_000} MB")
    text = drop_forbidden(_decode(data, charset))
    text = _DECLARATION.sub("", text.removeprefix("\ufeff"), count=1)
    # Tags of articles stand escaped in many feeds; they are read all the same.
    if text.count("<") + text.count("&lt;") > _MOST_TAGS or _CROWDED_TAG.search(text):
        raise InputError("it has more tags or attributes than a feed can have")
    return text


def drop_forbidden(text: str) -> str:
    """Return the text without the characters that XML has no way to write."""
    return _FORBIDDEN.sub("", text)


def _decode(data: bytes, charset: str) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    for opening, encoding in _OPENINGS:
        if data.startswith(opening):
            return data.decode(encoding, "replace")
    declared = _DECLARED.match(data.lstrip()[:300])
    stated = [charset, declared[1].decode("ascii") if declared else ""]
    # ASCII alone may be a charset of escapes (ISO-2022-JP), which only the statement tells.
    for encoding in stated if data.isascii() else ["utf-8", *stated]:
        try:
            return _lookup(encoding).decode(data)[0]
        except (LookupError, ValueError):
            continue
    damaged = data.decode("utf-8", "replace")
    high = sum(byte > 127 for byte in data)
    return damaged if damaged.count("\ufffd") * 4 < high else data.decode("cp1252", "replace")


def _lookup(encoding: str) -> codecs.CodecInfo:
    """Return the codec of a name; only those that turn bytes into text."""
    if not encoding:
        raise LookupError(encoding)
    # Pages call it Latin-1 and write the curly marks of Windows.
    if encoding.lower().replace("_", "-") in {"iso-8859-1", "latin-1", "latin1", "us-ascii"}:
        encoding = "cp1252"
    codec = codecs.lookup("gb18030" if encoding.lower() == "gb2312" else encoding)
    if not codec._is_text_encoding:  # "hex", "zlib" and the like
        raise LookupError(encoding)
    return codec
