"""Cues: the words by which speech is reported, and who stands as their subject."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.language.layout import Layout
from bot.language.lexicon import reporting_verbs, saying_verbs


class CueKind(StrEnum):
    """What a cue can do."""

    #: A verb that takes somebody's own words, before or after them: said, wrote.
    SAYING = "saying"
    #: Any other reporting verb: accused, described, vowed.
    REPORTING = "reporting"
    #: "according to": the speaker follows.
    ACCORDING = "according"


class Cue(NamedTuple):
    """A reporting cue: tokens ``[first, after_last)``, auxiliaries and adverbs before the verb in.

    Attributes:
        head: the token of the verb ("declared" in "has also declared"); "according" in its kind.
        lemma: the verb as dictionaries have it, in lower case.
        negated: whether "not", "never" or the like stands before the verb.
    """

    first: int
    after_last: int
    head: int
    kind: CueKind
    lemma: str
    negated: bool


_CUE = re.compile(r"(?P<before>[XGA]*)(?P<verb>[Vv])|a(?=I)")


def find_cues(layout: Layout) -> list[Cue]:
    """Return the reporting cues of the text in order, those inside quotations included."""
    cues: list[Cue] = []
    sentence_of, lowers = layout.sentence_of, layout.lowers
    saying, reporting = saying_verbs(), reporting_verbs()
    for match in _CUE.finditer(layout.tags):
        head = match.end() - 1
        first = match.start()
        before = match.group("before")
        if before is None:
            cues.append(Cue(head, head + 2, head, CueKind.ACCORDING, "according", False))
            continue
        while sentence_of[first] != sentence_of[head]:
            first += 1
        word = lowers[head]
        if word in saying:
            kind, lemma = CueKind.SAYING, saying[word]
        elif word in reporting:
            kind, lemma = CueKind.REPORTING, reporting[word]
        else:
            # A noun that is a verb in another place ("reports") and in no list of verbs.
            continue
        cues.append(Cue(first, head + 1, head, kind, lemma, "G" in before))
    return cues


# What may stand between a subject and its verb without ending the search.
_AFTER_QUOTE = frozenset(",\"'-")


def find_subject(layout: Layout, phrases: list[Phrase], cue: Cue) -> Phrase | None:
    """Return who does what ``cue`` says, or None where nothing fits; any verb can be asked about.

    Looks inside the cue's sentence only: after the cue for "according to" and for inversion
    ("...", said the minister), before it otherwise. Words between quotation marks are passed over
    unless the cue itself stands there. Apposition is seen through ("Anna Berg, the minister,
    said" is Anna Berg), "of", "in" and the like too ("the mayor in Lund said"), and joined
    phrases come back as one ("China and Russia"), which is then no member of ``phrases``.
    """
    sentence_first, sentence_after = layout.sentences[layout.sentence_of[cue.head]]
    quote = layout.quote_of[cue.head]
    if cue.kind is CueKind.ACCORDING:
        return _following(layout, phrases, cue.after_last, sentence_after, quote, reach=3)
    before = [
        phrase
        for phrase in phrases_between(phrases, sentence_first, cue.first)
        if layout.quote_of[phrase.first] == quote
    ]
    tag_before = layout.tags[cue.first - 1] if cue.first > sentence_first else ""
    if cue.kind is CueKind.SAYING and (not tag_before or tag_before in ",\"'?!-"):
        behind = _following(layout, phrases, cue.after_last, sentence_after, quote, reach=0)
        if behind is not None and (not before or before[-1].after_last < cue.first - 1):
            return behind
    if not before:
        return None
    return _preceding(layout, before, cue)


def _following(
    layout: Layout, phrases: list[Phrase], first: int, after_last: int, quote: int, reach: int
) -> Phrase | None:
    """Return the phrase that begins within ``reach`` tokens after ``first``."""
    found = phrases_between(phrases, first, after_last)
    if not found or found[0].first > first + reach:
        return None
    if layout.quote_of[found[0].first] != quote:
        return None
    return _join(layout, found, 0)


def _preceding(layout: Layout, before: list[Phrase], cue: Cue) -> Phrase | None:
    """Walk back from the verb to its subject."""
    tags = layout.tags
    at = len(before) - 1
    while at > 0:
        phrase, other = before[at], before[at - 1]
        between = tags[other.after_last : phrase.first]
        after = tags[phrase.after_last : cue.first]
        if between == "," and after.startswith(","):
            at -= 1  # apposition: NAME, role, said
        elif (
            between
            and between[-1] in "oI"
            and len(between) <= 3
            and between.isalpha()
            and (not set("VvXBHtaP") & set(between))
        ):
            at -= 1  # the mayor in Lund said
        else:
            break
    return _join(layout, before, at)


def _join(layout: Layout, phrases: list[Phrase], at: int) -> Phrase:
    """Return phrase ``at`` together with those it is joined to by "and" or commas before "and"."""
    low = high = at
    while low > 0 and _joined(layout, phrases[low - 1], phrases[low]):
        low -= 1
    while high + 1 < len(phrases) and _joined(layout, phrases[high], phrases[high + 1]):
        high += 1
    if low == high:
        return phrases[at]
    return Phrase(phrases[low].first, phrases[high].after_last, PhraseKind.NAME)


def _joined(layout: Layout, one: Phrase, other: Phrase) -> bool:
    """Tell whether two neighbouring phrases are one subject."""
    between = layout.lowers[one.after_last : other.first]
    return between in (["and"], ["&"], [",", "and"]) and one.kind == other.kind
