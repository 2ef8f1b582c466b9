"""Where in a text the words of a quotation stand, and in what they differ there; pure.

The words are looked for in the right order and near each other, whatever stands before and after.
The work is bounded: places are found by counting words in common, and only the best are aligned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from bot.language.quoted_words import (
    Word,
    breaks_between,
    cut_forms,
    differs_in_case,
    is_interruption,
    says_the_same_glued,
    telling_marks,
    word_at,
)
from bot.records import Difference, DifferenceKind, Span

#: Places of a text that are aligned for one quotation.
_MOST_PLACES = 3
#: ... and that are compared where all its words stand in a row.
_MOST_WHOLE = 50
#: Share of the words that a place has in common before it is worth aligning.
_LEAST_IN_COMMON = 0.45
#: A word that stands more often in one text does not lead to a place; where fewer words than
#: these are rarer, one that stands much more often does not.
_FEW_REPEATS = 8
_FEWEST_RARE = 4
_MOST_REPEATS = 60
#: Words by which the places of the first and the last word may be further apart than in the
#: quotation; of quotations longer than this only the best place of a text is aligned.
_MOST_SLACK = 24
_LONG = 60
#: Most words between closing and opening mark that only name the speaker: ``,” she said, “``.
_LONGEST_INTERRUPTION = 15

# Prices of an alignment: a word is rather cut than changed, and rather changed than added.
_CHANGED, _ADDED, _CUT = 10, 11, 9


class Source:
    """A text in which quotations are looked for.

    Attributes:
        text: the text as stored.
        forms: its words in the form in which they are compared.
        places: the numbers of the words of each form.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.forms, self._spans = cut_forms(text)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """The numbers of the words of each form."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, form in enumerate(self.forms):
            places[form].append(number)
        return dict(places)

    def word(self, number: int) -> Word:
        """Return one of the words."""
        return word_at(self.text, *self._spans[number])


class Step(NamedTuple):
    """One step of an alignment: numbers of the asked and the found word, None where it has none."""

    asked: int | None
    found: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Alignment:
    """A place where the words of a quotation stand, all or most of them.

    Attributes:
        first, after_last: the words of the source.
        span: the same in code points.
        differences: what differs; ``lead`` counts in the source, ``other`` in the asked text.
        changed: how many words differ in all, those that only differ in case or punctuation aside.
        kept: numbers of the asked words that stand there.
    """

    first: int
    after_last: int
    span: Span
    differences: tuple[Difference, ...]
    changed: int
    kept: tuple[int, ...]


def align(
    asked_text: str,
    asked: Sequence[Word],
    source: Source,
    *,
    after: int = 0,
    before: int | None = None,
) -> list[Alignment]:
    """Return the places of a source that come nearest to the asked words, best first.

    Args:
        asked_text: the text that holds the asked words.
        asked: its words that are looked for.
        source: where to look.
        after, before: numbers of the source's words between which to look.
    """
    end = len(source.forms) if before is None else before
    whole = _find_whole(asked, source, after, end)
    if whole:
        rows = [[Step(i, start + i) for i in range(len(asked))] for start in whole[:_MOST_WHOLE]]
    else:
        windows = _find_windows(asked, source, after, end)
        rows = [_align_window(asked_text, asked, source, *window) for window in windows]
    found = [_make(asked_text, asked, source, row) for row in rows]
    kept = {each.span: each for each in found if each is not None}
    return sorted(kept.values(), key=lambda a: (a.changed, len(a.differences), a.first))


def _find_whole(asked: Sequence[Word], source: Source, after: int, before: int) -> list[int]:
    """Return where all the words stand in a row."""
    forms = [word.form for word in asked]
    rarest = min(range(len(forms)), key=lambda i: len(source.places.get(forms[i], ())))
    starts = []
    for place in source.places.get(forms[rarest], ()):
        start = place - rarest
        if start < after or start + len(forms) > before:
            continue
        if source.forms[start : start + len(forms)] == forms:
            starts.append(start)
    return starts


def _find_windows(
    asked: Sequence[Word], source: Source, after: int, before: int
) -> list[tuple[int, int]]:
    """Return the stretches that have most words in common with the asked ones, roughly in order."""
    slack = max(4, min(_MOST_SLACK, len(asked) // 3))
    most = _MOST_PLACES if len(asked) <= _LONG else 1
    found = [source.places.get(word.form, ()) for word in asked]
    # Rare words lead to a place; common ones are everywhere, and only lead where all are common.
    limit, base = _FEW_REPEATS, sum(len(places) <= _FEW_REPEATS for places in found)
    if base < _FEWEST_RARE:
        limit, base = _MOST_REPEATS, len(asked)
    votes: Counter[int] = Counter()
    for number, places in enumerate(found):
        if len(places) <= limit:
            votes.update(place - number for place in places if after <= place < before)
    sums = {
        shift: sum(votes[near] for near in range(shift - slack, shift + slack + 1))
        for shift in votes
    }
    windows: list[tuple[int, int]] = []
    taken: list[int] = []
    for shift in sorted(sums, key=lambda s: (-sums[s], -votes[s], s)):
        if len(windows) == most or sums[shift] < _LEAST_IN_COMMON * base:
            break
        if all(abs(shift - other) > slack for other in taken):
            taken.append(shift)
            start = max(after, shift - slack - 1)
            windows.append((start, min(before, shift + len(asked) + slack + 1)))
    return windows


def _align_window(
    asked_text: str, asked: Sequence[Word], source: Source, start: int, end: int
) -> list[Step]:
    """Return the best alignment of all asked words with some words of a window."""
    steps = _trace([w.form for w in asked], source.forms[start:end], start)
    return _without_loose_ends(asked_text, asked, source, steps)


def _make(
    asked_text: str, asked: Sequence[Word], source: Source, steps: Sequence[Step]
) -> Alignment | None:
    """Return an alignment with its differences; None where no word has a counterpart."""
    kept = [number for _, number in steps if number is not None]
    if not kept:
        return None
    first, after_last = kept[0], kept[-1] + 1
    differences, changed, same = _compare(asked_text, asked, source, steps)
    return Alignment(
        first=first,
        after_last=after_last,
        span=Span(source.word(first).start, source.word(after_last - 1).end),
        differences=tuple(differences),
        changed=changed,
        kept=tuple(same),
    )


def _trace(asked: Sequence[str], found: Sequence[str], offset: int) -> list[Step]:
    """Return the cheapest alignment of ``asked`` with any part of ``found``."""
    rows = [[0] * (len(found) + 1)]
    for number, form in enumerate(asked, 1):
        above, row = rows[-1], [number * _ADDED]
        left = row[0]
        for place, other in enumerate(found, 1):
            left = min(
                above[place - 1] + (0 if form == other else _CHANGED),
                above[place] + _ADDED,
                left + _CUT,
            )
            row.append(left)
        rows.append(row)
    last = rows[-1]
    place = min(range(len(last)), key=lambda j: (last[j], j))
    number = len(asked)
    steps: list[Step] = []
    while number:
        cost = rows[number][place]
        same = place > 0 and asked[number - 1] == found[place - 1]
        if place and cost == rows[number - 1][place - 1] + (0 if same else _CHANGED):
            number, place = number - 1, place - 1
            steps.append(Step(number, offset + place))
        elif cost == rows[number - 1][place] + _ADDED:
            number -= 1
            steps.append(Step(number, None))
        else:
            place -= 1
            steps.append(Step(None, offset + place))
    return steps[::-1]


def _without_loose_ends(
    asked_text: str, asked: Sequence[Word], source: Source, steps: list[Step]
) -> list[Step]:
    """Take apart changed words at an edge that in the source belong to another sentence."""
    for order in (1, -1):
        run = steps[::order]
        for at in range(len(run) - 1):
            one, other = run[at], run[at + 1]
            if one.asked is None or one.found is None or _is_same(asked, source, one):
                break
            if other.asked is None or other.found is None:
                break
            pairs = ((one.asked, other.asked), (one.found, other.found))
            (a1, a2), (f1, f2) = (sorted(pair) for pair in pairs)
            in_source = breaks_between(source.text, source.word(f1), source.word(f2))
            if in_source and not breaks_between(asked_text, asked[a1], asked[a2]):
                cut = [Step(step.asked, None) for step in run[: at + 1]]
                steps = [*cut, *run[at + 1 :]][::order]
                break
    return steps


def _is_same(asked: Sequence[Word], source: Source, step: Step) -> bool:
    if step.asked is None or step.found is None:
        return False
    return asked[step.asked].form == source.forms[step.found]


def _compare(
    asked_text: str, asked: Sequence[Word], source: Source, steps: Sequence[Step]
) -> tuple[list[Difference], int, list[int]]:
    """Return the differences, how many words they touch, and the asked words that are kept."""
    differences: list[Difference] = []
    changed = 0
    kept: list[int] = []
    at = 0
    while at < len(steps):
        if _is_same(asked, source, steps[at]):
            differences += _compare_same(asked_text, asked, source, steps, at)
            kept.append(steps[at].asked or 0)
            at += 1
            continue
        after = at
        while after < len(steps) and not _is_same(asked, source, steps[after]):
            after += 1
        ours = [s.asked for s in steps[at:after] if s.asked is not None]
        theirs = [s.found for s in steps[at:after] if s.found is not None]
        if says_the_same_glued([asked[i] for i in ours], [source.word(j) for j in theirs]):
            kept += ours
        elif ours or not _only_interrupts(source, theirs):
            differences.append(_difference(asked, source, steps, at, ours, theirs))
            changed += max(len(ours), len(theirs))
        at = after
    return differences, changed, kept


def _compare_same(
    asked_text: str, asked: Sequence[Word], source: Source, steps: Sequence[Step], at: int
) -> list[Difference]:
    """Return in what a word that both have differs: case, or the punctuation behind it."""
    one, other = steps[at].asked, steps[at].found
    if one is None or other is None:
        return []
    our_end, their_end = asked[one].end, source.word(other).end
    is_first = one == 0 or other == _first_found(steps)
    differs = differs_in_case(asked[one], source.word(other), first=is_first)
    if at + 1 < len(steps) and _is_same(asked, source, steps[at + 1]):
        ours = telling_marks(asked_text, our_end, asked[one + 1].start)
        theirs = telling_marks(source.text, their_end, source.word(other + 1).start)
        if ours != theirs:
            differs = True
            our_end = _with_marks(asked_text, our_end, asked[one + 1].start)
            their_end = _with_marks(source.text, their_end, source.word(other + 1).start)
    if not differs:
        return []
    lead = Span(source.word(other).start, their_end)
    return [Difference(DifferenceKind.CHANGED, lead, Span(asked[one].start, our_end))]


def _with_marks(text: str, start: int, end: int) -> int:
    """Return where the marks that hang on a word end."""
    return start + len(text[start:end].split(maxsplit=1)[0]) if text[start:end].strip() else start


def _only_interrupts(source: Source, found: Sequence[int]) -> bool:
    if not 0 < len(found) <= _LONGEST_INTERRUPTION:
        return False
    before, after = found[0] - 1, found[-1] + 1
    if before < 0 or after >= len(source.forms):
        return False
    return is_interruption(source.text, source.word(before).end, source.word(after).start)


def _difference(
    asked: Sequence[Word],
    source: Source,
    steps: Sequence[Step],
    at: int,
    ours: Sequence[int],
    theirs: Sequence[int],
) -> Difference:
    """Return the difference of a run of steps; an empty side stands behind the word before."""
    if ours and theirs:
        kind = DifferenceKind.CHANGED
    else:
        kind = DifferenceKind.ADDED if ours else DifferenceKind.CUT
    before = steps[at - 1] if at else None
    lead = _span_of(source.word, theirs, before and before.found, _first_found(steps))
    other = _span_of(asked.__getitem__, ours, before and before.asked, 0)
    return Difference(kind, lead, other)


def _first_found(steps: Sequence[Step]) -> int:
    """Return the first word of the source that an alignment takes in."""
    return next(step.found for step in steps if step.found is not None)


def _span_of(
    word: Callable[[int], Word], numbers: Sequence[int], before: int | None, first: int
) -> Span:
    if numbers:
        return Span(word(numbers[0]).start, word(numbers[-1]).end)
    place = word(before).end if before is not None else word(first).start
    return Span(place, place)
