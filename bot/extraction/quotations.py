"""Quotations: which quoted stretches are somebody's speech, and whose."""

from __future__ import annotations

from bot.extraction.cues import Cue
from bot.extraction.phrases import Phrase
from bot.extraction.speakers import NOBODY, Attribution, attribute, make_scene
from bot.language.layout import Layout, Quoted
from bot.records import Quotation, QuotationKind


def find_quotations(layout: Layout, phrases: list[Phrase], cues: list[Cue]) -> list[Quotation]:
    """Return the direct quotations of a text in order, with cue and speaker as written.

    ``speakers`` and ``reason`` are left empty: who a speaker span stands for is not known here.
    """
    scene = make_scene(layout, phrases, cues)
    quotations: list[Quotation] = []
    readings: list[Attribution] = []
    for number, stretch in enumerate(layout.quoted):
        if stretch.first == stretch.after_last:
            readings.append(readings[-1] if readings else NOBODY)
            continue
        reading = attribute(scene, number, readings)
        readings.append(reading)
        if _words(layout, stretch) >= 2:
            quotations.append(_quotation(layout, stretch, reading))
    return quotations


def _words(layout: Layout, stretch: Quoted) -> int:
    return sum(
        tag not in "*,;:.?!()\"'-&" for tag in layout.tags[stretch.first : stretch.after_last]
    )


def _quotation(layout: Layout, stretch: Quoted, reading: Attribution) -> Quotation:
    speaker, cue = reading.speaker, reading.cue
    return Quotation(
        content=stretch.inner,
        kind=QuotationKind.DIRECT,
        speaker=layout.span(speaker.first, speaker.after_last) if speaker else None,
        cue=layout.span(cue.first, cue.after_last) if cue else None,
    )
