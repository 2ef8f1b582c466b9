"""Words of a picture: cut and broken to the room there is, dates short, everything in text."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable

from bot.picture.gathering import OTHERS, Dated, Row, Timetable, gather
from bot.records import Stance
from bot.results import Brief
from bot.wording import day_in_words, entry_date_in_words, plural

#: Slack takes at most 1,000 characters of alternative text.
LONGEST_ALT = 900
_LONGEST_NAME = 60
_ROWS_IN_WORDS = 4

#: How wide a text is.
Measure = Callable[[str], float]


def cut(text: str, room: float, width_of: Measure) -> str:
    """Return as much of a text as has room, with an ellipsis where something is left out."""
    if width_of(text) <= room:
        return text
    taken = _fitting(text, room - width_of("…"), width_of)
    kept = text[:taken]
    whole_words = kept if text[taken : taken + 1] == " " else kept.rpartition(" ")[0]
    return f"{(whole_words if len(whole_words) > taken * 0.7 else kept).rstrip(' ,;:–-')}…"


def _fitting(text: str, room: float, width_of: Measure) -> int:
    """Return how many characters of a text have room; no letter loses its accent."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(text[:middle]) <= room:
            low = middle
        else:
            high = middle - 1
    while 0 < low < len(text) and unicodedata.combining(text[low]):
        low -= 1
    return low


def wrap(text: str, room: float, most: int, width_of: Measure) -> list[str]:
    """Return a text on at most so many lines; the last ends in an ellipsis where it goes on."""
    lines: list[str] = []
    while text and len(lines) < most - 1 and width_of(text) > room:
        taken = _fitting(text, room, width_of) or 1
        # Scripts without blanks break where the room ends.
        blank = taken if text[taken : taken + 1] == " " else text.rfind(" ", 0, taken)
        taken = blank if blank > 0 else taken
        lines.append(text[:taken].rstrip())
        text = text[taken:].lstrip()
    return [*lines, cut(text, room, width_of)] if text else lines


def describe(brief: Brief) -> str:
    """Return what a brief's timeline picture shows, as a few sentences; "" where there is none."""
    table = gather(brief)
    return describe_table(table) if table is not None else ""


def describe_table(table: Timetable) -> str:
    """Return the alternative text for the picture of a timetable."""
    sentences = [f"Timeline of {_name(table.topic)}: {_events(table)}."]
    held = [row for row in table.rows if row.held]
    if held:
        named = held[:_ROWS_IN_WORDS]
        rest = sum(len(row.held) for row in held[_ROWS_IN_WORDS:])
        words = "; ".join(_stances(row) for row in named)
        more = f"; {rest:,} more of others" if rest else ""
        sentences.append(f"Positions: {words}{more}.")
    said = sorted(day for row in table.rows for day in row.said)
    if said:
        speakers = [_name(row.name) for row in table.rows if row.said and row.name != OTHERS]
        whose = f", most by {'; '.join(speakers[:3])}" if speakers else ""
        sentences.append(f"{plural(len(said), 'quotation')}{whose}.")
    if table.as_of is not None:
        sentences.append(f"The archive ends on {day_in_words(table.as_of)}.")
    text = " ".join(sentences)
    return text if len(text) <= LONGEST_ALT else f"{text[: LONGEST_ALT - 1]}…"


def _events(table: Timetable) -> str:
    if not table.events:
        days = table.days
        return f"no dated events, lines from {day_in_words(days[0])} to {day_in_words(days[-1])}"
    first, last = table.events[0], table.events[-1]
    count = plural(len(table.events), "dated event")
    to_come = sum(event.is_to_come for event in table.events)
    upcoming = f", {to_come} of them still to come when the archive ends" if to_come else ""
    if len(table.events) == 1:
        return f"{count}, {date_of(first)}{upcoming}"
    return f"{count} from {date_of(first)} to {date_of(last)}{upcoming}"


def date_of(event: Dated) -> str:
    """Return an event's date, no more exactly than it is known."""
    return entry_date_in_words(event.line.date, event.line.precision)


def _stances(row: Row) -> str:
    counts = Counter(each.stance for each in row.held)
    words = ", ".join(f"{stance} {counts[stance]}" for stance in Stance if counts[stance])
    return f"{_name(row.name)} ({words})"


def _name(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
