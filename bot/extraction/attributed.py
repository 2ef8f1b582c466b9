"""Quotations as a tagger reads them: direct, mixed and indirect, each with cue and speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.extraction.credits import is_link
from bot.extraction.cues import Cue
from bot.extraction.datelines import find_datelines
from bot.extraction.marked_speakers import find_label
from bot.extraction.phrases import Phrase
from bot.extraction.quotations import FEWEST_WORDS, Ruled, judge_quoted
from bot.extraction.stretch_places import place_of
from bot.extraction.subjects import find_subject
from bot.extraction.tagging.linking import Attribution, Linker, Spoken
from bot.extraction.tagging.paragraph_cuts import are_in_one_paragraph
from bot.extraction.tagging.pointing import Range
from bot.extraction.tagging.reading import Tagger
from bot.language.dates.tense import is_past
from bot.language.layout import Layout, Quoted
from bot.records import Quotation, QuotationKind, Span

#: Gives, for source and cue as the tagger has them, the source that can be meant.
_Mend = Callable[[Range | None, Range | None], Range | None]

#: What joins a further verb to a clause: "..., and", "and later"; before it what belongs to the
#: noun that stands there: "met her colleague | in Lund, Tom Dahl, and".
_JOINT = re.compile(r"(?:[oI][DNTRjw]{1,4})?(?:,[DNTRj]{1,5})?,?C[AX]*")
#: How sure the tagger must be that a stretch is speech (a logit) where the rules say so, or not.
_LEAST_WITH_RULES, _LEAST_AGAINST_RULES = -1.0, 3.0
#: The same of what has the capitals of a title, whatever the rules say.
_LEAST_OF_TITLES = 1.5
#: The same in headings and links, of which rules read nothing.
_LEAST_SET_APART = 0.0
#: The same, where neither says whose words they are.
_LEAST_WITHOUT_SPEAKER = 0.0
#: Code points between a cue and its clause: a blank, a comma or a colon, a mark.
_LONGEST_GAP = 3
#: A quotation that ends with one of these is no heading.
_STOPS = frozenset(".?!,…")
_LONGEST_HEADING = 12
#: A line that ends with one of these is no heading, or leads to what stands below.
_ENDS_OF_TEXT = frozenset(".?!:;,…\"”’')")
#: Quotations below a heading among which its words are looked for.
_BELOW_HEADING = 30
#: Clauses within each other that are looked at.
_MOST_NESTED = 4


def find_attributed(
    layout: Layout, phrases: list[Phrase], cues: list[Cue], tagger: Tagger
) -> list[Quotation]:
    """Return all attributed speech of a text in text order.

    Every quoted stretch of two words or more that is somebody's speech is one direct quotation.
    What is reported without marks is indirect; a reported clause that holds quoted stretches is
    given whole, as mixed, beside them. ``speakers`` and ``reason`` are left empty.
    """
    if not layout.words:
        return []
    linker = Linker(layout, phrases, tagger.read(layout))
    ruled = judge_quoted(layout, phrases, cues)
    heads, datelines = {cue.head: cue for cue in cues}, find_datelines(layout)

    def mended(source: Range | None, cue: Range | None) -> Range | None:
        source = source and _behind_dateline(source, datelines)
        if source and (source[1] in datelines or _is_verb(layout, source)):
            return None
        if _only_names(layout, cue):
            return None
        return mend_conjoined(layout, phrases, heads, source, cue)

    reported = _find_reported(layout, linker, datelines, mended)
    judged = _judge(layout, linker, ruled, mended)
    found = [*_find_direct(layout, judged, ruled, reported), *reported]
    return sorted(found, key=lambda it: (it.content.start, -it.content.end))


def _find_reported(
    layout: Layout, linker: Linker, datelines: frozenset[int], mended: _Mend
) -> list[Quotation]:
    """Return what is reported, whole or in part without marks."""
    reported: list[Quotation] = []
    for attribution in linker.find_attributions():
        if _is_item(attribution, datelines) or not (attribution.source or attribution.cue):
            continue
        source = mended(attribution.source, attribution.cue)
        content = tuple(
            _behind_dateline(part, datelines)
            for part in attribution.content
            if not _is_below_heading(layout, part, attribution.cue)
        )
        reported += _reported(layout, attribution._replace(source=source, content=content))
    return reported


def _judge(layout: Layout, linker: Linker, ruled: list[Ruled], mended: _Mend) -> list[Spoken]:
    """Return what the tagger says of quoted stretches; ``ruled`` notes where rules know better."""
    judged: list[Spoken] = []
    for it in linker.judge_quoted():
        source = mended(it.source, it.cue)
        judged.append(it._replace(source=source))
        if it.source and not source and not _only_names(layout, it.cue):
            # The tagger heard somebody, but pointed at the wrong words.
            ruled[it.number] = ruled[it.number]._replace(has_sure_speaker=True)
    return judged


def _is_verb(layout: Layout, source: Range) -> bool:
    """Tell whether a source is only a past form: "drew" in "drew chants of “No”"."""
    first, after_last = source
    word = layout.words[first]
    return after_last - first == 1 and word.islower() and is_past(word)


def _only_names(layout: Layout, cue: Range | None) -> bool:
    """Tell whether a cue brings in what somebody is called: "Berg, known as “the queen”"."""
    return cue is not None and layout.lowers[cue[1] - 2 : cue[1]] == ["known", "as"]


def mend_conjoined(
    layout: Layout,
    phrases: list[Phrase],
    heads: Mapping[int, Cue],
    source: Range | None,
    cue: Range | None,
) -> Range | None:
    """Return the subject of a joined verb where a source is what stands before its "and".

    In "Berg met Dahl and said" nobody but Berg can have said it. ``heads`` holds the cues of the
    rules by the token of their verb.
    """
    if source is None or cue is None or not _JOINT.fullmatch(layout.tags[source[1] : cue[0]]):
        return source
    ruled = next((heads[token] for token in range(*cue) if token in heads), None)
    subject = find_subject(layout, phrases, ruled) if ruled else None
    return (subject.first, subject.after_last) if subject else source


def _find_direct(
    layout: Layout, judged: list[Spoken], ruled: list[Ruled], reported: list[Quotation]
) -> list[Quotation]:
    """Return the quoted stretches that are speech, each with its speaker.

    What the page itself says of a speaker goes first: a label before the words, an attribution or
    a signature right behind them, a cue right before the clause that they stand in. Then the tagger
    is asked, and where it finds nobody, the rules, if they are sure.
    """
    tellers = list_tellers(reported)
    found: list[Quotation] = []
    labelled: Span | None = None
    apart: list[int] = []
    for spoken in judged:
        rules, stretch = ruled[spoken.number], layout.quoted[spoken.number]
        direct = _direct(layout, spoken)
        label = find_label(layout, stretch)
        if label:
            labelled = layout.span(*label)
            found.append(replace(direct, speaker=labelled, cue=None))
        elif not _may_be_speech(layout, spoken, rules):
            continue
        elif is_set_apart(layout, stretch):
            apart.append(len(found))
            found.append(_in_its_line(layout, direct))
        elif rules.is_closed_by_speaker and not _agree(direct.speaker, rules.quotation.speaker):
            found.append(rules.quotation)
        else:
            if is_adrift(layout, stretch, direct):
                direct = replace(direct, speaker=None)
            elif rules.is_led_in and _is_from_before(direct.speaker, rules.quotation.speaker):
                direct = replace(direct, speaker=rules.quotation.speaker, cue=rules.quotation.cue)
            elif found and goes_on(layout, stretch, direct, found[-1]):
                direct = replace(direct, speaker=found[-1].speaker)
            told = None if rules.is_closed_by_speaker else find_teller(tellers, direct.content)
            by_rules = rules.quotation.speaker if rules.has_sure_speaker else None
            speaker = told or direct.speaker or labelled or by_rules
            if speaker is None and spoken.speech <= _least_without_speaker(rules):
                continue
            before = found[-1].speaker if found else None
            found.append(replace(direct, speaker=mend_part(speaker, before)))
    return give_speakers_below(layout, found, apart)


def _may_be_speech(layout: Layout, spoken: Spoken, rules: Ruled) -> bool:
    """Tell whether the tagger is sure enough that a stretch is speech, and rules allow it."""
    is_title = rules.is_work and not rules.is_closed_by_speaker
    least = _LEAST_WITH_RULES if rules.is_speech else _LEAST_AGAINST_RULES
    if rules.is_title:
        least = max(least, _LEAST_OF_TITLES)
    if is_set_apart(layout, layout.quoted[spoken.number]):
        least = min(least, _LEAST_SET_APART)
    return spoken.speech > least and not is_title and _word_count(layout, spoken) >= FEWEST_WORDS


def _least_without_speaker(rules: Ruled) -> float:
    """Return how sure the tagger must be of speech that is nobody's and may be a title."""
    return _LEAST_AGAINST_RULES if rules.is_title else _LEAST_WITHOUT_SPEAKER


