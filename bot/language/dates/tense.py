"""Does the text look back or ahead? Read from the words round a time expression."""

from __future__ import annotations

from typing import Final

from bot.language.layout import Layout

_FUTURE: Final = frozenset(
    "will 'll ’ll wo shall would upcoming forthcoming scheduled due expected slated planned plans"
    " planning deadline expires begins starts meets arrives opens leaves faces hosts heads"
    " resumes kicks takes ends intends hopes expects payable".split()
)
#: Modal verbs that look ahead unless "have" follows: "should have left".
_DUTIES: Final = frozenset({"should", "must"})
#: "Were ordered to move on Tuesday" tells of the order, not of what is to come.
_ASKED: Final = frozenset({"ordered", "asked", "urged", "told", "instructed", "forced", "allowed"})
#: Plans without a form of "be" before them are told, not ahead: "the government planned to pay".
_TOLD_PLANS: Final = frozenset({"planned", "scheduled", "expected", "slated"})
_BE: Final = frozenset(
    {"is", "are", "be", "been", "being", "was", "were", "'s", "’s", "'re", "’re"}
)
_PAST: Final = frozenset(
    "was were had did been said told went came took made began left met got gave ran saw fell rose"
    " won lost held sent struck hit put set cut shot led kept became broke brought built bought"
    " caught chose drew drove fled flew found fought forgot froze grew heard hid knew laid lay let"
    " lit meant paid quit read rode rang sang sank sold shook slid spoke spent spread stood stole"
    " stuck swore swept swam taught tore thought threw understood woke wore wrote withdrew overtook"
    " died ago".split()
)
_WERE: Final = frozenset({"was", "were", "been"})
#: Before "to" and a verb: what follows lies ahead.
_PLANS: Final = frozenset(
    "scheduled expected due set planned plans plan planning going slated hopes hoped hoping wants"
    " likely supposed ready about poised aims intends agreed vowed promised is are has have"
    " deadline until prepares preparing bound ordered asked urged wanted needs need how".split()
)
#: No past tense though they end so.
_NOT_PAST: Final = frozenset(
    "united red bed need speed indeed hundred wed feed seed breed united exceed proceed succeed"
    " embed shed led sacred naked so-called".split()
)
#: Behind a comma these tell of what was said: "..., announcing on Thursday that".
_TELLING: Final = frozenset("announcing saying telling warning adding reporting writing".split())
_CLAUSE_ENDS: Final = frozenset({";", ":", "—", "--", "–", "”", "“", '"', "``", "''"})
_AHEAD: Final = frozenset({"until", "till", "by", "before"})
_AS_SOON: Final = frozenset({"soon", "early"})
_REACH = 14


def find_direction(layout: Layout, first: int, after: int) -> int:
    """Tell where the time named by the tokens ``[first, after)`` lies.

    Returns -1 for the past, +1 for the future, 0 where the sentence does not say. The nearest
    telling word before the phrase decides; where the phrase opens its sentence, the nearest after.
    """
    begin, end = layout.sentences[layout.sentence_of[first]]
    lowers = layout.lowers
    before = lowers[first - 1] if first > begin else ""
    if before == "since":
        return -1
    backward = _look_back(lowers, max(begin, first - _REACH), first)
    if before == "as" and lowers[max(begin, first - 2)] in _AS_SOON:
        return 1
    if before in _AHEAD:
        if not backward and _look_ahead(lowers, after, min(end, after + _REACH)) < 0:
            return -1  # "By July 23, they had found him"
        if _is_asked(lowers, max(begin, first - _REACH), first):
            return 1
        return -1 if backward < 0 and _has_auxiliary(lowers, max(begin, first - 6), first) else 1
    if backward:
        return backward
    return _look_ahead(lowers, after, min(end, after + _REACH))


def _look_back(lowers: list[str], begin: int, first: int) -> int:
    for i in range(first - 1, begin - 1, -1):
        word = lowers[i]
        if word in _FUTURE or (word in _DUTIES and lowers[i + 1] != "have"):
            # "was scheduled for", "had planned": told from a past point, but still a plan ahead.
            return 1
        if word == "to":
            if i > begin + 1 and lowers[i - 1] in _ASKED and lowers[i - 2] in _WERE:
                return -1
            if i > begin and lowers[i - 1] in _PLANS and i + 1 < first:
                return 1
            continue
        if word in _TELLING:
            return -1
        if is_past(word):
            if i > begin + 1 and lowers[i - 1] == "be" and lowers[i - 2] == "to":
                return 1
            if i > begin and lowers[i - 1] in {"be", "to"}:
                continue
            return 1 if i > begin and word in {"set", "planned"} else -1
        if word in _CLAUSE_ENDS:
            return 0
    return 0


def _look_ahead(lowers: list[str], after: int, end: int) -> int:
    for i in range(after, end):
        word = lowers[i]
        if word in _TOLD_PLANS and lowers[i - 1] not in _BE:
            return -1
        if word in _FUTURE:
            return 1
        if word == "to" and lowers[i - 1] in {"is", "are", "due", "set", "going"}:
            return 1
        if is_past(word):
            return -1
        if word in _CLAUSE_ENDS:
            return 0
    return 0


def is_past(word: str) -> bool:
    """Tell whether a word in lower case looks like a past form."""
    return word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST)


def _is_asked(lowers: list[str], begin: int, first: int) -> bool:
    """Tell whether "were asked to leave by" stands before: the term of an order lies ahead."""
    return any(
        lowers[i] == "to" and lowers[i - 1] in _ASKED
        for i in range(begin + 1, max(begin, first - 1))
    )


def _has_auxiliary(lowers: list[str], begin: int, first: int) -> bool:
    return any(word in {"had", "was", "were"} for word in lowers[begin:first])
