"""Is the text that a feed gives the article, or does it only point to it? Pure; for ``polling``."""

from __future__ import annotations

import re

from bot.reading.feeds.entries import Entry

# An article given as such may be short; a description that is one is longer than teasers are.
_LEAST_WORDS_OF_CONTENT = 80
_LEAST_WORDS_OF_SUMMARY = 220
# Content that is hardly longer than the summary beside it is the summary once more.
_LEAST_GAIN = 1.3
# A line of this many words with an end is a sentence that says something.
_LEAST_WORDS_OF_SENTENCE = 8

_MORE = (
    r"(?:read|see|learn|find out) (?:more|the full (?:story|article)|full (?:story|article))"
    r"|(?:read|view) (?:the )?(?:full|whole|rest|entire) [^.!?\n]{0,40}"
    r"|continue(?: reading| to read)?[^.!?\n]{0,60}|full (?:story|article|text)|keep reading|more"
    r"|(?:hier )?weiterlesen|mehr(?: lesen| dazu)?|(?:zum|den ganzen) artikel(?: lesen)?"
    r"|(?:lire|voir) (?:la suite|plus|l['’]article)|(?:seguir|continuar|leer) (?:leyendo|m[aá]s)"
    r"|leggi (?:tutto|di pi[uù])|continua(?: a leggere)?|(?:leia|ler|saiba|continue) (?:mais|lendo)"
    r"|lees (?:meer|verder)|l[äæ]s (?:mer|mere)|читать (?:далее|полностью)|далее|читати далі"
    r"|阅读全文|閱讀全文|続きを読む"
)
_ELLIPSIS = re.compile(r"(?:\u2026|\.\.\.|\[\s*(?:\u2026|\.{2,3})\s*\])\s*$")
_ENDS_IN_MORE = re.compile(
    rf"(?:^|[\n.!?…。！？\]»”\"'>|(\[]\s*)(?:{_MORE})[\s.…:»>→\])\u203a]*$", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…。！？][”’\"')\]»]*(?=\s|$)|[。！？]")
# Scripts that put no blanks between words; two of their characters count as one.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]")


def is_teaser(entry: Entry) -> bool:
    """Tell whether the entry's own text only points to its article."""
    text = entry.text
    if ends_short(text):
        return True
    words = count_words(text)
    gains = len(entry.content) >= _LEAST_GAIN * len(entry.summary)
    as_content = bool(entry.content) and gains
    return words < (_LEAST_WORDS_OF_CONTENT if as_content else _LEAST_WORDS_OF_SUMMARY)


def ends_short(text: str) -> bool:
    """Tell whether a text says that it goes on elsewhere: “…”, “[…]”, “Read more”."""
    end = text[-200:]
    return bool(_ELLIPSIS.search(end) or _ENDS_IN_MORE.search(end))


def drop_pointer(text: str) -> str:
    """Return the text without the words at its end that only lead to the article."""
    start = max(0, len(text) - 200)
    match = _ENDS_IN_MORE.search(text, start)
    if match is None:
        return text
    # The mark before the words ends the sentence before them.
    kept = text[: match.start()] + match.group()[:1].strip("\n([|>")
    return kept.rstrip()


def says_something(text: str) -> bool:
    """Tell whether a teaser holds a sentence, and not just a label, a date or a link."""
    return count_words(text) >= _LEAST_WORDS_OF_SENTENCE and bool(_SENTENCE_END.search(text))


def count_words(text: str) -> int:
    """Return how many words the text has, about; also where no blanks stand between them."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2
