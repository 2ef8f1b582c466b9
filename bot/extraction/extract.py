"""One text in, all its facts out: the one pass that every importer calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from bot.extraction.actors import ActorIndex, find_actors
from bot.extraction.cues import Cue, find_cues
from bot.extraction.phrases import Phrase, find_phrases
from bot.extraction.positions import find_positions
from bot.extraction.quotations import find_quotations
from bot.extraction.timeline import find_timeline
from bot.language.dates import find_time_expressions
from bot.language.languages import guess_language, is_read_as_english
from bot.language.layout import Layout, lay_out
from bot.records import Extraction, Quotation, QuotationKind

if TYPE_CHECKING:
    from bot.extraction.tagging.reading import Tagger


def extract(
    text: str,
    *,
    published: date | None,
    title: str = "",
    tagger: Tagger | None = None,
    language: str = "",
) -> Extraction:
    """Return everything that is found in ``text``, each list in text order.

    ``tagger`` finds the quotations; without one, rules find those between marks. ``published`` is
    the day against which "yesterday" is read; without it such phrases stay unresolved. ``title``
    adds its actors, not its quotations. ``language`` is the text's ISO 639-1 code; "" lets it be
    guessed. What is not English is read by the word lists of its language, without tagger and
    without positions. Text is never wrong: damage and oddities yield fewer facts, no error.
    """
    language = language or guess_language(text)
    if not is_read_as_english(text, language):
        # English alone needs no word lists, and starts faster without them.
        from bot.extraction.listed.extract import extract_listed

        return extract_listed(text, language, published=published, title=title)
    layout = lay_out(text)
    phrases = find_phrases(layout)
    cues = find_cues(layout)
    if tagger is None:
        quotations = find_quotations(layout, phrases, cues)
    else:
        quotations = _find_attributed(layout, phrases, cues, tagger)
    attributions = quotations if tagger else []
    direct = [it for it in quotations if it.kind is QuotationKind.DIRECT]
    actors = find_actors(layout, phrases, title, direct)
    time_expressions = find_time_expressions(layout, published)
    return Extraction(
        sentences=tuple(map(layout.sentence_span, range(len(layout.sentences)))),
        actors=tuple(actors.actors),
        mentions=tuple(actors.mentions),
        quotations=tuple(_resolved(quotation, actors) for quotation in quotations),
        positions=tuple(find_positions(layout, phrases, cues, direct, actors, attributions)),
        time_expressions=tuple(time_expressions),
        timeline=tuple(find_timeline(layout, time_expressions, published)),
        title_actors=actors.title_actors,
    )


def _find_attributed(
    layout: Layout, phrases: list[Phrase], cues: list[Cue], tagger: Tagger
) -> list[Quotation]:
    # numpy takes a tenth of a second to import, which the rules can do without.
    from bot.extraction.attributed import find_attributed

    return find_attributed(layout, phrases, cues, tagger)


def _resolved(quotation: Quotation, actors: ActorIndex) -> Quotation:
    """Return the quotation with the actors that its speaker span stands for."""
    if quotation.speaker is None:
        return quotation
    resolution = actors.resolve(quotation.speaker)
    return replace(quotation, speakers=resolution.actors, reason=resolution.reason)
