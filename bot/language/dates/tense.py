"""Does the text look back or ahead? Read from the words round a time expression."""

from __future__ import annotations

from typing import Final

from bot.language.dates.words import MERIDIEMS, MONTHS, PART_WORDS, TURNS, WEEKDAYS
from bot.language.layout import Layout

_FUTURE: Final = frozenset(
    "will 'll ’ll wo shall would upcoming forthcoming scheduled due expected slated planned plans"
    " planning deadline expires begins starts meets arrives opens leaves faces hosts heads"
    " resumes kicks takes ends intends hopes expects payable".split()
)
#: Modal verbs that look ahead, but for "should have left" and "could not leave".
_DUTIES: Final = frozenset({"should", "must", "could", "might", "can"})
#: Before a form that is past and bare alike these show that it is bare: "will spread".
_MODALS: Final = frozenset(
    "will would shall should must could might can may 'll ’ll to not n't n’t".split()
)
_NOT_AHEAD: Final = frozenset({"have", "not", "n't", "n’t"})
#: "Were ordered to move on Tuesday" tells of the order, not of what is to come.
_ASKED: Final = frozenset({"ordered", "asked", "urged", "told", "instructed", "forced", "allowed"})
#: Plans without a form of "be" before them are told, not ahead: "the government planned to pay".
_TOLD_BEFORE: Final = frozenset({"as", "previously", "originally", "had"})
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
#: Before these, only with one of these do they look ahead: "has decided to", "is trying to".
_NEEDED: Final = {
    "decided": frozenset({"has", "have"}),
    "trying": frozenset({"is", "are", "in", "now"}),
}
#: "Was supposed to land", "were trying to land": it is over, and came otherwise.
_OVERTAKEN: Final = frozenset({"supposed", "trying", "seeking", "meant", "hoped"})
#: "Are granted" tells of no past.
_BEING: Final = frozenset({"being", "is", "are", "'re", "’re", "be"})
_WERE: Final = frozenset({"was", "were", "been"})
#: Before "to" and a verb: what follows lies ahead.
_PLANS: Final = frozenset(
    "scheduled expected due set planned plans plan planning going slated hopes hoped hoping wants"
    " likely supposed ready about poised aims intends agreed vowed promised is are has have"
    " intend hope expect aim agreement agreements deal trying seeking designed meant intended"
    " decided deadline until prepares preparing bound ordered asked urged wanted needs need"
    " forecast projected predicted anticipated prepared eager determined how".split()
)
#: No past tense though they end so.
_NOT_PAST: Final = frozenset(
    "united allied red bed need speed indeed hundred wed feed seed breed exceed proceed succeed"
    " embed shed led sacred naked so-called".split()
)
#: Behind a comma these tell of what was said: "..., announcing on Thursday that".
_TELLING: Final = frozenset("announcing saying telling warning adding reporting writing".split())
#: "Is hosting a ball on Friday" tells what is arranged.
_ARRANGED: Final = frozenset(
    "hosting holding opening closing running playing meeting launching releasing returning coming"
    " facing visiting arriving leaving starting performing celebrating".split()
)
_BE_NOW: Final = frozenset({"is", "are", "'re", "’re"})
#: Before a verb that is not past these look ahead: "if they win in May".
_CONDITIONS: Final = frozenset({"if", "unless"})
_CLAUSE_ENDS: Final = frozenset({";", ":", "—", "--", "–", "”", "“", '"', "``", "''"})
_TERMS: Final = frozenset({"until", "till", "by"})
_UNDONE: Final = frozenset({"did", "unable", "few", "nobody", "none"})
_AHEAD: Final = frozenset({"until", "till", "by", "before"})
#: Before a past form these make it an adjective: "an armed march".
_ARTICLES: Final = frozenset({"a", "an", "the", "its", "his", "her", "their", "'s", "’s"})
#: The same before a noun without an article: "for vaccinated customers".
_PREPOSITIONS: Final = frozenset("for of with among from about against between".split())
#: What lasts "through Friday" once it is told as done: "extended through Friday".
_LASTING: Final = frozenset(
    "extended extend extending closed postponed suspended delayed funded cancelled canceled".split()
)
_RANGE_STARTS: Final = MONTHS.keys() | WEEKDAYS.keys()
_OPENING: Final = frozenset({"on", "in", "starting", "beginning"})
_MARKS: Final = frozenset({"”", "“", '"', "``", "''"})
#: A quotation of so few words is a name: 'on the "Morning Hour" on Friday'.
_LONGEST_NAME: Final = 6
_SOFTENERS: Final = frozenset("still newly recently heavily highly long widely much yet".split())
#: What "could be" so was or was not: "could not be reached on Friday", "could be heard".
_PERCEIVED: Final = frozenset({"heard", "seen", "reached", "located", "found", "felt"})
#: "Is heard in May" lies ahead, "is accused of" does not.
_FIXTURES: Final = frozenset({"held", "heard", "played", "decided"})
_EAGER: Final = frozenset({"excited", "thrilled", "prepared"})
_MAY_BE: Final = frozenset("will could would may might should can".split())
#: A clause that opens with "by Friday" or "until Friday" is dated by its own verb.
_OPENERS: Final = frozenset({",", "and", "but", "up"})
#: What was done, by its name: "Friday's ruling", whatever the sentence goes on to expect.
_DONE: Final = frozenset(
    "ruling decision attack attacks crash shooting announcement statement killing killings verdict"
    " explosion explosions blast bombing bombings strike strikes purchase purchases close violence"
    " death deaths fire fires defeat loss victory massacre comments remarks raid raids".split()
)
_STARTS: Final = frozenset({"starting", "beginning", "effective"})
_AS_SOON: Final = frozenset({"soon", "early"})
#: "He'd go on Friday" lies ahead, "he'd gone" does not.
_CONTRACTED: Final = frozenset({"'d", "’d"})
_AFTER_HAD: Final = frozenset(
    "been gone done taken seen known given written spoken had better become come grown begun broken"
    " chosen driven eaten fallen flown forgotten frozen hidden ridden risen shown sung sworn thrown"
    " torn worn run not never already just".split()
)
#: "Rules which take effect Friday", "go into effect on Friday".
_TAKE: Final = frozenset("take takes go goes come comes".split())
#: What is put off to a date takes place on it.
_MOVED: Final = frozenset(
    "moved pushed postponed delayed rescheduled deferred adjourned brought".split()
)
_MOVED_REACH: Final = 6
_REACH = 18
#: A clause that opens with its date has its verb so near.
_NEAR_VERB: Final = 4
#: So many tokens whom one asks and "to" may stand from "asked".
_ORDER_REACH = 6


