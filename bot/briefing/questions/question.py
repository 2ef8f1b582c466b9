"""Questions in plain English, read into what is asked: an intent, an actor, a topic; all pure.

Patterns are tried in order and the first that fits wins, so that the same question always reads the
same way. What fits none is a "what" question about its words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from bot.briefing.requests.periods import Period, take_period
from bot.briefing.requests.query import take_language
from bot.records import Stance


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """A question as it was read.

    ``intent`` is "said", "position", "who", "when", "news" (what is new on a topic), "changes"
    (what differs from before) or "what".
    """

    text: str
    intent: str
    #: Whose words or position are asked for, as typed; empty is anybody's.
    actor: str = ""
    #: What it is about, as typed; empty where the question names nothing.
    topic: str = ""
    #: Stances asked for; empty is any.
    stances: frozenset[Stance] = frozenset()
    #: The verb that names the stance, as typed.
    verb: str = ""
    period: Period = field(default_factory=Period)
    #: "When will ...": what is still to come.
    is_future: bool = False
    #: "Who is ...", "what is ...": who or what somebody or something is.
    is_definition: bool = False
    #: "What is new ...": since somebody last asked.
    is_new: bool = False
    #: The code of the language at the end of the question: "in German".
    language: str = ""


#: Verbs of stance, as a pattern, and the stances that they ask for.
_STANCE_VERBS: tuple[tuple[str, frozenset[Stance]], ...] = (
    (
        r"support(?:s|ed|ing)?|back(?:s|ed|ing)?|favou?r(?:s|ed|ing)?|endorse[sd]?|welcome[sd]?"
        r"|agree[sd]? (?:with|to)|approve[sd]? of|in favou?r of|is for|are for|was for|were for",
        frozenset({Stance.SUPPORTS}),
    ),
    (
        r"oppose[sd]?|opposing|object(?:s|ed)? to|reject(?:s|ed)?|resist(?:s|ed)?|opposed to"
        r"|(?:is |are |was |were )?against|veto(?:es|ed)?|disagree[sd]? with|block(?:s|ed)?",
        frozenset({Stance.OPPOSES}),
    ),
    (
        r"condemn(?:s|ed)?|critici[sz]e[sd]?|denounce[sd]?|blast(?:s|ed)?|slam(?:s|med)?",
        frozenset({Stance.OPPOSES, Stance.ACCUSES}),
    ),
    (r"den(?:y|ies|ied)", frozenset({Stance.DENIES})),
    (
        r"demand(?:s|ed|ing)?|call(?:s|ed|ing)? (?:for|on)|urge[sd]?|want(?:s|ed)?"
        r"|insist(?:s|ed)? on|ask(?:s|ed)? for|seek(?:s|ing)?|sought",
        frozenset({Stance.DEMANDS}),
    ),
    (r"accuse[sd]?|accusing|blame[sd]?|blaming", frozenset({Stance.ACCUSES})),
    (
        r"promise[sd]?|pledge[sd]?|vow(?:s|ed)?|commit(?:s|ted)? to|agree[sd]?",
        frozenset({Stance.COMMITS}),
    ),
    (r"threaten(?:s|ed)?|warn(?:s|ed)?", frozenset({Stance.THREATENS})),
)
_VERB = "|".join(pattern for pattern, _ in _STANCE_VERBS)
_DO = r"(?:do|does|did|has|have|had|is|are|was|were|will|would|can|could|should)"
_SAY = (
    r"(?:say|said|says|saying|tell|told|telling|think|thinks|comment(?:ed|ing)? on|comment(?:ed)?"
    r"|announce[sd]?|warn(?:ed)?|claim(?:ed)?|argue[sd]?|mention(?:ed)?|state[sd]?|tweet(?:ed)?"
    r"|respond(?:ed)?|react(?:ed)?|talk(?:ed|ing)?|speak|spoken|remark(?:ed)?|declare[sd]?)"
)
_ON = (
    r"(?:about|on|regarding|concerning|of|over|towards?|to|in response to|when asked about|in|with)"
)
_WORDS = r"(?:quotes?|quotations?|statements?|comments?|remarks?|words?|reactions?|response)"
_STAND = (
    r"(?:positions?|stances?|views?|polic(?:y|ies)|attitudes?|opinions?|stands?|line|approach"
    r"|thoughts?|feelings?)"
)

#: What somebody has whose words or position are asked for: "his remarks".
POSSESSED = rf"(?:{_WORDS}|{_STAND})"
_BE = r"(?:['’]s| is| are| was| were)"
_ONS = r"(?:on|about|towards?|regarding|over|of|to)"
_LATELY = r"(?: (?:recently|lately|today|publicly|so far))?"
_ADVERB = r"(?:just |ever |recently |actually |publicly |still |really |strongly )?"

#: What stands before a question and asks nothing: greetings, and "can you tell me".
_LEADS = (
    r"(?:(?:can|could|would) you (?:please )?)?(?:tell|show|give|find|remind) (?:me|us)\s+"
    r"|(?:do you know|i(?:'d| would) like to know|i want to know)\s+"
)
_GREETINGS = r"hey|hi|hello|please|thanks|@?dateline|<@\w+>"
_PREAMBLE = re.compile(
    rf"(?:(?:{_GREETINGS}|ok|okay|so|and|but|well)[,:]?\s+)+|{_LEADS}", re.IGNORECASE
)
_GREETING = re.compile(rf"(?:(?:{_GREETINGS})[,:]?\s+)+|{_LEADS}", re.IGNORECASE)
_FUTURE = re.compile(r"\W*(?:\w+\W+){0,4}?(?:will|is|are|does|do)\b", re.IGNORECASE)
_TAIL = re.compile(r"[\s?!.,]+$")

_SAID = (
    rf"(?:what|how) (?:else )?{_DO} (?P<actor>.+?) (?:been )?{_ADVERB}{_SAY}{_LATELY}"
    rf"(?: {_ON} (?P<topic>.+))?",
    rf"what (?:was|is|has been|were) (?:being )?said {_ON} (?P<topic>.+)",
    rf"what (?P<actor>.+?) (?:has |have )?(?:said|says|thinks|told)(?: {_ON} (?P<topic>.+))?",
    rf"(?:(?:what are |any |the |key |some |all )*{_WORDS}) (?:by|from|of) (?P<actor>.+?)"
    rf"(?: {_ON} (?P<topic>.+))?",
    rf"(?:what (?:are|were|is|was) )?(?P<actor>.+?)(?:['’]s?) {_WORDS}(?: {_ON} (?P<topic>.+))?",
    rf"(?:any |the |key |some |all )*{_WORDS} (?:on|about) (?P<topic>.+)",
    r"who (?:has |have )?(?:said|says|spoke|talked|commented)(?: (?:about|on|that))? (?P<topic>.+)",
)
_HELD = (
    rf"(?:what(?:{_BE}| about)? )?(?:the )?(?P<actor>.+?)(?:['’]s?) (?:\w+ )?{_STAND} {_ONS}"
    r" (?P<topic>.+)",
    rf"(?:what{_BE}? )?the {_STAND} of (?P<actor>.+?) (?:on|about|towards?|regarding|over)"
    r" (?P<topic>.+)",
    rf"what (?:do|does|did|has|have|had|is|are|was|were) (?P<actor>.+?) (?:been )?{_ADVERB}"
    rf"(?P<verb>{_VERB}) (?:from|for|{_ON}) (?P<topic>.+)",
    r"(?:where|how) (?:do|does|did) (?P<actor>.+?) (?:stand|feel) (?:on|about|regarding|over)"
    r" (?P<topic>.+)",
)
_WHO = (
    r"(?:who(?: else)?|(?:which|what) (?P<sort>[\w -]+?))(?: has| have| is| are| was| were)?"
    rf" {_ADVERB}(?P<verb>{_VERB}) (?P<topic>.+)",
)
_SIDES = (
    rf"(?:why |how )?{_DO} (?P<actor>.+?) {_ADVERB}(?P<verb>{_VERB}) (?P<topic>.+)",
    rf"what (?:do|does|did|has|have|is|are) (?P<actor>.+?) (?P<verb>{_VERB})",
)
_WHEN = (
    r"(?:when|since when|on (?:what|which) (?:date|day)|(?:what|which) (?:date|day|year|month))"
    rf" {_DO} (?P<topic>.+)",
    r"(?:when|the dates? (?:of|for)|timeline (?:of|for)) (?P<topic>.+)",
)
_NEWS = (
    r"(?:what(?:['’]s| is| has| have)?(?: been)? (?:happening|happened|going on|new|next"
    r"|the latest|the news|the situation|the state of play)"
    r"|(?:any |the |latest |recent )*(?:news|updates?|latest|developments?))"
    r"(?:(?: (?:on|in|with|about|to|at|from|for|between|of))? (?P<topic>.+))?",
    r"(?:what|how) about (?P<topic>.+)",
)
_CHANGES = (
    r"(?:what(?:['’]s| is| has| have)?|(?:has |did )?anything)(?: been)? (?:changed?|different)"
    r"(?: (?:on|in|with|about|to|at|from|for|between|of) (?P<topic>.+))?",
)
_IS_NEW = re.compile(r"\b(?:new|news|latest|updates?)\b", re.IGNORECASE)
_WHAT = (rf"(?:who|what){_BE} (?P<topic>.+)",)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (intent, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE))
    for intent, patterns in (
        ("said", _SAID),
        ("position", _HELD),
        ("who", _WHO),
        ("position", _SIDES),
        ("when", _WHEN),
        ("changes", _CHANGES),
        ("news", _NEWS),
        ("what", _WHAT),
    )
    for pattern in patterns
)
_DETERMINER = re.compile(r"^(?:(?:to|the|an?|his|her|its|their)\s+)+(?=\S)", re.IGNORECASE)
#: Words that point back to what the thread was about.
_BACK_POINTERS = frozenset(
    "it its this that these those them they he she him her his their there one so".split()
)


def parse_question(text: str, today: date) -> Question:
    """Read a question; periods in plain words ("last week") become its period."""
    words, period = take_period(plain_question(text), today)
    words, language = take_language(words)
    for intent, pattern in _PATTERNS:
        if match := pattern.match(words):
            return replace(_from_match(text, intent, match, period), language=language)
    return Question(text=text, intent="what", topic=words, period=period, language=language)


def plain_question(text: str, *, keep_joint: bool = False) -> str:
    """Return a question without greetings, "tell me" and marks; ``keep_joint`` keeps "and"."""
    words = _TAIL.sub("", " ".join(text.split()))
    preamble = _GREETING if keep_joint else _PREAMBLE
    while match := preamble.match(words):
        words = words[match.end() :]
    return words


def points_back(words: str) -> bool:
    """Tell whether words name nothing by themselves ("it", "that"): the thread's topic is meant."""
    return all(word in _BACK_POINTERS for word in words.casefold().split())


