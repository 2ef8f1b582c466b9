"""Reported speech as a line: what of it reads alone as something that its speaker said; all pure.

Attributions are of many sorts: "urged voters to stay calm", "is expected to resign", "never said
that". A line shows the content apart from its cue, so it must be a clause of its own, and the cue
must say that the speaker put it forward: what somebody doubts, refuses or might say is turned into
its opposite where it stands alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from bot.briefing.texts.quality import is_finite
from bot.briefing.words import words_of
from bot.language.lexicon import (
    read_words,
    reporting_verbs,
    saying_verbs,
    third_person,
    verb_lemmas,
)
from bot.ports import StoredQuotation
from bot.records import QuotationKind, Span

#: What cues are worth: saying, thinking or finding, "according to" (mostly plain facts), others.
_SAYING, _HOLDING, _SOURCED, _OTHER = 1.0, 0.8, 0.75, 0.4
#: What is left of a clause that goes on with another, or of an indirect question.
_CONTINUED, _ASKED = 0.3, 0.25
#: ... and of words whose speaker is a pronoun that stands for nobody known, or just anybody.
_ANYBODY = 0.3

_THAT = re.compile(r"that\b[\s,:]*", re.IGNORECASE)
_BEFORE_CONTENT = re.compile(r"\bthat[\s,:]*\Z", re.IGNORECASE)
#: One quoted stretch and nothing else: it is shown as the direct quotation that it is.
_ALL_QUOTED = re.compile(r"\W*[\"“][^\"“”]*[\"”]\W*\Z")
#: What such a cue governs is a thing: "warned of floods and a harbour that is closed".
_GOVERNS_THING = re.compile(r"\b(?:of|for|about|against|over|as|at|by|on)\W*\Z", re.IGNORECASE)
_SPEECH_BEHIND = re.compile(r":\s*[\"“]")
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_NOT_PUT_FORWARD = re.compile(
    r"\b(?:not|never|no|nobody|nothing|cannot|without|would|could|might|(?-i:may)|should|can|must|if"
    r"|refus\w+|declin\w+|den(?:y|ied|ies|ying|ials?)|doubt\w*|disput\w+|reject\w+|dismiss\w+"
    r"|question\w*|ask\w*|wonder\w*|skeptic\w*|sceptic\w*|unclear|debunk\w*|refut\w+|rebut\w*"
    r"|disagree\w*|oppos\w+|silent|likely|fail\w*|seem\w*|appear\w*|know\w*|knew|remember\w*|whether)\b"
    r"|n[’']t\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\b(?!.*\b(?:quoted|cited)\b)(?:\W+\w+)*?\W+(?:\w+ed|known"
    r"|seen|found|told|said|given|thought|shown|held|sent|set|put)\b",
    re.IGNORECASE,
)
#: Verbs whose object does something: "told residents to leave" holds no clause.
_DIRECTIVE = frozenset(
    "urge ask advise tell call encourage order instruct warn beg plead caution want allow expect"
    " demand invite recommend push press summon".split()
)
#: Verbs that take a clause without "that"; others name what they are about: "praised the plan".
_CLAUSE_TAKING = frozenset(
    "think believe pray hope fear expect feel find worry show reveal indicate estimate learn"
    " discover determine imply guarantee anticipate decide guess imagine mean project recognize"
    " recognise realize realise rule figure forecast predict judge".split()
)
_THING_TAKING = frozenset("answer read recite quote chant sing blog email text post".split())
#: Nouns whose "that" opens what was claimed: "remarks that he agrees" is no clause.
_CLAIMS = frozenset(
    "remark remarks claim claims idea fact belief view statement statements comment comments"
    " suggestion suggestions allegation allegations accusation accusations report reports notion"
    " concern concerns fear fears hope hopes evidence".split()
)
_RELATIVES = frozenset("who which that whose whom where".split())
_QUESTIONS = frozenset("whether why how what who whom which where".split())
_JOINTS = frozenset("and but or nor".split())
#: A clause that depends on another may stand first.
_SUBORDINATES = frozenset(
    "when while after before because although though since once unless as until".split()
)
_NOT_FINITE = frozenset("been be am being having doing going said told called".split())
#: What opens with one of these lacks its subject.
_AUXILIARIES = frozenset(
    "is are was were has have had does do did will would can could should may might must shall"
    " cannot isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't"
    " can't couldn't shouldn't".split()
)
_PLAIN_SAYING = frozenset({"say", "add", "note"})
_UNPROVEN = 0.6
_FEWEST_UNPROVEN = 5
_INFINITIVE = frozenset({"to", "not"})
_BEFORE_PARTICIPLE = frozenset(
    "a an the his her its their our my your this these those some any no of in on for with by to"
    " and from at".split()
)
_NAMELESS = frozenset(
    "they them he him she her it we us i you who whom which that this these those some many most"
    " few others another one people someone somebody anyone everyone photos photo video his their"
    " its both all graphic".split()
)


def trim_report(quotation: StoredQuotation, text: str) -> StoredQuotation:
    """Return reported speech without the heading before it and the "that" that ties it to its cue.

    Of a content that runs over a line's end, the part on the cue's line is kept.
    """
    if quotation.kind is QuotationKind.DIRECT:
        return quotation
    start, end = quotation.content
    content = text[start:end]
    if "\n" in content and quotation.cue is not None:
        if quotation.cue.start >= end:
            start += content.rindex("\n") + 1
        elif quotation.cue.end <= start:
            end = start + content.index("\n")
    that = _THAT.match(text, start, end)
    if that is not None and that.end() < end and not _is_subject(text, that.end()):
        start = that.end()
    trimmed = Span(start, end)
    return replace(quotation, content=trimmed) if trimmed.of(text).strip() else quotation


def rate_report(quotation: StoredQuotation, text: str) -> float:
    """Rate from 0 (never show) to 1 how surely a content alone is what its speaker put forward."""
    if quotation.kind is QuotationKind.DIRECT:
        return 1.0
    if quotation.speaker is None or quotation.cue is None:
        return 0.0
    content = quotation.content.of(text)
    if "\n" in content.strip() or _ALL_QUOTED.match(content):
        return 0.0
    before = text[max(0, quotation.content.start - 8) : quotation.content.start]
    after_that = bool(_BEFORE_CONTENT.search(before) or _THAT.match(content))
    rating = _rate_clause(content, quotation.cue.of(text), after_that=after_that)
    if not quotation.speaker_ids and quotation.speaker.of(text).casefold() in _NAMELESS:
        rating *= _ANYBODY
    return rating


@lru_cache(maxsize=20_000)
def _rate_clause(content: str, cue: str, *, after_that: bool) -> float:
    worth, lemmas = _rate_cue(cue)
    # Whole speech behind a colon belongs to what is named before it: "a note that asks: ...".
    words = words_of(_SPEECH_BEHIND.split(content, maxsplit=1)[0])
    if not worth or not words:
        return 0.0
    if words[0].replace("’", "'") in _AUXILIARIES:
        return 0.0
    if after_that:
        return worth
    if _GOVERNS_THING.search(cue):
        return 0.0
    if words[0] in _QUESTIONS:
        worth *= _ASKED
    elif worth <= _OTHER or (words[0] in _finite_forms() and words[0].endswith("s")):
        return 0.0
    elif not _is_clause(words, lemmas):
        # "said" is hardly ever followed by anything else, whatever the verb of the clause is.
        if not lemmas & _PLAIN_SAYING or len(words) < _FEWEST_UNPROVEN or words[0] in _INFINITIVE:
            return 0.0
        worth *= _UNPROVEN
    return worth * (_CONTINUED if words[0] in _JOINTS else 1.0)


@lru_cache(maxsize=5_000)
def _rate_cue(cue: str) -> tuple[float, frozenset[str]]:
    """Rate the words of a cue, and return the verbs among them."""
    words = [word.replace("’", "'") for word in _LETTERS.findall(cue.casefold())]
    if not words or cue.isupper() or _NOT_PUT_FORWARD.search(cue) or _PASSIVE.search(cue):
        return 0.0, frozenset()
    if words[0] == "according":
        return _SOURCED, frozenset()
    said = frozenset(saying_verbs()[word] for word in words if word in saying_verbs())
    lemmas = said | {reporting_verbs().get(word, "") for word in words}
    if words[0] == "to" or lemmas <= _THING_TAKING:
        return 0.0, lemmas
    if said - _CLAUSE_TAKING:
        return _SAYING, lemmas
    return (_HOLDING if lemmas & _CLAUSE_TAKING else _OTHER), lemmas


def _is_clause(words: list[str], lemmas: frozenset[str]) -> bool:
    """Tell whether words hold a subject and its verb, most likely, rather than name something."""
    if words[0] in _INFINITIVE:
        return False
    needed, is_bound, has_relative = 1, words[0] in _SUBORDINATES, False
    for number, word in enumerate(words[1:], 1):
        before = words[number - 1]
        if word in _RELATIVES and not is_bound:
            if before in _CLAIMS:
                return False
            # "people who test positive should stay at home": the second verb is that of the clause.
            needed, has_relative = 2, True
        elif word == "to" and lemmas & _DIRECTIVE:
            return False
        elif _is_finite(word, before, may_be_participle=has_relative):
            needed -= 1
            if not needed:
                return True
    return False


def _is_finite(word: str, before: str, *, may_be_participle: bool) -> bool:
    if before == "to" or before in _AUXILIARIES or word in _NOT_FINITE:
        return False
    if is_finite(word):
        return before not in _BEFORE_PARTICIPLE or word in _AUXILIARIES
    if before in _BEFORE_PARTICIPLE or before.endswith("ly"):
        return False
    return word in _finite_forms() or (word.endswith("ed") and not may_be_participle)


@cache
def _finite_forms() -> frozenset[str]:
    """Return the forms of listed verbs that can be the verb of a clause."""
    names = ("saying_verbs.txt", "reporting_verbs.txt", "common_verbs.txt")
    forms = {form for name in names for form in verb_lemmas(name)}
    nouns = {noun for line in read_words("noun_verbs.txt") for noun in line}
    nouns |= set(map(third_person, nouns))
    return frozenset(form for form in forms - nouns if not form.endswith("ing"))


def _is_subject(text: str, at: int) -> bool:
    """Tell whether "that" before ``at`` is itself the subject: "that is why"."""
    following = words_of(text[at : at + 24])
    return bool(following) and following[0] in _AUXILIARIES