def find_direction(layout: Layout, first: int, after: int) -> int:
    """Tell where the time named by the tokens ``[first, after)`` lies.

    Returns -1 for the past, +1 for the future, 0 where the sentence does not say. The nearest
    telling word before the phrase decides; where the phrase opens its sentence, the nearest after.
    """
    begin, end = layout.sentences[layout.sentence_of[first]]
    lowers = layout.lowers
    first = _skip_clock(lowers, begin, _skip_part(lowers, begin, first))
    before = lowers[first - 1] if first > begin else ""
    owns = after < end and lowers[after] in {"'s", "’s"}
    if before == "since" or (owns and _is_done(lowers, before, after, end)):
        return -1
    backward = _look_back(lowers, max(begin, first - _REACH), first)
    if before == "to" and not _MOVED.isdisjoint(lowers[max(begin, first - _MOVED_REACH) : first]):
        return 1  # "the vote has been pushed back to June"
    if before == "as" and lowers[max(begin, first - 2)] in _AS_SOON:
        return backward or 1
    start = first - 2 if before == "on" else first - 1
    if start >= begin and lowers[start] in _STARTS:
        ahead = _look_ahead(lowers, after, min(end, after + _REACH))
        return 1 if _is_order(lowers, begin, start) or ahead > 0 else backward or 1
    if before == "through" and not owns and _is_open(lowers, begin, first):
        if _is_asked(lowers, max(begin, first - _REACH), first):
            return 1
        is_told = backward < 0 and _LASTING.isdisjoint(lowers[max(begin, first - 14) : first])
        return -1 if is_told else 1
    beside = _read_verb_behind(lowers, begin, first, after) if after < end else 0
    if beside:
        return beside
    if before == "but" and _look_ahead(lowers, after, min(end, after + _NEAR_VERB)) < 0:
        return -1  # "they planned to play, but on Friday they left"
    is_term = before in _AHEAD and not (owns and before == "by")
    if is_term and lowers[max(begin, first - 2)] not in {"day", "days"}:
        return _look_from_term(lowers, (begin, first, after, end), backward)
    if backward:
        return backward
    is_subject = before == "on" and after < end and lowers[after] in _BE
    if is_subject and _is_of_deed(lowers, begin, first):
        return -1  # "the decision to close the port on Tuesday is expected to"
    ahead = _look_ahead(lowers, after, min(end, after + _REACH))
    if not ahead and before in _OPENING and first - 1 == begin:
        return _is_under_way(lowers, after, min(end, after + _REACH))
    return ahead


def _is_order(lowers: list[str], begin: int, start: int) -> bool:
    """Tell whether "effective" begins something: "was effective Friday" tells what was."""
    return lowers[start] == "effective" and lowers[max(begin, start - 1)] not in _WERE


