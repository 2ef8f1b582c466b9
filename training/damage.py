"""Texts as feeds spoil them: lost capitals, other marks, lost closers, glued words, other names.

Every form of damage is a list of edits; the annotations move along with them, so that a spoilt
text is as well annotated as the clean one.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.language.layout import lay_out
from training.annotated import AnnotatedText


class Edit(NamedTuple):
    """Code points ``[start, end)`` become other ones."""

    start: int
    end: int
    put: str


Damage = Callable[[str, random.Random], list[Edit]]


def apply_edits(original: AnnotatedText, edits: list[Edit]) -> AnnotatedText:
    """Return the text with edits made and its annotations moved; overlapping edits are dropped."""
    parts: list[str] = []
    # Where the text was edited: offset behind the edit, before and after.
    old_ends, new_ends = [0], [0]
    length = 0
    for edit in sorted(edits):
        if edit.start < old_ends[-1]:
            continue
        kept = original.text[old_ends[-1] : edit.start]
        parts += (kept, edit.put)
        length += len(kept) + len(edit.put)
        old_ends.append(edit.end)
        new_ends.append(length)
    parts.append(original.text[old_ends[-1] :])

    def move(offset: int) -> int:
        at = bisect_right(old_ends, offset) - 1
        moved = new_ends[at] + offset - old_ends[at]
        # Offsets inside an edit go to its start.
        return min(moved, new_ends[at + 1]) if at + 1 < len(new_ends) else moved

    return original.moved("".join(parts), move)


def lower_starts(text: str, chance: random.Random) -> list[Edit]:
    """Lower-case the first letter of a share of the sentences."""
    share = chance.choice((0.3, 0.6, 1.0))
    layout = lay_out(text)
    edits = []
    for first, after_last in layout.sentences:
        at = next((i for i in range(first, after_last) if layout.words[i][0].isalpha()), None)
        if at is not None and layout.words[at][0].isupper() and chance.random() < share:
            start = layout.starts[at]
            edits.append(Edit(start, start + 1, text[start].lower()))
    return edits


# Straight marks are what feeds write most often, so they stand here twice.
_MARKS: Sequence[dict[str, str]] = (
    {"“": '"', "”": '"', "‘": "'", "’": "'"},
    {"“": '"', "”": '"', "‘": "'", "’": "'"},
    {"“": "“", "”": "”", "’": "'", "‘": "'"},
    {"“": "‘", "”": "’"},
    {"“": "'", "”": "'", "’": "'"},
    {"“": "«", "”": "»"},
    {"“": "„", "”": "“"},
    {"“": "``", "”": "''", "’": "'"},
)


def change_marks(text: str, chance: random.Random) -> list[Edit]:
    """Write all marks of quotation in another style."""
    style = chance.choice(_MARKS)
    text = _curled(text)
    return [Edit(i, i + 1, style[sign]) for i, sign in enumerate(text) if sign in style]


def _curled(text: str) -> str:
    """Return the text with straight double marks made curly, by what stands before them."""
    return re.sub(r'(^|[\s(\[—–-])"', r"\1“", text).replace('"', "”")


def drop_closers(text: str, chance: random.Random) -> list[Edit]:
    """Lose one closing mark in twelve."""
    return [
        Edit(match.start(), match.end(), "")
        for match in re.finditer(r"”|(?<=[\w.,!?])\"", text)
        if chance.random() < 1 / 12
    ]


def glue_words(text: str, chance: random.Random) -> list[Edit]:
    """Lose a blank behind a name, a comma or a full stop here and there."""
    return [
        Edit(match.start(), match.end(), "")
        for match in re.finditer(r"(?<=[a-z]) (?=[a-z])(?<=\b[A-Z]\w{3} )|(?<=[.,”]) (?=\w)", text)
        if chance.random() < 0.04
    ]


def join_paragraphs(text: str, chance: random.Random) -> list[Edit]:
    """Lose the line ends between a share of the paragraphs."""
    share = chance.choice((0.3, 1.0))
    return [
        Edit(match.start(), match.end(), " ")
        for match in re.finditer(r"\s*\n\s*", text)
        if chance.random() < share
    ]


def lower_all(text: str, chance: random.Random) -> list[Edit]:
    """Lose all capitals."""
    return [Edit(i, i + 1, sign.lower()) for i, sign in enumerate(text) if sign.isupper()]


def swap_names(names: Sequence[str]) -> Damage:
    """Return a damage that calls the people and places of a text by other names, each always so.

    What is learnt on one country's election then holds for names never seen.
    """

    def swap(text: str, chance: random.Random) -> list[Edit]:
        layout = lay_out(text)
        counts = Counter(
            word
            for word, tag in zip(layout.words, layout.tags, strict=True)
            if tag == "N" and word[0].isupper() and len(word) > 2
        )
        often = [word for word, count in counts.items() if count > 1]
        others = {word: chance.choice(names) for word in often if chance.random() < 0.8}
        return [
            Edit(layout.starts[i], layout.ends[i], others[word])
            for i, word in enumerate(layout.words)
            if word in others and layout.tags[i] == "N"
        ]

    return swap


def collect_names(texts: Sequence[str]) -> list[str]:
    """Return the words of names that texts use, each once."""
    found: dict[str, None] = {}
    for text in texts:
        layout = lay_out(text)
        for word, tag in zip(layout.words, layout.tags, strict=True):
            if tag == "N" and word[0].isupper() and word[1:].islower() and len(word) > 2:
                found[word] = None
    return list(found)


def spoil(original: AnnotatedText, chance: random.Random, names: Sequence[str]) -> AnnotatedText:
    """Return the text with several kinds of damage or, one time in three, with none."""
    kinds: list[tuple[float, Damage]] = [
        (0.3, swap_names(names)),
        (0.2, change_marks),
        (0.18, lower_starts),
        (0.08, join_paragraphs),
        (0.1, glue_words),
        (0.1, drop_closers),
        (0.03, lower_all),
    ]
    for share, damage in kinds:
        if chance.random() < share:
            original = apply_edits(original, damage(original.text, chance))
    return original
