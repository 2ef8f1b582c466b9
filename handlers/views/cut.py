"""Cutting long words honestly: at the end of a sentence or word, marked, no negation lost unseen.

A cut that ends a sentence keeps its sense. A cut inside a sentence can turn it round ("we support
the plan […] only if"): such a sentence is kept whole where it can be, and otherwise the mark names
the word that was lost.
"""

from __future__ import annotations

import re

MARK = "[…]"
#: A sentence that holds a turn after the cut is kept whole up to this many characters.
LONGEST_SENTENCE = 1500

_SENTENCE_END = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*(?=\s)")
# "Mr." "Gen." "U.S." "J." and the like do not end a sentence.
_SHORT_FORM = re.compile(r"(?:\b[A-Z][a-z]{0,3}|\b\w|\.[A-Za-z])\.$")
# Words that turn a sentence round when they are cut off its end.
_TURN = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|hardly|unless|except"
    r"|but|however|although|though|if|only|until|\w+n['’]t"
    r"|nicht|kein\w*|nie|niemals|niemand|nichts|weder|ohne|sondern|aber|außer|wenn|nur"
    r"|ne|pas|jamais|aucune?|personne|rien|sans|mais|sauf|si|seulement"
    r"|nunca|jamás|nadie|nada|ningún\w*|sin|pero|salvo|solo|sólo|não|sem|mas"
    r"|не|нет|ни|никогда|но|без|если)\b",
    re.IGNORECASE,
)


def shorten(text: str, limit: int, *, keep: int = 0) -> str:
    """Return ``text``, or its beginning with ``[…]`` where it is longer than ``limit``.

    Args:
        text: words of a document.
        limit: most characters wanted; a sentence that a cut would turn round may go beyond it,
            up to ``LONGEST_SENTENCE``.
        keep: characters from the start that must stay, such as up to the end of a cue.
    """
    if len(text) <= limit:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if _ends_sentence(text, match)]
    fitting = [end for end in ends if keep <= end <= limit]
    if fitting:
        return f"{text[: fitting[-1]]} {MARK}"
    sentence_end = next((end for end in ends if end > max(limit, keep)), len(text))
    cut = _last_word_end(text, max(limit, keep))
    turn = _TURN.search(text, cut, sentence_end)
    if turn is None:
        return f"{text[:cut]} {MARK}"
    if sentence_end <= max(LONGEST_SENTENCE, limit):
        return text if sentence_end >= len(text.rstrip()) else f"{text[:sentence_end]} {MARK}"
    return f"{text[:cut]} [… cut before “{turn.group()}”]"


def _ends_sentence(text: str, match: re.Match[str]) -> bool:
    if text[match.start()] != ".":
        return True
    if _SHORT_FORM.search(text, max(0, match.start() - 6), match.start() + 1):
        return False
    following = text[match.end() :].lstrip()[:1]
    return not following.islower()


def _last_word_end(text: str, limit: int) -> int:
    """Return the end of the last whole word before ``limit``; ``limit`` where there is no blank."""
    if limit >= len(text):
        return len(text)
    blank = max(text.rfind(" ", 0, limit + 1), text.rfind("\n", 0, limit + 1))
    return len(text[:blank].rstrip(" ,;:–—-\n")) if blank > 0 else limit
