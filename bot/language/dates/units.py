"""Rules for what is built on a unit: relative periods, durations, sets, references."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.language.dates.calendar import (
    make_date,
    month_value,
    shift_days,
    shift_months,
    week_value,
    year_value,
)
from bot.language.dates.quarters import (
    read_half,
    read_quarter,
    read_quarter_of_year,
    read_told_quarter,
    read_year_before,
)
from bot.language.dates.reader import (
    ANAPHOR_REACH,
    Amount,
    Found,
    Reader,
    is_title,
    widen_part,
    with_article,
    with_part,
    write_number,
)
from bot.language.dates.running import read_running
from bot.language.dates.words import (
    BACKWARD,
    CENTURY_ORDINALS,
    FORWARD,
    FREQUENCIES,
    HERE,
    QUARTER_ORDINALS,
    REFERENCES,
    UNITS,
    Unit,
    compound_durations,
)

_DURATION_BEFORE: Final = frozenset(
    "for within after in than over nearly almost about lasted lasting or took take takes taking"
    " spent spend least most only another every of spanning last lasts".split()
)


_BARE_PLURAL_BEFORE: Final = frozenset({"for", "within", "over", "after", "in", "took", "lasted"})


#: Classes of words that "past" and "future" only colour: "the past month", "the future king".
_COLOURED: Final = frozenset("wNRTjmQ#MvV")
_SATURDAY: Final = 5
_SUNDAY: Final = 6
_ANAPHORS: Final = frozenset({"that", "same", "following"})
#: "On the same day the bank did so": what follows says which day, not what was said before.
_SUBJECTS: Final = frozenset("DNPTRtB")
#: "On the same day" opens a sentence and points back, whatever follows.
_OPENING: Final = 3


def read_unit(reader: Reader, i: int) -> Found | None:
    """Read what is built on "day", "weeks", "year" and so on."""
    word = reader.low(i)
    unit = UNITS[word]
    before = reader.low(i - 1)
    if before == "-" and reader.touch(i):
        return _read_digit_compound(reader, i, unit)
    if unit.code == "CE" and before in CENTURY_ORDINALS:
        century = CENTURY_ORDINALS[before] - 1
        return Found(
            with_article(reader, widen_part(reader, i - 1)), i + 1, "DATE", f"{century:02}"
        )
    if not unit.plural and (running := read_running(reader, i, unit)):
        return running
    if unit.code == "Q" and not unit.plural and before in QUARTER_ORDINALS:
        return read_quarter(reader, i - 1, i + 1, QUARTER_ORDINALS[before])
    if before in {"every", "each", "per"} and not unit.plural:
        return Found(i - 1, i + 1, "SET", _duration(1, unit))
    if not unit.plural:
        single = _read_single(reader, i, unit)
        if single:
            return single
    amount = reader.count_before(i)
    if amount:
        return _read_amount(reader, i, unit, amount)
    return _read_bare(reader, i, unit)


def _duration(number: float | None, unit: Unit) -> str:
    code, amount = unit.code, "X" if number is None else write_number(number)
    if code == "WE":
        return f"P{amount}WE"
    if code == "N":
        return f"P{amount}D" if number is not None else "PXD"
    if code == "F":
        return f"P{write_number(number * 2)}W" if number is not None else "PXW"
    if code == "CE":
        return f"P{write_number(number * 100)}Y" if number is not None else "PXCE"
    if code == "DE":
        return f"P{write_number(number * 10)}Y" if number is not None else "PXDE"
    return f"PT{amount}{code}" if unit.is_clock else f"P{amount}{code}"


def _read_digit_compound(reader: Reader, i: int, unit: Unit) -> Found | None:
    """Read "16-hour", whose digits and unit are tokens of their own."""
    amount = reader.count_before(i - 1)
    if amount is None or unit.plural:
        return None
    if reader.low(i + 1) == "-":
        return None
    return Found(amount.first, i + 1, "DURATION", _duration(amount.number, unit))


def read_compound(reader: Reader, i: int) -> Found | None:
    """Read "two-week", "decades-long", "year-ago", "third-quarter"."""
    word = reader.low(i)
    number, unit = compound_durations()[word]
    return Found(i, i + 1, "DURATION", _duration(number, unit))


def _read_single(reader: Reader, i: int, unit: Unit) -> Found | None:
    """Read "last year", "earlier this week", "the next month", "that day"."""
    before, first = reader.low(i - 1), i - 1
    is_anaphor = before in _ANAPHORS or (before == "next" and reader.low(i - 2) == "the")
    if is_anaphor and unit.code != "Q":
        is_told = before == "same" and reader.layout.tag(i + 1) in _SUBJECTS
        if is_told and i - reader.begin > _OPENING:
            return None
        found = _read_anaphor(reader, i, unit, 1 if before in {"next", "following"} else 0)
        if found or before in _ANAPHORS:
            return found
    if before == "fiscal":
        first, before = i - 2, reader.low(i - 2)
    if reader.published is None:
        return None
    shift = _shift_of(reader.published, before, unit)
    if shift is None or is_title(reader, i):
        return None
    if unit.code == "Q":
        return read_told_quarter(reader, first, i + 1) if shift <= 0 else None
    is_weekend = unit.code == "WE" and before in HERE
    if is_weekend and reader.published.weekday() < _SATURDAY and reader.direction(first, i + 1) < 0:
        shift = -1  # on a Tuesday: "was arrested this weekend"
    value = _shifted(reader.published, unit, shift)
    if value is None:
        return None
    if before == "coming" and reader.low(first - 1) == "this":
        first -= 1
    if before in BACKWARD | FORWARD | {"current"}:
        first = with_article(reader, first)
    if unit.code == "Y":
        quarter = read_quarter_of_year(reader, first, i + 1, int(value))
        if quarter:
            return quarter
        return read_half(reader, Found(with_part(reader, first), i + 1, "DATE", value))
    return Found(with_part(reader, first), i + 1, "DATE", value)


def _shift_of(published: date, before: str, unit: Unit) -> int | None:
    if before in HERE:
        return None if unit.code == "D" else 0  # "in this day and age"
    if before == "last" and unit.code == "D":
        return None  # "on the last day of the fair"
    if before in BACKWARD or (before == "latest" and unit.code == "Q"):
        return -1
    if before in FORWARD:
        return 1
    if before == "the" and unit.code == "WE":
        return 0 if published.weekday() >= _SATURDAY else -1
    return 0 if before in {"the", "that"} and unit.code == "Q" else None


def _shifted(published: date, unit: Unit, shift: int) -> str | None:
    """Return the period that lies ``shift`` units from that of publication."""
    code = unit.code
    if code == "D":
        day = shift_days(published, shift)
        return day.isoformat() if day else None
    if code == "W":
        if shift == -1 and published.weekday() == _SUNDAY:
            shift = 0  # on a Sunday "last week" is the one that closes
        return week_value(shift_days(published, 7 * shift))
    if code == "WE":
        return week_value(shift_days(published, 7 * shift), suffix="-WE")
    if code == "M" and not unit.is_clock:
        moved = shift_months(published, shift)
        return month_value(*moved) if moved else None
    if code == "Y":
        return year_value(published.year + shift)
    if code in {"DE", "CE"}:
        size = 10 if code == "DE" else 100
        value = year_value(published.year + shift * size)
        return value[: 3 if code == "DE" else 2] if value else None
    return None


def _read_anaphor(reader: Reader, i: int, unit: Unit, shift: int) -> Found | None:
    """Read "that year", "the same day", "the following month" from the date named before."""
    if reader.anchor is None or unit.is_clock:
        return None
    value, sentence = reader.anchor
    if reader.layout.sentence_of[i] - sentence > ANAPHOR_REACH:
        return None
    moved = _move_value(value, unit, shift)
    if moved is None:
        return None
    first = i - 2 if reader.low(i - 2) in {"the", "that"} else i - 1
    return Found(with_part(reader, first), i + 1, "DATE", moved)


def _move_value(value: str, unit: Unit, shift: int) -> str | None:

    if unit.code == "Y":
        return year_value(int(value[:4]) + shift)
    if unit.code == "M" and len(value) >= 7 and "W" not in value:
        start = make_date(int(value[:4]), int(value[5:7]), 1)
        moved = start and shift_months(start, shift)
        return month_value(*moved) if moved else None
    if len(value) == 10:
        start = make_date(int(value[:4]), int(value[5:7]), int(value[8:10]))
        if start and unit.code == "D":
            moved_day = shift_days(start, shift)
            return moved_day.isoformat() if moved_day else None
        if start and unit.code == "W":
            return week_value(shift_days(start, 7 * shift))
    return None


def _read_amount(reader: Reader, i: int, unit: Unit, amount: Amount) -> Found | None:
    last, following = i, reader.low(i + 1)
    if following == "or" and reader.low(i + 2) == "so":
        last, following = i + 2, reader.low(i + 3)
    if following in {"ago", "earlier"} or (
        following == "before" and reader.low(last + 2) in {"", "."}
    ):
        return _read_ago(reader, last, unit, amount)
    if following in {"old", "older", "younger"}:
        return None
    before = reader.low(amount.first - 1)
    if _is_rate(reader, i, amount):
        return Found(amount.first, i + 1, "SET", _duration(1, unit))
    if unit.is_clock and unit.code == "S" and amount.number == 1:
        return None
    first = amount.first
    if before in BACKWARD | FORWARD | {"first", "recent", "final"}:
        first = with_article(reader, first - 1)
    elif before in {"the", "these", "those", "another"}:
        first -= 1
    return Found(first, i + 1, "DURATION", _duration(amount.number, unit))


def _is_rate(reader: Reader, i: int, amount: Amount) -> bool:
    """Tell whether "a year" counts something: "$1 billion a year", "five times a day"."""
    if amount.first != i - 1 or reader.low(i - 1) not in {"a", "an"}:
        return False
    before = reader.low(i - 2)
    if not before or before in _DURATION_BEFORE:
        return False
    return (
        before[0] in "$€£"
        or before[0].isdigit()
        or (
            before in {"billion", "million", "thousand", "hundred", "percent", "%", "once", "twice"}
            or (
                before.endswith("s")
                and len(before) > 3
                and before not in {"lasts", "was", "has", "is"}
            )
        )
    )


def _read_ago(reader: Reader, i: int, unit: Unit, amount: Amount) -> Found | None:
    """Read "two weeks ago" and "a year earlier", which keep the grain of their unit."""
    word = reader.low(i + 1)
    year_before = read_year_before(reader, amount.first, i + 2, unit, amount)
    if year_before:
        return year_before
    if amount.number is None:
        return Found(amount.first, i + 2, "DATE", "PAST_REF") if word == "ago" else None
    if reader.published is None or unit.is_clock:
        return None
    if word != "ago" and unit.code in {"D", "W"}:
        return _read_before_anchor(reader, i, unit, amount)
    value = _ago_value(reader.published, unit, amount.number)
    return Found(amount.first, i + 2, "DATE", value) if value else None


def _ago_value(published: date, unit: Unit, number: float) -> str | None:
    whole = -int(number)
    if unit.code in {"D", "N"}:
        day = shift_days(published, whole)
        return day.isoformat() if day else None
    if unit.code == "F":
        return week_value(shift_days(published, 14 * whole))
    if unit.code == "DE":
        return year_value(published.year + int(-10 * number))
    if unit.code == "CE":
        return year_value(published.year + int(-100 * number))
    return _shifted(published, unit, whole) if unit.code in {"W", "M", "Y"} else None


def _read_before_anchor(reader: Reader, i: int, unit: Unit, amount: Amount) -> Found | None:
    """Read "a day earlier", counted from the date named before."""
    found = _read_anaphor(reader, i, unit, -int(amount.number or 0))
    return found._replace(first=amount.first, after=i + 2) if found else None


def _read_bare(reader: Reader, i: int, unit: Unit) -> Found | None:
    """Read "for years", "weeks ago", "in recent years", where no number stands."""
    if not unit.plural:
        return None
    if reader.low(i + 1) == "ago":
        return Found(i, i + 2, "DATE", "PAST_REF")
    before = reader.low(i - 1)
    if before == "these" and unit.code == "D":
        return Found(i - 1, i + 1, "DATE", "PRESENT_REF")
    if before in {"recent", "coming"}:
        return Found(i - 1, i + 1, "DURATION", _duration(None, unit))
    is_stretch = reader.low(i + 1) == "of" and not (unit.is_clock or unit.code == "Q")
    if is_stretch or before in _BARE_PLURAL_BEFORE:
        return Found(i, i + 1, "DURATION", _duration(None, unit))
    if before == "the" and (reader.low(i + 1) == "ahead" or reader.low(i + 2) == "followed"):
        return Found(i - 1, i + 1, "DURATION", _duration(None, unit))
    return None


def read_frequency(reader: Reader, i: int) -> Found | None:
    """Read "daily", "weekly", "annually", but no paper: "the daily Courier"."""
    if i + 1 < reader.end and reader.is_capital(i + 1):
        return None
    return Found(i, i + 1, "SET", FREQUENCIES[reader.low(i)])


def read_reference(reader: Reader, i: int) -> Found | None:
    """Read "now", "recently", "in the future" and their like, which name no date."""
    word = reader.low(i)
    if word in REFERENCES:
        return Found(i, i + 1, "DATE", REFERENCES[word])
    if word == "recent":
        unit = UNITS.get(reader.low(i + 1))
        return Found(i, i + 2, "DATE", "PAST_REF") if unit and unit.plural else None
    if word == "current":
        return None if reader.low(i + 1) in UNITS else Found(i, i + 1, "DATE", "PRESENT_REF")
    first = i - 2 if reader.low(i - 1) in {"near", "recent", "distant"} else i - 1
    if reader.low(first) != "the" or reader.layout.tag(i + 1) in _COLOURED:
        return None
    return Found(first, i + 1, "DATE", "FUTURE_REF" if word == "future" else "PAST_REF")
