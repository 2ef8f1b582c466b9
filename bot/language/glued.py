"""Words that lost the blank between them ("Jinpingreceived"), parted without touching the text."""

from __future__ import annotations

from functools import cache

from bot.language.lexicon import reporting_verbs, saying_verbs, tag_table, verb_lemmas

_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 3
# After a first name alone the head is unknown, so the verb has to be long enough to be no accident.
_SHORTEST_TAIL_AFTER_NAME = 6


@cache
def _tails() -> frozenset[str]:
    """Return the words that may be glued to the end of a name."""
    closed = {w for w, tag in tag_table().items() if tag in "XBIC" and w.isalpha() and w.islower()}
    return frozenset(
        word
        for words in (saying_verbs(), reporting_verbs(), verb_lemmas("common_verbs.txt"), closed)
        for word in words
        if len(word) >= _SHORTEST_TAIL
    )


@cache
def _tail_endings() -> tuple[str, ...]:
    """Return the last three letters of all tails: a quick test that most names fail."""
    return tuple({tail[-3:] for tail in _tails()})


def part_glued_words(words: list[str], starts: list[int]) -> tuple[list[str], list[int]]:
    """Part words such as "Jinpingreceived" into two tokens that touch.

    The head must be a name that the text also has by itself, or follow another word of a name
    ("Xi Jinpingreceived"); the tail must be a known verb or function word. Both lists come back
    unchanged where nothing is glued.
    """
    endings = _tail_endings()
    found = [
        (i, cut)
        for i, word in enumerate(words)
        if len(word) >= _SHORTEST_HEAD + _SHORTEST_TAIL
        and word[0].isupper()
        and word.endswith(endings)
        and (cut := _find_cut(words, i))
    ]
    if not found:
        return words, starts
    words, starts = words.copy(), starts.copy()
    for i, cut in reversed(found):
        word, start = words[i], starts[i]
        words[i : i + 1] = [word[:cut], word[cut:]]
        starts[i : i + 1] = [start, start + cut]
    return words, starts


def _find_cut(words: list[str], i: int) -> int:
    """Return where word ``i`` is to be cut, or 0."""
    word = words[i]
    if word in tag_table() or words.count(word) > 2:
        return 0
    tails = _tails()
    after_name = i > 0 and words[i - 1][0].isupper() and words[i - 1] not in tag_table()
    for cut in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL + 1):
        if word[cut:] not in tails:
            continue
        long_tail = len(word) - cut >= _SHORTEST_TAIL_AFTER_NAME
        if (after_name and long_tail) or word[:cut] in words:
            return cut
    return 0
