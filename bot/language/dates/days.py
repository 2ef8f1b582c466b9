"""Rules for months and for days of a month."""

from __future__ import annotations

from datetime import date
from typing import Final

from bot.language.dates.calendar import (
    day_in_nearest_year,
    make_date,
    month_in_nearest_year,
    month_value,
    week_value,
)
from bot.language.dates.reader import DASHES, Found, Reader, widen_part
from bot.language.dates.words import (
    BACKWARD,
    COUNTED,
    DAY_NUMBERS,
    EVENT_DAYS,
    FORWARD,
    HERE,
    MONTHS,
    NAME_MONTHS,
    ORDINALS,
    UNSURE_MONTHS,
    YEARS,
)
from bot.language.dates.years import read_spelled_year

_MONTH_PREPOSITIONS: Final = frozenset(
    "in since until till by during from through to early late mid before after of last next this"
    " every each for between".split()
)
_RANGE_JOINTS: Final = DASHES | {"to", "and", "or", "through", "until"}
#: So far back a month is hardly the coming one, unless one of these says so.
_RECENT_MONTHS: Final = 2
_PROMISES: Final = frozenset({"will", "'ll", "’ll", "shall", "plans", "next"})
_PROMISE_REACH: Final = 18
#: A month's short form has so many letters.
_SHORT_FORM: Final = 3
#: A quoted stretch of so few words that a month opens is a title.
_LONGEST_TITLE: Final = 5
#: So near, a day without a year goes with the date beside it or with the day of publication.
_NEAR_DAYS: Final = 60
#: "January the following year", counted in years from the one told of.
_YEARS_ON: Final = {"same": 0, "following": 1, "next": 1}
#: Before "the May 4 vote", these look at it from where the sentence stands.
_TOWARDS: Final = frozenset({"for", "before", "until"})


def read_month(reader: Reader, i: int) -> Found | None:
    """Read "4 February 2022", "Feb. 4", "late November", "January this year", "mid-May"."""
    word = reader.low(i)
    month = MONTHS[word.rpartition("-")[2]]
    after, day = i + 1, None
    glued = _read_glued(reader, i, month) or _read_torn(reader, i, month)
    if glued:
        return glued
    at = i + 2 if _is_glued_stop(reader, i + 1) else i + 1
    if _is_plain_day(reader, at):
        day, after = reader.day_at(at), at + 1
        first = i
    else:
        first, day = _day_before(reader, i)
    if day is None and not _is_month(reader, i, word):
        return None
    if day is not None and not reader.is_capital(i) and word in {"may", "march", "mar"}:
        return None
    after, year = _year_after(reader, after)
    if day is None:
        return _read_bare_month(reader, i, month, year, after)
    return _make_day(reader, first, after, (year, month, day))


def _read_glued(reader: Reader, i: int, month: int) -> Found | None:
    """Read "Jan. 14,1972", where a lost blank made one number of day and year."""
    day, _, year = reader.low(i + 1).partition(",")
    if day not in DAY_NUMBERS or year not in YEARS:
        return None
    return _make_day(reader, i, i + 2, (int(year), month, DAY_NUMBERS[day]))


def _read_torn(reader: Reader, i: int, month: int) -> Found | None:
    """Read "September, 11, 2001", where a comma too many stands."""
    if reader.low(i + 1) != "," or reader.low(i + 3) != ",":
        return None
    day, year = reader.day_at(i + 2), reader.year_at(i + 4)
    return _make_day(reader, i, i + 5, (year, month, day)) if day and year else None


def _is_glued_stop(reader: Reader, i: int) -> bool:
    """Tell whether token ``i`` is the stop of "Oct.4", which ends no sentence."""
    return reader.low(i) == "." and reader.touch(i) and reader.touch(i + 1)


def _is_plain_day(reader: Reader, i: int) -> bool:
    if reader.day_at(i) is None or reader.low(i + 1) in COUNTED:
        return False
    # "May 4-year-old", "June 20-something": no day.
    return not (reader.low(i + 1) == "-" and reader.low(i + 2)[:4] in {"year", "mont", "some"})


def _day_before(reader: Reader, i: int) -> tuple[int, int | None]:
    j = i - 1
    if reader.low(j) == "of":
        word = reader.low(j - 1)
        if word in DAY_NUMBERS and not word.isdecimal():
            first = j - 2 if reader.low(j - 2) == "the" else j - 1
            return first, DAY_NUMBERS[word]
        return i, None
    word = reader.low(j)
    if word not in DAY_NUMBERS or word in ORDINALS:
        return i, None
    if reader.low(j - 1) in {".", ":"} and reader.touch(j):
        return i, None
    return (j - 1 if reader.low(j - 1) == "the" else j), DAY_NUMBERS[word]


