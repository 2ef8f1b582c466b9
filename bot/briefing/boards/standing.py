"""Whether a position may stand on a board: somebody's, a stance, and on the topic; all pure.

A board leaves out rather than shows what only looks like a position.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.briefing.boards.holders import DETERMINERS
from bot.briefing.facts.bearing import Bearing, find_bearing, find_turns
from bot.briefing.facts.evidence import Evidence
from bot.language.gazetteer import gazetteer
from bot.language.lexicon import roles
from bot.ports import StoredPosition
from bot.records import ActorKind, Span, Stance

#: Heads that stand for nobody whom a reader could name.
_NOBODY = frozenset(
    "he she it they we i you his her its their my our your who which that this these those both"
    " others other some many most all none one another each either neither everyone everybody"
    " someone somebody people critics opponents supporters experts observers sources users fans"
    " voters officials analysts".split()
)
#: "Some Russians" are not Russia.
_SOME = re.compile(r"(?:some|many|most|few|several|other|more)\b", re.IGNORECASE)
_INDEFINITE = re.compile(r"an?\s", re.IGNORECASE)
#: Words of an actor that nobody is known by; more are a part of the sentence.
_LONGEST_NAME = 8
#: "The Chinese embassy to the United States": the country named is not the one that speaks.
_ELSEWHERE = re.compile(r"\b(?:to|in|from|at|outside|inside|near|on)\b")
#: "Johnson's critics" are not Johnson.
_OF_SOMEBODY = re.compile(r"\w(?:['’]s|s['’])\s+\w")
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")

#: Cues that tell of a deed, of goods or of an office rather than of a stance.
_NO_STANCE: Mapping[Stance, re.Pattern[str]] = {
    Stance.SUPPORTS: re.compile(
        r"\b(?:want\w*|plan\w*|bids?|reach\w*|sen[dt]\w*|ship\w*|deliver\w*|donat\w*|suppl\w+"
        r"|provid\w+|gave|giv\w+|accept\w*|nominat\w+|appoint\w*|pardon\w*|cooperat\w+|proposal"
        r"|paid tribute|gain\w*|receiv\w+|bought|buy\w*|sold|sell\w*)\b",
        re.IGNORECASE,
    ),
    Stance.OPPOSES: re.compile(
        r"\b(?:fight against|frustration|invad\w+|bomb\w*|shell\w*|strik\w+)\b", re.IGNORECASE
    ),
    Stance.DEMANDS: re.compile(r"\b(?:needs?|have|has)\Z", re.IGNORECASE),
    # "The cause lies in the policy of the West."
    Stance.ACCUSES: re.compile(r"\Alies?\Z", re.IGNORECASE),
}
#: An attack is a stance where somebody is attacked for something, and a deed of war elsewhere.
_ATTACK = re.compile(r"\battack", re.IGNORECASE)
#: "China's demand for recycled materials"; "his demand for an apology" is a stance.
_MARKET = re.compile(r"\bdemand for\Z", re.IGNORECASE)
#: Who signs a bill supports it; who signs a contract trades.
_TRADE = re.compile(r"\b(?:deals?|contracts?|memorandum|leases?)\b", re.IGNORECASE)
#: "Failed to secure the approval of ...": what is lacked, sought or lost is not held.
_NOT_HELD = re.compile(
    r"\b(?:fail\w*|without|lack\w*|los(?:e|es|ing|t)|seek\w*|need\w*|await\w*|pending|unless|hop\w+)\b"
    r"[^.,;]{0,25}\Z",
    re.IGNORECASE,
)
_SUPPORT_NOUN = re.compile(r"\A(?:support|approval|backing|endorsement)\b", re.IGNORECASE)
#: A court that takes a case takes no side.
_HEARING = re.compile(r"\Ato (?:hear|take up|review|consider)\b", re.IGNORECASE)
_DETERMINED = re.compile(
    r"\A(?:the|an?|his|her|its|their|more|fewer|any|no|new)\b|\A[A-Z]", re.IGNORECASE
)


#: How far behind its target a position may name the topic as part of it, in characters.
_BEHIND_TARGET = 50
#: Words of a target in which it says what it is about; a topic further on is a detail.
_MOST_WORDS = 14
#: What follows a target is another statement; a relative clause still describes it.
_CLAUSE_END = re.compile(
    r"[,;:)](?! (?:which|who|whose)\b)|\s[–—-]|\b(?:and|but|while|whereas|as|or|adding|saying"
    r"|citing|arguing|calling|claiming|noting|warning|insisting)\b",
    re.IGNORECASE,
)
#: What follows tells when or why, also inside a target.
_BACKGROUND = re.compile(
    r"\b(?:in the wake of|in the (?:days|weeks|months)|amid|during|following|since|before|after"
    r"|until|due to|because of|ahead of|when|as part of|consistent with|in light of)\b",
    re.IGNORECASE,
)
#: Where something was said is not what it was about.
_MEDIUM = re.compile(
    r"\b(?:on|via|to|in) (?:his |her |its |their |the )?(?:Twitter|Facebook|Instagram|TikTok"
    r"|YouTube|Truth Social|Telegram|WhatsApp|Reddit|LinkedIn|CNN|Fox News|NBC|ABC|CBS|MSNBC|BBC)"
    r"\b(?!['’]s)"
    r"[^,;]{0,40}\Z",
    re.IGNORECASE,
)
_PRONOUNS = frozenset("he she it they we i his her its their".split())
_OF_SEVERAL = re.compile(r"(?:are|were|have)\b", re.IGNORECASE)
_NOT_A_NAME = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December|[A-Z]{2,}|Republicans?|Democrats?)\b"
)


def is_about_topic(evidence: Evidence, position: StoredPosition) -> bool:
    """Tell whether the topic stands in the target, or in the same clause close behind it."""
    if not evidence.scope.topic.typed:
        return True
    return evidence.matcher.is_in(_object_of(evidence, position))


def _object_of(evidence: Evidence, position: StoredPosition) -> str:
    """Return what a position is about: the target and its clause, without when, why and where."""
    text = evidence.documents[position.document_id].text
    end = position.target.end if position.target else position.cue.end
    near = min(position.evidence.end, end + _BEHIND_TARGET)
    if end <= position.cue.start:
        near = min(near, position.cue.start)
    behind = _CLAUSE_END.split(text[end:near], maxsplit=1)[0]
    starts = min(position.target.start, position.cue.end) if position.target else position.cue.end
    within = _without_cue(text, Span(starts, end), position.cue)
    named = _MEDIUM.sub("", _BACKGROUND.split(within + behind, maxsplit=1)[0])
    return " ".join(named.split()[:_MOST_WORDS])


def _without_cue(text: str, span: Span, cue: Span) -> str:
    """Return the words of a target; a target may stand before its cue, in the passive."""
    if span.start < cue.start:
        return text[span.start : cue.start]
    return span.of(text)


def side_of(evidence: Evidence, position: StoredPosition) -> Stance:
    """Return under which stance a position stands on a board.

    Who supports a ban on the topic is neither for nor against it without a second thought: that
    side is unclear, whatever the stance towards the ban.
    """
    if position.stance not in (Stance.SUPPORTS, Stance.OPPOSES):
        return position.stance
    if not is_about_topic(evidence, position):
        return position.stance
    told = _object_of(evidence, position)
    # Who refuses to condemn the topic does not oppose it.
    refuses = position.stance is Stance.OPPOSES and told.startswith("to ")
    turned = refuses or find_bearing(told, evidence.matcher) is Bearing.AGAINST
    return Stance.UNCLEAR if turned else position.stance


def turns_of(evidence: Evidence, position: StoredPosition) -> frozenset[str]:
    """Return the roots of the words that turn round what a position is about."""
    return find_turns(_object_of(evidence, position))


def is_stance(evidence: Evidence, position: StoredPosition) -> bool:
    """Tell whether the cue tells of a stance; what is shipped, given or attacked tells of none."""
    text = evidence.documents[position.document_id].text
    cue = position.cue.of(text)
    target = position.target.of(text) if position.target else ""
    if cue.startswith(("'s", "’s")):
        # "Russia's failures had been ...": a judgement on the owner, whoever the actor is.
        return False
    pattern = _NO_STANCE.get(position.stance)
    if pattern is not None and pattern.search(cue):
        return False
    if position.stance is Stance.OPPOSES and _ATTACK.search(cue):
        return not _is_war(evidence, position, target)
    if position.stance is Stance.SUPPORTS and _is_trade_or_lack(text, position, cue, target):
        return False
    if position.stance is Stance.COMMITS and _HEARING.search(target):
        return False
    if position.stance is Stance.DEMANDS and _MARKET.search(cue):
        return bool(_DETERMINED.match(target))
    return True


def _is_war(evidence: Evidence, position: StoredPosition, target: str) -> bool:
    """Tell whether countries attack, or are attacked."""
    kinds = {evidence.actors[a][1] for a in position.actor_ids if a in evidence.actors}
    attacked = gazetteer().find(target)
    if attacked is not None:
        kinds.add(attacked.kind)
    return bool(kinds & {ActorKind.COUNTRY, ActorKind.PLACE})


def _is_trade_or_lack(text: str, position: StoredPosition, cue: str, target: str) -> bool:
    if "sign" in cue.casefold() and _TRADE.search(f"{cue} {target}"):
        return True
    is_noun = position.actor.end <= position.cue.start and bool(_SUPPORT_NOUN.search(cue))
    return is_noun and bool(_NOT_HELD.search(text[position.evidence.start : position.actor.start]))


def is_somebody(evidence: Evidence, position: StoredPosition) -> bool:
    """Tell whether the actor is one whom a reader can name: no pronoun, no bare noun."""
    document = evidence.documents[position.document_id]
    written = position.actor.of(document.text)
    kinds = {evidence.actors[a][1] for a in position.actor_ids if a in evidence.actors}
    if "(" in written:
        return False
    if kinds:
        if _is_plural_of_one(evidence, position, kinds):
            return False
        if written.casefold() in _PRONOUNS and _could_be_another(evidence, position):
            return False
        if ActorKind.COUNTRY in kinds and _SOME.match(written):
            return False
        if kinds <= {ActorKind.COUNTRY, ActorKind.PLACE} and _ELSEWHERE.search(written):
            return False
        return not (ActorKind.PERSON in kinds and _OF_SOMEBODY.search(written))
    return _is_nameable(evidence, position)


def _is_nameable(evidence: Evidence, position: StoredPosition) -> bool:
    """Tell whether the words of an actor that no id stands for hold a name, not a noun alone.

    "The TV scientist", "a Paris policeman" and "the President" are nobody; "EU leaders" and "the
    Biden administration" are somebody.
    """
    text = evidence.documents[position.document_id].text
    written = position.actor.of(text)
    words = [word for word in _WORD.findall(written) if word.casefold() not in DETERMINERS]
    if not 0 < len(words) <= _LONGEST_NAME:
        return False
    if words[0].casefold() in _NOBODY or words[-1].casefold() in _NOBODY:
        return False
    names = [word for word in words if not word.islower()]
    if {name.casefold() for name in names} <= roles():
        return False
    bare = _INDEFINITE.match(written) or all(name.isupper() for name in names)
    if bare and _is_singular(words[-1]):
        return False
    starts = position.actor.start == position.evidence.start
    return any(not starts or name != words[0] or _is_name(name, text) for name in names)


def _is_singular(word: str) -> bool:
    return word.islower() and not word.endswith("s")


def _is_plural_of_one(evidence: Evidence, position: StoredPosition, kinds: set[ActorKind]) -> bool:
    """Tell whether the verb is that of several, though the actor found for it is one person."""
    text = evidence.documents[position.document_id].text
    if position.actor.of(text).casefold() in _PRONOUNS or len(position.actor_ids) > 1:
        return False
    return kinds == {ActorKind.PERSON} and bool(_OF_SEVERAL.match(position.cue.of(text)))


def _could_be_another(evidence: Evidence, position: StoredPosition) -> bool:
    """Tell whether another name stands before a pronoun in its sentence."""
    text = evidence.documents[position.document_id].text
    before = _NOT_A_NAME.sub("", text[position.evidence.start : position.actor.start])
    own = {
        word
        for actor in position.actor_ids
        if actor in evidence.actors
        for word in evidence.actors[actor][0].casefold().split()
    }
    names = [word for word in _WORD.findall(before)[1:] if word[0].isupper()]
    return any(re.sub(r"['’]s\Z", "", name).casefold() not in own for name in names)


def _is_name(word: str, text: str) -> bool:
    """Tell whether a capital letter that opens a sentence is the word's own."""
    if word[1:] != word[1:].lower():
        return True
    return bool(re.search(rf"[\w,] {re.escape(word)}\b", text))
