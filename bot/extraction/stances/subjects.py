"""Whose stance a verb tells: its subject, where form and place leave no doubt."""

from __future__ import annotations

from typing import Final

from bot.extraction.clauses import Subject, find_certain_subject, find_only_subject, is_plural
from bot.extraction.phrases import Phrase, PhraseKind
from bot.extraction.stances.lexicon import Form, verb_class, word_class
from bot.extraction.stances.places import Place
from bot.extraction.verb_groups import VerbGroup
from bot.language.dates.tense import is_past
from bot.language.layout import Layout

_OPEN: Final = frozenset("can could may might should must would to".split())
_SEVERAL: Final = frozenset({"are", "were", "have", "do"})
_ONE_OR_MORE: Final = _SEVERAL | {"is", "was", "has", "does"}
_MODAL_REACH: Final = 12
_BEFORE_GERUNDS: Final = frozenset({"by", "after", "while"})


def guess_form(word: str) -> Form:
    """Return the form that the ending of a verb suggests."""
    if word.endswith("ing"):
        return Form.ING
    if is_past(word):
        return Form.PAST
    return Form.THIRD if word.endswith("s") else Form.BASE


def find_stance_subject(place: Place, group: VerbGroup, lemma: str) -> Subject | None:
    """Return whose verb it is; ``lemma`` tells whether a plain noun can be it.

    Where the place has a source, it is returned if the verb can be its own.
    """
    layout, phrases, source = place
    if group.form is Form.ING and not group.has_auxiliary:
        if source is not None:
            return source if _is_participle_of(layout, group, lemma) else None
        return _participle_subject(layout, phrases, group, lemma)
    if group.form is Form.BASE and not group.has_auxiliary and _shares_modal(layout, group.first):
        return None
    subject = source or find_certain_subject(layout, phrases, group.first)
    if subject is not None and not _agrees_with_helper(layout, group, subject):
        return None
    if subject and subject.is_plain and lemma not in word_class("agentive"):
        return None
    if subject and (_holds_verb(layout, subject.phrase) or _is_inverted(layout, subject.phrase)):
        return None
    if subject is None or group.has_auxiliary or group.form in {Form.PAST, Form.PARTICIPLE}:
        return subject
    plural = is_plural(layout, subject.phrase)
    return subject if plural == (group.form is Form.BASE) else None


def _agrees_with_helper(layout: Layout, group: VerbGroup, source: Subject) -> bool:
    """Tell whether a verb can be its source's by number: not "the miners | was planning"."""
    helpers = _ONE_OR_MORE.intersection(layout.lowers[group.first : group.head])
    phrase = source.phrase
    words = layout.lowers[phrase.first : phrase.after_last]
    links = (i for i in range(phrase.first + 1, phrase.after_last) if layout.tags[i] in "oIi")
    phrase = phrase._replace(after_last=next(links, phrase.after_last))
    if not helpers or phrase.kind is PhraseKind.PRONOUN:
        return True
    if not helpers.isdisjoint(_SEVERAL):
        is_one = "R" not in layout.tags[phrase.first : phrase.after_last]
        return not is_one or is_plural(layout, phrase) or any(it.endswith("s") for it in words)
    is_whole = phrase.kind is PhraseKind.NAME or layout.lowers[phrase.first] in {"a", "an"}
    return is_whole or not is_plural(layout, phrase)


def _shares_modal(layout: Layout, first: int) -> bool:
    """Tell whether a joined verb is only possible, as the one before: "can come and vote"."""
    begin = layout.sentences[layout.sentence_of[first]][0]
    if first <= begin or layout.tags[first - 1] != "C":
        return False
    return not _OPEN.isdisjoint(layout.lowers[max(begin, first - _MODAL_REACH) : first])


def _holds_verb(layout: Layout, phrase: Phrase) -> bool:
    """Tell whether a phrase took in a verb that no list knows: "her win validates Mardan"."""
    return any(
        layout.tags[i : i + 2] == "wN" and layout.lowers[i].endswith("s")
        for i in range(phrase.first, phrase.after_last - 1)
    )


def _is_inverted(layout: Layout, phrase: Phrase) -> bool:
    """Tell whether a modal stands before its subject: "only then can we reach an agreement"."""
    return phrase.first > 0 and layout.lowers[phrase.first - 1] in _OPEN - {"to"}


def _participle_subject(
    layout: Layout, phrases: list[Phrase], group: VerbGroup, lemma: str
) -> Subject | None:
    """Read "..., accusing the mayor of it", "by mocking him" and "marched calling for it"."""
    begin = layout.sentences[layout.sentence_of[group.head]][0]
    at = group.first - 1
    if at <= begin or lemma in word_class("noparticiples") or layout.words[group.head].istitle():
        return None
    is_apart = layout.tags[at] == ","
    if is_apart or layout.lowers[at] in _BEFORE_GERUNDS:
        phrase = find_only_subject(layout, phrases, begin, at)
        if phrase and "including" in layout.lowers[phrase.after_last : at]:
            return None  # "ten of them, including Berg, siding with"
        if phrase and not (_OPEN - {"to"}).isdisjoint(_helpers_of(layout, phrase)):
            return None  # "he could close the port, ending the strike"
        # "urged voters to end it by ...": who ends it is not who urged.
        is_own = phrase and (is_apart or "i" not in layout.tags[phrase.after_last : at])
        return Subject(phrase) if phrase and is_own else None
    return find_gathered(layout, phrases, begin, group.first, "crowds")


def _helpers_of(layout: Layout, phrase: Phrase) -> list[str]:
    """Return the auxiliaries and adverbs right behind a subject."""
    after = phrase.after_last
    while layout.tag(after) in "XA":
        after += 1
    return layout.lowers[phrase.after_last : after]


def _is_participle_of(layout: Layout, group: VerbGroup, lemma: str) -> bool:
    """Tell whether a source can be who does it: "..., urging", "sent a letter urging"."""
    at = group.first - 1
    if lemma in word_class("noparticiples") or layout.words[group.head].istitle():
        return False
    return layout.tags[at] == "," or is_message(layout, at)


def is_message(layout: Layout, at: int) -> bool:
    """Tell whether a word, days passed over, is something written or said: a letter, a speech."""
    while at > 0 and layout.tags[at] in "AMm":
        at -= 1
    return layout.lowers[at] in word_class("messages")


def find_gathered(
    layout: Layout, phrases: list[Phrase], begin: int, at: int, acts: str = "gathering"
) -> Subject | None:
    """Return who gathers, in "farmers marched through Lund to demand" before token ``at``."""
    gathering = verb_class(acts)
    for act in range(begin, at):
        if layout.lowers[act] not in gathering:
            continue
        first = act
        while first > begin and layout.tags[first - 1] in "XA":
            first -= 1
        if not _OPEN.isdisjoint(layout.lowers[first:act]):
            continue  # "might have gone there to defend them"
        subject = find_certain_subject(layout, phrases, first)
        is_bare = first == act and guess_form(layout.lowers[act]) is Form.BASE
        if subject is not None and is_bare and not is_plural(layout, subject.phrase):
            continue  # "the Lund riot"
        if subject is not None:
            between = range(act + 1, at)
            turns = any(
                layout.tags[i] in 'Vv,"' and layout.lowers[i] not in gathering for i in between
            )
            return None if turns else subject
    return None
