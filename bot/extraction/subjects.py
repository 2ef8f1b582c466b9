"""Who does what a verb says: the subject of a cue, read off word classes without a parser."""

from __future__ import annotations

import re

from bot.extraction.cues import Cue, CueKind
from bot.extraction.phrases import Phrase, PhraseKind, phrases_between
from bot.language.dates.tense import is_past
from bot.language.layout import Layout

_BEFORE_SUBJECT = frozenset(",;:\"'-(BtH")
# A noun that is in no list, right before a verb: "a reader", "three climbers", and, where a clause
# begins, "critics of old" or a name without its capitals.
_GENERIC_BEFORE = re.compile(
    r"(?:D[wjQ#MN]{0,4}|Q[wj]{0,3}|(?<=[,\"BtC])j{0,2}|(?<=\")[jw]{0,2})w(?=A*$)"
)
_GENERIC_AFTER = re.compile(r"D[wjQ#M]{0,3}w")
# The same behind a verb that follows a quotation: said donald trump.
_BARE_AFTER = re.compile(r"[jw]{0,2}w(?=[,.;:I(]|$)")
_VERB_OUTSIDE_RELATIVE = re.compile(r"(?<!H)[XVv]|[;:]")
# What a name may go on with before its verb: "a South Carolina native said".
_NOUN_TAIL = re.compile(r"j?w{1,2}")
# Between subject and verb: "also", "on Monday", "at the time".
_LIGHT = re.compile(r"(?:[AGXQ]|I?D?[jA]?M#?|#)*")
_BE = frozenset("is are was were be been being 's ’s 're ’re am".split())
_WITH_HEARER = frozenset("tell assure reassure remind".split())
_BUT = frozenset({"but", "yet"})
_NO_PARTICIPLE = frozenset("said told".split())


def find_subject(layout: Layout, phrases: list[Phrase], cue: Cue) -> Phrase | None:
    """Return who does what ``cue`` says, or None where nothing fits; any verb can be asked about.

    Looks inside the cue's sentence only: after the cue for "according to", for "by" after a
    passive and for inversion ("...", said the minister); before it otherwise. Words between
    quotation marks are passed over unless the cue itself stands there. Apposition is seen through
    ("Anna Berg, the minister, said" is Anna Berg), "of", "in" and the like too ("the mayor in
    Lund said"), and joined phrases come back as one ("China and Russia"), which is then no member
    of ``phrases``; nor is a noun that only its verb gives away ("a reader wrote").
    """
    sentence_first, sentence_after = layout.sentences[layout.sentence_of[cue.head]]
    quote = layout.quote_of[cue.head]
    if cue.kind is CueKind.ACCORDING:
        return _following(layout, phrases, cue.after_last, sentence_after, quote, reach=3)
    tags = layout.tags
    if _is_passive(layout, cue):
        if "by" in layout.lowers[cue.after_last : cue.after_last + 3]:
            at = layout.lowers.index("by", cue.after_last) + 1
            return _following(layout, phrases, at, sentence_after, quote, reach=2)
        return None
    before = [
        phrase
        for phrase in phrases_between(phrases, sentence_first, cue.first)
        if layout.quote_of[phrase.first] == quote
    ]
    if cue.first == cue.head:
        behind = _inverted(layout, phrases, cue, before, sentence_first, sentence_after)
        if behind is not None:
            return behind
    if "(" in tags[sentence_first : cue.first]:
        before = _outside_brackets(tags, before, sentence_first, cue.first)
    return _before(layout, before, cue, sentence_first)


def _inverted(
    layout: Layout,
    phrases: list[Phrase],
    cue: Cue,
    before: list[Phrase],
    sentence_first: int,
    sentence_after: int,
) -> Phrase | None:
    """Return the subject behind its verb: "...", said the mayor; taxes will rise, says Berg."""
    tags = layout.tags
    tag_before = tags[cue.first - 1] if cue.first > sentence_first else ""
    if not _may_invert(layout, cue) or (tag_before and tag_before not in ",\"'?!-."):
        return None
    quote = layout.quote_of[cue.head]
    behind = _following(layout, phrases, cue.after_last, sentence_after, quote, reach=0)
    after_quote = tag_before in "\"'?!" or (
        tag_before == "," and tags[cue.first - 2 : cue.first - 1] in ('"', "'")
    )
    if behind is None and after_quote and quote < 0:
        bare = _BARE_AFTER.match(tags, cue.after_last, sentence_after)
        if bare:
            return Phrase(bare.start(), bare.end(), PhraseKind.ROLE)
    if behind is None or (cue.kind is CueKind.REPORTING and not after_quote):
        return None
    if not after_quote:
        follows = tags[behind.after_last : behind.after_last + 1]
        if follows in tuple('XVvwAGS"tDNH'):
            return None  # Anna Berg, the minister, said France would pay.
        if before and before[-1].after_last >= cue.first - 1 and tag_before == ",":
            return None if before[-1].kind is PhraseKind.ROLE else behind
    return behind


