"""Quotations: which quoted stretches are somebody's speech, and whose."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from bot.extraction.credits import Credits
from bot.extraction.cues import Cue, CueKind
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.extraction.speakers import NOBODY, Attribution, attribute, lead_in, make_scene
from bot.extraction.stretch_places import Place, place_of
from bot.language.layout import Layout, Quoted
from bot.records import Quotation, QuotationKind, Span

#: One quoted word is a scare quote, a title or a nickname far more often than speech.
FEWEST_WORDS = 2
#: A fragment of more words than this is speech, whatever it looks like.
_LONGEST_LABEL = 7
#: Fragments of fewer words than this need a cue in their sentence.
_SHORTEST_WITHOUT_CUE = 4
_SPOKEN_END = frozenset(".,?!…")
_SINGLE_MARKS = frozenset("‘'")
_SMALL_IN_TITLES = frozenset("about from into over than that upon with your".split())
_NO_WORD = frozenset("*,;:.?!()\"'-&")
#: Before a title: Berg's "Winter Songs", on "Good Evening", the show "Good Evening".
_BEFORE_TITLE = frozenset("SoIR*")
#: Kinds of works; books and shows are left out, for their words are quoted, too.
_WORKS = frozenset(
    "hit hits single singles song songs album albums track tracks tune tunes ballad ballads film"
    " films movie movies novel novels musical musicals sitcom sitcoms anthem anthems hymn"
    " hymns".split()
)
#: Tokens of a list of titles that are looked back over.
_LONGEST_LIST = 60
_BETWEEN_TITLES = frozenset('",C')
_LEADING_ON = frozenset(
    "including include includes like such as are were is was titled called features chosen sung"
    " played performed".split()
)


class Ruled(NamedTuple):
    """What the rules make of one quoted stretch."""

    quotation: Quotation
    is_speech: bool = False
    #: Whether an attribution stands right beside the stretch, which leaves no doubt whose it is.
    is_closed_by_speaker: bool = False
    #: Whether the speaker is sure enough where a tagger finds nobody.
    has_sure_speaker: bool = False
    #: Whether its words have capitals as in a title.
    is_title: bool = False
    #: Whether a sentence about its speaker leads to it, behind the quotation before.
    is_led_in: bool = False
    #: Whether it is the title of a song, a film or a book.
    is_work: bool = False


def find_quotations(layout: Layout, phrases: list[Phrase], cues: list[Cue]) -> list[Quotation]:
    """Return the direct quotations of a text in order, with cue and speaker as written.

    A quotation is a quoted stretch of two words or more that is somebody's speech; titles,
    nicknames and scare quotes are left out. ``speakers`` and ``reason`` are left empty: who a
    speaker span stands for is not known here.
    """
    return [it.quotation for it in judge_quoted(layout, phrases, cues) if it.is_speech]


def judge_quoted(layout: Layout, phrases: list[Phrase], cues: list[Cue]) -> list[Ruled]:
    """Return what the rules make of every quoted stretch, in text order."""
    credits = Credits(layout)
    scene = make_scene(layout, phrases, cues, credits)
    doubly = any(layout.text[it.span.start] not in _SINGLE_MARKS for it in layout.quoted)
    judged: list[Ruled] = []
    readings: list[Attribution] = []
    for number, stretch in enumerate(layout.quoted):
        # What is no speech passes its predecessor's speaker on to what follows.
        before = readings[-1] if readings else NOBODY
        if stretch.first == stretch.after_last or credits.holds(stretch.first):
            nobodys = _quotation(layout, phrases, stretch, NOBODY)
            judged.append(Ruled(nobodys))
            readings.append(before)
            continue
        reading = attribute(scene, number, readings)
        headline = doubly and reading.strength <= 1 and _is_headline(layout, stretch)
        place = place_of(layout, stretch)
        words = _words(layout, stretch)
        is_work = _is_title_of_work(layout, place, words)
        is_speech = not (headline or is_work) and _is_speech(layout, stretch, place, reading)
        quotation = _quotation(layout, phrases, stretch, reading)
        closed = _is_closed(layout, stretch, place, reading)
        closed = closed or _is_introduced(layout, place, reading)
        is_title = _looks_like_title(words)
        is_led_in = reading.strength == 1 and reading == lead_in(scene, number, place)
        is_sure = is_led_in or _is_sure(place, reading, before)
        judged.append(
            Ruled(
                quotation,
                is_speech=is_speech,
                is_closed_by_speaker=closed,
                has_sure_speaker=is_sure,
                is_title=is_title,
                is_led_in=is_led_in,
                is_work=is_work,
            )
        )
        readings.append(reading if is_speech else before)
    return judged


def _is_closed(layout: Layout, stretch: Quoted, place: Place, reading: Attribution) -> bool:
    """Tell whether speaker or cue stand right behind a stretch: "...", said Anna Berg.

    A fragment that no comma sets off goes on: there was "no chance" Berg would say so.
    """
    if reading.strength < 3 or reading.speaker is None:
        return False
    after = bisect_left(layout.starts, stretch.span.end)
    is_set_off = layout.text[stretch.inner.end - 1] in ",.?!…" or layout.tag(after) in ",-"
    if not place.opens_sentence and not is_set_off:
        return False
    begins = reading.speaker.first
    if reading.cue is not None:
        begins = min(begins, reading.cue.first)
    return 0 <= begins - after <= 1


def _is_introduced(layout: Layout, place: Place, reading: Attribution) -> bool:
    """Tell whether a name and its participle stand before a stretch: a film of Berg asking, "...".

    Whoever the sentence is about, nobody but whom the participle follows says so.
    """
    speaker, cue = reading.speaker, reading.cue
    if reading.strength < 3 or speaker is None or cue is None or speaker.kind is PhraseKind.PRONOUN:
        return False
    follows = speaker.after_last == cue.first and cue.lemma != layout.lowers[cue.head]
    return (
        follows
        and layout.lowers[cue.head].endswith("ing")
        and layout.tags[cue.after_last : place.first] in {",", ":", ""}
    )


def _is_sure(place: Place, reading: Attribution, before: Attribution) -> bool:
    """Tell whether a speaker is more than the subject of the sentence, or somebody named before.

    Sure are a verb that only says, and a sentence of its own that goes on with what was said
    before it. "The mill is “a safe place”" is nobody's word.
    """
    if reading.strength > 1:
        return reading.cue is None or reading.cue.kind is not CueKind.REPORTING
    goes_on = reading.cue is not None or reading.speaker == before.speaker
    return place.is_sentence and goes_on


def _is_speech(layout: Layout, stretch: Quoted, place: Place, reading: Attribution) -> bool:
    """Tell speech from titles, nicknames and scare quotes, by form and by what stands before."""
    words = _words(layout, stretch)
    in_markup = layout.text[stretch.span.start - 1 : stretch.span.start] == "="
    if len(words) < FEWEST_WORDS or in_markup:
        return False
    if len(words) > _LONGEST_LABEL:
        return True
    final = layout.text[stretch.inner.end - 1]
    if not _looks_like_title(words):
        carried = len(words) >= _SHORTEST_WITHOUT_CUE or final in ".?!" or place.is_sentence
        return reading.strength > 1 or carried
    if place.is_sentence:
        return reading.strength > 1 or final in _SPOKEN_END
    return _is_spoken_title(layout, place, reading, final)


def _words(layout: Layout, stretch: Quoted) -> list[str]:
    """Return the words of a stretch, signs and numbers' marks left out."""
    tokens = range(stretch.first, stretch.after_last)
    return [layout.words[at] for at in tokens if layout.tags[at] not in _NO_WORD]


