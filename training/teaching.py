"""Texts that nobody annotated, labelled by the exact tagger, for smaller networks to learn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.extraction.phrases import find_phrases
from bot.extraction.tagging.linking import Linker
from bot.extraction.tagging.reading import Tagger
from bot.language.layout import Layout, lay_out
from bot.records import Span
from training.annotated import AnnotatedText, Attributed, QuotedStretch


def label_texts(texts: Iterable[str], tagger: Tagger) -> Iterator[AnnotatedText]:
    """Yield texts with what a tagger finds in them, in the form of annotations."""
    for text in texts:
        layout = lay_out(text)
        if not layout.words:
            continue
        linker = Linker(layout, find_phrases(layout), tagger.read(layout))
        yield AnnotatedText(
            text,
            tuple(
                Attributed(
                    _span(layout, it.source),
                    _span(layout, it.cue),
                    tuple(layout.span(*part) for part in it.content),
                )
                for it in linker.find_attributions()
            ),
            tuple(
                QuotedStretch(
                    layout.quoted[it.number].inner, it.speech > 0, _span(layout, it.source)
                )
                for it in linker.judge_quoted()
            ),
        )


def _span(layout: Layout, tokens: tuple[int, int] | None) -> Span | None:
    return layout.span(*tokens) if tokens else None
