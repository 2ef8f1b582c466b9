"""What kind of actor a single word names that no list knows: a person, a body, a place, nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.extraction.cast import Named
from bot.extraction.name_parts import Found, names_nobody
from bot.extraction.short_names import LONGEST_ACRONYM
from bot.extraction.surroundings import find_acting_acronyms, find_case_names
from bot.language.gazetteer import given_names
from bot.language.layout import Layout
from bot.language.lexicon import tag_table
from bot.records import ActorKind

_ADJECTIVE_ENDINGS = ("ic", "ian", "ish", "ist", "ean", "al")
#: What a name before one of these names leads.
_LED = frozenset("administration campaign presidency premiership".split())
#: Verbs of saying, behind which a sentence's first word may as well be a thing.
_OF_THINGS = frozenset("began begins continued continues went goes".split())


class KindsOfWords:
    """Tells the kinds of the single words of one text by themselves and by what stands around.

    ``unclear`` are the names whose words do not tell what they are; ``told`` the kinds that their
    neighbours tell, by key; ``placed_words`` the words that stand as places; ``written`` all words
    of the text as they are written.
    """

    def __init__(
        self,
        layout: Layout,
        found: Sequence[Found],
        unclear: list[Found],
        told: Mapping[str, ActorKind],
        placed_words: set[str],
        written: frozenset[str],
    ) -> None:
        self._layout = layout
        self._told = told
        self._placed_words = placed_words
        self._cases = find_case_names(layout, unclear)
        self._acting = find_acting_acronyms(layout, unclear)
        # Words with a capital that they do not only owe to the start of a sentence.
        self._inner_words = {
            layout.lowers[first]
            for first, after_last, _, opens_sentence, _ in found
            if after_last - first == 1 and not opens_sentence
        }
        self._written = written

    def find(self, name: Found, before: Sequence[Named]) -> ActorKind | None:
        """Return the kind of a one-word actor or None; ``before`` are those named so far."""
        layout, first = self._layout, name.first
        word, lower = layout.words[first], layout.lowers[first]
        if name.part.title:
            return None if tag_table().get(lower) in ("V", "v") else ActorKind.PERSON
        if names_nobody(word, lower) or name.key in self._cases:
            return None
        if name.key in self._told:
            return self._told[name.key]
        following = layout.tag(name.after_last)
        if name.opens_sentence and lower not in self._inner_words and following not in "VvS":
            return None
        if word.isupper():
            return self._find_for_acronym(name, following, before)
        if lower in self._placed_words:
            return ActorKind.PLACE
        if lower in given_names():
            is_prize = first > 0 and layout.lowers[first - 1] in ("a", "an")  # "an Oscar"
            return None if is_prize else ActorKind.PERSON
        if self._is_ordinary(name, following):
            return None
        is_person = following == "V" or layout.lower(name.after_last) in _LED
        return ActorKind.PERSON if is_person else ActorKind.ORGANISATION

    def _is_ordinary(self, name: Found, following: str) -> bool:
        """Tell whether a word owes its capital to its place, or only says what a noun is like."""
        lower = self._layout.lowers[name.first]
        if name.opens_sentence and (
            lower.endswith(("ing", "ed")) or self._layout.lower(name.after_last) in _OF_THINGS
        ):
            return True
        is_adjective = following in "Rw" and lower.endswith(_ADJECTIVE_ENDINGS)
        return lower in self._written or is_adjective

    def _find_for_acronym(
        self, name: Found, following: str, before: Sequence[Named]
    ) -> ActorKind | None:
        """Return ORGANISATION for capitals that act or own somewhere in the text, else None.

        "The LWA" is a body too, unless a noun follows; and so is what somebody is "of".
        """
        if len(name.part.name) > LONGEST_ACRONYM:
            return None
        word = self._layout.lowers[name.first - 1] if name.first else ""
        is_body = name.key in self._acting or (word == "the" and following not in "wR")
        if not is_body and word in ("of", "from") and before:
            is_body = before[-1][1:4:2] == (name.first - 1, ActorKind.PERSON)
        return ActorKind.ORGANISATION if is_body else None
