"""Words of a quotation as they are compared with a source; pure.

What may differ in a faithful quotation is taken out of the comparison here: quotation marks,
blanks, dashes, the case of the first letter. All else counts, other punctuation and case included.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from bot.records import Span

_TOKEN = re.compile(
    r"\[[^\[\]\n]{1,80}\]"  # what the writer put in: [he], [the ministry]
    r"|(?:(?<![^\s(“\"‘'«„—–])[-−+])?[$€£¥]?\d+(?:[.,:]\d+)*%?"  # 1.2 -5 $40 20%
    r"|[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"  # U.S, a.m
    r"|[\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W\d_\u3040-\u30ff\u3400-\u9fff]+(?:['’ʼ][^\W\d_]+)*"
)
_ELLIPSIS = re.compile(
    r"\[\s*(?:…|\.{2,}|\.(?:\s\.){1,3})\s*\]|\(\s*(?:…|\.{2,})\s*\)|…|\.{3,}|\.(?:\s\.){2,3}"
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})
#: Quotation marks, dashes and characters without width, none of which changes what is said.
_FREE = re.compile(
    r"[\s\"“”„‟«»‹›‘’'`´\-‐‑‒–—―−_*~\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)
_OPENING = re.compile(r"[\"“„‟«‘'`]")
_CLOSING = re.compile(r"[\"”“‟»’'`]")
_HARD_BREAK = re.compile(r"[.!?…](?=[\s\"”»’'])|[。！？\n\"“”„«»]")


class Word(NamedTuple):
    """One word: the form by which words are aligned, the word as written, and where it stands."""

    form: str
    written: str
    start: int
    end: int


def cut_words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """Return the words in ``text[start:end]``; a bracketed insertion is one word."""
    spans = (found.span() for found in _TOKEN.finditer(text, start, end or len(text)))
    return [word_at(text, *span) for span in spans]


def word_at(text: str, start: int, end: int) -> Word:
    """Return the word that stands there."""
    written = text[start:end]
    if not written.isascii():
        written = unicodedata.normalize("NFKC", written.translate(_APOSTROPHES))
    return Word(written.casefold(), written, start, end)


def cut_forms(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Return the forms of all words and where they stand, faster than ``cut_words``."""
    spans = [found.span() for found in _TOKEN.finditer(text)]
    lower = text.translate(_APOSTROPHES).lower()
    if len(lower) != len(text):
        return [word_at(text, *span).form for span in spans], spans
    forms = [lower[start:end] for start, end in spans]
    if not lower.isascii():
        forms = [form if form.isascii() else _form_of(form) for form in forms]
    return forms, spans


def _form_of(written: str) -> str:
    return unicodedata.normalize("NFKC", written).casefold()


def split_at_ellipses(text: str) -> list[Span]:
    """Return the stretches between ellipses ("…", "...", "[...]") that hold a word."""
    parts, at = [], 0
    for found in _ELLIPSIS.finditer(text):
        parts.append(Span(at, found.start()))
        at = found.end()
    parts.append(Span(at, len(text)))
    return [part for part in parts if _TOKEN.search(text, *part)]


def breaks_between(text: str, one: Word, other: Word) -> bool:
    """Tell whether a sentence, line or quotation ends between two neighbours."""
    return _HARD_BREAK.search(text, one.end, other.start) is not None


def telling_marks(text: str, start: int, end: int) -> str:
    """Return the punctuation between two words that a faithful quotation keeps."""
    if end - start == 1 and text[start] == " ":
        return ""
    return _ELLIPSIS.sub("…", _FREE.sub(" ", text[start:end])).replace(" ", "")


def is_interruption(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch between two words leaves a quotation and comes back to it.

    ``,” he said, “`` parts the two halves of one quotation and is no part of it.
    """
    words = cut_words(text, start, end)
    if not words:
        return False
    before, after = text[start : words[0].start], text[words[-1].end : end]
    return bool(_CLOSING.search(before) and _OPENING.search(after))


def differs_in_case(asked: Word, found: Word, *, first: bool) -> bool:
    """Tell whether two words of one form are written differently; the first letter may be."""
    if first:
        return asked.written[1:] != found.written[1:]
    return asked.written != found.written


def says_the_same_glued(asked: Sequence[Word], found: Sequence[Word]) -> bool:
    """Tell whether two runs of words are the same but for blanks that one of them lacks.

    "Jinping received" is "Jinpingreceived"; "no table" is not "not able".
    """
    if not asked or not found or len(asked) == len(found):
        return False
    if "".join(word.written for word in asked) != "".join(word.written for word in found):
        return False
    if any(word.form[0].isdigit() for word in (*asked, *found)):
        return False
    one, other = (set(accumulate(len(w.written) for w in words)) for words in (asked, found))
    return one <= other or other <= one