def _is_headline(layout: Layout, stretch: Quoted) -> bool:
    """Tell whether single marks begin a line, as in headlines of texts that quote with double."""
    start = stretch.span.start
    return layout.text[start] in _SINGLE_MARKS and (
        layout.paragraphs[layout.paragraph_at(start)].start == start
    )


def _is_spoken_title(layout: Layout, place: Place, reading: Attribution, final: str) -> bool:
    """Tell whether words that look like a title are speech all the same: was "Yes We Can"."""
    before = layout.tags[place.first - 1] if place.first else ""
    after = layout.tags[place.after_last : place.after_last + 1]
    if reading.strength <= 1:
        return before == "X" or (final in ".?!" and before not in _BEFORE_TITLE | {"w", '"'})
    if reading.cue is not None and reading.cue.lemma == "sing":
        return False
    if before in _BEFORE_TITLE or (after == '"' and reading.strength < 3):
        return False
    return not (reading.strength == 3 and before == "D")


def _is_title_of_work(layout: Layout, place: Place, words: list[str]) -> bool:
    """Tell whether a noun for works leads to a title, over others: hits like "A" and "B"."""
    if not _looks_like_title(words):
        return False
    earliest = max(place.sentence_first, place.first - _LONGEST_LIST)
    for i in range(place.first - 1, earliest - 1, -1):
        is_between = layout.quote_of[i] >= 0 or layout.tags[i] in _BETWEEN_TITLES
        if not is_between and layout.lowers[i] not in _LEADING_ON:
            return layout.lowers[i] in _WORKS
    return False


def _looks_like_title(words: list[str]) -> bool:
    """Tell whether all words but short ones begin with a capital."""
    return (
        bool(words)
        and words[0][0].isupper()
        and all(
            len(word) < 4 or not word[0].islower() or word in _SMALL_IN_TITLES for word in words
        )
    )


def _quotation(
    layout: Layout, phrases: list[Phrase], stretch: Quoted, reading: Attribution
) -> Quotation:
    speaker, cue = reading.speaker, reading.cue
    return Quotation(
        content=stretch.inner,
        kind=QuotationKind.DIRECT,
        speaker=_with_issuer(layout, phrases, speaker) if speaker else None,
        cue=layout.span(cue.first, cue.after_last) if cue else None,
    )


def _with_issuer(layout: Layout, phrases: list[Phrase], speaker: Phrase) -> Span:
    """Return a speaker's span, that of a writing together with "released by the Kremlin"."""
    at = speaker.after_last
    issued = speaker.kind is PhraseKind.ROLE and layout.words[at : at + 1]
    if issued and layout.lowers[at].endswith("ed") and layout.lowers[at + 1 : at + 2] == ["by"]:
        for issuer in phrases_between(phrases, at + 2, at + 12)[:1]:
            if issuer.first == at + 2:
                return layout.span(speaker.first, issuer.after_last)
    return layout.span(speaker.first, speaker.after_last)