def _may_invert(layout: Layout, cue: Cue) -> bool:
    """Tell whether the verb may stand before its subject; "told" has its hearer there."""
    return cue.lemma not in _WITH_HEARER and not layout.words[cue.head].endswith("ing")


def _is_passive(layout: Layout, cue: Cue) -> bool:
    """Tell whether the verb is a past participle after "be", or stands bare before "by"."""
    word = layout.words[cue.head]
    if word.endswith("ing") or (word in _NO_PARTICIPLE and cue.first == cue.head):
        return False
    if any(word in _BE for word in layout.lowers[cue.first : cue.head]):
        return True
    return layout.lowers[cue.after_last : cue.after_last + 1] == ["by"]


def _following(
    layout: Layout, phrases: list[Phrase], first: int, after_last: int, quote: int, reach: int
) -> Phrase | None:
    """Return the phrase that begins within ``reach`` tokens after ``first``."""
    found = phrases_between(phrases, first, after_last)
    if found and found[0].first <= first + reach:
        if layout.quote_of[found[0].first] != quote:
            return None
        return _join(layout, found, 0)
    generic = _GENERIC_AFTER.match(layout.tags, first, after_last)
    if generic and layout.quote_of[first] == quote:
        return Phrase(generic.start(), generic.end(), PhraseKind.ROLE)
    return None


def _outside_brackets(
    tags: str, before: list[Phrase], sentence_first: int, cue_first: int
) -> list[Phrase]:
    """Leave out phrases in brackets that closed again: "Sen. Ann Lee (R-Ohio) said"."""

    def depth(at: int) -> int:
        return tags.count("(", sentence_first, at) - tags.count(")", sentence_first, at)

    deepest = depth(cue_first)
    return [phrase for phrase in before if depth(phrase.first) == deepest]


def _before(layout: Layout, before: list[Phrase], cue: Cue, sentence_first: int) -> Phrase | None:
    tags = layout.tags
    start = cue.first
    last = before[-1] if before else None
    tag_before = tags[start - 1 : start] if start > sentence_first else ""
    if tag_before == "H" and last is not None:
        return _join(layout, before, len(before) - 1)
    participle = layout.words[cue.head].endswith("ing") and tags[cue.first] != "X"
    if participle and last is not None and _follows_with(layout, last, start):
        return _over_attachment(layout, before, len(before) - 1)
    if tag_before == "i" and start - 2 > sentence_first and tags[start - 2] in "Vv":
        outer = _verb_at(layout, start - 2, sentence_first)
        earlier = [phrase for phrase in before if phrase.first < outer.first]
        return _before(layout, earlier, outer, sentence_first)  # vowed to respond
    if participle and tag_before == "C":
        joined = _joined_participle(layout, start - 1, sentence_first)
        if joined is not None:  # with Berg saying it failed and asking
            earlier = [phrase for phrase in before if phrase.first < joined.first]
            return _before(layout, earlier, joined, sentence_first)
    goes_on = tag_before in ("C", "i", "I", "") or layout.lowers[start - 1] in _BUT
    if participle or goes_on:
        return _shared_subject(layout, before, cue, participle)
    since = last.after_last if last is not None else sentence_first
    if last is not None and tags[last.first] == "D" and _NOUN_TAIL.fullmatch(tags, since, start):
        return Phrase(last.first, start, PhraseKind.ROLE)
    generic = _generic_before(tags, since, start, sentence_first)
    if generic is not None:
        is_verb = tag_before == "w" and is_past(layout.words[start - 1])
        return None if is_verb else generic  # "calls that drew | chants of "No""
    if last is None:
        return None
    if tag_before in (",", "-", ")") or tags[last.after_last] == ",":
        return _over_insertion(layout, before, cue)
    if start - last.after_last <= 3 or _LIGHT.fullmatch(tags, last.after_last, start):
        found = _over_attachment(layout, before, len(before) - 1)
        if found.first == last.first and len(before) > 1 and tags[last.first - 1] == "I":
            # She is pleased and in a statement thanked them.
            return _clause_subject(layout, before[:-1], cue, participle=False)
        return found
    return _clause_subject(layout, before, cue, participle=False)


