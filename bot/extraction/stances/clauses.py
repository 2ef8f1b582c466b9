"""Clauses that say what somebody wants, promises or denies, up to where another begins."""

from __future__ import annotations

from typing import Final

from bot.language.dates.tense import is_past
from bot.language.layout import Layout

#: Tags of what may stand inside a noun phrase.
IN_PHRASE: Final = frozenset("DQ#jNRTwMmlKSA&")
#: Behind "doesn", which the layout parts from it.
NOT: Final = frozenset({"'t", "’t"})
_CLAUSE_BREAKS: Final = frozenset(
    "but after because as while when before although though since whereas".split()
)
_LONGEST_QUOTED: Final = 5
#: Of a clause that "and" joins, up to its verb: "and the group's vice president recently slammed".
_LONGEST_SUBJECT: Final = 8
_COMPANY: Final = (["along", "with"], ["together", "with"], ["as", "well"])
_LONGEST_COMPANY: Final = 10
_LONGEST_CLAUSE: Final = 32


def read_clause(
    layout: Layout, at: int, through: str = "", least: int = 0
) -> tuple[int, int] | None:
    """Return the clause that begins at token ``at``, up to the next break of the sentence.

    The word ``through`` breaks nothing, nor does "and" before token ``least``. None where the
    clause breaks off before its verb has said anything.
    """
    tags = layout.tags
    end = layout.sentences[layout.sentence_of[min(at, len(tags) - 1)]][1] if tags else 0
    if at < end and tags[at] == '"':
        at += 1
    i = at
    while i < end and not _stops(layout, at, i):
        beyond = _over_company(layout, i)
        if beyond is None and (beyond := _over_marks(layout, at, i)) is not None:
            i = beyond
            if tags[beyond - 2] in ",;.?!":
                break  # “..., a blunder,” he said
        elif beyond is not None:
            i = beyond
        elif _breaks(layout, i, end, through, is_early=i < least):
            break
        else:
            i += 1
    i = _without_hanging(layout, at, _within_marks(layout, at, i))
    if i > at and tags[i - 1] == "X":
        return None
    if tags[at:i].count('"') % 2 and tags[i - 1 : i] == '"':
        i -= 1
    return (at, i) if 2 <= i - at <= _LONGEST_CLAUSE else None


def _stops(layout: Layout, at: int, i: int) -> bool:
    """Tell whether a mark at ``i`` ends a clause, rather than stand amid one of its phrases."""
    if layout.tags[i] not in ",;:.?!()" or layout.words[i] == "[":
        return False
    is_amid = i > at and is_between_adjectives(layout, i)
    return not (_is_inside_marks(layout, at, i) or is_amid or _over_company(layout, i) is not None)


def _breaks(layout: Layout, i: int, end: int, through: str, *, is_early: bool) -> bool:
    """Tell whether another clause begins with the word at ``i``."""
    is_particle = layout.lowers[i - 1 : i + 1] == ["go", "after"]
    opens = layout.lowers[i] in _CLAUSE_BREAKS - {through}
    if opens and not is_particle and not _compares(layout, i):
        return True
    if layout.tags[i] == "-" and layout.ends[i - 1] != layout.starts[i]:
        return True
    if is_early or layout.tags[i] != "C":
        return False
    return _starts_verb(layout, i + 1, end) or _starts_clause(layout, i + 1, end)


def _within_marks(layout: Layout, at: int, after: int) -> int:
    """Return where a clause ends that is only half quoted: where the marks were last closed."""
    tags = layout.tags
    if tags[at:after].count('"') % 2 == 0:
        return after
    after = at + tags[at:after].rfind('"')
    earlier = tags.rfind('"', at, after)
    return earlier + 1 if earlier > at else after


def _without_hanging(layout: Layout, at: int, after: int) -> int:
    """Return where a clause ends without words that only lead on to what was left out."""
    tags = layout.tags
    # "must go on." ends with a particle; before anything but a stop such a word led on.
    hanging = "CoiBH" if tags[after : after + 1] in tuple(".,;") else "CIoiBAH"
    while after > at and tags[after - 1] in hanging:
        after -= 1
    return after


