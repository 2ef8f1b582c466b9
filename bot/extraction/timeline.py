"""Timeline entries: sentences that say what happened, or will, on a date they name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from bot.extraction.compared_dates import (
    is_counted_from,
    is_every_week,
    is_measure,
    is_record,
)
from bot.extraction.evidence import reads_alone
from bot.language.dates import read_calendar_value
from bot.language.dates.tense import find_direction, is_past
from bot.language.dates.words import MONTHS, UNITS, YEARS
from bot.language.layout import Layout
from bot.language.lexicon import saying_verbs
from bot.records import Precision, Span, TimeExpression, TimelineEntry

#: A sentence with more dates than this is a list or a table.
_MOST_DATES: Final = 4
#: How many tokens may stand before the date of a dateline.
_DATELINE_REACH: Final = 5
#: How far a date may stand from the verb of saying that it belongs to.
_ATTRIBUTION_REACH: Final = 4
#: The same, where only whom or what somebody told stands between: "told the Lund Courier on".
_TOLD_REACH: Final = 14
_TOLD: Final = frozenset("ADjwNRTKSIl&\"'oMm")

#: "In an answer on Tuesday, he said": how long such an opener is, and what is not in it.
_OPENER_REACH: Final = 6
_VERBS: Final = frozenset("XVv")
#: How many tokens a subject may have between its date and its verb, and which.
_SUBJECT_REACH: Final = 12
_SUBJECT: Final = frozenset("DPQjwNRTKSIoOlAM,&")

#: Verbs that make news by themselves although they are ways of speaking.
_ACTS_OF_SPEECH: Final = frozenset(
    "announce declare order pledge promise vow threaten accuse condemn demand urge rule admit deny"
    " confirm reveal apologize apologise warn reject unveil propose testify sign vote".split()
)
#: "Speaking in Lund on Tuesday, he said", "on condition of anonymity": the date is the speech's.
_SPEAKING: Final = frozenset({"speaking", "anonymity"})
#: What is said in them is said on their date.
_SPEECHES: Final = frozenset(
    "statement interview email e-mail tweet post briefing conference release podcast hearing speech"
    " memo letter call message editorial report appearance".split()
)
_ISSUED: Final = frozenset("on late early issued released posted published".split())
#: Verbs that do nothing but say; others name deeds too ("recall", "protest") or nouns ("reason").
_MERE_SPEECH: Final = frozenset(
    "say tell add note write tweet state explain remark comment speak argue insist claim mention"
    " acknowledge stress suggest believe joke allege answer assert assure caution"
    " clarify complain concede contend echo elaborate emphasise emphasize estimate maintain muse"
    " observe opine predict quip reaffirm reflect reiterate repeat reply respond speculate"
    " wonder".split()
)
#: After a date that belongs to "said", these tell of a further event.
_OTHER_EVENTS: Final = frozenset({"after", "following", "when", "as", "before"})
_RUNNING: Final = frozenset({"last", "past"})
#: So far ahead "the next" such period is only counted from the publication.
_NEXT_DAYS: Final = {
    Precision.DAY: 1,
    Precision.WEEK: 7,
    Precision.MONTH: 31,
    Precision.YEAR: 366,
}
_VAGUE_PERIODS: Final = frozenset({"this year", "this month", "the current year"})
#: Ages that are told by the decade: "a century ago" names no year.
_VAGUE_AGES: Final = frozenset(
    "decade decades century centuries about nearly almost some roughly around over than least"
    " approximately".split()
)
_EARLIER: Final = frozenset({"ago", "earlier", "before"})
#: Before "March 4 committee", these make the date a part of a name.
_NAMING: Final = frozenset("the a an its his her their this that any 's ’s".split())
_DAYS_AT_HAND: Final = frozenset({"yesterday", "today", "tomorrow"})
_LIKENESS: Final = frozenset({"like", "seems", "seemed", "if"})
#: How far before a date its comparison begins.
_MEASURE_REACH: Final = 9
_HABITS: Final = frozenset(
    {"always", "annually", "traditionally", "usually", "normally", "typically"}
)
#: "Happy Easter!" tells nothing.
_WISHES: Final = frozenset({"happy", "merry"})
_RECURRING: Final = _HABITS | {"every", "each", "annual", "yearly", "historically"}
_NAME_CONTEXT: Final = frozenset("NTK")


def find_timeline(
    layout: Layout, time_expressions: Sequence[TimeExpression], published: date | None
) -> list[TimelineEntry]:
    """Return one entry for each date and sentence, in text order.

    ``time_expressions`` are those of the same text. Only days, weeks, months and years make an
    entry; relative phrases resolved nothing where ``published`` is None, so none comes of them.
    """
    by_sentence: dict[int, list[TimeExpression]] = {}
    for item in time_expressions:
        if item.type in {"DATE", "TIME"} and item.value[:1].isdigit():
            by_sentence.setdefault(layout.sentence_at(item.span.start), []).append(item)
    entries: list[TimelineEntry] = []
    for number, items in by_sentence.items():
        if len(items) > _MOST_DATES or not reads_alone(layout, number):
            continue
        evidence = layout.sentence_span(number)
        seen: set[date] = set()
        for item in items:
            entry = _make_entry(layout, item, evidence, published)
            if entry and entry.date not in seen:
                seen.add(entry.date)
                entries.append(entry)
    return entries


def _make_entry(
    layout: Layout, item: TimeExpression, evidence: Span, published: date | None
) -> TimelineEntry | None:
    dated = read_calendar_value(item.value)
    if dated is None:
        return None
    day, precision = dated
    first, after = layout.tokens_in(item.span)
    if _is_loose(layout, first, after, precision) or _is_dateline(layout, first, after):
        return None
    is_next = layout.lowers[first : first + 2] == ["the", "next"]
    if published and is_next and 0 < (day - published).days <= _NEXT_DAYS[precision]:
        return None  # "the next month": all the days from now on, or a day told of before
    if _belongs_to_saying(layout, first, after) or _is_off_the_line(layout, first, after):
        return None
    return TimelineEntry(date=day, precision=precision, phrase=item.span, evidence=evidence)


def _is_loose(layout: Layout, first: int, after: int, precision: Precision) -> bool:
    """Tell whether a date says too little about when: "today's world", "this year", "Euro 2024"."""
    words = layout.lowers[first:after]
    begin = layout.sentences[layout.sentence_of[first]][0]
    if _is_saying_of_days(layout, first, begin):
        return True
    if words == ["today"]:
        following = layout.lowers[after] if after < len(layout.words) else ""
        generic = following in {"is", "are", "than", "'s", "’s"}
        return generic or find_direction(layout, first, after) == 0
    if " ".join(words) in _VAGUE_PERIODS or _is_vague_age(words) or "fiscal" in words:
        return True
    if words[-3:-2] == ["the"] and words[-2] in _RUNNING and words[-1] in UNITS:
        return True  # "in the past week": all the days up to now
    if first > begin + 1 and _ends_range(layout, first):
        return True
    is_counted = first > begin and layout.lowers[first - 1] == "since"
    if is_counted and (words[-2:] == ["the", "year"] or is_record(layout, first - 1)):
        return True
    if first > begin + 1 and layout.lowers[first - 2 : first] == ["as", "of"]:
        return True
    if precision is not Precision.YEAR or after - first > 1:
        return False
    named = first > begin and layout.tags[first - 1] in _NAME_CONTEXT
    return named or (after < len(layout.words) and layout.tags[after] in "NTRwj-S()")


def _is_saying_of_days(layout: Layout, first: int, begin: int) -> bool:
    """Tell whether a day stands for its like: "as if it was yesterday", "today for tomorrow"."""
    if layout.lowers[first] not in _DAYS_AT_HAND:
        return False
    end = layout.sentences[layout.sentence_of[first]][1]
    near = layout.lowers[max(begin, first - 8) : min(end, first + 9)]
    others = sum(word in _DAYS_AT_HAND for word in near)
    return others > 1 or not _LIKENESS.isdisjoint(layout.lowers[max(begin, first - 4) : first])


def _is_vague_age(words: list[str]) -> bool:
    """Tell whether "a decade ago", "about 20 years ago" or "a year earlier" is no sure year."""
    if words[-1] not in _EARLIER:
        return False
    is_told_from_elsewhere = words[-1] != "ago" and not {"year", "years"}.isdisjoint(words)
    return is_told_from_elsewhere or not _VAGUE_AGES.isdisjoint(words)


def _is_off_the_line(layout: Layout, first: int, after: int) -> bool:
    """Tell whether a date names another thing than when this happened.

    "the March 4 committee" names a committee, "than last year" compares, "every year on 4 March"
    comes back.
    """
    begin, end = layout.sentences[layout.sentence_of[first]]
    lowers = layout.lowers
    before = lowers[max(begin, first - 4) : first]
    if not before:
        return False
    if (
        before[-2:] == ["related", "to"]
        or before[-1] in _WISHES
        or not _RECURRING.isdisjoint(before)
    ):
        return True
    if (
        before[-1] == "in"
        and lowers[first] in MONTHS
        and lowers[first + 1][:1].isdigit()
        and (lowers[first + 1] not in YEARS)
    ):
        return True  # "his role in January 6"
    owns = after < end and lowers[after] in {"'s", "’s"}
    if (not owns and is_counted_from(before)) or is_every_week(layout, first):
        return True
    behind = lowers[after : min(after + 3, end)]
    if behind[:1] != [","] and not _HABITS.isdisjoint(behind):
        return True  # "Feb. 6 has always been a quiet day"
    if is_measure(lowers[max(begin, first - _MEASURE_REACH) : first], lowers[first:after]):
        return True
    month_first = lowers[first] in MONTHS or lowers[first].rstrip(".") in MONTHS
    if after + 1 < end and lowers[after] == "," and lowers[after - 1] in YEARS:
        after += 1  # "the January 6, 2021, attack"
    following = layout.tags[after] if after < end else "."
    if lowers[first] == "the" and following in _NAME_CONTEXT:
        return True
    if layout.tags[first - 1] == "j":
        before = before[:-1] or [""]  # "the usual March 4 deadline"
    return month_first and before[-1] in _NAMING and following in "NTRwjVvU"


def _ends_range(layout: Layout, first: int) -> bool:
    """Tell whether a date closes a range: its start is the entry."""
    joint, before = layout.lowers[first - 1], layout.lowers[first - 2]
    if joint == "and" and "between" in layout.lowers[max(0, first - 5) : first]:
        return True
    return joint in {"to", "-", "–", "through", "until"} and (
        before[:1].isdigit() or before in MONTHS
    )


def _is_dateline(layout: Layout, first: int, after: int) -> bool:
    """Tell whether a date heads the text ("KYIV, Feb. 4 --", "date 2022-02-04 The ...")."""
    begin, end = layout.sentences[layout.sentence_of[first]]
    if after >= end:
        return False
    if layout.words[after : after + 3 : 2] == ["(", ")"] and layout.words[after + 1][0].isalpha():
        return True  # "BEIJING, June 17 (Agency)", wherever the page has put it
    if first - begin > _DATELINE_REACH:
        return False
    if _is_stamp(layout, after, end):
        return True
    if layout.words[after] in {"(", "-", "–", "—", "--", "_", "|", "•"}:
        return True
    # A capital right after the date opens a sentence: the date stood before it.
    opens = layout.words[after][0].isupper() and layout.lowers[after] in {"the", "a", "in", "on"}
    return opens or (
        first <= begin + 2 and layout.lowers[begin] in {"date", "published", "updated", "added"}
    )


def _is_stamp(layout: Layout, after: int, end: int) -> bool:
    """Tell whether a clock time follows the date at the head of a line: a page's time stamp."""
    at = after + 1 if layout.lowers[after] in {"at", ","} else after
    return at < end and ":" in layout.words[at] and layout.words[at][0].isdigit()


