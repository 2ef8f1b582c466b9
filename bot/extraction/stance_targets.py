"""What a stance is about, as whole as the sentence has it, or nothing where it would mislead."""

from __future__ import annotations

import re
from typing import Final

from bot.extraction.phrases import PhraseKind
from bot.extraction.stance_actors import is_body
from bot.extraction.stance_acts import names_somebody
from bot.extraction.stance_clauses import read_clause
from bot.extraction.stance_frames import Reading
from bot.extraction.stances import verb_class, word_class
from bot.extraction.targets import is_noun_after_to, read_target
from bot.language.dates.tense import is_past
from bot.language.layout import Layout
from bot.records import Stance

_TIMES: Final = frozenset({"time", "times", "today", "tomorrow", "yesterday", "moment", "end"})
_NOTHING: Final = frozenset({"nothing", "something", "anything", "everything"})
#: Nouns that say nothing without what follows them: "a number | of reforms", "the way | he acts".
_MEASURES: Final = frozenset(
    "number series range variety variation lot way set couple kind sort type part".split()
)
_SIDES: Final = frozenset({Stance.SUPPORTS, Stance.OPPOSES})
#: A participle that tells what the actor does besides: "spoke against Berg | citing the cost".
_BESIDES: Final = frozenset(
    "citing saying calling accusing arguing claiming using following including telling adding"
    " noting during urging asking demanding pending according starting beginning".split()
)
_ASKING: Final = ("ask", "press", "petition", "lobb", "beg")
_BE: Final = frozenset("is are was were be been being am 's ’s 're ’re 'm ’m".split())
_EMPTY: Final = frozenset({"doing", "being", "having", "going", "getting", "making", "so"})
#: What follows the first thing of a list: ", vaccines and more nurses", no verb behind it.
_LIST: Final = re.compile(
    r"(?:,[jQ#A]{0,2}[wR](?:[wNR]|o[wNR]){0,3})+,?C[jQ#A]{0,2}[wNR]{1,4}(?=[.;:!?)oiICB])"
)
_VERBS: Final = frozenset("XVvPHt")
_NO_ITEMS: Final = frozenset({"who", "then", "both", "not", "so"})
_NOT: Final = frozenset({"'t", "’t"})
_DEEDS: Final = frozenset("turn use give hand pay take make do stop end leave show".split())
_RELATIVES: Final = frozenset({"who", "which", "where", "whose"})
#: Belief in these is nobody's position.
_BELIEVED: Final = frozenset({"god", "jesus", "christ", "allah", "heaven"})
_OWNERS: Final = frozenset({"his", "her", "our", "my", "their", "its"})
_DOTS: Final = frozenset({"…", "..."})
_LIMBS: Final = frozenset("hands arms feet legs eyes back head".split())
_STRANDED: Final = frozenset({"at", "for", "about", "with", "of"})
#: What is provided or offered all the year round is a service.
_SERVING: Final = frozenset({"provide", "provides", "offer", "offers", "supplies", "supply"})


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


def tells_about(layout: Layout, reading: Reading, what: tuple[int, int]) -> bool:
    """Tell whether a target says what the stance is about, and can be what it is about."""
    if names_time(layout, what) or not says_what(layout, what):
        return False
    if _is_stranded(layout, reading, what):
        return False
    cue, words = layout.lowers[slice(*reading.cue)], layout.lowers[slice(*what)]
    if reading.stance is Stance.ACCUSES and any(word.startswith("blam") for word in cue):
        is_deed = not word_class("policies").isdisjoint(words)
        return is_deed or _is_to_blame(layout, what)
    if reading.stance is Stance.OPPOSES and not word_class("nobodys").isdisjoint(words[-1:]):
        return False  # "the fight against the virus"
    if reading.stance is Stance.SUPPORTS and cue[-1] in {"accept", "accepts", "accepting"}:
        # "will accept proposals until June" is open to all of them.
        return layout.tags[what[0]] in "DNQO#" or "S" in layout.tags[what[0] : what[1]]
    if reading.stance is Stance.DEMANDS and _is_asked(layout, reading, what):
        return False
    if _means_else(layout, reading, what):
        return False
    if layout.tag(what[1]) == "S":
        return False  # "angry at the mayor | 's … remarks"
    if reading.stance is Stance.COMMITS and _tells_what_is(layout, what):
        return False
    is_held = layout.tags[what[0]] == "D" and layout.lower(what[0] + 1) in _LIMBS
    if reading.stance is Stance.SUPPORTS and cue[-1] == "with" and is_held:
        return False  # "stands with his hands on his head"
    if layout.lower(what[1]) == "until" and cue[-1] == "accept":
        return False  # "will not accept returns until May"
    return len(cue) == 1 or cue[0] not in _SERVING