def is_adrift(layout: Layout, stretch: Quoted, direct: Quotation) -> bool:
    """Tell whether a fragment amid a sentence without a cue has its speaker from another sentence.

    Only whole sentences go on with what was said before.
    """
    if direct.speaker is None or direct.cue is not None:
        return False
    place = place_of(layout, stretch)
    is_elsewhere = layout.sentence_at(direct.speaker.start) != layout.sentence_of[place.first]
    return is_elsewhere and not place.opens_sentence


def goes_on(layout: Layout, stretch: Quoted, direct: Quotation, before: Quotation) -> bool:
    """Tell whether a sentence goes on with the words before it: "...," wrote Berg. "We wait."

    Both stand in one paragraph with whoever says the first, and the tagger points elsewhere.
    """
    paragraph = layout.paragraphs[layout.paragraph_at(stretch.span.start)]
    if direct.speaker is None or before.speaker is None or paragraph.holds(direct.speaker):
        return False
    is_beside = paragraph.holds(before.content) and paragraph.holds(before.speaker)
    return is_beside and place_of(layout, stretch).is_sentence


def _is_from_before(speaker: Span | None, named: Span | None) -> bool:
    """Tell whether a speaker stands before whom a sentence right before the quotation names."""
    return speaker is not None and named is not None and speaker.end <= named.start


