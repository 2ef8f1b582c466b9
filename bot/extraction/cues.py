"""Cues: the words by which speech is reported, read off word classes (``Layout.tags``)."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

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


# Forms that are no past tense: without "has" or "was" they only describe a noun.
_PARTICIPLES = frozenset("known given shown written spoken sworn seen foreseen begun sung".split())
_CUE = re.compile(r"(?P<before>[XGA]*)(?P<verb>[Vv])|a(?=i)")


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
        if word in _PARTICIPLES and not before:
            continue
        if word in saying:
            kind, lemma = CueKind.SAYING, saying[word]
        elif word in reporting:
            kind, lemma = CueKind.REPORTING, reporting[word]
        else:
            # A noun that is a verb in another place ("reports") and in no list of verbs.
            continue
        cues.append(Cue(first, head + 1, head, kind, lemma, "G" in before))
    return cues
