"""A verb with what stands before it: auxiliaries, adverbs and "not"."""

from __future__ import annotations

from typing import Final, NamedTuple

from bot.extraction.stances.lexicon import Form
from bot.extraction.stances.targets import LY_NOUNS
from bot.language.layout import Layout

#: Forms of "to be".
BE: Final = frozenset("is are was were be been being 's ’s 're ’re am 'm ’m".split())
_HAVE: Final = frozenset("has have had having 've ’ve 'd ’d".split())
_DO: Final = frozenset("do does did".split())
_WILL: Final = frozenset("will 'll ’ll shall".split())
_OPEN_MODALS: Final = frozenset("could might may should must can".split())
#: Adverbs that the tagger takes for adjectives: "has long supported".
_ADVERBS: Final = frozenset({"long", "since", "all", "outright"})
_MERELY: Final = frozenset({"only", "just"})
_NOT: Final = frozenset({"'t", "’t"})
#: What stands before "'t", by its full form: the layout parts "isn't" there.
_CONTRACTED: Final = {
    **{word + "n": word for word in "is are was were has have had do does did would could".split()},
    **{"won": "will", "shouldn": "should", "mustn": "must", "can": "can"},
}


class VerbGroup(NamedTuple):
    """A verb with the auxiliaries, adverbs and negations before it: tokens ``[first, head]``."""

    first: int
    head: int
    form: Form
    is_negated: bool
    is_passive: bool
    is_infinitive: bool
    #: "" where there is no modal, "will", "would", or "open" for could, might and the like.
    modal: str
    has_auxiliary: bool


def read_verb_group(layout: Layout, head: int, form: Form) -> VerbGroup | None:
    """Read what stands before a verb; None where the word cannot be a verb there."""
    tags, lowers = layout.tags, layout.lowers
    begin = layout.sentences[layout.sentence_of[head]][0]
    first, helpers, is_negated = head, list[str](), False
    while first > begin:
        word, tag = lowers[first - 1], tags[first - 1]
        if word in _NOT and lowers[first - 2] in _CONTRACTED:
            first -= 2
            helpers.append(_CONTRACTED[lowers[first]])
            is_negated = True
            continue
        if (tag not in "XGA" and word not in _ADVERBS) or word in LY_NOUNS:
            break
        first -= 1
        if tag == "X":
            helpers.append(word)
        is_negated = is_negated or (tag == "G" and lowers[first + 1] not in _MERELY)
    helpers.reverse()
    infinitive = first > begin and lowers[first - 1] == "to"
    modal = _modal_of(helpers)
    if not _is_possible(form, helpers, infinitive, modal):
        return None
    return VerbGroup(
        first=first,
        head=head,
        form=form,
        is_negated=is_negated,
        is_passive=bool(helpers) and helpers[-1] in BE and form is not Form.ING,
        is_infinitive=infinitive,
        modal=modal,
        has_auxiliary=bool(helpers),
    )


def _modal_of(helpers: list[str]) -> str:
    for word in helpers:
        if word in _WILL:
            return "will"
        if word in {"would", "wouldn"}:
            return "would"
        if word in _OPEN_MODALS:
            return "open"
    return ""


def _is_possible(form: Form, helpers: list[str], infinitive: bool, modal: str) -> bool:
    last = helpers[-1] if helpers else ""
    if form is Form.BASE:
        return not helpers or last in _DO or (bool(modal) and last not in BE | _HAVE)
    if form is Form.THIRD:
        return not helpers and not infinitive
    if form is Form.ING:
        return not infinitive and (not helpers or last in BE)
    if infinitive and not helpers:
        return False
    if form is Form.PARTICIPLE:
        return last in BE | _HAVE
    return not helpers or last in BE | _HAVE