def is_set_apart(layout: Layout, stretch: Quoted) -> bool:
    """Tell whether a stretch stands in a heading or a link to another report.

    What stands before or behind such a line is not about it. A quotation that is all of a heading
    closes without a stop.
    """
    line = layout.paragraphs[layout.paragraph_at(stretch.span.start)]
    is_heading = (
        stretch.closed
        and stretch.span == line
        and layout.text[stretch.inner.end - 1] not in _STOPS
        and stretch.after_last - stretch.first <= _LONGEST_HEADING
    )
    return is_heading or is_link(layout.text, line)


def _in_its_line(layout: Layout, direct: Quotation) -> Quotation:
    """Return a quotation without a speaker or cue that stands in another paragraph."""
    line = layout.paragraphs[layout.paragraph_at(direct.content.start)]
    speaker, cue = direct.speaker, direct.cue
    return replace(
        direct,
        speaker=speaker if speaker and line.holds(speaker) else None,
        cue=cue if cue and line.holds(cue) else None,
    )


def give_speakers_below(
    layout: Layout, found: list[Quotation], apart: list[int]
) -> list[Quotation]:
    """Give headings the speaker of the quotation below that holds their words."""
    for number in apart:
        if found[number].speaker is None:
            words = found[number].content.of(layout.text).lower()
            below = found[number + 1 : number + 1 + _BELOW_HEADING]
            told = (it.speaker for it in below if words in it.content.of(layout.text).lower())
            found[number] = replace(found[number], speaker=next(told, None))
    return found


