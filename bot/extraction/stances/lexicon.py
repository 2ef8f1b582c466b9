"""The stance lexicon: which words carry a stance, and what must stand after them to do so."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from bot.language.lexicon import read_words, regular_forms, third_person
from bot.records import Stance

_FILE = "stances.tsv"


class Form(StrEnum):
    """What shape of its verb a word is."""

    BASE = "base"
    THIRD = "third"
    #: Simple past; of regular verbs the participle too.
    PAST = "past"
    #: A participle that differs from the past: "sworn".
    PARTICIPLE = "participle"
    ING = "ing"


class FrameKind(StrEnum):
    """What a word's stance needs behind it; the file of the lexicon explains each."""

    OBJECT = "obj"
    PREPOSITION = "prep"
    INFINITIVE = "to"
    THAT = "that"
    GERUND = "ing"
    OBJECT_TO = "objto"
    OBJECT_OF = "objof"
    OBJECT_NAME = "objname"
    OBJECT_SAID = "objsaid"
    AHEAD = "ahead"
    OBJECT_FOR = "objfor"
    OBJECT_WITH = "objwith"
    OBJECT_AGAINST = "objagainst"
    ONTO = "onto"
    GIVE = "give"
    OBJECT_AS = "objas"
    VERDICT = "verdict"
    SELF = "self"
    NOT_SELF = "notself"
    THAT_SHOULD = "thatshould"
    ADJECTIVE = "adj"
    NOUN = "noun"
    DEED = "deed"
    BEING = "being"
    RECEIVED = "received"


#: Frames of what somebody does rather than says; what will be done is promised or threatened.
ACTS = frozenset({FrameKind.ONTO, FrameKind.GIVE})
_NOUNS = frozenset({FrameKind.NOUN, FrameKind.DEED, FrameKind.BEING, FrameKind.RECEIVED})
_WITH_CLASS = frozenset(
    {
        FrameKind.OBJECT,
        FrameKind.OBJECT_SAID,
        FrameKind.AHEAD,
        FrameKind.VERDICT,
        FrameKind.GIVE,
        FrameKind.SELF,
        FrameKind.NOT_SELF,
        FrameKind.INFINITIVE,
    }
)


class Frame(NamedTuple):
    """One use of a word: its stance, what follows, and words that must or must not be there.

    ``words`` are prepositions, or nouns one of which the object must have (``excludes`` False) or
    must not have (``excludes`` True); empty where any object will do. ``nouns`` are those one of
    which must follow a preposition; empty where any will do.
    """

    stance: Stance
    kind: FrameKind
    words: frozenset[str]
    excludes: bool
    lemma: str
    nouns: frozenset[str] = frozenset()

    @property
    def is_refusal(self) -> bool:
        """Whether the stance is only in what is denied: "will not accept"."""
        return self.stance is Stance.OPPOSES and self.lemma in word_class("negatedonly")


class StanceWord(NamedTuple):
    """All uses of one written word."""

    form: Form | None
    verb: tuple[Frame, ...]
    noun: tuple[Frame, ...]
    adjective: tuple[Frame, ...]
    #: Whether a past or a participle is written like the base: "cut", "come".
    is_base_too: bool = False
    #: Whether it takes a stance only by what its subject says "it will" do.
    is_own: bool = False


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the words that the lexicon lists under ``@name``."""
    lists = (words for marker, *words in read_words(_FILE) if marker == "@" + name)
    return frozenset(word for words in lists for word in words)


@cache
def verb_class(name: str) -> frozenset[str]:
    """Return all forms of the regular and listed verbs under ``@name``."""
    return frozenset(
        form
        for verb in word_class(name)
        for form in (verb, third_person(verb), *regular_forms(verb), *_IRREGULAR.get(verb, ()))
    )


@cache
def stance_words() -> dict[str, StanceWord]:
    """Return every written word of the lexicon, in lower case, with its uses."""
    table: dict[str, StanceWord] = {}
    for stance, pattern, *words in read_words(_FILE):
        if stance.startswith("@"):
            continue
        kind_name, _, options = pattern.partition(":")
        kind = FrameKind(kind_name)
        options, _, nouns = options.partition("/")
        required, excludes = _read_options(kind, options)
        asked = word_class(nouns) if nouns else frozenset()
        if kind in _NOUNS | {FrameKind.ADJECTIVE}:
            for word in words:
                frame = Frame(Stance(stance), kind, required, excludes, word, asked)
                _add(table, word, None, frame)
        else:
            frame = Frame(Stance(stance), kind, required, excludes, words[0], asked)
            for word, form in _forms(words):
                _add(table, word, form, frame)
    return {word: uses._replace(is_own=_is_own(uses)) for word, uses in table.items()}


def _is_own(word: StanceWord) -> bool:
    return bool(word.verb) and all(
        frame.kind in {FrameKind.SELF, FrameKind.NOT_SELF} for frame in word.verb
    )


def _read_options(kind: FrameKind, options: str) -> tuple[frozenset[str], bool]:
    if kind in _WITH_CLASS and options:
        return word_class(options.removeprefix("!")), options.startswith("!")
    return frozenset(options.split(",")) if options else frozenset(), False


def _forms(words: list[str]) -> list[tuple[str, Form]]:
    lemma, *irregular = words
    if irregular:
        past, participle, ing = irregular
    else:
        past, ing = regular_forms(lemma)
        participle = past
    forms = [(lemma, Form.BASE), (third_person(lemma), Form.THIRD), (past, Form.PAST)]
    if participle != past:
        forms.append((participle, Form.PARTICIPLE))
    return [*forms, (ing, Form.ING)]


def _add(table: dict[str, StanceWord], word: str, form: Form | None, frame: Frame) -> None:
    known = table.get(word, StanceWord(None, (), (), ()))
    if frame.kind is FrameKind.ADJECTIVE:
        known = known._replace(adjective=(*known.adjective, frame))
    elif frame.kind in _NOUNS:
        known = known._replace(noun=(*known.noun, frame))
    else:
        is_base_too = known.is_base_too or (known.form is Form.BASE and form is not Form.BASE)
        frames = known.verb if frame in known.verb else (*known.verb, frame)
        known = known._replace(form=form, verb=frames, is_base_too=is_base_too)
    table[word] = known


#: Further forms of verbs in the "@" classes that do not follow the rules.
_IRREGULAR = {
    "give": ("gave", "given"),
    "show": ("shown",),
    "make": ("made",),
    "throw": ("threw", "thrown"),
    "withdraw": ("withdrew", "withdrawn"),
    "drop": ("dropped",),
    "plan": ("planned", "planning"),
    "come": ("came",),
    "begin": ("began", "begun"),
    "swear": ("swore", "sworn"),
    "agree": ("agreed",),
    "hold": ("held",),
    "strike": ("struck",),
    "say": ("said",),
    "tell": ("told",),
    "write": ("wrote", "written"),
    "win": ("won", "winning"),
    "get": ("got", "gotten", "getting"),
    "draw": ("drew", "drawn"),
    "go": ("went", "gone"),
    "take": ("took", "taken"),
    "shut": ("shut", "shutting"),
    "feel": ("felt",),
    "think": ("thought",),
    "lie": ("lied", "lying"),
    "mislead": ("misled",),
    "meet": ("met", "meeting"),
    "quit": ("quit", "quitting"),
    "choose": ("chose", "chosen"),
}
