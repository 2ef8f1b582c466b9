"""Who takes a stance, as whole as the sentence names them, or nobody where two may be meant."""

from __future__ import annotations

from typing import Final

from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.extraction.shares import AT_LEAST
from bot.extraction.stances.edges import without_edges
from bot.extraction.stances.frames import Reading
from bot.extraction.stances.lexicon import word_class
from bot.language.dates.tense import is_past
from bot.language.gazetteer import given_names
from bot.language.layout import Layout

_NOUNS: Final = frozenset("NRTKwl")
_CLAUSE_STARTS: Final = frozenset(',;:"-(BtAM')
_STOPS: Final = frozenset(',;:"(-CB')
_ROUGHLY: Final = frozenset({"nearly", "almost", "virtually", "roughly"})
#: Behind one of these a body only tells where somebody is: "a friend at the Lund School, who".
_WITHIN: Final = frozenset({"at", "in", "of", "from", "for"})
_ORDINALS: Final = frozenset("first second third fourth fifth sixth last latest only".split())
_PARTIES: Final = ("r-", "d-", "i-")
_LONGEST_MODIFIERS: Final = 3
_LONGEST_OWNER: Final = 6
_PLURALS: Final = ("ents", "ants", "ers", "ors", "ists", "ics", "ians", "ates")
_SEVERAL: Final = frozenset({"have", "are", "were", "do"})


def whole_actor(layout: Layout, phrases: list[Phrase], reading: Reading) -> Phrase | None:
    """Return the phrase of who takes a stance as the sentence has it, None where it is not sure.

    It takes in what a shorter phrase left out ("the miners' lawyers", "nearly all towns", "Berg
    and other council members") and leaves a dateline out. Part of a list that is not whole, and
    whoever stands in a relative clause whose noun is the subject, are not certain.
    """
    phrase: Phrase | None = reading.subject.phrase
    if phrase is None or phrase.kind is PhraseKind.PRONOUN:
        return None if phrase and _is_inside(layout, phrase, reading.cue[0]) else phrase
    begin = layout.sentences[layout.sentence_of[phrase.first]][0]
    if phrase.first < reading.cue[0]:
        if _is_set_apart(layout, phrase, reading, begin):
            return None
        phrase = _over_relative(layout, phrases, phrase, begin)
        if phrase is None or _only_says_where(layout, phrase, reading.cue[0]):
            return None
        phrase = _taken_up(layout, phrase, reading.cue[0])
    is_beside = _is_beside(layout, phrase, reading)
    whole = whole_phrase(layout, phrases, phrase, is_beside=is_beside)
    if whole is None or whole.first > reading.cue[0] or layout.tag(whole.after_last) == "S":
        return whole
    return _over_participle(layout, phrases, whole, begin)


def whole_phrase(
    layout: Layout, phrases: list[Phrase], phrase: Phrase, *, is_beside: bool
) -> Phrase | None:
    """Return a phrase with what is its own, and nothing else; None where a list is not sure.

    ``is_beside`` tells that its verb stands right behind it.
    """
    begin = layout.sentences[layout.sentence_of[phrase.first]][0]
    if layout.lowers[phrase.first].startswith(_PARTIES) and layout.tags[phrase.first - 1] == ",":
        # "Sen. Ann Lee, R-Ohio, who": the senator.
        before = phrases_between(phrases, begin, phrase.first - 1)
        if not before or before[-1].after_last != phrase.first - 1:
            return None
        phrase = before[-1]
    phrase = _with_modifiers(layout, _with_title(layout, phrase), begin)
    phrase = _with_owner(layout, phrases, without_edges(layout, phrase))
    phrase = _whole_body(layout, phrases, phrase)
    whole = _whole_list(layout, phrases, phrase, begin, is_beside=is_beside)
    return whole and _counted(layout, whole, begin)