def list_tellers(reported: list[Quotation]) -> list[Quotation]:
    """Return the clauses that leave no doubt whose they are, by where they begin.

    It is where the cue stands right before the clause: "Berg said | it was “a bad day”".
    """
    sure = [
        it
        for it in reported
        if it.speaker and it.cue and 0 <= it.content.start - it.cue.end <= _LONGEST_GAP
    ]
    return sorted(sure, key=lambda it: it.content.start)


def find_teller(tellers: list[Quotation], content: Span) -> Span | None:
    """Return who says the innermost of such clauses that holds quoted words, None for none."""
    after = bisect_right(tellers, content.start, key=lambda it: it.content.start)
    nearest = reversed(tellers[max(0, after - _MOST_NESTED) : after])
    return next((it.speaker for it in nearest if it.content.holds(content)), None)


def mend_part(speaker: Span | None, before: Span | None) -> Span | None:
    """Return who spoke before where a speaker is part of how the former is called.

    In "..., said Berg, head of the Port of Lund. "..."" nobody but Berg goes on.
    """
    return before if speaker and before and before.holds(speaker) else speaker


def _agree(one: Span | None, other: Span | None) -> bool:
    return one is not None and other is not None and one.touches(other)


def _word_count(layout: Layout, spoken: Spoken) -> int:
    stretch = layout.quoted[spoken.number]
    return sum(word[0].isalnum() for word in layout.words[stretch.first : stretch.after_last])


def _direct(layout: Layout, spoken: Spoken) -> Quotation:
    content = layout.quoted[spoken.number].inner
    return Quotation(
        content=content,
        kind=QuotationKind.DIRECT,
        speaker=_span_outside(layout, spoken.source, content),
        cue=_span_outside(layout, spoken.cue, content),
    )


def _span_outside(layout: Layout, tokens: Range | None, content: Span) -> Span | None:
    """Return the span of tokens, None where it touches the content that it should belong to.

    Pieces of one broken content share a source, which may stand inside another piece.
    """
    span = layout.span(*tokens) if tokens else None
    return None if span and span.touches(content) else span


def _is_item(attribution: Attribution, datelines: frozenset[int]) -> bool:
    """Tell whether what is taken for speech is only what stands behind a dateline."""
    if attribution.cue:
        return not datelines.isdisjoint(range(*attribution.cue))
    first, after_last = attribution.content[0]
    return not datelines.isdisjoint(range(first - 1, after_last))


def _is_below_heading(layout: Layout, part: Range, cue: Range | None) -> bool:
    """Tell whether a cue stands in a line without a stop over what it should report."""
    if cue is None or cue[0] > part[0] or are_in_one_paragraph(layout, part, cue):
        return False
    line = layout.paragraphs[layout.paragraph_at(layout.starts[cue[0]])]
    return layout.text[line.end - 1] not in _ENDS_OF_TEXT


def _behind_dateline(tokens: Range, datelines: frozenset[int]) -> Range:
    """Return a source or content without the place that its paragraph begins with."""
    first, after_last = tokens
    behind = 1 + max(datelines.intersection(range(first, after_last)), default=first - 1)
    return (behind, after_last) if behind < after_last else tokens


def _reported(layout: Layout, attribution: Attribution) -> list[Quotation]:
    """Return the parts of a content that do not stand wholly between marks."""
    found: list[Quotation] = []
    for first, after_last in attribution.content:
        outside = quoted = 0
        for token in range(first, after_last):
            if layout.words[token][0].isalnum():
                if layout.quote_of[token] < 0:
                    outside += 1
                else:
                    quoted += 1
        if not outside:
            continue
        content = layout.span(first, after_last)
        found.append(
            Quotation(
                content=content,
                kind=QuotationKind.MIXED if quoted else QuotationKind.INDIRECT,
                speaker=_span_outside(layout, attribution.source, content),
                cue=_span_outside(layout, attribution.cue, content),
            )
        )
    return found