def _belongs_to_saying(layout: Layout, first: int, after: int) -> bool:
    """Tell whether a date only says when somebody spoke: "..., he said on Tuesday"."""
    begin, end = layout.sentences[layout.sentence_of[first]]
    if not _SPEAKING.isdisjoint(layout.lowers[max(begin, first - 8) : min(after + 8, end)]):
        return True
    at = first - 2 if layout.lowers[first - 1] == "on" else first - 1
    if at > begin and layout.lowers[at] == "comment":
        return True  # "did not respond to a request for comment on Tuesday"
    if layout.lowers[begin] == "speaking" and "," not in layout.lowers[begin:first]:
        return True
    if after < end and layout.lowers[after] in _OTHER_EVENTS:
        return False
    if _is_saying_near(layout, range(first - 1, max(begin, first - _ATTRIBUTION_REACH) - 1, -1)):
        return True
    if _is_spoken(layout, begin, first) or _is_in_statement(layout, begin, first, end):
        return True
    if first > begin and layout.lowers[first - 1] in {"on", "late", "early"}:
        first -= 1
    if first <= begin + 1 or _is_opener(layout, begin, first, after):
        return _opens_saying(layout, after, end)
    # "The ministry on Tuesday said": between subject and verb.
    return _is_saying_near(layout, range(after, min(end, after + 2)))


