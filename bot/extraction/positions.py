"""Positions: who supports, opposes, demands, denies, accuses, promises or threatens what.

A word of the stance lexicon makes a position only where its sentence leaves one reading: a
certain subject, the words the lexicon asks for behind it, no condition, question or doubt.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Final, NamedTuple

from bot.extraction.clauses import find_governor, is_plural
from bot.extraction.cues import Cue
from bot.extraction.evidence import cut_evidence, widen_evidence
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.extraction.stances.actors import is_body, whole_actor, whole_phrase
from bot.extraction.stances.cues import clean_cue
from bot.extraction.stances.doubts import is_doubted
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import word_class
from bot.extraction.stances.obligations import read_obligations
from bot.extraction.stances.readings import read_stances
from bot.extraction.stances.reporters import Reporters, Resolves, cues_between
from bot.extraction.stances.senses import tells_about
from bot.extraction.stances.sources import find_sources, is_disputed, read_attributed
from bot.extraction.stances.undertakings import read_undertakings
from bot.extraction.stances.verdicts import read_verdicts
from bot.extraction.stances.whole_targets import whole_target, with_relative
from bot.extraction.subjects import find_subject
from bot.language.layout import Layout
from bot.records import Position, Quotation, Span, Stance

_FIRST_PERSON: Final = frozenset({"i", "we", "my", "our"})
_OWNERS: Final = frozenset({"his", "her"})
_THIRD_PERSON: Final = frozenset({"it", "they", "he", "she"})
_NO_ACTOR: Final = frozenset({"you", "there", "first"})
_GENERIC: Final = frozenset({"anyone", "someone", "everyone", "those", "people", "one"})
#: "Thousands of people", "2,000 people".
_COUNTS: Final = ("dozens", "hundreds", "thousands", "millions", *"0123456789")
_WHERE: Final = frozenset({"in", "at", "near", "from", ","})
_WHOLE: Final = frozenset({"both", "all"})
_MOST_MODIFIERS: Final = 3
_SPORT_WORDS: Final = 2
_SPORT_WORDS_OF_TEXT: Final = 5
#: One word of sport in so many makes a text one about sport.
_SPORT_DENSITY: Final = 150


def find_positions(
    layout: Layout,
    phrases: list[Phrase],
    cues: list[Cue],
    quotations: list[Quotation],
    actors: Resolves,
    attributions: Sequence[Quotation] = (),
) -> list[Position]:
    """Return the positions of a text in text order, at most one for each actor, stance and target.

    ``phrases``, ``cues`` and ``quotations``, the direct ones, are those of the same text. Words
    inside a quotation count for its speaker where they are in the first person, else for whom they
    name. ``attributions`` are all quotations as a tagger reads them: they tell whose a stance is
    where rules leave it open, and who reports it.
    """
    if _is_sport(layout):
        return []
    reporters = Reporters(layout, phrases, cues, attributions, actors)
    finder = _Finder(layout, phrases, cues, quotations, actors, reporters)
    readings = [
        *read_stances(layout, phrases),
        *read_obligations(layout, phrases),
        *read_verdicts(layout, phrases),
        *read_undertakings(layout),
    ]
    sources = find_sources(layout, attributions)
    judged = [
        (reading.cue, finder.judge(reading))
        for reading in readings
        if not is_disputed(layout, reading, sources)
    ]
    told = {token for cue, position in judged if position for token in range(*cue)}
    for reading in read_attributed(layout, phrases, sources):
        if told.isdisjoint(range(*reading.cue)):
            judged.append((reading.cue, finder.judge(reading)))
    judged.sort(key=itemgetter(0))
    return _without_repeats(position for _, position in judged if position)


def _without_repeats(positions: Iterable[Position]) -> list[Position]:
    """Return positions in the same order, each of actor, stance and target once."""
    found: list[Position] = []
    seen: set[tuple[Span, Stance, Span | None]] = set()
    for position in positions:
        key = (position.actor, position.stance, position.target)
        if key not in seen and not (found and _repeats(found[-1], position)):
            seen.add(key)
            found.append(position)
    return found


def _repeats(outer: Position, inner: Position) -> bool:
    """Tell whether a position only says again what the one before it says of more words."""
    if outer.target is None or inner.target is None or outer.stance is not inner.stance:
        return False
    is_same = outer.actor == inner.actor or (outer.actors and outer.actors == inner.actors)
    return bool(is_same) and outer.target.holds(inner.target)


def _is_sport(layout: Layout) -> bool:
    """Tell whether a whole text is about a game, where praise and blame are no positions."""
    sport = word_class("sport")
    told = sum(map(sport.__contains__, layout.lowers))
    return told >= _SPORT_WORDS_OF_TEXT and told * _SPORT_DENSITY >= len(layout.lowers)


class _Speaker(NamedTuple):
    span: Span
    actors: tuple[str, ...]


class _Finder:
    """Turns readings into positions, or refuses them; keeps what it found out about sentences."""

    def __init__(
        self,
        layout: Layout,
        phrases: list[Phrase],
        cues: list[Cue],
        quotations: list[Quotation],
        actors: Resolves,
        reporters: Reporters,
    ) -> None:
        self._layout = layout
        self._phrases = phrases
        self._cues = cues
        self._quotations = quotations
        self._actors = actors
        self._reporters = reporters
        self._evidence: dict[int, Span | None] = {}

    def judge(self, reading: Reading) -> Position | None:
        """Return the position that a reading amounts to, or None."""
        layout, head = self._layout, reading.cue[0]
        evidence = self._find_evidence(layout.sentence_of[head])
        if evidence is None or is_doubted(layout, reading):
            return None
        phrase = reading.subject.phrase
        if not reading.is_quoted:
            whole = whole_actor(layout, self._phrases, reading)
            if whole is None:
                return None
            phrase = whole
        reading = reading._replace(subject=reading.subject._replace(phrase=phrase))
        quote = layout.quote_of[reading.subject.phrase.first]
        who = self._who_in_quote(reading) if quote >= 0 else self._who_outside(reading)
        if who is None:
            return None
        actor, according_to = who
        if reading.needs_known and not actor.actors:
            return None
        what = reading.target and whole_target(layout, reading)
        if what is not None and not tells_about(layout, reading, what):
            return None
        target = layout.span(*with_relative(layout, reading, what)) if what else None
        if target is not None and target.touches(actor.span):
            return None
        actor = self._without_target(reading, actor, target)
        return Position(
            actor=actor.span,
            stance=reading.stance,
            cue=layout.span(*clean_cue(layout, *reading.cue)),
            evidence=evidence,
            target=target,
            actors=actor.actors,
            according_to=according_to,
        )

    def _without_target(self, reading: Reading, actor: _Speaker, target: Span | None) -> _Speaker:
        """Leave a pronoun open where it would stand for its own target: "he endorsed Berg"."""
        if target is None or reading.subject.phrase.kind is not PhraseKind.PRONOUN:
            return actor
        if set(actor.actors).isdisjoint(self._actors.resolve(target).actors):
            return actor
        return actor._replace(actors=())

    def _find_evidence(self, number: int) -> Span | None:
        if number not in self._evidence:
            first, after_last = self._layout.sentences[number]
            sport = word_class("sport").intersection(self._layout.lowers[first:after_last])
            is_news = len(sport) < _SPORT_WORDS
            cut = cut_evidence(self._layout, number) or widen_evidence(self._layout, number)
            self._evidence[number] = cut if is_news else None
        return self._evidence[number]

    # --- who ----------------------------------------------------------------------------------
    def _who_outside(self, reading: Reading) -> tuple[_Speaker, Span | None] | None:
        phrase = reading.subject.phrase
        if not self._can_act(reading):
            return None
        span = self._layout.span(phrase.first, phrase.after_last)
        resolved = self._resolve(phrase)
        words = self._layout.lowers[phrase.first : phrase.after_last]
        if phrase.kind is PhraseKind.PRONOUN and words[0] in _FIRST_PERSON:
            return None
        is_owner = phrase.kind is PhraseKind.PRONOUN and words[0] in _OWNERS
        if is_owner and (not resolved or self._has_rivals(phrase, resolved)):
            return None
        is_open = not resolved or words == ["it"]
        if phrase.kind is PhraseKind.PRONOUN and is_open and words[0] in _THIRD_PERSON:
            sayer = self._who_says_it(phrase)
            is_it = words == ["it"] and not resolved
            return sayer if sayer or is_it else (_Speaker(span, resolved), None)
        return _Speaker(span, resolved), self._reporters.find(reading)

    def _has_rivals(self, owner: Phrase, resolved: tuple[str, ...]) -> bool:
        """Tell whether the sentence names others before "his", who may be meant as well."""
        begin = self._layout.sentences[self._layout.sentence_of[owner.first]][0]
        names = phrases_between(self._phrases, begin, owner.first)
        return any(
            not keys or not set(keys) <= set(resolved)
            for keys in map(self._resolve, filter(self._holds_name, names))
        )

    def _holds_name(self, phrase: Phrase) -> bool:
        is_place = phrase.first > 0 and self._layout.lowers[phrase.first - 1] in _WHERE
        return not is_place and "N" in self._layout.tags[phrase.first : phrase.after_last]

    def _who_says_it(self, it: Phrase) -> tuple[_Speaker, Span | None] | None:
        """Return who "it" or "they" is in "Lund said it would": whoever says so."""
        layout = self._layout
        begin = layout.sentences[layout.sentence_of[it.first]][0]
        governor = find_governor(layout, begin, it.first)
        for cue in cues_between(self._cues, begin, it.first):
            if cue.head != governor or layout.quote_of[cue.head] != layout.quote_of[it.first]:
                continue
            sayer = find_subject(layout, self._phrases, cue)
            if (
                sayer is not None
                and self._can_be(it, sayer)
                and layout.tags[sayer.first - 1] != "o"
                and layout.tag(sayer.after_last) != "S"
                and layout.lowers[sayer.after_last - 1] not in word_class("inanimate")
            ):
                actors = self._resolve(sayer)
                sayer = whole_phrase(layout, self._phrases, sayer, is_beside=True) or sayer
                return _Speaker(layout.span(sayer.first, sayer.after_last), actors), None
        return None

    def _can_be(self, pronoun: Phrase, sayer: Phrase) -> bool:
        """Tell whether a pronoun can stand for who says so: one for "he", several for "they"."""
        before = self._layout.tags[max(0, sayer.first - _MOST_MODIFIERS) : sayer.first].rstrip(
            "Ajw"
        )
        is_part = before.endswith("o")  # "8 percent of likely voters said they"
        if sayer.kind is PhraseKind.PRONOUN or is_part:
            return False
        word, plural = self._layout.lowers[pronoun.first], is_plural(self._layout, sayer)
        if word == "they":
            return plural
        if word in {"he", "she"} and is_body(self._layout, sayer):
            return False
        is_paper = sayer.kind is PhraseKind.NAME and self._layout.tags[sayer.first] == "D"
        return not plural and (sayer.kind is PhraseKind.NAME if word == "it" else not is_paper)

    def _who_in_quote(self, reading: Reading) -> tuple[_Speaker, Span | None] | None:
        phrase = reading.subject.phrase
        speaker = self._speaker_of(self._layout.starts[phrase.first])
        if speaker is None:
            return None
        if reading.is_quoted:
            return (speaker, None) if speaker.actors else None
        if not self._can_act(reading):
            return None
        if phrase.kind is PhraseKind.PRONOUN:
            is_own = self._layout.lowers[phrase.first] in _FIRST_PERSON
            return (speaker, None) if is_own else None
        span = self._layout.span(phrase.first, phrase.after_last)
        return _Speaker(span, self._resolve(phrase)), speaker.span

    def _resolve(self, phrase: Phrase) -> tuple[str, ...]:
        """Return whom a phrase stands for; not "many Russians" or "a Democrat"."""
        first = self._layout.lowers[phrase.first]
        is_part = self._layout.tags[phrase.first] in "Q#" and first not in _WHOLE
        is_one_of = first in {"a", "an"} and phrase.kind is PhraseKind.NAME
        if is_part or is_one_of:
            return ()
        return self._actors.resolve(self._layout.span(phrase.first, phrase.after_last)).actors

    def _speaker_of(self, offset: int) -> _Speaker | None:
        at = bisect_right(self._quotation_starts, offset) - 1
        if at < 0:
            return None
        quotation = self._quotations[at]
        if quotation.speaker is None or quotation.content.end <= offset:
            return None
        actors = quotation.speakers or self._actors.resolve(quotation.speaker).actors
        words = quotation.speaker.of(self._layout.text).lower().split()
        if not actors and words[-1] in word_class("inanimate"):
            return None
        return _Speaker(quotation.speaker, actors)

    @cached_property
    def _storms(self) -> frozenset[str]:
        """The names that the text gives to storms: "Hurricane Petra"."""
        lowers, storms = self._layout.lowers, word_class("storms")
        return frozenset(
            lowers[i + 1]
            for i in range(len(lowers) - 1)
            if lowers[i] in storms and self._layout.tags[i + 1] == "N"
        )

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [quotation.content.start for quotation in self._quotations]

    def _can_act(self, reading: Reading) -> bool:
        """Tell whether a subject is somebody rather than something or anybody."""
        phrase, layout = reading.subject.phrase, self._layout
        words = layout.lowers[phrase.first : phrase.after_last]
        is_anybody = words[-1] in _GENERIC and not words[0].endswith(_COUNTS)
        if words[0] in word_class("no") or words[0] in _NO_ACTOR or is_anybody:
            return False
        if phrase.kind is PhraseKind.PRONOUN:
            threatens = reading.stance is Stance.THREATENS
            return not (words[0] == "it" and threatens)
        storms = word_class("storms")
        last = {words[-1], words[-1].removesuffix("s")}
        if words[0] in storms or not last.isdisjoint(storms | self._storms):
            return False
        if words[-1] == "today" and len(words) > 1:
            words = words[:-1]
        tags = layout.tags[phrase.first : phrase.after_last]
        links = (i for i in range(1, len(words)) if tags[i] in "oI")
        before_of = words[: next(links, len(words))]
        things = word_class("inanimate")
        if phrase.kind is PhraseKind.NAME and tags[-1] in "wR" and words[-1] in things:
            return False  # "the Board of Education ruling"
        noun, is_name = before_of[-1], layout.words[phrase.first + len(before_of) - 1].istitle()
        singular = noun if is_name else _singular(noun)
        return things.isdisjoint((noun, noun.removesuffix("s"), singular))


def _singular(noun: str) -> str:
    return noun.removesuffix("ies") + "y" if noun.endswith("ies") else noun
