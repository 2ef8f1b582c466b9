"""What a text calls those by whom it has named: "the LWA", "the Authority", "May said"."""

from __future__ import annotations

from bot.extraction.cast import Cast, Named
from bot.extraction.name_parts import Found, Sort
from bot.extraction.namesakes import gender_of_title
from bot.language.dates.tense import is_past
from bot.language.gazetteer import name_words
from bot.language.genders import FEMALE
from bot.language.layout import Layout
from bot.records import ActorKind

LONGEST_ACRONYM = 8
_SMALL_WORDS = frozenset("of the and for in to".split())
#: These may be a body's whole name where a text writes them with a capital each time.
_WHOLE_NAMES = frozenset(["coalition", "alliance", "taskforce", "junta"])
_LEAST_USES = 2
#: Sorts of words that are somebody's surname all the same.
_WORDS = (Sort.OFFICE, Sort.MATTER)
#: Behind these a month is a month and a title an office.
_BEFORE_WORDS = frozenset(
    "the a an this that his her its their our my in since by until last next late early mid of"
    " every each during for".split()
)
#: Beside these "the Times" is another paper.
_NEVER_SHORTENED = frozenset({"financial times", "sunday times"})


def is_word_as_surname(layout: Layout, name: Found) -> bool:
    """Tell whether a month or title that ends somebody's name is used as that surname.

    So it is where it acts or owns and nothing says a date or an office: "May said", "Judge's run".
    """
    if name.part.sort not in _WORDS or name.after_last - name.first > 1:
        return False
    before = layout.lowers[name.first - 1] if name.first else ""
    after = name.after_last
    acts = layout.tag(after) in "VvXS" or is_past(layout.lower(after))
    return acts and before not in _BEFORE_WORDS and layout.words[name.first].istitle()


def is_of_couple(layout: Layout, name: Found) -> bool:
    """Tell whether a surname is shared by two titles: "Senator and Mrs. Berg"."""
    first = name.first - len(name.part.title.split())
    is_joined = first > 1 and layout.lowers[first - 1] == "and" and layout.tags[first - 2] in "KTR"
    return bool(name.part.title) and is_joined and gender_of_title(name.part.title) == FEMALE


def define_acronyms(layout: Layout, found: list[Found], cast: Cast) -> None:
    """Tie "Lake Water Authority (LWA)" and "LWA (Lake Water Authority)" together."""
    tags = layout.tags
    at = tags.find("(")
    if at < 0:
        return
    by_end = {name.after_last: name for name in found}
    taken = {name.first for name in found}
    while at != -1:
        if at + 2 < len(tags) and tags[at + 2] == ")" and at in by_end:
            _define_acronym(layout, by_end[at], layout.words[at + 1], cast)
            key = cast.acronyms.get(_letters(layout.words[at + 1]))
            if key is not None and at + 1 not in taken:
                cast.names.append(Named(at + 1, at + 2, key, cast.kinds[key], "acronym"))
        at = tags.find("(", at + 1)


def _define_acronym(layout: Layout, long: Found, short: str, cast: Cast) -> None:
    letters = _letters(short)
    if not (2 <= len(letters) <= LONGEST_ACRONYM and letters.isalpha()):
        return
    key = long.key
    kind = cast.kinds.get(key, ActorKind.PERSON)
    if kind is ActorKind.PERSON or (long.part.entry is None and not long.part.short_forms):
        return
    words = layout.lowers[long.first : long.after_last]
    initials = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if word not in _SMALL_WORDS)
    if letters not in (initials, main) and not short.isupper():
        return
    cast.acronyms[letters] = key
    if long.part.entry is None and not short.islower():
        cast.by_word.setdefault(letters, set()).add(key)


def _letters(acronym: str) -> str:
    return acronym.replace(".", "").lower()


class Heads:
    """Tells which body "the Court" is; to be asked in text order, as ``cast.names`` grows."""

    def __init__(self, layout: Layout, found: list[Found], cast: Cast) -> None:
        self._layout = layout
        self._found = found
        self._cast = cast
        self._read = 0
        self._bodies: dict[str, set[str]] = {}

    def body_called(self, name: Found) -> str:
        """Return the key of the one body, named before, that a word with a capital means, or "".

        A word that is a whole name here is its own key.
        """
        if not self._is_head(name):
            return ""
        self._read_names()
        head = name.part.key
        bodies = self._bodies.get(head, set())
        if bodies:
            return next(iter(bodies)) if len(bodies) == 1 else ""
        if head not in _WHOLE_NAMES:
            return ""
        uses = sum(other.part.key == head and self._is_head(other) for other in self._found)
        return head if uses >= _LEAST_USES else ""

    def _is_head(self, name: Found) -> bool:
        """Tell whether a name is "the Court" inside a sentence."""
        first = name.first
        return (
            name.part.key in name_words("organisation")
            and not name.part.title
            and not name.opens_sentence
            and not self._layout.words[first].isupper()
            and self._layout.lowers[first - 1] == "the"
        )

    def _read_names(self) -> None:
        names = self._cast.names
        for named in names[self._read :]:
            words = named.key.split()
            is_short = len(words) == 1 or named.key in _NEVER_SHORTENED
            if named.kind is ActorKind.ORGANISATION and not is_short:
                for word in words:
                    self._bodies.setdefault(word, set()).add(named.key)
        self._read = len(names)