def _skip_part(lowers: list[str], begin: int, first: int) -> int:
    """Return where "early April" and "the end of June" start."""
    if first > begin and lowers[first - 1] in PART_WORDS:
        return first - 1
    if first > begin + 2 and lowers[first - 1] == "of" and lowers[first - 2] in TURNS:
        return first - 3 if lowers[first - 3] == "the" else first - 2
    return first


def _skip_clock(lowers: list[str], begin: int, first: int) -> int:
    """Return where "5 a.m. on Friday" starts: "until 5 a.m. on Friday" ends on Friday."""
    j = first - 1 if lowers[first - 1] == "on" else first
    is_clock = j > begin + 2 and lowers[j - 1] in MERIDIEMS and lowers[j - 2][:1].isdigit()
    return j - 2 if is_clock and lowers[j - 3] in _TERMS else first


def _is_open(lowers: list[str], begin: int, first: int) -> bool:
    """Tell whether "through Friday" is the end of a term and not of a range or a count so far."""
    start = lowers[max(begin, first - 6) : first - 1]
    return bool(start) and start[-1] not in _RANGE_STARTS and "from" not in start


def _is_under_way(lowers: list[str], after: int, end: int) -> int:
    """Give +1 for "In May, the company is opening a shop"."""
    for i in range(after, end - 1):
        if lowers[i] in {"is", "are"}:
            return int(lowers[i + 1].endswith("ing") and lowers[i + 1] != "being")
    return 0


def _is_done(lowers: list[str], before: str, after: int, end: int) -> bool:
    """Tell whether "Friday's ..." names what has been done."""
    return before == "following" or any(
        word in _DONE for word in lowers[after + 1 : min(after + 3, end)]
    )


def _read_verb_behind(lowers: list[str], begin: int, first: int, after: int) -> int:
    """Read the verb right behind a date, which is the date's own: "who hopes, on Friday said"."""
    if is_past(lowers[after]) and lowers[after] not in _LASTING:
        return -1
    # "He, who trained them, knows what a win on Friday could mean."
    return int(lowers[after] in _MAY_BE and not _is_of_deed(lowers, begin, first))


def _is_of_deed(lowers: list[str], begin: int, first: int) -> bool:
    """Tell whether a date ends a subject that names what has been done."""
    return not _DONE.isdisjoint(lowers[max(begin, first - _REACH) : first])


def _look_from_term(lowers: list[str], where: tuple[int, int, int, int], backward: int) -> int:
    """Tell where the end of a term lies: "until Friday" is ahead unless it is told as over."""
    begin, first, after, end = where
    opens = first - 1 == begin or lowers[first - 2] in _OPENERS
    if opens or (not backward and lowers[first - 1] != "by"):
        ahead = _look_ahead(lowers, after, min(end, after + _REACH))
        if ahead < 0:
            return -1  # "By July 23, they had found him"
    if _is_asked(lowers, max(begin, first - _REACH), first):
        return 1
    if backward < 0 and not _UNDONE.isdisjoint(lowers[max(begin, first - 12) : first]):
        return -1  # "the sale did not begin in Lund until May"
    return -1 if backward < 0 and _has_auxiliary(lowers, max(begin, first - 6), first) else 1


def _look_back(lowers: list[str], begin: int, first: int) -> int:
    i = first
    while i > begin:
        i -= 1
        word = lowers[i]
        said: int | None = None
        if word in _MARKS:
            opening = _find_opening(lowers, max(begin, i - _LONGEST_NAME), i)
            if opening is None:
                return 0
            i = opening
        elif word in _FUTURE or word in _DUTIES:
            said = _read_prospect(lowers, begin, i)
        elif word in _TAKE and _is_effect(lowers, i):
            said = 1
        elif word in _CONTRACTED:
            said = 1 if not is_past(lowers[i + 1]) and lowers[i + 1] not in _AFTER_HAD else None
        elif word == "to":
            said = _read_infinitive(lowers, begin, i, first)
        elif word in _TELLING:
            said = -1
        elif word in _CONDITIONS:
            said = 1
        elif word in _ARRANGED:
            said = _read_arranged(lowers, begin, i)
        elif is_past(word):
            said = _read_past(lowers, begin, i)
        elif word in _CLAUSE_ENDS:
            said = 0
        if said is not None:
            return said
    return 0


def _is_effect(lowers: list[str], i: int) -> bool:
    return lowers[i + 1] == "effect" or lowers[i + 1 : i + 3] == ["into", "effect"]


