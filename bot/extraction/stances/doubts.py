"""What leaves a stance open: conditions, doubts, habits, forecasts and what is only feared."""

from __future__ import annotations

from typing import Final

from bot.extraction.clauses import find_governor, is_plural
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import Form, stance_words, verb_class, word_class
from bot.extraction.stances.subjects import guess_form
from bot.language.dates.tense import is_past
from bot.language.layout import Layout
from bot.records import Stance

_CONDITIONS: Final = frozenset({"if", "unless", "whether", "should", "were", "suppose", "lest"})
#: How something is claimed that is not so: "falsely claimed that Berg backs it".
_UNTRULY: Final = frozenset("falsely wrongly baselessly incorrectly erroneously false untrue bogus"
                             " baseless unfounded fake erroneous debunked".split())  # fmt: skip
_NEGATIONS: Final = frozenset({"not", "never", "'t", "’t"})
#: Before a present these tell of any time or of one to come: "when", "until the union agrees".
_WHENEVER: Final = frozenset({"when", "whenever", "once", "until", "till", "before", "after"})
_CASES: Final = frozenset({"cases", "situations", "instances", "issues", "areas", "points"})
#: How something is told that is not sure, or not meant: "allegedly lied", "will likely oppose it".
_UNSURE: Final = frozenset({"allegedly", "supposedly", "purportedly", "presumably", "likely",
                             "probably", "possibly", "perhaps", "maybe", "sarcastically",
                             "mockingly", "ironically", "jokingly"})  # fmt: skip
_AHEAD: Final = frozenset({"will", "would", "can", "could", "should", "must", "is", "are"})
#: With these somebody tells what a whole kind of people does.
_HABITS: Final = frozenset({"traditionally", "typically", "usually", "generally", "normally",
                             "routinely", "regularly"})  # fmt: skip
_WILL: Final = frozenset({"will", "'ll", "’ll"})
#: What was nearly done was not done.
_NEARLY: Final = frozenset({"nearly", "almost"})
#: "Wants to see the union agree", "made Lund pay": what somebody is to do.
_MAKING: Final = frozenset("see make made let watch help helped have".split())
#: "It is clear that Aros will block it": a forecast.
_FORECAST: Final = frozenset({"clear", "obvious", "evident", "inevitable", "probable"})
_BE: Final = frozenset("is are was were be been being 's ’s 're ’re".split())
_NOUNS_TOO: Final = frozenset("calls demands appeals protests attacks pushes pleas".split())
_ALL: Final = frozenset({"all", "most", "many", "some", "several", "few"})
_OWNERS: Final = frozenset({"his", "her", "my", "our"})
_WOULD: Final = frozenset({"would", "'d", "’d"})
_HAVE: Final = frozenset({"have", "'ve", "’ve"})
_PLANS: Final = frozenset("plan plans planned intend intends intended hope hopes hoped".split())
_HARDLY: Final = frozenset({"likely", "unlikely", "impossible", "hard", "difficult", "wrong"})
_LONGEST_CONDITION: Final = 12
#: Words from a subject on among which its verb stands.
_LONGEST_VERB: Final = 4


def is_doubted(layout: Layout, reading: Reading) -> bool:
    """Tell whether the clause of a reading is conditional, doubted, asked for, or only feared."""
    begin = layout.sentences[layout.sentence_of[reading.cue[0]]][0]
    return (
        _is_conditional(layout, reading, begin)
        or _is_habit(layout, reading, begin)
        or any(is_open(layout, reading) for is_open in _DOUBTS)
        or _is_unsure(layout, reading, begin)
        or _is_doubt_of(layout, reading, begin)
    )


def _is_unsure(layout: Layout, reading: Reading, begin: int) -> bool:
    """Tell whether the words of a clause itself leave it open: "would only", "plans to accuse"."""
    told = layout.lowers[reading.subject.phrase.after_last : reading.cue[1]]
    if not _UNSURE.isdisjoint(told) or (reading.is_would and "only" in told):
        return True  # "would only vote for a friend"
    if _is_unreal(layout, reading) or _is_yet_to_accuse(reading, told):
        return True
    return reading.is_would and not _is_reported(layout, reading, begin)


