"""Timeline entries of texts that are read by word lists: sentences that name a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.language.dates import read_calendar_value
from bot.language.layout import Layout
from bot.language.vocabulary import Vocabulary
from bot.records import TimeExpression, TimelineEntry

#: A sentence with more dates than this is a list or a table.
_MOST_DATES = 4
#: How far from the start of a paragraph a dateline has its date.
_DATELINE_REACH = 8
#: How far before a date the verb of saying stands that it belongs to.
_SAYING_REACH = 6
_STOPS = frozenset(',;:."()-?!')


def find_listed_timeline(
    layout: Layout, vocabulary: Vocabulary, expressions: Sequence[TimeExpression]
) -> list[TimelineEntry]:
    """Return one entry for each date and sentence, in text order."""
    by_sentence: dict[int, list[TimeExpression]] = {}
    for it in expressions:
        by_sentence.setdefault(layout.sentence_at(it.span.start), []).append(it)
    entries: list[TimelineEntry] = []
    for sentence, found in by_sentence.items():
        if len(found) > _MOST_DATES:
            continue
        seen: set[date] = set()
        for it in found:
            dated = read_calendar_value(it.value)
            if dated is None or dated[0] in seen or _is_off_the_line(layout, vocabulary, it):
                continue
            seen.add(dated[0])
            evidence = layout.sentence_span(sentence)
            entries.append(
                TimelineEntry(date=dated[0], precision=dated[1], phrase=it.span, evidence=evidence)
            )
    return entries


def _is_off_the_line(layout: Layout, vocabulary: Vocabulary, it: TimeExpression) -> bool:
    """Tell whether a date heads the text, says when somebody spoke, or is as vague as this year."""
    first, after = layout.tokens_in(it.span)
    _, distance = vocabulary.dates.periods.get(tuple(layout.lowers[first:after]), ("", 1))
    if distance == 0:
        return True
    begin, end = layout.sentences[layout.sentence_of[first]]
    paragraph = layout.paragraphs[layout.paragraph_at(it.span.start)]
    heads = layout.starts[begin] == paragraph.start and first - begin <= _DATELINE_REACH
    if heads and (after >= end or layout.tags[after] in "-:)("):
        return True
    if heads and layout.lowers[after] in vocabulary.dates.datelines:
        return True
    for at in range(first - 1, max(begin, first - _SAYING_REACH) - 1, -1):
        if layout.tags[at] in _STOPS:
            return False
        if layout.tags[at] == "V":
            return True
    return False
