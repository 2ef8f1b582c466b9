"""What a stance is about, as whole as the sentence has it, or nothing where it would mislead."""

from __future__ import annotations

import re
from typing import Final

from bot.extraction.clauses import is_plural
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stances.acts import names_somebody
from bot.extraction.stances.clauses import read_clause
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import verb_class, word_class
from bot.extraction.stances.senses import names_time
from bot.extraction.stances.targets import is_noun_after_to, read_target
from bot.extraction.verb_groups import BE
from bot.language.dates.tense import is_past
from bot.language.layout import Layout
from bot.records import Stance

_SIDES: Final = frozenset({Stance.SUPPORTS, Stance.OPPOSES})
#: A participle that tells what the actor does besides: "spoke against Berg | citing the cost".
_BESIDES: Final = frozenset(
    "citing saying calling accusing arguing claiming using following including telling adding"
    " noting during urging asking demanding pending according starting beginning".split()
)
_ASKING: Final = ("ask", "press", "petition", "lobb", "beg")
#: What follows the first thing of a list: ", vaccines and more nurses", no verb behind it.
_LIST: Final = re.compile(
    r"(?:,[jQ#A]{0,2}[wR](?:[wNR]|o[wNR]){0,3})+,?C[jQ#A]{0,2}[wNR]{1,4}(?=[.;:!?)oiICB])"
)
_VERBS: Final = frozenset("XVvPHt")
_NO_ITEMS: Final = frozenset({"who", "then", "both", "not", "so"})
_DEEDS: Final = frozenset("turn use give hand pay take make do stop end leave show".split())
_OWNERS: Final = frozenset({"his", "her", "our", "my", "their", "its"})
_VERB_TAGS: Final = frozenset("XVv")
_NOUN_TAGS: Final = frozenset("wR")
_BEHIND_VERBS: Final = frozenset("jw#QSNIoi")
_RELATIVES: Final = frozenset({"that", "who", "which"})
_NOMINATIVES: Final = frozenset({"he", "she", "they", "we", "i"})
_DOTS: Final = frozenset({"…", "..."})


def whole_target(layout: Layout, reading: Reading) -> tuple[int, int] | None:
    """Return what a stance is about, with what belongs to it and without what does not."""
    what = reading.target
    if what is None:
        return None
    what = end_with_relative(layout, what, reading.cue[0])
    what = _with_content(layout, _with_twin(layout, what))
    if reading.stance in _SIDES:
        what = _with_doing(layout, reading, _with_noun(layout, what))
        what = _before_predicate(layout, reading, _before_relative(layout, what))
        what = _before_own(layout, reading, what)
    elif reading.stance is Stance.DEMANDS:
        what = _with_request(layout, reading, _with_duty(layout, what))
    what = _past_marks(layout, what)
    return _within_marks(layout, _with_genitive(layout, _with_list(layout, what)))


