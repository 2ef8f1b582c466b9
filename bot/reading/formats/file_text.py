"""What a parser found in one file. Called by every reader of a format."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True, slots=True)
class FileText:
    """The text of one file, or of one attachment, and what the file says of itself.

    Paragraphs are set off by a blank line. Whatever is not known is empty.
    """

    text: str
    title: str = ""
    author: str = ""
    published: date | None = None
    #: ISO 639-1.
    language: str = ""
    outlet: str = ""
    url: str | None = None
    licence: str = ""
    #: Which attachment of a mail it was; "" for the file itself.
    part: str = ""