def _generic_before(tags: str, since: int, verb: int, sentence_first: int) -> Phrase | None:
    """Return a noun right before a verb that only its place gives away."""
    # The sentence's beginning counts as a mark of quotation does.
    shown = ('"' if since == sentence_first else tags[since - 1]) + tags[since:verb]
    found = _GENERIC_BEFORE.search(shown)
    if found is None or shown[max(0, found.start() - 1)] in "oIi":
        return None
    return Phrase(since + found.start() - 1, since + found.end() - 1, PhraseKind.ROLE)


def _over_attachment(layout: Layout, before: list[Phrase], at: int) -> Phrase:
    """Walk from "Lund" to "the mayor" in "the mayor in Lund said"."""
    tags = layout.tags
    while at > 0:
        between = tags[before[at - 1].after_last : before[at].first]
        if between and between[-1] in "oIi" and len(between) <= 2 and between[0] in "woIij":
            at -= 1
        else:
            break
    return _join(layout, before, at)


def _follows_with(layout: Layout, last: Phrase, verb: int) -> bool:
    """Tell an absolute "with the campaign saying" from a participle of the whole clause."""
    before = layout.lowers[last.first - 1] if last.first else ""
    return before == "with" and bool(_LIGHT.fullmatch(layout.tags, last.after_last, verb))


def _over_insertion(layout: Layout, before: list[Phrase], cue: Cue) -> Phrase:
    """Walk back over what stands between commas: "Berg, a farmer from Lund, said"."""
    tags = layout.tags
    found: Phrase | None = None
    crossed = cue.first
    for at in range(len(before) - 1, -1, -1):
        phrase = before[at]
        if _VERB_OUTSIDE_RELATIVE.search(tags, phrase.after_last, crossed):
            break
        crossed = phrase.after_last
        if tags[phrase.after_last] not in ",-(" or not _begins_clause(layout, before, at):
            continue
        if (
            found is not None
            and found.kind is PhraseKind.NAME
            and phrase.kind is PhraseKind.ROLE
            and found.first == phrase.after_last + 1
        ):
            continue  # the minister, Anna Berg, said
        found = _over_apposition(layout, before, at)
    if found is None and (comma := tags.rfind(",H", before[0].after_last, cue.first)) >= 0:
        found = next((phrase for phrase in before if phrase.after_last == comma), None)
    return found or _clause_subject(layout, before, cue, participle=False) or before[-1]


def _over_apposition(layout: Layout, before: list[Phrase], at: int) -> Phrase:
    """Walk back from "the minister" to "Anna Berg" in "Anna Berg, the minister, said"."""
    tags = layout.tags
    while at > 0 and tags[before[at - 1].after_last : before[at].first] == ",":
        if before[at].kind is PhraseKind.NAME and before[at - 1].kind is PhraseKind.ROLE:
            break
        if not _begins_clause(layout, before, at - 1):
            break  # In Oslo, the minister said
        at -= 1
    return _join(layout, before, at)


def _begins_clause(layout: Layout, before: list[Phrase], at: int) -> bool:
    """Tell whether a phrase stands where a subject may: not behind a preposition or a verb."""
    first = before[at].first
    sentence_first, _ = layout.sentences[layout.sentence_of[first]]
    if first == sentence_first:
        return True
    tag = layout.tags[first - 1]
    if tag == "C":
        return (
            at > 0
            and before[at - 1].after_last == first - 1
            and (_begins_clause(layout, before, at - 1))
        )
    return tag in _BEFORE_SUBJECT or tag == "A"


