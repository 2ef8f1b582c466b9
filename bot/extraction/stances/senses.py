"""Whether a target can be what a stance is about, or the words mean something else."""

from __future__ import annotations

import re
from typing import Final

from bot.extraction.phrases import PhraseKind
from bot.extraction.stances.actors import is_body, is_person
from bot.extraction.stances.acts import names_somebody
from bot.extraction.stances.clauses import NOT
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import word_class
from bot.extraction.verb_groups import BE
from bot.language.layout import Layout
from bot.records import Stance

_TIMES: Final = frozenset({"time", "times", "today", "tomorrow", "yesterday", "moment", "end"})
_NOTHING: Final = frozenset({"nothing", "something", "anything", "everything"})
#: Nouns that say nothing without what follows them: "a number | of reforms", "the way | he acts".
_MEASURES: Final = frozenset(
    "number series range variety variation lot way set couple kind sort type part".split()
)
_ASKING: Final = ("ask", "press", "petition", "lobb", "beg")
_EMPTY: Final = frozenset({"doing", "being", "having", "going", "getting", "making", "so"})
_RELATIVES: Final = frozenset({"who", "which", "where", "whose"})
_CONTRACTS: Final = frozenset({"contract", "contracts", "deal", "deals"})
_LONGEST_TERMS: Final = 8
#: Words of "the Lund town hall", which tells where something is done.
_LONGEST_SITE: Final = 4
#: Belief in these is nobody's position.
_BELIEVED: Final = frozenset({"god", "jesus", "christ", "allah", "heaven"})
_LIMBS: Final = frozenset("hands arms feet legs eyes back head".split())
_STRANDED: Final = frozenset({"at", "for", "about", "with", "of"})
#: What is provided or offered all the year round is a service.
_SERVING: Final = frozenset({"provide", "provides", "offer", "offers", "supplies", "supply"})


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
    is_site = words[-1] in word_class("sites") and len(words) <= _LONGEST_SITE
    if cue[-1] == "at" and is_site:
        return False  # "protested at the campus"
    if layout.lower(what[1]) == "until" and cue[-1] == "accept":
        return False  # "will not accept returns until May"
    return len(cue) == 1 or cue[0] not in _SERVING


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
    if cue[-1] == "with" and _is_business(layout, reading, what):
        return True
    if cue[-1].startswith("slam") and layout.tags[what[0]] == "#":
        return True  # "slammed 40 hot dogs"
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


def _is_business(layout: Layout, reading: Reading, what: tuple[int, int]) -> bool:
    """Tell whether somebody makes a contract rather than takes a side: "signed with a club"."""
    cue = layout.lowers[slice(*reading.cue)]
    if any(word.startswith("sign") for word in cue):
        return is_person(layout, reading.subject.phrase)
    behind = layout.lowers[what[0] : what[1] + _LONGEST_TERMS]
    return "on" in behind and not _CONTRACTS.isdisjoint(behind)


def _only_needs(layout: Layout, reading: Reading) -> bool:
    """Tell whether people need something rather than demand it: "patients require support"."""
    phrase = reading.subject.phrase
    is_asked = reading.target is not None and "i" in layout.tags[slice(*reading.target)]
    return phrase.kind is PhraseKind.ROLE and not is_body(layout, phrase) and not is_asked


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


def _tells_what_is(layout: Layout, what: tuple[int, int]) -> bool:
    """Tell whether a promise only vouches for what is so: "promised the dam was not new"."""
    if layout.tags[what[0]] not in "PDNt":
        return False
    helpers = (i for i in range(*what) if layout.tags[i] == "X" or layout.lower(i + 1) in NOT)
    helper = next(helpers, what[0])
    return layout.lowers[helper].removesuffix("n") in BE


def _is_to_blame(layout: Layout, what: tuple[int, int]) -> bool:
    """Tell whether somebody, or what is somebody's, is blamed: not "falling staff numbers"."""
    links = (i for i in range(what[0] + 1, what[1]) if layout.tags[i] in "oIi")
    head = next(links, what[1])
    is_owned = "N" in layout.tags[what[0] : what[1]] or "S" in layout.tags[what[0] : head]
    return is_owned or names_somebody(layout, (head - 1, head))


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
