"""Dates, periods, counts and hours in words, and back; for the terminal and the Slack views."""

from __future__ import annotations

import re
from datetime import date, time
from enum import Enum
from textwrap import shorten

from bot.errors import InputError
from bot.records import (
    Correction,
    CorrectionKind,
    CorrectionState,
    DifferenceKind,
    FollowKind,
    Precision,
    QuotationKind,
    Rhythm,
    Subscription,
)
from bot.results import CorrectionNote, FoundWords, QuoteCheck, Variant, Verdict

_MONTHS = (
    "January February March April May June July August September October November December"
).split()
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "zh": "Chinese",
}
#: What stands over an actor's earlier words, and over the denial of an accusation. That they do not
#: fit together is for the reader to say.
WORDING_DIFFERS = "Wording differs, earlier"
DENIED_BY = "Denied by the accused"
#: Longest cue that is shown beside a speaker, in characters.
_LONGEST_CUE = 60
#: ... and of the words in which another outlet differs.
_LONGEST_DIFFERENCE = 60
#: Longest words of a corrected line that are told.
_LONGEST_CORRECTED = 90
#: What stands before the extractor's name where it could not read a text.
_FAILED = "failed: "
#: How another outlet has words otherwise.
_DIFFERENT = {
    DifferenceKind.CUT: "without “{}”",
    DifferenceKind.ADDED: "with “{}” added",
    DifferenceKind.CHANGED: "“{}” instead",
}
_STATES = {
    CorrectionState.OVERRULED: "a later correction holds instead",
    CorrectionState.LOST: "no longer applies: the text was replaced or removed",
    CorrectionState.UNDONE: "undone",
}
# "nato 08:00", "nato expansion 8:30", "taiwan 8am", "taiwan at 18.30"
_HOUR = re.compile(
    r"\s+(?:at\s+)?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?(half)m)\.?$",
    re.IGNORECASE,
)


