"""The day that a text gives itself: one that stands by itself near its start. Pure.

Called for formats whose own data tell when a file was made, not when its text was published.
"""

from __future__ import annotations

import re
from datetime import date

from bot.errors import InputError
from bot.reading.published import parse_published

_LINES_LOOKED_AT = 15
_LONGEST_LINE = 80
_LABEL = re.compile(
    r"(?:(?:date|published|released|release date|issued|press release|news release|statement"
    r"|for immediate release|datum|stand|pressemitteilung|le|fecha|data)\b\s*[:,|–—-]?\s*)",
    re.IGNORECASE,
)
#: "Tornby, 5 February 2024", "Brussels – 5.2.2024".
_PLACE = re.compile(r"(?:[^\W\d_][^\d,;:|]{1,40}?)\s*(?:,|\||–|—|:|\s-)\s*(?:den\s+|le\s+|the\s+)?")
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def find_said_date(text: str) -> date | None:
    """Return the day that a whole line near the start of ``text`` names, with its place at most.

    None where no line does, or two of them name different days.
    """
    lines = [line.strip() for line in text[:6000].split("\n")]
    named = {
        day
        for line in [line for line in lines if line][:_LINES_LOOKED_AT]
        if len(line) <= _LONGEST_LINE and _HAS_YEAR.search(line)
        for day in [_read_line(line)]
        if day is not None
    }
    return named.pop() if len(named) == 1 else None


def _read_line(line: str) -> date | None:
    candidates = [line]
    for opening in (_LABEL, _PLACE):
        match = opening.match(line)
        if match:
            candidates.append(line[match.end() :])
    label = _LABEL.match(line)
    if label and (place := _PLACE.match(line, label.end())):
        candidates.append(line[place.end() :])
    for candidate in candidates:
        try:
            return parse_published(candidate.strip(" .()[]|"))
        except InputError:
            continue
    return None