def stances_of(verb: str) -> frozenset[Stance]:
    """Return the stances that a verb asks for: "condemned" is opposes or accuses."""
    for pattern, stances in _STANCE_VERBS:
        if re.fullmatch(pattern, verb, re.IGNORECASE):
            return stances
    return frozenset()


def tells_stance(text: str, stances: frozenset[Stance]) -> bool:
    """Tell whether a sentence holds a verb of one of the stances."""
    return any(
        own & stances and re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE)
        for pattern, own in _STANCE_VERBS
    )


def _from_match(text: str, intent: str, match: re.Match[str], period: Period) -> Question:
    parts = {name: " ".join((value or "").split()) for name, value in match.groupdict().items()}
    verb = parts.get("verb", "")
    question = Question(
        text=text,
        intent=intent,
        actor=bare_words(parts.get("actor", "")),
        topic=bare_words(parts.get("topic", "")),
        stances=stances_of(verb),
        verb=verb,
        period=period,
        is_future=intent == "when" and bool(_FUTURE.match(text)),
        is_definition=intent == "what",
        is_new=intent == "news" and bool(_IS_NEW.search(_before_topic(match))),
    )
    if question.actor.casefold() in {"people", "anyone", "anybody", "everyone", "someone"}:
        return replace(question, actor="")
    return question


def _before_topic(match: re.Match[str]) -> str:
    return match.group()[: match.start("topic")] if match["topic"] else match.group()


def bare_words(words: str) -> str:
    """Drop an article or "his" in front and marks around."""
    bare = words.strip(' ?!.,;:"“”')
    return _DETERMINER.sub("", bare)
