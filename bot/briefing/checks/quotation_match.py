"""How well the words of a quotation stand in one document: all, most or some of them; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.briefing.checks.quoted import Quoted
from bot.briefing.words import FUNCTION_WORDS
from bot.language.aligning import Alignment, Source, align
from bot.language.quoted_words import Word, cut_words
from bot.records import Difference, DifferenceKind, Span

#: Of so many words one may differ. Below that, no word may: any sentence has a few words like it.
_WORDS_A_CHANGE = 5
#: Share of the words with a meaning that must be the same.
_LEAST_TELLING = 0.6
_FEWEST_TELLING = 2
#: From so many words and this share of all, a sentence is worth showing as the nearest.
_FEWEST_NEAR = 4
_LEAST_NEAR = 0.5
#: Most words between two parts of a quotation with an ellipsis; of a part of few words, fewer.
_FURTHEST = 400
_FURTHEST_OF_SHORT = 30
_SHORT_PART = 4
#: Left out of a sentence, these turn it round.
_NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor cannot without hardly unless except but if only"
    " nicht kein keine nie niemals ohne ne pas jamais sans nunca sin não не нет".split()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Match:
    """A place in a document where a quotation stands, more or less.

    Attributes:
        document_id: the document.
        span: from the first word to the last, in its text.
        differences: ``lead`` counts in the document's text, ``other`` in the quotation.
        left_out: what stands there for the quotation's ellipses.
        changed: words that differ.
        is_close: whether it is the same sentence.
        is_near: whether it is worth showing where nothing is close.
        kept: how many of the quotation's words stand there.
    """

    document_id: int
    span: Span
    differences: tuple[Difference, ...]
    left_out: tuple[Span, ...]
    changed: int
    is_close: bool
    is_near: bool
    kept: int

    @property
    def is_exact(self) -> bool:
        """Tell whether it is the quotation word for word."""
        return not self.differences


def find_matches(quoted: Quoted, document_id: int, source: Source) -> list[Match]:
    """Return the places of a document that hold the quotation or come near, best first."""
    anchor = max(range(len(quoted.parts)), key=lambda i: len(quoted.parts[i]))
    matches = []
    for found in align(quoted.text, quoted.parts[anchor], source):
        placed = _place_all(quoted, anchor, found, source)
        matches.append(_make(quoted, document_id, source, placed))
    return sorted(matches, key=lambda m: (m.changed, len(m.differences), m.span))


def _place_all(
    quoted: Quoted, anchor: int, found: Alignment, source: Source
) -> list[Alignment | None]:
    """Return the places of all parts around that of one of them, in order; None where none is."""
    placed: list[Alignment | None] = [None] * len(quoted.parts)
    placed[anchor] = near = found
    for i in range(anchor + 1, len(quoted.parts)):
        after = near.after_last
        placed[i] = _place(quoted, i, source, after, after + _reach(quoted, i, i - 1))
        near = placed[i] or near
    near = found
    for i in range(anchor - 1, -1, -1):
        start = max(0, near.first - _reach(quoted, i, i + 1))
        placed[i] = _place(quoted, i, source, start, near.first, last=True)
        near = placed[i] or near
    return placed


def _reach(quoted: Quoted, one: int, other: int) -> int:
    """Return how many words of the document two neighbouring parts may stand apart."""
    shorter = min(len(quoted.parts[one]), len(quoted.parts[other]))
    return len(quoted.parts[one]) + (_FURTHEST_OF_SHORT if shorter < _SHORT_PART else _FURTHEST)


def _place(
    quoted: Quoted, part: int, source: Source, after: int, before: int, *, last: bool = False
) -> Alignment | None:
    """Return the best place of a part between two words, of equals the one nearest by.

    A part of few words has to stand there as it is.
    """
    before = min(before, len(source.forms))
    places = align(quoted.text, quoted.parts[part], source, after=after, before=before)
    if len(quoted.parts[part]) < _SHORT_PART:
        places = [place for place in places if not place.changed]
    order = -1 if last else 1
    return min(places, key=lambda a: (a.changed, len(a.differences), order * a.first), default=None)


def _make(
    quoted: Quoted, document_id: int, source: Source, placed: Sequence[Alignment | None]
) -> Match:
    differences: list[Difference] = []
    left_out: list[Span] = []
    kept: list[Word] = []
    changed = 0
    previous: Alignment | None = None
    found = [each for each in placed if each is not None]
    for part, place in zip(quoted.parts, placed, strict=True):
        if place is None:
            behind = (previous or found[0]).span
            at = behind.end if previous else behind.start
            other = Span(part[0].start, part[-1].end)
            differences.append(Difference(DifferenceKind.ADDED, Span(at, at), other))
            changed += len(part)
            continue
        if previous is not None and previous.after_last < place.first:
            gap = Span(previous.span.end, place.span.start)
            left_out.append(gap)
            if _turns_round(source.text, gap):
                behind = Span(part[0].start, part[0].start)
                differences.append(Difference(DifferenceKind.CUT, gap, behind))
        differences += place.differences
        changed += place.changed
        kept += [part[number] for number in place.kept]
        previous = place
    span = Span(found[0].span.start, found[-1].span.end)
    return Match(
        document_id=document_id,
        span=span,
        differences=tuple(differences),
        left_out=tuple(left_out),
        changed=changed,
        is_close=_is_close(quoted, changed, kept),
        is_near=_is_near(quoted, kept),
        kept=len(kept),
    )


def _turns_round(text: str, gap: Span) -> bool:
    """Tell whether what an ellipsis leaves out of one sentence may turn its sense round."""
    words = gap.of(text)
    if any(mark in words for mark in ".?!\n"):
        return False
    forms = {word.form for word in cut_words(words)}
    return not _NEGATIONS.isdisjoint(forms) or any(form.endswith("n't") for form in forms)


def _telling(words: Sequence[Word]) -> set[str]:
    return {word.form for word in words if word.form not in FUNCTION_WORDS}


def _is_close(quoted: Quoted, changed: int, kept: Sequence[Word]) -> bool:
    if not changed:
        return True
    if changed > quoted.count // _WORDS_A_CHANGE:
        return False
    wanted = _telling([word for part in quoted.parts for word in part])
    same = _telling(kept) & wanted
    return len(same) >= max(_FEWEST_TELLING, _LEAST_TELLING * len(wanted))


def _is_near(quoted: Quoted, kept: Sequence[Word]) -> bool:
    return (
        len(kept) >= max(_FEWEST_NEAR, _LEAST_NEAR * quoted.count)
        and len(_telling(kept)) >= _FEWEST_TELLING
    )