def _is_set_apart(layout: Layout, phrase: Phrase, reading: Reading, begin: int) -> bool:
    """Tell whether a phrase only leads in, or is the object of what somebody else does.

    "In Lund, ..., a strike threatened", "Previously, Berg urged", "spends for Berg, attacking":
    none of these is sure to be who does it.
    """
    cue, after = reading.cue[0], phrase.after_last
    if layout.tag(after) == ",":
        leads_in = phrase.first == begin + 1 and layout.lowers[begin] in {"in", "at", "on"}
        is_adverb = phrase.first == begin and layout.lowers[after - 1].endswith("ly")
        if leads_in or (is_adverb and after == begin + 1):
            return True
    if layout.tag(after) == "S" and "," in layout.tags[after:cue]:
        return True  # "the note, a reply to | Berg's letter, accused"
    opens = layout.tags[phrase.first] == "w" and layout.lowers[phrase.first].endswith("s")
    if opens and after - phrase.first > 1 and layout.tags[phrase.first - 1] in "tH":
        return True  # "a law that | lets firms block"
    is_count = layout.tags[phrase.first : after] == "Q" and after == cue
    if is_count and layout.tag(cue + 1) in "wNR":
        return True  # "Two proposed laws"
    is_participle = layout.tags[cue - 1] == "," and layout.lowers[cue].endswith("ing")
    return is_participle and phrase.first > begin and layout.tags[phrase.first - 1] in "IoVv"


def _is_inside(layout: Layout, pronoun: Phrase, cue: int) -> bool:
    """Tell whether "that" takes up something before a pronoun: "a letter as she left that"."""
    return pronoun.after_last < cue and layout.tags[cue - 1] in "tH"


def is_body(layout: Layout, phrase: Phrase) -> bool:
    """Tell whether a phrase names several as one: a council, a company, a school."""
    bodies, lowers = word_class("bodies"), layout.lowers
    return any(
        lowers[i] in bodies and (i + 1 == phrase.after_last or lowers[i + 1] in _WITHIN)
        for i in range(phrase.first, phrase.after_last)
    )


def is_person(layout: Layout, phrase: Phrase) -> bool:
    """Tell whether a phrase shows by a title or a given name that it is for one person."""
    if is_body(layout, phrase):
        return False
    words, tags = layout.lowers[phrase.first : phrase.after_last], layout.tags
    if phrase.kind is PhraseKind.ROLE:
        return tags[phrase.after_last - 1] in "RT" or "of" in words
    shape = tags[phrase.first : phrase.after_last]
    if "K" in shape or shape.lstrip("D").startswith("TN"):
        return True  # "Sen. Berg", "Mayor Berg"
    given = given_names()
    if len(words) > 1:
        return words[0] in given or words[-2] in given
    # "Berg", whom the text has called "Anna Berg".
    lowers = layout.lowers
    return any(
        lowers[i] == words[0] and (lowers[i - 1] in given or tags[i - 1] == "K")
        for i in range(1, phrase.first)
    )


def is_unlisted_plural(layout: Layout, phrase: Phrase) -> bool:
    """Tell whether a sentence opens with people whom no list knows: "Proponents"."""
    first, after = phrase.first, phrase.after_last
    begin = layout.sentences[layout.sentence_of[first]][0]
    word = layout.lowers[first]
    if first != begin or after - first > 1 or phrase.kind is not PhraseKind.NAME:
        return False
    return word.endswith(_PLURALS) or (word.endswith("s") and layout.lower(after) in _SEVERAL)


def _over_relative(
    layout: Layout, phrases: list[Phrase], phrase: Phrase, begin: int
) -> Phrase | None:
    """Return "the group" in "the group that includes Lund urged", where Lund urges nothing."""
    at = phrase.first - 1
    while at > begin and layout.tags[at] not in _STOPS and layout.tags[at] not in "Ht":
        at -= 1
    if at <= begin or layout.tags[at] not in "Ht" or layout.tags[at - 1] not in _NOUNS:
        return phrase
    if not _holds_verb(layout, at + 1, phrase.first):
        return phrase
    for other in reversed(phrases_between(phrases, begin, at)):
        if other.after_last == at and other.kind is not PhraseKind.PRONOUN:
            opens = other.first == begin or layout.tags[other.first - 1] in _CLAUSE_STARTS
            return other if opens else None
    return None


def _holds_verb(layout: Layout, first: int, after: int) -> bool:
    """Tell whether a verb stands among tokens: "includes the" Lund group, "killed" Berg."""
    return any(
        layout.tags[i] in "XVv"
        or (
            layout.tags[i] == "w"
            and (is_past(layout.lowers[i]) or (i == first and layout.lowers[i].endswith("s")))
        )
        for i in range(first, after)
    )