def _is_opener(layout: Layout, begin: int, first: int, after: int) -> bool:
    """Tell whether a date closes an opening without a verb: "In Lund on Friday, ..."."""
    if layout.tag(after) != "," or layout.tags[begin] != "I" or first - begin > _OPENER_REACH:
        return False
    lowers = layout.lowers[begin:first]
    return _VERBS.isdisjoint(layout.tags[begin:first]) and not any(map(is_past, lowers))


def _opens_saying(layout: Layout, after: int, end: int) -> bool:
    """Tell whether a date that opens its sentence is when somebody spoke: "On Friday, he said"."""
    for i in range(after, min(end, after + _SUBJECT_REACH)):
        tag = layout.tags[i]
        if tag == "V":
            return saying_verbs().get(layout.lowers[i]) in _MERE_SPEECH
        if tag not in _SUBJECT or is_past(layout.lowers[i]):
            return False
    return False


def _is_spoken(layout: Layout, begin: int, first: int) -> bool:
    """Tell whether a date closes where something was said or told.

    "Told the Lund Courier on Tuesday", "said during a briefing in Lund Tuesday"; not "was first
    reported in Lund on Tuesday".
    """
    tags, lowers = layout.tags, layout.lowers
    for i in range(first - 1, max(begin, first - _TOLD_REACH) - 1, -1):
        if tags[i] == "V":
            if lowers[i] in {"told", "tells"}:
                return True
            if tags[i + 1] != "I" or "X" in tags[max(begin, i - 2) : i]:
                return False
            return saying_verbs().get(lowers[i]) in _MERE_SPEECH
        if tags[i] not in _TOLD or is_past(lowers[i]):
            return False
    return False