def is_between_adjectives(layout: Layout, i: int) -> bool:
    """Tell whether a comma stands inside "a long, costly war" rather than behind a phrase."""
    before = layout.lowers[i - 1]
    is_modifier = layout.tags[i - 1] == "j" or (is_past(before) and layout.tags[i - 2] in "DS")
    return is_modifier and layout.tags[i : i + 2] == ",j" and layout.tag(i + 2) in "wjNRT"


def opens_clause(layout: Layout, i: int, end: int) -> bool:
    """Tell whether the words from ``i`` on are a clause with its own verb: "and Russia said"."""
    for j in range(i, min(i + _LONGEST_SUBJECT, end)):
        if layout.tags[j] in "XVv" or (layout.tags[j] == "w" and is_past(layout.lowers[j])):
            return True
        if layout.tags[j] not in IN_PHRASE:
            return False
    return False


def _over_company(layout: Layout, i: int) -> int | None:
    """Return the token behind "grant Lund, along with Aros," where a noun goes on."""
    if layout.tags[i] != "," or layout.lowers[i + 1 : i + 3] not in _COMPANY:
        return None
    closing = layout.tags.find(",", i + 1, i + _LONGEST_COMPANY)
    return closing + 1 if closing > 0 and layout.tag(closing + 1) in "wjNRD" else None


def _starts_verb(layout: Layout, i: int, end: int) -> bool:
    """Tell whether a joined clause begins at ``i``: "and later launched", "but will not"."""
    while i < end and layout.tags[i] == "A":
        i += 1
    if i >= end or _joins_participles(layout, i):
        return False
    follows = layout.lower(i + 1)
    says = layout.lowers[i - 1] == "and" and layout.tags[i] == "V" and follows in {"they", "that"}
    tells = says or (layout.tags[i] in "Vv" and layout.lowers[i].endswith("s"))
    return tells or layout.tags[i] == "X" or is_past(layout.lowers[i])


def _joins_participles(layout: Layout, i: int) -> bool:
    """Tell whether "and" before token ``i`` joins modifiers: "forged and doctored papers"."""
    is_twin = layout.lowers[i - 2].endswith("ed") or layout.tags[i - 2] == "j"
    return layout.lowers[i].endswith("ed") and is_twin and layout.tag(i + 1) in "wNRT"


def _is_inside_marks(layout: Layout, at: int, i: int) -> bool:
    """Tell whether a break stands inside a quoted stretch that began after token ``at``."""
    number = layout.quote_of[i]
    if number < 0 or number == layout.quote_of[at] or layout.tags[i] not in ",;":
        return False
    stretch = layout.quoted[number]
    return stretch.closed and i < stretch.after_last - 1 and stretch.first > at


def _over_marks(layout: Layout, at: int, i: int) -> int | None:
    """Return the token behind a quoted stretch or a bracketed word that a clause runs through."""
    if layout.words[i] == "[":
        closing = layout.tags.find(")", i, i + _LONGEST_QUOTED)
        return closing + 1 if closing > 0 else None
    number = layout.quote_of[i]
    if layout.tags[i] != '"' or number < 0 or layout.quoted[number].first != i + 1:
        return None
    stretch = layout.quoted[number]
    fits = stretch.closed and i > at and stretch.after_last - at < _LONGEST_CLAUSE
    is_here = layout.sentence_of[stretch.after_last - 1] == layout.sentence_of[i]
    return stretch.after_last + 1 if fits and is_here else None


def _starts_clause(layout: Layout, i: int, end: int) -> bool:
    """Tell whether "and" joins a clause with a subject: "and the rebels promised"."""
    if layout.tags[i : i + 1] == "P":
        return True
    if i + 1 >= end or layout.tags[i] not in "DNR":
        return False
    if layout.tags[i] == "N" and layout.tags[i + 1] in "XVv":
        word = layout.lowers[i + 1]  # "and Aros says it does not"
        return layout.tags[i + 1] == "X" or word.endswith("s") or is_past(word)
    return layout.tags[i + 1] not in "XVv" and opens_clause(layout, i + 2, end)


def _compares(layout: Layout, i: int) -> bool:
    """Tell whether "as" is one of two: "as much as possible"."""
    return layout.lowers[i] == "as" and "as" in (layout.lower(i + 2), layout.lowers[i - 2])