def _only_says_where(layout: Layout, phrase: Phrase, cue: int) -> bool:
    """Tell whether "who" takes up somebody before a body: "a friend at the Lund School, who"."""
    is_relative = layout.tags[cue - 1] == "H" and layout.lowers[cue - 1] == "who"
    hangs = phrase.first > 0 and layout.lowers[phrase.first - 1] in _WITHIN
    # "Berg is the third mayor who backs it" tells of any such mayor.
    is_any = layout.lowers[phrase.first + 1] in _ORDINALS and layout.tags[cue - 2] != ","
    return is_relative and (is_any or (hangs and is_body(layout, phrase)))


def _with_modifiers(layout: Layout, phrase: Phrase, begin: int) -> Phrase:
    """Return "the sport's governing body Lund Sail" for "body Lund Sail"."""
    first = phrase.first
    if phrase.kind is not PhraseKind.NAME or layout.tags[first] not in "Rw":
        return phrase
    while first - 1 > begin and phrase.first - first < _LONGEST_MODIFIERS:
        word = layout.lowers[first - 1]
        if layout.tags[first - 1] not in "wj" or is_past(word) or word.endswith("s"):
            break
        first -= 1
    while (
        first > begin
        and phrase.first - first < _LONGEST_OWNER
        and layout.tags[first - 1] in "SDwjN"
    ):
        first -= 1
    opens = first == begin or layout.tags[first - 1] in _CLAUSE_STARTS
    return phrase._replace(first=first) if opens else phrase


def _with_title(layout: Layout, phrase: Phrase) -> Phrase:
    """Return "the “Save Lund” campaign" for "campaign"."""
    mark = phrase.first - 1
    if phrase.kind is not PhraseKind.ROLE or mark <= 0 or layout.tags[mark] != '"':
        return phrase
    number = layout.quote_of[mark]
    is_closed = number >= 0 and layout.quoted[number].after_last == mark
    if not is_closed or layout.tags[mark - 1] in ",." or layout.quote_of[phrase.first] >= 0:
        return phrase
    opening = layout.quoted[number].first - 1
    is_led = opening > 0 and layout.tags[opening - 1] == "D"
    return phrase._replace(first=opening - 1) if is_led else phrase


def _with_owner(layout: Layout, phrases: list[Phrase], phrase: Phrase) -> Phrase:
    """Return "the miners' lawyers" for "lawyers"."""
    mark = phrase.first - 1
    if mark <= 0 or layout.tags[mark] != "'" or not layout.lowers[mark - 1].endswith("s"):
        return phrase
    if layout.ends[mark - 1] != layout.starts[mark] or layout.ends[mark] == layout.starts[mark + 1]:
        return phrase
    begin = layout.sentences[layout.sentence_of[mark]][0]
    owners = phrases_between(phrases, begin, mark)
    is_owner = bool(owners) and owners[-1].after_last == mark
    return phrase._replace(first=owners[-1].first) if is_owner else phrase


def _whole_list(
    layout: Layout, phrases: list[Phrase], phrase: Phrase, begin: int, *, is_beside: bool
) -> Phrase | None:
    """Return "Berg and other members" for "members"; None for the last of a list that is not sure.

    Right beside its verb, a subject behind "and" may open a clause of its own.
    """
    first = phrase.first
    while (
        first - 1 > begin
        and phrase.first - first < _LONGEST_MODIFIERS
        and layout.tags[first - 1] in "jwQVv"
    ):
        first -= 1
    joint = first - 1
    is_end_of_list = "C" in layout.tags[phrase.first : phrase.after_last]
    if joint > begin and layout.tags[joint] == "," and is_end_of_list:
        return _with_items(layout, phrases, phrase, begin)
    if joint <= begin or layout.tags[joint] != "C":
        return phrase
    if layout.tags[joint - 1] not in _NOUNS:
        return phrase
    before = phrases_between(phrases, begin, joint)
    if before and before[-1].after_last == joint and before[-1].kind is not PhraseKind.PRONOUN:
        other = before[-1]
        are_owners = layout.tag(phrase.after_last) == "S" and other.kind is phrase.kind
        if are_owners or _opens_clause(layout, other.first, begin):
            return Phrase(other.first, phrase.after_last, other.kind)
        if "between" in layout.lowers[max(other.first - 2, begin) : other.first]:
            return phrase  # two sides: "between Lund and farmers, who have vowed"
    return None if first == phrase.first and not is_beside else phrase