def _read_arranged(lowers: list[str], begin: int, i: int) -> int | None:
    """Read "is opening" at token ``i``, and "coming to", which needs no verb before it."""
    before = lowers[i - 1] if i > begin else ""
    if before in _BE_NOW:
        return 1
    is_offered = lowers[i] == "coming" and lowers[i + 1] == "to" and before not in _WERE
    return 1 if is_offered else None


def _read_prospect(lowers: list[str], begin: int, i: int) -> int | None:
    """Read "will", "due", "should" at token ``i``; None where it says nothing."""
    if lowers[i] in _DUTIES and lowers[i + 1] in _NOT_AHEAD:
        return None
    if _is_cause(lowers, i):
        return None
    if lowers[i] == "could" and not _PERCEIVED.isdisjoint(lowers[i + 1 : i + 4]):
        return -1
    # "was scheduled for", "had planned": told from a past point, but still a plan ahead;
    # "had been scheduled for": it came otherwise.
    return -1 if lowers[max(begin, i - 2) : i] == ["had", "been"] else 1


def _read_infinitive(lowers: list[str], begin: int, i: int, first: int) -> int | None:
    """Read "hopes to", "was supposed to", "were ordered to", whose "to" is token ``i``."""
    verb = lowers[i - 1] if i > begin else ""
    before = lowers[i - 2] if i > begin + 1 else ""
    if verb in _ASKED and before in _WERE:
        return -1
    if verb not in _PLANS or i + 1 >= first:
        return None
    if verb in _OVERTAKEN and before in _WERE:
        return -1
    if before == "been" and lowers[max(begin, i - 3)] == "had":
        return -1  # "had been due to expire"
    is_meant = before in _NEEDED.get(verb, {before})
    return 1 if is_meant and lowers[i + 1] not in _ARTICLES else None


def _read_past(lowers: list[str], begin: int, i: int) -> int | None:
    """Read the past form at token ``i``, which may be an adjective or part of a plan."""
    before = lowers[i - 1] if i > begin else ""
    if before == "be" and lowers[max(begin, i - 2)] == "to":
        return 1
    if before in _MODALS and not lowers[i].endswith("ed"):
        return None
    if before in {"be", "to"} or (before and _is_adjective(lowers, i)):
        return None
    is_awaited = lowers[i] in _EAGER and lowers[i + 1] in {"for", "about"}
    if before in _BE_NOW and (lowers[i] in _FIXTURES or is_awaited):
        return 1
    return 1 if before and _is_plan(lowers, i) else -1


def _look_ahead(lowers: list[str], after: int, end: int) -> int:
    for i in range(after, end):
        word = lowers[i]
        if word in _TOLD_PLANS and lowers[i - 1] not in _BE:
            return -1
        if word in _FUTURE and not _is_cause(lowers, i):
            return 1
        if word == "to" and lowers[i - 1] in {"is", "are", "due", "set", "going"}:
            return 1
        if is_past(word) and lowers[i - 1] not in _BEING and not _is_adjective(lowers, i):
            return -1
        if word in _CLAUSE_ENDS:
            return 0
    return 0


def _find_opening(lowers: list[str], begin: int, closing: int) -> int | None:
    """Return where the short quotation opens that closes at a mark."""
    for i in range(closing - 1, begin - 1, -1):
        if lowers[i] in _MARKS:
            return i
    return None


def _is_cause(lowers: list[str], i: int) -> bool:
    """Tell whether "due to" gives a reason: "shut due to snow", not "is due to open"."""
    return lowers[i] == "due" and lowers[i + 1 : i + 2] == ["to"] and lowers[i - 1] not in _BE


def _is_plan(lowers: list[str], i: int) -> bool:
    """Tell whether "set" or "planned" at token ``i`` looks ahead: "a vote set for Friday"."""
    word = lowers[i]
    if word == "set":
        return lowers[i + 1] == "for" or lowers[i - 1] in _BE
    return word == "planned" and lowers[i - 1] not in _TOLD_BEFORE


def _is_adjective(lowers: list[str], i: int) -> bool:
    j = i - 1 if lowers[i - 1] not in _SOFTENERS else i - 2
    return lowers[i].endswith("ed") and lowers[j] in _ARTICLES | _PREPOSITIONS


def is_past(word: str) -> bool:
    """Tell whether a word in lower case looks like a past form."""
    return word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST)


def _is_asked(lowers: list[str], begin: int, first: int) -> bool:
    """Tell whether "were asked to leave by" stands before: the term of an order lies ahead."""
    return any(
        lowers[i] == "to" and not _ASKED.isdisjoint(lowers[max(begin, i - _ORDER_REACH) : i])
        for i in range(begin + 1, max(begin, first - 1))
    )


def _has_auxiliary(lowers: list[str], begin: int, first: int) -> bool:
    return any(word in {"had", "was", "were"} for word in lowers[begin:first])
