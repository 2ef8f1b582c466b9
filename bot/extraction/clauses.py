"""Reading round a verb: its auxiliaries, its subject where that is certain, and what follows it.

Unlike ``bot.extraction.cues.find_subject``, which always offers the likeliest speaker, everything
here gives None wherever the words allow a second reading.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.extraction.shares import begin_of_many, is_share
from bot.language.dates.tense import is_past
from bot.language.layout import Layout

#: Before a participle that opens a sentence: "after saying", "by refusing".
BEFORE_PARTICIPLES: Final = frozenset("after before while when since by despite in on upon".split())
_BE: Final = frozenset("is are was were be been being 's ’s 're ’re am 'm ’m".split())
_CLAUSE_STARTS: Final = frozenset(",;:.?!\"'-(BtA")
_LONGEST_INSERTION: Final = 32
_LONGEST_INSERTED: Final = 16
_SUBORDINATE: Final = frozenset("HBt;:")
#: Names that end in "s" and are one all the same.
_SINGULAR_NAMES: Final = frozenset({"states", "nations", "netherlands", "philippines", "emirates"})
_PLURAL_DETERMINERS: Final = frozenset({"the", "some", "most", "many", "all", "several", "these"})
_PEOPLE_ENDINGS: Final = ("ans", "crats", "ists", "ers", "sts", "ons", "ews", "urds", "abs")
_MODIFYING: Final = frozenset("DjwQ#NRTSl")
_MOST_MODIFIERS: Final = 6
#: "Berg along with her allies demanded": Berg does.
_BESIDE: Final = frozenset({"along", "together"})
_LONGEST_PLAIN: Final = 14
#: Endings of plain nouns for people who act: "the elders", "landowners".
_PERSON_PLURALS: Final = ("ders", "ners", "kers", "ters", "rers", "sers", "lers", "mers", "gers",
                          "ors", "ists", "ants", "ians", "men", "women", "eers")  # fmt: skip
_ABSTRACT_ENDINGS: Final = ("ion", "ment", "ness", "ity", "ing", "ance", "ence", "s")
#: Pronouns that can be nothing but subjects.
_SUBJECT_PRONOUNS: Final = frozenset({"he", "she", "they", "we", "i"})
_THIS_OR_LAST: Final = frozenset({"last", "this", "next"})
_LATE: Final = frozenset({"late", "early"})
_LEADING: Final = ("head", "chief", "director", "president", "leader", "chairman", "secretary",
                   "spokesman", "spokeswoman", "founder", "member", "chair")  # fmt: skip
_PLURAL_PRONOUNS: Final = frozenset({"they", "we", "i", "you", "who", "which", "that"})


class Subject(NamedTuple):
    """Who does it; ``is_plain`` is whether only its place shows that the noun is a somebody."""

    phrase: Phrase
    is_plain: bool = False


# --- subjects -----------------------------------------------------------------------------------
def find_certain_subject(layout: Layout, phrases: list[Phrase], at: int) -> Subject | None:
    """Return the subject of the verb group that begins at token ``at``, if it is certain."""
    begin = layout.sentences[layout.sentence_of[at]][0]
    at = _over_time(layout, begin, at)
    if at <= begin:
        return None
    tag, word = layout.tags[at - 1], layout.lowers[at - 1]
    if tag == "H" or (tag == "t" and word == "that"):
        return _antecedent(layout, phrases, begin, at - 1, word)
    if tag == ")":
        opening = layout.tags.rfind("(", begin, at)
        return find_certain_subject(layout, phrases, opening) if opening > begin else None
    if tag == "-" and not _is_hyphen(layout, at - 1):
        opening = layout.tags.rfind("-", begin + 1, at - 1)
        return find_certain_subject(layout, phrases, opening) if opening > begin else None
    if tag == '"' and layout.quote_of[at] >= 0 and layout.quote_of[at] == layout.quote_of[at - 1]:
        at, tag = at - 1, layout.tags[at - 2] if at - 2 >= begin else ""
    if tag == ",":
        phrase = _before_insertion(layout, phrases, begin, at - 1)
        if phrase is None and layout.lowers[at] == "then":
            phrase = find_only_subject(layout, phrases, begin, at - 1)
    elif tag == "C" or word == "but":
        phrase = find_only_subject(layout, phrases, begin, at - 1)
    else:
        phrase = _ending_at(layout, phrases, begin, at)
    return Subject(phrase) if phrase else _plain_subject(layout, begin, at)


def _plain_subject(layout: Layout, begin: int, at: int) -> Subject | None:
    """Read "the watchdog" in "the watchdog accused": a noun that is in no list."""
    first = _modified_from(layout, begin, at)
    head = at - 1
    while first - 1 > begin and layout.tags[first - 1] == "o" and at - first < _LONGEST_PLAIN:
        head, first = first - 2, _modified_from(layout, begin, first - 1)
        if layout.tags[first - 1] == "C" and layout.tags[first] == "N":
            first = _modified_from(layout, begin, first - 1)
    if first > head or layout.tags[head] != "w" or not _begins_clause(layout, begin, first):
        return None
    if first > begin and layout.tags[first - 1] in "tH" and layout.tags[first] not in "DQ#":
        return None  # "unions that represent flight attendants"
    word = layout.lowers[head]
    is_people = word.endswith(_PERSON_PLURALS)
    has_name = "N" in layout.tags[first:at] and layout.tags[first] == "D"
    if not (is_people or layout.tags[first] in "DQ"):
        return None
    if word.endswith(_ABSTRACT_ENDINGS) and not (is_people or has_name):
        return None
    return Subject(Phrase(first, at, PhraseKind.ROLE), is_plain=not is_people)


def _modified_from(layout: Layout, begin: int, first: int) -> int:
    """Return where the modifiers before token ``first`` begin: "the city's top" prosecutor."""
    i = first
    while i > begin and first - i < _MOST_MODIFIERS and layout.tags[i - 1] in _MODIFYING:
        is_modifier = i - 1 > begin and (layout.tags[i - 2] == "D" or _is_adverb(layout, i - 2))
        word = layout.lowers[i - 1]
        tells = word.endswith("s") and layout.tags[i - 1 : i + 1] == "wN"  # "it validates Mardan"
        if tells or (is_past(word) and not is_modifier):
            break
        i -= 1
    return i - 1 if i > begin and is_past(layout.lowers[i]) and _is_adverb(layout, i - 1) else i


def _is_adverb(layout: Layout, i: int) -> bool:
    """Tell whether a word is an adverb, at the start of a sentence too: "Newly elected"."""
    return layout.tags[i] == "A" or layout.lowers[i].endswith("ly")


def _begins_clause(layout: Layout, begin: int, first: int) -> bool:
    return (
        first == begin or layout.tags[first - 1] in _CLAUSE_STARTS or layout.tags[first - 1] == "M"
    )


def _over_time(layout: Layout, begin: int, at: int) -> int:
    """Step back over "on Tuesday" between a subject and its verb."""
    tags, j = layout.tags, at
    if j - 2 > begin and tags[j - 1] == "#" and tags[j - 2] == "M":
        j -= 2
    elif j - 1 > begin and tags[j - 1] == "M":
        j -= 1
    elif j - 2 > begin and tags[j - 1] == "m" and layout.lowers[j - 2] in _THIS_OR_LAST:
        return j - 3 if layout.lowers[j - 3] == "earlier" else j - 2
    else:
        return at
    if layout.lowers[j - 1] in _LATE:
        j -= 1
    return j - 1 if layout.lowers[j - 1] in {"on", "in"} else j


def _antecedent(
    layout: Layout, phrases: list[Phrase], begin: int, at: int, word: str
) -> Subject | None:
    """Return whom "who", "which" or "that" at token ``at`` takes up."""
    if word not in {"who", "which", "that"}:
        return None
    loose = word != "that" and at - 1 > begin and layout.tags[at - 1] in ",("
    end = at - 1 if loose else at
    for phrase in reversed(phrases_between(phrases, begin, end)):
        if phrase.after_last == end:
            # "the voters who oppose": anybody who does; without a comma only a name is somebody.
            hangs = phrase.first > begin and layout.tags[phrase.first - 1] in "oIi"
            hangs = hangs or layout.lowers[phrase.first] in {"a", "an"}
            is_name = phrase.kind is PhraseKind.NAME and word == "who" and not hangs
            is_somebody = loose or is_name
            is_pronoun = phrase.kind is PhraseKind.PRONOUN
            if word == "which" and _leads(layout, phrase):
                return None
            if hangs and phrase.first - 1 > begin and layout.lowers[phrase.first - 1] in _BE:
                # "Berg is a lawyer who opposes": Berg does.
                return find_certain_subject(layout, phrases, phrase.first - 1)
            return Subject(phrase) if is_somebody and not is_pronoun else None
        if phrase.after_last < end:
            break
    return None


def _leads(layout: Layout, phrase: Phrase) -> bool:
    """Tell whether a phrase is for who leads something, which "which" takes up: "the head of"."""
    words = layout.lowers[phrase.first : phrase.after_last]
    return "of" in words and words[words.index("of") - 1].endswith(_LEADING)


def _ending_at(layout: Layout, phrases: list[Phrase], begin: int, end: int) -> Phrase | None:
    """Return the phrase that ends right before token ``end`` and heads its clause."""
    before = phrases_between(phrases, begin, end)
    if not before or before[-1].after_last != end:
        return None
    return _head_of(layout, before, len(before) - 1, begin)


def _head_of(layout: Layout, before: list[Phrase], at: int, begin: int) -> Phrase | None:
    """Return the subject that ends with a phrase: "activists from the Green Party"."""
    head, last = _find_head(layout, before, at, begin), before[at]
    if head is None or head.kind is not PhraseKind.ROLE or head.after_last >= last.after_last:
        return head
    hangs = layout.tags[head.after_last : head.after_last + 1] == "I"
    beside = layout.lowers[head.after_last] in _BESIDE
    return head._replace(after_last=last.after_last) if hangs and not beside else head


def _find_head(layout: Layout, before: list[Phrase], at: int, begin: int) -> Phrase | None:
    """Walk from a phrase that cannot be a subject itself to the one it hangs on."""
    tags = layout.tags
    while True:
        phrase = before[at]
        if phrase.first == begin or layout.lowers[phrase.first] in _SUBJECT_PRONOUNS:
            return phrase
        tag = tags[phrase.first - 1]
        if layout.lowers[phrase.first - 1] == "nor":
            return None
        if tag in _CLAUSE_STARTS:
            return None if _is_hyphen(layout, phrase.first - 1) else phrase
        if tag == "C":
            return _joined_to(layout, before, at, begin)
        if tag in "Vv":
            # "said Russia opposed": the verb governs the clause.
            return phrase if not layout.words[phrase.first - 1].endswith("ing") else None
        if tag in _MODIFYING:
            first = _modified_from(layout, begin, phrase.first)
            if not _begins_clause(layout, begin, first):
                return None
            # "tobacco companies" are who acts, not just any companies.
            return phrase._replace(first=first) if phrase.kind is PhraseKind.ROLE else phrase
        if tag == "M":
            return phrase
        if tag == "o" and (many := begin_of_many(layout, phrase.first, begin)) < phrase.first:
            whole = Phrase(many, phrase.after_last, PhraseKind.ROLE)
            return whole if _begins_clause(layout, begin, many) else None
        if (about := _about_from(layout, phrase)) < phrase.first:
            return phrase._replace(first=about) if _begins_clause(layout, begin, about) else None
        if tag == ")" and at > 1:
            opening = tags.rfind("(", begin, phrase.first)
            if opening < 0 or before[at - 2].after_last != opening:
                return None
            # "the Miners' Union (MU) officials"
            at -= 2
            before = [*before[:at], before[at]._replace(after_last=phrase.after_last)]
            continue
        if tag not in "oIi" or at == 0:
            return None
        # "thousands from across Lund", "Berg along with her allies"
        is_double = tags[phrase.first - 2] == "I" or layout.lowers[phrase.first - 2] in _BESIDE
        if before[at - 1].after_last != phrase.first - (2 if is_double else 1):
            return None
        at -= 1


def _about_from(layout: Layout, phrase: Phrase) -> int:
    """Return where "about 200 farmers" and "up to 200 farmers" begin."""
    first, lowers = phrase.first, layout.lowers
    if layout.tags[first] != "#":
        return first
    if lowers[first - 2 : first] == ["up", "to"]:
        return first - 2
    return first - 1 if lowers[first - 1] in {"about", "around", "over"} else first


def _joined_to(layout: Layout, before: list[Phrase], at: int, begin: int) -> Phrase | None:
    """Read "Russia and China" or "Lund, Aros and Marda" as one subject."""
    tags, phrase = layout.tags, before[at]
    joint = phrase.first - 1
    left = joint - 1 if tags[joint - 1] == "," else joint
    if at == 0 or before[at - 1].after_last != left:
        # "... on Monday, and Russia condemned": a clause of its own.
        return phrase if left < joint or tags[left - 1] in "M#" else None
    other = before[at - 1]
    if other.kind is PhraseKind.PRONOUN or layout.lowers[joint] not in {"and", "&", "or"}:
        return None
    while True:
        first = other.first
        if first == begin:
            break
        tag = tags[first - 1]
        if tag == "," and at >= 2 and before[at - 2].after_last == first - 1:
            at -= 1
            other = before[at - 1]
            continue
        if tag in _CLAUSE_STARTS or tag in "Vv":
            break
        return None
    return Phrase(other.first, phrase.after_last, other.kind)


def _before_insertion(
    layout: Layout, phrases: list[Phrase], begin: int, comma: int
) -> Phrase | None:
    """Return the subject before "..., a farmer, opposes" or "..., who is ill, opposes"."""
    tags = layout.tags
    before = phrases_between(phrases, begin, comma + 1)
    for at in range(len(before) - 1, -1, -1):
        phrase = before[at]
        if comma - phrase.after_last > _LONGEST_INSERTION:
            return None
        if tags[phrase.after_last] != "," or phrase.after_last >= comma:
            continue
        opener = tags[phrase.after_last + 1]
        is_participle = opener == "w" and layout.lowers[phrase.after_last + 1].endswith("ing")
        opens = opener in "HDRTNKjIvVQAB#" or is_participle
        if not opens or phrase.kind is PhraseKind.PRONOUN:
            continue
        if (
            at > 0
            and before[at - 1].after_last == phrase.first - 1
            and tags[phrase.first - 1] == ","
        ):
            continue  # itself an apposition or a member of a list
        if _is_hyphen(layout, phrase.first - 1):
            continue  # "whose 18-year-old son, a diver, drowned, blamed"
        if phrase.first == begin or tags[phrase.first - 1] in "BtCV;:\"'-(":
            return phrase
        head = _head_of(layout, before, at, begin)
        if head is not None and head.first == begin:
            return head
    return None


def _is_hyphen(layout: Layout, i: int) -> bool:
    """Tell whether token ``i`` is a dash that joins two words rather than two clauses."""
    return i >= 0 and layout.tags[i] == "-" and layout.ends[i] == layout.starts[i + 1]


def find_only_subject(layout: Layout, phrases: list[Phrase], begin: int, end: int) -> Phrase | None:
    """Return the subject of the only clause in ``[begin, end)``, which a joined verb shares."""
    found: Phrase | None = None
    quote = layout.quote_of[end]
    for phrase in phrases_between(phrases, begin, end):
        if layout.quote_of[phrase.first] != quote or not _has_verb(layout, phrase, end):
            continue
        if phrase.first > begin and layout.tags[phrase.first - 1] not in _CLAUSE_STARTS:
            if layout.tags[phrase.first - 1] in "VvwX":
                return None
            continue
        if found is not None:
            return None
        found = phrase
    if found is None or _has_clause(layout, found.after_last, end):
        # A clause hangs between, and the joined verb may be its own: "a rally where rebels ...".
        return None
    return found


def _has_clause(layout: Layout, first: int, end: int) -> bool:
    """Tell whether a clause hangs between two tokens; "after working" is none."""
    return any(
        layout.tags[i] in _SUBORDINATE and not layout.lowers[i + 1].endswith("ing")
        for i in range(first, end)
    )


def _has_verb(layout: Layout, phrase: Phrase, end: int) -> bool:
    """Tell whether a verb follows a phrase at once, or behind an insertion: "Berg, 53, said"."""
    i = _after_time(layout, phrase.after_last)
    if layout.tags[i : i + 1] == ",":
        closing = layout.tags.find(",", i + 1, min(i + _LONGEST_INSERTED, end))
        i = closing + 1 if closing > 0 else i
    while i < end and layout.tags[i] in "AG":
        i += 1
    if i >= end:
        return False
    word = layout.lowers[i]
    return layout.tags[i] in "XVv" or is_past(word) or (layout.tags[i] == "w" and word[-1] == "s")


def _after_time(layout: Layout, i: int) -> int:
    if layout.lowers[i : i + 1] == ["on"] and layout.tags[i + 1 : i + 2] == "M":
        return i + 2
    return i + 1 if layout.tags[i : i + 1] == "M" else i


def is_plural(layout: Layout, phrase: Phrase) -> bool:
    """Tell whether a base form agrees with a subject: "they", "officials", "Russia and China"."""
    words = layout.lowers[phrase.first : phrase.after_last]
    if phrase.kind is PhraseKind.PRONOUN:
        return words[0] in _PLURAL_PRONOUNS
    if any(word in {"and", "&"} for word in words) or words[0] in {"both", "most", "many"}:
        return True
    head = words.index("of", 1) - 1 if "of" in words[1:] else len(words) - 1
    if head < len(words) - 1 and is_share(words[head]):
        return is_plural(layout, phrase._replace(first=phrase.first + head + 2))
    if words[head] in {"people", "police", "dozens", "hundreds", "thousands", "millions"}:
        return True
    word = words[head]
    if word in _SINGULAR_NAMES or words[0] in {"a", "an"}:
        return False
    if phrase.kind is PhraseKind.NAME:
        people = words[0] in _PLURAL_DETERMINERS or word.endswith(_PEOPLE_ENDINGS)
        return people and word.endswith("s")
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s"))


def find_governor(layout: Layout, begin: int, at: int) -> int | None:
    """Return the verb or noun whose "that" clause begins at token ``at``."""
    i = at - 1
    if i > begin and layout.lowers[i] == "that":
        i -= 1
        while i > begin and (layout.tags[i] in "M#A" or layout.lowers[i] == "on"):
            i -= 1
        return i
    return i if i >= begin and layout.tags[i] in "Vv" else None