def _is_doubt_of(layout: Layout, reading: Reading, begin: int) -> bool:
    """Tell whether what governs a clause doubts it: "denied that", "falsely claimed that"."""
    lowers, at = layout.lowers, reading.subject.phrase.first
    governor = find_governor(layout, begin, at)
    if governor is None:
        # "Over claims he offered", without "that".
        return at > begin and lowers[at - 1] in word_class("doubtful")
    word = lowers[governor]
    if lowers[governor - 1] == "to" and lowers[governor - 2] in _HARDLY:
        return True  # "less likely to say that", "impossible to argue that"
    is_untrue = not _UNTRULY.isdisjoint(lowers[max(begin, governor - 1) : governor + 2])
    if is_untrue or word in word_class("unsure"):
        return True
    if word in _FORECAST and not _WILL.isdisjoint(lowers[reading.cue[0] : reading.cue[1]]):
        return True
    return word in verb_class("blocking") or word in word_class("doubtful")


def _is_conditional(layout: Layout, reading: Reading, begin: int) -> bool:
    """Tell whether "if", "whether", "once" or "how" stands before the clause."""
    lowers, at = layout.lowers, reading.subject.phrase.first
    for i in range(at - 1, max(begin, at - _LONGEST_CONDITION) - 1, -1):
        if lowers[i] in _CONDITIONS:
            return True
        if layout.tags[i] in ",;:":
            break
    if at <= begin:
        return False
    if lowers[at - 1] in {"how", "what"} and reading.stance is Stance.COMMITS:
        return True  # "asked how they plan to pay", "what we are ready to discuss is"
    asked = lowers[max(begin, at - 3) : at + 1]
    if any(asked[i : i + 2] in (["how", "many"], ["how", "much"]) for i in range(len(asked))):
        return True  # "how many ships Lund plans to send"
    is_case = lowers[at - 1] == "where" and lowers[at - 2] in _CASES
    return _is_present(layout, reading) and (is_case or lowers[at - 1] in _WHENEVER)


def _is_present(layout: Layout, reading: Reading) -> bool:
    """Tell whether a verb, not a noun or "his" refusal, is in the present."""
    first, after = reading.cue
    if layout.tags[first - 1] == "S" or layout.lowers[first - 1] in _OWNERS:
        return False
    while first + 1 < after and layout.tags[first] in "AM":
        first += 1
    word = layout.lowers[first]
    if word in stance_words() and stance_words()[word].form in {Form.PAST, Form.PARTICIPLE}:
        return False
    return guess_form(word) in {Form.BASE, Form.THIRD} or word in {"'re", "’re", "'s", "’s"}


def _may_be_noun(layout: Layout, reading: Reading) -> bool:
    """Tell whether a joined word may be a noun: "faced outrage and calls for her resignation"."""
    first, behind = reading.cue[0], reading.subject.phrase.after_last
    if layout.lowers[first] not in _NOUNS_TOO:
        return False
    is_led = layout.tags[first - 1] in "Io"  # "a turn in calls for"
    opening = layout.lowers[reading.subject.phrase.first]
    is_kind = layout.tags[behind - 1] in "wj" and opening in _ALL  # "all other calls for"
    is_joined = layout.tags[first - 1] == "C" and layout.tags[first - 2] in "wNR"
    if not is_joined:
        return is_led or is_kind
    told = layout.lowers[behind : min(behind + _LONGEST_VERB, first)]
    return any(map(is_past, told))  # "condemns the raid and calls for" is in the present


def _is_meant(layout: Layout, reading: Reading) -> bool:
    """Tell whether something is meant for a purpose: "a fund made up of gifts and intended to"."""
    first = reading.cue[0]
    return layout.lowers[first] == "intended" and layout.tags[first - 1] in "C,"


def _is_not_quite(layout: Layout, reading: Reading) -> bool:
    """Tell whether something was only nearly done; "almost entirely rejected" is done."""
    return any(
        layout.lowers[i] in _NEARLY and layout.tag(i + 1) != "A" for i in range(*reading.cue)
    )