def _is_asked(layout: Layout, reading: Reading, what: tuple[int, int]) -> bool:
    """Tell whether a target is whom something is demanded of: "demanded towns at sea | cut"."""
    cue = layout.lowers[slice(*reading.cue)]
    links = (i for i in range(what[0] + 1, what[1]) if layout.tags[i] in "oIi")
    head = next(links, what[1])
    is_plain = set("Qj#").isdisjoint(layout.tags[what[0] : head])
    is_object = reading.cue[1] == what[0] and any(word.startswith("demand") for word in cue)
    is_thing = layout.lowers[head - 1] in word_class("messages") | word_class("inanimate")
    is_whole = layout.tag(what[1]) in ".;:"  # what follows may be what they are to do
    is_somebody = names_somebody(layout, (head - 1, head)) and not is_thing
    return is_object and is_plain and is_somebody and not is_whole


def _means_else(layout: Layout, reading: Reading, what: tuple[int, int]) -> bool:
    """Tell whether words of stance stand in a phrase of another sense: "called out sick"."""
    cue, words = layout.lowers[slice(*reading.cue)], layout.lowers[slice(*what)]
    asks = any(word.startswith(_ASKING) for word in cue)
    if reading.stance is Stance.DEMANDS and asks and layout.lower(what[1]) == "for":
        return names_somebody(layout, what)  # "the boat he asked Berg for"
    is_people = layout.tags[what[1] - 1] in "RT" or layout.lower(what[1]) == "who"
    is_people = is_people and words[-1].endswith("s")
    is_plain = set("oIi").isdisjoint(layout.tags[what[0] : what[1]])
    if cue[-1].startswith("recommend") and is_people and is_plain:
        return True  # "recommended all guests who stayed there leave"
    is_asked = reading.stance is Stance.DEMANDS and cue[-1] == "for"
    is_relative = layout.tag(what[1]) == "," and layout.lower(what[1] + 1) in _RELATIVES
    if is_asked and is_relative and layout.tags[what[1] - 1] in "NT":
        return True  # "called for Lund, where he lives, to pay"
    if words[-1] in _BELIEVED and cue[-1] == "in":
        return True
    if words[0] == "sick" or (cue[-1].startswith("knock") and "out" in words):
        return True
    if not word_class("courtesies").isdisjoint(words) and cue[-1] in {"want", "wants", "wanted"}:
        return True  # "want to extend our sympathies"
    if cue[0].startswith("stand") and layout.tag(what[1]) == "(":
        return True  # "here she stands with Berg (left)"
    if cue[-1].startswith("requir") and _only_needs(layout, reading):
        return True
    is_insistence = reading.stance is Stance.DEMANDS and "insistence" in cue
    return is_insistence and "X" in layout.tags[what[0] : what[1]] and "should" not in words


def _only_needs(layout: Layout, reading: Reading) -> bool:
    """Tell whether people need something rather than demand it: "patients require support"."""
    phrase = reading.subject.phrase
    is_asked = reading.target is not None and "i" in layout.tags[slice(*reading.target)]
    return phrase.kind is PhraseKind.ROLE and not is_body(layout, phrase) and not is_asked


def _tells_what_is(layout: Layout, what: tuple[int, int]) -> bool:
    """Tell whether a promise only vouches for what is so: "promised the dam was not new"."""
    if layout.tags[what[0]] not in "PDNt":
        return False
    helpers = (i for i in range(*what) if layout.tags[i] == "X" or layout.lower(i + 1) in _NOT)
    helper = next(helpers, what[0])
    return layout.lowers[helper].removesuffix("n") in _BE


def _is_to_blame(layout: Layout, what: tuple[int, int]) -> bool:
    """Tell whether somebody, or what is somebody's, is blamed: not "falling staff numbers"."""
    links = (i for i in range(what[0] + 1, what[1]) if layout.tags[i] in "oIi")
    head = next(links, what[1])
    is_owned = "N" in layout.tags[what[0] : what[1]] or "S" in layout.tags[what[0] : head]
    return is_owned or names_somebody(layout, (head - 1, head))


