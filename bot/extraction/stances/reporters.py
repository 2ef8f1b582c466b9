"""Who reports a stance that is somebody else's: "Berg said Aros opposed the deal"."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol

from bot.extraction.clauses import find_governor, is_plural
from bot.extraction.cues import Cue, CueKind
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import Form, word_class
from bot.extraction.stances.subjects import guess_form
from bot.extraction.subjects import find_subject
from bot.language.layout import Layout
from bot.records import Quotation, QuotationKind, Span


class Resolved(Protocol):
    """Whom a phrase stands for."""

    @property
    def actors(self) -> tuple[str, ...]:
        """Keys of actors; none where unresolved."""
        ...


class Resolves(Protocol):
    """Anything that can tell whom a phrase stands for; ``bot.extraction.actors.ActorIndex``."""

    def resolve(self, span: Span) -> Resolved:
        """Return whom the phrase at ``span`` stands for."""
        ...


def cues_between(cues: list[Cue], first: int, after_last: int) -> list[Cue]:
    """Return the cues that begin in ``[first, after_last)``."""
    return cues[bisect_left(cues, (first,)) : bisect_left(cues, (after_last,))]


class Reporters:
    """Finds who reports the stances of one text."""

    def __init__(
        self,
        layout: Layout,
        phrases: list[Phrase],
        cues: list[Cue],
        attributions: Sequence[Quotation],
        actors: Resolves,
    ) -> None:
        self._layout = layout
        self._phrases = phrases
        self._cues = cues
        self._actors = actors
        self._reported = sorted(
            (
                it
                for it in attributions
                if it.kind is not QuotationKind.DIRECT and it.cue and it.speaker
            ),
            key=lambda it: it.content.start,
        )

    def find(self, reading: Reading) -> Span | None:
        """Return who reports the stance of somebody else, where the sentence names them."""
        phrase = reading.subject.phrase
        if phrase.kind is PhraseKind.PRONOUN:
            return None
        return self._find_by_rules(reading) or self._find_attributed(reading)

    def _find_attributed(self, reading: Reading) -> Span | None:
        """Return whose reported clause holds subject and cue of a reading."""
        layout, phrase = self._layout, reading.subject.phrase
        first, after_last = phrase.first, max(phrase.after_last, reading.cue[1])
        own = layout.span(min(first, reading.cue[0]), after_last)
        at = bisect_right(self._reported, own.start, key=lambda it: it.content.start) - 1
        if at < 0:
            return None
        speaker = self._reported[at].speaker
        if speaker is None or not self._reported[at].content.holds(own):
            return None
        words = layout.tokens_in(speaker)
        is_here = layout.sentence_of[words[0]] == layout.sentence_of[phrase.first]
        is_name = layout.tags[words[0]] not in "PHt"
        return self._unless_same(speaker, phrase) if is_here and is_name else None

    def _find_by_rules(self, reading: Reading) -> Span | None:
        """Return whose verb of saying governs the clause or closes the sentence."""
        layout, phrase = self._layout, reading.subject.phrase
        begin, end = layout.sentences[layout.sentence_of[reading.cue[0]]]
        governor = find_governor(layout, begin, phrase.first)
        for cue in cues_between(self._cues, begin, end):
            is_governor = cue.head == governor
            is_tail = cue.head > reading.cue[1] and _ends_sentence(cue, end)
            if cue.kind is CueKind.REPORTING or not (is_governor or is_tail):
                continue
            if layout.quote_of[cue.head] >= 0:
                continue
            reporter = find_subject(layout, self._phrases, cue)
            if (
                reporter is None
                or not _agrees(layout, cue, reporter)
                or (is_tail and not self._stands_off(cue, reporter))
            ):
                continue
            span = layout.span(reporter.first, reporter.after_last)
            is_overlap = span.touches(layout.span(phrase.first, phrase.after_last))
            if reporter.kind is not PhraseKind.PRONOUN and not is_overlap:
                return self._unless_same(span, phrase)
        return None

    def _unless_same(self, reporter: Span, phrase: Phrase) -> Span | None:
        text = self._layout.text
        actor = self._layout.span(phrase.first, phrase.after_last)
        own, other = self._actors.resolve(actor).actors, self._actors.resolve(reporter).actors
        is_same = own == other if own else actor.of(text).lower() == reporter.of(text).lower()
        return None if is_same else reporter

    def _stands_off(self, cue: Cue, reporter: Phrase) -> bool:
        """Tell whether "..., Berg said" or "..., according to Berg" stands behind a comma."""
        first = min(cue.first, reporter.first)
        beside = reporter.after_last >= cue.first - 1 and reporter.first <= cue.after_last + 1
        words = self._layout.lowers[reporter.first : reporter.after_last]
        is_thing = words[-1] in word_class("inanimate")
        return beside and not is_thing and self._layout.tags[first - 1] in ',"'


def _ends_sentence(cue: Cue, end: int) -> bool:
    """Tell whether a cue stands at the close: "..., Berg said on Tuesday."."""
    return end - cue.after_last <= 8


def _agrees(layout: Layout, cue: Cue, reporter: Phrase) -> bool:
    """Tell whether a verb can be that of its subject: not "as fever rises, state ..."."""
    is_base = guess_form(layout.lowers[cue.head]) is Form.BASE and cue.first == cue.head
    return not is_base or cue.kind is CueKind.ACCORDING or is_plural(layout, reporter)
