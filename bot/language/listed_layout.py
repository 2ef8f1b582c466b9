"""Words, sentences, paragraphs and quoted stretches of a text by the word lists of its language.

The counterpart of ``layout.lay_out`` for all languages but English; tags are the letters of
``vocabulary``, one a token.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from bot.language.all_marks import find_all_stretches
from bot.language.layout import LONGEST_SENTENCE_TOKENS, Layout, Quoted, add_sentence
from bot.language.quote_marks import Ending
from bot.language.vocabulary import (
    DETERMINER,
    INSIDE,
    NAME,
    NUMBER,
    PARTICLE,
    PREPOSITION,
    ROLE,
    SAYING,
    WORD,
    Vocabulary,
    fold,
)
from bot.language.wrapping import find_paragraphs
from bot.records import Span

_FULL_STOPS = frozenset("。！？｡")
_STOPS = frozenset((".", "?", "!", "…", "...", "؟", "।", "։")) | _FULL_STOPS
_HANGING = _STOPS | frozenset(")]）」』”'’")
_PUNCTUATION = {
    ",": ",", "，": ",", "、": ",", "،": ",", ";": ";", "；": ";", ":": ":", "：": ":",
    ".": ".", "。": ".", "｡": ".", "…": ".", "...": ".", "?": "?", "？": "?", "؟": "?", "!": "!",
    "！": "!", "(": "(", "（": "(", "[": "(", ")": ")", "）": ")", "]": ")", "-": "-", "–": "-",
    "—": "-", "―": "-", "--": "-", "‑": "-",
    **dict.fromkeys("„“”‟\"«»「」『』〝〞〟＂‹›‚‘’'", '"'), "''": '"', "``": '"',
}  # fmt: skip
_DASHES = frozenset("—–―")
_SHORTEST_DASHED = 4
_BEFORE_NOUNS = frozenset((DETERMINER, PREPOSITION))
_VERBAL = frozenset("VvXA")
#: Behind these a clause has ended, and its particle stands before them.
_CLAUSE_ENDS = frozenset(',;:.?!"-CB')
#: How far behind its verb a particle may stand, in tokens.
_PARTICLE_REACH = 60
#: A day of a month or an ordinal has no more figures.
_MOST_FIGURES = 2


def lay_out_listed(text: str, vocabulary: Vocabulary) -> Layout:
    """Cut ``text`` into tokens, sentences and paragraphs, in time linear in its length."""
    places = [match.span() for match in vocabulary.token.finditer(text)]
    words = [text[start:end] for start, end in places]
    starts = [start for start, _ in places]
    ends = [end for _, end in places]
    lowers = list(map(fold, words))
    paragraphs = find_paragraphs(text)
    quoted = _find_quoted(text, starts, ends, paragraphs)
    closing = frozenset(bisect_left(starts, it.span.end - 1) for it in quoted if it.closed)
    sentences = _find_sentences(words, lowers, starts, ends, paragraphs, closing, vocabulary)
    tags = _settle(_tag(words, lowers, vocabulary), words, lowers, sentences, vocabulary)
    if vocabulary.shape.dialogue_dashes:
        quoted = _with_dash_speech(text, words, starts, ends, tags, paragraphs, quoted)
    quote_of = [-1] * len(words)
    for number, stretch in enumerate(quoted):
        low, high = _tokens(starts, stretch.span)
        quote_of[low:high] = [number] * (high - low)
    sentence_of = [
        number for number, (first, after) in enumerate(sentences) for _ in range(first, after)
    ]
    return Layout(
        text,
        words,
        lowers,
        starts,
        ends,
        tags,
        sentences,
        sentence_of,
        paragraphs,
        quoted,
        quote_of,
    )


def _tokens(starts: list[int], span: Span) -> tuple[int, int]:
    return bisect_left(starts, span.start), bisect_left(starts, span.end)


def _tag(words: list[str], lowers: list[str], vocabulary: Vocabulary) -> str:
    """Return the class of each token; the later words of a phrase are tagged as inside it."""
    tags: list[str] = []
    listed, phrases = vocabulary.tags, vocabulary.phrases
    skip = 0
    for at, lower in enumerate(lowers):
        if at < skip:
            continue
        for phrase, tag in phrases.get(lower, ()):
            if tuple(lowers[at : at + len(phrase)]) == phrase:
                skip = at + len(phrase)
                tags += [tag, *(INSIDE * (len(phrase) - 1))]
                break
        else:
            tags.append(listed.get(lower) or _tag_unlisted(words[at], lower, vocabulary))
    return "".join(tags)


def _settle(
    tags: str,
    words: list[str],
    lowers: list[str],
    sentences: list[tuple[int, int]],
    vocabulary: Vocabulary,
) -> str:
    """Return the tags as they are in their sentences.

    A word that owes its capital to its place is no name; where nouns have capitals, one with a
    capital is no verb; a verb that needs its particle ("gab ... an") is none of saying without.
    """
    settled = list(tags)
    seen = frozenset(words)
    for first, after in sentences:
        for at in range(first, after):
            if settled[at] not in _VERBAL:
                continue
            is_noun = vocabulary.shape.capital_nouns and words[at][0].isupper() and at > first
            if is_noun and words[at][1:].islower() and settled[at - 1] not in '":':
                settled[at] = NAME
            elif not _has_particle(at, after, lowers, tags, vocabulary):
                settled[at] = WORD
            elif settled[at] == SAYING and at > first and settled[at - 1] in _BEFORE_NOUNS:
                settled[at] = WORD  # "la replica", "nel comunicato": verbs elsewhere
        while first < after - 1 and settled[first] in '"-(*':
            first += 1
        if settled[first] == NAME and words[first][1:].islower():
            lower = lowers[first]
            is_word = lower in vocabulary.common or lower in seen
            if is_word and settled[first + 1 : first + 2] != [NAME]:
                settled[first] = WORD
    return "".join(settled)


def _has_particle(
    at: int, after: int, lowers: list[str], tags: str, vocabulary: Vocabulary
) -> bool:
    """Tell whether one of the particles that a verb needs ends its clause, or it needs none."""
    needed = vocabulary.separable.get(lowers[at])
    if needed is None:
        return True
    return any(
        lowers[i] in needed and (i + 1 == after or tags[i + 1] in _CLAUSE_ENDS)
        for i in range(at + 1, min(after, at + _PARTICLE_REACH))
    )


def _tag_unlisted(word: str, lower: str, vocabulary: Vocabulary) -> str:
    first = word[0]
    punctuation = _PUNCTUATION.get(word)
    if punctuation:
        return punctuation
    if first.isdigit():
        return NUMBER
    if first.isupper():
        return NAME
    if lower in vocabulary.shape.particles:
        return PARTICLE
    if first.isalpha():
        return ROLE if lower.endswith(vocabulary.role_endings or ("\0",)) else WORD
    return "*"


def _find_sentences(
    words: list[str],
    lowers: list[str],
    starts: list[int],
    ends: list[int],
    paragraphs: list[Span],
    closing: frozenset[int],
    vocabulary: Vocabulary,
) -> list[tuple[int, int]]:
    """Return the token ranges of the sentences; each paragraph begins a new one.

    ``closing`` are the tokens that close a quoted stretch.
    """
    sentences: list[tuple[int, int]] = []
    for paragraph in paragraphs:
        first, after = _tokens(starts, paragraph)
        begin = at = first
        while at < after:
            if words[at] not in _STOPS:
                at += 1
                continue
            end = at + 1
            while end < after and (
                end in closing or (words[end] in _HANGING and ends[end - 1] == starts[end])
            ):
                end += 1
            if end < after and _is_end(words, lowers, starts, ends, at, end, vocabulary):
                add_sentence(sentences, begin, end)
                begin = end
            at = end
        add_sentence(sentences, begin, after)
    return sentences


def _is_end(
    words: list[str],
    lowers: list[str],
    starts: list[int],
    ends: list[int],
    at: int,
    end: int,
    vocabulary: Vocabulary,
) -> bool:
    """Tell whether a sentence ends with the stop at ``at``, marks up to ``end`` included."""
    following = words[end]
    if words[at] in _FULL_STOPS or words[end - 1] in _FULL_STOPS:
        # Behind a closing mark, a comma or a verb goes on; nothing shows but the comma.
        return following not in {"，", "、", "；"}
    if ends[end - 1] == starts[end]:
        # A blank that was lost, or a stop inside a name.
        return words[at] == "." and following[0].isupper() and len(words[at - 1]) > 1
    if following in {",", ";", ":"} or (following[0] in "–—-" and _goes_on(words, at, end)):
        return False
    opens = not following[0].islower()
    if words[at] != "." or end > at + 1:
        return opens
    before = lowers[at - 1] if at else ""
    is_initial = (
        len(before) == 1
        and before.isalpha()
        and (words[at - 1].isupper() or (len(following) == 1 and following.isalpha()))
    )
    if before in vocabulary.abbreviations or is_initial:
        return False
    if before.isdigit() and vocabulary.shape.ordinal_stop and len(before) <= _MOST_FIGURES:
        return opens and vocabulary.tags.get(lowers[end], "") in set("DPI")
    return opens


def _goes_on(words: list[str], at: int, end: int) -> bool:
    """Tell whether a dash at ``end`` goes on with the sentence: "Why? — asked X"."""
    return end > at + 1 or (end + 1 < len(words) and words[end + 1][0].islower())


def _find_quoted(
    text: str, starts: list[int], ends: list[int], paragraphs: list[Span]
) -> list[Quoted]:
    quoted: list[Quoted] = []
    for stretch in find_all_stretches(text, paragraphs):
        first = bisect_left(starts, stretch.inner_start)
        after = max(first, bisect_right(ends, stretch.inner_end))
        span, inner = Span(stretch.start, stretch.end), Span(*stretch[2:4])
        closed = stretch.ending is Ending.CLOSED
        quoted.append(Quoted(span, inner, first, after, stretch.continues, closed))
    return quoted


def _with_dash_speech(
    text: str,
    words: list[str],
    starts: list[int],
    ends: list[int],
    tags: str,
    paragraphs: list[Span],
    quoted: list[Quoted],
) -> list[Quoted]:
    """Return the stretches with those that a dash opens at the start of a paragraph.

    Such a stretch counts only where an attribution ends it: "— Yes, — said X"; "—Yes —said X—".
    """
    found: list[Quoted] = []
    marked = [stretch.span.start for stretch in quoted]
    for paragraph in paragraphs:
        first, after = _tokens(starts, paragraph)
        has_marks = bisect_left(marked, paragraph.start) < bisect_left(marked, paragraph.end)
        if after - first < _SHORTEST_DASHED or words[first] not in _DASHES or has_marks:
            continue
        end = _end_of_speech(words, tags, first + 1, min(after, first + LONGEST_SENTENCE_TOKENS))
        if end > first + 1:
            span = Span(starts[first], ends[end - 1])
            inner = Span(starts[first + 1], ends[end - 1])
            found.append(Quoted(span, inner, first + 1, end, False, True))
    return sorted([*quoted, *found]) if found else quoted


def _end_of_speech(words: list[str], tags: str, first: int, after: int) -> int:
    """Return the token behind the speech that an attribution ends, or 0 where none does."""
    for at in range(first, after - 1):
        verb = at + 1
        if words[at] in _DASHES or tags[at] == ",":
            if tags[at] == "," and tags[verb] == "-":
                verb += 1
            while verb < after - 1 and tags[verb] == "X":
                verb += 1
            if tags[verb : verb + 1] == "V":
                return at
    return 0