def _with_content(layout: Layout, what: tuple[int, int]) -> tuple[int, int]:
    """Read on in "the idea | that Lund would pay" and "the way | he has led"."""
    after = at = what[1]
    links = (i for i in range(what[0] + 1, after) if layout.tags[i] in "oIi")
    heads = {layout.lowers[next(links, after) - 1], layout.lowers[after - 1]}
    if layout.tag(at) == "M":
        at += 1
    if layout.lower(after) == "to" and layout.lowers[after - 1] in word_class("measures"):
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
    if _BE.isdisjoint(layout.lowers[slice(*reading.cue)]):
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


def _is_stranded(layout: Layout, reading: Reading, what: tuple[int, int]) -> bool:
    """Tell whether a verb's object stands elsewhere: "the dam that he vowed to build", "doing"."""
    words, tags = layout.lowers[slice(*what)], layout.tags[what[0] : what[1]]
    if len(words) == 1:
        return words[0] in _EMPTY
    is_deed = words[0] == "to" or words[0].endswith("ing")
    if is_deed and len(words) <= 3 and tags[-1] in "Io":
        return words[-1] in _STRANDED or (words[0] != "to" and words[-1] == "on")
    if words[0] == "to" and len(words) == 2 and layout.tag(what[1]) == ",":
        return layout.lower(what[1] + 1) in {"but", "not", "or", "and", "if"}
    before = reading.subject.phrase.first - 1
    is_relative = before > 0 and layout.tags[before] in "Ht" and layout.tags[before - 1] in "wNRT"
    is_bare_relative = before > 0 and layout.tags[before] in "wR"  # "the bill | Berg said he would"
    if tags[:2] == "PX" and len(words) == 3:
        return is_relative or is_bare_relative
    return words[0] == "to" and len(words) <= 3 and is_relative


def names_time(layout: Layout, target: tuple[int, int]) -> bool:
    """Tell whether a noun phrase is only a day or a stretch of time: "Wednesday", "years"."""
    head = re.split("[oIi]", layout.tags[target[0] : target[1]])[0]
    words = layout.lowers[target[0] : target[0] + len(head)]
    plain = [i for i, tag in enumerate(head) if tag not in 'DQ#jC"']
    if not plain:
        return False
    is_time = all(head[i] in "Mm" or words[i] in _TIMES for i in plain)
    if words[-1] == "end":
        return layout.lower(target[0] + len(head)) != "to"  # "an end to the war"
    return is_time or words[-1] in _TIMES


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


def says_what(layout: Layout, target: tuple[int, int]) -> bool:
    """Tell whether a target is more than "nothing", "that" or the first half of a list."""
    first, after = target
    if layout.lowers[first] in _NOTHING or layout.tags[after - 1] == "D":
        return False
    if layout.tags[first:after] == "Q" or _is_measure(layout, target):
        return False
    if layout.tags[after - 1] == "#" and set(layout.tags[first:after]) <= set("D#"):
        return False  # "a $9"
    is_verb = layout.tags[first] in "Vv" and layout.lowers[first].endswith("s")
    if is_verb and after - first == 1 and layout.lower(after) in {"like", "as", "that", "the"}:
        return False  # "the union's list of demands | reads like"
    is_bare = layout.lowers[first] in {"that", "this"} and layout.tag(first + 1) == "C"
    is_degree = layout.lowers[after - 2] in {"most", "more", "very"}
    is_cut = is_degree and layout.tags[after - 1] in "jw" and layout.tag(after) in 'C"'
    is_half = layout.tag(after) == "A" and layout.tag(after + 1) == "j"
    return not (is_bare or is_cut or is_half)


def _is_measure(layout: Layout, target: tuple[int, int]) -> bool:
    """Tell whether a target breaks off at "a number" or "a new": what is counted is left out."""
    first, after = target
    if after - first != 2 or layout.tags[first] not in "DQ":
        return False
    behind = layout.tag(after)
    is_led = behind in ",jw" or (behind == "A" and layout.lower(after).endswith("ly"))
    is_modifier = layout.tags[first + 1] in "jA" or (
        layout.lowers[first + 1].endswith("ed") and behind == ","
    )
    is_before_noun = is_modifier and is_led
    is_the = layout.lowers[first] == "the" and behind == ","
    return layout.lowers[first + 1] in _MEASURES or (is_before_noun and not is_the)