def _is_month(reader: Reader, i: int, word: str) -> bool:
    """Tell whether a month's name without a day is meant as one."""
    if not reader.is_capital(i):
        return "-" in word
    before = reader.low(i - 1)
    if reader.low(i + 1) in {"fool", "fools"}:
        return False  # "an April Fools' joke"
    year = reader.year_at(i + 1) is not None or (
        reader.low(i + 1) in {",", "of"} and reader.year_at(i + 2) is not None
    )
    if year:
        return True
    if _is_rate(reader, i) or _opens_title(reader, i):
        return False
    if word in NAME_MONTHS and i + 1 < reader.end and reader.is_capital(i + 1):
        return before in {"in", "since", "last", "next", "this", "early", "late"}
    return before in _MONTH_PREPOSITIONS or word not in UNSURE_MONTHS


def _is_rate(reader: Reader, i: int) -> bool:
    """Tell whether capitals make "0% APR" another short form than a month's."""
    word = reader.words[i]
    is_short = len(word) == _SHORT_FORM and word.isupper()
    return (
        is_short
        and reader.low(i - 1) not in _MONTH_PREPOSITIONS
        and not (reader.words[i - 1].isupper() and reader.words[i - 1].isalpha())
    )


def _opens_title(reader: Reader, i: int) -> bool:
    """Tell whether a month is the first word of a short quoted stretch: "“August and All”"."""
    stretch = reader.layout.quote_of[i]
    if stretch < 0:
        return False
    quoted = reader.layout.quoted[stretch]
    return quoted.first == i and 1 < quoted.after_last - i <= _LONGEST_TITLE


def _year_after(reader: Reader, i: int) -> tuple[int, int | None]:
    """Return the end of the phrase and its year, where one follows at token ``i``."""
    if reader.low(i) == "(" and reader.low(i + 2) == ")":
        year = reader.year_at(i + 1)
        return (i + 3, year) if year else (i, None)
    j = i + 1 if reader.low(i) in {",", "of"} else i
    year = reader.year_at(j)
    if year is not None and reader.low(j + 1) not in COUNTED:
        return j + 1, year
    if reader.published and reader.low(j + 1) == "year":
        shift = {"last": -1, "this": 0, "next": 1}.get(reader.low(j))
        if shift is not None:
            return j + 2, reader.published.year + shift
    told = _told_year(reader, j)
    if told:
        return told
    spelled = read_spelled_year(reader, j)
    return (spelled.after, int(spelled.value)) if spelled else (i, None)


def _told_year(reader: Reader, i: int) -> tuple[int, int] | None:
    """Read "that year" or "the following year" behind a month: counted from the year told of."""
    if reader.low(i) not in {"that", "the"}:
        return None
    after = i + 1 if reader.low(i + 1) == "year" else i + 2
    shift = 0 if after == i + 1 else _YEARS_ON.get(reader.low(i + 1))
    if shift is None or reader.low(after) != "year":
        return None
    year = reader.told_year(i)
    return (after + 1, year + shift) if year else None


def _read_bare_month(
    reader: Reader, i: int, month: int, year: int | None, after: int
) -> Found | None:
    first, before = i, reader.low(i - 1)
    if year is None:
        if reader.published is None:
            return None
        year = _year_of_month(reader, reader.published, (i, after), month)
        if before in BACKWARD | FORWARD | HERE:
            first = i - 1
    if before in {"every", "each"} and after == i + 1:
        return Found(i - 1, after, "SET", f"XXXX-{month:02}")
    value = month_value(year, month) if year is not None else None
    return Found(widen_part(reader, first), after, "DATE", value) if value else None


def _year_of_month(
    reader: Reader, published: date, where: tuple[int, int], month: int
) -> int | None:
    before = reader.low(where[0] - 1)
    if before in HERE:
        return published.year
    closing = _year_of_range(reader, where[1], month)
    if closing:
        return closing
    if before in FORWARD:
        return published.year + (month <= published.month)
    if before in BACKWARD:
        # In March nobody calls the month before "last February".
        ago = (published.month - month) % 12
        year = published.year - (month >= published.month)
        return year - (ago == 1 and month < published.month)
    begin = max(reader.begin, where[0] - _PROMISE_REACH)
    is_promised = not _PROMISES.isdisjoint(reader.lowers[begin : where[0]])
    near = 1 if is_promised else _RECENT_MONTHS
    return month_in_nearest_year(published, month, reader.direction(*where), near)


def _make_day(
    reader: Reader, first: int, after: int, parts: tuple[int | None, int, int]
) -> Found | None:
    year, month, day = parts
    if year is not None:
        found = make_date(year, month, day)
    elif reader.published is None:
        return None
    else:
        found = _find_year(reader, reader.published, (month, day), (first, after))
    if found is None:
        return None
    if year is not None:
        reader.full_day = (found, reader.layout.sentence_of[first])
    if found.year == EVENT_DAYS.get((month, day), (0,))[0]:
        reader.told_events.add((month, day))
    if reader.low(first - 1) == "of" and reader.low(first - 2) == "week":
        first = first - 3 if reader.low(first - 3) == "the" else first - 2
        return Found(first, after, "DATE", week_value(found) or "")
    return Found(first, after, "DATE", found.isoformat())