def day_in_words(day: date) -> str:
    """Return ``4 February 2022``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def language_in_words(code: str) -> str:
    """Return the English name of a language by its ISO 639-1 code; the code where it has none."""
    return _LANGUAGES.get(code, code)


def extractor_in_words(name: str) -> str:
    """Return what found the facts of a text, by its stored name: ``the fast extractor, version 1``.

    Empty where nothing did.
    """
    if name.startswith(_FAILED):
        return f"nothing: {extractor_in_words(name.removeprefix(_FAILED))}, could not read it"
    word, blank, version = name.rpartition(" ")
    return f"the {word} extractor, version {version}" if blank else name


def according_in_words(reporter: str) -> str:
    """Return by whose word something is so: ``according to the two sides``.

    An article that began a sentence is small inside a line.
    """
    article, blank, rest = reporter.partition(" ")
    named = f"{article.lower()} {rest}" if blank and article in ("The", "A", "An") else reporter
    return f"according to {named}"


def entry_date_in_words(day: date, precision: Precision) -> str:
    """Return a date no more exactly than it is known: ``February 2022``, ``week of 2 May 2022``."""
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.MONTH:
        return f"{_MONTHS[day.month - 1]} {day.year}"
    if precision is Precision.WEEK:
        return f"week of {day_in_words(day)}"
    return day_in_words(day)


def period_in_words(first: date | None, last: date | None) -> str:
    """Return ``1–14 May 2022``, as short as the two days allow; empty where both are unknown."""
    if first is None or last is None or first == last:
        known = first or last
        return day_in_words(known) if known else ""
    if first.year != last.year:
        return f"{day_in_words(first)} – {day_in_words(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {day_in_words(last)}"
    return f"{first.day}–{day_in_words(last)}"


def variant_in_words(text: str, variant: Variant) -> str:
    """Return how another outlet has the words of a line: ``without “for the time being”``.

    Told is the first difference; ``text`` is the line's.
    """
    kind, lead, other = variant.differences[0]
    words = lead.of(text) if kind is DifferenceKind.CUT else other.of(variant.text)
    shown = shorten(words, _LONGEST_DIFFERENCE, placeholder="…")
    told = _DIFFERENT[kind].format(shown)
    return f"{told}{', and more' if len(variant.differences) > 1 else ''}"


def manner_in_words(kind: QuotationKind, cue: str | None) -> str:
    """Return how words are given that are not all quoted: ``in reported speech (“has said”)``.

    Empty for a direct quotation. The cue keeps what a content alone does not tell, such as that
    something was demanded or denied.
    """
    if kind is QuotationKind.DIRECT:
        return ""
    manner = "partly quoted" if kind is QuotationKind.MIXED else "in reported speech"
    words = " ".join((cue or "").split())
    return f"{manner} (“{shorten(words, _LONGEST_CUE, placeholder='…')}”)" if words else manner


def correction_in_words(correction: Correction) -> str:
    """Return what a correction says, as a clause: ``“We will not …” is said by Ada Brandt``."""
    words = f"“{shorten(correction.words, _LONGEST_CORRECTED, placeholder=' …')}”"
    was, value, kind = correction.was, correction.value, correction.kind
    if kind is CorrectionKind.SAME:
        return f"“{was}” and “{value}” are one actor, shown as {value}"
    if kind is CorrectionKind.NOT_RELEVANT:
        return f"{words} is not shown for {correction.topic}"
    if kind is CorrectionKind.NOT_A_POSITION:
        return f"{words} shows no position{f' of {was}' if was else ''}"
    if kind is CorrectionKind.ACTOR:
        return f"{words} shows a position of {value}{f', not of {was}' if was else ''}"
    if not value:
        return f"{words} has no known speaker{f', so not {was}' if was else ''}"
    return f"{words} is said by {value}{f', not by {was}' if was else ''}"


def note_in_words(noun: str, note: CorrectionNote) -> str:
    """Return who corrected a line: ``speaker corrected by Ana, 2 May 2024``."""
    by = f" by {note.author}" if note.author else ""
    return f"{noun} corrected{by}, {day_in_words(note.day)}"


def state_in_words(state: CorrectionState) -> str:
    """Return what has become of a correction; "" where it holds."""
    return _STATES.get(state, "")


def plural(count: int, noun: str) -> str:
    """Return ``1 document``, ``2,400 documents``, ``3 countries``."""
    if count != 1:
        noun = f"{noun[:-1]}ies" if noun.endswith(("ry", "ly", "ty", "cy")) else f"{noun}s"
    return f"{count:,} {noun}"


def rhythm_in_words(rhythm: Rhythm) -> str:
    """Return ``every day``, ``on weekdays``, ``on Mondays`` or ``every hour``."""
    named = {
        Rhythm.HOURLY: "every hour",
        Rhythm.DAILY: "every day",
        Rhythm.WEEKDAYS: "on weekdays",
    }
    return named.get(rhythm, f"on {rhythm.capitalize()}")


def as_typed(kind: FollowKind, words: str) -> str:
    """Return what a person types for these words: ``nato``, ``speaker:biden``, ``"oil price"``."""
    if kind is FollowKind.SPEAKER:
        return f"speaker:{words}"
    return f'"{words}"' if kind is FollowKind.PHRASE else words


def followed_in_words(subscription: Subscription) -> str:
    """Return what an order is about: ``nato``, ``biden speaking``, ``“interest rates”``."""
    if subscription.kind is FollowKind.SPEAKER:
        return f"{subscription.topic} speaking"
    if subscription.kind is FollowKind.PHRASE:
        return f"“{subscription.topic}”"
    return subscription.topic


def split_hour(order: str) -> tuple[str, time | None]:
    """Split ``nato 08:00`` into topic and hour; the hour is None where none is named.

    A bare number is part of the topic ("article 5"): an hour has minutes or am/pm.

    Raises:
        InputError: the hour does not exist.
    """
    order = " ".join(order.split())
    match = _HOUR.search(f" {order}")
    if match is None or not (match["minute"] or match["half"]):
        return order, None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise InputError(f"There is no hour “{match.group().strip()}”; use 08:00 or 8am.")
        hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
    if hour > 23 or minute > 59:
        raise InputError(f"There is no hour “{match.group().strip()}”; use 00:00 to 23:59.")
    return f" {order}"[: match.start()].strip(), time(hour, minute)


class Mark(Enum):
    """What words are where checked words and the archive's are shown as one text."""

    SAME = "same"
    #: Only the archive has them.
    ARCHIVE = "archive"
    #: Only the checked quotation has them.
    CHECKED = "checked"
    #: The archive has them where the checked quotation has an ellipsis.
    LEFT_OUT = "left out"


