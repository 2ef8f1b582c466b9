"""Stances that attributions tell: the cue carries the stance, the source is whose it is.

Where rules leave open whose verb it is, a tagger may know. What the words must say stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from bot.extraction.clauses import Subject
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import stance_words, word_class
from bot.extraction.stances.places import Place
from bot.extraction.stances.readings import read_word
from bot.extraction.stances.subjects import is_message
from bot.language.layout import Layout
from bot.records import Quotation, Span

_PRONOUNS: Final = frozenset({"he", "she", "it", "they"})
_SOMEBODY: Final = frozenset("NRTK")
#: What opens a description behind a name: "Berg, who ...", "Berg (Lund), the mayor".
_DESCRIBING: Final = frozenset("HDR(jV#BTA")
#: What may stand before the verb of a stance in its cue.
_LOOSE: Final = frozenset("AMm,X")
_SHARES: Final = frozenset({"percent", "%"})


class Source(NamedTuple):
    """Tokens of a source, and where the cue begins that goes with it."""

    first: int
    after_last: int
    cue: int


def find_sources(layout: Layout, attributions: Sequence[Quotation]) -> dict[int, Source]:
    """Return the source of every cue, by each token of the cue."""
    sources: dict[int, Source] = {}
    seen: set[Span] = set()
    for it in attributions:
        if it.cue is not None and it.speaker is not None and it.cue not in seen:
            seen.add(it.cue)
            cue = layout.tokens_in(it.cue)
            source = Source(*layout.tokens_in(it.speaker), cue[0])
            for token in range(*cue):
                sources.setdefault(token, source)
    return sources


def is_disputed(layout: Layout, reading: Reading, sources: dict[int, Source]) -> bool:
    """Tell whether another source is given for a verb whose subject stands far from it.

    A subject right before its verb is certain. Of one that a verb behind a comma or "and" shares
    with a verb before, taggers know more: all that were read by hand had the right source.
    """
    first, after_last = reading.cue
    source = next((sources[i] for i in range(first, after_last) if i in sources), None)
    phrase = reading.subject.phrase
    if source is None or first == 0 or layout.tags[first - 1] not in ",C":
        return False
    is_beside = phrase.after_last == first - 1 or phrase.first >= first
    is_same = source.first < phrase.after_last and phrase.first < source.after_last
    # "the mayor, Anna Berg, opposes"
    is_same = is_same or (
        source.first == phrase.after_last + 1 and layout.tags[source.first - 1] == ","
    )
    is_relative = layout.tags[source.first] in "Ht" and source.after_last == first
    return not (is_beside or is_same or is_relative)


def read_attributed(
    layout: Layout, phrases: list[Phrase], sources: dict[int, Source]
) -> Iterator[Reading]:
    """Yield the stances in cues whose source is one certain somebody of its sentence."""
    table, lowers = stance_words(), layout.lowers
    for i, source in sources.items():
        if lowers[i] not in table or not _stands_before(layout, source):
            continue
        subject = _read_source(layout, phrases, source.first, source.after_last)
        if subject is None:
            continue
        reading = read_word(Place(layout, phrases, subject), i, table[lowers[i]])
        if reading is not None and _tells_it(layout, source.cue, reading.cue[0]):
            yield reading


def _tells_it(layout: Layout, first: int, at: int) -> bool:
    """Tell whether a cue is the stance that begins at token ``at``: not "has been dogged by"."""
    if all(layout.tags[i] in _LOOSE or layout.lowers[i] == "long" for i in range(first, at)):
        return True
    before = at - 2 if layout.lowers[at - 1] == "to" else at - 1
    return is_message(layout, before) and "G" not in layout.tags[first:at]


def _stands_before(layout: Layout, source: Source) -> bool:
    """Tell whether a source stands before its cue in one sentence, on one side of all marks."""
    first, after_last, cue = source
    is_agent = first > 0 and layout.lowers[first - 1] == "by"  # "those picked by Berg opposed it"
    if is_agent or _describes(layout, first, cue):
        return False
    return (
        first < after_last <= cue
        and layout.sentence_of[first] == layout.sentence_of[cue]
        and layout.quote_of[first] == layout.quote_of[cue]
    )


def _describes(layout: Layout, first: int, cue: int) -> bool:
    """Tell whether a source may only say who somebody is: "Berg, the mayor, has vowed"."""
    is_apart = layout.tags[first - 1 : first] == "," and layout.tags[cue - 1] == ","
    return is_apart and first > 1 and layout.tags[first - 2] in "NRTKw"


def _read_source(
    layout: Layout, phrases: list[Phrase], first: int, after_last: int
) -> Subject | None:
    """Return the somebody that a source names, without what describes it behind a comma."""
    after_last = _without_description(layout, first, after_last)
    if layout.tags[after_last - 1] == "S":
        after_last -= 1
    words = layout.lowers[first:after_last]
    if not (_SHARES | word_class("messages")).isdisjoint(words):
        return None
    if layout.tags[after_last - 1] in "Ht" or _holds_dash(layout, first, after_last):
        return None
    opening = phrases_between(phrases, first, after_last)
    starts = bool(opening) and opening[0].first == first
    if after_last - first == 1 and layout.lowers[first] in _PRONOUNS:
        return Subject(Phrase(first, after_last, PhraseKind.PRONOUN))
    tags = layout.tags[first:after_last]
    if _SOMEBODY.isdisjoint(tags) or tags[0] in "PHIio" or ("X" in tags and "H" not in tags):
        return None
    kind = opening[0].kind if starts else PhraseKind.ROLE
    return Subject(Phrase(first, after_last, kind))


def _holds_dash(layout: Layout, first: int, after_last: int) -> bool:
    """Tell whether a dash parts a source: where its name ends is not certain then."""
    return any(
        layout.tags[i] == "-" and layout.ends[i - 1] != layout.starts[i]
        for i in range(first + 1, after_last)
    )


def _without_description(layout: Layout, first: int, after_last: int) -> int:
    """Return where a source ends that is cut before ", who ..." and ", mayor of Lund,"."""
    for i in range(first + 1, after_last):
        if layout.tags[i] not in ",(":
            continue
        is_closed = layout.tags[after_last - 1] in ",)"
        opens = i + 1 < after_last and layout.tags[i + 1] in _DESCRIBING
        return i if layout.tags[i] == "(" or is_closed or opens else after_last
    return after_last