def _is_in_statement(layout: Layout, begin: int, first: int, end: int) -> bool:
    """Tell whether a date closes the naming of a speech: "said she, in a statement on Tuesday"."""
    at = first - 1
    while at > begin and layout.lowers[at] in _ISSUED:
        at -= 1
    if layout.lowers[at] not in _SPEECHES or not _is_singular(layout, begin, at):
        return False
    verbs = saying_verbs()
    return any(
        layout.tags[i] == "V" and verbs.get(layout.lowers[i]) in _MERE_SPEECH
        for i in range(begin, end)
    )


def _is_singular(layout: Layout, begin: int, at: int) -> bool:
    """Tell whether "in a" or "during an" stands shortly before token ``at``."""
    return any(
        layout.lowers[i] in {"a", "an"} and layout.lowers[i - 1] in {"in", "during", "at"}
        for i in range(max(begin + 1, at - 3), at)
    )


def _is_saying_near(layout: Layout, tokens: range) -> bool:
    """Tell whether the next verb among ``tokens`` only says."""
    verbs = saying_verbs()
    for i in tokens:
        tag = layout.tags[i]
        if tag == "V":
            return verbs.get(layout.lowers[i], "") not in _ACTS_OF_SPEECH
        if tag in 'vX,;:."' or layout.lowers[i].endswith("ed"):
            return False
    return False
