"""Words that lost the blank between them ("Jinpingreceived"), parted without touching the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from bot.language.lexicon import reporting_verbs, saying_verbs, tag_of, verb_lemmas

_SHORTEST_HEAD = 4
# After a first name alone the head is unknown, so the verb has to be long enough to be no accident.
_SHORTEST_TAIL_AFTER_NAME = 6
# What stands more often in one text is a word of its own.
_MOST_REPEATS = 2
_LONGEST_WORD = 40
_FREQUENT_TAILS = frozenset("says has was were will would could and after because".split())


@cache
def _tails() -> frozenset[str]:
    """Return the words that may be glued to the end of a name: past forms and a few others.

    Base forms, plurals and -ing forms are left out, because names and compounds end in them
    (Household, Fireworks, Broadcasting).
    """
    lists = (saying_verbs(), reporting_verbs(), verb_lemmas("common_verbs.txt"))
    return _FREQUENT_TAILS | {
        form
        for forms in lists
        for form, lemma in forms.items()
        if form != lemma and not form.endswith(("ing", "s")) and len(form) > 2
    }


def possible_cuts(word: str) -> tuple[int, ...]:
    """Return where a word could be cut so that its tail is a word of its own, its head a name."""
    tails = _tails()
    if len(word) > _LONGEST_WORD:
        return ()
    return tuple(
        cut
        for cut in range(_SHORTEST_HEAD, len(word) - 2)
        if word[cut:] in tails and "-" not in word and tag_of(word[:cut]) == "N"
    )


def find_glued_words(
    words: list[str], tags: list[str], candidates: Iterable[tuple[int, tuple[int, ...]]]
) -> list[tuple[int, int]]:
    """Return (token, where to cut it) for words that are a name with another word glued on.

    The head must be a name that the text also has by itself, or follow another word of a name
    ("Xi Jinpingreceived"); the tail must be a known verb or function word. ``candidates`` are the
    tokens with ``possible_cuts``.
    """
    counts: Counter[str] | None = None
    found: list[tuple[int, int]] = []
    for i, cuts in candidates:
        counts = counts or Counter(words)
        cut = _cut(words, tags, i, cuts, counts)
        if cut:
            found.append((i, cut))
    return found


def _cut(
    words: list[str], tags: list[str], i: int, cuts: tuple[int, ...], counts: Counter[str]
) -> int:
    """Return the one of ``cuts`` that the rest of the text speaks for, or 0."""
    word = words[i]
    if counts[word] > _MOST_REPEATS:
        return 0
    after_name = i > 0 and tags[i - 1] == "N"
    for cut in cuts:
        long_tail = len(word) - cut >= _SHORTEST_TAIL_AFTER_NAME
        if (after_name and long_tail) or word[:cut] in counts:
            return cut
    return 0
