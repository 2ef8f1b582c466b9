"""How well a stretch of text reads when it stands alone: complete, of substance, no boilerplate.

All pure; numbers are factors from 0 (never show) to 1.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.briefing.words import FUNCTION_WORDS, words_of
from bot.records import QuotationKind

#: What is printed around articles and is no part of them.
_BOILERPLATE = re.compile(
    r"https?://|www\.|pic\.twitter|©"
    r"|\b(?:our|free|daily|weekly|morning) newsletters?\b|in your inbox"
    r"|\bsign(?:ed)? up (?:here|now|today|to (?:get|receive)|for (?:our|the|a|your|e-?mails?)\b)"
    r"|\bsubscribe (?:to|now|today|here|for)\b|\bclick (?:here|on the|below)\b"
    r"|\ball rights reserved\b|\b(?:privacy policy|terms of (?:use|service)|cookie policy)\b"
    r"|\bgetty(?: images)?\b|\bafp via\b|\b(?:ap|file|handout|reuters) photo\b"
    r"|\bphoto(?:graph)? by\b|\bcontributed to this (?:report|story|article)\b"
    r"|\bmin(?:ute)? read\b|\bcomments? section\b"
    r"|\bthis (?:story|article|post) (?:has been|was|is) (?:\w+ )?(?:updated|corrected|published)"
    r"|\A\W*(?:subscribe|sign in|log in|see also|editor['’]s note|share this|e-?mail us"
    r"|download the|read (?:next|more|also|the full)|watch (?:live|now|more|the video|this)"
    r"|listen (?:now|to (?:this|the podcast))|follow (?:us|him|her|me|along)"
    r"|follow \w+(?: \w+)? on|(?:reporting|editing|additional reporting|writing|edited) by"
    r"|here(?:['’]s| is| are) (?:what|how|why|the latest)|stay (?:up to date|informed)"
    r"|get (?:the|our|more) .{0,40}(?:inbox|alerts|app\b|news))\b"
    r"|\A\W*(?:in pictures|related|photos?|image|video|pictured|caption|correction|updated?|more"
    r"|posted)\s*[:|]"
    r"|\A\W*(?:updated|posted|published)\b.{0,20}\d"
    r"|\w/(?:shutterstock|getty|ap|afp|reuters|epa|bloomberg|sipa|zuma|pool|cnn|ap images)\b",
    re.IGNORECASE,
)
#: Courtesies and feelings that open a speech and say nothing on its subject.
_THROAT_CLEARING = re.compile(
    r"\A\W*(?:(?:well|look|so|and|but|yeah|yes|no|oh|um|you know|i mean|listen|okay),?\s+)*"
    r"(?:thank(?:s| you)|good (?:morning|evening|afternoon)|hello|hi\b|welcome\b|congratulations"
    r"|(?:i|we)(?:['’]m|['’]re| am| are| was| were| feel| felt)?"
    r" (?:so |very |really |truly |just )*"
    r"(?:happy|glad|pleased|delighted|honou?red|thrilled|excited|grateful|thankful|proud|humbled"
    r"|sorry|looking forward|don['’]t know|can['’]t comment)"
    r"|it(?:['’]s| is| was) (?:so |very |really |just |such )*(?:an? )?"
    r"(?:great|good|nice|wonderful|amazing|surreal|crazy|honou?r|privilege|pleasure|dream)"
    r"|(?:i|we) (?:love|like|miss) (?:it|you|him|her|them)\b|(?:i|we) (?:do |really )?appreciate\b"
    r"|no comment|let me (?:be clear|say)\W*\Z|next question)",
    re.IGNORECASE,
)
_SUBSTANCE = re.compile(
    r"\b(?:must|will|won['’]t|should|cannot|can['’]t|need|needs|never|oppose[sd]?|support(?:s|ed)?"
    r"|demand|reject|agree(?:d|ment)?|because|if|unless|risk|threat|plan|war|law|policy|decision"
    r"|right|rights|ban|vote|security|economy|percent|per cent|billion|million|%)",
    re.IGNORECASE,
)
#: Words of which at least one stands in nearly every complete English clause.
_FINITE = frozenset(
    "is are was were am be been has have had do does did will would can could should may might must"
    " shall ain't isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't couldn't"
    " shouldn't i'm it's he's she's that's there's we're they're you're i've we've they've i'll"
    " we'll it'll they'll he'll she'll let's what's who's here's said says told called wants want"
    " need needs know think believe make makes made take takes took go goes went get gets got come"
    " comes came see saw let keep give gave say stop".split()
)
_VERBISH = re.compile(r"\A\w{3,}(?:ed|ing)\Z")
_DANGLING = frozenset("it they this that these those he she him her his their there".split())
#: Subjects that another sentence has named.
_VAGUE = re.compile(
    r"The (?:two|three|pair|latter|former|move|decision|announcement|leaders?|meeting|report|group"
    r"|company|agency|officials?|country|deal|case|statement|visit|vote|bill|law|news|attack|event)"
    r"\b(?! of | on | in )"
)
#: Words that no clause ends with: what is behind them was cut off.
_CUT_OFF = frozenset("told tells the a an of and or nor had his their its my our your".split())
_ENDS = (".", "!", "?", "…", "”", '"', "’", "'", ")", "»")
#: Pictures are described in the present with a full date: "... speaks on March 22, 2022 in ...".
_CAPTION = re.compile(
    r"\b(?:speaks?|arrives?|poses?|walks?|looks?|is seen|are seen|waves?|gestures?|stands?|listens?"
    r"|reacts?|sits?|watch(?:es)?|protest|march(?:es)?|greets?|takes? (?:questions|part)|shakes?"
    r"|addresses|appears?|testif(?:y|ies)|performs?)\b.*"
    r"(?:(?: on| of|,) (?:\w+day,? )?"
    r"(?:\w{3,9}\.? \d{1,2}|\d{1,2} \w{3,9}\.?),? (?:19|20)\d\d\b"
    r"| on \w+day, \w{3,9}\.? \d{1,2}\.?\Z)"
)
_LONGER_WORD = re.compile(r"[^\W\d_]{4,}")
_LIST_MARK = re.compile(r"\A\s*(?:[-•*▪►]|\d{1,2}[.)]\s|Q:|A:|[A-Z]{2,}[A-Z ]*:)")


@lru_cache(maxsize=20_000)
def is_boilerplate(text: str) -> bool:
    """Tell whether a sentence belongs to the page rather than to the article."""
    return bool(_BOILERPLATE.search(text))


@lru_cache(maxsize=20_000)
def rate_quotation(text: str, kind: QuotationKind) -> float:
    """Rate the content of a quotation: a complete clause of 8 to 45 words that says something."""
    words = words_of(text)
    if len(words) < 2 or is_boilerplate(text):
        return 0.0
    rating = _rate_length(len(words))
    if not _is_clause(words, kind):
        rating *= 0.45
    if _THROAT_CLEARING.search(text):
        rating *= 0.4
    if _is_headline(text):
        rating *= 0.3
    if "\n" in text.strip():
        rating *= 0.6
    if text.rstrip().endswith("?"):
        rating *= 0.75
    if text[:1].islower() and kind is QuotationKind.DIRECT:
        rating *= 0.55
    if words[0] in _DANGLING:
        rating *= 0.85
    if words[-1] in _CUT_OFF and kind is not QuotationKind.DIRECT:
        rating *= 0.15
    if not _is_balanced(text):
        rating *= 0.7
    return rating * _rate_substance(text, words)


@lru_cache(maxsize=20_000)
def rate_sentence(text: str) -> float:
    """Rate a sentence as evidence: 6 to 45 words, begun and ended, at home in running prose."""
    words = words_of(text)
    if len(words) < 4 or is_boilerplate(text) or _LIST_MARK.match(text):
        return 0.0
    rating = 1.0 if 8 <= len(words) <= 40 else 0.6 if len(words) < 8 else 0.75
    if len(words) > 55:
        rating *= 0.5
    first = next((char for char in text if char.isalnum()), "")
    if first.islower():
        rating *= 0.6
    if not text.rstrip().endswith(_ENDS):
        rating *= 0.5
    if text.rstrip().endswith(("?", "...", "…")):
        rating *= 0.6
    if _is_headline(text):
        rating *= 0.3
    if "\n" in text.strip():
        rating *= 0.5
    if words[0] in _DANGLING:
        rating *= 0.75
    if _VAGUE.match(text):
        rating *= 0.85
    if _CAPTION.search(text):
        rating *= 0.35
    if words[0] in {"and", "but", "so", "or", "also", "meanwhile", "however", "then"}:
        rating *= 0.9
    if not _is_balanced(text):
        rating *= 0.75
    # A long line that is closed by a stop hardly lacks a verb, whatever its verb is.
    whole = len(words) >= 8 or any(is_finite(w) or _VERBISH.match(w) for w in words)
    return rating if whole else rating * 0.5


def _rate_length(count: int) -> float:
    if count < 8:
        return (0.0, 0.05, 0.12, 0.2, 0.32, 0.5, 0.7, 0.85)[count]
    if count <= 45:
        return 1.0
    return max(0.25, 1.0 - (count - 45) / 60)


def _rate_substance(text: str, words: list[str]) -> float:
    """Rate from .6 to 1: words that carry meaning, names or numbers, words of will and reason."""
    carrying = sum(word not in FUNCTION_WORDS for word in words)
    rating = 0.6 + 0.2 * min(1.0, carrying / max(1.0, 0.42 * len(words)))
    if _SUBSTANCE.search(text):
        rating += 0.1
    if any(char.isdigit() for char in text) or re.search(r"(?<=[a-z,] )[A-Z][a-z]", text):
        rating += 0.1
    return rating


def _is_clause(words: list[str], kind: QuotationKind) -> bool:
    """Tell whether the words most likely hold a subject and a finite verb."""
    if any(is_finite(word) for word in words):
        return True
    if len(words) < 6:
        return False
    return kind is QuotationKind.INDIRECT or any(_VERBISH.match(word) for word in words)


def is_finite(word: str) -> bool:
    """Tell whether a word, in lower case, is one that nearly every complete clause holds."""
    plain = word.replace("’", "'")
    return plain in _FINITE or plain.endswith(("n't", "'re", "'ll", "'ve"))


def _is_headline(text: str) -> bool:
    """Tell whether most longer words are capitalised, as in a headline."""
    longer: list[str] = _LONGER_WORD.findall(text)
    if len(longer) < 3:
        return False
    capitals = sum(word[0].isupper() for word in longer)
    return capitals / len(longer) > 0.75 or sum(w.isupper() for w in longer) / len(longer) > 0.5


def _is_balanced(text: str) -> bool:
    if text.count("“") != text.count("”") or text.count("(") != text.count(")"):
        return False
    return text.count('"') % 2 == 0
