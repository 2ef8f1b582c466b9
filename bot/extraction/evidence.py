"""Which sentences read well alone: a cited line stands without its neighbours."""

from __future__ import annotations

import re
from typing import Final

from bot.language.dates.tense import is_past
from bot.language.layout import Layout
from bot.records import Span

_FEWEST_TOKENS: Final = 6
_MOST_TOKENS: Final = 90
_VERBISH: Final = frozenset("XVv")
_MARKS: Final = frozenset('"“”«»„')

#: What marks a line as the page's own business, not news: words, at the start of which a word
#: begins, and signs.
_PAGE_WORDS: Final = (
    "subscribe|newsletter|copyright|all rights reserved|getty images|hide caption|sign up"
    "|file photo|read more|click here|last updated|first published|updated|posted|caption"
    "|photo:|photos:|advertisement|follow us|more:|originally published"
    "|contributed to this report|just watched|must watch|replay more|need to know|retweet"
)
_BOILERPLATE: Final = re.compile(rf"(?i)\b(?:{_PAGE_WORDS})|©|https?://|www\.|@\w|\|")
#: The tokens without one of which the pattern finds nothing: it costs more than a look at them.
_PAGE_TOKENS: Final = frozenset(
    "subscribe subscribed newsletter newsletters copyright copyrighted reserved getty caption"
    " captions sign photo photos read click updated published posted advertisement follow :"
    " contributed watched watch replay know retweet © http https www @ |".split()
)


def reads_alone(layout: Layout, number: int) -> bool:
    """Tell whether a sentence is whole, has a verb, asks nothing and is no boilerplate."""
    first, after_last = layout.sentences[number]
    if _is_torn(layout, first) or _is_torn(layout, after_last):
        return False
    return _stands(layout, first, after_last, layout.sentence_span(number).of(layout.text))


def _is_torn(layout: Layout, at: int) -> bool:
    """Tell whether an initial was taken for the end of a sentence: "the old F. | major march"."""
    if not 1 < at < len(layout.words) or not layout.words[at][0].islower():
        return False
    initial = layout.words[at - 1] if layout.words[at - 1] != "." else layout.words[at - 2]
    return len(initial.rstrip(".")) == 1 and initial[0].isupper()


def _stands(layout: Layout, first: int, after_last: int, text: str) -> bool:
    if not _FEWEST_TOKENS <= after_last - first <= _MOST_TOKENS:
        return False
    if '"' in layout.tags[first:after_last] and not has_paired_marks(text):
        return False
    if not _ends_whole(layout, first, after_last) or not _has_verb(layout, first, after_last):
        return False
    if _PAGE_TOKENS.isdisjoint(layout.lowers[first:after_last]) and "@" not in text:
        return True
    return _BOILERPLATE.search(text) is None


def has_paired_marks(text: str) -> bool:
    """Tell whether every quotation mark has its partner."""
    if text.count('"') % 2:
        return False
    if "„" in text:
        return text.count("„") == text.count("“")
    return sum(map(text.count, "“«")) == sum(map(text.count, "”»"))


def _ends_whole(layout: Layout, first: int, after_last: int) -> bool:
    """Tell whether the last tokens are a full stop or "!", closing marks aside."""
    for i in range(after_last - 1, max(first, after_last - 4), -1):
        word = layout.words[i]
        if word in {".", "!", "。"} or (word[-1] == "." and len(word) > 1):
            return True
        if layout.tags[i] not in "\"')" and word != "}":
            return False
    return False


def _has_verb(layout: Layout, first: int, after_last: int) -> bool:
    if not _VERBISH.isdisjoint(layout.tags[first:after_last]):
        return True
    return any(map(is_past, layout.lowers[first:after_last]))


def cut_evidence(layout: Layout, number: int) -> Span | None:
    """Return the span of a sentence that reads alone, or None.

    A sentence inside a longer quotation is given without the mark that has no partner.
    """
    span = layout.sentence_span(number)
    if reads_alone(layout, number):
        return span
    text = span.of(layout.text)
    if text[0] in _MARKS:
        span = Span(span.start + 1, span.end)
    elif text[-1] in _MARKS:
        span = Span(span.start, span.end - 1)
    else:
        return None
    first, after_last = layout.sentences[number]
    return span if _stands(layout, first, after_last, span.of(layout.text)) else None


def widen_evidence(layout: Layout, number: int) -> Span | None:
    """Return a sentence that closes a quotation, with those of the quotation before it, or None.

    "“It is late. I oppose it,” Berg said." is shown whole: half of it has a mark without partner.
    """
    first, after_last = layout.sentences[number]
    quote = layout.quote_of[first]
    if quote < 0 or layout.quoted[quote].first >= first:
        return None
    opening = layout.sentences[layout.sentence_of[layout.quoted[quote].first]][0]
    span = Span(layout.starts[opening], layout.ends[after_last - 1])
    text = span.of(layout.text)
    is_whole = "\n" not in text and _stands(layout, opening, after_last, text)
    return span if is_whole else None
