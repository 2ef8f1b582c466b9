"""The publication date as sources write it. Pure; called for header lines and JSON fields."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from bot.errors import InputError

_TIME = r"(?:[T,\s]+(?:at\s+|um\s+|à\s+)?\d{1,2}[:.h]\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{4,6}Z?)?")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.DOTALL)
_WEEKDAY = r"(?:[^\W\d_]+\.?,?\s+(?:den\s+|le\s+)?)?"
_DAY_MONTH_YEAR = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|\.|º|er)?\s+(?:of\s+|de\s+)?([^\W\d_]+)\.?,?"
    rf"\s+(?:de\s+)?(\d{{4}}){_TIME}",
    re.DOTALL,
)
_MONTH_DAY_YEAR = re.compile(
    rf"{_WEEKDAY}([^\W\d_]+)\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}}){_TIME}", re.DOTALL
)
_MONTHS = (
    "january jan januar jänner janvier enero ene gennaio janeiro januari января",
    "february feb februar février fevrier febrero febbraio fevereiro februari февраля",
    "march mar märz maerz mars marzo março maart марта",
    "april apr avril abril aprile апреля",
    "may mai mayo maggio maio mei мая",
    "june jun juni juin junio giugno junho июня",
    "july jul juli juillet julio luglio julho июля",
    "august aug août aout agosto augustus августа",
    "september sep sept septembre septiembre settembre setembro сентября",
    "october oct oktober okt octobre octubre ottobre outubro октября",
    "november nov novembre noviembre novembro ноября",
    "december dec dezember dez décembre decembre diciembre dicembre dezembro декабря",
)
_FIRST_YEAR, _LAST_YEAR = 1500, 2100


@cache
def _months() -> dict[str, int]:
    return {name: i for i, names in enumerate(_MONTHS, start=1) for name in names.split()}


def parse_published(value: str) -> date:
    """Return the day that ``value`` names; a time of day beside it is left out.

    Raises:
        InputError: it names no day, an impossible one, or can be read two ways.
    """
    value = value.strip()
    numbers = _find_numbers(value)
    if numbers is None:
        raise InputError(f"its date “{_short(value)}” is not one; write it as 2022-02-05")
    year, month, day = numbers
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise InputError(f"its date “{_short(value)}” does not exist") from error
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise InputError(
            f"its date “{_short(value)}” lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}"
        )
    return found


def _find_numbers(value: str) -> tuple[int, int, int] | None:
    """Return year, month and day as written, possible or not; None where there are none."""
    if match := _YEAR_FIRST.fullmatch(value):
        return int(match[1]), int(match[3]), int(match[4])
    if match := _COMPACT.fullmatch(value):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _YEAR_LAST.fullmatch(value):
        return _order_year_last(value, match)
    for pattern, month_group, day_group in ((_DAY_MONTH_YEAR, 2, 1), (_MONTH_DAY_YEAR, 1, 2)):
        match = pattern.fullmatch(value)
        if match and (month := _months().get(match[month_group].lower())):
            return int(match[3]), month, int(match[day_group])
    return None


def _order_year_last(value: str, match: re.Match[str]) -> tuple[int, int, int]:
    """Tell day from month: dots put the day first, slashes differ from country to country."""
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12:
        return year, second, first
    if second > 12 or first == second:
        return year, first, second
    raise InputError(f"its date “{_short(value)}” can be read two ways; write it as {year}-02-05")


def _short(value: str) -> str:
    return value if len(value) <= 40 else value[:39] + "…"
