"""Checked quotations: the verdict, the archive's words with what differs marked, who and where."""

from __future__ import annotations

from collections.abc import Sequence

from bot.results import Check, Citation, FoundWords, QuoteCheck, Verdict
from bot.wording import (
    MARKS_EXPLAINED,
    Mark,
    around_in_words,
    day_in_words,
    manner_in_words,
    mark_words,
    plural,
    verdict_in_words,
)
from handlers.views.blocks import context
from handlers.views.budget import Block, Item, Message, Part, fit
from handlers.views.cut import shorten
from handlers.views.lines import named_speaker, slanted, source_name, strong, without_clause, words
from handlers.views.mrkdwn import escape, label, web_address

_SIGNS = {Verdict.EXACT: "✓", Verdict.CLOSE: "≈"}
_NO = "✗"
#: Longest shown words of what was checked, and of the archive's where all of them are the same.
_LONGEST_ASKED = 200
_LONGEST_SAME = 1500
_MOST_OUTLETS = 3
_STYLES = {Mark.ARCHIVE: "bold", Mark.CHECKED: "strike", Mark.LEFT_OUT: "italic"}


def check_message(check: Check) -> Message:
    """Return the message for checked quotations, one block each."""
    items = [Item(block=_check_block(each, alone=len(check.checks) == 1)) for each in check.checks]
    tail = []
    if any(_is_marked(each) for each in check.checks):
        tail.append(context(MARKS_EXPLAINED))
    if check.unchecked:
        more = plural(check.unchecked, "quotation")
        tail.append(context(f"{more} more in this text: check them in a message of their own."))
    return Message(text=_summary(check), blocks=fit([], [Part(items=items)], tail))


def _summary(check: Check) -> str:
    if len(check.checks) == 1:
        only = check.checks[0]
        return f"“{escape(label(only.words, 80))}”: {escape(verdict_in_words(only))}"
    fine = sum(each.verdict in _SIGNS for each in check.checks)
    return f"{fine} of {plural(len(check.checks), 'quotation')} found in the archive."


def _is_marked(check: QuoteCheck) -> bool:
    return check.found is not None and bool(check.found.differences)


def _check_block(check: QuoteCheck, *, alone: bool) -> Block:
    """Return one quotation as a block; where several were checked, with the words asked about."""
    sign = _SIGNS.get(check.verdict, _NO)
    head = [strong(f"{sign} {verdict_in_words(check)}")]
    if check.note:
        head.append(slanted(f" {label(check.note, 300)}"))
    if not alone or check.found is None:
        asked = label(check.words, _LONGEST_ASKED)
        head.append(words(f"\n“{asked}”"))
    elements = [{"type": "rich_text_section", "elements": head}]
    if check.found is not None:
        elements += _found_elements(check.words, check.found)
    return {"type": "rich_text", "elements": elements}


def _found_elements(asked: str, found: FoundWords) -> list[Block]:
    parts = [
        _styled(shorten(text, _LONGEST_SAME) if not found.differences else text, mark)
        for text, mark in mark_words(asked, found)
    ]
    quote = {"type": "rich_text_quote", "elements": [words("“"), *parts, words("”")]}
    source = [*_speaker(found), words(" · "), *_linked(found.citation)]
    if found.citation.published:
        source.append(words(f", {day_in_words(found.citation.published)}"))
    source += _also_in(found.also_in)
    for name, text in zip(("Before", "After"), around_in_words(found), strict=True):
        if text:
            source += [words("\n"), slanted(f"{name}: "), words(text)]
    return [quote, {"type": "rich_text_section", "elements": source}]


def _styled(text: str, mark: Mark) -> Block:
    element = words(text)
    return {**element, "style": {_STYLES[mark]: True}} if mark in _STYLES else element


def _speaker(found: FoundWords) -> list[Block]:
    if found.kind is None:
        return [slanted("Nobody says it there")]
    written = label(without_clause(found.speaker_as_written or ""), 80)
    if found.speaker:
        who = named_speaker(found.speaker, written)
    else:
        called = [words(f" (“{written}” in the text)")] if written else []
        who = [slanted("Speaker unknown"), *called]
    if manner := manner_in_words(found.kind, label(found.cue or "")):
        who.append(slanted(f", {manner}"))
    return who


def _linked(citation: Citation) -> list[Block]:
    name, address = source_name(citation), web_address(citation.address)
    return [{"type": "link", "url": address, "text": name} if address else words(name)]


def _also_in(citations: Sequence[Citation]) -> list[Block]:
    elements: list[Block] = []
    for citation in citations[:_MOST_OUTLETS]:
        elements += [words(", " if elements else " · also in "), *_linked(citation)]
    more = len(citations) - _MOST_OUTLETS
    return [*elements, words(f" and {more:,} more")] if more > 0 else elements
