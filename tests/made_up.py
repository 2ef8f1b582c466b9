"""Made-up articles of nonsense words, which share no runs unless one is made of another."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_STARTS = "b br c d f fl g gr h j k l m n p r s st t tr v w".split()
_VOWELS = "a e i o u ai ea ou".split()
_ENDS = "b d g k l m n nd p r s st t x".split()


def make_words(count: int, seed: int) -> list[str]:
    """Return as many words as wanted; another seed gives others, in another order."""
    chance = Random(seed)  # noqa: S311 - a text, no secret

    def syllable() -> str:
        return chance.choice(_STARTS) + chance.choice(_VOWELS) + chance.choice(_ENDS)

    return [syllable() + syllable() for _ in range(count)]


def make_article(count: int, seed: int) -> str:
    """Return a text of so many words, in sentences of 12 and paragraphs of 36."""
    return as_article(make_words(count, seed))


def as_article(words: Sequence[str]) -> str:
    """Return words as sentences and paragraphs; a name stands in every sentence."""
    sentences = [words[i : i + 12] for i in range(0, len(words), 12)]
    lines = [f"{' '.join(s[:-1]).capitalize()} {s[-1].capitalize()}." for s in sentences]
    return "\n\n".join(" ".join(lines[i : i + 3]) for i in range(0, len(lines), 3))


def change_words(words: Sequence[str], share: float, seed: int) -> list[str]:
    """Return words of which a share, drawn by lot, are others."""
    chance = Random(seed)  # noqa: S311 - a text, no secret
    changed = list(words)
    for place in chance.sample(range(len(words)), round(share * len(words))):
        changed[place] = f"{changed[place]}ish"
    return changed
