"""Whether a stance on a target is a stance on the topic that the target names; pure.

Who backs sanctions on a country does not back the country, and who rejects a ban on a thing does
not reject the thing. The words around the topic within the target tell.
"""

from __future__ import annotations

import re
from enum import IntEnum

from bot.briefing.facts.relevance import Matcher
from bot.briefing.words import FUNCTION_WORDS, root, words_of

#: Words that turn a target round: who bans imports supports the ban and opposes the imports.
_TURNING = re.compile(
    r"\b(?:ban(?:s|ned|ning)?|block\w*|end(?:s|ed|ing)?|stop\w*|halt\w*|repeal\w*|overturn\w*"
    r"|revers\w+|withdr\w+|drop\w*|cut(?:s|ting)?|limit\w*|restrict\w*|against|impeach\w*"
    r"|remov\w+|oust\w*|reject\w*|abolish\w*|prevent\w*|no|not|never|without|refus\w+"
    r"|sanction\w*|suspen\w+|cancel\w*|scrap\w*|veto\w*|delay\w*|lift\w*|exception\w*|failure"
    r"|lack|critici\w+|critics?|opposition|oppos\w+|delet\w+|clos(?:ed|es|ing|ures?)"
    r"|close(?= (?:the|its|his|her|their|all|down|a)\b)|illegal\w*|outlaw\w*|dismantl\w+|defund\w*"
    r"|eliminat\w+|rescind\w*|prohibit\w*|forbid\w*|condemn\w*|denounc\w+|leav\w+|carve-?outs?"
    r"|curb\w*|reduc\w+|moratori\w+|boycott\w*|embargo\w*)\b",
    re.IGNORECASE,
)
#: Words before a topic by which it is fought, feared or made to pay.
_HOSTILE = re.compile(
    r"\b(?:anti|attack\w*|assault\w*|inva[ds]\w+|wars?|warfare|aggress\w+|occup\w+|annex\w*"
    r"|strik\w+|bomb\w*|shell\w*|offensive|accus\w+|fight\w*|combat\w*|crackdown\w*|tariffs?"
    r"|blockad\w+|isolat\w+|punish\w*|threat\w*|hat(?:e|red)|violen\w+|discriminat\w+"
    r"|eradicat\w+|exit\w*|lawsuits?|su(?:e|ed|es|ing)|charg\w+|investigat\w+|prob(?:e|es|ing)"
    r"|inquir\w+|prosecut\w+|defeat\w*|rebuk\w+|s[ck]eptic\w*|concerned|concerns?|counter\w*"
    r"|contain|deter|weaken\w*|hard-?line|tough\w*)\b",
    re.IGNORECASE,
)
#: Beginnings of words that put the topic to use, or do it good, right before it.
_FOR = re.compile(
    r"(?:help|support|aid|assist|defen[ds]|protect|arm(?:s|ed|ing)?\b|back|fund|financ|sav(?:e|ing)"
    r"|join|admit|welcom|trust|friend|solidar|allian|relation|ties\b|cooperat|partner|expan[ds]|legal"
    r"|allow|access|right|membership|call|plan|propos|idea|bill|push|effort|vot|introduc|build|creat"
    r"|adopt|pass|implement|impos|rais|increas|doubl|restor|maintain|keep|continu|exten[ds]|us(?:e|ing)\b"
    r"|approv|enact|endors|promot|strengthen|embrac|recogn|favou?r|mak(?:e|ing)\b|giv(?:e|ing)\b|having)"
)
#: Words that may stand between such a word and the topic.
_LINKS = frozenset(
    "of for to with the a an its their our his her people government more new".split()
)
#: Words right behind a topic that make something of it that works against it: "gun control".
_AGAINST_BEHIND = re.compile(
    r"(?:bans?|carve-?outs?|exceptions?|controls?|restrictions?|curbs?|limits?|prohibition|opponents?"
    r"|opposition|critics?|foes?|failures?|closures?|sanctions?|tariffs?|boycotts?|invasion|attacks?"
    r"|abuse|violence|deaths?|fraud|crackdown|embargo|divestment|cuts?|hesitancy|denial|deniers?"
    r"|s[ck]eptics?|crisis|threats?|war|illegal|unlawful)\Z"
)
#: Words right behind a topic that stand for it, or are its own: "abortion rights".
_OWN_BEHIND = re.compile(
    r"(?:rights?|access|services?|care|providers?|membership|side|cause|bid|movement|campaigns?|deals?"
    r"|agreements?|pacts?|treaty|plans?|proposals?|projects?|programs?|programmes?|administration"
    r"|governments?|people|president|leaders?|army|forces|state|economy)\Z"
)
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
#: What is the topic's own and yet its end: "Berg's impeachment"; or whoever is against it.
_UNDOING = re.compile(
    r"['’]s? (?:\w+ )?(?:impeachment|resignation|removal|ouster|conviction|arrest|prosecution"
    r"|defeat|expulsion|indictment|downfall|punishment|isolation|suspension|critics?|opponents?|rivals?"
    r"|foes?|enemies|detractors?)\b",
    re.IGNORECASE,
)
_PREPOSITIONS = frozenset(
    "in at from by on over into near across inside within during about around between through"
    " toward towards under without of for to with as than because that which who whose"
    " where when".split()
)
#: "Calling out" does nobody good.
_PARTICLES = frozenset("out off up down back away".split())
_MOST_BEFORE = 3