#: What the two marks mean, in one line.
MARKS_EXPLAINED = "Struck out: only in the checked words. Bold: only in the archive."
#: Longer stretches that an ellipsis stands for are themselves cut, in characters.
_LONGEST_LEFT_OUT = 240
_LONGEST_AROUND = 300
#: Marks at the edge of a quotation, which say nothing beside it.
_MARKS = "\"'“”„«»‹›‘’"


def verdict_in_words(check: QuoteCheck) -> str:
    """Return the verdict on a quotation as one sentence."""
    found = check.found
    if check.verdict is Verdict.EXACT:
        cut = ", but for what its ellipsis leaves out" if found and found.left_out else ""
        return f"In the archive, word for word{cut}."
    if check.verdict is Verdict.CLOSE:
        places = len(found.differences) if found else 0
        differ = "differs" if places == 1 else "differ"
        return f"In the archive, but not word for word: {plural(places, 'place')} {differ}."
    if check.verdict is Verdict.OTHER_SPEAKER:
        who = found.speaker if found else None
        return f"In the archive, but said by {who or 'someone else'}, not {check.named_speaker}."
    if check.verdict is Verdict.NOT_SPEECH:
        return "These words are in the archive, but nobody is quoted as saying them."
    if check.verdict is Verdict.TOO_SHORT:
        return "Too short to check: give at least four words, as they are quoted."
    return f"Not in the archive.{' This comes nearest:' if found else ''}"


def mark_words(words: str, found: FoundWords) -> list[tuple[str, Mark]]:
    """Return the archive's words with what differs beside them, in reading order."""
    marked: list[tuple[str, Mark]] = []
    at = 0
    for difference in sorted(found.differences, key=lambda d: (d.lead, d.other)):
        lead = difference.lead
        if lead.start < at:
            continue
        marked += _with_left_out(found, at, lead.start)
        checked, own = difference.other.of(words), lead.of(found.text)
        if checked:
            blank = " " if difference.kind is DifferenceKind.ADDED and lead.start else ""
            marked += [(blank, Mark.SAME)] if blank else []
            marked.append((checked, Mark.CHECKED))
            if own or not lead.start:
                marked.append((" ", Mark.SAME))
        if own:
            marked.append((own, Mark.ARCHIVE))
        at = lead.end
    marked += _with_left_out(found, at, len(found.text))
    return [part for part in marked if part[0]]


def _with_left_out(found: FoundWords, start: int, end: int) -> list[tuple[str, Mark]]:
    """Return a stretch of the archive's words, with what ellipses leave out marked in it."""
    marked: list[tuple[str, Mark]] = []
    for gap in found.left_out:
        if start <= gap.start and gap.end <= end:
            marked.append((found.text[start : gap.start], Mark.SAME))
            left_out = gap.of(found.text)
            if len(left_out) > _LONGEST_LEFT_OUT:
                half = _LONGEST_LEFT_OUT // 2
                left_out = f"{left_out[:half]} […] {left_out[-half:]}"
            marked.append((left_out, Mark.LEFT_OUT))
            start = gap.end
    return [*marked, (found.text[start:end], Mark.SAME)]


def around_in_words(found: FoundWords) -> tuple[str, str]:
    """Return what stands before and after the words: the rest of their sentence and the next."""
    sentence, place = found.sentence.text, found.in_sentence
    before = f"{found.before.text if found.before else ''} {sentence[: place.start]}"
    after = f"{sentence[place.end :]} {found.after.text if found.after else ''}"
    before = " ".join(before.split()).rstrip(f" {_MARKS}")
    after = " ".join(after.split()).lstrip(f" {_MARKS},.;:!?")
    if len(before) > _LONGEST_AROUND:
        before = f"[…] {before[-_LONGEST_AROUND:].partition(' ')[2]}"
    if len(after) > _LONGEST_AROUND:
        after = f"{after[:_LONGEST_AROUND].rpartition(' ')[0]} […]"
    return before, after
