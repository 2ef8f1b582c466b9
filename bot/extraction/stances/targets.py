"""What follows a stance: noun phrases and clauses as targets, cut where they read well."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bot.extraction.stances.clauses import IN_PHRASE, NOT, is_between_adjectives, opens_clause
from bot.extraction.stances.lexicon import word_class
from bot.language.dates.tense import is_past
from bot.language.dates.words import WEEKDAYS
from bot.language.layout import Layout

_NOUNISH: Final = frozenset("NRTwMmlKOj#Vv")
_LINKS: Final = frozenset("of on for by against between from into toward towards to in at".split())
#: After "in" or "on", these tell where somebody spoke, not what about.
_OCCASIONS: Final = frozenset(
    "interview statement letter speech tweet tweets op-ed post email video message remarks meeting"
    " hearing court press televised television twitter facebook monday tuesday wednesday thursday"
    " friday saturday sunday response recent comments editorial address debate call rally order"
    " light line favor favour part return exchange vote sunday's morning afternoon evening week"
    " month year coordination cooperation conjunction tandem"
    " effort attempt bid".split()
)
#: Nouns that the tagger takes for adverbs by their ending.
LY_NOUNS: Final = frozenset({"family", "ally", "assembly", "supply", "rally", "monopoly", "reply",
                            "butterfly", "anomaly", "belly", "folly", "jelly"})  # fmt: skip
#: Words the tagger takes for adverbs that stand before a noun: "any further expansion".
_INNER_ADVERBS: Final = frozenset(
    "further early hourly daily weekly monthly yearly deadly costly likely friendly elderly".split()
)
_RELATIVE: Final = frozenset({"last", "this", "next"})
_BEFORE_DAYS: Final = _RELATIVE | {"on", "late", "early"}
#: What shows that a bare day tells when: "rejected Friday a plan", not "Friday trading".
_BEHIND_DAYS: Final = frozenset('DQ#NKtiIAm"')
#: Before a weekday these make a name: "Black Friday".
_FEASTS: Final = frozenset("super black good bloody easter palm holy cyber giving".split())
_LOOSE: Final = frozenset({"hard", "anew", "outright"})
_LOOSE_PAIRS: Final = frozenset(
    {("at", "last"), ("once", "again"), ("once", "more"), ("in", "principle"), ("in", "part")}
)
_BEHIND_NOUNS: Final = frozenset(".,;)CB")
_SPANS: Final = ("-year", "-month", "-week", "-day")
_BASES_IN_ED: Final = ("eed", "bed", "shed", "wed")
#: Nouns that are written like a past.
_NOUNS_TOO: Final = frozenset(
    "cut hit set bid cost put spread read thought split shut shot run".split()
)
_LONGEST_TARGET: Final = 18
_LONGEST_QUOTED: Final = 5
#: Words of a phrase that only lead on to what was left out: "firms such | as", "a delay due | to".
_LEADING_ON: Final = frozenset({"such", "due", "along", "long"})
#: Behind a genitive, what is quoted says what is meant: Aros's “failure to mend its roads”.
_LONGEST_OWNED: Final = 12


def read_target(layout: Layout, at: int, stops: Collection[str] = ()) -> tuple[int, int] | None:
    """Return the noun phrase that begins at token ``at``, a quotation mark before it passed over.

    It ends before one of ``stops`` at the latest. "of", "on", "against" and the like go on with
    it; a verb, a clause or the occasion on which somebody spoke ends it. None where no noun stands
    there.
    """
    tags, lowers = layout.tags, layout.lowers
    end = layout.sentences[layout.sentence_of[min(at, len(tags) - 1)]][1] if tags else 0
    if at < end and tags[at] in '"M' and tags[at + 1 : at + 2] != "S":
        at += 1
    if lowers[at : at + 2] in (["each", "other"], ["one", "another"]):
        return at, at + 2
    i, last = (at + 2 if _is_manner(layout, at) else at), at
    while i < end and i - at < _LONGEST_TARGET:
        if lowers[i] in stops or (i > at and _tells_when(layout, i)):
            break
        if tags[i] in IN_PHRASE or _is_noun_here(layout, at, i, end):
            if _is_verb_here(layout, at, i) or _takes_object(layout, at, i):
                break
            i += 1
            if tags[i - 1] in _NOUNISH or lowers[i - 1] in LY_NOUNS:
                last = i
        elif i > at and (_continues(layout, i, end) or _is_plural_genitive(layout, i, end)):
            i += 1
        elif i > at and (after := _over_quoted_word(layout, i)):
            i = last = after
        elif i > at and (after := _over_aside(layout, i)):
            i = after
        elif i > at and tags[i - 1] in "oIi" and _leads_on(layout, i):
            i += 1  # "of that plan"
        else:
            break
    while last > at and (lowers[last - 1] in _LEADING_ON or _leads_behind(layout, at, last)):
        last -= 1
    if last == at or _is_pronoun(layout, at, last):
        return None
    return at, last


def _leads_behind(layout: Layout, at: int, after: int) -> bool:
    """Tell whether a participle ends a phrase that goes on: "a bill modelled | after"."""
    is_participle = layout.lowers[after - 1].endswith("ed") and layout.tags[after - 1] in "vV"
    return after - at > 2 and is_participle and layout.tag(after) == "B"


def _tells_when(layout: Layout, i: int) -> bool:
    """Tell whether a time behind a noun belongs to the verb: "paid tribute to Berg | Tuesday"."""
    tags, lowers = layout.tags, layout.lowers
    if tags[i - 1] not in "wNRT":
        return False
    if tags[i : i + 3] == "#-#":
        return True  # "approved the measure | 38-1"
    following = layout.tag(i + 1)
    if tags[i] == "M":
        is_feast = lowers[i - 1] in _FEASTS or following in "SwNRTj-"
        return not is_feast and (lowers[i] in WEEKDAYS or following in "#.,m")
    is_led = lowers[i] in _RELATIVE or tags[i] == "D" or lowers[i] == "all"
    is_month = following == "M" and lowers[i] in _RELATIVE
    return is_led and (following == "m" or is_month) and layout.tag(i + 2) not in "SwNRT-"


def _over_quoted_word(layout: Layout, i: int) -> int | None:
    """Return the token behind a few quoted words amid a phrase: the “trigger” ban."""
    if layout.tags[i] != '"' or layout.quote_of[i] < 0:
        return None
    quoted = layout.quoted[layout.quote_of[i]]
    longest = _LONGEST_OWNED if layout.tags[i - 1] == "S" else _LONGEST_QUOTED
    is_short = quoted.first == i + 1 and quoted.after_last - quoted.first <= longest
    return quoted.after_last + 1 if is_short and quoted.closed else None


def _over_aside(layout: Layout, i: int) -> int | None:
    """Return the token behind what brackets hold before their noun: this costly (Bank) | step."""
    behind = layout.lowers[i + 1 : i + _LONGEST_QUOTED]
    if layout.lowers[i] != "(" or layout.tags[i - 1] not in "jDAQ" or ")" not in behind:
        return None
    return i + 2 + behind.index(")")


def _is_noun_here(layout: Layout, at: int, i: int, end: int) -> bool:
    """Tell whether a listed verb is a noun or a modifier here: "proposed changes", "a claim"."""
    tags, word = layout.tags, layout.lowers[i]
    if tags[i] not in "Vv":
        return False
    following = tags[i + 1] if i + 1 < end else "."
    if following == '"' and _closes_quoted(layout, i + 1):
        following = "."
    if word.endswith(("ed", "ing")):
        return following in "NRTwjQ#"
    if word.endswith("s") and (i == at or tags[i - 1] in "jwNRS'"):
        return following in ".,;:?!oIBtH-" or (following == "i" and i > at)
    if is_past(word) and word not in _NOUNS_TOO:
        return False  # "in the last vote | said that"
    return i > at and following in '.,;:?!oIBtHS")-' and tags[i - 1] in "DjQwNRTS'"


def _closes_quoted(layout: Layout, mark: int) -> bool:
    """Tell whether a mark stands behind the last word of what is quoted."""
    number = layout.quote_of[mark - 1]
    return number >= 0 and layout.quoted[number].after_last == mark


def _is_pronoun(layout: Layout, first: int, after: int) -> bool:
    return after - first == 1 and layout.tags[first] in "OPDQ#"


def _is_verb_here(layout: Layout, at: int, i: int) -> bool:
    """Tell whether the word at ``i`` is the verb behind the phrase rather than part of it."""
    word, tag = layout.lowers[i], layout.tags[i]
    if tag == "A":
        is_owned = i > at and (
            (layout.tags[i - 1] in "SD" and _is_manner(layout, i))
            or (layout.tags[i - 1] in "oIi" and _leads_on(layout, i))
        )
        return word not in LY_NOUNS and word not in _INNER_ADVERBS and not is_owned
    if i > at and layout.lower(i + 1) in NOT:
        return True  # "advocating for the devices | isn't about money"
    if i > at and word in word_class("plainverbs") and layout.tags[i - 1] in "NRTw":
        return True
    if tag == "w" and i > at and layout.tags[i - 1] == "j":
        # "in the last election | said that", but "the former elected council"
        return is_past(word) and layout.tag(i + 1) in "tDPIioB.,;"
    if tag != "w" or i == at or layout.tags[i - 1] not in "NRTwMm#" or "-" in word:
        return False
    # "abortion rights puts him": a third person before an object.
    has_object = word.endswith("s") and layout.tags[i + 1 : i + 2] == "O"
    if word in _NOUNS_TOO:
        return layout.tag(i + 1) in "DPOQ#"  # "a tax cut", not "a law | cut the tax"
    return is_past(word) or has_object


def _takes_object(layout: Layout, at: int, i: int) -> bool:
    """Tell whether a participle behind a noun has an object: "a law | making it a crime"."""
    is_participle = layout.lowers[i].endswith("ing") and layout.tags[i] in "wvV"
    return (
        i > at + 1 and is_participle and layout.tags[i - 1] in "wNRT" and layout.tag(i + 1) in "OP"
    )


def _continues(layout: Layout, i: int, end: int) -> bool:
    """Tell whether a preposition, "and" or a participle at ``i`` goes on with the phrase."""
    tags, word = layout.tags, layout.lowers[i]
    if i + 1 >= end:
        return False
    following = tags[i + 1]
    if tags[i] in "oIi":
        is_led = _leads_on(layout, i + 1)
        if word not in _LINKS or (following not in "DQ#jNRTwlKM" and not is_led):
            return False
        if word == "to":
            is_phrasal = following == "j" and layout.lower(i + 2) in word_class("particles")
            return following in "DNRTjKQt" and not is_phrasal  # "a decision to forgive up to ten"
        follows = layout.lowers[i + 1]
        if word == "by" and (follows in {"less", "more"} or follows.endswith("ing")):
            return False  # "backed Berg by less", "protest the law by staging a walkout"
        if word == "in" and (layout.lowers[i + 1] in {"less", "more"} or _is_year(layout, i + 1)):
            return False
        if word in {"in", "on", "at"}:
            return _OCCASIONS.isdisjoint(layout.lowers[i + 1 : i + 4]) and following != "M"
        return True
    if tags[i] == "C":
        if word not in {"and", "&"}:
            return False
        if following == '"':
            # A “simple” and “balanced” plan.
            return tags[i - 1] == '"' and _over_quoted_word(layout, i + 1) is not None
        is_sure = following in "DNRTj" and not opens_clause(layout, i + 1, end)
        return is_sure or _joins_noun(layout, i, end)
    if tags[i] == ",":
        return is_between_adjectives(layout, i)
    return tags[i] == "-" and layout.ends[i - 1] == layout.starts[i] and following in IN_PHRASE


def _is_year(layout: Layout, i: int) -> bool:
    word = layout.lowers[i]
    is_year = len(word) == 4 and word.isdecimal() and word[0] in "12"
    return is_year and layout.tag(i + 1) not in "wNRT"


def _leads_on(layout: Layout, i: int) -> bool:
    """Tell whether "that" or an adverb opens a noun phrase: "of | that plan", "of | fully new"."""
    following = layout.tag(i + 1)
    if layout.lower(i) == "that":
        return following in "NRTwj"
    return layout.tag(i) == "A" and layout.lower(i).endswith("ly") and following in "jw"


def _joins_noun(layout: Layout, i: int, end: int) -> bool:
    """Tell whether a plain word behind "and" is a noun: "oil and gas firms", "masks and tests"."""
    if layout.tags[i + 1] != "w":
        return False
    if layout.tag(i + 2) in "RNT":
        return not opens_clause(layout, i + 1, end)
    is_plural_noun = layout.tag(i + 2) in "Vv" and layout.lower(i + 2).endswith("s")
    at = i + 2 if layout.tag(i + 2) in "wj" or is_plural_noun else i + 1
    words = layout.lowers[i + 1 : at + 1]
    if at + 1 >= end or any(is_past(word) or word.endswith("ing") for word in words):
        return False
    following = layout.tags[at + 1]
    if layout.lowers[at + 1] == "as" and words[-1].endswith("s"):
        return False  # "sponsored the bill and serves as mayor"
    return following in _BEHIND_NOUNS or (at > i + 1 and following in "oIiB")


def _is_plural_genitive(layout: Layout, i: int, end: int) -> bool:
    """Tell whether the mark at ``i`` is that of "the farmers' plan"."""
    if layout.tags[i] != "'" or layout.lowers[i - 1][-1] != "s" or i + 1 >= end:
        return False
    stands_close = layout.ends[i - 1] == layout.starts[i] and layout.ends[i] < layout.starts[i + 1]
    return stands_close and (layout.tags[i + 1] in IN_PHRASE or layout.tags[i + 1] in "Vv")


def is_noun_after_to(layout: Layout, at: int) -> bool:
    """Tell whether "to" before token ``at`` leads to a noun: "to terms", "to a two-year deal"."""
    if at >= len(layout.words) or layout.tags[at] in "D#NQXMmtPO":
        return True
    word = layout.lowers[at]
    if (
        word == "minus"
        or word.endswith(_SPANS)
        or (word.endswith("ed") and not word.endswith(_BASES_IN_ED))
    ):
        return True
    return word.endswith("s") and not word.endswith(("ss", "us"))


def skip_time(layout: Layout, at: int, end: int) -> int:
    """Step over adverbs and days between a verb and what belongs to it: "on Friday", "today"."""
    tags, lowers = layout.tags, layout.lowers
    while at < end - 1:
        day = at + 1 if lowers[at] in _BEFORE_DAYS else at
        if (tags[at] == "A" and not _is_inner(layout, at)) or lowers[at] in _LOOSE:
            at += 1
        elif (lowers[at], lowers[at + 1]) in _LOOSE_PAIRS:
            at += 2
        elif day + 1 >= end or tags[day + 1] == "S":
            break
        elif tags[day] == "M" and (day > at or tags[day + 1] in _BEHIND_DAYS):
            at = day + 2 if tags[day + 1] in "m#" and day + 2 < end else day + 1
        elif tags[day] == "m" and lowers[at] in _RELATIVE:
            at = day + 1
        else:
            break
    return at


def _is_inner(layout: Layout, at: int) -> bool:
    """Tell whether an adverb is part of an object: "further talks", "jointly owned ships"."""
    return layout.lowers[at] in _INNER_ADVERBS or _is_manner(layout, at)


def _is_manner(layout: Layout, at: int) -> bool:
    """Tell whether an adverb and a participle stand before a noun: "jointly owned ships"."""
    is_adverb = layout.tag(at) == "A" and layout.lower(at).endswith("ly")
    return is_adverb and is_past(layout.lower(at + 1)) and layout.tag(at + 2) in "wjNRTVv"