def _counted(layout: Layout, phrase: Phrase, begin: int) -> Phrase:
    """Return "nearly all towns" for "all towns", "more than ten" for "ten"."""
    first = phrase.first
    if first == begin:
        return phrase
    is_number = layout.tags[first] in "#Q" or layout.lowers[first + 1] == "dozen"
    if is_number and tuple(layout.lowers[max(first - 2, begin) : first]) in AT_LEAST:
        first -= 2
    elif layout.lowers[first - 1] in _ROUGHLY:
        first -= 1
    return phrase._replace(first=first)


def _taken_up(layout: Layout, phrase: Phrase, cue: int) -> Phrase:
    """Return "Berg" in "the office of Berg, who signed it": an office is no "who"."""
    if layout.lowers[cue - 1] != "who" or not is_body(layout, phrase):
        return phrase
    of = layout.tags.find("o", phrase.first, phrase.after_last)
    is_name = of > 0 and set(layout.tags[of + 1 : phrase.after_last]) <= set("NTKl")
    return Phrase(of + 1, phrase.after_last, PhraseKind.NAME) if is_name else phrase


def _whole_body(layout: Layout, phrases: list[Phrase], phrase: Phrase) -> Phrase:
    """Return "the Centre for Lund Affairs" for either of its halves."""
    begin, end = layout.sentences[layout.sentence_of[phrase.first]]
    if phrase.kind is not PhraseKind.NAME:
        return phrase
    if phrase.first > begin and layout.lowers[phrase.first - 1] == "for":
        before = phrases_between(phrases, begin, phrase.first - 1)
        if before and before[-1].after_last == phrase.first - 1 and is_body(layout, before[-1]):
            return phrase._replace(first=before[-1].first)
    link = layout.lower(phrase.after_last)
    if link == "to" or (link == "for" and is_body(layout, phrase)):
        behind = phrases_between(phrases, phrase.after_last, end)
        is_name = bool(behind) and behind[0].kind is PhraseKind.NAME
        if is_name and behind[0].first == phrase.after_last + 1:
            return phrase._replace(after_last=behind[0].after_last)  # "Right to Work"
    return phrase


def _over_participle(
    layout: Layout, phrases: list[Phrase], phrase: Phrase, begin: int
) -> Phrase | None:
    """Return "farmers" in "farmers linked with the guild": they act, not the guild."""
    verb = phrase.first - 2
    if verb <= begin or layout.tags[verb + 1] != "I" or not is_past(layout.lowers[verb]):
        return phrase
    if layout.tags[verb] not in "wvj" or layout.tags[verb - 1] not in "NRTw":
        return phrase
    before = phrases_between(phrases, begin, verb)
    return before[-1] if before and before[-1].after_last == verb else None


def _is_beside(layout: Layout, phrase: Phrase, reading: Reading) -> bool:
    return phrase.after_last == reading.cue[0] or layout.tag(phrase.after_last) == "S"


def _opens_clause(layout: Layout, first: int, begin: int) -> bool:
    """Tell whether a clause begins at a token, also behind "In May," and the like."""
    if first == begin or layout.tags[first - 1] in _CLAUSE_STARTS - {","}:
        return True
    opens = layout.tags[begin] in "IAB" and "," not in layout.tags[begin : first - 1]
    return opens and layout.tags[first - 1] == ","


def _with_items(layout: Layout, phrases: list[Phrase], phrase: Phrase, begin: int) -> Phrase | None:
    """Return "Aros, Lund and Marda" for "Lund and Marda"; "In Aros," before it is none of them."""
    first = phrase.first
    before = phrases_between(phrases, begin, first)
    while before and layout.tags[first - 1] == "," and before[-1].after_last == first - 1:
        item = before.pop()
        if item.kind is not phrase.kind or (
            item.first > begin and layout.tags[item.first - 1] in "oIi"
        ):
            break
        first = item.first
    return phrase._replace(first=first)