def _is_made_to(layout: Layout, reading: Reading) -> bool:
    """Tell whether a bare verb is only wished for or brought about: "to see the union agree"."""
    first = reading.subject.phrase.first
    is_bare = guess_form(layout.lowers[reading.cue[0]]) is Form.BASE
    is_beside = reading.subject.phrase.after_last == reading.cue[0]
    return first > 0 and is_bare and is_beside and layout.lowers[first - 1] in _MAKING


def _is_habit(layout: Layout, reading: Reading, begin: int) -> bool:
    """Tell whether a kind of people does so as a rule: "traditionally, farmers oppose"."""
    phrase = reading.subject.phrase
    if not is_plural(layout, phrase) or layout.tags[phrase.first] in "DPN":
        return False
    told = layout.lowers[begin : reading.cue[1]]
    return _is_present(layout, reading) and not _HABITS.isdisjoint(told)


def _shares_passive(layout: Layout, reading: Reading) -> bool:
    """Tell whether a joined verb may be passive: "were urged to go but cautioned against"."""
    first, after = reading.cue
    if layout.tags[first - 1] != "C" and layout.lowers[first - 1] != "but":
        return False
    behind = reading.subject.phrase.after_last
    is_passive = layout.lower(behind) in _BE and is_past(layout.lower(behind + 1))
    is_bare = after == first + 2 and layout.tags[after - 1] in "Iio"
    return behind < first and is_passive and is_bare and is_past(layout.lowers[first])


def _may_be_outer(layout: Layout, reading: Reading) -> bool:
    """Tell whether a joined past may be of who says so: "said that Lund will go but condemned"."""
    first, phrase = reading.cue[0], reading.subject.phrase
    is_joined = layout.tags[first - 1] == "C" or layout.lowers[first - 1] == "but"
    if not is_joined or layout.tags[phrase.first - 1] != "t" or phrase.after_last >= first - 1:
        return False
    return layout.lower(phrase.after_last) in _AHEAD and is_past(layout.lowers[first])


def _is_of_some(layout: Layout, reading: Reading) -> bool:
    """Tell whether it is only said of whoever does not: "voters who don't back him"."""
    phrase = reading.subject.phrase
    if layout.lower(phrase.after_last) != "who" or not is_plural(layout, phrase):
        return False
    between = layout.lowers[phrase.after_last : reading.cue[1]]
    return layout.tags[phrase.first - 1] not in "D#" and not _NEGATIONS.isdisjoint(between)


def _is_unreal(layout: Layout, reading: Reading) -> bool:
    """Tell whether something was never done: "he would have backed the former mayor"."""
    lowers = layout.lowers
    return reading.is_would and any(
        lowers[i] in _HAVE and lowers[i - 1] in _WOULD and layout.lower(i + 1) != "to"
        for i in range(reading.subject.phrase.after_last, reading.cue[1])
    )


def _is_yet_to_accuse(reading: Reading, told: list[str]) -> bool:
    """Tell whether an accusation is only planned: "she plans to accuse him"."""
    return reading.stance is Stance.ACCUSES and not _PLANS.isdisjoint(told)


def _is_reported(layout: Layout, reading: Reading, begin: int) -> bool:
    """Tell whether "would" only shifts "will" behind a verb of saying, with no condition."""
    end = layout.sentences[layout.sentence_of[reading.cue[0]]][1]
    if "if" in layout.lowers[begin:end] or "unless" in layout.lowers[begin:end]:
        return False
    governor = find_governor(layout, begin, reading.subject.phrase.first)
    return governor is not None and layout.tags[governor] == "V"


def _is_kept_from(layout: Layout, reading: Reading) -> bool:
    """Tell whether somebody is kept from something: "blocked Lund from ending the ban"."""
    first = reading.cue[0]
    return layout.lowers[first - 1] == "from" and layout.lowers[first].endswith("ing")


_DOUBTS: Final = (
    _may_be_noun,
    _is_meant,
    _is_not_quite,
    _is_made_to,
    _is_of_some,
    _shares_passive,
    _may_be_outer,
    _is_kept_from,
)