class Bearing(IntEnum):
    """How the target of a position bears on a topic that it names."""

    #: It works against the topic: "sanctions on Norland", "a toll ban".
    AGAINST = 0
    #: It is something else that has to do with the topic: "the report on Norland".
    BESIDE = 1
    #: It is the topic, the topic's own, or what does it good: "aid to Norland".
    ON = 2


def find_bearing(target: str, matcher: Matcher) -> Bearing:
    """Return how a target bears on the topic that ``matcher`` finds; BESIDE where it names none."""
    place = matcher.place_in(target)
    if place is None:
        return Bearing.BESIDE
    start, end = place
    before = words_of(target[:start])
    if _TURNING.search(target, 0, start) or _HOSTILE.search(target, 0, start):
        return Bearing.AGAINST
    behind = _read_behind(target, start, end)
    if behind is Bearing.ON and not (_is_plain(before) or _is_for(before)):
        return Bearing.BESIDE
    return behind


def find_turns(words: str) -> frozenset[str]:
    """Return the roots of the words that turn round what is said: "to ban the toll" has "ban"."""
    return frozenset(root(word.casefold()) for word in _TURNING.findall(words))


def _is_plain(before: list[str]) -> bool:
    """Tell whether nothing but a few words of the topic's own phrase stands before it."""
    return _LINKS.issuperset(before) or (
        len(before) <= _MOST_BEFORE
        and not any(word in _PREPOSITIONS or word.endswith("ing") for word in before)
    )


def _is_for(before: list[str]) -> bool:
    """Tell whether the topic is the object of a word that does it good or puts it to use."""
    at = len(before) - 1
    while at >= 0 and before[at] in _LINKS:
        at -= 1
    near = before[max(0, at - 1) : at + 1]
    if near and (near[-1] in _PREPOSITIONS or near[-1] in _PARTICLES):
        return False
    return any(map(_FOR.match, near))


def _read_behind(target: str, start: int, end: int) -> Bearing:
    """Tell what the words right behind the topic make of it."""
    if _UNDOING.match(target, end):
        return Bearing.AGAINST
    if _POSSESSIVE.match(target, end):
        return Bearing.ON
    if target[end : end + 1] not in (" ", "-"):
        return Bearing.ON
    following = words_of(target[end : end + 30])[:1]
    word = following[0] if following else ""
    if _AGAINST_BEHIND.match(word):
        return Bearing.AGAINST
    is_noun = word.isalpha() and word not in FUNCTION_WORDS and word not in _PREPOSITIONS
    if not is_noun or _OWN_BEHIND.match(word) or word.endswith(("ing", "ed")):
        return Bearing.ON
    return Bearing.BESIDE