def _shared_subject(
    layout: Layout, before: list[Phrase], cue: Cue, participle: bool
) -> Phrase | None:
    """Return the subject that a dependent verb shares with an earlier one: "..., and added".

    "Rajoy said that he would try and insisted" is Rajoy, who governs a saying verb; "asked whom
    she liked, Sherry smiled and said" is Sherry, who begins the clause.
    """
    nearest = _clause_subject(layout, before, cue, participle)
    if nearest is None or not _is_embedded(layout, nearest):
        return nearest
    tags, quote = layout.tags, layout.quote_of[cue.head]
    sentence_first, _ = layout.sentences[layout.sentence_of[cue.head]]
    head = nearest.first
    while (
        head := max(tags.rfind("V", sentence_first, head), tags.rfind("v", sentence_first, head))
    ) > sentence_first:
        participle = layout.words[head].endswith("ing") and tags[head - 1] != "X"
        if participle or layout.quote_of[head] != quote or tags[head - 1] in "CiIH":
            continue
        outer = _verb_at(layout, head, sentence_first)
        earlier = [phrase for phrase in before if phrase.first < outer.first]
        return _before(layout, earlier, outer, sentence_first) or nearest
    return nearest


def _joined_participle(layout: Layout, before: int, sentence_first: int) -> Cue | None:
    """Return the nearest -ing verb of reporting before a token."""
    for head in range(before - 1, sentence_first, -1):
        if layout.tags[head] in "Vv" and layout.words[head].endswith("ing"):
            return _verb_at(layout, head, sentence_first)
    return None


def _verb_at(layout: Layout, head: int, sentence_first: int) -> Cue:
    """Return the verb at ``head``, with what stands before it, as a cue to find its subject by."""
    first = head
    while first > sentence_first and layout.tags[first - 1] in "XGA":
        first -= 1
    return Cue(first, head + 1, head, CueKind.REPORTING, "", False)


def _is_embedded(layout: Layout, phrase: Phrase) -> bool:
    """Tell whether a phrase is the subject of a reported clause: "said (that) he would try"."""
    return layout.tags[phrase.first - 1 : phrase.first] in ("t", "V", "v", "M")


def _clause_subject(
    layout: Layout, before: list[Phrase], cue: Cue, participle: bool
) -> Phrase | None:
    """Return the phrase that most likely is subject of the clause before a dependent verb."""
    tags = layout.tags
    embedded: Phrase | None = None
    for following in ("XVvwAGH", "CoIO,-("):
        # A verb right behind it shows the nearest subject; without one, the first stands out.
        order = range(len(before) - 1, -1, -1) if following[0] == "X" else range(len(before))
        for at in order:
            phrase = before[at]
            if phrase.after_last == cue.first or tags[phrase.after_last] not in following:
                continue
            if participle and tags[phrase.first - 1 : phrase.first] in ("t", "B"):
                embedded = embedded or phrase
                continue
            if _begins_clause(layout, before, at) or (
                tags[phrase.first - 1] in "VM" and tags[phrase.after_last] in "XVvAG"
            ):
                return _over_apposition(layout, before, at)
        if embedded is not None:
            return embedded
    return before[0] if before else None


def main_subject(
    layout: Layout, phrases: list[Phrase], first: int, after_last: int
) -> Phrase | None:
    """Return the first phrase outside quotations in ``[first, after_last)`` that may be a subject.

    ``first`` must be the beginning of a sentence.
    """
    found = [
        phrase
        for phrase in phrases_between(phrases, first, after_last)
        if layout.quote_of[phrase.first] < 0
    ]
    for at, phrase in enumerate(found):
        goes_on = layout.tags[phrase.after_last : phrase.after_last + 1] not in (",", ".")
        if goes_on and _begins_clause(layout, found, at):
            return _join(layout, found, at)
    return found[0] if found else None


def _join(layout: Layout, phrases: list[Phrase], at: int) -> Phrase:
    """Return phrase ``at`` together with the phrases that "and" joins to it."""
    low = high = at
    while low > 0 and _joined(layout, phrases[low - 1], phrases[low]):
        low -= 1
    while high + 1 < len(phrases) and _joined(layout, phrases[high], phrases[high + 1]):
        high += 1
    if low == high:
        return phrases[at]
    if not _begins_clause(layout, phrases, low) and low < at:
        return phrases[at]
    return Phrase(phrases[low].first, phrases[high].after_last, phrases[low].kind)


def _joined(layout: Layout, one: Phrase, other: Phrase) -> bool:
    """Tell whether two neighbouring phrases are one subject."""
    between = layout.lowers[one.after_last : other.first]
    return between in (["and"], ["&"])
