"""All facts of a text in another language than English, by the word lists of that language."""

from __future__ import annotations

from datetime import date

from bot.extraction.listed.people import find_listed_actors
from bot.extraction.listed.quotations import find_listed_quotations
from bot.extraction.listed.timeline import find_listed_timeline
from bot.language.dates.listed import find_listed_expressions
from bot.language.listed_layout import lay_out_listed
from bot.language.vocabulary_files import vocabulary_of
from bot.records import Extraction


def extract_listed(text: str, language: str, *, published: date | None, title: str) -> Extraction:
    """Return what is found by word lists: no positions, whose rules are English.

    A language without a file yields sentences, quotations without speakers, and dates in figures.
    """
    vocabulary = vocabulary_of(language)
    layout = lay_out_listed(text, vocabulary)
    quotations = find_listed_quotations(layout, vocabulary)
    actors = find_listed_actors(layout, vocabulary, quotations, title)
    expressions = find_listed_expressions(layout, vocabulary, published)
    return Extraction(
        sentences=tuple(map(layout.sentence_span, range(len(layout.sentences)))),
        actors=actors.actors,
        mentions=actors.mentions,
        quotations=actors.quotations,
        time_expressions=tuple(expressions),
        timeline=tuple(find_listed_timeline(layout, vocabulary, expressions)),
        title_actors=actors.title_actors,
    )
