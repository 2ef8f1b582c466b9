"""What became of links and files that somebody added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.records import DocumentCard, Source
from bot.wording import day_in_words, plural
from handlers.views.blocks import context
from handlers.views.budget import Block, Item, Message, Part, fit
from handlers.views.lines import slanted, words
from handlers.views.mrkdwn import escape, label, web_address

_LONGEST_NAME = 120
_LONGEST_WHY = 400
#: Longest address that is worth typing again.
_LONGEST_TYPED = 150


class Fate(StrEnum):
    """What became of one link or file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    COPY = "copy"
    FOLLOWED = "followed"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """One thing that was added, or why it was not.

    Attributes:
        item: the address or the file's name, as it was given.
        card: the stored document; of a copy, the one that holds its words.
        source: the feed that is followed.
        why: of what failed, one sentence for the person.
        try_again: what can be typed to try once more, where that can help.
        for_everyone: everybody in the workspace may see it.
        facts_follow: it can be searched, but quotations, positions and dates are still to come.
    """

    item: str
    fate: Fate
    card: DocumentCard | None = None
    source: Source | None = None
    why: str = ""
    try_again: str = ""
    for_everyone: bool = False
    facts_follow: bool = False


_HEADS = {
    Fate.ADDED: "Added",
    Fate.CHANGED: "Brought up to date",
    Fate.UNCHANGED: "Already here",
    Fate.COPY: "Same words as",
    Fate.FOLLOWED: "Now following the feed",
    Fate.FAILED: "Not added",
}


#: What is said while a removal takes its time.
WORKING = Message(text="Removing…", blocks=(context("Removing…"),))


def reading_message(links: int, files: int = 0) -> Message:
    """Return what is said while reading takes its time: ``Reading 3 links and 1 file…``."""
    counts = [plural(count, noun) for count, noun in ((links, "link"), (files, "file")) if count]
    text = f"Reading {' and '.join(counts)}…"
    return Message(text=text, blocks=(context(text),))


def added_message(outcomes: Sequence[Outcome], *, here: str, left_out: int = 0) -> Message:
    """Return what became of everything that somebody added at once.

    Args:
        outcomes: in the order in which the things were given.
        here: what "only" is where it was added: ``this channel``, ``this conversation``.
        left_out: how many more there were than are taken at once.
    """
    kept = [each for each in outcomes if each.fate is not Fate.FAILED]
    is_mixed = len({each.for_everyone for each in kept}) > 1
    items = [Item(block=_block(each, _seen(each, here) if is_mixed else "")) for each in outcomes]
    tail = [context(line) for line in _notes(kept, here, is_mixed=is_mixed, left_out=left_out)]
    return Message(text=_summary(outcomes), blocks=fit((), [Part(items=items)], tail))


def _notes(kept: Sequence[Outcome], here: str, *, is_mixed: bool, left_out: int) -> list[str]:
    notes = []
    if any(each.facts_follow for each in kept):
        notes.append("It can be found at once; quotations, positions and dates follow in a moment.")
    if kept and not is_mixed:
        notes.append(f"{_seen(kept[0], here)}.")
    if left_out:
        notes.append(f"{left_out:,} more were left out; share them in messages of their own.")
    return notes


def _seen(outcome: Outcome, here: str) -> str:
    who = "Everybody in this workspace can" if outcome.for_everyone else f"Only {here} can"
    return f"{who} see it"


def _summary(outcomes: Sequence[Outcome]) -> str:
    """Return the sentence of the notification: the one thing by its name, several as counts."""
    if len(outcomes) == 1:
        (only,) = outcomes
        tail = f": {_sentence(only.why)}" if only.why else ""
        return f"{_HEADS[only.fate]}: {escape(_name(only))}{escape(tail)}"
    counts = Counter(_HEADS[each.fate] for each in outcomes)
    said = [f"{head.lower()}: {counts[head]}" for head in _HEADS.values() if counts[head]]
    return f"{', '.join(said).capitalize()}."


def _block(outcome: Outcome, seen: str) -> Block:
    """Return head and name on one line, and what there is to say below it."""
    head = {"type": "text", "text": f"{_HEADS[outcome.fate]}: ", "style": {"bold": True}}
    elements = [head, _linked(outcome)]
    for line in _below(outcome, seen):
        elements += [words("\n"), *line]
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "elements": [section]}


def _below(outcome: Outcome, seen: str) -> list[list[Block]]:
    lines: list[list[Block]] = []
    if outcome.fate is Fate.FAILED:
        lines.append(in_code(_sentence(outcome.why)))
        if outcome.try_again and len(outcome.try_again) <= _LONGEST_TYPED:
            lines.append([words("Try again in a while: "), _code(outcome.try_again)])
        return lines
    if outcome.fate is Fate.COPY:
        lines.append([slanted(f"{label(outcome.item, _LONGEST_NAME)} is kept as “also in”.")])
    if outcome.fate is Fate.FOLLOWED:
        lines.append([words("New articles come in by themselves. "), _code("/brief sources")])
    about = (_file_name(outcome), *_outlet_and_day(outcome.card), seen)
    if told := " · ".join(part for part in about if part):
        lines.append([words(told)])
    return lines


def _sentence(why: str) -> str:
    """Return a reason as a sentence, since lists of failures have it in the midst of one.

    A host name at its start stays as it is written.
    """
    words = label(why, _LONGEST_WHY)
    end = "" if words.endswith((".", "!", "?", "…", ".”")) or not words else "."
    start = words.partition(" ")[0]
    begin = words[:1].upper() if start.isalpha() else words[:1]
    return f"{begin}{words[1:]}{end}"


def _file_name(outcome: Outcome) -> str:
    """Return what a file is called where its document has another title."""
    given = label(outcome.item, 60)
    is_link = web_address(outcome.item) is not None
    return "" if is_link or outcome.card is None or given == _name(outcome) else given


def _outlet_and_day(card: DocumentCard | None) -> tuple[str, ...]:
    if card is None:
        return ()
    day = day_in_words(card.published) if card.published else "date unknown"
    return label(card.outlet, 60), day


def in_code(sentence: str) -> list[Block]:
    """Return a sentence as text elements, what stands between backticks set as code."""
    parts = sentence.split("`")
    if len(parts) % 2 == 0:
        return [words(sentence)]
    elements = [_code(part) if place % 2 else words(part) for place, part in enumerate(parts)]
    return [each for each in elements if each["text"]] or [words("–")]


def _code(text: str) -> Block:
    return {"type": "text", "text": label(text, 300), "style": {"code": True}}


def _linked(outcome: Outcome) -> Block:
    """Return the name of what was added, linked where it has a web address."""
    address = web_address(_address(outcome))
    name = _name(outcome)
    return {"type": "link", "url": address, "text": name} if address else words(name)


def _name(outcome: Outcome) -> str:
    named = ""
    if outcome.card is not None:
        named = outcome.card.title
    elif outcome.source is not None:
        named = outcome.source.title or outcome.source.address
    return label(named, _LONGEST_NAME) or label(outcome.item, _LONGEST_NAME) or "untitled"


def _address(outcome: Outcome) -> str | None:
    if outcome.card is not None:
        return outcome.card.url
    return outcome.source.address if outcome.source is not None else outcome.item
