"""Dates and periods as people type them: "2022-03", "last week", "since march", "in 2022"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import InputError

_MONTH_NUMBERS = {
    name.casefold(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAYS = {name.casefold(): number for number, name in enumerate(calendar.day_name)}
_WEEKDAY = "|".join(_WEEKDAYS)
_NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {"a": 1, "an": 1, "couple of": 2, "few": 3}
_UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14}
#: Years that a bare number may mean; "1,200" and "9000" are no years.
_YEAR = r"(?:19|20)\d\d"
#: One date or period without a preposition.
_NAMED = (
    rf"\d{{4}}-\d\d-\d\d|{_YEAR}-\d\d(?!\d)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{_MONTH})\.?,?(?: {_YEAR})?"
    rf"|(?:{_MONTH})\.? \d{{1,2}}(?:st|nd|rd|th)?(?!\d),?(?: {_YEAR})?"
    rf"|(?:{_MONTH})\.?,?(?: {_YEAR})?"
    rf"|{_YEAR}|today|yesterday|(?:last |this )?(?:{_WEEKDAY})"
    rf"|(?:last|past|this) (?:day|week|fortnight|month|quarter|year)"
    r"|(?:the )?(?:(?:last|past) )?(?:\d{1,4}|" + "|".join(_NUMBERS) + r")"
    r" (?:day|week|fortnight|month|year)s?(?: ago)?"
)
_NAMED_ONLY = re.compile(rf"(?:{_NAMED})\Z", re.IGNORECASE)
#: Periods inside a topic or question: "since march", "in 2022", "last 90 days", "between a and b".
#: "USA Today" is a newspaper.
_IN_TEXT = re.compile(
    rf"(?<![\w-])(?:"
    rf"(?P<between>(?:between|from) (?P<first>{_NAMED}) (?:and|to|until|till) (?P<second>{_NAMED}))"
    rf"|(?P<word>since|after|from|until|till|before|in|during|on|over|within)"
    rf"(?: the)? (?P<named>{_NAMED})"
    r"|(?P<bare>(?:the )?(?:last|past) (?:\d{1,4} |(?:" + "|".join(_NUMBERS) + r") )?"
    r"(?:days?|weeks?|fortnights?|months?|quarter|years?)"
    r"|this (?:week|month|quarter|year)|(?<!usa )(?<!russia )(?<!india )today|yesterday)"
    r")(?![\w-])",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:the )?(?:(?:last|past) )?(?P<count>\d{1,4}|" + "|".join(_NUMBERS) + r")"
    r" (?P<unit>day|week|fortnight|month|year)s?(?P<ago> ago)?\Z"
)
_UNIT_ONLY = re.compile(r"(?:the )?(?P<which>last|past|this) (?P<unit>\w+?)s?\Z")
_DAY_MONTH = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH})\.?,?(?: (?P<year>{_YEAR}))?\Z"
)
_MONTH_DAY = re.compile(
    rf"(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?(?: (?P<year>{_YEAR}))?\Z"
)
_MONTH_ONLY = re.compile(rf"(?P<month>{_MONTH})\.?,?(?: (?P<year>{_YEAR}))?\Z")


#: "Before the election" names a period that no calendar tells.
_UNREAD = re.compile(
    r"\b(?:before|after|since|until|during) (?:the|his|her|its|their) (?:[\w’'-]+ ){0,2}[\w’'-]+\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Period:
    """Days ``since`` to ``until``, both included; None is open."""

    since: date | None = None
    until: date | None = None


def read_since(value: str, today: date) -> date:
    """Return the first day that ``value`` names ("2022-03", "march", "last week", "90 days").

    Raises:
        InputError: the value names no date.
    """
    first = _read_named(value, today, "since").since
    return first if first is not None else date.min


def read_until(value: str, today: date) -> date:
    """Return the last day that ``value`` names: "march" is its 31st.

    Raises:
        InputError: the value names no date.
    """
    last = _read_named(value, today, "until").until
    return last if last is not None else today


def take_period(text: str, today: date) -> tuple[str, Period]:
    """Cut periods in plain words out of ``text``; return the rest and the period.

    "nato since march" is "nato" from the last 1 March on. Words that are a date only after a
    preposition ("may", "march") stay where there is none, and so does what lies in the future.
    """
    kept: list[str] = []
    period, done = Period(), 0
    for match in _IN_TEXT.finditer(text):
        found = _read_match(match, today)
        if found is None or (found.since and found.since > today):
            continue
        period = Period(since=found.since or period.since, until=found.until or period.until)
        kept.append(text[done : match.start()])
        done = match.end()
    rest = " ".join(" ".join([*kept, text[done:]]).split())
    return rest.strip(" ,;"), period


def find_unread_period(topic: str) -> str:
    """Return the words at the end of a topic that sound like a period but name no date."""
    match = _UNREAD.search(topic)
    return match.group() if match and match.start() else ""


def _read_match(match: re.Match[str], today: date) -> Period | None:
    if match["between"]:
        first = _try_named(match["first"], today)
        second = _try_named(match["second"], today)
        if first is None or second is None:
            return None
        return Period(since=first.since, until=second.until)
    if match["bare"]:
        return _try_named(match["bare"], today)
    named = _try_named(match["named"], today)
    if named is None:
        return None
    word = match["word"].casefold()
    if word == "on" and named.since != named.until:
        return None
    if word in {"since", "from"}:
        return Period(since=named.since)
    if word == "after":
        last = named.until
        return Period(since=last + timedelta(days=1) if last and last < today else named.since)
    if word in {"until", "till"}:
        return Period(until=named.until)
    if word == "before":
        return Period(until=named.since - timedelta(days=1) if named.since else None)
    return named


def _read_named(value: str, today: date, key: str) -> Period:
    period = _try_named(value, today)
    if period is None:
        raise InputError(
            f"“{value}” is no date for `{key}`;"
            " write 2022-03-24, 2022-03, “last week” or “90 days”."
        )
    return period


def _try_named(value: str, today: date) -> Period | None:
    """Read one date or period without a preposition; None where it is none."""
    words = " ".join(value.casefold().split()).removeprefix("the ")
    if not _NAMED_ONLY.match(words):
        return None
    try:
        return _read_number(words) or _read_month(words, today) or _read_relative(words, today)
    except (ValueError, OverflowError):
        return None


def _read_number(words: str) -> Period | None:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", words):
        day = date.fromisoformat(words)
        return Period(since=day, until=day)
    if re.fullmatch(r"\d{4}-\d\d", words):
        return _month(int(words[:4]), int(words[5:]))
    if re.fullmatch(_YEAR, words):
        return Period(since=date(int(words), 1, 1), until=date(int(words), 12, 31))
    return None


def _read_month(words: str, today: date) -> Period | None:
    if match := _DAY_MONTH.match(words) or _MONTH_DAY.match(words):
        month, day = _MONTH_NUMBERS[match["month"]], int(match["day"])
        year = int(match["year"]) if match["year"] else today.year
        found = date(year, month, day)
        if not match["year"] and found > today:
            found = date(year - 1, month, day)
        return Period(since=found, until=found)
    if match := _MONTH_ONLY.match(words):
        month = _MONTH_NUMBERS[match["month"]]
        latest = today.year if month <= today.month else today.year - 1
        return _month(int(match["year"]) if match["year"] else latest, month)
    return None


def _read_relative(words: str, today: date) -> Period | None:
    if words in {"today", "yesterday"}:
        day = today - timedelta(days=words == "yesterday")
        return Period(since=day, until=day)
    if (weekday := words.split()[-1]) in _WEEKDAYS:
        day = today - timedelta(days=(today.weekday() - _WEEKDAYS[weekday]) % 7)
        if day == today and words.startswith("last"):
            day -= timedelta(days=7)
        return Period(since=day, until=day)
    if match := _COUNTED.match(words):
        count = _NUMBERS.get(match["count"]) or int(match["count"])
        return Period(since=_back(today, count, match["unit"]), until=today)
    if match := _UNIT_ONLY.match(words):
        return _read_unit(match["which"], match["unit"], today)
    return None


def _read_unit(which: str, unit: str, today: date) -> Period | None:
    if which != "this":
        days = {"quarter": 91}.get(unit)
        since = today - timedelta(days=days) if days else _back(today, 1, unit)
        return Period(since=since, until=today)
    if unit == "week":
        return Period(since=today - timedelta(days=today.weekday()), until=today)
    if unit == "month":
        return Period(since=today.replace(day=1), until=today)
    if unit == "quarter":
        return Period(since=date(today.year, (today.month - 1) // 3 * 3 + 1, 1), until=today)
    return Period(since=date(today.year, 1, 1), until=today) if unit == "year" else None


def _back(today: date, count: int, unit: str) -> date:
    if unit in _UNIT_DAYS:
        return today - timedelta(days=count * _UNIT_DAYS[unit])
    months = today.year * 12 + today.month - 1 - count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _month(year: int, month: int) -> Period:
    return Period(
        since=date(year, month, 1), until=date(year, month, calendar.monthrange(year, month)[1])
    )