def _find_year(
    reader: Reader, published: date, day: tuple[int, int], where: tuple[int, int]
) -> date | None:
    """Return a day written without a year in the year that the text tells, or the likeliest."""
    known = _known_day(reader, *day, where)
    if known:
        return known
    year = _year_of_range(reader, where[1], day[0])
    nearest = day_in_nearest_year(published, *day, _day_direction(reader, *where))
    if year is None and nearest and abs((nearest - published).days) > _NEAR_DAYS:
        year = _year_beside(reader, day, where[0])
    return make_date(year, *day) if year else nearest


def _year_of_range(reader: Reader, after: int, month: int) -> int | None:
    """Return the year that closes "May 3 to June 4, 2019" or "April and May 2020"."""
    if reader.low(after) not in _RANGE_JOINTS:
        return None
    if reader.low(after) in DASHES and reader.day_at(after + 1) and reader.low(after + 2) == ",":
        return reader.year_at(after + 3)  # "Sept. 10-15, 2022"
    j = after + 2 if reader.low(after + 1) in {"early", "mid", "late"} else after + 1
    last = MONTHS.get(reader.low(j))
    if last is None:
        return None
    j += 1
    if reader.day_at(j) is not None:
        j += 2 if reader.low(j + 1) == "," else 1
    year = reader.year_at(j)
    return None if year is None else year - (month > last)


def _year_beside(reader: Reader, day: tuple[int, int], i: int) -> int | None:
    """Return the year of a day that lies shortly after the full date told before it.

    "After his Dec. 19, 2020, note, they came on Jan. 6": the January that followed.
    """
    if reader.full_day is None:
        return None
    told, sentence = reader.full_day
    if reader.layout.sentence_of[i] != sentence:
        return None
    near = day_in_nearest_year(told, *day, 0)
    return near.year if near and abs((near - told).days) <= _NEAR_DAYS else None


def _day_direction(reader: Reader, first: int, after: int) -> int:
    """Tell where a day lies; "the May 4 vote" says less about it than its own verb would."""
    if reader.low(after) == ":" and reader.low(first - 1) == "":
        return -1  # "Jan. 6: The council votes": a list of what has happened
    is_name = reader.low(first - 1) == "the" and reader.low(after)[:1].isalpha()
    if is_name and reader.low(first - 2) not in _TOWARDS:
        return -1
    return reader.direction(first, after)


def _known_day(reader: Reader, month: int, day: int, where: tuple[int, int]) -> date | None:
    """Return the day of an event that goes by its date alone, once the text shows it is meant."""
    known = EVENT_DAYS.get((month, day))
    if known is None or reader.published is None:
        return None
    year, words = known
    found = make_date(year, month, day)
    if found is None or found > reader.published:
        return None
    first, after = where
    beside = reader.lowers[max(reader.begin, first - 4) : min(after + 3, reader.end)]
    is_told = (month, day) in reader.told_events or not words.isdisjoint(beside)
    return found if is_told else None


def read_range_start(reader: Reader, found: Found) -> Found | None:
    """Read the first day of "4-6 February" or "4 and 6 February" once its last day is known."""
    j = found.first - 1
    if reader.low(j) not in DASHES | {"to", "and", "or"}:
        return None
    word = reader.low(j - 1)
    if word not in DAY_NUMBERS or word in ORDINALS or MONTHS.get(reader.low(j - 2)):
        return None
    return _same_month(found, j - 1, DAY_NUMBERS[word])


def read_range_end(reader: Reader, found: Found) -> Found | None:
    """Read the last day of "March 4-6" or "March 4 to 6" once its first day is known."""
    j = found.after
    if reader.low(j) not in DASHES | {"to", "and", "through"}:
        return None
    word, beyond = reader.low(j + 1), reader.low(j + 2)
    if word not in DAY_NUMBERS or word in ORDINALS or beyond in MONTHS or beyond in COUNTED:
        return None
    if reader.low(j) == "and" and beyond and beyond[0].isalpha() and beyond not in {"in", "at"}:
        return None
    end = _same_month(found, j + 1, DAY_NUMBERS[word])
    if end and beyond == "," and reader.year_at(j + 3) == int(found.value[:4]):
        return end._replace(after=j + 4)
    return end


def _same_month(found: Found, i: int, day: int) -> Found | None:
    other = make_date(int(found.value[:4]), int(found.value[5:7]), day)
    return Found(i, i + 1, "DATE", other.isoformat()) if other else None
