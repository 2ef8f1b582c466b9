"""The vocabulary of English time expressions, all in lower case as tokens of a layout."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

_MONTH_NAMES = (
    "january february march april may june july august september october november december"
).split()
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday".split()

#: Month names and their short forms, with and without a full stop, to 1 ... 12.
MONTHS: Final[dict[str, int]] = (
    {name: number for number, name in enumerate(_MONTH_NAMES, 1)}
    | {name[:3]: number for number, name in enumerate(_MONTH_NAMES, 1)}
    | {name[:3] + ".": number for number, name in enumerate(_MONTH_NAMES, 1)}
    | {"sept": 9, "sept.": 9}
)
#: Months that are also common words or given names: they need more than their own shape.
UNSURE_MONTHS: Final = frozenset({"may", "march", "mar", "jan", "dec", "jun", "sep", "oct", "nov"})
#: Months that are given names too: "April Ryan".
NAME_MONTHS: Final = frozenset({"april", "june", "august", "jan"})

#: Weekday names to 0 (Monday) ... 6.
WEEKDAYS: Final[dict[str, int]] = {name: number for number, name in enumerate(_WEEKDAY_NAMES)} | {
    "mon.": 0,
    "tue.": 1,
    "tues.": 1,
    "wed.": 2,
    "thu.": 3,
    "thurs.": 3,
    "fri.": 4,
    "sat.": 5,
    "sun.": 6,
}
#: "Fridays": every such day.
PLURAL_WEEKDAYS: Final[dict[str, int]] = {
    name + "s": number for number, name in enumerate(_WEEKDAY_NAMES)
}
#: Before or after a weekday, these make it a name: a newspaper, a football club.
WEEKDAY_NAME_BEFORE: Final = frozenset({"sheffield", "bloody", "super", "ruby", "mail"})
WEEKDAY_NAME_AFTER: Final = frozenset(
    {"times", "telegraph", "mirror", "mail", "express", "herald", "world", "independent", "addams"}
)

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()

#: Small numbers in words, hyphenated ones included.
NUMBERS: Final[dict[str, int]] = (
    {word: number for number, word in enumerate(_ONES)}
    | {word: 10 * number for number, word in enumerate(_TENS, 2)}
    | {
        f"{ten}-{one}": 10 * tens + ones
        for tens, ten in enumerate(_TENS, 2)
        for ones, one in enumerate(_ONES[1:10], 1)
    }
    | {"a": 1, "an": 1, "half-dozen": 6, "dozen": 12}
)
TENS: Final = frozenset(_TENS)
#: Amounts that are not one number.
VAGUE_NUMBERS: Final = frozenset({"several", "few", "many", "some", "various", "countless"})
#: Words between a number and its unit: "two more weeks".
UNIT_ADJECTIVES: Final = frozenset(
    "more consecutive straight trading full additional whole working business calendar further"
    " successive extra long short".split()
)
#: Words before a number that keep it a number: "about two weeks".
APPROXIMATIONS: Final = frozenset(
    "about almost nearly over around roughly some only just approximately barely".split()
)

ORDINALS: Final[dict[str, int]] = {word: number for number, word in enumerate(_ORDINALS, 1)}


def _ordinal_digits(number: int) -> str:
    ending = (
        "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    )
    return f"{number}{ending}"


#: Ways to write a day of the month, to 1 ... 31.
DAY_NUMBERS: Final[dict[str, int]] = (
    {str(number): number for number in range(1, 32)}
    | {f"{number:02}": number for number in range(1, 10)}
    | {_ordinal_digits(number): number for number in range(1, 32)}
    | {word: number for word, number in ORDINALS.items() if number <= 20}
    | {f"twenty-{word}": number for number, word in enumerate(_ORDINALS[:9], 21)}
    | {"thirtieth": 30, "thirty-first": 31}
)
#: "11th", "eleventh" and so on, as centuries are counted.
CENTURY_ORDINALS: Final[dict[str, int]] = ORDINALS | {
    _ordinal_digits(number): number for number in range(1, 23)
}
QUARTER_ORDINALS: Final[dict[str, int]] = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
}

YEARS: Final = frozenset(str(year) for year in range(1400, 2200))
#: "1990s" and "1800s".
DECADES: Final[dict[str, str]] = {f"{year}s": str(year)[:3] for year in range(1500, 2100, 10)}
#: "90s", "nineties"; the century is decided by the reader of the text.
SHORT_DECADES: Final[dict[str, int]] = {f"{tens}0s": tens for tens in range(1, 10)} | {
    "twenties": 2,
    "thirties": 3,
    "forties": 4,
    "fifties": 5,
    "sixties": 6,
    "seventies": 7,
    "eighties": 8,
    "nineties": 9,
}


class Unit(NamedTuple):
    """A unit of time: its TIMEX3 code, whether a clock counts it, and the form met."""

    code: str
    is_clock: bool
    plural: bool


def _units() -> dict[str, Unit]:
    table: dict[str, Unit] = {}
    for word, code, is_clock in (
        ("second", "S", True),
        ("minute", "M", True),
        ("hour", "H", True),
        ("day", "D", False),
        ("night", "N", False),
        ("week", "W", False),
        ("fortnight", "F", False),
        ("weekend", "WE", False),
        ("month", "M", False),
        ("quarter", "Q", False),
        ("year", "Y", False),
        ("decade", "DE", False),
        ("centur", "CE", False),
    ):
        one, many = ("century", "centuries") if word == "centur" else (word, word + "s")
        table[one] = Unit(code, is_clock, False)
        table[many] = Unit(code, is_clock, True)
    return table


UNITS: Final[dict[str, Unit]] = _units()


@cache
def compound_durations() -> dict[str, tuple[int | None, Unit]]:
    """Return tokens such as "two-week", "twenty-year", "decades-long", with number and unit."""
    table: dict[str, tuple[int | None, Unit]] = {}
    singular = {word: unit for word, unit in UNITS.items() if not unit.plural}
    for word, unit in singular.items():
        if unit.code in {"WE", "N", "F"}:
            continue
        for number_word, number in NUMBERS.items():
            if number and number_word not in {"a", "an"}:
                table[f"{number_word}-{word}"] = (number, unit)
        table[f"several-{word}"] = table[f"multi-{word}"] = (None, unit)
        for ending in ("-long", "long"):
            table[word + ending] = (1, unit)
            table[word + "s" + ending] = (None, unit)
    return table


SEASONS: Final[dict[str, str]] = {
    "spring": "SP",
    "summer": "SU",
    "autumn": "FA",
    "fall": "FA",
    "winter": "WI",
}
PARTS_OF_DAY: Final[dict[str, str]] = {
    "morning": "TMO",
    "afternoon": "TAF",
    "evening": "TEV",
    "night": "TNI",
    "noon": "T12:00",
    "midday": "T12:00",
    "midnight": "T24:00",
}
#: Days counted from the day of writing.
RELATIVE_DAYS: Final[dict[str, int]] = {"yesterday": -1, "today": 0, "tomorrow": 1, "tonight": 0}
#: Events that go by their day: the year, and the words beside the date that tell.
EVENT_DAYS: Final[dict[tuple[int, int], tuple[int, frozenset[str]]]] = {
    (9, 11): (2001, frozenset({"attack", "attacks", "terrorist", "terror", "hijackers"})),
    (1, 6): (
        2021,
        frozenset(
            "attack attacks insurrection riot riots rioters committee panel hearing hearings probe"
            " investigation investigators insurrectionists capitol mob siege breach defendants"
            " select".split()
        ),
    ),
}

#: Words that name no date but a stretch of past, present or future.
REFERENCES: Final[dict[str, str]] = {
    "now": "PRESENT_REF",
    "currently": "PRESENT_REF",
    "nowadays": "PRESENT_REF",
    "presently": "PRESENT_REF",
    "recently": "PAST_REF",
}
FREQUENCIES: Final[dict[str, str]] = {
    "hourly": "PT1H",
    "daily": "P1D",
    "nightly": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "annually": "P1Y",
    "yearly": "P1Y",
}

BACKWARD: Final = frozenset({"last", "past", "previous"})
FORWARD: Final = frozenset({"next", "coming", "upcoming"})
HERE: Final = frozenset({"this", "current"})
#: Before a date, these belong to its phrase: "early December", "late last week".
PART_WORDS: Final = frozenset({"early", "late", "mid", "earlier", "later"})
#: Before "of" and a date, these belong to its phrase: "the end of June".
TURNS: Final = frozenset({"beginning", "start", "end", "middle", "close"})
#: After a four-digit number, these make it a count, not a year.
COUNTED: Final = frozenset(
    "people percent % per cent votes shares points km kilometers kilometres miles mile"
    " meters metres feet tons tonnes dollars euros pounds yen million billion thousand"
    " hundred troops soldiers barrels jobs workers employees deaths cases homes acres"
    " hectares seats copies calories mg kg hp rpm degrees yards hours minutes days weeks"
    " months years gmt est edt pst bst local".split()
)
#: Before a four-digit number, these make it a label or a clock time.
LABELS: Final = frozenset(
    "no. number # route highway flight room section resolution bill law article form model at"
    " some about than nearly around approximately roughly least most over only boeing airbus"
    " channel psalm page serial code lot unit area windows russell nikkei ftse".split()
)
#: Before a number between 1400 and 1899 or a round one, these make it a year.
YEAR_PREPOSITIONS: Final = frozenset(
    "in since from until till by of to between and during before after early late circa year"
    " through for mid".split()
)
MERIDIEMS: Final = frozenset({"a.m", "a.m.", "p.m", "p.m.", "am", "pm"})
ZONES: Final = frozenset(
    "gmt utc bst cet cest est edt et cst cdt ct mst mdt mt pst pdt pt eastern central pacific"
    " local".split()
)