def with_relative(layout: Layout, reading: Reading, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "a bill | that would legalise it", "citizens | who hide", "the plan | he made"."""
    at, last = what[1], what[1] - 1
    opener, is_noun = layout.lower(at), layout.tags[last] in "wRNVv"
    is_amid = layout.quote_of[last] != layout.quote_of[what[0]]
    is_name = layout.tags[last] == "N" and layout.tags[what[0]] not in "D#Q"
    is_one = is_name and not is_plural(layout, Phrase(*what, PhraseKind.NAME))
    if reading.cue[1] > what[0] or not is_noun or is_one or is_amid:
        return what
    is_relative = opener in _NOMINATIVES or (
        opener in _RELATIVES and _opens_with_verb(layout, at + 1)
    )
    clause = read_clause(layout, at, through="after") if is_relative else None
    return (what[0], clause[1]) if clause else what


def _opens_with_verb(layout: Layout, i: int) -> bool:
    """Tell whether a clause lacks a subject: "that restrict the sale", not "that Lund paid"."""
    while layout.tag(i) == "A":
        i += 1
    word, following = layout.lower(i), layout.tag(i + 1)
    if layout.tag(i) in _VERB_TAGS or is_past(word):
        return True
    if layout.tag(i) not in _NOUN_TAGS or is_past(layout.lower(i + 1)):
        return False
    return following == "D" or (word.endswith("s") and following in _BEHIND_VERBS)


def _with_content(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "the idea | that Lund would pay" and "the way | he has led"."""
    after = at = what[1]
    links = (i for i in range(what[0] + 1, after) if layout.tags[i] in "oIi")
    heads = {layout.lowers[next(links, after) - 1], layout.lowers[after - 1]}
    if layout.tag(at) == "M":
        at += 1
    if layout.lower(after) == "to" and not word_class("measures").isdisjoint(heads):
        deed = None if is_noun_after_to(layout, after + 1) else read_clause(layout, after)
        return (what[0], deed[1]) if deed else what  # "efforts | to mend the dam"
    is_content = layout.lower(at) == "that" and not word_class("contents").isdisjoint(heads)
    if layout.lower(at) == "of" and layout.lower(at + 1) in {"how", "what", "why", "whether"}:
        clause = read_clause(layout, at)  # "concerns | of how it is paid for"
        return (what[0], clause[1]) if clause else what
    is_way = "way" in heads and at == after and layout.tag(at) in "PDNR"
    clause = read_clause(layout, at, through="after") if is_content or is_way else None
    return (what[0], clause[1]) if clause else what


def _with_noun(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "the Lund | attack": a bare verb agrees with no single noun before it."""
    word, before = layout.lower(what[1]), layout.lowers[what[1] - 1]
    is_bare = layout.tag(what[1]) in "Vv" and not word.endswith(("ed", "ing", "s"))
    is_one = layout.tags[what[1] - 1] in "NRTw" and not before.endswith("s")
    is_phrase = layout.tags[what[0]] in "Djw" and not layout.tags[what[0] : what[1]].strip("DjNRTw")
    after = what[1] + 1
    if not (is_bare and is_one and is_phrase) or (is_past(word) and layout.tag(after) != "w"):
        return what
    while layout.tag(after) == "w" and _is_noun(layout, after):
        after += 1  # "the tax cut | law"
    return what[0], after


def _is_noun(layout: Layout, at: int) -> bool:
    word = layout.lowers[at]
    return not is_past(word) and word not in {"due", "such", "along", "long"}


def _with_twin(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "Lund's brutal | and unprovoked attacks", "the board | be dissolved"."""
    is_modifier = layout.tags[what[1] - 1] == "j" and layout.tags[what[1] - 2] in "DSA"
    if is_modifier and layout.tag(what[1]) == "C":
        twin = read_target(layout, what[1] + 1)
        return (what[0], twin[1]) if twin else what
    if layout.lower(what[1]) == "be":
        clause = read_clause(layout, what[0])
        return clause or what
    return what


def _with_doing(layout: Layout, reading: Reading, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "furious about Berg | selling the port"."""
    word = layout.lower(what[1])
    is_led = layout.tags[reading.cue[1] - 1] in "iIo" and names_somebody(layout, what)
    if not is_led or layout.tag(what[1]) not in "wVv" or not word.endswith("ing"):
        return what
    clause = None if word in _BESIDES else read_clause(layout, what[1])
    return (what[0], clause[1]) if clause else what


def _with_duty(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "demanded officials show | a “full” plan": what they are to do."""
    first, after = what
    verb = after if layout.tags[after - 1] in "RT" else after - 1
    if verb <= first or layout.tags[verb - 1] not in "RTN" or layout.tag(verb + 1) not in "DOP#QI":
        return what
    word, bearer = layout.lower(verb), layout.lowers[verb - 1]
    is_bare = layout.tag(verb) in "wvV" and not word.endswith(("s", "ed", "ing"))
    is_deed = word in _DEEDS if layout.tags[verb - 1] == "N" else bearer.endswith("s")
    clause = read_clause(layout, first) if is_bare and is_deed else None
    return clause if clause and clause[1] > after else what


def _with_request(layout: Layout, reading: Reading, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "asked the council | for money": whom somebody asks is not what he asks."""
    asks = any(word.startswith(_ASKING) for word in layout.lowers[slice(*reading.cue)])
    if not asks or layout.lower(what[1]) != "for" or not names_somebody(layout, what):
        return what
    asked = read_target(layout, what[1] + 1)
    return (what[0], asked[1]) if asked and not names_time(layout, asked) else what


def _before_relative(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Cut "every effort | the council made", whose verb lies behind the noun phrase."""
    tags, (first, after) = layout.tags, what
    is_name_last = tags[after - 2 : after] == "wN" and layout.lowers[after - 2].endswith("s")
    if is_name_last and after - 1 > first and is_past(layout.lower(after)):
        return first, after - 1  # "the comments | Berg made"
    for i in range(first, after):
        if tags[i] in "iVvXHtP" or layout.lowers[i].endswith("ing") or layout.lowers[i] == "what":
            return what
        if (
            i > first
            and tags[i] == "D"
            and tags[i - 1] in "wNRT"
            and layout.lowers[i - 1] != "such"
        ):
            return first, i
    return what


def _before_predicate(layout: Layout, reading: Reading, what: tuple[int, int]) -> tuple[int, int]:
    """Cut "against the tax | and a friend of the miners": the actor is both."""
    if BE.isdisjoint(layout.lowers[slice(*reading.cue)]):
        return what
    for i in range(what[0] + 1, what[1] - 1):
        if layout.tags[i] == "C" and layout.lowers[i + 1] in {"a", "an"}:
            return what[0], i
    return what


def _with_list(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "more tests | , vaccines and nurses", where nothing but a list can follow."""
    first, after = what
    found = _LIST.match(layout.tags, after, layout.sentences[layout.sentence_of[first]][1])
    is_plain = layout.tags[after - 1] in "wR" and _VERBS.isdisjoint(layout.tags[first:after])
    if found is None or not is_plain:
        return what
    words = layout.lowers[after : found.end()]
    is_told = any(is_past(word) or word in _BESIDES or word in _NO_ITEMS for word in words)
    return what if is_told else (first, found.end())


def _with_genitive(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Close "new owners at Berg | 's because"; leave out "of Lund" before "'s last vote"."""
    if layout.tag(what[1]) != "S":
        return what
    is_whole = layout.tag(what[1] + 1) not in 'wNRTjQ#"*' and layout.lower(what[1] + 1) not in _DOTS
    if is_whole:
        return what[0], what[1] + 1
    links = [i for i in range(what[0] + 1, what[1]) if layout.tags[i] in "oIi"]
    return (what[0], links[-1]) if links else what


def _before_own(layout: Layout, reading: Reading, what: tuple[int, int]) -> tuple[int, int]:
    """Cut "our support for Lund | and our will to help": both are ours."""
    owner = layout.lowers[reading.cue[0] - 1]
    for i in range(what[0] + 1, what[1] - 1):
        if owner in _OWNERS and layout.tags[i] == "C" and layout.lowers[i + 1] == owner:
            return what[0], i
    return what


def _past_marks(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Read on behind marks: "the “Lund” | author Berg", "a “cruel” | attack"."""
    first, after = what
    number = layout.quote_of[first]
    if number >= 0 and layout.quoted[number].first == first:
        if layout.quoted[number].after_last != after or layout.tag(after + 1) not in "wRNT":
            return what
        behind = read_target(layout, after + 1)
        return (first - 1, behind[1]) if behind else what
    word = layout.lower(after)
    is_bare = layout.tag(after) in "Vv" and not word.endswith(("s", "ed", "ing"))
    return (first, after + 1) if layout.tags[after - 1] == '"' and is_bare else what


def _within_marks(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Close the marks in a target, or cut it before opening ones: "Lund to pay” for | “"."""
    first, after = what
    if layout.tags[first:after].count('"') % 2 and _closes(layout, first, after):
        return first, after + 1
    if after < len(layout.tags) and layout.tags[after - 1] == '"':
        number = layout.quote_of[after - 1]
        if number >= 0 and layout.quoted[number].first == after:
            closed = layout.tags.rfind('"', first, after - 1)
            return (first, closed) if closed > first else (first, after - 1)
    return what


def _closes(layout: Layout, first: int, after: int) -> bool:
    """Tell whether the mark behind a target closes what it opens."""
    number = layout.quote_of[after - 1]
    if layout.tag(after) != '"' or number < 0 or layout.tags[after - 1] == '"':
        return False
    return layout.quoted[number].first > first and layout.quoted[number].after_last == after


def end_with_relative(layout: Layout, target: tuple[int, int], verb: int) -> tuple[int, int]:
    """Return a target without the verb behind its relative clause: "who voted for it | are".

    ``verb`` is the first token of the stance; its clause is relative where "who" stands before it.
    """
    if layout.tags[max(verb - 1, 0)] != "H" or layout.tags[max(verb - 2, 0)] == ",":
        return target
    last = layout.lowers[target[1] - 1]
    if last in verb_class("catenative") and layout.lower(target[1]) == "to":
        return target[0], target[1] - 1  # "who back Berg | seek to oust her"
    for i in range(target[0] + 1, target[1]):
        if layout.tags[i] in "HtP":
            return target  # a clause of its own: "who want that it is mended"
        is_told = i > target[0] + 1 and layout.tags[i] in "wvV" and is_past(layout.lowers[i])
        if (layout.tags[i] == "X" or is_told) and layout.tags[i - 1] in "NRTwj":
            return target[0], i
    return target
