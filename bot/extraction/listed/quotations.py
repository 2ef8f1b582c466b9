"""Which quoted stretches of a text are somebody's speech, and whose."""

from __future__ import annotations

from bot.extraction.listed.attribution import NOBODY, Attribution, Attributor
from bot.extraction.listed.phrases import Reader, Speaker
from bot.extraction.stretch_places import Place, place_of
from bot.language.layout import Layout, Quoted
from bot.language.vocabulary import Vocabulary
from bot.records import Quotation, QuotationKind, Span

FEWEST_WORDS = 2
#: Characters that make as much as two words where no blanks stand between words.
_FEWEST_UNSPACED = 4
_FEWEST_WITH_CUE = 6
#: A stretch of more words than this is speech, whatever it looks like.
_LONGEST_LABEL = 7
_SHORTEST_WITHOUT_CUE = 5
_SPOKEN_END = frozenset(".?!…。！？")
_LONG_WORD = 4


def find_listed_quotations(layout: Layout, vocabulary: Vocabulary) -> list[Quotation]:
    """Return the direct quotations of a text in order, with cue and speaker as written."""
    attributor = Attributor(Reader(layout, vocabulary))
    readings: list[Attribution] = []
    found: list[Quotation] = []
    for number, stretch in enumerate(layout.quoted):
        before = readings[-1] if readings else NOBODY
        if stretch.first == stretch.after_last:
            readings.append(before)
            continue
        reading = attributor.attribute(number, readings)
        place = place_of(layout, stretch)
        if not _is_speech(layout, vocabulary, stretch, place, reading):
            readings.append(before)
            continue
        readings.append(reading)
        speaker, cue = reading.speaker, reading.cue
        found.append(
            Quotation(
                content=stretch.inner,
                kind=QuotationKind.DIRECT,
                speaker=_span_of(layout, speaker) if speaker else None,
                cue=layout.span(*cue) if cue else None,
            )
        )
    return found


def _span_of(layout: Layout, speaker: Speaker) -> Span:
    """Return where a speaker stands; of a pronoun that hangs on its verb, the pronoun alone."""
    span = layout.span(*speaker)
    hyphen = span.of(layout.text).rfind("-")
    hangs = layout.tags[speaker.first] == "P" and hyphen >= 0
    return Span(span.start + hyphen + 1, span.end) if hangs else span


def _is_speech(
    layout: Layout, vocabulary: Vocabulary, stretch: Quoted, place: Place, reading: Attribution
) -> bool:
    """Tell speech from titles, nicknames and scare quotes, by form and by what stands before."""
    words = [w for w in layout.words[stretch.first : stretch.after_last] if w[0].isalnum()]
    final = layout.text[stretch.inner.end - 1]
    before = layout.tags[place.first - 1] if place.first else ""
    if not vocabulary.shape.spaced or _has_no_blanks(words):
        before = "," if place.opens_sentence and reading.strength == 3 else before
        return _is_unspaced_speech(len(words), reading, before, final)
    if len(words) < FEWEST_WORDS:
        return False
    is_titled = _looks_like_title(words, vocabulary)
    if len(words) > _LONGEST_LABEL:
        return not (is_titled and vocabulary.shape.capital_nouns and not reading.strength)
    if is_titled:
        spoken = final in _SPOKEN_END or (before == ":" and reading.cue is not None)
        spoken = spoken or (place.opens_sentence and reading.strength == 3)
        return reading.strength > 1 and spoken
    if reading.strength > 1:
        return True
    carried = len(words) >= _SHORTEST_WITHOUT_CUE or final in _SPOKEN_END
    return carried and reading.strength == 1


def _has_no_blanks(words: list[str]) -> bool:
    """Tell whether most tokens are single characters, as in scripts without blanks."""
    return 2 * sum(len(word) == 1 and not word.isascii() for word in words) > len(words)


def _is_unspaced_speech(count: int, reading: Attribution, before: str, final: str) -> bool:
    if count < _FEWEST_UNSPACED:
        return False
    introduced = before == ":" or (before == "," and reading.strength == 3)
    long = reading.strength > 1 and reading.cue is not None and count >= _FEWEST_WITH_CUE
    return introduced or long or final in _SPOKEN_END


def _looks_like_title(words: list[str], vocabulary: Vocabulary) -> bool:
    """Tell whether a stretch is written as a title is.

    Where nouns have capitals, all long words have one; elsewhere the first has one.
    """
    if not words[0][0].isupper():
        return False
    if not vocabulary.shape.capital_nouns:
        return True
    return all(not word[0].islower() or len(word) < _LONG_WORD for word in words)
